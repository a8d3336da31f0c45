"""Acts that may not be done at night or on a holiday (形态 holiday; 行政强制法第四十三条, rules.md §9.3)."""

from collections.abc import Iterable

from checks.case import Case, Moment
from checks.choose import weakness
from checks.conclude import out_of_scope, settle
from checks.context import Context
from checks.finding import Said, finding
from checks.premises import Truth, premise
from checks.resolve import resolve
from checks.versions import in_force, nearest
from checks.words import WEEKEND, moment_words
from dossier.case import Finding, Rule
from knowledge.holidays import Calendar


def holiday(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """The day of `start` must be worked and its hour within `hours` (“6-22”); a mere weekend is disputed."""
    assert rule.start is not None
    done = resolve(case, context.days(), rule.start)
    held = premise(rule.applies, case, context, {"start": done.main})
    reference = done.main.first if done.main else context.as_of
    version = in_force(rule, case.dossier.kind, reference)
    if held.holds is False:
        yield out_of_scope(rule, case, held)
        return
    if done.main is not None and version is None:
        yield out_of_scope(rule, case, Truth(False, said=f"{moment_words(done.main)}时尚无此项要求"))
        return
    said = (
        _said(rule, case, context.days(), done.main)
        if done.main is not None
        else Said("undetermined", f"缺{done.missing}，无法判定。", missing=(done.missing,))
    )
    said = settle(rule, case, context, said, held, {"start": done.main})
    yield finding(
        rule, case, said, version=version or nearest(rule, case.dossier.kind, reference), start=done.main
    )


def _said(rule: Rule, case: Case, calendar: Calendar, done: Moment) -> Said:
    told = f"执行时间为{moment_words(done)}，"
    weak = weakness(case, done)
    if weak or not done.whole or not calendar.covers(done.first):
        why = weak or ("具体日期未写" if not done.whole else "该年的放假安排不在日历之内")
        return Said("undetermined", f"{told}{why}，无法判定。", missing=(why,))
    reason = calendar.reason(done.first)
    if reason is not None and reason not in WEEKEND:
        return Said("fail", f"{told}为法定节假日（{reason}）。")
    first, last = map(int, str(rule.options["hours"]).split("-"))
    if done.at is not None and not first <= done.at.hour < last:
        return Said("fail", f"{told}在夜间。")
    if reason is not None:
        other = "“法定节假日”是否包括周末，理解不一"
        return Said("borderline", f"{told}为{reason}；{other}。", alternative=other)
    if done.at is None:
        return Said(
            "undetermined", f"{told}为工作日，没有写明时刻，是否夜间无法判定。", missing=("执行的时刻",)
        )
    return Said("pass", f"{told}为工作日白天。")
