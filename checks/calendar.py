"""Periods counted on the calendar (rules.md §1.1–1.2): due days, days passed, and the arithmetic shown.

The day a period starts from is never counted (首日不计：民事诉讼法（2023修正）第八十五条、民法典第二百零一条);
other readings are the caller's.
"""

from datetime import date, timedelta

from dossier.case import DayCount
from dossier.fact import Unit
from knowledge.holidays import Calendar, days
from language.durations import MONTHS_A_YEAR, months_on

CALENDAR_DAYS = "d"
WORKING_DAYS = "wd"
LONGEST_SHOWN = 400  # days a count lists one by one


def due(calendar: Calendar, start: date, quantity: int, unit: Unit) -> date | None:
    """Last day of a period of `quantity` that begins the day after `start`; None past the table.

    d: that many days on. wd: the n-th working day. m, y: the corresponding day, or the month's last
    (民法典第二百零二条). Roll-over to a working day is `rolled`. Raises ValueError for another unit.
    """
    if unit == WORKING_DAYS:
        return calendar.nth(start, quantity) if quantity else start
    if unit == CALENDAR_DAYS:
        return start + timedelta(quantity)
    if unit in ("m", "y"):
        return months_on(start, quantity if unit == "m" else quantity * MONTHS_A_YEAR)
    raise ValueError(f"期间单位 {unit!r} 不能在日历上计算，可用 d、wd、m、y")


def rolled(calendar: Calendar, day: date) -> date | None:
    """The day itself if worked, else the next working day (末日顺延); None past the table."""
    worked = calendar.is_workday(day)
    if worked is None:
        return None
    return day if worked else calendar.nth(day, 1)


def passed(calendar: Calendar, start: date, end: date, unit: Unit) -> int | None:
    """Days (d) or working days (wd) in (start, end]; negative days where end is earlier; None past the table.

    Months and years are measured in days too: their due day is what decides.
    """
    return calendar.worked(start, end) if unit == WORKING_DAYS else (end - start).days


def day_count(
    calendar: Calendar,
    start: date,
    end: date | None,
    quantity: int,
    unit: Unit,
    *,
    due_day: date | None,
    stayed: tuple[tuple[date, str], ...] = (),
) -> DayCount:
    """The period day by day, up to the later of its end and its due day. `stayed`: days deducted (扣除)."""
    until = max((day for day in (end, due_day) if day is not None), default=None)
    skipped: tuple[tuple[date, str], ...] = ()
    shifted: tuple[date, ...] = ()
    if unit == WORKING_DAYS and until is not None and calendar.covers(start, until):
        span = list(days(start + timedelta(1), min(until, start + timedelta(LONGEST_SHOWN))))
        skipped = tuple((day, why) for day in span if (why := calendar.reason(day)) is not None)
        shifted = tuple(day for day in span if calendar.is_shifted(day))
    measured = passed(calendar, start, end, unit) if end is not None else None
    rest = {day for day, _ in skipped}
    stayed = tuple((day, why) for day, why in stayed if day not in rest)
    if measured is not None:
        measured -= len(stayed)
    skipped = tuple(sorted((*skipped, *stayed)))
    shifted = tuple(day for day in shifted if day not in dict(stayed))
    return DayCount(
        start=start,
        end=end,
        due=due_day,
        unit=unit,
        quantity=quantity,
        measured=measured,
        skipped=skipped,
        shifted=shifted,
    )
