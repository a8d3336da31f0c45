"""The four shapes of periods (rules.md §0.4, §1.2, §14.1, §14.9, §14.15), each a pure function of two days.

max: done within. min: lasting at least. not_before: waiting out. notice_before: told ahead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from checks.calendar import CALENDAR_DAYS, WORKING_DAYS, due, passed, rolled
from checks.words import day, quantity
from dossier.case import Verdict
from dossier.fact import Unit
from knowledge.holidays import Calendar

BEYOND = "超出已公布的放假安排，不能按周一至周五推算"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rule asks in the version in force. `rollover`: whether a last day off runs on (末日顺延)."""

    quantity: int
    unit: Unit
    rollover: Literal["yes", "no", "unknown"] = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a shape says of two days. `due`: last (max) or first (min, not_before) day allowed, or the latest
    day of notice. `alternative`: the count by the other reading of the law. `why`: the reason in words."""

    verdict: Verdict
    measured: int | None = None
    due: date | None = None
    alternative: str | None = None
    why: str = ""


Shape = Callable[[Calendar, Asked, date, date], Outcome]


def at_most(calendar: Calendar, asked: Asked, start: date, end: date) -> Outcome:
    """Done on the n-th day at the latest; the first day is not counted (§14.1)."""
    if end < start:
        return Outcome("undetermined", why="止日早于起日，请核对两个日期")
    measured = passed(calendar, start, end, asked.unit)
    last = due(calendar, start, asked.quantity, asked.unit)
    if last is None:
        within = measured is not None and measured < asked.quantity
        return (
            Outcome("pass", measured)
            if within
            else Outcome("undetermined", measured, why=f"期限末日{BEYOND}")
        )
    if end <= last:
        return Outcome("pass", measured, last)
    if asked.unit == WORKING_DAYS:
        return Outcome("fail", measured, last)
    return _rolled_over(calendar, asked, end, last, measured)


def _rolled_over(calendar: Calendar, asked: Asked, end: date, last: date, measured: int | None) -> Outcome:
    """The end is later than the last day: does that day roll over a rest day (§14.15)?"""
    next_day = rolled(calendar, last)
    if next_day is None and asked.rollover != "no":
        return Outcome("undetermined", measured, last, why=f"末日{day(last)}是否休息日{BEYOND}")
    if next_day is None or end > next_day or asked.rollover == "no":
        return Outcome("fail", measured, last)
    off = f"末日{day(last)}为休息日（{calendar.reason(last)}），顺延至{day(next_day)}"
    if asked.rollover == "yes":
        return Outcome("pass", measured, next_day, why=off)
    return Outcome("borderline", measured, last, f"末日顺延至{next_day}", why=f"{off}是否适用，法律没有规定")


def at_least(calendar: Calendar, asked: Asked, start: date, end: date) -> Outcome:
    """Lasting at least n days, the first not counted; counting it is the other reading (§14.1)."""
    if end < start:
        return Outcome("undetermined", why="止日早于起日，请核对两个日期")
    first = due(calendar, start, asked.quantity, asked.unit)
    measured = passed(calendar, start, end, asked.unit)
    if first is not None and end >= first:
        return Outcome("pass", measured, first)
    if asked.unit not in (CALENDAR_DAYS, WORKING_DAYS):
        return Outcome("fail", measured, first)
    if measured is None or (first is None and not calendar.covers(end)):
        return Outcome("undetermined", measured, first, why=f"期间{BEYOND}")
    counts_start = asked.unit == CALENDAR_DAYS or bool(calendar.is_workday(start))
    if counts_start and measured + 1 == asked.quantity:
        other = f"首日计入为{quantity(asked.quantity, asked.unit)}"
        return Outcome("borderline", measured, first, other, why="首日是否计入，法律没有规定")
    return Outcome("fail", measured, first)


def not_before(calendar: Calendar, asked: Asked, start: date, end: date) -> Outcome:
    """Not within the n days after the start: the right given in that time must not be cut short."""
    last = due(calendar, start, asked.quantity, asked.unit)
    measured = max(passed(calendar, start, end, asked.unit) or 0, 0) if end <= calendar.last else None
    if end <= start or (last is not None and end <= last):
        return Outcome("fail", measured, last)
    if last is None:
        inside = calendar.covers(start, end)
        return Outcome("fail", measured) if inside else Outcome("undetermined", why=f"等待期末日{BEYOND}")
    if asked.unit == WORKING_DAYS or asked.rollover == "no":
        return Outcome("pass", measured, last)
    return _waited_over(calendar, asked, end, last, measured)


def _waited_over(calendar: Calendar, asked: Asked, end: date, last: date, measured: int | None) -> Outcome:
    """A waiting period whose last day is a day off may run on, which makes it longer."""
    next_day = rolled(calendar, last)
    if next_day is None:
        return Outcome("undetermined", measured, last, why=f"末日{day(last)}是否休息日{BEYOND}")
    if end > next_day:
        return Outcome("pass", measured, last)
    if asked.rollover == "yes":
        return Outcome("fail", measured, next_day, why=f"末日{day(last)}为休息日，顺延至{day(next_day)}")
    return Outcome(
        "borderline", measured, last, f"末日顺延至{next_day}", why="末日为休息日，是否顺延法律没有规定"
    )


def notice_before(calendar: Calendar, asked: Asked, start: date, end: date) -> Outcome:
    """Told (start) at least n days ahead of the event (end): n whole days between is safe, n with the last not."""
    between = passed(calendar, start, end, asked.unit) if end > start else 0
    latest = _ahead(calendar, end, asked)
    if between is None:
        return Outcome("undetermined", due=latest, why=f"期间{BEYOND}")
    if between >= asked.quantity + 1:
        return Outcome("pass", between, latest)
    if between == asked.quantity:
        other = f"中间满{quantity(asked.quantity - 1, asked.unit)}，连同举行当日为{quantity(asked.quantity, asked.unit)}"
        return Outcome("borderline", between, latest, other, why="举行当日是否计入，法律没有规定")
    return Outcome("fail", between, latest)


def _ahead(calendar: Calendar, event: date, asked: Asked) -> date | None:
    """The latest day of notice that leaves n whole days before the event."""
    if asked.unit != WORKING_DAYS:
        return event - timedelta(asked.quantity + 1)
    day_before, left = event, asked.quantity + 1
    while left and calendar.covers(day_before):
        left -= bool(calendar.is_workday(day_before))
        day_before -= timedelta(1)
    return None if left else day_before


SHAPES: dict[str, Shape] = {
    "max": at_most,
    "min": at_least,
    "not_before": not_before,
    "notice_before": notice_before,
}
