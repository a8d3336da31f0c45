"""The record of kinds told at first sight: rows in, figures out."""

import io

from rich.console import Console

from app.evaluation.first_sight import Sight, figures, load_sights, show_first_sight
from classifiers.model import load

ROWS = (
    Sight("e", "text", "law", "law", "law", 0.95),
    Sight("e", "text", "law", "other", "law", 0.4),
    Sight("e", "text", "draft", "law", "law", 0.92),
)


def test_a_rejected_paper_is_not_told_right_though_its_best_guess_may_be() -> None:
    told = figures(ROWS)
    assert (told.papers, told.right, told.guessed, told.sure, told.sure_wrong) == (3, 1, 2, 2, 1)
    assert told.macro_f1 == round((2 * 2 / (2 + 3) + 0) / 2, 4)


def test_the_record_names_kinds_that_exist_and_no_paper_twice() -> None:
    held = load_sights()
    kinds = set(load().kinds)
    assert {s.kind for s in held} | {s.guess for s in held} <= kinds
    assert len(held) > 500


def test_the_table_says_how_many_and_the_interval() -> None:
    out = io.StringIO()
    show_first_sight(Console(file=out, width=80))
    shown = out.getvalue()
    assert "原格式" in shown and "–" in shown
    assert max(len(line) for line in shown.splitlines()) <= 80
