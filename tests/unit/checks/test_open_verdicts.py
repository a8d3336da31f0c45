"""What keeps a verdict open: partial dates, poor pages, summaries, papers that disagree (rules.md §14.19–14.28)."""

import pytest
from made_papers import element, judged, on, paper, party

from dossier.case import Cut

SERVICE, PERIOD = "pen-service-7wd", "pen-decision-90d"


def decided(day="2022-09-28", **options):
    return paper("penalty_decision", on("decided", day, **options))


def receipt(day, **options):
    return paper("service_receipt", on("served", day, **options))


@pytest.mark.parametrize(
    ("first", "last", "verdict", "end"),
    [
        pytest.param("2022-11-01", "2022-11-30", "fail", "2022-11", id="该月每一天都超期"),
        pytest.param("2022-10-01", "2022-10-31", "undetermined", "2022-10", id="各日结论不同"),
        pytest.param("2022-09-29", "2022-10-09", "pass", "2022-09", id="一段时间内每一天都不超"),
        pytest.param("2023-01-01", "2023-12-31", "fail", "2023", id="该年每一天都超期"),
    ],
)
def test_partial_dates_decide_only_where_every_day_agrees(first, last, verdict, end):
    found = judged("penalty", decided(), receipt(first, last=last))[SERVICE]
    assert (found.verdict, found.end) == (verdict, end), found.message


def test_two_years_are_not_tried_out_day_by_day():
    papers = (decided("2022-01-01", last="2022-12-31"), receipt("2023-01-01", last="2023-12-31"))
    found = judged("penalty", *papers)[SERVICE]
    assert (found.verdict, found.start, found.end) == ("undetermined", "2022", "2023")


def test_a_poor_page_carries_no_verdict_unless_another_paper_or_a_person_confirms_it():
    poor = receipt("2022-10-12", grade="poor")
    alone = judged("penalty", decided(), poor)[SERVICE]
    assert alone.verdict == "undetermined" and "读得不清" in alone.message and "合规" in alone.message
    closing = paper("case_closing", on("served", "2022-10-12"))
    assert judged("penalty", decided(), poor, closing)[SERVICE].verdict == "pass"
    person = receipt("2022-10-12", grade="poor", by="person:张三")
    assert judged("penalty", decided(), person)[SERVICE].verdict == "pass"


@pytest.mark.parametrize(
    ("page", "verdict"),
    [
        pytest.param(1, "undetermined", id="送达回证的起页没有把握"),
        pytest.param(2, "pass", id="存疑的页在日期之后"),
    ],
)
def test_a_page_that_may_be_another_paper_s_carries_no_verdict(page, verdict):
    made = receipt("2022-10-12")
    first = made.document.pages[0]
    second = first.model_copy(update={"number": 2, "blocks": ()})
    longer = made.document.model_copy(update={"pages": (first, second)})
    cut = Cut(source=first.source, page=page, probability=0.6, reason="页首标题“附表”")
    unsure = made.model_copy(update={"document": longer, "cuts": (cut,)})
    found = judged("penalty", decided(), unsure)[SERVICE]
    assert found.verdict == verdict, found.message
    assert verdict == "pass" or "分界" in found.message


def test_a_summary_made_for_reporting_is_only_a_lead():
    listed = paper("ledger", on("case_open", "2022-07-01"), title="2022年行政处罚案件目录清单")
    found = judged("penalty", listed, decided())[PERIOD]
    assert found.verdict == "undetermined" and "清单自报" in found.message and "合规" in found.message


def test_a_register_kept_in_the_course_of_work_is_evidence():
    register = paper("ledger", on("case_open", "2022-07-01"), title="案件登记簿")
    assert judged("penalty", register, decided())[PERIOD].verdict == "pass"


def test_a_first_hand_paper_beats_the_summary():
    listed = paper("ledger", on("case_open", "2022-01-01"), title="行政处罚案件目录清单")
    opened = paper("case_opening_approval", on("case_open", "2022-07-01"))
    found = judged("penalty", listed, opened, decided())[PERIOD]
    assert (found.verdict, found.start) == ("pass", "2022-07-01")


