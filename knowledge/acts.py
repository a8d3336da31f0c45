"""Words of acts, papers and persons in classes, for the model of roles (lexicon/acts.toml)."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dossier.errors import KnowledgeError

FILE = Path(__file__).parent / "lexicon" / "acts.toml"


class Lexicon(NamedTuple):
    """`any_word` finds every word, the longest first; `classes` tells each word's classes, written group:class."""

    any_word: re.Pattern[str]
    classes: Mapping[str, tuple[str, ...]]

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Where each class is spoken of, in text order; a word within a longer one is not looked for."""
        for match in self.any_word.finditer(text):
            for name in self.classes[match[0]]:
                yield match.start(), name


def parse_acts(text: str, *, name: str = FILE.name) -> Lexicon:
    """The lexicon written in `text`. Raises KnowledgeError where it is no TOML of groups, classes and words."""
    try:
        raw = tomllib.loads(text)
        pairs = [
            (word, f"{group}:{kind}")
            for group, kinds in raw.items()
            for kind, words in kinds.items()
            for word in words
        ]
    except (tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        raise KnowledgeError(f"{name}：格式不对，请按文件开头的说明改正：{error}") from error
    classes: dict[str, list[str]] = {}
    for word, kind in pairs:
        if not word or not isinstance(word, str):
            raise KnowledgeError(f"{name}：{kind} 里有一项不是词，请改正")
        classes.setdefault(word, []).append(kind)
    longest = sorted(classes, key=lambda word: (-len(word), word))
    return Lexicon(
        re.compile("|".join(map(re.escape, longest))),
        {w: tuple(dict.fromkeys(c)) for w, c in classes.items()},
    )


@cache
def load_acts() -> Lexicon:
    """acts.toml, read once a process."""
    return parse_acts(FILE.read_text(encoding="utf-8"))
