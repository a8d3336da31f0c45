"""Figures on gold papers: what counts as right, and how sure a share is."""

from pathlib import Path

import pytest

from app.evaluation.gold import Answer, Labels, Outcome, compare
from app.evaluation.gold_report import GOALS, Goal, _goal, figures
from app.evaluation.intervals import f1_interval, wilson


def outcome(wanted: set[tuple[str, str]], given: set[tuple[str, str]], **more: object) -> Outcome:
    labels = Labels("t-x", Path("t-x.docx"), "cover", None, frozenset(wanted), frozenset(), **more)  # type: ignore[arg-type]
    answer = Answer("cover", None, frozenset(given), frozenset())
    return Outcome(labels, answer, answer)


OPEN, CLOSED = ("case_open", "2022-08-02"), ("closed", "2022-11-02")


@pytest.mark.parametrize(
    ("wanted", "given", "counts"),
    [
        pytest.param({OPEN}, {OPEN}, (1, 0, 0), id="对"),
        pytest.param({OPEN}, {("case_open", "2022-08-03")}, (0, 1, 1), id="日期错算一误一漏"),
        pytest.param({OPEN}, {("closed", "2022-08-02")}, (0, 1, 1), id="角色错算一误一漏"),
        pytest.param({OPEN, CLOSED}, {OPEN}, (1, 0, 1), id="漏"),
        pytest.param(set(), {OPEN}, (0, 1, 0), id="无中生有"),
    ],
)
def test_right_means_event_and_day(
    wanted: set[tuple[str, str]], given: set[tuple[str, str]], counts: tuple[int, int, int]
) -> None:
    assert compare([outcome(wanted, given)]).events.papers == [counts]


def test_what_was_not_labelled_is_not_judged() -> None:
    scores = compare([outcome({OPEN}, {OPEN, CLOSED}, judged=frozenset(["case_open"]))])
    assert scores.events.papers == [(1, 0, 0)]


def test_wilson_is_the_textbook_interval() -> None:
    assert [round(x, 4) for x in wilson(81, 263) or ()] == [0.2553, 0.3662]  # Newcombe 1998, table I


def test_no_error_in_few_papers_proves_little() -> None:
    low, high = f1_interval([(1, 0, 0)] * 20) or (0.0, 0.0)
    assert low < 0.9
    assert high == 1.0


def test_a_goal_counts_by_the_lower_end() -> None:
    name, goal = "events_precision", GOALS["events_precision"]
    few = figures(compare([outcome({OPEN}, {OPEN})] * 50))[name]
    many = figures(compare([outcome({OPEN}, {OPEN})] * 1000))[name]
    assert isinstance(goal, Goal)
    assert "未证明" in _goal(name, few, False)
    assert "已证明" in _goal(name, many, False)
