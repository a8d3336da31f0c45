"""Lengths of time as papers state them: 30日, 七个工作日, 六个月, 二十四小时, 5年."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dossier.fact import Unit
from language.dates import Written
from language.numerals import HAN_NUMERAL, integer

_DURATION = re.compile(
    rf"(?<![\d.第年月{HAN_NUMERAL}])(?P<n>\d{{1,3}}|[{HAN_NUMERAL}两]{{1,5}})[ \t\u3000\n]{{0,4}}(?P<unit>个?工作日|个自然日|个日历日|自然日|日历日|日|天|个月|年|个?小时)"
)
_UNITS: dict[str, Unit] = {
    "工作日": "wd",
    "自然日": "d",
    "日历日": "d",
    "日": "d",
    "天": "d",
    "月": "m",
    "年": "y",
    "小时": "h",
}


MONTHS_A_YEAR = 12


class Duration(NamedTuple):
    """A length of time in a text: text[start:end]; units as in a rule (wd: working days, d: calendar days)."""

    start: int
    end: int
    quantity: int
    unit: Unit


def find_durations(text: str, dates: Iterable[Written]) -> list[Duration]:
    """Every length of time in `text` that is no part of one of its `dates`.

    >>> [d[2:] for d in find_durations("自收到之日起15日内，7个工作日，六个月", [])]
    [(15, 'd'), (7, 'wd'), (6, 'm')]
    """
    taken = [(d.start, d.end) for d in dates]
    found: list[Duration] = []
    at = 0
    for match in _DURATION.finditer(text):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        quantity = integer(match["n"])
        if quantity is None or quantity == 0 or (at < len(taken) and taken[at][0] < match.end()):
            continue
        found.append(Duration(match.start(), match.end(), quantity, _UNITS[match["unit"].removeprefix("个")]))
    return found


def months_on(day: date, months: int) -> date:
    """The corresponding day so many months on, the month's last where it has none (民法典第二百零二条)."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
