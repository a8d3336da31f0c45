"""Checks of the four period shapes: from a rule and a dossier to findings, with the arithmetic in words."""

import re
from collections.abc import Iterable
from dataclasses import replace

from checks.bodies import bodies, merged
from checks.calendar import CALENDAR_DAYS, WORKING_DAYS, day_count, due
from checks.case import Case, Moment, unread_note
from checks.choose import Choice, choose, event_name, moment
from checks.conclude import out_of_scope, settle, spared
from checks.context import Context
from checks.finding import Said, finding
from checks.papers import names, papers_wanted
from checks.periods import SHAPES, Asked, Outcome, at_most
from checks.premises import Truth, premise, truth
from checks.resolve import resolve
from checks.versions import in_force, nearest
from checks.weigh import Weighed, asked, period_judge, weigh
from checks.words import day, iso, quantity, skipped, when
from dossier.case import DayCount, Finding, Rule, Version
from knowledge.holidays import Calendar

EXTENDED = "extension_approved"


def period(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """One finding, or one for each time the act was done (option `each`: start or end)."""
    assert rule.start is not None and rule.end is not None
    calendar = context.days()
    start, end = resolve(case, calendar, rule.start), _end(rule, case, context)
    if not rule.versions and "setting" in rule.options:
        yield _unset(rule, case, start, end)
        return
    if "bodies" in rule.options:
        parts = [(name, _one(rule, case, context, start, e, None)) for name, e in bodies(rule, case, end)]
        yield merged(parts, known=bool(case.issuer))
        return
    for subject, s, e in _times(rule, case, start, end):
        yield _one(rule, case, context, s, e, subject)


def _end(rule: Rule, case: Case, context: Context) -> Choice:
    """The end's date, without acts of another kind (option `end_not_about`: another platform's publication)."""
    assert rule.end is not None
    other = rule.options.get("end_not_about")
    if not isinstance(other, str):
        return resolve(case, context.days(), rule.end)
    fitting = tuple(
        item for item in case.events.get(rule.end, ()) if not re.search(other, item.value.about or "")
    )
    return choose(replace(case, events={**case.events, rule.end: fitting}), rule.end)


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
    repeated = start if each == "start" else end if each == "end" else None
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
        times.append((subject, choice, end) if each == "start" else (subject, start, choice))
    return times


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
    if missing or start.main is None or end.main is None:
        return _wanting(rule, case, context, start, end, missing, subject)
    calendar = context.days()
    weighed = weigh(period_judge(rule, SHAPES[rule.shape], calendar, case.dossier.kind), case, start, end)
    version = in_force(rule, case.dossier.kind, start.main.first)
    if weighed.outcome.verdict == "fail" and version is not None:
        weighed = _extended(rule, case, context, version, start.main, end.main, weighed)
    if weighed.outcome.verdict == "not-applicable":
        return out_of_scope(rule, case, Truth(False, said=_too_early(rule, weighed.outcome, start.main)))
    return _concluded(rule, case, context, start.main, end.main, weighed, version, held, subject)


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


def _deadline(rule: Rule, context: Context, version: Version, start: Moment) -> tuple[DayCount | None, str]:
    """By when it was or is due, where the end is not in the papers."""
    if version.quantity is None or version.unit is None or rule.shape != "max":
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


def _extended(
    rule: Rule, case: Case, context: Context, version: Version, start: Moment, end: Moment, weighed: Weighed
) -> Weighed:
    """Too late by the plain count: was it extended in time, or may other law have stopped the clock?

    `extension`: days that an approval before the last day adds. `doubts`: papers that may lengthen or stop
    the period by rules that are not in the catalogue.
    """
    extra = rule.options.get("extension")
    approved = choose(case, EXTENDED).main
    late = ""
    if isinstance(extra, int) and approved is not None and weighed.outcome.due is not None:
        if approved.last <= weighed.outcome.due:
            return _by_extension(asked(rule, version), extra, context, start, end, approved, weighed)
        late = f"；{event_name(EXTENDED)}为{when(approved)}，已在原期限届满之后"
    codes = [
        code for code in names(rule, "doubts") if not (isinstance(extra, int) and code == f"event:{EXTENDED}")
    ]
    seen = [doubt for doubt in (truth(context.condition(c), case, context, {}) for c in codes) if doubt.holds]
    if not seen:
        return replace(weighed, outcome=replace(weighed.outcome, why=weighed.outcome.why + late))
    why = f"已超过一般期限，但{'、'.join(t.said for t in seen)}，能否延长或扣除须依法律、法规、规章另行核定{late}"
    facts = tuple(fact for t in seen for fact in t.facts)
    wanted = "延长审批，或者应予扣除的期间及其依据"
    return replace(
        weighed.but(replace(weighed.outcome, verdict="undetermined", why=why), wanted), facts=facts
    )


def _by_extension(
    ask: Asked, extra: int, context: Context, start: Moment, end: Moment, approved: Moment, weighed: Weighed
) -> Weighed:
    """The period with one extension approved in time; more than that needs another paper."""
    longer = Asked(ask.quantity + extra, ask.unit, ask.rollover)
    outcome = at_most(context.days(), longer, start.first, end.last)
    told = f"{event_name(EXTENDED)}为{when(approved)}，在原期限届满前"
    if outcome.verdict == "pass":
        why = f"{told}，延长{quantity(extra, ask.unit)}后未超期"
        return replace(weighed, outcome=replace(outcome, verdict="excused", why=why), facts=approved.facts)
    why = f"{told}，但延长{quantity(extra, ask.unit)}后仍超期，是否再次延长或者扣除须有材料"
    outcome = replace(outcome, verdict="undetermined", why=why)
    return replace(weighed.but(outcome, "再次延长或者扣除期间的材料"), facts=approved.facts)


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
        count = day_count(
            calendar, start.first, end.first, version.quantity, version.unit, due_day=outcome.due
        )
    told = arithmetic(rule, start, end, outcome, count) + verdict_words(rule, outcome, calendar, start, end)
    told += "".join(f"（{note}）" for note in dict.fromkeys((*weighed.notes, *_provisional(count, calendar))))
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
        measured=outcome.measured,
        count=count,
        subject=subject,
    )


