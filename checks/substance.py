"""Is the opinion on legality more than empty words? What it says of articles and grounds (国办发〔2018〕115号（六）).

“原则同意”“无不同意见”“内容合法” say what somebody wants to hear; an opinion that was worked out names articles, grounds,
or at least speaks of body, procedure and content one by one. Between the two a person is asked.
"""

from collections.abc import Iterable

from checks.case import Case, title_place
from checks.conclude import out_of_scope
from checks.context import Context
from checks.finding import Said, finding
from checks.premises import DENIED, Truth
from checks.versions import in_force, nearest
from dossier.case import Finding, Reading, Rule
from dossier.fact import Element, Fact
from knowledge.conditions import element_names

OPINION = "legality_review_opinion"
POINTS, ASKED = "op_points", "op_substance"
ITEMS = (
    "op_authority",
    "op_procedure",
    "op_content",
)  # 主体权限、程序、内容：115号（六）、重大行政决策程序暂行条例第二十七条
CONCLUSION, VAGUE = "opinion_conclusion", "vague"


def substance(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """One finding for each opinion on file."""
    papers = list(case.of_kinds((OPINION,)))
    if not papers:
        yield finding(rule, case, _absent(), version=nearest(rule, case.dossier.kind, context.as_of))
    for reading in papers:
        told = [
            f.value.first for f in case.events.get("lr_opinion", ()) if f.fact.document == reading.document.id
        ]
        day = told[0] if told else context.as_of
        version = in_force(rule, case.dossier.kind, day)
        if version is None:
            yield out_of_scope(rule, case, Truth(False, said=f"{day}时尚无此项要求"))
            continue
        subject = (reading.title or reading.document.sources[0]) if len(papers) > 1 else None
        yield finding(rule, case, _said(rule, case, context, reading), version=version, subject=subject)


def _absent() -> Said:
    return Said(
        "undetermined", "卷内未见合法性审核（审查）意见书，无法判定。", missing=("合法性审核（审查）意见书",)
    )


def _said(rule: Rule, case: Case, context: Context, reading: Reading) -> Said:
    held = _held(reading)
    points = held.get(POINTS, ())
    items = [held[code][0] for code in ITEMS if code in held]
    conclusion = next((fact for fact in held.get(CONCLUSION, ())), None)
    facts = (*points[:3], *items, *((conclusion,) if conclusion else ()))
    places = (title_place(reading),)
    names = element_names()
    spoken = "、".join(names[code] for code in ITEMS if code in held)
    answered = context.answer(case.dossier.id, ASKED)
    if answered is not None:
        verdict = "经人确认有具体内容。" if answered else "经人确认没有具体内容。"
        return Said("pass" if answered else "fail", verdict, facts, places)
    if points:
        quote = points[0].place.quote
        return Said("pass", f"意见落到了条款或者依据上，如“{quote}”。", facts, places)
    if len(items) == len(ITEMS):
        return Said("pass", f"逐项说明了{spoken}。", facts, places)
    vague = conclusion is not None and _value(conclusion) == VAGUE
    if vague and not items:
        assert conclusion is not None
        words = conclusion.place.quote
        return Said(
            "fail", f"除“{words}”外没有说明审核了什么，没有涉及任何条款、依据，是空话。", facts, places
        )
    told = f"只说到{spoken}，" if spoken else ""
    question = f"请确认：是否属于“{names[ASKED]}”（{ASKED}）？"
    message = f"{told}没有读到落到条款、依据上的具体意见，不能断定不是空话。{question}{rule.undetermined}"
    return Said("undetermined", message, facts, places, missing=(question,))


def _held(reading: Reading) -> dict[str, tuple[Fact, ...]]:
    held: dict[str, tuple[Fact, ...]] = {}
    for fact in reading.of(Element):
        value = _value(fact)
        if value != DENIED and fact.grade != "poor":
            assert isinstance(fact.value, Element)
            held[fact.value.code] = (*held.get(fact.value.code, ()), fact)
    return held


def _value(fact: Fact) -> str | None:
    return fact.value.value if isinstance(fact.value, Element) else None
