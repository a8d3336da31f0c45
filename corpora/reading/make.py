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
from sheets import COLOURS, FONTS, Sheet, empty, form, full  # noqa: E402

FULL, EMPTY, FORMS, TURNED = 25, 5, 30, 12
SEALED_FULL, SEALED_EMPTY = 50, 25
SEALED = {"seal-multiply": "multiply", "seal-over": "over"}
ALL = (*CONDITIONS, *SEALED, "forms", "turned")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="每种情形最多几页；0 为全部")
    parser.add_argument("--only", nargs="*", choices=ALL, default=ALL)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with (given.folder / "truth.jsonl").open("w", encoding="utf-8") as out:
        for condition in given.only:
            for i, (sheet, taken, turn) in enumerate(pages(condition)):
                if given.limit and i >= given.limit:
                    break
                name = f"{condition}-{i:03}.jpg"
                (given.folder / name).write_bytes(saved(taken))
                out.write(json.dumps(truth(name, condition, sheet, taken, turn), ensure_ascii=False) + "\n")


def pages(condition: str) -> Iterator[tuple[Sheet, Taken, int]]:
    """The pages of one condition, full and nearly empty ones mixed, fonts in turn; and how each is turned."""
    kinds = _kinds(condition)
    for i, kind in enumerate(kinds):
        random = Random(crc32(f"{condition}/{i}".encode()))
        font = tuple(FONTS)[i % len(FONTS)]
        if condition in SEALED:
            colour = tuple(COLOURS)[i // len(FONTS) % len(COLOURS)]
            seals = (colour,) * (3 if kind == "full" else 2)
            draw = full if kind == "full" else empty
            sheet = draw(random, font, seals=seals, manner=SEALED[condition])
            yield sheet, scanner(sheet, random), 0
        elif condition == "turned":
            taken = CONDITIONS["clean"](sheet := full(random, font), random)
            turn = (90, 180, 270)[i % 3]
            taken.image = taken.image.rotate(turn, expand=True)
            yield sheet, taken, turn
        else:
            sheet = {"full": full, "empty": empty, "form": form}[kind](random, font)
            damage = CONDITIONS[condition if condition != "forms" else ("clean", "skew", "jpeg40")[i % 3]]
            yield sheet, damage(sheet, random), 0


def _kinds(condition: str) -> list[str]:
    if condition in SEALED:
        return ["full", "full", "empty"] * SEALED_EMPTY
    if condition == "turned":
        return ["full"] * TURNED
    if condition == "forms":
        return ["form"] * FORMS
    return (["full"] * (FULL // EMPTY) + ["empty"]) * EMPTY


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
