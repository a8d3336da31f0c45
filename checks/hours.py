"""Periods of hours (rules.md §1.2 `hour`): they run on through days off; a date without an hour is a whole day of moments."""

from datetime import datetime, time, timedelta
from math import ceil

from checks.case import Moment
from checks.periods import Outcome
from checks.words import quantity

HOURS = "h"
LAST_MINUTE = time(23, 59)
HOUR = timedelta(hours=1)


def elapsed(start: Moment, end: Moment) -> tuple[timedelta, timedelta]:
    """The least and the most time that can lie between the two, to the minute."""
    least = _moment(end, latest=False) - _moment(start, latest=True)
    most = _moment(end, latest=True) - _moment(start, latest=False)
    return least, most


def _moment(moment: Moment, *, latest: bool) -> datetime:
    if moment.at is not None and moment.whole:
        return datetime.combine(moment.first, moment.at)
    return datetime.combine(moment.last, LAST_MINUTE) if latest else datetime.combine(moment.first, time())


def within_hours(limit: int, start: Moment, end: Moment) -> Outcome:
    """Done within so many hours: decided only where every moment the papers leave open agrees (§10.18)."""
    least, most = elapsed(start, end)
    if most < timedelta():
        return Outcome("undetermined", why="止时早于起时，请核对两个时刻")
    measured = ceil(most / HOUR) if least == most else None
    if most <= limit * HOUR:
        return Outcome("pass", measured, why="" if least == most else f"按最长计也不满{quantity(limit, 'h')}")
    if least > limit * HOUR:
        return Outcome("fail", measured, why="" if least == most else f"按最短计也超过{quantity(limit, 'h')}")
    return Outcome("undetermined", why="没有写明时刻，不能判断是否满小时数")
