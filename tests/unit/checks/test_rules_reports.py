"""Disclosure of government information, reconsideration, proposals, suggestions of procurators, reports (rules.md §6)."""

import pytest
from made_papers import element, judged, on, paper
from rule_rows import Row, check, params, say

NOW = "2022-04-19"  # 第7个工作日 2022-04-27，第20个 2022-05-18（§1.4）


def reply(*lines):
    return paper("disclosure_reply", *lines)


def recon(*lines):
    return paper("reconsideration_decision", *lines)


SIMPLE = element("recon_simple", words="适用简易程序审理")
ORDINARY = element("recon_simple", "no", words="适用普通程序")
HARD = element("proposal_difficult", words="涉及面广、处理难度大")
URGENT = element("suggestion_urgent", words="十五日内书面回复")
MAJOR = element("premise_major_emergency", words="属于重大突发事件")
TITLED = element("ann_titled", words="法治政府建设")
ANNUAL = ("ann_measures", "ann_faults", "ann_first", "ann_next")
TOLD = paper("disclosure_reply", on("gi_correction_told", "2022-04-25"))
LONGER = paper("approval_form", on("extension_approved", "2022-05-10"))


def asked(first, last, *more, received="gi_received"):
    return (reply(on(received, first), on("gi_replied", last)), *more)


def between(rule, first, last, *, kind, paper_kind, codes, lines=()):
    """A row's papers: two dates of one paper."""
    return (paper(paper_kind, on(codes[0], first), on(codes[1], last), *lines),)


COPY = ("recon_accepted", "recon_copy_sent")
ANSWER = ("recon_copy_sent", "recon_replied")
DECIDE = ("recon_accepted", "recon_decided")
ACCEPT = ("recon_applied", "recon_accepted")
PROPOSAL = ("proposal_assigned", "proposal_replied")
SUGGESTION = ("suggestion_received", "suggestion_replied")


def pair(codes, first, last, *lines, kind="other"):
    return (paper(kind, on(codes[0], first), on(codes[1], last), *lines),)


def case(codes, first, last, *lines):
    return pair(codes, first, last, *lines, kind="reconsideration_decision")


def clock(code, first, start, end, hours=True, premise=(MAJOR,)):
    days = [
        on("emergency_occurred", first[0], **({"at": start} if hours else {})),
        on(code, first[1], **({"at": end} if hours else {})),
    ]
    return (paper("work_document", *days, *premise),)


DAY = ("2022-05-16", "2022-05-16")
NEXT = ("2022-05-16", "2022-05-17")
AFTER = ("2022-05-16", "2022-05-20")
RECON, REPORT = "reconsideration", "report"

