"""Title rules: a title in, the kind its rule names out."""

from pathlib import Path

import pytest

from classifiers.model import rule_key
from classifiers.rules import load_title_rules, parts_of, title_rule
from dossier.errors import KnowledgeError
from knowledge.kinds import load_kinds


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云澜市人民政府关于印发《云澜市养犬管理办法》的通知", "normative_document"),
        ("云澜市人民政府办公室关于印发云澜市停车管理实施细则的通知", "normative_document"),
        ("云澜市人民政府关于禁止燃放烟花爆竹的通告", "normative_document"),
        ("云澜市人民政府关于印发《云澜市燃气安全专项整治工作方案》的通知", "work_document"),
        ("云澜市人民政府关于印发云澜市2023年工作要点的通知", "work_document"),
        ("云澜市人民政府关于印发《云澜市人民政府工作规则》的通知", "work_document"),
        ("云澜市人民政府关于张某某等同志任免职的通知", "work_document"),
        ("云澜市人民政府办公室关于防汛工作情况的通报", "work_document"),
        ("关于调整市防火领导小组组成人员的通知", "work_document"),
        ("市场监管局关于公开征求《养犬管理办法（征求意见稿）》意见的公告", "consultation_notice"),
        ("关于《养犬管理办法（征求意见稿）》公开征求意见结果的通告", "consultation_feedback"),
        ("《养犬管理办法》征求意见采纳情况表", "consultation_feedback"),
        ("云澜市养犬管理办法（征求意见稿）", "draft"),
        ("云澜市养犬管理办法（草案送审稿）", "draft"),
        ("关于加强养犬管理的通知（代拟稿，公开征求意见）", "draft"),
        ("《养犬管理办法（征求意见稿）》起草说明", "drafting_explanation"),
        ("关于《养犬管理办法（草案）》的说明", "drafting_explanation"),
        ("关于提请对《养犬管理办法（送审稿）》进行合法性审核的函", "review_request"),
        ("关于《养犬管理办法（送审稿）》的合法性审核意见", "legality_review_opinion"),
        ("合法性审查意见书", "legality_review_opinion"),
        ("关于《养犬管理办法（征求意见稿）》征求意见的复函", "other"),
        ("关于全面推行行政规范性文件合法性审核机制的指导意见", "normative_document"),
        ("公平竞争审查表", "fair_competition_review"),
        ("云澜市人民政府常务会议纪要", "meeting_minutes"),
        ("关于报送《云澜市供热管理办法》备案的报告", "filing_report"),
        ("规范性文件备案登记回执", "filing_receipt"),
        ("关于公布废止和失效的规范性文件目录的通知", "repeal_list"),
        ("云澜市2023年度重大行政决策事项目录", "decision_catalogue"),
        ("云澜市司法局2023年法治政府建设年度报告", "annual_report"),
        ("2023年规范性文件备案台账", "ledger"),
        ("中华人民共和国行政处罚法", "law"),
        ("优化营商环境条例", "law"),
        ("立案审批表", "case_opening_approval"),
        ("行政处罚案件立案呈批表", "case_opening_approval"),
        ("不予立案审批表", "approval_form"),
        ("立案/不予立案审批表", "case_opening_approval"),
        ("受案登记表", "case_source"),
        ("违法行为通知书", "prior_notice"),
        ("税务稽查报告", "investigation_report"),
        ("场所/设施/财物清单", "coercion_decision"),
        ("检测/检验/检疫/鉴定结果告知书", "test_report"),
        ("行政处罚建议审批表", "decision_approval"),
        ("按日连续处罚决定书", "penalty_decision"),
        ("关于印发《行政执法文书式样》的通知", "work_document"),
        ("云澜市支持民营企业发展若干措施", "normative_document"),
        ("询问笔录", "inquiry_record"),
        ("现场检查（勘验）笔录", "inspection_record"),
        ("抽样取证凭证", "evidence"),
        ("先行登记保存证据通知书", "registration_notice"),
        ("先行登记保存证据审批表", "approval_form"),
        ("查封（扣押）决定书", "coercion_decision"),
        ("延长查封扣押期限决定书", "coercion_release"),
        ("解除行政强制措施决定书", "coercion_release"),
        ("行政强制措施审批表", "approval_form"),
        ("案件调查终结报告", "investigation_report"),
        ("重大行政执法决定法制审核意见书", "legal_audit"),
        ("行政处罚案件审核表", "legal_audit"),
        ("行政处罚听证告知书", "prior_notice"),
        ("税务行政处罚事项告知书", "prior_notice"),
        ("当事人陈述申辩笔录", "statement_record"),
        ("放弃陈述申辩、听证权利声明书", "waiver"),
        ("听证申请书", "hearing_request"),
        ("行政处罚听证会通知书", "hearing_notice"),
        ("听证笔录", "hearing_record"),
        ("案件集体讨论记录", "collective_discussion"),
        ("行政处罚决定审批表", "decision_approval"),
        ("行政处罚案件有关事项审批表（处罚决定）", "decision_approval"),
        ("行政处罚决定书（单位）", "penalty_decision"),
        ("当场行政处罚决定书", "penalty_decision"),
        ("不予行政处罚决定书", "no_penalty_decision"),
        ("送达回证", "service_receipt"),
        ("《行政处罚决定书》送达回证", "service_receipt"),
        ("公告送达公告", "service_announcement"),
        ("关于送达行政处罚决定书的公告", "service_announcement"),
        ("罚没款收据", "payment_receipt"),
        ("延期（分期）缴纳罚款审批表", "instalment_approval"),
        ("催告书", "demand_notice"),
        ("行政处罚强制执行申请书", "court_application"),
        ("结案审批表", "case_closing"),
        ("涉嫌犯罪案件移送书", "transfer_letter"),
        ("案件线索移送函", "case_source"),
        ("责令限期整改指令书", "rectification_order"),
        ("税务处理决定书", "tax_handling_decision"),
        ("市场禁入决定书（张某某）", "market_ban"),
        ("加处罚款决定书", "extra_fine_decision"),
        ("当场处罚备案表", "onspot_filing"),
        ("行政复议决定书", "reconsideration_decision"),
        ("政府信息公开申请答复书", "disclosure_reply"),
        ("行政许可申请受理通知书", "licence_acceptance"),
        ("准予行政许可决定书", "licence_decision"),
        ("食品经营许可证", "licence_document"),
        ("营业执照", "identity_proof"),
        ("检验报告", "test_report"),
        ("检测（检验、检疫、鉴定）期间告知书", "testing_notice"),
        ("卷内目录", "file_catalogue"),
        ("卷内备考表", "file_notes"),
        ("行政处罚案卷", "cover"),
    ],
)
def test_kind_by_title(title: str, kind: str) -> None:
    hit = title_rule(title)
    assert hit is not None
    assert hit.kind == kind
    assert all(word in title for word in hit.words)


