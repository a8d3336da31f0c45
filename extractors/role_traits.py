"""What speaks for one event, whatever event it is: signs whose weight all events share.

So an event seldom met is still known where the words of its acts and papers (`acts`, `objects` in events.toml) stand
beside the date or name its field.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.events import load_events

Floats = npt.NDArray[np.float64]
_SPOTS = {
    "near": "rf",
    "last": "rx",
    "right": "rc",
    "left": "lc",
    "beyond": "Rc",
    "before": "Lc",
    "field": "fc",
    "field-whole": "fw",
    "head-whole": "hw",
    "inner": "ic",
    "row": "gc",
    "head": "hc",
    "above": "uc",
}
_CUES = ("label", "phrase", "signature", "alone", "service", "instead")
TRAITS = (
    *_SPOTS,
    *(f"{spot}-object" for spot in ("right", "left", "field", "head", "inner")),
    "object",
    "another",
    "both",
    "rival",
    "first-paper",
    "elsewhere",
    *(f"cue-{by}" for by in _CUES),
    "cue-other",
)
_AT = {name: i for i, name in enumerate(TRAITS)}


class _Wanted(NamedTuple):
    """Tokens that speak for an event, with the trait each shows."""

    tokens: tuple[tuple[str, int], ...]
    objects: frozenset[str]


@cache
def _wanted(code: str) -> _Wanted:
    event = load_events()[code]
    acts = [(f"{sign}:act:{act}", _AT[spot]) for spot, sign in _SPOTS.items() for act in event.acts]
    papers = [
        (f"{_SPOTS[spot]}:object:{name}", _AT[f"{spot}-object"])
        for spot in ("right", "left", "field", "head", "inner")
        for name in event.objects
    ]
    cues = [(f"c:{code}:{by}", _AT[f"cue-{by}"]) for by in _CUES]
    return _Wanted((*acts, *papers, *cues), frozenset(f"no:object:{name}" for name in event.objects))


def traits(tokens: Sequence[str], codes: Sequence[str], kind: str) -> Floats:
    """One row for each of `codes`, in order."""
    seen = set(tokens)
    nearest = next((t for t in tokens if t.startswith("no:")), "")
    cued = {t[2:].rsplit(":", 1)[0] for t in tokens if t.startswith("c:") and len(t) > 2}
    found = np.zeros((len(codes), len(TRAITS)))
    for row, code in zip(found, codes, strict=True):
        wanted = _wanted(code)
        for token, trait in wanted.tokens:
            if token in seen:
                row[trait] = 1.0
        if nearest and wanted.objects:
            row[_AT["object" if nearest in wanted.objects else "another"]] = 1.0
        row[_AT["both"]] = float(row[_AT["object"]] and row[: len(_SPOTS)].any())
        row[_AT["first-paper"]] = float(load_events()[code].papers[0] == kind)
        row[_AT["elsewhere"]] = float(f"e:{code}" in seen)
        row[_AT["cue-other"]] = float(bool(cued) and code not in cued)
    spoken = found[:, : len(_SPOTS)].any(axis=1)
    found[:, _AT["rival"]] = ~spoken & spoken.any()
    return found
