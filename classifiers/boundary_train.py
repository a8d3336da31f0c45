"""Learns where papers begin from case files made of corpora/training; the same lock gives the same bytes."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from classifiers.boundary import all_signs
from classifiers.boundary_made import load_corpus, made_bundle
from classifiers.boundary_model import MODEL, Weights
from classifiers.compose import CORPUS, Role
from classifiers.pages import looks_of

BUNDLES = 400
HOLD_BACK = 0.02  # weight of squared weights against the mean log loss of a page, times 1000 pages
Doubles = npt.NDArray[np.float64]


class File(NamedTuple):
    """One file: signs of its pages by name, and whether a paper begins there."""

    signs: list[dict[str, float]]
    starts: list[bool]


def sequences(roles: Iterable[Role], seeds: Iterable[int], folder: Path = CORPUS) -> list[File]:
    """Made case files as the model sees them."""
    made = load_corpus(tuple(roles), folder)
    found = []
    for seed in seeds:
        bundle = made_bundle(seed, made)
        seen = all_signs(looks_of(bundle.pages))
        signs = [{sign.name: sign.value for sign in page} for page in seen]
        found.append(File(signs, [i in bundle.starts for i in range(len(bundle.pages))]))
    return found


def train_boundaries(path: Path = MODEL, corpus: Path = CORPUS) -> None:
    """Learns from all templates and writes the shipped weights; deterministic."""
    save(fit(sequences(("t", "h"), range(BUNDLES), corpus)), path)


def save(weights: Weights, path: Path) -> None:
    """Plain numbers, by name."""
    content = {
        "bias": round(weights.bias, 4),
        "after_start": round(weights.after_start, 4),
        "signs": {name: round(weight, 4) for name, weight in sorted(weights.signs.items())},
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


class Batch(NamedTuple):
    """Files side by side: signs [file, page, sign], truth and mask [file, page]; padded behind."""

    signs: Doubles
    starts: Doubles
    there: Doubles


def fit(taught: Sequence[File], *, chained: bool = True) -> Weights:
    """Weights with the greatest likelihood; `chained` False leaves out the tie of neighbours (plain logistic regression)."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    names = sorted({name for file in taught for page in file.signs for name in page})
    batch = _batch(taught, names)

    def loss(values: Doubles) -> tuple[float, Doubles]:
        return _loss(values, batch, chained=chained)

    found: Any = minimize(
        loss, np.zeros(len(names) + 2), jac=True, method="L-BFGS-B", options={"maxiter": 400}
    )
    return Weights(
        float(found.x[-2]), float(found.x[-1]), dict(zip(names, map(float, found.x[:-2]), strict=True))
    )


def _batch(taught: Sequence[File], names: list[str]) -> Batch:
    places = {name: i for i, name in enumerate(names)}
    longest = max(len(file.starts) for file in taught)
    signs = np.zeros((len(taught), longest, len(names)))
    starts, there = np.zeros((len(taught), longest)), np.zeros((len(taught), longest))
    for n, file in enumerate(taught):
        there[n, : len(file.starts)] = 1.0
        starts[n, : len(file.starts)] = file.starts
        for i, page in enumerate(file.signs):
            for name, value in page.items():
                signs[n, i, places[name]] = value
    return Batch(signs, starts, there)


def _loss(values: Doubles, batch: Batch, *, chained: bool) -> tuple[float, Doubles]:
    """Mean negative log-likelihood of a page, and its slope (expected less seen counts)."""
    weights, bias, tie = values[:-2], values[-2], values[-1] if chained else 0.0
    scores = batch.signs @ weights + bias
    pages = batch.there[:, 1:].sum()
    forward, backward = _sums(scores, batch.there, tie)
    total = np.logaddexp(forward[:, -1, 0], forward[:, -1, 1])
    starts = np.exp(forward[:, :, 0] + backward[:, :, 0] - total[:, None]) * batch.there
    both = np.zeros_like(starts)
    both[:, 1:] = (
        np.exp(forward[:, :-1, 0] + tie + scores[:, 1:] + backward[:, 1:, 0] - total[:, None])
        * batch.there[:, 1:]
    )
    seen_both = np.zeros_like(starts)
    seen_both[:, 1:] = batch.starts[:, :-1] * batch.starts[:, 1:]
    extra = (starts - batch.starts)[:, 1:]
    reached = (scores * batch.starts)[:, 1:].sum() + tie * seen_both.sum()
    held = HOLD_BACK / 1000
    lost = (total.sum() - reached) / pages + held * float((weights**2).sum() + tie**2)
    slope = np.concatenate(
        [
            np.einsum("np,npk->k", extra, batch.signs[:, 1:]) / pages + 2 * held * weights,
            [extra.sum() / pages, ((both - seen_both).sum() / pages + 2 * held * tie) if chained else 0.0],
        ]
    )
    return float(lost), slope


def _sums(scores: Doubles, there: Doubles, tie: float) -> tuple[Doubles, Doubles]:
    """Forward and backward log sums [file, page, state]; state 0 begins a paper. Padding passes through."""
    count, longest = scores.shape
    forward = np.full((count, longest, 2), -1e9)
    forward[:, 0, 0] = 0.0
    for i in range(1, longest):
        begins = scores[:, i] + np.logaddexp(forward[:, i - 1, 0] + tie, forward[:, i - 1, 1])
        on = np.logaddexp(forward[:, i - 1, 0], forward[:, i - 1, 1])
        step = np.stack([begins, on], axis=1)
        forward[:, i] = np.where(there[:, i, None] > 0, step, forward[:, i - 1])
    backward = np.zeros((count, longest, 2))
    for i in range(longest - 2, -1, -1):
        begins = np.logaddexp(tie + scores[:, i + 1] + backward[:, i + 1, 0], backward[:, i + 1, 1])
        on = np.logaddexp(scores[:, i + 1] + backward[:, i + 1, 0], backward[:, i + 1, 1])
        step = np.stack([begins, on], axis=1)
        backward[:, i] = np.where(there[:, i + 1, None] > 0, step, backward[:, i + 1])
    return forward, backward
