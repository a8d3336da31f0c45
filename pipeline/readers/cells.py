"""Text into the cells of ruled tables, and a page laid out around them."""

from collections.abc import Iterable, Sequence

from dossier.document import Block, Cell, Line
from dossier.geometry import width
from pipeline.readers.layout import Column, Piece, Row, Sheet, blocks, followed, part_furniture, rows, wraps
from pipeline.readers.ruled import Grid, Slot
from pipeline.readers.zones import zones


def fill(grid: Grid, pieces: Iterable[Piece]) -> tuple[Block, list[Piece]]:
    """The table with its text, and the pieces that stand in none of its cells."""
    held: dict[Slot, list[Piece]] = {}
    outside = []
    for piece in pieces:
        slot = grid.find((piece.x0 + piece.x1) / 2, (piece.y0 + piece.y1) / 2)
        if slot is None:
            outside.append(piece)
        else:
            held.setdefault(slot, []).append(piece)
    cells = tuple(_cell(slot, rows(held.get(slot, ()))) for slot in grid.slots)
    return Block(kind="table", box=grid.box, cells=cells), outside


def cut(piece: Piece, tables: Sequence[Grid]) -> list[Piece]:
    """A piece may reach over a rule, into the next cell: cut its text where its printed width crosses it."""
    parts = [piece]
    for grid in tables:
        parts = [part for held in parts for part in _cut(held, grid)]
    return parts


def _cut(piece: Piece, grid: Grid) -> list[Piece]:
    middle = (piece.y0 + piece.y1) / 2
    edge = (piece.y1 - piece.y0) * 0.6
    for x in grid.xs:
        inside = piece.x0 + edge < x < piece.x1 - edge
        left, right = grid.find(x - 1, middle), grid.find(x + 1, middle)
        if inside and left is not right and len(piece.text) > 1:
            head, tail = _halves(piece, x)
            return [head, *_cut(tail, grid)]
    return [piece]


def _halves(piece: Piece, x: float) -> tuple[Piece, Piece]:
    unit = (piece.x1 - piece.x0) / max(width(piece.text), 1.0)
    at = min(
        range(1, len(piece.text)),
        key=lambda i: abs(piece.x0 + unit * width(piece.text[:i]) - x) - unit * (piece.text[i] == " "),
    )
    head = piece._replace(text=piece.text[:at].rstrip(), x1=x, other=None)
    return head, piece._replace(text=piece.text[at:].lstrip(), x0=x, other=None)


def lay_out(pieces: Sequence[Piece], tables: Sequence[Grid], sheet: Sheet) -> list[Block]:
    """Blocks of a page in reading order: pieces into tables, the rest around them, column by column."""
    rest, made = list(pieces), []
    for grid in tables:
        table, rest = fill(grid, rest)
        made.append(table)
    heads, body, feet = part_furniture(rest, sheet.height)
    text = [
        b for zone in zones(body, made, sheet) for b in blocks(rows(zone.pieces), zone.tables, zone.sheet)
    ]
    return heads + text + feet


def _cell(slot: Slot, rows: Sequence[Row]) -> Cell:
    """An empty cell holds an empty line, so that its place in the text and on paper is kept."""
    lines = tuple(
        row.line(wraps=after is not None and _wraps(slot, row, after)) for row, after in followed(rows)
    )
    return Cell(
        row=slot.row,
        column=slot.column,
        rows=slot.rows,
        columns=slot.columns,
        lines=lines or (Line(text="", box=slot.box),),
    )


def _wraps(slot: Slot, row: Row, after: Row) -> bool:
    """Narrow cells break labels anywhere (“当事人/情况”, one character a line); wide ones like a page."""
    em, wide = row.size, slot.box.x1 - slot.box.x0
    if wide < 2.8 * em:
        return True
    if wide < 8 * em and row.box.x1 - row.box.x0 > wide * 0.4 and row.text[-1:] not in "。；：":
        return True
    return wraps(row, after, Column(slot.box.x0 + 0.6 * em, slot.box.x1 - 0.3 * em, em))
