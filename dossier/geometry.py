"""Boxes, and the box of a few characters cut from their line's by East Asian width."""

from unicodedata import east_asian_width

from dossier.base import Record


class Box(Record):
    """A rectangle in points (1/72 inch) from the top left of the page turned upright.

    An image that states no resolution counts as 200 dpi.
    """

    x0: float
    y0: float
    x1: float
    y1: float


def width(text: str) -> float:
    """Printed width in ideograph units: digits and Latin letters count half."""
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.5 for c in text)


def cut(text: str, box: Box, start: int, end: int) -> Box:
    """The part of a line's box that text[start:end] covers; offsets are clipped to the line."""
    start, end = max(start, 0), min(end, len(text))
    unit = (box.x1 - box.x0) / (width(text) or 1.0)
    left = box.x0 + unit * width(text[:start])
    return Box(x0=left, y0=box.y0, x1=left + unit * width(text[start:end]), y1=box.y1)


def union(boxes: tuple[Box, ...]) -> Box | None:
    """The smallest box around all; None for none."""
    if not boxes:
        return None
    return Box(
        x0=min(b.x0 for b in boxes),
        y0=min(b.y0 for b in boxes),
        x1=max(b.x1 for b in boxes),
        y1=max(b.y1 for b in boxes),
    )
