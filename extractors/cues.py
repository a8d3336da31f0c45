"""The event dictionary made ready for one kind of paper: its patterns compiled, once a process and kind."""

import re
from functools import cache
from typing import NamedTuple

from extractors.context import phrase
from extractors.labels import Labels, compile_labels, spaced
from extractors.paper import Paper
from knowledge.events import Dictionary, load_dictionary

_TITLE = 60  # characters taken for the title of a paper that shows none


class Sign(NamedTuple):
    """A compiled cue: what it shows and how surely."""

    code: str
    pattern: re.Pattern[str]
    score: float


class Cues(NamedTuple):
    """All cues of one kind of paper. `any_phrase` matches wherever one of the phrases does."""

    phrases: tuple[Sign, ...]
    any_phrase: re.Pattern[str] | None
    labels: Labels
    signature: tuple[tuple[str, float], ...]
    service: tuple[Sign, ...]
    receipt: Labels


def cues_of(paper: Paper) -> Cues:
    """The cues for one paper, by its kind and, where a cue asks, its title."""
    dictionary = load_dictionary()
    title = re.sub(r"\s", "", paper.title or paper.view[:_TITLE])
    return _cues(paper.kind, tuple(t for t in _titles(dictionary) if re.search(t, title)))


def _titles(dictionary: Dictionary) -> tuple[str, ...]:
    """Every condition on a title, once."""
    return tuple(dict.fromkeys(cue.title for event in dictionary.event for cue in event.cue if cue.title))


@cache
def _cues(kind: str, titles: tuple[str, ...]) -> Cues:
    return compile_cues(load_dictionary(), kind, titles)


def compile_cues(dictionary: Dictionary, kind: str, titles: tuple[str, ...]) -> Cues:
    """The cues of `dictionary` for papers of `kind` whose title meets these conditions."""
    pairs = [
        (event, cue)
        for event in dictionary.event
        for cue in event.cue
        if kind in (cue.papers or event.papers) and (not cue.title or cue.title in titles)
    ]
    phrases = tuple(
        Sign(event.code, re.compile(phrase(p), re.M), cue.score) for event, cue in pairs for p in cue.phrases
    )
    labels: dict[str, list[tuple[str, float]]] = {}
    for event, cue in pairs:
        for label in cue.labels:
            labels.setdefault(label, []).append((event.code, cue.score))
    ranks = {label: [("received", 0.98 - 0.02 * i)] for i, label in enumerate(dictionary.receipt)}
    return Cues(
        phrases=phrases,
        any_phrase=re.compile("|".join(f"(?:{s.pattern.pattern})" for s in phrases), re.M)
        if phrases
        else None,
        labels=compile_labels(labels, dictionary.neutral),
        signature=tuple((event.code, cue.score) for event, cue in pairs if cue.signature),
        service=tuple(
            Sign(event.code, re.compile(spaced(p)), cue.score) for event, cue in pairs for p in cue.service
        ),
        receipt=compile_labels(ranks, dictionary.neutral),
    )
