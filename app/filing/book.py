"""ledger.xlsx and ledger.jsonl: the ledger checked against the papers, row by row."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from app.filing.answer import ANSWERS, Answer, Answered
from app.filing.match import Matched
from app.filing.rates import rates
from app.report.book import FAINT, GROUND, Book, Column, Table
from app.report.jsonl import lines
from app.report.words import COLOURS, day
from app.report.xlsx import as_date
from dossier.case import Verdict

LOOKS: dict[Answer, Verdict] = {
    "blocked": "fail",
    "wanting": "undetermined",
    "ready": "pass",
    "filed": "excused",
}
"""Answer → the verdict in whose quiet colours it is shown."""
PAPERS = (
    Column("文件名称", 38),
    Column("文号", 22),
    Column("制定机关", 20),
    Column("能否报送", 13, "verdict"),
    Column("公布", 11, "date"),
    Column("报送末日", 11, "date"),
    Column("已报送", 11, "date"),
    Column("不符合规定的", 48),
    Column("须补、须确认的", 48),
    Column("提示", 40),
    Column("台账行", 12),
    Column("与台账不一致", 34),
    Column("卷宗", 26),
)
ROWS = (
    Column("台账行", 12),
    Column("文件名称", 44),
    Column("文号", 24),
    Column("公布日期（自报）", 16),
    Column("报备日期（自报）", 16),
    Column("网址", 40),
    Column("情况", 40),
)
ANSWER = 3


def write_rows(path: Path, matched: Sequence[Matched]) -> None:
    """ledger.jsonl: one object a row of the ledger or paper; `state`: matched, row_only, paper_only."""
    with lines(path) as put:
        for item in matched:
            put(_object(item))


def _object(item: Matched) -> dict[str, Any]:
    state = "matched" if item.entry and item.answered else "row_only" if item.entry else "paper_only"
    return {
        "state": state,
        "why": item.why,
        "row": item.entry.model_dump() if item.entry else None,
        "paper": item.answered.model_dump(mode="json") if item.answered else None,
        "differences": list(item.differences),
    }


def write_book(path: Path, matched: Sequence[Matched], as_of: date) -> None:
    """ledger.xlsx: settings to make and rates first, then each document, rows without papers, papers without rows."""
    part = path.with_name(path.name + ".part")
    book = Book(part, title="备案前校验")
    front = book.sheet("总览", tab="#3C4A57")
    _papers(book, "逐件", [item for item in matched if item.answered])
    _rows(book, [item for item in matched if item.answered is None])
    if any(item.entry for item in matched):
        _papers(book, "有文书而台账没有", [item for item in matched if item.entry is None])
    _front(front, book, matched, as_of)
    book.close()
    part.replace(path)


def _papers(book: Book, name: str, items: Sequence[Matched]) -> None:
    table = Table(book, name, PAPERS)
    table.head()
    for item in items:
        if item.answered is not None:
            row = table.row
            table.put(_paper(item, item.answered))
            look = book.verdict(LOOKS[item.answered.answer])
            table.sheet.write_string(row, ANSWER, ANSWERS[item.answered.answer], look)
    table.close()


def _paper(item: Matched, answered: Answered) -> tuple[Any, ...]:
    return (
        answered.title,
        answered.number,
        answered.issuer,
        None,
        as_date(answered.published),
        answered.due,
        as_date(answered.filed),
        "\n".join(answered.faults),
        "\n".join((*answered.missing, *dict.fromkeys(f"未配置：{s}" for s in answered.settings))),
        "\n".join(answered.hints),
        item.entry.at if item.entry else None,
        "\n".join(item.differences),
        answered.dossier,
    )


def _rows(book: Book, items: Sequence[Matched]) -> None:
    """Rows without papers; their dates are the ledger's own word (rules.md §14.25)."""
    table = Table(book, "台账有而无文书", ROWS)
    table.head()
    for item in items:
        if item.entry is not None:
            fields = [item.entry.get(name) for name in ("title", "number", "published", "filed", "url")]
            table.put((item.entry.at, *fields, item.why))
    table.close()


class _Front:
    """Writes the first sheet from top to bottom."""

    def __init__(self, sheet: Worksheet, book: Book) -> None:
        self.sheet, self.book, self.row = sheet, book, 1
        sheet.set_column(0, 0, 2)
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 2, 34)
        sheet.set_column(3, 3, 64)

    def line(self, text: str, *, height: float = 18, **look: Any) -> None:
        self.sheet.set_row(self.row, height)
        self.sheet.merge_range(self.row, 1, self.row, 3, text, self.book.format(text_wrap=True, **look))
        self.row += 1

    def cells(self, *texts: str, **look: Any) -> None:
        self.sheet.set_row(self.row, 32)
        form = self.book.format(text_wrap=True, bottom=4, bottom_color="#DAD8D1", **look)
        for i, text in enumerate(texts, 1):
            self.sheet.write_string(self.row, i, text, form)
        self.row += 1


def _front(sheet: Worksheet, book: Book, matched: Sequence[Matched], as_of: date) -> None:
    page = _Front(sheet, book)
    page.line("备案前校验", height=34, font_size=20, bold=True)
    page.line(f"判断截至 {day(as_of)}", font_color=FAINT)
    page.line(headline(matched), height=30, font_size=12, bg_color=GROUND, valign="vcenter")
    waiting = settings_wanted(matched)
    if waiting:
        page.row += 1
        page.line(
            "先补这些设置（写入 knowledge/profiles/ 后用 --profile 选用，再运行一次）",
            height=24,
            bold=True,
            font_size=13,
        )
        for setting, number in waiting.most_common():
            page.cells("未配置", setting, f"有 {number} 项结论在等")
    page.row += 1
    page.line("比率（种子指标31）", height=24, bold=True, font_size=13)
    for rate in rates(matched, as_of):
        page.cells(rate.name, rate.words, f"分母：{rate.said}")
    page.row += 1
    page.line("颜色与结论", height=24, bold=True, font_size=13)
    for answer, told in MEANINGS.items():
        ink, ground = COLOURS[LOOKS[answer]]
        page.cells(ANSWERS[answer], "", told, font_color=ink, bg_color=ground)


MEANINGS: dict[Answer, str] = {
    "blocked": "报送前应当履行的程序有不符合规定的，先纠正再报送",
    "wanting": "材料不齐，或者有应当履行的程序看不出是否履行，补齐或确认后再报送",
    "ready": "报送前应当履行的程序均有凭据，材料齐全",
    "filed": "卷内有报送备案的凭据；是否及时、规范见各栏",
}


def headline(matched: Sequence[Matched]) -> str:
    """The result in one sentence."""
    papers = Counter(item.answered.answer for item in matched if item.answered)
    said = [f"{ANSWERS[name]} {papers[name]} 件" for name in ANSWERS if papers[name]]
    bare = sum(item.answered is None for item in matched)
    told = "，".join(said) or "没有须报送备案的文件"
    return f"{told}" + (f"；台账有而未见文书 {bare} 行" if bare else "") + "。"


def settings_wanted(matched: Sequence[Matched]) -> Counter[str]:
    """Settings nobody has made, and how many verdicts wait on each."""
    return Counter(setting for item in matched if item.answered for setting in item.answered.settings)
