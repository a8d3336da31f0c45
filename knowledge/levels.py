"""The rank of a norm (效力级别), by kind, issuing body and title (knowledge/lexicon/levels.toml)."""

import re
from functools import cache

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

FILE = FOLDER / "lexicon" / "levels.toml"


class Level(Record):
    """A rank and what tells it: kinds of paper, patterns of issuer and title; empty asks nothing."""

    name: str
    kinds: tuple[str, ...]
    issuer: str = ""
    title: str = ""


class _File(Record):
    level: tuple[Level, ...]


@cache
def load_levels() -> tuple[Level, ...]:
    """In the file's order. Raises KnowledgeError where the file does not hold together."""
    try:
        levels = _File.model_validate(read_toml(FILE)).level
        for level in levels:
            re.compile(level.issuer)
            re.compile(level.title)
    except (ValidationError, re.error) as error:
        raise KnowledgeError(
            f"{FILE.name}：每个 [[level]] 要有 name、kinds，issuer、title 是正则：{error}"
        ) from error
    return levels


def level_of(kind: str, title: str, issuer: str | None) -> str | None:
    """The first level all of whose marks fit; None where none does."""
    for level in load_levels():
        if kind in level.kinds and _fits(level.issuer, issuer or "") and _fits(level.title, title):
            return level.name
    return None


def _fits(pattern: str, text: str) -> bool:
    return not pattern or re.search(pattern, text) is not None