@pytest.mark.parametrize(
    "title", ["", "询问通知书", "整改复查意见书", "鉴定委托书", "学习心得体会", "个人简历"]
)
def test_no_rule(title: str) -> None:
    assert title_rule(title) is None


@pytest.mark.parametrize(
    ("order", "kind"),
    [
        ("云澜市人民政府令", "government_rule"),
        ("中华人民共和国交通运输部令", "government_rule"),
        ("中华人民共和国国务院令", "law"),
        ("", "normative_document"),
    ],
)
def test_order_above_tells_rule_from_document(order: str, kind: str) -> None:
    hit = title_rule("云澜市供热管理办法", order)
    assert hit is not None
    assert hit.kind == kind


def test_words_in_book_marks_are_not_the_papers_own() -> None:
    assert parts_of("关于公开征求《行政处罚决定书格式》意见的通知").outer == "关于公开征求意见的通知"


def test_every_kind_but_other_has_its_rule() -> None:
    named = {rule.kind for rule in load_title_rules()}
    assert set(load_kinds().documents) - named == set()


def test_unknown_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "titles.toml"
    path.write_text('[[title]]\nkind = "没有这种"\nends = ["书"]\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="没有的文书种类 没有这种"):
        load_title_rules(path)


def test_misspelt_field_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "titles.toml"
    path.write_text('[[title]]\nkind = "law"\nend = ["法"]\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="字段有误"):
        load_title_rules(path)


def test_rules_differ_in_content() -> None:
    keys = [rule_key(rule) for rule in load_title_rules()]
    assert len(set(keys)) == len(keys)
