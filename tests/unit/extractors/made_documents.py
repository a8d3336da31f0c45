"""Documents made up for the tests of the extractors: lines of text and ruled forms."""

from dossier.document import Block, Cell, Document, Line, Page
from dossier.geometry import Box


def made_document(*blocks: Block, grade: str = "good") -> Document:
    """A one-page document of these blocks."""
    page = Page(
        source="甲/一.pdf",
        number=1,
        width=595,
        height=842,
        engine="test",
        reason="测试",
        grade=grade,  # type: ignore[arg-type]
        blocks=blocks,
    )
    return Document(id="0f:1", sources=("甲/一.pdf",), media_type="application/pdf", pages=(page,))


def lines(text: str, *, wraps: bool = False, score: float = 1.0) -> Block:
    """A block with a line of text each; `wraps`: every line but the last runs on."""
    parts = text.split("\n")
    return Block(
        kind="text",
        lines=tuple(
            Line(
                text=part,
                box=Box(x0=72, y0=72 + 20 * i, x1=72 + 16 * max(len(part), 1), y1=88 + 20 * i),
                score=score,
                wraps=wraps and i + 1 < len(parts),
            )
            for i, part in enumerate(parts)
        ),
    )


def table(*rows: tuple[str, ...]) -> Block:
    """A ruled table; a line break in a cell starts a new line there."""
    cells = tuple(
        Cell(row=r, column=c, lines=tuple(Line(text=part) for part in text.split("\n")))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Block(kind="table", cells=cells)
