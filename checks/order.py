"""One act before another (rules.md §3.3, §14.2): a chain of events written as “a <= b < c”.

“<=”: the same day is in order. “<”: the same day leaves the order open, unless the papers give the hours.
Several chains stand apart by “; ” where acts are not ordered among themselves (§5: 公众参与、专家论证、风险评估).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from checks.case import Case, Moment, unread_note
from checks.choose import Choice, event_name
from checks.conclude import out_of_scope, settle, spared
from checks.context import Context
from checks.finding import Said, finding
from checks.hours import within_hours
from checks.papers import absent_for_good, names, papers_wanted
from checks.periods import Outcome
from checks.premises import Truth, premise, truth
from checks.resolve import resolve
from checks.versions import candidates, in_force, nearest
from checks.weigh import Judge, Weighed, weigh
from checks.words import when
from dossier.case import WORST_FIRST, Finding, Rule, Severity
from knowledge.conditions import parse_events

LINK = re.compile(r"\s*(<=|<)\s*")


@dataclass(frozen=True, slots=True)
class Link:
    """Two neighbours of a chain that the papers date, and what their days show."""

    earlier: Moment
    later: Moment
    weighed: Weighed
    by: str  # the later one's codes in the chain


def parse_chain(written: str) -> tuple[list[str], list[str]]:
    """Events and the signs between them: “a <= b|c < d” → [a, b|c, d], [<=, <]."""
    parts = LINK.split(written.strip())
    return parts[::2], parts[1::2]


def parse_chains(written: str) -> list[tuple[list[str], list[str]]]:
    """Each of several chains."""
    return [parse_chain(part) for part in written.split(";")]


def in_order(sign: str, start: Moment, end: Moment) -> Judge:
    """The judge of one link; hours count only where both acts fell on one day."""

    def judge(earlier: date, later: date) -> Outcome:
        if earlier != later:
            return Outcome("pass" if earlier < later else "fail")
        if sign == "<=":
            return Outcome("pass")
        if start.at is not None and end.at is not None and start.at != end.at:
            return Outcome("pass" if start.at < end.at else "fail", why="同日，以所记时刻先后判断")
        return Outcome("borderline", alternative="同日，先后不明", why="两者同日，看不出先后")

    return judge


@dataclass(frozen=True, slots=True)
class Walk:
    """A chain walked from end to end: its dates, and what its worst link says.

    `idle`: no two acts are dated, and those that are not may be missing.
    """

    said: Said
    moments: tuple[Moment, ...]
    worst: Link | None
    first: Moment | None
    last: Moment | None
    idle: bool = False

    @property
    def ends(self) -> dict[str, Moment | None]:
        """The two acts the verdict is about: the worst link's, or where all is in order the chain's ends."""
        if self.worst is not None and self.worst.weighed.outcome.verdict != "pass":
            return {"start": self.worst.earlier, "end": self.worst.later}
        return {"start": self.first, "end": self.last}


def walk(rule: Rule, case: Case, context: Context) -> Walk:
    """Each dated event against the next dated one of its chain; a strict sign anywhere between them stays strict."""
    chains = parse_chains(str(rule.options["chain"]))
    choices = {codes: resolve(case, context.days(), codes) for events, _ in chains for codes in events}
    links = [link for events, signs in chains for link in _links(case, events, signs, choices)]
    optional = names(rule, "optional")
    missing = tuple(
        choice.missing for codes, choice in choices.items() if choice.main is None and codes not in optional
    )
    idle = not links and not missing
    if idle:
        missing = tuple(choice.missing for choice in choices.values() if choice.main is None)
    moments = tuple(choice.main for choice in choices.values() if choice.main is not None)
    worst = min(links, key=lambda link: WORST_FIRST.index(link.weighed.outcome.verdict), default=None)
    said = _judged(worst, moments, missing + papers_wanted(rule, case), unread_note(case))
    if said.verdict == "undetermined" and worst is None:
        said = absent_for_good(rule, case) or said
    (events, _), *_ = chains
    return Walk(said, moments, worst, choices[events[0]].main, choices[events[-1]].main, idle)


def _links(case: Case, events: list[str], signs: list[str], choices: Mapping[str, Choice]) -> Iterator[Link]:
    dated = [(i, choices[codes]) for i, codes in enumerate(events) if choices[codes].main is not None]
    for (i, first), (j, second) in pairwise(dated):
        yield _link(case, "<" if "<" in signs[i:j] else "<=", first, second, events[j])


def _link(case: Case, sign: str, first: Choice, second: Choice, by: str) -> Link:
    assert first.main is not None and second.main is not None
    return Link(
        first.main, second.main, weigh(in_order(sign, first.main, second.main), case, first, second), by
    )


def order(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """The chain's worst link; what is missing leaves an otherwise orderly chain undetermined."""
    walked = walk(rule, case, context)
    moments, worst = walked.moments, walked.worst
    reference = moments[0].first if moments else context.as_of
    version = in_force(rule, case.dossier.kind, reference)
    ends = walked.ends
    held = premise(rule.applies, case, context, ends)
    if held.holds is False:
        yield out_of_scope(rule, case, held)
        return
    first = parse_chains(str(rule.options["chain"]))[0][0][0]
    reason = spared(rule, case, context) if resolve(case, context.days(), first).main is None else None
    if reason is not None:
        yield out_of_scope(rule, case, reason)
        return
    if version is None and moments and candidates(rule, case.dossier.kind):
        said = f"{event_name(moments[0].code)}为{when(moments[0])}，当时尚无此项要求，或者已不适用"
        yield out_of_scope(rule, case, Truth(False, said=said))
        return
    yield finding(
        rule,
        case,
        settle(
            rule, case, context, _graced(rule, case, context, _softened(rule, walked.said), ends), held, ends
        ),
        version=version or nearest(rule, case.dossier.kind, reference),
        start=ends["start"],
        end=ends["end"],
        severity=_severity(rule, worst),
    )


