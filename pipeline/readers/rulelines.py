"""Ruling lines of forms in a scan: long thin runs of dark pixels, across and down."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.ruled import Rule

if TYPE_CHECKING:
    from pipeline.readers.treat import Grey

_HALF = 2  # the page is searched at half its size: rules stay, dust goes
_ACROSS_MM = 12.0  # shorter dark runs are strokes of large characters
_DOWN_MM = 6.5  # the height of one printed row of a form
_THICK_MM = 1.8  # thicker ones are bars and pictures
_GAPS = 0.96  # share of a run that is dark: scanners break rules


def rules(page: "Grey", dpi: float, degrees: float) -> tuple[list[Rule], list[Rule]]:
    """Rules across and down in pixels of the page made level; `degrees` is its slant."""
    dark = _dark(page, degrees)
    if dark.mean() > 0.4:  # a photograph
        return [], []
    mm = dpi / 25.4 / _HALF
    across = _runs(dark, int(_ACROSS_MM * mm), _THICK_MM * mm)
    down = _runs(np.ascontiguousarray(dark.T), int(_DOWN_MM * mm), _THICK_MM * mm)
    return across, down


def slack(dpi: float) -> float:
    """How far apart rules may be that are meant to meet: 1 mm, in pixels."""
    return dpi / 25.4


def _dark(page: "Grey", degrees: float) -> NDArray[np.bool_]:
    """Ink, at half size: the darker of neighbours, so that one-pixel rules are not lost."""
    from PIL import Image as pil

    h, w = (n - n % _HALF for n in page.shape)
    even, odd = page[0:h:_HALF, :w], page[1:h:_HALF, :w]  # slices: ten times as fast as a reshape
    pairs = np.minimum(even, odd)
    small = np.minimum(pairs[:, 0::_HALF], pairs[:, 1::_HALF])
    if degrees:
        picture = pil.fromarray(small).rotate(degrees, pil.Resampling.BILINEAR, fillcolor=255)
        small = np.asarray(picture)
    limit = min(int(np.median(small)) - 45, 170)
    mask: NDArray[np.bool_] = small < limit
    return mask


def _runs(dark: NDArray[np.bool_], length: int, thick: float) -> list[Rule]:
    """Dark runs of at least `length` along the rows, in pixels of the whole page.

    A row is searched with its two neighbours: a rule that is not quite level climbs from row to row.
    """
    near = dark.copy()
    near[1:] |= dark[:-1]
    near[:-1] |= dark[1:]
    sums = np.cumsum(np.pad(near, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    begins = (sums[:, length:] - sums[:, :-length]) >= _GAPS * length
    found: list[Rule] = []
    for y in np.flatnonzero(begins.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.pad(begins[y].astype(np.int8), 1)))
        found += [
            Rule(float(y), float(a), float(b + length - 1))
            for a, b in zip(edges[::2], edges[1::2], strict=True)
        ]
    stacks = [s for s in _stacks(found) if s[-1].at - s[0].at < thick and _on_paper(near, s)]
    lines = (_whole(stack) for stack in stacks)
    return [Rule(r.at * _HALF + 1, r.start * _HALF, r.end * _HALF) for r in lines]


def _on_paper(dark: NDArray[np.bool_], stack: list[Rule]) -> bool:
    """Light above and below: a rule, not the dark between light letters."""
    line = _whole(stack)
    along = slice(int(line.start), int(line.end))
    above, below = max(int(stack[0].at) - 2, 0), min(int(stack[-1].at) + 2, len(dark) - 1)
    return bool(dark[above, along].mean() < 0.5 and dark[below, along].mean() < 0.5)


def _stacks(found: list[Rule]) -> list[list[Rule]]:
    """Runs in neighbouring rows that overlap: one printed rule, or a dark patch."""
    open_: list[list[Rule]] = []
    done: list[list[Rule]] = []
    for run in found:
        done += [s for s in open_ if run.at - s[-1].at > 2]
        open_ = [s for s in open_ if run.at - s[-1].at <= 2]
        stack = next((s for s in open_ if run.start <= s[-1].end and s[-1].start <= run.end), None)
        if stack is None:
            open_.append([run])
        else:
            stack.append(run)
    return done + open_


def _whole(stack: list[Rule]) -> Rule:
    return Rule(sum(r.at for r in stack) / len(stack), min(r.start for r in stack), max(r.end for r in stack))
