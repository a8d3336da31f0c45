"""An engine's lines as pieces of print: measured, parts of a phrase together, cleaned."""

from collections.abc import Sequence
from re import compile as regex
from statistics import median

from dossier.document import Line
from dossier.geometry import Box, width
from language.normal import lookalikes
from pipeline.readers.layout import Piece
from pipeline.readers.mend import mend
from pipeline.readers.ruled import Grid

_SPACE_IN_NUMBER = regex(r"(?<=[^\x00-\x7f]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) (?=[^\x00-\x7f])")


def as_pieces(lines: Sequence[tuple[Line, Box]]) -> list[Piece]:
    """Lines as pieces. An em is the advance of ideographs: engines draw boxes higher than the type.

    Lines of digits are measured by their boxes, as boxes of this page relate to ems.
    """
    advances = {id(line): _advance(line.text, box) for line, box in lines}
    known = [advances[id(line)] / (box.y1 - box.y0) for line, box in lines if advances[id(line)]]
    ratio = median(known) if known else 0.85
    return [_piece(line, box, advances[id(line)] or (box.y1 - box.y0) * ratio) for line, box in lines]


def _advance(text: str, box: Box) -> float:
    """Width of a character in a line mostly of ideographs; 0 for other lines and letters set apart."""
    ideographs = sum("\u4e00" <= c <= "\u9fff" for c in text)
    advance = (box.x1 - box.x0) / max(width(text), 0.5)
    telling = ideographs >= 3 and ideographs > 0.5 * len(text)
    return advance if telling and 0.5 < advance / (box.y1 - box.y0) < 1.5 else 0.0


def _piece(line: Line, box: Box, size: float) -> Piece:
    return Piece(line.text, box.x0, box.y0, box.x1, box.y1, size, line.score, line.other)


def whole(row: Sequence[Piece], tables: Sequence[Grid]) -> list[Piece]:
    """Parts of one phrase that the engine saw apart, together again; a rule between them parts them."""
    made: list[Piece] = []
    for piece in row:
        before = made[-1] if made else None
        if (
            before is not None
            and piece.x0 - before.x1 < 0.6 * piece.size
            and _level(before, piece)
            and _same_cell(before, piece, tables)
        ):
            made[-1] = _together(before, piece)
        else:
            made.append(piece)
    return [_cleaned(piece) for piece in made]


def _level(a: Piece, b: Piece) -> bool:
    """On one base line: rows gathered by a tall label may hold two lines of the cell beside it."""
    return abs((a.y0 + a.y1) - (b.y0 + b.y1)) / 2 < 0.45 * max(a.y1 - a.y0, b.y1 - b.y0)


def _same_cell(a: Piece, b: Piece, tables: Sequence[Grid]) -> bool:
    return all(
        grid.find((a.x0 + a.x1) / 2, (a.y0 + a.y1) / 2) is grid.find((b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2)
        for grid in tables
    )


def _together(a: Piece, b: Piece) -> Piece:
    other = a.other if a.other == b.other else (a.other or a.text) + (b.other or b.text)
    size = a.size if len(a.text) >= len(b.text) else b.size
    return Piece(
        a.text + b.text,
        a.x0,
        min(a.y0, b.y0),
        max(a.x1, b.x1),
        max(a.y1, b.y1),
        size,
        min(a.score, b.score),
        other,
    )


def _cleaned(piece: Piece) -> Piece:
    """Without the spaces engines set around numbers; mended where one meaning is left, what was read beside it."""
    read = _SPACE_IN_NUMBER.sub("", lookalikes(piece.text))
    text = mend(read)
    other = piece.other or (read if text != read else None)
    return piece._replace(text=text, other=other)
