"""The words around a date or a length of time, written so that one pattern fits all papers."""

import re
from collections.abc import Sequence
from typing import Protocol

from extractors.labels import spaced

GAP = r"[^。；！？\n\t@#]{0,16}"
_REACH = 140
_NAME = re.compile(r"《[^《》@\n]{9,120}([^《》@\n]{8})》")
_ASIDE = re.compile(r"（[^（）@#\n]{1,90}）")


class Spot(Protocol):
    """Anything that stands in text[start:end]."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def phrase(pattern: str) -> str:
    """A phrase of the knowledge files as a regular expression: … is a gap, white space is let in between characters."""
    return spaced(pattern).replace("…", GAP)


def around(view: str, spots: Sequence[Spot], i: int, *, ranges: bool = False) -> str:
    """The text around spots[i], itself written @ and its neighbours #; `ranges`: with 至 between the two of a range.

    Spaces and asides in （） are left out and long names in 《》 cut to their last words, since they only part the
    words of a phrase.
    """
    spot = spots[i]
    low, high = _bounds(view, spot.start, spot.end)
    first, last = i, i
    while first and spots[first - 1].start >= low:
        first -= 1
    while last + 1 < len(spots) and spots[last + 1].end <= high:
        last += 1
    parts: list[str] = []
    at = low
    for k in range(first, last + 1):
        joins = ranges and bool(parts) and getattr(spots[k], "side", "") == "to"
        parts += ("至" if joins else view[at : spots[k].start], "@" if k == i else "#")
        at = spots[k].end
    text = "".join((*parts, view[at:high])).replace(" ", "").replace("\u3000", "")
    return _ASIDE.sub("", _NAME.sub(r"《\1》", text))


def _bounds(view: str, start: int, end: int) -> tuple[int, int]:
    """The sentence the spot stands in and the one before, within reach; words farther off say nothing of it."""
    low, high = max(0, start - _REACH), min(len(view), end + _REACH)
    stop = view.rfind("。", low, start)
    before = view.rfind("。", low, stop) if stop >= 0 else -1
    after = view.find("。", end, high)
    return (before + 1 if before >= 0 else low), (after + 1 if after >= 0 else high)
