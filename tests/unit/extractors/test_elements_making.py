"""Sentences of rule-making, major decisions, disclosure and reports: said, denied, and what only looks like it."""

import pytest

from dossier.fact import Element, Event
from extractors.elements import find_elements
from extractors.events import find_events
from extractors.paper import paper

NOTE, MINUTES, REQUEST, OPINION = (
    "drafting_explanation",
    "meeting_minutes",
    "review_request",
    "legality_review_opinion",
)

SAID = [
    (NOTE, "起草中召开企业座谈会，听取了市餐饮行业协会和12家企业的意见。", "business_heard", None),
    (NOTE, "起草过程中未听取企业和行业协会意见。", "business_heard", "no"),
    (NOTE, "制定办法应当听取市场主体的意见。", "business_heard", "absent"),
    (NOTE, "2025年2月组织专家论证评估，结论认为办法必要、可行。", "evaluation_in_note", None),
    (NOTE, "本办法制定中没有组织评估论证。", "evaluation_in_note", "no"),
    (NOTE, "专业性、技术性较强的行政规范性文件应当组织专家论证。", "premise_technical", "absent"),
    (NOTE, "该项目专业性、技术性较强，委托设计院论证。", "premise_technical", None),
    (NOTE, "本办法不涉及市场主体经济活动，无需进行公平竞争审查。", "premise_business_activity", "no"),
    (NOTE, "本办法涉及经营者经济活动，已提请审查。", "premise_business_activity", None),
    (NOTE, "起草中是否涉及经营者经济活动，由各单位研究。", "premise_business_activity", "absent"),
    (NOTE, "本办法未进行公平竞争审查。", "fair_not_reviewed", None),
    (NOTE, "未经公平竞争审查的，不得提交审议。", "fair_not_reviewed", "absent"),
    (NOTE, "调整停车收费可能引发影响社会稳定的矛盾，须进行社会稳定风险评估。", "premise_risk", None),
    (NOTE, "实施本方案不会影响社会稳定。", "premise_risk", "no"),
    (NOTE, "决策事项涉及残疾人等特定群体利益，与市残联、群众代表多次协商。", "premise_special_group", None),
    (NOTE, "与市残联、居民代表沟通，听取了意见。", "special_group_heard", None),
    (NOTE, "对司法局审核意见第三条未予采纳，理由是上位法已有规定。", "unadopted_explained", None),
    (REQUEST, "经我局政策法规科合法性审核，现报请审核。", "own_unit_review", None),
    (REQUEST, "我局未经合法性审核即报送。", "own_unit_review", "no"),
    (REQUEST, "附件：1.送审稿及起草说明 2.制定依据 3.征求意见及采纳情况", "rv_consulted", None),
    (OPINION, "审查中组织公职律师、法律顾问提出了书面意见。", "counsel_opinion", None),
    (OPINION, "合法性审查应当组织法律顾问、公职律师提出法律意见。", "counsel_opinion", "absent"),
    (OPINION, "依照《立法法》的规定，该事项属于县人民政府法定职权。", "op_authority", None),
    (MINUTES, "陈县长最后发表意见：同意草案。", "head_spoke_last", None),
    (MINUTES, "县长首先发表意见，其他同志表示同意。", "head_spoke_last", "no"),
    (MINUTES, "与会人员一致同意。", "dissent_recorded", None),
    (MINUTES, "李某表示不同意，认为价格偏高。", "dissent_recorded", None),
    (MINUTES, "县长拟作的决定与会议组成人员多数人意见不一致。", "head_differs", None),
    (MINUTES, "县人民政府第12次常务会议讨论了停车收费标准。", "decision_meeting", "statutory"),
    (MINUTES, "县政府党组会议研究了停车收费标准。", "decision_meeting", "other"),
    (MINUTES, "建议提请县政府常务会议审议，今日党组会议先行研究。", "decision_meeting", "other"),
    (MINUTES, "会议明确由县交通局负责组织实施。", "exec_unit_named", None),
    (MINUTES, "因资金问题停止实施该项目。", "decision_changed", None),
    (MINUTES, "决策作出后不得随意停止执行。", "decision_changed", "absent"),
    ("major_decision", "经常务会议讨论通过，并按规定向县委请示报告，现决定如下。", "party_told", None),
    ("major_decision", "出台前应当向县委请示报告。", "party_told", "absent"),
    ("risk_assessment", "四、评估结论。本项目风险等级为低风险，风险可控。", "risk_conclusion", "controllable"),
    ("risk_assessment", "四、评估结论。本项目存在高风险，不可控，建议暂缓。", "risk_conclusion", "uncontrollable"),
    ("risk_assessment", "二、主要风险点：居民反对。三、防范化解措施：宣传解释。制定处置预案。", "risk_plan", None),
    ("expert_opinion", "专家组组长（签名）：江映雪。以上专家与本事项无直接利害关系。", "expert_neutral", None),
    ("expert_opinion", "专家刘某与项目公司存在利害关系。", "expert_neutral", "no"),
    ("fair_competition_review", "审查结论：不具有排除、限制竞争效果，可以出台。", "fair_conclusion", "conform"),
    ("fair_competition_review", "审查结论：具有排除、限制竞争效果，不得出台。", "fair_conclusion", "violate"),
    ("fair_competition_review", "该措施具有限制竞争效果，但符合第十二条例外规定，可以出台。", "fair_conclusion", "exception"),
    ("fair_competition_review", "是否违反审查标准：□是□否", "fair_conclusion", "absent"),
    ("decision_catalogue", "本目录已报县委同意，现予公布。", "catalogue_party_agreed", None),
    ("annual_report", "三、主要负责人履行推进法治建设第一责任人职责情况", "ann_first", None),
    ("disclosure_reply", "您通过本机关网站在线提交的申请收悉。", "gi_channel", "online"),
    ("disclosure_reply", "您通过邮政特快专递寄来的申请收悉。", "gi_channel", "mail"),
    ("reconsideration_decision", "本机关适用简易程序审理本案。", "recon_simple", None),
    ("reconsideration_decision", "本案依法适用普通程序。", "recon_simple", "no"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "code", "wanted"), SAID)
