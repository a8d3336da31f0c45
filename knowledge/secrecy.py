"""How a state secret is marked, and what is marked as internal: knowledge/lexicon/secrecy.toml."""

import re
from functools import cache

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

FILE = FOLDER / "lexicon" / "secrecy.toml"


class Warned(Record):
    """Words at the head of a page that call for care, and the note they are worth."""

    words: tuple[str, ...]
    note: str


class Secrecy(Record):
    """The marks. `terms`, `before`, `not_before` are patterns, `stars` and `ticked` characters."""

    levels: tuple[str, ...]
    stars: str
    terms: tuple[str, ...]
    before: str
    not_before: str
    labels: tuple[str, ...]
    ticked: str
    warning: tuple[Warned, ...]

    def patterns(self) -> "Patterns":
        """The patterns these words make."""
        level = f"(?:{'|'.join(map(_spaced, self.levels))})"
        star, term = f"[{re.escape(self.stars)}]", f"(?:{'|'.join(self.terms)})"
        start = rf"\s*(?:{self.before})\s*"
        label = rf"\s*(?:{'|'.join(map(_spaced, self.labels))})\s*[:：]?\s*"
        urgent = r"(?:\s*(?:特\s*急|加\s*急|平\s*急|特\s*提|急\s*件))?\s*"
        tick = f"[{re.escape(self.ticked)}]"
        return Patterns(
            begins=re.compile(rf"{start}{level}\s*{star}\s*+{term}?+(?!\s*(?:{self.not_before}))"),
            whole=re.compile(rf"{start}{level}\s*{star}+\s*{term}?{urgent}"),
            worn=re.compile(rf"{start}{level}\s*[^\s、，。：:“”\"]?\s*{term}{urgent}"),
            bare=re.compile(rf"{start}{level}{urgent}"),
            filled=re.compile(rf"{label}(?:{level}\s*(?:{star}.*|{term}\s*)?|.*{tick}\s*{level}.*)"),
            label=re.compile(label),
        )


class Patterns(Record):
    """`begins`: a line that begins with a mark. `whole`: nothing but a mark. `worn`: with the star misread or
    lost, but a term. `bare`: the level alone. `filled`: a field 密级 with a level; `label`: its name alone."""

    begins: re.Pattern[str]
    whole: re.Pattern[str]
    worn: re.Pattern[str]
    bare: re.Pattern[str]
    filled: re.Pattern[str]
    label: re.Pattern[str]


def _spaced(words: str) -> str:
    return r"\s*".join(map(re.escape, words))


@cache
def load_secrecy() -> Secrecy:
    """The marks. Raises KnowledgeError where the file does not hold together."""
    try:
        found = Secrecy.model_validate(read_toml(FILE))
        found.patterns()
    except ValidationError as error:
        raise KnowledgeError(f"{FILE.name}：字段不对，请按文件开头的说明改正：{error}") from error
    except re.error as error:
        raise KnowledgeError(f"{FILE.name}：有的值不是正确的正则：{error}") from error
    return found
