"""Laws whose texts follow each other in time, and which was in force on a day: knowledge/laws.toml."""

from datetime import date
from functools import cache
from itertools import pairwise

from pydantic import ValidationError, model_validator

from dossier.base import Record
from dossier.case import Mark
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

FILE = FOLDER / "laws.toml"
_STATE = "中华人民共和国"


class Edition(Record):
    """A law's text from one day on; `mark`: how that day was verified (rules.md §0.1)."""

    label: str
    since: date
    mark: Mark


class Law(Record):
    """A law with its texts, oldest first."""

    name: str
    versions: tuple[Edition, ...]

    @model_validator(mode="after")
    def _in_order(self) -> "Law":
        if any(later.since <= earlier.since for earlier, later in pairwise(self.versions)):
            raise ValueError(f"{self.name} 的 versions 须由旧到新")
        return self


class _File(Record):
    law: tuple[Law, ...]


@cache
def load_laws() -> dict[str, Law]:
    """Every law by its name. Raises KnowledgeError where the file does not hold together."""
    try:
        laws = _File.model_validate(read_toml(FILE)).law
    except ValidationError as error:
        raise KnowledgeError(f"{FILE.name}：字段不对，请按文件开头的说明改正：{error}") from error
    return {law.name: law for law in laws}


def law_named(name: str) -> Law | None:
    """The law a citation names, with or without 中华人民共和国; None where we do not hold its history."""
    return load_laws().get(name.removeprefix(_STATE))


def edition_on(law: Law, day: date) -> str | None:
    """The label of the text in force on that day (2021修订); None before the first we know."""
    return next((one.label for one in reversed(law.versions) if one.since <= day), None)
