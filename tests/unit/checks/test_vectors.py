"""The sixteen test vectors of rules.md §1.4, worked out from the State Council's holiday notices."""

from datetime import date
from decimal import Decimal

import pytest

from checks.calendar import due, rolled
from checks.money import additional_fine
from checks.periods import Asked, at_least, at_most, not_before, notice_before
from knowledge.holidays import load_calendar

CALENDAR = load_calendar()


def iso(day: date | None) -> str:
    assert day is not None
    return day.isoformat()


@pytest.mark.parametrize(
    ("start", "quantity", "unit", "expected"),
    [
        pytest.param("2022-04-25", 7, "wd", "2022-05-07", id="7工作日跨五一-5月7日周六上班"),
        pytest.param("2021-09-24", 5, "wd", "2021-09-30", id="5工作日含周日上班-9月26日"),
        pytest.param("2022-09-28", 7, "wd", "2022-10-12", id="处罚决定送达跨国庆"),
        pytest.param("2022-04-19", 7, "wd", "2022-04-27", id="公示7工作日"),
        pytest.param("2022-04-19", 20, "wd", "2022-05-18", id="公示20工作日"),
        pytest.param("2023-01-16", 5, "wd", "2023-01-28", id="合法性审核跨春节-最短-周六上班"),
        pytest.param("2023-01-16", 15, "wd", "2023-02-09", id="合法性审核跨春节-最长"),
        pytest.param("2023-09-20", 20, "wd", "2023-10-24", id="许可跨国庆20工作日"),
        pytest.param("2023-10-24", 10, "wd", "2023-11-07", id="许可延长10工作日"),
        pytest.param("2020-01-20", 7, "wd", "2020-02-06", id="2020春节延长假期"),
        pytest.param("2022-01-20", 30, "d", "2022-02-19", id="查封30日末日周六"),
        pytest.param("2025-07-18", 90, "d", "2025-10-16", id="立案90日"),
        pytest.param("2021-08-31", 6, "m", "2022-02-28", id="6个月无对应日取月末"),
        pytest.param("2022-02-28", 3, "m", "2022-05-28", id="再3个月末日周六"),
        pytest.param("2024-01-02", 60, "d", "2024-03-02", id="复议60日末日周六"),
        pytest.param("2022-09-20", 15, "d", "2022-10-05", id="缴款15日落在国庆"),
        pytest.param("2022-01-26", 10, "wd", "2022-02-14", id="催告书送达十日跨春节"),
    ],
)
def test_last_day(start, quantity, unit, expected):
    assert iso(due(CALENDAR, date.fromisoformat(start), quantity, unit)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2022-02-19", "2022-02-21", id="查封末日顺延"),
        pytest.param("2022-05-28", "2022-05-30", id="三个月末日周六顺延"),
        pytest.param("2024-03-02", "2024-03-04", id="复议末日周六顺延"),
        pytest.param("2022-10-05", "2022-10-08", id="缴款末日国庆顺延到上班的周六"),
        pytest.param("2025-10-16", "2025-10-16", id="工作日不顺延"),
    ],
)
def test_roll_over(day, expected):
    assert iso(rolled(CALENDAR, date.fromisoformat(day))) == expected


@pytest.mark.parametrize(
    ("end", "verdict"),
    [
        pytest.param("2022-05-01", "pass", id="截止5月1日合规"),
        pytest.param("2022-04-30", "borderline", id="截止4月30日两种算法不同"),
        pytest.param("2022-04-29", "fail", id="截止4月29日不足"),
    ],
)
def test_consultation_of_30_days_from_1_april_2022(end, verdict):
    outcome = at_least(CALENDAR, Asked(30, "d"), date(2022, 4, 1), date.fromisoformat(end))
    assert outcome.verdict == verdict and outcome.due == date(2022, 5, 1)


@pytest.mark.parametrize(
    ("end", "rollover", "verdict"),
    [
        pytest.param("2022-02-19", "unknown", "pass", id="末日当日"),
        pytest.param("2022-02-21", "unknown", "borderline", id="顺延只作两种算法"),
        pytest.param("2022-02-21", "yes", "pass", id="有顺延规定"),
        pytest.param("2022-02-22", "unknown", "fail", id="顺延后也超"),
    ],
)
def test_sealing_of_30_days_from_20_january_2022(end, rollover, verdict):
    asked = Asked(30, "d", rollover)
    assert at_most(CALENDAR, asked, date(2022, 1, 20), date.fromisoformat(end)).verdict == verdict


@pytest.mark.parametrize(
    ("notice", "verdict"),
    [
        pytest.param("2022-10-08", "pass", id="10月8日通知"),
        pytest.param("2022-10-09", "borderline", id="10月9日通知两种算法不同"),
        pytest.param("2022-10-10", "fail", id="10月10日通知不足"),
    ],
)
def test_notice_of_a_hearing_on_18_october_2022(notice, verdict):
    outcome = notice_before(CALENDAR, Asked(7, "wd"), date.fromisoformat(notice), date(2022, 10, 18))
    assert outcome.verdict == verdict and outcome.due == date(2022, 10, 8)


@pytest.mark.parametrize(
    ("applied", "verdict"),
    [
        pytest.param("2022-02-14", "fail", id="届满当日申请"),
        pytest.param("2022-02-15", "pass", id="届满之后申请"),
    ],
)
def test_application_after_demand_over_the_spring_festival(applied, verdict):
    asked = Asked(10, "wd")
    assert not_before(CALENDAR, asked, date(2022, 1, 26), date.fromisoformat(applied)).verdict == verdict


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(0, "0", id="期满当日"),
        pytest.param(1, "300", id="第1日"),
        pytest.param(33, "9900", id="第33日"),
        pytest.param(34, "10000", id="第34日起封顶"),
        pytest.param(400, "10000", id="不超出本金"),
    ],
)
def test_additional_fine_on_10000(days, expected):
    assert additional_fine(Decimal(10000), days) == Decimal(expected)
