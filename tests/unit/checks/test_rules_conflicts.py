"""Papers of one file that contradict each other: names, amounts, numbers, titles, texts, dates (rules.md §14.19, §14.29)."""

from decimal import Decimal
from typing import Any

import pytest
from made_papers import Line_, on, paper, party
from rule_rows import Row, check, of_rule, params

from dossier.fact import Amount, DocNumber
from knowledge.rules import load_rules

NAME, OTHER = "青禾县谷满仓食品有限公司", "青禾县麦田面粉有限公司"


def fine(words: str, yuan: str, role: str = "fine", head: str = "罚款", **more: Any) -> Line_:
    return Line_(head + words, Amount(yuan=Decimal(yuan), role=role), len(head), len(head + words), **more)


def number(words: str, role: str, **more: Any) -> Line_:
    value = DocNumber.model_validate({"role": role, "written": words, "normal": words})
    return Line_(words, value, 0, len(words), **more)


def row(id_: str, rule: str, verdict: str, *papers: Any, says: str = "", kind: str = "penalty") -> Row:
    return Row(id_, rule, verdict, kind, papers, says)


def decided_against(name: str, **more: Any) -> Any:
    return paper("penalty_decision", party("当事人", name), title="处罚决定书", **more)


def notice(name: str, **more: Any) -> Any:
    return paper("prior_notice", party("当事人", name), title="告知书", **more)


PARTY = [
    row("告知、决定同一人", "conflict-party", "pass", decided_against(NAME), notice(NAME)),
    row("简称", "conflict-party", "pass", decided_against(NAME), notice("谷满仓公司")),
    row("隐去姓名的公示", "conflict-party", "pass", decided_against("粟大有"), notice("粟某某")),
    row(
        "告知的是另一家",
        "conflict-party",
        "fail",
        decided_against(NAME),
        notice(OTHER),
        says=f"《处罚决定书》为“{NAME}”，《告知书》为“{OTHER}”",
    ),
    row(
        "差一个字",
        "conflict-party",
        "undetermined",
        decided_against(NAME),
        notice(NAME.replace("品", "口")),
        says="可能是识别有误",
    ),
    row("只有一份写有", "conflict-party", "not-applicable", decided_against(NAME), says="只有一处"),
    row("都没写", "conflict-party", "not-applicable", paper("prior_notice"), says="没有读到"),
]
AMOUNT = [
    row(
        "大写小写一致",
        "conflict-amount",
        "pass",
        paper("penalty_decision", fine("20000元（贰万元整）", "20000")),
        paper("payment_receipt", fine("20000元", "20000", "")),
    ),
    row(
        "缴款与决定不同",
        "conflict-amount",
        "undetermined",
        paper("penalty_decision", fine("20000元", "20000"), title="处罚决定书"),
        paper("payment_receipt", fine("12000元", "12000", ""), title="缴款书"),
        says="“20000元”",
    ),
    row(
        "罚款与没收一并缴纳",
        "conflict-amount",
        "pass",
        paper(
            "penalty_decision",
            fine("80000元", "80000"),
            fine("2310元", "2310", "confiscation", "没收违法所得"),
        ),
        paper("payment_receipt", fine("捌万贰仟叁佰壹拾元整", "82310", "", "金额")),
    ),
    row(
        "催告的罚款与决定不同",
        "conflict-amount",
        "fail",
        paper("penalty_decision", fine("20000元", "20000"), title="处罚决定书"),
        paper("demand_notice", fine("12000元", "12000"), title="催告书"),
    ),
    row(
        "读得不清",
        "conflict-amount",
        "undetermined",
        paper("penalty_decision", fine("20000元", "20000", grade="poor")),
        paper("payment_receipt", fine("12000元", "12000", "")),
    ),
    row(
        "只有决定书",
        "conflict-amount",
        "not-applicable",
        paper("penalty_decision", fine("20000元", "20000")),
    ),
]
NUMBER = [
    row(
        "回证所引文号即决定书",
        "conflict-doc-number",
        "pass",
        paper("penalty_decision", number("青市监处罚〔2022〕7号", "own")),
        paper("service_receipt", number("青市监处罚〔2022〕7号", "cited")),
    ),
    row(
        "回证序号写错",
        "conflict-doc-number",
        "fail",
        paper("penalty_decision", number("青市监处罚〔2022〕7号", "own"), title="决定书"),
        paper("service_receipt", number("青市监处罚〔2022〕17号", "cited"), title="回证"),
        says="《决定书》为“青市监处罚〔2022〕7号”，《回证》为“青市监处罚〔2022〕17号”",
    ),
    row(
        "读得不清",
        "conflict-doc-number",
        "undetermined",
        paper("penalty_decision", number("青市监处罚〔2022〕7号", "own")),
        paper("service_receipt", number("青市监处罚〔2022〕1号", "cited", grade="poor")),
    ),
    row(
        "另一种文书的文号不比",
        "conflict-doc-number",
        "not-applicable",
        paper("penalty_decision", number("青市监处罚〔2022〕7号", "own")),
        paper("service_receipt", number("青市监罚告〔2022〕9号", "cited")),
    ),
]
TITLE = [
    row(
        "同一办法",
        "conflict-title",
        "pass",
        paper("normative_document", title="云山市人民政府关于印发《云山市燃气管理办法》的通知"),
        paper("draft", title="云山市燃气管理办法（征求意见稿）"),
        kind="normative",
    ),
    row(
        "审核的是另一份",
        "conflict-title",
        "undetermined",
        paper("normative_document", title="云山市人民政府关于印发《云山市燃气管理办法》的通知"),
        paper("legality_review_opinion", title="关于《云山市停车场管理办法》的合法性审核意见书"),
        kind="normative",
        says="停车场",
    ),
    row(
        "一份",
        "conflict-title",
        "not-applicable",
        paper("draft", title="云山市燃气管理办法"),
        kind="normative",
    ),
]