def _provisional(count: DayCount | None, calendar: Calendar) -> tuple[str, ...]:
    """Next year's notice may still change the last days of the table (rules.md §9.2)."""
    if count is None or count.unit != WORKING_DAYS:
        return ()
    last = max((d for d in (count.end, count.due) if d is not None), default=count.start)
    return (
        ("年末几日的结论，待下一年放假安排公布后可能变动",) if calendar.firm < last <= calendar.last else ()
    )


def arithmetic(rule: Rule, start: Moment, end: Moment, outcome: Outcome, count: DayCount | None) -> str:
    """The count in words: from, to, what was skipped, how many days, how many asked, hence by when."""
    names = event_name(start.code), event_name(end.code)
    told = f"{names[0]}为{when(start)}，{names[1]}为{when(end)}。"
    if count is None:
        return told
    if outcome.measured is not None and outcome.measured >= 0 and count.unit in (CALENDAR_DAYS, WORKING_DAYS):
        off = skipped(count)
        told += f"起日不计，自次日起{f'（{off}）' if off else ''}至该日共{quantity(outcome.measured, count.unit)}。"
    return told + _asked(rule.shape, quantity(count.quantity, count.unit), names, outcome)


def _asked(shape: str, amount: str, names: tuple[str, str], outcome: Outcome) -> str:
    """What the law asks, and the day that follows from it."""
    limit = day(outcome.due) if outcome.due is not None else ""
    match shape:
        case "max":
            return f"期限{amount}{f'，末日为{limit}' if limit else ''}。"
        case "min":
            return f"应不少于{amount}{f'，即不早于{limit}' if limit else ''}。"
        case "not_before":
            return f"{amount}届满前不得{names[1]}{f'，届满日为{limit}' if limit else ''}。"
        case _:
            return f"应提前{amount}{f'，即不晚于{limit}' if limit else ''}（通知当日、举行当日均不计）。"


def verdict_words(rule: Rule, outcome: Outcome, calendar: Calendar, start: Moment, end: Moment) -> str:
    """The conclusion and by how much."""
    why = f"：{outcome.why}" if outcome.why else ""
    match outcome.verdict:
        case "pass":
            return f"符合要求{why}。"
        case "excused":
            return f"例外成立{why}。"
        case "borderline":
            other = f"{outcome.alternative}，" if outcome.alternative else ""
            return f"两种算法结论不同：{other}{outcome.why}。"
        case "fail":
            return f"不符合要求{_margin(rule, outcome, calendar, end)}{why}。"
        case _:
            return f"无法判定{why}。"


def _margin(rule: Rule, outcome: Outcome, calendar: Calendar, end: Moment) -> str:
    """How late, or how short."""
    if outcome.due is None or outcome.measured is None:
        return ""
    if rule.shape == "max" and end.first > outcome.due:
        return f"，晚了{(end.first - outcome.due).days}天"
    if rule.shape == "min" and end.first < outcome.due:
        return f"，早了{(outcome.due - end.first).days}天"
    return ""
