"""What holds for all rules: each verdict has its row, no pass without its dates, no fail without evidence."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import element, findings, issued_by, lasting, on, paper
from test_rules_closing import ROWS as CLOSING
from test_rules_coercion import ROWS as COERCION
from test_rules_conflicts import ROWS as CONFLICTS
from test_rules_consult import ROWS as CONSULT
from test_rules_contents import ROWS as CONTENTS
from test_rules_decision import ROWS as DECISION
from test_rules_decisions import ROWS as DECISIONS
from test_rules_drafting import ROWS as DRAFTING
from test_rules_hearing import ROWS as HEARING
from test_rules_investigation import ROWS as INVESTIGATION
from test_rules_kinds import ROWS as OF_KINDS
from test_rules_legality import ROWS as LEGALITY
from test_rules_licence import ROWS as LICENCE
from test_rules_making import ROWS as MAKING
from test_rules_onspot import ROWS as ONSPOT
from test_rules_papers import ROWS as PAPERS
from test_rules_penalty import ROWS as PENALTY
from test_rules_reports import ROWS as REPORTS
from test_rules_yearly import ROWS as YEARLY

from checks import CHECKS
from checks.order import parse_chain
from checks.papers import names
from checks.yearly import YEAR_CHECKS
from dossier.case import Rule
from knowledge.conditions import parse_events
from knowledge.elements import load_elements
from knowledge.events import load_events
from knowledge.kinds import load_kinds
from knowledge.rules import load_rules

ALL = [
    *CONSULT,
    *LEGALITY,
    *MAKING,
    *PENALTY,
    *PAPERS,
    *CONTENTS,
    *CONFLICTS,
    *DRAFTING,
    *DECISIONS,
    *REPORTS,
    *CLOSING,
    *COERCION,
    *DECISION,
    *HEARING,
    *INVESTIGATION,
    *LICENCE,
    *ONSPOT,
    *YEARLY,
    *OF_KINDS,
]
RULES = load_rules()
# Verdicts a rule cannot give without more than the catalogue, or at all.
NEVER = {
    ("normative-filing-days", "pass"): "本省时限由地区配置；test_a_province_sets_the_days_for_filing",
    ("normative-filing-days", "fail"): "同上",
    ("normative-filing-days", "borderline"): "同上",
    ("normative-validity", "pass"): "本省年限由地区配置；test_a_province_sets_how_long_documents_hold",
    ("normative-validity", "fail"): "同上",
    ("pen-clue-review-15wd", "pass"): "核查期限由部门规定；test_branches_with_days_of_their_own_for_a_clue",
    ("pen-clue-review-15wd", "fail"): "同上",
    ("pen-court-3m", "borderline"): "按月计算的末日法律明定顺延",
}


def can_give(rule: Rule) -> set[str]:
    """The verdicts that the rule's shape and fields allow."""
    if "outside" in rule.options:
        return {"not-applicable"}
    verdicts = {"pass", "undetermined"}
    if rule.scope != "dossier":
        return _over_many(rule)
    if rule.shape == "compare":
        return verdicts | {"not-applicable"} | ({"fail"} if rule.options.get("differ") == "fail" else set())
    if rule.shape == "norm":
        return verdicts | {"not-applicable"}
    dated = any(version.since for version in rule.versions)
    if rule.applies or dated or {"not_for", "or"} & rule.options.keys():
        verdicts.add("not-applicable")
    if rule.shape not in ("paper", "contents") or {"whole_file", "fail_if"} & rule.options.keys():
        verdicts.add("fail")
    if rule.shape == "element" and "chain" not in rule.options and not _can_lack(rule):
        verdicts.discard("fail")
    if rule.exceptions or {"deducts", "extension"} & rule.options.keys():
        verdicts.add("excused")
    if {"soft", "any_time"} & rule.options.keys() or rule.shape == "whole":
        verdicts.discard("fail")
    if "forbidden" in rule.options and "elements" not in rule.options:
        verdicts = (verdicts - {"pass"}) | {"not-applicable"}
    if "amount" in rule.options:
        verdicts.add("not-applicable")
    chain = parse_chain(str(rule.options["chain"]))[1] if "chain" in rule.options else []
    plain_days = any(version.unit == "d" for version in rule.versions)
    if (
        rule.shape in ("min", "notice_before")
        or (rule.shape in ("max", "not_before") and plain_days and rule.rollover == "unknown")
        or "<" in chain
        or rule.options.get("below")
        or {"soft", "deducts"} & rule.options.keys()
        or rule.shape == "holiday"
    ):
        verdicts.add("borderline")
    return verdicts


