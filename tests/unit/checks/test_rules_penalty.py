"""Penalty files: periods, waiting, order and notice, before and after 15 July 2021."""

import pytest
from made_papers import element, findings, issued_by, judged, lasting, on, paper
from rule_rows import Row, check, params

TOLD = element("hearing_right_told", words="你单位有要求听证的权利")
WAIVED = element("hearing_waived", words="我单位放弃听证")
FIVE = [
    element(code)
    for code in ("notice_content", "notice_facts", "notice_reason", "notice_basis", "notice_rights")
]
MARKET = "云山市市场监督管理局"


def opened(day):
    return paper("case_opening_approval", on("case_open", day))


def decided(day, *more, issuer="云山市交通运输局", **options):
    return paper("penalty_decision", issued_by(issuer), on("decided", day, **options), *more)


def notice(*more):
    return paper("prior_notice", *FIVE, TOLD, *more)


def receipt(code, day, **options):
    return paper("service_receipt", on(code, day, **options))


HEARD = paper("hearing_record", on("hearing", "2022-04-10"), title="听证笔录")
DECIDED = paper("penalty_decision", on("decided", "2022-04-28"), title="行政处罚决定书")
CLOSED_WITHOUT_AUDIT = (
    HEARD,
    DECIDED,
    paper("cover", on("closed", "2022-06-01"), title="卷宗封面"),
    paper("file_catalogue", title="卷内目录", rows=[("文书名称",), ("听证笔录",), ("行政处罚决定书",)]),
)

