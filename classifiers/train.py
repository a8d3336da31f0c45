"""Trains the model of paper kinds from corpora/training; the same lock gives the same bytes."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from classifiers.compose import CORPUS, Bank, Role, Template, compose, draw_sheet, load_bank, load_templates
from classifiers.features import View, view_of
from classifiers.model import (
    MODELS,
    TEXT_BAGS,
    TITLE_BAGS,
    Bag,
    Blend,
    Linear,
    Model,
    backing,
    case_of,
    rule_key,
    save,
    sure,
)
from classifiers.rules import load_title_rules

PAPERS, HELD_PAPERS = 6, 3  # papers made of each template
FOLDS = 4
SURE_WRONG = 0.005  # most papers of unseen templates (cut and untitled ones too) wrong among those stated with SURE or more
LEAST_CUT = 0.98  # no lower cut: a paper with a false title got 0.97
ACCEPTED_WRONG = 0.07  # … among those not rejected
CASES = ("rule", "title", "none")
FIRM, STRAY = (
    2.0,
    0.1,
)  # templates a rule is credited with before any is counted: of its own kind, of all others together
Doubles = npt.NDArray[np.float64]


class Paper(NamedTuple):
    """One training paper: what is seen of it, what it is, and which template made it."""

    view: View
    kind: str
    group: str


class Parts(NamedTuple):
    """The three voices before they are blended."""

    text: Any
    title: Any
    rules: dict[str, Doubles]


def papers(roles: Iterable[Role], count: int, folder: Path = CORPUS) -> list[Paper]:
    """Papers of all templates with these roles, the same on every machine."""
    bank, wanted = load_bank(folder), set(roles)
    return [
        paper
        for template in load_templates(folder)
        if template.role in wanted
        for paper in _of_template(template, bank, count)
    ]


def _of_template(template: Template, bank: Bank, count: int) -> Iterable[Paper]:
    for i in range(count):
        random = Random(f"{template.group}:{template.role}:{i}")
        sheet = draw_sheet(random, template.medium)
        yield Paper(view_of(compose(template, bank, random, sheet)), template.kind, template.group)


def train(folder: Path = MODELS, corpus: Path = CORPUS) -> None:
    """Trains on all templates and writes the shipped model; deterministic."""
    taught = papers(("t", "h"), PAPERS, corpus)
    save(fit(taught), folder)


def fit(taught: Sequence[Paper]) -> Model:
    """A model of these papers; how the voices are blended is learnt on papers of templates not seen."""
    kinds = tuple(sorted({paper.kind for paper in taught}))
    voices, truth, cases = _unseen(taught, kinds)
    blends = {case: _blend(voices[cases == case], truth[cases == case]) for case in CASES}
    told, best = _told(voices, cases, blends)
    right = best == truth
    backed = np.array([backing(paper.view, kinds[i]) for paper, i in zip(taught, best, strict=True)])
    cuts = {
        back: _least(told[backed == back], right[backed == back], SURE_WRONG, LEAST_CUT)
        for back in (*CASES, "against")
    }
    stated = np.array([sure(p, cuts[back]) for p, back in zip(told, backed, strict=True)])
    parts = _fit_parts(taught, kinds)
    return Model(
        kinds=kinds,
        text=_linear(parts.text),
        title=_linear(parts.title),
        rules={key: values.astype(np.float32) for key, values in parts.rules.items()},
        blends=blends,
        cuts=cuts,
        threshold=_least(stated, right, ACCEPTED_WRONG, 0.3),
    )


def _pipeline(bags: Sequence[str]) -> Any:
    """Bags of tokens (fields of View) side by side, each tf-idf of length 1, under a logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
    from sklearn.pipeline import FeatureUnion, Pipeline  # type: ignore[import-untyped]

    made = [
        (name, TfidfVectorizer(analyzer=attrgetter(name), min_df=least, max_features=most, sublinear_tf=True))
        for name in bags
        for least, most in (_LIMITS[name],)
    ]
    return Pipeline(
        [("bags", FeatureUnion(made)), ("model", LogisticRegression(C=8.0, max_iter=300, tol=1e-3))]
    )


# least papers a token must stand in, most tokens kept; None: all
_LIMITS: dict[str, tuple[int, int | None]] = {
    "words": (6, 7000),
    "pairs": (8, 6000),
    "labels": (4, 2500),
    "closing": (8, 3000),
    "layout": (3, None),
    "marks": (5, None),
    "grams": (4, None),
}


def _text_pipeline() -> Any:
    return _pipeline(TEXT_BAGS)


def _title_pipeline() -> Any:
    return _pipeline(TITLE_BAGS)


def _fit_parts(taught: Sequence[Paper], kinds: tuple[str, ...]) -> Parts:
    views, names = [paper.view for paper in taught], [paper.kind for paper in taught]
    titled = [i for i, view in enumerate(views) if view.title]
    weights = _weights(taught)
    text = _text_pipeline().fit(views, names, model__sample_weight=weights)
    title = _title_pipeline().fit(
        [views[i] for i in titled], [names[i] for i in titled], model__sample_weight=weights[titled]
    )
    return Parts(text, title, _fit_rules(taught, kinds))


def _weights(taught: Sequence[Paper]) -> Doubles:
    """Kinds written about in many templates (other, work_document) count less a paper, so that they do not win by number."""
    groups: dict[str, set[str]] = {}
    for paper in taught:
        groups.setdefault(paper.kind, set()).add(paper.group)
    return np.array([(4.0 / len(groups[paper.kind])) ** 0.5 for paper in taught])


