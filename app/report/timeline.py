"""The geometry of a dossier's timeline: its events above an axis, the periods of its findings below."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.report.names import Names
from app.report.scale import Scale
from app.report.words import REPORT_ORDER, between, quantity
from dossier.case import DayCount, Dossier, Finding, Verdict
from dossier.fact import Event
from dossier.geometry import width

WIDTH, LEFT, RIGHT = 960.0, 30.0, 930.0
LETTER, LEVEL, ROW = 11.5, 19.0, 40.0
"""Size of a label's letters, height of a level of labels, height of a period's row."""
PERIODS = 10
"""Periods drawn in one timeline; each has its own calendar strip below."""
BACKGROUND = frozenset({"fact_start", "fact_end", "period_covered", "expires", "repealed"})
"""Events that are no steps of the procedure."""


class Mark(NamedTuple):
    """One day's events: `x` on the axis, `x1` where the paper gives less than a day; the label's corner and anchor."""

    x: float
    x1: float
    label_x: float
    label_y: float
    anchor: str
    label: str
    title: str


class Span(NamedTuple):
    """A period: from start to its end, the day it is due, days not counted, weekend days worked."""

    y: float
    x0: float
    x1: float | None
    due: float | None
    rests: tuple[tuple[float, float], ...]
    shifts: tuple[float, ...]
    verdict: Verdict
    name: str
    said: str
    text_x: float
    anchor: str


@dataclass(frozen=True)
class Timeline:
    """Everything the template draws; `more`: periods left out."""

    height: float
    axis: float
    day: float
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...]
    ticks: tuple[tuple[float, str], ...]
    breaks: tuple[tuple[float, int], ...]
    more: int


def timeline(dossier: Dossier, names: Names) -> Timeline | None:
    """None where no paper tells a date and no period was counted."""
    events = _events(dossier, names)
    counted = sorted(_counted(dossier), key=lambda pair: REPORT_ORDER.index(pair[0].verdict))
    busy = [*events, *(_stretch(count) for _, count in counted)]
    if not busy:
        return None
    scale = Scale(busy, left=LEFT, right=RIGHT)
    marks = _marks(events, scale)
    axis = max((-mark.label_y for mark in marks), default=0.0) + 26.0
    marks = tuple(mark._replace(label_y=axis + mark.label_y) for mark in marks)
    drawn = counted[:PERIODS]
    spans = tuple(_span(f, c, scale, axis + 44.0 + i * ROW) for i, (f, c) in enumerate(drawn))
    height = axis + 34.0 + len(spans) * ROW
    more = len(counted) - len(drawn)
    return Timeline(height, axis, scale.unit, marks, spans, _ticks(scale), tuple(scale.breaks), more)


def _events(dossier: Dossier, names: Names) -> dict[tuple[date, date], list[str]]:
    """Days → names of what happened on them, each once."""
    found: dict[tuple[date, date], list[str]] = {}
    for reading in dossier.readings:
        for fact in reading.facts:
            if isinstance(fact.value, Event) and fact.value.code not in BACKGROUND:
                said = found.setdefault((fact.value.first, fact.value.last), [])
                name = names.event(fact.value.code)
                if name not in said:
                    said.append(name)
    return dict(sorted(found.items()))


def _counted(dossier: Dossier) -> Iterator[tuple[Finding, DayCount]]:
    for finding in dossier.findings:
        if finding.count is not None and finding.verdict != "not-applicable":
            yield finding, finding.count


def _stretch(count: DayCount) -> tuple[date, date]:
    days = [day for day in (count.start, count.end, count.due) if day is not None]
    return min(days), max(days)


def _marks(events: dict[tuple[date, date], list[str]], scale: Scale) -> tuple[Mark, ...]:
    """Labels in as few levels as keep them apart; `label_y` counts from the axis, negative upwards."""
    free: list[float] = []
    marks = []
    for (first, last), said in events.items():
        x, x1 = scale.x(first), scale.x(last)
        day = f"{first.month}月{first.day}日" if first == last else between(first, last)
        label = f"{day} {'、'.join(said[:2])}" + (f"等{len(said)}项" if len(said) > 2 else "")
        wide = width(label) * LETTER
        anchor = "start" if x + wide < WIDTH - 6 else "end"
        left = x if anchor == "start" else x - wide
        level = next((i for i, end in enumerate(free) if end < left), len(free))
        free[level : level + 1] = [left + wide + 12]
        title = f"{between(first, last)}：{'、'.join(said)}"
        marks.append(Mark(x, x1, x, -(14.0 + level * LEVEL), anchor, label, title))
    return tuple(marks)


def _span(finding: Finding, count: DayCount, scale: Scale, y: float) -> Span:
    half = scale.unit / 2
    x0 = scale.x(count.start)
    x1 = scale.x(count.end) if count.end is not None else None
    due = scale.x(count.due) if count.due is not None else None
    said = f"{quantity(count.measured, None) or '—'} / {quantity(count.quantity, count.unit)}"
    room = width(f"{finding.name} {said}") * LETTER
    anchor, text_x = ("start", x0) if x0 + room < WIDTH - 6 else ("end", max(x0, x1 or x0, due or x0))
    rests = tuple((scale.x(day) - half, scale.unit) for day, _ in count.skipped)
    shifts = tuple(scale.x(day) for day in count.shifted)
    return Span(y, x0, x1, due, rests, shifts, finding.verdict, finding.name, said, text_x, anchor)


def _ticks(scale: Scale) -> tuple[tuple[float, str], ...]:
    """Month names, left out where they would touch; the year with the first and with each January."""
    ticks: list[tuple[float, str]] = []
    year = 0
    for month in scale.months():
        x = scale.x(month)
        if ticks and x - ticks[-1][0] < 62:
            continue
        ticks.append((x, f"{month.year}年{month.month}月" if month.year != year else f"{month.month}月"))
        year = month.year
    return tuple(ticks)
