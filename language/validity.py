"""Is a norm in force on a day (效力状态)? Dates are kept, the status is computed for the day of the question.

The norm itself says when it begins and ends; other papers say that it was amended, repealed or kept
(dossier.fact.Change: repeal clauses, deciding papers, lists of a clean-up). Nothing stated is never taken for “in force”.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dossier.base import Record
from dossier.document import Place
from dossier.fact import Change, DocNumber, Event, Fact, Period
from language.durations import MONTHS_A_YEAR, months_on
from language.matter import matter_of

Status = Literal["pending", "in-force", "amended", "expired", "repealed", "unknown"]
STATUSES: dict[Status, str] = {
    "pending": "尚未施行",
    "in-force": "现行有效",
    "amended": "已修改",
    "expired": "失效",
    "repealed": "已废止",
    "unknown": "效力不明",
}
_OWN_DAY = ("effective", "published", "issued", "doc_date", "signed")
_BEGINS = {"published": ("published", "issued", "doc_date"), "doc_date": ("doc_date", "signed", "published")}
_ENDING = ("repealed", "expired")


class Ground(Record):
    """What one date rests on. `field`: the field of Validity; `document`: the paper that says so."""

    field: Literal["in_force_from", "in_force_until", "amended_on", "repealed_on"]
    document: str
    place: Place


class Validity(Record):
    """`in_force_from`, `in_force_until`: first and last day in force; `amended_on`: day of the first amendment;
    `repealed_on`: first day no longer in force. None: no paper says. `doubts`: what keeps the status from being told.
    """

    in_force_from: date | None = None
    in_force_until: date | None = None
    amended_on: date | None = None
    repealed_on: date | None = None
    grounds: tuple[Ground, ...] = ()
    doubts: tuple[str, ...] = ()

    def status(self, day: date) -> Status:
        """On that day. An end that is certain outweighs a doubt; a doubt outweighs “in force”."""
        if self.repealed_on is not None and self.repealed_on <= day:
            return "repealed"
        if self.in_force_until is not None and self.in_force_until < day:
            return "expired"
        if self.in_force_from is not None and self.in_force_from > day:
            return "pending"
        if self.doubts or self.in_force_from is None:
            return "unknown"
        return "amended" if self.amended_on is not None and self.amended_on <= day else "in-force"


class Norm(NamedTuple):
    """What a norm is known by: its paper, title and number in normal form, and its own facts."""

    document: str
    title: str
    number: str | None
    facts: tuple[Fact, ...]


class Said(NamedTuple):
    """A change as another paper says it, and that paper's own day, on which it comes where no other is stated."""

    fact: Fact
    change: Change
    day: date | None


def norm_of(document: str, title: str, facts: Sequence[Fact]) -> Norm:
    """A norm from its reading."""
    values = (fact.value for fact in facts)
    number = next((v.normal for v in values if isinstance(v, DocNumber) and v.role == "own"), None)
    return Norm(document, title, number, tuple(facts))


def said_in(facts: Sequence[Fact]) -> tuple[Said, ...]:
    """Every change one paper tells, with the day on which the paper itself takes effect."""
    changes = [(fact, fact.value) for fact in facts if isinstance(fact.value, Change)]
    if not changes:
        return ()
    own = _own_day(facts)
    return tuple(Said(fact, change, change.day or own) for fact, change in changes)


def _own_day(facts: Sequence[Fact]) -> date | None:
    """From when what the paper decides holds: as it says of the repeal, its coming into force, its publication."""
    told, begins = _first(facts, ("repealed",)), _begins(facts)
    if told is None and begins is not None:
        return begins[0]
    day = told or _first(facts, _OWN_DAY)
    return day.value.first if day is not None and isinstance(day.value, Event) else None


def names_of(name: str) -> tuple[str, ...]:
    """Forms under which a title and the name by which it is called meet: 关于印发《甲办法》的通知 is called 《甲办法》 too."""
    whole = _plain(name)
    matter = matter_of(name)
    return tuple(dict.fromkeys(form for form in (whole, matter) if form))


def speaks_of(said: Said, norm: Norm) -> bool:
    """Whether a change is about this norm: by number where both state one, else by name, of an older paper only.

    A paper never ends itself, and a new 办法 of the old name that ends the old one is not ended by it.
    """
    if said.fact.document == norm.document:
        return said.change.what == "extended" and _same_name(said, norm)
    if said.change.number and norm.number:
        return _same_number(said.change.number, norm.number)
    begins = _begins(norm.facts)
    older = begins is None or said.day is None or begins[0] < said.day
    return older and _same_name(said, norm)


