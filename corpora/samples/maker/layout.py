"""Blocks → pages of drawing steps. The same layout serves text PDFs and scans."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from maker.blocks import Block, Order, Row, Text, parse
from maker.ops import BLACK, HEIGHT, INK, RED, WIDTH, Op, Photo, Rule, Stamp, Words
from maker.table import cell_lines, row_height
from maker.wrap import Glyph, glyphs, total, wrap

ROLES = {  # font, size, line height, space before, bold
    "body": ("song", 1.0, 1.75, 0.0, False),
    "left": ("song", 1.0, 1.75, 0.0, False),
    "right": ("song", 1.0, 1.75, 0.0, False),
    "center": ("song", 1.0, 1.75, 0.0, False),
    "title": ("hei", 1.38, 1.5, 6.0, False),
    "subtitle": ("kai", 1.0, 1.7, 2.0, False),
    "heading": ("hei", 1.0, 1.75, 4.0, False),
}


@dataclass(frozen=True)
class Style:
    """How an office's paper looks: body size, body font, margins."""

    size: float = 14.0
    font: str = "song"
    left: float = 79.0
    right: float = 74.0
    top: float = 100.0
    bottom: float = 92.0
    numbered: bool = True


@dataclass
class Flow:
    """The pen: where the next block goes."""

    style: Style
    pages: list[list[Op]] = field(default_factory=lambda: [[]])
    y: float = 0.0

    def __post_init__(self) -> None:
        self.y = self.style.top

    @property
    def measure(self) -> float:
        return WIDTH - self.style.left - self.style.right

    def put(self, *steps: Op) -> None:
        self.pages[-1].extend(steps)

    def turn(self) -> None:
        self.pages.append([])
        self.y = self.style.top

    def need(self, height: float) -> None:
        if self.y + height > HEIGHT - self.style.bottom and self.pages[-1]:
            self.turn()


def pages(text: str, style: Style) -> list[list[Op]]:
    """Pages of one paper, page numbers drawn where the style has them."""
    flow = Flow(style)
    for block in parse(text):
        _place(flow, block)
    if style.numbered and len(flow.pages) > 1:
        for number, page in enumerate(flow.pages, 1):
            _page_number(page, number, style)
    return flow.pages


def _page_number(page: list[Op], number: int, style: Style) -> None:
    x = WIDTH - style.right - 50 if number % 2 else style.left + 14
    page.append(Words(x, HEIGHT - 60, f"— {number} —", "song", 12.0))


def _place(flow: Flow, block: Block) -> None:
    match block:
        case Text():
            _paragraph(flow, block)
        case Row():
            _row(flow, block)
        case Order():
            ORDERS[block.name](flow, *block.values)


def _paragraph(flow: Flow, block: Text) -> None:
    font, scale, height, before, bold = ROLES[block.role]
    size = flow.style.size * scale
    if font == "song":
        font = flow.style.font
    indent = 2 * size if block.role in ("body", "heading") else 0.0
    flow.y += before if flow.pages[-1] else 0.0
    lines = wrap(glyphs(block.text, font, size), flow.measure, indent)
    for i, line in enumerate(lines):
        flow.need(size * height)
        flow.y += size * height
        room = flow.measure - total(line) - (indent if i == 0 else 0.0)
        x = flow.style.left + (indent if i == 0 else 0.0)
        x += {"right": room, "center": room / 2, "title": room / 2, "subtitle": room / 2}.get(block.role, 0.0)
        spacing = _justify(room, line, last=i + 1 == len(lines)) if block.role in ("body", "left") else 0.0
        flow.put(*draw(line, x, flow.y - size * 0.35, font, size, spacing=spacing, bold=bold, underline=True))
    flow.y += size * 0.5 if block.role == "title" else 0.0


def _justify(room: float, line: list[Glyph], *, last: bool) -> float:
    """Space between characters that brings a broken line to the margin."""
    return 0.0 if last or len(line) < 2 else max(room, -8.0) / (len(line) - 1)


def draw(
    line: Iterable[Glyph],
    x: float,
    y: float,
    font: str,
    size: float,
    *,
    spacing: float = 0.0,
    bold: bool = False,
    underline: bool = False,
    color: tuple[int, int, int] = BLACK,
) -> list[Op]:
    """One line of glyphs as words: printed pieces together, handwritten ones in ink."""
    steps: list[Op] = []
    piece: list[Glyph] = []

    def flush() -> None:
        nonlocal x
        if not piece:
            return
        hand = piece[0].hand
        text = "".join(g.char for g in piece)
        length = total(piece) + spacing * len(piece)
        steps.append(
            Words(
                x,
                y - (1.0 if hand else 0.0),
                text,
                "hand" if hand else font,
                size * (1.04 if hand else 1.0),
                INK if hand else color,
                spacing,
                bold and not hand,
                hand,
            )
        )
        if hand and underline:
            steps.append(Rule(x - 1, y + size * 0.2, x + length + 1, y + size * 0.2, 0.5))
        x += length
        piece.clear()

    for glyph in line:
        if piece and piece[-1].hand != glyph.hand:
            flush()
        piece.append(glyph)
    flush()
    return steps


def _row(flow: Flow, row: Row) -> None:
    size = min(flow.style.size, 12.0)
    unit = flow.measure / sum(row.columns)
    widths = [c * unit for c in row.columns]
    height = row_height(row, widths, flow.style.font, size)
    if row.first:
        flow.y += 8
    flow.need(height)
    top, x = flow.y, flow.style.left
    for cell in cell_lines(row, widths, flow.style.font, size):
        flow.put(*_frame(x + cell.x, top, cell.width, height))
        for line in cell.place(height):
            flow.put(*draw(line.glyphs, x + cell.x + line.x, top + line.y, flow.style.font, size))
    flow.y += height


