"""Plain text in every encoding offices use."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_papers import document, pages, text

from dossier.errors import ReadError
from pipeline.readers.encoding import decode, is_text

NOTICE = "关于公开征求意见的公告\r\n\r\n　　现将《办法》全文公布，征求意见期限为三十日。\r\n2026年3月2日\r\n"
READ = "关于公开征求意见的公告\n现将《办法》全文公布，征求意见期限为三十日。\n2026年3月2日\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_notice_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "公告.txt"
    path.write_bytes(NOTICE.encode(encoding))
    assert text(path) == READ


def test_page_has_no_geometry_and_place_no_page(tmp_path: Path) -> None:
    path = tmp_path / "公告.txt"
    path.write_text(NOTICE, encoding="utf-8")
    paper = document(path)
    assert paper.pages[0].width == 0
    place = paper.place(0, 4)
    assert (place.page, place.boxes, place.quote) == (None, (), "关于公开")


def test_radicals_are_read_as_words(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("⾏政处罚，⼈⺠政府，第⼀⻚", encoding="utf-8")
    assert text(path) == "行政处罚，人民政府，第一页\n"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x00\x01\x02\x80\x81\xfe\xff" * 200)
    with pytest.raises(ReadError) as caught:
        pages(path)
    assert caught.value.code == "unknown_format"


def test_blank_file_is_poor_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n \n　\n", encoding="utf-8")
    (page,) = pages(path)
    assert page.grade == "poor"
    assert page.notes == ("文件中没有文字",)


CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x62FF, codec="gb2312"), min_size=20)


@given(CHINESE)
def test_utf8_and_gb18030_are_told_apart(words: str) -> None:
    assert decode(words.encode("utf-8")) == words
    assert decode(words.encode("gb18030")) == words


@given(st.binary(min_size=1, max_size=400))
def test_whatever_is_decoded_is_text(data: bytes) -> None:
    found = decode(data)
    assert (
        found is None
        or is_text(found)
        or data[:2] in (b"\xff\xfe", b"\xfe\xff")
        or data[:3] == b"\xef\xbb\xbf"
    )


def test_declared_charset_of_a_web_page_wins() -> None:
    assert decode("公告".encode("gb18030"), declared="gb2312") == "公告"
