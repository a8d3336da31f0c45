"""Days and counts in Chinese words, for messages a person can check by hand."""

from datetime import date, timedelta
from itertools import groupby

from checks.case import Moment
from dossier.case import DayCount
from dossier.fact import Unit
from knowledge.holidays import WEEKDAYS

COUNTED = {
    "d": "日",
    "wd": "个工作日",
    "m": "个月",
    "y": "年",
    "h": "小时",
    "pct": "%",
    "n": "",
    "yuan": "元",
}
WEEKEND = ("周六", "周日")


def quantity(number: int, unit: Unit) -> str:
    """“7个工作日”, “30日”."""
    return f"{number}{COUNTED[unit]}"


def day(value: date) -> str:
    """“2022年5月7日”."""
    return f"{value.year}年{value.month}月{value.day}日"


def short(value: date) -> str:
    """“5月7日”."""
    return f"{value.month}月{value.day}日"


def when(moment: Moment) -> str:
    """“2022年5月7日”, “2022年4月（具体日期未写）”."""
    if moment.whole:
        return day(moment.first)
    if _month(moment):
        return f"{moment.first.year}年{moment.first.month}月（具体日期未写）"
    return f"{day(moment.first)}至{day(moment.last)}之间（具体日期未写）"


def moment_words(moment: Moment) -> str:
    """“2022年5月7日9时30分”; the day alone where no hour is written."""
    at = moment.at
    return when(moment) + (f"{at.hour}时{f'{at.minute}分' if at.minute else ''}" if at is not None else "")


def iso(moment: Moment | None) -> str | None:
    """The date as the contract writes it: as short as the paper gives it."""
    if moment is None:
        return None
    if moment.whole:
        return moment.first.isoformat()
    if _month(moment):
        return moment.first.isoformat()[:7]
    if (moment.first.month, moment.first.day, moment.last.month, moment.last.day) == (1, 1, 12, 31):
        return moment.first.isoformat()[:4]
    return moment.first.isoformat()[:7]


def stamp(moment: Moment | None) -> str | None:
    """The date with its hour and minute where the paper gives them (“2022-05-01T10:30”)."""
    if moment is None or moment.at is None or not moment.whole:
        return iso(moment)
    return f"{moment.first.isoformat()}T{moment.at:%H:%M}"


def _month(moment: Moment) -> bool:
    ends_month = (moment.last + timedelta(1)).day == 1
    return moment.first.day == 1 and ends_month and moment.first.month == moment.last.month


def skipped(count: DayCount) -> str:
    """“跳过劳动节5天（4月30日至5月4日）、周末2天；5月7日（周六）调休上班计入”; empty where nothing was."""
    parts = [f"{name}{_span(days)}" for name, days in _holidays(count)]
    weekend = sum(why in WEEKEND for _, why in count.skipped)
    if weekend:
        parts.append(f"周末{weekend}天")
    told = [f"跳过{'、'.join(parts)}"] if parts else []
    if count.shifted:
        days = "、".join(f"{short(d)}（周{WEEKDAYS[d.weekday()]}）" for d in count.shifted)
        told.append(f"{days}调休上班计入")
    return "；".join(told)


def _holidays(count: DayCount) -> list[tuple[str, list[date]]]:
    """Holidays skipped, each with its days."""
    named = ((why, d) for d, why in count.skipped if why not in WEEKEND)
    return [(name, [d for _, d in group]) for name, group in groupby(named, key=lambda pair: pair[0])]


def _span(days: list[date]) -> str:
    ends = short(days[0]) if len(days) == 1 else f"{short(days[0])}至{short(days[-1])}"
    return f"{len(days)}天（{ends}）"
