"""Which way a paper says it: variants, as the conclusion of an opinion (rules.md §14.4, §14.10)."""

from collections.abc import Iterable

from checks.case import Case, Found, Moment
from checks.conclude import out_of_scope, settle
from checks.content import choice, worst
from checks.context import Context
from checks.finding import Said, finding
from checks.order import walk
from checks.papers import names, papers_wanted
from checks.premises import Truth, premise, truth
from checks.versions import candidates, in_force, nearest
from checks.words import day
from dossier.case import Finding, Rule
from dossier.fact import Element
from knowledge.conditions import element_names


def variant(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """Which way the element was said: `good` passes, `bad` fails once `end` has happened, else unclear.

    `chain`: acts that must be in order besides.

    `repaired`: a sign that an unclear one was put right. `fail_if`: admissions that decide where no paper
    of `needs` is there.
    """
    after = choice(rule.end, case, context)
    ends = {"start": None, "end": after.main if after else None}
    held = premise(rule.applies, case, context, ends)
    reference = ends["end"].first if ends["end"] else context.as_of
    version = in_force(rule, case.dossier.kind, reference)
    if held.holds is False:
        yield out_of_scope(rule, case, held)
        return
    if ends["end"] is not None and version is None and candidates(rule, case.dossier.kind):
        yield out_of_scope(rule, case, Truth(False, said=f"{day(reference)}时尚无此项要求，或者已不适用"))
        return
    version = version or nearest(rule, case.dossier.kind, reference)
    said = _variant(rule, case, context, ends)
    if "chain" in rule.options and said.verdict in ("pass", "fail"):
        walked = walk(rule, case, context)
        said = said if walked.idle else worst([said, walked.said])
    yield finding(rule, case, settle(rule, case, context, said, held, ends), version=version, end=ends["end"])


def _variant(rule: Rule, case: Case, context: Context, ends: dict[str, Moment | None]) -> Said:
    done = ends["end"] is not None
    wanted = papers_wanted(rule, case)
    if wanted:
        return _admitted(rule, case, context, done, wanted)
    code = names(rule, "elements")[0]
    found = _latest(rule, case, context, case.elements.get(code, ()))
    values = {item.value.value for item in found}
    name = element_names().get(code, code)
    if len(values) != 1:
        why = f"没有读到{name}" if not values else f"{name}前后不一"
        return Said("undetermined", f"{why}，无法判定。", tuple(f.fact for f in found), missing=(name,))
    return _by_value(rule, case, context, found[0], name, done)


def _by_value(rule: Rule, case: Case, context: Context, found: Found[Element], name: str, done: bool) -> Said:
    value, facts = found.value.value, (found.fact,)
    told = f"{name}为“{found.fact.place.quote}”"
    if value in names(rule, "good"):
        return Said("pass", f"{told}，符合要求。", facts)
    if value in names(rule, "bad"):
        if done:
            return Said("fail", f"{told}，仍{rule.options.get('done', '继续办理')}。", facts)
        missing = (str(rule.options.get("done", "其后办理情况")) + "的材料",)
        return Said(
            "undetermined",
            f"{told}，未见{missing[0]}，不知是否仍继续办理，无法判定。",
            facts,
            missing=missing,
        )
    for written in names(rule, "repaired"):
        mended = truth(context.condition(written), case, context, {})
        if mended.holds:
            return Said("pass", f"{told}，{mended.said}，符合要求。", facts + mended.facts)
    question = f"{name}含混，或者要求修改而看不出是否已改，须核对定稿与采纳情况"
    return Said("undetermined", f"{told}。{question}，无法判定。", facts, missing=(question,))


def _admitted(rule: Rule, case: Case, context: Context, done: bool, wanted: tuple[str, ...]) -> Said:
    """No such paper: only an admission that there was none can decide (§14.4)."""
    for written in names(rule, "fail_if"):
        admitted = truth(context.condition(written), case, context, {})
        if admitted.holds and admitted.facts and done:
            return Said(
                "fail", f"{admitted.said}，仍{rule.options.get('done', '继续办理')}。", admitted.facts
            )
    return Said("undetermined", f"卷内未见{'、'.join(wanted)}，无法判定。", missing=wanted)


def _latest(
    rule: Rule, case: Case, context: Context, found: tuple[Found[Element], ...]
) -> tuple[Found[Element], ...]:
    """What the last round's paper says where several papers say it (§14.10)."""
    last = choice(rule.start, case, context)
    if last is None or last.main is None:
        return found
    own = tuple(item for item in found if item.reading.document.id == last.main.reading.document.id)
    return own or found
