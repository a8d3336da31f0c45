"""Rows of an RTF table, placed by the right edges of their cells."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from dossier.document import Block, Cell, Line

_SLACK = 60  # twentieths of a point: edges meant to be the same


class Edge(NamedTuple):
    """A cell as its row defines it. `joined`: to the cell on its left."""

    right: int = 0
    begins: bool = False
    runs_on: bool = False
    joined: bool = False


class RtfTable:
    """Rows as they come; columns are known when all have come."""

    def __init__(self) -> None:
        self._rows: list[tuple[Sequence[Sequence[str]], Sequence[Edge], int]] = []
        self.filled = 0

    def add(self, cells: Sequence[Sequence[str]], edges: Sequence[Edge], left: int) -> None:
        """A row. Cells without a definition are set side by side."""
        if cells:
            known = list(edges[: len(cells)])
            last = known[-1].right if known else left
            known += [Edge(right=last + 1000 * (i + 1)) for i in range(len(cells) - len(known))]
            self._rows.append((cells, known, left))
            self.filled += len(cells)

    def block(self) -> Block | None:
        """The table; None for no rows."""
        if not self._rows:
            return None
        grid = self._grid()
        made: list[Cell] = []
        above: dict[int, int] = {}
        for r, (cells, edges, left) in enumerate(self._rows):
            begin = left
            for lines, edge in zip(cells, edges, strict=True):
                column, end = _at(grid, begin), _at(grid, edge.right)
                begin = edge.right
                self._place(made, above, r, (column, max(end - column, 1)), edge, lines)
        return Block(kind="table", cells=tuple(made))

    def _place(
        self,
        made: list[Cell],
        above: dict[int, int],
        row: int,
        span: tuple[int, int],
        edge: Edge,
        lines: Sequence[str],
    ) -> None:
        column, columns = span
        if edge.joined and made and made[-1].row == row:
            made[-1] = made[-1].model_copy(update={"columns": made[-1].columns + columns})
        elif edge.runs_on and not lines and column in above:
            held = made[above[column]]
            made[above[column]] = held.model_copy(update={"rows": row - held.row + 1})
        else:
            above[column] = len(made)
            texts = tuple(Line(text=line) for line in lines) or (Line(text=""),)
            made.append(Cell(row=row, column=column, columns=columns, lines=texts))

    def _grid(self) -> list[int]:
        """All edges from the left, those that nearly meet as one."""
        edges = sorted(
            {left for _, _, left in self._rows} | {e.right for _, edges, _ in self._rows for e in edges}
        )
        return [edge for i, edge in enumerate(edges) if not i or edge - edges[i - 1] > _SLACK]


def _at(grid: Sequence[int], edge: int) -> int:
    """The number of the grid line an edge lies on."""
    return min(bisect_left(grid, edge - _SLACK), len(grid) - 1)
