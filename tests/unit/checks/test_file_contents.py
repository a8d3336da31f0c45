"""The list of contents against the file: papers found, missing, elsewhere, called otherwise, not listed."""

import pytest

from checks.contents import compare, pieces
from classifiers.sheet import set_page
from dossier.case import Label, Reading
from dossier.document import Document

KINDS = {
    "立案审批表": "case_opening_approval",
    "询问笔录": "inquiry_record",
    "谈话记录": "inquiry_record",
    "行政处罚决定书": "penalty_decision",
    "送达回证": "service_receipt",
    "票据": "payment_receipt",
    "备考表": "file_notes",
}


def reading(title: str, first: int, last: int, kind: str | None = None, source: str = "a.pdf") -> Reading:
    pages = tuple(
        set_page([f"# {title}", "正文。"], number=n).model_copy(update={"source": source})
        for n in range(first, last + 1)
    )
    document = Document(id=f"{source}:{first}", sources=(source,), media_type="x", pages=pages)
    code = kind or KINDS[title]
    return Reading(document=document, label=Label(kind=code, probability=1.0, guess=code), title=title)


def catalogue(*rows: str) -> Reading:
    page = set_page(["# 卷内目录", "|序号|题名|页号", *rows]).model_copy(update={"source": "a.pdf"})
    document = Document(id="a.pdf:1", sources=("a.pdf",), media_type="x", pages=(page,))
    return Reading(
        document=document,
        label=Label(kind="file_catalogue", probability=1.0, guess="file_catalogue"),
        title="卷内目录",
    )


OPENING, INQUIRY, DECISION = (
    reading("立案审批表", 2, 2),
    reading("询问笔录", 3, 5),
    reading("行政处罚决定书", 6, 7),
)
RECEIPT = reading("送达回证", 8, 8)
FILE = (OPENING, INQUIRY, DECISION, RECEIPT)
ROWS = ("|1|立案审批表|1", "|2|询问笔录|2-4", "|3|行政处罚决定书|5-6", "|4|送达回证|7")


@pytest.mark.parametrize(
    ("rows", "held", "states", "faults"),
    [
        pytest.param(ROWS, FILE, ["found"] * 4, [], id="全部相符，目录自第二页编起"),
        pytest.param(
            ROWS,
            (OPENING, INQUIRY, DECISION),
            ["found"] * 3 + ["missing"],
            ["“送达回证”（第7页）未见实物"],
            id="缺一件",
        ),
        pytest.param(
            (*ROWS[:2], "|3|行政处罚决定书|8-9", ROWS[3]),
            FILE,
            ["found", "found", "pages", "found"],
            ["页号不符，实在（第5—6页）"],
            id="页号写错",
        ),
        pytest.param((*ROWS[:2], "|3|行政处罚决定书及送达回证|5-7"), FILE, ["found"] * 3, [], id="一项两件"),
        pytest.param(ROWS[:3], FILE, ["found"] * 3, ["“送达回证”未列入卷内目录"], id="有一件没列"),
        pytest.param(
            (ROWS[0], ROWS[2], ROWS[1], ROWS[3]), FILE, ["found"] * 4, ["先后次序不符"], id="次序颠倒"
        ),
        pytest.param(
            ("|1|立案审批表|1", "|2|询问笔录|2-4", "|3|处理意见|5-6", "|4|送达回证|7"),
            FILE,
            ["found", "found", "renamed", "found"],
            ["处的文书是“行政处罚决定书”，名称对不上"],
            id="同页另名",
        ),
        pytest.param(
            ("|1|立案审批表|", "|2|询问笔录|", "|3|行政处罚决定书|", "|4|送达回证|"),
            FILE,
            ["found"] * 4,
            [],
            id="目录没写页号",
        ),
        pytest.param((ROWS[0], "|4|送达回证|7"), FILE, ["found"] * 2, ["第2、3项读不出"], id="有两项读不出"),
    ],
)
def test_compare(
    rows: tuple[str, ...], held: tuple[Reading, ...], states: list[str], faults: list[str]
) -> None:
    listed = catalogue(*rows)
    contents = compare(listed, (listed, *held))
    told = list(contents.faults())
    assert [line.state for line in contents.lines] == states
    assert all(any(fault in said for said in told) for fault in faults), told
    assert bool(told) == bool(faults)


def test_a_record_may_be_called_by_its_kind() -> None:
    listed = catalogue("|1|立案审批表|1", "|2|询问笔录|2-4")
    contents = compare(listed, (listed, OPENING, reading("谈话记录", 3, 5)))
    assert [line.state for line in contents.lines] == ["found", "found"]


def test_the_nearest_of_several_receipts() -> None:
    rows = ("|1|立案审批表|1", "|2|送达回证|2", "|3|询问笔录|3-5", "|4|送达回证|6")
    one, two = reading("送达回证", 3, 3), reading("送达回证", 7, 7)
    listed = catalogue(*rows)
    contents = compare(listed, (listed, OPENING, one, reading("询问笔录", 4, 6), two))
    assert [line.papers for line in contents.lines][1::2] == [(one,), (two,)]


def test_papers_in_other_files_have_no_pages_to_compare() -> None:
    listed = catalogue(*ROWS)
    held = tuple(
        r.model_copy(update={"document": reading(r.title, 1, 1, source=f"{i}.pdf").document})
        for i, r in enumerate(FILE)
    )
    contents = compare(listed, (listed, *held))
    assert contents.shift is None
    assert [line.state for line in contents.lines] == ["found"] * 4


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("听证告知书及送达回证", ["听证告知书", "送达回证"]),
        ("听证笔录、听证报告", ["听证笔录", "听证报告"]),
        ("送达回证（告知书）", ["送达回证"]),
        ("立案审批表", ["立案审批表"]),
    ],
)
def test_papers_one_line_names(title: str, expected: list[str]) -> None:
    assert pieces(title) == expected
