"""Cut-outs: the words of a piece of evidence as they stand on the page, marked, personal data covered."""

from base64 import b64encode
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from dossier.geometry import Box, union

if TYPE_CHECKING:
    from PIL.Image import Image

MARGIN = 20.0
"""Points of context around the words; lines it touches are shown whole."""
NARROWEST, WIDEST, TALLEST = 330.0, 560.0, 220.0
"""Points: a cut-out is at least so wide, so that a lone date shows its line, and at most so wide and tall."""
MARK, EDGE, BAR = (255, 236, 150), (196, 120, 20), (25, 25, 25)
COLOURS, QUALITY = 48, 70
"""Enough for black print, a red seal and the mark; a cut-out stays a few kilobytes."""


class Cutout(NamedTuple):
    """A picture and its size in pixels. `whole`: all boxes are inside."""

    data: bytes
    format: str
    width: int
    height: int
    whole: bool

    @property
    def uri(self) -> str:
        """The picture as a data URI."""
        return f"data:image/{self.format};base64," + b64encode(self.data).decode("ascii")


def cutout(
    page: "Image",
    boxes: Sequence[Box],
    *,
    width: float,
    lines: Sequence[Box] = (),
    hidden: Sequence[Box] = (),
) -> Cutout:
    """The part of an upright page image around the boxes (points; `width`: the page's, in points).

    `lines`: boxes of the page's lines, `hidden`: boxes to black out.
    """
    scale = page.width / width
    around = union(tuple(boxes))
    if around is None:
        raise ValueError("no box to cut out")
    frame = _frame(around, lines, Box(x0=0, y0=0, x1=width, y1=page.height / scale))
    picture = page.crop(_pixels(frame, scale)).convert("RGB")
    for box in boxes:
        _mark(picture, _inside(box, frame), scale)
    for box in hidden:
        _cover(picture, _inside(box, frame), scale)
    return Cutout(*_smallest(picture), picture.width, picture.height, around.y1 <= frame.y1)


def _smallest(picture: "Image") -> tuple[bytes, str]:
    """PNG for clean print, JPEG where the paper's grain makes it smaller."""
    from PIL.Image import Dither, Quantize

    png, jpeg = BytesIO(), BytesIO()
    picture.quantize(COLOURS, method=Quantize.FASTOCTREE, dither=Dither.NONE).save(png, "PNG")
    picture.save(jpeg, "JPEG", quality=QUALITY)
    both = ((png.getvalue(), "png"), (jpeg.getvalue(), "jpeg"))
    return min(both, key=lambda pair: len(pair[0]))


def _frame(around: Box, lines: Sequence[Box], page: Box) -> Box:
    """The words with whole lines around them, inside the page; what is too tall keeps its top."""
    spare = max(MARGIN, (NARROWEST - (around.x1 - around.x0)) / 2)
    frame = _grown(around, spare, MARGIN)
    touched = [
        box
        for box in lines
        if box.y1 > frame.y0 and box.y0 < frame.y1 and box.x1 > frame.x0 and box.x0 < frame.x1
    ]
    whole = (
        union((frame, *(_grown(box, 4.0, 3.0) for box in touched if box.y1 - box.y0 < 3 * MARGIN))) or frame
    )
    if min(whole.x1, page.x1) - max(whole.x0, 0.0) > WIDEST:
        whole = Box(x0=frame.x0, y0=whole.y0, x1=frame.x1, y1=whole.y1)
    top, left = max(whole.y0, 0.0), max(whole.x0, 0.0)
    bottom, right = min(whole.y1, page.y1, top + TALLEST), min(whole.x1, page.x1)
    return Box(x0=left, y0=min(top, page.y1 - 1), x1=max(right, left + 1), y1=max(bottom, top + 1))


def _inside(box: Box, frame: Box) -> Box:
    """The same box counted from the frame's corner."""
    return Box(x0=box.x0 - frame.x0, y0=box.y0 - frame.y0, x1=box.x1 - frame.x0, y1=box.y1 - frame.y0)


def _pixels(box: Box, scale: float) -> tuple[int, int, int, int]:
    return round(box.x0 * scale), round(box.y0 * scale), round(box.x1 * scale), round(box.y1 * scale)


def _mark(picture: "Image", box: Box, scale: float) -> None:
    """Tints the words like a marker pen (print stays readable) and frames them."""
    from PIL import Image, ImageChops, ImageDraw

    left, top, right, bottom = _pixels(_grown(box, 2.0, 2.0), scale)
    place = (max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height))
    if place[0] >= place[2] or place[1] >= place[3]:
        return
    part = picture.crop(place)
    picture.paste(ImageChops.multiply(part, Image.new("RGB", part.size, MARK)), place[:2])
    ImageDraw.Draw(picture).rectangle((left, top, right, bottom), outline=EDGE, width=2)


def _cover(picture: "Image", box: Box, scale: float) -> None:
    """A black bar, a little larger than the words: a few characters' box is only estimated from their line's."""
    from PIL import ImageDraw

    spare = (box.y1 - box.y0) * 0.5
    ImageDraw.Draw(picture).rectangle(_pixels(_grown(box, spare, 2.0), scale), fill=BAR)


def _grown(box: Box, x: float, y: float) -> Box:
    return Box(x0=box.x0 - x, y0=box.y0 - y, x1=box.x1 + x, y1=box.y1 + y)
