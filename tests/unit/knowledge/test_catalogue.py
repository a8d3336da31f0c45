"""The catalogue as shipped, and what loading says of a faulty one."""

from pathlib import Path

import pytest

from checks import CHECKS
from checks.yearly import YEAR_CHECKS
from dossier.errors import KnowledgeError
from knowledge.conditions import parse_condition
from knowledge.rules import catalogue_hash, load_rules, read_rules
from knowledge.validate import OPTIONS, validate

RULES = load_rules()


def test_the_shipped_knowledge_holds_together():
    assert validate(shapes={*CHECKS, *YEAR_CHECKS}) == []


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


ENFORCEMENT = [
    "pen-clue-review-15wd", "pen-case-open", "pen-open-before-evidence", "pen-two-officers",
    "pen-officer-cert-valid", "pen-show-id", "pen-right-to-recusal", "pen-record-signed",
    "pen-evidence-illegal", "pen-monitor-audit", "pen-regsave-approved", "pen-regsave-7wd",
    "pen-legal-audit", "pen-legal-audit-after-hearing", "pen-auditor-qualification", "pen-audit-10wd",
    "pen-prior-notice", "pen-notice-matches-decision", "pen-statement-window", "pen-statement-reviewed",
    "pen-no-heavier", "pen-hearing-right", "pen-hearing-request-5wd", "pen-hearing-notice-7wd",
    "pen-hearing-host", "pen-hearing-record", "pen-hearing-free", "pen-collective",
    "pen-collective-after-notice", "pen-decision-90d", "pen-extension-approved", "pen-decision-elements",
    "pen-decision-seal", "pen-legal-basis-cited", "pen-order-correct", "pen-once-fine",
    "pen-limitation", "pen-service-7wd", "pen-service-proof", "pen-service-public",
    "pen-e-service-consent", "pen-pay-15d", "pen-extra-fine", "pen-instalment",
    "pen-fine-separation", "pen-remedy-60d", "pen-remedy-6m", "pen-remedy-authority",
    "pen-remedy-onspot-precondition", "pen-remedy-missing-effect", "pen-disclose-7wd", "pen-disclose-20wd",
    "pen-disclose-saic-20wd", "pen-disclose-housing-7d", "pen-withdraw-3wd", "pen-close-15wd",
    "pen-archive", "pen-demand-10wd", "pen-court-3m", "pen-court-materials",
    "pen-transfer-3d", "pen-transfer-24h", "pen-transfer-docs", "pen-transfer-handover-3d",
    "pen-no-penalty-instead", "onspot-cap", "onspot-elements", "onspot-delivered",
    "onspot-record-filed", "onspot-two-officers", "onspot-notice", "onspot-collect",
    "onspot-no-90d", "coercion-basis", "coercion-approved", "coercion-urgent-24h",
    "coercion-two-id-notify", "coercion-site-record", "coercion-decision-list", "coercion-decision-elements",
    "coercion-30d", "coercion-extend-30d", "coercion-test-period", "coercion-release",
    "coercion-scope", "coercion-handover-crime", "freeze-deliver-3wd", "freeze-30d",
    "exec-demand", "exec-decision-elements", "exec-fine-30d", "exec-no-night-holiday",
    "exec-demolition", "exec-substitute-3wd", "coercion-video", "lic-correction-5wd",
    "lic-receipt", "lic-decide-20wd", "lic-extend-10wd", "lic-joint-45wd",
    "lic-issue-10wd", "lic-excluded-notified", "lic-verify-two", "lic-hearing-apply",
    "lic-hearing-notice-7wd", "lic-refuse-reason", "lic-open", "lic-renew",
    "lic-no-fee", "lic-commitment",
]  # fmt: skip


def test_every_duty_of_enforcement_files_is_in_the_catalogue():
    """rules.md §4.1–§4.4, each row; the papers of §4.5 are in test_rules_papers.py."""
    assert [i for i in ENFORCEMENT if i not in {rule.id for rule in RULES}] == []


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


# Every id of the catalogue's sections on rule-making, decisions, the year and the corpus. One limit a rule, so some are
# several here; pointers (md-consult-*, md-legality-*, md-fair-competition) and conventions (ind-ratio-*) are no rules.
MAKING = [
    "consult-regulation-30d",
    "consult-normative-7wd",
    "consult-business-30d",
    "consult-business-listen",
    "consult-feedback-mechanism",
    "consult-major-decision-30d",
    "consult-major-decision-short-explained",
    "consult-content",
    "consult-window-closed-before-review",
    "hearing-regulation-30d",
    "hearing-decision-materials-7d",
    "hearing-decision-list-published",
    "consult-law-30d",
    "consult-admin-regulation-30d",
    "consult-standard-days",
    "legality-review-done",
    "legality-review-min-5wd",
    "legality-review-max-15wd",
    "legality-review-before-meeting",
    "legality-review-not-consultation",
    "legality-review-negative-stops",
    "legality-review-decision-7wd",
    "legality-review-materials",
    "legality-review-counsel",
    "legality-opinion-elements",
    "legality-opinion-nonempty",
    "regulation-review-statutory",
    "legality-review-unadopted-explained",
    "legality-review-own-unit",
    "legality-review-ledger",
    "normative-order",
    "normative-evaluation-in-note",
    "normative-collective",
    "normative-published",
    "normative-publish-20wd",
    "regulation-collective",
    "regulation-order-text",
    "regulation-effective-30d",
    "regulation-filing-30d",
    "normative-filing-days",
    "regulation-name",
    "normative-validity",
    "normative-expired-cited",
    "regulation-temp-2y",
    "cleanup-published",
    "post-evaluation-yearly",
    "party-report",
    "adjustment-period",
    "fair-competition-review",
    "rep-proposal-reply-3m",
    "md-catalogue",
    "md-initiation",
    "md-npc",
    "md-dept-consult",
    "md-public",
    "md-special-group",
    "md-opinion-handled",
    "md-expert",
    "md-risk",
    "md-risk-uncontrolled",
    "md-submission-pack",
    "md-collective",
    "md-head-last",
    "md-head-reason",
    "md-minutes-dissent",
    "md-party",
    "md-publish",
    "md-archive",
    "md-execution",
    "md-post-evaluation",
    "md-no-change",
    "md-counsel-posts",
    "md-order",
    "ind-report-mar1",
    "ind-report-apr1",
    "ind-report-content",
    "ind-gi-reply-20wd",
    "ind-gi-received",
    "ind-reconsider-60d",
    "ind-prosecutor-2m",
    "ind-emergency-training",
    "ind-audit-5pct",
    "ind-training-40h",
]
SEVERAL = {
    "normative-filing-rates": "normative-filing-rate normative-filing-timely-rate normative-filing-proper-rate",
    "ind-gi-report": "ind-gi-report-jan31 ind-gi-report-mar31",
    "ind-emergency-5h-24h": "ind-emergency-5h ind-emergency-24h",
}


@pytest.mark.parametrize(
    "rule_id", [*MAKING, *(part for parts in SEVERAL.values() for part in parts.split())]
)
def test_every_rule_of_making_deciding_and_reporting_is_in_the_catalogue(rule_id):
    assert rule_id in {rule.id for rule in RULES}


def test_every_shape_and_option_is_described():
    text = (Path(__file__).parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert sorted(word for word in {*CHECKS, *YEAR_CHECKS, *OPTIONS} if f"`{word}" not in text) == []
