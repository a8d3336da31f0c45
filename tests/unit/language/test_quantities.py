"""Numbers with units in one form."""

import pytest

from language.quantities import find_quantities, normalised


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("三十日内", ["30日"], id="汉字"),
        pytest.param("30 天", ["30日"], id="空格与天"),
        pytest.param("7个工作日", ["7工作日"], id="工作日不是日"),
        pytest.param("十二万五千元和12.5万元", ["125000元", "125000元"], id="万"),
        pytest.param("3,600.00元", ["3600元"], id="千分位"),
        pytest.param("百分之三十，30%", ["百分之30", "百分之30"], id="百分比"),
        pytest.param("第三十二条第一款", ["第32条", "第1款"], id="条款"),
        pytest.param("五月三十日、2022年5月3日、2022年", [], id="日期不是期间"),
        pytest.param("一百零五天", ["105日"], id="零"),
        pytest.param("数十日，几日", [], id="不定数"),
        pytest.param("二年内", ["2年"], id="年"),
    ],
)
def test_normal_form(text: str, expected: list[str]) -> None:
    assert [quantity.normal for quantity in find_quantities(text)] == expected


def test_forms_come_back_to_the_normal_form() -> None:
    for text in ("30日", "12万元", "105天", "百分之20", "第10条"):
        (quantity,) = find_quantities(text)
        for form in quantity.forms:
            assert [q.normal for q in find_quantities(form)] == [quantity.normal]


def test_only_what_is_written_otherwise_is_written_again() -> None:
    assert normalised("应当在30日内提出") == []
    assert normalised("应当在三十日内提出") == ["应当在30日内提出"]
    far = "三十日" + "文" * 100 + "四十日"
    assert normalised(far, around=2) == ["30日文文", "文文40日"]
