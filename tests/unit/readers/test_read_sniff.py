"""Which format a file has, and what is said of those that have none."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from reader_papers import docx, para, pdf

from dossier.errors import ReadError
from pipeline.readers import formats, sniff
from pipeline.readers.options import Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        pytest.param("a.txt", "第一条 为了规范".encode(), "text/plain", id="纯文本"),
        pytest.param(
            "a.doc", "<html><body><p>公告</p></body></html>".encode(), "text/html", id="名为doc的网页"
        ),
        pytest.param("无后缀", b"%PDF-1.4\n", "application/pdf", id="无后缀的PDF"),
        pytest.param("a.pdf", b"\n\n%PDF-1.7\n", "application/pdf", id="前有空行的PDF"),
        pytest.param(
            "a.doc", OLE + "WordDocument".encode("utf-16-le") + bytes(2), "application/msword", id="旧Word"
        ),
        pytest.param(
            "a.et", OLE + "Workbook".encode("utf-16-le") + bytes(2), "application/vnd.ms-excel", id="旧表格"
        ),
        pytest.param("a.rtf", rb"{\rtf1\ansi }", "application/rtf", id="RTF"),
        pytest.param("a.jpg", b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg", id="JPEG"),
        pytest.param("a.dat", b"II*\x00" + bytes(20), "image/tiff", id="TIFF不看名"),
        pytest.param("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp", id="WebP"),
        pytest.param("a.htm", "征求意见<br>截至5月1日".encode("gb18030"), "text/html", id="不完整的网页"),
        pytest.param(
            "a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "multipart/related", id="MHT"
        ),
    ],
)
def test_content_comes_before_name(tmp_path: Path, name: str, content: bytes, media: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert sniff(path) == media


def test_docx_named_doc_is_docx(tmp_path: Path) -> None:
    assert sniff(docx(tmp_path / "立案审批表.doc", para("案由"))) == formats.DOCX


@pytest.mark.parametrize(
    ("part", "media"),
    [("xl/workbook.xml", "XLSX"), ("OFD.xml", "OFD"), ("Doc\\..\\OFD.xml", "ZIP"), ("甲.txt", "ZIP")],
    ids=["表格", "版式文件", "路径里只是提到", "压缩包"],
)
def test_zip_is_told_by_its_parts(tmp_path: Path, part: str, media: str) -> None:
    path = tmp_path / "a.bin"
    with ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    assert sniff(path) == getattr(formats, media)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("空.pdf", b"", "empty", id="空文件"),
        pytest.param("告知书.docx", "这不是压缩包".encode(), "damaged", id="不是ZIP的docx"),
        pytest.param("告知书.docx", b"PK\x03\x04" + bytes(40), "damaged", id="只剩头部的docx"),
        pytest.param("扫描.pdf", bytes(range(256)) * 9, "damaged", id="名为pdf的乱码"),
        pytest.param("a.bin", bytes(range(256)) * 9, "unknown_format", id="无名乱码"),
        pytest.param("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", id="加密的Office"),
    ],
)
def test_bad_files_have_a_code_and_advice(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        sniff(path)
    assert caught.value.code == code
    assert "请" in caught.value.message


def test_file_over_the_limit_names_the_setting(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4" + bytes(2 * 1024 * 1024))
    with pytest.raises(ReadError, match="max_file_mb") as caught:
        sniff(path, Limits(max_file_mb=1))
    assert caught.value.code == "too_large"


def test_text_pdf_is_pdf(tmp_path: Path) -> None:
    assert sniff(pdf(tmp_path / "甲.txt", [(80, 80, "公告")])) == "application/pdf"
