"""Elements: sentences a rule asks for, found by the cues of knowledge/elements.toml."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dossier.fact import Element, Party
from extractors.context import GAP
from extractors.issuer import find_issuers
from extractors.paper import Found, Paper
from knowledge.elements import ElementType, Variant, load_elements

_DENIED = "no"
_STOPS = "。；！？"
_SCORE = 0.93
_LONGEST = 90
_SENTENCE = 400  # as far as a sentence is looked for


class _Flat(NamedTuple):
    """A text without white space, and for every stretch of it where it stood in the original."""

    text: str
    starts: list[int]
    origins: list[int]

    def origin(self, offset: int) -> int:
        """Where the character at `offset` stood."""
        i = bisect_right(self.starts, offset) - 1
        return self.origins[i] + offset - self.starts[i]


class _Ready(NamedTuple):
    """An element's patterns compiled."""

    kind: ElementType
    variants: tuple[tuple[Variant, re.Pattern[str], re.Pattern[str] | None], ...]
    deny: re.Pattern[str] | None
    after: tuple[re.Pattern[str], ...]


def find_elements(paper: Paper) -> Iterator[Found]:
    """Elements of one paper, in text order; each is told once for each variant (a meeting may pass several papers).

    >>> from extractors.paper import paper
    >>> text = "该办法与市场主体生产经营活动密切相关，现公开征求意见。"
    >>> [f.value.code for f in find_elements(paper(text, kind="work_document"))]
    ['premise_business']
    """
    flat = _flat(paper.view)
    found: list[Found] = []
    for ready in _ready(paper.kind):
        found += _told(paper, flat, ready)
    yield from sorted(found, key=lambda f: (f.start, f.end))


@cache
def _ready(kind: str) -> tuple[_Ready, ...]:
    """The elements to be looked for in papers of this kind."""
    return tuple(
        _Ready(
            element,
            tuple((v, _any(v.cues), _any(v.unless) if v.unless else None) for v in element.variants),
            _any(element.deny) if element.deny else None,
            tuple(re.compile(pattern) for pattern in element.after),
        )
        for element in load_elements()
        if (not element.papers or kind in element.papers) and any(v.cues for v in element.variants)
    )


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all; only the first may name its group `value`, so others are numbered apart."""
    parts = [p.replace("(?P<value>", f"(?P<value{i}>") for i, p in enumerate(patterns)]
    return re.compile("|".join(f"(?:{p})" for p in parts).replace("…", GAP))


def _flat(view: str) -> _Flat:
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    at = 0
    for match in re.finditer(r"\S+", view):
        starts.append(at)
        origins.append(match.start())
        parts.append(match[0])
        at += len(match[0])
    return _Flat("".join(parts), starts or [0], origins or [0])


def _told(paper: Paper, flat: _Flat, ready: _Ready) -> list[Found]:
    """What the paper says of one element: its first variant that is found, and where it is denied."""
    low = _zone(flat.text, ready.after)
    found: list[Found] = []
    denied: list[tuple[int, int]] = []
    if ready.deny is not None:
        for match in ready.deny.finditer(flat.text, low):
            if not _quoted(flat, paper, match):
                denied.append(match.span())
                found.append(_found(flat, match, Element(code=ready.kind.code, value=_DENIED)))
                break
    for variant, cues, unless in ready.variants:
        if not _fits(paper, flat, variant):
            continue
        hits = _hits(paper, flat, cues, unless, low, denied)
        values = {_value(match, variant): match for match in reversed(list(hits))}
        if values:
            told = [_found(flat, m, Element(code=ready.kind.code, value=v)) for v, m in values.items()]
            return [*found, *told]
    return found


def _zone(text: str, after: tuple[re.Pattern[str], ...]) -> int:
    """Where the part to be read begins: behind the last of the first kind of mark that is found."""
    for pattern in after:
        marks = list(pattern.finditer(text))
        if marks:
            return marks[-1].end()
    return 0


def _fits(paper: Paper, flat: _Flat, variant: Variant) -> bool:
    """Whether title, issuer and the rest of the text are as the variant asks."""
    if variant.title and not re.search(variant.title, re.sub(r"\s", "", paper.title)):
        return False
    if variant.holder:
        names = [f.value.name for f in find_issuers(paper) if isinstance(f.value, Party)]
        if not any(re.search(variant.holder, name) for name in names):
            return False
    return not any(re.search(pattern, flat.text) for pattern in variant.without)


def _hits(
    paper: Paper,
    flat: _Flat,
    cues: re.Pattern[str],
    unless: re.Pattern[str] | None,
    low: int,
    denied: list[tuple[int, int]],
) -> Iterator[re.Match[str]]:
    for match in cues.finditer(flat.text, low):
        start, end = match.span()
        if any(start < high and end > below for below, high in denied):
            continue
        if unless is not None and unless.search(_sentence(flat.text, start, end)):
            continue
        if not _quoted(flat, paper, match):
            yield match


def _sentence(text: str, start: int, end: int) -> str:
    head, tail = text[max(0, start - _SENTENCE) : start], text[end : end + _SENTENCE]
    low = start - len(head) + max(head.rfind(stop) for stop in _STOPS) + 1
    highs = [at for stop in _STOPS if (at := tail.find(stop)) >= 0]
    return text[low : end + min(highs, default=len(tail))]


def _quoted(flat: _Flat, paper: Paper, match: re.Match[str]) -> bool:
    """Whether the words stand within a name or a quotation that does not belong to the cue itself."""
    return paper.quoted(flat.origin(match.start()))


def _value(match: re.Match[str], variant: Variant) -> str | None:
    """The variant's value, or the words its cue singles out."""
    named = next((v for k, v in match.groupdict().items() if k.startswith("value") and v), None)
    return named or variant.value


def _found(flat: _Flat, match: re.Match[str], value: Element) -> Found:
    """The words of the cue; of very long ones the beginning."""
    end = min(match.end(), match.start() + _LONGEST)
    return Found(flat.origin(match.start()), flat.origin(end - 1) + 1, value, _SCORE)
