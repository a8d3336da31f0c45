"""Administrative coercion (rules.md §4.3), written from 行政强制法: ten days and less are working days, thirty days are not."""

import pytest
from enforcement_papers import MARKET, dated, e, receipt, whole
from made_papers import issued_by, lasting, on, paper
from rule_rows import Row, check, params

from dossier.case import Reading

SEIZED = "2022-03-01"


def seized(day: str = SEIZED, *more, **options) -> Reading:
    return dated("coercion_decision", "seize", day, *more, title="查封（扣押）决定书", **options)


def released(day: str, **options) -> Reading:
    return dated("coercion_release", "seize_end", day, title="解除查封（扣押）决定书", **options)


def site(*more, day: str = SEIZED) -> Reading:
    return dated("inspection_record", "inspected", day, *more, title="现场笔录")


def approved(day: str, **options) -> Reading:
    return dated("approval_form", "coercion_approved", day, title="行政强制措施审批表", **options)


def longer(day: str) -> Reading:
    return dated("approval_form", "extension_approved", day, title="延长查封（扣押）期限审批表")


def frozen(day: str = SEIZED, *more) -> Reading:
    return dated("coercion_decision", "frozen", day, *more, title="冻结决定书")


def demand(*more) -> Reading:
    return paper("demand_notice", *more, title="催告书")


def executed(day: str, *more, **options) -> Reading:
    return dated("inspection_record", "exec_done", day, *more, title="强制执行笔录", **options)


TESTED = dated(
    "testing_notice", "test_start", "2022-03-05", on("test_end", "2022-03-15"), title="检测期间告知书"
)
TOLD = receipt("test_told", "2022-03-05")
NONE = paper("penalty_decision", on("decided", "2022-04-28"))
FIVE = e("certificates_shown", "coercion_present", "coercion_reason_told", "coercion_heard")
SIX = e(
    "coercion_reason", "coercion_law_cited", "coercion_term", "coercion_items", "dec_reconsider", "dec_sue"
)
DECISION = e("dec_party", "coercion_reason", "exec_way", "dec_reconsider", "dec_sue")
URGENT = e("urgent_measure")
BEFORE = "2011-12-31"


def exec_decided(*more, day: str = "2022-05-10") -> Reading:
    return dated("coercion_decision", "exec_decided", day, *more, title="强制执行决定书")


