"""Trains the model of roles on corpora/roles and the dev split of corpora/gold; the same lock gives the same bytes."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.events import cue_claims
from extractors.role_corpus import Marked, form_papers, gold_papers, opinion_papers, own_papers
from extractors.role_model import MODELS, NONE, RoleModel, save
from extractors.role_traits import TRAITS, codes_of, traits
from extractors.roles import seen
from knowledge.events import load_events

TAKE, KEEP = 0.9, 0.5  # see roles.md: chosen on papers the model had not seen
_OWN = 0.35  # what a date of corpora/roles counts, made in several variants, beside one of a gold paper
_FORM = 0.15
_LEAST = 3  # dates a token must be seen of
_STEPS = 100
_HOLD, _HOLD_SHARED = 0.15, 0.05  # how strongly weights are held to nought
Doubles = npt.NDArray[np.float64]


class Example(NamedTuple):
    """One date: what is seen of it, its roles (sorted), and how much it counts."""

    tokens: list[str]
    kind: str
    roles: tuple[str, ...]
    counts: float


def train_roles(folder: Path = MODELS) -> None:
    """Writes the shipped model; deterministic."""
    save(fit([*examples(gold_papers(), 1.0), *own_examples()]), folder)


def own_examples() -> list[Example]:
    """Dates of all that is written for training."""
    return [
        *examples(own_papers(), _OWN),
        *examples(form_papers(), _FORM),
        *examples(opinion_papers(), _FORM),
    ]


def examples(papers: Iterable[Marked], counts: float) -> list[Example]:
    """Every date of the papers. One that says again what a marked one says is left out: papers are marked once an event."""
    found: list[Example] = []
    for paper, roles, _ in papers:
        dates = paper.dates
        told = {date.first for date in dates if date.start in roles}
        for date, tokens in zip(dates, seen(paper, dates, cue_claims(paper, dates)), strict=True):
            of_date = _own_roles(roles.get(date.start, ()), paper.kind)
            if of_date or date.first not in told:
                found.append(Example(tokens, paper.kind, of_date, counts))
    return found


def _own_roles(codes: Iterable[str], kind: str) -> tuple[str, ...]:
    """The roles that papers of this kind tell, without those that another of them stands in for (`instead`)."""
    events = load_events()
    told = {code for code in codes if code in events and kind in events[code].papers}
    lent = {c for c in told if kind == events[c].papers[0] and told.intersection(events[c].instead)}
    return tuple(sorted(told - lent))


def fit(taught: Sequence[Example]) -> RoleModel:
    """A softmax with shared trait weights, by L-BFGS (scikit-learn's regression knows neither shared weights nor kinds)."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    roles = _roles(taught)
    lines = list(_lines(taught, roles))
    vocabulary = _vocabulary(lines)
    loss = _loss(lines, roles, vocabulary)
    width, depth = len(roles), len(vocabulary)
    start = np.zeros((depth + 1) * width + len(TRAITS))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    stacked = found[: (depth + 1) * width].reshape(depth + 1, width).astype(np.float32)
    return RoleModel(
        roles=roles,
        vocabulary=vocabulary,
        weights=stacked[:-1],
        bias=stacked[-1],
        shared=found[(depth + 1) * width :].astype(np.float32),
        take=TAKE,
        keep=KEEP,
    )


def _roles(taught: Sequence[Example]) -> tuple[str, ...]:
    """None, every code, and what dates are at once, if more than two are."""
    counts = Counter(example.roles for example in taught)
    codes = sorted({code for roles in counts for code in roles})
    return (NONE, *codes, *sorted("+".join(r) for r, n in counts.items() if len(r) > 1 and n > 2))


class _Line(NamedTuple):
    example: Example
    role: int
    counts: float


def _lines(taught: Sequence[Example], roles: tuple[str, ...]) -> Iterable[_Line]:
    """One line an example, or one for each of its roles where they are not known together."""
    at = {role: i for i, role in enumerate(roles)}
    for example in taught:
        joined = "+".join(example.roles)
        if joined in at:
            yield _Line(example, at[joined], example.counts)
        else:
            share = example.counts / len(example.roles)
            yield from (_Line(example, at[code], share) for code in example.roles)


def _vocabulary(lines: Sequence[_Line]) -> dict[str, int]:
    counts = Counter(token for line in lines for token in set(line.example.tokens))
    return {token: row for row, token in enumerate(sorted(t for t, n in counts.items() if n >= _LEAST))}


def _loss(
    lines: Sequence[_Line], roles: tuple[str, ...], vocabulary: dict[str, int]
) -> Callable[[Doubles], tuple[float, Doubles]]:
    """The weighted negative log likelihood of the lines with its gradient, over all weights in one row."""
    seen_of, back = _matrix(lines, vocabulary)
    shared = np.stack([_shared(line.example, roles) for line in lines])
    closed = np.stack([_closed(line.example.kind, roles) for line in lines])
    truth = np.array([line.role for line in lines])
    counts = np.array([line.counts for line in lines])
    every, width, depth = np.arange(len(lines)), len(roles), len(vocabulary)

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        of_tokens = weights[: depth * width].reshape(depth, width)
        bias, of_traits = weights[depth * width : (depth + 1) * width], weights[(depth + 1) * width :]
        logits = seen_of @ of_tokens + bias + shared @ of_traits + closed
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        total = odds.sum(axis=1)
        fit = float((counts * (np.log(total) - logits[every, truth])).sum())
        wrong = odds / total[:, None]
        wrong[every, truth] -= 1.0
        wrong *= counts[:, None]
        held = _HOLD / 2 * float((of_tokens**2).sum()) + _HOLD_SHARED / 2 * float((of_traits**2).sum())
        held += _HOLD_SHARED / 2 * float((bias**2).sum())
        slope = (
            (back @ wrong + _HOLD * of_tokens).ravel(),
            wrong.sum(axis=0) + _HOLD_SHARED * bias,
            np.einsum("lr,lrt->t", wrong, shared) + _HOLD_SHARED * of_traits,
        )
        return fit + held, np.concatenate(slope)

    return loss


def _matrix(lines: Sequence[_Line], vocabulary: dict[str, int]) -> tuple[Any, Any]:
    """Tokens of each line as a sparse matrix, and it turned."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    columns = [
        [vocabulary[t] for t in dict.fromkeys(line.example.tokens) if t in vocabulary] for line in lines
    ]
    ends = np.cumsum([0, *(len(c) for c in columns)])
    flat = np.array([c for row in columns for c in row])
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(lines), len(vocabulary)))
    return matrix, matrix.T.tocsr()


def _shared(example: Example, roles: tuple[str, ...]) -> Doubles:
    """Traits of each role, nought for those this kind of paper cannot have."""
    of_codes = dict(zip(codes_of(example.kind), traits([example.tokens], example.kind)[0], strict=True))
    found = np.zeros((len(roles), len(TRAITS)))
    for row, role in zip(found, roles, strict=True):
        parts = [of_codes.get(code) for code in role.split("+") if code]
        if parts and all(part is not None for part in parts):
            row[:] = np.max([part for part in parts if part is not None], axis=0)
    return found


def _closed(kind: str, roles: tuple[str, ...]) -> Doubles:
    """Minus infinity, nearly, for roles this kind of paper cannot have."""
    events = load_events()
    return np.array(
        [
            0.0 if all(kind in events[code].papers for code in role.split("+") if code) else -1e9
            for role in roles
        ]
    )
