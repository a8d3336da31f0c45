"""A period passed by the plain count: stays deducted and extensions approved in time, each only while it still ran."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from checks.calendar import due, rolled
from checks.case import Case, Found, Moment
from checks.choose import event_name, moment, weakness
from checks.context import Context
from checks.papers import names
from checks.periods import Asked, at_most
from checks.premises import Truth, truth
from checks.stay import Stays, Stretch, stays
from checks.weigh import Weighed, asked
from checks.words import quantity, when
from dossier.case import VERDICTS, Rule, Version
from dossier.fact import Event, Fact
from knowledge.holidays import Calendar

EXTENDED = "extension_approved"
DEDUCTED = "依法不计入"


@dataclass(frozen=True, slots=True)
class Longer:
    """The period after all that lengthened it. `other`: the quantity by the other reading of a stay."""

    quantity: int
    other: int
    used: tuple[Stretch, ...] = ()
    late: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for stretch in self.used for fact in stretch.facts)


def extended(
    rule: Rule, case: Case, context: Context, version: Version, start: Moment, end: Moment, weighed: Weighed
) -> Weighed:
    """Too late by the plain count: was the clock stopped, was it extended in time, may other law lengthen it?

    Options: `deducts` (checks/stay.py), `extension` (days each approval adds, in turn), `further` (what may
    still be added), `doubts` (papers that may lengthen the period by rules that are not in the catalogue).
    """
    ask = asked(rule, version)
    stayed = stays(rule, case, context, start, end, ask.unit)
    longer = _walked(context.days(), ask, start.first, [*stayed.counted, *_approvals(rule, case, ask)])
    if longer.used:
        return _by_longer(rule, ask, context, longer, stayed, start, end, weighed, case)
    return _doubted(rule, case, context, stayed, longer, weighed)


def _approvals(rule: Rule, case: Case, ask: Asked) -> Iterator[Stretch]:
    """Approvals by date, each with the days it adds; more of them than the law knows add nothing."""
    adds = extensions(rule)
    found = (item for item in case.events.get(EXTENDED, ()) if _of_this(rule, item))
    by_day = {m.last: m for m in map(moment, found) if not weakness(case, m)}
    for add, at in zip(adds, sorted(by_day), strict=False):
        said = f"{event_name(EXTENDED)}为{when(by_day[at])}，在原期限届满前，延长{quantity(add, ask.unit)}"
        yield Stretch(at, add, add, said, by_day[at].facts)


def _of_this(rule: Rule, item: Found[Event]) -> bool:
    """The approval is of this period: its words say so (`approval`), or do not name another (`approval_not`)."""
    text = item.reading.title + item.reading.document.text
    own, other = rule.options.get("approval"), rule.options.get("approval_not")
    if own and re.search(str(own), text):
        return True
    return not (other and re.search(str(other), text))


def extensions(rule: Rule) -> tuple[int, ...]:
    """Days that each approval in turn may add."""
    written = rule.options.get("extension", ())
    return tuple(map(int, written)) if isinstance(written, tuple) else (int(written),)


def _walked(calendar: Calendar, ask: Asked, start: date, stretches: list[Stretch]) -> Longer:
    """One after another by date: what comes after the last day, as it then stood, comes too late."""
    main = other = ask.quantity
    used: list[Stretch] = []
    late: list[str] = []
    for stretch in sorted(stretches, key=lambda s: s.given):
        last = _last(calendar, replace(ask, quantity=main), start)
        if last is not None and stretch.given > last:
            late.append(f"{stretch.said.split('，')[0]}，已在原期限届满之后")
            continue
        main, other = main + stretch.days, other + stretch.other
        used.append(stretch)
    return Longer(main, other, tuple(used), tuple(late))


def _last(calendar: Calendar, ask: Asked, start: date) -> date | None:
    last = due(calendar, start, ask.quantity, ask.unit)
    return rolled(calendar, last) if last is not None and ask.rollover == "yes" else last


def _by_longer(
    rule: Rule,
    ask: Asked,
    context: Context,
    longer: Longer,
    stayed: Stays,
    start: Moment,
    end: Moment,
    weighed: Weighed,
    case: Case,
) -> Weighed:
    """The period with what lengthened it in time; the other reading of a stay decides nothing alone."""
    main, other = (
        at_most(context.days(), replace(ask, quantity=q), start.first, end.last)
        for q in (longer.quantity, longer.other)
    )
    told = "；".join((*(s.said for s in longer.used), *stayed.refused, *longer.late))
    net = longer.quantity - ask.quantity
    skipped = tuple((d, DEDUCTED) for s in longer.used for d in s.skipped)
    weighed = replace(weighed, facts=longer.facts, skipped=skipped)
    main = replace(main, why="；".join(filter(None, (told, main.why))))
    if main.verdict != other.verdict:
        why = f"{told}，依此为{VERDICTS[main.verdict]}，按另一种扣除算法为{VERDICTS[other.verdict]}"
        alternative = f"按另一种算法延长、扣除共{longer.other - ask.quantity}日"
        return weighed.but(replace(main, verdict="borderline", alternative=alternative, why=why))
    if main.verdict == "pass":
        return weighed.but(
            replace(main, verdict="excused", why=f"{told}，共{quantity(net, ask.unit)}，未超期")
        )
    if main.verdict == "fail":
        return _still_late(rule, case, context, stayed, weighed.but(main), told)
    return weighed.but(main)


def _still_late(
    rule: Rule, case: Case, context: Context, stayed: Stays, weighed: Weighed, told: str
) -> Weighed:
    """Late even so: a fault, unless the law knows a further extension, or papers hint at another stay."""
    seen = _doubts(rule, case, context, stayed)
    further = rule.options.get("further")
    if not seen and not further:
        return weighed
    more = "、".join((*([str(further)] if further else []), *(t.said for t in seen)))
    why = f"{told}，但仍超期，是否再次延长或者扣除（{more}）须有材料"
    facts = weighed.facts + tuple(fact for t in seen for fact in t.facts)
    outcome = replace(weighed.outcome, verdict="undetermined", why=why)
    return replace(weighed.but(outcome, "再次延长或者扣除期间的材料"), facts=facts)


def _doubted(
    rule: Rule, case: Case, context: Context, stayed: Stays, longer: Longer, weighed: Weighed
) -> Weighed:
    """Nothing lengthened it; a paper that might leaves it open."""
    said = "".join(f"；{text}" for text in (*stayed.refused, *longer.late))
    seen = _doubts(rule, case, context, stayed)
    if not seen:
        return replace(
            weighed, outcome=replace(weighed.outcome, why=(weighed.outcome.why + said).lstrip("；"))
        )
    why = f"已超过一般期限，但{'、'.join(t.said for t in seen)}，能否延长或扣除须依法律、法规、规章另行核定{said}"
    facts = tuple(fact for t in seen for fact in t.facts)
    wanted = "延长审批，或者应予扣除的期间及其依据"
    return replace(
        weighed.but(replace(weighed.outcome, verdict="undetermined", why=why), wanted), facts=facts
    )


def _doubts(rule: Rule, case: Case, context: Context, stayed: Stays) -> list[Truth]:
    """Papers that may lengthen the period, but for what was settled already."""
    settled = stayed.codes | ({EXTENDED} if extensions(rule) else set())
    conditions = [context.condition(code) for code in names(rule, "doubts")]
    open_ = [c for c in conditions if not settled & {sign.code for sign in c.signs}]
    return [found for found in (truth(c, case, context, {}) for c in open_) if found.holds]
