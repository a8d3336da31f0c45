"""疑似涉密文件：不存、不索引、不展示、不留痕；只有名称、哈希、时间和代码。每个字节都查过。"""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from audits import DAY, Audited, make_context, run_audit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import pipeline.work
from app.settings import index_place
from app.work import UNREADABLE, exit_code, update_index
from dossier.case import Correction
from index.database import unpack
from index.schema import pieces, readings
from pipeline.run import audit
from pipeline.settings import Settings

WORD = "螭吻蒲牢"
"""Stands nowhere but in the secret paper."""
OPEN = "关于公开征求《甲县养犬管理办法》意见的公告\n发布日期：2025-03-03\n征求意见时间为2025年3月3日至2025年4月3日。\n"


def pdf(path: Path, *pages: tuple[str, ...]) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    made = Canvas(str(path), pagesize=(595, 842))
    for lines in pages:
        made.setFont("STSong-Light", 16)
        for i, line in enumerate(lines):
            made.drawString(80, 760 - 28 * i, line)
        made.showPage()
    made.save()
    return path


def plain(number: int) -> tuple[str, ...]:
    return (f"{WORD}第{number}号情况说明", "现将有关情况说明如下，请予审阅并提出意见。", f"承办人员{WORD}")


def marked() -> tuple[str, ...]:
    return ("秘密★10年", f"{WORD}情况报告", "甲县人民政府：")


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder; temporary files go beside it, so that they can be searched."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "公告.txt").write_text(OPEN, encoding="utf-8")
    return folder


def audit_here(papers: Path, **settings: object) -> Audited:
    made = run_audit([papers], papers.parent, **settings)
    update_index(made.store)
    return made


def leftovers(folder: Path, papers: Path, needles: list[bytes]) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and papers not in path.parents:
            data = path.read_bytes()
            yield from (f"{path}: {needle!r}" for needle in needles if needle in data)


def needles(*bodies: bytes) -> list[bytes]:
    """The word in the encodings it may be kept in, what a search index would keep, and packed records."""
    words = [WORD, WORD[:2], WORD[1:3]]
    found = [w.encode(c) for w in words for c in ("utf-8", "utf-16-le", "gb18030")]
    return found + [WORD.encode("unicode_escape")] + [body[n : n + 24] for body in bodies for n in (40, 120)]


def assert_gone(audited: Audited, papers: Path, *bodies: bytes) -> None:
    audited.store.close()
    assert list(leftovers(papers.parent, papers, needles(*bodies))) == []


def refused(audited: Audited) -> dict[str, str]:
    return {r["source"]: r["error"]["code"] for r in audited.rows("documents") if r["error"]}


PAGES = {
    "首页有标志": lambda: (marked(), plain(2)),
    "末页才有标志": lambda: (plain(1), plain(2), marked()),
    "长文件末页才有标志": lambda: (*map(plain, range(1, 60)), marked()),
}


@pytest.mark.parametrize("pages", PAGES)
def test_nothing_is_kept(papers: Path, pages: str) -> None:
    pdf(papers / "情况.pdf", *PAGES[pages]())
    audited = audit_here(papers)
    assert refused(audited) == {"情况.pdf": "classified_mark"}
    (row,) = [r for r in audited.rows("documents") if r["error"]]
    assert row["error"]["message"] == "疑似涉密文件，本系统不得处理。请立即停止传阅并交保密工作机构"
    assert (row["title"], row["events"], row["pages"]) == (None, [], None)
    file = audited.store.file(str(papers), "情况.pdf")
    assert file is not None and file.state == "refused" and len(file.sha256) == 64
    assert exit_code(audited.store, audited.run) == UNREADABLE
    assert_gone(audited, papers)


def test_real_workers_keep_nothing(papers: Path) -> None:
    pdf(papers / "情况.pdf", *PAGES["长文件末页才有标志"]())
    audited = audit_here(papers)
    audit(
        [papers],
        store=audited.store,
        settings=Settings(as_of=DAY, jobs=2, fresh=True),
        context=make_context(),
    )
    assert_gone(audited, papers)


def test_a_member_of_an_archive_is_refused_alone(papers: Path) -> None:
    from zipfile import ZipFile

    secret = pdf(papers / "情况.pdf", marked()).read_bytes()
    (papers / "情况.pdf").unlink()
    with ZipFile(papers / "卷.zip", "w") as archive:
        archive.writestr("情况.pdf", secret)
        archive.writestr("公告二.txt", OPEN.replace("甲县", "乙县"))
    audited = audit_here(papers)
    assert refused(audited) == {"卷.zip/情况.pdf": "classified_mark"}
    assert {r["source"] for r in audited.rows("documents")} == {
        "公告.txt",
        "卷.zip/情况.pdf",
        "卷.zip/公告二.txt",
    }
    assert_gone(audited, papers)


