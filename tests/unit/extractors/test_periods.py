"""Periods a paper grants, with what they run from."""

import pytest

from dossier.fact import Period
from extractors.paper import paper
from extractors.periods import find_periods


def periods(text: str, kind: str) -> list[tuple[str, int, str, str | None]]:
    """Code, quantity, unit, anchor."""
    values = [f.value for f in find_periods(paper(text, kind=kind))]
    return [(v.code, v.quantity, v.unit, v.anchor) for v in values if isinstance(v, Period)]


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        pytest.param("consultation_notice", "请自本公告发布之日起30日内反馈意见。", [("consult", 30, "d", "consult_open")], id="自公告发布之日起"),
        pytest.param("consultation_notice", "公示期为7个工作日。征求意见时间为七个工作日。", [("consult", 7, "wd", "consult_open")] * 2, id="工作日"),
        pytest.param(
            "penalty_decision",
            "你店应自收到本决定书之日起十五日内到指定银行缴纳罚款。如不服，可在收到本决定书之日起60日内向县政府申请行政复议，也可以在六个月内依法向人民法院提起诉讼。",
            [("pay", 15, "d", "served"), ("reconsider", 60, "d", "served"), ("sue", 6, "m", "served")],
            id="决定书三个期限",
        ),
        pytest.param("penalty_decision", "限你公司自本决定书送达之日起10日内缴纳入库。", [("pay", 10, "d", "served")], id="限期缴款"),
        pytest.param(
            "prior_notice",
            "你店可在收到本告知书之日起五个工作日内提出陈述、申辩，并可在五日内要求举行听证。",
            [("statement", 5, "wd", "notice_served"), ("hearing_request", 5, "d", "notice_served")],
            id="陈述与听证",
        ),
        pytest.param("normative_document", "本办法自公布之日起施行，有效期5年。", [("effective", 0, "d", "published"), ("validity", 5, "y", "effective")], id="公布之日起施行"),
        pytest.param("government_rule", "本办法自公布之日起30日后施行。", [("effective", 30, "d", "published")], id="三十日后施行"),
        pytest.param("normative_document", "本通知自印发之日起施行。", [("effective", 0, "d", "doc_date")], id="印发之日起"),
        pytest.param("service_announcement", "自公告发布之日起经过三十日，即视为送达。", [("service", 30, "d", "notice_posted")], id="公告送达"),
        pytest.param("penalty_decision", "依照该法“当事人应当自收到决定书之日起十五日内缴纳罚款”的规定。", [], id="引文不算"),
        pytest.param("normative_document", "申请人应当在30日内提出申请，保存期限3年。", [], id="没有用意的期间"),
        pytest.param("consultation_notice", "征求意见时间：2022年4月1日至4月30日。", [], id="日期不是期间"),
    ],
)  # fmt: skip
def test_periods(kind: str, text: str, wanted: list[tuple[str, int, str, str | None]]) -> None:
    assert periods(text, kind) == wanted
