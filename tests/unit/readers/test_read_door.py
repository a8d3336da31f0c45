"""The door to all readers: what it opens, what it sends away and with which words, piece by piece."""

import pickle
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image
from reader_papers import canvas, pdf, scan

from dossier.document import Line, Page
from dossier.errors import ReadError
from pipeline.readers import CONTAINERS, READERS, Limits, Options, count_pages, formats, read, render

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        pytest.param("a.dps", OLE, "PDF", id="认不出的Office"),
        pytest.param("a.rar", b"Rar!\x1a\x07\x00", "请指定其中的文件", id="压缩包"),
    ],
)
def test_formats_not_read_say_what_to_do(tmp_path: Path, name: str, content: bytes, advice: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for attempt in (
        lambda: next(read(path, None, Options(source="a"))),
        lambda: count_pages(path, Options(source="a")),
    ):
        with pytest.raises(ReadError, match=advice) as caught:
            attempt()
        assert caught.value.code == "unsupported"


def test_an_archive_has_no_text_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "案卷.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("立案审批表.txt", "x")
    with pytest.raises(ReadError, match="指定其中的文件") as caught:
        count_pages(path, Options(source="a"))
    assert caught.value.code == "unsupported"


def test_every_format_that_is_told_is_read_or_sent_away_by_name() -> None:
    told = {v for k, v in vars(formats).items() if k.isupper() and isinstance(v, str)} | set(formats.IMAGES)
    from pipeline.readers.door import _UNSUPPORTED

    assert told == set(READERS) | set(_UNSUPPORTED)
    assert not set(READERS) & set(_UNSUPPORTED)
    assert set(CONTAINERS) <= told


def test_errors_cross_process_borders_whole() -> None:
    error = pickle.loads(pickle.dumps(ReadError("encrypted", "设有密码。请……")))
    assert (error.code, error.message) == ("encrypted", "设有密码。请……")


def test_formats_without_pages_have_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("公告", encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        render(path, 1)
    assert caught.value.code == "no_image"


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The sizes of all pictures handed to OCR, which reads nothing."""
    seen: list[tuple[int, int]] = []

    def ocr(image: Image.Image) -> tuple[Line, ...]:
        seen.append(image.size)
        return ()

    monkeypatch.setattr("pipeline.readers.picture.make_ocr", lambda name: ocr)
    return seen


def scans(path: Path, count: int) -> Path:
    made = canvas(path)
    page = scan([(100, 100, 40, "卷内材料")], size=(400, 560)).convert("L")
    page.save(path.with_suffix(".jpg"))
    for _ in range(count):
        made.drawImage(str(path.with_suffix(".jpg")), 0, 0, 595, 842)
        made.showPage()
    made.save()
    return path


def test_pages_are_read_only_as_they_are_asked_for(tmp_path: Path, engine: list[tuple[int, int]]) -> None:
    reading = read(scans(tmp_path / "a.pdf", 30), None, Options(source="a"))
    assert engine == []
    assert next(reading).number == 1
    assert len(engine) == 1
    reading.close()  # type: ignore[attr-defined]


def test_a_long_scan_is_read_in_pieces_and_a_longer_one_refused(
    tmp_path: Path, engine: list[tuple[int, int]]
) -> None:
    path = scans(tmp_path / "a.pdf", 2000)
    limits = Limits(max_pages=1999)
    with pytest.raises(ReadError, match=r"共 2000 页，超过设置 max_pages（1999）") as caught:
        count_pages(path, Options(source="a", limits=limits))
    assert caught.value.code == "too_many_pages"
    assert count_pages(path, Options(source="a")) == 2000
    piece = list(read(path, range(1976, 2001), Options(source="a")))
    assert [page.number for page in piece] == list(range(1976, 2001))
    assert len(engine) == 25


def test_a_scanned_jpeg_is_taken_as_it_is_not_drawn_again(
    tmp_path: Path, engine: list[tuple[int, int]]
) -> None:
    next(read(scans(tmp_path / "a.pdf", 1), None, Options(source="a")))
    assert engine == [(400, 560)]


def test_a_scan_with_more_on_it_is_drawn(tmp_path: Path, engine: list[tuple[int, int]]) -> None:
    path = tmp_path / "a.pdf"
    scans(path, 1)
    made = canvas(path)
    made.drawImage(str(path.with_suffix(".jpg")), 0, 0, 595, 842)
    made.line(100, 100, 300, 100)
    made.save()
    next(read(path, None, Options(source="a")))
    assert engine == [(1653, 2339)]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_jpeg_of_a_turned_page_stands_upright(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    """Dark below in the picture: after a quarter turn clockwise, dark on the left."""
    path = tmp_path / "a.pdf"
    image = Image.new("L", (400, 560), 255)
    image.paste(0, (0, 500, 400, 560))
    image.save(tmp_path / "a.jpg")
    made = canvas(path, size=(842, 595) if turn in (90, 270) else (595, 842))  # reportlab swaps sides
    made.setPageRotation(turn)
    made.drawImage(str(tmp_path / "a.jpg"), 0, 0, 595, 842)
    made.save()
    found: list[Image.Image] = []
    monkeypatch.setattr("pipeline.readers.picture.make_ocr", lambda name: lambda i: found.append(i) or ())
    page: Page = next(read(path, None, Options(source="a")))
    x, y = {0: (0.5, 0.98), 90: (0.02, 0.5), 180: (0.5, 0.02), 270: (0.98, 0.5)}[turn]
    dark = found[0].getpixel((int(found[0].width * x), int(found[0].height * y)))
    assert isinstance(dark, int | float) and dark < 60
    assert sorted(found[0].size) == [400, 560]  # the file's own picture
    assert (page.width > page.height) is (turn in (90, 270))


def test_text_pdf_is_one_page(tmp_path: Path) -> None:
    assert count_pages(pdf(tmp_path / "a.pdf", [(80, 80, "公告")]), Options(source="a")) == 1
