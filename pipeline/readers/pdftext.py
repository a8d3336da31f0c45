"""The text layer of a PDF page, by pdfium: its lines as pieces with boxes.

pdfium joins what stands on one line and puts a space where it sees a gap. Wide gaps are cut here, thin
ones (what a word processor sets between 年 and 5) are closed.
"""

from collections.abc import Iterator, Sequence
from math import degrees
from re import compile as regex
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from language.normal import lookalikes
from pipeline.readers.layout import Piece
from pipeline.readers.ruled import Grid, Slot

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_SPACES = regex(" +")
_WORDS = regex("[^ ]+")
_WIDE = 1.3  # ems: beyond this a gap parts two columns, labels or cells
_THIN = 0.4  # ems: below this no one typed a space between ideographs
_TYPED = 0.7  # ems: below this a space between an ideograph and a number is only set, not meant
_SAMPLE = 4  # every how many characters the font's map is asked for errors


class Char(NamedTuple):
    """A character's box, its advance wide and its font high."""

    x0: float
    y0: float
    x1: float
    y1: float


class TextLayer:
    """The characters of a page. Boxes count from the top left of the upright page."""

    def __init__(self, page: "PdfPage") -> None:
        from pypdfium2 import raw

        self._raw: Any = raw
        self._textpage = page.get_textpage()
        self._handle: Any = self._textpage.raw
        self._rect = raw.FS_RECTF()
        self.count: int = self._textpage.count_chars()
        self.text: str = self._textpage.get_text_range() if self.count else ""
        self._aligned = len(self.text) == self.count
        self.lean = self._lean(page.get_rotation())
        self.turn = Turn.of(page, self.lean)

    def __enter__(self) -> "TextLayer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._textpage.close()

    def lines(self) -> Iterator[tuple[int, str]]:
        """Index of each line's first character, and its text, as the file orders them."""
        at = units = 0
        for line in self.text.split("\r\n"):
            if line.strip():
                yield (at if self._aligned else self._index(units)), line
            at += len(line) + 2
            units += len(line.encode("utf-16-le")) // 2 + 2

    def _index(self, units: int) -> int:
        return int(self._raw.FPDFText_GetCharIndexFromTextIndex(self._handle, units))

    def box(self, index: int) -> Char:
        """Box of one character."""
        rect = self._rect
        self._raw.FPDFText_GetLooseCharBox(self._handle, index, rect)
        return self.turn.box(rect.left, rect.bottom, rect.right, rect.top)

    def _lean(self, rotation: int) -> int:
        """Degrees clockwise by which print that runs up or down the page must be turned; mostly 0."""
        asked = range(self.count // 12, self.count, max(self.count // 6, 1))
        angles = [round(degrees(self._raw.FPDFText_GetCharAngle(self._handle, i)) / 90) * 90 for i in asked]
        common = max(set(angles), key=angles.count, default=0)
        if angles.count(common) < 0.8 * len(angles) or self.count < 40:
            return 0
        return -(common + rotation) % 360

    def unmapped(self) -> float:
        """Share of sampled characters whose font does not say what they mean."""
        asked = range(0, self.count, _SAMPLE)
        fails = self._raw.FPDFText_HasUnicodeMapError
        wrong = [fails(self._handle, i) for i in asked].count(1)
        return wrong / max(len(asked), 1)

    def fonts(self, lines: Sequence[str]) -> set[str]:
        """Names of the fonts in which lines are set that begin with these characters."""
        heads = {line[:1] for line in lines}
        found = set()
        for start, line in self.lines():
            at = next((i for i, c in enumerate(line) if c in heads), None)
            if at is not None:
                found.add(self._font(start + at))
        return found - {""}

    def _font(self, index: int) -> str:
        """Name of a character's font, without the mark of a subset (ABCDEF+)."""
        from ctypes import c_int, create_string_buffer

        buffer, flags = create_string_buffer(128), c_int()
        self._raw.FPDFText_GetFontInfo(self._handle, index, buffer, 128, flags)
        return buffer.value.decode("utf-8", "replace").rpartition("+")[2]


class Turn(NamedTuple):
    """From PDF coordinates to points from the top left of the upright page."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @classmethod
    def of(cls, page: "PdfPage", lean: int = 0) -> "Turn":
        """`lean`: degrees clockwise beyond the turn the file states."""
        media, crop = page.get_mediabox(), page.get_cropbox()
        left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
        turn = (page.get_rotation() + lean) % 360
        return cls(left, bottom, min(media[2], crop[2]), min(media[3], crop[3]), turn)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.rotation in (90, 270) else (wide, high)

    def box(self, left: float, bottom: float, right: float, top: float) -> Char:
        if self.rotation == 0:
            return Char(left - self.left, self.top - top, right - self.left, self.top - bottom)
        if self.rotation == 90:
            return Char(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.rotation == 180:
            return Char(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        return Char(self.top - top, self.right - right, self.top - bottom, self.right - left)


def pieces(layer: TextLayer, grids: Sequence[Grid] = ()) -> list[Piece]:
    """All pieces of the page, in the file's order; wide gaps and edges of cells part them."""
    made: list[Piece] = []
    for start, line in layer.lines():
        grid = _grid_of(layer, start, line, grids) if grids else None
        for begin, end in _by_cell(layer, start, line, grid) if grid else ((0, len(line)),):
            made += _pieces(layer, start + begin, line[begin:end])
    return made


def _grid_of(layer: TextLayer, start: int, line: str, grids: Sequence[Grid]) -> Grid | None:
    """The table a line touches, unless it lies in one cell as a whole."""
    first, last = layer.box(start), layer.box(start + len(line.rstrip()) - 1)
    for grid in grids:
        inside = grid.box.y0 < (first.y0 + first.y1) / 2 < grid.box.y1
        if inside and _slot(grid, first) is not _slot(grid, last):
            return grid
    return None


def _slot(grid: Grid, box: Char) -> Slot | None:
    return grid.find((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)


def _by_cell(layer: TextLayer, start: int, line: str, grid: Grid) -> list[tuple[int, int]]:
    """Stretches of a line that lie in one cell each."""
    made: list[tuple[int, int]] = []
    held: Slot | None = None
    for begin, end, slot in _stretches(layer, start, line, grid):
        if made and slot is held:
            made[-1] = (made[-1][0], end)
        else:
            made.append((begin, end))
        held = slot
    return made


def _stretches(layer: TextLayer, start: int, line: str, grid: Grid) -> Iterator[tuple[int, int, Slot | None]]:
    """Words with their cell; those that reach from one cell into another, character by character."""
    for word in _WORDS.finditer(line):
        first = _slot(grid, layer.box(start + word.start()))
        if first is _slot(grid, layer.box(start + word.end() - 1)):
            yield word.start(), word.end(), first
        else:
            for i in range(word.start(), word.end()):
                yield i, i + 1, _slot(grid, layer.box(start + i))


def _pieces(layer: TextLayer, start: int, line: str) -> Iterator[Piece]:
    line = line.rstrip()
    begin = at = len(line) - len(line.lstrip())
    kept = ""
    for gap in _SPACES.finditer(line, begin):
        kept += line[at : gap.start()]
        at = gap.end()
        before, after = layer.box(start + gap.start() - 1), layer.box(start + gap.end())
        ems = (after.x0 - before.x1) / max(before.y1 - before.y0, after.y1 - after.y0, 0.1)
        if abs(ems) > _WIDE:
            yield _piece(layer, kept, start + begin, start + gap.start() - 1)
            begin, kept = gap.end(), ""
        else:
            kept += _space(line[gap.start() - 1], gap.group(), line[gap.end()], ems)
    if line:
        yield _piece(layer, kept + line[at:], start + begin, start + len(line) - 1)


def _space(before: str, spaces: str, after: str, ems: float) -> str:
    """The space to keep between two characters that stand `ems` apart."""
    if before.isascii() and after.isascii():
        return spaces
    number = (before if before.isascii() else after).isascii() and (before + after).isalnum()
    return "" if ems < (_TYPED if number else _THIN) else spaces


def _piece(layer: TextLayer, text: str, first: int, last: int) -> Piece:
    """A piece is level, so its first and last characters bound it."""
    a, b = layer.box(first), layer.box(last)
    clean = lookalikes(text).replace("\ufffe", "-").replace("\x02", "-")  # pdfium's marks for a hyphen
    size = _em(text[0], a) or _em(text[-1], b) or max(a.y1 - a.y0, b.y1 - b.y0)
    return Piece(clean, min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1), size)


def _em(c: str, box: Char) -> float:
    """The advance of an ideograph is its type's size; 0 for other characters."""
    return box.x1 - box.x0 if "\u4e00" <= c <= "\u9fff" else 0.0
