"""Relations a paper states, and the names by which it is meant."""

import pytest
from index_papers import make_document, make_fact

from dossier.case import Label, Reading
from dossier.fact import Citation, DocNumber
from index.links import key_of, links_of


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("中华人民共和国行政处罚法（2021修订）", "行政处罚法", id="国名与版本"),
        pytest.param(
            "某县人民政府关于印发《某县养犬管理办法（试行）》的通知", "某县养犬管理办法", id="印发通知"
        ),
        pytest.param("《食品安全法》", "食品安全法", id="书名号"),
    ],
)
def test_names(title: str, expected: str) -> None:
    assert key_of(title) == expected


def reading(text: str, *names: str, kind: str = "normative_document") -> Reading:
    document = make_document(text)
    facts = [make_fact(document, f"《{name}》", Citation(law=name)) for name in names]
    if "〔" in text:
        number = text[text.index("某政发") : text.index("号") + 1]
        facts.append(make_fact(document, number, DocNumber(role="cited", written=number, normal=number)))
    return Reading(
        document=document,
        label=Label(kind=kind, probability=1, guess=kind),
        title="某新办法",
        facts=tuple(facts),
    )


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        pytest.param("依照《甲办法》处理。", {"cites"}, id="引用"),
        pytest.param("本办法自2024年1月1日起施行，《甲办法》同时废止。", {"cites", "repeals"}, id="同时废止"),
        pytest.param("现决定废止《甲办法》。", {"cites", "repeals"}, id="决定废止"),
        pytest.param("《甲办法》尚未废止。", {"cites"}, id="未废止"),
        pytest.param("对《甲办法》作如下修改：", {"cites", "amends"}, id="修改"),
        pytest.param("根据《甲办法》，结合本县实际，制定本办法。", {"cites", "implements"}, id="依据"),
        pytest.param("废止旧规定。依照《甲办法》处理。", {"cites"}, id="别句的废止"),
    ],
)
def test_relations(text: str, relations: set[str]) -> None:
    assert {link.relation for link in links_of(reading(text, "甲办法"))} == relations
    assert {link.key for link in links_of(reading(text, "甲办法"))} == {"甲办法"}


def test_a_decision_in_a_case_only_cites() -> None:
    found = links_of(reading("根据《甲办法》制定。", "甲办法", kind="penalty_decision"))
    assert {link.relation for link in found} == {"cites"}


def test_numbers_are_meant_too() -> None:
    assert [link.key for link in links_of(reading("依照某政发〔2020〕3号执行。"))] == ["某政发〔2020〕3号"]
