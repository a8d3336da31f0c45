"""Procedure of major administrative decisions (重大行政决策程序暂行条例, in force 2019-09-01; rules.md §5)."""

import pytest
from made_papers import element, judged, on, paper
from rule_rows import Row, check, params, say

SECRET = element("confidential", words="依法不予公开")
FIRST, EVE = "2019-09-01", "2019-08-31"


def minutes(day, *lines):
    return paper("meeting_minutes", on("meeting", day), *lines)


def issued(day, *lines):
    return paper("major_decision", on("doc_date", day), *lines)


def posted(day):
    return paper("publication_proof", on("published", day))


def told(rule, kind, code, *, before=(), denied="", silent="可能另有材料", more=(), lacks=True):
    """Rows of a rule that asks for one thing to be told: told, denied, silent, no such paper, before the law."""
    rows = [
        Row("写明", rule, "pass", "decision", (minutes(FIRST, *before), say(kind, code, more=more))),
        Row(
            "没有写到",
            rule,
            "undetermined",
            "decision",
            (minutes("2022-05-18", *before), paper(kind)),
            silent,
        ),
        Row("条例施行前一日", rule, "not-applicable", "decision", (minutes(EVE, *before), say(kind, code))),
    ]
    if denied:
        rows.append(
            Row(
                "自认没有",
                rule,
                "fail",
                "decision",
                (minutes("2022-05-18", *before), say(kind, code, "no", denied, more=more)),
                denied,
            )
        )
    if lacks:
        rows.append(
            Row(
                "没有该文书",
                rule,
                "undetermined",
                "decision",
                (paper("draft", on("consult_open", "2022-04-01"), *before),),
            )
        )
    return rows


TECHNICAL = element("premise_technical", words="专业性、技术性较强")
GROUP = element("premise_special_group", words="涉及特定群体利益")
RISKY = element("premise_risk", words="可能对社会稳定造成影响")
NPC = element("premise_npc_matter", words="应当向县人大常委会报告")
DIFFERS = element("head_differs", words="与会议组成人员多数人意见不一致")
CHANGED = element("decision_changed", words="中止执行该项目")
FAILED = element("decision_failed", words="明显未达到预期效果")
RISK = ("risk_points", "risk_measures", "risk_plan", "risk_dept_heard")
PACK = ("pack_draft", "pack_legality")
NOTICE = paper("consultation_notice", on("consult_open", "2022-04-01"), on("consult_close", "2022-05-05"))
EXPERT = paper("expert_opinion", on("expert_opinion", "2022-05-06"))
ASSESSED = paper("risk_assessment", on("risk_assessed", "2022-05-07"))
REVIEWED = paper("legality_review_opinion", on("lr_opinion", "2022-05-16"))


def steps(**days):
    acts = {"lr_opinion": "2022-05-16", "meeting": "2022-05-18", "doc_date": "2022-05-20"} | days
    kinds = {"lr_opinion": "legality_review_opinion", "meeting": "meeting_minutes", "doc_date": "major_decision", "consult_close": "consultation_notice", "expert_opinion": "expert_opinion", "risk_assessed": "risk_assessment"}  # fmt: skip
    return tuple(paper(kinds[code], on(code, day)) for code, day in acts.items() if day)


