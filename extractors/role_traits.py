"""What speaks for one event, whatever event it is: signs whose weight all events share.

So an event seldom met is still known where the words of its acts and papers (`acts`, `objects` in events.toml) stand
beside the date or name its field.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.events import load_events

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
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
_OBJECT_SPOTS = ("right", "left", "field", "head", "inner")
_CUES = ("label", "phrase", "signature", "alone", "service", "instead")
TRAITS = (
    *_SPOTS,
    *(f"{spot}-object" for spot in _OBJECT_SPOTS),
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


class _Speaking(NamedTuple):
    """What tokens say in papers of one kind: token → (number of the code, trait), and what needs a second look."""

    codes: tuple[str, ...]
    tokens: dict[str, list[tuple[int, int]]]
    objects: dict[str, list[int]]  # token of the nearest paper named → codes that speak of it
    with_objects: npt.NDArray[np.bool_]
    first_paper: npt.NDArray[np.bool_]


@cache
def codes_of(kind: str) -> tuple[str, ...]:
    """The events papers of this kind tell, in the order of the dictionary."""
    return tuple(code for code, event in load_events().items() if kind in event.papers)


@cache
def _speaking(kind: str) -> _Speaking:
    codes = codes_of(kind)
    tokens: dict[str, list[tuple[int, int]]] = defaultdict(list)
    objects: dict[str, list[int]] = defaultdict(list)
    for n, code in enumerate(codes):
        event = load_events()[code]
        for spot, sign in _SPOTS.items():
            for act in event.acts:
                tokens[f"{sign}:act:{act}"].append((n, _AT[spot]))
        for spot in _OBJECT_SPOTS:
            for name in event.objects:
                tokens[f"{_SPOTS[spot]}:object:{name}"].append((n, _AT[f"{spot}-object"]))
        for by in _CUES:
            tokens[f"c:{code}:{by}"].append((n, _AT[f"cue-{by}"]))
        tokens[f"e:{code}"].append((n, _AT["elsewhere"]))
        for name in event.objects:
            objects[f"no:object:{name}"].append(n)
    events = [load_events()[code] for code in codes]
    return _Speaking(
        codes,
        dict(tokens),
        dict(objects),
        np.array([bool(event.objects) for event in events], dtype=bool),
        np.array([event.papers[0] == kind for event in events], dtype=bool),
    )


def traits(seen: Sequence[Sequence[str]], kind: str) -> Floats:
    """[date, code of `codes_of(kind)`, trait], 0 or 1, for the tokens of each date."""
    speaking = _speaking(kind)
    found = np.zeros((len(seen), len(speaking.codes), len(TRAITS)), dtype=np.float32)
    for n, tokens in enumerate(seen):
        _fill(found[n], tokens, speaking)
    spoken: Flags = found[:, :, : len(_SPOTS)].max(axis=2) > 0
    cued: Flags = found[:, :, _AT["cue-label"] : _AT["cue-other"]].max(axis=2) > 0
    found[:, :, _AT["both"]] = (found[:, :, _AT["object"]] > 0) & spoken
    found[:, :, _AT["rival"]] = ~spoken & np.any(spoken, axis=1, keepdims=True)
    found[:, :, _AT["cue-other"]] = ~cued & np.any(cued, axis=1, keepdims=True)
    found[:, :, _AT["first-paper"]] = speaking.first_paper
    return found


def _fill(row: Floats, tokens: Sequence[str], speaking: _Speaking) -> None:
    """The traits that single tokens show."""
    get = speaking.tokens.get
    for token in tokens:
        for code, trait in get(token, ()):
            row[code, trait] = 1.0
    nearest = next((t for t in tokens if t.startswith("no:")), "")
    if nearest:
        row[speaking.with_objects, _AT["another"]] = 1.0
        for code in speaking.objects.get(nearest, ()):
            row[code, _AT["object"]], row[code, _AT["another"]] = 1.0, 0.0