K = "coercion"
ROWS = [
    # 依据
    Row("引用法律条文", "coercion-basis", "pass", K, (seized(SEIZED, *e("coercion_law_cited")),)),
    Row("没有读到法律、法规", "coercion-basis", "undetermined", K, (seized(),)),
    Row("经人确认没有依据", "coercion-basis", "fail", K, (seized(),), more={"answers": {"coercion_law_cited": "否"}}),
    Row("处罚卷没有强制措施", "coercion-basis", "not-applicable", "penalty", (NONE,)),
    Row("强制法施行前", "coercion-basis", "not-applicable", K, (seized(BEFORE),)),
    # 批准
    Row("先批准", "coercion-approved", "pass", K, (approved("2022-02-28"), seized())),
    Row("先实施后批准", "coercion-approved", "fail", K, (approved("2022-03-02"), seized())),
    Row("紧急且24小时内补办", "coercion-approved", "excused", K, (approved("2022-03-02", at="09:00"), seized(SEIZED, *URGENT, at="10:00")), "在24小时内"),
    Row("紧急而超过24小时", "coercion-approved", "fail", K, (approved("2022-03-02", at="11:00"), seized(SEIZED, *URGENT, at="10:00")), "不在24小时内"),
    Row("紧急次日补办而无时刻", "coercion-approved", "undetermined", K, (approved("2022-03-02"), seized(SEIZED, *URGENT)), "未能确认"),
    Row("没有批准", "coercion-approved", "undetermined", K, (seized(),)),
    Row("处罚卷没有强制措施", "coercion-approved", "not-applicable", "penalty", (NONE,)),
    # 紧急24小时
    Row("23小时补批", "coercion-urgent-24h", "pass", K, (approved("2022-03-02", at="09:00"), seized(SEIZED, *URGENT, at="10:00"))),
    Row("跨两日补批", "coercion-urgent-24h", "fail", K, (approved("2022-03-03"), seized(SEIZED, *URGENT))),
    Row("次日而无时刻", "coercion-urgent-24h", "undetermined", K, (approved("2022-03-02"), seized(SEIZED, *URGENT))),
    Row("不是紧急情况", "coercion-urgent-24h", "not-applicable", K, (approved("2022-03-02"), seized())),
    # 程序五项
    Row("都有记载", "coercion-two-id-notify", "pass", K, (seized(), site(*FIVE))),
    Row("没有听取陈述申辩", "coercion-two-id-notify", "undetermined", K, (seized(), site(*FIVE[:3]))),
    Row("写明没有出示证件", "coercion-two-id-notify", "fail", K, (seized(), site(*e("!certificates_shown"), *FIVE[1:]))),
    Row("处罚卷没有强制措施", "coercion-two-id-notify", "not-applicable", "penalty", (NONE,)),
    # 现场笔录
    Row("签名", "coercion-site-record", "pass", K, (seized(), site(*e("record_confirmed")))),
    Row("不到场有见证人", "coercion-site-record", "pass", K, (seized(), site(*e("witness_signed")))),
    Row("没有现场笔录", "coercion-site-record", "undetermined", K, (seized(),)),
    Row("卷宗齐全而没有现场笔录", "coercion-site-record", "fail", K, whole(seized())),
    Row("处罚卷没有强制措施", "coercion-site-record", "not-applicable", "penalty", (NONE,)),
    # 清单
    Row("有清单", "coercion-decision-list", "pass", K, (seized(SEIZED, *e("coercion_list")),)),
    Row("没读到清单", "coercion-decision-list", "undetermined", K, (seized(),)),
    Row("经人确认没有清单", "coercion-decision-list", "fail", K, (seized(),), more={"answers": {"coercion_list": "否"}}),
    Row("处罚卷没有强制措施", "coercion-decision-list", "not-applicable", "penalty", (NONE,)),
    # 决定书要素
    Row("齐全", "coercion-decision-elements", "pass", K, (seized(SEIZED, *SIX),)),
    Row("没有期限", "coercion-decision-elements", "fail", K, (seized(SEIZED, *SIX[:2], *SIX[3:]),), "期限"),
    Row("没读到财物", "coercion-decision-elements", "undetermined", K, (seized(SEIZED, *SIX[:3], *SIX[4:]),)),
    Row("没有决定书", "coercion-decision-elements", "not-applicable", K, (released("2022-03-10"),)),
    # 三十日（自然日）
    Row("第30日", "coercion-30d", "pass", K, (seized(), released("2022-03-31"))),
    Row("第31日", "coercion-30d", "fail", K, (seized(), released("2022-04-01"))),
    Row("末日周六顺延有争议", "coercion-30d", "borderline", K, (seized("2022-01-20"), released("2022-02-21")), "顺延"),
    Row("届满前批准延长", "coercion-30d", "excused", K, (seized(), longer("2022-03-31"), released("2022-04-30"))),
    Row("鉴定已告知的扣除", "coercion-30d", "excused", K, (seized(), TESTED, TOLD, released("2022-04-10"))),
    Row("没有告知的鉴定期照算", "coercion-30d", "fail", K, (seized(), TESTED, released("2022-04-10")), "未见书面告知"),
    Row("没有解除或者处理", "coercion-30d", "undetermined", K, (seized(),), "末日为2022年3月31日"),
    Row("强制法施行前", "coercion-30d", "not-applicable", K, (seized(BEFORE), released("2012-03-01"))),
    # 延长须届满前告知
    Row("届满当日告知", "coercion-extend-30d", "pass", K, (seized(), longer("2022-03-30"), receipt("extension_told", "2022-03-31"))),
    Row("届满后告知", "coercion-extend-30d", "fail", K, (seized(), longer("2022-03-30"), receipt("extension_told", "2022-04-01"))),
    Row("末日周六", "coercion-extend-30d", "borderline", K, (seized("2022-01-20"), receipt("extension_told", "2022-02-21"))),
    Row("扣除鉴定以后没有届满", "coercion-extend-30d", "excused", K, (seized(), TESTED, TOLD, receipt("extension_told", "2022-04-05"))),
    Row("没有告知", "coercion-extend-30d", "undetermined", K, (seized(), longer("2022-03-30"))),
    Row("没有延长", "coercion-extend-30d", "not-applicable", K, (seized(),)),
    # 鉴定期间告知书
    Row("有告知书", "coercion-test-period", "pass", K, (seized(), TESTED)),
    Row("有鉴定而没有告知书", "coercion-test-period", "undetermined", K, (seized(), dated("test_report", "test_start", "2022-03-05"))),
    Row("卷宗齐全而没有告知书", "coercion-test-period", "fail", K, whole(seized(), dated("test_report", "test_start", "2022-03-05", title="检测报告"))),
    Row("没有鉴定", "coercion-test-period", "not-applicable", K, (seized(),)),
    # 解除
    Row("有解除决定书", "coercion-release", "pass", K, (seized(), released("2022-03-10"))),
    Row("没有解除", "coercion-release", "undetermined", K, (seized(),)),
    Row("卷宗齐全而既无处理又无解除", "coercion-release", "fail", K, whole(seized())),
    Row("处罚卷没有强制措施", "coercion-release", "not-applicable", "penalty", (NONE,)),
    # 范围：由人核对
    Row("没有核对", "coercion-scope", "undetermined", K, (seized(),), "对照清单"),
    Row("核对无关财物没有查封", "coercion-scope", "pass", K, (seized(),), more={"answers": {"coercion_scope_kept": "是"}}),
    Row("核对查封了无关财物", "coercion-scope", "fail", K, (seized(),), more={"answers": {"coercion_scope_kept": "否"}}),
    Row("处罚卷没有强制措施", "coercion-scope", "not-applicable", "penalty", (NONE,)),
    # 一并移送
    Row("告知了当事人", "coercion-handover-crime", "pass", K, (seized(), dated("transfer_letter", "transferred", "2022-03-20", *e("handover_told")))),
    Row("没读到告知", "coercion-handover-crime", "undetermined", K, (seized(), dated("transfer_letter", "transferred", "2022-03-20"))),
    Row("经人确认没有告知", "coercion-handover-crime", "fail", K, (seized(), dated("transfer_letter", "transferred", "2022-03-20")), more={"answers": {"handover_told": "否"}}),
    Row("没有移送", "coercion-handover-crime", "not-applicable", K, (seized(),)),
    # 冻结
    Row("第3个工作日交付", "freeze-deliver-3wd", "pass", K, (frozen("2022-04-28"), receipt("freeze_delivered", "2022-05-06"))),
    Row("第4个工作日交付", "freeze-deliver-3wd", "fail", K, (frozen("2022-04-28"), receipt("freeze_delivered", "2022-05-07"))),
    Row("没有回证", "freeze-deliver-3wd", "undetermined", K, (frozen(),)),
    Row("没有冻结", "freeze-deliver-3wd", "not-applicable", K, (seized(),)),
    Row("冻结第30日解除", "freeze-30d", "pass", K, (frozen(), dated("coercion_release", "freeze_end", "2022-03-31"))),
    Row("冻结第31日解除", "freeze-30d", "fail", K, (frozen(), dated("coercion_release", "freeze_end", "2022-04-01"))),
    Row("冻结末日周六", "freeze-30d", "borderline", K, (frozen("2022-01-20"), dated("coercion_release", "freeze_end", "2022-02-21"))),
    Row("冻结经批准延长", "freeze-30d", "excused", K, (frozen(), dated("approval_form", "extension_approved", "2022-03-30", title="延长冻结期限审批表"), dated("coercion_release", "freeze_end", "2022-04-30"))),
    Row("没有解除", "freeze-30d", "undetermined", K, (frozen(),)),
    Row("没有冻结", "freeze-30d", "not-applicable", K, (seized(),)),
    # 催告书
    Row("四项齐", "exec-demand", "pass", K, (exec_decided(), demand(*e("demand_term", "demand_way", "demand_sum", "demand_rights")))),
    Row("没有陈述申辩权", "exec-demand", "fail", K, (exec_decided(), demand(*e("demand_term", "demand_way", "demand_sum")))),
    Row("没有读到期限", "exec-demand", "undetermined", K, (exec_decided(), demand(*e("demand_way", "demand_rights")))),
    Row("没有催告书", "exec-demand", "undetermined", K, (exec_decided(),)),
    Row("需要立即清除的代履行", "exec-demand", "excused", K, (exec_decided(*e("clear_at_once")), demand(*e("demand_term", "demand_way")))),
    Row("没有强制执行", "exec-demand", "not-applicable", K, (seized(),)),
    # 执行决定书
    Row("五项齐", "exec-decision-elements", "pass", K, (exec_decided(*DECISION),)),
    Row("没有诉讼途径", "exec-decision-elements", "fail", K, (exec_decided(*DECISION[:4]),)),
    Row("没读到执行方式", "exec-decision-elements", "undetermined", K, (exec_decided(*DECISION[:2], *DECISION[3:]),)),
    Row("没有强制执行", "exec-decision-elements", "not-applicable", K, (seized(),)),
    # 加处罚款超过三十日
    Row("第31日", "exec-fine-30d", "pass", K, (dated("demand_notice", "extra_fine_from", "2022-03-29"), exec_decided(day="2022-04-29"))),
    Row("第30日当日", "exec-fine-30d", "fail", K, (dated("demand_notice", "extra_fine_from", "2022-03-29"), exec_decided(day="2022-04-28"))),
    Row("末日休息日", "exec-fine-30d", "borderline", K, (dated("demand_notice", "extra_fine_from", "2022-03-31"), exec_decided(day="2022-05-05"))),
    Row("加处日期不明页面", "exec-fine-30d", "undetermined", K, (dated("demand_notice", "extra_fine_from", "2022-03-29", grade="poor"), exec_decided(day="2022-06-29"))),
    Row("没有加处罚款", "exec-fine-30d", "not-applicable", K, (exec_decided(),)),
    # 夜间、节假日
    Row("工作日白天", "exec-no-night-holiday", "pass", K, (executed("2022-05-07", at="09:00"),), "白天"),
    Row("国庆节", "exec-no-night-holiday", "fail", K, (executed("2022-10-01", at="09:00"),), "国庆节"),
    Row("夜间", "exec-no-night-holiday", "fail", K, (executed("2022-05-09", at="22:30"),), "夜间"),
    Row("周末有争议", "exec-no-night-holiday", "borderline", K, (executed("2022-05-14", at="09:00"),), "周末"),
    Row("工作日而无时刻", "exec-no-night-holiday", "undetermined", K, (executed("2022-05-09"),), "时刻"),
    Row("日历之外", "exec-no-night-holiday", "undetermined", K, (executed("2027-05-09", at="09:00"),)),
    Row("情况紧急", "exec-no-night-holiday", "excused", K, (executed("2022-10-01", *URGENT, at="09:00"),)),
    Row("没有强制执行", "exec-no-night-holiday", "not-applicable", K, (seized(),)),
    Row("强制法施行前", "exec-no-night-holiday", "not-applicable", K, (executed("2011-10-01", at="09:00"),)),
    # 强制拆除在起诉期满之后（2021-08-31 送达 → 2022-02-28）
    Row("起诉期满之后", "exec-demolition", "pass", K, (receipt("served", "2021-08-31"), executed("2022-03-01", *e("demolition")))),
    Row("起诉期内", "exec-demolition", "fail", K, (receipt("served", "2021-08-31"), executed("2022-02-28", *e("demolition")))),
    Row("没有送达日", "exec-demolition", "undetermined", K, (executed("2022-03-01", *e("demolition")),)),
    Row("不是强制拆除", "exec-demolition", "not-applicable", K, (executed("2022-03-01"),)),
    # 代履行三日前催告（2022-10-18前三个工作日：10月12日通知当日与举行日均不计）
    Row("中间满3个工作日", "exec-substitute-3wd", "pass", K, (receipt("substitute_demand", "2022-10-12"), dated("inspection_record", "substitute_done", "2022-10-18"))),
    Row("连同当日才满", "exec-substitute-3wd", "borderline", K, (receipt("substitute_demand", "2022-10-13"), dated("inspection_record", "substitute_done", "2022-10-18"))),
    Row("不足", "exec-substitute-3wd", "fail", K, (receipt("substitute_demand", "2022-10-14"), dated("inspection_record", "substitute_done", "2022-10-18"))),
    Row("需要立即清除", "exec-substitute-3wd", "excused", K, (receipt("substitute_demand", "2022-10-17"), dated("inspection_record", "substitute_done", "2022-10-18", *e("clear_at_once")))),
    Row("没有催告", "exec-substitute-3wd", "undetermined", K, (dated("inspection_record", "substitute_done", "2022-10-18"),)),
    Row("没有代履行", "exec-substitute-3wd", "not-applicable", K, (seized(),)),
    # 音像
    Row("有音像记录", "coercion-video", "pass", K, (seized(), site(*e("video_recorded")))),
    Row("没读到", "coercion-video", "undetermined", K, (seized(),)),
    Row("经人确认没有录像", "coercion-video", "fail", K, (seized(),), more={"answers": {"video_recorded": "否"}}),
    Row("118号以前", "coercion-video", "not-applicable", K, (seized("2018-12-04"),)),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


def test_market_supervision_rolls_the_last_day_over_a_rest_day():
    papers = (
        paper("coercion_decision", issued_by(MARKET), on("seize", "2022-01-20")),
        released("2022-02-21"),
    )
    check(Row("", "coercion-30d", "pass", K, papers, "顺延"))


def test_an_extension_of_the_investigation_is_none_of_the_sealing():
    other = dated("approval_form", "extension_approved", "2022-03-30", title="延长办案期限审批表")
    check(Row("", "coercion-30d", "fail", K, (seized(), other, released("2022-04-20"))))


def test_the_own_term_of_a_paper_is_no_longer_than_the_law():
    papers = (seized(SEIZED, lasting("seize", 60, "d")), released("2022-04-20"))
    check(Row("", "coercion-30d", "fail", K, papers))
