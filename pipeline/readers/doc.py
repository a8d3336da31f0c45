"""Old Word and WPS files (.doc, .wps): text by its piece table, tables by paragraph properties ([MS-DOC]).

No other program is needed. Lists that Word numbers itself keep their text without the number; the page
says so.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from struct import error as StructError
from struct import pack, unpack_from
from typing import Literal, NamedTuple

from dossier.document import Block, Cell, Line, Page
from dossier.errors import ReadError
from language.normal import lookalikes
from pipeline.readers.encoding import lines_of
from pipeline.readers.files import read_bytes
from pipeline.readers.ole import Ole, damaged
from pipeline.readers.options import Options

_WORD = 0xA5EC
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_IN_TABLE, _ROW_END, _CENTRED, _LIST, _SIZE = 0x2416, 0x2417, (0x2403, 0x2461), 0x460B, 0x4A43
_DELETED, _HIDDEN = 0x0800, 0x083C  # of characters
_OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes after a property's code, by its top bits
_CELL, _PARAGRAPH, _BREAK = "\x07", "\r", "\x0b"
_DROPPED = dict.fromkeys((*range(0x00, 0x07), 0x08, *range(0x0E, 0x13), *range(0x16, 0x1E), 0x1F))
_PLAIN = {**_DROPPED, 0x09: "    ", 0x0A: "\n", 0x0B: "\n", 0x0C: "\n", 0x1E: "-"}
_NO_TITLE = tuple("。；，、：;,:")


class Piece(NamedTuple):
    """Characters that lie together in the file: from position `cp` of the text, at byte `at`."""

    cp: int
    at: int
    wide: bool


class Look(NamedTuple):
    """What paragraph properties tell."""

    in_table: bool = False
    row_end: bool = False
    centred: bool = False
    numbered: bool = False


class Paragraph(NamedTuple):
    """A paragraph or cell with how it ends (`\\r` or `\\x07`)."""

    text: str
    end: str
    look: Look
    size: int


def read_doc(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page without geometry. Raises ReadError: damaged, encrypted, unsupported."""
    ole = Ole(read_bytes(path, options.limits))
    if "WordDocument" not in ole:
        raise ReadError("unsupported", "不是 Word 或 WPS 文字文档。请另存为 DOCX 或 PDF 后重试。")
    try:
        word = _Word(ole)
        blocks = tuple(word.blocks())
    except (StructError, IndexError) as error:
        raise damaged() from error
    if pages is None or 1 in pages:
        text = any(block.kind in ("title", "text", "table") for block in blocks)
        yield Page(
            source=options.source,
            number=1,
            width=0,
            height=0,
            engine="doc",
            reason="旧版 Word（WPS）正文",
            grade="good" if text else "poor",
            notes=(*word.notes, *(() if text else ("文件中没有文字",))),
            blocks=blocks,
        )


