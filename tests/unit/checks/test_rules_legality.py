"""Legality review: each rule with the verdicts it can give, from 国办发〔2018〕115号 and 条例."""

import pytest
from made_papers import element, judged, on, paper
from rule_rows import Row, check, params

URGENT = element("emergency", words="为应对突发事件需要立即制定实施")
REPLY = element("review_substituted", "consultation", words="对你单位征求意见无意见")
NONE = element("review_substituted", "none", words="本文件未经合法性审核")
REFORM = element("reform_exploration", words="属国家尚无明确规定的探索性改革事项，存在法律风险")
ADOPTED = element("review_adopted", words="已按审核意见修改完善")


def sent(day, *more):
    return paper("review_request", on("lr_sent", day), *more)


def opinion(day, *more, conclusion="lawful"):
    said = element("opinion_conclusion", conclusion, words=f"结论{conclusion}")
    return paper("legality_review_opinion", on("lr_opinion", day), said, *more)


def met(day, at=None):
    return paper("meeting_minutes", on("meeting", day, **({"at": at} if at else {})))


REPLIED = paper("legality_review_opinion", REPLY, title="关于征求意见的复函")

ROWS = [
    # 最短5个工作日：2023-01-16送审，春节后1月28日（周六上班）满5个工作日
    Row("满5个工作日", "legality-review-min-5wd", "pass", "normative", (sent("2023-01-16"), opinion("2023-01-28"))),
    Row("首日计入才满", "legality-review-min-5wd", "borderline", "normative", (sent("2023-01-16"), opinion("2023-01-20"))),
    Row("不足", "legality-review-min-5wd", "fail", "normative", (sent("2023-01-16"), opinion("2023-01-18"))),
    Row("突发事件", "legality-review-min-5wd", "excused", "normative", (sent("2023-01-16", URGENT), opinion("2023-01-18")), "突发事件"),
    Row("没有意见书", "legality-review-min-5wd", "undetermined", "normative", (sent("2023-01-16"),), "意见书"),
    Row("只有意见书日期", "legality-review-min-5wd", "undetermined", "normative", (opinion("2023-01-28"),)),
    Row("意见书只是征求意见复函", "legality-review-min-5wd", "undetermined", "normative", (sent("2023-01-16"), REPLIED)),
    Row("115号以前", "legality-review-min-5wd", "not-applicable", "normative", (sent("2018-12-03"), opinion("2018-12-04"))),
    Row("115号当日", "legality-review-min-5wd", "fail", "normative", (sent("2018-12-04"), opinion("2018-12-05"))),
    Row("工作方案", "legality-review-min-5wd", "not-applicable", "work", (sent("2023-01-16"),)),
    # 最长15个工作日
    Row("第15个工作日", "legality-review-max-15wd", "pass", "normative", (sent("2023-01-16"), opinion("2023-02-09"))),
    Row("第16个工作日", "legality-review-max-15wd", "fail", "normative", (sent("2023-01-16"), opinion("2023-02-10")), "晚了1天"),
    Row("执行上级紧急命令", "legality-review-max-15wd", "excused", "normative", (sent("2023-01-16", URGENT), opinion("2023-02-10"))),
    Row("没有意见书", "legality-review-max-15wd", "undetermined", "normative", (sent("2023-01-16"),)),
    Row("115号以前", "legality-review-max-15wd", "not-applicable", "normative", (sent("2018-12-03"), opinion("2018-12-30"))),
    # 重大决策7个工作日
    Row("满7个工作日", "legality-review-decision-7wd", "pass", "decision", (sent("2022-04-25"), opinion("2022-05-07"))),
    Row("首日计入才满", "legality-review-decision-7wd", "borderline", "decision", (sent("2022-04-25"), opinion("2022-05-06"))),
    Row("不足", "legality-review-decision-7wd", "fail", "decision", (sent("2022-04-25"), opinion("2022-04-29"))),
    Row("写明紧急", "legality-review-decision-7wd", "excused", "decision", (sent("2022-04-25", URGENT), opinion("2022-04-29"))),
    Row("没有意见书", "legality-review-decision-7wd", "undetermined", "decision", (sent("2022-04-25"),)),
    Row("条例施行前", "legality-review-decision-7wd", "not-applicable", "decision", (sent("2019-08-30"), opinion("2019-09-02"))),
    # 先审核后审议
    Row("先审后议", "legality-review-before-meeting", "pass", "normative", (opinion("2022-05-09"), met("2022-05-10"))),
    Row("同日看不出先后", "legality-review-before-meeting", "borderline", "decision", (opinion("2022-05-10"), met("2022-05-10")), "看不出先后"),
    Row("先议后审", "legality-review-before-meeting", "fail", "regulation", (opinion("2022-05-11"), met("2022-05-10")), "次序颠倒"),
    Row("没有意见书", "legality-review-before-meeting", "undetermined", "normative", (met("2022-05-10"),)),
    Row("没有纪要", "legality-review-before-meeting", "undetermined", "normative", (opinion("2022-05-09"),)),
    Row("37号以前", "legality-review-before-meeting", "not-applicable", "normative", (opinion("2018-05-15"), met("2018-05-14"))),
    Row("重大决策条例以前", "legality-review-before-meeting", "not-applicable", "decision", (opinion("2019-08-31"), met("2019-08-30"))),
    Row("工作方案", "legality-review-before-meeting", "not-applicable", "work", (met("2022-05-10"),)),
    # 是否审核
    Row("有意见书", "legality-review-done", "pass", "normative", (opinion("2022-05-09"),)),
    Row("卷内没有任何审核文书", "legality-review-done", "undetermined", "normative", (met("2022-05-10"),), "待补材料"),
    Row("自认未审", "legality-review-done", "fail", "normative", (paper("meeting_minutes", NONE),), "未经合法性审核"),
    Row("以征求意见复函代替", "legality-review-done", "fail", "normative", (REPLIED,), "征求意见"),
    Row("工作方案", "legality-review-done", "not-applicable", "work", (met("2022-05-10"),), "工作方案"),
    Row("看不出种类", "legality-review-done", "undetermined", "regulation-or-normative", (opinion("2022-05-09"),)),
    Row("有意见书", "legality-review-not-consultation", "pass", "decision", (opinion("2022-05-09"),)),
    Row("只有征求意见复函", "legality-review-not-consultation", "fail", "decision", (REPLIED,)),
    Row("会签代替", "legality-review-not-consultation", "fail", "normative", (paper("approval_form", element("review_substituted", "cosign", words="已会签")),)),
    Row("什么也没有", "legality-review-not-consultation", "undetermined", "normative", (met("2022-05-10"),)),
    Row("另有意见书-征求意见不算代替", "legality-review-not-consultation", "pass", "normative", (opinion("2022-05-09"), REPLIED)),
    Row("工作方案", "legality-review-not-consultation", "not-applicable", "work", ()),
    # 不合法不得提交
    Row("合法", "legality-review-negative-stops", "pass", "normative", (opinion("2022-05-09"), met("2022-05-10"))),
    Row("不合法而审议", "legality-review-negative-stops", "fail", "normative", (opinion("2022-05-09", conclusion="unlawful"), met("2022-05-10")), "提交集体审议"),
    Row("不合法未见审议", "legality-review-negative-stops", "undetermined", "normative", (opinion("2022-05-09", conclusion="unlawful"),)),
    Row("含混", "legality-review-negative-stops", "undetermined", "normative", (opinion("2022-05-09", conclusion="vague"), met("2022-05-10"))),
    Row("应当修改看不出是否已改", "legality-review-negative-stops", "undetermined", "decision", (opinion("2022-05-09", conclusion="amend"), met("2022-05-10"))),
    Row("应当修改而已改", "legality-review-negative-stops", "pass", "normative", (opinion("2022-05-09", conclusion="amend"), met("2022-05-10"), paper("drafting_explanation", ADOPTED)), "修改完善"),
    Row("探索性改革明示风险", "legality-review-negative-stops", "excused", "decision", (opinion("2022-05-09", REFORM, conclusion="unlawful"), met("2022-05-10"))),
    Row("没有意见书", "legality-review-negative-stops", "undetermined", "normative", (met("2022-05-10"),)),
    Row("自认未审仍审议", "legality-review-negative-stops", "fail", "normative", (met("2022-05-10"), paper("drafting_explanation", NONE))),
    Row("结论没读到", "legality-review-negative-stops", "undetermined", "normative", (paper("legality_review_opinion", on("lr_opinion", "2022-05-09")), met("2022-05-10"))),
    Row("工作方案", "legality-review-negative-stops", "not-applicable", "work", ()),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


def test_hours_tell_the_order_on_one_day():
    morning = paper("legality_review_opinion", on("lr_opinion", "2022-05-10", at="09:00"))
    rule = "legality-review-before-meeting"
    assert judged("normative", morning, met("2022-05-10", at="15:00"))[rule].verdict == "pass"
    assert judged("normative", morning, met("2022-05-10", at="08:00"))[rule].verdict == "fail"


def test_the_day_of_receipt_counts_before_the_day_of_sending():
    received = paper(
        "legality_review_opinion", on("lr_received", "2022-05-05"), on("lr_opinion", "2022-05-09")
    )
    found = judged("normative", sent("2022-04-20"), received)["legality-review-min-5wd"]
    assert (found.start, found.verdict) == ("2022-05-05", "fail")


def test_after_a_return_the_time_runs_from_the_complete_papers():
    again = opinion("2022-05-20", on("lr_received", "2022-04-20"), on("lr_returned", "2022-04-22"),
                    on("lr_supplemented", "2022-05-06"))  # fmt: skip
    found = judged("normative", again)["legality-review-max-15wd"]
    assert (found.start, found.verdict) == ("2022-05-06", "pass")
    assert "补齐" in found.message


def test_after_a_return_without_a_new_date_the_time_is_unknown():
    turned = opinion("2022-05-20", on("lr_received", "2022-04-20"), on("lr_returned", "2022-04-22"))
    found = judged("normative", turned)["legality-review-max-15wd"]
    assert found.verdict == "undetermined" and "退回（2022-04-22）" in found.message


def test_the_last_of_two_opinions_is_judged():
    papers = (
        sent("2022-03-01"),
        opinion("2022-03-10", conclusion="unlawful"),
        sent("2022-04-25"),
        opinion("2022-05-09"),
        met("2022-05-12"),
    )
    found = judged("normative", *papers)
    assert (found["legality-review-min-5wd"].start, found["legality-review-min-5wd"].end) == (
        "2022-04-25",
        "2022-05-09",
    )
    assert found["legality-review-negative-stops"].verdict == "pass"
    assert "2022-03-10" in found["legality-review-max-15wd"].message


def test_a_second_opinion_without_a_second_sending_has_no_start():
    papers = (sent("2022-03-01"), opinion("2022-03-10"), opinion("2022-05-09"))
    assert judged("normative", *papers)["legality-review-max-15wd"].verdict == "undetermined"
