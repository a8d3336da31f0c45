"""The shapes against a slow count, day by day, and at the calendar's ends."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.calendar import day_count, due, passed
from checks.periods import SHAPES, Asked, at_least, at_most, not_before, notice_before
from checks.words import skipped
from knowledge.holidays import load_calendar

CALENDAR = load_calendar()
ONE = timedelta(1)
DAYS = st.dates(date(2004, 1, 1), date(2026, 8, 31))
LENGTHS = st.integers(0, 60)
UNITS = st.sampled_from(["d", "wd"])


def slow_count(start: date, end: date, unit: str) -> int:
    """Days in (start, end], asked of another calendar one at a time."""
    counted, day = 0, start
    while day < end:
        day += ONE
        counted += unit == "d" or chinese_calendar.is_workday(day)
    return counted


@given(start=DAYS, length=LENGTHS, unit=UNITS)
def test_counts_agree_with_a_slow_reference(start, length, unit):
    assert passed(CALENDAR, start, start + length * ONE, unit) == slow_count(
        start, start + length * ONE, unit
    )


@given(start=DAYS, quantity=st.integers(1, 40), unit=UNITS)
def test_the_due_day_is_the_first_on_which_the_count_is_reached(start, quantity, unit):
    last = due(CALENDAR, start, quantity, unit)
    assert slow_count(start, last, unit) == quantity
    assert slow_count(start, last - ONE, unit) == quantity - 1


@given(start=DAYS, length=st.integers(0, 60), quantity=st.integers(1, 30), unit=UNITS)
def test_verdicts_agree_with_a_slow_reference(start, length, quantity, unit):
    end = start + length * ONE
    counted = slow_count(start, end, unit)
    with_first = counted + (unit == "d" or chinese_calendar.is_workday(start))
    asked = Asked(quantity, unit, "no")
    over = counted > quantity or (counted == quantity and not _is_day(end, unit))  # past the last day
    assert at_most(CALENDAR, asked, start, end).verdict == ("fail" if over else "pass")
    least = "pass" if counted >= quantity else "borderline" if with_first >= quantity else "fail"
    assert at_least(CALENDAR, asked, start, end).verdict == least
    ahead = "pass" if counted > quantity else "borderline" if counted == quantity else "fail"
    assert notice_before(CALENDAR, asked, start, end).verdict == ahead
    assert not_before(CALENDAR, asked, start, end).verdict == ("pass" if over else "fail")


def _is_day(day: date, unit: str) -> bool:
    return unit == "d" or chinese_calendar.is_workday(day)


@given(start=DAYS, quantity=st.integers(1, 30), unit=UNITS)
def test_the_latest_day_of_notice_is_the_last_that_passes(start, quantity, unit):
    asked = Asked(quantity, unit)
    latest = notice_before(CALENDAR, asked, start, start).due
    if latest is not None:
        assert notice_before(CALENDAR, asked, latest, start).verdict == "pass"
        assert notice_before(CALENDAR, asked, latest + ONE, start).verdict != "pass"


@pytest.mark.parametrize(
    ("shape", "start", "end", "quantity", "unit", "verdict"),
    [
        pytest.param("min", "2026-12-01", "2026-12-31", 30, "d", "pass", id="自然日不靠日历"),
        pytest.param("min", "2026-12-01", "2027-01-20", 10, "wd", "pass", id="最短期在表内已满"),
        pytest.param("min", "2026-12-25", "2027-01-20", 10, "wd", "undetermined", id="最短期跨出日历"),
        pytest.param("max", "2026-12-25", "2026-12-31", 7, "wd", "pass", id="末日在表外而办结在表内"),
        pytest.param("max", "2026-12-25", "2027-01-04", 7, "wd", "undetermined", id="最长期跨出日历"),
        pytest.param("max", "2026-12-05", "2027-01-04", 30, "d", "pass", id="自然日跨年不靠日历"),
        pytest.param("max", "2026-12-05", "2027-01-05", 30, "d", "undetermined", id="末日是否休息日不知"),
        pytest.param("not_before", "2026-12-25", "2026-12-29", 5, "wd", "fail", id="等待期内在表内决定"),
        pytest.param(
            "not_before", "2026-12-25", "2027-01-29", 5, "wd", "undetermined", id="等待期末日在表外"
        ),
        pytest.param(
            "notice_before", "2026-12-25", "2027-01-29", 7, "wd", "undetermined", id="提前通知跨出日历"
        ),
        pytest.param("min", "2003-12-01", "2003-12-20", 5, "wd", "undetermined", id="早于日历"),
    ],
)
def test_beyond_the_calendar_only_what_is_certain_is_decided(shape, start, end, quantity, unit, verdict):
    outcome = SHAPES[shape](
        CALENDAR, Asked(quantity, unit), date.fromisoformat(start), date.fromisoformat(end)
    )
    assert outcome.verdict == verdict
    assert verdict != "undetermined" or "放假安排" in outcome.why


@pytest.mark.parametrize("shape", ["max", "min"])
def test_an_end_before_the_start_is_a_contradiction(shape):
    outcome = SHAPES[shape](CALENDAR, Asked(7, "wd"), date(2022, 5, 7), date(2022, 5, 6))
    assert outcome.verdict == "undetermined" and "早于" in outcome.why


def test_a_waiting_period_ending_on_a_day_off_may_run_on():
    start, saturday, monday = date(2021, 5, 26), date(2021, 5, 29), date(2021, 5, 31)
    verdicts = {
        r: not_before(CALENDAR, Asked(3, "d", r), start, monday).verdict for r in ("yes", "no", "unknown")
    }
    assert due(CALENDAR, start, 3, "d") == saturday
    assert verdicts == {"yes": "fail", "no": "pass", "unknown": "borderline"}


def test_the_count_names_every_day_left_out_and_every_weekend_worked():
    count = day_count(CALENDAR, date(2022, 4, 28), date(2022, 5, 7), 7, "wd", due_day=date(2022, 5, 11))
    assert count.measured == 4
    assert [day.isoformat() for day, why in count.skipped if why == "劳动节"] == [
        "2022-04-30", "2022-05-01", "2022-05-02", "2022-05-03", "2022-05-04",
    ]  # fmt: skip
    assert count.shifted == (date(2022, 5, 7),)
    assert skipped(count) == "跳过劳动节5天（4月30日至5月4日）、周末1天；5月7日（周六）调休上班计入"


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="期间单位"):
        due(CALENDAR, date(2022, 1, 1), 3, "pct")
