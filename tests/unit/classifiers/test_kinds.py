"""Kinds: a paper in, its kind with probability and reason out. The papers are not among the training papers."""

import pytest
from typeset import paper

from classifiers.features import view_of
from classifiers.kinds import classify, label
from classifiers.model import load
from dossier.document import Document, Page

NORMATIVE = """! 沁川市人民政府文件
@ 沁政规〔2022〕3号
# 沁川市人民政府关于印发沁川市农贸市场管理办法的通知
各区县人民政府，市政府各部门：
《沁川市农贸市场管理办法》已经市政府第9次常务会议通过，现予印发，请遵照执行。
> 2022年3月8日
第一条 为加强农贸市场管理，保障消费者和经营者的合法权益，根据有关法律、法规，制定本办法。
第二条 在本市从事农贸市场开办、经营活动的单位和个人，应当遵守本办法。
第三条 市场开办者应当建立食品安全管理制度，不得允许未取得许可的经营者入场。
第四条 本办法自2022年5月1日起施行，有效期五年。"""

PLAN = """! 沁川市人民政府文件
@ 沁政发〔2022〕8号
# 沁川市人民政府关于印发沁川市农贸市场环境整治实施方案的通知
各区县人民政府，市政府各部门：
现将《沁川市农贸市场环境整治实施方案》印发给你们，请认真组织实施。
> 2022年4月8日
一、工作目标。年底前完成全部市场改造。
二、任务分工。（一）摸底排查。责任单位：市商务局、市市场监管局。
三、实施步骤。宣传发动阶段、集中整治阶段、总结验收阶段。
四、保障措施。成立工作领导小组，定期督导考核，各单位要高度重视。"""

ORDER = """! 沁川市人民政府令
@ 第31号
《沁川市农贸市场管理规定》已经市人民政府第20次常务会议审议通过，现予公布，自2023年1月1日起施行。
> 市长 某某某
> 2022年11月11日
# 沁川市农贸市场管理规定
第一条 为加强农贸市场管理，根据有关法律、法规，制定本规定。
第二条 违反本规定的，由市场监督管理部门责令改正，处五百元以上三千元以下罚款。"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(NORMATIVE, "normative_document", id="印发办法的通知是规范性文件"),
        pytest.param(PLAN, "work_document", id="印发实施方案的通知不是规范性文件"),
        pytest.param(ORDER, "government_rule", id="政府令是规章"),
        pytest.param(
            "# 中华人民共和国农贸市场管理法\n（2020年6月1日第十三届全国人民代表大会常务委员会第二十次会议通过）\n第一条 为了规范市场，根据宪法，制定本法。\n第二条 在中华人民共和国境内从事市场活动，适用本法。",
            "law",
            id="全国人大制定的是法律",
        ),
        pytest.param(
            "# 关于《沁川市农贸市场管理办法（征求意见稿）》公开征求意见结果的通告\n我局于2022年1月5日至2月6日公开征求意见，截至期满共收到意见3条，采纳2条，未采纳1条，理由如下。\n> 沁川市商务局",
            "consultation_feedback",
            id="征求意见的结果不是公告",
        ),
        pytest.param(
            "# 沁川市农贸市场管理办法（征求意见稿）\n第一条 为加强管理，制定本办法。\n第二条 本办法适用于本市。\n第三条 本办法自 年 月 日起施行。",
            "draft",
            id="附件里的征求意见稿是草案",
        ),
        pytest.param(
            "# 关于《沁川市农贸市场管理办法（征求意见稿）》征求意见的复函\n市商务局：\n你局来函收悉，经研究，我局无意见。此复。\n> 沁川市司法局\n> 2022年1月20日",
            "other",
            id="征求意见的复函不是审核意见",
        ),
        pytest.param(
            "! 沁川市司法局\n# 合法性审核意见书\n@ 沁司审〔2022〕6号\n市商务局：\n你局2022年2月1日报送的《沁川市农贸市场管理办法（送审稿）》收悉。经审核，制定主体适格，内容未与上位法抵触，程序合法，同意提请审议。\n> 沁川市司法局\n> 2022年2月14日",
            "legality_review_opinion",
            id="合法性审核意见书",
        ),
        pytest.param(
            "! 沁川市交通运输局\n# 重大行政处罚决定法制审核意见书\n执法支队：\n你单位送审的某运输公司案收悉。经审核，事实清楚、证据充分、程序合法、适用法律正确，同意处罚意见。\n> 政策法规科\n> 2022年8月1日",
            "legal_audit",
            id="执法决定的法制审核另是一种",
        ),
        pytest.param(
            "某某：\n经查，你于2022年5月6日无证经营。上述事实有笔录为证。你的行为违反了有关规定。依据该规定，我局决定对你处以罚款二千元。你应当自收到本处罚决定书之日起十五日内缴纳罚款。如不服本处罚决定，可在六十日内申请行政复议，或者在六个月内提起行政诉讼。\n> 沁川市商务局\n> 2022年6月6日",
            "penalty_decision",
            id="没有标题的处罚决定",
        ),
        pytest.param(
            "问：你店什么时候开始营业？\n答：去年三月。\n问：有没有办理许可证？\n答：没有。\n问：以上记录请你核对。\n答：和我说的一样。\n被询问人签名：\n询问人签名：",
            "inquiry_record",
            id="笔录的续页没有标题",
        ),
    ],
)
def test_kind_of_a_paper(text: str, kind: str) -> None:
    told = classify(paper(text))
    assert told.kind == kind, told
    assert told.guess == kind
    assert told.probability >= load().threshold


def test_agreeing_title_and_text_are_sure() -> None:
    told = classify(paper(NORMATIVE))
    assert told.probability > 0.9
    assert "标题含“办法”" in told.reason
    assert "正文关键词" in told.reason


def test_contradicted_title_is_less_sure() -> None:
    body = PLAN.split("\n", 3)[3]
    agreed = classify(paper(PLAN)).probability
    told = classify(paper("# 立案审批表\n" + body))
    assert told.probability < agreed
    assert told.kind != "case_opening_approval" or told.probability < 0.9


def test_below_threshold_other_with_guess() -> None:
    told = classify(paper("收文 12 30 号 附 3 页\n甲 乙 丙 丁"))
    assert told.kind == "other"
    if told.guess != "other":
        assert "低于" in told.reason


def test_probabilities_sum_to_one() -> None:
    probabilities = load().probabilities(view_of(paper(NORMATIVE)))
    assert float(probabilities.sum()) == pytest.approx(1.0, abs=1e-5)


def test_blank_paper_is_other() -> None:
    page = Page(source="a", number=1, width=595, height=842, engine="t", reason="")
    told = classify(Document(id="0f:1", sources=("a",), media_type="x", pages=(page,)))
    assert (told.kind, told.reason) == ("other", "没有可读的文字")


WEB = "沁川市人民政府门户网站 首页 政务公开\n当前位置：首页>政务公开>规范性文件\n发布日期：2022-03-10 来源：市政府办公室 【打印】【关闭】\n"


def test_screenshot_of_a_web_page_proves_publication() -> None:
    assert classify(paper(WEB + NORMATIVE.split("第一条")[0], "scan")).kind == "publication_proof"


def test_saved_web_page_of_a_document_is_the_document() -> None:
    assert classify(paper(WEB + NORMATIVE, "text")).kind == "normative_document"


def test_label_uses_the_given_model_only() -> None:
    view = view_of(paper(NORMATIVE))
    assert label(view, load()) == classify(paper(NORMATIVE))
