"""Is the text layer of a PDF page to be believed, or must the page be read from its picture?

A font whose map gives wrong letters leaves sound characters that make no words; such lines are compared with what
an engine reads in the picture.

The tests and their order are those measured on 282 pages: no text, garbled text, somebody's hidden OCR
layer, else text. Page averages hide a title in a broken font, so lines are looked at too.
"""

from itertools import pairwise
from re import Pattern
from re import compile as regex
from typing import NamedTuple

from language.words import in_words

# Private use, controls, surrogates, the replacement character.
_ODDITIES = regex("[\x00-\x1f\x7f-\x9f\ud800-\uf8ff\ufffd-\uffff\U000f0000-\U0010ffff]+")
# Ideographs and radicals, digits, punctuation of both scripts.
_EXPECTED = regex(
    r"[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff0-9０-９!-/:-@\[-`{-~\u2000-\u206f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\u2460-\u24ff·×—]+"
)
_FEW = 10  # characters: fewer are a page number or nothing
_SOME_PICTURE = 0.02  # share of the page under pictures: a seal or signature stands there
_COVERED = 0.7
_DRAWN = 60  # path objects on a page without text: letters turned into outlines
_UNMAPPED = 0.1
_ODD = 0.05
_CHINESE = 0.3


class Signs(NamedTuple):
    """What is known of a page before it is read. Shares are 0 to 1.

    `unmapped`: sampled characters whose font has no map. `over_picture`: visible text painted after a
    picture, as on a born-digital page with a picture behind it.
    """

    text: str
    unmapped: float
    coverage: float
    paths: int
    over_picture: bool


class Verdict(NamedTuple):
    """`picture`: read from the picture. `reason` stands in Page.reason."""

    picture: bool
    reason: str


def decide(signs: Signs) -> Verdict:
    """Text layer or OCR, with the reason."""
    text = "".join(signs.text.split())
    if len(text) < _FEW:
        return _without_text(signs, len(text))
    if signs.unmapped > _UNMAPPED:
        return Verdict(True, f"文字层不可信：{signs.unmapped:.0%} 的字没有字符映射")
    odd = _count(_ODDITIES, text) / len(text)
    if odd > _ODD:
        return Verdict(True, f"文字层不可信：{odd:.0%} 是私用区或控制字符")
    if odd and _broken_line(signs.text):
        return Verdict(True, "文字层不可信：有整行乱码（多见于标题字体未嵌入字符映射）")
    plain = _count(_EXPECTED, text) / len(text)
    if len(text) > 30 and plain < _CHINESE and not _is_latin(text):
        return Verdict(True, f"文字层不可信：中文、数字和标点只占 {plain:.0%}")
    if signs.coverage > _COVERED and not signs.over_picture:
        return Verdict(True, "扫描图像带隐藏文字层，按图像重新识别")
    return Verdict(False, "文字层可用")


def _without_text(signs: Signs, count: int) -> Verdict:
    if signs.coverage > _SOME_PICTURE:
        return Verdict(True, "扫描页，没有文字层" if not count else "扫描页，文字层只有零星字符")
    if signs.paths > _DRAWN:
        return Verdict(True, "没有文字层，文字已转成曲线")
    return Verdict(False, "空白页" if not count else "文字层可用（只有零星字符）")


def _count(pattern: Pattern[str], text: str) -> int:
    """How many characters match, counted by taking them out: ten times as fast as one by one."""
    return len(text) - len(pattern.sub("", text))


def _is_latin(text: str) -> bool:
    """A page in English: mostly letters, with vowels among them as words have and garbled maps have not."""
    letters = [c for c in text.lower() if "a" <= c <= "z"]
    vowels = sum(c in "aeiou" for c in letters)
    return len(letters) > 0.6 * len(text) and 0.25 < vowels / max(len(letters), 1) < 0.55


def _broken_line(text: str) -> bool:
    """A line of some length made of odd characters only."""
    return any(
        len(line) >= 4 and _count(_ODDITIES, line) > len(line) / 2
        for line in ("".join(raw.split()) for raw in text.splitlines())
    )


# ── wrong letters ─────────────────────────────────────────────────────────────────────────────────

_OTHERS = regex(r"[^\u4e00-\u9fff]+")
_TELLING, _TELLING_LINE = 60, 16  # ideographs from which the words of a page or line tell something
_NO_WORDS, _NO_WORDS_LINE = 0.5, 0.2  # share of them in known words; lists of names come low too
_SEEN = 0.5  # share of pairs of characters that the picture shows as well


def without_words(text: str) -> tuple[str, ...]:
    """Lines whose characters make no words; empty for a page in order."""
    lines = [line for line in (_OTHERS.sub("", line) for line in text.splitlines()) if line]
    known = [in_words(line) for line in lines]
    count = sum(map(len, lines))
    if count >= _TELLING and sum(known) < _NO_WORDS * count:
        return tuple(lines)
    return tuple(
        line
        for line, words in zip(lines, known, strict=True)
        if len(line) >= _TELLING_LINE and words < _NO_WORDS_LINE * len(line)
    )


def seen_in(picture: str, lines: tuple[str, ...]) -> bool:
    """Does the picture say the same? By pairs of characters, since wrong letters are often the page's own."""
    read = _OTHERS.sub("", picture)
    there = set(map("".join, pairwise(read)))
    asked = ["".join(pair) for line in lines for pair in pairwise(line)]
    return sum(pair in there for pair in asked) >= _SEEN * len(asked)
