"""Rounds of public consultation: which days one opened and closed (rules.md §1.2, §14.5, §14.10).

A notice may state its days, be posted on another day and be signed on a third; “5月1日前” may or may
not take in that day; “自发布之日起30日” needs the day it runs from.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from checks.calendar import due
from checks.case import Case, Found, Moment
from checks.choose import Choice, choose, event_name, missing_date, moment
from dossier.case import Reading
from dossier.fact import Event, Period
from knowledge.holidays import Calendar

NOTICES = ("consultation_notice", "publication_proof")
# “5月1日前”, “5月1日（星期五）前”; with a time of day (“5月1日17时前”) the day itself is taken in.
BEFORE = re.compile(r"\s*(?:[（(][^）)]{1,6}[）)])?\s*(?:之|以)?前(?![往来述款期后者])")


@dataclass(frozen=True, slots=True)
class Round:
    """One consultation: when it opened and closed."""

    opened: Choice
    closed: Choice


def consultation(case: Case, calendar: Calendar) -> Round:
    """The last round, which is the one judged; earlier ones are told in its notes."""
    rounds = [_round(case, notices, calendar) for notices in _same_round(case)]
    dated = sorted((r for r in rounds if _begins(r)), key=lambda r: str(_begins(r)))
    if not rounds:
        return Round(choose(case, "consult_open"), choose(case, "consult_close"))
    last = dated[-1] if dated else rounds[-1]
    if len(rounds) == 1:
        last = _completed(case, last)
    earlier = tuple(_told(r) for r in dated[:-1])
    notes = last.opened.notes + earlier + _claimed(case, rounds)
    return Round(replace(last.opened, notes=notes), last.closed)


def _begins(one: Round) -> str:
    main = one.opened.main or one.closed.main
    return main.first.isoformat() if main else ""


def _told(one: Round) -> str:
    days = [m.first.isoformat() if m else "日期不明" for m in (one.opened.main, one.closed.main)]
    return f"此前还有一轮征求意见（{days[0]}至{days[1]}），已被后一轮取代，不单独判定"


def _completed(case: Case, one: Round) -> Round:
    """Days the notice itself lacks, from other papers."""
    opened = one.opened if one.opened.main else choose(case, "consult_open")
    closed = one.closed if one.closed.main else choose(case, "consult_close")
    return Round(opened if opened.main else one.opened, closed if closed.main else one.closed)


def _claimed(case: Case, rounds: list[Round]) -> tuple[str, ...]:
    """Days that other papers report and no notice has: told, but the notice itself is the evidence."""
    known = {m.first for r in rounds for m in (*r.opened.all, *r.closed.all)}
    notes = []
    for code in ("consult_open", "consult_close") if known else ():
        others = [item for item in case.events.get(code, ()) if item.kind not in NOTICES]
        notes += [
            f"{item.reading.title or item.kind}另记{event_name(code)}为{item.value.first}，以公告为准"
            for item in others
            if item.value.first not in known
        ]
    return tuple(dict.fromkeys(notes))


def _same_round(case: Case) -> list[list[Reading]]:
    """Notices by round: the same closing day, or one that gives none beside the only one that does."""
    by_close: dict[str, list[Reading]] = {}
    loose: list[Reading] = []
    for reading in case.of_kinds(NOTICES):
        close = _in(case, "consult_close", [reading])
        period = _periods(case, [reading])
        if close:
            by_close.setdefault(close[0].value.first.isoformat(), []).append(reading)
        elif period:
            base = _in(case, "consult_open", [reading]) + _in(case, "consult_posted", [reading])
            by_close.setdefault(base[0].value.first.isoformat() if base else "relative", []).append(reading)
        elif reading.label.kind == NOTICES[0] or _in(case, "consult_posted", [reading]):
            loose.append(reading)
    groups = list(by_close.values())
    if not groups:
        return [loose] if loose else []
    if len(groups) == 1:
        groups[0].extend(loose)
    return groups


def _in(case: Case, code: str, readings: Iterable[Reading]) -> list[Found[Event]]:
    """Events of these papers, whole days and sure readings first."""
    held = [r.document.id for r in readings]
    found = [item for item in case.events.get(code, ()) if item.reading.document.id in held]
    return sorted(found, key=lambda item: (item.value.first != item.value.last, -item.fact.score))


def _periods(case: Case, readings: Iterable[Reading]) -> list[Found[Period]]:
    held = [r.document.id for r in readings]
    return [item for item in case.periods.get("consult", ()) if item.reading.document.id in held]


def _round(case: Case, notices: list[Reading], calendar: Calendar) -> Round:
    opened = _opened(case, notices)
    closed = _closed(case, notices)
    if closed.main is None:
        relative = _relative(opened, _periods(case, notices), calendar)
        if relative is not None:
            return Round(replace(opened, readings=()), relative)
    return Round(opened, closed)


STAND_IN = ":instead"
"""How extractors mark a day that only stands in for one the notice does not state."""


def _opened(case: Case, notices: list[Reading]) -> Choice:
    """§14.5: the stated day, unless posted later; the day of posting; failing both, the day of signature."""
    stated = _first([f for f in _in(case, "consult_open", notices) if not f.fact.by.endswith(STAND_IN)])
    posted = _first(_in(case, "consult_posted", notices))
    signed = _first(_in(case, "doc_date", [r for r in notices if r.label.kind == NOTICES[0]]))
    code = "consult_open"
    if stated is None and posted is None and signed is None:
        return Choice(code=code, missing=missing_date(code))
    if stated is None:
        return _unstated(posted, signed)
    if posted is not None and signed is not None and posted.first == stated.first != signed.first:
        stated = replace(stated, note=f"公告落款日为{signed.first}，与发布日不同，以实际发布日计")
    late = posted if posted is not None else signed
    if late is not None and late.first > stated.first:
        note = f"公告写明自{stated.first}起，{'发布' if posted else '落款'}在{late.first}，以后者起算"
        return Choice(code=code, main=replace(late, code=code, facts=late.facts + stated.facts, note=note))
    if posted is not None and posted.first < stated.first:
        note = f"公告于{posted.first}发布，写明自{stated.first}起，以写明的起日计"
        return Choice(
            code=code, main=replace(stated, note=note), readings=(replace(posted, code=code, note="发布日"),)
        )
    return Choice(code=code, main=stated)


def _unstated(posted: Moment | None, signed: Moment | None) -> Choice:
    code = "consult_open"
    if posted is None:
        assert signed is not None
        return Choice(code=code, main=replace(signed, code=code, note="发布日未见证据，以公告落款日起算"))
    main = replace(posted, code=code)
    if signed is None or signed.first == posted.first:
        return Choice(code=code, main=main)
    if signed.first < posted.first:
        return Choice(code=code, main=replace(main, note=f"公告落款日为{signed.first}，以实际发布日起算"))
    return Choice(code=code, main=main, rivals=(replace(signed, code=code, note="落款日晚于发布日"),))


def _closed(case: Case, notices: list[Reading]) -> Choice:
    found = _in(case, "consult_close", notices)
    code = "consult_close"
    if not found:
        return Choice(code=code, missing=missing_date(code))
    main = moment(found[0])
    rivals = tuple(
        {m.first: m for m in map(moment, found[1:]) if m.first > main.last or m.last < main.first}.values()
    )
    if main.whole and says_before(found[0]):
        day_before = main.first - timedelta(1)
        other = replace(main, first=day_before, last=day_before, note="“前”不含当日")
        return Choice(code=code, main=replace(main, note="“前”含当日"), readings=(other,), rivals=rivals)
    return Choice(code=code, main=main, rivals=rivals)


def says_before(item: Found[Event]) -> bool:
    """“…日前”: whether the day itself is taken in is disputed (rules.md §1.2)."""
    span = item.fact.span
    if span is None:
        return False
    text = item.reading.document.text
    return BEFORE.match(text, span.end) is not None or bool(
        re.search(r"(?:之|以)?前$", text[span.start : span.end])
    )


def _relative(opened: Choice, periods: list[Found[Period]], calendar: Calendar) -> Choice | None:
    """“自发布之日起30日内”: the closing day counted from the opening one."""
    code = "consult_close"
    if not periods:
        return None
    period = periods[0]
    if opened.main is None:
        return Choice(
            code=code, missing=f"{missing_date('consult_open')}（公告只写了期限，截止日要从发布日算起）"
        )
    close = due(calendar, opened.main.first, period.value.quantity, period.value.unit)
    if close is None:
        return Choice(code=code, missing=f"{close_name(period.value)}的末日超出已公布的放假安排")
    later = due(calendar, opened.main.last, period.value.quantity, period.value.unit) or close
    note = f"公告写明期限为{close_name(period.value)}，自{opened.main.first}起算"
    return Choice(
        code=code,
        main=Moment(code, close, later, (period.fact, *opened.main.facts), period.reading, note=note),
    )


def close_name(period: Period) -> str:
    """“30日”, “7个工作日”."""
    return f"{period.quantity}{'个工作日' if period.unit == 'wd' else '个月' if period.unit == 'm' else '日'}"


def _first(found: list[Found[Event]]) -> Moment | None:
    return moment(found[0]) if found else None
