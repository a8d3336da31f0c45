"""How papers say that another document is amended, repealed or kept: knowledge/lexicon/changes.toml."""

import re
from functools import cache
from typing import Literal

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

FILE = FOLDER / "lexicon" / "changes.toml"
What = Literal["repealed", "expired", "amended", "kept", "extended"]


class ChangeWords(Record):
    """The ways one change is put; the fields are explained at the head of changes.toml."""

    what: What
    after: tuple[re.Pattern[str], ...]
    before: tuple[re.Pattern[str], ...]
    result: re.Pattern[str]
    heading: re.Pattern[str]


class Changes(Record):
    """All of changes.toml."""

    papers: tuple[str, ...]
    cited: re.Pattern[str]
    doubtful: re.Pattern[str]
    part: re.Pattern[str]
    names: re.Pattern[str]
    results: re.Pattern[str]
    change: tuple[ChangeWords, ...]


@cache
def load_changes() -> Changes:
    """Raises KnowledgeError where the file does not hold together."""
    try:
        return Changes.model_validate(read_toml(FILE))
    except ValidationError as error:
        raise KnowledgeError(f"{FILE.name}：字段不对，请按文件开头的说明改正：{error}") from error
