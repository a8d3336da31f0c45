"""Which files are split into papers together, and in what portions they go to workers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from dossier.case import Correction
from pipeline.work import File, Unit

PHOTO = re.compile(r"(.*?)(\d+)")
PHOTO_TYPES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"})
BATCH_FILES, BATCH_BYTES = 16, 2_000_000


def units_of(files: Iterable[File], edits: Sequence[Correction] = ()) -> list[Unit]:
    """One unit a file, but page photos numbered one after the other in one folder are one unit."""
    by_file: dict[str, list[Correction]] = defaultdict(list)
    for edit in edits:
        by_file[edit.file].append(edit)
    return [
        Unit(files=tuple(run), edits=tuple(e for f in run for e in by_file.get(f.sha256, ())))
        for run in _photo_runs(files)
    ]


def _photo_runs(files: Iterable[File]) -> Iterator[list[File]]:
    series: dict[tuple[str, str, str], list[tuple[int, File]]] = defaultdict(list)
    for file in files:
        name = PurePosixPath(file.source)
        numbered = PHOTO.fullmatch(name.stem) if name.suffix.lower() in PHOTO_TYPES else None
        if numbered is None:
            yield [file]
        else:
            key = (file.root, str(name.parent / numbered[1]), name.suffix)
            series[key].append((int(numbered[2]), file))
    for held in series.values():
        run: list[tuple[int, File]] = []
        for number, file in sorted(held, key=lambda pair: pair[0]):
            if run and number != run[-1][0] + 1:
                yield [f for _, f in run]
                run = []
            run.append((number, file))
        yield [f for _, f in run]


def batches(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    """Small files together, so that a message is worth its cost; anything big goes alone."""
    batch: list[Unit] = []
    size = 0
    for unit in units:
        weight = sum(file.size for file in unit.files)
        if batch and (size + weight > BATCH_BYTES or len(batch) == BATCH_FILES):
            yield batch
            batch, size = [], 0
        batch.append(unit)
        size += weight
    if batch:
        yield batch
