"""Penalty files: audit, notice, statement, hearing, collective discussion (rules.md §4.1), written from the law."""

import pytest
from enforcement_papers import MARKET, POLICE, by, dated, decided, e, fined, receipt, whole
from made_papers import element, issued_by, lasting, on, paper
from rule_rows import Row, check, params

from dossier.case import Reading

DECIDED = decided("2022-04-28")
OLD = decided("2021-07-14")


def notice(*more) -> Reading:
    return paper("prior_notice", *more, title="行政处罚告知书")


def heard(day: str = "2022-04-10", *more, **options) -> Reading:
    return dated("hearing_record", "hearing", day, *more, title="听证笔录", **options)


def audited(day: str, *more, **options) -> Reading:
    return dated("legal_audit", "audit", day, *more, title="法制审核意见书", **options)


def told(day: str = "2022-04-01") -> Reading:
    return receipt("notice_served", day)


FIFTH = (notice(lasting("statement", 5, "wd")), told("2022-04-25"))
STATED = dated("statement_record", "statement_made", "2022-04-10", title="陈述申辩笔录")
HOST = by("听证主持人", "裴砚秋")

ROWS = [
    # 听证后再审核（一般 should）
    Row("听证后审核", "pen-legal-audit-after-hearing", "pass", "penalty", (heard(), audited("2022-04-12"))),
    Row("听证当日审核", "pen-legal-audit-after-hearing", "pass", "penalty", (heard(), audited("2022-04-10"))),
    Row("审核在听证前", "pen-legal-audit-after-hearing", "fail", "penalty", (heard(), audited("2022-04-09"))),
    Row("没有审核日期", "pen-legal-audit-after-hearing", "undetermined", "penalty", (heard(),)),
    Row("没有听证", "pen-legal-audit-after-hearing", "not-applicable", "penalty", (audited("2022-04-12"),)),
    # 审核人员资格
    Row("写明资格证号", "pen-auditor-qualification", "pass", "penalty", (DECIDED, audited("2022-04-12", *e("auditor_qualified")))),
    Row("没有写", "pen-auditor-qualification", "undetermined", "penalty", (DECIDED, audited("2022-04-12")), "人事部门"),
    Row("经人核对没有资格", "pen-auditor-qualification", "fail", "penalty", (DECIDED, audited("2022-04-12")), more={"answers": {"auditor_qualified": "否"}}),
    Row("2018年以前", "pen-auditor-qualification", "not-applicable", "penalty", (decided("2017-12-31"), audited("2017-12-12"))),
    Row("2018年1月1日起凭记忆", "pen-auditor-qualification", "pass", "penalty", (decided("2018-01-01"), audited("2018-01-01", *e("auditor_qualified"))), "凭记忆"),
    # 审核人不是办案人员（市监 must，其他 should）
    Row("另一人审核", "pen-auditor-apart", "pass", "penalty", (DECIDED, audited("2022-04-12", *by("审核人", "容思齐")), paper("investigation_report", *by("执法人员", "郁怀川", "邬晓棠")))),
    Row("办案人员自己审核", "pen-auditor-apart", "fail", "penalty", (DECIDED, audited("2022-04-12", *by("审核人", "郁怀川")), paper("investigation_report", *by("执法人员", "郁怀川", "邬晓棠")))),
    Row("没有读到审核人", "pen-auditor-apart", "undetermined", "penalty", (DECIDED, audited("2022-04-12"), paper("investigation_report", *by("执法人员", "郁怀川")))),
    Row("没有审核意见书", "pen-auditor-apart", "not-applicable", "penalty", (DECIDED,)),
    # 审核10个工作日：只有部门规章
    Row("部门没有规定", "pen-audit-10wd", "not-applicable", "penalty", (DECIDED, audited("2022-04-12", on("audit_received", "2022-03-01")))),
    # 决定不重于告知
    Row("相同", "pen-notice-matches-decision", "pass", "penalty", (notice(fined(5000)), decided("2022-04-28", fined(5000)))),
    Row("减轻", "pen-notice-matches-decision", "pass", "penalty", (notice(fined(5000)), decided("2022-04-28", fined(3000)))),
    Row("加重", "pen-notice-matches-decision", "fail", "penalty", (notice(fined(5000)), decided("2022-04-28", fined(5001)))),
    Row("告知书写了两个数额", "pen-notice-matches-decision", "undetermined", "penalty", (notice(fined(5000), fined(3000)), decided("2022-04-28", fined(5000)))),
    Row("决定多了吊销", "pen-notice-matches-decision", "undetermined", "penalty", (notice(fined(5000)), decided("2022-04-28", fined(5000), element("dec_kind", words="吊销许可证"))), "吊销"),
    Row("没有告知书", "pen-notice-matches-decision", "undetermined", "penalty", (decided("2022-04-28", fined(5000)),)),
    Row("没有罚款", "pen-notice-matches-decision", "not-applicable", "penalty", (notice(), DECIDED)),
    Row("1996年以前", "pen-notice-matches-decision", "not-applicable", "penalty", (notice(fined(1)), decided("1996-09-30", fined(2)))),
    # 陈述申辩期（以告知书写明的为准）
    Row("告知书写5个工作日-期满后", "pen-statement-window", "pass", "penalty", (*FIFTH, decided("2022-05-06"))),
    Row("期满当日", "pen-statement-window", "fail", "penalty", (*FIFTH, decided("2022-05-05"))),
    Row("自然日末日休息日", "pen-statement-window", "borderline", "penalty", (notice(lasting("statement", 5, "d")), told("2022-04-25"), decided("2022-05-05"))),
    Row("书面放弃", "pen-statement-window", "excused", "penalty", (*FIFTH, decided("2022-04-28"), paper("waiver", *e("statement_waived")))),
    Row("已经陈述申辩", "pen-statement-window", "excused", "penalty", (*FIFTH, decided("2022-04-28"), dated("statement_record", "statement_made", "2022-04-26"))),
    Row("告知书没有写期限", "pen-statement-window", "undetermined", "penalty", (notice(), told(), DECIDED), "没有规定"),
    Row("修订前", "pen-statement-window", "not-applicable", "penalty", (notice(lasting("statement", 3, "d")), told("2021-07-10"), OLD)),
    # 复核
    Row("写明不予采纳及理由", "pen-statement-reviewed", "pass", "penalty", (STATED, decided("2022-04-28", *e("statement_reviewed")))),
    Row("没有读到复核", "pen-statement-reviewed", "undetermined", "penalty", (STATED, DECIDED)),
    Row("自认没有复核", "pen-statement-reviewed", "fail", "penalty", (STATED, decided("2022-04-28", *e("!statement_reviewed")))),
    Row("没有陈述申辩", "pen-statement-reviewed", "not-applicable", "penalty", (DECIDED,)),
    # 不因陈述申辩加重
    Row("没有加重", "pen-no-heavier", "pass", "penalty", (STATED, notice(fined(5000)), decided("2022-04-28", fined(5000)))),
    Row("申辩后加重", "pen-no-heavier", "fail", "penalty", (STATED, notice(fined(5000)), decided("2022-04-28", fined(6000)))),
    Row("没有告知书", "pen-no-heavier", "undetermined", "penalty", (STATED, decided("2022-04-28", fined(6000)))),
    Row("没有陈述申辩", "pen-no-heavier", "not-applicable", "penalty", (notice(fined(5000)), decided("2022-04-28", fined(6000)))),
    # 听证权
    Row("吊销已告知", "pen-hearing-right", "pass", "penalty", (notice(*e("hearing_scope", "hearing_right_told")), DECIDED)),
    Row("吊销没有告知", "pen-hearing-right", "fail", "penalty", (notice(*e("hearing_scope")), DECIDED)),
    Row("较大数额没有配置", "pen-hearing-right", "undetermined", "penalty", (notice(fined(30000)), decided("2022-04-28", fined(30000))), "large_fine"),
    Row("没有告知书", "pen-hearing-right", "undetermined", "penalty", (decided("2022-04-28", *e("hearing_scope")),)),
    Row("只有警告", "pen-hearing-right", "not-applicable", "penalty", (notice(), DECIDED)),
    # 听证主持人
    Row("不是承办人", "pen-hearing-host", "pass", "penalty", (heard("2022-04-10", *HOST, *by("执法人员", "郁怀川", "邬晓棠")),)),
    Row("就是承办人", "pen-hearing-host", "fail", "penalty", (heard("2022-04-10", *HOST), paper("investigation_report", *by("执法人员", "裴砚秋", "邬晓棠")))),
    Row("姓名只差一字", "pen-hearing-host", "undetermined", "penalty", (heard("2022-04-10", *HOST), paper("investigation_report", *by("执法人员", "裴砚秩")))),
    Row("没有读到主持人", "pen-hearing-host", "undetermined", "penalty", (heard("2022-04-10", *by("执法人员", "郁怀川")),)),
    Row("没有听证", "pen-hearing-host", "not-applicable", "penalty", (DECIDED,)),
    # 听证笔录
    Row("核对签字且在决定前", "pen-hearing-record", "pass", "penalty", (heard("2022-04-10", *e("record_confirmed")), DECIDED)),
    Row("决定在听证前", "pen-hearing-record", "fail", "penalty", (heard("2022-04-29", *e("record_confirmed")), DECIDED)),
    Row("没读到签字", "pen-hearing-record", "undetermined", "penalty", (heard(), DECIDED)),
    Row("没有听证", "pen-hearing-record", "not-applicable", "penalty", (DECIDED,)),
    # 听证费用
    Row("收了听证费", "pen-hearing-free", "fail", "penalty", (heard("2022-04-10", *e("hearing_fee_charged")),)),
    Row("听证没有笔录、通知", "pen-hearing-free", "undetermined", "penalty", (audited("2022-04-12", on("hearing", "2022-04-10")),)),
    Row("没有收费的记载", "pen-hearing-free", "not-applicable", "penalty", (heard(),)),
    # 集体讨论
    Row("讨论后决定", "pen-collective", "pass", "penalty", (dated("collective_discussion", "collective", "2022-04-26", *e("complex_or_major")), DECIDED)),
    Row("决定后才讨论", "pen-collective", "fail", "penalty", (dated("collective_discussion", "collective", "2022-04-29", *e("complex_or_major")), DECIDED)),
    Row("卷宗齐全、属重大而没有讨论", "pen-collective", "fail", "penalty", whole(decided("2022-04-28", *e("complex_or_major")))),
    Row("是否重大不明", "pen-collective", "undetermined", "penalty", (DECIDED,)),
    Row("写明不属于情节复杂", "pen-collective", "not-applicable", "penalty", (decided("2022-04-28", *e("!complex_or_major")),)),
    # 讨论在告知、听证之后
    Row("先告知后讨论", "pen-collective-after-notice", "pass", "penalty", (told("2022-04-01"), dated("collective_discussion", "collective", "2022-04-26"))),
    Row("先定后听", "pen-collective-after-notice", "fail", "penalty", (told("2022-04-01"), heard("2022-04-27"), dated("collective_discussion", "collective", "2022-04-26"))),
    Row("先讨论后告知", "pen-collective-after-notice", "fail", "penalty", (told("2022-04-27"), dated("collective_discussion", "collective", "2022-04-26"))),
    Row("没有告知送达日", "pen-collective-after-notice", "undetermined", "penalty", (dated("collective_discussion", "collective", "2022-04-26"),)),
    Row("没有集体讨论", "pen-collective-after-notice", "not-applicable", "penalty", (told(),)),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


AUDIT = (decided("2022-04-28", issuer=MARKET),)


@pytest.mark.parametrize(
    ("rule", "papers", "verdict", "says"),
    [
        pytest.param("pen-audit-10wd", (*AUDIT, audited("2022-04-14", on("audit_received", "2022-03-30"))), "pass", "", id="市监第10个工作日"),
        pytest.param("pen-audit-10wd", (*AUDIT, audited("2022-04-15", on("audit_received", "2022-03-30"))), "fail", "", id="市监第11个工作日"),
        pytest.param("pen-audit-10wd", (*AUDIT, audited("2022-04-15")), "undetermined", "收到", id="市监没有收到日"),
        pytest.param("pen-audit-10wd", (*AUDIT, audited("2021-07-14", on("audit_received", "2021-06-01"))), "not-applicable", "", id="市监2021年7月15日前"),
        pytest.param("pen-statement-window", (notice(), told("2022-04-25"), decided("2022-05-06", issuer=MARKET)), "pass", "", id="市监5个工作日后"),
        pytest.param("pen-statement-window", (notice(), told("2022-04-25"), decided("2022-05-05", issuer=MARKET)), "fail", "", id="市监第5个工作日当日"),
        pytest.param("pen-hearing-right", (notice(fined(1999), *by("当事人", "某人")), decided("2022-04-28", fined(1999), *by("当事人", "某人"), issuer=POLICE)), "not-applicable", "", id="公安个人不满2000元"),
        pytest.param("pen-hearing-right", (notice(fined(2000), *by("当事人", "某人")), decided("2022-04-28", fined(2000), *by("当事人", "某人"), issuer=POLICE)), "fail", "标准为2000元", id="公安个人2000元没有告知"),
        pytest.param("pen-hearing-right", (notice(fined(9999), *by("当事人", "某厂", type="organization")), decided("2025-12-31", fined(9999), *by("当事人", "某厂", type="organization"), issuer=POLICE)), "not-applicable", "", id="公安单位不满10000元"),
        pytest.param("pen-hearing-right", (notice(fined(3999), *by("当事人", "某人")), decided("2026-01-01", fined(3999), *by("当事人", "某人"), issuer=POLICE)), "not-applicable", "", id="公安2026年起4000元"),
        pytest.param("pen-hearing-right", (notice(fined(5000)), decided("2022-04-28", fined(5000), issuer=POLICE)), "undetermined", "", id="不知是个人还是单位"),
    ],
)  # fmt: skip
def test_branches(rule, papers, verdict, says):
    check(Row("", rule, verdict, "penalty", papers, says))


def test_in_market_supervision_the_audit_after_the_hearing_is_a_must():
    papers = (heard(), audited("2022-04-09"), decided("2022-04-28", issuer=MARKET))
    assert check(Row("", "pen-legal-audit-after-hearing", "fail", "penalty", papers)).severity == "must"
    other = (
        heard(),
        audited("2022-04-09"),
        paper("penalty_decision", issued_by("云山市城市管理局"), on("decided", "2022-04-28")),
    )
    assert check(Row("", "pen-legal-audit-after-hearing", "fail", "penalty", other)).severity == "should"
