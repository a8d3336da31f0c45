"""indicators.xlsx: the board of the hundred, material with links, findings, units, dates of the programme."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.indicators.board import STATES, Board, Row, State
from app.indicators.stages import Stage
from app.report.book import Book, Column, Linked, Table
from app.report.link import path_to
from app.report.masking import Masker
from app.report.model import Tools
from app.report.words import SEVERITIES, day
from dossier.case import VERDICTS, Verdict

MEASURABLE = {"yes": "可量化", "partly": "部分可量化", "no": "由人评定"}
COLOUR: dict[State, Verdict] = {
    "reached": "pass",
    "missed": "fail",
    "sampled": "excused",
    "open": "undetermined",
    "wanting": "borderline",
    "person": "not-applicable",
}
BOARD = (
    Column("编号", 5, "count"), Column("一级指标", 14), Column("二级指标", 18), Column("三级指标", 60), Column("能否量化", 9),
    Column("标准", 24), Column("结论", 12), Column("核对情况", 34), Column("材料", 7, "count"), Column("还缺", 34),
    Column("责任单位", 20), Column("要求的材料", 34), Column("对应规则", 30, "code"), Column("说明", 28),
)  # fmt: skip
PRINTED = 11  # columns of the board that go on paper; the others are for the screen
MATERIAL = (
    Column("编号", 5, "count"), Column("文书", 44), Column("种类", 18), Column("文号", 20, "code"), Column("发文机关", 22),
    Column("年份", 7), Column("原件", 44), Column("页", 5, "count"),
)  # fmt: skip
FINDINGS = (
    Column("编号", 5, "count"), Column("卷宗（机关、年度）", 30), Column("核对事项", 32), Column("结论", 12, "verdict"),
    Column("要求程度", 8), Column("说明", 70), Column("整改建议", 34), Column("原件", 30), Column("规则", 22, "code"),
)  # fmt: skip
UNITS = (
    Column("责任单位", 24), Column("负责指标", 8, "count"), Column("有材料", 8, "count"), Column("缺材料", 8, "count"),
    Column("完备率", 10), Column("未达标", 8, "count"), Column("缺材料的指标", 42), Column("未达标的指标", 30),
)  # fmt: skip
STAGES = (
    Column("阶段", 24),
    Column("起", 12, "date"),
    Column("止", 12, "date"),
    Column("状态", 10),
    Column("说明", 60),
)


def write_book(path: Path, board: Board, stages: Sequence[Stage], today: date, tools: Tools) -> None:
    """Writes the workbook; the file appears under its name only when it is whole."""
    part = path.with_name(path.name + ".part")
    book = Book(part, title="法治政府建设指标看板")
    _overview(book, board, today)
    _board(book, board)
    _material(book, board, path, tools)
    _findings(book, board, path, tools)
    _units(book, board)
    _stages(book, stages, today)
    book.close()
    part.replace(path)


def scope(board: Board) -> str:
    """“云山市司法局 2022年”, “全部单位 各年”."""
    return f"{board.unit or '全部单位'}　{f'{board.year}年' if board.year else '各年'}"


def _overview(book: Book, board: Board, today: date) -> None:
    sheet = book.sheet("总览", tab="#3C4A57")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 7, 13)
    sheet.set_row(0, 28)
    sheet.set_row(3, 32)
    sheet.write_string(0, 0, "法治政府建设指标看板", book.format(font_size=16, bold=True))
    sheet.write_string(
        1,
        0,
        f"{scope(board)}　判断截至{day(today)}　所审文书{board.papers}份",
        book.format(font_color="#7B7A75"),
    )
    head = ("一级指标", "指标数", *STATES.values())
    for i, title in enumerate(head):
        sheet.write_string(3, i, title, book.header("text" if i == 0 else "number"))
    groups = list(dict.fromkeys(row.indicator.level1 for row in board.rows))
    for r, group in enumerate((*groups, "合计"), 4):
        rows = [row for row in board.rows if group in (row.indicator.level1, "合计")]
        counts = Counter(row.state for row in rows)
        bold = {"bold": True, "top": 1} if group == "合计" else {}
        sheet.write_string(r, 0, group, book.format(bottom=4, bottom_color="#DAD8D1", **bold))
        for c, value in enumerate((len(rows), *(counts[state] for state in STATES)), 1):
            sheet.write_number(
                r, c, value, book.format(align="right", bottom=4, bottom_color="#DAD8D1", **bold)
            )
    notes = (
        "达标：当年的比率、件数、时限经核对达到标准，没有不符合的。所审符合：逐件核对都符合，但全年件数不明，不能说达到标准。",
        "待核：有无法判定或者两种算法的结论。缺材料：没有见到要求的材料。待人工评定：有材料，是否达标须由人判断。",
        "本表由程序依所审材料核对拟出，未经人工复核前不作为正式结论。",
    )
    for i, note in enumerate(notes):
        sheet.merge_range(
            len(groups) + 6 + i,
            0,
            len(groups) + 6 + i,
            7,
            note,
            book.format(text_wrap=True, font_color="#7B7A75"),
        )
        sheet.set_row(len(groups) + 6 + i, 30)


def told(row: Row) -> str:
    """“逐件：合规3、不合规1；全年：无法判定1”."""
    parts = []
    for name, counts in (("逐件", row.counts), ("全年", row.wide)):
        if counts:
            parts.append(f"{name}：" + "、".join(f"{VERDICTS[v]}{n}" for v, n in counts.most_common()))
    return "；".join(parts)


def _board(book: Book, board: Board) -> None:
    table = Table(book, "指标看板", BOARD, frozen=1)
    table.head()
    for row in board.rows:
        item = row.indicator
        rules = "、".join(rule.id for rule in row.rules)
        at = table.row
        table.put((item.number, item.level1, item.level2, item.text, MEASURABLE[item.measurable], item.threshold, STATES[row.state], told(row), row.found, row.lacking, "\n".join(item.units), item.evidence, rules, item.notes))  # fmt: skip
        colour = book.verdict(COLOUR[row.state], text_wrap=True)
        table.sheet.write_string(at, 6, STATES[row.state], colour)
    table.sheet.print_area(0, 0, table.row - 1, PRINTED - 1)
    table.close()


def _material(book: Book, board: Board, path: Path, tools: Tools) -> None:
    table = Table(book, "材料", MATERIAL)
    table.head()
    plain = Masker(None, tools.mask)
    for row in board.rows:
        for piece in row.pieces:
            link = Linked(plain.text(piece.source), path_to(piece.source, path.parent, tools.locate, plain))
            kind = tools.names.document(piece.kind) if piece.kind else ""
            table.put(
                (
                    row.indicator.number,
                    piece.title,
                    kind,
                    piece.number,
                    piece.issuer,
                    piece.year,
                    link,
                    piece.page,
                )
            )
    table.close()


def _findings(book: Book, board: Board, path: Path, tools: Tools) -> None:
    table = Table(book, "核对结论", FINDINGS)
    table.head()
    plain = Masker(None, tools.mask)
    for row in board.rows:
        for said in row.said:
            link = (
                Linked(plain.text(said.source), path_to(said.source, path.parent, tools.locate, plain))
                if said.source
                else None
            )
            severity = SEVERITIES[said.severity]  # type: ignore[index]
            table.put(
                (
                    row.indicator.number,
                    said.about,
                    said.name,
                    said.verdict,
                    severity,
                    said.message,
                    said.advice,
                    link,
                    said.rule,
                )
            )
    table.close()


def unit_row(unit: str, rows: Sequence[Row]) -> tuple[str, int, int, int, str, int, str, str]:
    """How complete a unit's material is; the share as a fraction, so that 99.6 % is not 100 %."""
    held = [row for row in rows if row.found]
    lacking = [row for row in rows if not row.found]
    missed = [row for row in rows if row.state == "missed"]
    share = f"{len(held)}/{len(rows)}"
    return unit, len(rows), len(held), len(lacking), share, len(missed), numbers(lacking), numbers(missed)


def numbers(rows: Sequence[Row]) -> str:
    """“3、 5、 12”: the space lets a line break."""
    return "、 ".join(str(row.indicator.number) for row in rows)


def _units(book: Book, board: Board) -> None:
    table = Table(book, "责任单位", UNITS)
    table.head()
    for unit, rows in board.units():
        table.put(unit_row(unit, rows))
    table.close()


def _stages(book: Book, stages: Sequence[Stage], today: date) -> None:
    table = Table(book, "日程", STAGES)
    table.head()
    for stage in stages:
        table.put((stage.name, stage.first, stage.last, stage.state(today), stage.doubt))
    if not stages:
        table.put(("所审材料中没有写明实施步骤的方案", None, None, None, None))
    table.close()
