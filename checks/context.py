"""What judging depends on besides the dossier: rules, calendar, profile, people's answers, the day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dossier.case import Correction, Rule
from knowledge.conditions import Condition, parse_condition
from knowledge.holidays import Calendar
from knowledge.kinds import ANY, load_kinds
from knowledge.profiles import Profile

YES = frozenset({"是", "yes", "true", "1"})
NO = frozenset({"否", "不是", "no", "false", "0"})


@dataclass(frozen=True)
class Context:
    """`answers`: (dossier, code of the question) → 是 or 否. `as_of`: the day of judging. `rulings`: 人工改判 by what they
    speak of (checks/overrule.py)."""

    rules: tuple[Rule, ...]
    calendar: Calendar
    profile: Profile
    answers: Mapping[tuple[str, str], str]
    as_of: date
    rulings: Mapping[str, Correction] = field(default_factory=dict)
    _amended: dict[tuple[str, str], tuple[Rule, ...]] = field(default_factory=dict, repr=False, compare=False)
    _parsed: dict[str, Condition] = field(default_factory=dict, repr=False, compare=False)

    def rules_for(self, kind: str, issuer: str) -> tuple[Rule, ...]:
        """Rules that say something of such a dossier, as the profile amends them for that body."""
        key = (kind, issuer)
        if key not in self._amended:
            own = tuple(rule for rule in self.rules if concerns(rule, kind))
            self._amended[key] = self.profile.rules(own, issuer)
        return self._amended[key]

    @cached_property
    def _days(self) -> Calendar:
        return self.calendar.with_local(self.profile.holiday)

    def days(self) -> Calendar:
        """The calendar with the profile's own rest days."""
        return self._days

    def condition(self, written: str) -> Condition:
        """The condition, parsed once a run."""
        if written not in self._parsed:
            self._parsed[written] = parse_condition(written)
        return self._parsed[written]

    def answer(self, dossier: str, code: str) -> bool | None:
        """What a person answered to a question; None: not asked or no clear answer."""
        said = self.answers.get((dossier, code), "").strip().lower()
        return True if said in YES else False if said in NO else None


def concerns(rule: Rule, kind: str) -> bool:
    """Whether a dossier of this kind gets a finding of this rule."""
    not_for = rule.options.get("not_for", ())
    named = {kind, ANY, *load_kinds().either(kind)}
    return bool(named & set(rule.kinds)) or (isinstance(not_for, tuple) and kind in not_for)
