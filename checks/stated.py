"""A period that a paper must state as the law has it (rules.md §14.16): what was paid when is not its matter."""

from collections.abc import Iterable

from checks.case import Case, Found
from checks.conclude import out_of_scope, settle
from checks.content import contents, worst
from checks.context import Context
from checks.finding import Said, finding
from checks.papers import names
from checks.premises import Truth, premise
from checks.resolve import resolve
from checks.versions import in_force, nearest
from checks.words import quantity
from dossier.case import Finding, Rule, Version
from dossier.fact import Period
from knowledge.kinds import load_kinds


def stated(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """The period `period` in one of `papers` equals the version's; `anchors`: events it may run from."""
    start = resolve(case, context.days(), rule.start).main if rule.start else None
    day = start.first if start else context.as_of
    version = in_force(rule, case.dossier.kind, day)
    if version is None and start is None:
        version = nearest(rule, case.dossier.kind, day)
    held = premise(rule.applies, case, context, {"start": start})
    if held.holds is False:
        yield out_of_scope(rule, case, held)
        return
    kinds = names(rule, "papers")
    found = tuple(item for item in case.periods.get(str(rule.options["period"]), ()) if item.kind in kinds)
    said = _said(rule, case, found, version, kinds, dated=start is not None)
    if rule.options.get("elements") and said.verdict != "not-applicable":
        said = worst([said, contents(rule, case, context)])
    if said.verdict == "not-applicable":
        yield out_of_scope(rule, case, Truth(False, said=said.message))
        return
    said = settle(rule, case, context, said, held, {"start": start})
    first = found[0].value if found else None
    measured = (
        first.quantity if first is not None and version is not None and first.unit == version.unit else None
    )
    yield finding(rule, case, said, version=version, start=start, measured=measured)


def _said(
    rule: Rule,
    case: Case,
    found: tuple[Found[Period], ...],
    version: Version | None,
    kinds: tuple[str, ...],
    *,
    dated: bool,
) -> Said:
    title = "、".join(load_kinds().documents.get(kind, kind) for kind in kinds)
    facts = tuple(item.fact for item in found)
    if version is None or version.quantity is None or version.unit is None:
        return Said("not-applicable", "当时尚无此项要求，或者已不适用")
    if not any(case.of_kinds(kinds)):
        return Said("undetermined", f"卷内未见{title}，无法判定。", missing=(title,))
    if not found:
        wanted = f"{title}写明的{rule.name}"
        return Said("undetermined", f"没有读到{wanted}，无法判定。{rule.undetermined}", missing=(wanted,))
    asked = quantity(version.quantity, version.unit)
    told = "、".join(dict.fromkeys(f"“{item.fact.place.quote}”" for item in found))
    if any(item.fact.grade == "poor" for item in found):
        message = f"{title}写明{told}，所在页面读得不清，无法判定，须看原件核对。"
        return Said("undetermined", message, facts, missing=(f"{title}该处原件",))
    terms = {(item.value.quantity, item.value.unit) for item in found}
    if len(terms) > 1:
        message = f"{title}写明的期限前后不一：{told}，无法判定。"
        return Said("undetermined", message, facts, missing=("以哪一期限为准",))
    if terms != {(version.quantity, version.unit)}:
        return Said("fail", f"{title}写明{told}，法定期限为{asked}，不相符。", facts)
    astray = [item for item in found if item.value.anchor in names(rule, "wrong_anchors")]
    if astray:
        return Said("fail", f"{title}写明{told}，起算点与法律不符（应自收到决定书之日起）。", facts)
    if not dated:
        message = f"{title}写明{told}，但没有读到决定日期，不知适用哪一版法律，无法判定。"
        return Said("undetermined", message, facts, missing=("决定日期",))
    return Said("pass", f"{title}写明{told}，与法定期限{asked}一致。", facts)
