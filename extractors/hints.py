"""How probable a premise is by what a paper regulates, where no paper states it (knowledge/elements-hints.toml)."""

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dossier.fact import Element
from extractors.paper import Found, Paper
from knowledge.elements import ElementType, load_elements

_SENTENCE = re.compile(r"[^。；;！？\n]+")
_QUOTED = re.compile(r"《[^《》]*(?:《[^》]*》[^《》]*)*》")
_SHOWN = 3  # sentences told of one paper
_LONGEST = 90
_LEAST = 0.2  # what is less likely isn't worth a person's look


class _Sign(NamedTuple):
    weight: float
    pattern: re.Pattern[str]


def find_hints(paper: Paper) -> Iterator[Found]:
    """The deciding sentences of each premise that is not unlikely; the score is the paper's probability.

    >>> from extractors.paper import paper
    >>> text = "经营者应当明码标价。企业未取得经营许可证的，责令停业。"
    >>> [(f.value.code, f.score > 0.8) for f in find_hints(paper(text, kind="draft"))][:1]
    [('hint_business', True)]
    """
    sentences = [(m.start(), _QUOTED.sub(_blank, m[0])) for m in _SENTENCE.finditer(paper.view)]
    found: list[Found] = []
    for element in load_elements():
        if element.sign and (not element.papers or paper.kind in element.papers):
            found += _told(element, sentences)
    yield from sorted(found, key=lambda f: (f.start, f.end, f.by))


def probability(element: ElementType, text: str) -> float:
    """Of a premise, by one text; 0 to 1."""
    sentences = [(m.start(), _QUOTED.sub(_blank, m[0])) for m in _SENTENCE.finditer(text)]
    return _probability(element, [_hits(element, sentence) for _, sentence in sentences])


def _blank(match: re.Match[str]) -> str:
    return "《" + "　" * (len(match[0]) - 2) + "》"


@cache
def _signs(code: str) -> tuple[_Sign, ...]:
    element = next(e for e in load_elements() if e.code == code)
    return tuple(_Sign(s.weight, re.compile("|".join(f"(?:{c})" for c in s.cues))) for s in element.sign)


def _hits(element: ElementType, sentence: str) -> tuple[bool, ...]:
    """Which of the element's signs a sentence shows."""
    return tuple(bool(sign.pattern.search(sentence)) for sign in _signs(element.code))


def _probability(element: ElementType, hits: list[tuple[bool, ...]]) -> float:
    """Logistic in the signs; what several sentences show counts by the root of their number."""
    odds = element.base
    for at, sign in enumerate(_signs(element.code)):
        odds += sign.weight * math.sqrt(min(sum(hit[at] for hit in hits), 4))
    return 1.0 / (1.0 + math.exp(-odds))


def _told(element: ElementType, sentences: list[tuple[int, str]]) -> Iterator[Found]:
    hits = [_hits(element, sentence) for _, sentence in sentences]
    likely = _probability(element, hits)
    if likely < _LEAST:
        return
    weights = [sign.weight for sign in _signs(element.code)]
    gains = [sum(w for w, hit in zip(weights, row, strict=True) if hit) for row in hits]
    best = sorted(range(len(gains)), key=lambda i: -gains[i])[:_SHOWN]
    for i in best:
        start, sentence = sentences[i]
        lead = len(sentence) - len(sentence.lstrip())
        if gains[i] > 0:
            end = start + min(len(sentence.rstrip()), lead + _LONGEST)
            yield Found(start + lead, end, Element(code=element.code), round(likely, 2), f"{likely:.2f}")
