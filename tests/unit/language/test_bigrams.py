"""Tokens of the index: a phrase of tokens must tell the truth about units following one another."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from language.bigrams import bigrams, pairs, units

TEXT = st.text(st.sampled_from("行政处罚决定书第条号一二0123459azAZ .,，。〔〕（）\n\t○㎡①⾏％"), max_size=40)


def words(text: str) -> list[str]:
    return [unit.text for unit in units(text)]


def contains(row: list[str], wanted: list[str]) -> bool:
    """Whether these units follow one another in the row: the truth an index must tell."""
    return any(row[i : i + len(wanted)] == wanted for i in range(len(row) - len(wanted) + 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("行政处罚", ["行", "政", "处", "罚"], id="汉字逐字"),
        pytest.param("晋市政发〔2022〕10号", ["晋", "市", "政", "发", "2022", "10", "号"], id="文号"),
        pytest.param(
            "晋市政发［２０２２］ 10 号", ["晋", "市", "政", "发", "2022", "10", "号"], id="全角与空格"
        ),
        pytest.param("12.5万元", ["12.5", "万", "元"], id="小数是一个数"),
        pytest.param("3,600.00元", ["3600.00", "元"], id="千分位去掉"),
        pytest.param("见1，200号", ["见", "1", "200", "号"], id="中文逗号不是千分位"),
        pytest.param("91140500MA0H2K3L4X", ["91140500ma0h2k3l4x"], id="信用代码"),
        pytest.param("⾏政", ["行", "政"], id="部首作汉字"),
        pytest.param("二○二二", ["二", "〇", "二", "二"], id="圈作〇"),
        pytest.param("面积30㎡内", ["面", "积", "30m2", "内"], id="一字变两字"),
        pytest.param("……——（）", [], id="标点不是单元"),
        pytest.param("a" * 70, ["a" * 64, "a" * 6], id="过长的乱码切断"),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        pytest.param("第10号令", "10号", True, id="号后有字"),
        pytest.param("第10条规定", "第10条", True, id="条后有字"),
        pytest.param("第13条", "3条", False, id="数字不拆"),
        pytest.param("110号", "10号", False, id="不是别的号"),
        pytest.param("处罚。决定", "处罚决定", True, id="标点不隔断"),
        pytest.param("处罚\n决定", "罚决", True, id="换行不隔断"),
        pytest.param("20 22号", "2022号", False, id="两个数不是一个数"),
        pytest.param("决定处罚", "处罚决定", False, id="次序要对"),
    ],
)
def test_contains(text: str, phrase: str, expected: bool) -> None:
    assert contains(words(text), words(phrase)) is expected


@given(TEXT, TEXT)
@example("10 20", "1020")
def test_tokens_follow_one_another_exactly_where_units_do(text: str, phrase: str) -> None:
    row = words(phrase)
    if len(row) >= 2:
        assert contains(bigrams(text), pairs(row)) is contains(words(text), row)


@given(TEXT)
def test_every_cut_of_a_text_is_found_in_it(text: str) -> None:
    row = words(text)
    for i in range(len(row) - 1):
        assert contains(bigrams(text), pairs(row[i : i + 3]))


@given(TEXT)
def test_bigrams_are_the_units_in_pairs(text: str) -> None:
    assert bigrams(text) == pairs(words(text), closed=True)
    assert len(bigrams(text)) == len(words(text))


@given(st.text(max_size=60))
def test_any_text_has_units_that_stand_where_they_say(text: str) -> None:
    found = units(text)
    assert bigrams(text) == pairs([unit.text for unit in found], closed=True)
    for unit in found:
        assert 0 <= unit.start < unit.end <= len(text)
        assert unit.text in words(text[unit.start : unit.end]) or len(text[unit.start : unit.end]) == 1
    assert [unit.start for unit in found] == sorted(unit.start for unit in found)
    assert not any(" " in unit.text or "_" in unit.text for unit in found)
