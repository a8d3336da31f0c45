"""Checks of the four period shapes: from a rule and a dossier to findings, with the arithmetic in words."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from checks.arithmetic import arithmetic, provisional, verdict_words
from checks.bodies import bodies, merged
from checks.calendar import day_count, due, rolled
from checks.case import Case, Moment, unread_note
from checks.choose import Choice, choose, differing, event_name, moment
from checks.conclude import out_of_scope, settle, spared
from checks.context import Context
from checks.extend import extended
from checks.finding import Said, finding
from checks.hours import HOURS, within_hours
from checks.papers import papers_wanted
from checks.periods import SHAPES, Outcome
from checks.premises import Truth, premise
from checks.resolve import resolve
from checks.versions import as_in_force, candidates, in_force, nearest
from checks.weigh import NOT_YET, Weighed, period_judge, weigh, weigh_moments
from checks.words import day, iso, quantity, when
from dossier.case import DayCount, Finding, Rule, Version
from dossier.fact import Unit
from knowledge.holidays import Calendar


def period(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """One finding, or one for each time the act was done (option `each`: start or end)."""
    assert rule.start is not None and rule.end is not None
    start, end = _start(rule, case, context), _end(rule, case, context)
    rule = _as_stated(rule, case)
    if not rule.versions and "setting" in rule.options:
        yield _unset(rule, case, start, end)
        return
    if "bodies" in rule.options:
        parts = [(name, _one(rule, case, context, start, e, None)) for name, e in bodies(rule, case, end)]
        yield merged(parts, known=bool(case.issuer))
        return
    for subject, s, e in _times(rule, case, start, end):
        yield _one(rule, case, context, s, e, subject)


AFTER = re.compile(r"(\d+)(d|wd|m|y):([a-z_]+)")


def _start(rule: Rule, case: Case, context: Context) -> Choice:
    """The start's date; with `after = "6m:remedy_expired"` the end of a first period, which bears that name."""
    assert rule.start is not None
    chosen = resolve(case, context.days(), rule.start)
    match = AFTER.fullmatch(str(rule.options.get("after", "")))
    if match is None or chosen.main is None:
        return chosen
    code = match[3]

    def later(one: Moment) -> Moment | None:
        ends = [due(context.days(), day, int(match[1]), match[2]) for day in (one.first, one.last)]  # type: ignore[arg-type]
        days = [rolled(context.days(), day) for day in ends if day is not None]
        if len(days) < 2 or days[0] is None or days[1] is None:
            return None
        note = f"自{event_name(one.code)}之日（{one.first}）起算，{event_name(code)}为{days[0]}"
        return replace(one, code=code, first=days[0], last=days[1], note=note)

    main = later(chosen.main)
    if main is None:
        return Choice(code=code, missing=f"{event_name(code)}（超出已公布的放假安排）")
    rivals = tuple(moved for moved in map(later, chosen.rivals) if moved is not None)
    return Choice(code=code, main=main, rivals=rivals, notes=chosen.notes)


def _end(rule: Rule, case: Case, context: Context) -> Choice:
    """The end's date, of acts of this kind only (options `end_about`, `end_not_about`: on which platform)."""
    assert rule.end is not None
    other, only = rule.options.get("end_not_about"), rule.options.get("end_about")
    if not other and not only:
        return resolve(case, context.days(), rule.end)
    fitting = tuple(
        item
        for item in case.events.get(rule.end, ())
        if not (other and re.search(str(other), item.value.about or ""))
        and re.search(str(only or ""), item.value.about or "")
    )
    return choose(replace(case, events={**case.events, rule.end: fitting}), rule.end)


def _as_stated(rule: Rule, case: Case) -> Rule:
    """The rule with the period that the papers themselves grant or promise (option `own_period`: its code).

    Where they give none, or several, the quantity stays open.
    """
    code = rule.options.get("own_period")
    if not code:
        return rule
    said = {(item.value.quantity, item.value.unit) for item in case.periods.get(str(code), ())}
    if len(said) != 1:
        return rule
    quantity, unit = said.pop()
    stated = tuple(v.model_copy(update={"quantity": quantity, "unit": unit}) for v in rule.versions)
    return rule.model_copy(update={"versions": stated})


