"""Papers a penalty file must hold (rules.md §4.5): what is missing, and when that is a fault (§14.14)."""

import pytest
from made_papers import element, judged, on, paper, party
from rule_rows import Row, check, params

from knowledge.kinds import load_kinds
from knowledge.rules import load_rules

# What makes a paper needed where it is not always: an act that was done, or a paper that calls for it.
WHEN = {
    "registration_notice": paper("approval_form", on("reg_save", "2022-03-01")),
    "coercion_decision": paper("inspection_record", on("seize", "2022-03-01")),
    "coercion_release": paper("inspection_record", on("seize", "2022-03-01")),
    "approval_form": paper("inspection_record", on("seize", "2022-03-01")),
    "test_report": paper("testing_notice", on("test_start", "2022-03-01")),
    "legal_audit": paper("investigation_report", element("audit_category", "major")),
    "statement_record": paper("investigation_report", on("statement_made", "2022-03-01")),
    "hearing_request": paper("hearing_notice", on("hearing_scheduled", "2022-03-01")),
    "hearing_notice": paper("hearing_record", on("hearing", "2022-03-01")),
    "hearing_record": paper("legal_audit", on("hearing", "2022-03-01")),
    "collective_discussion": paper("investigation_report", element("complex_or_major")),
    "payment_receipt": paper("case_closing", on("paid", "2022-05-01")),
    "instalment_approval": paper("other", on("instalment_approved", "2022-05-01")),
    "demand_notice": paper("service_receipt", on("demand_served", "2022-05-01")),
    "court_application": paper("other", on("court_apply", "2022-05-01")),
    "case_closing": paper("cover", on("closed", "2022-06-01")),
    "file_catalogue": paper("case_closing", on("closed", "2022-06-01")),
    "file_notes": paper("case_closing", on("closed", "2022-06-01")),
}
INSTEAD = {"inspection_record": "inquiry_record", "inquiry_record": "evidence", "evidence": "inspection_record", "service_receipt": "service_announcement"}  # fmt: skip
RULES = [rule for rule in load_rules() if rule.id.startswith("pen-paper-")]
DATED = on("clue", "2022-01-04")
OPENED = paper("other", on("case_open", "2022-01-05"), title="立案信息")
CLOSED = paper("cover", on("closed", "2022-06-01"), title="卷宗封面")


def kind_of(rule):
    return rule.id.removeprefix("pen-paper-")


def whole(*papers):
    """A closed file with a list that names every paper of it."""
    rows = [("序号", "文书名称"), *((str(n), p.title) for n, p in enumerate(papers, 1))]
    listed = [p for p in papers if p.label.kind not in ("cover", "file_catalogue", "file_notes")]
    rows = [("序号", "文书名称"), *((str(n), p.title) for n, p in enumerate(listed, 1))]
    return (*papers, paper("file_catalogue", title="卷内目录", rows=rows))


def rows():
    for rule in RULES:
        kind = kind_of(rule)
        when = (WHEN[kind],) if kind in WHEN else ()
        closing = () if kind == "case_closing" else (CLOSED,)
        yield Row("有", rule.id, "pass", "penalty", (OPENED, paper(kind, DATED)))
        yield Row(
            "只像这种文书，什么也没写", rule.id, "undetermined", "penalty", (OPENED, paper(kind)), "疑似"
        )
        yield Row("缺而未结案", rule.id, "undetermined", "penalty", (OPENED, *when), "待补材料")
        if kind != "file_catalogue":  # a file whose list shows that it has no list
            yield Row("缺而卷宗齐全", rule.id, "fail", "penalty", whole(OPENED, *when, *closing))
        if kind in WHEN and kind not in ("legal_audit", "collective_discussion"):
            yield Row("没有这一环节", rule.id, "not-applicable", "penalty", (OPENED,), "未见")
        if kind in INSTEAD:
            yield Row(
                "有他种代替", rule.id, "not-applicable", "penalty", (OPENED, paper(INSTEAD[kind])), "已有"
            )
        since = min(v.since for v in rule.versions)
        early = paper("other", on("case_open", f"{since.year - 1}-01-05"))
        yield Row("当时尚无要求", rule.id, "not-applicable", "penalty", (early,), "尚无此项要求")


ROWS = [*rows(), Row("封面页数对得上", "pen-paper-file_catalogue", "fail", "penalty", (OPENED, paper("cover", on("closed", "2022-06-01"), title="卷宗封面 共1页")), "封面")]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


def test_there_is_a_rule_for_each_paper_of_4_5_and_its_kind_is_one():
    kinds = {kind_of(rule) for rule in RULES}
    assert kinds <= set(load_kinds().documents) and len(kinds) == 30


