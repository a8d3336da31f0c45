"""Sets rows of a training paper on a page, as typed, scanned or plain text."""

from collections.abc import Iterator
from typing import Literal

from dossier.document import Block, Cell, Line, Page
from dossier.geometry import Box, width

Medium = Literal["typed", "scan", "text"]
A4 = (595.0, 842.0)
SCANNED = 0.97  # score of a line a scan's reader gives; typed lines have 1


def set_page(rows: list[str], *, number: int = 1, medium: Medium = "typed") -> Page:
    """Rows of a template on one page: `! ` letterhead, `# ` title, `@ ` centred, `> ` at the right, `|` table row."""
    blocks: list[Block] = []
    top = 60.0
    for row in rows:
        if row.startswith("|"):
            blocks, top = _add_row(blocks, row, top, medium)
            continue
        mark, text = (row[0], row[2:]) if row[:2] in {"! ", "# ", "@ ", "> "} else ("", row)
        size = {"!": 26.0, "#": 20.0}.get(mark, 13.0)
        lines = tuple(_lines(text, mark, size, top, medium))
        top += size * 1.6 * len(lines)
        blocks.append(Block(kind="title" if mark == "#" and medium == "typed" else "text", lines=lines))
    paper = (0.0, 0.0) if medium == "text" else A4
    return Page(
        source="sheet",
        number=number,
        width=paper[0],
        height=paper[1],
        engine="made",
        reason="",
        blocks=tuple(blocks),
    )


def _lines(text: str, mark: str, size: float, top: float, medium: Medium) -> Iterator[Line]:
    """The text broken at the margin, boxes by mark."""
    if medium == "text":
        yield Line(text=text)
        return
    fit = int((A4[0] - 150) / size)
    pieces = [text[i : i + fit] for i in range(0, len(text), fit)] or [text]
    score = SCANNED if medium == "scan" else 1.0
    for i, piece in enumerate(pieces):
        room = width(piece) * size
        left = {
            "!": (A4[0] - room) / 2,
            "#": (A4[0] - room) / 2,
            "@": (A4[0] - room) / 2,
            ">": A4[0] - 90 - room,
        }
        x0 = left.get(mark, 75.0)
        y0 = top + i * size * 1.6
        box = Box(x0=x0, y0=y0, x1=x0 + room, y1=y0 + size)
        yield Line(text=piece, box=box, score=score, wraps=i + 1 < len(pieces))


def _add_row(blocks: list[Block], row: str, top: float, medium: Medium) -> tuple[list[Block], float]:
    """Blocks with one more table row."""
    texts = row[1:].split("|")
    table = blocks[-1] if blocks and blocks[-1].kind == "table" else Block(kind="table")
    at = table.cells[-1].row + 1 if table.cells else 0
    room = (A4[0] - 150) / len(texts)
    score = SCANNED if medium == "scan" else 1.0
    cells = []
    for i, text in enumerate(texts):
        x0 = 75 + i * room
        box = (
            None if medium == "text" else Box(x0=x0, y0=top, x1=x0 + min(width(text) * 12, room), y1=top + 12)
        )
        cells.append(Cell(row=at, column=i, lines=(Line(text=text, box=box, score=score),) if text else ()))
    table = table.model_copy(update={"cells": (*table.cells, *cells)})
    return [*(blocks[:-1] if at else blocks), table], top + 24
