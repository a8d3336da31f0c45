"""The first sheet: what was found, by dossier kind and by rule, and the balance sheet of the files."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from app.report.book import FAINT, GROUND, LINE, Book, text_lines
from app.report.masking import Masker
from app.report.model import Run, Tally, Tools
from app.report.words import REPORT_ORDER, day, moment
from dossier.case import VERDICTS, Verdict
from index.files import STATES

FIRST, LAST = 1, 9
"""Columns B to J: a narrow margin stands before them."""


NAME = 50
"""Width of the column of names."""


class Page:
    """Writes the sheet from top to bottom (the book keeps no rows in memory)."""

    def __init__(self, sheet: Worksheet, book: Book) -> None:
        self.sheet, self.book, self.row = sheet, book, 1
        sheet.set_column(0, 0, 2)
        sheet.set_column(FIRST, FIRST, NAME)
        sheet.set_column(FIRST + 1, LAST - 1, 10)
        sheet.set_column(LAST, LAST, 24)

    def line(self, text: str, *, height: float | None = None, **look: object) -> None:
        """A line of words over the whole width."""
        if height:
            self.sheet.set_row(self.row, height)
        self.sheet.merge_range(
            self.row, FIRST, self.row, LAST, text, self.book.format(text_wrap=True, **look)
        )
        self.row += 1

    def heading(self, text: str) -> None:
        """The name of a part, with room above."""
        self.row += 1
        self.line(text, height=24, font_size=13, bold=True, valign="vcenter")

    def verdicts(self, title: str, rows: Sequence[tuple[str, str, dict[Verdict, int]]]) -> None:
        """A table of counts by verdict: name, code, counts."""
        self.sheet.set_row(self.row, 30)
        self.sheet.write_string(self.row, FIRST, title, self.book.header())
        for i, verdict in enumerate(REPORT_ORDER, FIRST + 1):
            self.sheet.write_string(
                self.row, i, VERDICTS[verdict], self.book.verdict(verdict, text_wrap=True)
            )
        self.sheet.write_string(self.row, FIRST + 1 + len(REPORT_ORDER), "合计", self.book.header("verdict"))
        self.row += 1
        for name, code, counts in rows:
            self.numbers(name, code, [counts.get(verdict, 0) for verdict in REPORT_ORDER])

    def numbers(self, name: str, code: str, counts: Sequence[int]) -> None:
        """A row of that table; noughts are faint."""
        self.sheet.set_row(self.row, text_lines(name, NAME) * LINE + 3)
        self.sheet.write_string(self.row, FIRST, name, self.book.body("text"))
        for i, number in enumerate((*counts, sum(counts)), FIRST + 1):
            faint = {"font_color": FAINT} if not number else {}
            form = self.book.format(align="center", bottom=4, bottom_color="#DAD8D1", **faint)
            self.sheet.write_number(self.row, i, number, form)
        self.sheet.write_string(self.row, LAST, code, self.book.format(font_color=FAINT, font_size=8))
        self.row += 1

    def pair(self, name: str, value: str | int, *, strong: bool = False) -> None:
        """A name and its value."""
        self.sheet.write_string(self.row, FIRST, name, self.book.format(bold=strong))
        form = self.book.format(bold=strong, align="left", num_format="#,##0")
        if isinstance(value, int):
            self.sheet.write_number(self.row, FIRST + 1, value, form)
        else:
            self.sheet.write_string(self.row, FIRST + 1, value, form)
        self.row += 1


def write_overview(sheet: Worksheet, book: Book, run: Run, tally: Tally, tools: Tools, unlinked: int) -> None:
    """Fills 总览."""
    page = Page(sheet, book)
    page.line("法定程序审查报告", height=34, font_size=20, bold=True)
    page.line(f"判断截至 {day(run.as_of)}；运行于 {moment(run.started)}", font_color=FAINT)
    page.line("对象：" + "；".join(run.paths), font_color=FAINT)
    page.line(headline(tally), height=30, font_size=12, bg_color=GROUND, valign="vcenter")
    _settings(page, tally)
    page.heading("卷宗结论（一卷的结论取“应当”类各项中最重的一项，不以百分比表示）")
    page.verdicts("卷宗种类", [*_by_kind(tally, tools), ("全部卷宗", "", dict(tally.conclusions()))])
    page.heading("各项检查（不合规多的在前）")
    page.verdicts("检查内容", _by_rule(tally))
    _balance(page, run, tally)
    _lost(page, run, tools)
    _reading_quality(page, tally)
    _versions(page, run)
    if unlinked:
        page.line(f"注：Excel 每页链接数有上限，{unlinked:,} 处文件未作链接，文件名照列。", font_color=FAINT)


def headline(tally: Tally) -> str:
    """The result in one sentence."""
    found = tally.conclusions()
    said = [f"{found[verdict]:,} 卷{VERDICTS[verdict]}" for verdict in REPORT_ORDER if found[verdict]]
    papers = sum(tally.papers.values())
    return (
        f"共 {sum(found.values()):,} 卷、{papers:,} 件文书：" + ("，".join(said) or "没有可检查的卷宗") + "。"
    )


def _by_kind(tally: Tally, tools: Tools) -> list[tuple[str, str, dict[Verdict, int]]]:
    rows: dict[str, dict[Verdict, int]] = {}
    for (kind, verdict), number in sorted(tally.dossiers.items()):
        rows.setdefault(kind, {})[verdict] = number
    return [(tools.names.dossier(kind), kind, found) for kind, found in rows.items()]


def _by_rule(tally: Tally) -> list[tuple[str, str, dict[Verdict, int]]]:
    rows: dict[str, dict[Verdict, int]] = {}
    for (rule, verdict), number in tally.findings.items():
        rows.setdefault(rule, {})[verdict] = number
    worst = sorted(rows, key=lambda r: (*(-rows[r].get(v, 0) for v in REPORT_ORDER), r))
    return [(tally.names[rule], rule, rows[rule]) for rule in worst]


def _settings(page: Page, tally: Tally) -> None:
    """Settings nobody has made, asked for once, with how many verdicts wait on each."""
    wanted = [(setting, number) for setting, number in tally.settings.most_common() if number]
    if wanted:
        page.heading("先补这些设置（写入 knowledge/profiles/，用 --profile 选用后 fadu judge）")
    for setting, number in wanted:
        page.line(f"　{setting}：{number:,} 项结论在等", height=text_lines(setting, 100) * LINE + 3)


def _balance(page: Page, run: Run, tally: Tally) -> None:
    """应读 = 已读 + 失败 + 拒收 + 重复 + 已移除 + 未读; a gap is said, never closed by hand."""
    page.heading("文件收支表")
    page.pair("应读（路径下的文件）", run.planned, strong=True)
    for state, name in STATES.items():
        if tally.states[state] or state in ("done", "failed"):
            page.pair(f"　{name}", tally.states[state])
            for (at, code), number in sorted(tally.errors.items()):
                if at == state:
                    page.pair(f"　　　{code}", number)
    gap = run.planned - sum(tally.states.values())
    page.pair("收支", "相符" if gap == 0 else f"不符，相差 {gap:,} 个文件，请核对运行日志", strong=True)


def _lost(page: Page, run: Run, tools: Tools) -> None:
    """Corrections that found no place any more; silent ones would be lost work."""
    masker = Masker(None, tools.mask)
    if run.conflicts:
        page.heading(f"没有落位的更正（{len(run.conflicts)}条，有关结论为无法判定）")
    for item in run.conflicts:
        where = f"{item.source} 第{item.page}页" if item.page is not None else item.source
        page.line(masker.text(f"　{where}：{item.reason}"), height=text_lines(item.reason, 100) * LINE + 3)


def _reading_quality(page: Page, tally: Tally) -> None:
    page.heading("读取质量（页）")
    for grade, name in (("good", "清晰"), ("fair", "一般"), ("poor", "差（据此的结论一律“无法判定”）")):
        page.pair(f"　{name}", tally.pages[grade])


def _versions(page: Page, run: Run) -> None:
    page.heading("版本")
    versions = dict(run.versions) | {
        "规则目录": run.catalogue[:12],
        "地区与部门设置": run.profile or "未指定",
    }
    for name, version in (*versions.items(), ("运行编号", run.id)):
        page.pair(f"　{name}", version)
    masked = "未遮盖（--unmasked），请勿外传" if run.unmasked else "身份证号、电话、银行卡号、住址已遮盖"
    page.pair("　个人信息", masked)
