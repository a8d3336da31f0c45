"""Document numbers: found wide, written in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.numbers import find_numbers, normal_number


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("晋市政发〔2022〕10号", ["晋市政发〔2022〕10号"], id="规范式"),
        pytest.param("晋市政发[ 2022 ] 10 号", ["晋市政发〔2022〕10号"], id="方括号和空格"),
        pytest.param("晋市政发【2022】10号", ["晋市政发〔2022〕10号"], id="方头括号"),
        pytest.param("晋市政发（2022）10号", ["晋市政发〔2022〕10号"], id="圆括号"),
        pytest.param("晋市政发﹝2022﹞10号", ["晋市政发〔2022〕10号"], id="小龟甲"),
        pytest.param("晋市监罚字〔2022〕第012号", ["晋市监罚字〔2022〕12号"], id="字第虚位"),
        pytest.param("〔2024〕93号", ["〔2024〕93号"], id="没有代字"),
        pytest.param("稽处〔2026〕71号", ["稽处〔2026〕71号"], id="单字处"),
        pytest.param("（鹭）应急检记〔2022〕156号", ["（鹭）应急检记〔2022〕156号"], id="括号开头"),
        pytest.param("青农（农药）罚〔2021〕6号", ["青农（农药）罚〔2021〕6号"], id="括号在中间"),
        pytest.param("泽市监当罚〔2022〕3-1号", ["泽市监当罚〔2022〕3-1号"], id="分号"),
        pytest.param("〔二〇二二〕十二号", ["〔2022〕12号"], id="汉字"),
        pytest.param("《处罚告知书》（秋环法〔2015〕17号）及", ["秋环法〔2015〕17号"], id="书名号后"),
        pytest.param(
            "依据国发〔2018〕5号和国办发〔2018〕6号", ["国发〔2018〕5号", "国办发〔2018〕6号"], id="两个相连"
        ),
        pytest.param("《甲》和和政发〔2020〕1号", ["和政发〔2020〕1号"], id="和字开头的地名"),
        pytest.param("于府发〔2020〕1号", ["于府发〔2020〕1号"], id="于字开头的地名"),
        pytest.param("我局于青市监罚〔2020〕1号", ["青市监罚〔2020〕1号"], id="于是介词"),
        pytest.param("国务院令第709号", ["国务院令第709号"], id="令"),
        pytest.param("云岭市人民政府令\n第 12 号", ["云岭市人民政府令第12号"], id="令分两行"),
        pytest.param("第 9 号令", ["令第9号"], id="号令"),
        pytest.param("公告（2020年第8号）", ["2020年第8号"], id="公告"),
        pytest.param("国食药监用字第12号", ["国食药监用字第12号"], id="用字第"),
        pytest.param("（2022）晋0502行初12号", ["（2022）晋0502行初12号"], id="法院案号"),
        pytest.param("会议纪要\n〔2023〕2号", ["〔2023〕2号"], id="上一行不是代字"),
        pytest.param("（2022）12号楼", [], id="楼号"),
        pytest.param("秋税稽处〔2026〕 号", [], id="序号空白"),
        pytest.param("澜ICP备00000012号", [], id="备案号"),
    ],
)
def test_found(text: str, wanted: list[str]) -> None:
    assert [n.normal for n in find_numbers(text)] == wanted


def test_what_was_written_is_kept() -> None:
    text = "根据晋市政发[2022]第10号文件"
    number = find_numbers(text)[0]
    assert (number.written, text[number.start : number.end]) == ("晋市政发[2022]第10号", number.written)


AGENCY = st.text(alphabet="晋城市监农环罚规发函政", min_size=1, max_size=6)
OPEN = st.sampled_from(["〔〕", "[]", "【】", "（）", "()", "﹝﹞"])


@given(
    AGENCY,
    st.integers(1990, 2030),
    st.integers(1, 99999),
    OPEN,
    st.sampled_from(["", "第"]),
    st.sampled_from(["", " "]),
)
def test_every_form_has_one_normal_form(
    agency: str, year: int, number: int, pair: str, ordinal: str, gap: str
) -> None:
    written = f"{agency}{gap}{pair[0]}{year}{pair[1]}{gap}{ordinal}{number}{gap}号"
    normal = f"{agency}〔{year}〕{number}号"
    assert normal_number(written) == normal
    assert normal_number(normal) == normal
