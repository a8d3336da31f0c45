"""Personal data covered character for character; check digits of persons and organisations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.codes import bank_card_ok, credit_code_ok, identity_ok, repaired_credit_code
from language.masks import find_personal, mask


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("身份证号：11010519491231002X。", "身份证号：110105************。", id="身份证"),
        pytest.param("号码11010519491231002X", "号码110105************", id="校验码认出身份证"),
        pytest.param(
            "身份证号：110105194912310021", "身份证号：110105************", id="有栏目名则校验不过也遮"
        ),
        pytest.param("发票号码110105194912310021", "发票号码110105194912310021", id="校验不过又无栏目名"),
        pytest.param("电话：13800138000", "电话：138****8000", id="手机"),
        pytest.param("电话：0990-2000356", "电话：099*-***0356", id="座机"),
        pytest.param("账号：6222021234567890128", "账号：***************0128", id="银行卡"),
        pytest.param("住址：青禾县石桥镇东街5号，职业", "住址：青禾县*******，职业", id="家庭住址"),
        pytest.param("地址：青禾县石桥镇东街5号", "地址：青禾县石桥镇东街5号", id="单位地址公开"),
        pytest.param(
            "统一社会信用代码11370322004222241N", "统一社会信用代码11370322004222241N", id="信用代码公开"
        ),
        pytest.param(
            "《通知》（晋市政发〔2022〕10号）2022年4月19日",
            "《通知》（晋市政发〔2022〕10号）2022年4月19日",
            id="文号日期不遮",
        ),
    ],
)
def test_mask(text: str, wanted: str) -> None:
    assert mask(text) == wanted


@given(st.text(alphabet="身份证号住址电话：，县12345678901234567890Xx -\n", max_size=120))
def test_every_character_keeps_its_place(text: str) -> None:
    hidden = mask(text)
    assert len(hidden) == len(text)
    assert all(a == b or b == "*" for a, b in zip(text, hidden, strict=True))
    assert mask(hidden).count("*") >= hidden.count("*")


def test_pieces_do_not_overlap() -> None:
    found = find_personal("身份证11010519491231002X 手机13800138000 住址：青禾县东街5号")
    assert [p.kind for p in found] == ["id_card", "phone", "address"]


@pytest.mark.parametrize("code", ["11370322004222241N", "11441300007187648G"])
def test_credit_codes_of_two_offices(code: str) -> None:
    assert credit_code_ok(code)
    wrong = code[:4] + ("1" if code[4] != "1" else "2") + code[5:]
    assert not credit_code_ok(wrong)


def test_a_misread_credit_code_is_mended_only_where_the_check_agrees() -> None:
    assert repaired_credit_code("1137O322OO4222241N") == "11370322004222241N"
    assert repaired_credit_code("1137O322OO4222242N") is None


@pytest.mark.parametrize(
    ("number", "right"),
    [
        pytest.param("11010519491231002X", True, id="标准示例"),
        pytest.param("110105194912310021", False, id="校验码不对"),
        pytest.param("110105194902310020", False, id="没有的生日"),
        pytest.param("99010519491231002X", False, id="没有的省"),
    ],
)
def test_identity(number: str, right: bool) -> None:
    assert identity_ok(number) is right


@given(st.integers(10**14, 10**17 - 1))
def test_every_card_number_has_one_check_digit(prefix: int) -> None:
    assert sum(bank_card_ok(f"{prefix}{digit}") for digit in range(10)) == (
        1 if len(str(prefix)) >= 15 else 0
    )