class _Word:
    """One document: its text as pieces, its properties by byte position."""

    def __init__(self, ole: Ole) -> None:
        self._main = ole.read("WordDocument")
        magic, flags = self._u16(0), self._u16(0x0A)
        if magic != _WORD:
            raise ReadError("unsupported", "Word 95 或更早的文档。请用 Word 或 WPS 另存为 DOCX 后重试。")
        if flags & _ENCRYPTED:
            raise ReadError("encrypted", "文件设有打开密码。请去掉密码另存后重试。")
        self._table = ole.read("1Table" if flags & _TABLE_1 else "0Table")
        self._pieces, self._length = self._read_pieces()
        if not self._pieces:
            raise damaged()
        self._starts = [piece.cp for piece in self._pieces]
        self._looks = _Properties(self._main, self._table, self._u32(0x102), self._u32(0x106), paragraph=True)
        self._sizes = _Properties(self._main, self._table, self._u32(0xFA), self._u32(0xFE), paragraph=False)
        self.notes: list[str] = []
        self._deleted = False

    def _u16(self, at: int) -> int:
        return int(unpack_from("<H", self._main, at)[0])

    def _u32(self, at: int) -> int:
        return int(unpack_from("<I", self._main, at)[0])

    def _read_pieces(self) -> tuple[list[Piece], int]:
        at, size = self._u32(0x1A2), self._u32(0x1A6)
        data = self._table[at : at + size]
        at = 0
        while data[at] == 1:  # properties of pieces
            at += 3 + int(unpack_from("<H", data, at + 1)[0])
        size = int(unpack_from("<I", data, at + 1)[0])
        plc = data[at + 5 : at + 5 + size]
        count = (size - 4) // 12
        cps = unpack_from(f"<{count + 1}I", plc)
        made = []
        for i in range(count):
            fc = int(unpack_from("<I", plc, 4 * (count + 1) + 8 * i + 2)[0])
            narrow = bool(fc & 0x40000000)
            made.append(Piece(cps[i], (fc & 0x3FFFFFFF) // 2 if narrow else fc, not narrow))
        return made, cps[-1]

    def blocks(self) -> Iterator[Block]:
        """Main text, text boxes, footnotes; headers and footers of all sections before them."""
        main, notes, margins, _, comments, ends, boxes, _ = (self._u32(0x4C + 4 * i) for i in range(8))
        start = main + notes
        yield from self._margins(start, start + margins)
        yield from self._body(0, main)
        begin = start + margins + self._u32(0x58) + comments
        for a, b in ((begin + ends, begin + ends + boxes), (main, start), (begin, begin + ends)):
            lines = [line for p in self._paragraphs(a, b) for line in _lines(p.text)]
            if lines:
                yield Block(kind="text", lines=tuple(Line(text=line) for line in lines))
        if self._deleted:
            self.notes.append("文档含修订痕迹，按接受全部修订后的文字读取")
        if comments:
            self.notes.append("文档含批注，批注未读入")

    def _margins(self, start: int, end: int) -> Iterator[Block]:
        """Headers and footers are stored together, without saying which is which."""
        lines = dict.fromkeys(line for p in self._paragraphs(start, end) for line in _lines(p.text))
        if lines:
            yield Block(kind="header", lines=tuple(Line(text=line) for line in lines))

    def _body(self, start: int, end: int) -> Iterator[Block]:
        found = list(self._paragraphs(start, end))
        sizes = [p.size for p in found for _ in range(len(p.text)) if p.size]
        usual = sorted(sizes)[len(sizes) // 2] if sizes else 0
        if any(p.look.numbered and p.text.strip() for p in found):
            self.notes.append("文档用了自动编号，编号未读入")
        for kind, group in groupby(found, key=lambda p: _kind(p, usual)):
            part = list(group)
            if kind == "table":
                yield Block(kind="table", cells=tuple(_cells(part)))
            else:
                lines = tuple(Line(text=line) for p in part for line in _lines(p.text))
                if lines:
                    yield Block(kind=kind, lines=lines)

    def _paragraphs(self, start: int, end: int) -> Iterator[Paragraph]:
        """Paragraphs of a stretch of the text, each with the properties at its mark."""
        text, begin = self._text(start, end), 0
        shown = self._visible(start, _without_fields(text))
        for i, c in enumerate(text):
            if c in (_PARAGRAPH, _CELL):
                words = "".join(shown[begin:i])
                yield Paragraph(
                    words, c, self._look(start + i), self._sizes.number(self._byte(start + begin), _SIZE)
                )
                begin = i + 1
        rest = "".join(shown[begin:])
        if rest.strip():
            yield Paragraph(rest, _PARAGRAPH, Look(), 0)

    def _visible(self, start: int, shown: list[str]) -> list[str]:
        """Without what was deleted (tracked) or hidden; the marks that end paragraphs and cells stay."""
        if not any(pack("<HB", code, 1) in self._main for code in (_DELETED, _HIDDEN)):
            return shown
        for i, c in enumerate(shown):
            if c and c not in (_PARAGRAPH, _CELL):
                held = self._sizes.at(self._byte(start + i))
                if held.get(_DELETED) == 1 or held.get(_HIDDEN) == 1:
                    self._deleted |= held.get(_DELETED) == 1
                    shown[i] = ""
        return shown

    def _text(self, start: int, end: int) -> str:
        parts = []
        ends = [*self._starts[1:], self._length]
        for piece, stop in zip(self._pieces, ends, strict=True):
            a, b = max(piece.cp, start), min(stop, end)
            if a < b:
                step = 2 if piece.wide else 1
                raw = self._main[piece.at + (a - piece.cp) * step : piece.at + (b - piece.cp) * step]
                parts.append(raw.decode("utf-16-le" if piece.wide else "cp1252", "replace"))
        return "".join(parts)

    def _byte(self, cp: int) -> int:
        """Where a character lies in the file."""
        piece = self._pieces[max(bisect_right(self._starts, cp) - 1, 0)]
        return piece.at + (cp - piece.cp) * (2 if piece.wide else 1)

    def _look(self, cp: int) -> Look:
        at = self._byte(cp)
        held = self._looks.at(at)
        return Look(
            in_table=held.get(_IN_TABLE, 0) == 1,
            row_end=held.get(_ROW_END, 0) == 1,
            centred=any(held.get(code, 0) == 1 for code in _CENTRED),
            numbered=held.get(_LIST, 0) not in (0, 0x07FF, 0xF801),
        )


class _Properties:
    """Properties of paragraphs or characters, kept in pages of 512 bytes by byte position."""

    def __init__(self, main: bytes, table: bytes, at: int, size: int, *, paragraph: bool) -> None:
        count = max((size - 4) // 8, 0)
        self._main, self._paragraph = main, paragraph
        self._starts = unpack_from(f"<{count}I", table, at) if count else ()
        self._pages = unpack_from(f"<{count}I", table, at + 4 * (count + 1)) if count else ()

    def number(self, byte: int, code: int) -> int:
        """Value of one property at a byte; 0 where it is not set."""
        return self.at(byte).get(code, 0)

    def at(self, byte: int) -> dict[int, int]:
        """Code and value of the properties set at a byte of the file."""
        i = bisect_right(self._starts, byte) - 1
        if i < 0:
            return {}
        page = self._main[(self._pages[i] & 0x3FFFFF) * 512 :][:512]
        count = page[511]
        starts = unpack_from(f"<{count + 1}I", page)
        k = bisect_right(starts, byte) - 1
        if not 0 <= k < count:
            return {}
        offset = page[4 * (count + 1) + k * (13 if self._paragraph else 1)] * 2
        return _properties(self._grpprl(page, offset)) if offset else {}

    def _grpprl(self, page: bytes, offset: int) -> bytes:
        """The list of properties; for paragraphs its length counts words and a style's number stands first."""
        length = page[offset]
        if not self._paragraph:
            return page[offset + 1 : offset + 1 + length]
        if length:
            return page[offset + 3 : offset + 2 * length]
        return page[offset + 4 : offset + 2 + 2 * page[offset + 1]]


def _properties(data: bytes) -> dict[int, int]:
    made: dict[int, int] = {}
    at = 0
    while at + 2 < len(data):
        code = int(unpack_from("<H", data, at)[0])
        at += 2
        size = _OPERAND.get(code >> 13)
        if size is None:  # the operand says its own length
            size = (int(unpack_from("<H", data, at)[0]) + 1) if code == 0xD608 else data[at] + 1
        made[code] = int.from_bytes(data[at : at + min(size, 4)], "little")
        at += size
    return made


def _without_fields(text: str) -> list[str]:
    """Characters with those of field codes made empty: of “{ PAGE | 3 }” only the 3 is printed."""
    shown, depth, code = list(text), 0, []
    for i, c in enumerate(text):
        if c == "\x13":
            depth += 1
            code.append(True)
        elif c == "\x14" and code:
            code[-1] = False
        elif c == "\x15" and code:
            depth -= 1
            code.pop()
        if c in "\x13\x14\x15" or any(code):
            shown[i] = ""
    return shown


def _lines(text: str) -> list[str]:
    return [lookalikes(line) for line in lines_of(text.translate(_PLAIN))]


def _kind(paragraph: Paragraph, usual: int) -> Literal["title", "text", "table"]:
    if paragraph.look.in_table:
        return "table"
    text = paragraph.text.strip()
    large = usual and paragraph.size >= usual * 1.15
    title = paragraph.look.centred and large and 1 < len(text) < 100 and not text.endswith(_NO_TITLE)
    return "title" if title else "text"


def _cells(paragraphs: list[Paragraph]) -> Iterator[Cell]:
    """Cells end in a mark; the mark that ends a row stands in a paragraph of its own."""
    row = column = 0
    lines: list[str] = []
    for paragraph in paragraphs:
        if paragraph.look.row_end:
            row, column, lines = row + 1, 0, []
            continue
        lines += _lines(paragraph.text)
        if paragraph.end == _CELL:
            made = tuple(Line(text=line) for line in lines) or (Line(text=""),)
            yield Cell(row=row, column=column, lines=made)
            column, lines = column + 1, []
