"""The catalogue as shipped, and what loading says of a faulty one."""

from pathlib import Path

import pytest

from checks import CHECKS
from dossier.errors import KnowledgeError
from knowledge.conditions import parse_condition
from knowledge.rules import catalogue_hash, load_rules, read_rules
from knowledge.validate import OPTIONS, validate

RULES = load_rules()


def test_the_shipped_knowledge_holds_together():
    assert validate(shapes=CHECKS) == []


@pytest.mark.parametrize(
    "rule_id",
    [
        "consult-law-30d",
        "consult-admin-regulation-30d",
        "consult-regulation-30d",
        "consult-normative-7wd",
        "consult-business-30d",
        "consult-major-decision-30d",
        "consult-major-decision-short-explained",
        "consult-window-closed-before-review",
        "legality-review-done",
        "legality-review-min-5wd",
        "legality-review-max-15wd",
        "legality-review-decision-7wd",
        "legality-review-before-meeting",
        "legality-review-not-consultation",
        "legality-review-negative-stops",
        "normative-order",
        "normative-filing-days",
        "regulation-effective-30d",
        "regulation-filing-30d",
        "pen-decision-90d",
        "pen-service-7wd",
        "pen-prior-notice",
        "pen-hearing-request-5wd",
        "pen-hearing-notice-7wd",
        "pen-legal-audit",
        "pen-disclose-7wd",
        "pen-pay-15d",
        "pen-paper-penalty_decision",
        "pen-paper-prior_notice",
        "pen-paper-service_receipt",
    ],
)
def test_the_rule_is_in_the_catalogue(rule_id):
    assert rule_id in {rule.id for rule in RULES}


def test_severity_follows_the_word_of_the_law():
    """“一般” is should, “应当”“不得”“最长” must (rules.md §0.3)."""
    severity = {rule.id: rule.severity for rule in RULES}
    assert {severity[i] for i in severity if i.startswith("consult-") and i.endswith(("30d", "7wd"))} == {
        "should"
    }
    assert severity["legality-review-min-5wd"] == "should" and severity["legality-review-max-15wd"] == "must"
    assert {severity[i] for i in ("pen-decision-90d", "pen-service-7wd", "pen-prior-notice")} == {"must"}


def test_the_law_s_words_stand_with_the_article_they_are_of():
    for rule in RULES:
        for version in rule.versions:
            assert not version.text or version.text.startswith(("第", "（")), rule.id
            assert version.mark != "R" or version.basis


@pytest.mark.parametrize(
    ("written", "signs"),
    [
        pytest.param("premise_business", [("element", "premise_business", None, ())], id="要素"),
        pytest.param("opinion_conclusion=unlawful", [("element", "opinion_conclusion", "unlawful", ())], id="变体"),
        pytest.param("emergency@start+draft", [("element", "emergency", None, ("start", "draft"))], id="限定文书"),
        pytest.param("event:hearing|paper:cover", [("event", "hearing", None, ()), ("paper", "cover", None, ())], id="或者"),
    ],
)  # fmt: skip
def test_conditions_are_read(written, signs):
    condition = parse_condition(written)
    assert [(s.what, s.code, s.value, s.where) for s in condition.signs] == signs
    assert not condition.negated and parse_condition("!" + written).negated


@pytest.mark.parametrize("written", ["", "Hearing", "event:", "要素", "a b"])
def test_a_condition_that_is_none_is_refused(written):
    with pytest.raises(KnowledgeError, match="写法有误"):
        parse_condition(written)


def test_a_faulty_field_is_named_with_file_and_rule(tmp_path):
    path = tmp_path / "penalty.toml"
    path.write_text('[[rule]]\nid = "pen-x"\nname = "某"\nshap = "max"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"(?s)penalty\.toml.*pen-x.*shap"):
        read_rules(path)


def test_the_catalogue_s_hash_changes_with_any_word(tmp_path):
    (tmp_path / "rules").mkdir()
    rule = tmp_path / "rules" / "a.toml"
    rule.write_text("# 甲\n", encoding="utf-8")
    before = catalogue_hash(tmp_path)
    rule.write_text("# 乙\n", encoding="utf-8")
    assert catalogue_hash(tmp_path) != before and len(before) == 64


def test_every_shape_and_option_is_described():
    text = (Path(__file__).parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert sorted(word for word in {*CHECKS, *OPTIONS} if f"`{word}" not in text) == []
