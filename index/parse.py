"""A searcher's words → what must occur, what may not. Never fails: what cannot be searched is noted.

听证 公告送达            both
"公告送达"               exactly these units one after the other; an unspaced piece without marks: or the like of it
听证 OR 陈述申辩         either (also |); binds closer than the space
-简易程序                not
标题:听证                in that field only (标题 文号 机关 当事人 案由)
晋市政发 [2022] 10 号    a document number, whatever brackets and spaces
30 天                    a number with its unit, however written, with up to eight characters around it
"""

import re
from typing import NamedTuple
from unicodedata import normalize

from knowledge.synonyms import load_synonyms
from language.bigrams import folded, units, words_of
from language.quantities import find_quantities

MOST_TERMS = 64
MOST_UNITS = 256
MOST_LETTERS = 10_000
MOST_FORMS = 16
FIELDS = {"标题": "ft", "文号": "fn", "机关": "fi", "当事人": "fp", "案由": "fc"}

_QUOTES = str.maketrans("“”„‟＂「」『』", '"' * 9)
_NUMBER = re.compile(r"\s*([〔\[【(（［﹝{]\s*\d{4}\s*[〕\]】)）］﹞}])\s*(第?)\s*(\d{1,6})\s*(号)")
_ORDINAL = re.compile(r"(第)\s*(\d{1,6})\s*(号)")
_QUANTITY = re.compile(r"(\d)[ \t\u3000]+((?:个?工作日|个?自然日|天|日|个月|年|万?元|倍|个?小时)(?![一-鿿]))")
_PIECE = re.compile(r'([-－]?)(?:([^\s":：\-－]{1,8})[:：](?=["\S]))?(?:"([^"]*)(?:"|$)|([^\s"]+))')
_EITHER = frozenset({"OR", "|", "||"})


class Term(NamedTuple):
    """Units that must follow one another; `text` as written.

    `others`: rows of units that serve as well (synonyms). `normal`: the row with quantities in their one form, found
    in a field of its own, `forms`: how such a row may be written, to mark it. `field`: of FIELDS, or empty.
    """

    text: str
    units: tuple[str, ...]
    field: str = ""
    others: tuple[tuple[str, ...], ...] = ()
    normal: tuple[str, ...] = ()
    forms: tuple[tuple[str, ...], ...] = ()


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

    def omitting(self, left: int) -> "Wanted":
        """The same without one group."""
        return self._replace(groups=self.groups[:left] + self.groups[left + 1 :])


def parse(text: str, *, synonyms: bool = True) -> Wanted:
    """What the searcher means."""
    groups: list[list[Term]] = []
    without: list[Term] = []
    notes: list[str] = []
    join = False
    if len(text) > MOST_LETTERS:
        notes.append(f"检索内容太长，只用了前 {MOST_LETTERS} 个字")
    pieces = _PIECE.findall(_joined(text[:MOST_LETTERS]))
    for minus, name, phrase, word in pieces[:MOST_TERMS]:
        if normalize("NFKC", word) in _EITHER and not minus and not name:
            join = bool(groups)
            continue
        term = _term(name, phrase or word, notes, exact=bool(phrase), synonyms=synonyms)
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


def written(wanted: Wanted) -> str:
    """The query as a searcher would type it again."""
    names = {field: name for name, field in FIELDS.items()}

    def typed(term: Term) -> str:
        text = f'"{term.text}"' if re.search(r"\s", term.text) else term.text
        return f"{names[term.field]}:{text}" if term.field else text

    groups = (" OR ".join(map(typed, group)) for group in wanted.groups)
    return " ".join((*groups, *(f"-{typed(term)}" for term in wanted.without)))


def _joined(text: str) -> str:
    """One kind of quotation mark; document numbers and quantities without their spaces."""
    text = _NUMBER.sub(r"\1\2\3\4", text.translate(_QUOTES))
    return _QUANTITY.sub(r"\1\2", _ORDINAL.sub(r"\1\2\3", text))


def _term(name: str, text: str, notes: list[str], *, exact: bool, synonyms: bool) -> Term | None:
    field = FIELDS.get(name, "")
    if name and not field:
        if re.fullmatch(r"[A-Za-z_]+|(?!第)[一-鿿]{2,3}", name) and len(text) < MOST_UNITS:
            notes.append(f"没有“{name}”这个字段，已按文字检索；可用：{'、'.join(FIELDS)}")
        text = f"{name}:{text}"
    found = tuple(unit.text for unit in units(text))
    if not found:
        if text.strip():
            notes.append(f"“{text[:20]}”里没有可以检索的字")
        return None
    if len(found) > MOST_UNITS:
        notes.append(f"“{text[:10]}……”太长，只检索了前 {MOST_UNITS} 个字")
        return Term(text, found[:MOST_UNITS], field)
    if exact:
        return Term(text, found, field)
    others = tuple(tuple(words_of(other)) for other in _synonyms(text)) if synonyms else ()
    forms, normal = _forms(text)
    others = tuple(dict.fromkeys(row for row in others if row and row != found))
    return Term(text, found, field, others[:MOST_FORMS], normal, tuple(dict.fromkeys(forms)))


def _synonyms(text: str) -> list[str]:
    """The text with a term of the lexicon replaced by each of its synonyms."""
    return [
        text.replace(word, other)
        for group in load_synonyms()
        for word in group
        if word in text
        for other in group
        if other != word and not (word in other and other in text)
    ]


def _forms(text: str) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """The first quantity in its other forms, and the row with all quantities in their one form."""
    plain, _ = folded(text)
    found = find_quantities(plain)
    if not found:
        return [], ()
    first = found[0]
    forms = [tuple(words_of(plain[: first.start] + form + plain[first.end :])) for form in first.forms]
    normal, at = "", 0
    for quantity in found:
        normal += plain[at : quantity.start] + quantity.normal
        at = quantity.end
    return forms, tuple(words_of(normal + plain[at:]))
