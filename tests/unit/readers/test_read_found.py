"""What fuzzing found: each mutant that was not refused by name stays as a test, made again from its number."""

from pathlib import Path

import pytest
from fuzzing import fault, mutant, seed

from pipeline.readers import formats as media

FOUND = [
    pytest.param(media.DOCX, 33, id="字号NaN"),
    pytest.param(media.EML, 40, id="主题的Base64坏了"),
    pytest.param(media.EML, 175, id="发送时间大得离谱"),
    pytest.param(media.EML, 275, id="字符集名里有零字节"),
    pytest.param(media.OFD, 1092, id="压缩包里有空名"),
    pytest.param(media.ODT, 1228, id="压缩包里有空名的ODT"),
    pytest.param(media.XLSX, 1635, id="压缩包里有空名的XLSX"),
    pytest.param(media.RTF, 106, id="字码超出C整数"),
    pytest.param(media.RTF, 386, id="字码超出Unicode"),
    pytest.param(media.MHT, 628, id="网页正文是空的"),
]


@pytest.mark.parametrize(("format", "number"), FOUND)
def test_found(tmp_path: Path, format: str, number: int) -> None:
    whole = seed(format, tmp_path)
    path = tmp_path / f"坏{whole.suffix}"
    path.write_bytes(mutant(format, whole.read_bytes(), number))
    assert fault(path) == ""
