"""Makes pages with truth, to measure reading on: pictures and one `truth.jsonl`; the same each time.

    python corpora/reading/make.py FOLDER [--limit PAGES] [--only CONDITION ...]

Conditions, numbers of pages and fonts: README.md beside this. Needs Pillow, numpy and the fonts of
sheets.FONTS; reading the made pages needs none of them.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from zlib import crc32

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "samples")]

from damage import CONDITIONS, Taken, saved, scanner  # noqa: E402
from layers import EMBEDDED, KINDS, Layer  # noqa: E402
from sheets import COLOURS, FONTS, Sheet, empty, form, full, need_fonts  # noqa: E402

FORMS, TURNED, LAYERS = 30, 12, 200
SIX, ROUNDS = (*["full"] * 5, "empty"), 5  # pages in turn, and how often
THREE, SEALED_ROUNDS = ("full", "full", "empty"), 25
MORE = {"clean": 3, "seal-over": 2}  # times as many pages, where a goal asks for a narrow interval
SEALED = {"seal-multiply": "multiply", "seal-over": "over"}
ALL = (*CONDITIONS, *SEALED, "forms", "turned", "layers")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="每种情形最多几页；0 为全部")
    parser.add_argument("--only", nargs="*", choices=ALL, default=ALL)
    given = parser.parse_args()
    need_fonts()
    given.folder.mkdir(parents=True, exist_ok=True)
    with (given.folder / "truth.jsonl").open("w", encoding="utf-8") as out:
        if "layers" in given.only:
            for row in layers(given.folder, given.limit):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        for condition in (c for c in given.only if c != "layers"):
            for i, (sheet, taken, turn) in pages(condition, given.limit):
                name = f"{condition}-{i:03}.jpg"
                (given.folder / name).write_bytes(saved(taken))
                out.write(json.dumps(truth(name, condition, sheet, taken, turn), ensure_ascii=False) + "\n")


def layers(folder: Path, limit: int) -> Iterator[dict[str, object]]:
    """PDF pages with sound and unsound text layers, kinds in turn; written as they are made."""
    for i in range(min(limit * len(KINDS) or LAYERS, LAYERS)):
        kind, random = tuple(KINDS)[i % len(KINDS)], Random(crc32(f"layers/{i}".encode()))
        path = folder / f"layers-{i:03}-{kind}.pdf"
        made = KINDS[kind](path, random, EMBEDDED[i // len(KINDS) % len(EMBEDDED)])
        yield layer_truth(path.name, kind, made)


def layer_truth(name: str, kind: str, made: Layer) -> dict[str, object]:
    """As `truth`; `picture`: must the page be read from its picture?"""
    dates = [{"text": d.text, "day": d.day.isoformat(), "seal": None, "boxes": []} for d in made.dates]
    return {
        "file": name, "condition": "layers", "font": made.font, "kind": kind, "turn": 0,
        "seals": 0, "uneven": False, "picture": made.picture, "lines": made.lines, "dates": dates,
        "numbers": made.numbers, "cells": [],
    }  # fmt: skip


def pages(condition: str, limit: int = 0) -> Iterator[tuple[int, tuple[Sheet, Taken, int]]]:
    """Pages of one condition with their places among all of it; up to `limit`, evenly spread."""
    kinds = _kinds(condition)
    count = min(limit or len(kinds), len(kinds))
    for i in (k * len(kinds) // count for k in range(count)):
        yield i, page(condition, i, kinds[i])


def page(condition: str, i: int, kind: str) -> tuple[Sheet, Taken, int]:
    """A page, how it was taken, and its turn in degrees; fonts in turn, then colours of seals."""
    random = Random(crc32(f"{condition}/{i}".encode()))
    font = tuple(FONTS)[i % len(FONTS)]
    if condition in SEALED:
        colour = tuple(COLOURS)[i // len(FONTS) % len(COLOURS)]
        draw, seals = (full, (colour,) * 3) if kind == "full" else (empty, (colour,) * 2)
        return (sheet := draw(random, font, seals=seals, manner=SEALED[condition])), scanner(sheet, random), 0
    if condition == "turned":
        taken = CONDITIONS["clean"](sheet := full(random, font), random)
        turn = (90, 180, 270)[i % 3]
        taken.image = taken.image.rotate(turn, expand=True)
        return sheet, taken, turn
    sheet = {"full": full, "empty": empty, "form": form}[kind](random, font)
    damage = CONDITIONS[condition if condition != "forms" else ("clean", "skew", "jpeg40")[i % 3]]
    return sheet, damage(sheet, random), 0


def _kinds(condition: str) -> list[str]:
    if condition in SEALED:
        return list(THREE) * SEALED_ROUNDS * MORE.get(condition, 1)
    if condition == "turned":
        return ["full"] * TURNED
    if condition == "forms":
        return ["form"] * FORMS
    return list(SIX) * ROUNDS * MORE.get(condition, 1)


def truth(name: str, condition: str, sheet: Sheet, taken: Taken, turn: int) -> dict[str, object]:
    """One line of truth.jsonl. Boxes in points of the page upright."""
    return {
        "file": name, "condition": condition, "font": sheet.font, "kind": sheet.kind, "turn": turn,
        "seals": sum(day.seal is not None for day in sheet.dates),
        "uneven": condition in ("shaded",),
        "lines": sheet.lines,
        "dates": [
            {"text": d.text, "day": d.day.isoformat(), "seal": d.seal, "boxes": [taken.points(b) for b in d.boxes]}
            for d in sheet.dates
        ],
        "numbers": sheet.numbers, "cells": sheet.cells,
    }  # fmt: skip


if __name__ == "__main__":
    main()
