"""Whatever lies in the folder: each file becomes a line with a code and what to do, and the rest is done."""

import os
import zipfile
from pathlib import Path

import pytest
from audits import Audited, run_audit
from PIL import Image

from app.work import UNREADABLE, exit_code

NOTICE = """关于公开征求《甲县养犬管理办法（征求意见稿）》意见的公告
发布日期：2025-03-03
为规范养犬行为，我局起草了《甲县养犬管理办法（征求意见稿）》，现向社会公开征求意见，征求意见时间为2025年3月3日至2025年4月3日。
甲县城市管理局
2025年3月3日
"""


def pdf(path: Path, pages: int = 1, **encrypt: str) -> Path:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    secret = StandardEncryption(encrypt["password"]) if encrypt else None
    canvas = Canvas(str(path), encrypt=secret)
    for number in range(pages):
        canvas.drawString(72, 720, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    folder = tmp_path_factory.mktemp("坏文件")
    papers = folder / "papers"
    papers.mkdir()
    (papers / "好公告.txt").write_text(NOTICE, encoding="utf-8")
    (papers / "空.pdf").touch()
    whole = pdf(folder / "完整.pdf").read_bytes()
    (papers / "截断.pdf").write_bytes(whole[: len(whole) // 3])
    pdf(papers / "加密.pdf", password="secret")
    (papers / "不是压缩包.docx").write_bytes(b"this is no zip" * 40)
    with zipfile.ZipFile(papers / "炸弹.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b"<w>" + b"0" * 80_000_000)
    Image.frombytes("L", (400, 300), os.urandom(120_000)).save(papers / "噪声.png")
    (papers / "换\n行.txt").write_text(NOTICE.replace("甲县", "乙县"), encoding="utf-8")
    (papers / "回环").symlink_to(papers)
    return run_audit([papers], folder)


def errors(audited: Audited) -> dict[str, str]:
    return {row["source"]: row["error"]["code"] for row in audited.rows("documents") if row["error"]}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("空.pdf", "empty"),
        ("截断.pdf", "damaged"),
        ("加密.pdf", "encrypted"),
        ("不是压缩包.docx", "damaged"),
        ("炸弹.docx", "bomb"),
        ("回环", "symlink_loop"),
    ],
)
def test_a_bad_file_has_its_code_and_says_what_to_do(audited: Audited, source: str, code: str) -> None:
    assert errors(audited)[source] == code
    (row,) = [row for row in audited.rows("documents") if row["source"] == source]
    assert row["kind"] is None and "请" in row["error"]["message"]


def test_noise_is_a_page_without_words(audited: Audited) -> None:
    (row,) = [row for row in audited.rows("documents") if row["source"] == "噪声.png"]
    assert row["error"] is None and row["events"] == []


def test_the_rest_is_done(audited: Audited) -> None:
    kinds = {row["source"]: row["kind"] for row in audited.rows("documents")}
    assert kinds["好公告.txt"] == kinds["换\n行.txt"] == "consultation_notice"


def test_the_exit_code_says_that_files_were_unreadable(audited: Audited) -> None:
    assert exit_code(audited.store, audited.run) == UNREADABLE


def test_nothing_unreadable_is_ever_compliant(audited: Audited) -> None:
    bad = errors(audited)
    sources = {row["dossier"]: row["source"] for row in audited.rows("documents")}
    assert all(
        row["conclusion"] != "pass" for row in audited.rows("dossiers") if sources[row["dossier"]] in bad
    )


def test_a_scan_over_the_page_limit_is_refused_naming_the_setting(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    pdf(tmp_path / "papers" / "巨卷.pdf", pages=5100)
    audited = run_audit([tmp_path / "papers"], tmp_path)
    (row,) = audited.rows("documents")
    assert row["error"]["code"] == "too_many_pages" and "max_pages" in row["error"]["message"]
    (file,) = audited.store.files(str(tmp_path / "papers"), states=("refused",))
    assert file.source == "巨卷.pdf"


def test_a_long_file_below_the_limit_is_read_in_pieces(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    pdf(tmp_path / "papers" / "长卷.pdf", pages=60)
    audited = run_audit([tmp_path / "papers"], tmp_path)
    (row,) = audited.rows("documents")
    assert row["pages"] == [1, 60] and row["error"] is None