def _fit_rules(taught: Sequence[Paper], kinds: tuple[str, ...]) -> dict[str, Doubles]:
    """Kinds of the papers each rule fitted, by template so that many copies of one do not count more."""
    rules = load_title_rules()
    seen: dict[int, dict[str, set[str]]] = {}
    for paper in taught:
        if paper.view.hit:
            seen.setdefault(paper.view.hit.number, {}).setdefault(paper.kind, set()).add(paper.group)
    found = {}
    for number, rule in enumerate(rules):
        counts = np.full(len(kinds), STRAY / len(kinds))
        if rule.kind in kinds:
            counts[kinds.index(rule.kind)] += FIRM
        for kind, groups in seen.get(number, {}).items():
            counts[kinds.index(kind)] += len(groups)
        found[rule_key(rule)] = counts / counts.sum()
    return found


def _unseen(taught: Sequence[Paper], kinds: tuple[str, ...]) -> tuple[Doubles, Any, Any]:
    """Log probabilities of the three voices for each paper, by parts that never saw its template."""
    from sklearn.model_selection import StratifiedGroupKFold  # type: ignore[import-untyped]

    names = np.array([paper.kind for paper in taught])
    groups = [paper.group for paper in taught]
    voices = np.zeros((len(taught), 3, len(kinds)))
    folds = StratifiedGroupKFold(n_splits=FOLDS, shuffle=True, random_state=7)
    for learn, test in folds.split(names, names, groups):
        parts = _fit_parts([taught[i] for i in learn], kinds)
        voices[test] = _voices([taught[i].view for i in test], parts, kinds)
    truth = np.array([kinds.index(name) for name in names])
    return voices, truth, np.array([case_of(paper.view) for paper in taught])


def _voices(views: Sequence[View], parts: Parts, kinds: tuple[str, ...]) -> Doubles:
    """Log probabilities [paper, voice, kind]; a silent voice (no title, no rule) says nothing: zeros."""
    found = np.zeros((len(views), 3, len(kinds)))
    columns = [kinds.index(name) for name in parts.text.classes_]
    found[:, 0, :] = np.log(1e-6)
    found[:, 0, columns] = np.log(parts.text.predict_proba(views) + 1e-9)
    columns = [kinds.index(name) for name in parts.title.classes_]
    titles = np.full((len(views), len(kinds)), np.log(1e-6))
    titles[:, columns] = np.log(parts.title.predict_proba(views) + 1e-9)
    rules = load_title_rules()
    for i, view in enumerate(views):
        if view.title:
            found[i, 1] = titles[i]
        if view.hit:
            found[i, 2] = np.log(parts.rules[rule_key(rules[view.hit.number])])
    return found


def _blend(voices: Doubles, truth: npt.NDArray[np.intp]) -> Blend:
    """Weights of the voices with the least log loss: this calibrates, since loss is least at honest probabilities.

    A pattern search over powers: each weight is tried a step up and down, the step halved when nothing helps.
    """
    powers, step = np.zeros(3), 0.5
    best = _loss(voices, truth, powers)
    while step > 0.01:
        tries = [powers + step * sign * axis for axis in np.eye(3) for sign in (1, -1)]
        losses = [_loss(voices, truth, tried) for tried in tries]
        if min(losses) < best - 1e-6:
            best, powers = min(losses), tries[int(np.argmin(losses))]
        else:
            step /= 2
    return Blend(*(round(float(weight), 3) for weight in np.exp(powers)))


def _told(voices: Doubles, cases: Any, blends: dict[str, Blend]) -> tuple[Doubles, npt.NDArray[np.intp]]:
    """The best kind's blended probability for each paper, and which kind that is."""
    mixed = np.einsum("nv,nvk->nk", np.array([blends[case] for case in cases]), voices)
    odds = np.exp(mixed - mixed.max(axis=1, keepdims=True))
    return odds.max(axis=1) / odds.sum(axis=1), odds.argmax(axis=1)


def _least(told: Doubles, right: npt.NDArray[np.bool_], share: float, floor: float) -> float:
    """The lowest probability, from `floor` up, such that of papers told with it or more at most that share is wrong."""
    order = np.argsort(-told, kind="stable")
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    allowed = np.flatnonzero(wrong <= share)
    if not len(allowed):
        return 0.9999
    last = int(allowed[-1])
    # wrong papers just below the cut stay below it
    below = float(told[order[last + 1]]) if last + 1 < len(order) else 0.0
    return min(max(floor, round((float(told[order[last]]) + below) / 2, 4)), 0.9999)


def _loss(voices: Doubles, truth: npt.NDArray[np.intp], powers: Doubles) -> float:
    """Mean log loss of the blend; extreme weights are held back a little."""
    mixed = np.einsum("v,nvk->nk", np.exp(powers), voices)
    mixed -= mixed.max(axis=1, keepdims=True)
    right = mixed[np.arange(len(truth)), truth] - np.log(np.exp(mixed).sum(axis=1))
    return float(-right.mean()) + 0.001 * float((powers**2).sum())


def _linear(pipeline: Any) -> Linear:
    """The fitted pipeline as plain numbers."""
    bags = tuple(
        Bag({word: int(i) for word, i in bag.vocabulary_.items()}, bag.idf_.astype(np.float32))
        for _, bag in pipeline["bags"].transformer_list
    )
    model = pipeline["model"]
    return Linear(bags, model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))
