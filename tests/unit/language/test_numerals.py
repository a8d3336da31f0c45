"""Chinese numerals, amounts in figures and capitals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.numerals import decimal, integer, yuan

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """Below 10 000 as one writes it: 3205 三千二百零五."""
    parts: list[str] = []
    zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            parts.append(("零" if zero and parts else "") + DIGITS[digit] + name)
            zero = False
        else:
            zero = True
    return "".join(parts)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("二〇二二", 2022), ("十", 10), ("十九", 19), ("廿五", 25), ("卅", 30), ("一百零五", 105), ("壹万贰仟", 12000),
        ("3万", 30000), ("一亿二千万", 120_000_000), ("一二十", None), ("某", None), ("", None),
    ],
)  # fmt: skip
def test_integer(text: str, wanted: int | None) -> None:
    assert integer(text) == wanted


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_numerals_read_back(low: int, high: int) -> None:
    assert integer(written(low)) == low
    if high:
        gap = "零" if low < 1000 else ""
        assert integer(f"{written(high)}万{gap}{written(low)}") == high * 10_000 + low


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("人民币壹万贰仟元整", "12000", id="大写"),
        pytest.param("捌万贰仟叁佰壹拾元整", "82310", id="大写到十"),
        pytest.param("壹佰贰拾叁元肆角伍分", "123.45", id="角分"),
        pytest.param("12.5万元", "125000", id="万元"),
        pytest.param("3,052,718.46元", "3052718.46", id="千分位"),
        pytest.param("6万元", "60000", id="整万"),
        pytest.param("若干元", None, id="不是数"),
    ],
)
def test_yuan(text: str, wanted: str | None) -> None:
    assert yuan(text) == (None if wanted is None else Decimal(wanted))


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_figures_read_back(value: Decimal) -> None:
    assert decimal(f"{value:,}") == value
