"""Dates as Chinese papers write them, with the days they can mean.

Read are 2022年4月19日, 2022 年 4 月 19 日, 2022.4.19, 2022-04-19, 2022/4/19, 二〇二二年四月十九日 with every zero,
a month or a year alone, 4月19日 and 同年、本月、次日 by the date before them, and ranges (2022年4月1日至30日).
A date that no calendar has (2月30日) is left out rather than mended.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from language.dateforms import (
    DAY,
    GAP,
    NUMBER,
    Written,
    calendar_day,
    clock,
    number,
    numeral_start,
    whole_dates,
)
from language.numerals import HAN_NUMERAL

__all__ = ["Written", "find_dates"]

Kind = Literal["month_day", "day", "bare", "word"]
_MONTH_DAY = re.compile(
    rf"(?:(?P<rel>同年|本年度?|当年|今年|次年|翌年|去年|上年|明年){GAP})?(?<![\d{HAN_NUMERAL}.])(?P<m>{NUMBER}){GAP}月(?:{GAP}{DAY}|份|(?=[上中下]旬|初|底|末))"
)
_MONTH_SIGN = re.compile("月")
_RELATIVE = re.compile(rf"(?:同年|本年度?|当年|今年|次年|翌年|去年|上年|明年){GAP}\Z")
_DAY_ONLY = re.compile(rf"(?P<rel>同月|本月|当月|该月|次月|下月){GAP}{DAY}")
_YEAR_AFTER = re.compile(rf"{GAP}[（(](?P<y>(?:19|20)\d\d)年[）)]")
_BARE_DAY = re.compile(
    rf"(?<=[，、；于在至局委厅办司科处股])(?P<rel>){DAY}(?=[，。、；）]|上午|下午|收|签|接|到|送|报|提|批|作|召|立|受|退|补|复|出|公|经|予|举)"
)
_DAY_WORD = re.compile(r"次日|翌日|第二[日天]|当[日天]|同[日一]天?(?:日)?")
_JOIN = rf"{GAP}(?:起|开始)?{GAP}(?:至|到|—{{1,2}}|－{{1,2}}|-{{1,2}}|–|~|～|─{{1,2}}){GAP}"
_JOINED = re.compile(_JOIN)
_TO = re.compile(rf"(?:(?P<m>{NUMBER}){GAP}月{GAP})?{DAY}")
_TO_MONTH = re.compile(rf"(?P<m>{NUMBER}){GAP}月份?")
_TO_DOTTED = re.compile(r"(?P<m>\d{1,2})[./](?P<d>\d{1,2})(?![\d./]\d|\d)")
_MONTHS = re.compile(rf"{GAP}(?P<m>{NUMBER}){_JOIN}(?P<m2>{NUMBER}){GAP}月份?")
_YEAR_STEP = {"次年": 1, "翌年": 1, "明年": 1, "去年": -1, "上年": -1}
_YEARS = re.compile(
    r"(?<![\d.\-])(?P<y>(?:19|20)\d\d)[ ]?(?:-|—{1,2}|–|~|～|至|到)[ ]?(?P<y2>(?:19|20)\d\d)年"
)
_HALF_YEAR = 183
_LONG_AGO = 730
_REMARKS = 8  # dates looked back over for one the story follows
_ASIDE = 90  # characters looked back for an opening bracket
_REMARK = re.compile(
    r"(?:有效期限?|期限|出生|成立|注册|登记|核准|发证|颁发|初领|签订|签署|购进|进货|生产|出厂|制作|摄于|拍摄|修订|修正|公布|届满|编号)"
    r"(?:日期|时间|日|于|自|为|至|到|：|:|\s)*\Z"
)
_REMARKED = re.compile(
    rf"{GAP}(?:以来|以前|之前|前|版|届满|到期|出生|生(?=[，、；])|初领|核发|发证|换领|领取|注册|登记成立|成立|修订|修正|公布的|年检)"
)


def find_dates(text: str, *, reference: date | None = None) -> list[Written]:
    """Every date in `text`, in order, none overlapping another.

    A date without its year takes it from the date before in the same paragraph, then from `reference` (the
    paper's own date: the year that brings it nearest), then from the paper's other dates if they name one
    year only; otherwise it is left out.
    """
    whole = sorted([*whole_dates(text), *_year_ranges(text)], key=lambda w: w.start)
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


def _year_ranges(text: str) -> Iterator[Written]:
    """2019-2021年度: two years."""
    for match in _YEARS.finditer(text):
        first, last = int(match["y"]), int(match["y2"])
        if first < last:
            yield Written(
                match.start("y"), match.end("y"), date(first, 1, 1), date(first, 12, 31), None, "year"
            )
            yield Written(match.start("y2"), match.end(), date(last, 1, 1), date(last, 12, 31), None, "year")


class _Part(NamedTuple):
    """A date that leans on another: month and day, day of 本月, or 次日."""

    start: int
    match: re.Match[str]
    kind: Kind


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
        start = numeral_start(text, anchor.start(), 3)
        relative = _RELATIVE.search(text, max(0, start - 8), start)
        match = _MONTH_DAY.match(text, relative.start() if relative else start)
        if match:
            yield match, "month_day"
    for match in _DAY_ONLY.finditer(text):
        yield match, "day"
    for match in _BARE_DAY.finditer(text):
        yield match, "bare"
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
            if match and not re.match(rf"{GAP}\d", text[match.end() :][:7])
            else None
        )
    match = _TO.match(text, at) or _TO_DOTTED.match(text, at)
    if first.precision != "day" or not match:
        return None
    month = number(match["m"]) if match["m"] else first.first.month
    groups = match.groupdict()
    for year in (first.first.year, first.first.year + 1):
        day = calendar_day(year, month, number(match["d"]))
        if day is not None and day >= first.first:
            at_time = clock(groups) if "h" in groups else None
            return Written(match.start(), match.end(), day, day, at_time, "day", True, "to")
        if not match["m"]:
            break
    return None


def _month(match: re.Match[str], year: int) -> Written | None:
    month = number(match["m"])
    if month is None or not 1 <= month <= 12:
        return None
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return Written(match.start(), match.end(), first, last, None, "month", True, "to")


def _month_range(year: Written, match: re.Match[str]) -> list[Written]:
    """2018年9-12月: two months."""
    first, last = number(match["m"]), number(match["m2"])
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


def _resolved(
    text: str, part: _Part, found: list[Written], reference: date | None, only: int | None
) -> Written | None:
    """A leaning date with what it leans on; None where that is not certain."""
    near = next((w for w in reversed(found) if w.precision != "year" or part.kind == "month_day"), None)
    if part.kind == "month_day":
        near = next((w for w in reversed(found[-_REMARKS:]) if not _by_the_way(text, w, part.start)), None)
    stated = _YEAR_AFTER.match(text, part.match.end()) if part.kind == "month_day" else None
    if stated:
        written = _month_and_day(part.match, None, None, int(stated["y"]))
        return written._replace(end=stated.end()) if written else None
    if part.kind == "word":
        return _by_word(part.match, near, text)
    if part.kind == "bare":
        return _later_that_month(part.match, near, text)
    if part.kind == "day":
        return _day_of_month(part.match, near, reference)
    same_paragraph = near is not None and _same_story(text, near, part, reference)
    last_year = near.first.year if near is not None and reference is None else None
    return _month_and_day(part.match, near if same_paragraph else None, reference, only or last_year)


def _same_story(text: str, near: Written, part: _Part, reference: date | None) -> bool:
    """Whether the date before tells the year: in the same paragraph, and not one sentence ago and years before the paper."""
    between = text[near.end : part.start]
    if "\n" in between:
        return False
    return reference is None or "。" not in between or abs((reference - near.first).days) <= _LONG_AGO


def _by_the_way(text: str, written: Written, at: int) -> bool:
    """Whether a date is a remark (in brackets that close before `at`, of a licence or a birth) that the story does not follow."""
    if (
        written.end > at
        or _REMARKED.match(text, written.end)
        or _REMARK.search(text, max(0, written.start - 16), written.start)
    ):
        return True
    opened = max(text.rfind(sign, max(0, written.start - _ASIDE), written.start) for sign in "（(")
    closed = max(text.rfind(sign, max(0, written.start - _ASIDE), written.start) for sign in "）)")
    return opened > closed and any(sign in text[written.end : at] for sign in "）)")


def _day_of_month(match: re.Match[str], near: Written | None, reference: date | None) -> Written | None:
    """本月5日 by the paper's own month, 同月5日, 次月5日 by the month of the date before."""
    rel = match["rel"]
    base = reference if rel == "本月" and reference else near.first if near else None
    if base is None:
        return None
    step = rel in ("次月", "下月")
    year, month = (base.year + 1, 1) if step and base.month == 12 else (base.year, base.month + step)
    return _on(match, calendar_day(year, month, number(match["d"])))


def _later_that_month(match: re.Match[str], near: Written | None, text: str) -> Written | None:
    """7月24日送来，25日收到: a later day of the month the date before it in the same sentence names."""
    if near is None or near.precision != "day" or re.search(r"[。；\n]", text[near.end : match.start()]):
        return None
    day = calendar_day(near.first.year, near.first.month, number(match["d"]))
    return _on(match, day) if day is not None and day > near.first else None


def _month_and_day(
    match: re.Match[str], near: Written | None, reference: date | None, only: int | None
) -> Written | None:
    """4月19日, 同年4月: with the year it means; None where the year is blank, unreadable or open."""
    rel = match["rel"] or ""
    if rel == "" and re.search(r"年\s*$", match.string[max(0, match.start() - 4) : match.start()]):
        return None
    month = number(match["m"])
    if month is None or not 1 <= month <= 12:
        return None
    year = _year_for(match, rel, near, reference, only, month)
    if year is None:
        return None
    if match["d"] is None:
        last = date(year, month, monthrange(year, month)[1])
        return Written(match.start(), match.end(), date(year, month, 1), last, None, "month", True)
    return _on(match, calendar_day(year, month, number(match["d"])))


def _on(match: re.Match[str], day: date | None) -> Written | None:
    """The match as that day, with its time; None for no day."""
    if day is None:
        return None
    return Written(match.start(), match.end(), day, day, clock(match.groupdict()), "day", True)


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
    day = number(match["d"]) if match["d"] else 1
    options = [d for y in (-1, 0, 1) if (d := calendar_day(reference.year + y, month, day)) is not None]
    best = min(options, key=lambda d: abs((d - reference).days), default=None)
    return best.year if best is not None and abs((best - reference).days) <= _HALF_YEAR else None


def _by_word(match: re.Match[str], near: Written | None, text: str) -> Written | None:
    """次日, 当日: from the date before in the same sentence."""
    if near is None or near.precision != "day" or re.search(r"[。；\n]", text[near.end : match.start()]):
        return None
    step = 1 if match[0] in ("次日", "翌日", "第二日", "第二天") else 0
    day = near.first + timedelta(days=step)
    return Written(match.start(), match.end(), day, day, None, "day", True)
