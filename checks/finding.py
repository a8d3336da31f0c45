"""Findings in the contract's form."""

from collections.abc import Iterable
from dataclasses import dataclass

from checks.case import Case, Moment
from checks.words import iso, stamp
from dossier.case import DayCount, Finding, Rule, Severity, Verdict, Version
from dossier.document import Place
from dossier.fact import Fact

EXCERPT = "（依据为节选，未读全文）"
UNREAD = "（依据凭记忆，未核对，仅供参考）"
MENDING = ("fail", "borderline", "undetermined")


@dataclass(frozen=True, slots=True)
class Said:
    """What a check concluded, before it is put into a finding. `final`: no exception lifts it."""

    verdict: Verdict
    message: str
    facts: tuple[Fact, ...] = ()
    places: tuple[Place, ...] = ()
    missing: tuple[str, ...] = ()
    alternative: str | None = None
    severity: Severity | None = None
    final: bool = False


def finding(
    rule: Rule,
    case: Case,
    said: Said,
    *,
    version: Version | None,
    start: Moment | None = None,
    end: Moment | None = None,
    measured: int | None = None,
    count: DayCount | None = None,
    subject: str | None = None,
    severity: Severity | None = None,
) -> Finding:
    """The contract's line. An [M] basis makes it `info`, an [X] one is said (rules.md §14.17)."""
    mark = version.mark if version else "R"
    counted = version if version is not None and version.quantity is not None else None
    told = stamp if counted is not None and counted.unit == "h" else iso
    evidence = _places((*_facts(start, end), *said.facts)) + said.places
    return Finding(
        dossier=case.dossier.id,
        dossier_kind=case.dossier.kind,
        rule=rule.id,
        name=rule.name,
        verdict=said.verdict,
        severity="info" if mark == "M" else severity or rule.severity,
        start=told(start),
        end=told(end),
        measured=measured,
        required=counted.quantity if counted else None,
        unit=counted.unit if counted else None,
        alternative=said.alternative,
        basis=version.basis if version else (),
        subject=subject,
        message=said.message + basis_note(said.verdict, mark),
        advice=rule.advice if said.verdict in MENDING else "",
        evidence=tuple(dict.fromkeys(evidence)),
        count=count,
        missing=said.missing,
    )


def basis_note(verdict: Verdict, mark: str) -> str:
    if verdict == "not-applicable":
        return ""
    return EXCERPT if mark == "X" else UNREAD if mark == "M" else ""


def _facts(*moments: Moment | None) -> tuple[Fact, ...]:
    return tuple(fact for moment in moments if moment is not None for fact in moment.facts)


def _places(facts: Iterable[Fact]) -> tuple[Place, ...]:
    return tuple(fact.place for fact in facts)
