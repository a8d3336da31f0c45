"""self-assessment.docx: the overall self-assessment report (总体自评报告) of a year, for a person to finish and sign."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.indicators.board import STATES, Board, Row
from app.indicators.book import told, unit_row
from app.indicators.stages import Stage
from app.report.wordfile import BODY, STYLES, TEMPLATE, Text
from app.report.words import day
from dossier.errors import UsageError

NOTE = "本报告由程序依所审材料核对拟出，未经人工复核前不作为正式结论。"
MOST = 5  # faults told in words for one indicator; the workbook holds all
SIGNED = (Text("sign", "审核人（签名）：　　　　　　　　"), Text("sign", "（单位盖章）　　　　　　　　"))
Cells = Sequence[Sequence[str]]


class Grid:
    """A table: heads, rows, widths in centimetres."""

    def __init__(self, head: Sequence[str], rows: Cells, widths: Sequence[float]) -> None:
        self.head, self.rows, self.widths = head, rows, widths


def write_paper(
    path: Path, board: Board, stages: Sequence[Stage], today: date, template: Path = TEMPLATE
) -> None:
    """Writes the report after the template's styles; the file appears under its name only when it is whole."""
    from docx import Document

    paper: Any = Document(str(template))
    place = next((p for p in paper.paragraphs if p.text.strip() == BODY), None)
    if place is None:
        raise UsageError(
            f"模板 {template} 缺少内容为 {BODY} 的段落。可在随附的 {TEMPLATE.name} 上修改后使用。"
        )
    for part in content(board, stages, today):
        if isinstance(part, Text):
            put = place.insert_paragraph_before(part.words, style=STYLES[part.style])
            put.paragraph_format.keep_with_next = (
                part.style == "heading" or part.words == NOTE or part in SIGNED
            )
        else:
            _put_table(paper, place, part)
    place._element.getparent().remove(place._element)
    part_file = path.with_name(path.name + ".part")
    paper.save(str(part_file))
    part_file.replace(path)


def content(board: Board, stages: Sequence[Stage], today: date) -> Iterator[Text | Grid]:
    """The report's paragraphs and tables."""
    of = f"{board.year}年度" if board.year else ""
    yield Text("title", f"{board.unit or ''}{of}法治政府建设总体自评报告")
    yield Text("heading", "一、总体情况")
    counts = board.counts()
    states = "，".join(f"{name}{counts[state]}项" for state, name in STATES.items() if counts[state])
    yield Text(
        "body",
        f"对照《市县法治政府建设示范指标体系（2021年版）》，本次自评{len(board.rows)}项指标，审阅文书{board.papers}份，判断截至{day(today)}。其中：{states}。",
    )
    yield Text(
        "body",
        "“达标”指当年的比率、件数、时限经核对达到标准且没有不符合的；“所审符合”指逐件核对都符合而全年件数不明；“待核”指有无法判定或者两种算法的结论；“缺材料”指没有见到要求的材料；“待人工评定”指材料已有、须由人判断。",
    )
    yield from _groups(board)
    yield from _faults(board)
    yield from _wanting(board)
    yield from _units(board)
    yield from _dates(stages, today)
    yield Text("body", NOTE)
    yield from SIGNED
    yield Text("sign", "年　　月　　日")


def _groups(board: Board) -> Iterator[Text | Grid]:
    """All indicators by group, each with its state and what was found."""
    yield Text("heading", "二、各项指标自评情况")
    for group in dict.fromkeys(row.indicator.level1 for row in board.rows):
        rows = [row for row in board.rows if row.indicator.level1 == group]
        counts = Counter(row.state for row in rows)
        said = "，".join(f"{name}{counts[state]}项" for state, name in STATES.items() if counts[state])
        number, _, name = group.partition("、")
        yield Text("body", f"（{number}）{name}（{len(rows)}项）：{said}。")
        cells = [
            (str(row.indicator.number), row.indicator.text, STATES[row.state], _basis(row)) for row in rows
        ]
        yield Grid(("编号", "指标内容", "自评结论", "依据"), cells, (1.2, 8.0, 2.4, 4.0))


