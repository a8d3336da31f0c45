"""What a paper must say (elements), and which way it says it (variants) (rules.md §14.20, §14.27)."""

from collections.abc import Iterable
from dataclasses import replace

from checks.case import Case, Found, Moment, title_place
from checks.choose import Choice
from checks.conclude import excused, out_of_scope, settle, spared, supposed
from checks.context import Context
from checks.finding import Said, finding
from checks.order import walk
from checks.papers import names, papers_wanted
from checks.periods import at_least
from checks.premises import Truth, premise, truth
from checks.resolve import resolve
from checks.versions import candidates, in_force, nearest
from checks.weigh import period_judge, weigh
from checks.words import day
from dossier.case import WORST_FIRST, Finding, Reading, Rule
from dossier.fact import Element
from knowledge.conditions import element_names
from knowledge.kinds import load_kinds


def element(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """Each of `elements` must stand in one of `papers`; with `chain` the acts must be in order too.

    `below`: asked only where start → end is shorter than the version's quantity (缩短期限须说明).
    """
    start, end = _choice(rule.start, case, context), _choice(rule.end, case, context)
    ends = {"start": start.main if start else None, "end": end.main if end else None}
    day_of = next((m.first for m in ends.values() if m is not None), None)
    version = in_force(rule, case.dossier.kind, day_of or context.as_of)
    held = premise(rule.applies, case, context, ends)
    if held.holds is False:
        yield out_of_scope(rule, case, held)
        return
    if day_of is not None and version is None and candidates(rule, case.dossier.kind):
        yield out_of_scope(rule, case, Truth(False, said=f"{day(day_of)}时尚无此项要求，或者已不适用"))
        return
    said = _said(rule, case, context, start, end, ends)
    if said.verdict == "not-applicable":
        yield out_of_scope(rule, case, Truth(False, said.facts, said.message))
        return
    version = version or nearest(rule, case.dossier.kind, context.as_of)
    yield finding(
        rule, case, supposed(rule, said, held), version=version, start=ends["start"], end=ends["end"]
    )


def _choice(codes: str | None, case: Case, context: Context) -> Choice | None:
    return resolve(case, context.days(), codes) if codes else None


def _said(
    rule: Rule,
    case: Case,
    context: Context,
    start: Choice | None,
    end: Choice | None,
    ends: dict[str, Moment | None],
) -> Said:
    if rule.options.get("below") and start is not None and end is not None:
        return _when_short(rule, case, context, start, end)
    parts = [_contents(rule, case)]
    if "chain" in rule.options:
        parts.append(excused(rule, case, context, walk(rule, case, context).said, ends))
    return worst(parts)


def _when_short(rule: Rule, case: Case, context: Context, start: Choice, end: Choice) -> Said:
    """Nothing to explain where the period was long enough."""
    missing = tuple(choice.missing for choice in (start, end) if choice.main is None)
    reason = spared(rule, case, context) if start.main is None else None
    if reason is not None:
        return Said("not-applicable", reason.said, reason.facts)
    if missing:
        return Said("undetermined", f"缺{'、'.join(missing)}，不知期限是否缩短，无法判定。", missing=missing)
    outcome = weigh(period_judge(rule, at_least, context.days(), case.dossier.kind), case, start, end).outcome
    match outcome.verdict:
        case "pass" | "not-applicable":
            return Said("not-applicable", outcome.why or "期限没有缩短")
        case "undetermined":
            return Said("undetermined", f"期限是否缩短无法判定：{outcome.why}。", missing=(outcome.why,))
    said = _contents(rule, case)
    if outcome.verdict == "borderline" and said.verdict == "fail":
        told = f"{said.message}期限是否缩短，两种算法结论不同：{outcome.alternative}。"
        return replace(said, verdict="borderline", message=told, alternative=outcome.alternative)
    return said


def worst(parts: list[Said]) -> Said:
    """The worst verdict, with all that was said."""
    ranked = sorted(parts, key=lambda said: WORST_FIRST.index(said.verdict))
    return replace(
        ranked[0],
        message="".join(said.message for said in parts),
        facts=tuple(fact for said in parts for fact in said.facts),
        places=tuple(place for said in parts for place in said.places),
        missing=tuple(item for said in parts for item in said.missing),
    )


def _contents(rule: Rule, case: Case) -> Said:
    """Which elements the papers hold and which they lack."""
    kinds, codes = names(rule, "papers"), names(rule, "elements")
    readings = tuple(case.of_kinds(kinds))
    title = "、".join(load_kinds().documents.get(kind, kind) for kind in kinds)
    if not readings:
        return Said("undetermined", f"卷内未见{title}，无法判定。", missing=(title,))
    held = {reading.document.id for reading in readings}
    found = {
        code: [f for f in case.elements.get(code, ()) if f.reading.document.id in held] for code in codes
    }
    facts = tuple(items[0].fact for items in found.values() if items)
    lacking = tuple(element_names().get(code, code) for code, items in found.items() if not items)
    places = tuple(title_place(reading) for reading in readings)
    if not lacking:
        return Said(
            "pass", f"{title}载明：{'、'.join(element_names().get(code, code) for code in codes)}。", facts
        )
    if any(_unclear(reading) for reading in readings):
        message = f"{title}有页面读得不清，未读到：{'、'.join(lacking)}，无法判定，须看原件核对。"
        return Said("undetermined", message, facts, places, missing=lacking)
    return Said("fail", f"{title}未载明：{'、'.join(lacking)}。", facts, places)


def _unclear(reading: Reading) -> bool:
    return any(page.grade == "poor" for page in reading.document.pages)


def variant(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """Which way the element was said: `good` passes, `bad` fails once `after` has happened, else unclear.

    `repaired`: a sign that an unclear one was put right. `fail_if`: admissions that decide where no paper
    of `needs` is there.
    """
    after = _choice(rule.end, case, context)
    ends = {"start": None, "end": after.main if after else None}
    held = premise(rule.applies, case, context, ends)
    reference = ends["end"].first if ends["end"] else context.as_of
    version = in_force(rule, case.dossier.kind, reference) or nearest(rule, case.dossier.kind, reference)
    if held.holds is False:
        yield out_of_scope(rule, case, held)
        return
    said = _variant(rule, case, context, ends)
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
    last = _choice(rule.start, case, context)
    if last is None or last.main is None:
        return found
    own = tuple(item for item in found if item.reading.document.id == last.main.reading.document.id)
    return own or found
