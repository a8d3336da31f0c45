"""Which paper's date counts (rules.md §2, §14.12, §14.19, §14.25, §14.28).

A person's word comes first, then the papers in the order of events.toml. Dates of other papers that
disagree are kept as rivals; what a summary reports of itself, or a badly read page, carries no verdict.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from checks.case import Case, Found, Moment
from dossier.case import Reading
from dossier.fact import Event, Fact
from knowledge.conditions import parse_events
from knowledge.events import EventType, load_events
from knowledge.kinds import load_kinds

LEDGER = "ledger"
# Two papers date the same act: the leader's approval and the decision as issued (rules.md §14.19).
PAIRED = {"decided": "decision_approved"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The date to count with, and what else could be meant.

    `readings`: other days the law may mean (a lawyer's doubt → borderline). `rivals`: other days the
    papers give (a doubt of fact → undetermined). `missing`: what to look for where there is no date.
    `notes`: what a reader should know besides (an earlier round).
    """

    code: str
    main: Moment | None = None
    readings: tuple[Moment, ...] = ()
    rivals: tuple[Moment, ...] = ()
    missing: str = ""
    notes: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Moment, ...]:
        """Every moment this rests on."""
        return (*((self.main,) if self.main else ()), *self.readings, *self.rivals)


@cache
def _events() -> Mapping[str, EventType]:
    return load_events()


def event_name(code: str) -> str:
    """The event's Chinese name."""
    event = _events().get(code)
    return event.name if event else code


def choose(case: Case, codes: str) -> Choice:
    """The date of an event; with “a|b” that of the first code for which the papers give one that carries.

    “a@paper+paper” looks in those kinds of paper only.
    """
    choices = [_choose_one(case, code, papers) for code, papers in parse_events(codes)]
    known = [choice for choice in choices if choice.main]
    strong = (choice for choice in known if choice.main and not weakness(case, choice.main))
    return next(strong, known[0] if known else choices[0])


def _choose_one(case: Case, code: str, papers: tuple[str, ...]) -> Choice:
    found = tuple(item for item in case.events.get(code, ()) if not papers or item.kind in papers)
    if not found:
        return Choice(code=code, missing=missing_date(code, papers))
    event = _events().get(code)
    ordered = sorted(_most_trusted(found), key=lambda item: _rank(item, event))
    main = moment(ordered[0])
    others = [moment(item) for item in ordered[1:]] + _paired(case, code)
    return Choice(code=code, main=main, rivals=differing(main, others))


def missing_date(code: str, papers: tuple[str, ...] = ()) -> str:
    """What to look for: the event's name and the paper it is best read from."""
    event = _events().get(code)
    names = load_kinds().documents
    kinds = papers or (event.papers if event else ())
    paper = next((names[kind] for kind in kinds if kind != LEDGER and kind in names), "")
    return f"{event_name(code)}的日期" + (f"（{paper}）" if paper else "")


def by_person(fact: Fact) -> bool:
    """Set or confirmed by a person, which outranks rule and model."""
    return fact.by.startswith("person")


def _most_trusted(found: Iterable[Found[Event]]) -> list[Found[Event]]:
    """What people said if they did, else what is not merely self-reported, else all."""
    items = list(found)
    people = [item for item in items if by_person(item.fact)]
    first_hand = [item for item in items if not self_reported(item.reading)]
    return people or first_hand or items


def self_reported(reading: Reading) -> bool:
    """A list made for reporting; registers kept in the course of the work are evidence (rules.md §14.25)."""
    if reading.label.kind != LEDGER:
        return False
    registers = next((kind.registers for kind in load_kinds().document if kind.code == LEDGER), ())
    return not any(re.search(pattern, reading.title) for pattern in registers)


def _rank(item: Found[Event], event: EventType | None) -> tuple[int, bool, bool, float]:
    papers = event.papers if event else ()
    place = papers.index(item.kind) if item.kind in papers else len(papers)
    partial = item.value.first != item.value.last
    return place, partial, item.fact.grade == "poor", -item.fact.score


def moment(item: Found[Event]) -> Moment:
    """The event as a moment to count with."""
    value = item.value
    return Moment(value.code, value.first, value.last, (item.fact,), item.reading, at=value.at)


def _paired(case: Case, code: str) -> list[Moment]:
    """The act's date by its other paper, as if it were this event."""
    other = case.events.get(PAIRED.get(code, ""), ())
    return [replace(moment(item), code=code, note=event_name(item.value.code)) for item in other]


def differing(main: Moment, others: Iterable[Moment]) -> tuple[Moment, ...]:
    """Those that cannot be the same day, each date once."""
    seen = {(main.first, main.last)}
    rivals = []
    for other in others:
        apart = other.last < main.first or other.first > main.last
        if apart and (other.first, other.last) not in seen:
            seen.add((other.first, other.last))
            rivals.append(other)
    return tuple(rivals)


def weakness(case: Case, chosen: Moment) -> str:
    """Why a date cannot carry a verdict alone (self-reported, badly read, on a page cut off unsurely); empty where it can."""
    if all(by_person(fact) for fact in chosen.facts):
        return ""
    name = event_name(chosen.code)
    if self_reported(chosen.reading):
        return f"{name}的日期只见于清单自报（{chosen.reading.title or '台账'}），待附原件或网页"
    if any(_beyond_cut(chosen.reading, fact) for fact in chosen.facts if not by_person(fact)):
        return f"{name}的日期所在页可能属于另一份文书，须核对分界后更正或确认"
    unsure = [fact for fact in chosen.facts if fact.grade == "poor" and not by_person(fact)]
    if any(not _confirmed(case, fact) for fact in unsure):
        return f"{name}的日期所在页面读得不清，须看原件核对后更正或确认"
    return ""


def _beyond_cut(reading: Reading, fact: Fact) -> bool:
    """The fact stands on or behind a page of its paper at which another may begin."""
    places = [(page.source, page.number) for page in reading.document.pages]
    stands = (fact.place.source, fact.place.page)
    if fact.document != reading.document.id or stands not in places:
        return False
    return any(places.index((cut.source, cut.page)) <= places.index(stands) for cut in reading.cuts)


def _confirmed(case: Case, unsure: Fact) -> bool:
    """Another paper, read well enough, gives the same day (rules.md §14.28)."""
    value = unsure.value
    return isinstance(value, Event) and any(
        item.fact.document != unsure.document
        and item.fact.grade != "poor"
        and not self_reported(item.reading)
        and (item.value.first, item.value.last) == (value.first, value.last)
        for item in case.events.get(value.code, ())
    )
