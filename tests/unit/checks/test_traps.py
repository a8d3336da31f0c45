"""The twenty-four traps of rules.md §10, each by its number: what implementers of deadline checks get wrong.

Trap 15 (numbers printed beside the wrong row of the indicators' annex) is about reading that table, not about rules:
it is tested where the table is read, with the indicators (issue #6, Build 7).
"""

from datetime import date

import pytest
from enforcement_papers import MARKET, OFFICE, POLICE, dated, decided, e, fined, opened, receipt
from made_papers import element, issued_by, judged, lasting, on, paper
from rule_rows import Row, check

from checks.tally import share
from checks.versions import in_force
from classifiers.redflags import find
from knowledge.holidays import load_calendar
from knowledge.profiles import load_profile
from knowledge.rules import load_rules

RULES = {rule.id: rule for rule in load_rules()}
AFTER = date(2022, 4, 28)


def asked(rule: str, kind: str, day: date) -> tuple[int | None, str | None] | None:
    version = in_force(RULES[rule], kind, day)
    return (version.quantity, version.unit) if version else None


def verdict(rule: str, kind: str, *papers, **more) -> str:
    return judged(kind, *papers, **more)[rule].verdict


@pytest.mark.parametrize(
    ("rule", "kind", "quantity", "unit"),
    [
        pytest.param("pen-service-7wd", "penalty", 7, "wd", id="处罚法七日为工作日"),
        pytest.param("pen-pay-15d", "penalty", 15, "d", id="处罚法十五日为自然日"),
        pytest.param("pen-decision-90d", "penalty", 90, "d", id="处罚法九十日为自然日"),
        pytest.param("pen-demand-10wd", "penalty", 10, "wd", id="强制法十日为工作日"),
        pytest.param("freeze-deliver-3wd", "coercion", 3, "wd", id="强制法三日为工作日"),
        pytest.param("coercion-30d", "coercion", 30, "d", id="强制法三十日为自然日"),
        pytest.param("lic-decide-20wd", "licence", 20, "wd", id="许可法机关期限为工作日"),
        pytest.param("lic-renew", "licence", 30, "d", id="许可法申请人期限为自然日"),
        pytest.param("hearing-decision-materials-7d", "decision", 7, "d", id="重大决策听证材料7日为自然日"),
        pytest.param("legality-review-decision-7wd", "decision", 7, "wd", id="重大决策审查7个工作日"),
        pytest.param("pen-transfer-3d", "penalty", 3, "d", id="移送规定三日为自然日"),
    ],
)
def test_trap_01_days_are_working_days_in_one_law_and_not_in_the_next(rule, kind, quantity, unit):
    assert asked(rule, kind, AFTER) == (quantity, unit)


def test_trap_02_the_penalty_law_changed_on_15_july_2021():
    before, day = date(2021, 7, 14), date(2021, 7, 15)
    assert [asked("pen-hearing-request-5wd", "penalty", d) for d in (before, day)] == [(3, "d"), (5, "wd")]
    assert [asked("pen-service-7wd", "penalty", d) for d in (before, day)] == [(7, "d"), (7, "wd")]
    assert [asked("onspot-cap", "penalty-onspot", d) for d in (before, day)] == [
        (1000, "yuan"),
        (3000, "yuan"),
    ]
    assert [asked("pen-decision-90d", "penalty", d) for d in (before, day)] == [None, (90, "d")]


def test_trap_03_reconsideration_changed_on_1_january_2024():
    before, day = date(2023, 12, 31), date(2024, 1, 1)
    assert [asked("ind-reconsider-reply-10d", "reconsideration", d) for d in (before, day)] == [
        (10, "d"),
        (10, "wd"),
    ]
    superior = e("remedy_superior")
    said = [
        verdict("pen-remedy-authority", "penalty", decided(d, *superior))
        for d in ("2023-12-31", "2024-01-01")
    ]
    assert said == ["pass", "fail"]
    directly = e("sue_directly")
    said = [
        verdict("pen-remedy-onspot-precondition", "penalty-onspot", decided(d, *directly))
        for d in ("2023-12-31", "2024-01-01")
    ]
    assert said == ["not-applicable", "fail"]


