"""Clauses a normative document should not have, and what only looks like them: knowledge/redflags.toml."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

FILE = FOLDER / "redflags.toml"
GAP = "(?:(?!不得|无需|严禁|不再)[^。；]){0,24}?"
"""What “…” stands for in a pattern: at most 24 characters of the same sentence without a turn of sense."""


class Unless(Record):
    """Words in the sentence that speak for a look-alike, and the reason given then."""

    words: str
    reason: str


class Flag(Record):
    """One type of rules.md §7.1. `general`: left out where a more special type stands in the same sentence.

    `office`: a duty of the office itself is none of this type. `own_basis`: a cited article of higher law
    speaks for a look-alike. `rules_may`: why a government rule (规章) may say so. `repealed`: law → day from which it no longer is in force.
    """

    code: str
    name: str
    law: str
    question: str
    cues: tuple[str, ...]
    unless: tuple[Unless, ...] = ()
    general: bool = False
    office: bool = False
    own_basis: bool = True
    rules_may: str = ""
    repealed: Mapping[str, date] = Field(default_factory=dict)

    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """The cues, and one more for each repealed law named as a basis."""
        laws = "|".join(map(re.escape, self.repealed))
        named = rf"(根据|依据|依照|按照|参照|适用|引用|符合)…《(中华人民共和国)?({laws})(（[^》]*）)?》"
        return tuple(compiled(cue) for cue in (*self.cues, *([named] if laws else [])))


class RedFlags(Record):
    """The types, the kinds of papers looked at and what suppresses any type (rules.md §7.2)."""

    kinds: tuple[str, ...]
    informal: tuple[str, ...]
    informal_reason: str
    basis: str
    basis_reason: str
    negation: str
    negation_reason: str
    listed: str
    office: str
    office_reason: str
    flag: tuple[Flag, ...]


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with “…” spelt out. Raises re.error."""
    return re.compile(pattern.replace("…", GAP))


@cache
def load_redflags(file: Path = FILE) -> RedFlags:
    """Raises KnowledgeError, naming the file, where a field or a pattern is wrong."""
    try:
        flags = RedFlags.model_validate(read_toml(file))
        for flag in flags.flag:
            flag.patterns()
            [compiled(item.words) for item in flag.unless]
        [compiled(general) for general in (flags.basis, flags.negation, flags.listed, flags.office)]
    except ValidationError as error:
        raise KnowledgeError(f"{file} 的字段有误，请按文件开头的说明改正：{error}") from error
    except re.error as error:
        raise KnowledgeError(f"{file} 中句式 {error.pattern!r} 写法有误：{error}，请改正") from error
    return flags
