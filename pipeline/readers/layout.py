"""Pieces of print with their boxes → printed lines → blocks of a page in reading order.

One routine for text layers and for OCR, so that the same paper gives the same text either way. Lengths
are in one unit throughout, points for text layers, pixels for pictures.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from re import compile as regex
from statistics import median
from typing import Literal, NamedTuple

from dossier.document import Block, Line
from dossier.geometry import Box, union, width

_NUMBER = r"(?:第\s*)?[\dIVXivx]{1,4}\s*(?:页|/\s*\d{1,4}\s*页?)?(?:[\s,，]*共\s*\d{1,4}\s*页)?"
_PAGE_NUMBER = regex(
    rf"[-–—―－_·•.\s]*(?:{_NUMBER}|共\s*\d{{1,4}}\s*页[\s,，]*第\s*\d{{1,4}}\s*页)[-–—―－_·•.\s]*"
)
_WEB = regex(r"(?:https?|file)://\S+")
_PRINTED_AT = regex(r"\d{2,4}/\d{1,2}/\d{1,2}[,，]?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}")
# What a line may not be broken within: a number, a word, a bracket with what it opens.
_TOKEN = regex(r"[(（《〈“‘〔【『「\[]*(?:[\x21-\x7e〔〕]+|.)?[，。、；：！？）》〉”’〕】』」\]]*")
# A date that may not be broken: its digits of the year, or those of its month and day.
_DAY_OF_YEAR = regex(
    r"(?<![0-9〇○一二三四五六七八九])(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})\s*年\s*"
    r"(?:[01]?\d|[一二三四五六七八九十]{1,2})\s*月\s*(?:[0-3]?\d|[一二三四五六七八九十]{1,3})\s*日"
    r"|(?<!\d)20\d\d([-.])[01]?\d\1[0-3]?\d(?!\d)"
)
# A field of a form: “被询问人：”. Two such lines one after the other are two fields, however full.
_FIELD = regex(r"[\u4e00-\u9fff（）()、/ ]{2,10}[：:]")
_SENTENCE_ENDS = frozenset("。；：！？!?;:")
_CLOSERS = "”’）》】〕』」\"') "
_NO_TITLE = tuple("。；，、：;,:")
_MARGIN = 0.09  # share of the page's height in which headers, footers and page numbers are looked for

_LARGER, _LARGE = 1.1, 1.25  # times the usual type: titles; wide ones must show it more
_NARROW = 0.55  # share of the page's width: less is no column of running text
_GAP = " " * 4  # in a row: a form's blank or columns, no running text

Furniture = Literal["header", "footer"]


class Piece(NamedTuple):
    """Characters printed together. `size`: of the type, an em."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    score: float = 1.0
    other: str | None = None


class Row(NamedTuple):
    """Pieces on one base line: a printed line. `size` is that of most of its type, an em."""

    text: str
    box: Box
    size: float
    score: float = 1.0
    other: str | None = None

    def line(self, *, wraps: bool = False) -> Line:
        """The record of this line."""
        return Line(text=self.text, box=self.box, score=self.score, other=self.other, wraps=wraps)


class Sheet(NamedTuple):
    """A page's size, and the size of the type most of it is set in. `left`: where a column of it begins."""

    width: float
    height: float
    em: float
    left: float = 0.0


class Column(NamedTuple):
    """The area of running text: its left and right edge, the usual size of its type."""

    left: float
    right: float
    em: float


# ── pieces to rows ────────────────────────────────────────────────────────────────────────────────


def rows(pieces: Iterable[Piece]) -> list[Row]:
    """Printed lines from the top down, each read from left to right."""
    return [join(group) for group in in_rows(pieces)]