def test_trap_04_public_service_took_sixty_days_before_2022():
    days = [asked("pen-service-public", "penalty", d) for d in (date(2021, 12, 31), date(2022, 1, 1))]
    assert days == [(60, "d"), (30, "d")]


def test_trap_05_in_general_is_should_at_the_longest_is_must():
    assert (
        RULES["consult-major-decision-30d"].severity == RULES["legality-review-min-5wd"].severity == "should"
    )
    assert RULES["legality-review-max-15wd"].severity == "must"


def test_trap_06_1_to_30_april_is_29_or_30_days():
    papers = (
        paper(
            "consultation_notice",
            on("consult_open", "2022-04-01"),
            on("consult_close", "2022-04-30"),
            element("premise_business"),
        ),
    )
    assert verdict("consult-business-30d", "normative", *papers) == "borderline"


def test_trap_07_review_runs_from_complete_papers_and_its_two_limits_point_apart():
    returned = paper(
        "legality_review_opinion",
        on("lr_received", "2023-03-01"),
        on("lr_returned", "2023-03-06"),
        on("lr_supplemented", "2023-03-20"),
        on("lr_opinion", "2023-03-24"),
        element("opinion_conclusion", "lawful"),
    )
    found = judged("normative", returned)
    assert (
        found["legality-review-min-5wd"].start == "2023-03-20"
        and found["legality-review-min-5wd"].verdict == "borderline"
    )
    assert found["legality-review-max-15wd"].verdict == "pass"


def test_trap_08_waiting_and_the_longest_period_run_from_one_service_and_point_apart():
    notice = paper("prior_notice", *e("hearing_right_told"))
    early = (notice, receipt("notice_served", "2021-09-24"), decided("2021-09-30"))
    assert verdict("pen-hearing-request-5wd", "penalty", *early) == "fail"
    late = (receipt("demand_served", "2022-01-26"), dated("court_application", "court_apply", "2022-02-15"))
    assert verdict("pen-demand-10wd", "penalty", *late) == "pass"


def test_trap_09_service_is_not_the_decision():
    assert (RULES["pen-decision-90d"].end, RULES["pen-court-3m"].start, RULES["pen-service-7wd"].start) == (
        "decided",
        "served",
        "decided",
    )
    wrong = decided("2022-04-28", lasting("pay", 15, "d", "decided"))
    assert verdict("pen-pay-15d", "penalty", wrong) == "fail"


def test_trap_10_the_decision_s_two_dates_decide_only_together():
    approval = dated("decision_approval", "decision_approved", "2022-10-26")
    served = receipt("served", "2022-11-07")
    found = judged("penalty", decided("2022-10-27"), approval, served)["pen-service-7wd"]
    assert found.verdict == "undetermined" and "不一致" in found.message


def test_trap_11_the_two_platforms_of_market_supervision_do_not_stand_in_for_each_other():
    decision = decided("2022-04-19", issuer=MARKET)
    system = dated("disclosure_record", "disclosed", "2022-04-20", about="国家企业信用信息公示系统")
    both = dated("disclosure_record", "disclosed", "2022-04-20", about="信用中国（云山）")
    assert verdict("pen-disclose-7wd", "penalty", decision, system) == "undetermined"
    assert verdict("pen-disclose-saic-20wd", "penalty", decision, both) == "undetermined"


def test_trap_12_a_test_nobody_was_told_of_is_counted():
    seized = dated("coercion_decision", "seize", "2022-03-01")
    tested = dated("test_report", "test_start", "2022-03-05", on("test_end", "2022-03-15"))
    ended = dated("coercion_release", "seize_end", "2022-04-10")
    told = receipt("test_told", "2022-03-05")
    assert verdict("coercion-30d", "coercion", seized, tested, ended) == "fail"
    assert verdict("coercion-30d", "coercion", seized, tested, told, ended) == "excused"


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        pytest.param(OFFICE, "pass", id="一般部门用处罚法"),
        pytest.param(MARKET, "pass", id="市监有自己的程序"),
        pytest.param(POLICE, "undetermined", id="公安是否治安案件不明"),
        pytest.param("云山海关", "undetermined", id="海关规章没有配置"),
    ],
)
def test_trap_13_a_branch_not_configured_is_undetermined(issuer, expected):
    papers = (opened("2025-07-18"), decided("2025-08-15", issuer=issuer))
    assert verdict("pen-decision-90d", "penalty", *papers) == expected


