"""Periods a paper grants or promises: 自公告发布之日起30日, 收到决定书之日起15日内缴纳, 有效期5年."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dossier.fact import Period
from extractors.context import around, phrase
from extractors.paper import Found, Paper
from knowledge.periods import load_periods
from language.durations import find_durations

_SCORE = 0.95


class _Sign(NamedTuple):
    code: str
    anchor: str | None
    pattern: re.Pattern[str]


@cache
def _signs(kind: str, at_once: bool) -> tuple[_Sign, ...]:
    """The patterns that count in papers of this kind."""
    return tuple(
        _Sign(period.code, period.anchor, re.compile(phrase(p), re.M))
        for period in load_periods()
        if not period.papers or kind in period.papers
        for p in (period.at_once if at_once else period.phrases)
    )


def find_periods(paper: Paper) -> Iterator[Found]:
    """Periods of one paper, in text order; lengths of time that no words explain are left out.

    >>> from extractors.paper import paper
    >>> text = "自本公告发布之日起30日内向我局反馈意见。"
    >>> [(f.value.code, f.value.quantity, f.value.unit) for f in find_periods(paper(text, kind="consultation_notice"))]
    [('consult', 30, 'd')]
    """
    signs = _signs(paper.kind, False)
    durations = find_durations(paper.view, paper.dates) if signs else []
    found: list[Found] = []
    for i, duration in enumerate(durations):
        if paper.quoted(duration.start):
            continue
        context = around(paper.view, durations, i)
        for code, anchor in dict.fromkeys((s.code, s.anchor) for s in signs if s.pattern.search(context)):
            value = Period(code=code, quantity=duration.quantity, unit=duration.unit, anchor=anchor)
            found.append(Found(duration.start, duration.end, value, _SCORE))
    for sign in _signs(paper.kind, True):
        for match in sign.pattern.finditer(paper.view):
            if not paper.quoted(match.start()):
                value = Period(code=sign.code, quantity=0, unit="d", anchor=sign.anchor)
                found.append(Found(match.start(), match.end(), value, _SCORE))
    yield from sorted(found, key=lambda f: (f.start, f.end))
