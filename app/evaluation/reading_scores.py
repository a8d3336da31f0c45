"""How well a page was read: characters, dates, document numbers, cells, treatment. Pure functions.

Character error rate is Levenshtein's distance over the true text's length, white space left out, compatible
forms folded (NFKC) and the zeros, dashes and quotes that print alike made one. Dates count by the day they
mean, as the extractors take them. Intervals: Wilson's for rates, resampled pages for error rates, 95 %.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from random import Random
from typing import NamedTuple
from unicodedata import normalize

from dossier.document import DOUBTFUL, Document
from language.dates import find_dates
from language.numbers import find_numbers

_ALIKE = str.maketrans(
    {"○": "〇", "◯": "〇", "–": "-", "—": "-", "－": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "·": "."}
)
_Z = 1.96


class Dated(NamedTuple):
    """A day read on a page, and the score of the line it stands on."""

    day: str
    score: float


class Result(NamedTuple):
    """What was read of one page. `treated`: names of what was done to its picture; `turned`: degrees."""

    file: str
    text: str
    dates: tuple[Dated, ...]
    numbers: tuple[str, ...]
    cells: tuple[tuple[int, int, str], ...] = ()
    treated: tuple[str, ...] = ()
    turned: int = 0
    seconds: float = 0.0


class Rate(NamedTuple):
    """`right` of `all`, with Wilson's 95 % interval."""

    right: int
    all: int

    @property
    def value(self) -> float | None:
        return self.right / self.all if self.all else None

    @property
    def interval(self) -> tuple[float, float]:
        n, p = self.all, self.right / self.all if self.all else 0.0
        if not n:
            return 0.0, 1.0
        middle, half = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
        return (middle - half) / (1 + _Z**2 / n), (middle + half) / (1 + _Z**2 / n)


class Errors(NamedTuple):
    """Wrong characters of all, page by page."""

    pages: tuple[tuple[int, int], ...]

    @property
    def value(self) -> float | None:
        total = sum(n for _, n in self.pages)
        return sum(e for e, _ in self.pages) / total if total else None

    @property
    def interval(self) -> tuple[float, float]:
        """Of 400 drawings of as many pages."""
        random = Random(1)
        drawn = sorted(
            Errors(tuple(random.choices(self.pages, k=len(self.pages)))).value or 0.0 for _ in range(400)
        )
        return drawn[10], drawn[-11]


def plain(text: str) -> str:
    """Without white space, forms that print alike made one."""
    folded = "".join(normalize("NFKC", text.translate(_ALIKE)).split())
    return "".join("〇" if c in "Oo0" and _beside_numeral(folded, i) else c for i, c in enumerate(folded))


def _beside_numeral(text: str, at: int) -> bool:
    """A zero between Chinese numerals, however an engine wrote it."""
    return text[at - 1 : at] in tuple("〇一二三四五六七八九") and at > 0


def distance(a: str, b: str) -> int:
    """Levenshtein's distance, by Myers' bit vectors (1999)."""
    if not a or not b:
        return len(a) + len(b)
    seen: dict[str, int] = {}
    for i, c in enumerate(a):
        seen[c] = seen.get(c, 0) | 1 << i
    mask, last = (1 << len(a)) - 1, 1 << (len(a) - 1)
    plus, minus, score = mask, 0, len(a)
    for c in b:
        eq = seen.get(c, 0)
        xv = eq | minus
        xh = (((eq & plus) + plus) ^ plus) | eq
        ph, mh = minus | ~(xh | plus) & mask, plus & xh
        score += bool(ph & last) - bool(mh & last)
        ph, mh = (ph << 1 | 1) & mask, mh << 1 & mask
        plus, minus = mh | ~(xv | ph) & mask, ph & xv
    return score


def wrong_characters(truth: str, read: str) -> tuple[int, int]:
    """Wrong characters, and characters there are."""
    a, b = plain(truth), plain(read)
    return distance(a, b), len(a)


def dates_of(document: Document) -> tuple[Dated, ...]:
    """Whole days in a document's text, each with the score of its worst line."""
    return tuple(
        Dated(w.first.isoformat(), min(s.line.score for s in document.between(w.start, w.end)))
        for w in find_dates(document.text)
        if w.precision == "day" and not w.inferred
    )


def numbers_of(text: str) -> tuple[str, ...]:
    """Document numbers in normal form."""
    return tuple(number.normal for number in find_numbers(text) if number.form == "year")


def matched(wanted: Iterable[str], given: Iterable[str]) -> tuple[int, int, int]:
    """Right, false and missed of two bags."""
    a, b = Counter(wanted), Counter(given)
    right = (a & b).total()
    return right, b.total() - right, a.total() - right


def wrong_dates(wanted: Sequence[str], given: Sequence[Dated]) -> list[Dated]:
    """Days read that the page does not state."""
    left = Counter(wanted)
    wrong = []
    for dated in given:
        if left[dated.day]:
            left[dated.day] -= 1
        else:
            wrong.append(dated)
    return wrong


def confident(dates: Iterable[Dated]) -> list[Dated]:
    """Those a verdict would rest on (dossier.document.DOUBTFUL)."""
    return [dated for dated in dates if dated.score >= DOUBTFUL]
