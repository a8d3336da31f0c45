"""The calendar strip of one counted period: a row a month, a square a day, so that anyone can count along."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from dossier.case import DayCount

SIDE, HEAD, LABEL = 21, 18, 76
"""Pixels: a day's square, the row of day numbers, the column of months."""
DIGIT = 6.2
"""Pixels from one digit of a number to the next."""
MONTHS = 14
"""Longer periods are told in words only."""

Kind = Literal["start", "counted", "rest", "late", "spare"]


class Cell(NamedTuple):
    """A day's square. `text`: its number in the count, 起, 休. `marks`: end, due, shifted, where it is that."""

    x: int
    y: int
    kind: Kind
    text: str
    marks: frozenset[str]


class Letters(NamedTuple):
    """Words of one row and kind: one text element with a place for every letter keeps the page light."""

    kind: str
    xs: str
    y: int
    text: str


@dataclass(frozen=True)
class Strip:
    """What the template draws: per kind or mark one path, the months' names and the letters in the squares."""

    width: int
    height: int
    squares: dict[Kind, str]
    marks: dict[str, str]
    months: tuple[tuple[int, str], ...]
    letters: tuple[Letters, ...]


def strip(count: DayCount, *, shape: str | None) -> Strip | None:
    """None for hours, for counts without an end, and for periods of more than MONTHS months.

    Days after the due day of a longest period (max) are late; days from the end to the due day are spare.
    """
    if count.unit not in ("d", "wd") or (count.end is None and count.due is None):
        return None
    last = max(day for day in (count.start, count.end, count.due) if day is not None)
    rows = (last.year - count.start.year) * 12 + last.month - count.start.month + 1
    if rows > MONTHS or last == count.start:
        return None
    cells = tuple(_cells(count, last, late=shape == "max"))
    months = tuple((HEAD + i * SIDE, _month(count.start, i)) for i in range(rows))
    squares = {
        kind: _path(c for c in cells if c.kind == kind) for kind in dict.fromkeys(c.kind for c in cells)
    }
    marks = {mark: _path(c for c in cells if mark in c.marks) for mark in ("shifted", "due", "end")}
    size = (LABEL + 31 * SIDE + 2, HEAD + rows * SIDE + 2)
    return Strip(*size, squares, {k: d for k, d in marks.items() if d}, months, tuple(_letters(cells)))


def _path(cells: Iterable[Cell]) -> str:
    inner = SIDE - 2
    return "".join(f"M{cell.x + 1} {cell.y + 1}h{inner}v{inner}h-{inner}z" for cell in cells)


def _letters(cells: tuple[Cell, ...]) -> Iterator[Letters]:
    for (y, kind), row in groupby(sorted(cells, key=lambda c: (c.y, c.kind)), key=lambda c: (c.y, c.kind)):
        placed = [
            (cell.x + SIDE / 2 + (i - (len(cell.text) - 1) / 2) * DIGIT, c)
            for cell in row
            for i, c in enumerate(cell.text)
        ]
        yield Letters(kind, " ".join(f"{x:g}" for x, _ in placed), y + 15, "".join(c for _, c in placed))


def _month(start: date, more: int) -> str:
    months = start.month - 1 + more
    year, month = start.year + months // 12, months % 12 + 1
    return f"{year}年{month}月" if more == 0 or month == 1 else f"{month}月"


def _cells(count: DayCount, last: date, *, late: bool) -> Iterator[Cell]:
    rests = dict(count.skipped)
    number = 0
    for i in range((last - count.start).days + 1):
        day = count.start + timedelta(days=i)
        kind = _kind(day, count, rests, late=late)
        number += kind not in ("start", "rest")
        text = {"start": "起", "rest": "休"}.get(kind, str(number))
        row = (day.year - count.start.year) * 12 + day.month - count.start.month
        x, y = LABEL + (day.day - 1) * SIDE, HEAD + row * SIDE
        marked = {"end": day == count.end, "due": day == count.due, "shifted": day in count.shifted}
        yield Cell(x, y, kind, text, frozenset(mark for mark, true in marked.items() if true))


def _kind(day: date, count: DayCount, rests: dict[date, str], *, late: bool) -> Kind:
    if day == count.start:
        return "start"
    if day in rests:
        return "rest"
    if late and count.due is not None and count.end is not None and count.due < day <= count.end:
        return "late"
    return "spare" if count.end is None or day > count.end else "counted"
