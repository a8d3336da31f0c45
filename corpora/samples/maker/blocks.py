"""The marks at the beginning of a line that say how it stands on the page.

# 标题        ## 副标题       ### 黑体小标题
^顶格          >右对齐         =居中          其他：首行缩进两字的段落
|表格|行|      “<” 并入左格；“//” 换行；“!” 格内居中；“>” 格内右对齐
@cols 2 3 2 3  下一表格的列宽比例    @row 80  下一行的最小高度（磅）
@head 机关名   红头            @number 文号          @rule  红线
@sign 署名|日期|印章名          落款，日期上盖章        @seal 印章名|下标|距右|上移  盖在上一行右侧
@imprint 抄送：…|印发机关|印发日期  版记    @page  换页    @photo 说明|高  一张“照片”
@licence 证照边框   @space 20  空白   @info 网页信息栏的一项
«手写»         填写的字
"""

from dataclasses import dataclass

ALIGN = {"^": "left", ">": "right", "=": "center"}


@dataclass(frozen=True)
class Text:
    """A paragraph. `role`: body, left, right, center, title, subtitle, heading."""

    role: str
    text: str


@dataclass(frozen=True)
class Row:
    """A table's row: cell texts ("<" joins the cell to its left), least height in points."""

    cells: tuple[str, ...]
    height: float
    first: bool
    columns: tuple[float, ...]


@dataclass(frozen=True)
class Order:
    """Anything else: its name and its arguments."""

    name: str
    values: tuple[str, ...]


Block = Text | Row | Order


def parse(text: str) -> list[Block]:
    """Blocks of a paper, marks of truth already taken off."""
    blocks: list[Block] = []
    columns: tuple[float, ...] = ()
    height, first = 0.0, True
    for line in text.strip("\n").splitlines():
        if not line.strip():
            continue
        if line.startswith("|"):
            cells = tuple(cell.strip() for cell in line.strip()[1:-1].split("|"))
            if len(columns) != len(cells):
                columns = tuple(1.0 for _ in cells)
            blocks.append(Row(cells, height, first, columns))
            height, first = 0.0, False
            continue
        if line.startswith("@row "):
            height = float(line[5:])
            continue
        if line.startswith("@cols "):
            columns = tuple(float(part) for part in line[6:].split())
            first = True
            continue
        first = True
        blocks.append(_line(line))
    return blocks


def _line(line: str) -> Text | Order:
    if line.startswith("@"):
        name, _, rest = line[1:].partition(" ")
        return Order(name, tuple(part.strip() for part in rest.split("|")) if rest else ())
    for sign, role in (("### ", "heading"), ("## ", "subtitle"), ("# ", "title")):
        if line.startswith(sign):
            return Text(role, line[len(sign) :].strip())
    if line[0] in ALIGN:
        return Text(ALIGN[line[0]], line[1:].strip())
    return Text("body", line.strip())
