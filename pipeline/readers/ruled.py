"""Ruled tables: lines drawn on a page → a grid with its merged cells.

Rules come from a PDF's path objects or from a scan's pixels; the rest is the same. Merged cells are
found by the edges that are missing. Method measured in docs of the project as “own grid reader”.
"""

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from dossier.geometry import Box

_MANY = 250_000  # pairs of rules: more are a drawing or a map
_COVERED = 0.6  # share of a cell's side that must be drawn for it to be an edge


class Rule(NamedTuple):
    """A drawn line: horizontal at height `at` from `start` to `end`, or vertical likewise."""

    at: float
    start: float
    end: float


THIN = 2.5  # points: what is drawn this thin is a line
SHORT = 4.0  # points: shorter ones are dots of a leader or parts of a drawing


class Pen:
    """Rules gathered from what a page draws, in points from the top left."""

    def __init__(self) -> None:
        self.across: list[Rule] = []
        self.down: list[Rule] = []

    def sliver(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Take a box as a rule, if it is as thin as one."""
        wide, high = x1 - x0, y1 - y0
        if high <= THIN < SHORT < wide:
            self.across.append(Rule((y0 + y1) / 2, x0, x1))
        elif wide <= THIN < SHORT < high:
            self.down.append(Rule((x0 + x1) / 2, y0, y1))
        else:
            return False
        return True

    def frame(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """The four edges of a stroked box."""
        self.across += [Rule(y0, x0, x1), Rule(y1, x0, x1)]
        self.down += [Rule(x0, y0, y1), Rule(x1, y0, y1)]

    def run(self, points: Sequence[tuple[float, float]], *, stroked: bool) -> None:
        """One run of the pen: filled, it is a rule if it is a sliver; stroked, each straight piece is."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if self.sliver(min(xs), min(ys), max(xs), max(ys)) or not stroked:
            return
        for (ax, ay), (bx, by) in pairwise(points):
            self.sliver(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


class Slot(NamedTuple):
    """A cell of a grid before its text."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


class Grid(NamedTuple):
    """One table: its outline, all lines of its lattice, and its cells in row order."""

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    squares: dict[tuple[int, int], Slot]

    @classmethod
    def of(cls, xs: Sequence[float], ys: Sequence[float], slots: Sequence[Slot]) -> "Grid":
        squares = {
            (r, c): slot
            for slot in slots
            for r in range(slot.row, slot.row + slot.rows)
            for c in range(slot.column, slot.column + slot.columns)
        }
        return cls(_hull(slots), tuple(xs), tuple(ys), tuple(slots), squares)

    def find(self, x: float, y: float) -> Slot | None:
        """The cell that holds a point."""
        return self.squares.get((bisect(self.ys, y) - 1, bisect(self.xs, x) - 1))


def grids(across: Iterable[Rule], down: Iterable[Rule], *, slack: float) -> list[Grid]:
    """Tables of at least two cells, from the top. `slack`: how far rules that meet may be apart."""
    horizontal, vertical = merge(across, slack), merge(down, slack)
    if len(horizontal) * len(vertical) > _MANY:
        return []
    made = []
    for h, v in _components(horizontal, vertical, slack):
        v = v + _open_sides(h, v, slack)
        if len(h) >= 2 and len(v) >= 2:
            grid = _grid(h, v, slack)
            made += [grid] if grid else []
    return sorted(made, key=lambda grid: grid.box.y0)


def tables(
    across: Iterable[Rule], down: Iterable[Rule], *, slack: float, least: tuple[float, float]
) -> list[Grid]:
    """Grids of at least this width and height: smaller ones are drawings and letters turned to paths."""
    return [
        grid
        for grid in grids(across, down, slack=slack)
        if grid.box.x1 - grid.box.x0 >= least[0] and grid.box.y1 - grid.box.y0 >= least[1]
    ]


def merge(rules: Iterable[Rule], slack: float) -> list[Rule]:
    """Rules on one line that touch become one; what is drawn in dashes or cell by cell is whole again."""
    lanes: list[list[Rule]] = []
    for rule in sorted(rules):
        if lanes and rule.at - lanes[-1][-1].at <= slack:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    return [rule for lane in lanes for rule in _merge_lane(lane, slack)]


def _merge_lane(lane: Sequence[Rule], slack: float) -> list[Rule]:
    made: list[Rule] = []
    at = sum(rule.at for rule in lane) / len(lane)
    for rule in sorted(lane, key=lambda r: r.start):
        if made and rule.start <= made[-1].end + slack:
            made[-1] = Rule(at, made[-1].start, max(made[-1].end, rule.end))
        else:
            made.append(Rule(at, rule.start, rule.end))
    return made


def _components(
    across: Sequence[Rule], down: Sequence[Rule], slack: float
) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together by crossing or touching: one group a table."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if _meet(h, v, slack):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate((*across, *down)):
        groups.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    return list(groups.values())


def _meet(h: Rule, v: Rule, slack: float) -> bool:
    return h.start - slack <= v.at <= h.end + slack and v.start - slack <= h.at <= v.end + slack


def _open_sides(h: Sequence[Rule], v: Sequence[Rule], slack: float) -> list[Rule]:
    """Edges of tables drawn without their outer vertical lines, where two horizontal ones end alike."""
    made = []
    for edge, ends in ((min, [r.start for r in h]), (max, [r.end for r in h])):
        if not ends or not v:
            continue
        at = edge(ends)
        alike = [rule.at for rule, end in zip(h, ends, strict=True) if abs(end - at) <= slack]
        if len(alike) >= 2 and all(abs(rule.at - at) > 3 * slack for rule in v):
            made.append(Rule(at, min(alike), max(alike)))
    return made


def _grid(h: Sequence[Rule], v: Sequence[Rule], slack: float) -> Grid | None:
    xs, ys = _cluster([r.at for r in v], slack), _cluster([r.at for r in h], slack)
    upper = [_drawn([r for r in h if abs(r.at - y) <= slack], xs) for y in ys]
    sides = [_drawn([r for r in v if abs(r.at - x) <= slack], ys) for x in xs]
    left = [[side[i] for side in sides] for i in range(len(ys) - 1)]
    slots = []
    for region in _regions(len(ys) - 1, len(xs) - 1, upper, left):
        for r0, c0, r1, c1 in _rectangles(region):
            if _closed(r0, c0, r1, c1, upper, left):
                box = Box(x0=xs[c0], y0=ys[r0], x1=xs[c1 + 1], y1=ys[r1 + 1])
                slots.append(Slot(r0, c0, r1 - r0 + 1, c1 - c0 + 1, box))
    return Grid.of(xs, ys, sorted(slots, key=lambda s: s[:2])) if len(slots) >= 2 else None


def _drawn(lane: Sequence[Rule], marks: Sequence[float]) -> list[bool]:
    """Which stretches between marks the rules of one lane cover."""
    return [_covers(lane, a, b) for a, b in pairwise(marks)]


def _covers(lane: Sequence[Rule], start: float, end: float) -> bool:
    if any(rule.start <= start and end <= rule.end for rule in lane):
        return True
    covered = sum(max(min(rule.end, end) - max(rule.start, start), 0.0) for rule in lane)
    return covered >= _COVERED * (end - start)


def _cluster(values: Iterable[float], slack: float) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= slack:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


Position = tuple[int, int]


def _regions(
    height: int, width: int, upper: Sequence[Sequence[bool]], left: Sequence[Sequence[bool]]
) -> list[set[Position]]:
    """Grid squares joined where no edge is drawn between them: merged cells."""
    seen: set[Position] = set()
    made = []
    for start in ((r, c) for r in range(height) for c in range(width)):
        if start in seen:
            continue
        region, todo = {start}, [start]
        while todo:
            r, c = todo.pop()
            for at, closed in _neighbours(r, c, height, width, upper, left):
                if not closed and at not in region:
                    region.add(at)
                    todo.append(at)
        seen |= region
        made.append(region)
    return made


def _neighbours(
    r: int, c: int, height: int, width: int, upper: Sequence[Sequence[bool]], left: Sequence[Sequence[bool]]
) -> list[tuple[Position, bool]]:
    sides = []
    if r > 0:
        sides.append(((r - 1, c), upper[r][c]))
    if r + 1 < height:
        sides.append(((r + 1, c), upper[r + 1][c]))
    if c > 0:
        sides.append(((r, c - 1), left[r][c]))
    if c + 1 < width:
        sides.append(((r, c + 1), left[r][c + 1]))
    return sides


def _rectangles(region: set[Position]) -> list[tuple[int, int, int, int]]:
    """The region itself where it is a rectangle, else its runs row by row (a broken rule)."""
    r0, r1 = min(r for r, _ in region), max(r for r, _ in region)
    c0, c1 = min(c for _, c in region), max(c for _, c in region)
    if len(region) == (r1 - r0 + 1) * (c1 - c0 + 1):
        return [(r0, c0, r1, c1)]
    made: list[tuple[int, int, int, int]] = []
    for r, c in sorted(region):
        if made and made[-1][2] == r and made[-1][3] == c - 1:
            made[-1] = (*made[-1][:3], c)
        else:
            made.append((r, c, r, c))
    return made


def _closed(
    r0: int, c0: int, r1: int, c1: int, upper: Sequence[Sequence[bool]], left: Sequence[Sequence[bool]]
) -> bool:
    """Drawn on at least three sides; a square outside an L-shaped table is open on two."""
    columns, span = range(c0, c1 + 1), range(r0, r1 + 1)
    sides = (
        all(upper[r0][c] for c in columns),
        all(upper[r1 + 1][c] for c in columns),
        all(left[r][c0] for r in span),
        all(left[r][c1 + 1] for r in span),
    )
    return sum(sides) >= 3


def _hull(slots: Sequence[Slot]) -> Box:
    return Box(
        x0=min(s.box.x0 for s in slots),
        y0=min(s.box.y0 for s in slots),
        x1=max(s.box.x1 for s in slots),
        y1=max(s.box.y1 for s in slots),
    )
