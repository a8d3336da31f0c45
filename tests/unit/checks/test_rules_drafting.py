"""What papers of rule-making must say: consultation, hearings, review, notes, orders, fair competition (rules.md §3, §13)."""

import pytest
from made_papers import element, judged, on, paper
from rule_rows import Row, check, params, say

BUSINESS = element("premise_business", words="与市场主体生产经营活动密切相关")
SECRET = element("confidential", words="本文件依法需要保密")
HELD = paper("hearing_record", on("hearing", "2022-06-01"))
DAY = {"normative": "2022-05-16", "regulation": "2022-05-16", "decision": "2022-05-16"}


def opened(day, *lines):
    return paper("consultation_notice", on("consult_open", day), *lines)


def opinion(day, *lines):
    return paper("legality_review_opinion", on("lr_opinion", day), *lines)


PARTS = ("consult_draft_attached", "consult_note_attached", "consult_way", "consult_period_stated")
OPINION = ("op_addressee", "op_basis", "op_authority", "op_procedure", "op_content", "op_signed")
ORDER = ("ord_maker", "ord_number", "ord_title", "ord_passed", "ord_effective", "ord_head", "ord_published")
RULE = "government_rule"
LAWFUL, AMEND = element("opinion_conclusion", "lawful"), element("opinion_conclusion", "amend")
FROM_GOVERNMENT = element("premise_dept_drafted", words="以县人民政府名义印发")
OWN_BODY = element("premise_own_review_body", words="我局设有法规科")


def order(day, *lines):
    return paper(RULE, on("published", day), *lines)


def reviewed(conclusion, day="2024-09-02", *lines):
    return paper(
        "fair_competition_review", on("fair_reviewed", day), element("fair_conclusion", conclusion), *lines
    )


ECONOMIC = element("premise_business_activity", words="涉及经营者经济活动")
NOT_ECONOMIC = element("premise_business_activity", "no", words="不涉及经营者经济活动")
MEETING = paper("meeting_minutes", on("meeting", "2024-09-20"))


def minutes(day, *lines):
    return paper("meeting_minutes", on("meeting", day), *lines)


def listed(published, made="2022-05-10"):
    lines = [on("doc_date", made), *([on("published", published)] if published else [])]
    return paper("repeal_list", *lines)


MAJOR_PROBLEM = element("premise_major_problem", words="制定中遇有重大问题")
PASSED = element("meeting_passed", "云山县集市管理办法", words="审议通过《云山县集市管理办法》")
OWN = paper("draft", title="云山县集市管理办法（送审稿）")
R = {name: name for name in ("consult-business-listen", "consult-content")}

