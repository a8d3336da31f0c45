"""The dictionary of periods a paper grants or promises (knowledge/periods.toml)."""

import re
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import read_toml

FILE = Path(__file__).with_name("periods.toml")


class PeriodType(Record):
    """What a length of time is for, by the words around it. `papers` empty: any paper.

    `at_once`: sentences that set the period to nothing (自公布之日起施行).
    """

    code: str
    papers: tuple[str, ...] = ()
    anchor: str | None = None
    phrases: tuple[str, ...] = ()
    at_once: tuple[str, ...] = ()


class _File(Record):
    period: tuple[PeriodType, ...]


@cache
def load_periods() -> tuple[PeriodType, ...]:
    """Every entry, in the file's order. Raises KnowledgeError where the file does not hold together."""
    try:
        periods = _File.model_validate(read_toml(FILE)).period
    except ValidationError as error:
        raise KnowledgeError(f"{FILE.name}：字段不对，请按文件开头的说明改正：{error}") from error
    for period in periods:
        for pattern in (*period.phrases, *period.at_once):
            _check(period.code, pattern)
    return periods


def _check(code: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise KnowledgeError(f"{FILE.name}：期间 {code} 的 {pattern!r} 不是正确的正则：{error}") from error
