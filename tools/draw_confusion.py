"""Draws the confusion matrix of `fadu evaluate --kinds --json` as SVG: python tools/draw_confusion.py figures.json docs/kinds-confusion.svg"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.kinds import load_kinds

CELL, MARGIN = 11, 190


def draw(told: dict[str, Any]) -> str:
    """Rows: what papers are; columns: what they were taken for; green right, red wrong, darker the larger the row's share."""
    kinds = sorted(told["by_kind"])
    size = MARGIN + CELL * len(kinds) + 10
    marks = "\n".join([*_labels(kinds), *_cells(told, kinds)])
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="8">'
    return f'{head}\n<rect width="{size}" height="{size}" fill="white"/>\n{marks}\n</svg>\n'


def _labels(kinds: list[str]) -> Iterator[str]:
    names = load_kinds().documents
    for i, kind in enumerate(kinds):
        at = MARGIN + i * CELL + 8
        yield f'<text x="{MARGIN - 4}" y="{at}" text-anchor="end">{names[kind]}</text>'
        yield f'<text transform="translate({at},{MARGIN - 4}) rotate(-90)">{names[kind]}</text>'


def _cells(told: dict[str, Any], kinds: list[str]) -> Iterator[str]:
    at = {kind: MARGIN + i * CELL for i, kind in enumerate(kinds)}
    for kind in kinds:
        share = told["by_kind"][kind]
        yield _cell(at[kind], at[kind], share["recall"], "#1a7f37", round(share["recall"] * share["papers"]))
    for count, kind, guess in told["confused"]:
        yield _cell(at[guess], at[kind], max(count / told["by_kind"][kind]["papers"], 0.25), "#cf222e", count)


def _cell(x: int, y: int, share: float, colour: str, count: int) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{CELL - 1}" height="{CELL - 1}" fill="{colour}" fill-opacity="{share:.2f}">'
        f"<title>{count}</title></rect>"
    )


if __name__ == "__main__":
    figures = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["kinds"]
    Path(sys.argv[2]).write_text(draw(figures["clean"]), encoding="utf-8")
