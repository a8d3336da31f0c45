"""The count of a period in words: from, to, what was skipped, how many days, how many asked, hence by when."""

from checks.calendar import CALENDAR_DAYS, WORKING_DAYS
from checks.case import Moment
from checks.choose import event_name
from checks.periods import Outcome
from checks.words import day, moment_words, quantity, skipped, when
from dossier.case import DayCount, Rule
from knowledge.holidays import Calendar


def provisional(count: DayCount | None, calendar: Calendar) -> tuple[str, ...]:
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
    if count.measured is not None and count.measured >= 0 and count.unit in (CALENDAR_DAYS, WORKING_DAYS):
        off = skipped(count)
        told += (
            f"起日不计，自次日起{f'（{off}）' if off else ''}至该日共{quantity(count.measured, count.unit)}。"
        )
    if count.unit == "h":
        hours = "" if count.measured is None else f"共{count.measured}小时。"
        told = f"{names[0]}为{moment_words(start)}，{names[1]}为{moment_words(end)}。{hours}"
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
