"""Spoiled files of every format: read or refused by name; no crash, no hang, no hunger. Seeds are fixed."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fuzzing import FORMATS, MEMORY_MB, SEEDS, Case, attempt, cases, fault, seed

from pipeline.executor import Crew, Died, Workers
from pipeline.readers import formats as media
from pipeline.readers import sniff

FEW, MANY = 50, 2000
FOUND = [  # by number, what earlier runs found
    (media.ODT, 1228),  # the directory states 4 GB for a part of 60 bytes: zipfile asks for as much memory
]


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    made = Crew(partial(Workers, 2, memory_mb=MEMORY_MB), width=2)
    yield made
    made.close()


def findings(crew: Crew, format: str, folder: Path, count: int) -> list[str]:
    answers = crew.map(attempt, cases(format, seed(format, folder), count))
    return [
        f"{format} {case.number}: {answer}" for case, answer in answers if isinstance(answer, Died) or answer
    ]


def test_every_format_has_a_seed_and_it_is_sound(tmp_path: Path) -> None:
    assert sorted(SEEDS) == FORMATS
    for format in FORMATS:
        path = seed(format, tmp_path)
        assert sniff(path) == format
        assert fault(path) == ""


@pytest.mark.parametrize("format", FORMATS)
def test_spoiled_files(crew: Crew, format: str, tmp_path: Path) -> None:
    assert findings(crew, format, tmp_path, FEW) == []


@pytest.mark.parametrize(("format", "number"), FOUND)
def test_what_was_found_stays_mended(crew: Crew, format: str, number: int, tmp_path: Path) -> None:
    case = Case(format, str(seed(format, tmp_path)), number)
    assert list(crew.map(attempt, [[case]])) == [(case, "")]


@pytest.mark.prove
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("format", FORMATS)
def test_spoiled_files_by_the_thousand(crew: Crew, format: str, tmp_path: Path) -> None:
    assert findings(crew, format, tmp_path, MANY) == []
