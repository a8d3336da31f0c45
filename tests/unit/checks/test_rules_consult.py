"""Public consultation: each rule with the verdicts it can give, from the law."""

import pytest
from made_papers import element, judged, lasting, on, paper
from rule_rows import Row, check, params

MAJOR = element("premise_major_effect", words="涉及人民群众切身利益")
BUSINESS = element("premise_business", words="与市场主体生产经营活动密切相关")
IMPORTANT = element("premise_important", words="本办法为重要的行政规范性文件")
AGENDA = element("premise_npc_agenda", words="已列入常委会会议议程")
SHORT = element("consult_short_reason", words="因情况紧急，征求意见期限缩短")
SECRET = element("confidential", words="本文件依法需要保密")
OTHERWISE = element("other_participation", words="以听证会方式听取意见")


def notice(opened, closed, *more):
    return paper("consultation_notice", on("consult_open", opened), on("consult_close", closed), *more)


FULL = ("2022-04-01", "2022-05-01")  # 30 days, the first not counted
EDGE = ("2022-04-01", "2022-04-30")  # 30 days if the first is counted
LATE = ("2022-04-01", "2022-04-20")


def thirty(rule, kind, *premise, since, **more):
    """Rows of a rule that asks for thirty days."""
    before = ("2014-01-01", "2014-03-01") if since == "2015" else ("2017-04-01", "2017-04-05")
    rows = [
        Row("满30日", rule, "pass", kind, (notice(*FULL, *premise),)),
        Row("首日计入才满", rule, "borderline", kind, (notice(*EDGE, *premise),), "首日计入为30日"),
        Row("不足30日", rule, "fail", kind, (notice(*LATE, *premise),), "共19日"),
        Row("缺截止日", rule, "undetermined", kind, (paper("consultation_notice", on("consult_open", FULL[0]), *premise),), "截止"),
        Row("缺公告", rule, "undetermined", kind, (paper("draft", *premise),)),
        Row("公告说明缩短原因", rule, "excused", kind, (notice(*LATE, *premise, SHORT),), "情况紧急"),
        Row("当时尚无规定", rule, "not-applicable", kind, (notice(*before, *premise),), "尚无此项要求"),
    ]  # fmt: skip
    return [row for row in rows if row.id not in more.get("without", ())]


