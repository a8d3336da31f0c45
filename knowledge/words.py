"""Legal terms the word cutter must know (knowledge/lexicon/words.toml)."""

from functools import cache

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

FILE = FOLDER / "lexicon" / "words.toml"


class _File(Record):
    words: tuple[str, ...]


@cache
def load_words() -> tuple[str, ...]:
    """Every term, in the file's order. Raises KnowledgeError where the file does not hold together."""
    try:
        return _File.model_validate(read_toml(FILE)).words
    except ValidationError as error:
        raise KnowledgeError(f'{FILE.name}：应为 words = ["词", …]：{error}') from error
