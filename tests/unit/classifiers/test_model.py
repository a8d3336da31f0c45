"""The model's files: no pickle, checked by hash, the same bytes from the same papers, equal to scikit-learn."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from classifiers.compose import compose, draw_sheet, load_bank, load_templates
from classifiers.features import view_of
from classifiers.model import MODELS, Model, load, model_versions, rule_key, save
from classifiers.rules import TitleRule
from classifiers.train import Paper, _fit_parts, _linear, fit
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
            random = Random(f"{template.kind}{template.number}{i}")
            document = compose(template, bank, random, draw_sheet(random, template.medium))
            made.append(Paper(view_of(document), template.kind, f"{template.kind}:{template.number}"))
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
        logits = ours.logits((view.words, view.pairs, view.layout, view.marks))
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