def test_an_element_is_said_denied_or_absent(kind, text, code, wanted):
    found = {
        f.value.code: f.value.value
        for f in find_elements(paper("标题\n" + text, kind=kind, title="标题"))
        if isinstance(f.value, Element)
    }
    assert found.get(code, "absent") == wanted


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        pytest.param("云山市停车管理条例", "云山市停车管理条例\n第一条", "tiaoli", id="规章称条例"),
        pytest.param(
            "关于印发《云山市停车条例》的通知",
            "关于印发《云山市停车条例》的通知\n各县",
            "tiaoli",
            id="印发条例",
        ),
        pytest.param(
            "关于贯彻《云山市停车条例》的实施意见",
            "关于贯彻《云山市停车条例》的实施意见\n各县",
            "proper",
            id="贯彻条例不是条例",
        ),
        pytest.param("云山市停车管理办法（试行）", "云山市停车管理办法（试行）\n第一条", "proper", id="办法"),
    ],
)
def test_what_a_document_calls_itself(title, text, wanted):
    found = [f.value.value for f in find_elements(paper(text, kind="government_rule", title=title)) if isinstance(f.value, Element) and f.value.code == "document_name"]  # fmt: skip
    assert found == [wanted]


@pytest.mark.parametrize(
    ("kind", "title", "text", "code", "day"),
    [
        pytest.param("drafting_explanation", "起草说明", "我局于2022年4月20日公布了听证会公告，听证会如期举行。", "hearing_announced", "2022-04-20", id="公布听证会"),
        pytest.param("hearing_record", "听证笔录", "听证会材料已于2022年5月20日送达各听证参加人。", "hearing_materials_sent", "2022-05-20", id="听证材料送达"),
        pytest.param("meeting_minutes", "会议纪要", "2022年5月10日向县委请示报告。", "party_reported", "2022-05-10", id="请示报告"),
        pytest.param("major_decision", "决定", "经2022年5月18日县政府常务会议讨论通过，并按规定向县委请示报告，现决定如下。", "party_reported", None, id="会议日期不是请示日期"),
        pytest.param("meeting_minutes", "会议纪要", "2022年5月12日向县人大常委会报告了该事项。", "npc_reported", "2022-05-12", id="向人大报告"),
        pytest.param("disclosure_reply", "政府信息公开告知书", "本机关于2022年4月19日收到您提交的政府信息公开申请。", "gi_received", "2022-04-19", id="收到申请"),
        pytest.param("reconsideration_decision", "行政复议决定书", "本机关于2022年3月1日依法受理。", "recon_accepted", "2022-03-01", id="受理复议"),
        pytest.param("other", "关于检察建议的回复", "我局2022年3月10日收到你院检察建议书。", "suggestion_received", "2022-03-10", id="收到检察建议"),
        pytest.param("work_document", "突发事件处置情况", "2022年5月16日8时，园区发生一起火灾事故。", "emergency_occurred", "2022-05-16", id="事件发生"),
    ],
)  # fmt: skip
def test_an_event_has_its_day_or_none(kind, title, text, code, day):
    found = {f.value.code: f.value.first.isoformat() for f in find_events(paper(f"{title}\n{text}", kind=kind, title=title)) if isinstance(f.value, Event)}  # fmt: skip
    assert found.get(code) == day
