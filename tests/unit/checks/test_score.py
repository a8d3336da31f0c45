"""案卷评查: a veto makes the file unqualified; what is open costs nothing but keeps the grade open while it could change it."""

from typing import Any

import pytest

from checks.score import Scored, score
from dossier.case import Dossier, Finding
from knowledge.rules import load_rules
from knowledge.scoring import load_scoring, named


def finding(rule: str, verdict: str = "pass", severity: str = "must") -> Finding:
    fields: dict[str, Any] = {"dossier": "甲案", "dossier_kind": "penalty", "rule": rule, "name": rule}
    return Finding.model_validate(fields | {"verdict": verdict, "severity": severity, "message": "说明。"})


def scored(*findings: Finding, kind: str = "penalty") -> Scored:
    found = score(Dossier(id="甲案", kind=kind, findings=(finding("pen-case-open"), *findings)))
    assert found is not None
    return found


def test_nothing_broken_and_nothing_open_is_full_marks() -> None:
    found = scored()
    assert (found.points, found.least, found.grade) == (100, 100, "优秀")


def test_a_broken_duty_costs_its_points() -> None:
    found = scored(finding("pen-service-7wd", "fail"), finding("pen-decision-90d", "fail"))
    assert found.points == 91 and found.grade == "优秀"
    assert [(t.item, t.points) for t in found.taken] == [("处罚决定", 5), ("送达与执行", 4)]


def test_an_item_is_never_taken_below_nought() -> None:
    broken = [finding(f"pen-service-{n}", "fail") for n in range(5)]
    found = scored(*broken)
    assert found.points == 90 and [t.points for t in found.taken] == [4, 4, 2, 0, 0]


@pytest.mark.parametrize("rule", ["pen-two-officers", "pen-legal-audit", "pen-hearing-request-5wd"])
def test_a_veto_is_unqualified_whatever_the_points(rule: str) -> None:
    found = scored(finding(rule, "fail"))
    assert found.grade == "不合格" and found.why.startswith("一票否决")


def test_an_open_veto_keeps_the_grade_open() -> None:
    found = scored(finding("pen-legal-audit", "undetermined"))
    assert (found.points, found.grade) == (100, "待定") and "否决项无法判定" in found.why
    assert [f.rule for f in found.wanting] == ["pen-legal-audit"]


def test_open_duties_cost_nothing_but_could() -> None:
    found = scored(
        finding("pen-decision-90d", "undetermined"), finding("pen-decision-elements", "undetermined")
    )
    assert (found.points, found.least, found.grade) == (100, 90, "优秀")
    more = scored(*(finding(f"pen-remedy-{n}", "undetermined") for n in range(4)))
    assert (more.points, more.least, more.grade) == (100, 88, "待定") and "良好至优秀" in more.why


def test_what_is_info_or_two_ways_costs_nothing() -> None:
    found = scored(finding("pen-service-7wd", "fail", "info"), finding("pen-pay-15d", "borderline"))
    assert found.points == 100 and [f.rule for f in found.hints] == ["pen-pay-15d"]


@pytest.mark.parametrize("kind", ["normative", "licence"])
def test_files_without_a_standard_get_no_score(kind: str) -> None:
    assert score(Dossier(id="甲", kind=kind, findings=(finding("pen-case-open"),))) is None


def test_a_file_in_which_nothing_was_checked_gets_no_score() -> None:
    assert score(Dossier(id="甲", kind="penalty")) is None


def test_every_penalty_rule_has_its_place() -> None:
    """A rule is a veto or belongs to just one item; those that only remind are left out by severity."""
    (sheet,) = load_scoring()
    for rule in load_rules():
        if (
            set(rule.kinds) & {"penalty", "penalty-onspot"}
            and rule.severity != "info"
            and rule.scope == "dossier"
        ):
            items = [item.name for item in sheet.item if item.taken(rule.id)]
            veto = any(named(rule.id, v.rules) for v in sheet.veto)
            assert len(items) == 1 or (veto and not items), (rule.id, items)
