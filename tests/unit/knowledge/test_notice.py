"""A holiday notice becomes a year of the calendar: read, checked against itself, against the table and chinesecalendar."""

from datetime import date

import chinese_calendar
import pytest

from dossier.errors import KnowledgeError
from knowledge.holidays import load_calendar
from knowledge.notice import add_year, as_toml, read_notice

TABLE = {year.year: year for year in load_calendar().years}

NOTICE_2025 = """国务院办公厅关于2025年
部分节假日安排的通知
国办发明电〔2024〕12号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2025年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
"""
NOTICE_2023 = """国务院办公厅关于2023年部分节假日安排的通知
国办发明电〔2022〕16号
一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
"""


@pytest.mark.parametrize(
    ("text", "year"), [pytest.param(NOTICE_2025, 2025, id="写周几"), pytest.param(NOTICE_2023, 2023, id="元旦含上年最后一日")]
)  # fmt: skip
def test_the_notice_gives_the_days_of_the_table_and_of_chinesecalendar(text, year):
    read = read_notice(text)
    assert (read.year, read.notice, read.mark) == (year, TABLE[year].notice, "R")
    assert read.shifted == TABLE[year].shifted
    assert {(b.first, b.last) for b in read.holiday} == {(b.first, b.last) for b in TABLE[year].holiday}
    assert all(chinese_calendar.is_workday(day) for day in read.shifted)
    assert not any(chinese_calendar.is_workday(block.first) for block in read.holiday)


def test_a_new_year_is_added_by_one_command_and_then_counted_with(tmp_path):
    (tmp_path / "2024.toml").write_text(as_toml(TABLE[2024]), encoding="utf-8")
    path, _ = add_year(NOTICE_2025, folder=tmp_path)
    calendar = load_calendar(tmp_path)
    assert (path.name, calendar.last) == ("2025.toml", date(2025, 12, 31))
    assert calendar.is_workday(date(2025, 1, 26)) and not calendar.is_workday(date(2025, 1, 28))
    with pytest.raises(KnowledgeError, match="--replace"):
        add_year(NOTICE_2025, folder=tmp_path)


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        pytest.param("1月26日（周日）", "1月27日（周日）", "2025-01-27是周一", id="周几不符"),
        pytest.param("共8天。1月26日", "共7天。1月26日", "写明共7天", id="天数不符"),
        pytest.param("4月27日（周日）上班", "4月28日上班", "不是周末", id="上班日不是周末"),
        pytest.param("2月8日（周六）", "2月30日（周六）", "不存在", id="没有这一天"),
        pytest.param("2025年\n部分节假日安排的通知", "节日安排", "没有找到", id="不是放假通知"),
    ],
)
def test_a_misread_notice_is_refused(was, now, message):
    assert was in NOTICE_2025
    with pytest.raises(KnowledgeError, match=message):
        read_notice(NOTICE_2025.replace(was, now))


def test_a_gap_between_years_is_refused(tmp_path):
    (tmp_path / "2022.toml").write_text(as_toml(TABLE[2022]), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="先加入 2023 年"):
        add_year(NOTICE_2025, folder=tmp_path)
