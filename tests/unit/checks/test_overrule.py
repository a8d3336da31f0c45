"""人工改判: a person's ruling counts while the law's version and the facts it was made on stand, else 需复核."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from made_papers import AS_OF, on, paper

from checks import Context, run_checks
from checks.overrule import about, grounds
from dossier.case import Correction, Dossier, Finding
from index.corrections import rulings
from knowledge.holidays import load_calendar
from knowledge.profiles import load_profile
from knowledge.rules import load_rules

RULE = "pen-service-7wd"
WHEN = datetime(2026, 7, 1, tzinfo=UTC)


def context(**more: object) -> Context:
    plain = Context(load_rules(), load_calendar(), load_profile(None), {}, AS_OF)
    return replace(plain, **more)  # type: ignore[arg-type]


@cache
def dossier(served: str = "2022-10-20") -> Dossier:
    decision = paper("penalty_decision", on("decided", "2022-09-28"))
    receipt = paper("service_receipt", on("served", served))
    return Dossier(id="甲案", kind="penalty", readings=(decision, receipt))


def service(case: Dossier, context: Context) -> Finding:
    return next(f for f in run_checks(case, context) if f.rule == RULE)


def ruling(finding: Finding, verdict: str | None = "excused", *, day: int = 1) -> Correction:
    return Correction.model_validate(
        {
            "id": f"r{day}",
            "file": "",
            "source": "甲案",
            "page": None,
            "stage": "overrule",
            "quote": about(finding),
            "before": json.dumps({"verdict": finding.verdict, "grounds": grounds(finding)}),
            "after": json.dumps(verdict),
            "who": "钱复核",
            "when": WHEN.replace(day=day),
            "why": "当事人在场，当场宣告后交付",
        }
    )


def test_a_ruling_changes_the_verdict_and_says_who_and_why() -> None:
    late = service(dossier(), context())
    assert late.verdict == "fail"
    found = service(dossier(), context(rulings=rulings([ruling(late)])))
    assert (found.verdict, found.original) == ("excused", "fail")
    assert "【人工改判】" in found.message and "钱复核" in found.message and "当场宣告" in found.message


def test_a_ruling_on_other_dates_is_shown_and_does_not_count() -> None:
    late = service(dossier("2022-10-20"), context())
    moved = dossier("2022-10-21")
    found = service(moved, context(rulings=rulings([ruling(late)])))
    assert (found.verdict, found.original) == ("fail", None)
    assert "【需复核】" in found.message and "不再计入" in found.message


def test_a_ruling_under_another_version_of_the_rule_does_not_count() -> None:
    case, late = dossier(), service(dossier(), context())
    rules = tuple(
        rule.model_copy(
            update={"versions": tuple(v.model_copy(update={"quantity": 6}) for v in rule.versions)}
        )
        if rule.id == RULE
        else rule
        for rule in load_rules()
    )
    found = service(case, context(rules=rules, rulings=rulings([ruling(late)])))
    assert found.verdict == "fail" and "【需复核】" in found.message


@pytest.mark.parametrize(
    ("last", "verdict"), [("pass", "pass"), (None, "fail")], ids=["后一次为准", "收回改判"]
)
def test_the_last_word_counts(last: str | None, verdict: str) -> None:
    late = service(dossier(), context())
    said = rulings([ruling(late, last, day=2), ruling(late, "excused", day=1)])
    assert service(dossier(), context(rulings=said)).verdict == verdict


def test_another_dossier_is_not_touched() -> None:
    late = service(dossier(), context())
    other = dossier().model_copy(update={"id": "乙案"})
    assert service(other, context(rulings=rulings([ruling(late)]))).original is None


def test_what_a_ruling_speaks_of_names_nobody() -> None:
    assert "甲案" not in about(service(dossier(), context()))
