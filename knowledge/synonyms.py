"""Words a searcher may mean alike (knowledge/lexicon/synonyms.toml)."""

from collections import Counter
from functools import cache

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

FILE = FOLDER / "lexicon" / "synonyms.toml"


class _File(Record):
    groups: tuple[tuple[str, ...], ...]


@cache
def load_synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words that stand for one another. Raises KnowledgeError where the file does not hold together."""
    try:
        groups = _File.model_validate(read_toml(FILE)).groups
    except ValidationError as error:
        raise KnowledgeError(f'{FILE.name}：应为 groups = [["词", "词"], …]：{error}') from error
    twice = [word for word, count in Counter(word for group in groups for word in group).items() if count > 1]
    if twice or any(len(group) < 2 for group in groups):
        raise KnowledgeError(f"{FILE.name}：每组至少两个词，一个词只在一组；重复的：{'、'.join(twice)}")
    return groups
