"""The calendar's days, against an independent source and at its ends."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from dossier.errors import KnowledgeError
from knowledge.holidays import Calendar, Holiday, days, load_calendar

CALENDAR = load_calendar()


def test_every_day_agrees_with_chinesecalendar():
    assert (CALENDAR.first, CALENDAR.last) == (date(2004, 1, 1), date(2026, 12, 31))
    wrong = [
        day
        for day in days(CALENDAR.first, CALENDAR.last)
        if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)
    ]
    assert wrong == []


def test_years_of_read_notices_carry_their_number_and_earlier_ones_are_marked_as_excerpts():
    by_year = {year.year: year for year in CALENDAR.years}
    assert by_year[2022].notice == "国办发明电〔2021〕11号" and by_year[2022].mark == "R"
    assert all(by_year[y].mark == "X" and not by_year[y].notice for y in range(2004, 2019))
    assert all(by_year[y].notice for y in range(2019, 2027))


@pytest.mark.parametrize(
    ("day", "worked", "reason"),
    [
        pytest.param(date(2022, 5, 7), True, None, id="周六调休上班"),
        pytest.param(date(2022, 5, 4), False, "劳动节", id="周三放假"),
        pytest.param(date(2022, 5, 8), False, "周日", id="周日"),
        pytest.param(date(2022, 12, 31), False, "元旦", id="上年最后一天属次年元旦"),
        pytest.param(date(2020, 2, 1), False, "春节", id="2020年延长假期取消原调休"),
    ],
)
def test_a_day_is_worked_or_rested_for_a_reason(day, worked, reason):
    assert CALENDAR.is_workday(day) is worked
    assert CALENDAR.reason(day) == reason


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2027, 1, 4)])
def test_beyond_the_table_nothing_is_guessed(day):
    assert CALENDAR.is_workday(day) is None
    assert CALENDAR.nth(date(2026, 12, 25), 30) is None
    assert CALENDAR.worked(date(2026, 12, 1), date(2027, 1, 4)) is None
    assert CALENDAR.nth(date(2003, 6, 1), 3) is None


def test_the_day_before_the_table_may_be_a_start():
    assert CALENDAR.nth(date(2003, 12, 31), 1) == date(2004, 1, 2)
    assert CALENDAR.worked(date(2003, 12, 31), date(2004, 1, 2)) == 1


def test_a_region_may_add_its_own_rest_days():
    festival = Holiday(name="壮族三月三", first=date(2022, 4, 11), last=date(2022, 4, 11))
    local = CALENDAR.with_local((festival,))
    assert (CALENDAR.is_workday(festival.first), local.is_workday(festival.first)) == (True, False)
    assert local.reason(festival.first) == "壮族三月三"
    assert local.nth(festival.first - timedelta(1), 1) == CALENDAR.nth(festival.first, 1)


def year_file(folder, year, body=""):
    (folder / f"{year}.toml").write_text(f'year = {year}\nnotice = ""\nmark = "X"\n{body}', encoding="utf-8")


@pytest.mark.parametrize(
    ("write", "message"),
    [
        pytest.param(lambda f: None, "没有放假安排", id="空文件夹"),
        pytest.param(lambda f: (year_file(f, 2020), year_file(f, 2022)), "缺 2021 年", id="缺一年"),
        pytest.param(
            lambda f: year_file(f, 2020, "shifted = [2020-01-06]"), "2020-01-06 有误", id="周一作调休"
        ),
        pytest.param(lambda f: year_file(f, 2020, "holidays = []"), "字段有误", id="字段写错"),
        pytest.param(
            lambda f: (f / "2021.toml").write_text('year = 2020\nnotice = ""\nmark = "X"', encoding="utf-8"),
            "改成一致",
            id="文件名与年份不同",
        ),
    ],
)
def test_a_faulty_table_is_refused_with_the_mend(tmp_path, write, message):
    write(tmp_path)
    with pytest.raises(KnowledgeError, match=message):
        load_calendar(tmp_path)


def test_a_calendar_survives_json():
    again = Calendar.model_validate_json(CALENDAR.model_dump_json())
    assert again == CALENDAR and again.nth(date(2022, 4, 25), 7) == date(2022, 5, 7)
