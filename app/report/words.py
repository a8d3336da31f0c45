"""Chinese words for people: labels, dates, quantities and the arithmetic of a period as sentences."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import groupby

from dossier.case import DayCount, Finding, Mark, Severity, Verdict
from dossier.document import Grade, Place
from dossier.fact import Unit

REPORT_ORDER: tuple[Verdict, ...] = (
    "fail",
    "undetermined",
    "borderline",
    "excused",
    "pass",
    "not-applicable",
)
COLOURS: dict[Verdict, tuple[str, str]] = {
    "fail": ("#A4332B", "#F8E9E6"),
    "undetermined": ("#5A5478", "#EDECF3"),
    "borderline": ("#8A5A0B", "#FAF0DA"),
    "excused": ("#2E5F8A", "#E6EEF5"),
    "pass": ("#2F6B4F", "#E7F1EB"),
    "not-applicable": ("#7B7A75", "#F2F1ED"),
}
"""Verdict → ink, ground: quiet print colours, told apart in grey too by their words."""
SEVERITIES: dict[Severity, str] = {"must": "应当", "should": "一般", "info": "提示"}
UNITS: dict[Unit, str] = {
    "d": "日",
    "wd": "个工作日",
    "h": "小时",
    "m": "个月",
    "y": "年",
    "pct": "%",
    "n": "件（项）",
    "yuan": "元",
}
GRADES: dict[Grade, str] = {"good": "清晰", "fair": "一般", "poor": "差"}
MARKS: dict[Mark, str] = {
    "R": "",
    "S": "依据为工作文件所述，上位文件原文未核",
    "X": "依据为节选，全文未核",
    "M": "依据待核原文，仅作提示",
}
LIMITS: dict[str, str] = {
    "max": "最迟 {}",
    "min": "不得早于 {}",
    "not_before": "{} 届满，次日起方可",
    "notice_before": "最迟于 {} 通知",
}
"""Shape of a rule → what the due day of its count is called."""
BEIJING = timezone(timedelta(hours=8))
WEEKDAYS = "一二三四五六日"


def day(when: date) -> str:
    """2022年5月7日"""
    return f"{when.year}年{when.month}月{when.day}日"


def weekday(when: date) -> str:
    """周六"""
    return "周" + WEEKDAYS[when.weekday()]


def moment(when: datetime) -> str:
    """2022年5月7日 09:05, by the clock of Beijing where the zone is known."""
    when = when.astimezone(BEIJING) if when.tzinfo else when
    return f"{day(when.date())} {when:%H:%M}"


def said_date(text: str | None) -> str:
    """A finding's ISO date (with time, or shortened) as people write it; anything else unchanged."""
    if text is None:
        return ""
    if "T" in text or " " in text:
        return moment(datetime.fromisoformat(text))
    if len(text) == 10:
        return day(date.fromisoformat(text))
    parts = text.split("-")
    return (
        "".join(f"{int(n)}{unit}" for n, unit in zip(parts, "年月", strict=False))
        if "/" not in text
        else text
    )


def between(first: date, last: date) -> str:
    """2022年5月7日, 2022年5月, 2022年, or from … to …"""
    if first == last:
        return day(first)
    after = last + timedelta(days=1)
    if first.day == after.day == 1 and (first.year * 12 + first.month + 1) == after.year * 12 + after.month:
        return f"{first.year}年{first.month}月"
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1) and after.year == first.year + 1:
        return f"{first.year}年"
    return f"{day(first)}至{day(last)}"


def amount(value: float | None) -> str:
    """A number without needless decimals."""
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def quantity(value: float | None, unit: Unit | None) -> str:
    """7个工作日"""
    return "" if value is None else amount(value) + (UNITS[unit] if unit else "")


def where(place: Place) -> str:
    """第2页, 台账!C5, or nothing where the format has neither."""
    if place.cell is not None:
        return f"单元格 {place.cell}"
    return f"第{place.page}页" if place.page is not None else ""


def arithmetic(count: DayCount, shape: str | None) -> Iterator[tuple[str, str]]:
    """The count of a period in steps (step, words) that a person can check with a calendar."""
    yield "起", f"{day(count.start)}（{weekday(count.start)}），当日不计入"
    if count.end is not None:
        yield "止", f"{day(count.end)}（{weekday(count.end)}）"
    if count.measured is not None:
        yield "计", quantity(count.measured, count.unit)
    limit = quantity(count.quantity, count.unit)
    if count.due is not None:
        limit += "，" + LIMITS.get(shape or "", "{} 届满").format(f"{day(count.due)}（{weekday(count.due)}）")
    yield "期限", limit
    if count.skipped:
        yield "不计入", "；".join(_runs(count.skipped))
    if count.shifted:
        yield "调休上班，计入", "、".join(f"{day(d)}（{weekday(d)}）" for d in count.shifted)


def _runs(skipped: tuple[tuple[date, str], ...]) -> Iterator[str]:
    """Days left out, by reason, neighbours together; ordinary weekends as one sum."""
    weekends = [d for d, reason in skipped if reason.startswith("周")]
    others = sorted((d, reason) for d, reason in skipped if not reason.startswith("周"))
    runs = groupby(enumerate(others), key=lambda item: (item[1][0] - timedelta(days=item[0]), item[1][1]))
    for (_, reason), run in runs:
        days = [d for _, (d, _) in run]
        span = (
            day(days[0])
            if len(days) == 1
            else f"{day(days[0])}至{_short(days[0], days[-1])}（{len(days)}日）"
        )
        yield f"{reason} {span}"
    if weekends:
        yield f"周六、周日 {len(weekends)}日"


def _short(first: date, last: date) -> str:
    """The last day without the year where it is the same."""
    return f"{last.month}月{last.day}日" if first.year == last.year else day(last)


def wide_name(finding: Finding) -> str:
    """What a finding over many dossiers is about: “云山市人民政府 2022年度”, “全部材料”."""
    body = finding.authority or "全部材料"
    return f"{body} {finding.year}年度" if finding.year is not None else body
