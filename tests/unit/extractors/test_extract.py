"""From a document to facts: offsets, places, cells, scores, and nothing lost on odd text."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_documents import lines, made_document, table

from dossier.case import Label
from dossier.document import Block, Document, Line
from dossier.fact import Event, Fact, Party
from extractors import FINDERS, build_nlp, extract

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def nlp() -> "Language":
    return build_nlp()


def label(kind: str) -> Label:
    return Label(kind=kind, probability=1.0, guess=kind)


def one(facts: tuple[Fact, ...], code: str) -> Fact:
    """The only event of that code."""
    (fact,) = [f for f in facts if isinstance(f.value, Event) and f.value.code == code]
    return fact


NOTICE = "秋浦县商务局关于征求意见的公告\n征求意见时间：2022年4月1日至5月6\n日，请将意见寄至我局。\n秋浦县商务局\n⼆〇⼆⼆年四⽉⼀⽇"


def test_every_extractor_is_a_component(nlp: "Language") -> None:
    assert nlp.pipe_names == [f"fadu_{name}" for name in FINDERS]


def test_place_and_quote_of_a_date_over_two_lines(nlp: "Language") -> None:
    first, *rest = NOTICE.split("\n")
    document = made_document(lines(first), lines("\n".join(rest[:2]), wraps=True), lines("\n".join(rest[2:])))
    fact = one(extract(nlp, document, label("consultation_notice"), first), "consult_close")
    assert fact.span is not None
    assert fact.place.quote == document.text[fact.span.start : fact.span.end] == "5月6日"
    assert len(fact.place.boxes) == 2
    assert fact.place.page == 1
    assert fact.by == "events:phrase"


def test_look_alike_characters_are_read_and_quoted_as_they_stand(nlp: "Language") -> None:
    facts = extract(nlp, made_document(lines(NOTICE)), label("consultation_notice"), "")
    assert one(facts, "doc_date").place.quote == "⼆〇⼆⼆年四⽉⼀⽇"


def test_cells_of_a_form(nlp: "Language") -> None:
    form = table(
        ("当事人", "秋浦县谷雨食品有限公司"),
        ("承办人\n意见", "建议立案。\n甘棠　禾苗\n2022年7月27日"),
        ("负责人\n审批意见", "同意立案。\n桑野\n2022年7月29日"),
    )
    facts = extract(
        nlp, made_document(lines("立案审批表"), form), label("case_opening_approval"), "立案审批表"
    )
    assert str(getattr(one(facts, "case_open").value, "first", "")) == "2022-07-29"
    officers = [f.value.name for f in facts if isinstance(f.value, Party) and f.value.role == "执法人员"]
    assert officers == ["甘棠", "禾苗"]


def test_a_column_heads_its_dates(nlp: "Language") -> None:
    form = table(
        ("送达文书名称、文号", "收件人", "送达日期"),
        ("行政处罚告知书〔2022〕5号", "桂枝", "2022年9月13日"),
        ("行政处罚决定书〔2022〕5号", "桂枝", "2022年10月12日"),
    )
    facts = extract(nlp, made_document(form), label("service_receipt"), "送达回证")
    assert str(getattr(one(facts, "served").value, "first", "")) == "2022-10-12"
    assert str(getattr(one(facts, "notice_served").value, "first", "")) == "2022-09-13"


def test_score_and_grade_come_from_the_page(nlp: "Language") -> None:
    document = made_document(lines(NOTICE, score=0.5), grade="poor")
    fact = one(extract(nlp, document, label("consultation_notice"), ""), "consult_close")
    assert fact.grade == "poor"
    assert fact.score < 0.5


@pytest.mark.parametrize(
    ("read", "other", "wanted", "score"),
    [
        pytest.param("2023年5月11日20", "2023年5月11日", "2023-05-11", 0.9, id="第二读数去掉印章里的杂字"),
        pytest.param("2023年5月11日", "2023年5月17日", "2023-05-11", 0.45 * 0.6, id="两次读数不同则存疑"),
        pytest.param("2023年5月11日", "2023年5月11日", "2023-05-11", 0.9, id="两次读数相同"),
    ],
)
def test_a_date_under_a_seal(nlp: "Language", read: str, other: str, wanted: str, score: float) -> None:
    head = [Line(text=text) for text in ("关于回复意见的函", "县商务局：", "我局无意见。", "秋浦县司法局")]
    block = Block(kind="text", lines=(*head, Line(text=read, score=0.45, other=other)))
    fact = one(extract(nlp, made_document(block), label("work_document"), ""), "doc_date")
    assert str(getattr(fact.value, "first", "")) == wanted
    assert fact.score == pytest.approx(0.95 * score, abs=0.001)
    assert fact.grade == ("good" if score > 0.8 else "poor")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        pytest.param("县市场2022年9月8日ini2022年9月8日审核人：钟毓", 1, id="印章下读乱了次序"),
        pytest.param("2022年9月8日收到案卷，同意", 0, id="句子里的日期"),
    ],
)
def test_a_jumbled_signature_under_an_opinion(nlp: "Language", line: str, wanted: int) -> None:
    form = table(("案件名称", "某案"), ("审核意见", f"同意办案机构意见。\n{line}"))
    facts = extract(nlp, made_document(form), label("legal_audit"), "法制审核意见书")
    assert len([f for f in facts if isinstance(f.value, Event) and f.value.code == "audit"]) == 2 * wanted


def test_an_empty_paper_has_no_facts(nlp: "Language") -> None:
    assert extract(nlp, made_document(lines(" \n ")), label("penalty_decision"), "") == ()
    unread = Document(id="0f:1", sources=("甲",), media_type="application/pdf")
    assert extract(nlp, unread, label("other"), "") == ()


KINDS = st.sampled_from(
    [
        "consultation_notice",
        "penalty_decision",
        "service_receipt",
        "meeting_minutes",
        "case_opening_approval",
        "legality_review_opinion",
    ]
)
PIECES = st.sampled_from(
    ["2022年4月19日", "同意立案。", "负责人审批意见\t", "送达文书", "行政处罚决定书", "〔2022〕5号", "《集市办法", "》", "\n", "　", "（", "）", "“", "”", "审核结论：", "不合法", "第三条", "60日内",
     "复议", "罚款", "壹万元", "当事人：", "秋浦县商务局", "至", "\t", "次日", "10日", "⽇", "𠮷", "a1", "，", "。"]
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=30).map("".join), KINDS)
def test_every_fact_quotes_its_span(nlp: "Language", text: str, kind: str) -> None:
    document = made_document(lines(text))
    facts = extract(nlp, document, label(kind), "")
    for fact in facts:
        assert fact.span is not None
        assert 0 <= fact.span.start < fact.span.end <= len(document.text)
        assert fact.place.quote == document.text[fact.span.start : fact.span.end]
        assert 0.0 <= fact.score <= 1.0
        assert Fact.model_validate_json(fact.model_dump_json()) == fact
