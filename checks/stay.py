"""Days that do not count (扣除) and days added (延长): only with their paper, only while the period still ran (rules.md §1.3).

A stay is written `test_start..test_end if event:test_told`: the days after the first act up to the second,
where the condition holds. An extension is an approval dated within the period as it then stood.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checks.calendar import passed
from checks.case import Case, Moment
from checks.choose import event_name, moment, weakness
from checks.context import Context
from checks.premises import truth
from checks.words import day
from dossier.case import Rule
from dossier.fact import Fact, Unit
from knowledge.conditions import Stay, parse_stay
from knowledge.holidays import Calendar, days


@dataclass(frozen=True, slots=True)
class Stretch:
    """What makes a period longer. `given`: must lie within it as it then stood. `other`: days by the other reading."""

    given: date
    days: int
    other: int
    said: str
    facts: tuple[Fact, ...]
    skipped: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Stays:
    """`counted`: those proven. `refused`: why one is not deducted. `codes`: events of those settled either way."""

    counted: tuple[Stretch, ...] = ()
    refused: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()


def stays(rule: Rule, case: Case, context: Context, start: Moment, end: Moment, unit: Unit) -> Stays:
    """Every stay of the rule that the papers date within the period."""
    counted: list[Stretch] = []
    refused: list[str] = []
    codes: set[str] = set()
    for written in _written(rule):
        stay = parse_stay(written)
        spans = list(_spans(case, stay))
        if not spans:
            continue
        codes |= stay.codes
        if stay.told and not truth(context.condition(stay.told), case, context, {}).holds:
            name = f"{event_name(stay.start)}至{event_name(stay.ends[0])}的期间"
            refused.append(f"{name}未见书面告知当事人，不得扣除")
            continue
        for first, last, earlier in spans:
            counted += _stretch(context.days(), first, last, earlier, start, end, unit)
    return Stays(tuple(counted), tuple(refused), frozenset(codes))


def _written(rule: Rule) -> tuple[str, ...]:
    written = rule.options.get("deducts", ())
    return written if isinstance(written, tuple) else (str(written),)


def _spans(case: Case, stay: Stay) -> Iterator[tuple[Moment, Moment, Moment | None]]:
    """First and last act of each stay, and the earlier end that another reading would take (笔录 for 报告).

    Nothing where a date is missing, partial or carries no verdict: then it is a doubt, not a deduction.
    """
    ends = [_dated(case, code) for code in stay.ends]
    known = [found for found in ends if found]
    starts = _dated(case, stay.start)
    if not known or len(starts) != len(known[0]):
        return
    other: list[Moment | None] = [None] * len(starts)
    if len(known) > 1 and len(known[1]) == len(starts):
        other = list(known[1])
    spans = list(zip(starts, known[0], other, strict=True))
    if any(weakness(case, m) or not m.whole for first, last, _ in spans for m in (first, last)):
        return
    if all(first.first <= last.first for first, last, _ in spans):
        yield from spans


def _dated(case: Case, code: str) -> list[Moment]:
    """One moment for each day the papers give for the event, in order."""
    by_day = {m.first: m for m in map(moment, case.events.get(code, ()))}
    return [by_day[at] for at in sorted(by_day)]


def _stretch(
    calendar: Calendar,
    first: Moment,
    last: Moment,
    earlier: Moment | None,
    start: Moment,
    end: Moment,
    unit: Unit,
) -> Iterator[Stretch]:
    """The part of the stay inside the period; the day it begins on is not deducted, another reading does."""
    low, high = max(first.first, start.first), min(last.first, end.first)
    main = passed(calendar, low, high, unit) if low <= high else None
    if main is None:
        return
    whole = (
        passed(calendar, low - timedelta(1), high, unit) if low == first.first and low > start.first else main
    )
    short = passed(calendar, low, min(earlier.first, high), unit) if earlier else main
    other = (
        min(main, max(short or 0, 0)) if earlier and short != main else whole if whole is not None else main
    )
    said = f"{event_name(first.code)}（{day(first.first)}）次日起至{event_name(last.code)}（{day(last.first)}）扣除{main}日"
    skipped = tuple(days(low + timedelta(1), high)) if main else ()
    yield Stretch(first.first, main, other, said, (*first.facts, *last.facts), skipped)
