"""A dossier laid open for checking: its facts by code and its papers by kind, gathered once."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Generic, TypeVar

from dossier.base import Record
from dossier.case import Dossier, Reading
from dossier.document import Place
from dossier.fact import Amount, DocNumber, Element, Event, Fact, Mention, Party, Period
from knowledge.kinds import load_kinds

ISSUER = "发文机关"
V = TypeVar("V", bound=Record)


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A fact with its value already told apart and the paper it stands in."""

    fact: Fact
    value: V
    reading: Reading

    @property
    def kind(self) -> str:
        """Kind of the paper."""
        return self.reading.label.kind


@dataclass(frozen=True, slots=True)
class Moment:
    """A date a rule may count with: when, by which facts, and what is to be said about the choice.

    `reading`: the paper it was taken from. `first` < `last`: the paper gives less than a day.
    """

    code: str
    first: date
    last: date
    facts: tuple[Fact, ...]
    reading: Reading
    at: time | None = None
    note: str = ""

    @property
    def whole(self) -> bool:
        """A single day is given."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the checks look up in one dossier. `resolved`: dates already worked out (checks/resolve.py).
    `truths`: conditions already answered (checks/premises.py)."""

    dossier: Dossier
    events: Mapping[str, tuple[Found[Event], ...]]
    elements: Mapping[str, tuple[Found[Element], ...]]
    periods: Mapping[str, tuple[Found[Period], ...]]
    papers: Mapping[str, tuple[Reading, ...]]
    issuer: str
    unreadable: tuple[Reading, ...] = ()
    resolved: dict[str, Any] = field(default_factory=dict, compare=False)
    truths: dict[str, Any] = field(default_factory=dict, compare=False)

    def of_kinds(self, kinds: tuple[str, ...]) -> Iterator[Reading]:
        """Papers of any of these kinds."""
        return (reading for kind in kinds for reading in self.papers.get(kind, ()))


def open_case(dossier: Dossier) -> Case:
    """Gather the dossier's facts; papers that could not be read and forms nobody filled in count for nothing."""
    events: dict[str, list[Found[Event]]] = defaultdict(list)
    elements: dict[str, list[Found[Element]]] = defaultdict(list)
    periods: dict[str, list[Found[Period]]] = defaultdict(list)
    papers: dict[str, list[Reading]] = defaultdict(list)
    unreadable: list[Reading] = []
    for reading in dossier.readings:
        if reading.document.error is not None or is_blank_form(reading):
            unreadable.append(reading)
            continue
        papers[reading.label.kind].append(reading)
        for fact in reading.facts:
            match fact.value:
                case Event() as event:
                    events[event.code].append(Found(fact, event, reading))
                case Element() as element:
                    elements[element.code].append(Found(fact, element, reading))
                case Period() as period:
                    periods[period.code].append(Found(fact, period, reading))
                case _:
                    pass
    return Case(
        dossier=dossier,
        events={code: tuple(found) for code, found in events.items()},
        elements={code: tuple(found) for code, found in elements.items()},
        periods={code: tuple(found) for code, found in periods.items()},
        papers={kind: tuple(readings) for kind, readings in papers.items()},
        issuer=_issuer(dossier),
        unreadable=tuple(unreadable),
    )


def _issuer(dossier: Dossier) -> str:
    """Who issued the main paper; where there is none, the first body that issued any."""
    main = load_kinds().main_papers
    ordered = sorted(dossier.readings, key=lambda reading: reading.label.kind not in main)
    names = (
        party.name
        for reading in ordered
        for fact in reading.of(Party)
        if isinstance(party := fact.value, Party) and party.role == ISSUER
    )
    return next(names, "")


UNFILLED = re.compile(
    r"年[ \u3000_＿]*月[ \u3000_＿]*日|[_＿]{4,}|〔[ \u3000_＿]*〕|（签[名字章]）[：:][ \u3000]*(?:\n|$)"
)
"""What a printed form shows where nothing was written: “年 月 日”, “____”, “〔　〕”, “（签名）：”."""


def is_blank_form(reading: Reading) -> bool:
    """A form with its places for date and number still empty, and no date, name or number written anywhere."""
    written = (Event, Mention, DocNumber, Amount)
    filled = any(isinstance(fact.value, written) for fact in reading.facts)
    return not filled and UNFILLED.search(reading.document.text) is not None


def unread_note(case: Case) -> str:
    """Files that could not be read, and blank forms, are neither there nor missing; empty where there are none."""
    if not case.unreadable:
        return ""
    names = "、".join(reading.document.sources[0] for reading in case.unreadable[:3])
    return f"另有{len(case.unreadable)}份文件读不出或者是未填写的空白表格（{names}），不能当作没有。"


def title_place(reading: Reading) -> Place:
    """Where the paper's title stands: the evidence for what the paper lacks (rules.md §14.27)."""
    document = reading.document
    at = document.text.find(reading.title) if reading.title else -1
    if at >= 0:
        return document.place(at, at + len(reading.title))
    if document.segments:
        first = document.segments[0]
        return document.place(first.start, first.start + len(first.line.text))
    return Place(source=document.sources[0])