def test_a_name_that_says_so_is_enough(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (papers / "机密★5年 情况.txt").write_text(WORD, encoding="utf-8")
    read: list[str] = []
    really = pipeline.work.read_pages
    monkeypatch.setattr(
        pipeline.work,
        "read_pages",
        lambda path, source, *rest: (read.append(source), really(path, source, *rest))[1],
    )
    audited = audit_here(papers)
    assert refused(audited) == {"机密★5年 情况.txt": "classified_mark"}
    assert read == ["公告.txt"]
    assert_gone(audited, papers)


def test_what_an_earlier_version_kept_is_removed(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier version did not know the mark: pages, papers, findings, corrections, index and reports hold it."""
    path = pdf(papers / "情况.pdf", *PAGES["首页有标志"]())
    with monkeypatch.context() as old:
        old.setattr(pipeline.work, "is_marked", lambda page: False)
        before = audit_here(papers)
    row = before.store.file(str(papers), "情况.pdf")
    assert row is not None and row.state == "done"
    said = {
        "id": "x", "file": row.sha256, "source": "情况.pdf", "page": 1, "quote": WORD, "stage": "fact",
        "before": "null", "after": "null", "who": "审", "when": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    before.store.add_correction(Correction.model_validate(said))
    with before.store.read() as connection:
        bodies = [r.body for t in (pieces, readings) for r in connection.execute(t.select())]
    secret = [body for body in bodies if WORD.encode() in unpack(body)]
    assert len(secret) >= 2
    index = index_place(before.store)
    before.store.close()
    held = list(leftovers(papers.parent, papers, needles(*secret)))
    assert any("store.db" in item for item in held)
    segments = {item.name for item in index.rglob("*.*") if item.suffix in (".store", ".term", ".idx")}

    monkeypatch.setattr("pipeline.kit.understanding_version", lambda: "newer")
    after = audit_here(papers)
    assert refused(after) == {"情况.pdf": "classified_mark"}
    assert [c for c in after.store.corrections() if c.file == row.sha256] == []
    assert {r["source"] for r in after.rows("documents")} == {"公告.txt", "情况.pdf"}
    assert path.exists()  # the original is not ours to touch
    now = {item.name for item in index.rglob("*") if item.is_file()}
    assert segments and not segments & now  # packed, so a word cannot be searched for: none of them is left
    assert_gone(after, papers, *secret)


def test_photos_of_a_secret_paper_are_refused_together(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mark stands on the first photo only; what is surely another paper is read."""
    from dossier.document import Page

    for number in range(1, 5):
        (papers / f"IMG_{number}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(40))

    def read(path: Path, source: str, *rest: object) -> tuple[Page, ...]:
        from dossier.document import Block, Line
        from dossier.geometry import Box

        texts = {
            "IMG_1.png": ("关于表彰先进的通报", "各乡镇人民政府：", "现予通报。", "2025年1月3日"),
            "IMG_2.png": ("秘密★10年", f"关于{WORD}的报告", "县人民政府："),
            "IMG_3.png": (f"{WORD}续页内容", "2025年2月3日"),
            "IMG_4.png": ("关于召开会议的通知", "各乡镇人民政府：", "请参加。", "2025年4月3日"),
        }.get(source, ("公告",))
        lines = tuple(
            Line(text=t, box=Box(x0=80, y0=80 + 30 * i, x1=300, y1=96 + 30 * i)) for i, t in enumerate(texts)
        )
        blocks = (Block(kind="title", lines=lines[:1]), Block(kind="text", lines=lines[1:]))
        blocks = (Block(kind="text", lines=lines),) if source in ("IMG_2.png", "IMG_3.png") else blocks
        return (Page(source=source, number=1, width=595, height=842, engine="t", reason="", blocks=blocks),)

    monkeypatch.setattr(pipeline.work, "read_pages", read)
    monkeypatch.setattr(pipeline.work, "count", lambda *rest: 1)
    audited = audit_here(papers)
    found = refused(audited)
    assert found.get("IMG_2.png") == found.get("IMG_3.png") == "classified_mark"
    assert "IMG_4.png" not in found
    assert_gone(audited, papers)


def test_internal_papers_are_read_with_a_note(papers: Path) -> None:
    pdf(papers / "资料.pdf", ("内部资料 注意保存", "情况说明", "现将情况说明如下。"))
    audited = audit_here(papers)
    assert refused(audited) == {}
    notes = [
        note for _, r in audited.store.documents(audited.run) for p in r.document.pages for note in p.notes
    ]
    assert any("内部资料" in note for note in notes)


def test_the_needles_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(WORD, encoding="utf-16-le")
    assert list(leftovers(tmp_path, tmp_path / "papers", needles()))
    body = zlib.compress(os.urandom(400))
    (tmp_path / "b").write_bytes(b"x" + body)
    assert list(leftovers(tmp_path, tmp_path / "papers", needles(body)))
