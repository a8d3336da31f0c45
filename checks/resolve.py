"""The dates a rule counts with: most events are chosen, some are worked out of several papers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from checks.calendar import due
from checks.case import Case, Moment
from checks.choose import Choice, choose, differing, event_name, missing_date, moment
from checks.consult import close_name, consultation
from knowledge.conditions import parse_events
from knowledge.holidays import Calendar

OPINION = "legality_review_opinion"
DECISION = "处罚决定书"  # what a public notice of service must be about


def resolve(case: Case, calendar: Calendar, codes: str) -> Choice:
    """The date for a rule's `start` or `end` (codes separated by “|”); worked out once a dossier."""
    if codes not in case.resolved:
        case.resolved[codes] = RESOLVERS.get(parse_events(codes)[0][0], _plain)(case, calendar, codes)
    chosen: Choice = case.resolved[codes]
    return chosen


def _plain(case: Case, calendar: Calendar, codes: str) -> Choice:
    return choose(case, codes)


def _consulted(case: Case, calendar: Calendar, codes: str) -> Choice:
    """Both ends of the last round of consultation, worked out together; what else is named where there was none."""
    last = consultation(case, calendar)
    case.resolved.update(consult_open=last.opened, consult_close=last.closed)
    first, _, rest = codes.partition("|")
    chosen = last.opened if first == "consult_open" else last.closed
    return resolve(case, calendar, rest) if rest and chosen.main is None else chosen


def _opinion(case: Case, calendar: Calendar, codes: str) -> Choice:
    """The last opinion where there are several (§14.10)."""
    chosen = choose(case, codes)
    opinions = _opinions(case)
    if chosen.main is None or len(opinions) < 2:
        return chosen
    told = "、".join(m.first.isoformat() for m in opinions[:-1])
    rivals = tuple(r for r in chosen.rivals if r.reading.label.kind != OPINION)
    note = f"此前的审核意见（{told}）已被后一轮取代，不单独判定"
    return replace(chosen, main=opinions[-1], rivals=rivals, notes=(note,))


def _opinions(case: Case) -> list[Moment]:
    """One moment for each opinion paper, by date."""
    best: dict[str, Moment] = {}
    for item in sorted(case.events.get("lr_opinion", ()), key=lambda item: item.fact.score):
        if item.kind == OPINION:
            best[item.reading.document.id] = moment(item)
    by_day = {m.first: m for m in best.values()}
    return [by_day[day] for day in sorted(by_day)]


def _sent(case: Case, calendar: Calendar, codes: str) -> Choice:
    """When review began: the last round's, counted from complete papers (§13, 115号（五）; §14.10, §14.12)."""
    chosen = choose(case, codes)
    end = _opinion(case, calendar, "lr_opinion").main
    turned_back = _latest(case, ("lr_returned",), end)
    opinions = _opinions(case)
    since = max(
        [m.first for m in opinions[:-1]] + ([turned_back.first] if turned_back else []),
        default=None,
    )
    if since is None and not case.events.get("lr_supplemented"):
        return chosen
    sent = tuple(code for code, _ in parse_events(codes))
    again = _latest(case, (*sent, "lr_supplemented"), end, since=since)
    if again is None:
        missing = f"退回（{turned_back.first if turned_back else since}）后补齐材料或再次送审的日期"
        return Choice(code=chosen.code, missing=missing)
    return Choice(code=chosen.code, main=replace(again, note=f"以最后一次{event_name(again.code)}起算"))


def _latest(
    case: Case, codes: tuple[str, ...], until: Moment | None, *, since: date | None = None
) -> Moment | None:
    """The last of these events in [since, until]."""
    moments = [moment(item) for code in codes for item in case.events.get(code, ())]
    fitting = [
        m for m in moments if (until is None or m.first <= until.last) and (since is None or m.first >= since)
    ]
    return max(fitting, key=lambda m: m.first, default=None)


def _effective(case: Case, calendar: Calendar, codes: str) -> Choice:
    """A stated day, or a period counted from another: “自公布之日起30日后施行”."""
    chosen = choose(case, codes)
    if chosen.main is not None:
        return chosen
    for item in case.periods.get("effective", ()):
        anchor = choose(case, item.value.anchor) if item.value.anchor else None
        if anchor is None or anchor.main is None:
            return Choice(code="effective", missing=anchor.missing if anchor else missing_date("published"))
        ends = [
            due(calendar, day, item.value.quantity, item.value.unit)
            for day in (anchor.main.first, anchor.main.last)
        ]
        if ends[0] is None or ends[1] is None:
            return Choice(code="effective", missing="施行日超出已公布的放假安排")
        note = f"自{event_name(anchor.code)}之日起{close_name(item.value)}，按{anchor.main.first}推算"
        facts = (item.fact, *anchor.main.facts)
        return Choice(
            code="effective", main=Moment("effective", ends[0], ends[1], facts, item.reading, note=note)
        )
    return chosen


def _served(case: Case, calendar: Calendar, codes: str) -> Choice:
    """Service by public notice is judged by the day the notice was put up (rules.md §4.1, pen-service-7wd)."""
    chosen = choose(case, codes)
    posted = [
        moment(item)
        for item in case.events.get("notice_posted", ())
        if DECISION in item.reading.document.text
    ]
    if not posted or (chosen.main is not None and chosen.main.first < posted[0].first):
        return chosen
    main = replace(posted[0], code="served", note="公告送达，比对发出公告日")
    return Choice(code="served", main=main, rivals=differing(main, posted[1:]))


def _earliest(case: Case, calendar: Calendar, codes: str) -> Choice:
    """The first of several acts of one kind, where only the first matters (首次询问)."""
    chosen = choose(case, codes)
    if chosen.main is None:
        return chosen
    found = [moment(item) for item in case.events.get(chosen.code, ())]
    return replace(chosen, main=min(found, key=lambda m: m.first), rivals=())


Resolver = Callable[[Case, Calendar, str], Choice]
RESOLVERS: dict[str, Resolver] = {
    "consult_open": _consulted,
    "consult_close": _consulted,
    "lr_opinion": _opinion,
    "lr_received": _sent,
    "lr_sent": _sent,
    "effective": _effective,
    "served": _served,
    "inquiry": _earliest,
}
