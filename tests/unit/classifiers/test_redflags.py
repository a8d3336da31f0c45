"""Red flags: what is a lead, what only looks like one, and where each stands."""

import pytest

from classifiers.redflags import clauses, find, leads_of
from dossier.case import Label
from dossier.document import Block, Document, Line, Page

RULE = "第三条 占道经营的，处三百元罚款。\n第四条 举报有奖。"


def paper(text: str) -> Document:
    """A page of running text."""
    lines = tuple(Line(text=line) for line in text.split("\n"))
    page = Page(
        source="a.txt",
        number=1,
        width=0,
        height=0,
        engine="t",
        reason="t",
        blocks=(Block(kind="text", lines=lines),),
    )
    return Document(id="0f:1", sources=("a.txt",), media_type="text/plain", pages=(page,))


def label(kind: str, guess: str = "") -> Label:
    return Label(kind=kind, probability=1.0, guess=guess or kind)


def told(text: str) -> dict[str, str | None]:
    return {hit.flag.code: hit.reason for hit in find(text)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("第三条 开办托管班须经街道办审批后方可招生。", "rf-licence", id="变相许可"),
        pytest.param("第三条 违者处五百元罚款。", "rf-penalty", id="设定罚款"),
        pytest.param("第三条 商户每月缴纳管理费。", "rf-fee", id="设定收费"),
        pytest.param(
            "第三条 依据《中华人民共和国合同法》第八条办理。", "rf-repeal", id="依据已废止，引条文也不排除"
        ),
        pytest.param("第三条 实行“一企一策”。", "rf-selective-subsidy", id="引号里的术语仍是线索"),
        pytest.param("第三条 不服的，三十日内申请复议。", "rf-deadline-shorten", id="复议期限短于60日"),
    ],
)
def test_clause_is_a_lead(text: str, code: str) -> None:
    assert told(text)[code] is None


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        pytest.param(
            "第三条 依照《消防法》第六十条处五百元罚款。", "rf-penalty", "已引上位法", id="引了条文"
        ),
        pytest.param("第三条 不得违规收取保证金。", "rf-fee", "否定句", id="否定句"),
        pytest.param(
            "第三条 不得有下列行为：\n（一）收取押金；\n（二）暂扣车辆。",
            "rf-coercion",
            "否定句",
            id="否定列举",
        ),
        pytest.param("第三条 购置设备须经科室审批后方可采购。", "rf-licence", "内部审批", id="内部审批"),
        pytest.param("第三条 各单位一律不得购买超标车辆。", "rf-rights", "机关自身", id="约束机关自身"),
    ],
)
def test_look_alike_keeps_the_reason_against_it(text: str, code: str, reason: str) -> None:
    assert reason in (told(text)[code] or "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("第三条 当事人可以在六十日内申请行政复议。", id="法定期限"),
        pytest.param("第三条 本办法由县住建局负责解释。", id="正常解释条款"),
        pytest.param("第三条 罚没收入上缴国库。", id="收支两条线"),
    ],
)
def test_nothing_is_said_of_plain_clauses(text: str) -> None:
    assert [code for code, reason in told(text).items() if reason is None] == []


def test_a_special_type_goes_before_the_general_one() -> None:
    assert set(told("第三条 村民一律不得摆酒设宴、不得出租场地。")) == {"rf-autonomy"}


def test_lead_names_clause_place_and_question() -> None:
    (lead,) = leads_of(paper(RULE), label("normative_document"))
    assert (lead.type, lead.clause, lead.suppressed_by) == ("rf-penalty", "第三条", None)
    assert lead.place.quote == "第三条 占道经营的，处三百元罚款。"
    assert "行政处罚法" in lead.question


@pytest.mark.parametrize(
    ("kind", "guess", "reasons"),
    [
        pytest.param("normative_document", "", [None], id="规范性文件"),
        pytest.param("other", "normative_document", [None], id="种类不确定，按最可能的种类"),
        pytest.param("work_document", "", ["不是规范性文件"], id="工作方案：标明排除理由"),
        pytest.param("penalty_decision", "", [], id="处罚决定书：适用，不是设定"),
    ],
)
def test_kind_of_paper_decides(kind: str, guess: str, reasons: list[str | None]) -> None:
    found = [lead.suppressed_by for lead in leads_of(paper(RULE), label(kind, guess))]
    assert len(found) == len(reasons)
    assert all((a is b) if b is None else b in (a or "") for a, b in zip(found, reasons, strict=True))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("总则\n第一条 甲。\n第二条 乙。", ["首部", "第一条", "第二条"], id="条"),
        pytest.param("一、甲。\n（一）乙。\n二、丙。", ["一", "（一）", "二"], id="无条文按序号"),
        pytest.param("甲。", ["首部"], id="没有编号"),
        pytest.param("", ["首部"], id="空白"),
    ],
)
def test_clauses_cover_the_text(text: str, names: list[str]) -> None:
    found = list(clauses(text))
    assert [clause.name for clause in found] == names
    assert "".join(text[c.start : c.end] for c in found) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("第八条 因检修等需要停水的，提前24小时公告。", "rf-coercion", id="检修停水不是强制"),
        pytest.param("三、设备由经营单位自行配置，不收取平台使用费。", "rf-fee", id="写明不收费"),
        pytest.param(
            "第五条 2018年以前自建的工程，经村民会议同意后可以移交。",
            "rf-licence",
            id="村民会议的同意不是许可",
        ),
        pytest.param("第二条 前期物业服务收费实行政府指导价。", "rf-price", id="物业收费的政府指导价"),
    ],
)
def test_what_papers_by_others_showed_only_looks_like_it(text, code):
    assert told(text).get(code, "not met") is not None


def test_a_government_rule_may_fine_and_a_normative_document_may_not():
    document = paper("第三条 违者处五百元罚款。")
    assert "规章可以" in (leads_of(document, label("government_rule"))[0].suppressed_by or "")
    assert leads_of(document, label("normative_document"))[0].suppressed_by is None


def test_late_fees_are_told():
    assert told("第七条 欠缴水费的，每日加收千分之三滞纳金。")["rf-fee"] is None
