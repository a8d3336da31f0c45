"""Sentences a rule asks for: found where they are said, not where they are denied, quoted or required."""

import pytest

from dossier.fact import Element
from extractors.elements import find_elements
from extractors.paper import paper


def elements(text: str, kind: str, title: str = "") -> dict[str, str | None]:
    """Code → variant."""
    values = [f.value for f in find_elements(paper(text, kind=kind, title=title))]
    return {v.code: v.value for v in values if isinstance(v, Element)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("综上，送审稿合法，可以提交审议。", "lawful", id="合法"),
        pytest.param("审核结论：合法，同意提请县政府常务会议审议。", "lawful", id="结论合法"),
        pytest.param(
            "四、审核结论\n送审稿合法，建议按上述意见作文字修改后提请审议。", "lawful", id="文字修改不改结论"
        ),
        pytest.param("经审核，未发现与上位法相抵触的内容。", "lawful", id="未发现抵触"),
        pytest.param("三、结论。送审稿第三条应当予以修改，修改后重新报审。", "amend", id="应当予以修改"),
        pytest.param("审核结论：合法，但第五条应当作相应修改。", "amend", id="合法而有条应改"),
        pytest.param("审核结论：送审稿超越法定职权，内容不合法，建议不予提请审议。", "unlawful", id="不合法"),
        pytest.param("经审核，第四条与《行政许可法》相抵触，建议暂不出台。", "unlawful", id="相抵触"),
        pytest.param("第七条溯及既往，建议删除，其余无异议。", "amend", id="建议删除"),
        pytest.param("审核结论\t修改后合法", "amend", id="修改后合法"),
        pytest.param("结论\t修改后可提请审议", "amend", id="修改后可提请"),
        pytest.param("经研究，我局原则同意，无不同意见。", "vague", id="含混"),
        pytest.param("综上，建议进一步完善。", "vague", id="建议完善"),
    ],
)
def test_conclusion_of_an_opinion(text: str, wanted: str) -> None:
    found = elements("合法性审核意见书\n一、主体合法。未超越法定职权。\n" + text, "legality_review_opinion")
    assert found["opinion_conclusion"] == wanted


