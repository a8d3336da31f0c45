"""DOCX by its XML: paragraphs, tables and text boxes in order, with Word's automatic numbers.

The format has no pages before a word processor lays it out, so there is one page without geometry.
Tracked changes are read as accepted.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dossier.document import Block, Cell, Line, Page
from language.normal import lookalikes
from pipeline.readers.encoding import lines_of
from pipeline.readers.flow import Paragraph, blocks_of, flow_page, margin
from pipeline.readers.numbering import Numbering, W, value
from pipeline.readers.options import Options
from pipeline.readers.styles import Styles
from pipeline.readers.zipped import Parts, unzipped

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{_MC}Fallback", f"{W}pPr", f"{W}rPr"})
_TAB = " " * 4
# Characters of Word's symbol fonts that forms use as boxes to tick.
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0A8": "□", "F0A3": "□", "F06F": "□", "F0FC": "√", "F050": "√"}
_NARROW = 1000  # twentieths of a point


def read_docx(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page without geometry. Raises ReadError: damaged, bomb, unsafe, encrypted."""
    with unzipped(path, options.limits) as parts:
        blocks, notes = _Word(parts).blocks()
    if pages is None or 1 in pages:
        yield flow_page(blocks, notes, options, engine="docx", reason="DOCX 正文")


class _Word:
    """One document being walked; Word's lists count as paragraphs pass."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._styles = Styles(self._part("word/styles.xml"))
        self._numbering = Numbering(self._part("word/numbering.xml"))
        self._sizes: Counter[int] = Counter()

    def _part(self, name: str) -> "_Element | None":
        return self._parts.xml(name) if name in self._parts else None

    def blocks(self) -> tuple[list[Block], list[str]]:
        root = self._parts.xml("word/document.xml")
        body = root.find(f"{W}body")
        found = list(self._body(body)) if body is not None else []
        made = [
            *self._margin("header"),
            *blocks_of(found, self._usual()),
            *self._notes(),
            *self._margin("footer"),
        ]
        return made, self._remarks(root)

    def _usual(self) -> int:
        """The size most characters are set in, those of tables too."""
        return max(self._sizes, key=lambda size: self._sizes[size], default=0)

    def _body(self, body: "_Element") -> Iterator[Paragraph | Block]:
        for child in _flat(body):
            if child.tag == f"{W}tbl":
                yield Block(kind="table", cells=tuple(self._cells(child)))
            else:
                yield from self._paragraphs(child)

    def _paragraphs(self, node: "_Element") -> Iterator[Paragraph]:
        """The paragraph, then those of the text boxes that hang on it."""
        format = self._styles.of(node)
        lines = [lookalikes(line) for line in lines_of(_text(node))]
        if lines and format.number:
            lines[0] = self._numbering.label(*format.number) + lines[0]
        self._sizes[format.size] += sum(map(len, lines))
        if lines:
            yield Paragraph(tuple(lines), format.centred, format.size, format.title)
        for box in node.iter(f"{W}txbxContent"):
            if not any(parent.tag == f"{_MC}Fallback" for parent in box.iterancestors()):
                for inner in box.iterchildren(f"{W}p"):
                    yield from self._paragraphs(inner)

    def _cells(self, table: "_Element") -> Iterator[Cell]:
        """Cells in row order; one that runs on from the row above only makes that one taller."""
        made: list[Cell] = []
        above: dict[int, int] = {}
        rows = (row for row in table.iterchildren(f"{W}tr") if row.find(f"{W}trPr/{W}del") is None)
        for r, row in enumerate(rows):
            column = _skipped(row)
            for node in _flat(row):
                properties = node.find(f"{W}tcPr")
                span, runs_on = _spans(properties)
                if runs_on and column in above:
                    held = made[above[column]]
                    made[above[column]] = held.model_copy(update={"rows": r - held.row + 1})
                else:
                    above[column] = len(made)
                    made.append(Cell(row=r, column=column, columns=span, lines=self._lines(node)))
                column += span
        return iter(made)

    def _lines(self, cell: "_Element") -> tuple[Line, ...]:
        """A cell's lines, an empty one where it holds none; a table within it row by row."""
        lines: list[Line] = []
        for child in _flat(cell):
            if child.tag == f"{W}tbl":
                inner = groupby(self._cells(child), key=lambda c: c.row)
                lines += [Line(text=_TAB.join(c.text for c in row if c.text)) for _, row in inner]
            else:
                lines += [Line(text=t) for p in self._paragraphs(child) for t in p.lines]
        if _narrow(cell):  # a label broken by hand: “审核 / 意见”
            lines = [*(line.model_copy(update={"wraps": True}) for line in lines[:-1]), *lines[-1:]]
        return tuple(lines) or (Line(text=""),)

    def _margin(self, kind: Literal["header", "footer"]) -> list[Block]:
        texts = []
        for name in self._parts.names():
            if name.startswith(f"word/{kind}") and name.endswith(".xml"):
                root = self._parts.xml(name)
                lines = (t for p in root.iter(f"{W}p") for t in lines_of(_text(p)))
                texts.append([lookalikes(line) for line in lines])
        return margin(kind, texts)

    def _notes(self) -> list[Block]:
        """Footnotes and endnotes, after the text."""
        lines = [
            Line(text=lookalikes(line))
            for name in ("word/footnotes.xml", "word/endnotes.xml")
            if (root := self._part(name)) is not None
            for note in root
            if note.get(f"{W}type") in (None, "normal")
            for line in lines_of("".join(_text(p) + "\n" for p in note.iter(f"{W}p")))
        ]
        return [Block(kind="text", lines=tuple(lines))] if lines else []

    def _remarks(self, root: "_Element") -> list[str]:
        """What is not in the text, said aloud."""
        remarks = []
        if next(root.iter(f"{W}del", f"{W}ins", f"{W}moveFrom"), None) is not None:
            remarks.append("文档含修订痕迹，按接受全部修订后的文字读取")
        if "word/comments.xml" in self._parts:
            remarks.append("文档含批注，批注未读入")
        pictures = sum(1 for _ in root.iter(f"{_A}blip"))
        if pictures:
            remarks.append(f"文档含 {pictures} 幅图片，图片里的文字未识别")
        return remarks