def test_approval_and_decision_on_different_days_leave_it_open_only_if_it_matters():
    approved = paper("decision_approval", on("decision_approved", "2022-09-26"))
    same = judged("penalty", decided(), approved, receipt("2022-10-01"))[SERVICE]
    assert same.verdict == "pass" and "结论不变" in same.message
    differs = judged("penalty", decided(), approved, receipt("2022-10-12"))[SERVICE]
    assert differs.verdict == "undetermined" and "日期不一致" in differs.message and differs.missing


def test_the_preferred_paper_s_date_is_shown():
    opened = paper("case_opening_approval", on("case_open", "2022-07-01"))
    cover = paper("cover", on("case_open", "2022-07-05"))
    found = judged("penalty", cover, opened, decided())[PERIOD]
    assert (found.verdict, found.start) == ("pass", "2022-07-01")


def test_a_person_outranks_the_papers():
    opened = paper("case_opening_approval", on("case_open", "2022-01-01"))
    person = paper("cover", on("case_open", "2022-07-05", by="person:李四"))
    found = judged("penalty", opened, person, decided())[PERIOD]
    assert (found.verdict, found.start) == ("pass", "2022-07-05")


def test_a_full_date_and_a_month_that_holds_it_agree():
    opened = paper("case_opening_approval", on("case_open", "2022-07-01"))
    month = paper("cover", on("case_open", "2022-07-01", last="2022-07-31"))
    assert judged("penalty", month, opened, decided())[PERIOD].verdict == "pass"


def test_a_paper_that_could_not_be_read_counts_for_nothing():
    from dossier.errors import Error

    read = receipt("2022-10-12")
    failed = read.model_copy(
        update={
            "document": read.document.model_copy(update={"error": Error(code="encrypted", message="已加密")})
        }
    )
    found = judged("penalty", decided(), failed)
    assert found[SERVICE].verdict == "undetermined" and "份文件读不出" in found[SERVICE].message
    assert "份文件读不出" in found["pen-paper-case_source"].message


def test_the_last_days_of_the_table_may_still_change():
    late = judged("penalty", decided("2026-12-22"), receipt("2026-12-30"))[SERVICE]
    assert late.verdict == "pass" and "可能变动" in late.message
    assert "可能变动" not in judged("penalty", decided(), receipt("2022-10-12"))[SERVICE].message


@pytest.mark.parametrize("said", ["是", "yes", " 1 "])
def test_answers_are_taken_in_words(said):
    notice = paper("consultation_notice", on("consult_open", "2022-04-01"), on("consult_close", "2022-04-10"))
    found = judged("normative", notice, answers={"premise_business": said})["consult-business-30d"]
    assert found.verdict == "fail" and "经人确认" in found.message


def test_an_answer_that_is_neither_yes_nor_no_leaves_it_open():
    notice = paper("consultation_notice", on("consult_open", "2022-04-01"), on("consult_close", "2022-04-10"))
    found = judged("normative", notice, answers={"premise_business": "再看看"})["consult-business-30d"]
    assert found.verdict == "undetermined"


def test_a_paper_may_deny_the_premise_itself():
    denial = element("premise_business", "no", words="不涉及市场主体生产经营活动")
    notice = paper(
        "consultation_notice", on("consult_open", "2022-04-01"), on("consult_close", "2022-04-10"), denial
    )
    assert judged("normative", notice)["consult-business-30d"].verdict == "not-applicable"


def test_a_region_s_own_rest_day_is_not_counted(tmp_path):
    path = tmp_path / "region.toml"
    path.write_text(
        'code = "region"\nname = "某地"\n[[holiday]]\nname = "三月三"\nfirst = 2022-10-10\nlast = 2022-10-10\n',
        encoding="utf-8",
    )
    papers = (decided(), receipt("2022-10-13"))
    assert judged("penalty", *papers)[SERVICE].verdict == "fail"
    found = judged("penalty", *papers, profile=str(path))[SERVICE]
    assert found.verdict == "pass" and "三月三1天（10月10日）" in found.message


@pytest.mark.parametrize("rule", [SERVICE, PERIOD])
def test_a_period_that_departments_set_otherwise_stays_open_while_the_authority_is_unread(rule):
    unread = paper("penalty_decision", on("decided", "2022-09-28"), party("当事人", "某公司"))
    opened = paper("case_opening_approval", on("case_open", "2022-09-01"))
    found = judged("penalty", unread, opened, receipt("2022-09-29"))[rule]
    assert found.verdict == "undetermined" and "作出机关" in found.message
