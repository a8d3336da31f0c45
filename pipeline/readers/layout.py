"""Pieces of print with their boxes → lines in reading order → blocks of a page.

One routine for text layers and OCR, so that both give the same paper the same text. All lengths are
points; a piece is one run of characters as the engine gave it.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from re import compile as regex
from statistics import median
from typing import NamedTuple

from dossier.document import Block, Line
from dossier.geometry import Box, union, width

_PAGE_NUMBER = regex(
    r"[-–—―－_·•.\s]*(?:第\s*)?\d{1,4}\s*(?:页|/\s*\d{1,4}\s*页?)?(?:[\s,，]*共\s*\d{1,4}\s*页)?[-–—―－_·•.\s]*"
    r"|第\s*\d{1,4}\s*/\s*\d{1,4}\s*页|共\s*\d{1,4}\s*页[\s,，]*第\s*\d{1,4}\s*页"
)
_WEB = regex(r"(?:https?|file)://\S+")
_PRINTED_AT = regex(r"\d{4}/\d{1,2}/\d{1,2}[,，]?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}")
_ENDS = "。；：！？!?;:"
_CLOSERS = "”’）》】〕』」\"')"
_MARGIN = 0.09  # of the page's height: where headers, footers and page numbers are looked for


class Piece(NamedTuple):
    """Characters printed together. `height`: of the type, where the engine knows better than the box."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    score: float = 1.0
    other: str | None = None


class Row(NamedTuple):
    """Pieces on one base line, joined: one printed line."""

    text: str
    box: Box
    score: float
    other: str | None
    height: float

    def line(self, *, wraps: bool = False) -> Line:
        return Line(text=self.text, box=self.box, score=self.score, other=self.other, wraps=wraps)


def rows(pieces: Iterable[Piece]) -> list[Row]:
    """Pieces as printed lines, from the top down, each from left to right."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.y0 + p.y1, p.x0)):
        if groups and _same_row(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [join(sorted(group, key=lambda p: p.x0)) for group in groups]


def _same_row(group: list[Piece], piece: Piece) -> bool:
    """The middles are close, measured by the taller of the two; marks like “一” or “-” are flat."""
    last = max(group, key=lambda p: p.y1 - p.y0)
    tall = max(last.y1 - last.y0, piece.y1 - piece.y0)
    apart = abs((last.y0 + last.y1) - (piece.y0 + piece.y1)) / 2
    overlap = min(last.y1, piece.y1) - max(last.y0, piece.y0)
    return apart < tall * 0.4 or overlap > 0.6 * min(last.y1 - last.y0, piece.y1 - piece.y0)


def join(group: Sequence[Piece]) -> Row:
    """One row; gaps become as many spaces as would fill them, so that boxes cut by width stay right."""
    box = Box(
        x0=min(p.x0 for p in group),
        y0=min(p.y0 for p in group),
        x1=max(p.x1 for p in group),
        y1=max(p.y1 for p in group),
    )
    height = max(p.y1 - p.y0 for p in group)
    text, others = "", any(p.other for p in group)
    other, right = "", group[0].x0
    for piece in group:
        em = max(height, (piece.x1 - piece.x0) / max(width(piece.text), 1.0))
        gap = (
            " " * round(max(piece.x0 - right, 0.0) / (em / 2)) if text and piece.x0 - right > em * 0.8 else ""
        )
        text, other = text + gap + piece.text, other + gap + (piece.other or piece.text)
        right = max(right, piece.x1)
    score = min(p.score for p in group)
    return Row(text, box, score, other if others else None, height)


class Column(NamedTuple):
    """The text area of a page: left and right edge of its lines, common type height."""

    left: float
    right: float
    height: float


def column(rows: Sequence[Row]) -> Column:
    """Where running text stands; of few lines their outer edges."""
    long = sorted(rows, key=lambda r: r.box.x1 - r.box.x0)[-max(len(rows) // 2, 1) :]
    heights = [r.height for r in rows for _ in range(max(len(r.text) // 4, 1))]
    return Column(min(r.box.x0 for r in long), max(r.box.x1 for r in long), median(heights))


def furniture(row: Row, page_height: float) -> str | None:
    """`header` or `footer` for page numbers and what a browser prints around a page, else None."""
    middle = (row.box.y0 + row.box.y1) / 2
    top, bottom = middle < page_height * _MARGIN, middle > page_height * (1 - _MARGIN)
    if not (top or bottom):
        return None
    web = _WEB.search(row.text) or _PRINTED_AT.search(row.text)
    return ("header" if top else "footer") if web or _PAGE_NUMBER.fullmatch(row.text.strip()) else None


def is_title(row: Row, column: Column) -> bool:
    """Larger than running text, centred, and no sentence."""
    middle = (row.box.x0 + row.box.x1) / 2
    centred = abs(middle - (column.left + column.right) / 2) < 2 * column.height
    sentence = row.text.endswith(tuple("。；，、：;,:"))
    return row.height > column.height * 1.15 and centred and not sentence and len(row.text.strip()) > 1


def wraps(row: Row, after: Row | None, column: Column) -> bool:
    """Does the sentence go on in the next line: full to the right edge, and no new paragraph follows?"""
    em = column.height
    if row.box.x1 < column.right - 1.6 * em:
        return False
    last = row.text.rstrip(_CLOSERS)[-1:]
    if after is None:
        return last not in _ENDS
    indented = after.box.x0 > column.left + 1.2 * em and after.box.x0 > row.box.x0 - 0.5 * em
    far = after.box.y0 - row.box.y1 > 2.5 * em
    return not indented and not far


def blocks(rows: Sequence[Row], page_height: float) -> list[Block]:
    """Blocks of lines without rules, in reading order; furniture first and last."""
    kinds = [furniture(row, page_height) for row in rows]
    body = [row for row, kind in zip(rows, kinds, strict=True) if kind is None]
    made = [_block(kind, [r]) for r, kind in zip(rows, kinds, strict=True) if kind == "header"]
    if body:
        made += _body(body, column(body))
    made += [_block(kind, [r]) for r, kind in zip(rows, kinds, strict=True) if kind == "footer"]
    return made


def _block(kind: str, rows: Sequence[Row]) -> Block:
    return Block.model_validate(
        {"kind": kind, "box": union(tuple(r.box for r in rows)), "lines": tuple(r.line() for r in rows)}
    )


def _body(rows: Sequence[Row], column: Column) -> list[Block]:
    made = []
    for title, group in groupby(rows, key=lambda row: is_title(row, column)):
        part = list(group)
        after = [*part[1:], None]
        lines = tuple(
            row.line(wraps=not title and wraps(row, then, column))
            for row, then in zip(part, after, strict=True)
        )
        made.append(
            Block(kind="title" if title else "text", box=union(tuple(r.box for r in part)), lines=lines)
        )
    return made
