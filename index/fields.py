"""What stands in an index's fields of a paper, the same in every engine.

b  bigrams of the text decide what matches        u   single units, for one-character terms
t  bigrams of title, number and file names        w   words, which only add to the rank
n  bigrams around quantities in their one form    p   bigrams of personal data, for who may read it
ft fn fi fp fc  标题 文号 机关 当事人 案由, bigrams and units
"""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from itertools import chain
from typing import Any

from index.search import Entry, Viewer
from language.bigrams import folded, pairs, split, words_of
from language.fingerprint import bands
from language.quantities import normalised
from language.words import words

PLACED = ("b", "t", "n", "p", "ft", "fn", "fi", "fp", "fc")  # tokens with their order
COUNTED = "w"
HELD = "held"
FACETS = ("kind", "level", "issuer", "region", "verdict", "rule", "dossier_kind", "grade")
KEYWORDS = (*FACETS, "number", "unit", HELD, "near", "link", "key")
DAYS = ("day", "in_force_from", "in_force_until", "amended_on", "repealed_on")
NUMBERS = (*DAYS, "year", "norm", "open", "by_date", "by_number")
ANY_UNIT = "*"
_LAST_NUMBER = 2**34 - 1  # behind every number


def as_number(day: date) -> int:
    """A day as the index holds it: 20221122."""
    return day.year * 10000 + day.month * 100 + day.day


def word_tokens(text: str) -> list[str]:
    """Words for ranking, as the index holds them: what the bigrams see, cut into words."""
    plain, _ = folded(text)
    return _ranking(plain)


def _ranking(plain: str) -> list[str]:
    return [word for word in words(plain) if word[0].isalnum()]


def held(viewer: Viewer, facet: str, values: Iterable[str]) -> list[str]:
    """How dossiers' properties are written for who may see them."""
    units = (ANY_UNIT,) if viewer.units is None else viewer.units
    return [_held(unit, facet, value) for unit in units for value in values]


def _held(unit: str, facet: str, value: str) -> str:
    return f"{unit}\x1f{facet}\x1f{value}"


def token_fields(entry: Entry) -> dict[str, list[str]]:
    """Tokens by field, in order where the field is one of PLACED."""
    plain, _ = folded(entry.text)
    row = split(plain)
    names = [words_of(name) for name in (entry.title, entry.number or "", *map(_stem, entry.sources))]
    return {
        "b": pairs(row, closed=True),
        "t": [token for name in names for token in pairs(name, closed=True)],
        "n": [token for part in normalised(plain) for token in pairs(words_of(part), closed=True)],
        "u": list(dict.fromkeys(chain(row, *names))),
        "w": _ranking(plain),
        "p": _short(entry.personal),
        "ft": _short([entry.title]),
        "fn": _short([entry.number or ""]),
        "fi": _short([entry.issuer or ""]),
        "fp": _short(entry.parties),
        "fc": _short([entry.cause or ""]),
        "near": list(bands(row)),
    }


def _short(texts: Iterable[str]) -> list[str]:
    rows = [words_of(text) for text in texts]
    return [*chain.from_iterable(pairs(row, closed=True) for row in rows), *chain.from_iterable(rows)]


def _stem(source: str) -> str:
    return source.rpartition("/")[2].rpartition(".")[0]


def keyword_fields(entry: Entry) -> dict[str, list[str]]:
    """Whole values by field, each once."""
    tags = entry.dossiers
    found: dict[str, Iterable[str | None]] = {
        "kind": [entry.kind],
        "level": [entry.level],
        "issuer": [entry.issuer],
        "region": [entry.region],
        "grade": [entry.grade],
        "number": [entry.number],
        "verdict": (tag.verdict for tag in tags),
        "dossier_kind": (tag.kind for tag in tags),
        "rule": (rule for tag in tags for rule in tag.rules),
        "unit": (tag.unit for tag in tags),
        "key": entry.keys,
        "link": (f"{link.relation} {link.key}" for link in entry.links),
        HELD: _all_held(entry),
    }
    return {field: list(dict.fromkeys(v for v in values if v)) for field, values in found.items()}


def _all_held(entry: Entry) -> Iterator[str]:
    for tag in entry.dossiers:
        properties: dict[str, tuple[str, ...]] = {"verdict": (tag.verdict,), "dossier_kind": (tag.kind,)}
        properties |= {"dossier": (tag.name,), "rule": tag.rules}
        for unit in (ANY_UNIT, *((tag.unit,) if tag.unit else ())):
            for facet, values in properties.items():
                yield from (_held(unit, facet, value) for value in values)


def number_fields(entry: Entry) -> dict[str, int]:
    """Numbers by field; what the paper does not say is left out."""
    validity = entry.validity.model_dump() if entry.validity else {}
    days: dict[str, Any] = {"day": entry.day, **validity}
    found = {name: as_number(day) for name, day in days.items() if day is not None}
    if entry.day is not None:
        found["year"] = entry.day.year
    found |= {"norm": int(entry.validity is not None), "open": int(entry.published)}
    return found | _order(entry)


def _order(entry: Entry) -> dict[str, int]:
    """What papers are sorted by: no two alike, so pages neither repeat nor miss one. Without a number: last."""
    tie = int.from_bytes(blake2b(entry.document.encode(), digest_size=8).digest(), "big")
    day = as_number(entry.day) if entry.day else 0
    return {"by_date": day << 36 | tie >> 28, "by_number": _serial(entry.number) << 28 | tie >> 36}


def _serial(number: str | None) -> int:
    """Year and serial number as one: 晋市政发〔2022〕10号 → 2022000010."""
    year, _, serial = (number or "").partition("〔")[2].partition("〕")
    digits = serial.removesuffix("号")
    if not (year.isdecimal() and digits.isdecimal() and len(year) == 4 and len(digits) <= 6):
        return _LAST_NUMBER
    return int(year) * 10**6 + int(digits)
