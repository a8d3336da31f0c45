"""Whether two readings speak of the same place on a page: overlapping boxes, or the same words."""

from collections.abc import Sequence
from itertools import product
from unicodedata import normalize

from dossier.document import Document, Page, Segment
from dossier.geometry import Box

ENOUGH = 0.3  # shared part of two boxes: engines differ by a character at the ends of a date, not by a line


def overlap(one: Box, other: Box) -> float:
    """Shared area over joint area, 0 to 1 (IoU)."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    if wide <= 0 or high <= 0:
        return 0.0
    shared = wide * high
    return shared / (_area(one) + _area(other) - shared)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _centre_in(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


def touching(ones: Sequence[Box], others: Sequence[Box]) -> bool:
    """Whether any two boxes share enough, or one has the other's centre in it (a box drawn by hand is larger)."""
    return any(
        overlap(one, other) >= ENOUGH or _centre_in(one, other) or _centre_in(other, one)
        for one, other in product(ones, others)
    )


def squeeze(text: str) -> str:
    """Words without white space, width or look of punctuation: what must be equal in an equal quote."""
    return "".join(normalize("NFKC", text).split())


def lines_at(document: Document, page: Page, boxes: Sequence[Box]) -> tuple[Segment, ...]:
    """Lines of that page the boxes lie on."""
    return tuple(
        segment
        for segment in document.segments
        if segment.page is page and segment.line.box is not None and touching(boxes, (segment.line.box,))
    )


def find_quote(document: Document, page: Page, quote: str) -> tuple[int, int] | None:
    """Offsets of the only place on that page with these words, white space and width aside."""
    wanted = squeeze(quote)
    segments = [segment for segment in document.segments if segment.page is page]
    if not wanted or not segments:
        return None
    first, last = segments[0].start, segments[-1].start + len(segments[-1].line.text)
    letters = [(squeeze(c), i) for i, c in enumerate(document.text[first:last], first)]
    offsets = [i for text, i in letters for _ in text]
    joined = "".join(text for text, _ in letters)
    at = joined.find(wanted)
    if at < 0 or joined.find(wanted, at + 1) >= 0:
        return None
    return offsets[at], offsets[at + len(wanted) - 1] + 1
