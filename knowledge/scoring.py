"""How a case file is scored (案卷评查): knowledge/scoring.toml."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from typing import Self

from pydantic import ValidationError, model_validator

from dossier.base import Record
from dossier.case import Mark
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

FILE = FOLDER / "scoring.toml"
FULL = 100


def named(rule: str, patterns: Iterable[str]) -> bool:
    """Whether the rule is one of these, which may hold *."""
    return any(fnmatchcase(rule, pattern) for pattern in patterns)


class Veto(Record):
    """A fault that makes the file unqualified (一票否决)."""

    name: str
    rules: tuple[str, ...]


class Deduction(Record):
    """Points taken off for each of these rules that was broken."""

    rules: tuple[str, ...]
    points: int


class Item(Record):
    """One item; never more than its points are taken off."""

    name: str
    points: int
    deduction: tuple[Deduction, ...]

    def taken(self, rule: str) -> int:
        """Points that breaking this rule costs here; 0 where it belongs to another item."""
        return next((d.points for d in self.deduction if named(rule, d.rules)), 0)


class Grade(Record):
    """A grade and its least points."""

    name: str
    least: int


class Sheet(Record):
    """One standard. `grade`: from the best down to 0. `unqualified`: the grade of a veto."""

    name: str
    kinds: tuple[str, ...]
    mark: Mark
    unqualified: str
    veto: tuple[Veto, ...]
    item: tuple[Item, ...]
    grade: tuple[Grade, ...]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(item.points for item in self.item)
        if total != FULL:
            raise ValueError(f"“{self.name}”各项合计{total}分，应为{FULL}分")
        leasts = [grade.least for grade in self.grade]
        if leasts != sorted(leasts, reverse=True) or leasts[-1:] != [0]:
            raise ValueError(f"“{self.name}”的等级应从高到低排列，末一级的 least 为 0")
        return self

    def graded(self, points: int) -> str:
        """The grade of so many points."""
        return next(grade.name for grade in self.grade if points >= grade.least)


@cache
def load_scoring() -> tuple[Sheet, ...]:
    """The standards. Raises KnowledgeError where the file does not hold together."""
    try:
        return tuple(Sheet.model_validate(item) for item in read_toml(FILE).get("sheet", []))
    except ValidationError as error:
        raise KnowledgeError(f"{FILE.name}：写法不对，请按文件开头的说明改正：{error}") from error
