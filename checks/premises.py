"""Whether a rule applies to a dossier, and whether an exception is written down (rules.md §14.3, §14.6).

Three answers: yes (the papers or a person say so), no, and unclear. Only what is written counts; that a
sentence is not found never means that the matter is otherwise.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.case import Case, Moment
from checks.choose import event_name
from checks.context import Context
from dossier.case import Reading
from dossier.fact import Amount, Fact, Party
from knowledge.conditions import ENDS, Condition, Sign, element_names
from knowledge.elements import hint_of
from knowledge.kinds import load_kinds

DENIED = "no"
SUMS = ("penalty_decision", "prior_notice")  # papers that state what is imposed


@dataclass(frozen=True, slots=True)
class Truth:
    """`holds` None: unclear. `facts`: what says so. `question`: code and words to ask where unclear."""

    holds: bool | None
    facts: tuple[Fact, ...] = ()
    said: str = ""
    question: tuple[str, str] | None = None


def premise(written: tuple[str, ...], case: Case, context: Context, ends: dict[str, Moment | None]) -> Truth:
    """All conditions together: no if one fails, unclear if one is."""
    truths = [truth(context.condition(text), case, context, ends) for text in written]
    denied = next((t for t in truths if t.holds is False), None)
    if denied is not None:
        return denied
    unclear = next((t for t in truths if t.holds is None), None)
    if unclear is not None:
        return unclear
    return Truth(
        True, tuple(fact for t in truths for fact in t.facts), "；".join(t.said for t in truths if t.said)
    )


def truth(condition: Condition, case: Case, context: Context, ends: dict[str, Moment | None]) -> Truth:
    """One condition; what does not hang on the rule's own papers is worked out once a dossier."""
    if condition.by_end:
        return _truth(condition, case, context, ends)
    if condition.written not in case.truths:
        case.truths[condition.written] = _truth(condition, case, context, ends)
    found: Truth = case.truths[condition.written]
    return found


def _truth(condition: Condition, case: Case, context: Context, ends: dict[str, Moment | None]) -> Truth:
    """A negated one holds unless its sign is seen or a person says so."""
    signs = [_sign(sign, case, context, ends) for sign in condition.signs]
    seen = next((t for t in signs if t.holds), None)
    if condition.negated:
        if seen is not None:
            return Truth(False, seen.facts, f"因{seen.said}")
        return Truth(True)
    if seen is not None:
        return seen
    unclear = next((t for t in signs if t.holds is None), None)
    if unclear is not None:
        return unclear
    return Truth(False, said="、".join(f"未见{_name(sign)}" for sign in condition.signs))


def _sign(sign: Sign, case: Case, context: Context, ends: dict[str, Moment | None]) -> Truth:
    if sign.what == "event":
        found = case.events.get(sign.code, ())
        return Truth(bool(found), tuple(f.fact for f in found[:1]), f"卷内记有{_name(sign)}")
    if sign.what == "paper":
        return Truth(bool(case.papers.get(sign.code)), said=f"卷内有{_name(sign)}")
    if sign.what == "kind":
        own = case.dossier.kind
        unsure = sign.code in load_kinds().either(own)
        return Truth(None if unsure else sign.code == own, said=f"卷宗为{_name(sign)}")
    if sign.what == "over":
        return _over(sign, case, context)
    found_ = _element(sign, case, context, ends)
    return Truth(False) if sign.what == "seen" and found_.holds is None else found_


