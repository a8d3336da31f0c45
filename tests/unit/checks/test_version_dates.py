"""Either side of each day on which a law began to hold: the version of the day before is not the version of the day.

The tables of the rules hold the cases a lawyer asks about; here every date of every version is tried, with the rule's
own papers and nothing else.
"""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from made_papers import context, on, paper

from checks import run_checks
from checks.order import parse_chains
from checks.versions import candidates, in_force
from dossier.case import Dossier, Rule, Version
from knowledge.conditions import parse_events
from knowledge.events import load_events
from knowledge.rules import load_rules

DATED = (
    "max",
    "min",
    "not_before",
    "notice_before",
    "order",
    "holiday",
    "count",
    "ratio",
    "element",
    "stated",
    "paper",
)


class Edge(NamedTuple):
    """A rule on a day next to the beginning of a version, in a dossier of that kind."""

    rule: Rule
    kind: str
    day: date


def event_of(rule: Rule) -> str | None:
    """The event whose day decides which version holds."""
    if rule.start:
        return parse_events(rule.start)[0][0]
    if "chain" in rule.options:
        return parse_events(parse_chains(str(rule.options["chain"]))[0][0][0])[0][0]
    return None


def edges() -> list[Edge]:
    found = {}
    for rule in load_rules():
        if (
            rule.shape in DATED
            and rule.scope == "dossier"
            and not rule.options.get("outside")
            and event_of(rule)
        ):
            for version in rule.versions:
                for kind in version.kinds or rule.kinds[:1]:
                    found |= {(rule.id, kind, day): Edge(rule, kind, day) for day in days(version)}
    return list(found.values())


def days(version: Version) -> list[date]:
    starts = [version.since] if version.since else []
    ends = [version.until + timedelta(1)] if version.until else []
    return [day + timedelta(step) for day in starts + ends for step in (-1, 0)]


@pytest.mark.parametrize("edge", edges(), ids=lambda e: f"{e.rule.id}-{e.kind}-{e.day}")
def test_the_version_of_the_day_is_the_one_used(edge: Edge) -> None:
    code = event_of(edge.rule)
    assert code is not None
    given = context()
    given = type(given)(
        rules=(edge.rule.model_copy(update={"applies": (), "exceptions": ()}),),
        calendar=given.calendar,
        profile=given.profile,
        answers={},
        as_of=given.as_of,
    )
    made = paper(load_events()[code].papers[0], on(code, edge.day.isoformat()))
    (found,) = run_checks(Dossier(id="卷", kind=edge.kind, readings=(made,)), given)
    held = in_force(edge.rule, edge.kind, edge.day)
    if held is not None:
        assert found.basis == held.basis, found.message
    else:
        assert candidates(edge.rule, edge.kind)
        assert found.verdict in ("not-applicable", "undetermined"), found.message
