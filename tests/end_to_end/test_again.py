"""--pages: one page of a file is read again, alone; the others stay as they were."""

from pathlib import Path

import pytest
from audits import run_audit

from dossier.document import Page
from dossier.errors import UsageError
from pipeline.again import parse_again
from pipeline.settings import Again


def book(path: Path, pages: int) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    made = Canvas(str(path))
    for number in range(1, pages + 1):
        made.drawString(72, 720, f"page {number} of a long statement that has words enough")
        made.showPage()
    made.save()
    return path


def read_pages(folder: Path, store_folder: Path, **settings: object) -> dict[int, Page]:
    audited = run_audit([folder], store_folder, **settings)
    found = [p for _, r in audited.store.documents(audited.run) for p in r.document.pages]
    return {page.number: page for page in found}


@pytest.mark.parametrize("total", [3, 30], ids=["短", "分段读的长文件"])
def test_one_page_is_read_again_and_stays_so(tmp_path: Path, total: int) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    book(papers / "卷.pdf", total)
    before = read_pages(papers, tmp_path)
    wish = Again(file="卷.pdf", first=2, last=2)
    after = read_pages(papers, tmp_path, again=(wish,), again_ocr="always")
    later = read_pages(papers, tmp_path)
    assert before[2].engine == "pdfium" != after[2].engine
    assert any("--pages" in note for note in after[2].notes)
    assert {n: p for n, p in after.items() if n != 2} == {n: p for n, p in before.items() if n != 2}
    assert later == after


@pytest.mark.parametrize(
    ("file", "first", "last", "said"),
    [("无.pdf", 1, 1, "没有“无.pdf”"), ("卷.pdf", 3, 9, "没有第 9 页")],
    ids=["没有这个文件", "没有这一页"],
)
def test_a_wish_that_cannot_be_met_is_a_wrong_use(
    tmp_path: Path, file: str, first: int, last: int, said: str
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    book(papers / "卷.pdf", 3)
    with pytest.raises(UsageError, match=said):
        run_audit([papers], tmp_path, again=(Again(file=file, first=first, last=last),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("卷.pdf:3", ("卷.pdf", 3, 3)), ("甲:案/卷.pdf:3-5", ("甲:案/卷.pdf", 3, 5))],
)
def test_how_a_wish_is_written(text: str, expected: tuple[str, int, int]) -> None:
    wish = parse_again(text)
    assert (wish.file, wish.first, wish.last) == expected


@pytest.mark.parametrize("text", ["卷.pdf", "卷.pdf:", "卷.pdf:0", "卷.pdf:5-3", ":3", "卷.pdf:x"])
def test_how_it_is_not_written(text: str) -> None:
    with pytest.raises(UsageError, match="--pages"):
        parse_again(text)