def _unset(rule: Rule, case: Case, start: Choice, end: Choice) -> Finding:
    """The catalogue leaves it to a region and no profile says it: the setting is named."""
    setting = str(rule.options["setting"])
    told = [f"{event_name(c.main.code)}为{when(c.main)}。" for c in (start, end) if c.main is not None]
    measured = None
    if start.main is not None and end.main is not None:
        measured = (end.main.first - start.main.first).days
        told.append(f"相隔{measured}日。")
    told.append(f"未配置：{setting}，无法判定。请在地区配置（--profile）中为规则 {rule.id} 填写 versions。")
    said = Said("undetermined", "".join(told), missing=(setting,))
    return finding(rule, case, said, version=None, start=start.main, end=end.main, measured=measured)


def _times(rule: Rule, case: Case, start: Choice, end: Choice) -> list[tuple[str | None, Choice, Choice]]:
    """Repeated acts told apart (§14.11): services to several parties stand in receipts of their own."""
    each = rule.options.get("each")
    repeated = start if each in ("start", "pair") else end if each == "end" else None
    if repeated is None or repeated.main is None:
        return [(None, start, end)]
    acts = {
        (item.value.about or "", item.value.first, item.value.last): moment(item)
        for item in case.events.get(repeated.code, ())
        if item.kind == repeated.main.reading.label.kind
    }
    if len(acts) < 2 or repeated.main not in acts.values():
        return [(None, start, end)]
    abouts = [about for about, *_ in acts]
    named = all(abouts) and len(set(abouts)) == len(abouts)
    times: list[tuple[str | None, Choice, Choice]] = []
    for (about, *_), one in acts.items():
        subject = about if named else f"{about} {iso(one)}".strip()
        choice = Choice(code=repeated.code, main=one, notes=repeated.notes)
        if each == "pair":
            times.append((subject, choice, _partner(case, about, end)))
        else:
            times.append((subject, choice, end) if each == "start" else (subject, start, choice))
    return times


def _partner(case: Case, about: str, end: Choice) -> Choice:
    """The end of this act among several (its release among sealings): by the number or item both name (§14.11)."""
    ends = [moment(item) for item in case.events.get(end.code, ()) if about and item.value.about == about]
    if ends:
        return Choice(code=end.code, main=ends[0], rivals=differing(ends[0], ends[1:]), notes=end.notes)
    return Choice(
        code=end.code, missing=f"{event_name(end.code)}的日期（多次{event_name(end.code)}，须写明对应哪一次）"
    )


def _one(
    rule: Rule, case: Case, context: Context, start: Choice, end: Choice, subject: str | None
) -> Finding:
    ends = {"start": start.main, "end": end.main}
    held = premise(rule.applies, case, context, ends)
    if held.holds is False:
        return out_of_scope(rule, case, held)
    missing = tuple(choice.missing for choice in (start, end) if choice.main is None) + papers_wanted(
        rule, case
    )
    if rule.options.get("issuer") and not case.issuer:
        missing += ("作出机关的名称（部门规章可能另有期限）",)
    if missing or start.main is None or end.main is None:
        return _wanting(rule, case, context, start, end, missing, subject)
    version = in_force(rule, case.dossier.kind, start.main.first)
    rule = as_in_force(rule, version)
    weighed = _weighed(rule, case, context, start, end)
    if weighed.outcome.verdict == "fail" and version is not None and version.unit != HOURS:
        weighed = extended(rule, case, context, version, start.main, end.main, weighed)
    if weighed.outcome.verdict == "fail" and rule.options.get("soft"):
        soft = str(rule.options["soft"])
        weighed = weighed.but(replace(weighed.outcome, verdict="borderline", alternative=soft, why=soft))
    if weighed.outcome.verdict == "not-applicable":
        return out_of_scope(rule, case, Truth(False, said=_too_early(rule, weighed.outcome, start.main)))
    return _concluded(rule, case, context, start.main, end.main, weighed, version, held, subject)


def _weighed(rule: Rule, case: Case, context: Context, start: Choice, end: Choice) -> Weighed:
    """By days, or where the law counts hours by the clock."""
    kind = case.dossier.kind
    if any(version.unit == HOURS for version in rule.versions):
        return weigh_moments(partial(_by_hours, rule, kind), case, start, end)
    return weigh(period_judge(rule, SHAPES[rule.shape], context.days(), kind), case, start, end)


def _by_hours(rule: Rule, kind: str, start: Moment, end: Moment) -> Outcome:
    version = in_force(rule, kind, start.first)
    if version is None:
        return NOT_YET
    if version.quantity is None:
        return Outcome("undetermined", why=version.note or "适用的期限未配置")
    return within_hours(version.quantity, start, end)


