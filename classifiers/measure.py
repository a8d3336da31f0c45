"""How well kinds are told on papers of templates held out from training."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from classifiers.compose import CORPUS
from classifiers.model import Model, case_of
from classifiers.train import HELD_PAPERS, PAPERS, Paper, fit, papers
from dossier.base import Record

SURE = 0.9


class Figures(Record):
    """Shares of all held-out papers, except where said.

    `macro_f1`: mean over kinds, best guesses. `accepted`: papers above the threshold; `accepted_right`: of these.
    `sure_wrong`: wrong with a probability of at least 0.9. `by_case`: accuracy with a title some rule fits, with a title
    none fits, without title. `confused`: (papers, kind, taken for), most frequent first.
    """

    papers: int
    accuracy: float
    macro_f1: float
    accepted: float
    accepted_right: float
    sure_wrong: float
    by_case: dict[str, float]
    confused: tuple[tuple[int, str, str], ...]


def held_out(corpus: Path = CORPUS) -> Figures:
    """Trains on the templates marked t and measures on those marked h; minutes of work."""
    return measure(fit(papers(("t",), PAPERS, corpus)), papers(("h",), HELD_PAPERS, corpus))


def measure(model: Model, given: Sequence[Paper]) -> Figures:
    """Figures of one model on given papers."""
    told = [model.probabilities(paper.view) for paper in given]
    guesses = [model.kinds[int(p.argmax())] for p in told]
    sure = [float(p.max()) for p in told]
    right = [guess == paper.kind for guess, paper in zip(guesses, given, strict=True)]
    cases: dict[str, list[bool]] = defaultdict(list)
    for paper, hit in zip(given, right, strict=True):
        cases[case_of(paper.view)].append(hit)
    accepted = [ok for ok, p in zip(right, sure, strict=True) if p >= model.threshold]
    pairs = [(paper.kind, guess) for paper, guess in zip(given, guesses, strict=True)]
    return Figures(
        papers=len(given),
        accuracy=_share(right),
        macro_f1=round(_macro_f1(pairs), 4),
        accepted=round(len(accepted) / len(given), 4),
        accepted_right=_share(accepted),
        sure_wrong=_share([not ok and p >= SURE for ok, p in zip(right, sure, strict=True)]),
        by_case={case: _share(hits) for case, hits in sorted(cases.items())},
        confused=_confused(pairs),
    )


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 4) if hits else 0.0


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 of all kinds that occur as truth."""
    scores = []
    for kind in sorted({truth for truth, _ in pairs}):
        both = sum(truth == guess == kind for truth, guess in pairs)
        either = sum((truth == kind) + (guess == kind) for truth, guess in pairs)
        scores.append(2 * both / either)
    return sum(scores) / len(scores)


def _confused(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[int, str, str], ...]:
    wrong: dict[tuple[str, str], int] = defaultdict(int)
    for truth, guess in pairs:
        if truth != guess:
            wrong[truth, guess] += 1
    return tuple(
        sorted(((count, *pair) for pair, count in wrong.items()), key=lambda row: (-row[0], row[1:]))
    )
