"""Roles of dates by the model, with the cues' opinion among what it weighs.

A cue that the model finds unlikely is dropped; a role without a cue is taken only where the model is sure: an event in
the wrong role is worse than none.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from extractors.paper import Paper
from extractors.role_model import RoleModel
from extractors.role_signs import signs
from extractors.signature import signature_date
from knowledge.events import load_events
from language.dates import Written

_UNKNOWN = "other"  # a paper whose kind is open: what words mean in it is, too
_LISTS = frozenset(
    ("ledger", "disclosure_record", "service_receipt", "file_catalogue", "repeal_list", "cover")
)


class Claim(NamedTuple):
    """A date with the event a cue, or the model, says it is."""

    date: Written
    code: str
    score: float
    by: str


def seen(paper: Paper, dates: Sequence[Written], claims: Sequence[Claim]) -> list[list[str]]:
    """What is seen of each date, as tokens; `claims`: what the cues say."""
    cues: dict[int, list[str]] = defaultdict(list)
    named: dict[str, set[int]] = defaultdict(set)
    for claim in claims:
        cues[claim.date.start].append(f"{claim.code}:{claim.by}")
        if claim.by in ("label", "service"):
            named[claim.code].add(claim.date.start)
    signed = signature_date(paper, list(dates))
    own = signed[0] if signed else None
    found = []
    for i, date in enumerate(dates):
        elsewhere = [f"e:{code}" for code, starts in named.items() if date.start not in starts]
        found.append([*signs(paper, dates, i, cues[date.start], own), *elsewhere])
    return found


def decide(paper: Paper, dates: Sequence[Written], claims: Sequence[Claim], model: RoleModel) -> list[Claim]:
    """The claims that hold, and those the model adds; of an event it was never taught the cues alone speak."""
    if not model.knows(paper.kind):
        return list(claims)
    of_date: dict[int, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        of_date[claim.date.start][claim.code] = claim
    found: list[tuple[float, Claim]] = []
    chances = model.probabilities(seen(paper, dates, claims), paper.kind)
    for date, of_codes in zip(dates, chances, strict=True):
        cued = of_date[date.start]
        found += [(claim.score, claim) for code, claim in cued.items() if code not in model.taught]
        for code, chance in of_codes.items():
            if code in cued and chance >= model.keep:
                found.append((chance, cued[code]))
            elif code not in cued and chance >= model.take and paper.kind != _UNKNOWN:
                found.append((chance, Claim(date, code, chance, "model")))
    return _told_once(found, paper.kind)


def _told_once(found: list[tuple[float, Claim]], kind: str) -> list[Claim]:
    """Without the less likely of several days of an event that a paper tells once (`once` in events.toml)."""
    if kind in _LISTS:
        return [claim for _, claim in found]
    best: dict[str, tuple[float, Claim]] = {}
    for chance, claim in found:
        if claim.code not in best or chance > best[claim.code][0]:
            best[claim.code] = chance, claim
    events = load_events()
    return [
        claim
        for _, claim in found
        if not events[claim.code].once or claim.date.first == best[claim.code][1].date.first
    ]
