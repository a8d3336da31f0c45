"""Dated acts: which date of a paper is which event, by the cues of knowledge/events.toml.

Cues speak of the field a date stands in (label), of the words around it (phrase), of the date under the signature, and
of the date of receipt of a paper served; the model of roles (roles.py) weighs them with all it sees and adds what no cue
foresaw. A date that neither claims is a Mention: an event in the wrong role is worse than none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from dossier.fact import Event, Mention
from extractors.about import abouts
from extractors.context import around
from extractors.cues import Cues, cues_of
from extractors.labels import label_of
from extractors.paper import Found, Paper
from extractors.role_model import load
from extractors.roles import Claim, decide
from extractors.service import find_service
from extractors.signature import signature_date
from knowledge.events import load_events
from language.dates import Written

_SENTENCE = 160
_NAME = re.compile(r"《([^《》]{2,90})》")
_BASIS = re.compile("规定|要求|精神|部署")  # 根据《甲》等规定，经…: the sentence is about something else
_MINUTES = "meeting_minutes"  # a meeting deals with papers of others


def find_events(paper: Paper) -> Iterator[Found]:
    """Events and mentions of one paper, in text order.

    >>> from extractors.paper import paper
    >>> [f.value.code for f in find_events(paper("意见反馈截止时间为2022年5月20日。", kind="consultation_notice"))]
    ['consult_close']
    """
    dates = paper.dates
    decided = decide(paper, dates, cue_claims(paper, dates), load())
    claims = _completed(paper, [claim for claim in decided if not _strays(paper, claim)])
    known: dict[str, tuple[str | None, ...]] = {}
    found = [event for claim in claims for event in _events(paper, claim, dates, known)]
    claimed = {claim.date.start for claim in claims}
    claimed |= {d.start for c in claims for d in _partner(c, dates)}
    found += [
        Found(d.start, d.end, Mention(first=d.first, last=d.last), 1.0, "mention")
        for d in dates
        if d.start not in claimed and d.precision != "year" and (not d.inferred or d.end - d.start > 2)
    ]
    yield from sorted(found, key=lambda f: (f.start, f.end))


def cue_claims(paper: Paper, dates: list[Written]) -> list[Claim]:
    """Every event the cues see, the surest sign of each date and code once."""
    cues = cues_of(paper)
    claims: list[Claim] = []
    if cues.service:
        claims += [Claim(*c) for c in find_service(paper, dates, cues)]
    labelled: set[int] = set()
    for i, date in enumerate(dates):
        states = date.side != "to" and date.precision != "year"
        label = label_of(paper, cues.labels, dates, i) if states else None
        if label is not None:
            labelled.add(date.start)
            claims += [Claim(date, code, score, "label") for code, score in label.codes]
        if cues.any_phrase is not None and date.precision != "year" and not paper.quoted(date.start):
            claims += _by_phrase(paper, cues, dates, i)
    if cues.signature:
        signed = signature_date(paper, [d for d in dates if d.start not in labelled])
        if signed is not None:
            date, certainty = signed
            by = "signature" if certainty > 0.95 else "alone"
            claims += [Claim(date, code, score * certainty, by) for code, score in cues.signature]
    return _best(claims)


def _best(claims: list[Claim]) -> list[Claim]:
    """One claim a date and code; a date alone at the end does not compete with one that words name."""
    best: dict[tuple[int, str], Claim] = {}
    for claim in claims:
        key = (claim.date.start, claim.code)
        if key not in best or claim.score > best[key].score:
            best[key] = claim
    worded = {c.code for c in best.values() if c.by != "alone"}
    return [c for c in best.values() if c.by != "alone" or c.code not in worded]


def _completed(paper: Paper, claims: list[Claim]) -> list[Claim]:
    """Events the paper does not date itself, with the date that stands in for it (`instead` in events.toml)."""
    codes = {claim.code for claim in claims}
    found = list(claims)
    for code, event in load_events().items():
        if code in codes or paper.kind != event.papers[0]:
            continue
        dated = next((claim for other in event.instead for claim in claims if claim.code == other), None)
        if dated is not None:
            found.append(dated._replace(code=code, score=dated.score * 0.95, by="instead"))
    return found


def _events(
    paper: Paper, claim: Claim, dates: list[Written], known: dict[str, tuple[str | None, ...]]
) -> Iterator[Found]:
    """The event of a claim; of a meeting one for each paper it dealt with."""
    date = claim.date
    end = next(iter(_partner(claim, dates)), date)
    for about in abouts(paper, claim.code, date, known):
        value = Event(code=claim.code, first=date.first, last=end.last, at=date.at, about=about)
        yield Found(date.start, end.end, value, claim.score, claim.by)


def _partner(claim: Claim, dates: list[Written]) -> list[Written]:
    """The second date of an event that is a span of days (`whole` in events.toml)."""
    if not load_events()[claim.code].whole or claim.date.side != "from":
        return []
    at = bisect_left(dates, claim.date.start, key=lambda d: d.start)
    return dates[at + 1 : at + 2]


def _by_phrase(paper: Paper, cues: Cues, dates: list[Written], i: int) -> list[Claim]:
    """Events the words around the date speak of."""
    context = around(paper.view, dates, i, ranges=True)
    assert cues.any_phrase is not None
    if not cues.any_phrase.search(context):
        return []
    found = [s for s in cues.phrases if s.pattern.search(context)]
    if any(load_events()[s.code].own for s in found) and _speaks_of_another(paper, dates[i]):
        found = [s for s in found if not load_events()[s.code].own]
    return [Claim(dates[i], sign.code, sign.score, "phrase") for sign in found]


def _strays(paper: Paper, claim: Claim) -> bool:
    """Whether the model says of this paper what its sentence says of another."""
    return claim.by == "model" and load_events()[claim.code].own and _speaks_of_another(paper, claim.date)


def _speaks_of_another(paper: Paper, date: Written) -> bool:
    """Whether the sentence names, before the date, a paper that is not the one its title names."""
    sentence = re.split(r"[。；\n]", paper.view[max(0, date.start - _SENTENCE) : date.start])[-1]
    names = list(_NAME.finditer(sentence))
    title = re.sub(r"\W", "", paper.title)
    if not names or not title or title.endswith("令") or paper.kind == _MINUTES:
        return False
    if _BASIS.search(sentence[names[-1].end() :]):
        return False
    name = re.sub(r"\W", "", names[-1][1])
    return name not in title and title not in name