def in_file(name: str, *lines: Line_) -> Any:
    """The paper as if read from that file."""
    made = paper("penalty_decision", *lines, title="处罚决定书")
    return made.model_copy(update={"document": made.document.model_copy(update={"sources": (name,)})})


TEXT = [
    row(
        "两种格式文字不同",
        "conflict-text",
        "undetermined",
        in_file("决定书.docx", fine("20000元", "20000")),
        in_file("决定书.pdf", fine("12000元", "12000")),
        says="20000元",
    ),
    row(
        "两种格式文字相同",
        "conflict-text",
        "pass",
        in_file("决定书.docx", fine("20000元", "20000")),
        in_file("决定书.pdf", fine("20000元", "20000")),
    ),
    row("一种格式", "conflict-text", "not-applicable", in_file("决定书.docx")),
]


def words(text: str) -> Line_:
    """Lines of text without a fact worth naming."""
    return Line_(text, DocNumber(role="cited", written="〔1〕", normal="〔1〕"), 0, 1)


LIST = "附件：1. 云山市燃气管理办法\n2. 用气登记表"
ATTACHED = [
    row(
        "附件都在",
        "format-attachments",
        "pass",
        paper("normative_document", words(f"{LIST}\n附件1\n云山市燃气管理办法\n附件2\n用气登记表")),
        kind="normative",
    ),
    row(
        "另册的附件",
        "format-attachments",
        "pass",
        paper("work_document", words("附件：云山市燃气管理办法（草案）")),
        paper("draft", title="云山市燃气管理办法（草案）"),
        kind="normative",
    ),
    row(
        "未见附件2",
        "format-attachments",
        "undetermined",
        paper("normative_document", words(f"{LIST}\n附件1\n云山市燃气管理办法")),
        kind="normative",
        says="用气登记表",
    ),
    row(
        "附件名称不一",
        "format-attachments",
        "undetermined",
        paper("normative_document", words(f"{LIST}\n附件1\n云山市燃气管理办法\n附件2\n燃气用户信息采集单")),
        kind="normative",
        says="燃气用户信息采集单",
    ),
    row("没有附件", "format-attachments", "not-applicable", paper("normative_document"), kind="normative"),
]
DATES = [rule for rule in load_rules() if rule.options.get("of") == "date"]
OWN_DATES = {"doc_date", "issued"}  # each paper has its own


def twice(rule: Any, first: str, second: str) -> tuple[Any, ...]:
    """The event dated by two papers, or twice by the one whose own date it is."""
    if rule.end in OWN_DATES:
        return (paper("case_closing", on(rule.end, first), on(rule.end, second)),)
    return paper("case_closing", on(rule.end, first)), paper("other", on(rule.end, second))


