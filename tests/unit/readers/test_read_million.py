"""A million objects in one file: read or refused by name, within a worker's time and memory."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from reader_papers import docx, para
from test_read_odt import odt, p
from test_read_ofd import ofd, words

from dossier.errors import ReadError
from pipeline.executor import Crew, Died, Workers
from pipeline.readers import CONTAINERS, READERS, Options, list_members, read, sniff
from pipeline.readers.options import Limits

MILLION = 1_000_000
MEMORY_MB = 2048  # of a worker, as in pipeline.settings


def _written(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def _pdf(path: Path, content: bytes, *, objects: int = 0) -> Path:
    """One page with this content, and so many objects that nothing uses."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        *[b"null"] * objects,
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (n, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, start)
    path.write_bytes(out)
    return path


def _zip(path: Path) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for n in range(30_000):  # max_entries refuses 20,000: more would only take longer to write
            archive.writestr(f"{n}.txt", b"")
    return path


def _sheet(path: Path) -> Path:
    from xlsxwriter import Workbook

    book = Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for n in range(MILLION // 4):
        sheet.write_row(n, 0, (n, 1, 2, 3))
    book.close()
    return path


MAKERS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "PDF 对象": ("a.pdf", partial(_pdf, content=b"", objects=MILLION)),
    "PDF 线条": ("a.pdf", partial(_pdf, content=b"0 0 m 9 9 l S\n" * MILLION)),
    "DOCX 段落": ("a.docx", lambda path: docx(path, para("公") * MILLION)),
    "ODT 段落": ("a.odt", lambda path: odt(path, p("公") * MILLION)),
    "OFD 字块": ("a.ofd", lambda path: ofd(path, words("公", 30, 30) * MILLION)),
    "XLSX 单元格": ("a.xlsx", _sheet),
    "CSV 行": ("a.csv", _written("甲,乙,丙\n".encode() * MILLION)),
    "HTML 元素": ("a.html", _written(b"<html><body>" + "<p>公</p>".encode() * MILLION)),
    "HTML 嵌套": ("a.html", _written(b"<html><body>" + b"<div>" * MILLION)),
    "RTF 组": ("a.rtf", _written(b"{\\rtf1 " + b"{a}" * MILLION + b"}")),
    "RTF 嵌套": ("a.rtf", _written(b"{\\rtf1 " + b"{" * MILLION)),
    "文本行": ("a.txt", _written("公告\n".encode() * MILLION)),
    "EML 部分": (
        "a.eml",
        _written(
            b"From: a@b\nTo: c@d\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=X\n\n"
            + b"--X\n\nx\n" * MILLION
        ),
    ),
    "ZIP 成员": ("a.zip", _zip),
}


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    made = Crew(partial(Workers, 1, memory_mb=MEMORY_MB), width=1)
    yield made
    made.close()


def opened(paths: list[str]) -> list[str]:
    """In a worker: `read`, or the code it was refused with."""
    return [_opened(Path(path)) for path in paths]


def _opened(path: Path) -> str:
    try:
        found = sniff(path)
        count = sum(1 for _ in list_members(path, Limits())) if found in CONTAINERS else 0
        if found in READERS:
            count += sum(1 for _ in read(path, None, Options(source=path.name, ocr="never")))
        return "read" if count else "empty"
    except ReadError as error:
        return error.code if "请" in error.message else f"不说该怎么办：{error.message}"


@pytest.mark.prove
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", MAKERS)
def test_a_million_objects(crew: Crew, name: str, tmp_path: Path) -> None:
    file, make = MAKERS[name]
    path = make(tmp_path / file)
    ((_, answer),) = crew.map(opened, [[str(path)]])
    assert not isinstance(answer, Died)
    assert answer in ("read", "bomb", "too_large", "too_many_cells", "damaged", "too_deep")
