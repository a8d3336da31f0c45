"""The same paper in two formats is one paper with two sources; two forms that differ are two papers."""

import pytest

from dossier.case import Label, Reading
from dossier.document import Block, Document, Line, Page
from pipeline.merge import merge_sources

NOTICE = "关于公开征求意见的公告\n现将草案全文公布，请于2025年5月20日前反馈意见。联系人：法制科。"


def reading(source: str, text: str, *, width: float = 595.0, page: int = 1) -> Reading:
    lines = tuple(Line(text=part) for part in text.split("\n"))
    sheet = Page(
        source=source,
        number=page,
        width=width,
        height=width,
        engine="test",
        reason="",
        blocks=(Block(kind="text", lines=lines),),
    )
    document = Document(id=f"{source}:{page}", sources=(source,), media_type="text/plain", pages=(sheet,))
    return Reading(document=document, label=Label(kind="draft", probability=1, guess="draft"), title="公告")


def sources(*readings: Reading) -> list[tuple[str, ...]]:
    return [r.document.sources for r in merge_sources(readings)]


def test_two_formats_are_one_paper_and_the_one_with_geometry_is_kept() -> None:
    assert sources(reading("公告.docx", NOTICE, width=0), reading("公告.pdf", NOTICE + "\n主办科室")) == [
        ("公告.pdf", "公告.docx")
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(reading("公告.pdf", NOTICE.replace("5月20日", "5月10日")), id="日期不同是冲突"),
        pytest.param(reading("回证.pdf", NOTICE.replace("法制科", "办公室")), id="只差几个字的另一份表"),
        pytest.param(reading("另.pdf", "完全不同的一份文书，讲的是别的事情。"), id="内容不同"),
    ],
)
def test_papers_that_differ_stay_apart(other: Reading) -> None:
    assert len(sources(reading("公告.docx", NOTICE), other)) == 2


def test_parts_of_one_file_are_never_copies() -> None:
    assert len(sources(reading("卷.pdf", NOTICE), reading("卷.pdf", NOTICE, page=2))) == 2


def test_blank_papers_are_never_copies() -> None:
    assert len(sources(reading("1.pdf", ""), reading("2.pdf", ""))) == 2


def test_order_stays() -> None:
    papers = [reading(f"{n}.pdf", f"第{n}份文书的内容互不相同{n * 7}") for n in range(5)]
    assert merge_sources(papers) == tuple(papers)
