"""The event dictionary (rules.md §2): which paper tells which date, and by which words.

`events.toml` is data a lawyer amends; this module loads it and says what is wrong with it.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.acts import load_acts

FILE = Path(__file__).with_name("events.toml")


class Cue(Record):
    """One way a date shows that it is the event (see the head of events.toml).

    `papers` empty: all of the event's. `title`: what the paper's title must be like.
    """

    papers: tuple[str, ...] = ()
    title: str = ""
    labels: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    service: tuple[str, ...] = ()
    signature: bool = False
    score: float = 0.9


class EventType(Record):
    """An event with the papers it may be read from, the most trusted first.

    `instead`: events whose date stands in where a paper of the first kind does not state this one.
    `whole`: the event is a span of days; the cue tells its first. `own`: said of the paper itself, not of
    another that the sentence names. `once`: a paper that is no list tells one such day.
    `acts`, `objects`: classes of lexicon/acts.toml it is spoken of in.
    """

    code: str
    name: str
    papers: tuple[str, ...]
    instead: tuple[str, ...] = ()
    whole: bool = False
    own: bool = False
    once: bool = False
    acts: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    cue: tuple[Cue, ...] = ()


class Dictionary(Record):
    """events.toml as a whole, `{names}` of [words] already put in."""

    neutral: tuple[str, ...] = ()
    receipt: tuple[str, ...] = ()
    words: Mapping[str, str] = {}
    event: tuple[EventType, ...]


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    """The same structure with `{name}` in every string replaced by words[name]."""
    if isinstance(value, str):
        return re.sub(r"\{([a-z]\w*)\}", lambda m: words[m[1]], value)
    if isinstance(value, list):
        return [_filled(item, words) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, words) for key, item in value.items()}
    return value


def parse_events(text: str, *, name: str = FILE.name) -> Dictionary:
    """The dictionary written in `text`.

    Raises KnowledgeError: broken TOML, an unknown field, an unknown `{name}`, a code given twice, a cue
    for a paper the event does not list, a pattern that is no regular expression.
    """
    try:
        raw = tomllib.loads(text)
        dictionary = Dictionary.model_validate(_filled(raw, raw.get("words", {})))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise KnowledgeError(f"{name}：格式不对，请按文件开头的说明改正：{error}") from error
    except KeyError as error:
        raise KnowledgeError(f"{name}：引用了 [words] 里没有的 {error}，请补上或改正") from error
    faults = tuple(_faults(dictionary))
    if faults:
        raise KnowledgeError(f"{name}：" + "；".join(faults))
    return dictionary


def _faults(dictionary: Dictionary) -> list[str]:
    """What does not hold together, one message each."""
    found: list[str] = []
    codes = [event.code for event in dictionary.event]
    found += [f"事件 {code} 写了两次，请合并" for code in sorted({c for c in codes if codes.count(c) > 1})]
    for event in dictionary.event:
        found += [f"事件 {event.code} 的 {c} 不在 lexicon/acts.toml" for c in _unknown_classes(event)]
        found += [f"事件 {event.code} 的 instead 写了没有的事件 {c}" for c in event.instead if c not in codes]
        for cue in event.cue:
            stray = set(cue.papers) - set(event.papers)
            if stray:
                found.append(
                    f"事件 {event.code} 的线索用了 papers 里没有的文书 {'、'.join(sorted(stray))}，请补进 papers"
                )
            if any("@" not in phrase for phrase in cue.phrases):
                found.append(f"事件 {event.code} 有一句 phrases 没有写 @（日期的位置）")
            found += [
                _bad_pattern(event.code, p)
                for p in (*cue.labels, *cue.phrases, *cue.service, cue.title)
                if _bad_pattern(event.code, p)
            ]
    return found


def _unknown_classes(event: EventType) -> list[str]:
    """Classes the event names that the lexicon of acts does not have."""
    known = {name for names in load_acts().classes.values() for name in names}
    named = [f"act:{name}" for name in event.acts] + [f"object:{name}" for name in event.objects]
    return [name for name in named if name not in known]


def _bad_pattern(code: str, pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        return f"事件 {code} 的线索 {pattern!r} 不是正确的正则：{error}"
    return ""


@cache
def load_dictionary() -> Dictionary:
    """events.toml, read once a process."""
    return parse_events(FILE.read_text(encoding="utf-8"))


@cache
def load_events() -> Mapping[str, EventType]:
    """Every event by its code; `.papers` is the order of trust among papers."""
    return {event.code: event for event in load_dictionary().event}