def _over_many(rule: Rule) -> set[str]:
    """What a rule over many dossiers can say."""
    if not rule.versions:
        return {"undetermined"}
    dated = {"not-applicable"} if any(v.since for v in rule.versions) else set()
    match rule.shape:
        case "unique":
            return {"pass", "fail"}
        case "cited":  # that nothing repealed is cited cannot be known: there may be lists that were not read
            return {"fail", "undetermined"}
        case "report":
            return {"pass", "borderline", "fail", "undetermined", "not-applicable"}
        case "count" if rule.options.get("most"):  # an office's own word that nothing happened proves nothing
            return dated | {"fail", "undetermined"}
        case "count":
            return {"pass"} | (dated | {"fail", "undetermined"} if "stated" in rule.options else set())
        case _:
            whole = {"pass"} if {"whole", "column"} & rule.options.keys() else set()
            return {"fail", "undetermined"} | whole | dated


def _can_lack(rule: Rule) -> bool:
    """Something it asks for must stand in the paper itself, or papers can deny it."""
    denied = {item.code for item in load_elements() if item.deny}
    elements = rule.options.get("elements", ())
    codes = set(elements) if isinstance(elements, tuple) else {str(elements)}
    return bool(codes - set(names(rule, "elsewhere")) or codes & denied or rule.options.get("forbidden"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_verdict_a_rule_can_give_has_a_row(rule):
    given_ = {row.verdict for row in ALL if row.rule == rule.id}
    wanted = {v for v in can_give(rule) if (rule.id, v) not in NEVER}
    assert wanted <= given_, f"{rule.id} 缺测试行：{sorted(wanted - given_)}"


def test_rows_are_about_rules_that_exist_and_shapes_have_checks():
    assert {row.rule for row in ALL} == {rule.id for rule in RULES}
    assert {rule.shape for rule in RULES} <= {*CHECKS, *YEAR_CHECKS}


# ── random dossiers

KINDS = [kind.code for kind in load_kinds().dossier if kind.code != "any"]
CODES = sorted({code for event in load_events().values() for code in [event.code] if event.papers})
ELEMENTS = ["premise_business", "premise_major_effect", "hearing_right_told", "consult_short_reason", "hearing_waived", "opinion_conclusion", "emergency"]  # fmt: skip


def random_papers(seed: int):
    """A few papers with some dates, some of them missing, partial or on poor pages."""
    chance = random.Random(seed)
    day = date(2019, 1, 1) + timedelta(chance.randrange(2700))
    papers = []
    for code in chance.sample(CODES, chance.randint(0, 14)):
        day += timedelta(chance.choice([0, 1, 3, 7, 10, 30, 60]))
        last = day + timedelta(chance.choice([0, 0, 0, 27]))
        kind = chance.choice(load_events()[code].papers)
        grade = chance.choice(["good", "good", "poor"])
        papers.append(paper(kind, on(code, day.isoformat(), last=last.isoformat(), grade=grade)))
    papers += [
        paper(chance.choice(["draft", "prior_notice"]), element(code)) for code in chance.sample(ELEMENTS, 2)
    ]
    papers.append(paper("penalty_decision", issued_by("云山市市场监督管理局"), lasting("pay", 15, "d")))
    return tuple(papers)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), kind=st.sampled_from(KINDS))
def test_a_pass_has_its_dates_a_fail_its_evidence_an_open_one_its_reason(seed, kind):
    papers = random_papers(seed)
    held = {fact.value.code for p in papers for fact in p.facts if fact.value.kind == "event"}
    rules = {rule.id: rule for rule in RULES}
    for found in findings(kind, *papers):
        rule = rules[found.rule]
        if found.verdict in ("pass", "excused"):
            assert _dated(rule, held), (found.rule, found.message)
            assert found.evidence
        if found.verdict == "fail":
            assert found.evidence and found.basis
        if found.verdict == "undetermined":
            assert found.missing, found.message
        assert found.message.endswith(("。", "）", "？"))


def _dated(rule: Rule, held: set[str]) -> bool:
    """All inputs the rule counts with are among the dossier's events."""
    ends = (
        [codes for codes in (rule.start, rule.end) if codes] if rule.shape not in ("paper", "variant") else []
    )
    if "chain" in rule.options:
        optional = rule.options.get("optional", ())
        ends += [codes for codes in parse_chain(str(rule.options["chain"]))[0] if codes not in optional]
    also = {"consult_open": {"consult_posted", "doc_date"}, "lr_received": {"lr_supplemented"}, "lr_sent": {"lr_supplemented"}, "served": {"notice_posted"}}  # fmt: skip
    return all(
        {code for end, _ in parse_events(codes) for code in {end, *also.get(end, set())}} & held
        for codes in ends
    )


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_each_rule_of_a_kind_is_heard_and_only_those(seed):
    found = findings("penalty", *random_papers(seed))
    assert {f.rule for f in found} == {r.id for r in RULES if "penalty" in r.kinds and r.scope == "dossier"}
    assert {f.dossier for f in found} == {"卷"}


def test_an_empty_dossier_passes_nothing():
    for kind in KINDS:
        assert {f.verdict for f in findings(kind)} <= {"undetermined", "not-applicable"}
