"""What the words in a document number tell of its paper: knowledge/lexicon/numbers.toml."""

from functools import cache

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

FILE = FOLDER / "lexicon" / "numbers.toml"
_FORMS = ("决字", "先字", "字")


class Series(Record):
    """Words at the end of an office's short name, and the kinds of paper numbered so."""

    words: tuple[str, ...]
    papers: tuple[str, ...]


class _File(Record):
    series: tuple[Series, ...]


@cache
def load_series() -> dict[str, tuple[str, ...]]:
    """Word → kinds of paper. Raises KnowledgeError where the file does not hold together."""
    try:
        series = _File.model_validate(read_toml(FILE)).series
    except ValidationError as error:
        raise KnowledgeError(f"{FILE.name}：字段不对，请按文件开头的说明改正：{error}") from error
    found: dict[str, tuple[str, ...]] = {}
    for one in series:
        for word in one.words:
            found[word] = (*found.get(word, ()), *one.papers)
    return found


def papers_numbered(name: str) -> tuple[str, ...]:
    """The kinds of paper whose numbers have such a name (晋城市监处罚 → penalty_decision); empty where no word tells."""
    for form in _FORMS:
        name = name.removesuffix(form)
    words = load_series()
    return next((words[name[i:]] for i in range(len(name)) if name[i:] in words), ())
