"""The model's files: no pickle, checked by hash, the same bytes from the same papers, equal to scikit-learn."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from classifiers.compose import compose, draw_sheet, load_bank, load_templates
from classifiers.features import view_of
from classifiers.model import MODELS, SURE, TEXT_BAGS, Model, load, model_versions, rule_key, save, sure
from classifiers.rules import TitleRule
from classifiers.train import Paper, _fit_parts, _least, _linear, fit
from dossier.errors import KnowledgeError
from knowledge.kinds import load_kinds

SOME = ("prior_notice", "penalty_decision", "service_receipt", "law")


@pytest.fixture(scope="module")
def taught() -> list[Paper]:
    """A few papers of four kinds, every template seen in three ways."""
    bank = load_bank()
    made = []
    for template in load_templates():
        if template.kind not in SOME:
            continue
        for i in range(3):
            random = Random(f"{template.group}{i}")
            document = compose(template, bank, random, draw_sheet(random, template.medium))
            made.append(Paper(view_of(document), template.kind, template.group))
    return made


@pytest.fixture(scope="module")
def small(taught: list[Paper]) -> Model:
    return fit(taught)


def test_same_papers_same_bytes(taught: list[Paper], small: Model, tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    for folder, model in ((one, small), (two, fit(taught))):
        folder.mkdir()
        save(model, folder)
    for name in ("kinds.json", "kinds.npy"):
        assert (one / name).read_bytes() == (two / name).read_bytes()
    assert model_versions(one) == model_versions(two)


def test_numbers_equal_scikit_learn(taught: list[Paper]) -> None:
    parts = _fit_parts(taught, tuple(sorted(SOME)))
    ours = _linear(parts.text)
    for paper in taught[:12]:
        view = paper.view
        logits = ours.logits([getattr(view, bag) for bag in TEXT_BAGS])
        expected = parts.text.decision_function([view])[0]
        assert np.allclose(logits, expected, atol=1e-3)


def test_saved_and_loaded_model_says_the_same(taught: list[Paper], small: Model, tmp_path: Path) -> None:
    save(small, tmp_path)
    again = load(tmp_path)
    assert again.kinds == small.kinds
    for paper in taught[:12]:
        assert np.allclose(again.probabilities(paper.view), small.probabilities(paper.view), atol=0.01)


def test_learns_what_it_is_taught(taught: list[Paper], small: Model) -> None:
    told = [small.kinds[int(small.probabilities(paper.view).argmax())] for paper in taught]
    right = sum(kind == paper.kind for kind, paper in zip(told, taught, strict=True))
    assert right >= 0.97 * len(taught)


def test_changed_weights_are_refused(small: Model, tmp_path: Path) -> None:
    save(small, tmp_path)
    with (tmp_path / "kinds.npy").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(KnowledgeError, match="不是一次训练所得"):
        load(tmp_path)


def test_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="fadu train"):
        load(tmp_path)


def test_shipped_model_knows_every_kind() -> None:
    assert set(load().kinds) == set(load_kinds().documents)
    assert 0 < load().threshold < 1


def test_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in MODELS.iterdir()) < 5_000_000


def test_rule_changed_since_training_is_believed_by_its_own_word() -> None:
    known = load().rules
    assert rule_key(TitleRule(kind="law", ends=("新写的一条",))) not in known


@pytest.mark.parametrize("cut", [0.9, 0.95, 0.9999])
def test_stated_probability_keeps_order_and_ends(cut: float) -> None:
    told = [sure(p / 1000, cut) for p in range(1001)]
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
    assert sure(cut, cut) == pytest.approx(SURE)


def test_cut_leaves_few_wrong_papers_above_it() -> None:
    told = np.array([0.99, 0.98, 0.97, 0.96, 0.95])
    right = np.array([True, True, True, False, True])
    assert 0.96 < _least(told, right, 0.0, 0.9) <= 0.97
    assert _least(told, np.array([True] * 5), 0.0, 0.9) == 0.9
    assert _least(told, np.array([False] * 5), 0.0, 0.9) == 0.9999
