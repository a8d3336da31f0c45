"""Trains the model of paper kinds from corpora/training; the same lock gives the same bytes."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from classifiers.compose import CORPUS, Bank, Role, Template, compose, draw_sheet, load_bank, load_templates
from classifiers.features import View, view_of
from classifiers.model import MODELS, Bag, Blend, Linear, Model, case_of, rule_key, save
from classifiers.rules import load_title_rules

PAPERS, HELD_PAPERS = 10, 8  # papers made of each template
FOLDS = 4
THRESHOLD = 0.5
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
    group = f"{template.kind}:{template.number}"
    for i in range(count):
        random = Random(f"{group}:{template.role}:{i}")
        sheet = draw_sheet(random, template.medium)
        yield Paper(view_of(compose(template, bank, random, sheet)), template.kind, group)


def train(folder: Path = MODELS, corpus: Path = CORPUS) -> None:
    """Trains on all templates and writes the shipped model; deterministic."""
    taught = papers(("t", "h"), PAPERS, corpus)
    save(fit(taught), folder)


def fit(taught: Sequence[Paper]) -> Model:
    """A model of these papers; how the voices are blended is learnt on papers of templates not seen."""
    kinds = tuple(sorted({paper.kind for paper in taught}))
    voices, truth, cases = _unseen(taught, kinds)
    blends = {case: _blend(voices[cases == case], truth[cases == case]) for case in ("rule", "title", "none")}
    parts = _fit_parts(taught, kinds)
    return Model(
        kinds=kinds,
        text=_linear(parts.text),
        title=_linear(parts.title),
        rules={key: values.astype(np.float32) for key, values in parts.rules.items()},
        blends=blends,
        threshold=THRESHOLD,
    )


def _pipeline(bags: dict[str, dict[str, Any]]) -> Any:
    """Bags of tokens side by side, each tf-idf of length 1, under a logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
    from sklearn.pipeline import FeatureUnion, Pipeline  # type: ignore[import-untyped]

    made = [(name, TfidfVectorizer(sublinear_tf=True, **options)) for name, options in bags.items()]
    return Pipeline(
        [("bags", FeatureUnion(made)), ("model", LogisticRegression(C=8.0, max_iter=300, tol=1e-3))]
    )


def _text_pipeline() -> Any:
    return _pipeline(
        {
            "words": {"analyzer": _words, "min_df": 6, "max_features": 6000},
            "pairs": {"analyzer": _pairs, "min_df": 8, "max_features": 6000},
            "layout": {"analyzer": _layout, "min_df": 3},
            "marks": {"analyzer": _marks, "min_df": 5},
        }
    )


def _title_pipeline() -> Any:
    return _pipeline({"grams": {"analyzer": _grams, "min_df": 4}})


def _words(view: View) -> list[str]:
    return view.words


def _pairs(view: View) -> list[str]:
    return view.pairs


def _layout(view: View) -> list[str]:
    return view.layout


def _marks(view: View) -> list[str]:
    return view.marks


def _grams(view: View) -> list[str]:
    return view.grams


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
