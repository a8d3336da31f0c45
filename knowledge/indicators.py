"""The hundred indicators (市县法治政府建设示范指标体系（2021年版）): knowledge/indicators.csv, a row each.

Columns beside the text: `evidence` asked for, `since` (material of that year or later), `pieces` (how many are asked),
`papers` (kinds of paper that count, separated by |) and `words` (regular expression of titles that count). Which rules
answer an indicator stands in the rules themselves.
"""

import csv
import re
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER

FILE = FOLDER / "indicators.csv"
COUNT = 100


class Indicator(Record):
    """One of the hundred. `measurable`: by numbers, in part, or by a person only."""

    number: int
    level1: str
    level2: str
    text: str
    measurable: Literal["yes", "partly", "no"]
    metric: str = ""
    threshold: str = ""
    evidence: str = ""
    units: tuple[str, ...] = ()
    notes: str = ""
    since: int | None = None
    pieces: int = 1
    papers: tuple[str, ...] = ()
    words: re.Pattern[str]


@cache
def load_indicators(path: Path = FILE) -> tuple[Indicator, ...]:
    """All hundred in order. Raises KnowledgeError: one missing or twice, a field that is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = tuple(_indicator(row) for row in csv.DictReader(file))
    except (OSError, UnicodeDecodeError, ValidationError, re.error) as error:
        raise KnowledgeError(f"指标表 {path} 读不出或者字段有误，请改正：{error}") from error
    if [item.number for item in found] != list(range(1, COUNT + 1)):
        raise KnowledgeError(f"指标表 {path} 应当是第1至{COUNT}项各一行，依次排列，请核对编号")
    return found


def _indicator(row: dict[str, str]) -> Indicator:
    plain = {name: value.strip() for name, value in row.items()}
    lists = {
        "units": tuple(filter(None, plain["units"].split(";"))),
        "papers": tuple(filter(None, plain["papers"].split("|"))),
    }
    return Indicator.model_validate({**plain, **lists, "since": plain["since"] or None})
