"""What a paper must say: elements (rules.md §14.20, §14.27)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checks.case import Case, Found, Moment, title_place, unread_note
from checks.choose import Choice
from checks.conclude import excused, out_of_scope, spared, supposed
from checks.context import Context
from checks.finding import Said, finding
from checks.order import walk
from checks.papers import absent_for_good, names
from checks.periods import at_least
from checks.premises import DENIED, Truth, premise, truth
from checks.resolve import resolve
from checks.versions import as_in_force, candidates, in_force, nearest
from checks.weigh import period_judge, weigh
from checks.words import day
from dossier.case import WORST_FIRST, Finding, Reading, Rule, Severity
from dossier.fact import Element, Fact
from knowledge.conditions import element_names
from knowledge.kinds import load_kinds
from language.matter import matter_of

OWN_NAMES = (
    "normative_document",
    "government_rule",
    "major_decision",
    "draft",
    "drafting_explanation",
    "consultation_notice",
    "legality_review_opinion",
)
"""Papers whose titles name the matter that is decided."""


def element(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """Each of `elements` must stand in one of `papers`; with `chain` the acts must be in order too.

    `below`: asked only where start → end is shorter than the version's quantity (缩短期限须说明).
    `elsewhere`: elements that may stand in what is not in the file; only a denial tells against them.
    `when`: “element: condition”, asked only where the condition holds. `should`: lacking these alone is
    a fault of severity should. `named`: the element's variant must name the dossier's own matter.
    `forbidden`: elements that must not stand there. `each_paper`: every paper of those kinds by itself.
    `hint`: elements whose want is only told.
    """
    start, end = choice(rule.start, case, context), choice(rule.end, case, context)
    ends = {"start": start.main if start else None, "end": end.main if end else None}
    day_of = next((m.first for m in ends.values() if m is not None), None)
    version = in_force(rule, case.dossier.kind, day_of or context.as_of)
    rule = as_in_force(rule, version)
    held = premise(rule.applies, case, context, ends)
    if held.holds is False:
        yield out_of_scope(rule, case, held, version)
        return
    if day_of is not None and version is None and candidates(rule, case.dossier.kind):
        yield out_of_scope(rule, case, Truth(False, said=f"{day(day_of)}时尚无此项要求，或者已不适用"))
        return
    said = _own(rule, case, _said(rule, case, context, start, end, ends))
    if said.verdict == "not-applicable":
        yield out_of_scope(rule, case, Truth(False, said.facts, said.message), version)
        return
    version = version or nearest(rule, case.dossier.kind, context.as_of)
    if day_of is None and start is not None and said.verdict in ("pass", "fail"):
        told = f"{said.message}但没有读到{start.missing}，不知适用哪一版法律，无法判定。"
        said = replace(said, verdict="undetermined", message=told, missing=(start.missing,))
    yield finding(
        rule,
        case,
        supposed(rule, said, held),
        version=version,
        start=ends["start"],
        end=ends["end"],
        severity=said.severity,
    )


def _own(rule: Rule, case: Case, said: Said) -> Said:
    """A body the words name (`own_body`: how) must be of the issuer's own place: its name stands in the issuer's."""
    pattern = rule.options.get("own_body")
    if not pattern or said.verdict != "pass":
        return said
    named = {m[1] for fact in said.facts for m in re.finditer(str(pattern), fact.place.quote)}
    if not named or any(name in case.issuer for name in named):
        return said
    told = f"写明的是{'、'.join(sorted(named))}，作出机关为{case.issuer or '（没有读到）'}，是否本级无法判定，请核对。"
    return replace(said, verdict="undetermined", message=said.message + told, missing=("是否本级机关",))


def choice(codes: str | None, case: Case, context: Context) -> Choice | None:
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
    told = excused(rule, case, context, contents(rule, case, context), ends)
    if "chain" not in rule.options:
        return told
    walked = walk(rule, case, context)
    ordered = () if walked.idle else (excused(rule, case, context, walked.said, ends),)
    parts = [said for said in (told, *ordered) if said.verdict != "not-applicable"]
    return worst(parts) if parts else told


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
    said = contents(rule, case, context)
    if outcome.verdict == "borderline" and said.verdict == "fail":
        told = f"{said.message}期限是否缩短，两种算法结论不同：{outcome.alternative}。"
        return replace(said, verdict="borderline", message=told, alternative=outcome.alternative)
    return said


def worst(parts: list[Said]) -> Said:
    """The worst verdict, with all that was said."""
    ranked = sorted(parts, key=lambda said: (*WORST_FIRST, "not-applicable").index(said.verdict))
    return replace(
        ranked[0],
        message="".join(said.message for said in parts),
        facts=tuple(fact for said in parts for fact in said.facts),
        places=tuple(place for said in parts for place in said.places),
        missing=tuple(item for said in parts for item in said.missing),
    )


@dataclass(frozen=True, slots=True)
class Held:
    """Elements asked for, by how they fare: said, denied, both, not said, not said but may stand elsewhere."""

    said: dict[str, Found[Element]]
    denied: dict[str, Found[Element]]
    torn: tuple[str, ...]
    lacking: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(found.fact for found in (*self.denied.values(), *self.said.values()))


def contents(rule: Rule, case: Case, context: Context) -> Said:
    """Which elements the papers hold and which they lack; what must not stand there (`forbidden`) decides first."""
    kinds = names(rule, "papers")
    readings = tuple(case.of_kinds(kinds))
    title = _titles(kinds)
    if not readings:
        absent = absent_for_good(rule, case)
        return absent or Said("undetermined", f"卷内未见{title}，无法判定。", missing=(title,))
    wrong = [
        item
        for code in names(rule, "forbidden")
        for item in _found(case, readings, code)
        if item.value.value != DENIED
    ]
    if wrong:
        told = "、".join(f"“{item.fact.place.quote}”（{_name(item.value.code)}）" for item in wrong)
        return Said("fail", f"{title}写有{told}，不符合要求。", tuple(item.fact for item in wrong))
    if not rule.options.get("elements"):
        what = "、".join(map(_name, names(rule, "forbidden")))
        return Said("not-applicable", f"{title}中没有读到“{what}”，没有须查的情形")
    groups = [(reading,) for reading in readings] if rule.options.get("each_paper") else [readings]
    return worst([_of_papers(rule, case, context, group) for group in groups])


def _of_papers(rule: Rule, case: Case, context: Context, readings: tuple[Reading, ...]) -> Said:
    """The elements in these papers taken together."""
    if rule.options.get("each_paper"):
        case = _only(case, readings)
    asked, unsure = _asked(rule, case, context)
    if not asked:
        return Said("not-applicable", "没有需要载明的事项")
    answers = {code: context.answer(case.dossier.id, code) for code in asked}
    told_by_person = tuple(code for code in asked if answers[code])
    asked = tuple(code for code in asked if not answers[code])
    held = _held(rule, case, readings, asked, {*names(rule, "elsewhere"), *unsure})
    places = tuple(title_place(reading) for reading in readings)
    title = _titles(tuple(dict.fromkeys(reading.label.kind for reading in readings)))
    if rule.options.get("each_paper"):
        title += f"（{readings[0].document.sources[0]}）"
    refused = tuple(_name(code) for code in asked if answers[code] is False)
    if refused:
        return Said("fail", f"{title}经人确认没有：{'、'.join(refused)}。", held.facts, places)
    if held.denied:
        told = "；".join(
            f"写明“{f.fact.place.quote}”，与“{_name(code)}”不符" for code, f in held.denied.items()
        )
        return Said(
            "fail", f"{title}{told}。", held.facts, severity=_milder(rule, (*held.denied, *held.lacking))
        )
    lacking = tuple(_name(code) for code in held.lacking)
    if lacking and any(_unclear(reading) for reading in readings):
        message = f"{title}有页面读得不清，未读到：{'、'.join(lacking)}，无法判定，须看原件核对。"
        return Said("undetermined", message, held.facts, places, missing=lacking)
    if lacking:
        return Said(
            "fail",
            f"{title}未载明：{'、'.join(lacking)}。",
            held.facts,
            places,
            severity=_milder(rule, held.lacking),
        )
    if held.torn:
        wanted = tuple(f"{_name(code)}（有的文书写明没有）" for code in held.torn)
        message = f"{title}前后不一：{'、'.join(wanted)}，无法判定，须核对。"
        return Said("undetermined", message, held.facts, places, missing=wanted)
    if held.open:
        wanted = tuple(_name(code) for code in held.open)
        message = (
            f"{title}未见：{'、'.join(wanted)}，可能另有材料，无法判定，列为待补材料。{unread_note(case)}"
        )
        asked_for = tuple(f"{_name(code)}（{code}）" for code in held.open)
        return Said("undetermined", message, held.facts, places, missing=asked_for)
    hints = tuple(_name(code) for code in names(rule, "hint") if not _found(case, readings, code))
    more = f"另未读到：{'、'.join(hints)}（仅提示）。" if hints else ""
    said = [f"{title}载明：{'、'.join(map(_name, asked))}。"] if asked else []
    said += [f"经人确认：{'、'.join(map(_name, told_by_person))}。"] if told_by_person else []
    return Said("pass", f"{''.join(said)}{more}", held.facts, () if held.facts else places)


def _only(case: Case, readings: tuple[Reading, ...]) -> Case:
    """The case as these papers alone show it."""
    own = {reading.document.id for reading in readings}
    elements = {
        code: tuple(item for item in items if item.reading.document.id in own)
        for code, items in case.elements.items()
    }
    return replace(case, elements=elements, truths={})


def _titles(kinds: tuple[str, ...]) -> str:
    return "、".join(load_kinds().documents.get(kind, kind) for kind in kinds)


def _name(code: str) -> str:
    return "或者".join(element_names().get(part, part) for part in code.split("|"))


def _found(case: Case, readings: tuple[Reading, ...], code: str) -> list[Found[Element]]:
    """Where these papers say the element (“a|b”: either), a denial too."""
    held = {reading.document.id for reading in readings}
    items = (item for part in code.split("|") for item in case.elements.get(part, ()))
    return [item for item in items if item.reading.document.id in held]


def _asked(rule: Rule, case: Case, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Elements asked for here (option `when`), and those of which it is unsure whether they are."""
    truths = {}
    for written in names(rule, "when"):
        code, _, condition = written.partition(": ")
        truths[code] = truth(context.condition(condition), case, context, {}).holds
    asked = tuple(code for code in names(rule, "elements") if truths.get(code, True) is not False)
    return asked, tuple(code for code in asked if truths.get(code, True) is None)


