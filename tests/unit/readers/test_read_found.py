"""What fuzzing found: each mutant that was not refused by name stays as a test, made again from its number."""

from pathlib import Path

import pytest
from fuzzing import fault, mutant, seed

from pipeline.readers import formats as media

FOUND = [
    pytest.param(media.DOCX, 33, id="字号NaN"),
    pytest.param(media.EML, 40, id="主题的Base64坏了"),
]


@pytest.mark.parametrize(("format", "number"), FOUND)
def test_found(tmp_path: Path, format: str, number: int) -> None:
    whole = seed(format, tmp_path)
    path = tmp_path / f"坏{whole.suffix}"
    path.write_bytes(mutant(format, whole.read_bytes(), number))
    assert fault(path) == ""