def _over(sign: Sign, case: Case, context: Context) -> Truth:
    """Whether the sums imposed reach what the profile sets; unclear where it sets nothing for that body."""
    answered = context.answer(case.dossier.id, sign.code)
    if answered is not None:
        return Truth(answered, said=f"经人确认{'' if answered else '不'}属于“{_name(sign)}”")
    papers = tuple(case.of_kinds(SUMS))
    sums = [
        fact
        for reading in papers
        for fact in reading.of(Amount)
        if isinstance(fact.value, Amount) and fact.value.role in ("fine", "confiscation")
    ]
    if papers and not sums:
        return Truth(False, said="没有读到罚没数额")
    decided = [item.value.first for item in case.events.get("decided", ())]
    day = decided[0] if decided else context.as_of
    setting = next((s for s in context.profile.setting if s.concerns(sign.code, case.issuer, day)), None)
    if not sums or setting is None:
        return Truth(None, question=(sign.code, _name(sign)))
    most = max(fact.value.yuan for fact in sums if isinstance(fact.value, Amount))
    limits = party_limits(setting.person, setting.organization, papers)
    told = (
        f"罚没{float(most):g}元，标准为{'或者'.join(f'{n}元' for n in limits)}（{'、'.join(setting.basis)}）"
    )
    reached = {most >= limit for limit in limits}
    if len(reached) > 1:
        return Truth(None, question=(sign.code, _name(sign)))
    return Truth(reached.pop(), tuple(sums[:1]), told)


def party_limits(person: int, organization: int, readings: Iterable[Reading]) -> tuple[int, ...]:
    """The sum for the party: both where it is not told whether it is a person or a body."""
    types = {
        fact.value.type
        for reading in readings
        for fact in reading.of(Party)
        if isinstance(fact.value, Party) and fact.value.role == "当事人"
    }
    if types == {"person"}:
        return (person,)
    return (organization,) if types == {"organization"} else (person, organization)


def _element(sign: Sign, case: Case, context: Context, ends: dict[str, Moment | None]) -> Truth:
    answered = context.answer(case.dossier.id, sign.code)
    if answered is not None:
        return Truth(answered, said=f"经人确认{'' if answered else '不'}属于“{_name(sign)}”")
    facts = list(elements(sign, case, ends))
    if facts:
        quote = facts[0].place.quote
        return Truth(True, tuple(facts[:1]), f"文书写明“{quote}”（{_name(sign)}）" if quote else _name(sign))
    denials = [f.fact for f in case.elements.get(sign.code, ()) if f.value.value == DENIED]
    if denials and sign.value is None:
        return Truth(False, tuple(denials[:1]), f"文书写明不属于“{_name(sign)}”")
    hints, said = likelihood(case, sign.code)
    return Truth(None, hints, said, question=(sign.code, _name(sign)))


def likelihood(case: Case, code: str) -> tuple[tuple[Fact, ...], str]:
    """How probable an unstated premise is by the content of the papers, and the sentences that say so; no verdict rests on it."""
    found = sorted((item.fact for item in case.elements.get(hint_of(code), ())), key=lambda f: -f.score)
    if not found:
        return (), ""
    best = [fact for fact in found if fact.document == found[0].document]
    quotes = "”“".join(fact.place.quote for fact in best[:2])
    return tuple(best[:2]), f"从内容看可能性约为{best[0].score:.2f}：“{quotes}”"


def elements(sign: Sign, case: Case, ends: dict[str, Moment | None]) -> Iterator[Fact]:
    """Facts of the element in the papers the sign names."""
    named = [ends.get(end) for end in ENDS if end in sign.where]
    documents = {moment.reading.document.id for moment in named if moment is not None}
    kinds = {place for place in sign.where if place not in ENDS}
    for found in case.elements.get(sign.code, ()):
        value = found.value.value
        fits = value == sign.value if sign.value is not None else value != DENIED
        placed = not sign.where or found.kind in kinds or found.reading.document.id in documents
        if fits and placed:
            yield found.fact


def _name(sign: Sign) -> str:
    """The thing's name; what elements.toml says of where it stands is no part of it."""
    if sign.what == "event":
        return event_name(sign.code)
    if sign.what == "paper":
        return load_kinds().documents.get(sign.code, sign.code)
    if sign.what == "kind":
        return load_kinds().dossiers.get(sign.code, sign.code)
    return element_names().get(sign.code, sign.code).removesuffix("（文书自己写明）")
