"""Who appears in which role."""

import pytest

from dossier.fact import Party
from extractors.paper import paper
from extractors.parties import find_parties


def parties(text: str, kind: str, title: str = "") -> list[tuple[str, str]]:
    """Role and name in text order."""
    found = [f.value for f in find_parties(paper(text, kind=kind, title=title))]
    return [(p.role, p.name) for p in found if isinstance(p, Party)]


DECISION = """秋浦县市场监督管理局
行政处罚决定书
秋市监罚〔2022〕5号
当事人：秋浦县青禾面馆（个体工商户）
统一社会信用代码：11370322004222241N
住所：秋浦县东街5号
经营者：桂枝　　身份证号码：11010519491231002X
经查，当事人使用过期面粉。
秋浦县市场监督管理局
2022年10月25日"""


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        pytest.param(
            "penalty_decision",
            DECISION,
            [("当事人", "秋浦县青禾面馆"), ("经营者", "桂枝"), ("发文机关", "秋浦县市场监督管理局")],
            id="决定书",
        ),
        pytest.param(
            "prior_notice",
            "行政处罚告知书\n秋浦县谷雨食品有限公司：\n拟罚款。\n秋浦县市场监督管理局（印章）\n2022年9月9日",
            [("当事人", "秋浦县谷雨食品有限公司"), ("发文机关", "秋浦县市场监督管理局")],
            id="称呼即当事人",
        ),
        pytest.param(
            "tax_handling_decision",
            "国家税务总局秋浦县税务局稽查局\n税务处理决定书\n秋浦谷雨贸易有限公司（统一社会信用代码：\n11370322004222241N）：\n我局检查如下。\n二〇二六年八月三日",
            [("发文机关", "国家税务总局秋浦县税务局稽查局"), ("当事人", "秋浦谷雨贸易有限公司")],
            id="落款只有日期则取版头",
        ),
        pytest.param(
            "inspection_record",
            "检查人员：甘棠（执法证号：19012200317）、禾苗（执法证号：19012200325）\n见证人：裴松\n当事人签名：桂枝",
            [("执法人员", "甘棠"), ("执法人员", "禾苗"), ("见证人", "裴松")],
            id="替单位签名的不是当事人",
        ),
        pytest.param(
            "case_opening_approval",
            "当 事 人\t秋浦县谷雨食品有限公司\t法定代表人\t桂枝\n承办人意见\t建议立案。\n甘棠　禾苗　2022年7月27日",
            [("当事人", "秋浦县谷雨食品有限公司"), ("法定代表人", "桂枝"), ("执法人员", "甘棠"), ("执法人员", "禾苗")],
            id="表格",
        ),
        pytest.param(
            "review_request",
            "关于提请审核的函\n县司法局：\n请审核。\n秋浦县商务局\n2022年5月9日",
            [("审核机构", "县司法局"), ("发文机关", "秋浦县商务局"), ("送审单位", "秋浦县商务局")],
            id="送审单位",
        ),
        pytest.param(
            "normative_document",
            "关于印发集市办法的通知\n各单位：\n请遵照执行。\n秋浦县商务局　秋浦县财政局\n2022年5月9日",
            [("发文机关", "秋浦县商务局"), ("发文机关", "秋浦县财政局")],
            id="联合行文",
        ),
        pytest.param(
            "meeting_minutes",
            "纪要\n2022年5月26日，县长桑野主持召开第7次常务会议。\n秋浦县人民政府办公室　2022年5月30日印发",
            [("主持人", "桑野"), ("发文机关", "秋浦县人民政府办公室")],
            id="纪要",
        ),
        pytest.param("hearing_request", "听证申请书\n县局：\n申请听证。\n秋浦县谷雨食品有限公司\n2022年9月16日", [("当事人", "秋浦县谷雨食品有限公司")], id="听证申请人"),
        pytest.param("penalty_decision", "当事人：李某某，男\n经查属实。", [("当事人", "李某某")], id="隐名"),
        pytest.param("inquiry_record", "执法人员：（签名）\n见证人：无", [], id="空白栏"),
    ],
)  # fmt: skip
def test_parties(kind: str, text: str, wanted: list[tuple[str, str]]) -> None:
    assert parties(text, kind) == wanted


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        pytest.param("case_opening_approval", "承办人\t拟立案，由甘棠、禾苗承办。\n2023年4月11日", [("执法人员", "甘棠"), ("执法人员", "禾苗")], id="由甲乙承办"),
        pytest.param("case_opening_approval", "建议：立案，由甘棠主办、禾苗协办。", [("执法人员", "甘棠"), ("执法人员", "禾苗")], id="主办协办"),
        pytest.param("decision_approval", "水政大队：呈请批准。甘棠　禾苗　2022年1月20日\n分管副局长：同意　桑野　1月24日", [("执法人员", "甘棠"), ("执法人员", "禾苗")], id="两人具名的意见"),
        pytest.param("legal_audit", "审核结论\t同意 甘棠2023.1.19", [("审核人", "甘棠")], id="结论栏末的姓名"),
        pytest.param("inspection_record", "今天，甘棠、禾苗到秋浦县极速网咖检查。", [("执法人员", "甘棠"), ("执法人员", "禾苗"), ("当事人", "秋浦县极速网咖")], id="到场检查"),
        pytest.param("hearing_record", "主持人：请陈述。\n主持人：听证结束。", [], id="发言不是姓名"),
        pytest.param("hearing_record", "当事人委托副总经理甘棠、律师禾苗参加。", [("委托代理人", "甘棠"), ("委托代理人", "禾苗")], id="委托"),
        pytest.param("hearing_notice", "定于9时听证，主持人甘棠。", [("听证主持人", "甘棠")], id="句中的主持人"),
        pytest.param("meeting_minutes", "出席桑野、甘棠、禾苗。议定：", [("参加人员", "桑野"), ("参加人员", "甘棠"), ("参加人员", "禾苗")], id="句中的名单"),
        pytest.param("case_opening_approval", "案由：甘长庚涉嫌未取得许可擅自执业", [("当事人", "甘长庚")], id="案由里的人"),
        pytest.param("legal_audit", "案由：云澜美发店未依法取得公共场所卫生许可证营业", [("当事人", "云澜美发店")], id="案由里的店"),
        pytest.param("penalty_decision", "列支费用，实为公司给予业务部门的费用。", [], id="公司不是名称"),
        pytest.param("case_closing", "结案报告\n秋浦县云栖宾馆锁闭安全出口案，已执行完毕。", [("当事人", "秋浦县云栖宾馆")], id="案名里的单位"),
        pytest.param("no_penalty_decision", "甘梦蝶：你2022年10月2日无证经营。", [("当事人", "甘梦蝶")], id="同行的称呼"),
        pytest.param("penalty_decision", "甘棠、禾苗。\n查明：该批药品过期。", [], id="查明不是姓名"),
        pytest.param("penalty_decision", "违法行为人：秋浦县云栖宾馆（个体工商户，经营者甘露）", [("当事人", "秋浦县云栖宾馆"), ("经营者", "甘露")], id="括号里的经营者"),
        pytest.param("penalty_decision", "当事人：鸿泽私募基金有限公司，住所：甲市；甘长风，1975年10月出生。", [("当事人", "鸿泽私募基金有限公司"), ("当事人", "甘长风")], id="第二个当事人"),
        pytest.param("coercion_release", "秋浦县谷雨食品有限公司：\n解除扣押，物品退还，请于三日内领取，逾期不领的依法处理。\n当事人：桂枝　日期：2023年5月12日", [("当事人", "秋浦县谷雨食品有限公司")], id="签收的人不是当事人"),
        pytest.param("disclosure_record", "序号\t相对人\t决定日期\n1\t秋浦县谷雨食品有限公司\t2022-08-08", [("当事人", "秋浦县谷雨食品有限公司")], id="列头之下"),
        pytest.param("service_receipt", "见证人签名或盖章\t年　月　日\n送达人签名或盖章\t甘棠、禾苗　2023年9月6日", [("执法人员", "甘棠"), ("执法人员", "禾苗")], id="签名或盖章栏"),
        pytest.param("review_request", "经办人\t秦琴", [], id="送审的经办人不是执法人员"),
        pytest.param("legality_review_opinion", "秋浦县司法局法规审查股\n2022年11月30日", [("发文机关", "秋浦县司法局"), ("审核机构", "秋浦县司法局")], id="内设机构不是发文机关"),
        pytest.param("penalty_decision", "当事人：秋浦县谷满仓食品有限公司（以下简称“谷满仓公司”）\n被处罚单位：谷满仓公司", [("当事人", "秋浦县谷满仓食品有限公司")], id="简称还原为全称"),
        pytest.param("hearing_request", "听证申请书\n县应急管理局：\n申请听证。\n鹭溪县宏砚石料厂鲁成石\n2022年9月20日", [("当事人", "鹭溪县宏砚石料厂"), ("经营者", "鲁成石")], id="识别时连在一起的签名"),
        pytest.param("case_source", "来电人：尤先生（要求保密）", [("举报人", "尤先生")], id="先生女士"),
        pytest.param("evidence", "提供人\t郑某（投诉人）", [], id="投诉人不是当事人"),
    ],
)  # fmt: skip
def test_names_in_other_places_than_fields(kind: str, text: str, wanted: list[tuple[str, str]]) -> None:
    assert parties(text, kind) == wanted


