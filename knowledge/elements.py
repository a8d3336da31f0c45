"""Elements and premises: sentences a rule needs (knowledge/elements*.toml)."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import read_toml

FILE = Path(__file__).with_name("elements.toml")  # and beside it elements-SUBJECT.toml


class Variant(Record):
    """One way an element is put; the fields are explained at the head of elements.toml."""

    value: str | None = None
    cues: tuple[str, ...] = ()
    title: str = ""
    holder: str = ""
    without: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Weighed(Record):
    """Words that make an element likelier or, with a negative `weight` (log-odds), less likely."""

    weight: float
    cues: tuple[str, ...]


class ElementType(Variant):
    """An element by its code; `variant`: alternatives, the first that is found counts.

    `sign`: it is told with a probability instead, `base` being the log-odds where nothing is found (elements-hints.toml).
    """

    code: str
    name: str
    papers: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    variant: tuple[Variant, ...] = ()
    base: float = 0.0
    sign: tuple[Weighed, ...] = ()

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The alternatives; the element itself where it has none."""
        return self.variant or (self,)


class _File(Record):
    element: tuple[ElementType, ...]


@cache
def load_elements() -> tuple[ElementType, ...]:
    """Every element, in the files' order. Raises KnowledgeError where they do not hold together."""
    elements = tuple(
        element for path in sorted(FILE.parent.glob(f"{FILE.stem}*.toml")) for element in _read(path)
    )
    doubled = sorted(code for code, times in Counter(e.code for e in elements).items() if times > 1)
    if doubled:
        raise KnowledgeError(f"要素 {'、'.join(doubled)} 写了两次，请合并为变体（variant）")
    return elements


def _read(path: Path) -> tuple[ElementType, ...]:
    """One file's elements. Raises KnowledgeError."""
    try:
        elements = _File.model_validate(read_toml(path)).element
    except ValidationError as error:
        raise KnowledgeError(f"{path.name}：字段不对，请按 elements.toml 开头的说明改正：{error}") from error
    for element in elements:
        for pattern in _patterns(element):
            _check(path.name, element.code, pattern)
    return elements


def _patterns(element: ElementType) -> Iterator[str]:
    yield from (*element.deny, *element.after)
    for weighed in element.sign:
        yield from weighed.cues
    for variant in element.variants:
        yield from (*variant.cues, *variant.without, *variant.unless, variant.title, variant.holder)


def _check(file: str, code: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise KnowledgeError(f"{file}：要素 {code} 的 {pattern!r} 不是正确的正则：{error}") from error


def hint_of(code: str) -> str:
    """The element that tells how probable a premise is where no paper states it: premise_business → hint_business."""
    return "hint_" + code.removeprefix("premise_")
