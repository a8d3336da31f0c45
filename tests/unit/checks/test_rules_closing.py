"""Penalty files: disclosure, closing, court enforcement, transfer to the police (rules.md §4.1), written from the law."""

import pytest
from enforcement_papers import MARKET, dated, decided, e, opened, receipt, whole
from made_papers import on, paper
from rule_rows import Row, check, params

from dossier.case import Reading

DECIDED = decided("2022-04-28")
SYSTEM, CREDIT = "国家企业信用信息公示系统", "信用中国（云山）"
HOUSING = "云山市住房和城乡建设局"


def shown(day: str, about: str = "", *more) -> Reading:
    return dated("disclosure_record", "disclosed", day, *more, about=about or None)


def seized(day: str, *more) -> Reading:
    return dated("coercion_decision", "seize", day, *more)


def applied(day: str, *more) -> Reading:
    return dated("court_application", "court_apply", day, *more)


def transfer(*lines) -> Reading:
    return paper("transfer_letter", *lines, title="涉嫌犯罪案件移送书")


ROWS = [
    # 其他执法决定20个工作日
    Row("第20个工作日", "pen-disclose-20wd", "pass", "coercion", (seized("2022-04-19"), shown("2022-05-18"))),
    Row("第21个工作日", "pen-disclose-20wd", "fail", "coercion", (seized("2022-04-19"), shown("2022-05-19"))),
    Row("依法不予公开", "pen-disclose-20wd", "excused", "coercion", (seized("2022-04-19", *e("undisclosed_by_law")), shown("2022-05-19"))),
    Row("没有公示记录", "pen-disclose-20wd", "undetermined", "coercion", (seized("2022-04-19"),)),
    Row("118号以前", "pen-disclose-20wd", "not-applicable", "coercion", (seized("2018-12-04"), shown("2019-03-19"))),
    Row("118号当日", "pen-disclose-20wd", "fail", "coercion", (seized("2018-12-05"), shown("2019-03-19"))),
    # 只适用于某一部门
    Row("非市监部门", "pen-disclose-saic-20wd", "not-applicable", "penalty", (DECIDED,)),
    Row("非住建部门", "pen-disclose-housing-7d", "not-applicable", "penalty", (DECIDED,)),
    Row("部门没有规定", "pen-close-15wd", "not-applicable", "penalty", (DECIDED,)),
    # 撤回
    Row("第3个工作日", "pen-withdraw-3wd", "pass", "penalty", (dated("other", "decision_changed", "2022-04-28"), shown("2022-04-20", "", on("withdrawn", "2022-05-06")))),
    Row("第4个工作日", "pen-withdraw-3wd", "fail", "penalty", (dated("other", "decision_changed", "2022-04-28"), shown("2022-04-20", "", on("withdrawn", "2022-05-07")))),
    Row("没有撤回记录", "pen-withdraw-3wd", "undetermined", "penalty", (dated("other", "decision_changed", "2022-04-28"),)),
    Row("没有变更撤销", "pen-withdraw-3wd", "not-applicable", "penalty", (DECIDED,)),
    Row("修订前", "pen-withdraw-3wd", "not-applicable", "penalty", (dated("other", "decision_changed", "2021-07-14"), shown("2021-06-01", "", on("withdrawn", "2021-08-01")))),
    # 归档
    Row("目录与实物一致", "pen-archive", "pass", "penalty", whole(opened("2022-03-01"), DECIDED)),
    Row("没有目录", "pen-archive", "undetermined", "penalty", (DECIDED, paper("cover", on("closed", "2022-06-01")))),
    Row("未结案", "pen-archive", "not-applicable", "penalty", (DECIDED,)),
    Row("修订前结案", "pen-archive", "not-applicable", "penalty", (decided("2021-05-01"), paper("cover", on("closed", "2021-07-14")))),
    # 催告满十日（工作日）
    Row("期满之后申请", "pen-demand-10wd", "pass", "penalty", (receipt("demand_served", "2022-01-26"), applied("2022-02-15"))),
    Row("期满当日申请", "pen-demand-10wd", "fail", "penalty", (receipt("demand_served", "2022-01-26"), applied("2022-02-14"))),
    Row("没有催告送达日", "pen-demand-10wd", "undetermined", "penalty", (applied("2022-02-15"),)),
    Row("没有申请执行", "pen-demand-10wd", "not-applicable", "penalty", (receipt("demand_served", "2022-01-26"),)),
    Row("强制法施行前", "pen-demand-10wd", "not-applicable", "penalty", (receipt("demand_served", "2011-12-31"), applied("2012-01-05"))),
    # 三个月内申请：送达满六个月起（2021-08-31 → 2022-02-28 → 2022-05-28 周六 → 5月30日）
    Row("顺延末日", "pen-court-3m", "pass", "penalty", (receipt("served", "2021-08-31"), applied("2022-05-30"))),
    Row("超过一日", "pen-court-3m", "fail", "penalty", (receipt("served", "2021-08-31"), applied("2022-05-31"))),
    Row("起诉期限没有届满就申请", "pen-court-3m", "fail", "penalty", (receipt("served", "2021-08-31"), applied("2022-02-20")), "起算日之前"),
    Row("超期而有复议", "pen-court-3m", "undetermined", "penalty", (receipt("served", "2021-08-31"), applied("2022-07-31"), paper("reconsideration_decision")), "复议"),
    Row("没有送达日", "pen-court-3m", "undetermined", "penalty", (applied("2022-05-30"),)),
    Row("没有申请执行", "pen-court-3m", "not-applicable", "penalty", (receipt("served", "2021-08-31"),)),
    # 申请材料
    Row("四项齐", "pen-court-materials", "pass", "penalty", (applied("2022-05-30", *e("court_signed", "court_decision", "court_demand", "court_target")),)),
    Row("没有催告情况", "pen-court-materials", "undetermined", "penalty", (applied("2022-05-30", *e("court_signed", "court_decision", "court_target")),)),
    Row("经人确认没有签名", "pen-court-materials", "fail", "penalty", (applied("2022-05-30", *e("court_decision", "court_demand", "court_target")),), more={"answers": {"court_signed": "否"}}),
    Row("没有申请", "pen-court-materials", "not-applicable", "penalty", (DECIDED,)),
    # 移送：三日内决定，二十四小时内移送
    Row("第3日决定", "pen-transfer-3d", "pass", "penalty", (dated("approval_form", "transfer_reported", "2022-03-01", on("transfer_approved", "2022-03-04")),)),
    Row("第4日决定", "pen-transfer-3d", "fail", "penalty", (dated("approval_form", "transfer_reported", "2022-03-01", on("transfer_approved", "2022-03-05")),)),
    Row("末日休息日", "pen-transfer-3d", "borderline", "penalty", (dated("approval_form", "transfer_reported", "2022-03-02", on("transfer_approved", "2022-03-07")),)),
    Row("没有报告日", "pen-transfer-3d", "undetermined", "penalty", (transfer(on("transfer_approved", "2022-03-05")),)),
    Row("没有移送", "pen-transfer-3d", "not-applicable", "penalty", (DECIDED,)),
    Row("规定施行前", "pen-transfer-3d", "not-applicable", "penalty", (dated("approval_form", "transfer_reported", "2001-07-01", on("transfer_approved", "2001-07-08")),)),
    Row("24小时内", "pen-transfer-24h", "pass", "penalty", (transfer(on("transfer_approved", "2022-03-04", at="16:00"), on("transferred", "2022-03-05", at="16:00")),)),
    Row("25小时", "pen-transfer-24h", "fail", "penalty", (transfer(on("transfer_approved", "2022-03-04", at="16:00"), on("transferred", "2022-03-05", at="17:00")),)),
    Row("跨两日而无时刻", "pen-transfer-24h", "fail", "penalty", (transfer(on("transfer_approved", "2022-03-04"), on("transferred", "2022-03-06")),)),
    Row("次日而无时刻", "pen-transfer-24h", "undetermined", "penalty", (transfer(on("transfer_approved", "2022-03-04"), on("transferred", "2022-03-05")),), "时刻"),
    Row("没有移送", "pen-transfer-24h", "not-applicable", "penalty", (DECIDED,)),
    Row("材料齐", "pen-transfer-docs", "pass", "penalty", (transfer(on("transferred", "2022-03-05"), *e("transfer_report_attached", "transfer_list_attached", "transfer_test_attached", "transfer_receipt")),)),
    Row("没读到物品清单", "pen-transfer-docs", "undetermined", "penalty", (transfer(on("transferred", "2022-03-05"), *e("transfer_report_attached", "transfer_test_attached", "transfer_receipt")),)),
    Row("经人确认没有调查报告", "pen-transfer-docs", "fail", "penalty", (transfer(on("transferred", "2022-03-05")),), more={"answers": {"transfer_report_attached": "否"}}),
    Row("没有移送书", "pen-transfer-docs", "not-applicable", "penalty", (DECIDED,)),
    Row("第3日移交", "pen-transfer-handover-3d", "pass", "penalty", (dated("other", "police_filed", "2022-03-08", on("handed_over", "2022-03-11")),)),
    Row("第4日移交", "pen-transfer-handover-3d", "fail", "penalty", (dated("other", "police_filed", "2022-03-07", on("handed_over", "2022-03-11")),)),
    Row("末日休息日", "pen-transfer-handover-3d", "borderline", "penalty", (dated("other", "police_filed", "2022-03-02", on("handed_over", "2022-03-07")),)),
    Row("没有移交手续", "pen-transfer-handover-3d", "undetermined", "penalty", (dated("other", "police_filed", "2022-03-08"),)),
    Row("公安没有立案", "pen-transfer-handover-3d", "not-applicable", "penalty", (DECIDED,)),
    # 不得以罚代移
    Row("已移送", "pen-no-penalty-instead", "pass", "penalty", (decided("2022-04-28", *e("crime_suspected")), transfer(on("transferred", "2022-03-05")))),
    Row("涉嫌犯罪而未见移送书", "pen-no-penalty-instead", "undetermined", "penalty", (decided("2022-04-28", *e("crime_suspected")),)),
    Row("卷宗齐全而没有移送书", "pen-no-penalty-instead", "fail", "penalty", whole(decided("2022-04-28", *e("crime_suspected")))),
    Row("没有涉嫌犯罪的记载", "pen-no-penalty-instead", "not-applicable", "penalty", (DECIDED,)),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


def closed(day: str) -> Reading:
    return dated("case_closing", "closed", day, title="结案审批表")


PAID = dated("payment_receipt", "paid", "2022-11-10")
SAIC, HOUSED = (
    decided("2022-04-19", issuer=MARKET),
    decided("2022-05-01", *e("social_impact"), issuer=HOUSING),
)


@pytest.mark.parametrize(
    ("rule", "papers", "verdict"),
    [
        pytest.param("pen-disclose-saic-20wd", (SAIC, shown("2022-05-18", SYSTEM)), "pass", id="公示系统第20个工作日"),
        pytest.param("pen-disclose-saic-20wd", (SAIC, shown("2022-05-19", SYSTEM)), "fail", id="公示系统第21个工作日"),
        pytest.param("pen-disclose-saic-20wd", (SAIC, shown("2022-04-20", CREDIT)), "undetermined", id="双公示不能代替公示系统"),
        pytest.param("pen-disclose-saic-20wd", (decided("2022-04-19", *e("only_warning"), issuer=MARKET),), "not-applicable", id="仅警告不公示"),
        pytest.param("pen-disclose-saic-20wd", (decided("2021-08-31", issuer=MARKET), shown("2021-12-31", SYSTEM)), "not-applicable", id="2021年9月1日前"),
        pytest.param("pen-disclose-saic-20wd", (decided("2021-09-01", issuer=MARKET), shown("2021-12-31", SYSTEM)), "fail", id="2021年9月1日起"),
        pytest.param("pen-disclose-housing-7d", (HOUSED, shown("2022-05-08")), "pass", id="住建第7日"),
        pytest.param("pen-disclose-housing-7d", (HOUSED, shown("2022-05-10")), "fail", id="住建超期"),
        pytest.param("pen-disclose-housing-7d", (decided("2022-05-01", issuer=HOUSING), shown("2022-05-10")), "undetermined", id="是否有社会影响不明"),
        pytest.param("pen-disclose-housing-7d", (decided("2022-04-30", *e("social_impact"), issuer=HOUSING), shown("2022-06-30")), "not-applicable", id="2022年5月1日前"),
        pytest.param("pen-close-15wd", (SAIC, PAID, closed("2022-12-01")), "pass", id="市监第15个工作日结案"),
        pytest.param("pen-close-15wd", (SAIC, PAID, closed("2022-12-02")), "fail", id="市监第16个工作日结案"),
        pytest.param("pen-close-15wd", (SAIC, PAID), "undetermined", id="市监没有结案日"),
    ],
)  # fmt: skip
def test_branches(rule, papers, verdict):
    check(Row("", rule, verdict, "penalty", papers))