def test_an_opinion_without_conclusion_has_none() -> None:
    text = "合法性审核意见书\n你局送审的材料收悉。现将依据的规定附后。"
    assert "opinion_conclusion" not in elements(text, "legality_review_opinion")


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        pytest.param("consultation_notice", "该办法与市场主体生产经营活动密切相关。", {"premise_business": None}, id="与经营密切相关"),
        pytest.param("prior_notice", "立新服饰厂：你单位拖欠工资，逾期未改，拟罚款20000元。", {"notice_facts": None, "notice_content": None, "dec_fine": None}, id="只有事实和内容"),
        pytest.param("prior_notice", "你公司可自收到之日起五日内申请听证。", {"hearing_right_told": None}, id="权利不是事实"),
        pytest.param("prior_notice", "该行为违反《水污染防治法》第十条，按该法第八十三条第二项，我局拟罚款贰拾万元。", {"notice_reason": None, "notice_basis": None, "notice_content": None, "dec_fine": None}, id="按该法"),
        pytest.param("penalty_decision", "60日内可复议，6个月内可诉讼。", {"dec_reconsider": None, "dec_sue": None}, id="简写的救济"),
        pytest.param("drafting_explanation", "本办法不属于与市场主体生产经营活动密切相关的文件。", {"premise_business": "no"}, id="写明不属于"),
        pytest.param("drafting_explanation", "请研究是否与市场主体生产经营活动密切相关。", {}, id="是否"),
        pytest.param("work_document", "通知要求“涉及人民群众切身利益”的应当听取意见。", {}, id="引号里"),
        pytest.param("work_document", "本办法涉及群众切身利益。", {"premise_major_effect": None}, id="切身利益"),
        pytest.param("consultation_notice", "因汛期临近、情况紧急，本次征求意见期限缩短为10日。", {"consult_short_reason": None}, id="缩短理由"),
        pytest.param("review_request", "为应对突发疫情，需要立即制定实施，请尽快审核。", {"emergency": None}, id="突发事件"),
        pytest.param("normative_document", "除为应对突发事件需要立即制定的除外，一般不少于5个工作日。", {}, id="条文里的例外"),
        pytest.param("meeting_minutes", "会议审议通过《集市办法》，未经合法性审核的文件不得提交审议。", {"meeting_passed": "集市办法"}, id="要求不是自认"),
        pytest.param("meeting_minutes", "会议指出，该办法未经合法性审核即提交会议。", {"review_substituted": "none"}, id="自认未审"),
        pytest.param("waiver", "本人自愿放弃陈述、申辩的权利，不要求听证。", {"statement_waived": None, "hearing_waived": None}, id="放弃"),
        pytest.param("service_receipt", "逾期未提出的，视为放弃陈述、申辩权利。", {}, id="视为放弃不是放弃"),
        pytest.param("service_receipt", "送达方式\t√直接　□留置　□邮寄", {"service_mode": "direct"}, id="直接送达"),
        pytest.param("service_receipt", "送达方式\t□直接　☑留置　□邮寄", {"service_mode": "leave"}, id="留置送达"),
        pytest.param("government_rule", "为与汛期衔接，本办法自2022年5月1日起施行。", {"immediate_effect_reason": "other"}, id="非法定理由"),
        pytest.param("government_rule", "不立即施行将有碍本办法施行，自公布之日起施行。", {"immediate_effect_reason": "statutory"}, id="法定理由"),
        pytest.param("government_rule", "为了规范供水，保障安全，制定本办法。", {}, id="立法目的不是理由"),
        pytest.param("legal_audit", "本案经听证程序，应当法制审核。", {"audit_category": "hearing"}, id="经听证"),
        pytest.param("case_closing", "负责人意见：同意结案。", {"case_closed": None}, id="结案"),
    ],
)  # fmt: skip
def test_elements(kind: str, text: str, wanted: dict[str, str | None]) -> None:
    found = elements("标题\n" + text, kind)
    parts = (
        "hint_",
        "consult_way",
        "consult_draft",
        "consult_note",
        "consult_period",
        "ord_",
        "rv_",
        "op_",
        "document_name",
    )
    assert {code: value for code, value in found.items() if not code.startswith(parts)} == wanted


NOTICE = "行政处罚告知书\n你店涉嫌使用过期面粉一案已调查终结，现将拟处罚的内容、事实、理由、依据告知如下：\n"


def test_a_full_notice_has_all_parts() -> None:
    text = (
        NOTICE
        + "经查，你店使用过期面粉，违反了《食品安全法》第三十四条。依据该法第一百二十四条，拟处罚款5000元。你店有权陈述、申辩，并有权要求听证。"
    )
    wanted = {
        "notice_facts",
        "notice_reason",
        "notice_basis",
        "notice_content",
        "notice_rights",
        "hearing_right_told",
    }
    assert wanted <= set(elements(text, "prior_notice"))


def test_the_opening_line_of_a_notice_is_not_its_content() -> None:
    found = elements(NOTICE + "请你店于三日内到我局。", "prior_notice")
    assert not {"notice_content", "notice_basis", "notice_rights", "hearing_right_told"} & set(found)


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        pytest.param("秋浦县司法局", {"review_substituted": "consultation"}, id="司法局复函无意见"),
        pytest.param("秋浦县财政局", {}, id="其他部门的复函"),
    ],
)
def test_a_reply_instead_of_a_review(head: str, wanted: dict[str, str]) -> None:
    title = "关于《集市办法（征求意见稿）》征求意见的复函"
    text = f"{title}\n县商务局：\n来函收悉。经研究，我局无意见。\n{head}\n2022年5月11日"
    assert elements(text, "other", title) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "意见请寄县财政局农业股。",
        "请将意见发至邮箱a@example.cn。",
        "书面反馈到市交通运输局运输科。",
        "也可打镇规划办电话。",
    ],
)
def test_ways_of_giving_an_opinion(text: str) -> None:
    assert "consult_way" in elements(text, "consultation_notice")