ROWS = [
    *told("md-initiation", "drafting_explanation", "initiation_argued", denied="未经论证", more=("undertaker_named",)),
    Row("写了论证没有写承办单位", "md-initiation", "undetermined", "decision", (minutes("2022-05-18"), say("drafting_explanation", "initiation_argued")), "承办单位"),
    # 人大讨论决定或者出台前报告：条例第八条
    Row("公布前报告", "md-npc", "pass", "decision", (minutes("2022-05-18", NPC, on("npc_reported", FIRST)), issued("2022-05-20"))),
    Row("公布后才报告", "md-npc", "fail", "decision", (minutes("2022-05-18", NPC, on("npc_reported", "2022-06-01")), issued("2022-05-20")), "次序颠倒"),
    Row("没有报告材料", "md-npc", "undetermined", "decision", (minutes("2022-05-18", NPC), issued("2022-05-20"))),
    Row("是否属人大事项不明", "md-npc", "undetermined", "decision", (minutes("2022-05-18", on("npc_reported", "2022-06-01")), issued("2022-05-20")), "请确认"),
    Row("写明不属于", "md-npc", "not-applicable", "decision", (minutes("2022-05-18", element("premise_npc_matter", "no", words="不属于应当向人大报告的事项")), issued("2022-05-20"))),
    Row("条例施行前", "md-npc", "not-applicable", "decision", (minutes("2019-08-20", NPC, on("npc_reported", EVE)), issued("2019-09-10"))),
    *told("md-dept-consult", "drafting_explanation", "dept_consulted", denied="未征求有关部门意见"),
    # 听取意见
    Row("有征求意见公告", "md-public", "pass", "decision", (paper("consultation_notice", on("consult_open", FIRST)),)),
    Row("自认没有听取", "md-public", "fail", "decision", (minutes("2022-05-18", element("public_not_heard", words="未听取公众意见")),)),
    Row("没有材料", "md-public", "undetermined", "decision", (minutes("2022-05-18"),), "待补材料"),
    Row("依法不予公开", "md-public", "not-applicable", "decision", (minutes("2022-05-18", SECRET),)),
    Row("条例施行前一日", "md-public", "not-applicable", "decision", (paper("consultation_notice", on("consult_open", EVE)),)),
    *told("md-special-group", "drafting_explanation", "special_group_heard", before=(GROUP,), denied="未与群众代表沟通"),
    Row("自认没有而是否涉及特定群体不明", "md-special-group", "undetermined", "decision", (minutes("2022-05-18"), say("drafting_explanation", "special_group_heard", "no")), "请确认"),
    # 意见归纳整理、采纳情况
    Row("写明采纳", "md-opinion-handled", "pass", "decision", (paper("consultation_notice", on("consult_open", FIRST)), say("consultation_feedback", "opinions_handled"))),
    Row("没有采纳情况", "md-opinion-handled", "undetermined", "decision", (NOTICE, paper("drafting_explanation")), "采纳情况"),
    Row("没有向公众征求过", "md-opinion-handled", "not-applicable", "decision", (minutes("2022-05-18"),)),
    Row("条例施行前一日", "md-opinion-handled", "not-applicable", "decision", (paper("consultation_notice", on("consult_open", EVE)),)),
    # 专家论证
    Row("署名且无利害关系", "md-expert", "pass", "decision", (paper("expert_opinion", on("expert_opinion", FIRST), TECHNICAL, element("expert_signed"), element("expert_neutral")),)),
    Row("专家有直接利害关系", "md-expert", "fail", "decision", (paper("expert_opinion", on("expert_opinion", "2022-05-06"), TECHNICAL, element("expert_signed"), element("expert_neutral", "no", words="与项目公司有直接利害关系")),), "利害关系"),
    Row("没有读到署名", "md-expert", "undetermined", "decision", (paper("expert_opinion", on("expert_opinion", "2022-05-06"), TECHNICAL),), "署名"),
    Row("没有论证意见", "md-expert", "undetermined", "decision", (minutes("2022-05-18", TECHNICAL),)),
    Row("不专业", "md-expert", "not-applicable", "decision", (minutes("2022-05-18", element("premise_technical", "no", words="不属于专业性较强")),)),
    Row("条例施行前一日", "md-expert", "not-applicable", "decision", (paper("expert_opinion", on("expert_opinion", EVE), TECHNICAL),)),
    # 风险评估报告
    Row("报告齐全", "md-risk", "pass", "decision", (paper("risk_assessment", on("risk_assessed", FIRST), RISKY, *map(element, RISK)),)),
    Row("没有处置预案", "md-risk", "fail", "decision", (paper("risk_assessment", on("risk_assessed", "2022-05-07"), RISKY, *(element(c) for c in RISK if c != "risk_plan")),), "处置预案"),
    Row("没有报告", "md-risk", "undetermined", "decision", (minutes("2022-05-18", RISKY),), "风险评估报告"),
    Row("报告不全而是否可能造成影响不明", "md-risk", "undetermined", "decision", (ASSESSED,), "请确认"),
    Row("写明不会", "md-risk", "not-applicable", "decision", (minutes("2022-05-18", element("premise_risk", "no", words="不会影响社会稳定")),)),
    Row("条例施行前一日", "md-risk", "not-applicable", "decision", (paper("risk_assessment", on("risk_assessed", EVE), RISKY),)),
    Row("可控", "md-risk-uncontrolled", "pass", "decision", (paper("risk_assessment", element("risk_conclusion", "controllable")), minutes(FIRST))),
    Row("不可控仍决策", "md-risk-uncontrolled", "fail", "decision", (paper("risk_assessment", element("risk_conclusion", "uncontrollable", words="风险不可控")), minutes("2022-05-18")), "不可控"),
    Row("不可控而已调整", "md-risk-uncontrolled", "excused", "decision", (paper("risk_assessment", element("risk_conclusion", "uncontrollable")), paper("drafting_explanation", element("risk_adjusted", words="调整方案后风险可控")), minutes("2022-05-18")), "例外成立"),
    Row("没有读到结论", "md-risk-uncontrolled", "undetermined", "decision", (ASSESSED, minutes("2022-05-18"))),
    Row("不涉及风险", "md-risk-uncontrolled", "not-applicable", "decision", (minutes("2022-05-18", element("premise_risk", "no", words="不会影响公共安全")),)),
    Row("条例施行前一日", "md-risk-uncontrolled", "not-applicable", "decision", (paper("risk_assessment", element("risk_conclusion", "uncontrollable")), minutes(EVE))),
    # 提交讨论的材料：条例第二十九条，履行了哪个程序才附哪份
    Row("只有草案和审查意见也够", "md-submission-pack", "pass", "decision", (say("meeting_minutes", PACK[0], day=("meeting", FIRST), more=PACK[1:]),)),
    Row("公开征求了意见就要采纳情况", "md-submission-pack", "undetermined", "decision", (NOTICE, say("meeting_minutes", PACK[0], day=("meeting", "2022-05-18"), more=PACK[1:])), "公众意见"),
    Row("没有会议材料", "md-submission-pack", "undetermined", "decision", (REVIEWED,)),
    Row("条例施行前一日", "md-submission-pack", "not-applicable", "decision", (minutes(EVE),)),
    # 常务会议或者全体会议
    Row("常务会议", "md-collective", "pass", "decision", (minutes("2022-05-18", element("decision_meeting", "statutory")), issued(FIRST))),
    Row("党组会议", "md-collective", "fail", "decision", (minutes("2022-05-18", element("decision_meeting", "other", words="县政府党组会议")), issued("2022-05-20")), "党组会议"),
    Row("没有纪要", "md-collective", "undetermined", "decision", (issued("2022-05-20"),), "纪要"),
    Row("纪要看不出什么会议", "md-collective", "undetermined", "decision", (minutes("2022-05-18"), issued("2022-05-20"))),
    Row("条例施行前一日", "md-collective", "not-applicable", "decision", (minutes("2019-08-20", element("decision_meeting", "other")), issued(EVE))),
    *told("md-head-last", "meeting_minutes", "head_spoke_last", denied="县长首先发言"),
    # 与多数意见不一致时说明理由
    Row("说明了理由", "md-head-reason", "pass", "decision", (minutes(FIRST, DIFFERS, element("head_reason_told")),)),
    Row("自认没有说明", "md-head-reason", "fail", "decision", (minutes("2022-05-18", DIFFERS, element("head_reason_told", "no", words="未说明理由")),)),
    Row("没有记载理由", "md-head-reason", "undetermined", "decision", (minutes("2022-05-18", DIFFERS),)),
    Row("一致同意", "md-head-reason", "not-applicable", "decision", (minutes("2022-05-18", element("head_differs", "no", words="一致同意")),)),
    Row("条例施行前一日", "md-head-reason", "not-applicable", "decision", (minutes(EVE, DIFFERS),)),
    *told("md-minutes-dissent", "meeting_minutes", "dissent_recorded"),
    # 出台前请示报告
    Row("公布前请示", "md-party", "pass", "decision", (minutes("2022-05-18", on("party_reported", FIRST)), issued("2022-05-20"))),
    Row("决定写明已按规定请示", "md-party", "pass", "decision", (minutes("2022-05-18"), issued("2022-05-20", element("party_told", words="按规定向市委请示报告")))),
    Row("自认没有请示", "md-party", "fail", "decision", (minutes("2022-05-18", element("party_told", "no", words="未向市委请示报告")), issued("2022-05-20"))),
    Row("公布后请示", "md-party", "fail", "decision", (minutes("2022-05-18", on("party_reported", "2022-05-25")), issued("2022-05-20"))),
    Row("没有材料-可能涉密", "md-party", "undetermined", "decision", (minutes("2022-05-18"), issued("2022-05-20"))),
    Row("条例施行前", "md-party", "not-applicable", "decision", (minutes("2019-08-20", on("party_reported", EVE)), issued("2019-09-05"))),
    # 公布：以20个工作日为上限（2022-04-19起，末日2022-05-18）
    Row("第20个工作日", "md-publish", "pass", "decision", (issued("2022-04-19"), posted("2022-05-18"))),
    Row("第21个工作日", "md-publish", "fail", "decision", (issued("2022-04-19"), posted("2022-05-19"))),
    Row("没有公布", "md-publish", "undetermined", "decision", (issued("2022-04-19"),)),
    Row("依法不予公开", "md-publish", "not-applicable", "decision", (issued("2022-04-19", SECRET),)),
    Row("条例施行前一日", "md-publish", "not-applicable", "decision", (issued(EVE), posted("2019-10-20"))),
    Row("条例施行当日", "md-publish", "fail", "decision", (issued(FIRST), posted("2019-10-20"))),
    # 归档
    Row("有卷内目录", "md-archive", "pass", "decision", (issued(FIRST), paper("file_catalogue", on("archived", "2022-07-01")))),
    Row("没有卷内目录", "md-archive", "undetermined", "decision", (issued("2022-05-20"),), "待补材料"),
    Row("条例施行前一日", "md-archive", "not-applicable", "decision", (issued(EVE),)),
    *told("md-execution", "major_decision", "exec_unit_named"),
    # 后评估
    Row("已评估", "md-post-evaluation", "pass", "decision", (issued(FIRST, FAILED), paper("post_evaluation", on("evaluated", "2023-05-20")))),
    Row("没有评估报告", "md-post-evaluation", "undetermined", "decision", (issued("2022-05-20", FAILED),)),
    Row("达到预期效果", "md-post-evaluation", "not-applicable", "decision", (issued("2022-05-20"), paper("work_document", element("decision_failed", "no", words="已达到预期效果")))),
    Row("条例施行前一日", "md-post-evaluation", "not-applicable", "decision", (issued(EVE, FAILED),)),
    # 变更、停止执行
    Row("重新履行程序", "md-no-change", "pass", "decision", (minutes(FIRST, CHANGED, element("change_procedure")),)),
    Row("自认没有履行程序", "md-no-change", "fail", "decision", (minutes("2022-05-18", CHANGED, element("change_procedure", "no", words="未经法定程序")),)),
    Row("情况紧急先行中止", "md-no-change", "excused", "decision", (minutes("2022-05-18", CHANGED, element("change_procedure", "no", words="未履行程序"), element("change_urgent", words="情况紧急，先行中止")),)),
    Row("没有写到程序", "md-no-change", "undetermined", "decision", (minutes("2022-05-18", CHANGED),)),
    Row("没有写到变更", "md-no-change", "not-applicable", "decision", (minutes("2022-05-18", element("change_procedure", "no")),)),
    Row("条例施行前一日", "md-no-change", "not-applicable", "decision", (minutes(EVE, CHANGED),)),
    # 次序：公众参与、专家论证、风险评估互不排序，都早于合法性审查
    Row("评估早于征求意见截止也可以", "md-order", "pass", "decision", steps(consult_close="2022-05-05", risk_assessed="2022-04-10", expert_opinion="2022-05-06")),
    Row("风险评估晚于合法性审查", "md-order", "fail", "decision", steps(risk_assessed="2022-05-17"), "次序颠倒"),
    Row("专家论证晚于合法性审查", "md-order", "fail", "decision", steps(expert_opinion="2022-05-17")),
    Row("截止前送审", "md-order", "fail", "decision", (*steps(consult_close="2022-05-12"), paper("review_request", on("lr_sent", "2022-05-09")))),
    Row("先讨论后审查", "md-order", "fail", "decision", steps(meeting="2022-05-10")),
    Row("审查与讨论同日", "md-order", "borderline", "decision", steps(meeting="2022-05-16")),
    Row("没有会议", "md-order", "undetermined", "decision", steps(meeting="")),
    Row("没有审查意见", "md-order", "undetermined", "decision", steps(lr_opinion="")),
    Row("只有会议一个日期", "md-order", "undetermined", "decision", steps(lr_opinion="", doc_date="")),
    Row("条例施行前", "md-order", "not-applicable", "decision", steps(consult_close=EVE, lr_opinion="2019-09-02", meeting="2019-09-03", doc_date="2019-09-05")),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


def test_other_files_are_not_held_to_the_procedure_of_decisions():
    found = judged("normative", minutes("2022-05-18"))
    assert not [rule for rule in found if rule.startswith("md-")]
