"""Numbers with a unit in one form: 30日 = 三十日 = 30 天; 12.5万元 = 十二万五千元; 百分之三十 = 30%; 第三十条 = 第30条."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from language.numerals import integer

_HAN = "〇零一二两三四五六七八九十百千"
_DIGITS = "零一二三四五六七八九"
# How a unit may be written → the unit in the normal form. 日 after a month's name is a date, not a length.
_UNITS = {
    "个工作日": "工作日", "工作日": "工作日", "个自然日": "日", "自然日": "日", "日": "日", "天": "日",
    "个月": "个月", "周年": "年", "年": "年", "个小时": "小时", "小时": "小时", "元": "元", "人": "人", "名": "人", "倍": "倍",
    "平方米": "平方米", "m2": "平方米", "公顷": "公顷", "亩": "亩", "吨": "吨", "公斤": "公斤", "千克": "公斤", "kg": "公斤",
    "公里": "公里", "千米": "公里", "km": "公里",
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,12}})(?:\.\d{{1,6}})?|[{_HAN}]{{1,9}}"
_SPACE = r"[ \t\n]{0,3}"
_PLAIN = re.compile(
    rf"(?<![\d.{_HAN}万亿第几数])(?P<n>{_NUMBER}){_SPACE}(?P<many>[万亿]?)(?P<low>[{_HAN}]{{0,7}}){_SPACE}"
    rf"(?P<unit>{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})"
)
_PERCENT = re.compile(rf"百分之(?P<n>{_NUMBER})|(?<![\d.])(?P<m>\d{{1,6}}(?:\.\d{{1,6}})?){_SPACE}%")
_ARTICLE = re.compile(rf"第{_SPACE}(?P<n>\d{{1,4}}|[{_HAN}]{{1,7}}){_SPACE}(?P<unit>[条款项章])")
_GROUPS = {"": 1, "万": 10**4, "亿": 10**8}
_MONTH = re.compile(rf"[月年][ \t]{{0,3}}\Z|(?:\d|[{_HAN}])[ \t]{{0,3}}[至到、和][ \t]{{0,3}}\Z")
MOST_FORMS = 12


class Quantity(NamedTuple):
    """A number with its unit: text[start:end]; `normal`: the one form; `forms`: how else it may be written."""

    start: int
    end: int
    normal: str
    forms: tuple[str, ...]


def find_quantities(text: str) -> list[Quantity]:
    """Every quantity in the text (already folded to half width), in order, none overlapping another."""
    found: list[Quantity] = []
    every = sorted((*_plain(text), *_percents(text), *_articles(text)), key=lambda q: (q.start, -q.end))
    for quantity in every:
        if not found or quantity.start >= found[-1].end:
            found.append(quantity)
    return found


def _plain(text: str) -> Iterator[Quantity]:
    for match in _PLAIN.finditer(text):
        unit = _UNITS[match["unit"]]
        if unit in ("日", "年") and _MONTH.search(text[max(match.start() - 6, 0) : match.start()]):
            continue
        value = _value(match["n"], match["many"], match["low"])
        if value is None or (unit == "年" and value >= 1000):
            continue  # 2022年 is a date
        ways = [written for written, to in _UNITS.items() if to == unit]
        yield Quantity(match.start(), match.end(), f"{_arabic(value)}{unit}", _forms(value, ways))


def _value(number: str, many: str, low: str) -> Decimal | None:
    """12.5 with 万; 十二 with 万 and 五千."""
    plain = number.replace(",", "")
    head = Decimal(plain) if plain[0].isdigit() else _han(plain)
    tail = _han(low) if low else Decimal(0)
    if head is None or tail is None or (low and not many):
        return None
    return head * _GROUPS[many] + tail


def _han(text: str) -> Decimal | None:
    value = integer(text)
    return None if value is None else Decimal(value)


def _percents(text: str) -> Iterator[Quantity]:
    for match in _PERCENT.finditer(text):
        number = match["n"] or match["m"]
        value = _value(number, "", "")
        if value is not None:
            forms = (f"百分之{_arabic(value)}", *(f"百分之{han}" for han in _hans(value)))
            yield Quantity(match.start(), match.end(), forms[0], forms)


def _articles(text: str) -> Iterator[Quantity]:
    for match in _ARTICLE.finditer(text):
        value = _value(match["n"], "", "")
        if value is not None:
            forms = tuple(f"第{n}{match['unit']}" for n in (_arabic(value), *_hans(value)))
            yield Quantity(match.start(), match.end(), forms[0], forms)


def _forms(value: Decimal, ways: list[str]) -> tuple[str, ...]:
    numbers = [_arabic(value), *_hans(value)]
    if value >= 10000 and value % 100 == 0:
        numbers.append(f"{_arabic(value / 10000)}万")
    return tuple(f"{number}{unit}" for number, unit in product(numbers, ways))[:MOST_FORMS]


def _arabic(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _hans(value: Decimal) -> list[str]:
    """The number in Chinese numerals; none for fractions and what offices do not write so."""
    if value != int(value) or not 0 < value < 10**8:
        return []
    whole = int(value)
    high, low = divmod(whole, 10**4)
    gap = "零" if high and 0 < low < 1000 else ""
    words = (f"{_group(high)}万" if high else "") + gap + (_group(low) if low else "")
    return [words.removeprefix("一") if words.startswith("一十") else words]


def _group(number: int) -> str:
    """Up to 9999: 三百零五."""
    words, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return words


def normalised(text: str, *, around: int = 8) -> list[str]:
    """Stretches of the text around quantities that are not in the normal form, with these in it.

    Numbers of articles stand alone: a law has one on every line.
    """
    stretches: list[str] = []
    end, open_ = 0, False
    for quantity in find_quantities(text):
        if text[quantity.start : quantity.end] == quantity.normal:
            continue
        near = open_ and quantity.start <= end + 2 * around
        if not near and open_:
            stretches[-1] += text[end : end + around]
        if near:  # one stretch with the quantity before
            stretches[-1] += text[end : quantity.start] + quantity.normal
        elif quantity.normal[0] == "第":
            stretches.append(quantity.normal)
        else:
            stretches.append(text[max(quantity.start - around, end) : quantity.start] + quantity.normal)
        end, open_ = quantity.end, near or quantity.normal[0] != "第"
    if open_:
        stretches[-1] += text[end : end + around]
    return list(dict.fromkeys(stretches))