def _too_early(rule: Rule, outcome: Outcome, start: Moment) -> str:
    first = min((v.since for v in rule.versions if v.since is not None), default=None)
    since = f"（自{day(first)}起才有此项要求）" if first is not None and start.last < first else ""
    return f"{event_name(start.code)}为{when(start)}，{outcome.why}{since}"


def _wanting(
    rule: Rule,
    case: Case,
    context: Context,
    start: Choice,
    end: Choice,
    missing: tuple[str, ...],
    subject: str | None,
) -> Finding:
    """Undetermined for want of a date or paper; not applicable where the papers say why there is none."""
    reason = spared(rule, case, context) if start.main is None else None
    if reason is not None:
        return out_of_scope(rule, case, reason)
    known = start.main or end.main
    early = known is not None and _before_the_law(rule, case, known, started=start.main is not None)
    if known is not None and early:
        return out_of_scope(rule, case, Truth(False, known.facts, _too_early(rule, NOT_YET, known)))
    reference = known.first if known else context.as_of
    version = nearest(rule, case.dossier.kind, reference)
    told = [f"缺{'、'.join(missing)}，无法判定。"]
    told += [f"{event_name(m.code)}为{when(m)}。" for m in (start.main, end.main) if m is not None]
    count = None
    if start.main is not None and start.main.whole and end.main is None and version is not None:
        count, deadline = _deadline(rule, context, version, start.main)
        told.append(deadline)
    said = Said("undetermined", "".join(told) + rule.undetermined + unread_note(case), missing=missing)
    return finding(
        rule, case, said, version=version, start=start.main, end=end.main, count=count, subject=subject
    )


def _before_the_law(rule: Rule, case: Case, known: Moment, *, started: bool) -> bool:
    """Whether the law asked nothing yet on the only day known; an act still open may fall under a later law."""
    if started and rule.options.get("transition") == "undetermined":
        return False
    since = [version.since for version in candidates(rule, case.dossier.kind)]
    return bool(since) and all(day is not None and known.last < day for day in since)


def _deadline(rule: Rule, context: Context, version: Version, start: Moment) -> tuple[DayCount | None, str]:
    """By when it was or is due, where the end is not in the papers."""
    if version.quantity is None or version.unit in (None, HOURS) or rule.shape != "max":
        return None, ""
    calendar = context.days()
    last = due(calendar, start.first, version.quantity, version.unit)
    if last is None:
        return None, ""
    state = "尚未届满" if context.as_of <= last else "已经届满"
    count = day_count(calendar, start.first, None, version.quantity, version.unit, due_day=last)
    return (
        count,
        f"{quantity(version.quantity, version.unit)}的末日为{day(last)}，至{day(context.as_of)}{state}。",
    )


def _concluded(
    rule: Rule,
    case: Case,
    context: Context,
    start: Moment,
    end: Moment,
    weighed: Weighed,
    version: Version | None,
    held: Truth,
    subject: str | None,
) -> Finding:
    outcome, calendar = weighed.outcome, context.days()
    count = None
    if version is not None and version.quantity is not None and version.unit is not None:
        count = _count(calendar, start, end, version.quantity, version.unit, weighed)
    told = arithmetic(rule, start, end, outcome, count) + verdict_words(rule, outcome, calendar, start, end)
    told += "".join(f"（{note}）" for note in dict.fromkeys((*weighed.notes, *provisional(count, calendar))))
    missing = weighed.missing or ((outcome.why,) if outcome.verdict == "undetermined" else ())
    said = Said(outcome.verdict, told, weighed.facts, missing=missing, alternative=outcome.alternative)
    said = settle(rule, case, context, said, held, {"start": start, "end": end})
    return finding(
        rule,
        case,
        said,
        version=version,
        start=start,
        end=end,
        measured=count.measured if count is not None else outcome.measured,
        count=count,
        subject=subject,
    )


def _count(
    calendar: Calendar, start: Moment, end: Moment, quantity: int, unit: Unit, weighed: Weighed
) -> DayCount:
    if unit == HOURS:
        hours = weighed.outcome.measured
        return DayCount(start=start.first, end=end.first, unit=unit, quantity=quantity, measured=hours)
    due_day = weighed.outcome.due
    return day_count(
        calendar, start.first, end.first, quantity, unit, due_day=due_day, stayed=weighed.skipped
    )
