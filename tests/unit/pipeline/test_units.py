"""Page photos that follow one another are split into papers together; everything else file by file."""

from dossier.document import Page
from pipeline.edits import apply_boundaries
from pipeline.units import batches, units_of
from pipeline.work import File

from dossier.case import Correction  # isort: skip
from datetime import UTC, datetime


def file(source: str, size: int = 10) -> File:
    return File(root="/库", path=f"/库/{source}", source=source, sha256=source, size=size)


def names(*sources: str) -> list[list[str]]:
    return [[f.source for f in unit.files] for unit in units_of(map(file, sources))]


def test_numbered_photos_of_one_folder_are_one_unit() -> None:
    assert names("甲/IMG_2.jpg", "甲/IMG_10.jpg", "甲/IMG_1.jpg", "甲/IMG_9.jpg", "乙/IMG_3.jpg") == [
        ["甲/IMG_1.jpg", "甲/IMG_2.jpg"],
        ["甲/IMG_9.jpg", "甲/IMG_10.jpg"],
        ["乙/IMG_3.jpg"],
    ]


def test_other_files_stand_alone() -> None:
    assert names("甲/1.pdf", "甲/2.pdf", "甲/公示.png") == [["甲/1.pdf"], ["甲/2.pdf"], ["甲/公示.png"]]


def test_big_files_go_alone_small_ones_together() -> None:
    units = units_of([file("大.pdf", 5_000_000), *(file(f"{n}件.txt") for n in range(20))])
    assert [len(batch) for batch in batches(units)] == [1, 16, 4]


def page(number: int) -> Page:
    return Page(source="卷.pdf", number=number, width=1, height=1, engine="t", reason="")


def said(number: int, begins: str) -> Correction:
    fixed = {
        "id": "x",
        "file": "f" * 64,
        "source": "卷.pdf",
        "before": "null",
        "who": "审",
        "when": datetime.now(UTC),
    }
    return Correction.model_validate({**fixed, "page": number, "stage": "boundary", "after": begins})


def test_a_person_moves_a_boundary() -> None:
    parts = [[page(1), page(2)], [page(3)]]
    edits = [said(2, "true"), said(3, "false")]
    moved = apply_boundaries(parts, {"卷.pdf": "f" * 64}, edits)
    assert [[p.number for p in part] for part in moved] == [[1], [2, 3]]
