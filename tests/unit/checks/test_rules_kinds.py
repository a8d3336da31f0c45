"""Is a paper a normative document: the criteria in, the verdict with its sentences out (rules.md §3)."""

import pytest
from made_papers import element, findings, issued_by, on, paper
from rule_rows import Row, check, params

ORGAN = issued_by("青禾县人民政府")
RIGHTS = element("norm_rights", words="经营者应当建立台账")
GENERAL = element("norm_general", words="本县境内的单位和个人适用本办法")
AGAIN = element("norm_repeated", words="自2024年1月1日起施行")
MARKED = element("norm_marked", words="青政规〔2024〕3号")
PLAN = element("norm_excluded", "plan", "责任单位：县住建局")
AWARD = element("norm_excluded", "award", "授予先进集体称号")
SAYS_SO = element("premise_normative", words="本办法为行政规范性文件")
SAYS_NOT = element("premise_normative", "no", "本方案不属于行政规范性文件")
WHOLE = (ORGAN, RIGHTS, GENERAL, AGAIN)


def norm(*lines):
    return (paper("normative_document", *lines),)


def work(*lines):
    return (paper("work_document", *lines),)


def row(id, verdict, papers, says="", kind="normative", **more):
    return Row(id, "norm-kind", verdict, kind, papers, says, more=more)


ROWS = [
    row("三项实质要件齐全", "pass", norm(*WHOLE), "经营者应当建立台账"),
    row("文号有规字并写明施行", "pass", norm(ORGAN, MARKED, AGAIN)),
    row("发文的不是行政机关", "undetermined", norm(issued_by("某某有限公司"), RIGHTS, GENERAL, AGAIN), "不能确定"),
    row("缺反复适用", "undetermined", norm(ORGAN, RIGHTS, GENERAL), "未见一定期限内反复适用"),
    row("归类为规范性文件而像工作方案", "undetermined", norm(ORGAN, RIGHTS, PLAN), "工作方案的特征"),
    row("像办法又像方案的不猜", "undetermined", norm(*WHOLE, PLAN), "不能确定"),
    row("方案", "pass", work(ORGAN, PLAN), "与归类一致", kind="work"),
    row("表彰", "pass", work(ORGAN, AWARD), "表彰奖惩", kind="work"),
    row("三项实质要件全无", "pass", work(ORGAN), "未见", kind="work"),
    row("归类为方案而要件齐全", "undetermined", work(*WHOLE), "结论相反", kind="work"),
    row("文书自己写明是", "pass", norm(ORGAN, SAYS_SO), "文书写明"),
    row("文书自己写明不是而归类为是", "undetermined", norm(*WHOLE, SAYS_NOT), "结论相反"),
    row("经人确认是", "pass", norm(ORGAN), "经人确认", answers={"premise_normative": "是"}),
    row("经人确认不是", "undetermined", norm(*WHOLE), "经人确认", answers={"premise_normative": "否"}),
    row("要件所在页读得不清", "undetermined", norm(ORGAN, RIGHTS, GENERAL, element("norm_repeated", words="自2024年1月1日起施行", grade="poor"))),
    row("没有这类公文", "not-applicable", (paper("drafting_explanation", ORGAN),)),
]  # fmt: skip

POINT = element("op_points", words="第七条追缴期限溯及既往，建议删除")
AUTHORITY = element("op_authority", words="制定主体合法")
PROCEDURE = element("op_procedure", words="程序符合规定")
CONTENT = element("op_content", words="内容未发现与上位法抵触")
VAGUE = element("opinion_conclusion", "vague", words="无不同意见")
LAWFUL = element("opinion_conclusion", "lawful", words="内容合法")


def opinion(*lines, day="2023-05-16"):
    return (paper("legality_review_opinion", on("lr_opinion", day), *lines),)


def said(id, verdict, papers, says="", kind="normative", **more):
    return Row(id, "legality-opinion-substance", verdict, kind, papers, says, more=more)


ROWS += [
    said("指出条款", "pass", opinion(POINT, VAGUE), "第七条追缴期限"),
    said("逐项审核", "pass", opinion(AUTHORITY, PROCEDURE, CONTENT, LAWFUL), "逐项"),
    said("决策也适用", "pass", opinion(POINT), kind="decision"),
    said("只有无不同意见", "fail", opinion(VAGUE), "空话"),
    said("只说合法", "undetermined", opinion(LAWFUL), "不能断定"),
    said("只说到主体", "undetermined", opinion(AUTHORITY, VAGUE), "只说到"),
    said("经人确认有内容", "pass", opinion(LAWFUL), answers={"op_substance": "是"}),
    said("经人确认是空话", "fail", opinion(LAWFUL), answers={"op_substance": "否"}),
    said(
        "所在页读得不清", "undetermined", opinion(element("op_points", words="第七条建议删除", grade="poor"))
    ),
    said("没有意见书", "undetermined", (paper("draft"),), "意见书"),
    said("115号以前", "not-applicable", opinion(POINT, day="2018-12-03")),
    said("决策条例以前", "not-applicable", opinion(POINT, day="2019-08-31"), kind="decision"),
]


@pytest.mark.parametrize("row", params(ROWS))
def test_criteria_of_a_normative_document(row):
    check(row)


NOTICE = (on("consult_open", "2022-04-01"), on("consult_close", "2022-04-11"))
HINT = element("hint_business", words="经营者应当办理许可")


def test_an_unstated_premise_is_asked_with_its_likelihood_and_sentences():
    found = next(
        f
        for f in findings("normative", paper("consultation_notice", *NOTICE), paper("draft", HINT))
        if f.rule == "consult-business-30d"
    )
    assert found.verdict == "undetermined"
    assert "从内容看可能性约为1.00：“经营者应当办理许可”" in found.message
    assert "经营者应当办理许可" in [place.quote for place in found.evidence]
    assert any("（premise_business）" in item for item in found.missing)


def test_the_answer_settles_it_whatever_the_likelihood():
    verdicts = {
        answer: next(
            f.verdict
            for f in findings(
                "normative",
                paper("consultation_notice", *NOTICE),
                paper("draft", HINT),
                answers={"premise_business": answer},
            )
            if f.rule == "consult-business-30d"
        )
        for answer in ("是", "否")
    }
    assert verdicts == {"是": "fail", "否": "not-applicable"}
