"""Damaged files by the thousand: seeds of every format, ways to spoil them, and the run through the real door.

Every mutant is told by its format and number alone, so a finding is made again by `mutant(...)`.
"""

import io
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from re import finditer
from struct import pack
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from ole_papers import NUMBERED, Para, doc, ole
from openpyxl import Workbook
from packed_papers import mail, rar, seven_zip, tarred, zipped
from reader_papers import cell, docx, para, paragraph, pdf, scan
from test_read_odt import odt, p
from test_read_ofd import line, ofd, words
from test_read_rtf import rtf, u

from dossier.errors import ReadError
from pipeline.readers import (
    CONTAINERS,
    READERS,
    Limits,
    Options,
    count_pages,
    list_members,
    read,
    render,
    sniff,
)
from pipeline.readers import formats as media
from pipeline.worker import deadline

SECONDS = 20.0
MEMORY_MB = 1024
LIMITS = Limits(max_file_mb=20, max_unpacked_mb=50, max_container_mb=50, max_pixels=20_000_000)
EXTREMES = (b"\x00" * 4, b"\xff" * 4, b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\x01\x00\x00\x00")
NUMBERS = (b"0", b"-1", b"99999999999999999999", b"1e999", b"NaN", b"2147483648", b"65536")


def _picture(path: Path) -> Path:
    scan([(20, 20, 30, "公告")], size=(200, 200)).save(path)
    return path


def _tiff(path: Path) -> Path:
    page = scan([(20, 20, 30, "公告")], size=(160, 160))
    page.save(path, save_all=True, append_images=[page])
    return path


def _workbook(path: Path) -> Path:
    book = Workbook()
    for row in (["序号", "当事人", "日期"], [1, "某公司", "2025年3月3日"], [2, "某某", 45000]):
        book.active.append(row)
    book.active.merge_cells("A4:C4")
    book.save(path)
    return path


def _xls(path: Path) -> Path:
    """BIFF8 of one sheet with a number and a word."""

    def record(kind: int, data: bytes) -> bytes:
        return pack("<HH", kind, len(data)) + data

    label = "当事人".encode("utf-16-le")
    sheet = record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    sheet += record(0x203, pack("<HHHd", 0, 0, 0, 1.0))
    sheet += record(0x204, pack("<HHHHB", 1, 0, 0, 3, 1) + label) + record(0x0A, b"")
    start = record(0x809, pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + record(0x42, pack("<H", 1200))
    name = pack("<IHBB", len(start) + 4 + 8 + 5 + 4, 0, 5, 0) + b"sheet"
    book = start + record(0x85, name) + record(0x0A, b"") + sheet
    path.write_bytes(ole({"Workbook": book.ljust(4096, b"\x00")}))
    return path


def _bytes(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


_HTML = "<html><head><title>公告</title></head><body><h1>公告</h1><table><tr><td rowspan=2>索引号<td>1</table><p>发布日期：2025-03-03</body>"
_MHT = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n--X\r\nContent-Type: text/html\r\n\r\n"
    + _HTML.encode()
    + b"\r\n--X--"
)
_DOC = [
    Para("行政处罚决定书\r", size=44),
    Para("经查，你单位违反规定。\r", NUMBERED),
    Para("青禾县市场监督管理局\r"),
]
_TABLE = f"<w:tbl><w:tr>{cell('当事人')}{cell('某公司')}</w:tr></w:tbl>"

SEEDS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    media.PDF: ("a.pdf", lambda path: pdf(path, paragraph("经查，你单位违反规定。" * 8))),
    media.DOCX: ("a.docx", lambda path: docx(path, para("公告") * 9 + _TABLE)),
    media.XLSX: ("a.xlsx", _workbook),
    media.XLS: ("a.xls", _xls),
    media.DOC: ("a.doc", lambda path: doc(path, _DOC)),
    media.OFD: ("a.ofd", lambda path: ofd(path, words("公告", 30, 30) + line(1, 1, 50, 1))),
    media.RTF: (
        "a.rtf",
        lambda path: rtf(path, u("行政处罚决定书") + r"\par " + u("经查") + r"\trowd\cellx900 a\cell\row"),
    ),
    media.ODT: ("a.odt", lambda path: odt(path, p("行政处罚决定书") + p("经查，你单位违反规定。"))),
    media.CSV: ("a.csv", _bytes('序号,当事人,日期\n1,某公司,2025-03-03\n2,"某\n某",x\n'.encode("gb18030"))),
    media.HTML: ("a.html", _bytes(_HTML.encode("gb18030"))),
    media.MHT: ("a.mht", _bytes(_MHT)),
    media.TEXT: ("a.txt", _bytes("行政处罚决定书\n经查，你单位违反规定。\n".encode("utf-16"))),
    media.EML: ("a.eml", mail),
    media.ZIP: ("a.zip", zipped),
    media.TAR: ("a.tar", lambda path: tarred(path, mode="w:")),
    media.GZIP: ("a.tar.gz", tarred),
    media.SEVENZIP: ("a.7z", seven_zip),
    media.RAR: ("a.rar", partial(rar, solid=True)),
    "image/png": ("a.png", _picture),
    "image/jpeg": ("a.jpg", _picture),
    "image/tiff": ("a.tif", _tiff),
    "image/bmp": ("a.bmp", _picture),
    "image/webp": ("a.webp", _picture),
    "image/gif": ("a.gif", _picture),
}
LAID_OUT = frozenset({media.DOC, media.DOCX, media.RTF, media.ODT})
LAID_OUT_EVERY = 20
"""LibreOffice, which draws these formats, takes a second a file: so many mutants to one drawing."""
FORMATS = sorted({*READERS, *CONTAINERS})
"""Every format that is opened; one without a seed fails the tests."""


def seed(format: str, folder: Path) -> Path:
    """The whole file every mutant of that format is made from."""
    name, make = SEEDS[format]
    return make(folder / name)


# ── ways to spoil bytes ───────────────────────────────────────────────────────────────────────────


def _flip(data: bytes, by: Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(by.choice((1, 2, 5, 20))):
        spoiled[by.randrange(len(spoiled))] ^= 1 << by.randrange(8)
    return bytes(spoiled)


def _cut(data: bytes, by: Random) -> bytes:
    return data[: by.randrange(1, len(data) + 1)]


def _piece(data: bytes, by: Random) -> tuple[int, int]:
    start = by.randrange(len(data))
    return start, min(len(data), start + by.choice((1, 4, 16, 128, 512, 4096)))


def _drop(data: bytes, by: Random) -> bytes:
    start, end = _piece(data, by)
    return data[:start] + data[end:]


def _repeat(data: bytes, by: Random) -> bytes:
    start, end = _piece(data, by)
    return data[:end] + data[start:end] * by.choice((1, 2, 50)) + data[end:]


def _swap(data: bytes, by: Random) -> bytes:
    (a, b), (c, d) = sorted((_piece(data, by), _piece(data, by)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _junk(data: bytes, by: Random) -> bytes:
    start, end = _piece(data, by)
    return data[:start] + by.randbytes(end - start) + data[end:]


def _word(data: bytes, by: Random) -> bytes:
    """Numbers as binary formats keep them, set to what nobody expects."""
    at = by.randrange(0, max(len(data) - 4, 1), 2)
    return data[:at] + by.choice(EXTREMES) + data[at + 4 :]


def _number(data: bytes, by: Random) -> bytes:
    """Numbers as text formats keep them."""
    found = list(finditer(rb"\d+", data[:200_000]))
    if not found:
        return _flip(data, by)
    one = by.choice(found)
    return data[: one.start()] + by.choice(NUMBERS) + data[one.end() :]


def _tag(data: bytes, by: Random) -> bytes:
    """Elements doubled, nested deep, or taken away."""
    found = list(finditer(rb"<[^<>]{1,200}>", data[:200_000]))
    if not found:
        return _swap(data, by)
    one = by.choice(found)
    times = by.choice((0, 2, 300))
    return data[: one.start()] + one.group() * times + data[one.end() :]


PLAIN = (_flip, _cut, _drop, _repeat, _swap, _junk, _word, _number, _tag)


def _inside_zip(data: bytes, by: Random) -> bytes:
    """One part spoiled within a sound archive: what lies behind the checksum is reached only so."""
    with ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = by.choice([name for name, content in parts.items() if content] or list(parts))
    if by.random() < 0.1:
        del parts[chosen]
    elif parts[chosen]:
        parts[chosen] = by.choice(PLAIN)(parts[chosen], by)
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def _inside_ole(data: bytes, by: Random) -> bytes:
    """A field of the header, of a table of sectors or of the directory, where chains are led astray."""
    at = by.choice((by.randrange(24, 80, 2), by.randrange(512, min(2048, len(data)), 4)))
    return data[:at] + by.choice((*EXTREMES, pack("<I", by.randrange(40)))) + data[at + 4 :]


def mutant(format: str, whole: bytes, number: int) -> bytes:
    """The spoiled file of that number."""
    by = Random(f"{format} {number}")
    ways: list[Callable[[bytes, Random], bytes]] = list(PLAIN)
    if whole.startswith(b"PK"):
        ways += [_inside_zip] * len(PLAIN)
    if whole.startswith(b"\xd0\xcf\x11\xe0"):
        ways += [_inside_ole] * len(PLAIN)
    data = whole
    for _ in range(by.choice((1, 1, 2, 3))):
        try:
            data = by.choice(ways)(data, by) or data
        except Exception:  # no longer an archive whose parts could be spoiled
            data = by.choice(PLAIN)(data, by) or data
    return data


# ── through the door ──────────────────────────────────────────────────────────────────────────────


class Case(NamedTuple):
    """A mutant to try, of the whole file at `seed`."""

    format: str
    seed: str
    number: int


def cases(format: str, whole: Path, count: int, *, together: int = 25) -> Iterator[list[Case]]:
    """Mutants 0 to count − 1, some to a task."""
    for start in range(0, count, together):
        yield [Case(format, str(whole), n) for n in range(start, min(start + together, count))]


def attempt(items: Sequence[Case]) -> list[str]:
    """In a worker: what was found wrong with each, empty where it was read or refused by name."""
    import pipeline.readers.picture
    from pipeline.readers.ocr import fake_ocr

    pipeline.readers.picture.make_ocr = lambda name: fake_ocr(())  # type: ignore[assignment]
    return [_attempt(item) for item in items]


def _attempt(item: Case) -> str:
    whole = Path(item.seed)
    with TemporaryDirectory() as folder, deadline(SECONDS):
        path = Path(folder) / whole.name
        path.write_bytes(mutant(item.format, whole.read_bytes(), item.number))
        return fault(path, drawn=item.format not in LAID_OUT or item.number % LAID_OUT_EVERY == 0)


def fault(path: Path, *, drawn: bool = True) -> str:
    """What goes wrong when the file is opened in every way; empty where nothing does."""
    for use in (_list, _read, _render) if drawn else (_list, _read):
        try:
            use(path)
        except ReadError as error:
            if "请" not in error.message or not error.code:
                return f"{use.__name__}: 不说该怎么办：{error.code} {error.message}"
        except Exception:
            return f"{use.__name__}: {traceback.format_exc()}"
    return ""


def _list(path: Path) -> None:
    if sniff(path, LIMITS) in CONTAINERS:
        for member in list_members(path, LIMITS, ("错",)):
            assert not member.name.startswith("/") and ".." not in member.name.split("/")
            assert member.error is None or "请" in member.error[1]


def _read(path: Path) -> None:
    options = Options(source=path.name, limits=LIMITS)
    total = count_pages(path, options)
    pages = list(read(path, range(1, min(total, 3) + 1), options))
    assert all(1 <= page.number <= max(total, 1) for page in pages)


def _render(path: Path) -> None:
    try:
        render(path, 1, dpi=30)
    except ReadError as error:
        if error.code not in ("no_image", "no_page"):
            raise
