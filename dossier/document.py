"""What is on paper: pages, blocks, lines, cells, and the one text they make."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from pydantic import PrivateAttr

from dossier.base import Record
from dossier.errors import Error
from dossier.geometry import Box, cut

Grade = Literal["good", "fair", "poor"]


class Line(Record):
    """One printed line. `score` is the reader's confidence, 0 to 1.

    `wraps`: the sentence goes on in the next line, so no line break stands between them in the
    document's text. `other`: a second reading of the same place (under a seal).
    """

    text: str
    box: Box | None = None
    score: float = 1.0
    other: str | None = None
    wraps: bool = False


class Cell(Record):
    """One cell of a table; `rows` and `columns` say how far a merged cell reaches.

    `address` is set where the format has one (`"台账!C5"`).
    """

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    lines: tuple[Line, ...] = ()
    address: str | None = None

    @property
    def text(self) -> str:
        return "".join(line.text if line.wraps else line.text + "\n" for line in self.lines).rstrip("\n")


class Block(Record):
    """A part of a page. Headers, footers (page numbers too) and figures stay out of the text.

    A table has `cells` and no `lines`; every other kind has `lines`.
    """

    kind: Literal["title", "text", "table", "seal", "figure", "header", "footer"]
    box: Box | None = None
    lines: tuple[Line, ...] = ()
    cells: tuple[Cell, ...] = ()


class Page(Record):
    """One page of a file.

    `number` counts in that file from 1. `engine` is what read it (`pdfium`, `faster-paddle`, …),
    `reason` why that engine. `grade`: a verdict resting on a `poor` page is undetermined.
    """

    source: str
    number: int
    width: float
    height: float
    rotation: int = 0
    engine: str
    reason: str
    grade: Grade = "good"
    notes: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


class Span(Record):
    """Character offsets into `Document.text`, end exclusive."""

    start: int
    end: int


class Place(Record):
    """Where a claim stands: file, page or cell, boxes, quoted words (`text[start:end]`)."""

    source: str
    page: int | None = None
    cell: str | None = None
    boxes: tuple[Box, ...] = ()
    quote: str = ""


class Segment(NamedTuple):
    """A line's place in the document's text."""

    start: int
    line: Line
    page: Page
    block: Block
    cell: Cell | None


DOUBTFUL = 0.80
"""A line read with less confidence carries no verdict, however good its page (rules.md §14.28)."""

OUTSIDE_TEXT = frozenset({"header", "footer", "figure", "seal"})


def _segments(pages: tuple[Page, ...]) -> Iterator[tuple[str, Line, Page, Block, Cell | None]]:
    """Lines in reading order with the separator that follows each."""
    for page in pages:
        for block in page.blocks:
            if block.kind in OUTSIDE_TEXT:
                continue
            for line in block.lines:
                yield "" if line.wraps else "\n", line, page, block, None
            for i, cell in enumerate(block.cells):
                last = i + 1 == len(block.cells) or block.cells[i + 1].row != cell.row
                for j, line in enumerate(cell.lines):
                    end = ("\n" if last else "\t") if j + 1 == len(cell.lines) else "" if line.wraps else "\n"
                    yield end, line, page, block, cell


class Document(Record):
    """One paper. Its pages may come from several files (page photos) or be part of one (a bundle).

    `id` is the sha256 of the first page's file + ":" + that page's number, so that moving another
    boundary keeps it. `text` joins all lines in reading order: lines that wrap directly, lines of
    text and rows of tables with a newline, cells of a row with a tab.
    """

    id: str
    sources: tuple[str, ...]
    media_type: str
    pages: tuple[Page, ...] = ()
    error: Error | None = None

    _text: str = PrivateAttr("")
    _segments: tuple[Segment, ...] = PrivateAttr(())
    _starts: list[int] = PrivateAttr(default_factory=list)

    def model_post_init(self, context: Any) -> None:
        parts: list[str] = []
        segments: list[Segment] = []
        at = 0
        for separator, line, page, block, cell in _segments(self.pages):
            segments.append(Segment(at, line, page, block, cell))
            parts += (line.text, separator)
            at += len(line.text) + len(separator)
        self._text = "".join(parts)
        self._segments = tuple(segments)
        self._starts = [segment.start for segment in segments]

    @property
    def text(self) -> str:
        """The paper's text; offsets of all facts count in it."""
        return self._text

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Every line with its offset, page, block and cell, in reading order."""
        return self._segments

    def between(self, start: int, end: int) -> tuple[Segment, ...]:
        """Segments that share characters with text[start:end]; at least the one `start` stands in."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_right(self._starts, max(end - 1, start)), first + 1)
        return self._segments[first:last]

    def place(self, start: int, end: int) -> Place:
        """Where text[start:end] stands on paper, one box a line."""
        segments = self.between(start, end)
        head = segments[0]
        boxes = tuple(
            cut(s.line.text, s.line.box, start - s.start, end - s.start)
            for s in segments
            if s.line.box is not None and s.page is head.page
        )
        return Place(
            source=head.page.source,
            page=head.page.number if head.page.width else None,
            cell=head.cell.address if head.cell else None,
            boxes=boxes,
            quote=self._text[start:end],
        )

    def page_at(self, offset: int) -> Page:
        """The page on which the character at `offset` stands."""
        return self.between(offset, offset + 1)[0].page