def test_a_mended_code_says_so() -> None:
    text = "当事人：秋浦县谷雨食品有限公司\n统一社会信用代码：1137O32200422224IN"
    assert [f.by for f in find_parties(paper(text, kind="penalty_decision"))] == ["按校验码更正"]


def test_codes_and_certificates_go_with_their_names() -> None:
    ids = {
        f.value.name: f.value.id
        for text, kind in (
            (DECISION, "penalty_decision"),
            ("我们是县局执法人员甘棠、禾苗，执法证件号为19012200317、19012200325，请看。", "inquiry_record"),
        )
        for f in find_parties(paper(text, kind=kind))
        if isinstance(f.value, Party)
    }
    assert ids["秋浦县青禾面馆"] == "11370322004222241N"
    assert (ids["甘棠"], ids["禾苗"]) == ("19012200317", "19012200325")


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        pytest.param("1137O32200422224IN", "11370322004222241N", id="还原后校验通过"),
        pytest.param("1137O32200422225IN", "1137O32200422225IN", id="还原后校验仍不过则照录"),
    ],
)
def test_a_misread_code_is_mended_only_where_the_check_agrees(read: str, wanted: str) -> None:
    text = f"当事人：秋浦县谷雨食品有限公司\n统一社会信用代码：{read}"
    found = [f.value for f in find_parties(paper(text, kind="penalty_decision"))]
    assert [p.id for p in found if isinstance(p, Party)] == [wanted]


def test_who_presides_over_a_hearing_has_a_role_of_its_own() -> None:
    assert parties("听证笔录\n主持人：裴松　记录人：谈静\n", "hearing_record") == [
        ("听证主持人", "裴松"),
        ("记录人", "谈静"),
    ]