def test_trap_14_a_work_plan_is_no_normative_document():
    found = judged("work", paper("work_document", on("doc_date", "2023-03-01")))
    making = {
        rule: f.verdict
        for rule, f in found.items()
        if rule.startswith(("consult-", "legality-", "normative-"))
    }
    assert set(making.values()) == {"not-applicable"}
    assert {"consult-normative-7wd", "legality-review-done"} <= making.keys()


def test_trap_16_of_nothing_there_is_no_share_and_99_6_is_not_100():
    assert share(0, 0, 100).verdict == "not-applicable"
    assert share(249, 250, 100).verdict == "fail"


def test_trap_17_before_a_day_may_or_may_not_take_it_in():
    papers = (
        paper(
            "consultation_notice",
            on("consult_open", "2022-04-01"),
            on("consult_close", "2022-05-01", tail="前"),
            element("premise_business"),
        ),
    )
    assert verdict("consult-business-30d", "normative", *papers) == "borderline"


def test_trap_18_without_an_hour_24_hours_are_not_judged():
    letter = paper("transfer_letter", on("transfer_approved", "2022-03-04"), on("transferred", "2022-03-05"))
    check(Row("", "pen-transfer-24h", "undetermined", "penalty", (letter,), "时刻"))


def test_trap_19_the_issuer_is_told_by_its_name_not_by_the_first_character_of_its_number():
    for issuer, expected in (
        ("晋省市场监督管理局", "yes"),
        ("晋城市市场监督管理局", "yes"),
        ("晋城市人民政府", "unknown"),
    ):
        rule = next(
            r for r in load_profile().rules(tuple(RULES.values()), issuer) if r.id == "pen-service-7wd"
        )
        assert rule.rollover == expected


def test_trap_20_beyond_the_calendar_nothing_is_guessed():
    assert load_calendar().is_workday(date(2027, 1, 4)) is None
    papers = (decided("2026-12-28"), receipt("served", "2027-01-06"))
    assert verdict("pen-service-7wd", "penalty", *papers) == "undetermined"


def test_trap_21_denials_and_quoted_law_set_nothing():
    assert [hit for hit in find("投标人须向我局缴纳保证金五万元。") if hit.reason is None]
    assert [hit for hit in find("各部门不得违规设置保证金。") if hit.reason is None] == []


def test_trap_22_a_masked_copy_lacks_nothing_and_an_unseen_seal_is_not_missing():
    said = (
        "dec_facts",
        "dec_evidence",
        "dec_kind",
        "dec_basis",
        "dec_performance",
        "dec_reconsider",
        "dec_sue",
    )
    assert verdict("pen-decision-elements", "penalty", decided("2022-04-28", *e(*said))) == "undetermined"
    found = judged("penalty", decided("2022-04-28"))["pen-decision-seal"]
    assert (found.verdict, found.severity) == ("undetermined", "info")


def test_trap_23_the_police_rule_of_three_days_does_not_beat_the_law():
    notice = paper("prior_notice", *e("hearing_right_told"))
    papers = (notice, receipt("notice_served", "2022-04-25"), decided("2022-04-29", issuer=POLICE))
    assert asked("pen-hearing-request-5wd", "penalty", AFTER) == (5, "wd")
    assert verdict("pen-hearing-request-5wd", "penalty", *papers) == "fail"


def test_trap_24_sums_and_days_left_to_provinces_are_settings():
    assert RULES["normative-filing-days"].versions == () and RULES["pen-clue-review-15wd"].versions == ()
    papers = (paper("prior_notice", fined(30000)), decided("2022-04-28", fined(30000)))
    found = judged("penalty", *papers)["pen-hearing-right"]
    assert found.verdict == "undetermined" and "large_fine" in found.message
    assert (
        judged("normative", paper("normative_document", issued_by("云山市人民政府")))[
            "normative-filing-days"
        ].verdict
        == "undetermined"
    )
