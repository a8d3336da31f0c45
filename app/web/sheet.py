"""One page of a paper as parts to show: paragraphs and tables, with the places of facts marked in the text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from dossier.document import OUTSIDE_TEXT, Block, Cell, Document, Page, Segment

Mark = tuple[int, int, int]
"""Start, end, number of the fact (or FOUND)."""
FOUND = -1
"""Stands for what was searched for, where facts have their number."""


def mark_id(number: int) -> str:
    """The name of a mark in addresses (`#f12`) and templates."""
    return "found" if number == FOUND else f"f{number}"


@dataclass(frozen=True)
class Piece:
    """Characters that belong to the same facts; `facts` are their numbers, often none."""

    text: str
    facts: tuple[int, ...] = ()


Paragraph = tuple[Piece, ...]


@dataclass(frozen=True)
class CellView:
    """A table's cell; `rows` and `columns` say how far it reaches."""

    paragraphs: tuple[Paragraph, ...]
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Part:
    """A block of the page. `kind` as in Block; a table has `table`, all others `paragraphs`."""

    kind: str
    paragraphs: tuple[Paragraph, ...] = ()
    table: tuple[tuple[CellView, ...], ...] = ()


def parts(document: Document, page: Page, *, text: str, marks: Sequence[Mark]) -> Iterator[Part]:
    """What stands on the page, block by block.

    `text`: the document's text as it may be shown, personal data starred, offsets unchanged.
    """
    own = [segment for segment in document.segments if segment.page is page]
    by_block = {block: list(group) for block, group in groupby(own, key=lambda segment: id(segment.block))}
    for block in page.blocks:
        segments = by_block.get(id(block), [])
        if block.kind in OUTSIDE_TEXT:
            continue
        if block.kind == "table":
            yield Part(block.kind, table=tuple(_rows(block, segments, text, marks)))
        elif segments:
            yield Part(block.kind, tuple(_paragraphs(segments, text, marks)))


def outside(page: Page) -> Iterator[tuple[str, str]]:
    """Lines that stay out of the text (kind of block, words): headers, footers, seals."""
    for block in page.blocks:
        if block.kind in OUTSIDE_TEXT:
            for line in block.lines:
                yield block.kind, line.text


def _paragraphs(segments: Iterable[Segment], text: str, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """Lines broken by the margin only are joined."""
    pieces: list[Piece] = []
    for segment in segments:
        pieces += split(segment.start, text[segment.start : segment.start + len(segment.line.text)], marks)
        if not segment.line.wraps:
            yield tuple(pieces)
            pieces = []
    if pieces:
        yield tuple(pieces)


def _rows(
    block: Block, segments: Sequence[Segment], text: str, marks: Sequence[Mark]
) -> Iterator[tuple[CellView, ...]]:
    by_cell = {cell: list(group) for cell, group in groupby(segments, key=lambda segment: id(segment.cell))}
    for _, row in groupby(block.cells, key=lambda cell: cell.row):
        yield tuple(_cell(cell, by_cell.get(id(cell), []), text, marks) for cell in row)


def _cell(cell: Cell, segments: Sequence[Segment], text: str, marks: Sequence[Mark]) -> CellView:
    return CellView(tuple(_paragraphs(segments, text, marks)), rows=cell.rows, columns=cell.columns)


def split(start: int, text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The text that stands at offset `start`, cut wherever a mark begins or ends."""
    end = start + len(text)
    here = [mark for mark in marks if mark[0] < end and mark[1] > start]
    cuts = sorted({start, end, *(min(max(at, start), end) for mark in here for at in mark[:2])})
    for left, right in pairwise(cuts):
        covering = tuple(number for first, last, number in here if first <= left and right <= last)
        yield Piece(text[left - start : right - start], covering)
