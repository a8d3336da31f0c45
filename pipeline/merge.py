"""The same paper in two files of a dossier is one paper with two sources."""

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath

from dossier.case import Reading

SHINGLE, ENOUGH = 8, 0.9


def merge_sources(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings with copies folded into one; the copy with page geometry is kept, the longer one of two.

    A copy says exactly the same words, or has the same file name in another format, nearly the same words
    and the same numbers. Two forms that differ in one date are two papers; so are two versions under one
    name: that is a conflict for a rule to report.
    """
    kept: list[Reading] = []
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for reading in sorted(readings, key=_worth, reverse=True):
        keys = _keys(reading)
        near = [i for key in keys for i in by_key[key] if _copies(key, kept[i], reading)]
        if near:
            kept[near[0]] = _with_source(kept[near[0]], reading)
        else:
            for key in keys:
                by_key[key].append(len(kept))
            kept.append(reading)
    order = {_identity(reading): i for i, reading in enumerate(readings)}
    return tuple(sorted(kept, key=lambda r: order[_identity(r)]))


def _identity(reading: Reading) -> tuple[str, str]:
    return reading.document.id, reading.document.sources[0]


def _keys(reading: Reading) -> list[tuple[str, str]]:
    words = _words(reading)
    path = PurePosixPath(reading.document.sources[0])
    return [("words", words), ("name", str(path.with_suffix("")))] if len(words) > SHINGLE else []


def _words(reading: Reading) -> str:
    return "".join(c for c in reading.document.text if c.isalnum())


def _worth(reading: Reading) -> tuple[bool, int]:
    return any(page.width for page in reading.document.pages), len(reading.document.text)


def _copies(key: tuple[str, str], one: Reading, other: Reading) -> bool:
    if set(one.document.sources) & set(other.document.sources):
        return False  # parts of one file are papers of their own
    return key[0] == "words" or _nearly_same(_words(one), _words(other))


def _nearly_same(one: str, other: str) -> bool:
    """The shorter's words and numbers stand in the longer."""
    small, large = sorted((one, other), key=len)
    a, b = _shingles(small), _shingles(large)
    same_numbers = set(re.findall(r"\d+", small)) <= set(re.findall(r"\d+", large))
    return same_numbers and len(a & b) >= ENOUGH * len(a) and len(a) >= len(b) / 2


def _shingles(words: str) -> set[str]:
    return {words[i : i + SHINGLE] for i in range(len(words) - SHINGLE + 1)}


def _with_source(reading: Reading, copy: Reading) -> Reading:
    sources = tuple(dict.fromkeys((*reading.document.sources, *copy.document.sources)))
    return reading.model_copy(update={"document": reading.document.model_copy(update={"sources": sources})})