BY_DATE = [
    row_
    for rule in DATES
    for row_ in (
        row(
            "两份一致",
            rule.id,
            "pass",
            *twice(rule, "2022-05-09", "2022-05-09"),
            kind=rule.kinds[0],
        ),
        row(
            "两份不同",
            rule.id,
            "undetermined",
            *twice(rule, "2022-05-09", "2022-05-19"),
            kind=rule.kinds[0],
            says="2022年5月19日",
        ),
        row(
            "只有一份",
            rule.id,
            "not-applicable",
            paper("other", on(rule.end, "2022-05-09")),
            kind=rule.kinds[0],
        ),
        row("没有", rule.id, "not-applicable", kind=rule.kinds[0], says="没有读到"),
    )
]
ROWS = [*PARTY, *AMOUNT, *NUMBER, *TITLE, *TEXT, *ATTACHED, *BY_DATE]


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


def test_figures_that_differ_from_the_capitals_behind_them_are_a_fault():
    words = "罚款20000元（大写：贰仟元整）"
    value, capitals = Amount(yuan=Decimal(20000), role="fine"), Amount(yuan=Decimal(2000), role="fine")
    made = paper("penalty_decision", Line_(words, value, 2, 8))
    at = made.document.text.index("贰仟")
    span = {"start": at, "end": at + 4}
    fact = made.facts[0].model_copy(
        update={
            "value": capitals,
            "span": type(made.facts[0].span)(**span),
            "place": made.document.place(at, at + 4),
        }
    )
    made = made.model_copy(update={"facts": (*made.facts, fact)})
    found = of_rule(Row("大写不同", "conflict-amount", "fail", "penalty", (made,)))
    assert found.verdict == "fail", found.message
    assert "“20000元”" in found.message and "“贰仟元整”" in found.message


def test_approval_and_decision_dates_are_told_apart():
    """§14.19: the approval's day and the decision's."""
    papers = (
        paper("penalty_decision", on("decided", "2022-05-09"), title="处罚决定书"),
        paper("decision_approval", on("decision_approved", "2022-05-06"), title="审批表"),
    )
    found = check(Row("审批在前", "conflict-decision-date", "undetermined", "penalty", papers))
    assert "《处罚决定书》为2022年5月9日，《审批表》为2022年5月6日" in found.message
    assert len(found.evidence) == 2


def test_two_services_on_two_people_are_no_conflict():
    papers = tuple(
        paper("service_receipt", on("served", day, about=who))
        for day, who in (("2022-05-09", "甲"), ("2022-05-11", "乙"))
    )
    assert of_rule(Row("两人", "conflict-date-served", "", "penalty", papers)).verdict != "undetermined"


def test_instalments_are_no_conflict():
    papers = (
        paper("penalty_decision", fine("20000元", "20000")),
        paper("instalment_approval"),
        paper("payment_receipt", fine("10000元", "10000", "")),
    )
    assert of_rule(Row("分期", "conflict-amount", "pass", "penalty", papers)).verdict == "pass"


def test_each_paper_has_its_own_date():
    papers = (
        paper("draft", on("doc_date", "2022-03-01")),
        paper("normative_document", on("doc_date", "2022-05-09")),
    )
    found = of_rule(Row("各有落款", "conflict-date-doc_date", "", "normative", papers))
    assert found.verdict == "not-applicable"


def coded(name: str, code: str) -> Line_:
    line = party("当事人", name)
    return line._replace(value=line.value.model_copy(update={"id": code}))


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        pytest.param("11370322004222241N", "11441300007187648G", "fail", id="两个有效代码"),
        pytest.param("11370322004222241N", "11370322004222242N", "undetermined", id="其中一个校验不过"),
        pytest.param("11370322004222241N", "11370322004222241N", "pass", id="同一代码"),
        pytest.param("11370322004222241N", "1137032200422****N", "pass", id="打码的不比"),
    ],
)
def test_one_name_with_two_codes(one: str, other: str, verdict: str) -> None:
    papers = (paper("penalty_decision", coded(NAME, one)), paper("prior_notice", coded(NAME, other)))
    assert of_rule(Row("代码", "conflict-party", verdict, "penalty", papers)).verdict == verdict
