"""A period passed by the plain count: was it extended in time, or may other law have stopped the clock?"""

from dataclasses import replace

from checks.case import Case, Moment
from checks.choose import choose, event_name
from checks.context import Context
from checks.papers import names
from checks.periods import Asked, at_most
from checks.premises import truth
from checks.weigh import Weighed, asked
from checks.words import quantity, when
from dossier.case import Rule, Version

EXTENDED = "extension_approved"


def extended(
    rule: Rule, case: Case, context: Context, version: Version, start: Moment, end: Moment, weighed: Weighed
) -> Weighed:
    """Too late by the plain count: was it extended in time, or may other law have stopped the clock?

    `extension`: days that an approval before the last day adds. `doubts`: papers that may lengthen or stop
    the period by rules that are not in the catalogue.
    """
    extra = rule.options.get("extension")
    approved = choose(case, EXTENDED).main
    late = ""
    if isinstance(extra, int) and approved is not None and weighed.outcome.due is not None:
        if approved.last <= weighed.outcome.due:
            return _by_extension(asked(rule, version), extra, context, start, end, approved, weighed)
        late = f"；{event_name(EXTENDED)}为{when(approved)}，已在原期限届满之后"
    codes = [
        code for code in names(rule, "doubts") if not (isinstance(extra, int) and code == f"event:{EXTENDED}")
    ]
    seen = [doubt for doubt in (truth(context.condition(c), case, context, {}) for c in codes) if doubt.holds]
    if not seen:
        return replace(weighed, outcome=replace(weighed.outcome, why=weighed.outcome.why + late))
    why = f"已超过一般期限，但{'、'.join(t.said for t in seen)}，能否延长或扣除须依法律、法规、规章另行核定{late}"
    facts = tuple(fact for t in seen for fact in t.facts)
    wanted = "延长审批，或者应予扣除的期间及其依据"
    return replace(
        weighed.but(replace(weighed.outcome, verdict="undetermined", why=why), wanted), facts=facts
    )


def _by_extension(
    ask: Asked, extra: int, context: Context, start: Moment, end: Moment, approved: Moment, weighed: Weighed
) -> Weighed:
    """The period with one extension approved in time; more than that needs another paper."""
    longer = Asked(ask.quantity + extra, ask.unit, ask.rollover)
    outcome = at_most(context.days(), longer, start.first, end.last)
    told = f"{event_name(EXTENDED)}为{when(approved)}，在原期限届满前"
    if outcome.verdict == "pass":
        why = f"{told}，延长{quantity(extra, ask.unit)}后未超期"
        return replace(weighed, outcome=replace(outcome, verdict="excused", why=why), facts=approved.facts)
    why = f"{told}，但延长{quantity(extra, ask.unit)}后仍超期，是否再次延长或者扣除须有材料"
    outcome = replace(outcome, verdict="undetermined", why=why)
    return replace(weighed.but(outcome, "再次延长或者扣除期间的材料"), facts=approved.facts)
