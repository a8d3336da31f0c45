"""A time scale that leaves out long empty stretches, so that two busy weeks in two years can be read."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

GAP = 60
"""Days without any event or period that are worth leaving out."""
SHOWN = 14
"""Days' width a left-out stretch takes."""


class Stretch(NamedTuple):
    """Days that belong together and where they begin on paper, in day widths."""

    first: date
    last: date
    at: float


class Scale:
    """Days → x. `breaks`: x of each left-out stretch and how many days it stands for."""

    def __init__(self, busy: Sequence[tuple[date, date]], *, left: float, right: float) -> None:
        self.stretches = _stretches(busy)
        last = self.stretches[-1]
        days = last.at + (last.last - last.first).days
        self.left, self.unit = left, (right - left) / max(days, 1)
        pairs = zip(self.stretches, self.stretches[1:], strict=False)
        self.breaks = [((self.x(a.last) + self.x(b.first)) / 2, (b.first - a.last).days) for a, b in pairs]

    def x(self, when: date) -> float:
        """Where a day stands; days outside stand at the nearest edge."""
        held = next((s for s in reversed(self.stretches) if s.first <= when), self.stretches[0])
        days = min(max((when - held.first).days, 0), (held.last - held.first).days)
        return self.left + (held.at + days) * self.unit

    def months(self) -> Iterable[date]:
        """First days of months that are shown."""
        for stretch in self.stretches:
            when = date(stretch.first.year, stretch.first.month, 1)
            while when <= stretch.last:
                if when >= stretch.first:
                    yield when
                when = date(when.year + when.month // 12, when.month % 12 + 1, 1)


def _stretches(busy: Sequence[tuple[date, date]]) -> list[Stretch]:
    """Busy spans joined where less than GAP days lie between."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(busy):
        if joined and (first - joined[-1][1]).days <= GAP:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    stretches, at = [], 0.0
    for first, last in joined:
        stretches.append(Stretch(first, last, at))
        at += (last - first).days + SHOWN
    return stretches
