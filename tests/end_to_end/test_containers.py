"""An office's archives and mails are audited like folders: members are files of the dossier."""

import os
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from audits import DAY, Audited, make_context, run_audit

from pipeline.executor import SerialExecutor
from pipeline.run import rejudge
from pipeline.settings import Settings

NOTICE = """关于公开征求《{0}办法（征求意见稿）》意见的公告
发布日期：2025-03-03
为规范管理，我局起草了《{0}办法（征求意见稿）》，现向社会公开征求意见，征求意见时间为2025年3月3日至2025年4月3日。
甲县城市管理局
2025年3月3日
"""


def put(path: Path, **members: str | bytes) -> Path:
    with ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive in a dossier's folder, one beside it, a mail, and a name in GBK."""
    papers = tmp_path_factory.mktemp("容器") / "papers"
    (papers / "甲案").mkdir(parents=True)
    inner = put(papers / "内.zip", **{"草案.txt": NOTICE.format("丁县供水")}).read_bytes()
    (papers / "内.zip").unlink()
    put(papers / "甲案/附件.zip", **{"01 公告.txt": NOTICE.format("甲县养犬"), "坏.pdf": b"%PDF-1.4 broken"})
    put(papers / "卷.zip", **{"公告.txt": NOTICE.format("乙县停车"), "内.zip": inner})
    (papers / "来函.eml").write_bytes(
        b"From: a@b\r\nTo: c@d\r\nSubject: =?utf-8?q?notice?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="X"\r\n\r\n--X\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
        + "请查收附件。\r\n".encode()
        + b'--X\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment; filename="a.txt"\r\n\r\n'
        + NOTICE.format("丙县绿化").encode()
        + b"\r\n--X--\r\n"
    )
    (papers / "坏.zip").write_bytes(b"PK\x03\x04" + bytes(60))
    old = papers / os.fsdecode("旧名.txt".encode("gb18030"))
    old.write_text(NOTICE.format("戊县祭扫"), encoding="utf-8")
    return papers


@pytest.fixture(scope="module")
def audited(folder: Path) -> Audited:
    return run_audit([folder], folder.parent)


def test_members_are_papers_with_their_containers_name(audited: Audited) -> None:
    kinds = {row["source"]: row["kind"] for row in audited.rows("documents")}
    for source in (
        "甲案/附件.zip/01 公告.txt",
        "卷.zip/公告.txt",
        "来函.eml/a.txt",
        "旧名.txt",
        "卷.zip/内.zip/草案.txt",
    ):
        assert kinds[source] == "consultation_notice", source
    assert "来函.eml" in kinds and kinds["坏.zip"] is None and kinds["甲案/附件.zip/坏.pdf"] is None
    assert "卷.zip" not in kinds  # an archive has no text of its own


def test_an_archive_is_a_folder_when_papers_are_put_together(audited: Audited) -> None:
    dossiers = {row["source"]: row["dossier"] for row in audited.rows("documents")}
    assert dossiers["甲案/附件.zip/01 公告.txt"] == "甲案"
    assert dossiers["来函.eml/a.txt"] == dossiers["来函.eml"] == "来函.eml"


def test_every_file_is_accounted_for(audited: Audited, folder: Path) -> None:
    states = {row.source: row.state for row in audited.store.files(str(folder))}
    assert states["卷.zip"] == states["卷.zip/内.zip"] == states["卷.zip/公告.txt"] == "done"
    assert states["坏.zip"] == states["甲案/附件.zip/坏.pdf"] == "failed"
    assert not {"waiting", "reading"} & set(states.values())


def test_judging_again_opens_nothing_and_finds_the_same(audited: Audited, folder: Path) -> None:
    moved = folder.with_name("weg")
    shutil.move(folder, moved)
    try:
        run = rejudge(
            store=audited.store, settings=Settings(as_of=DAY), context=make_context(), make=SerialExecutor
        )
    finally:
        shutil.move(moved, folder)
    before, after = (
        sorted(reading.document.id for _, reading in audited.store.documents(r)) for r in (audited.run, run)
    )
    assert before == after


def test_an_archive_may_be_the_path_itself(folder: Path, tmp_path: Path) -> None:
    audited = run_audit([folder / "卷.zip"], tmp_path)
    rows = audited.rows("documents")
    assert {row["source"] for row in rows} == {"卷.zip/公告.txt", "卷.zip/内.zip/草案.txt"}


def test_reports_link_to_the_archive(audited: Audited) -> None:
    assert "卷.zip" in (audited.out / "report.html").read_text(encoding="utf-8")


def test_locked_files_open_with_the_right_password_of_several(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    papers = tmp_path / "papers"
    papers.mkdir()
    for name, password in (("1.pdf", "alpha"), ("2.pdf", "beta")):
        made = Canvas(str(papers / name), encrypt=StandardEncryption(password))
        made.drawString(72, 720, "page")
        made.save()
    rows = run_audit([papers], tmp_path, passwords=("wrong", "beta", "alpha")).rows("documents")
    assert [row["error"] for row in rows] == [None, None]
    kept = b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and papers not in path.parents
    )
    assert b"beta" not in kept and b"alpha" not in kept
