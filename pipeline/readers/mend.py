"""Misreadings that can have meant one thing only: mended in an engine's lines, what was read kept beside it.

Each rule needs the context that leaves no other meaning (a day after a month, the zero of a year of this
century, a bracket closed twice). What could have been two things stays as read and parses as nothing.
Rules come from errors measured on made pages (corpora/reading).
"""

from collections.abc import Callable
from re import Match, Pattern
from re import compile as regex

_N = "〇一二三四五六七八九"
_ZERO = "〇○◯0０OoＯCcQDG"
_TWO, _ONE = "=＝ニ", r"－—–_\-"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_OPEN, _CLOSE = r"\[［(（【", r"\]］)）】"

Mend = str | Callable[[Match[str]], str]


def _strokes(match: Match[str]) -> str:
    """“=” and “-” among the numerals of a date are 二 and 一."""
    table = dict.fromkeys(map(ord, _TWO), "二") | dict.fromkeys(map(ord, _ONE), "一")
    return match.group().translate(table)


_RULES: tuple[tuple[Pattern[str], Mend], ...] = (
    # 二C二二年, =〇二六年, 二〇-三年, 三〇一五年: no paper is of the year 3015.
    (regex(rf"(?<![{_N}\d])[二三{_TWO}][{_ZERO}](?=[{_N}{_TWO}{_ONE}]{{2}}\s*年)"), "二〇"),
    (regex(rf"(?<=二〇)[{_N}]?[{_TWO}{_ONE}][{_N}{_TWO}{_ONE}]?(?=\s*年)"), _strokes),
    # 二二四年一月: the zero was lost; ○二三年: the first 二 was, unless it ends the line before.
    (regex(rf"(?<![{_N}\d十百千第{_ZERO}])二(?=[一二][{_N}]年(?:\s*[一二三四五六七八九十]{{1,2}}月|\Z))"), "二〇"),
    (
        regex(
            rf"(?<=[^{_N}\d十百千二三{_TWO}{_ONE}])[〇○◯O](?=[一二][{_N}]年\s*[一二三四五六七八九十]{{1,2}}月)"
        ),
        "二〇",
    ),
    # 十二月=十七日
    (regex(rf"(?<=月)[{_N}十]?[{_TWO}{_ONE}][{_N}十]{{0,2}}(?=日)"), _strokes),
    # 2020年.8月, 2025年6.月, 2018.5,14
    (regex(r"(?<=\d年)\s*[.,·'`]\s*(?=\d{1,2}\s*月)"), ""),
    (regex(r"(?<=\d月)\s*[.,·'`]\s*(?=\d{1,2}\s*日)"), ""),
    (regex(r"(?<=年\d)[.,·'`](?=月)|(?<=年\d\d)[.,·'`](?=月)|(?<=月\d)[.,·'`](?=日)|(?<=月\d\d)[.,·'`](?=日)"), ""),
    (regex(r"(?<=(?<!\d)20\d\d\.\d),(?=[0-3]?\d(?!\d))|(?<=(?<!\d)20\d\d\.1[0-2]),(?=[0-3]?\d(?!\d))"), "."),
    # 2017年4月28目, 二〇一二年六月九目: but 5月3目录
    (regex(rf"(?<=月)(\s*{_DAY}\s*)[目曰](?!录|标|的)"), r"\1日"),
    # 曰期, 昕证, 決定
    (regex(r"[曰目](?=期)"), "日"),
    (regex(r"昕(?=[证通取告])"), "听"),
    (regex(r"決(?=定)"), "决"),
    # 〔2017]〕70号, 〔[2022〕9号, 〔2020]374号
    (regex(rf"〔[{_OPEN}](?=\d{{4}})"), "〔"),
    (regex(rf"(?<=\d{{4}})[{_CLOSE}]〕"), "〕"),
    (regex(rf"(?<=〔\d{{4}})[{_CLOSE}](?=\s*第?\d)"), "〕"),
    (regex(rf"[{_OPEN}](?=\d{{4}}〕\s*第?\d)"), "〔"),
)  # fmt: skip


def mend(text: str) -> str:
    """The line as it can only have been meant.

    >>> mend("本机关于二二二年七月三十目复核")
    '本机关于二〇二二年七月三十日复核'
    """
    for pattern, meant in _RULES:
        text = pattern.sub(meant, text)
    return text


# 至二 | 一四年十一月: the zero was lost where the line breaks.
_LOST = regex(rf"(?<![{_N}\d十百千第{_ZERO}])二(?=[一二][{_N}]年\s*[一二三四五六七八九十]{{1,2}}月)")


def mend_break(line: str, after: str) -> tuple[str, str]:
    """Two lines of one sentence, a date that breaks between them mended.

    >>> mend_break("自二〇一三年二月起至二", "一四年十一月十二日止")
    ('自二〇一三年二月起至二', '〇一四年十一月十二日止')
    """
    for lost in _LOST.finditer(line[-3:] + after[:8]):
        at = lost.end() - len(line[-3:])
        if at < 0:
            return line[:at] + "〇" + line[at:], after
        if at == 0:
            return line, "〇" + after
    return line, after
