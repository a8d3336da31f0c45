"""Doubtful lines read again, one by one, by the more accurate engine.

Doubtful is a line the first engine was not sure of, or one with a date that lacks a part: a year of three numerals, a
day without 日. Measured on made pages: one line in five clean pages, two to five on a bad one; the second engine
mends most, at a sixth of a page's time each.
"""

from collections.abc import Sequence
from re import compile as regex
from typing import TYPE_CHECKING

from dossier.document import Line
from dossier.geometry import Box
from language.dates import find_dates
from pipeline.readers.mend import mend
from pipeline.readers.ocr import Ocr
from pipeline.readers.sealed import COMPLETE_DATE, DISPUTED, dates_in, meets

if TYPE_CHECKING:
    from PIL.Image import Image

SURE = 0.93  # of the first engine's scores: below, a line is read again
_MOST = 16  # lines of a page; more, and the page is bad throughout

_N = "〇○0Oo零一二三四五六七八九"
# A part is missing; what stands at a line's edge may go on in the next.
_BROKEN = regex(
    rf"(?<=[^{_N}\d十百千第])[{_N}]{{1,3}}年\s*[{_N}十]{{1,3}}月"
    r"|(?<=[^\d〔（(\[])\d{1,3}年\s*\d{1,2}\s*月"
    rf"|[{_N}\d]{{4}}年\s*[{_N}十\d]{{1,3}}月\s*[{_N}十\d]{{1,3}}(?![{_N}十\d日号份个、至到—-])(?=.)"
    r"|(?<!\d)20\d\d[-.]?[01]\d[-.]?[0-3]\d(?!\d)(?<!\d\d\d\d[-.]\d\d[-.]\d\d)"
    r"|[=＝]"
)


def doubtful(line: Line) -> bool:
    """Is this line worth a second reading?"""
    text = "".join(line.text.split())
    return line.other is None and (line.score < SURE or bool(_BROKEN.search(text)) or _impossible(text))


def _impossible(text: str) -> bool:
    """A complete date that no calendar has, or that lies far ahead of any paper."""
    for found in COMPLETE_DATE.finditer(text):
        days = find_dates(found.group())
        if not days or days[0].first.year > 2049:
            return True
    return False


def read_again(
    image: "Image", lines: Sequence[Line], better: Ocr, degrees: float, sealed: Sequence[Box] = ()
) -> tuple[tuple[Line, ...], int]:
    """Lines with the doubtful ones as read better, and how many those are. `degrees`: the page's slant.

    `sealed`: where seals lie. What was read beneath them is settled: this picture shows less of it.
    """
    chosen = sorted(
        (n for n, line in enumerate(lines) if line.box and doubtful(line) and not _is_settled(line, sealed)),
        key=lambda n: lines[n].score,
    )
    made = list(lines)
    for n in chosen[:_MOST]:
        twin = _twin(image, lines[n], better, degrees)
        if twin is not None:
            made[n] = _settled(lines[n], twin)
    return tuple(made), min(len(chosen), _MOST)


def _is_settled(line: Line, sealed: Sequence[Box]) -> bool:
    return bool(dates_in(line.text)) and any(line.box and meets(line.box, box) for box in sealed)


def _settled(line: Line, twin: Line) -> Line:
    """The better of both, the other beside it. Of a line with dates, the reading with more of them; dates
    that differ are in dispute.
    """
    if "".join(line.text.split()) == "".join(twin.text.split()):
        return line.model_copy(update={"score": max(line.score, twin.score)})
    first, second = dates_in(line.text), dates_in(twin.text)
    if len(first) == len(second) and first != second:
        return twin.model_copy(update={"other": line.text, "score": DISPUTED})
    if len(first) > len(second) or (len(first) == len(second) and line.score > twin.score):
        return line.model_copy(update={"other": twin.text})
    return twin.model_copy(update={"other": line.text})


def _twin(image: "Image", line: Line, better: Ocr, degrees: float) -> Line | None:
    """The line as the better engine reads it: cut out level, on white."""
    from PIL import Image as pil

    assert line.box is not None
    box, high = line.box, _height(line.box, degrees)
    cut = _level(image, box, degrees)
    middle, pad = cut.height / 2, high * 0.75
    strip = cut.crop((0, int(middle - pad), cut.width, int(middle + pad)))
    paper = pil.new("L", (strip.width + 40, strip.height + 30), 255)
    paper.paste(strip, (20, 15))
    parts = [
        part
        for part in better(paper)
        if part.box and abs((part.box.y0 + part.box.y1) / 2 - paper.height / 2) < 0.3 * high
    ]
    if not parts:
        return None
    parts.sort(key=lambda part: part.box.x0 if part.box else 0.0)
    text = mend("".join(part.text for part in parts))
    return Line(text=text, box=box, score=min(part.score for part in parts))


def _height(box: Box, degrees: float) -> float:
    """Of the print itself: a slanted line's box is higher by its fall."""
    from math import radians, tan

    fall = (box.x1 - box.x0) * abs(tan(radians(degrees)))
    return max(box.y1 - box.y0 - fall, (box.y1 - box.y0) * 0.3)


def _level(image: "Image", box: Box, degrees: float) -> "Image":
    """The line's surroundings turned level about its middle, as wide as the line and a little more."""
    from PIL import Image as pil

    side, up = (box.y1 - box.y0) * 0.5, (box.y1 - box.y0) * 0.8
    area = image.crop((int(box.x0 - side), int(box.y0 - up), int(box.x1 + side), int(box.y1 + up)))
    return area.rotate(degrees, pil.Resampling.BICUBIC, fillcolor=255) if abs(degrees) > 0.3 else area
