"""Dates in every written form, and what is no date."""

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.dates import Written, find_dates

HAN = "〇一二三四五六七八九"


def han(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{HAN[tens]}十") + (HAN[ones] if ones else "")


def days(found: list[Written]) -> list[str]:
    """ISO dates, a part of a month or year as first/last."""
    return [str(w.first) if w.first == w.last else f"{w.first}/{w.last}" for w in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("于2022年4月19日收到", ["2022-04-19"], id="阿拉伯数字"),
        pytest.param("2022 年 4 月 19 日", ["2022-04-19"], id="空格"),
        pytest.param("2022年\n4月19日", ["2022-04-19"], id="换行"),
        pytest.param("2022年04月09日", ["2022-04-09"], id="虚位"),
        pytest.param("2022.4.19", ["2022-04-19"], id="点"),
        pytest.param("2022-04-19 10:09", ["2022-04-19"], id="连字符和时刻"),
        pytest.param("2022-10-2009:41:27", ["2022-10-20"], id="日期与时刻粘连"),
        pytest.param("桑野2026年10月日\n", ["2026-10-01/2026-10-31"], id="日空白且无空格"),
        pytest.param("2022/4/19", ["2022-04-19"], id="斜线"),
        pytest.param("二〇二二年四月十九日", ["2022-04-19"], id="汉字〇"),
        pytest.param("二○二二年十二月三十一日", ["2022-12-31"], id="圆圈○"),
        pytest.param("二O二二年元月五日", ["2022-01-05"], id="字母O元月"),
        pytest.param("二Ｏ二六年七月三日", ["2026-07-03"], id="全角Ｏ"),
        pytest.param("二零二二年十月二十日", ["2022-10-20"], id="零"),
        pytest.param("2O22年4月1日", ["2022-04-01"], id="OCR把0认作O"),
        pytest.param("22年4月19日", ["2022-04-19"], id="两位年"),
        pytest.param("2022年4月19\n", ["2022-04-19"], id="行末缺日"),
        pytest.param("2022年4月", ["2022-04-01/2022-04-30"], id="只有年月"),
        pytest.param("2026年10月　日\n", ["2026-10-01/2026-10-31"], id="日空白"),
        pytest.param("2024年2月", ["2024-02-01/2024-02-29"], id="闰年二月"),
        pytest.param("2022年4月1日至30日", ["2022-04-01", "2022-04-30"], id="同月起讫"),
        pytest.param("2022年4月1日至5月1日", ["2022-04-01", "2022-05-01"], id="同年起讫"),
        pytest.param("2021年12月20日至1月20日", ["2021-12-20", "2022-01-20"], id="跨年起讫"),
        pytest.param("2026年9月4日—2026年9月10日", ["2026-09-04", "2026-09-10"], id="破折号起讫"),
        pytest.param("2022.4.1-4.30", ["2022-04-01", "2022-04-30"], id="点号起讫"),
        pytest.param("2022年4月19日立案，次日送达", ["2022-04-19", "2022-04-20"], id="次日"),
        pytest.param("2022年4月19日立案，同年5月3日结案", ["2022-04-19", "2022-05-03"], id="同年"),
        pytest.param("2022年4月19日立案，同月25日送达", ["2022-04-19", "2022-04-25"], id="同月"),
        pytest.param("2021年12月30日告知，次年1月5日决定", ["2021-12-30", "2022-01-05"], id="次年"),
        pytest.param("2022年2月30日", [], id="没有的日子"),
        pytest.param("2022年13月1日", [], id="没有的月份"),
        pytest.param("　　年4月19日", [], id="年份空白"),
        pytest.param("http://www.gov.cn/2019-02/15/content_5365.htm", [], id="网址"),
        pytest.param("版本2022.4.19.3", [], id="版本号"),
        pytest.param("晋市政发〔2022〕10号", [], id="文号"),
        pytest.param("三年内不得申请，满5月后", [], id="期间"),
        pytest.param("请于5月20日前反馈", [], id="没有年份可依"),
    ],
)
def test_days(text: str, wanted: list[str]) -> None:
    assert days([w for w in find_dates(text) if w.precision != "year"]) == wanted


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        pytest.param(date(2022, 4, 1), "2022-05-20", id="同年"),
        pytest.param(date(2022, 12, 25), "2023-05-20", id="次年更近"),
        pytest.param(date(2023, 1, 10), "2023-05-20", id="年初"),
    ],
)
def test_year_from_the_papers_own_date(reference: date, wanted: str) -> None:
    assert days(find_dates("请于5月20日前反馈", reference=reference)) == [wanted]


def test_year_of_the_same_paragraph_comes_first() -> None:
    found = find_dates("2019年3月2日检查，5月6日复查。", reference=date(2022, 1, 1))
    assert days(found) == ["2019-03-02", "2019-05-06"]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        pytest.param("2022年4月19日上午9时30分", time(9, 30), id="上午"),
        pytest.param("2022年4月19日下午3时", time(15), id="下午"),
        pytest.param("2022年4月19日10点半", time(10, 30), id="半"),
        pytest.param("2022-04-19 18:25", time(18, 25), id="冒号"),
        pytest.param("二〇二二年四月十九日下午三时十五分", time(15, 15), id="汉字"),
        pytest.param("2022年4月19日25时", None, id="没有的时刻"),
        pytest.param("2022年4月19日", None, id="没写"),
    ],
)
def test_time_of_day(text: str, at: time | None) -> None:
    assert find_dates(text)[0].at == at


def test_both_sides_of_a_range_are_told() -> None:
    assert [w.side for w in find_dates("自2022年4月1日起至2022年4月30日止，2022年5月6日汇总")] == [
        "from",
        "to",
        "",
    ]


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{y}年{m}月{d}日", "{y}.{m}.{d}", "{y}-{m:02}-{d:02}", "{y} 年 {m} 月 {d} 日"]),
)
def test_arabic_forms_read_back(day: date, form: str) -> None:
    text = "于" + form.format(y=day.year, m=day.month, d=day.day) + "印发"
    found = find_dates(text)
    assert [(w.first, w.last) for w in found] == [(day, day)]
    assert text[found[0].start : found[0].end].strip() == text[1:-2]


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from("〇○ＯO零"))
def test_chinese_forms_read_back(day: date, zero: str) -> None:
    year = "".join(zero if c == "0" else HAN[int(c)] for c in str(day.year))
    found = find_dates(f"{year}年{han(day.month)}月{han(day.day)}日")
    assert [w.first for w in found] == [day]


@given(st.text(alphabet="二〇○年月日至到一十0123456789.-/ 同次本当", max_size=60))
def test_any_text_gives_dates_in_order(text: str) -> None:
    found = find_dates(text, reference=date(2022, 1, 1))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(w.first <= w.last and 0 <= w.start < w.end <= len(text) for w in found)
