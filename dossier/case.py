"""Papers read, bound into dossiers, and what the rules find in them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from dossier.base import Record
from dossier.document import Document, Place
from dossier.fact import Event, Fact, Lead, Unit
from dossier.geometry import Box

Verdict = Literal["pass", "fail", "borderline", "excused", "undetermined", "not-applicable"]
Severity = Literal["must", "should", "info"]
Mark = Literal["R", "S", "X", "M"]

Options = dict[str, str | int | bool | tuple[str, ...]]

VERDICTS: dict[Verdict, str] = {
    "pass": "合规",
    "fail": "不合规",
    "borderline": "两种算法结论不同",
    "excused": "例外成立",
    "undetermined": "无法判定",
    "not-applicable": "不适用",
}
WORST_FIRST: tuple[Verdict, ...] = ("fail", "undetermined", "borderline", "excused", "pass")


class Label(Record):
    """What kind of paper this is. `kind` is `other` below the threshold; `guess` is then the best kind."""

    kind: str
    probability: float
    guess: str
    reason: str = ""


class Cut(Record):
    """Before `page` of `source` one paper may end and another begin: how probable that is, and what speaks for it."""

    source: str
    page: int
    probability: float
    reason: str = ""


class Reading(Record):
    """A paper with its kind and facts.

    `cuts`: pages of it at which it is unsure whether a paper begins; the first page's where its own beginning is unsure.
    """

    document: Document
    label: Label
    title: str = ""
    facts: tuple[Fact, ...] = ()
    leads: tuple[Lead, ...] = ()
    cuts: tuple[Cut, ...] = ()

    def of(self, kind: type[Record]) -> Iterator[Fact]:
        """Facts whose value is of that class (Event, Party …), in text order."""
        return (fact for fact in self.facts if isinstance(fact.value, kind))


class Version(Record):
    """A rule's content from one day to another (inclusive; None: open).

    `kinds`: kinds of dossier this version is for, empty for all of the rule's (one duty may rest on
    different laws). `person`: the quantity where the party is a natural person, if it differs. `options`: put over the rule's own while this version is in force. `text`: the article's words, empty where not at hand. `mark`: how the basis was
    verified (rules.md §0.1).
    """

    since: date | None = None
    until: date | None = None
    kinds: tuple[str, ...] = ()
    quantity: int | None = None
    person: int | None = None
    unit: Unit | None = None
    basis: tuple[str, ...] = ()
    mark: Mark = "R"
    text: str = ""
    note: str = ""
    options: Options = {}


class Rule(Record):
    """One duty of the catalogue (rules.md §0.4).

    `shape` names the check. `start`, `end`: event codes, in order of preference separated by "|"
    (`lr_received|lr_sent`). `applies`, `exceptions`: codes of conditions (knowledge/elements.toml).
    `scope`: one dossier; all of one authority's in a year; all that was read (corpus).
    `rollover`: a period ending on a rest day runs to the next working day. `options`: what one
    shape needs beyond this (papers, elements, order), validated by that check.
    """

    id: str
    name: str
    kinds: tuple[str, ...]
    shape: str
    severity: Severity
    start: str | None = None
    end: str | None = None
    applies: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    rollover: Literal["yes", "no", "unknown"] = "unknown"
    scope: Literal["dossier", "year", "corpus"] = "dossier"
    options: Options = {}
    versions: tuple[Version, ...] = ()
    indicator: tuple[int, ...] = ()
    advice: str = ""
    undetermined: str = ""


class DayCount(Record):
    """The arithmetic of a period, for a person to check by hand.

    `due`: last allowed (max) or first allowed (min, not_before) day. `skipped`: days not counted, with
    the reason (“国庆节”, “周六”); `shifted`: weekend days counted as working days (调休上班).
    """

    start: date
    end: date | None = None
    due: date | None = None
    unit: Unit
    quantity: int
    measured: int | None = None
    skipped: tuple[tuple[date, str], ...] = ()
    shifted: tuple[date, ...] = ()


class Finding(Record):
    """What one rule says of one dossier (contract.md). `start`, `end`: ISO date, with time where unit is h.

    `original`: what the rule itself had said where a person overruled it (人工改判).
    """

    dossier: str | None
    dossier_kind: str
    rule: str
    name: str
    verdict: Verdict
    severity: Severity
    start: str | None = None
    end: str | None = None
    measured: float | None = None
    required: float | None = None
    unit: Unit | None = None
    alternative: str | None = None
    basis: tuple[str, ...] = ()
    subject: str | None = None
    message: str
    advice: str = ""
    evidence: tuple[Place, ...] = ()
    count: DayCount | None = None
    missing: tuple[str, ...] = ()
    authority: str | None = None
    year: int | None = None
    original: Verdict | None = None


class Dossier(Record):
    """Papers of one matter. `id` is the name users see; `reason` says why these belong together."""

    id: str
    kind: str
    reason: str = ""
    readings: tuple[Reading, ...] = ()
    findings: tuple[Finding, ...] = ()

    def events(self, code: str) -> tuple[Fact, ...]:
        """All facts of one event code, in the papers' order; the choice among them is checks/choose.py."""
        return tuple(
            fact
            for reading in self.readings
            for fact in reading.facts
            if isinstance(fact.value, Event) and fact.value.code == code
        )

    @property
    def conclusion(self) -> Verdict:
        """The worst `must` finding; undetermined when nothing was checked. Never pass by silence."""
        found = {f.verdict for f in self.findings if f.severity == "must"}
        return next((verdict for verdict in WORST_FIRST if verdict in found), "undetermined")


class Correction(Record):
    """A person's word on a fact, kind, boundary or question; it outranks rule and model.

    Found again on `file` (sha256) and `page` by overlap with `boxes` or equal `quote`. `stage`:
    boundary, kind, fact, answer. `before`, `after`: JSON of what stood and what stands (null: nothing):
    fact, a Value; kind, its code; boundary, true where a paper begins on this page; answer, a text,
    with the question's code in `quote` and the dossier's name in `source`; overrule, a verdict (null: taken
    back), with what it speaks of in `quote`, and in `before` the grounds it was made on (checks/overrule.py).
    """

    id: str
    file: str
    source: str
    page: int | None
    quote: str = ""
    boxes: tuple[Box, ...] = ()
    stage: Literal["boundary", "kind", "fact", "answer", "overrule"]
    before: str
    after: str
    who: str
    when: datetime
    why: str = ""