# ── XML to text ───────────────────────────────────────────────────────────────────────────────────


def _flat(parent: "_Element") -> Iterator["_Element"]:
    """Paragraphs, tables or cells of a parent, those within content controls and insertions too."""
    for child in parent.iterchildren():
        if child.tag in (f"{W}p", f"{W}tbl", f"{W}tc"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
            yield from _flat(child)


def _text(node: "_Element") -> str:
    """What a paragraph shows: deleted and hidden text, field codes and text boxes left out."""
    if node.tag == f"{W}r":
        properties = node.find(f"{W}rPr")
        hidden = properties.find(f"{W}vanish") if properties is not None else None
        if hidden is not None and hidden.get(f"{W}val") not in ("0", "false"):
            return ""
    parts = []
    for child in node.iterchildren():
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in _MARKS:
            parts.append(_MARKS[child.tag])
        elif child.tag == f"{W}sym":
            parts.append(_SYMBOLS.get(str(child.get(f"{W}char")).upper(), "□"))
        elif child.tag not in _SKIPPED:
            parts.append(_text(child))
    return "".join(parts)


_MARKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": _TAB, f"{W}noBreakHyphen": "-", f"{W}ptab": _TAB}


def _skipped(row: "_Element") -> int:
    properties = row.find(f"{W}trPr")
    before = value(properties, "gridBefore") if properties is not None else None
    return int(before) if before else 0


def _narrow(cell: "_Element") -> bool:
    """Room for two or three characters; widths are twentieths of a point."""
    width = cell.find(f"{W}tcPr/{W}tcW")
    given = width is not None and width.get(f"{W}type") == "dxa"
    return given and width is not None and 0 < int(width.get(f"{W}w") or 0) < _NARROW


def _spans(properties: "_Element | None") -> tuple[int, bool]:
    """Columns a cell covers, and whether it runs on from the row above."""
    if properties is None:
        return 1, False
    span, merge = value(properties, "gridSpan"), properties.find(f"{W}vMerge")
    return int(span) if span else 1, merge is not None and merge.get(f"{W}val") != "restart"