def in_rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces by base line, from the top down; each line's from left to right."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.y0 + p.y1, p.x0)):
        if groups and _same_row(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [sorted(group, key=lambda p: p.x0) for group in groups]


def _same_row(group: Sequence[Piece], piece: Piece) -> bool:
    """The middles are close, measured by the taller; marks like “一” or “-” are flat, brackets tall."""
    tallest = max(group, key=lambda p: p.y1 - p.y0)
    height = max(tallest.y1 - tallest.y0, piece.y1 - piece.y0)
    apart = abs((tallest.y0 + tallest.y1) - (piece.y0 + piece.y1)) / 2
    return apart < height * 0.45


def join(group: Sequence[Piece]) -> Row:
    """One row of pieces sorted from the left.

    A gap becomes as many spaces as would fill it (half an em each), so that a box cut from the row's by
    character widths still meets its words.
    """
    size = max(group, key=lambda p: len(p.text)).size
    box = Box(
        x0=min(p.x0 for p in group),
        y0=min(p.y0 for p in group),
        x1=max(p.x1 for p in group),
        y1=max(p.y1 for p in group),
    )
    text, other, right = group[0].text, group[0].other or group[0].text, group[0].x1
    for piece in group[1:]:
        space = _space(text, piece, piece.x0 - right)
        text, other = text + space + piece.text, other + space + (piece.other or piece.text)
        right = max(right, piece.x1)
    differs = any(p.other for p in group)
    return Row(text, box, size, min(p.score for p in group), other if differs else None)


def _space(before: str, piece: Piece, gap: float) -> str:
    if gap > piece.size * 0.7:
        return " " * max(round(gap / piece.size * 2), 1)
    words = before[-1:].isascii() and piece.text[:1].isascii()
    words = words and before[-1:].isalnum() and piece.text[:1].isalnum()
    return " " if words and gap > piece.size * 0.15 else ""


def usual_size(pieces: Iterable[Piece]) -> float:
    """Size of the type most characters are set in; 1 for none."""
    sizes = [p.size for p in pieces for _ in range(min(len(p.text), 40) // 4 + 1)]
    return median(sizes) if sizes else 1.0


# ── the column of running text, and where sentences go on ────────────────────────────────────────


def column(rows: Sequence[Row], tables: Sequence[Block], sheet: Sheet) -> Column:
    """The edges most long lines share.

    Where all lines are short (a last page, a form) the widest table has the edges, or the page its usual
    margins.
    """
    longest = max(r.box.x1 - r.box.x0 for r in rows)
    long = [r for r in rows if r.box.x1 - r.box.x0 > longest * 0.6]
    right = -_common([-r.box.x1 for r in long], sheet.em / 2)
    full = [r for r in long if r.box.x1 > right - 2 * sheet.em] or long
    left = _common([r.box.x0 for r in full], sheet.em / 2)
    if right - left > sheet.width * _NARROW:
        return Column(left, right, sheet.em)
    boxes = [table.box for table in tables if table.box]
    if boxes:
        widest = max(boxes, key=lambda box: box.x1 - box.x0)
        return Column(widest.x0, widest.x1, sheet.em)
    end = sheet.left + sheet.width
    margin = max(min(left - sheet.left, end - right, sheet.width * 0.2), 0.0)
    return Column(sheet.left + margin, end - margin, sheet.em)


def _common(edges: Sequence[float], slack: float) -> float:
    """The least edge of the largest group; groups of equal size: the outer one. Some lines hang over."""
    groups: list[list[float]] = []
    for edge in sorted(edges):
        if groups and edge - groups[-1][0] < slack:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return max(groups, key=len)[0]


def followed(rows: Sequence[Row]) -> Iterator[tuple[Row, Row | None]]:
    """Each row with the next one."""
    return zip_longest(rows, rows[1:])


def wraps(row: Row, after: Row | None, column: Column) -> bool:
    """Was this line broken by the margin only, so that `after` goes on with its sentence?

    True when the next line's first token would not have fitted and no new paragraph begins. The last
    line of a page goes on when it is full and ends no sentence.
    """
    em = column.em
    running = row.box.x0 < column.left + 5 * em and _GAP not in row.text
    last = row.text.rstrip(_CLOSERS)[-1:]
    if after is None:
        return running and row.box.x1 > column.right - 1.2 * em and last not in _SENTENCE_ENDS
    token = _TOKEN.match(after.text)
    fits = row.box.x1 + (width(token.group()) if token else 1) * em * 0.95 < column.right
    apart = after.box.y0 - row.box.y1 > 2.2 * em
    far = apart or after.size > 1.4 * row.size
    starts = after.box.x0 > column.left + 1.2 * em or _GAP in after.text
    starts = starts or bool(_FIELD.match(row.text) and _FIELD.match(after.text))
    if running and not (apart or starts) and _in_date(row.text, after.text):
        return True
    return running and not (fits or far or starts)


def _in_date(before: str, after: str) -> bool:
    """Does a date go on over the break? “二” / “〇二五年十月二日”."""
    head = before[-14:]
    return any(m.start() < len(head) < m.end() for m in _DAY_OF_YEAR.finditer(head + after[:14]))


# ── rows to blocks ────────────────────────────────────────────────────────────────────────────────


def furniture(row: Row, page_height: float) -> Furniture | None:
    """Page numbers, and the date, title and address a browser prints around a page."""
    middle = (row.box.y0 + row.box.y1) / 2
    if page_height * _MARGIN < middle < page_height * (1 - _MARGIN):
        return None
    web = _WEB.search(row.text) or _PRINTED_AT.search(row.text)
    if not web and not _PAGE_NUMBER.fullmatch(row.text):
        return None
    return "header" if middle < page_height / 2 else "footer"


def is_title(row: Row, column: Column, sheet: Sheet) -> bool:
    """Larger than running text, in the middle of the text or the page, and no sentence."""
    middle = (row.box.x0 + row.box.x1) / 2
    off = min(abs(middle - (column.left + column.right) / 2), abs(middle - sheet.left - sheet.width / 2))
    short = row.box.x1 - row.box.x0 < 0.6 * (column.right - column.left)
    large = row.size > column.em * (_LARGER if short else _LARGE)
    return large and off < 0.8 * column.em and not row.text.endswith(_NO_TITLE) and len(row.text) > 1


def blocks(rows: Sequence[Row], tables: Sequence[Block], sheet: Sheet) -> list[Block]:
    """Titles, text and tables of one column, from the top. Furniture is not looked for."""
    return _body(rows, sorted(tables, key=_top), sheet)


def part_furniture(
    pieces: Sequence[Piece], page_height: float
) -> tuple[list[Block], list[Piece], list[Block]]:
    """Headers, what stands on the page itself, footers."""
    heads: list[Block] = []
    feet: list[Block] = []
    body: list[Piece] = []
    for group in in_rows(pieces):
        row = join(group)
        kind = furniture(row, page_height)
        if kind is None:
            body += group
        else:
            (heads if kind == "header" else feet).append(_furniture(row, kind))
    return heads, body, feet


def _furniture(row: Row, kind: Furniture) -> Block:
    return Block(kind=kind, box=row.box, lines=(row.line(),))


def _top(block: Block) -> float:
    return block.box.y0 if block.box else 0.0


def _body(rows: Sequence[Row], tables: Sequence[Block], sheet: Sheet) -> list[Block]:
    """Rows cut where a table stands between them."""
    made: list[Block] = []
    edges = column(rows, tables, sheet) if rows else Column(0, 0, 1)
    rest = list(rows)
    for table in tables:
        above = [row for row in rest if row.box.y0 + row.box.y1 < 2 * _top(table)]
        made += [*_text(above, edges, sheet), table]
        rest = rest[len(above) :]
    return made + _text(rest, edges, sheet)


def _text(rows: Sequence[Row], column: Column, sheet: Sheet) -> list[Block]:
    made = []
    for title, group in groupby(rows, key=lambda row: is_title(row, column, sheet)):
        part = list(group)
        lines = tuple(
            row.line(wraps=not title and wraps(row, after, column)) for row, after in followed(part)
        )
        kind: Literal["title", "text"] = "title" if title else "text"
        made.append(Block(kind=kind, box=union(tuple(row.box for row in part)), lines=lines))
    return made
