"""备案前校验: what stands against filing, what is missing, by when; never “may be filed” while something is open."""

from datetime import date
from typing import Any

import pytest
from filing_papers import dossier, finding

from app.filing.answer import Answered, answer
from knowledge.holidays import load_calendar
from knowledge.rules import load_rules

RULES = {rule.id: rule for rule in load_rules()}
ALL = ("normative_document", "drafting_explanation", "legality_review_opinion")
SEEN = finding(rule="normative-collective")
"""A duty seen kept, without which nothing may be filed."""
PERIOD: dict[str, Any] = {"rule": "normative-filing-days", "verdict": "undetermined", "severity": "must"}
PERIOD |= {"start": "2025-06-30", "required": 15, "unit": "d"}


def asked(*findings: Any, kinds: tuple[str, ...] = ALL, as_of: str = "2025-07-10", **more: Any) -> Answered:
    held = finding(**PERIOD), *findings
    found = answer(dossier(*kinds, findings=held, **more), RULES, load_calendar(), date.fromisoformat(as_of))
    assert found is not None
    return found


def test_all_kept_and_all_papers_there_may_be_filed() -> None:
    found = asked(finding(), kinds=(*ALL, "filing_report"))
    assert (found.answer, found.faults, found.missing) == ("ready", (), ())
    assert found.due == date(2025, 7, 15) and found.hints == ("离报送末日还有5日",)


@pytest.mark.parametrize("absent", [*ALL, "filing_report"])
def test_a_missing_material_must_be_added_first(absent: str) -> None:
    found = asked(finding(), kinds=tuple(kind for kind in (*ALL, "filing_report") if kind != absent))
    assert found.answer == "wanting" and len(found.missing) == 1


@pytest.mark.parametrize("silent", [*ALL, "filing_report"])
def test_a_paper_that_says_nothing_of_its_own_is_no_material(silent: str) -> None:
    found = asked(finding(), kinds=(*ALL, "filing_report"), silent=silent)
    assert found.answer == "wanting" and len(found.missing) == 1


def test_where_nothing_was_seen_kept_nothing_may_be_filed() -> None:
    found = asked(finding(verdict="not-applicable"), kinds=(*ALL, "filing_report"))
    assert found.answer == "wanting" and "没有一项" in found.missing[0]


@pytest.mark.parametrize(
    ("verdict", "severity", "expected"),
    [
        pytest.param("fail", "must", "blocked", id="应当类不合规"),
        pytest.param("undetermined", "must", "wanting", id="应当类无法判定"),
        pytest.param("borderline", "must", "wanting", id="应当类两种算法"),
        pytest.param("fail", "should", "ready", id="一般类不合规只作提示"),
        pytest.param("excused", "must", "ready", id="例外成立"),
    ],
)
def test_gates(verdict: str, severity: str, expected: str) -> None:
    found = asked(SEEN, finding(verdict=verdict, severity=severity), kinds=(*ALL, "filing_report"))
    assert found.answer == expected
    assert bool(found.hints[1:]) == (severity == "should")


def test_a_rule_that_is_no_gate_does_not_stand_in_the_way() -> None:
    found = asked(SEEN, finding(rule="pen-service-7wd", verdict="fail"), kinds=(*ALL, "filing_report"))
    assert found.answer == "ready"


def test_an_unreadable_paper_is_not_taken_for_good() -> None:
    found = asked(finding(), kinds=(*ALL, "filing_report"), unreadable="06 意见书.pdf")
    assert found.answer == "wanting" and "06 意见书.pdf读不出" in found.missing[0]


def test_after_the_last_day_it_says_how_late() -> None:
    assert asked(finding(), as_of="2025-07-18").hints[0].startswith("报送末日已过3日")


def test_filed_papers_keep_what_was_wrong_with_them() -> None:
    found = asked(finding(verdict="fail"), kinds=(*ALL, "filing_report"), filed="2025-07-08")
    assert found.answer == "filed" and len(found.faults) == 1


def test_settings_nobody_made_are_named() -> None:
    setting = str(RULES["normative-filing-days"].options["setting"])
    period = finding(**PERIOD | {"required": None, "unit": None}, missing=(setting,))
    found = answer(dossier(*ALL, findings=(period,)), RULES, load_calendar(), date(2025, 7, 10))
    assert found is not None and (found.settings, found.due) == ((setting,), None)


def test_papers_that_are_not_filed_get_no_answer() -> None:
    assert answer(dossier(*ALL, kind="penalty"), RULES, load_calendar(), date(2025, 7, 10)) is None
