"""Bigrams: what decides whether a text holds some words, equally for every index.

A text is a row of units: one Chinese character, or one run of Latin letters and digits. Brackets,
punctuation and white space are no units, so 〔2022〕 10 号, [2022]10号 and ﹝２０２２﹞10号 are equal. A token is a unit
with the one after it; the last unit's stands open. So words stand in a text exactly where their tokens
follow one another in its tokens: no word cutting can hide them, and “3条” is not in “13条”.
"""

import re
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple
from unicodedata import normalize

from language.normal import lookalikes

OPEN = "_"  # between two runs, and after the last unit; never part of a unit
# Runs are cut at 64 characters: rubbish from a bad text layer must not make terms without end.
_UNIT = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9a-z])|[0-9a-z]{1,64})(?:\.[0-9]{1,64}){0,8}|[^\W_]")
# Where Unicode holds characters that NFKC or lower case changes; the rest of 1.1 million need not be looked at.
_BLOCKS = (range(0x41, 0x3400), range(0xA640, 0xAC00), range(0xF900, 0x10000))
_RARE = (range(0x1D400, 0x1D800), range(0x1F100, 0x1F200), range(0x2F800, 0x2FA20))


@cache
def _folds() -> tuple[re.Pattern[str], dict[str, str]]:
    """Characters to change, and what to: NFKC, lower case, radicals as ideographs, ○ as the numeral 〇.

    Punctuation stays, but for the full stop of a number: it is no unit either way, and a text of Chinese
    characters only needs no change at all.
    """
    table = {"○": "〇", "◯": "〇"}
    for code in chain(*_BLOCKS, *_RARE):
        char = chr(code)
        to = normalize("NFKC", lookalikes(char)).lower()
        if to != char and (to == "." or any(map(str.isalnum, to))):
            table[char] = to
    common = "".join(char for char in table if char <= "\uffff")
    rare = "".join(f"{chr(block[0])}-{chr(block[-1])}" for block in _RARE)  # singly they would be slow
    return re.compile(f"[{re.escape(common)}{rare}]"), table


class Unit(NamedTuple):
    """A unit and where it stands in the original text, end exclusive."""

    text: str
    start: int
    end: int


def units(text: str) -> list[Unit]:
    """The text's units in order.

    >>> [unit.text for unit in units("晋市政发〔2022〕 10 号，罚3,600.00元")]
    ['晋', '市', '政', '发', '2022', '10', '号', '罚', '3600.00', '元']
    """
    plain, origin = folded(text)
    found = ((m[0].replace(",", ""), m.start(), m.end()) for m in _UNIT.finditer(plain))
    if origin is None:
        return [Unit(*item) for item in found]
    return [Unit(word, origin[start], origin[end - 1] + 1) for word, start, end in found]


def folded(text: str) -> tuple[str, list[int] | None]:
    """The text in which units are sought, and which character of the original each of its characters is.

    None where that is the same: only a few characters (㎡ → m2) become several.
    """
    plain = _fold(text)
    if len(plain) == len(text):
        return plain, None
    table = _folds()[1]
    return plain, [i for i, c in enumerate(text) for _ in table.get(c, c)]


def _fold(text: str) -> str:
    pattern, table = _folds()
    return pattern.sub(lambda match: table.get(match[0], match[0]), text)


def words_of(text: str) -> list[str]:
    """The text's units, without their places."""
    return split(_fold(text))


def split(plain: str) -> list[str]:
    """The units of a text that is folded already."""
    found: list[str] = _UNIT.findall(plain)
    return [word.replace(",", "") for word in found] if "," in plain else found


def bigrams(text: str) -> list[str]:
    """The text's tokens, as many as it has units.

    >>> bigrams("〔2022〕10号令")
    ['2022_10', '10号', '号令', '令_']
    """
    return pairs(words_of(text), closed=True)


def pairs(words: list[str], *, closed: bool = False) -> list[str]:
    """Each unit with the next; `closed`: the last one alone too."""
    joined = [
        f"{one}{OPEN}{two}" if one.isascii() and two.isascii() else one + two for one, two in pairwise(words)
    ]
    return [*joined, words[-1] + OPEN] if closed and words else joined


def is_run(unit: str) -> bool:
    """Letters and digits, not one character of another script."""
    return unit.isascii()
