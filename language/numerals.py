"""Chinese numerals, as dates, quantities and amounts are written with them."""

import re
from decimal import Decimal

ZERO = "〇○ＯOo零０0◯"  # all stand for zero in a date; NFKC keeps them apart (rules.md §15.7)
_DIGITS = dict.fromkeys(ZERO, 0) | {c: i + 1 for i, c in enumerate("一二三四五六七八九")}
_DIGITS |= {c: i + 1 for i, c in enumerate("壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"两": 2, "貳": 2, "參": 3, "叄": 3, "陸": 6} | {c: i + 1 for i, c in enumerate("123456789")}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TENS = {"廿": 20, "卄": 20, "卅": 30}
NUMERAL = "".join(sorted({*_DIGITS, *_UNITS, *_GROUPS, *_TENS}))
HAN_NUMERAL = "〇○ＯO零一二三四五六七八九十廿卅百千"
_PLAIN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def integer(text: str) -> int | None:
    """The whole number written in Arabic digits, Chinese numerals or capitals; None where it is none.

    >>> [integer(n) for n in ("二〇二二", "十九", "廿五", "壹万贰仟", "3万", "两百零五", "一二十")]
    [2022, 19, 25, 12000, 30000, 205, None]
    """
    text = re.sub(r"[\s,，]", "", text)
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _composed(text)


def _composed(text: str) -> int | None:
    """Numbers with 十, 百, 千, 万, 亿; None when the parts stand in no such order."""
    total, group, digit, last = 0, 0, None, 10**9
    figures = re.match(r"\d+", text)
    if figures:
        digit, text = int(figures[0]), text[figures.end() :]
    for c in text:
        if c in _TENS:
            if digit is not None or group:
                return None
            group, last = group + _TENS[c], 10
        elif c in _GROUPS:
            value = group + (digit or 0)
            if not value and not total:
                return None
            total = (total + value) * _GROUPS[c] if _GROUPS[c] == 10**8 else total + value * _GROUPS[c]
            group, digit, last = 0, None, 10**9
        elif c in _UNITS:
            if _UNITS[c] >= last or digit == 0:
                return None
            group, digit, last = group + (1 if digit is None else digit) * _UNITS[c], None, _UNITS[c]
        elif c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
        else:
            return None
    return total + group + (digit or 0)


def decimal(text: str) -> Decimal | None:
    """A number with figures and perhaps 十, 百, 千, 万, 亿 behind them, or Chinese numerals with 点.

    >>> decimal("12.5万"), decimal("3,052,718.46"), decimal("三点五")
    (Decimal('125000.0'), Decimal('3052718.46'), Decimal('3.5'))
    """
    text = re.sub(r"\s", "", text).replace("，", ",")
    figures = _PLAIN.match(text)
    if figures:
        factor = 1
        for c in text[figures.end() :]:
            if c not in _GROUPS and c not in _UNITS:
                return None
            factor *= _GROUPS.get(c) or _UNITS[c]
        return Decimal(figures[0].replace(",", "")) * factor
    whole, _, fraction = text.partition("点")
    number = integer(whole)
    if number is None or not fraction:
        return None if number is None else Decimal(number)
    if not all(c in _DIGITS for c in fraction):
        return None
    return Decimal(f"{number}.{''.join(str(_DIGITS[c]) for c in fraction)}")


_CAPITALS = re.compile(
    r"(?:人民币)?(?P<yuan>[^元圆角分整正]+?)(?:元|圆)(?:整|正)?(?:(?P<jiao>[^元圆角分整正])角)?(?:零?(?P<fen>[^元圆角分整正零])分)?(?:整|正)?"
)


def yuan(text: str) -> Decimal | None:
    """Money in yuan, from figures or capitals (人民币壹万贰仟元整, 12.5万元, 叁佰元伍角); None where it is no amount."""
    match = _CAPITALS.fullmatch(re.sub(r"\s", "", text))
    if not match:
        return None
    total = decimal(match["yuan"])
    if total is None:
        return None
    for part, value in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
        if match[part]:
            digit = _DIGITS.get(match[part])
            if digit is None:
                return None
            total += digit * value
    return total


def in_capitals(text: str) -> bool:
    """Whether money is written in capitals (壹万贰仟元整), as forged figures are guarded against."""
    return re.search(r"[零壹贰叁肆伍陆柒捌玖拾佰仟萬億][元圆]", re.sub(r"\s", "", text)) is not None
