"""What a searcher writes, and what is meant; nothing raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.parse import MOST_TERMS, MOST_UNITS, Wanted, parse


def read(wanted: Wanted) -> tuple[list[list[str]], list[str]]:
    """Groups and exclusions, units joined by a space where they are more than characters."""
    groups = [["".join(term.units) for term in group] for group in wanted.groups]
    return groups, ["".join(term.units) for term in wanted.without]


@pytest.mark.parametrize(
    ("text", "groups", "without"),
    [
        pytest.param("公告送达", [["公告送达"]], [], id="一个词"),
        pytest.param("听证 公告送达", [["听证"], ["公告送达"]], [], id="两个词都要"),
        pytest.param("听证　公告送达", [["听证"], ["公告送达"]], [], id="全角空格"),
        pytest.param('"公告 送达" 听证', [["公告送达"], ["听证"]], [], id="引号内是一个词"),
        pytest.param("“公告 送达”", [["公告送达"]], [], id="中文引号"),
        pytest.param("「公告 送达」", [["公告送达"]], [], id="直角引号"),
        pytest.param('"没有收尾', [["没有收尾"]], [], id="引号没有收尾"),
        pytest.param("听证 -简易程序", [["听证"]], ["简易程序"], id="不含"),
        pytest.param("-“简易 程序”", [], ["简易程序"], id="只有不含"),
        pytest.param("听证 OR 陈述申辩 处罚", [["听证", "陈述申辩"], ["处罚"]], [], id="或比空格紧"),
        pytest.param("处罚 听证 | 陈述 ＯＲ 申辩", [["处罚"], ["听证", "陈述", "申辩"]], [], id="连着的或"),
        pytest.param("OR 听证 OR", [["听证"]], [], id="多余的或"),
        pytest.param("听证 OR -简易", [["听证"]], ["简易"], id="或后面是不含"),
        pytest.param("晋市政发 [2022] 10 号", [["晋市政发202210号"]], [], id="文号有空格"),
        pytest.param(
            "罚款 晋市监罚字（2022） 第 5 号", [["罚款"], ["晋市监罚字2022第5号"]], [], id="词与文号"
        ),
        pytest.param("国务院令第 709 号", [["国务院令第709号"]], [], id="令号有空格"),
        pytest.param("2022-04-19", [["20220419"]], [], id="横线在中间不是不含"),
        pytest.param("《行政处罚法》", [["行政处罚法"]], [], id="书名号"),
        pytest.param("罚", [["罚"]], [], id="一个字"),
        pytest.param("12.5万元", [["12.5万元"]], [], id="小数"),
        pytest.param("- -- |", [], [], id="只有符号"),
        pytest.param("", [], [], id="空"),
    ],
)
def test_parse(text: str, groups: list[list[str]], without: list[str]) -> None:
    assert read(parse(text)) == (groups, without)


def test_nothing_to_search_is_not_everything() -> None:
    assert parse("！！ ……").nothing
    assert not parse("  ").nothing
    assert "没有可以检索的字" in parse("……").notes[0]


def test_too_much_is_cut_and_said() -> None:
    many = parse(" ".join(f"词{chr(0x4E00 + i)}" for i in range(1000)))
    assert len(many.groups) == MOST_TERMS
    assert any("只用了前" in note for note in many.notes)
    long = parse("法" * 10_000)
    assert [len(term.units) for term in long.terms] == [MOST_UNITS]
    assert any("太长" in note for note in long.notes)


@given(st.text(max_size=200) | st.text(st.sampled_from('"“”-－OR| 听证罚〔]()2022号\n\x00'), max_size=80))
def test_any_text_is_understood(text: str) -> None:
    wanted = parse(text)
    assert all(term.units for term in (*wanted.terms, *wanted.without))
    assert not (wanted.nothing and wanted.terms)
