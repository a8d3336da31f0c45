"""Bigrams: what decides whether a text holds some words, equally for every index.

A text is a row of units: one Chinese character, or one run of Latin letters and digits. Brackets,
punctuation and white space are no units, so 〔2022〕 10 号, [2022]10号 and ﹝２０２２﹞10号 are equal. A token is a unit
with the one after it; the last unit's stands open. So words stand in a text exactly where their tokens
follow one another in its tokens: no word cutting can hide them, and “3条” is not in “13条”.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from language.normal import lookalikes

OPEN = "_"  # between two runs, and after the last unit; never part of a unit
# Runs are cut at 64 characters: rubbish from a bad text layer must not make terms without end.
_UNIT = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9a-z])|[0-9a-z]{1,64})(?:\.[0-9]{1,64}){0,8}|[^\W_]")


class _Fold(dict[int, str]):
    """Code point → its character in NFKC, lower case, radicals as ideographs; ○ as the numeral 〇."""

    def __missing__(self, code: int) -> str:
        self[code] = normalize("NFKC", lookalikes(chr(code))).lower()
        return self[code]


_FOLD = _Fold({ord("○"): "〇", ord("◯"): "〇", ord("，"): "，"})  # a Chinese comma marks no thousands


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
    plain = text.translate(_FOLD)
    if len(plain) == len(text):
        return plain, None
    return plain, [i for i, c in enumerate(text) for _ in _FOLD[ord(c)]]


def bigrams(text: str) -> list[str]:
    """The text's tokens, as many as it has units.

    >>> bigrams("〔2022〕10号令")
    ['2022_10', '10号', '号令', '令_']
    """
    plain = text.translate(_FOLD)
    found = _UNIT.findall(plain)
    return pairs([word.replace(",", "") for word in found] if "," in plain else found, closed=True)


def pairs(words: list[str], *, closed: bool = False) -> list[str]:
    """Each unit with the next; `closed`: the last one alone too."""
    joined = [
        f"{one}{OPEN}{two}" if one.isascii() and two.isascii() else one + two for one, two in pairwise(words)
    ]
    return [*joined, words[-1] + OPEN] if closed and words else joined


def is_run(unit: str) -> bool:
    """Letters and digits, not one character of another script."""
    return unit.isascii()


def contains(text: Iterable[str], words: list[str]) -> bool:
    """Whether these units follow one another in the text's: the truth every index must tell."""
    row = list(text)
    return any(row[i : i + len(words)] == words for i in range(len(row) - len(words) + 1))
