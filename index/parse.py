"""A searcher's words → what must occur, what may not. Never fails: what cannot be searched is noted.

听证 公告送达            both
"公告送达"               these words one after the other, as in every unspaced piece
听证 OR 陈述申辩         either (also |); binds closer than the space
-简易程序                not
晋市政发 [2022] 10 号    a document number, whatever brackets and spaces
"""

import re
from typing import NamedTuple
from unicodedata import normalize

from language.bigrams import units

MOST_TERMS = 64
MOST_UNITS = 256

_QUOTES = str.maketrans("“”„‟＂「」『』", '"' * 9)
_NUMBER = re.compile(r"\s*([〔\[【(（［﹝{]\s*\d{4}\s*[〕\]】)）］﹞}])\s*(第?)\s*(\d{1,6})\s*(号)")
_ORDINAL = re.compile(r"(第)\s*(\d{1,6})\s*(号)")
_PIECE = re.compile(r'([-－]?)(?:"([^"]*)(?:"|$)|([^\s"]+))')
_EITHER = frozenset({"OR", "|", "||"})


class Term(NamedTuple):
    """Units that must follow one another; `text` as written."""

    text: str
    units: tuple[str, ...]


class Wanted(NamedTuple):
    """Every group must be met by one of its terms; none of `without` may occur.

    `nothing`: something was written, but nothing of it can be searched.
    """

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    notes: tuple[str, ...] = ()
    nothing: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms that may be highlighted."""
        return tuple(term for group in self.groups for term in group)


def parse(text: str) -> Wanted:
    """What the searcher means."""
    groups: list[list[Term]] = []
    without: list[Term] = []
    notes: list[str] = []
    join = False
    pieces = _PIECE.findall(_joined(text))
    for minus, phrase, word in pieces[:MOST_TERMS]:
        if normalize("NFKC", word) in _EITHER and not minus:
            join = bool(groups)
            continue
        term = _term(phrase or word, notes)
        if term is None:
            continue
        if minus:
            without.append(term)
        elif join:
            groups[-1].append(term)
        else:
            groups.append([term])
        join = False
    if len(pieces) > MOST_TERMS:
        notes.append(f"检索词超过 {MOST_TERMS} 个，只用了前 {MOST_TERMS} 个")
    nothing = bool(text.strip()) and not groups and not without
    return Wanted(tuple(map(tuple, groups)), tuple(without), tuple(dict.fromkeys(notes)), nothing)


def _joined(text: str) -> str:
    """One kind of quotation mark; a document number without its spaces."""
    text = _NUMBER.sub(r"\1\2\3\4", text.translate(_QUOTES))
    return _ORDINAL.sub(r"\1\2\3", text)


def _term(text: str, notes: list[str]) -> Term | None:
    found = tuple(unit.text for unit in units(text))
    if not found:
        if text.strip():
            notes.append(f"“{text[:20]}”里没有可以检索的字")
        return None
    if len(found) > MOST_UNITS:
        notes.append(f"“{text[:10]}……”太长，只检索了前 {MOST_UNITS} 个字")
    return Term(text, found[:MOST_UNITS])
