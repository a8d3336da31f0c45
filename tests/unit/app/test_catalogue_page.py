"""The page of all rules is up to date, and rules are found by their words."""

import pytest

from app.catalogue import PAGE, page, search, stale
from knowledge.rules import load_rules


def test_the_page_in_docs_is_what_the_data_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "请运行 python -m app.catalogue"
    assert stale() == []


def test_every_rule_has_its_paragraph_with_its_law():
    text = page()
    for rule in load_rules():
        assert f"## {rule.id}\n\n**{rule.name}**" in text
        assert all(name in text for version in rule.versions for name in version.basis)


def test_a_page_behind_the_data_is_told(tmp_path, monkeypatch):
    old = tmp_path / "catalogue.md"
    old.write_text("旧", encoding="utf-8")
    monkeypatch.setattr("app.catalogue.PAGE", old)
    assert "重新生成" in stale()[0]
    monkeypatch.setattr("app.catalogue.PAGE", tmp_path / "none.md")
    assert stale() == []


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        pytest.param("公告送达", "pen-service-public", id="名称"),
        pytest.param("行政强制法第二十五条 鉴定", "coercion-test-period", id="依据和条文"),
        pytest.param("pen-court", "pen-court-3m", id="编号的一部分"),
    ],
)
def test_rules_are_found_by_words(words, rule):
    assert rule in {found.id for found in search(words)}


def test_words_that_no_rule_holds_find_none():
    assert list(search("公告送达 冻结存款")) == []
