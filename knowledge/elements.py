"""Elements and premises: sentences a rule needs (knowledge/elements.toml)."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import read_toml

FILE = Path(__file__).with_name("elements.toml")


class Variant(Record):
    """One way an element is put; the fields are explained at the head of elements.toml."""

    value: str | None = None
    cues: tuple[str, ...] = ()
    title: str = ""
    holder: str = ""
    without: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class ElementType(Variant):
    """An element by its code; `variant`: alternatives, the first that is found counts."""

    code: str
    name: str
    papers: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    variant: tuple[Variant, ...] = ()

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The alternatives; the element itself where it has none."""
        return self.variant or (self,)


class _File(Record):
    element: tuple[ElementType, ...]


@cache
def load_elements() -> tuple[ElementType, ...]:
    """Every element, in the file's order. Raises KnowledgeError where the file does not hold together."""
    try:
        elements = _File.model_validate(read_toml(FILE)).element
    except ValidationError as error:
        raise KnowledgeError(f"{FILE.name}：字段不对，请按文件开头的说明改正：{error}") from error
    codes = [element.code for element in elements]
    doubled = sorted({code for code in codes if codes.count(code) > 1})
    if doubled:
        raise KnowledgeError(f"{FILE.name}：要素 {'、'.join(doubled)} 写了两次，请合并为变体（variant）")
    for element in elements:
        for pattern in _patterns(element):
            _check(element.code, pattern)
    return elements


def _patterns(element: ElementType) -> Iterator[str]:
    yield from (*element.deny, *element.after)
    for variant in element.variants:
        yield from (*variant.cues, *variant.without, *variant.unless, variant.title, variant.holder)


def _check(code: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise KnowledgeError(f"{FILE.name}：要素 {code} 的 {pattern!r} 不是正确的正则：{error}") from error
