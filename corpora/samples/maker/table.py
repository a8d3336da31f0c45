"""Cells of ruled forms: merging, wrapping, placing."""

from collections.abc import Iterator
from dataclasses import dataclass

from maker.blocks import Row
from maker.wrap import Glyph, glyphs, total, wrap

PAD = 5.0
LEADING = 1.5


@dataclass(frozen=True)
class Placed:
    glyphs: list[Glyph]
    x: float
    y: float


@dataclass(frozen=True)
class Laid:
    """A cell with its lines; `sides` says how each stands: left, center, right."""

    x: float
    width: float
    lines: list[tuple[str, list[Glyph]]]
    size: float

    def place(self, height: float) -> Iterator[Placed]:
        """Lines from the middle of the cell; right-aligned ones (signature, date) sit at the bottom."""
        step = self.size * LEADING
        tail = [line for line in self.lines if line[0] == "right"]
        body = [line for line in self.lines if line[0] != "right"]
        top = (height - (len(body) + len(tail)) * step) / 2
        starts = [top + i * step for i in range(len(body))]
        bottom = height - PAD - len(tail) * step
        starts += [max(bottom, top + len(body) * step) + i * step for i in range(len(tail))]
        for (side, line), y in zip([*body, *tail], starts, strict=True):
            room = self.width - 2 * PAD - total(line)
            x = PAD + {"left": 0.0, "center": room / 2, "right": room}[side]
            yield Placed(line, x, y + self.size * 1.12)


def merged(row: Row, widths: list[float]) -> Iterator[tuple[float, float, str]]:
    """(x, width, text) of each cell, "<" joined to its left."""
    x = 0.0
    spans: list[tuple[float, float, str]] = []
    for text, width in zip(row.cells, widths, strict=True):
        if text == "<" and spans:
            start, wide, words = spans.pop()
            spans.append((start, wide + width, words))
        else:
            spans.append((x, width, text))
        x += width
    return iter(spans)


def cell_lines(row: Row, widths: list[float], font: str, size: float) -> list[Laid]:
    cells = []
    for x, width, text in merged(row, widths):
        lines = [pair for part in text.split("//") for pair in _part(part.strip(), width, font, size)]
        cells.append(Laid(x, width, lines, size))
    return cells


def _part(text: str, width: float, font: str, size: float) -> list[tuple[str, list[Glyph]]]:
    side = {"!": "center", ">": "right"}.get(text[:1], "left")
    words = text[1:].strip() if side != "left" else text
    if side == "left" and "«" not in words and 0 < len(words) <= 8 and "：" not in words:
        side = "center"
    return [(side, line) for line in wrap(glyphs(words, font, size), width - 2 * PAD)]


def row_height(row: Row, widths: list[float], font: str, size: float) -> float:
    most = max(len(cell.lines) for cell in cell_lines(row, widths, font, size))
    return max(row.height, most * size * LEADING + 2 * PAD + 2, 26.0)
