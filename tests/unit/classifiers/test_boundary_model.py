"""The sequence model: its sums against every way of cutting, and learning that can be repeated."""

import json
import math
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.boundary_model import MODEL, Weights, load_weights, marginals, odds
from classifiers.boundary_train import fit, save, sequences, train_boundaries
from dossier.errors import KnowledgeError


def by_hand(scores: list[float], after_start: float) -> list[float]:
    """Probability of a beginning on each page, over all cuts written out."""
    total, begins = 0.0, [0.0] * len(scores)
    for rest in product((0, 1), repeat=len(scores) - 1):
        cut = (1, *rest)
        weight = math.exp(
            sum(score * c for score, c in zip(scores[1:], rest, strict=True))
            + after_start * sum(a * b for a, b in zip(cut, rest, strict=False))
        )
        total += weight
        begins = [b + weight * c for b, c in zip(begins, cut, strict=True)]
    return [b / total for b in begins]


@given(st.lists(st.floats(-4, 4), min_size=1, max_size=7), st.floats(-2, 2))
def test_marginals_are_those_of_every_way_of_cutting(scores: list[float], after_start: float) -> None:
    assert marginals(scores, after_start) == pytest.approx(by_hand(scores, after_start), abs=1e-9)


def test_no_pages() -> None:
    assert marginals([], 0.0) == []


def test_long_files_do_not_overflow() -> None:
    assert marginals([50.0] * 3000, 1.0)[-1] == pytest.approx(1.0)
    assert marginals([-50.0] * 3000, 1.0)[-1] == pytest.approx(0.0, abs=1e-12)


def test_unknown_signs_count_nothing() -> None:
    assert odds({"没有这种": 1.0, "a": 2.0}, Weights(0.5, 0.0, {"a": 1.5})) == 3.5


def test_learning_is_repeatable_and_learns(tmp_path: Path) -> None:
    taught = sequences(("t",), range(6))
    one, two = fit(taught), fit(sequences(("t",), range(6)))
    assert one == two
    assert one.signs["paged_on" if "paged_on" in one.signs else "blank"] < 0
    save(one, tmp_path / "boundary.json")
    assert load_weights(tmp_path / "boundary.json").signs.keys() == one.signs.keys()


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="读不到分件模型"):
        load_weights(tmp_path / "none.json")


def test_shipped_weights_know_the_plainest_signs() -> None:
    signs = load_weights().signs
    assert signs["title_own"] > 1 > 0 > signs["goes_on"]
    assert signs["paged_on"] < -2
    assert signs["listed_named"] > 0


@pytest.mark.prove
def test_training_reproduces_the_shipped_weights(tmp_path: Path) -> None:
    train_boundaries(tmp_path / "boundary.json")
    made, shipped = (
        json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "boundary.json", MODEL)
    )
    assert made["signs"] == pytest.approx(shipped["signs"], abs=1e-3)
