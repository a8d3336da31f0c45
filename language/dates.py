"""Dates as Chinese papers write them, with the days they can mean.

Read are 2022年4月19日, 2022 年 4 月 19 日, 2022.4.19, 2022-04-19, 2022/4/19, 二〇二二年四月十九日 with every zero,
a month or a year alone, 4月19日 and 同年、本月、次日 by the date before them, and ranges (2022年4月1日至30日).
A date that no calendar has (2月30日) is left out rather than mended.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Literal, NamedTuple

from language.numerals import HAN_NUMERAL, integer

Precision = Literal["day", "month", "year"]
Side = Literal["", "from", "to"]
Kind = Literal["month_day", "day", "word"]

_S = r"[ \t\r\n\u3000]{0,6}"
_N = rf"(?:\d{{1,2}}|元(?=月)|[{HAN_NUMERAL}]{{1,3}})"
_Y = rf"(?<![\d{HAN_NUMERAL}.〔\-])(?P<y>[12][\dOo○〇]{{3}}|[一二][{HAN_NUMERAL}0]{{3}}|(?<![\d年])\d{{2}}(?={_S}年{_S}\d))"
_CLOCK = (
    rf"(?:{_S}(?P<half>上午|下午|中午|晚上|晚|早上|凌晨)?{_S}(?:(?P<h>\d{{1,2}})[:：](?P<min>\d\d)(?:[:：]\d\d)?(?!\d)"
    rf"|(?P<h2>{_N}){_S}[时點点](?!前|起)(?:{_S}(?P<min2>{_N}){_S}分|(?P<half2>半)|整)?))?"
)
_DAY = rf"(?P<d>{_N})(?:{_S}[日号]|(?<=\d)(?=[\s，。；、）)]|$)){_CLOCK}"
_FULL = re.compile(
    rf"{_Y}{_S}年(?:{_S}(?P<m>{_N}){_S}月份?(?:{_S}{_DAY}|[ \t\u3000_＿]{{1,8}}日|日(?=\s|$))?)?"
)
_DOTTED = re.compile(
    r"(?<![\d./A-Za-z_])(?P<y>(?:19|20)\d\d)(?P<sep>[.\-/])[ ]?(?P<m>\d{1,2})[ ]?(?P=sep)[ ]?"
    rf"(?P<d>\d\d(?=\d\d[:：]\d\d)|\d{{1,2}}(?!\d))(?!(?P=sep)\d|/|[A-Za-z_])日?{_CLOCK}"
)
_MONTH_DAY = re.compile(
    rf"(?:(?P<rel>同年|本年度?|当年|今年|次年|翌年|去年|上年|明年){_S})?(?<![\d{HAN_NUMERAL}.])(?P<m>{_N}){_S}月(?:{_S}{_DAY}|份)"
)
_YEAR_SIGN, _MONTH_SIGN = re.compile("年"), re.compile("月")
_DOTTED_YEAR = re.compile(r"(?:19|20)\d\d[.\-/]")
_RELATIVE = re.compile(rf"(?:同年|本年度?|当年|今年|次年|翌年|去年|上年|明年){_S}\Z")
_NUMERAL = frozenset("0123456789oO元" + HAN_NUMERAL)
_DAY_ONLY = re.compile(rf"(?P<rel>同月|本月|当月|该月|次月|下月){_S}{_DAY}")
_DAY_WORD = re.compile(r"次日|翌日|第二[日天]|当[日天]|同[日一]天?(?:日)?")
_JOIN = rf"{_S}(?:起|开始)?{_S}(?:至|到|—{{1,2}}|－{{1,2}}|-{{1,2}}|–|~|～|─{{1,2}}){_S}"
_JOINED = re.compile(_JOIN)
_TO = re.compile(rf"(?:(?P<m>{_N}){_S}月{_S})?{_DAY}")
_TO_MONTH = re.compile(rf"(?P<m>{_N}){_S}月份?")
_TO_DOTTED = re.compile(r"(?P<m>\d{1,2})[./](?P<d>\d{1,2})(?![\d./]\d|\d)")
_MONTHS = re.compile(rf"{_S}(?P<m>{_N}){_JOIN}(?P<m2>{_N}){_S}月份?")
_YEAR_STEP = {"次年": 1, "翌年": 1, "明年": 1, "去年": -1, "上年": -1}
_HALF_YEAR = 183


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


def find_dates(text: str, *, reference: date | None = None) -> list[Written]:
    """Every date in `text`, in order, none overlapping another.

    A date without its year takes it from the date before in the same paragraph, then from `reference` (the
    paper's own date: the year that brings it nearest), then from the paper's other dates if they name one
    year only; otherwise it is left out.
    """
    whole = sorted([*_whole(text)], key=lambda w: w.start)
    years = {w.first.year for w in whole if w.precision != "year"}
    only = years.pop() if len(years) == 1 else None
    found: list[Written] = []
    items: list[Written | _Part] = [*whole, *_parts(text, whole)]
    for item in sorted(items, key=lambda item: item.start):
        if found and item.start < found[-1].end:
            continue
        written = item if isinstance(item, Written) else _resolved(text, item, found, reference, only)
        if written is not None:
            _append(text, found, written)
    return found


class _Part(NamedTuple):
    """A date that leans on another: month and day, day of 本月, or 次日."""

    start: int
    match: re.Match[str]
    kind: Kind


def _whole(text: str) -> Iterator[Written]:
    """Dates that state their year: sought from each 年, and from each year with a dot, dash or slash."""
    for anchor in _YEAR_SIGN.finditer(text):
        match = _FULL.match(text, _back(text, anchor.start(), 4))
        written = _written(match, match.start("y"), _year(match["y"])) if match else None
        if written is not None:
            yield written
    for anchor in _DOTTED_YEAR.finditer(text):
        match = _DOTTED.match(text, anchor.start())
        written = _written(match, match.start(), int(match["y"])) if match else None
        if written is not None:
            yield written


def _back(text: str, at: int, longest: int) -> int:
    """Where the numeral that ends before `at` begins, white space between passed over."""
    start = at
    while start and at - start < 6 and text[start - 1] in " \t\r\n\u3000":
        start -= 1
    end = start
    while start and end - start < longest and text[start - 1] in _NUMERAL:
        start -= 1
    return start


def _parts(text: str, whole: list[Written]) -> Iterator[_Part]:
    """Leaning dates outside whole ones."""
    taken = [(w.start, w.end) for w in whole]
    at = 0
    for match, kind in sorted([*_leaning(text)], key=lambda found: found[0].start()):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at == len(taken) or taken[at][0] >= match.end():
            yield _Part(match.start(), match, kind)


def _leaning(text: str) -> Iterator[tuple[re.Match[str], Kind]]:
    for anchor in _MONTH_SIGN.finditer(text):
        start = _back(text, anchor.start(), 3)
        relative = _RELATIVE.search(text, max(0, start - 8), start)
        match = _MONTH_DAY.match(text, relative.start() if relative else start)
        if match:
            yield match, "month_day"
    for match in _DAY_ONLY.finditer(text):
        yield match, "day"
    for match in _DAY_WORD.finditer(text):
        yield match, "word"


def _append(text: str, found: list[Written], written: Written) -> None:
    """Adds a date and, where it opens a range, the range's second part."""
    before = found[-1] if found else None
    if before is not None and before.side != "to" and _JOINED.fullmatch(text, before.end, written.start):
        if before.first <= written.last:
            found[-1], written = before._replace(side="from"), written._replace(side="to")
        found.append(written)
        return
    months = _MONTHS.match(text, written.end) if written.precision == "year" else None
    if months:
        found += _month_range(written, months)
        return
    found.append(written)
    joined = _JOINED.match(text, written.end)
    second = _second(text, joined.end(), written) if joined else None
    if second is not None:
        found[-1] = written._replace(side="from")
        found.append(second)


def _second(text: str, at: int, first: Written) -> Written | None:
    """The second part of a range that leaves out the year, or year and month, of the first."""
    if first.precision == "month":
        match = _TO_MONTH.match(text, at)
        return (
            _month(match, first.first.year)
            if match and not re.match(rf"{_S}\d", text[match.end() :][:7])
            else None
        )
    match = _TO.match(text, at) or _TO_DOTTED.match(text, at)
    if first.precision != "day" or not match:
        return None
    month = _number(match["m"]) if match["m"] else first.first.month
    groups = match.groupdict()
    for year in (first.first.year, first.first.year + 1):
        day = _day(year, month, _number(match["d"]))
        if day is not None and day >= first.first:
            clock = _clock(groups) if "h" in groups else None
            return Written(match.start(), match.end(), day, day, clock, "day", True, "to")
        if not match["m"]:
            break
    return None


def _month(match: re.Match[str], year: int) -> Written | None:
    month = _number(match["m"])
    if month is None or not 1 <= month <= 12:
        return None
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return Written(match.start(), match.end(), first, last, None, "month", True, "to")


def _month_range(year: Written, match: re.Match[str]) -> list[Written]:
    """2018年9-12月: two months."""
    first, last = _number(match["m"]), _number(match["m2"])
    if not (first and last and 1 <= first <= last <= 12):
        return [year]
    y = year.first.year
    opens = Written(
        year.start,
        match.end("m"),
        date(y, first, 1),
        date(y, first, monthrange(y, first)[1]),
        None,
        "month",
        False,
        "from",
    )
    closes = Written(
        match.start("m2"),
        match.end(),
        date(y, last, 1),
        date(y, last, monthrange(y, last)[1]),
        None,
        "month",
        True,
        "to",
    )
    return [opens, closes]


def _written(match: re.Match[str], start: int, year: int | None) -> Written | None:
    """The date of a match that names year and perhaps month and day; None where no calendar has it."""
    if year is None or not 1900 <= year <= 2099:
        return None
    if match["m"] is None:
        return Written(start, match.end(), date(year, 1, 1), date(year, 12, 31), None, "year")
    month = _number(match["m"])
    if month is None or not 1 <= month <= 12:
        return None
    if match["d"] is None:
        if re.match(r"\d", match.string[match.end() : match.end() + 1]):
            return None  # 2022年4月19 with the 日 lost elsewhere than before a break
        last = date(year, month, monthrange(year, month)[1])
        return Written(start, match.end(), date(year, month, 1), last, None, "month")
    day = _day(year, month, _number(match["d"]))
    return None if day is None else Written(start, match.end(), day, day, _clock(match.groupdict()))


def _resolved(
    text: str, part: _Part, found: list[Written], reference: date | None, only: int | None
) -> Written | None:
    """A leaning date with what it leans on; None where that is not certain."""
    near = next((w for w in reversed(found) if w.precision != "year" or part.kind == "month_day"), None)
    if near is not None and "\n" in text[near.end : part.start]:
        near = None if part.kind == "month_day" else near
    if part.kind == "word":
        return _by_word(part.match, near, text)
    match, rel = part.match, part.match["rel"] or ""
    clock = _clock(match.groupdict())
    if part.kind == "day":
        base = reference if rel == "本月" and reference else near.first if near else None
        if base is None:
            return None
        step = rel in ("次月", "下月")
        year, month = (base.year + 1, 1) if step and base.month == 12 else (base.year, base.month + step)
        day = _day(year, month, _number(match["d"]))
    else:
        if rel == "" and re.search(r"年\s*$", text[max(0, match.start() - 4) : match.start()]):
            return None  # the year is blank or unreadable
        month_number = _number(match["m"])
        if month_number is None or not 1 <= month_number <= 12:
            return None
        guess = _year_for(match, rel, near, reference, only, month_number)
        if guess is None:
            return None
        if match["d"] is None:
            last = date(guess, month_number, monthrange(guess, month_number)[1])
            return Written(
                match.start(), match.end(), date(guess, month_number, 1), last, None, "month", True
            )
        day = _day(guess, month_number, _number(match["d"]))
    return None if day is None else Written(match.start(), match.end(), day, day, clock, "day", True)


def _year_for(
    match: re.Match[str], rel: str, near: Written | None, reference: date | None, only: int | None, month: int
) -> int | None:
    """The year a date without one means."""
    of_paper = reference.year if reference else only
    if rel in ("去年", "上年", "明年", "今年", "本年", "本年度"):
        return None if of_paper is None else of_paper + _YEAR_STEP.get(rel, 0)
    if near is not None:
        return near.first.year + _YEAR_STEP.get(rel, 0)
    if rel or reference is None:
        return None if rel else only
    day = _number(match["d"]) if match["d"] else 1
    options = [d for y in (-1, 0, 1) if (d := _day(reference.year + y, month, day)) is not None]
    best = min(options, key=lambda d: abs((d - reference).days), default=None)
    return best.year if best is not None and abs((best - reference).days) <= _HALF_YEAR else None


def _by_word(match: re.Match[str], near: Written | None, text: str) -> Written | None:
    """次日, 当日: from the date before in the same sentence."""
    if near is None or near.precision != "day" or re.search(r"[。；\n]", text[near.end : match.start()]):
        return None
    step = 1 if match[0] in ("次日", "翌日", "第二日", "第二天") else 0
    day = near.first + timedelta(days=step)
    return Written(match.start(), match.end(), day, day, None, "day", True)


def _number(text: str | None) -> int | None:
    return 1 if text == "元" else integer(text) if text else None


def _year(text: str) -> int | None:
    if len(text) == 2:
        return 2000 + int(text) if int(text) <= 50 else 1900 + int(text)
    return integer(text)


def _day(year: int, month: int | None, day: int | None) -> date | None:
    if month is None or day is None or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _clock(groups: dict[str, str | None]) -> time | None:
    """The time of day of a match, None where it states none a clock has."""
    hour = _number(groups["h"] or groups["h2"])
    if hour is None:
        return None
    minute = 30 if groups["half2"] else _number(groups["min"] or groups["min2"]) or 0
    if groups["half"] in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
