"""The table of rest days and shifted working days (knowledge/calendar/*.toml), one file a year."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path

from pydantic import ValidationError

from dossier.base import Record
from dossier.case import Mark
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

WEEKDAYS = "一二三四五六日"
SATURDAY = 5


class Holiday(Record):
    """Rest days in a row under one name, first to last inclusive."""

    name: str
    first: date
    last: date


class Year(Record):
    """One year's notice of the State Council's General Office (放假通知).

    `notice`: its number, empty where it was not read. `shifted`: weekend days worked (调休上班).
    A year's notice may name days of the year before (2022-12-31 stands in 2023's).
    """

    year: int
    notice: str
    mark: Mark
    shifted: tuple[date, ...] = ()
    holiday: tuple[Holiday, ...] = ()


class Calendar(Record):
    """Which days are worked, from 1 January of the first year to 31 December of the last; nothing is guessed beyond."""

    years: tuple[Year, ...]
    local: tuple[Holiday, ...] = ()

    @cached_property
    def _rest(self) -> dict[date, str]:
        """Every day off by its holiday's name."""
        blocks = [block for year in self.years for block in year.holiday] + list(self.local)
        return {day: block.name for block in blocks for day in days(block.first, block.last)}

    @cached_property
    def _shifted(self) -> frozenset[date]:
        return frozenset(day for year in self.years for day in year.shifted) - self._rest.keys()

    @cached_property
    def _worked(self) -> list[int]:
        """Working days from the first day to each day."""
        return list(accumulate(int(self._is_worked(day)) for day in days(self.first, self.last)))

    @cached_property
    def first(self) -> date:
        return date(self.years[0].year, 1, 1)

    @cached_property
    def last(self) -> date:
        """The last day that is known."""
        return date(self.years[-1].year, 12, 31)

    @cached_property
    def firm(self) -> date:
        """The last day that next year's notice is not expected to change (rules.md §9.2)."""
        return date(self.years[-1].year, 12, 25)

    def covers(self, *dates: date) -> bool:
        return all(self.first <= day <= self.last for day in dates)

    def is_workday(self, day: date) -> bool | None:
        """None beyond the table: never Monday to Friday by guess."""
        return self._is_worked(day) if self.covers(day) else None

    def reason(self, day: date) -> str | None:
        """Why a day is not worked (“国庆节”, “周六”); None for a working day. The day must be covered."""
        if day in self._rest:
            return self._rest[day]
        weekend = day.weekday() >= SATURDAY and day not in self._shifted
        return f"周{WEEKDAYS[day.weekday()]}" if weekend else None

    def is_shifted(self, day: date) -> bool:
        """A weekend day that is worked (调休上班)."""
        return day in self._shifted

    def worked(self, after: date, until: date) -> int | None:
        """Working days in (after, until]; None where the table does not reach, 0 when until <= after."""
        if until <= after:
            return 0
        start = after + timedelta(1)
        if not self.covers(start, until):
            return None
        before = (after - self.first).days
        return self._worked[(until - self.first).days] - (self._worked[before] if before >= 0 else 0)

    def nth(self, start: date, n: int) -> date | None:
        """The n-th working day after start; None past the table."""
        if not self.covers(start + timedelta(1)):
            return None
        before = (start - self.first).days
        wanted = (self._worked[before] if before >= 0 else 0) + n
        at = bisect_left(self._worked, wanted)
        return self.first + timedelta(at) if at < len(self._worked) else None

    def with_local(self, holidays: tuple[Holiday, ...]) -> "Calendar":
        """The same with a region's own rest days (放假办法第四条), named by its profile."""
        return Calendar(years=self.years, local=self.local + holidays) if holidays else self

    def _is_worked(self, day: date) -> bool:
        if day in self._rest:
            return False
        return day.weekday() < SATURDAY or day in self._shifted


def days(first: date, last: date) -> Iterable[date]:
    """Every day from first to last, both included."""
    return (first + timedelta(n) for n in range((last - first).days + 1))


@cache
def load_calendar(folder: Path = FOLDER / "calendar") -> Calendar:
    """All years of the folder. Raises KnowledgeError: a gap between years, a field that is wrong."""
    years = tuple(_load_year(path) for path in sorted(folder.glob("*.toml")))
    if not years:
        raise KnowledgeError(f"{folder} 中没有放假安排，请放入每年一份的 TOML（年份.toml）")
    missing = set(range(years[0].year, years[-1].year + 1)) - {year.year for year in years}
    if missing:
        raise KnowledgeError(
            f"{folder} 缺 {'、'.join(map(str, sorted(missing)))} 年的放假安排，请补上该年的 TOML"
        )
    return Calendar(years=years)


def _load_year(path: Path) -> Year:
    try:
        year = Year.model_validate(read_toml(path))
    except ValidationError as error:
        raise KnowledgeError(f"放假安排 {path} 的字段有误，请改正：\n{error}") from error
    if path.stem != str(year.year):
        raise KnowledgeError(f"放假安排 {path} 的文件名与其中 year = {year.year} 不同，请改成一致")
    wrong = [day for day in year.shifted if day.weekday() < SATURDAY]
    wrong += [block.first for block in year.holiday if block.first > block.last]
    if wrong:
        raise KnowledgeError(f"放假安排 {path} 的 {wrong[0]} 有误：调休上班日应是周末，放假起日不晚于止日")
    return year
