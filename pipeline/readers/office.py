"""DOCX by its XML: paragraphs and tables in order, no geometry."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.document import Block, Cell, Line, Page
from language.normal import lookalikes
from pipeline.readers.encoding import lines_of
from pipeline.readers.options import Options
from pipeline.readers.zipped import unzipped

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page without geometry. Raises ReadError: damaged, bomb, unsafe."""
    with unzipped(path, options.limits) as parts:
        body = parts.xml("word/document.xml").find(f"{W}body")
    blocks = tuple(_blocks(body)) if body is not None else ()
    if pages is None or 1 in pages:
        yield Page(
            source=options.source,
            number=1,
            width=0,
            height=0,
            engine="docx",
            reason="DOCX 正文",
            grade="good" if blocks else "poor",
            blocks=blocks,
        )


def _blocks(body: "_Element") -> Iterator[Block]:
    lines: list[Line] = []
    for child in body.iterchildren(f"{W}p", f"{W}tbl", f"{W}sdt"):
        if child.tag == f"{W}tbl":
            if lines:
                yield Block(kind="text", lines=tuple(lines))
                lines = []
            yield Block(kind="table", cells=tuple(_cells(child)))
        else:
            lines += [Line(text=t) for p in child.iter(f"{W}p") for t in _texts(p)]
    if lines:
        yield Block(kind="text", lines=tuple(lines))


def _texts(paragraph: "_Element") -> list[str]:
    out = []
    for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        out.append((node.text or "") if node.tag == f"{W}t" else "\n" if node.tag == f"{W}br" else " ")
    return [lookalikes(t) for t in lines_of("".join(out))]


def _cells(table: "_Element") -> Iterator[Cell]:
    for r, row in enumerate(table.iterchildren(f"{W}tr")):
        for c, cell in enumerate(row.iterchildren(f"{W}tc")):
            lines = tuple(Line(text=t) for p in cell.iter(f"{W}p") for t in _texts(p))
            yield Cell(row=r, column=c, lines=lines or (Line(text=""),))
