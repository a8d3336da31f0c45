"""Measuring bundles: right answers score, each kind of fault is counted and named."""

from typing import Any

import pytest

from app.evaluation.bundles import Bundle, BundleScores, bundles_json, evaluate_bundles, load_bundles, told
from classifiers.sheet import set_page
from dossier.errors import UsageError

PAGES = (
    "# 卷内目录\n|序号|题名|页号\n|1|立案审批表|1\n|2|询问笔录|2-3\n|3|送达回证|4",
    "! 沁川市商务局\n# 立案审批表\n@ 沁商立〔2022〕5号\n|案由|无证经营|当事人|某某\n|负责人意见|同意立案。2022年1月5日",
    "# 询问笔录\n询问时间：2022年1月8日9时\n被询问人：某某\n问：什么时候开业的？\n答：去年三月开业，一直在这里经营，没有办过证，\n第1页 共2页",
    "问：还有什么要补充的？\n答：没有了。\n被询问人签名：某某\n第2页 共2页",
    "# 送达回证\n|送达文书|行政处罚决定书 沁商罚〔2022〕5号\n|受送达人|某某\n|签收日期|2022年2月9日",
)
KINDS = ("file_catalogue", "case_opening_approval", "inquiry_record", "service_receipt")
TITLES = ("卷内目录", "立案审批表", "询问笔录", "送达回证")


def truth(**more: Any) -> dict[str, Any]:
    spans = ([1, 1], [2, 2], [3, 4], [5, 5])
    papers = [
        {"pages": pages, "kind": kind, "title": title}
        for pages, kind, title in zip(spans, KINDS, TITLES, strict=True)
    ]
    rows = [
        {"title": "立案审批表", "pages": [1, 1], "papers": [1], "fault": ""},
        {"title": "询问笔录", "pages": [2, 3], "papers": [2], "fault": ""},
        {"title": "送达回证", "pages": [4, 4], "papers": [3], "fault": ""},
    ]
    return {"source": "甲.pdf", "pages": 5, "papers": papers, "catalogue": rows} | more


def measured(expected: dict[str, Any]) -> BundleScores:
    pages = tuple(
        set_page(text.split("\n"), number=i, medium="scan").model_copy(update={"source": "甲.pdf"})
        for i, text in enumerate(PAGES, 1)
    )
    return evaluate_bundles(iter([Bundle(expected, pages, "v")]))


def test_all_right() -> None:
    scores = measured(truth())
    assert (scores.files, scores.pages, scores.papers) == (1, 5, 4)
    assert (scores.boundaries.right, scores.boundaries.false, scores.boundaries.missed) == (3, 0, 0)
    assert (scores.exact, scores.exact_kind) == (4, 4)
    assert (scores.rows, scores.rows_right) == (3, 3)
    assert scores.faults == []
    assert bundles_json(scores)["boundary_f1"] == 1.0
    assert "F1 100.0%" in "".join(told(scores, "册"))


def test_a_boundary_that_is_not_there_costs_two_papers() -> None:
    joined = truth()["papers"]
    joined[2:] = [{"pages": [3, 5], "kind": "inquiry_record", "title": "询问笔录"}]
    scores = measured(truth(papers=joined, catalogue=None))
    assert (scores.boundaries.right, scores.boundaries.false, scores.boundaries.missed) == (2, 1, 0)
    assert (scores.exact, scores.papers) == (2, 3)
    assert [fault.what for fault in scores.faults] == ["分界"]


def test_a_wrong_kind_counts_against_the_paper_alone() -> None:
    papers = truth()["papers"]
    papers[1]["kind"] = "case_closing"
    scores = measured(truth(papers=papers))
    assert (scores.exact, scores.exact_kind) == (4, 3)
    assert scores.faults[0].what == "文书种类"


def test_a_line_that_should_be_missing_is_a_fault_if_found() -> None:
    rows = truth()["catalogue"]
    rows[2] |= {"papers": [], "fault": "missing"}
    scores = measured(truth(catalogue=rows))
    assert (scores.rows, scores.rows_right) == (3, 2)
    assert "送达回证" in scores.faults[0].where


def test_lines_of_one_title_are_interchangeable() -> None:
    rows = truth()["catalogue"]
    rows[0] |= {"title": "送达回证", "papers": [3]}
    rows[2] |= {"papers": [1]}
    assert measured(truth(catalogue=rows)).rows_right == 3


def test_no_bundles_says_where(tmp_path) -> None:
    with pytest.raises(UsageError, match="没有成卷扫描件的标注"):
        list(load_bundles("test", tmp_path))
