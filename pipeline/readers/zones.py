"""Columns of text: a page of two columns, or two pages on one sheet, read one after the other.

Forms have gaps down the middle too, between labels and values; only where both sides are running text is
the page parted.
"""

from collections.abc import Sequence
from typing import NamedTuple

from dossier.document import Block
from dossier.geometry import Box
from pipeline.readers.layout import Piece, Sheet, in_rows

_LINES = 6  # on each side: fewer are signatures or labels
_FULL = 0.55  # share of a column's width that a line of running text fills, at the median
_NARROW, _WIDE = 7, 15  # ems: the least width of columns set close together, and of those far apart
_CLOSE = 4  # ems
_MIDDLE = (0.25, 0.75)  # of the text's width: where a gutter is looked for
_STRAY = 0.2  # share of pieces that may cross a gutter, as headlines do


class Zone(NamedTuple):
    """Pieces and tables that belong together, and where they stand."""

    pieces: list[Piece]
    tables: list[Block]
    sheet: Sheet


class Gutter(NamedTuple):
    """The gap between two columns."""

    left: float
    right: float


def zones(pieces: Sequence[Piece], tables: Sequence[Block], sheet: Sheet) -> list[Zone]:
    """The page as one zone, or its parts in reading order."""
    gutter = find_gutter(pieces, sheet)
    if gutter is None:
        return [Zone(list(pieces), list(tables), sheet)]
    made: list[Zone] = []
    for band, held in _bands(pieces, tables, gutter):
        left = [p for p in band if p.x1 <= gutter.right]
        right = [p for p in band if p.x0 >= gutter.left]
        if len(left) + len(right) == len(band) and _is_text(left) and _is_text(right):
            made += _columns(left, right, held, gutter, sheet)
        else:
            made.append(Zone(band, held, sheet))
    return made


def find_gutter(pieces: Sequence[Piece], sheet: Sheet) -> Gutter | None:
    """The widest gap down the middle of the text that hardly a piece crosses."""
    if len(pieces) < 2 * _LINES:
        return None
    x0, x1 = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    step = sheet.em / 2
    counts = [0] * (int((x1 - x0) / step) + 2)
    for piece in pieces:
        for i in range(int((piece.x0 - x0) / step + 0.5), int((piece.x1 - x0) / step + 0.5)):
            counts[i] += 1
    most = max(_STRAY * len(pieces), 1)
    lowest, highest = (int(len(counts) * share) for share in _MIDDLE)
    found = _widest([i for i in range(lowest, highest) if counts[i] <= most])
    if found is None or found[1] - found[0] < 1:
        return None
    gutter = Gutter(x0 + found[0] * step, x0 + (found[1] + 1) * step)
    left, right = ([p for p in pieces if p.x1 <= gutter.right], [p for p in pieces if p.x0 >= gutter.left])
    least = (_NARROW if gutter.right - gutter.left < _CLOSE * sheet.em else _WIDE) * sheet.em
    return gutter if all(_is_text(side) and _width(side) >= least for side in (left, right)) else None


def _width(pieces: Sequence[Piece]) -> float:
    return max(p.x1 for p in pieces) - min(p.x0 for p in pieces)


def _widest(bins: Sequence[int]) -> tuple[int, int] | None:
    """First and last of the longest run of neighbours."""
    best: tuple[int, int] | None = None
    start = None
    for i, value in enumerate(bins):
        if start is None or value != bins[i - 1] + 1:
            start = value
        if best is None or value - start > best[1] - best[0]:
            best = (start, value)
    return best


def _is_text(pieces: Sequence[Piece]) -> bool:
    """Several lines, most of them filling the column."""
    groups = in_rows(pieces)
    if len(groups) < _LINES:
        return False
    filled = sorted(sum(p.x1 - p.x0 for p in group) for group in groups)
    return filled[len(filled) // 2] > _FULL * _width(pieces)


def _bands(
    pieces: Sequence[Piece], tables: Sequence[Block], gutter: Gutter
) -> list[tuple[list[Piece], list[Block]]]:
    """Stretches of the page from the top: those with pieces that cross the gutter, and those without."""
    groups = in_rows(pieces)
    made: list[tuple[list[Piece], list[Block]]] = []
    before = None
    for group in groups:
        crosses = any(p.x0 < gutter.left and p.x1 > gutter.right for p in group)
        if crosses is before:
            made[-1][0].extend(group)
        else:
            made.append((list(group), []))
        before = crosses
    for table in tables:
        top = table.box.y0 if table.box else 0.0
        at = max(
            (i for i, (held, _) in enumerate(made) if held and min(p.y0 for p in held) <= top), default=0
        )
        made[at][1].append(table)
    return made


def _columns(
    left: list[Piece], right: list[Piece], tables: list[Block], gutter: Gutter, sheet: Sheet
) -> list[Zone]:
    middle = (gutter.left + gutter.right) / 2
    first = [t for t in tables if _middle(t.box) < middle]
    second = [t for t in tables if _middle(t.box) >= middle]
    end = sheet.left + sheet.width
    return [
        *zones(left, first, sheet._replace(width=middle - sheet.left)),
        *zones(right, second, sheet._replace(left=middle, width=end - middle)),
    ]


def _middle(box: Box | None) -> float:
    return (box.x0 + box.x1) / 2 if box else 0.0
