"""The version of a rule in force on a day (rules.md §1.5, §14.24)."""

from datetime import date

from dossier.case import Rule, Version
from knowledge.kinds import load_kinds


def in_force(rule: Rule, kind: str, day: date) -> Version | None:
    """The version for that kind of dossier on that day; None where the law asked nothing yet, or no longer."""
    return next((v for v in candidates(rule, kind) if _covers(v, day)), None)


def as_in_force(rule: Rule, version: Version | None) -> Rule:
    """The rule with what its version in force puts over its options."""
    if version is None or not version.options:
        return rule
    return rule.model_copy(update={"options": {**rule.options, **version.options}})


def candidates(rule: Rule, kind: str) -> tuple[Version, ...]:
    """Versions for that kind of dossier, whatever their dates."""
    if not any(v.kinds for v in rule.versions):
        return rule.versions
    kinds = {kind, *load_kinds().either(kind)}
    return tuple(v for v in rule.versions if not v.kinds or kinds & set(v.kinds))


def _covers(version: Version, day: date) -> bool:
    return (version.since is None or version.since <= day) and (version.until is None or day <= version.until)


def nearest(rule: Rule, kind: str, day: date) -> Version | None:
    """For the basis of a finding without dates: the one in force, else the latest."""
    return in_force(rule, kind, day) or next(reversed(candidates(rule, kind)), None)
