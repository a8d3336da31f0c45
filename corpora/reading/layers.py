"""PDF pages whose text layer is to be believed, and pages whose layer is not: ten kinds, with truth."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple
from unittest.mock import patch

from damage import clean, saved
from maker.seals import seal
from phrases import SENTENCES, TITLES, Dated, filled
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics, ttfonts  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from sheets import FONTS, Sheet, full

WIDTH, HEIGHT = 595.0, 842.0
EMBEDDED = tuple(name for name in FONTS if name != "noto")  # only TrueType outlines can be embedded
UNMAPPED = "\ue000"  # private use: what a converter writes for glyphs it does not know


class Layer(NamedTuple):
    """What a page says, and whether it must be read from its picture."""

    lines: list[str]
    dates: list[Dated]
    numbers: list[str]
    font: str
    picture: bool


def sound(path: Path, random: Random, font: str) -> Layer:
    """Text with a map for every character."""
    return _text(path, random, font)


def ground(path: Path, random: Random, font: str) -> Layer:
    """Text over a picture that covers the page, as paper of an office with its own ground."""
    return _text(path, random, font, under=_ground())


def sealed(path: Path, random: Random, font: str) -> Layer:
    """Text with the picture of a seal on it."""
    return _text(path, random, font, over=True)


def names(path: Path, random: Random, font: str) -> Layer:
    """A list of names, which make no words: sound all the same."""
    family, given = "郁岑陆征罗韩汝粟瞿闵", "怀竹远既闻满松卫歌棠砚澜"
    people = ["".join((random.choice(family), random.choice(given), random.choice(given))) for _ in range(90)]
    return _text(path, random, font, body=["、".join(people[i : i + 6]) for i in range(0, 90, 6)])


def unmapped(path: Path, random: Random, font: str) -> Layer:
    """Fonts without a map: characters can be printed, not copied."""
    with patch.object(ttfonts, "makeToUnicodeCMap", lambda name, subset: ""):
        made = _text(path, random, font)
    path.write_bytes(path.read_bytes().replace(b"/ToUnicode", b"/XoUnicode"))
    return made._replace(picture=True)


def exchanged(path: Path, random: Random, font: str) -> Layer:
    """A map that gives other ideographs than those printed, as some protection against copying does."""
    return _exchanged(path, random, font)._replace(picture=True)


def private(path: Path, random: Random, font: str) -> Layer:
    """A map into private use."""
    with _maps(lambda codes: [ord(UNMAPPED) + i if c > 0x2E80 else c for i, c in enumerate(codes)]):
        return _text(path, random, font)._replace(picture=True)


def scan(path: Path, random: Random, font: str) -> Layer:
    """A scan without text."""
    return _scan(path, random, font, hidden=False)


def searchable(path: Path, random: Random, font: str) -> Layer:
    """A scan with somebody's hidden text, wrong here and there."""
    return _scan(path, random, font, hidden=True)


def numbered(path: Path, random: Random, font: str) -> Layer:
    """A scan with nothing but a page number as text."""
    return _scan(path, random, font, hidden=False, number="- 3 -")


KINDS: dict[str, Callable[[Path, Random, str], Layer]] = {
    "sound": sound, "ground": ground, "sealed": sealed, "names": names, "unmapped": unmapped,
    "exchanged": exchanged, "private": private, "scan": scan, "searchable": searchable, "numbered": numbered,
}  # fmt: skip


def _maps(change: Callable[[list[int]], list[int]]):  # type: ignore[no-untyped-def]
    """Fonts written meanwhile say that their characters mean what `change` makes of them."""
    make = ttfonts.makeToUnicodeCMap
    return patch.object(ttfonts, "makeToUnicodeCMap", lambda name, subset: make(name, change(list(subset))))


def _exchanged(path: Path, random: Random, font: str) -> Layer:
    def change(codes: list[int]) -> list[int]:
        han = [c for c in codes if 0x4E00 <= c <= 0x9FFF]
        table = dict(zip(han, random.sample(han, len(han)), strict=True))
        return [table.get(c, c) for c in codes]

    with _maps(change):
        return _text(path, random, font)


def _text(
    path: Path,
    random: Random,
    font: str,
    *,
    body: list[str] | None = None,
    under: bytes | None = None,
    over: bool = False,
) -> Layer:
    name = f"{font}-{path.stem}"  # one subset a file
    pdfmetrics.registerFont(ttfonts.TTFont(name, FONTS[font][0], subfontIndex=FONTS[font][1]))
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=0)
    if under:
        canvas.drawImage(ImageReader(BytesIO(under)), 0, 0, WIDTH, HEIGHT)
    made = Layer([], [], [], font, False)
    _line(canvas, made, random.choice(TITLES), name, 22, 200, 760)
    for i, line in enumerate(body or _paragraphs(made, random)):
        _line(canvas, made, line, name, 16, 79, 710 - 29 * i)
    if over:
        picture = ImageReader(seal("青禾县市场监督管理局", "", 300))
        canvas.drawImage(picture, 380, 80, 119, 119, mask="auto")
    canvas.showPage()
    canvas.save()
    return made


def _line(canvas: Canvas, made: Layer, text: str, font: str, size: int, x: float, y: float) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, text.replace("〇", "○"))  # GB 2312 fonts lack 〇
    made.lines.append(text)


def _paragraphs(made: Layer, random: Random) -> list[str]:
    """Running text, 27 characters a line."""
    text = ""
    while len(text) < 500:
        part = filled(random, random.choice(SENTENCES))
        made.dates.extend(part.dates)
        made.numbers.extend(part.numbers)
        text += part.text
    return [text[i : i + 27] for i in range(0, len(text), 27)]


def _scan(path: Path, random: Random, font: str, *, hidden: bool, number: str = "") -> Layer:
    sheet: Sheet = full(random, font)
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.drawImage(ImageReader(BytesIO(saved(clean(sheet, random)))), 0, 0, WIDTH, HEIGHT)
    pdfmetrics.registerFont(ttfonts.TTFont("plain", FONTS["wenkai"][0]))
    if hidden:
        pen = canvas.beginText(79, 740)
        pen.setFont("plain", 16)
        pen.setTextRenderMode(3)
        for line in sheet.lines:
            pen.textLine("".join("田" if random.random() < 0.08 else c for c in line))
        canvas.drawText(pen)
    if number:
        canvas.setFont("plain", 12)
        canvas.drawString(280, 30, number)
    canvas.showPage()
    canvas.save()
    days = [Dated(date.text, date.day) for date in sheet.dates]
    return Layer(sheet.lines, days, sheet.numbers, font, True)


def _ground() -> bytes:
    from PIL import Image

    buffer = BytesIO()
    Image.linear_gradient("L").resize((620, 877)).point(lambda v: 238 + v // 20).save(buffer, "JPEG")
    return buffer.getvalue()
