"""Title rules: what a title alone says of a paper's kind (knowledge/lexicon/titles.toml)."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml
from knowledge.kinds import load_kinds

TITLES = FOLDER / "lexicon" / "titles.toml"
_QUOTED = re.compile(r"《[^《》]*(?:《[^》]*》[^《》]*)*》")
_BRACKET = re.compile(r"[（(]([^（）()]*)[）)]$")
_ISSUED = re.compile(
    r"(?:印发|公布|发布|转发|批转|修订|下发)[^《]{0,20}?《(.+?)》(?:的|等)|(?:印发|转发|批转|下发)(.+?)的(?:通知|函|决定)"
)


class TitleRule(Record):
    """One rule; empty lists ask nothing. The fields are explained at the head of titles.toml."""

    kind: str
    ends: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    bracket: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


class _File(Record):
    title: tuple[TitleRule, ...]


class Parts(NamedTuple):
    """A title taken apart: `outer` without what stands in 《》, `core` without the last bracket too,
    `inner` what is issued, `bracket` the last bracket, `order` the line “…令” above."""

    outer: str
    core: str
    inner: str
    bracket: str
    order: str


class Hit(NamedTuple):
    """A rule that fits; `number` counts in the file from 0, `words` are what it was known by."""

    number: int
    kind: str
    words: tuple[str, ...]


@cache
def load_title_rules(path: Path = TITLES) -> tuple[TitleRule, ...]:
    """Raises KnowledgeError when the file does not hold together."""
    try:
        rules = _File.model_validate(read_toml(path)).title
    except ValidationError as error:
        raise KnowledgeError(f"标题规则 {path} 的字段有误，请改正：\n{error}") from error
    unknown = sorted({rule.kind for rule in rules} - set(load_kinds().documents))
    if unknown:
        raise KnowledgeError(f"标题规则 {path} 用了没有的文书种类 {'、'.join(unknown)}，可用的见 kinds.toml")
    return rules


def parts_of(title: str, order: str = "") -> Parts:
    """Takes a title apart for the rules; white space is dropped."""
    whole = re.sub(r"\s+", "", title)
    issued = _ISSUED.search(whole)
    outer = _QUOTED.sub("", whole)
    if len(outer) < 3:
        outer = whole.strip("《》")
    bracket = _BRACKET.search(outer)
    core = _BRACKET.sub("", outer)
    inner = (issued.group(1) or issued.group(2)) if issued else ""
    return Parts(
        outer, core, _BRACKET.sub("", inner), bracket.group(1) if bracket else "", re.sub(r"\s+", "", order)
    )


def title_rule(title: str, order: str = "", *, rules: tuple[TitleRule, ...] | None = None) -> Hit | None:
    """The first rule that fits; None when none does or there is no title."""
    if not title and not order:
        return None
    parts = parts_of(title, order)
    for number, rule in enumerate(load_title_rules() if rules is None else rules):
        words = _fits(rule, parts)
        if words:
            return Hit(number, rule.kind, words)
    return None


def _fits(rule: TitleRule, parts: Parts) -> tuple[str, ...]:
    """The longest word of each list the rule asks for; empty when it does not fit."""
    found: dict[str, None] = {}
    for asked, fits, text in (
        (rule.has, str.__contains__, parts.outer),
        (rule.also, str.__contains__, parts.outer),
        (rule.starts, str.startswith, parts.outer),
        (rule.bracket, str.__contains__, parts.bracket),
        (rule.order, str.endswith, parts.order),
        (rule.inner, str.endswith, parts.inner),
        (rule.ends, str.endswith, parts.core),
    ):
        if not asked:
            continue
        words = [word for word in asked if fits(text, word)]
        if not words:
            return ()
        found[max(words, key=len)] = None
    if any(word in parts.outer for word in rule.without):
        return ()
    return tuple(found)
