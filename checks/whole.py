"""Whether a closed file is complete by its own list (形态 whole; 一案一卷、材料齐全, rules.md §14.14)."""

from collections.abc import Iterable

from checks.case import Case
from checks.complete import completeness
from checks.conclude import out_of_scope
from checks.context import Context
from checks.finding import Said, finding
from checks.premises import Truth, premise
from checks.resolve import resolve
from checks.versions import in_force, nearest
from checks.words import day
from dossier.case import Finding, Rule


def whole(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """A list and the papers that agree; a list may be wrong or misread, so a difference is asked, never a fault."""
    dated = resolve(case, context.days(), rule.start).main if rule.start else None
    reference = dated.first if dated else context.as_of
    version = in_force(rule, case.dossier.kind, reference)
    held = premise(rule.applies, case, context, {})
    if held.holds is False:
        yield out_of_scope(rule, case, held)
        return
    if dated is not None and version is None:
        yield out_of_scope(rule, case, Truth(False, said=f"{day(reference)}时尚无此项要求"))
        return
    state = completeness(case)
    said = (
        Said("pass", f"{state.said}。", places=state.places)
        if state.complete
        else Said("undetermined", f"{state.said}，材料是否齐全无法判定。", missing=(state.said,))
    )
    yield finding(rule, case, said, version=version or nearest(rule, case.dossier.kind, reference))
