"""From what the dates or papers show to the verdict: premises and exceptions (rules.md §14.3, §14.6, §14.22)."""

from collections.abc import Mapping
from dataclasses import replace

from checks.case import Case, Moment
from checks.context import Context
from checks.finding import Said, finding
from checks.premises import Truth, truth
from dossier.case import Finding, Rule, Verdict, Version
from dossier.fact import Event, Fact

FAILING: tuple[Verdict, ...] = ("fail", "borderline")
Ends = Mapping[str, Moment | None]


def out_of_scope(rule: Rule, case: Case, held: Truth, version: Version | None = None) -> Finding:
    """The premise does not hold: written out, with the rule that decides instead (§14.22).

    `version`: the one in force, where the day is known; else the latest.
    """
    instead = rule.options.get("instead")
    told = f"不适用：{held.said}。" + (f"由规则 {instead} 判定。" if instead else "")
    version = version or (rule.versions[-1] if rule.versions else None)
    return finding(rule, case, Said("not-applicable", told, held.facts), version=version)


def spared(rule: Rule, case: Case, context: Context) -> Truth | None:
    """Why there was nothing to do where its date is missing: the papers say so (kept secret by law, heard
    otherwise; option `spared_by`)."""
    written = rule.options.get("spared_by", ())
    codes = written if isinstance(written, tuple) else (str(written),)
    truths = (truth(context.condition(code), case, context, {}) for code in codes)
    return next((Truth(False, t.facts, t.said) for t in truths if t.holds), None)


def settle(rule: Rule, case: Case, context: Context, said: Said, held: Truth, ends: Ends) -> Said:
    """The verdict once exceptions are heard and an unclear premise is allowed for."""
    return supposed(rule, excused(rule, case, context, said, ends), held)


def excused(rule: Rule, case: Case, context: Context, said: Said, ends: Ends) -> Said:
    """A statutory exception that the papers state; its words are quoted (§14.6)."""
    if said.verdict not in rule_excuses(rule) or said.final:
        return said
    said = _refused(rule, case, context, said, ends)
    for written in rule.exceptions:
        excuse = truth(context.condition(written), case, context, dict(ends))
        in_time = tuple(fact for fact in excuse.facts if not _too_late(case, fact, ends.get("end")))
        if excuse.holds and (in_time or not excuse.facts):
            message = f"{said.message}但{excuse.said}，例外成立。"
            return replace(said, verdict="excused", message=message, facts=said.facts + in_time)
    return said


def _refused(rule: Rule, case: Case, context: Context, said: Said, ends: Ends) -> Said:
    """A reason that the papers give and the law does not know is quoted (option `refused`, §14.6)."""
    refused = rule.options.get("refused", ())
    for written in refused if isinstance(refused, tuple) else (str(refused),):
        reason = truth(context.condition(written), case, context, dict(ends))
        if reason.holds and reason.facts:
            message = f"{said.message}{reason.said}，不属于法定例外。"
            return replace(said, message=message, facts=said.facts + reason.facts)
    return said


def _too_late(case: Case, fact: Fact, end: Moment | None) -> bool:
    """Given only after the act it should excuse (a waiver signed after the decision)."""
    if end is None:
        return False
    if isinstance(fact.value, Event):
        return fact.value.first > end.last
    waived = [item for item in case.events.get("waiver", ()) if item.fact.document == fact.document]
    return bool(waived) and all(item.value.first > end.last for item in waived)


def rule_excuses(rule: Rule) -> tuple[str, ...]:
    """Verdicts that the rule's exceptions can lift (option `excuses`)."""
    excuses = rule.options.get("excuses", FAILING)
    return excuses if isinstance(excuses, tuple) else (str(excuses),)


def supposed(rule: Rule, said: Said, held: Truth) -> Said:
    """§14.3: what meets the stricter demand passes; nothing fails on a premise that nobody confirmed."""
    said = replace(said, facts=said.facts + held.facts)
    if held.question is None:
        return replace(said, message=f"{said.message}适用前提：{held.said}。") if held.said else said
    code, name = held.question
    if said.verdict == "pass":
        return replace(said, message=f"{said.message}前提“{name}”文书未写明，按更严的要求也符合。")
    if said.verdict not in FAILING:
        return said
    question = f"请确认：是否属于“{name}”（{code}）？"
    likely = f"（{held.said}）" if held.said else ""
    told = (
        f"{said.message}但前提“{name}”文书没有写明{likely}，不能据此定为不合规。{question}{rule.undetermined}"
    )
    return replace(said, verdict="undetermined", message=told, missing=(*said.missing, question))
