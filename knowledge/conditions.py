"""Conditions of rules, as written in TOML: what must stand in the papers for a rule to apply or to be excused.

premise_business                    要素在任何文书里写明；没写明则前提不明（要人回答）
!confidential                       写明了就不适用；没写明按没有这种情形
consult_short_reason@start          只看起算日所在的那份文书（end 同理），或 @consultation_notice 这类文书
opinion_conclusion=unlawful         要素的某一种
event:hearing|paper:hearing_record  发生过该事件，或卷内有该种文书；| 为“或者”；没有就是没有发生
seen:urgent_measure                 文书写明（或者经人确认）才算，没写明按没有，不问人
over:large_fine                     罚没数额达到配置（knowledge/profiles 的 setting）的标准；没有配置则前提不明
kind:decision                       卷宗属于该种类
"""

import re
from functools import cache, cached_property
from typing import Literal

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.elements import load_elements

PATTERN = re.compile(r"(?:(event|paper|kind|seen|over):)?([a-z][a-z0-9_-]*)(?:=([a-z_]+))?(?:@([a-z_+]+))?")
STAY = re.compile(r"([a-z_]+)\.\.([a-z_|]+)(?: if (\S+))?")
ENDS = ("start", "end")


class Sign(Record):
    """One thing to look for: an element (with a variant), an event or a paper, in certain papers; or a kind of dossier."""

    what: Literal["element", "event", "paper", "kind", "seen", "over"]
    code: str
    value: str | None = None
    where: tuple[str, ...] = ()


class Condition(Record):
    """Signs of which one is enough; `negated` where their presence speaks against the rule."""

    written: str
    signs: tuple[Sign, ...]
    negated: bool = False

    @cached_property
    def by_end(self) -> bool:
        """Whether it looks only into the papers that a rule's start or end stands in."""
        return any(end in sign.where for sign in self.signs for end in ENDS)


def parse_condition(written: str) -> Condition:
    """Raises KnowledgeError when the text is none of the forms above."""
    body = written.removeprefix("!")
    return Condition(
        written=written,
        signs=tuple(_sign(part, written) for part in body.split("|")),
        negated=written.startswith("!"),
    )


def _sign(part: str, written: str) -> Sign:
    match = PATTERN.fullmatch(part)
    if match is None:
        raise KnowledgeError(
            f"条件 {written!r} 写法有误，可写：要素代码、!要素代码、要素=变体、要素@文书、event:事件、paper:文书，用 | 连接"
        )
    what, code, value, where = match.groups()
    return Sign.model_validate(
        {
            "what": what or "element",
            "code": code,
            "value": value,
            "where": tuple(where.split("+")) if where else (),
        }
    )


class Stay(Record):
    """A time that does not count (扣除): from the first act to one of `ends`, where the condition `told` holds."""

    start: str
    ends: tuple[str, ...]
    told: str | None = None

    @property
    def codes(self) -> frozenset[str]:
        return frozenset((self.start, *self.ends))


def parse_stay(written: str) -> Stay:
    """“test_start..test_end if event:test_told”. Raises KnowledgeError when the text is not of that form."""
    match = STAY.fullmatch(written)
    if match is None:
        raise KnowledgeError(
            f"deducts 中的 {written!r} 应写作“起始事件..终止事件”或“起始事件..终止事件 if 条件”"
        )
    return Stay(start=match[1], ends=tuple(match[2].split("|")), told=match[3])


def parse_events(written: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A rule's `start`, `end` or link of a chain: “signed|doc_date@normative_document” → each event with the
    papers it may be read from here (none: all that events.toml lists)."""
    parts = (part.partition("@") for part in written.split("|"))
    return tuple((code, tuple(papers.split("+")) if papers else ()) for code, _, papers in parts)


@cache
def element_names() -> dict[str, str]:
    """Code → Chinese name of every element."""
    return {element.code: element.name for element in load_elements()}
