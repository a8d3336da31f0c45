"""Rules against dossiers: pure functions from what the papers say to findings.

A rule names its shape; the shape is a function here. Adding a rule is data, adding a shape is one line.
"""

from collections.abc import Callable, Iterable, Iterator

from checks.case import Case, open_case
from checks.compare import compare
from checks.conclude import out_of_scope
from checks.content import element
from checks.context import Context
from checks.duration import period
from checks.finding import Said, finding
from checks.holiday import holiday
from checks.listed import contents
from checks.normative import normative
from checks.order import order
from checks.overrule import overrule
from checks.papers import names, paper
from checks.premises import Truth, premise
from checks.stated import stated
from checks.substance import substance
from checks.tally import ratio, tally
from checks.variants import variant
from checks.versions import nearest
from checks.whole import whole
from dossier.case import Dossier, Finding, Rule, Verdict
from knowledge.kinds import ANY, load_kinds

Check = Callable[[Rule, Case, Context], Iterable[Finding]]

CHECKS: dict[str, Check] = {
    "max": period,
    "min": period,
    "not_before": period,
    "notice_before": period,
    "order": order,
    "element": element,
    "variant": variant,
    "paper": paper,
    "stated": stated,
    "contents": contents,
    "compare": compare,
    "holiday": holiday,
    "whole": whole,
    "count": tally,
    "ratio": ratio,
    "norm": normative,
    "substance": substance,
}

PRESENT = frozenset({"paper"})  # shapes that look for papers before they ask whether the rule applies

__all__ = ["CHECKS", "Check", "Context", "run_checks"]


def run_checks(dossier: Dossier, context: Context) -> tuple[Finding, ...]:
    """Every finding on one dossier, not-applicable ones too (§14.22), in the catalogue's order."""
    case = open_case(dossier)
    rules = context.rules_for(dossier.kind, case.issuer)
    findings = (found for rule in rules if rule.scope == "dossier" for found in _check(rule, case, context))
    return overrule(findings, context.rulings)


def _check(rule: Rule, case: Case, context: Context) -> Iterator[Finding]:
    kinds = load_kinds()
    kind = case.dossier.kind
    if kind in names(rule, "not_for"):
        yield _apart(rule, case, context, "not-applicable", f"不适用：{kinds.dossiers[kind]}不适用本规则。")
        return
    if rule.options.get("outside"):
        yield _apart(rule, case, context, "not-applicable", f"不适用：{rule.options['outside']}。")
        return
    either = set(kinds.either(kind))
    if kind not in rule.kinds and ANY not in rule.kinds and not either <= set(rule.kinds):
        question = "请确认：是规章还是行政规范性文件？"
        told = f"看不出属于{'还是'.join(kinds.dossiers[k] for k in kinds.either(kind))}，无法判定是否适用。{question}"
        yield _apart(rule, case, context, "undetermined", told, missing=(question,))
        return
    denied = _denied(rule, case, context)
    if denied is not None:
        yield out_of_scope(rule, case, denied)
        return
    found = CHECKS[rule.shape](rule, case, context)
    yield from (
        (_beyond(item, str(rule.options["beyond"])) for item in found) if "beyond" in rule.options else found
    )


def _denied(rule: Rule, case: Case, context: Context) -> Truth | None:
    """A premise that plainly does not hold spares the work on dates; a paper that is there counts without it."""
    if rule.shape in PRESENT or "setting" in rule.options:
        return None
    conditions = [context.condition(written) for written in rule.applies]
    if not conditions or any(condition.by_end for condition in conditions):
        return None
    held = premise(rule.applies, case, context, {})
    return held if held.holds is False else None


def _beyond(found: Finding, where: str) -> Finding:
    """What no case file can show is a question for another source and weighs nothing in the file's conclusion."""
    if found.verdict != "undetermined":
        return found
    told = f"{found.message}本项卷内看不出，须{where}，不影响全卷结论。"
    return found.model_copy(update={"severity": "info", "message": told})


def _apart(
    rule: Rule, case: Case, context: Context, verdict: Verdict, message: str, missing: tuple[str, ...] = ()
) -> Finding:
    """A finding that follows from the dossier's kind alone."""
    said = Said(verdict, message, missing=missing)
    return finding(rule, case, said, version=nearest(rule, case.dossier.kind, context.as_of))
