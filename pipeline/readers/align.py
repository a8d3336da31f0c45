"""Text without places laid over pages with places: each line gets the page and boxes it is printed in.

The text and its order stay those of the file itself; the laid-out pages give only where things stand.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from dossier.document import OUTSIDE_TEXT, Block, Cell, Line, Page
from dossier.geometry import Box, cut, union

_HEAD = 10  # characters by which a place is found
_NEAR = 1500  # characters ahead in which the next line is looked for first
_CLOSE = 120  # the same for lines of one or two characters, which stand in many places


class Spot(NamedTuple):
    """A printed line: where its characters begin in the stream, its page, what it says."""

    start: int
    page: int
    text: str
    box: Box


class Part(NamedTuple):
    """A stretch of a line that is printed together; `spot` None where it was not found."""

    start: int
    end: int
    spot: Spot | None
    box: Box | None


class Stream:
    """All printed characters but spaces, in reading order."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._spots: list[Spot] = []
        parts: list[str] = []
        at = 0
        for page in pages:
            for line in _printed(page):
                if line.box is not None and (words := "".join(line.text.split())):
                    self._spots.append(Spot(at, page.number, line.text, line.box))
                    parts.append(words)
                    at += len(words)
        self._text = "".join(parts)
        self._starts = [spot.start for spot in self._spots]
        self._cursor = 0
        self.asked = self.found = 0

    def parts(self, text: str) -> list[Part]:
        """A line's stretches, one a printed line, in order and without gaps."""
        places = [i for i, c in enumerate(text) if not c.isspace()]
        where = self._match("".join(text[i] for i in places))
        self.asked += len(where)
        self.found += sum(p is not None for p in where)
        made: list[Part] = []
        held = [(i, p) for i, p in zip(places, where, strict=True) if p is not None]
        for start, group in groupby(held, key=lambda pair: self._spot(pair[1]).start):
            pairs = list(group)
            spot = self._spot(start)
            made.append(Part(pairs[0][0], pairs[-1][0] + 1, spot, _box(spot, pairs[0][1], pairs[-1][1] + 1)))
        return _without_gaps(made, len(text))

    def _spot(self, at: int) -> Spot:
        return self._spots[bisect_right(self._starts, at) - 1]

    def _match(self, key: str) -> list[int | None]:
        """For each character its place in the stream. What is printed otherwise is skipped."""
        where: list[int | None] = []
        while len(where) < len(key):
            i = len(where)
            head = key[i : i + _HEAD]
            at = self._find(head)
            if at < 0:
                where += [None] * (1 if len(head) == _HEAD else len(head))
                continue
            while i < len(key) and at < len(self._text) and self._text[at] == key[i]:
                where.append(at)
                i, at = i + 1, at + 1
            self._cursor = at
        return where

    def _find(self, head: str) -> int:
        if len(head) <= 2:
            return self._text.find(head, self._cursor, self._cursor + _CLOSE)
        near = self._text.find(head, self._cursor, self._cursor + _NEAR)
        if near >= 0 or len(head) < _HEAD:
            return near
        return self._text.find(head, self._cursor)


def _printed(page: Page) -> Iterator[Line]:
    for block in page.blocks:
        if block.kind not in OUTSIDE_TEXT:
            yield from block.lines
            for cell in block.cells:
                yield from cell.lines


def _box(spot: Spot, start: int, end: int) -> Box:
    """The part of a printed line's box that characters of the stream take; spaces count in its text."""
    at = [i for i, c in enumerate(spot.text) if not c.isspace()]
    return cut(spot.text, spot.box, at[start - spot.start], at[end - 1 - spot.start] + 1)


def _without_gaps(parts: list[Part], length: int) -> list[Part]:
    """Characters between two stretches go to the one before them, those at the beginning to the first."""
    if not parts:
        return [Part(0, length, None, None)]
    starts = [0, *(part.start for part in parts[1:]), length]
    return [part._replace(start=starts[i], end=starts[i + 1]) for i, part in enumerate(parts)]


class _Pages:
    """Blocks given out to pages; a page once left is not gone back to, so that the order stays."""

    def __init__(self, stream: Stream, last: int) -> None:
        self._stream = stream
        self.on: dict[int, list[Block]] = {}
        self.now = 1
        self._last = last

    def add(self, block: Block) -> None:
        if block.kind in OUTSIDE_TEXT:
            self.on.setdefault(self.now, []).append(block)
        elif block.cells:
            self._table(block)
        else:
            placed = [pair for line in block.lines for pair in self._lines(line)]
            for page, group in groupby(placed, key=lambda pair: pair[0]):
                self._put(page, Block(kind=block.kind, lines=tuple(line for _, line in group)))

    def _lines(self, line: Line) -> Iterator[tuple[int, Line]]:
        """The line's stretches with their pages; those found on a page already left have no box."""
        parts = self._stream.parts(line.text)
        for i, part in enumerate(parts):
            ahead = part.spot is not None and part.spot.page >= self.now
            if ahead and part.spot is not None:
                self.now = part.spot.page
            wraps = line.wraps or i + 1 < len(parts)
            text = line.text[part.start : part.end]
            made = {"text": text, "box": part.box if ahead else None, "wraps": wraps}
            yield self.now, line.model_copy(update=made)

    def _table(self, block: Block) -> None:
        """Rows go to the page they begin on; what runs on to the next page has no box."""
        rows: list[tuple[int, tuple[Cell, ...]]] = []
        for _, group in groupby(block.cells, key=lambda cell: cell.row):
            row = [(cell, [pair for line in cell.lines for pair in self._lines(line)]) for cell in group]
            first = min((p for _, pairs in row for p, line in pairs if line.box), default=self.now)
            cells = tuple(
                cell.model_copy(update={"lines": tuple(_on(line, p == first) for p, line in pairs)})
                for cell, pairs in row
            )
            rows.append((first, cells))
        for page, part in groupby(rows, key=lambda pair: pair[0]):
            self._put(page, Block(kind="table", cells=tuple(c for _, cells in part for c in cells)))

    def _put(self, page: int, block: Block) -> None:
        lines = (*block.lines, *(line for cell in block.cells for line in cell.lines))
        box = union(tuple(line.box for line in lines if line.box is not None))
        self.on.setdefault(page, []).append(block.model_copy(update={"box": box}))


def _on(line: Line, here: bool) -> Line:
    return line if here else line.model_copy(update={"box": None})


def align(flow: Page, pages: Sequence[Page]) -> tuple[list[Page], float]:
    """The flow's blocks on these pages, and the share of its characters that were found there."""
    stream = Stream(pages)
    given = _Pages(stream, len(pages))
    for block in flow.blocks:
        given.add(block)
    made = [
        flow.model_copy(
            update={
                "number": page.number,
                "width": page.width,
                "height": page.height,
                "notes": flow.notes if page.number == pages[0].number else (),
                "blocks": tuple(given.on.get(page.number, ())),
            }
        )
        for page in pages
    ]
    return made, stream.found / max(stream.asked, 1)