ROWS = [
    # 90日
    Row("第90日", "pen-decision-90d", "pass", "penalty", (opened("2025-07-18"), decided("2025-10-16"))),
    Row("第91日", "pen-decision-90d", "fail", "penalty", (opened("2025-07-18"), decided("2025-10-17")), "晚了1天"),
    Row("末日休息日", "pen-decision-90d", "borderline", "penalty", (opened("2022-01-30"), decided("2022-05-05")), "顺延"),
    Row("缺立案日", "pen-decision-90d", "undetermined", "penalty", (decided("2025-10-17"),), "立案"),
    Row("缺决定日", "pen-decision-90d", "undetermined", "penalty", (opened("2025-07-18"),), "末日为2025年10月16日"),
    Row("超期而有鉴定", "pen-decision-90d", "undetermined", "penalty", (opened("2025-07-18"), decided("2025-12-17"), paper("test_report")), "检测"),
    Row("超期而有听证", "pen-decision-90d", "undetermined", "penalty", (opened("2025-07-18"), decided("2025-12-17"), paper("hearing_record", on("hearing", "2025-09-20")))),
    Row("超期而有延期审批-部门未配置", "pen-decision-90d", "undetermined", "penalty", (opened("2025-07-18"), decided("2025-12-17"), paper("approval_form", on("extension_approved", "2025-10-10")))),
    Row("修订前立案修订前决定", "pen-decision-90d", "not-applicable", "penalty", (opened("2021-01-05"), decided("2021-07-14")), "尚无此项要求"),
    Row("修订前决定而立案日不明", "pen-decision-90d", "not-applicable", "penalty", (decided("2018-05-21"),)),
    Row("修订前立案而决定日不明", "pen-decision-90d", "undetermined", "penalty", (opened("2021-06-01"),)),
    Row("过渡案件", "pen-decision-90d", "undetermined", "penalty", (opened("2021-07-14"), decided("2021-08-01")), "过渡期"),
    Row("施行当日立案", "pen-decision-90d", "pass", "penalty", (opened("2021-07-15"), decided("2021-08-01"))),
    # 送达
    Row("第7个工作日", "pen-service-7wd", "pass", "penalty", (decided("2022-09-28"), receipt("served", "2022-10-12"))),
    Row("第8个工作日", "pen-service-7wd", "fail", "penalty", (decided("2022-09-28"), receipt("served", "2022-10-13"))),
    Row("缺回证", "pen-service-7wd", "undetermined", "penalty", (decided("2022-09-28"),), "送达"),
    Row("送达早于决定", "pen-service-7wd", "undetermined", "penalty", (decided("2022-09-28"), receipt("served", "2022-09-27")), "早于"),
    Row("旧法七日为自然日-第8日", "pen-service-7wd", "fail", "penalty", (decided("2021-07-05"), receipt("served", "2021-07-13"))),
    Row("旧法第7日", "pen-service-7wd", "pass", "penalty", (decided("2021-07-05"), receipt("served", "2021-07-12")), "节选"),
    Row("旧法末日为周六", "pen-service-7wd", "borderline", "penalty", (decided("2021-07-03"), receipt("served", "2021-07-12"))),
    Row("跨新旧法而结论不同", "pen-service-7wd", "undetermined", "penalty", (decided("2021-07-09"), receipt("served", "2021-07-19")), "跨越新旧规定"),
    Row("跨新旧法而结论相同", "pen-service-7wd", "pass", "penalty", (decided("2021-07-09"), receipt("served", "2021-07-16"))),
    Row("1996年以前", "pen-service-7wd", "not-applicable", "penalty", (decided("1996-09-30"), receipt("served", "1996-10-20"))),
    # 公开
    Row("第7个工作日", "pen-disclose-7wd", "pass", "penalty", (decided("2022-04-19"), paper("disclosure_record", on("disclosed", "2022-04-27")))),
    Row("第8个工作日", "pen-disclose-7wd", "fail", "penalty-onspot", (decided("2022-04-19"), paper("disclosure_record", on("disclosed", "2022-04-28")))),
    Row("许可决定", "pen-disclose-7wd", "pass", "licence", (paper("licence_decision", on("lic_decided", "2022-04-19")), paper("disclosure_record", on("disclosed", "2022-04-20")))),
    Row("公示系统另有期限不能替代", "pen-disclose-7wd", "fail", "penalty", (decided("2022-04-19"), paper("disclosure_record", on("disclosed", "2022-04-20", about="国家企业信用信息公示系统"), on("disclosed", "2022-04-29", about="信用中国（云山）")))),
    Row("只有公示系统", "pen-disclose-7wd", "undetermined", "penalty", (decided("2022-04-19"), paper("disclosure_record", on("disclosed", "2022-04-20", about="国家企业信用信息公示系统")))),
    Row("缺公示记录", "pen-disclose-7wd", "undetermined", "penalty", (decided("2022-04-19"),)),
    Row("118号以前", "pen-disclose-7wd", "not-applicable", "penalty", (decided("2018-12-04"), paper("disclosure_record", on("disclosed", "2018-12-30")))),
    Row("118号以前而无公示记录", "pen-disclose-7wd", "not-applicable", "penalty", (decided("2018-05-21"),)),
    Row("118号当日", "pen-disclose-7wd", "fail", "penalty", (decided("2018-12-05"), paper("disclosure_record", on("disclosed", "2018-12-30")))),
    # 听证申请期内不得决定
    Row("期满之后", "pen-hearing-request-5wd", "pass", "penalty", (notice(), receipt("notice_served", "2021-09-24"), decided("2021-10-08"))),
    Row("期满当日", "pen-hearing-request-5wd", "fail", "penalty", (notice(), receipt("notice_served", "2021-09-24"), decided("2021-09-30"))),
    Row("书面放弃", "pen-hearing-request-5wd", "excused", "penalty", (notice(), receipt("notice_served", "2021-09-24"), decided("2021-09-29"), paper("waiver", WAIVED)), "放弃听证"),
    Row("决定之后才放弃", "pen-hearing-request-5wd", "fail", "penalty", (notice(), receipt("notice_served", "2021-09-24"), decided("2021-09-29"), paper("waiver", WAIVED, on("waiver", "2021-09-30")))),
    Row("已经听证", "pen-hearing-request-5wd", "excused", "penalty", (notice(), receipt("notice_served", "2021-09-24"), decided("2021-09-29"), paper("hearing_record", on("hearing", "2021-09-28")))),
    Row("送达日缺", "pen-hearing-request-5wd", "undetermined", "penalty", (notice(), decided("2021-09-29"))),
    Row("是否听证范围不明", "pen-hearing-request-5wd", "undetermined", "penalty", (paper("prior_notice", *FIVE), receipt("notice_served", "2021-09-24"), decided("2021-09-29")), "请确认"),
    Row("是否听证范围不明但期满", "pen-hearing-request-5wd", "pass", "penalty", (paper("prior_notice", *FIVE), receipt("notice_served", "2021-09-24"), decided("2021-10-08"))),
    Row("经人确认不属听证范围", "pen-hearing-request-5wd", "not-applicable", "penalty", (receipt("notice_served", "2021-09-24"), decided("2021-09-29")), more={"answers": {"hearing_right_told": "否"}}),
    Row("旧法三日", "pen-hearing-request-5wd", "pass", "penalty", (notice(), receipt("notice_served", "2021-06-01"), decided("2021-06-07"))),
    Row("旧法末日周六之后", "pen-hearing-request-5wd", "borderline", "penalty", (notice(), receipt("notice_served", "2021-05-26"), decided("2021-05-31"))),
    Row("跨新旧法三日已满五日未满", "pen-hearing-request-5wd", "undetermined", "penalty", (notice(), receipt("notice_served", "2021-07-12"), decided("2021-07-16")), "跨越新旧规定"),
    # 听证通知
    Row("提前7个工作日", "pen-hearing-notice-7wd", "pass", "penalty", (receipt("hear_notice_served", "2022-10-08"), paper("hearing_record", on("hearing", "2022-10-18")))),
    Row("连同当日才满", "pen-hearing-notice-7wd", "borderline", "penalty", (receipt("hear_notice_served", "2022-10-09"), paper("hearing_record", on("hearing", "2022-10-18")))),
    Row("不足", "pen-hearing-notice-7wd", "fail", "penalty", (receipt("hear_notice_served", "2022-10-10"), paper("hearing_record", on("hearing", "2022-10-18")))),
    Row("缺回证", "pen-hearing-notice-7wd", "undetermined", "penalty", (paper("hearing_record", on("hearing", "2022-10-18")),)),
    Row("没有听证", "pen-hearing-notice-7wd", "not-applicable", "penalty", (decided("2022-10-18"),)),
    # 法制审核
    Row("先审后定", "pen-legal-audit", "pass", "penalty", (paper("legal_audit", on("audit", "2022-04-26"), element("audit_category", "hearing")), decided("2022-04-28"))),
    Row("当日审核", "pen-legal-audit", "pass", "penalty", (paper("legal_audit", on("audit", "2022-04-28")), decided("2022-04-28"))),
    Row("先定后审-经听证", "pen-legal-audit", "fail", "penalty", (paper("legal_audit", on("audit", "2022-04-29")), paper("hearing_record", on("hearing", "2022-04-10")), decided("2022-04-28")), "次序颠倒"),
    Row("先定后审-是否应审不明", "pen-legal-audit", "undetermined", "penalty", (paper("legal_audit", on("audit", "2022-04-29")), decided("2022-04-28")), "请确认"),
    Row("没有审核意见", "pen-legal-audit", "undetermined", "penalty", (decided("2022-04-28"),)),
    Row("经人确认不属应审", "pen-legal-audit", "not-applicable", "penalty", (decided("2022-04-28"),), more={"answers": {"audit_category": "否"}}),
    Row("卷宗齐全而经听证没有审核", "pen-legal-audit", "fail", "penalty", CLOSED_WITHOUT_AUDIT, "目录"),
    Row("118号以前", "pen-legal-audit", "not-applicable", "penalty", (paper("legal_audit", on("audit", "2018-12-03"), element("audit_category", "major")), decided("2018-12-02"))),
    # 事先告知
    Row("五项齐全且在决定前", "pen-prior-notice", "pass", "penalty", (notice(), receipt("notice_served", "2022-04-10"), decided("2022-04-28"))),
    Row("缺理由", "pen-prior-notice", "fail", "penalty", (paper("prior_notice", *FIVE[:2], *FIVE[3:], title="行政处罚告知书"), receipt("notice_served", "2022-04-10"), decided("2022-04-28")), "未载明"),
    Row("先决定后告知", "pen-prior-notice", "fail", "penalty", (notice(), receipt("notice_served", "2022-04-29"), decided("2022-04-28")), "次序颠倒"),
    Row("同日", "pen-prior-notice", "borderline", "penalty", (notice(), receipt("notice_served", "2022-04-28"), decided("2022-04-28")), "同日"),
    Row("同日而放弃陈述申辩", "pen-prior-notice", "excused", "penalty", (notice(), receipt("notice_served", "2022-04-28"), decided("2022-04-28"), paper("waiver", element("statement_waived", words="放弃陈述申辩")))),
    Row("没有告知书", "pen-prior-notice", "undetermined", "penalty", (receipt("notice_served", "2022-04-10"), decided("2022-04-28")), "告知书"),
    Row("没有送达日", "pen-prior-notice", "undetermined", "penalty", (notice(), decided("2022-04-28"))),
    Row("1996年以前", "pen-prior-notice", "not-applicable", "penalty", (notice(), decided("1996-09-30"))),
    # 缴款期限
    Row("写明15日", "pen-pay-15d", "pass", "penalty", (decided("2022-04-28", lasting("pay", 15, "d", "served")),)),
    Row("写成10日", "pen-pay-15d", "fail", "penalty", (decided("2022-04-28", lasting("pay", 10, "d")),)),
    Row("写成15个工作日", "pen-pay-15d", "fail", "penalty", (decided("2022-04-28", lasting("pay", 15, "wd")),)),
    Row("自决定之日起算", "pen-pay-15d", "fail", "penalty", (decided("2022-04-28", lasting("pay", 15, "d", "decided")),), "起算点"),
    Row("没有写", "pen-pay-15d", "undetermined", "penalty", (decided("2022-04-28"),), "没有罚款的"),
    Row("前后不一", "pen-pay-15d", "undetermined", "penalty", (decided("2022-04-28", lasting("pay", 15, "d"), lasting("pay", 10, "d")),)),
    Row("没有决定书", "pen-pay-15d", "undetermined", "penalty", (opened("2022-01-01"),)),
    Row("决定日期没读到", "pen-pay-15d", "undetermined", "penalty", (paper("penalty_decision", lasting("pay", 15, "d")),)),
    Row("页面读得不清", "pen-pay-15d", "undetermined", "penalty", (decided("2022-04-28", lasting("pay", 10, "d", grade="poor")),), "读得不清"),
    Row("税务处理决定书", "pen-pay-15d", "not-applicable", "handling", (paper("tax_handling_decision", lasting("pay", 15, "d")),), "不适用本规则"),
    Row("1996年以前", "pen-pay-15d", "not-applicable", "penalty", (decided("1996-09-30", lasting("pay", 15, "d")),)),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


def test_the_old_law_s_pay_period_is_from_memory_and_only_informs():
    found = judged("penalty", decided("2020-04-28", lasting("pay", 15, "d")))["pen-pay-15d"]
    assert (found.verdict, found.severity) == ("pass", "info") and "凭记忆" in found.message


def test_the_finding_names_the_law_of_the_day():
    found = judged("penalty", decided("2022-04-28"), receipt("served", "2022-05-07"))["pen-service-7wd"]
    assert found.basis[0] == "行政处罚法（2021修订）第六十一条"
    assert (found.start, found.end, found.measured, found.required) == ("2022-04-28", "2022-05-07", 4, 7)
    old = judged("penalty", decided("2020-04-28"), receipt("served", "2020-05-01"))["pen-service-7wd"]
    assert old.basis == ("行政处罚法（2017修正）第四十条",)


def test_several_services_are_told_apart():
    papers = (
        decided("2022-09-28"),
        receipt("served", "2022-10-12", about="甲"),
        receipt("served", "2022-10-13", about="乙"),
    )
    found = {f.subject: f.verdict for f in findings("penalty", *papers) if f.rule == "pen-service-7wd"}
    assert found == {"甲": "pass", "乙": "fail"}


def test_service_by_public_notice_is_measured_to_the_posting():
    posted = paper("service_announcement", on("notice_posted", "2022-10-10"), title="行政处罚决定书公告送达")
    found = judged("penalty", decided("2022-09-28"), posted, receipt("served", "2022-11-09"))[
        "pen-service-7wd"
    ]
    assert (found.verdict, found.end) == ("pass", "2022-10-10") and "发出公告日" in found.message


# ── 部门程序：按机关名称识别


@pytest.mark.parametrize(
    ("papers", "verdict", "says"),
    [
        pytest.param((opened("2022-01-30"), decided("2022-05-05", issuer=MARKET)), "pass", "顺延", id="市监-末日逢节假日顺延"),
        pytest.param((opened("2020-01-06"), decided("2020-04-20", issuer=MARKET)), "fail", "晚了", id="市监-2019年起已有90日"),
        pytest.param((opened("2021-06-01"), decided("2021-08-20", issuer=MARKET)), "pass", "", id="市监-跨2021年7月15日直接适用"),
        pytest.param((opened("2025-07-18"), decided("2025-11-15", issuer=MARKET), paper("approval_form", on("extension_approved", "2025-10-15"))), "excused", "延长30日", id="市监-届满前批准延长"),
        pytest.param((opened("2025-07-18"), decided("2025-11-15", issuer=MARKET), paper("approval_form", on("extension_approved", "2025-10-17"))), "fail", "届满之后", id="市监-届满后才批准"),
        pytest.param((opened("2025-07-18"), decided("2025-12-15", issuer=MARKET), paper("approval_form", on("extension_approved", "2025-10-15"))), "undetermined", "再次延长", id="市监-延长后仍超期"),
        pytest.param((opened("2025-07-18"), decided("2025-12-15", issuer=MARKET), paper("test_report")), "undetermined", "扣除", id="市监-有鉴定须核扣除"),
        pytest.param((opened("2025-07-18"), decided("2025-08-15", issuer="云山市公安局")), "undetermined", "治安", id="公安-治安案件期限另定"),
        pytest.param((opened("2025-07-18"), decided("2025-08-15", issuer="中国证券监督管理委员会云山监管局")), "undetermined", "另有办案期限", id="证监-规章另有规定"),
    ],
)  # fmt: skip
def test_branches_with_their_own_procedure(papers, verdict, says):
    found = judged("penalty", *papers)["pen-decision-90d"]
    assert found.verdict == verdict, found.message
    assert says in found.message
