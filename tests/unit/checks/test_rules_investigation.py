"""Penalty files: clues, opening, officers, records, registered evidence (rules.md §4.1), written from the law."""

import pytest
from enforcement_papers import MARKET, by, dated, decided, e, opened, receipt, whole
from made_papers import paper
from rule_rows import Row, check, params

from dossier.case import Reading

ECOLOGY = "云山市生态环境局"


def clue(day: str) -> Reading:
    return dated("case_source", "clue", day, title="案件来源登记表")


def record(kind: str = "inquiry_record", *names: str, day: str = "2022-03-01", more: tuple = ()) -> Reading:
    event = "inquiry" if kind == "inquiry_record" else "inspected"
    return dated(kind, event, day, *by("执法人员", *names), *more)


DECIDED = decided("2022-04-28")
OLD = decided("2021-07-14")

ROWS = [
    # 案源核查：市监15个工作日，可延15个工作日；生态环境2023年7月1日起15日，此前7个工作日；其他部门未配置
    Row("部门未配置", "pen-clue-review-15wd", "undetermined", "penalty", (clue("2022-03-01"), opened("2022-03-10"), DECIDED), "未配置"),
    # 立案审批
    Row("批准并有两人", "pen-case-open", "pass", "penalty", (opened("2022-03-01", *e("opening_approved", "opening_handlers")),)),
    Row("没读到承办人", "pen-case-open", "undetermined", "penalty", (opened("2022-03-01", *e("opening_approved")),), "承办人"),
    Row("没有审批表", "pen-case-open", "undetermined", "penalty", (DECIDED,)),
    Row("经人确认没有批准", "pen-case-open", "fail", "penalty", (opened("2022-03-01"),), more={"answers": {"opening_approved": "否"}}),
    Row("卷宗齐全而没有审批表", "pen-case-open", "fail", "penalty", whole(DECIDED)),
    Row("修订前没有明文", "pen-case-open", "not-applicable", "penalty", (opened("2021-07-14", *e("opening_approved")),)),
    # 立案在询问之前
    Row("先立案", "pen-open-before-evidence", "pass", "penalty", (opened("2022-03-01"), record())),
    Row("询问早于立案", "pen-open-before-evidence", "borderline", "penalty", (opened("2022-03-02"), record()), "不得当然"),
    Row("几次询问看首次", "pen-open-before-evidence", "borderline", "penalty", (opened("2022-03-02"), record(day="2022-03-05"), record(day="2022-02-27"))),
    Row("没有立案日", "pen-open-before-evidence", "undetermined", "penalty", (record(),)),
    Row("没有询问和强制", "pen-open-before-evidence", "not-applicable", "penalty", (opened("2022-03-02"),)),
    # 两人执法
    Row("每份两人", "pen-two-officers", "pass", "penalty", (DECIDED, record("inquiry_record", "甲某", "乙某"), record("inspection_record", "甲某", "丙某"))),
    Row("抬头和签名同为一人", "pen-two-officers", "fail", "penalty", (DECIDED, record("inquiry_record", "甲某", "甲某"))),
    Row("只读到一处签名", "pen-two-officers", "undetermined", "penalty", (DECIDED, record("inquiry_record", "甲某"))),
    Row("回证只读到一人", "pen-two-officers", "undetermined", "penalty", (DECIDED, record("inquiry_record", "甲某", "乙某"), receipt("served", "2022-05-01", *by("执法人员", "甲某")))),
    Row("没有笔录", "pen-two-officers", "undetermined", "penalty", (DECIDED,)),
    Row("交警二百元以下可以一人", "pen-two-officers", "excused", "penalty-onspot", (decided("2022-04-28", *e("one_officer_allowed")), record("inquiry_record", "甲某", "甲某"))),
    Row("1996年以前", "pen-two-officers", "not-applicable", "penalty", (decided("1996-09-30"), record("inquiry_record", "甲某"))),
    # 执法证
    Row("经人核对有效", "pen-officer-cert-valid", "pass", "penalty", (DECIDED, record(more=e("officer_cert_number"))), more={"answers": {"officer_cert_valid": "是"}}),
    Row("经人核对过期", "pen-officer-cert-valid", "fail", "penalty", (DECIDED, record(more=e("officer_cert_number"))), more={"answers": {"officer_cert_valid": "否"}}),
    Row("只有证号", "pen-officer-cert-valid", "undetermined", "penalty", (DECIDED, record(more=e("officer_cert_number"))), "证件库"),
    Row("修订前", "pen-officer-cert-valid", "not-applicable", "penalty", (OLD, record(more=e("officer_cert_number")))),
    # 出示证件
    Row("每份都记", "pen-show-id", "pass", "penalty", (DECIDED, record(more=e("certificates_shown")), record("inspection_record", more=e("certificates_shown")))),
    Row("一份没记", "pen-show-id", "undetermined", "penalty", (DECIDED, record(more=e("certificates_shown")), record("inspection_record"))),
    Row("写明没有出示", "pen-show-id", "fail", "penalty", (DECIDED, record(more=e("!certificates_shown")))),
    Row("1996年以前", "pen-show-id", "not-applicable", "penalty", (decided("1996-09-30"), record())),
    # 回避
    Row("首次询问已告知", "pen-right-to-recusal", "pass", "penalty", (DECIDED, record(more=e("right_to_recusal")), record())),
    Row("没有读到", "pen-right-to-recusal", "undetermined", "penalty", (DECIDED, record())),
    Row("写明没有告知", "pen-right-to-recusal", "fail", "penalty", (DECIDED, record(more=e("!right_to_recusal")))),
    Row("修订前没有此条", "pen-right-to-recusal", "not-applicable", "penalty", (OLD, record())),
    # 笔录签名
    Row("核对签名", "pen-record-signed", "pass", "penalty", (DECIDED, record(more=e("record_confirmed")))),
    Row("注明拒签", "pen-record-signed", "pass", "penalty", (DECIDED, record(more=e("record_refused")))),
    Row("没有读到", "pen-record-signed", "undetermined", "penalty", (DECIDED, record(more=e("record_confirmed")), record("inspection_record"))),
    Row("经人确认没有签名", "pen-record-signed", "fail", "penalty", (DECIDED, record()), more={"answers": {"record_confirmed|record_refused": "否"}}),
    Row("修订前", "pen-record-signed", "not-applicable", "penalty", (OLD, record())),
    # 证据合法：由人核对
    Row("没有核对", "pen-evidence-illegal", "undetermined", "penalty", (DECIDED,), "逐项核对"),
    Row("经人核对合法", "pen-evidence-illegal", "pass", "penalty", (DECIDED,), more={"answers": {"evidence_lawful": "是"}}),
    Row("经人核对非法", "pen-evidence-illegal", "fail", "penalty", (DECIDED,), more={"answers": {"evidence_lawful": "否"}}),
    Row("修订前", "pen-evidence-illegal", "not-applicable", "penalty", (OLD,)),
    # 监控取证
    Row("三项齐", "pen-monitor-audit", "pass", "penalty", (decided("2022-04-28", *e("monitor_used", "monitor_reviewed", "monitor_site_published", "monitor_record_checked")),)),
    Row("没有审核材料", "pen-monitor-audit", "undetermined", "penalty", (decided("2022-04-28", *e("monitor_used")),)),
    Row("经人确认地点没有公布", "pen-monitor-audit", "fail", "penalty", (decided("2022-04-28", *e("monitor_used")),), more={"answers": {"monitor_site_published": "否"}}),
    Row("没有用监控", "pen-monitor-audit", "not-applicable", "penalty", (DECIDED,)),
    Row("修订前", "pen-monitor-audit", "not-applicable", "penalty", (decided("2021-07-14", *e("monitor_used")),)),
    # 登记保存
    Row("批准在前", "pen-regsave-approved", "pass", "penalty", (dated("registration_notice", "reg_save", "2022-03-02"), dated("approval_form", "reg_save_approved", "2022-03-01"))),
    Row("先保存后批准", "pen-regsave-approved", "fail", "penalty", (dated("registration_notice", "reg_save", "2022-03-01"), dated("approval_form", "reg_save_approved", "2022-03-02"))),
    Row("没有批准", "pen-regsave-approved", "undetermined", "penalty", (dated("registration_notice", "reg_save", "2022-03-01"),)),
    Row("没有登记保存", "pen-regsave-approved", "not-applicable", "penalty", (DECIDED,)),
    # 登记保存七日：2021年7月15日起为工作日
    Row("第7个工作日", "pen-regsave-7wd", "pass", "penalty", (dated("registration_notice", "reg_save", "2022-04-25"), dated("registration_notice", "reg_dispose", "2022-05-07"))),
    Row("第8个工作日", "pen-regsave-7wd", "fail", "penalty", (dated("registration_notice", "reg_save", "2022-04-25"), dated("registration_notice", "reg_dispose", "2022-05-09"))),
    Row("旧法第7日", "pen-regsave-7wd", "pass", "penalty", (dated("registration_notice", "reg_save", "2021-07-05"), dated("registration_notice", "reg_dispose", "2021-07-12"))),
    Row("旧法第8日", "pen-regsave-7wd", "fail", "penalty", (dated("registration_notice", "reg_save", "2021-06-29"), dated("registration_notice", "reg_dispose", "2021-07-07"))),
    Row("旧法末日周六", "pen-regsave-7wd", "borderline", "penalty", (dated("registration_notice", "reg_save", "2021-07-03"), dated("registration_notice", "reg_dispose", "2021-07-12"))),
    Row("没有处理通知", "pen-regsave-7wd", "undetermined", "penalty", (dated("registration_notice", "reg_save", "2022-04-25"),), "末日为2022年5月7日"),
    Row("没有登记保存", "pen-regsave-7wd", "not-applicable", "penalty", (DECIDED,)),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


def clued(first: str, last: str, issuer: str, *more: Reading) -> tuple[Reading, ...]:
    return (clue(first), opened(last), decided("2025-10-01", issuer=issuer), *more)


@pytest.mark.parametrize(
    ("papers", "verdict"),
    [
        pytest.param(clued("2022-04-25", "2022-05-18", MARKET), "pass", id="市监第15个工作日"),
        pytest.param(clued("2022-04-25", "2022-05-19", MARKET), "fail", id="市监第16个工作日"),
        pytest.param(clued("2022-04-25", "2022-06-09", MARKET, dated("approval_form", "extension_approved", "2022-05-18", title="延长核查期限审批表")), "excused", id="市监届满前批准再延15个工作日"),
        pytest.param(clued("2022-04-25", "2022-05-25", MARKET, dated("approval_form", "extension_approved", "2022-05-19", title="延长核查期限审批表")), "fail", id="市监届满后才批准"),
        pytest.param(clued("2022-04-25", "2022-05-20", MARKET, dated("test_report", "test_start", "2022-05-09"), dated("test_report", "test_end", "2022-05-12")), "excused", id="市监扣除检测"),
        pytest.param(clued("2022-04-25", "2022-05-20", MARKET, paper("test_report")), "undetermined", id="市监有检测而不知起止"),
        pytest.param(clued("2023-07-01", "2023-07-16", ECOLOGY), "pass", id="生态环境2023年7月1日起15日"),
        pytest.param(clued("2023-07-03", "2023-07-19", ECOLOGY), "fail", id="生态环境第16日"),
        pytest.param(clued("2023-06-30", "2023-07-13", ECOLOGY), "undetermined", id="生态环境跨新旧规定"),
        pytest.param(clued("2023-05-04", "2023-05-16", ECOLOGY), "fail", id="生态环境此前7个工作日"),
    ],
)  # fmt: skip
def test_branches_with_days_of_their_own_for_a_clue(papers, verdict):
    check(Row("", "pen-clue-review-15wd", verdict, "penalty", papers))


def test_market_supervision_may_register_evidence_at_once_and_approve_within_24_hours():
    def papers(at: str, *more: Reading) -> tuple[Reading, ...]:
        saved = dated("registration_notice", "reg_save", "2022-03-01", *e("urgent_measure"), at="10:00")
        return (
            saved,
            dated("approval_form", "reg_save_approved", "2022-03-02", at=at),
            *more,
            decided("2022-04-28", issuer=MARKET),
        )

    check(Row("", "pen-regsave-approved", "excused", "penalty", papers("09:00"), "24小时内"))
    check(Row("", "pen-regsave-approved", "fail", "penalty", papers("11:00"), "不在24小时内"))