ROWS = [
    # 听取市场主体、行业协会商会意见：优化营商环境条例第六十二条，2020年1月1日起
    Row("说明写明听取", "consult-business-listen", "pass", "normative", (opened("2020-01-01", BUSINESS), say("drafting_explanation", "business_heard"))),
    Row("文书自认未听取", "consult-business-listen", "fail", "regulation", (opened("2022-04-01", BUSINESS), say("drafting_explanation", "business_heard", "no", "未征求企业意见")), "未征求企业意见"),
    Row("说明没有提到-可能另有座谈材料", "consult-business-listen", "undetermined", "normative", (opened("2022-04-01", BUSINESS), paper("drafting_explanation")), "可能另有材料"),
    Row("一处写已听取一处写未听取", "consult-business-listen", "undetermined", "normative", (opened("2022-04-01", BUSINESS), say("drafting_explanation", "business_heard"), say("meeting_minutes", "business_heard", "no")), "前后不一"),
    Row("自认未听取而是否密切相关不明", "consult-business-listen", "undetermined", "normative", (opened("2022-04-01"), say("drafting_explanation", "business_heard", "no")), "请确认"),
    Row("2019年最后一日", "consult-business-listen", "not-applicable", "normative", (opened("2019-12-31", BUSINESS), paper("drafting_explanation"))),
    Row("工作方案", "consult-business-listen", "not-applicable", "work", (paper("drafting_explanation"),)),
    # 反馈意见采纳情况
    Row("有采纳情况", "consult-feedback-mechanism", "pass", "normative", (opened("2020-01-01", BUSINESS), paper("consultation_feedback", on("feedback_published", "2020-02-10")))),
    Row("没有采纳情况", "consult-feedback-mechanism", "undetermined", "normative", (opened("2022-04-01", BUSINESS),), "待补材料"),
    Row("2019年最后一日", "consult-feedback-mechanism", "not-applicable", "normative", (opened("2019-12-31", BUSINESS),)),
    # 公布草案及其说明、方式、期限：重大行政决策程序暂行条例第十五条；规章制定程序条例第十五条
    Row("四项都有", "consult-content", "pass", "decision", (opened("2019-09-01", *map(element, PARTS)),)),
    Row("没有写提出意见的方式", "consult-content", "fail", "regulation", (opened("2022-04-01", *map(element, PARTS[:2]), element(PARTS[3])),), "方式"),
    Row("没有写期限", "consult-content", "fail", "decision", (opened("2022-04-01", *map(element, PARTS[:3])),), "期限"),
    Row("没有见到附件-可能在网页上", "consult-content", "undetermined", "decision", (opened("2022-04-01", *map(element, PARTS[2:])),), "公布草案"),
    Row("没有公告", "consult-content", "undetermined", "decision", (paper("draft"),), "公告"),
    Row("公告读得不清", "consult-content", "undetermined", "decision", (paper("consultation_notice", on("consult_open", "2022-04-01"), grade="poor"),), "读得不清"),
    Row("保密", "consult-content", "not-applicable", "decision", (paper("drafting_explanation", SECRET),)),
    Row("决策条例施行前一日", "consult-content", "not-applicable", "decision", (opened("2019-08-31"),)),
    Row("规章条例修订施行前一日", "consult-content", "not-applicable", "regulation", (opened("2018-04-30"),)),
    Row("规章条例修订施行当日", "consult-content", "pass", "regulation", (opened("2018-05-01", *map(element, PARTS)),)),
    # 规章听证会：举行30日前公布（自然日）：5月1日公布，6月1日举行，中间满30日
    Row("提前满30日", "hearing-regulation-30d", "pass", "regulation", (HELD, paper("publication_proof", on("hearing_announced", "2022-05-01")))),
    Row("连举行当日才30日", "hearing-regulation-30d", "borderline", "regulation", (HELD, paper("publication_proof", on("hearing_announced", "2022-05-02")))),
    Row("不足", "hearing-regulation-30d", "fail", "regulation", (HELD, paper("publication_proof", on("hearing_announced", "2022-05-20")))),
    Row("没有公布的日期", "hearing-regulation-30d", "undetermined", "regulation", (HELD,), "公布听证会"),
    Row("没有举行听证会", "hearing-regulation-30d", "not-applicable", "regulation", (paper("draft"),)),
    Row("修订施行前一日公布", "hearing-regulation-30d", "not-applicable", "regulation", (paper("hearing_record", on("hearing", "2018-06-20")), paper("publication_proof", on("hearing_announced", "2018-04-30")))),
    Row("修订施行当日公布", "hearing-regulation-30d", "pass", "regulation", (paper("hearing_record", on("hearing", "2018-06-20")), paper("publication_proof", on("hearing_announced", "2018-05-01")))),
    # 听证会材料：7日前送达，7日是自然日（§10 陷阱1）：5月24日送达，6月1日举行，中间满7日
    Row("提前满7日", "hearing-decision-materials-7d", "pass", "decision", (HELD, paper("service_receipt", on("hearing_materials_sent", "2022-05-24")))),
    Row("连举行当日才7日", "hearing-decision-materials-7d", "borderline", "decision", (HELD, paper("service_receipt", on("hearing_materials_sent", "2022-05-25")))),
    Row("只提前3日", "hearing-decision-materials-7d", "fail", "decision", (HELD, paper("service_receipt", on("hearing_materials_sent", "2022-05-28")))),
    Row("没有送达记录", "hearing-decision-materials-7d", "undetermined", "decision", (HELD,)),
    Row("没有听证会", "hearing-decision-materials-7d", "not-applicable", "decision", (paper("draft"),)),
    Row("条例施行前", "hearing-decision-materials-7d", "not-applicable", "decision", (paper("hearing_record", on("hearing", "2019-09-10")), paper("service_receipt", on("hearing_materials_sent", "2019-08-31")))),
    Row("条例施行当日", "hearing-decision-materials-7d", "pass", "decision", (paper("hearing_record", on("hearing", "2019-09-10")), paper("service_receipt", on("hearing_materials_sent", "2019-09-01")))),
    Row("公布了名单", "hearing-decision-list-published", "pass", "decision", (HELD, say("publication_proof", "hearing_list_published"))),
    Row("自认没有公布", "hearing-decision-list-published", "fail", "decision", (HELD, say("hearing_record", "hearing_list_published", "no", "未公布名单"))),
    Row("没有公布记录", "hearing-decision-list-published", "undetermined", "decision", (HELD,), "名单"),
    Row("没有听证会", "hearing-decision-list-published", "not-applicable", "decision", (paper("draft"),)),
    Row("条例施行前一日举行", "hearing-decision-list-published", "not-applicable", "decision", (paper("hearing_record", on("hearing", "2019-08-31")),)),
    Row("条例施行当日举行", "hearing-decision-list-published", "pass", "decision", (paper("hearing_record", on("hearing", "2019-09-01"), element("hearing_list_published")),)),
    # 送审材料：115号（五）；决策条例第二十六条
    Row("规范性文件五项都有", "legality-review-materials", "pass", "normative", (say("review_request", "rv_draft", day=("lr_sent", "2018-12-04"), more=("rv_basis", "rv_note", "rv_consulted", "own_unit_review")),)),
    Row("决策只要三项", "legality-review-materials", "pass", "decision", (say("review_request", "rv_draft", day=("lr_sent", "2019-09-01"), more=("rv_basis", "rv_procedure")),)),
    Row("没有送审稿", "legality-review-materials", "fail", "normative", (paper("review_request", on("lr_sent", "2022-05-05")),), "送审稿"),
    Row("写明没有依据", "legality-review-materials", "fail", "decision", (say("review_request", "rv_draft", day=("lr_sent", "2022-05-05"), denied="rv_basis"),)),
    Row("函里没有列材料", "legality-review-materials", "undetermined", "normative", (say("review_request", "rv_draft", day=("lr_sent", "2022-05-05")),), "采纳情况"),
    Row("没有送审函", "legality-review-materials", "undetermined", "decision", (opinion("2022-05-16"),), "送审函"),
    Row("115号以前", "legality-review-materials", "not-applicable", "normative", (paper("review_request", on("lr_sent", "2018-12-03")),)),
    Row("决策条例施行前一日", "legality-review-materials", "not-applicable", "decision", (paper("review_request", on("lr_sent", "2019-08-31")),)),
    Row("工作方案", "legality-review-materials", "not-applicable", "work", (paper("review_request"),)),
    Row("有律师意见", "legality-review-counsel", "pass", "decision", (opinion("2019-09-01", element("counsel_opinion")),)),
    Row("自认没有组织", "legality-review-counsel", "fail", "decision", (opinion("2022-05-16", element("counsel_opinion", "no", words="未组织法律顾问")),)),
    Row("没有写到", "legality-review-counsel", "undetermined", "decision", (opinion("2022-05-16"),)),
    Row("条例施行前一日", "legality-review-counsel", "not-applicable", "decision", (opinion("2019-08-31"),)),
    # 意见书要素：115号（六）；决策条例第二十七条
    Row("要素齐全而合法", "legality-opinion-elements", "pass", "normative", (opinion("2018-12-04", LAWFUL, *map(element, OPINION)),)),
    Row("应当修改而有具体意见", "legality-opinion-elements", "pass", "decision", (opinion("2019-09-01", AMEND, element("op_changes"), *map(element, OPINION)),)),
    Row("没有审核内容", "legality-opinion-elements", "fail", "normative", (opinion("2022-05-16", LAWFUL, *(element(c) for c in OPINION if c != "op_content")),), "内容"),
    Row("应当修改而不见具体意见-可能在附件", "legality-opinion-elements", "undetermined", "decision", (opinion("2022-05-16", AMEND, *map(element, OPINION)),), "具体修改意见"),
    Row("没有意见书", "legality-opinion-elements", "undetermined", "normative", (paper("draft"),)),
    Row("115号以前", "legality-opinion-elements", "not-applicable", "normative", (opinion("2018-12-03"),)),
    Row("决策条例施行前一日", "legality-opinion-elements", "not-applicable", "decision", (opinion("2019-08-31"),)),
    Row("工作方案", "legality-opinion-elements", "not-applicable", "work", (opinion("2022-05-16"),)),
    Row("结论合法", "legality-opinion-nonempty", "pass", "normative", (opinion("2018-12-04", LAWFUL),)),
    Row("只说无不同意见", "legality-opinion-nonempty", "fail", "decision", (opinion("2022-05-16", element("opinion_conclusion", "vague", words="无不同意见")),), "无不同意见"),
    Row("没有读到结论", "legality-opinion-nonempty", "undetermined", "normative", (opinion("2022-05-16"),)),
    Row("115号以前", "legality-opinion-nonempty", "not-applicable", "normative", (opinion("2018-12-03", LAWFUL),)),
    Row("决策条例施行前一日", "legality-opinion-nonempty", "not-applicable", "decision", (opinion("2019-08-31", LAWFUL),)),
    Row("决策条例施行当日", "legality-opinion-nonempty", "pass", "decision", (opinion("2019-09-01", LAWFUL),)),
    # 规章由法制机构统一审查：规章制定程序条例第十九条
    Row("有审查意见", "regulation-review-statutory", "pass", "regulation", (opinion("2018-05-01"),)),
    Row("以征求意见复函代替", "regulation-review-statutory", "fail", "regulation", (paper("legality_review_opinion", element("review_substituted", "consultation", words="无不同意见")),)),
    Row("没有审查意见", "regulation-review-statutory", "undetermined", "regulation", (order("2022-05-16"),)),
    Row("2018年修订前", "regulation-review-statutory", "undetermined", "regulation", (order("2018-04-30"),)),
    Row("条例施行前", "regulation-review-statutory", "not-applicable", "regulation", (order("2001-12-31"),)),
    # 未完全采纳的说明理由：115号（六）
    Row("写明未采纳的理由", "legality-review-unadopted-explained", "pass", "normative", (opinion("2018-12-04", AMEND), say("drafting_explanation", "unadopted_explained"))),
    Row("自认没有说明", "legality-review-unadopted-explained", "fail", "normative", (opinion("2022-05-16", AMEND), say("meeting_minutes", "unadopted_explained", "no", "未采纳审核意见未作说明"))),
    Row("看不出是否采纳", "legality-review-unadopted-explained", "undetermined", "normative", (opinion("2022-05-16", AMEND),)),
    Row("意见为合法", "legality-review-unadopted-explained", "not-applicable", "normative", (opinion("2022-05-16", LAWFUL),)),
    Row("已采纳", "legality-review-unadopted-explained", "not-applicable", "normative", (opinion("2022-05-16", AMEND), say("drafting_explanation", "review_adopted"))),
    Row("115号以前", "legality-review-unadopted-explained", "not-applicable", "normative", (opinion("2018-12-03", AMEND),)),
    # 起草部门先自审：115号（四）
    Row("有本单位审核意见", "legality-review-own-unit", "pass", "normative", (say("review_request", "own_unit_review", day=("lr_sent", "2018-12-04"), lines=(FROM_GOVERNMENT, OWN_BODY)),)),
    Row("自认没有", "legality-review-own-unit", "fail", "normative", (say("review_request", "own_unit_review", "no", day=("lr_sent", "2022-05-05"), lines=(FROM_GOVERNMENT, OWN_BODY)),)),
    Row("没有写到", "legality-review-own-unit", "undetermined", "normative", (paper("review_request", on("lr_sent", "2022-05-05"), FROM_GOVERNMENT, OWN_BODY),)),
    Row("不知有无专门机构", "legality-review-own-unit", "undetermined", "normative", (say("review_request", "own_unit_review", "no", day=("lr_sent", "2022-05-05"), lines=(FROM_GOVERNMENT,)),), "请确认"),
    Row("没有专门机构", "legality-review-own-unit", "not-applicable", "normative", (paper("review_request", on("lr_sent", "2022-05-05"), FROM_GOVERNMENT, element("premise_own_review_body", "no", words="未设专门审核机构")),)),
    Row("115号以前", "legality-review-own-unit", "not-applicable", "normative", (paper("review_request", on("lr_sent", "2018-12-03"), FROM_GOVERNMENT, OWN_BODY),)),
    # 评估论证结论写入起草说明
    Row("写明", "normative-evaluation-in-note", "pass", "normative", (opened("2018-05-16"), say("drafting_explanation", "evaluation_in_note", lines=(element("premise_important", words="属于重要的规范性文件"),)))),
    Row("起草说明没有写", "normative-evaluation-in-note", "fail", "normative", (opened("2022-04-01"), paper("drafting_explanation", element("premise_important", words="属于重要的规范性文件")))),
    Row("没有写而是否重要不明", "normative-evaluation-in-note", "undetermined", "normative", (opened("2022-04-01"), paper("drafting_explanation")), "请确认"),
    Row("没有起草说明", "normative-evaluation-in-note", "undetermined", "normative", (opened("2022-04-01"),), "起草说明"),
    Row("37号以前", "normative-evaluation-in-note", "not-applicable", "normative", (opened("2018-05-15"), paper("drafting_explanation"))),
    # 集体审议：纪要中有该文件名
    Row("纪要载明本文件", "normative-collective", "pass", "normative", (OWN, minutes("2018-05-16", PASSED))),
    Row("纪要审议的是别的文件", "normative-collective", "undetermined", "normative", (OWN, minutes("2022-05-18", element("meeting_passed", "云山县犬只管理办法"))), "集体审议通过"),
    Row("没有纪要", "normative-collective", "undetermined", "normative", (OWN,), "纪要"),
    Row("审议早于审核意见", "normative-collective", "fail", "normative", (OWN, opinion("2022-05-20"), minutes("2022-05-18", PASSED)), "次序颠倒"),
    Row("37号以前", "normative-collective", "not-applicable", "normative", (OWN, minutes("2018-05-15", PASSED))),
    Row("工作方案", "normative-collective", "not-applicable", "work", (minutes("2022-05-18"),)),
    # 向社会公布
    Row("签发后公布", "normative-published", "pass", "normative", (paper("normative_document", on("signed", "2019-05-15")), paper("publication_proof", on("published", "2019-05-20")))),
    Row("公布早于签发", "normative-published", "fail", "normative", (paper("normative_document", on("signed", "2022-05-20")), paper("publication_proof", on("published", "2022-05-19")))),
    Row("没有公布记录", "normative-published", "undetermined", "normative", (paper("normative_document", on("signed", "2022-05-20")),), "公布"),
    Row("依法不公开", "normative-published", "not-applicable", "normative", (paper("normative_document", on("signed", "2022-05-20"), SECRET),)),
    Row("信息公开条例修订施行前", "normative-published", "not-applicable", "normative", (paper("normative_document", on("signed", "2019-05-14")), paper("publication_proof", on("published", "2019-05-20")))),
    # 20个工作日内公开：2022年4月19日成文，末日5月18日（§1.4）
    Row("第20个工作日", "normative-publish-20wd", "pass", "normative", (paper("normative_document", on("doc_date", "2022-04-19")), paper("publication_proof", on("published", "2022-05-18")))),
    Row("第21个工作日", "normative-publish-20wd", "fail", "normative", (paper("normative_document", on("doc_date", "2022-04-19")), paper("publication_proof", on("published", "2022-05-19"))), "晚了1天"),
    Row("没有公布日", "normative-publish-20wd", "undetermined", "decision", (paper("major_decision", on("doc_date", "2022-04-19")),)),
    Row("修订施行当日成文", "normative-publish-20wd", "pass", "regulation", (paper(RULE, on("doc_date", "2019-05-15"), on("published", "2019-05-20")),)),
    Row("修订施行前一日成文-后来集中上网", "normative-publish-20wd", "not-applicable", "normative", (paper("normative_document", on("doc_date", "2019-05-14")), paper("publication_proof", on("published", "2021-05-18")))),
    # 规章经常务会议、全体会议（部务会议、委员会会议）决定
    Row("常务会议", "regulation-collective", "pass", "regulation", (minutes("2023-03-10", element("rule_meeting", "statutory")), paper(RULE, on("signed", "2023-03-15")))),
    Row("专题会", "regulation-collective", "fail", "regulation", (minutes("2022-05-18", element("rule_meeting", "other", words="专题会议审议通过")), paper(RULE, on("signed", "2022-05-20")))),
    Row("签署早于会议", "regulation-collective", "fail", "regulation", (minutes("2022-05-18", element("rule_meeting", "statutory")), paper(RULE, on("signed", "2022-05-17"))), "次序颠倒"),
    Row("看不出什么会议", "regulation-collective", "undetermined", "regulation", (minutes("2022-05-18"), paper(RULE, on("signed", "2022-05-20")))),
    Row("没有签署的专题会", "regulation-collective", "undetermined", "regulation", (minutes("2022-05-18", element("rule_meeting", "other")),)),
    Row("制定程序条例施行前", "regulation-collective", "not-applicable", "regulation", (minutes("2001-11-18", element("rule_meeting", "statutory")), paper(RULE, on("signed", "2001-12-31")))),
    # 公布令：规章制定程序条例第三十条
    Row("七项都有", "regulation-order-text", "pass", "regulation", (order("2018-05-01", element("order_text"), *map(element, ORDER)),)),
    Row("没有通过日期", "regulation-order-text", "fail", "regulation", (order("2022-05-16", element("order_text"), *(element(c) for c in ORDER if c != "ord_passed")),), "通过日期"),
    Row("卷内只有正文没有公布令", "regulation-order-text", "undetermined", "regulation", (order("2022-05-16"),), "请确认"),
    Row("没有规章文本", "regulation-order-text", "undetermined", "regulation", (paper("draft"),)),
    Row("条例施行前", "regulation-order-text", "not-applicable", "regulation", (order("2001-12-31", element("order_text")),)),
    # 名称
    Row("称办法", "regulation-name", "pass", "regulation", (paper(RULE, on("doc_date", "2018-05-01"), element("document_name", "proper")),)),
    Row("规章称条例", "regulation-name", "fail", "regulation", (paper(RULE, on("doc_date", "2022-05-16"), element("document_name", "tiaoli", words="云山市停车条例")),), "停车条例"),
    Row("规范性文件称条例", "regulation-name", "fail", "normative", (paper("normative_document", on("doc_date", "2022-05-16"), element("document_name", "tiaoli")),)),
    Row("没有读到名称", "regulation-name", "undetermined", "normative", (paper("normative_document", on("doc_date", "2022-05-16")),)),
    Row("条例施行前", "regulation-name", "not-applicable", "regulation", (paper(RULE, on("doc_date", "2001-12-31"), element("document_name", "tiaoli")),)),
    Row("工作方案", "regulation-name", "not-applicable", "work", (paper("work_document"),)),
    # 有效期：按省配置
    Row("未配置", "normative-validity", "undetermined", "normative", (paper("normative_document", on("effective", "2022-06-01"), on("expires", "2027-05-31")),), "地区配置"),
    Row("工作方案", "normative-validity", "not-applicable", "work", (paper("work_document"),)),
    # 临时行政措施满两年：立法法第八十二条（2015）、第九十三条（2023）
    Row("两年内提请", "regulation-temp-2y", "pass", "regulation", (paper(RULE, on("effective", "2020-03-01"), element("premise_temp_measure")), paper("work_document", on("law_proposed", "2022-03-01")))),
    Row("超过两年", "regulation-temp-2y", "fail", "regulation", (paper(RULE, on("effective", "2020-03-02"), element("premise_temp_measure")), paper("work_document", on("law_proposed", "2022-04-01")))),
    Row("末日逢周末次日提请", "regulation-temp-2y", "borderline", "regulation", (paper(RULE, on("effective", "2020-03-05"), element("premise_temp_measure")), paper("work_document", on("law_proposed", "2022-03-07")))),
    Row("没有提请的材料", "regulation-temp-2y", "undetermined", "regulation", (paper(RULE, on("effective", "2020-03-01"), element("premise_temp_measure")),)),
    Row("没有设临时措施", "regulation-temp-2y", "not-applicable", "regulation", (paper(RULE, on("effective", "2020-03-01"), element("premise_temp_measure", "no", words="未设定临时行政措施")),)),
    Row("2015年修正前施行", "regulation-temp-2y", "not-applicable", "regulation", (paper(RULE, on("effective", "2015-03-14"), element("premise_temp_measure")), paper("work_document", on("law_proposed", "2018-04-01")))),
    Row("2015年修正当日施行", "regulation-temp-2y", "pass", "regulation", (paper(RULE, on("effective", "2015-03-15"), element("premise_temp_measure")), paper("work_document", on("law_proposed", "2017-03-15")))),
    Row("2023年修正当日施行", "regulation-temp-2y", "fail", "regulation", (paper(RULE, on("effective", "2023-03-15"), element("premise_temp_measure")), paper("work_document", on("law_proposed", "2025-04-15")))),
    # 清理结果公布
    Row("公布了目录", "cleanup-published", "pass", "report", (listed("2022-05-20"),)),
    Row("公布早于决定", "cleanup-published", "fail", "report", (listed("2022-05-01"),)),
    Row("没有公布记录", "cleanup-published", "undetermined", "report", (listed(None),)),
    Row("没有清理目录", "cleanup-published", "not-applicable", "normative", (paper("draft"),)),
    Row("规章条例修订施行前", "cleanup-published", "not-applicable", "regulation", (listed("2018-04-30", "2018-04-28"),)),
    Row("规章条例修订施行当日", "cleanup-published", "pass", "regulation", (listed("2018-05-02", "2018-05-01"),)),
    # 重大问题请示报告
    Row("审议前请示", "party-report", "pass", "regulation", (minutes("2018-05-10", MAJOR_PROBLEM, on("party_reported", "2018-05-01")),)),
    Row("审议后才请示", "party-report", "fail", "normative", (minutes("2022-05-18", MAJOR_PROBLEM, on("party_reported", "2022-05-20")),), "次序颠倒"),
    Row("没有请示材料", "party-report", "undetermined", "normative", (minutes("2022-05-18", MAJOR_PROBLEM),)),
    Row("没有重大问题", "party-report", "not-applicable", "normative", (minutes("2022-05-18", element("premise_major_problem", "no", words="未遇有重大问题")),)),
    Row("规章条例修订前", "party-report", "not-applicable", "regulation", (minutes("2018-04-30", MAJOR_PROBLEM, on("party_reported", "2018-04-20")),)),
    Row("没有写到重大问题", "party-report", "not-applicable", "normative", (minutes("2022-05-18"),), "未见"),
    Row("写明已请示而没有日期", "party-report", "pass", "normative", (minutes("2022-05-18", MAJOR_PROBLEM, element("party_told", words="已向县委请示报告")),)),
    Row("自认没有请示", "party-report", "fail", "normative", (minutes("2022-05-18", MAJOR_PROBLEM, element("party_told", "no", words="未向县委请示报告")),)),
    # 适应调整期
    Row("写明过渡期", "adjustment-period", "pass", "normative", (opened("2022-04-01", BUSINESS), paper("normative_document", on("published", "2020-01-01"), element("adjustment_considered")))),
    Row("没有写到", "adjustment-period", "undetermined", "regulation", (paper(RULE, on("published", "2022-05-16"), BUSINESS),)),
    Row("2019年公布", "adjustment-period", "not-applicable", "normative", (paper("normative_document", on("published", "2019-12-31"), BUSINESS),)),
    # 公平竞争审查：2024年8月1日起依条例
    Row("审查符合", "fair-competition-review", "pass", "normative", (reviewed("conform", "2024-09-02", ECONOMIC), MEETING)),
    Row("违反而仍出台", "fair-competition-review", "fail", "normative", (reviewed("violate", "2024-09-02", ECONOMIC), MEETING)),
    Row("适用例外", "fair-competition-review", "excused", "decision", (reviewed("exception", "2024-09-02", ECONOMIC), MEETING)),
    Row("先审议后审查", "fair-competition-review", "fail", "normative", (reviewed("conform", "2024-09-25", ECONOMIC), MEETING), "次序颠倒"),
    Row("自认没有审查而出台", "fair-competition-review", "fail", "regulation", (paper("drafting_explanation", ECONOMIC, element("fair_not_reviewed", words="未进行公平竞争审查")), MEETING)),
    Row("没有审查表", "fair-competition-review", "undetermined", "normative", (paper("drafting_explanation", ECONOMIC), MEETING), "公平竞争审查"),
    Row("违反而不知是否涉及经营者", "fair-competition-review", "undetermined", "normative", (reviewed("violate"), MEETING), "请确认"),
    Row("不涉及经营者", "fair-competition-review", "not-applicable", "normative", (paper("drafting_explanation", NOT_ECONOMIC), MEETING)),
    Row("2016年34号文以前", "fair-competition-review", "not-applicable", "normative", (reviewed("violate", "2016-05-10", ECONOMIC), minutes("2016-06-30"))),
    Row("34号文起", "fair-competition-review", "fail", "normative", (reviewed("violate", "2016-06-10", ECONOMIC), minutes("2016-07-01")), "依据为节选"),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


@pytest.mark.parametrize(
    ("rule", "kind", "last", "first", "old", "new"),
    [
        pytest.param("regulation-collective", "regulation", "2023-03-14", "2023-03-15", "立法法（2015修正）第八十四条", "立法法（2023修正）第九十五条", id="立法法2023"),
        pytest.param("regulation-collective", "regulation", "2018-04-30", "2018-05-01", "立法法（2015修正）第八十四条", "规章制定程序条例（2017修订）第二十七条", id="规章条例2018"),
        pytest.param("regulation-collective", "regulation", "2015-03-14", "2015-03-15", "规章制定程序条例（2001）第二十六条", "立法法（2015修正）第八十四条", id="立法法2015"),
        pytest.param("fair-competition-review", "normative", "2024-07-31", "2024-08-01", "国发〔2016〕34号", "公平竞争审查条例第十八条", id="公平竞争审查条例"),
        pytest.param("normative-published", "normative", "2019-12-31", "2020-01-01", "政府信息公开条例（2019修订）第二十条", "优化营商环境条例第六十四条", id="优化营商环境条例"),
        pytest.param("regulation-temp-2y", "regulation", "2023-03-14", "2023-03-15", "立法法（2015修正）第八十二条", "立法法（2023修正）第九十三条", id="立法法2023-临时措施"),
        pytest.param("regulation-order-text", "regulation", "2018-04-30", "2018-05-01", "规章制定程序条例（2001）第三十条", "规章制定程序条例（2017修订）第三十条", id="公布令"),
        pytest.param("regulation-name", "regulation", "2018-04-30", "2018-05-01", "规章制定程序条例（2001）第六条", "规章制定程序条例（2017修订）第七条", id="名称"),
        pytest.param("regulation-review-statutory", "regulation", "2018-04-30", "2018-05-01", "规章制定程序条例（2001）第十八条", "规章制定程序条例（2017修订）第十九条", id="统一审查"),
    ],
)  # fmt: skip
def test_the_basis_is_the_law_in_force_on_the_day(rule, kind, last, first, old, new):
    for day, basis in ((last, old), (first, new)):
        papers = (
            minutes(day, element("rule_meeting", "statutory"), ECONOMIC),
            reviewed("conform", day),
            opinion(day),
            paper("normative_document", on("signed", day), on("published", day)),
            paper(RULE, on("signed", day), on("effective", day), element("order_text"), element("premise_temp_measure")),
        )  # fmt: skip
        found = judged(kind, *papers)[rule]
        assert basis in found.basis or any(basis in said for said in found.basis), (day, found.basis)


def test_an_opinion_that_lacks_only_what_is_asked_in_principle_is_a_should():
    signed_only = opinion("2022-05-16", *map(element, OPINION))
    found = judged("normative", signed_only)["legality-opinion-elements"]
    assert (found.verdict, found.severity) == ("fail", "should")


def test_a_province_sets_how_long_documents_hold(tmp_path):
    path = tmp_path / "yunshan.toml"
    path.write_text(
        'code = "yunshan"\nname = "云山省"\n[[override]]\nrule = "normative-validity"\nrollover = "no"\n'
        'versions = [{ since = 2020-01-01, quantity = 5, unit = "y", basis = ["云山省规范性文件办法第九条"] }]\n',
        encoding="utf-8",
    )

    def verdict(expires):
        text = paper("normative_document", on("effective", "2022-06-01"), on("expires", expires))
        return judged("normative", text, profile=str(path))["normative-validity"].verdict

    assert (verdict("2027-06-01"), verdict("2028-06-01")) == ("pass", "fail")
