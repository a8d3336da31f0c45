"""The grammar of dates: how a whole date is written, and the days it can mean."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, time
from typing import Literal, NamedTuple

from language.numerals import HAN_NUMERAL, integer

Precision = Literal["day", "month", "year"]
Side = Literal["", "from", "to"]

GAP = r"[ \t\r\n\u3000]{0,6}"
NUMBER = rf"(?:\d{{1,2}}|元(?=月)|[{HAN_NUMERAL}]{{1,3}})"
_Y = rf"(?<![\d{HAN_NUMERAL}.〔\-])(?P<y>[12][\dOo○〇]{{3}}|[一二][{HAN_NUMERAL}0]{{3}}|(?<![\d年])\d{{2}}(?={GAP}年{GAP}\d))"
_CLOCK = (
    rf"(?:{GAP}(?P<half>上午|下午|中午|晚上|晚|早上|凌晨)?{GAP}(?:(?P<h>\d{{1,2}})[:：](?P<min>\d\d)(?:[:：]\d\d)?(?!\d)时?"
    rf"|(?P<h2>{NUMBER}){GAP}[时點点](?!前|起)(?:{GAP}(?P<min2>{NUMBER}){GAP}分|(?P<half2>半)|整)?))?"
)
DAY = (
    rf"(?P<d>{NUMBER})(?:{GAP}[日号]|(?=[-—~～–至到]{{1,2}}\d{{1,2}}日)|(?<=\d)(?=[\s，。；、）)]|$)){_CLOCK}"
)
_FULL = re.compile(
    rf"{_Y}{GAP}年(?:{GAP}(?P<m>{NUMBER}){GAP}月份?(?:{GAP}{DAY}|[ \t\u3000_＿]{{1,8}}日|日(?=\s|$))?)?"
)
_DOTTED = re.compile(
    r"(?<![\d./A-Za-z_])(?P<y>(?:19|20)\d\d)(?P<sep>[.\-/])[ ]?(?P<m>\d{1,2})[ ]?(?P=sep)[ ]?"
    rf"(?P<d>\d\d(?=\d\d[:：]\d\d)|\d{{1,2}}(?!\d))(?!(?P=sep)\d|/|[A-Za-z_])日?{_CLOCK}"
)
_YEAR_SIGN = re.compile("年")
_DOTTED_YEAR = re.compile(r"(?:19|20)\d\d[.\-/]")
_NUMERAL = frozenset("0123456789oO元" + HAN_NUMERAL)


class Written(NamedTuple):
    """A date in a text: `text[start:end]` says the days `first` to `last` (one day: equal).

    `inferred`: the year, month or day was taken from a date before. `side`: first or second part of a range.
    """

    start: int
    end: int
    first: date
    last: date
    at: time | None = None
    precision: Precision = "day"
    inferred: bool = False
    side: Side = ""


def whole_dates(text: str) -> Iterator[Written]:
    """Dates that state their year: sought from each 年, and from each year with a dot, dash or slash."""
    for anchor in _YEAR_SIGN.finditer(text):
        match = _FULL.match(text, numeral_start(text, anchor.start(), 4))
        written = _written(match, match.start("y"), _year(match["y"])) if match else None
        if written is not None:
            yield written
    for anchor in _DOTTED_YEAR.finditer(text):
        match = _DOTTED.match(text, anchor.start())
        written = _written(match, match.start(), int(match["y"])) if match else None
        if written is not None:
            yield written


def numeral_start(text: str, at: int, longest: int) -> int:
    """Where the numeral that ends before `at` begins, white space between passed over."""
    start = at
    while start and at - start < 6 and text[start - 1] in " \t\r\n\u3000":
        start -= 1
    end = start
    while start and end - start < longest and text[start - 1] in _NUMERAL:
        start -= 1
    return start


def _written(match: re.Match[str], start: int, year: int | None) -> Written | None:
    """The date of a match that names year and perhaps month and day; None where no calendar has it."""
    if year is None or not 1900 <= year <= 2099:
        return None
    if match["m"] is None:
        return Written(start, match.end(), date(year, 1, 1), date(year, 12, 31), None, "year")
    month = number(match["m"])
    if month is None or not 1 <= month <= 12:
        return None
    if match["d"] is None:
        if re.match(r"\d", match.string[match.end() : match.end() + 1]):
            return None  # 2022年4月19 with the 日 lost elsewhere than before a break
        last = date(year, month, monthrange(year, month)[1])
        return Written(start, match.end(), date(year, month, 1), last, None, "month")
    day = calendar_day(year, month, number(match["d"]))
    return None if day is None else Written(start, match.end(), day, day, clock(match.groupdict()))


def number(text: str | None) -> int | None:
    return 1 if text == "元" else integer(text) if text else None


def _year(text: str) -> int | None:
    if len(text) == 2:
        return 2000 + int(text) if int(text) <= 50 else 1900 + int(text)
    return integer(text)


def calendar_day(year: int, month: int | None, day: int | None) -> date | None:
    if month is None or day is None or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def clock(groups: dict[str, str | None]) -> time | None:
    """The time of day of a match, None where it states none a clock has."""
    hour = number(groups["h"] or groups["h2"])
    if hour is None:
        return None
    minute = 30 if groups["half2"] else number(groups["min"] or groups["min2"]) or 0
    if groups["half"] in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
