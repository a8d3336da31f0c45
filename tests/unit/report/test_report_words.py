"""Dates, quantities and the arithmetic of a period in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.report import words
from dossier.case import VERDICTS, DayCount
from dossier.document import Place
from dossier.fact import Unit


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(None, "", id="无"),
        pytest.param("2022-05-07", "2022年5月7日", id="日"),
        pytest.param("2022-05-07T09:05", "2022年5月7日 09:05", id="有时刻"),
        pytest.param("2022-05", "2022年5月", id="只有年月"),
        pytest.param("2022", "2022年", id="只有年"),
        pytest.param("2022-05-01/2022-05-10", "2022-05-01/2022-05-10", id="区间"),
    ],
)
def test_dates_of_findings(text: str | None, said: str) -> None:
    assert words.said_date(text) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2022, 5, 7), date(2022, 5, 7), "2022年5月7日"),
        (date(2022, 2, 1), date(2022, 2, 28), "2022年2月"),
        (date(2022, 12, 1), date(2022, 12, 31), "2022年12月"),
        (date(2022, 1, 1), date(2022, 12, 31), "2022年"),
        (date(2022, 5, 1), date(2022, 5, 10), "2022年5月1日至2022年5月10日"),
    ],
)
def test_partial_dates(first: date, last: date, said: str) -> None:
    assert words.between(first, last) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(7, "wd", "7个工作日"), (95.5, "pct", "95.5%"), (20000, "yuan", "20,000元"), (None, "d", "")],
)
def test_quantities(value: float | None, unit: Unit, said: str) -> None:
    assert words.quantity(value, unit) == said


def test_moments_are_told_by_the_clock_of_beijing() -> None:
    assert words.moment(datetime(2022, 5, 7, 1, 5, tzinfo=UTC)) == "2022年5月7日 09:05"
    assert words.moment(datetime(2022, 5, 7, 9, 5)) == "2022年5月7日 09:05"


def test_places() -> None:
    assert words.where(Place(source="a", page=2)) == "第2页"
    assert words.where(Place(source="a", cell="台账!C5")) == "单元格 台账!C5"
    assert words.where(Place(source="a")) == ""


def test_arithmetic_names_what_is_left_out() -> None:
    start = date(2022, 12, 29)
    rest = tuple((date(2022, 12, 31) + timedelta(days=i), "元旦") for i in range(3))
    count = DayCount(
        start=start,
        end=date(2023, 1, 6),
        due=date(2023, 1, 9),
        unit="wd",
        quantity=6,
        measured=5,
        skipped=(*rest, (date(2023, 1, 7), "周六"), (date(2023, 1, 8), "周日")),
    )
    assert dict(words.arithmetic(count, "max")) == {
        "起": "2022年12月29日（周四），当日不计入",
        "止": "2023年1月6日（周五）",
        "计": "5个工作日",
        "期限": "6个工作日，最迟 2023年1月9日（周一）",
        "不计入": "元旦 2022年12月31日至2023年1月2日（3日）；周六、周日 2日",
    }


def test_every_verdict_has_its_place_and_colours() -> None:
    assert set(words.REPORT_ORDER) == set(words.COLOURS) == set(VERDICTS)
