"""The shipped model is what training makes, and it is as good as its card says."""

from pathlib import Path

import pytest

from classifiers.measure import TASKS, Figures, held_papers, measure
from classifiers.model import MODELS, load
from classifiers.train import papers, train


@pytest.mark.prove
def test_training_reproduces_the_shipped_model(tmp_path: Path) -> None:
    train(tmp_path)
    for name in ("kinds.json", "kinds.npy"):
        assert (tmp_path / name).read_bytes() == (MODELS / name).read_bytes()


def test_shipped_model_still_knows_its_training_papers() -> None:
    """Fresh papers of known templates, one each: a broken reader of features or files shows at once."""
    told = measure(load(), papers(("t", "h"), 1))
    assert told.accuracy > 0.93


def test_figures_of_nothing_right() -> None:
    told = measure(load(), [paper._replace(kind="没有") for paper in papers(("h",), 1)[:20]])
    assert isinstance(told, Figures)
    assert (told.accuracy, told.macro_f1) == (0.0, 0.0)
    assert sum(count for count, _, _ in told.confused) == 20


def test_a_kind_told_wrongly_lowers_its_precision_and_recall() -> None:
    given = held_papers("clean", count=1)
    kind = given[0].kind
    told = measure(load(), [*given, given[-1]._replace(kind=kind)])
    right = measure(load(), given)
    assert told.by_kind[kind].papers == right.by_kind[kind].papers + 1
    assert told.by_kind[kind].recall < right.by_kind[kind].recall
    assert told.by_kind[given[-1].kind].precision < right.by_kind[given[-1].kind].precision


@pytest.mark.parametrize("task", sorted(TASKS))
def test_tasks_take_only_held_out_templates(task: str) -> None:
    held = held_papers(task, count=1)
    assert held
    assert not {paper.group for paper in held} & {paper.group for paper in papers(("t",), 1)}