def _frame(x: float, y: float, width: float, height: float) -> list[Op]:
    return [
        Rule(x, y, x + width, y),
        Rule(x, y + height, x + width, y + height),
        Rule(x, y, x, y + height),
        Rule(x + width, y, x + width, y + height),
    ]


def _centered(flow: Flow, text: str, font: str, size: float, **look: object) -> None:
    line = glyphs(text, font, size)
    x = flow.style.left + (flow.measure - total(line)) / 2
    flow.put(*draw(line, x, flow.y, font, size, **look))  # type: ignore[arg-type]


def _head(flow: Flow, name: str) -> None:
    """发文机关标志：红色小标宋，字多则缩小。"""
    size = min(38.0, flow.measure / len(name))
    flow.y += 62
    _centered(flow, name, "song", size, bold=True, color=RED)
    flow.y += 8


def _number(flow: Flow, text: str, signer: str = "") -> None:
    flow.y += 44
    if signer:
        flow.put(*draw(glyphs(text, flow.style.font, 14), flow.style.left + 12, flow.y, flow.style.font, 14))
        name = glyphs(f"签发人：{signer}", flow.style.font, 14)
        flow.put(*draw(name, WIDTH - flow.style.right - 12 - total(name), flow.y, flow.style.font, 14))
    else:
        _centered(flow, text, flow.style.font, 14)
    flow.y += 2


def _rule(flow: Flow, color: str = "red") -> None:
    flow.y += 10
    x0, x1 = flow.style.left, WIDTH - flow.style.right
    flow.put(Rule(x0, flow.y, x1, flow.y, 1.6 if color == "red" else 0.8, RED if color == "red" else BLACK))
    flow.y += 24 if color == "red" else 4


def _sign(flow: Flow, name: str, day: str, seal: str = "", label: str = "") -> None:
    """落款：署名、日期右侧对齐，印章压在日期上。"""
    size = flow.style.size
    flow.need(size * 5)
    flow.y += size * 1.4
    center = WIDTH - flow.style.right - 92
    for text in (name, day):
        for line in wrap(glyphs(text, flow.style.font, size), 250):
            if not line:
                continue
            flow.y += size * 1.7
            x = min(center - total(line) / 2, WIDTH - flow.style.right - total(line))
            flow.put(*draw(line, x, flow.y, flow.style.font, size))
    if seal:
        flow.put(Stamp(center + 6, flow.y - size * 0.9, seal, label))
    flow.y += size * 1.6


def _seal(flow: Flow, name: str, label: str = "", right: str = "120", up: str = "26") -> None:
    flow.put(Stamp(WIDTH - flow.style.right - float(right), flow.y - float(up), name, label))


def _imprint(flow: Flow, *parts: str) -> None:
    """版记：抄送若干行，末行印发机关和印发日期；居于页底，放不下则另起一页。"""
    size, step = 12.0, 20.0
    *copies, office, day = parts
    font = flow.style.font
    rows = [wrap(glyphs(copy, font, size), flow.measure - 16) for copy in copies]
    height = step * (sum(map(len, rows)) + 1) + 8 * (len(rows) + 1)
    flow.need(height)
    flow.y = max(flow.y, HEIGHT - flow.style.bottom - height)
    x0, x1 = flow.style.left, WIDTH - flow.style.right
    for lines in [*rows, [glyphs(office, font, size)]]:
        flow.put(Rule(x0, flow.y, x1, flow.y, 0.8))
        for line in lines:
            flow.y += step
            flow.put(*draw(line, x0 + 8, flow.y - 4, font, size))
        flow.y += 4
    right = glyphs(day, font, size)
    flow.put(*draw(right, x1 - 8 - total(right), flow.y - 8, font, size))
    flow.put(Rule(x0, flow.y + 4, x1, flow.y + 4, 0.8))
    flow.y += 6


def _page(flow: Flow) -> None:
    flow.turn()


def _space(flow: Flow, points: str) -> None:
    flow.y += float(points)


def _photo(flow: Flow, caption: str, height: str = "210") -> None:
    tall = float(height)
    flow.need(tall + 40)
    flow.y += 12
    flow.put(Photo(flow.style.left + 40, flow.y, flow.measure - 80, tall, caption))
    flow.y += tall + 8
    _paragraph(flow, Text("center", caption))


def _licence(flow: Flow) -> None:
    """证照的双线边框，到页底。"""
    x0, x1 = flow.style.left - 20, WIDTH - flow.style.right + 20
    y0, y1 = flow.y, HEIGHT - flow.style.bottom - 120
    for inset, width in ((0.0, 2.5), (6.0, 0.8)):
        corners = [
            (x0 + inset, y0 + inset),
            (x1 - inset, y0 + inset),
            (x1 - inset, y1 - inset),
            (x0 + inset, y1 - inset),
        ]
        for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
            flow.put(Rule(ax, ay, bx, by, width, (150, 120, 60)))
    flow.y += 40


ORDERS: dict[str, Callable[..., None]] = {
    "head": _head,
    "number": _number,
    "rule": _rule,
    "sign": _sign,
    "seal": _seal,
    "imprint": _imprint,
    "page": _page,
    "space": _space,
    "photo": _photo,
    "licence": _licence,
}