ROWS = [
    *thirty("consult-law-30d", "law-draft", AGENDA, since="2015"),
    Row("部门起草中-不知是否列入议程", "consult-law-30d", "undetermined", "law-draft", (notice(*LATE),), "请确认"),
    Row("不知是否列入议程-但满30日", "consult-law-30d", "pass", "law-draft", (notice(*FULL),), "更严的要求"),
    Row("按2015年文本", "consult-law-30d", "pass", "law-draft", (notice("2023-03-14", "2023-04-13", AGENDA),)),
    Row("经人确认未列入议程", "consult-law-30d", "not-applicable", "law-draft", (notice(*LATE),), more={"answers": {"premise_npc_agenda": "否"}}),
    *thirty("consult-admin-regulation-30d", "administrative-regulation", since="2018"),
    Row("2026年修订后未读到", "consult-admin-regulation-30d", "undetermined", "administrative-regulation", (notice("2026-07-01", "2026-08-30"),), "第838号"),
    Row("修订前", "consult-admin-regulation-30d", "pass", "administrative-regulation", (notice("2026-05-01", "2026-05-31"),)),
    Row("国务院决定不公布", "consult-admin-regulation-30d", "not-applicable", "administrative-regulation", (paper("drafting_explanation", SECRET),), "保密"),
    *thirty("consult-regulation-30d", "regulation", since="2018"),
    Row("施行日当天起", "consult-regulation-30d", "fail", "regulation", (notice("2018-05-01", "2018-05-20"),)),
    Row("施行前一日", "consult-regulation-30d", "not-applicable", "regulation", (notice("2018-04-30", "2018-05-20"),)),
    Row("法律草案", "consult-regulation-30d", "not-applicable", "law-draft", (notice(*LATE),), "法律草案不适用"),
    Row("标准", "consult-regulation-30d", "not-applicable", "standard", (notice(*LATE),)),
    Row("保密", "consult-regulation-30d", "not-applicable", "regulation", (paper("drafting_explanation", SECRET),), "保密"),
    Row("看不出是规章还是规范性文件", "consult-regulation-30d", "undetermined", "regulation-or-normative", (notice(*FULL),), "规章还是"),
    *thirty("consult-business-30d", "normative", BUSINESS, since="2018"),
    Row("规章也适用", "consult-business-30d", "pass", "regulation", (notice(*FULL, BUSINESS),)),
    Row("看不出种类也适用", "consult-business-30d", "fail", "regulation-or-normative", (notice(*LATE, BUSINESS),)),
    Row("2019年最后一日", "consult-business-30d", "not-applicable", "normative", (notice("2019-12-31", "2020-01-10", BUSINESS),)),
    Row("2020年第一日", "consult-business-30d", "fail", "normative", (notice("2020-01-01", "2020-01-10", BUSINESS),)),
    Row("是否密切相关不明", "consult-business-30d", "undetermined", "normative", (notice(*LATE),), "请确认"),
    Row("是否密切相关不明但满30日", "consult-business-30d", "pass", "normative", (notice(*FULL),), "更严的要求"),
    Row("经人确认密切相关", "consult-business-30d", "fail", "normative", (notice(*LATE),), more={"answers": {"premise_business": "是"}}),
    Row("工作方案", "consult-business-30d", "not-applicable", "work", (notice(*LATE),)),
    *thirty("consult-major-decision-30d", "decision", since="2018"),
    Row("以听证会等方式听取意见", "consult-major-decision-30d", "not-applicable", "decision", (paper("meeting_minutes", OTHERWISE),), "听证会"),
    Row("条例施行前一日", "consult-major-decision-30d", "not-applicable", "decision", (notice("2019-08-31", "2019-09-05"),)),
    Row("条例施行当日", "consult-major-decision-30d", "fail", "decision", (notice("2019-09-01", "2019-09-05"),)),
    # 规范性文件：7个工作日
    Row("满7个工作日", "consult-normative-7wd", "pass", "normative", (notice("2022-04-25", "2022-05-07", MAJOR),), "调休上班"),
    Row("首个工作日计入才满", "consult-normative-7wd", "borderline", "normative", (notice("2022-04-25", "2022-05-06", MAJOR),)),
    Row("不足", "consult-normative-7wd", "fail", "normative", (notice("2022-04-25", "2022-04-29", MAJOR),), "共4个工作日"),
    Row("缺起日", "consult-normative-7wd", "undetermined", "normative", (paper("consultation_notice", on("consult_close", "2022-05-07"), MAJOR),)),
    Row("公告说明原因", "consult-normative-7wd", "excused", "normative", (notice("2022-04-25", "2022-04-29", MAJOR, SHORT),)),
    Row("属市场主体密切相关", "consult-normative-7wd", "not-applicable", "normative", (notice("2022-04-25", "2022-04-29", MAJOR, BUSINESS),), "consult-business-30d"),
    Row("是否重大影响不明", "consult-normative-7wd", "undetermined", "normative", (notice("2022-04-25", "2022-04-29"),), "请确认"),
    Row("是否重大影响不明但满7个工作日", "consult-normative-7wd", "pass", "normative", (notice("2022-04-25", "2022-05-07"),), "更严的要求"),
    Row("37号以前", "consult-normative-7wd", "not-applicable", "normative", (notice("2018-05-15", "2018-05-17", MAJOR),)),
    Row("37号当日", "consult-normative-7wd", "fail", "normative", (notice("2018-05-16", "2018-05-17", MAJOR),)),
    # 缩短期限须在公告里说明
    Row("缩短而公告说明", "consult-major-decision-short-explained", "pass", "decision", (notice(*LATE, SHORT),)),
    Row("缩短而未说明", "consult-major-decision-short-explained", "fail", "decision", (notice(*LATE),), "未载明"),
    Row("事后在起草说明里补写不算", "consult-major-decision-short-explained", "fail", "decision", (notice(*LATE), paper("drafting_explanation", SHORT))),
    Row("没有缩短", "consult-major-decision-short-explained", "not-applicable", "decision", (notice(*FULL),), "没有缩短"),
    Row("是否缩短两可而未说明", "consult-major-decision-short-explained", "borderline", "decision", (notice(*EDGE),)),
    Row("缺公告", "consult-major-decision-short-explained", "undetermined", "decision", (paper("draft"),)),
    Row("条例施行前", "consult-major-decision-short-explained", "not-applicable", "decision", (notice("2019-08-01", "2019-08-10"),)),
    Row("其他方式听取意见", "consult-major-decision-short-explained", "not-applicable", "decision", (paper("meeting_minutes", OTHERWISE),)),
    # 截止后才送审、上会
    Row("截止当日送审", "consult-window-closed-before-review", "pass", "normative", (notice(*FULL), paper("review_request", on("lr_sent", "2022-05-01")), paper("meeting_minutes", on("meeting", "2022-05-20")))),
    Row("截止前送审", "consult-window-closed-before-review", "fail", "normative", (notice(*FULL), paper("review_request", on("lr_sent", "2022-04-28")), paper("meeting_minutes", on("meeting", "2022-05-20"))), "次序颠倒"),
    Row("截止前上会", "consult-window-closed-before-review", "fail", "decision", (notice(*FULL), paper("meeting_minutes", on("meeting", "2022-04-29")))),
    Row("缺会议纪要", "consult-window-closed-before-review", "undetermined", "regulation", (notice(*FULL), paper("review_request", on("lr_sent", "2022-05-05")))),
    Row("37号以前", "consult-window-closed-before-review", "not-applicable", "normative", (notice("2017-04-01", "2017-05-01"),)),
    Row("工作方案", "consult-window-closed-before-review", "not-applicable", "work", (notice(*FULL),)),
    Row("保密", "consult-window-closed-before-review", "not-applicable", "normative", (paper("drafting_explanation", SECRET),)),
    # 本目录不含
    Row("标准", "consult-standard-days", "not-applicable", "standard", (notice(*LATE),), "本目录不含"),
    Row("地方性法规", "consult-local-regulation-days", "not-applicable", "local-regulation", (notice(*LATE),), "本目录不含"),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


def test_review_before_the_close_is_a_should_and_the_meeting_a_must():
    close = notice(*FULL)
    sent = judged("normative", close, paper("review_request", on("lr_sent", "2022-04-28")))
    met = judged("normative", close, paper("meeting_minutes", on("meeting", "2022-04-28")))
    rule = "consult-window-closed-before-review"
    assert (sent[rule].severity, met[rule].severity) == ("should", "must")


def test_a_pass_shows_both_dates_and_the_arithmetic():
    found = judged("normative", notice("2022-04-25", "2022-05-07", MAJOR))["consult-normative-7wd"]
    assert (found.start, found.end, found.measured, found.required, found.unit) == (
        "2022-04-25",
        "2022-05-07",
        7,
        7,
        "wd",
    )
    assert [place.quote for place in found.evidence][:2] == ["2022年4月25日", "2022年5月7日"]
    assert found.count is not None and found.count.shifted[0].isoformat() == "2022-05-07"
    assert "劳动节5天" in found.message and "5月7日（周六）调休上班计入" in found.message
    assert found.severity == "should" and found.advice == ""


# ── 起算与截止（§14.5、§1.2）

CASES = [
    pytest.param((on("consult_posted", "2022-04-01"), on("doc_date", "2022-03-25"), on("consult_close", "2022-05-01")), "pass", "2022-04-01", "以实际发布日起算", id="落款早于发布-用发布日"),
    pytest.param((on("consult_posted", "2022-04-01"), on("consult_open", "2022-04-01"), on("doc_date", "2022-03-28"), on("consult_close", "2022-05-01")), "pass", "2022-04-01", "落款日为2022-03-28", id="写明即日起而落款较早-报出差异"),
    pytest.param((on("doc_date", "2022-04-01"), on("consult_close", "2022-05-01")), "pass", "2022-04-01", "发布日未见证据", id="没有发布日-用落款日并注明"),
    pytest.param((on("consult_posted", "2022-04-01"), on("consult_open", "2022-04-05"), on("consult_close", "2022-05-05")), "pass", "2022-04-05", "以写明的起日计", id="写明起日在后-两种算法都合规"),
    pytest.param((on("consult_posted", "2022-04-01"), on("consult_open", "2022-04-05"), on("consult_close", "2022-05-01")), "borderline", "2022-04-05", "发布日", id="按写明起日不足而按发布日满-两可"),
    pytest.param((on("consult_posted", "2022-04-05"), on("consult_open", "2022-04-01"), on("consult_close", "2022-05-01")), "fail", "2022-04-05", "以后者起算", id="发布晚于写明的起日"),
    pytest.param((on("consult_close", "2022-05-01"),), "undetermined", None, "缺公开征求意见开始", id="起日全无"),
    pytest.param((on("consult_open", "2022-04-01"), on("consult_close", "2022-05-01", tail="前反馈")), "borderline", "2022-04-01", "“前”不含当日", id="某日前反馈-含与不含当日两可"),
    pytest.param((on("consult_open", "2022-04-01"), on("consult_close", "2022-05-02", tail="（星期一）前反馈")), "pass", "2022-04-01", "", id="某日前-不含当日也满"),
    pytest.param((on("consult_open", "2022-04-01"), on("consult_close", "2022-05-01", tail="17时前反馈")), "pass", "2022-04-01", "", id="写明时刻即含当日"),
    pytest.param((on("consult_open", "2022-04-01"), on("consult_close", "2022-05-01", tail="前往")), "pass", "2022-04-01", "", id="前往不是之前"),
    pytest.param((on("consult_posted", "2022-04-01"), lasting("consult", 30, "d", "consult_posted")), "pass", "2022-04-01", "期限为30日", id="自发布之日起30日"),
    pytest.param((on("consult_posted", "2022-04-01"), lasting("consult", 7, "wd")), "fail", "2022-04-01", "期限为7个工作日", id="自发布之日起7个工作日"),
    pytest.param((lasting("consult", 30, "d", "consult_posted"),), "undetermined", None, "截止日要从发布日算起", id="自即日起而无发布日"),
    pytest.param((on("consult_open", "2022-04-01"), on("consult_close", "2022-03-20")), "undetermined", "2022-04-01", "早于", id="截止早于开始"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "verdict", "start", "says"), CASES)
def test_when_consultation_began_and_ended(lines, verdict, start, says):
    found = judged("regulation", paper("consultation_notice", *lines))["consult-regulation-30d"]
    assert (found.verdict, found.start) == (verdict, start), found.message
    assert says in found.message


def test_the_last_of_two_rounds_is_judged_and_the_first_told():
    found = judged("regulation", notice("2022-03-01", "2022-03-10"), notice(*FULL))["consult-regulation-30d"]
    assert (found.verdict, found.start) == ("pass", "2022-04-01")
    assert "此前还有一轮" in found.message and "2022-03-01" in found.message


def test_a_posted_page_and_the_signed_notice_are_one_round():
    signed = paper("consultation_notice", on("doc_date", "2022-03-30"), on("consult_close", "2022-05-01"))
    page = paper("consultation_notice", on("consult_posted", "2022-04-01"), on("consult_close", "2022-05-01"))
    found = judged("regulation", signed, page)["consult-regulation-30d"]
    assert (found.verdict, found.start) == ("pass", "2022-04-01")
    assert "此前还有一轮" not in found.message


def test_the_notice_is_the_evidence_and_other_claims_are_told():
    claimed = paper(
        "drafting_explanation", on("consult_open", "2022-04-01"), on("consult_close", "2022-05-10")
    )
    found = judged("regulation", notice(*LATE), claimed)["consult-regulation-30d"]
    assert (found.verdict, found.end) == ("fail", "2022-04-20")
    assert "另记公开征求意见截止为2022-05-10，以公告为准" in found.message


def test_days_only_told_in_the_explanation_are_used_where_no_notice_is_there():
    told = paper("drafting_explanation", on("consult_open", "2022-04-01"), on("consult_close", "2022-05-10"))
    assert judged("regulation", told)["consult-regulation-30d"].verdict == "pass"
