"""From two chosen dates to one verdict: partial dates, disputed readings, rival papers, crossing versions.

rules.md §14.5 (readings of the law → borderline), §14.19 (papers disagree → undetermined), §14.24
(versions), §14.26 (partial dates: every day must agree).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from checks.case import Case, Moment
from checks.choose import Choice, event_name, weakness
from checks.periods import Asked, Outcome, Shape
from checks.versions import in_force
from checks.words import quantity, when
from dossier.case import VERDICTS, Rule, Version
from dossier.fact import Fact
from knowledge.holidays import Calendar, days

MOST_PAIRS = 1100  # two months day by day; a date known to the year only is not tried out
Judge = Callable[[date, date], Outcome]
Over = Callable[[Moment, Moment], Outcome]  # of two moments, with all the days or hours they leave open
# What the end before the start means, by the rule's option `before`.
BEFORE = {
    "pass": Outcome("pass", why="止日在起日之前，期间尚未起算"),
    "fail": Outcome("fail", why="起算日之前即已办理"),
}
NOT_YET = Outcome("not-applicable", why="起算之日尚无此项要求，或者已不适用")


@dataclass(frozen=True, slots=True)
class Weighed:
    """The verdict over all that the dates may mean. `outcome`: the main reading's, with its numbers.

    `skipped`: days of the period that do not count, with the reason.
    """

    outcome: Outcome
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    skipped: tuple[tuple[date, str], ...] = ()

    def but(self, outcome: Outcome, *missing: str) -> "Weighed":
        return replace(self, outcome=outcome, missing=self.missing + missing)


def weigh(judge: Judge, case: Case, start: Choice, end: Choice) -> Weighed:
    """Judge the main dates, then see whether anything else they may mean would change the verdict."""
    return weigh_moments(partial(over_days, judge), case, start, end)


def weigh_moments(over: Over, case: Case, start: Choice, end: Choice) -> Weighed:
    """The same for acts whose hours count."""
    assert start.main is not None and end.main is not None
    notes = tuple(m.note for m in (start.main, end.main) if m.note) + start.notes + end.notes
    weighed = Weighed(over(start.main, end.main), notes)
    weighed = _rivals(_readings(weighed, over, start, end), over, start, end)
    weak = tuple(text for text in (weakness(case, start.main), weakness(case, end.main)) if text)
    if weak and weighed.outcome.verdict != "not-applicable":
        said = f"按所载日期计算为{VERDICTS[weighed.outcome.verdict]}"
        outcome = replace(weighed.outcome, verdict="undetermined", why="；".join((said, *weak)))
        return weighed.but(outcome, *weak)
    return weighed


def period_judge(rule: Rule, shape: Shape, calendar: Calendar, kind: str) -> Judge:
    """The judge of a period rule for dossiers of that kind."""

    def judge(start: date, end: date) -> Outcome:
        return judge_days(rule, shape, calendar, kind, start, end)

    return judge


def judge_days(rule: Rule, shape: Shape, calendar: Calendar, kind: str, start: date, end: date) -> Outcome:
    """One pair of days under the version at the start; under the end's too where that asks otherwise (§14.24)."""
    then, later = in_force(rule, kind, start), in_force(rule, kind, end)
    if then is None:
        return _not_yet(rule, later)
    if end < start and "before" in rule.options:
        return BEFORE[str(rule.options["before"])]
    if then.quantity is None and rule.options.get("any_time") and start <= end:
        return Outcome("pass", why="法律没有规定天数")
    if then.quantity is None or then.unit is None:
        return Outcome("undetermined", why=then.note or "适用的期限未配置")
    outcome = shape(calendar, asked(rule, then), start, end)
    if later is None or later.quantity is None or later.unit is None or end < start:
        return outcome
    if (later.quantity, later.unit) == (then.quantity, then.unit):
        return outcome
    other = shape(calendar, asked(rule, later), start, end)
    if other.verdict == outcome.verdict:
        return outcome
    laws = f"按起算日有效的{law(then)}为{VERDICTS[outcome.verdict]}，按止日有效的{law(later)}为{VERDICTS[other.verdict]}"
    return replace(outcome, verdict="undetermined", why=f"期间跨越新旧规定：{laws}")


def _not_yet(rule: Rule, later: Version | None) -> Outcome:
    if later is not None and rule.options.get("transition") == "undetermined":
        return Outcome("undetermined", why=f"起算日早于{law(later)}施行，过渡期如何起算没有明文")
    return NOT_YET


def law(version: Version) -> str:
    """“行政处罚法（2021修订）第六十四条的5个工作日”."""
    amount = quantity(version.quantity, version.unit) if version.quantity is not None and version.unit else ""
    return f"{'、'.join(version.basis) or '规定'}{'的' + amount if amount else ''}"


def asked(rule: Rule, version: Version) -> Asked:
    """What the version asks, with the rule's way of rolling over."""
    assert version.quantity is not None and version.unit is not None
    return Asked(version.quantity, version.unit, rule.rollover)


def over_days(judge: Judge, start: Moment, end: Moment) -> Outcome:
    """Every day a partial date may be; one verdict for all, or none (§14.26)."""
    main = judge(start.first, end.first)
    if start.whole and end.whole:
        return main
    unclear = "、".join(event_name(m.code) for m in (start, end) if not m.whole)
    vague = replace(
        main, verdict="undetermined", why=f"{unclear}只写到月（年），各日结论不同，须查明具体日期"
    )
    if ((start.last - start.first).days + 1) * ((end.last - end.first).days + 1) > MOST_PAIRS:
        return vague
    verdicts = {judge(s, e).verdict for s in days(start.first, start.last) for e in days(end.first, end.last)}
    return main if verdicts == {main.verdict} else vague


def _readings(weighed: Weighed, over: Over, start: Choice, end: Choice) -> Weighed:
    """Other days the law may mean: a different verdict makes it borderline."""
    main = weighed.outcome
    if main.verdict not in ("pass", "fail", "borderline"):
        return weighed
    for s, e in _others(start, end, "readings"):
        other = over(s, e)
        if other.verdict != main.verdict:
            said = "；".join(m.note for m in (s, e) if m.note and m not in (start.main, end.main))
            count = said if other.measured is None else f"{said}的，计为{other.measured}"
            why = f"所用算法为{VERDICTS[main.verdict]}，另一算法为{VERDICTS[other.verdict]}"
            return weighed.but(replace(main, verdict="borderline", alternative=count, why=why))
    return weighed


def _rivals(weighed: Weighed, over: Over, start: Choice, end: Choice) -> Weighed:
    """Other papers' dates: a different verdict leaves it open which paper is right."""
    main = weighed.outcome
    for s, e in _others(start, end, "rivals"):
        told = "、".join(f"{event_name(m.code)}另有{when(m)}（{m.note or m.reading.title or m.reading.label.kind}）"
                        for m in (s, e) if m not in (start.main, end.main))  # fmt: skip
        if over(s, e).verdict != main.verdict:
            why = f"文书之间日期不一致，结论随之不同：{told}"
            return weighed.but(replace(main, verdict="undetermined", why=why), f"{told}与所用日期何者为准")
        weighed = replace(weighed, notes=(*weighed.notes, f"{told}，结论不变"))
    return weighed


def _others(start: Choice, end: Choice, field: str) -> Iterator[tuple[Moment, Moment]]:
    """All pairs but the main one."""
    assert start.main is not None and end.main is not None
    starts, ends = (start.main, *getattr(start, field)), (end.main, *getattr(end, field))
    return ((s, e) for s in starts for e in ends if (s, e) != (start.main, end.main))