def validity(norm: Norm, said: Iterable[Said]) -> Validity:
    """The norm's dates from its own facts and from what other papers say of it (`speaks_of` picks these)."""
    about = [item for item in said if speaks_of(item, norm)]
    grounds: list[Ground] = []
    doubts: list[str] = []
    begins = _begins(norm.facts)
    if begins is None:
        doubts.append("没有读到施行日期")
    else:
        grounds.append(_ground("in_force_from", begins[1]))
    until, ends = _until(norm, begins[0] if begins else None, about)
    grounds += ends
    amended, ground = _earliest(about, ("amended",))
    grounds += [_ground("amended_on", ground)] if ground else []
    repealed, ground = _earliest(about, ("repealed",))
    grounds += [_ground("repealed_on", ground)] if ground else []
    doubts += [
        f"另有文书说“{item.change.name}”已废止、失效，但没有读到从哪一天起"
        for item in about
        if item.change.what in _ENDING and item.day is None
    ]
    return Validity(
        in_force_from=begins[0] if begins else None,
        in_force_until=until,
        amended_on=amended,
        repealed_on=repealed,
        grounds=tuple(grounds),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _plain(name: str) -> str:
    return re.sub(r"[^\w]", "", name)


def _same_name(said: Said, norm: Norm) -> bool:
    return bool(set(names_of(said.change.name)) & set(names_of(norm.title)))


def _same_number(one: str, other: str) -> bool:
    """Orders are often cited without the place of the body (市人民政府令第8号)."""
    return one == other or (
        "令第" in one and "令第" in other and (one.endswith(other) or other.endswith(one))
    )


def _begins(facts: Sequence[Fact]) -> tuple[date, Fact] | None:
    """First day in force, with the fact that says so: stated, or counted from the day of publication."""
    stated = _first(facts, ("effective",))
    if stated is not None and isinstance(stated.value, Event):
        return stated.value.first, stated
    for fact in facts:
        value = fact.value
        if isinstance(value, Period) and value.code == "effective" and value.unit in ("d", "m"):
            base = _first(facts, _BEGINS.get(value.anchor or "", ()))
            if base is not None and isinstance(base.value, Event):
                return _later(base.value.first, value), fact
    return None


def _later(day: date, period: Period) -> date:
    """“自公布之日起30日后施行”: 30 days on; zero where it is in force at once."""
    return months_on(day, period.quantity) if period.unit == "m" else day + timedelta(period.quantity)


def _until(norm: Norm, begins: date | None, about: Sequence[Said]) -> tuple[date | None, list[Ground]]:
    """Last day in force: as stated or counted, put off by an extension, cut short where declared void before."""
    own = _first(norm.facts, ("expires",))
    last: date | None = None
    grounds: list[Ground] = []
    if own is not None and isinstance(own.value, Event):
        last, grounds = own.value.last, [_ground("in_force_until", own)]
    elif begins is not None:
        for fact in norm.facts:
            value = fact.value
            if isinstance(value, Period) and value.code == "validity" and value.unit in ("y", "m"):
                months = value.quantity * (MONTHS_A_YEAR if value.unit == "y" else 1)
                last, grounds = months_on(begins, months) - timedelta(1), [_ground("in_force_until", fact)]
                break
    for item in about:
        if item.change.what == "extended" and item.change.day and (last is None or item.change.day > last):
            last, grounds = item.change.day, [_ground("in_force_until", item.fact)]
    void, ground = _earliest(about, ("expired",))
    if void is not None and ground is not None and (last is None or void - timedelta(1) < last):
        last, grounds = void - timedelta(1), [_ground("in_force_until", ground)]
    return last, grounds


def _earliest(about: Sequence[Said], what: Sequence[str]) -> tuple[date | None, Fact | None]:
    dated = [(item.day, item.fact) for item in about if item.change.what in what and item.day]
    return min(dated, key=lambda pair: pair[0]) if dated else (None, None)


def _first(facts: Sequence[Fact], codes: Sequence[str]) -> Fact | None:
    """The whole day of the first of these codes that has one: a person's word first, then the surest."""
    for code in codes:
        found = [
            fact
            for fact in facts
            if isinstance(fact.value, Event)
            and fact.value.code == code
            and fact.value.first == fact.value.last
        ]
        if found:
            return max(found, key=lambda fact: (fact.by.startswith("person:"), fact.score))
    return None


def _ground(
    field: Literal["in_force_from", "in_force_until", "amended_on", "repealed_on"], fact: Fact
) -> Ground:
    return Ground(field=field, document=fact.document, place=fact.place)
