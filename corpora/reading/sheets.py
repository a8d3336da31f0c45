"""Pages drawn at 200 dpi with the truth of what stands on them: full pages, nearly empty ones, ruled forms."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from maker.fonts import characters
from maker.seals import seal
from phrases import (
    AGENCIES,
    LABELS,
    OPINIONS,
    SENTENCES,
    TITLES,
    WITHOUT,
    Numbered,
    filled,
    some_date,
    some_number,
)
from PIL import Image, ImageChops, ImageDraw, ImageFont

DPI = 200
SIZE = (1654, 2339)  # A4
EM, PITCH = 44, 72  # 16 point type, 22 lines a page: GB/T 9704—2012
LEFT, RIGHT = 220, 1654 - 205
SEAL = 331  # 42 mm
FONTS = {  # five: 宋、楷、黑、明（Noto）、霞鹜文楷, all free and packaged by Debian
    "song": ("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0),
    "kai": ("/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", 0),
    "hei": ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    "noto": ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    "wenkai": ("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0),
}
PACKAGES = {
    "song": "fonts-arphic-gbsn00lp", "kai": "fonts-arphic-gkai00mp", "hei": "fonts-wqy-zenhei",
    "noto": "fonts-noto-cjk", "wenkai": "fonts-lxgw-wenkai",
}  # fmt: skip
COLOURS = {"red": (206, 22, 30), "dark": (150, 24, 34), "purple": (104, 44, 150)}
_HANGING = "，。；、）》〕：”"
_INK = (34, 32, 33)
_SMALL = 40  # type in forms

Rect = tuple[float, float, float, float]


@dataclass
class Day:
    """A date on a page: as written, what it means, where (pixels; one box a line), and the seal upon it."""

    text: str
    day: date
    boxes: list[Rect]
    seal: str | None = None  # "red/over": colour and manner


@dataclass
class Sheet:
    """A page and its truth. `cells`: row, column, text of a ruled form."""

    image: Image.Image
    font: str
    kind: str  # full, empty, form
    lines: list[str] = field(default_factory=list)
    dates: list[Day] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    cells: list[tuple[int, int, str]] = field(default_factory=list)


def need_fonts() -> None:
    """Ends with what to install where a font is missing."""
    missing = [PACKAGES[name] for name, (path, _) in FONTS.items() if not Path(path).exists()]
    if missing:
        raise SystemExit(f"缺少字体，请先执行：apt-get install {' '.join(missing)}")


@cache
def face(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    path, index = FONTS[name]
    return ImageFont.truetype(path, pixels, index=index)


@cache
def _holder(char: str, name: str) -> str:
    """The font, or one that has the character (GB 2312 fonts lack “〇”)."""
    return "wenkai" if name in ("song", "kai") and ord(char) not in characters(name) else name


def advance(char: str, name: str, pixels: int) -> float:
    return face(_holder(char, name), pixels).getlength(char)


class Pen:
    """Draws lines of print and keeps the truth."""

    def __init__(self, font: str, kind: str) -> None:
        self.sheet = Sheet(Image.new("RGB", SIZE, (252, 252, 250)), font, kind)
        self._draw = ImageDraw.Draw(self.sheet.image)

    def write(
        self, text: str, x: float, y: float, pixels: int = EM, colour: tuple[int, int, int] = _INK
    ) -> list[Rect]:
        """One line, its top at `y`; the box of each character."""
        boxes = []
        for char in text:
            wide = advance(char, self.sheet.font, pixels)
            font = face(_holder(char, self.sheet.font), pixels)
            self._draw.text((x, y + pixels * 0.88), char, font=font, fill=colour, anchor="ls")
            boxes.append((x, y, x + wide, y + pixels))
            x += wide
        return boxes

    def middle(self, text: str, y: float, pixels: int, colour: tuple[int, int, int] = _INK) -> None:
        wide = sum(advance(c, self.sheet.font, pixels) for c in text)
        self.write(text, (SIZE[0] - wide) / 2, y, pixels, colour)
        self.sheet.lines.append(text)

    def rule(self, box: Rect) -> None:
        """The four sides of a cell."""
        self._draw.rectangle(box, outline=(30, 30, 30), width=2)

    def bar(self, box: Rect, colour: tuple[int, int, int]) -> None:
        self._draw.rectangle(box, fill=colour)

    def paragraph(self, text: str, y: float, width: float = RIGHT - LEFT, left: float = LEFT) -> "Written":
        """A paragraph broken into lines as a word processor does; boxes of all its characters."""
        boxes: list[Rect] = []
        count = 0
        for line in _broken(text, self.sheet.font, width):
            indent = 2 * EM if line.first else 0
            boxes += self.write(line.text, left + indent, y)
            self.sheet.lines.append(line.text)
            y += PITCH
            count += 1
        return Written(boxes, y, count)

    def date_at(self, text: str, day: date, boxes: list[Rect]) -> Day:
        made = Day(text, day, _by_line(boxes))
        self.sheet.dates.append(made)
        return made


@dataclass(frozen=True)
class Written:
    boxes: list[Rect]
    y: float
    count: int


@dataclass(frozen=True)
class Broken:
    text: str
    first: bool


def _broken(text: str, font: str, width: float) -> list[Broken]:
    made: list[Broken] = []
    line, room = "", width - 2 * EM
    for char in text:
        wide = advance(char, font, EM)
        if wide > room and char not in _HANGING and line:
            made.append(Broken(line, not made))
            line, room = "", width
        line += char
        room -= wide
    return [*made, Broken(line, not made)]


def _by_line(boxes: list[Rect]) -> list[Rect]:
    """One box for each printed line the characters stand on."""
    made: list[Rect] = []
    for box in boxes:
        if made and made[-1][1] == box[1]:
            made[-1] = (made[-1][0], made[-1][1], box[2], made[-1][3])
        else:
            made.append(box)
    return made


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────


def full(random: Random, font: str, *, seals: tuple[str, ...] = (), manner: str = "") -> Sheet:
    """A page of running text with about twenty dates, head and signature; or fewer, and sealed signatures."""
    pen = Pen(font, "full")
    y = _head(pen, random)
    signed = max(len(seals), 1)
    bottom = SIZE[1] - 250 - signed * (340 if seals else 220)
    while True:
        parts = [filled(random, random.choice(SENTENCES)) for _ in range(random.choice((1, 2, 2, 3)))]
        text = "".join(part.text for part in parts)
        if random.random() < 0.2:
            text += random.choice(WITHOUT)
        if y + PITCH * (len(text) // 27 + 2) > bottom:
            break
        done = pen.paragraph(text, y)
        _note(pen, text, parts, done.boxes)
        y = done.y
    for i in range(signed):
        colour = seals[i] if seals else None
        y = _signature(pen, random, y + (110 if seals else 40), colour, manner)
    pen.write(f"— {random.randint(1, 9)} —", 1180, SIZE[1] - 190, 37)  # 页码：不入正文
    return pen.sheet


def empty(random: Random, font: str, *, seals: tuple[str, ...] = (), manner: str = "") -> Sheet:
    """A last page: one line or none, and the signature."""
    pen = Pen(font, "empty")
    y = 260.0
    if random.random() < 0.6:
        text = random.choice(WITHOUT)
        y = pen.paragraph(text, y).y
    for i in range(max(len(seals), 1)):
        y = _signature(pen, random, y + 150, seals[i] if seals else None, manner)
    return pen.sheet


def _head(pen: Pen, random: Random) -> float:
    agency = random.choice(AGENCIES)[0]
    y = 200.0
    if random.random() < 0.35:
        pen.middle(f"{agency}文件", y, 78, (212, 24, 30))
        y += 150
    title, number = random.choice(TITLES), some_number(random)
    pen.sheet.numbers.append(number)
    red = y > 200
    if red:
        pen.middle(number, y, EM)
        pen.bar((LEFT, y + 70, RIGHT, y + 75), (212, 24, 30))
        y += 120
    pen.middle(title, y, 61)
    y += 105
    if not red:
        pen.middle(number, y, EM)
        y += 90
    return y


def _note(pen: Pen, text: str, parts: list[Numbered], boxes: list[Rect]) -> None:
    at = 0
    for part in parts:
        for dated in part.dates:
            at = text.index(dated.text, at)
            pen.date_at(dated.text, dated.day, boxes[at : at + len(dated.text)])
            at += len(dated.text)
        pen.sheet.numbers += part.numbers


def _signature(pen: Pen, random: Random, y: float, colour: str | None, manner: str) -> float:
    """Agency and date at the right; a seal upon both as GB/T 9704—2012 §7.3.5 has it, a little off."""
    agency = random.choice(AGENCIES)[0]
    dated = some_date(random, full=True)
    wide = sum(advance(c, pen.sheet.font, EM) for c in dated.text)
    long = sum(advance(c, pen.sheet.font, EM) for c in agency)
    x = RIGHT - 170 - wide + random.uniform(-60, 40)
    middle = x + wide / 2
    pen.write(agency, min(middle - long / 2, RIGHT - long), y)
    pen.sheet.lines.append(agency)
    boxes = pen.write(dated.text, x, y + PITCH)
    pen.sheet.lines.append(dated.text)
    made = pen.date_at(dated.text, dated.day, boxes)
    if colour:
        made.seal = f"{colour}/{manner}"
        centre = (middle + random.uniform(-45, 45), y + PITCH + EM / 2 + random.uniform(-75, 10))
        press(pen.sheet.image, agency, centre, COLOURS[colour], manner, random)
    return y + 2 * PITCH + (110 if colour else 0)


def press(
    paper: Image.Image,
    name: str,
    centre: tuple[float, float],
    colour: tuple[int, int, int],
    manner: str,
    random: Random,
) -> None:
    """A round seal: `multiply`, ink upon ink as pressed; `over`, covering as a picture laid on the page."""
    label = random.choice(("", "", "行政执法专用章"))
    alpha = seal(name, label, SEAL).getchannel("A")
    alpha = alpha.rotate(random.uniform(-12, 12), Image.Resampling.BICUBIC)
    x, y = round(centre[0] - SEAL / 2), round(centre[1] - SEAL / 2)
    window = paper.crop((x, y, x + SEAL, y + SEAL))
    flat = Image.new("RGB", (SEAL, SEAL), (255, 255, 255) if manner == "multiply" else None)
    if manner == "multiply":
        flat.paste(colour, (0, 0, SEAL, SEAL), alpha)
        paper.paste(ImageChops.multiply(window, flat), (x, y))
    else:
        window.paste(colour, (0, 0, SEAL, SEAL), alpha)
        paper.paste(window, (x, y))


def form(random: Random, font: str) -> Sheet:
    """A ruled approval form: label and value side by side, opinions in merged cells, two dates in a row."""
    pen = Pen(font, "form")
    pen.middle(random.choice(("立案审批表", "行政处罚案件审批表", "案件移送审批表")), 170, 58)
    columns = (LEFT - 20, LEFT + 230, LEFT + 630, LEFT + 860, RIGHT + 20)
    y = 300.0
    rows = random.sample(LABELS, random.randint(6, 9))
    for r, row in enumerate((*rows, *random.sample(OPINIONS, random.randint(2, 3)))):
        parts = [filled(random, cell) for cell in row]
        edges = columns if len(row) == 4 else (columns[0], columns[1], columns[4])
        fits = [_fit(p.text, font, edges[c + 1] - edges[c] - 24, _SMALL) for c, p in enumerate(parts)]
        high = max(240 if len(row) == 2 else random.choice((84, 96, 110)), max(map(len, fits)) * 50 + 24)
        for c, part in enumerate(parts):
            _cell(pen, (r, c), part, fits[c], (edges[c], y, edges[c + 1], y + high))
        y += high
    return pen.sheet


def _cell(pen: Pen, at: tuple[int, int], part: Numbered, lines: list[str], box: Rect) -> None:
    pen.rule(box)
    top = (box[1] + box[3]) / 2 - len(lines) * 50 / 2 + 5
    boxes = [b for i, line in enumerate(lines) for b in pen.write(line, box[0] + 12, top + i * 50, _SMALL)]
    pen.sheet.lines += lines
    pen.sheet.cells.append((*at, part.text))
    _note(pen, part.text, [part], boxes)


def _fit(text: str, font: str, width: float, pixels: int) -> list[str]:
    made, room = [""], width
    for char in text:
        wide = advance(char, font, pixels)
        if wide > room and char not in _HANGING:
            made.append("")
            room = width
        made[-1] += char
        room -= wide
    return made