ROWS = [
    # 依申请公开：条例第三十三条，20个工作日，经同意并告知可延长20个工作日
    Row("第20个工作日答复", "ind-gi-reply-20wd", "pass", "disclosure", asked(NOW, "2022-05-18")),
    Row("第21个工作日答复", "ind-gi-reply-20wd", "fail", "disclosure", asked(NOW, "2022-05-19"), "晚了1天"),
    Row("期限内批准延长", "ind-gi-reply-20wd", "excused", "disclosure", asked(NOW, "2022-05-30", LONGER)),
    Row("补正后重新起算", "ind-gi-reply-20wd", "pass", "disclosure", (reply(on("gi_received", "2022-03-01"), on("gi_corrected", NOW), on("gi_replied", "2022-05-18")),)),
    Row("没有收到申请的日期", "ind-gi-reply-20wd", "undetermined", "disclosure", (reply(on("gi_replied", "2022-05-18")),), "收到"),
    Row("告知过补正而不知何时补正", "ind-gi-reply-20wd", "undetermined", "disclosure", asked(NOW, "2022-06-20", TOLD)),
    Row("修订施行前为15个工作日", "ind-gi-reply-20wd", "fail", "disclosure", asked("2019-03-01", "2019-03-29"), "15个工作日"),
    Row("修订施行前一日收到跨施行日答复-两法一致", "ind-gi-reply-20wd", "pass", "disclosure", asked("2019-05-14", "2019-05-31")),
    Row("修订施行当日收到", "ind-gi-reply-20wd", "pass", "disclosure", asked("2019-05-15", "2019-06-13")),
    Row("旧条例施行前", "ind-gi-reply-20wd", "not-applicable", "disclosure", asked("2008-04-01", "2008-04-30")),
    Row("第7个工作日告知补正", "ind-gi-correct-7wd", "pass", "disclosure", (reply(on("gi_received", NOW), on("gi_correction_told", "2022-04-27")),)),
    Row("第8个工作日告知补正", "ind-gi-correct-7wd", "fail", "disclosure", (reply(on("gi_received", NOW), on("gi_correction_told", "2022-04-28")),)),
    Row("没有收到申请的日期", "ind-gi-correct-7wd", "undetermined", "disclosure", (TOLD,)),
    Row("没有要求补正", "ind-gi-correct-7wd", "not-applicable", "disclosure", asked(NOW, "2022-05-18")),
    Row("修订施行前", "ind-gi-correct-7wd", "not-applicable", "disclosure", (reply(on("gi_received", "2019-05-14"), on("gi_correction_told", "2019-06-20")),)),
    Row("修订施行当日", "ind-gi-correct-7wd", "fail", "disclosure", (reply(on("gi_received", "2019-05-15"), on("gi_correction_told", "2019-06-20")),)),
    # 收到日：条例第三十一条
    Row("邮寄写明签收", "ind-gi-received", "pass", "disclosure", (reply(on("gi_received", "2019-05-15"), element("gi_channel", "mail")),)),
    Row("网上申请写明双方确认", "ind-gi-received", "pass", "disclosure", (reply(on("gi_received", NOW), element("gi_channel", "online"), element("gi_confirmed")),)),
    Row("网上申请没有确认日", "ind-gi-received", "undetermined", "disclosure", (reply(on("gi_received", NOW), element("gi_channel", "online")),), "确认"),
    Row("没有写明方式", "ind-gi-received", "undetermined", "disclosure", (reply(on("gi_received", NOW)),), "方式"),
    Row("修订施行前", "ind-gi-received", "not-applicable", "disclosure", (reply(on("gi_received", "2019-05-14")),)),
    # 复议：受理审查5个工作日（2021-09-24起第5个工作日2021-09-30，§1.4）
    Row("第5个工作日受理", "ind-reconsider-accept-5wd", "pass", RECON, case(ACCEPT, "2021-09-24", "2021-09-30")),
    Row("第6个工作日受理", "ind-reconsider-accept-5wd", "fail", RECON, case(ACCEPT, "2021-09-24", "2021-10-08")),
    Row("没有申请日", "ind-reconsider-accept-5wd", "undetermined", RECON, (recon(on("recon_accepted", "2021-09-30")),)),
    Row("2017年修正施行前", "ind-reconsider-accept-5wd", "not-applicable", RECON, case(ACCEPT, "2017-08-31", "2017-09-20")),
    Row("2023年修订施行当日", "ind-reconsider-accept-5wd", "fail", RECON, case(ACCEPT, "2024-01-01", "2024-01-20"), "共"),
    Row("第7个工作日发副本", "ind-reconsider-copy-7wd", "pass", RECON, case(COPY, NOW, "2022-04-27", ORDINARY)),
    Row("第8个工作日发副本", "ind-reconsider-copy-7wd", "fail", RECON, case(COPY, NOW, "2022-04-28")),
    Row("没有发送日", "ind-reconsider-copy-7wd", "undetermined", RECON, (recon(on("recon_accepted", NOW)),)),
    Row("简易程序另有期限", "ind-reconsider-copy-7wd", "not-applicable", RECON, case(COPY, "2024-03-01", "2024-03-20", SIMPLE)),
    # 被申请人答复：2023年12月31日及以前十日是自然日，2024年1月1日起是工作日（§10 陷阱3）
    Row("旧法第10日", "ind-reconsider-reply-10d", "pass", RECON, case(ANSWER, "2022-04-01", "2022-04-11")),
    Row("旧法第11日", "ind-reconsider-reply-10d", "fail", RECON, case(ANSWER, "2022-04-01", "2022-04-12")),
    Row("新法第10个工作日", "ind-reconsider-reply-10d", "pass", RECON, case(ANSWER, "2024-03-01", "2024-03-15", ORDINARY)),
    Row("新法第11个工作日", "ind-reconsider-reply-10d", "fail", RECON, case(ANSWER, "2024-03-01", "2024-03-18", ORDINARY)),
    Row("跨施行日两法不一致", "ind-reconsider-reply-10d", "undetermined", RECON, case(ANSWER, "2023-12-28", "2024-01-10")),
    Row("没有答复日", "ind-reconsider-reply-10d", "undetermined", RECON, (recon(on("recon_copy_sent", "2022-04-01")),)),
    Row("简易程序另有期限", "ind-reconsider-reply-10d", "not-applicable", RECON, case(ANSWER, "2024-03-01", "2024-03-20", SIMPLE), "ind-reconsider-simple-reply-5wd"),
    Row("简易程序第3个工作日发副本", "ind-reconsider-simple-copy-3wd", "pass", RECON, case(COPY, "2024-03-01", "2024-03-06", SIMPLE)),
    Row("简易程序第4个工作日发副本", "ind-reconsider-simple-copy-3wd", "fail", RECON, case(COPY, "2024-03-01", "2024-03-07", SIMPLE)),
    Row("是否简易程序不明", "ind-reconsider-simple-copy-3wd", "undetermined", RECON, case(COPY, "2024-03-01", "2024-03-07"), "请确认"),
    Row("普通程序", "ind-reconsider-simple-copy-3wd", "not-applicable", RECON, case(COPY, "2024-03-01", "2024-03-07", ORDINARY)),
    Row("2023年最后一日", "ind-reconsider-simple-copy-3wd", "not-applicable", RECON, case(COPY, "2023-12-31", "2024-01-15", SIMPLE)),
    Row("简易程序第5个工作日答复", "ind-reconsider-simple-reply-5wd", "pass", RECON, case(ANSWER, "2024-03-01", "2024-03-08", SIMPLE)),
    Row("简易程序第6个工作日答复", "ind-reconsider-simple-reply-5wd", "fail", RECON, case(ANSWER, "2024-03-01", "2024-03-11", SIMPLE)),
    Row("是否简易程序不明", "ind-reconsider-simple-reply-5wd", "undetermined", RECON, case(ANSWER, "2024-03-01", "2024-03-11"), "请确认"),
    Row("普通程序", "ind-reconsider-simple-reply-5wd", "not-applicable", RECON, case(ANSWER, "2024-03-01", "2024-03-11", ORDINARY)),
    # 60日，末日周六顺延（§1.4：2024-01-02起，末日2024-03-02周六，顺延至2024-03-04）
    Row("末日顺延当日", "ind-reconsider-60d", "pass", RECON, case(DECIDE, "2024-01-02", "2024-03-04", ORDINARY), "顺延"),
    Row("顺延后次日", "ind-reconsider-60d", "fail", RECON, case(DECIDE, "2024-01-02", "2024-03-05", ORDINARY)),
    Row("期限内批准延长30日", "ind-reconsider-60d", "excused", RECON, (*case(DECIDE, "2024-01-02", "2024-03-28", ORDINARY), paper("approval_form", on("extension_approved", "2024-02-26")))),
    Row("没有受理日", "ind-reconsider-60d", "undetermined", RECON, (recon(on("recon_decided", "2024-03-04")),)),
    Row("简易程序", "ind-reconsider-60d", "not-applicable", RECON, case(DECIDE, "2024-01-02", "2024-03-05", SIMPLE)),
    Row("2017年修正施行前", "ind-reconsider-60d", "not-applicable", RECON, case(DECIDE, "2017-08-31", "2017-12-30")),
    Row("2017年修正施行当日", "ind-reconsider-60d", "fail", RECON, case(DECIDE, "2017-09-01", "2017-12-30")),
    Row("简易程序第30日", "ind-reconsider-simple-30d", "pass", RECON, case(DECIDE, "2024-03-01", "2024-04-01", SIMPLE)),
    Row("简易程序第32日", "ind-reconsider-simple-30d", "fail", RECON, case(DECIDE, "2024-03-01", "2024-04-02", SIMPLE)),
    Row("是否简易程序不明", "ind-reconsider-simple-30d", "undetermined", RECON, case(DECIDE, "2024-03-01", "2024-04-02"), "请确认"),
    Row("普通程序", "ind-reconsider-simple-30d", "not-applicable", RECON, case(DECIDE, "2024-03-01", "2024-04-02", ORDINARY)),
    # 代表建议：三个月；涉及面广、难度大的六个月（代表法2015第四十二条、2025第五十一条）
    Row("三个月对应日", "rep-proposal-reply-3m", "pass", REPORT, pair(PROPOSAL, "2022-03-10", "2022-06-10")),
    Row("超过三个月", "rep-proposal-reply-3m", "fail", REPORT, pair(PROPOSAL, "2022-03-10", "2022-06-20")),
    Row("没有交办日", "rep-proposal-reply-3m", "undetermined", REPORT, (paper("other", on("proposal_replied", "2022-06-10")),)),
    Row("涉及面广", "rep-proposal-reply-3m", "not-applicable", REPORT, pair(PROPOSAL, "2022-03-10", "2022-06-20", HARD), "rep-proposal-reply-6m"),
    Row("不是代表建议", "rep-proposal-reply-3m", "not-applicable", REPORT, (paper("annual_report"),)),
    Row("2015年修正前", "rep-proposal-reply-3m", "not-applicable", REPORT, pair(PROPOSAL, "2015-08-28", "2016-06-20")),
    Row("2015年修正当日", "rep-proposal-reply-3m", "fail", REPORT, pair(PROPOSAL, "2015-08-29", "2016-06-20")),
    Row("2025年修正后", "rep-proposal-reply-3m", "pass", REPORT, pair(PROPOSAL, "2025-03-12", "2025-06-12")),
    Row("六个月对应日", "rep-proposal-reply-6m", "pass", REPORT, pair(PROPOSAL, "2022-03-10", "2022-09-09", HARD)),
    Row("超过六个月", "rep-proposal-reply-6m", "fail", REPORT, pair(PROPOSAL, "2022-03-10", "2022-10-10", HARD)),
    Row("是否涉及面广不明", "rep-proposal-reply-6m", "undetermined", REPORT, pair(PROPOSAL, "2022-03-10", "2022-10-10"), "请确认"),
    Row("写明不属于", "rep-proposal-reply-6m", "not-applicable", REPORT, pair(PROPOSAL, "2022-03-10", "2022-10-10", element("proposal_difficult", "no", words="不属于涉及面广"))),
    Row("2015年修正前", "rep-proposal-reply-6m", "not-applicable", REPORT, pair(PROPOSAL, "2015-08-28", "2016-06-20", HARD)),
    # 检察建议：两个月；紧急情形十五日
    Row("两个月对应日", "ind-prosecutor-2m", "pass", REPORT, pair(SUGGESTION, "2022-03-10", "2022-05-10")),
    Row("超过两个月", "ind-prosecutor-2m", "fail", REPORT, pair(SUGGESTION, "2022-03-10", "2022-05-20")),
    Row("没有回复日", "ind-prosecutor-2m", "undetermined", REPORT, (paper("other", on("suggestion_received", "2022-03-10")),)),
    Row("紧急情形", "ind-prosecutor-2m", "not-applicable", REPORT, pair(SUGGESTION, "2022-03-10", "2022-05-20", URGENT), "ind-prosecutor-15d"),
    Row("解释施行前", "ind-prosecutor-2m", "not-applicable", REPORT, pair(SUGGESTION, "2018-03-01", "2018-06-20")),
    Row("解释施行当日", "ind-prosecutor-2m", "fail", REPORT, pair(SUGGESTION, "2018-03-02", "2018-06-20")),
    Row("第15日", "ind-prosecutor-15d", "pass", REPORT, pair(SUGGESTION, "2022-03-10", "2022-03-25", URGENT)),
    Row("第16日", "ind-prosecutor-15d", "fail", REPORT, pair(SUGGESTION, "2022-03-10", "2022-03-26", URGENT)),
    Row("末日周六次周一回复", "ind-prosecutor-15d", "borderline", REPORT, pair(SUGGESTION, "2022-03-11", "2022-03-28", URGENT)),
    Row("是否紧急不明", "ind-prosecutor-15d", "undetermined", REPORT, pair(SUGGESTION, "2022-03-10", "2022-03-30"), "请确认"),
    Row("没有检察建议", "ind-prosecutor-15d", "not-applicable", REPORT, (paper("annual_report"),)),
    # 5小时、24小时：自事件发生起连续计时；只有日期的跨日数必然超出才不合规
    Row("4小时半", "ind-emergency-5h", "pass", REPORT, clock("first_released", DAY, "08:00", "12:30")),
    Row("6小时", "ind-emergency-5h", "fail", REPORT, clock("first_released", DAY, "08:00", "14:00")),
    Row("没有时刻", "ind-emergency-5h", "undetermined", REPORT, clock("first_released", NEXT, "", "", hours=False)),
    Row("没有时刻而隔了数日", "ind-emergency-5h", "fail", REPORT, clock("first_released", AFTER, "", "", hours=False)),
    Row("是否重大不明", "ind-emergency-5h", "undetermined", REPORT, clock("first_released", DAY, "08:00", "14:00", premise=()), "请确认"),
    Row("不属于重大", "ind-emergency-5h", "not-applicable", REPORT, clock("first_released", DAY, "08:00", "14:00", premise=(element("premise_major_emergency", "no", words="不属于重大突发事件"),))),
    Row("2021年以前", "ind-emergency-5h", "not-applicable", REPORT, clock("first_released", ("2020-12-31", "2021-01-02"), "08:00", "14:00")),
    Row("次日同一时刻以前", "ind-emergency-24h", "pass", REPORT, clock("press_conference", NEXT, "08:00", "07:30")),
    Row("次日更晚", "ind-emergency-24h", "fail", REPORT, clock("press_conference", NEXT, "08:00", "09:00")),
    Row("没有时刻", "ind-emergency-24h", "undetermined", REPORT, clock("press_conference", NEXT, "", "", hours=False)),
    Row("不属于重大", "ind-emergency-24h", "not-applicable", REPORT, clock("press_conference", NEXT, "08:00", "09:00", premise=(element("premise_major_emergency", "no", words="不属于重大"),))),
    Row("61号文以前", "ind-emergency-24h", "not-applicable", REPORT, clock("press_conference", ("2016-08-11", "2016-08-14"), "08:00", "09:00")),
    # 年度报告内容
    Row("四部分都有", "ind-report-content", "pass", REPORT, (paper("annual_report", TITLED, on("doc_date", "2019-04-15"), *map(element, ANNUAL)),)),
    Row("没有第一责任人", "ind-report-content", "fail", REPORT, (paper("annual_report", TITLED, on("doc_date", "2022-02-20"), *(element(c) for c in ANNUAL if c != "ann_first")),), "第一责任人"),
    Row("读得不清", "ind-report-content", "undetermined", REPORT, (paper("annual_report", TITLED, on("doc_date", "2022-02-20"), grade="poor"),)),
    Row("政府信息公开年度报告是另一种报告", "ind-report-content", "not-applicable", REPORT, (paper("annual_report", on("doc_date", "2022-02-20")),)),
    Row("不是年度报告", "ind-report-content", "not-applicable", REPORT, (paper("ledger"),)),
    Row("规定施行前", "ind-report-content", "not-applicable", REPORT, (paper("annual_report", TITLED, on("doc_date", "2019-04-14")),)),
    # 突发事件应对培训
    Row("写明培训", "ind-emergency-training", "pass", REPORT, (say("annual_report", "emergency_training", day=("doc_date", "2024-11-01")),)),
    Row("自认没有培训", "ind-emergency-training", "fail", REPORT, (say("annual_report", "emergency_training", "no", "未组织应急培训", day=("doc_date", "2022-02-20")),)),
    Row("没有写到", "ind-emergency-training", "undetermined", REPORT, (paper("annual_report", on("doc_date", "2022-02-20")),)),
    Row("突发事件应对法施行前", "ind-emergency-training", "not-applicable", REPORT, (paper("annual_report", on("doc_date", "2007-10-31")),)),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


@pytest.mark.parametrize(
    ("rule", "kind", "codes", "last", "first", "old", "new"),
    [
        pytest.param("ind-reconsider-60d", RECON, DECIDE, "2023-12-31", "2024-01-01", "行政复议法（2017修正）第三十一条", "行政复议法（2023修订）第六十二条", id="复议法2024"),
        pytest.param("ind-reconsider-copy-7wd", RECON, COPY, "2023-12-31", "2024-01-01", "行政复议法（2017修正）第二十三条", "行政复议法（2023修订）第四十八条", id="复议副本"),
        pytest.param("ind-reconsider-accept-5wd", RECON, ACCEPT, "2023-12-31", "2024-01-01", "行政复议法（2017修正）第十七条", "行政复议法（2023修订）第三十条", id="复议受理"),
        pytest.param("rep-proposal-reply-3m", REPORT, PROPOSAL, "2025-03-11", "2025-03-12", "代表法（2015修正）第四十二条", "代表法（2025修正）第五十一条", id="代表法2025"),
        pytest.param("ind-gi-reply-20wd", "disclosure", ("gi_received", "gi_replied"), "2019-05-14", "2019-05-15", "政府信息公开条例（2007）第二十四条", "政府信息公开条例（2019修订）第三十三条", id="信息公开条例2019"),
    ],
)  # fmt: skip
def test_the_basis_is_the_law_in_force_when_the_period_began(rule, kind, codes, last, first, old, new):
    holder = {"disclosure": "disclosure_reply", RECON: "reconsideration_decision", REPORT: "other"}[kind]
    for day, basis in ((last, old), (first, new)):
        found = judged(kind, *pair(codes, day, day, kind=holder))[rule]
        assert basis in found.basis, found.basis


def test_training_is_based_on_the_revised_law_from_november_2024():
    for day, basis in (("2024-10-31", "突发事件应对法（2007）第二十五条"), ("2024-11-01", "突发事件应对法（2024修订）第三十八条")):  # fmt: skip
        report = say("annual_report", "emergency_training", day=("doc_date", day))
        assert judged(REPORT, report)["ind-emergency-training"].basis == (basis,)