def _softened(rule: Rule, said: Said) -> Said:
    """An order that practice asks and the law does not: the reverse is doubtful, not wrong (option `soft`)."""
    if not rule.options.get("soft") or said.verdict != "fail":
        return said
    told = f"{said.message}{rule.options['soft']}，不能当然认定违法。"
    return replace(said, verdict="borderline", message=told, alternative=str(rule.options["soft"]))


def _graced(rule: Rule, case: Case, context: Context, said: Said, ends: Mapping[str, Moment | None]) -> Said:
    """Approval after the act is excused only within so many hours of it (紧急情况补办手续; option `grace`)."""
    first, second = ends["end"], ends["start"]
    if "grace" not in rule.options or said.verdict != "fail" or first is None or second is None:
        return said
    if not any(
        truth(context.condition(written), case, context, dict(ends)).holds for written in rule.exceptions
    ):
        return said
    hours = f"{rule.options['grace']}小时内"
    match within_hours(int(str(rule.options["grace"])), first, second).verdict:
        case "pass":
            return replace(said, message=f"{said.message}补办在{hours}。")
        case "fail":
            return replace(said, message=f"{said.message}补办不在{hours}。", final=True)
        case _:
            told = f"{said.message}补办未能确认在{hours}，无法判定。"
            return replace(said, verdict="undetermined", message=told, missing=("补办批准的时刻",))


def _severity(rule: Rule, worst: Link | None) -> Severity | None:
    """Some links are stricter than the rule as a whole (rules.md §3.1: 送审 should, 审议 must)."""
    codes = {code for code, _ in parse_events(worst.by)} if worst else set()
    return "must" if codes & set(names(rule, "must")) else None


def _judged(worst: Link | None, moments: tuple[Moment, ...], missing: tuple[str, ...], note: str) -> Said:
    facts = tuple(fact for m in moments for fact in m.facts)
    told = "，".join(f"{event_name(m.code)}为{when(m)}" for m in moments)
    told += "。" if told else ""
    outcome = worst.weighed.outcome if worst else None
    if worst is not None and outcome is not None and outcome.verdict != "pass":
        open_ = worst.weighed.missing or ((outcome.why,) if outcome.verdict == "undetermined" else ())
        return Said(
            outcome.verdict, told + _told(worst), facts, missing=open_, alternative=outcome.alternative
        )
    if missing or outcome is None:
        return Said(
            "undetermined", f"{told}缺{'、'.join(missing)}，无法判定先后。{note}", facts, missing=missing
        )
    return Said("pass", f"{told}先后次序符合要求。", facts)


def _told(link: Link) -> str:
    first, second = event_name(link.earlier.code), event_name(link.later.code)
    outcome = link.weighed.outcome
    if outcome.verdict == "fail":
        return f"{second}（{when(link.later)}）早于{first}（{when(link.earlier)}），次序颠倒。"
    if outcome.verdict == "borderline":
        return f"{first}与{second}：{outcome.why}，须有材料说明先后。"
    return f"{first}与{second}：{outcome.why}。"
