"""Words and names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.durations import find_durations
from language.names import is_person, type_of
from language.words import _jieba, cutter, words

TEXT = "我局于2022年4月19日收到送审材料，经合法性审核，提出如下意见：第三条与上位法不一致。行政处罚决定书"


@settings(deadline=None)  # the first call loads the dictionary
@given(st.text(max_size=80))
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


def test_rjieba_cuts_as_jieba_does() -> None:
    assert words(TEXT) == _jieba(())(TEXT)


def test_words_of_our_own() -> None:
    assert "合法性审核意见书" in cutter(["合法性审核意见书"])("出具合法性审核意见书")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青禾县谷满仓食品有限公司", "organization"), ("云岭市临澜区云澜美发店", "organization"), ("云岭市人民政府", "organization"),
        ("粟大有", "person"), ("欧阳明", "person"), ("李某某", "person"), ("签名", "unknown"), ("送审稿", "unknown"),
    ],
)  # fmt: skip
def test_type_of_name(name: str, kind: str) -> None:
    assert type_of(name) == kind
    assert is_person(name) == (kind == "person")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("15日内", [(15, "d")]), ("七个工作日", [(7, "wd")]), ("六个月内", [(6, "m")]), ("二十四小时", [(24, "h")]), ("5年", [(5, "y")]),
        ("三十日", [(30, "d")]), ("第三十日", []), ("三月", []),
    ],
)  # fmt: skip
def test_durations(text: str, wanted: list[tuple[int, str]]) -> None:
    assert [(d.quantity, d.unit) for d in find_durations(text, [])] == wanted