RULE = "pen-paper-investigation_report"


@pytest.mark.parametrize(
    ("papers", "says"),
    [
        pytest.param((OPENED,), "未见结案", id="未结案"),
        pytest.param((OPENED, CLOSED), "没有卷内目录", id="已结案而没有目录"),
        pytest.param(
            (OPENED, CLOSED, paper("file_catalogue", title="卷内目录", rows=[("文书名称",), ("立案信息",), ("调查终结报告",)])),
            "“调查终结报告”未见实物",
            id="目录列了而没有实物",
        ),
        pytest.param(
            (OPENED, paper("evidence", title="照片"), CLOSED, paper("file_catalogue", title="卷内目录", rows=[("文书名称",), ("立案信息",)])),
            "未列入卷内目录",
            id="有实物而目录没列",
        ),
        pytest.param((OPENED, CLOSED, paper("file_catalogue", title="卷内目录")), "读不出条目", id="目录读不出"),
        pytest.param((OPENED, paper("cover", on("closed", "2022-06-01"), title="卷宗封面 共9页")), "对不上", id="封面页数对不上"),
    ],
)  # fmt: skip
def test_a_missing_paper_is_no_fault_while_the_file_may_be_incomplete(papers, says):
    found = judged("penalty", *papers)[RULE]
    assert found.verdict == "undetermined" and says in found.message


def test_the_fault_points_to_the_list():
    found = judged("penalty", *whole(OPENED, CLOSED))[RULE]
    assert found.verdict == "fail" and found.evidence[0].quote == "卷内目录"


def test_the_list_may_name_a_paper_by_its_kind():
    licence = paper("identity_proof", title="营业执照")
    rows = [("文书名称",), ("立案信息",), ("主体资格证明",)]
    listed = paper("file_catalogue", title="卷内目录", rows=rows)
    assert judged("penalty", OPENED, licence, CLOSED, listed)[RULE].verdict == "fail"
    twice = paper("file_catalogue", title="卷内目录", rows=[*rows, ("主体资格证明",)])
    assert judged("penalty", OPENED, licence, CLOSED, twice)[RULE].verdict == "undetermined"


def test_the_list_may_name_the_notes_too():
    notes = paper("file_notes", title="备考表")
    listed = paper("file_catalogue", title="卷内目录", rows=[("文书名称",), ("立案信息",), ("备考表",)])
    assert judged("penalty", OPENED, CLOSED, notes, listed)[RULE].verdict == "fail"


def test_numbered_lines_are_a_list_too():
    lines = paper("file_catalogue", title="卷内目录\n1. 立案信息 1\n2、现场照片 2-3")
    photos = paper("evidence", title="现场照片")
    found = judged("penalty", OPENED, photos, CLOSED, lines)[RULE]
    assert found.verdict == "fail" and "2项" in found.message


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        pytest.param(
            element("other", words="负责人意见：　签名：　　年　月　日"), "undetermined", id="空白表格"
        ),
        pytest.param(element("other", words="承办人（签名）：　　"), "undetermined", id="空白续页"),
        pytest.param(
            element("other", words="负责人意见：同意立案"), "undetermined", id="没有日期也没有当事人"
        ),
        pytest.param(party("当事人", "某某食品店"), "pass", id="没有日期但写明当事人"),
        pytest.param(party("发文机关", "某某局"), "undetermined", id="只有机关名称"),
    ],
)
def test_a_blank_form_is_no_paper_of_the_file(written, verdict):
    form = paper("case_opening_approval", written, title="立案审批表")
    found = judged("penalty", form)["pen-paper-case_opening_approval"]
    assert found.verdict == verdict, found.message


@pytest.mark.parametrize(
    ("probability", "lines", "verdict"),
    [
        pytest.param(0.95, (on("case_open", "2022-03-01"),), "pass", id="种类有把握，有日期"),
        pytest.param(0.7, (on("case_open", "2022-03-01"),), "undetermined", id="种类没把握，只有日期"),
        pytest.param(0.7, (on("case_open", "2022-03-01"), party("当事人", "某店")), "pass", id="种类没把握，有日期和当事人"),
        pytest.param(0.95, (), "undetermined", id="种类有把握，什么也没写"),
    ],
)  # fmt: skip
def test_a_paper_given_a_wrong_kind_is_no_paper_of_the_file(probability, lines, verdict):
    form = paper("case_opening_approval", *lines, title="立案审批表")
    unsure = form.model_copy(update={"label": form.label.model_copy(update={"probability": probability})})
    found = judged("penalty", unsure)["pen-paper-case_opening_approval"]
    assert found.verdict == verdict, found.message