def _basis(row: Row) -> str:
    """What the state rests on, in a few words."""
    papers = f"材料{row.found}件" if row.found else "未见材料"
    return "；".join(part for part in (papers, told(row)) if part)


def _faults(board: Board) -> Iterator[Text]:
    """What is against each indicator, in full; what is open, by name."""
    missed = [row for row in board.rows if row.state in ("missed", "open")]
    yield Text("heading", f"三、未达标和待核的指标（{len(missed)}项）")
    if not missed:
        yield Text("body", "所审材料中没有不符合或者无法判定的事项。")
    for row in missed:
        yield Text("body", f"第{row.indicator.number}项（{STATES[row.state]}）：{_short(row.indicator.text)}")
        bad = [said for said in row.said if said.verdict == "fail"]
        for i, one in enumerate(bad[:MOST], 1):
            yield Text(
                "body", f"（{i}）{one.about}：{one.name}，不合规。{_first(one.message)}整改：{one.advice}"
            )
        if len(bad) > MOST:
            yield Text("body", f"另有{len(bad) - MOST}项不合规，见 indicators.xlsx“核对结论”。")
        unsure = [said for said in row.said if said.verdict in ("undetermined", "borderline")]
        if unsure:
            names = "、".join(dict.fromkeys(said.name for said in unsure))
            yield Text("body", f"待核{len(unsure)}项：{names}。逐项缺什么见 indicators.xlsx“核对结论”。")


def _short(text: str) -> str:
    """An indicator's first sentence."""
    return text.partition("。")[0] + "。"


def _first(message: str) -> str:
    """A finding in two sentences."""
    parts = message.split("。")
    return "。".join(part for part in parts[:2] if part) + "。"


def _wanting(board: Board) -> Iterator[Text | Grid]:
    rows = [row for row in board.rows if row.lacking]
    yield Text("heading", f"四、需要补充的材料（{len(rows)}项）")
    if not rows:
        yield Text("body", "要求的材料均已见到。")
        return
    cells = [(str(row.indicator.number), "、".join(row.indicator.units), row.lacking) for row in rows]
    yield Grid(("编号", "责任单位", "需要补充"), cells, (1.2, 5.4, 9.0))


def _units(board: Board) -> Iterator[Text | Grid]:
    yield Text("heading", "五、各责任单位材料报送情况")
    cells = []
    for unit, rows in board.units():
        name, total, held, _, share, missed, lacking, _ = unit_row(unit, rows)
        cells.append((name, str(total), f"{held}（{share}）", str(missed), lacking))
    yield Grid(
        ("责任单位", "负责指标", "已有材料", "未达标", "缺材料的指标编号"), cells, (4.0, 1.8, 2.6, 1.6, 5.6)
    )


def _dates(stages: Sequence[Stage], today: date) -> Iterator[Text | Grid]:
    if not stages:
        return
    yield Text("heading", "六、创建工作日程")
    cells = [(stage.name, day(stage.first), day(stage.last), stage.state(today)) for stage in stages]
    yield Grid(("阶段", "起", "止", "状态"), cells, (4.6, 4.0, 4.0, 3.0))
    for stage in stages:
        if stage.doubt:
            yield Text("body", f"注：“{stage.name}”{stage.doubt}。")


def _put_table(paper: Any, place: Any, grid: Grid) -> None:
    """A ruled table before the place, its head repeated on each page."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    table = paper.add_table(rows=1, cols=len(grid.head))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Cm(width)
    for row in (grid.head, *grid.rows):
        line = table.rows[0] if row is grid.head else table.add_row()
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, words, width in zip(line.cells, row, grid.widths, strict=True):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = 1.0
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.first_line_indent = Pt(0)
            run = paragraph.add_run(words)
            run.font.size = Pt(10.5)
            run.font.bold = row is grid.head
            _set_font(run)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    place._element.addprevious(table._element)


def _set_font(run: Any) -> None:
    from docx.oxml.ns import qn

    run.font.name = "仿宋_GB2312"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")