def _held(
    rule: Rule, case: Case, readings: tuple[Reading, ...], asked: tuple[str, ...], elsewhere: set[str]
) -> Held:
    own = {matter_of(reading.title) for reading in case.of_kinds(OWN_NAMES)} - {""}
    said: dict[str, Found[Element]] = {}
    denied: dict[str, Found[Element]] = {}
    for code in asked:
        for item in _found(case, readings, code):
            if item.value.value == DENIED:
                denied.setdefault(code, item)
            elif not rule.options.get("named") or matter_of(f"《{item.value.value or ''}》") in own:
                said.setdefault(code, item)
    absent = tuple(code for code in asked if code not in said and code not in denied)
    return Held(
        said=said,
        denied={code: item for code, item in denied.items() if code not in said},
        torn=tuple(code for code in asked if code in said and code in denied),
        lacking=tuple(code for code in absent if code not in elsewhere),
        open=tuple(code for code in absent if code in elsewhere),
    )


def _milder(rule: Rule, lacking: tuple[str, ...]) -> Severity | None:
    """What the law asks in principle only is a should, if nothing stricter is lacking (rules.md §3.2)."""
    return "should" if set(lacking) <= set(names(rule, "should")) else None


def _unclear(reading: Reading) -> bool:
    return any(page.grade == "poor" for page in reading.document.pages)
