"""Penalty decisions: elements, service, payment, remedies (rules.md §4.1), written from the law."""

import pytest
from enforcement_papers import OFFICE, dated, decided, e, opened, receipt
from made_papers import element, issued_by, lasting, on, paper
from rule_rows import Row, check, params

from dossier.case import Reading

SIX = e(
    "dec_party",
    "dec_facts",
    "dec_evidence",
    "dec_kind",
    "dec_basis",
    "dec_performance",
    "dec_reconsider",
    "dec_sue",
)
DECIDED = decided("2022-04-28")
OLDEST = decided("1996-09-30")
RECEIPT = e("receipt_names_paper", "receipt_party")
POSTED = ("service_announcement", "notice_posted")
GOVERNMENT, SUPERIOR = e("remedy_government"), e("remedy_superior")


def refused(*more) -> Reading:
    return dated("licence_decision", "lic_decided", "2022-04-28", *e("lic_refused"), *more)


ROWS = [
    # 延长在届满前批准
    Row("届满当日批准", "pen-extension-approved", "pass", "penalty", (opened("2025-07-18"), decided("2025-11-01"), dated("approval_form", "extension_approved", "2025-10-16"))),
    Row("届满次日批准", "pen-extension-approved", "fail", "penalty", (opened("2025-07-18"), decided("2025-11-01"), dated("approval_form", "extension_approved", "2025-10-17"))),
    Row("末日休息日之后批准", "pen-extension-approved", "borderline", "penalty", (opened("2022-01-30"), decided("2022-05-20"), dated("approval_form", "extension_approved", "2022-05-05"))),
    Row("没有立案日", "pen-extension-approved", "undetermined", "penalty", (decided("2025-11-01"), dated("approval_form", "extension_approved", "2025-10-16"))),
    Row("没有延长", "pen-extension-approved", "not-applicable", "penalty", (opened("2025-07-18"), DECIDED)),
    # 决定书法定事项
    Row("六项齐全", "pen-decision-elements", "pass", "penalty", (decided("2022-04-28", *SIX),)),
    Row("没有复议途径", "pen-decision-elements", "fail", "penalty", (decided("2022-04-28", *SIX[:6], SIX[7]),), "复议"),
    Row("没有读到地址", "pen-decision-elements", "undetermined", "penalty", (decided("2022-04-28", *SIX[1:]),), "地址"),
    Row("没有决定书", "pen-decision-elements", "undetermined", "penalty", (opened("2022-04-01"),)),
    Row("决定日期没有读到", "pen-decision-elements", "undetermined", "penalty", (paper("penalty_decision", *SIX),), "哪一版"),
    Row("税务处理决定书", "pen-decision-elements", "not-applicable", "handling", (paper("tax_handling_decision"),)),
    Row("1996年以前", "pen-decision-elements", "not-applicable", "penalty", (OLDEST,)),
    # 印章
    Row("看原件核对过", "pen-decision-seal", "pass", "penalty", (DECIDED,), more={"answers": {"seal_checked": "是"}}),
    Row("识别文字看不见印章", "pen-decision-seal", "undetermined", "penalty", (DECIDED,), "看原件"),
    Row("经人确认没有印章", "pen-decision-seal", "fail", "penalty", (DECIDED,), more={"answers": {"seal_checked": "否"}}),
    Row("1996年以前", "pen-decision-seal", "not-applicable", "penalty", (OLDEST,)),
    # 条款
    Row("都引到条", "pen-legal-basis-cited", "pass", "penalty", (decided("2022-04-28", *e("violated_article", "dec_basis")),)),
    Row("没有读到违反的条款（税务决定常只引定性的条款）", "pen-legal-basis-cited", "undetermined", "penalty", (decided("2022-04-28", *e("dec_basis")),)),
    Row("没有引依据", "pen-legal-basis-cited", "fail", "penalty", (decided("2022-04-28", *e("violated_article")),)),
    Row("没有决定书", "pen-legal-basis-cited", "undetermined", "penalty", (opened("2022-04-01"),)),
    Row("1996年以前", "pen-legal-basis-cited", "not-applicable", "penalty", (OLDEST,)),
    # 责令改正
    Row("责令了", "pen-order-correct", "pass", "penalty", (decided("2022-04-28", *e("order_to_correct")),)),
    Row("没有责令-能否改正不明", "pen-order-correct", "undetermined", "penalty", (DECIDED,), "请确认"),
    Row("经人确认可以改正而没有责令", "pen-order-correct", "fail", "penalty", (DECIDED,), more={"answers": {"correction_possible": "是"}}),
    Row("经人确认没有改正的可能", "pen-order-correct", "not-applicable", "penalty", (DECIDED,), more={"answers": {"correction_possible": "否"}}),
    # 一事不二罚
    Row("没有核对", "pen-once-fine", "undetermined", "penalty", (DECIDED,), "跨案"),
    Row("核对没有", "pen-once-fine", "pass", "penalty", (DECIDED,), more={"answers": {"once_fined": "是"}}),
    Row("核对重复罚款", "pen-once-fine", "fail", "penalty", (DECIDED,), more={"answers": {"once_fined": "否"}}),
    Row("1996年以前", "pen-once-fine", "not-applicable", "penalty", (OLDEST,)),
    # 追责时效
    Row("两年内发现", "pen-limitation", "pass", "penalty", (dated("case_source", "clue", "2024-03-01"), dated("investigation_report", "fact_end", "2022-03-01"))),
    Row("发现时行为尚在继续", "pen-limitation", "pass", "penalty", (dated("case_source", "clue", "2022-07-20"), dated("investigation_report", "fact_end", "2022-07-25"))),
    Row("超过两年", "pen-limitation", "borderline", "penalty", (dated("case_source", "clue", "2024-03-02"), dated("investigation_report", "fact_end", "2022-03-01")), "五年"),
    Row("终了日不明", "pen-limitation", "undetermined", "penalty", (dated("case_source", "clue", "2024-03-01"),)),
    Row("1996年以前", "pen-limitation", "not-applicable", "penalty", (dated("case_source", "clue", "1996-09-20"), dated("investigation_report", "fact_end", "1996-01-01"))),
    # 送达回证
    Row("直接送达", "pen-service-proof", "pass", "penalty", (receipt("served", "2022-05-01", *RECEIPT),)),
    Row("留置有事由有见证", "pen-service-proof", "pass", "penalty", (receipt("served", "2022-05-01", *RECEIPT, *e("service_mode=leave", "leave_reason", "leave_recorded")),)),
    Row("留置没有见证也没有录像", "pen-service-proof", "fail", "penalty", (receipt("served", "2022-05-01", *RECEIPT, *e("service_mode=leave", "leave_reason")),)),
    Row("另一份是留置，不要求直接送达的", "pen-service-proof", "pass", "penalty", (receipt("served", "2022-05-01", *RECEIPT), receipt("notice_served", "2022-04-01", *RECEIPT, *e("service_mode=leave", "leave_reason", "leave_recorded")))),
    Row("没读到受送达人", "pen-service-proof", "undetermined", "penalty", (receipt("served", "2022-05-01", RECEIPT[0]),)),
    Row("没有回证", "pen-service-proof", "undetermined", "penalty", (DECIDED,)),
    Row("2022年以前的民诉法版本未收", "pen-service-proof", "not-applicable", "penalty", (receipt("served", "2021-12-31", *RECEIPT),)),
    # 公告送达：2022年1月1日起30日，此前60日
    Row("30日", "pen-service-public", "pass", "penalty", (dated(*POSTED, "2022-01-01", lasting("service", 30, "d"), *e("service_public_reason")),)),
    Row("2022年仍写60日", "pen-service-public", "fail", "penalty", (dated(*POSTED, "2022-01-01", lasting("service", 60, "d"), *e("service_public_reason")),)),
    Row("2021年60日", "pen-service-public", "pass", "penalty", (dated(*POSTED, "2021-12-31", lasting("service", 60, "d"), *e("service_public_reason")),), "凭记忆"),
    Row("2021年只有30日", "pen-service-public", "fail", "penalty", (dated(*POSTED, "2021-12-31", lasting("service", 30, "d"), *e("service_public_reason")),)),
    Row("没有写原因", "pen-service-public", "undetermined", "penalty", (dated(*POSTED, "2022-03-01", lasting("service", 30, "d")),)),
    Row("没有公告日", "pen-service-public", "undetermined", "penalty", (paper("service_announcement", lasting("service", 30, "d"), *e("service_public_reason")),)),
    Row("没有公告送达", "pen-service-public", "not-applicable", "penalty", (receipt("served", "2022-05-01"),)),
    # 电子送达
    Row("有确认书", "pen-e-service-consent", "pass", "penalty", (receipt("served", "2022-05-01", *e("service_mode=electronic", "e_service_consent")),)),
    Row("没有确认书", "pen-e-service-consent", "undetermined", "penalty", (receipt("served", "2022-05-01", *e("service_mode=electronic")),)),
    Row("经人确认没有同意", "pen-e-service-consent", "fail", "penalty", (receipt("served", "2022-05-01", *e("service_mode=electronic")),), more={"answers": {"e_service_consent": "否"}}),
    Row("不是电子送达", "pen-e-service-consent", "not-applicable", "penalty", (receipt("served", "2022-05-01", *e("service_mode=direct")),)),
    # 加处罚款
    Row("每日百分之三", "pen-extra-fine", "pass", "penalty", (decided("2022-04-28", *e("extra_fine_stated", "extra_fine_3pct")),)),
    Row("写成百分之五", "pen-extra-fine", "fail", "penalty", (decided("2022-04-28", *e("extra_fine_stated", "extra_fine_other")),)),
    Row("没读到比例", "pen-extra-fine", "undetermined", "penalty", (decided("2022-04-28", *e("extra_fine_stated")),)),
    Row("没有加处罚款", "pen-extra-fine", "not-applicable", "penalty", (DECIDED,)),
    # 延期分期
    Row("申请并批准", "pen-instalment", "pass", "penalty", (DECIDED, dated("instalment_approval", "instalment_approved", "2022-05-10", *e("instalment_asked", "instalment_agreed")))),
    Row("没有申请", "pen-instalment", "undetermined", "penalty", (DECIDED, dated("instalment_approval", "instalment_approved", "2022-05-10", *e("instalment_agreed")))),
    Row("经人确认没有批准", "pen-instalment", "fail", "penalty", (DECIDED, paper("instalment_approval", *e("instalment_asked"))), more={"answers": {"instalment_agreed": "否"}}),
    Row("没有延期分期", "pen-instalment", "not-applicable", "penalty", (DECIDED,)),
    # 罚缴分离
    Row("到银行缴款", "pen-fine-separation", "pass", "penalty", (decided("2022-04-28", *e("dec_fine", "pay_to_bank")),)),
    Row("执法人员收缴", "pen-fine-separation", "fail", "penalty", (decided("2022-04-28", *e("dec_fine", "pay_to_bank", "officer_collected")),)),
    Row("没读到缴款方式", "pen-fine-separation", "undetermined", "penalty", (decided("2022-04-28", *e("dec_fine")),)),
    Row("没有罚款", "pen-fine-separation", "not-applicable", "penalty", (DECIDED,)),
    # 复议60日
    Row("写60日", "pen-remedy-60d", "pass", "penalty", (decided("2022-04-28", lasting("reconsider", 60, "d")),)),
    Row("写成30日", "pen-remedy-60d", "fail", "penalty-onspot", (decided("2024-01-01", lasting("reconsider", 30, "d")),)),
    Row("没有写", "pen-remedy-60d", "undetermined", "penalty", (DECIDED,)),
    Row("不予许可也要告知", "pen-remedy-60d", "pass", "licence", (refused(lasting("reconsider", 60, "d")),)),
    Row("准予许可", "pen-remedy-60d", "not-applicable", "licence", (dated("licence_decision", "lic_decided", "2022-04-28"),)),
    Row("复议法施行前", "pen-remedy-60d", "not-applicable", "penalty", (decided("1999-09-30", lasting("reconsider", 15, "d")),)),
    # 诉讼6个月（2015年5月1日起）
    Row("写六个月", "pen-remedy-6m", "pass", "penalty", (decided("2022-04-28", lasting("sue", 6, "m")),)),
    Row("写成三个月", "pen-remedy-6m", "fail", "penalty", (decided("2015-05-01", lasting("sue", 3, "m")),)),
    Row("2015年5月1日前三个月", "pen-remedy-6m", "pass", "penalty", (decided("2015-04-30", lasting("sue", 3, "m")),), "凭记忆"),
    Row("土地管理法15日", "pen-remedy-6m", "excused", "penalty", (decided("2022-04-28", lasting("sue", 15, "d"), *e("special_suing_term")),)),
    Row("没有写", "pen-remedy-6m", "undetermined", "penalty", (DECIDED,)),
    Row("准予许可", "pen-remedy-6m", "not-applicable", "licence", (dated("licence_decision", "lic_decided", "2022-04-28"),)),
    # 复议机关（2024年1月1日起只写本级人民政府）
    Row("2024年只写政府", "pen-remedy-authority", "pass", "penalty", (decided("2024-01-01", *GOVERNMENT),)),
    Row("2024年还写上级部门", "pen-remedy-authority", "fail", "penalty", (decided("2024-01-01", *GOVERNMENT, *SUPERIOR),)),
    Row("2023年写政府或者上级部门", "pen-remedy-authority", "pass", "penalty", (decided("2023-12-31", *GOVERNMENT, *SUPERIOR),)),
    Row("2022年只写政府不算错", "pen-remedy-authority", "pass", "penalty", (decided("2022-04-28", *GOVERNMENT),)),
    Row("写的是上一级人民政府", "pen-remedy-authority", "undetermined", "penalty", (decided("2024-03-01", element("remedy_government", words="向青云省人民政府申请行政复议")),), "是否本级"),
    Row("本级人民政府", "pen-remedy-authority", "pass", "penalty", (decided("2024-03-01", element("remedy_government", words="向云山市人民政府申请行政复议")),)),
    Row("决定日期没有读到", "pen-remedy-authority", "undetermined", "penalty", (paper("penalty_decision", *GOVERNMENT, *SUPERIOR),), "哪一版"),
    Row("没有读到", "pen-remedy-authority", "undetermined", "penalty", (decided("2024-03-01"),)),
    Row("准予许可", "pen-remedy-authority", "not-applicable", "licence", (dated("licence_decision", "lic_decided", "2024-04-28"),)),
    # 当场处罚复议前置（2024年1月1日起）
    Row("写明先复议", "pen-remedy-onspot-precondition", "pass", "penalty-onspot", (decided("2024-01-01", *e("reconsider_first")),)),
    Row("写成可以直接起诉", "pen-remedy-onspot-precondition", "fail", "penalty-onspot", (decided("2024-01-01", *e("sue_directly")),)),
    Row("没有告知", "pen-remedy-onspot-precondition", "fail", "penalty-onspot", (decided("2024-01-01"),)),
    Row("没有决定书", "pen-remedy-onspot-precondition", "undetermined", "penalty-onspot", (paper("onspot_filing"),)),
    Row("2023年12月31日不前置", "pen-remedy-onspot-precondition", "not-applicable", "penalty-onspot", (decided("2023-12-31", *e("sue_directly")),)),
    # 未告知的后果：只提示
    Row("都告知了", "pen-remedy-missing-effect", "pass", "penalty", (decided("2022-04-28", *e("dec_reconsider", "dec_sue")),)),
    Row("没有告知诉讼", "pen-remedy-missing-effect", "fail", "penalty", (decided("2022-04-28", *e("dec_reconsider")),)),
    Row("没有决定书", "pen-remedy-missing-effect", "undetermined", "penalty", (opened("2022-04-01"),)),
    Row("解释施行前", "pen-remedy-missing-effect", "not-applicable", "penalty", (decided("2018-02-07"),)),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


@pytest.mark.parametrize(
    ("issuer", "day", "said", "verdict"),
    [
        pytest.param("国家税务总局云山市税务局", "2024-01-01", SUPERIOR, "pass", id="税务写上一级"),
        pytest.param("国家税务总局云山市税务局", "2024-01-01", GOVERNMENT, "fail", id="税务写政府"),
        pytest.param("中国证监会", "2024-08-16", (*e("dec_reconsider"), *SUPERIOR), "pass", id="证监会向证监会"),
        pytest.param("云山海关", "2024-03-01", SUPERIOR, "pass", id="海关"),
        pytest.param("国家金融监督管理总局云山监管分局", "2024-03-01", SUPERIOR, "undetermined", id="分局看所属机关"),
        pytest.param("中国证券监督管理委员会", "2024-03-01", e("dec_reconsider"), "pass", id="国务院部门向本部门"),
        pytest.param("国家税务总局云山市税务局第一稽查局", "2024-03-01", SUPERIOR, "undetermined", id="稽查局以所属税务局判断"),
        pytest.param("云山市公安局青禾派出所", "2024-03-01", GOVERNMENT, "undetermined", id="派出所所属不明"),
        pytest.param("云山市市场监管局", "2024-03-01", GOVERNMENT, "pass", id="市场监管局不是派出机构"),
        pytest.param(OFFICE, "2024-03-01", SUPERIOR, "fail", id="一般部门写上级"),
    ],
)  # fmt: skip
def test_who_reconsiders_depends_on_the_issuing_body(issuer, day, said, verdict):
    papers = (paper("penalty_decision", issued_by(issuer), on("decided", day), *said),)
    check(Row("", "pen-remedy-authority", verdict, "penalty", papers))
