"""How well kinds are told on papers of templates held out from training."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

from classifiers.compose import CORPUS, Sheet, Template, compose, load_bank, load_templates
from classifiers.features import view_of
from classifiers.model import SURE, Model, case_of
from classifiers.sheet import Medium
from classifiers.train import HELD_PAPERS, PAPERS, Paper, fit, papers
from dossier.base import Record

# The tasks, from whole papers to what is left of them. Macro F1 as asked for is that of `clean` and `ocr`: a whole paper
# of a template never seen, with its title where the template has one. The others are reported beside them, never mixed in.
TASKS: dict[str, Sheet] = {
    "clean": Sheet("typed"),
    "ocr": Sheet("scan", misread=0.02),
    "untitled": Sheet("typed", untitled=True),
    "cut": Sheet("typed", part=0.5),
    "continued": Sheet("typed", begin=0.4),
}


class Share(Record):
    """Precision, recall and F1 of one kind, best guesses; `papers`: of this kind in truth."""

    papers: int
    precision: float
    recall: float
    f1: float


class Figures(Record):
    """Shares of all held-out papers, except where said.

    `macro_f1`: mean over kinds, best guesses. `accepted`: papers at or above the threshold; `accepted_right`: of these.
    `sure`: stated with a probability of at least 0.9; `sure_wrong`: of all papers, stated so and wrong.
    `by_case`: accuracy with a title some rule fits, with a title none fits, without title.
    `confused`: (papers, kind, taken for), most frequent first.
    """

    papers: int
    accuracy: float
    macro_f1: float
    accepted: float
    accepted_right: float
    sure: float
    sure_wrong: float
    by_case: dict[str, float]
    by_kind: dict[str, Share]
    confused: tuple[tuple[int, str, str], ...]


def held_out(corpus: Path = CORPUS) -> dict[str, Figures]:
    """Trains on the templates marked t and measures every task on those marked h; minutes of work."""
    model = fit(papers(("t",), PAPERS, corpus))
    return {task: measure(model, held_papers(task, corpus)) for task in TASKS}


def held_papers(task: str, corpus: Path = CORPUS, count: int = HELD_PAPERS) -> list[Paper]:
    """Papers of the held-out templates, set as the task says."""
    bank = load_bank(corpus)
    made = []
    for template in load_templates(corpus):
        if template.role != "h":
            continue
        for i in range(count):
            random = Random(f"{template.group}:{task}:{i}")
            document = compose(template, bank, random, _sheet(task, template))
            made.append(Paper(view_of(document), template.kind, template.group))
    return made


def _sheet(task: str, template: Template) -> Sheet:
    """A screenshot stays one, whatever the task."""
    sheet = TASKS[task]
    medium: Medium = template.medium or sheet.medium
    return sheet._replace(medium=medium)


def measure(model: Model, given: Sequence[Paper]) -> Figures:
    """Figures of one model on given papers."""
    told = [model.probabilities(paper.view) for paper in given]
    guesses = [model.kinds[int(p.argmax())] for p in told]
    stated = [
        model.sureness(paper.view, int(p.argmax()), float(p.max()))
        for paper, p in zip(given, told, strict=True)
    ]
    right = [guess == paper.kind for guess, paper in zip(guesses, given, strict=True)]
    cases: dict[str, list[bool]] = defaultdict(list)
    for paper, hit in zip(given, right, strict=True):
        cases[case_of(paper.view)].append(hit)
    accepted = [ok for ok, p in zip(right, stated, strict=True) if p >= model.threshold]
    pairs = [(paper.kind, guess) for paper, guess in zip(given, guesses, strict=True)]
    by_kind = _by_kind(pairs)
    return Figures(
        papers=len(given),
        accuracy=_share(right),
        macro_f1=round(sum(share.f1 for share in by_kind.values()) / len(by_kind), 4),
        accepted=round(len(accepted) / len(given), 4),
        accepted_right=_share(accepted),
        sure=_share([p >= SURE for p in stated]),
        sure_wrong=_share([not ok and p >= SURE for ok, p in zip(right, stated, strict=True)]),
        by_case={case: _share(hits) for case, hits in sorted(cases.items())},
        by_kind=by_kind,
        confused=_confused(pairs),
    )


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 4) if hits else 0.0


def _by_kind(pairs: Sequence[tuple[str, str]]) -> dict[str, Share]:
    """Every kind that occurs as truth."""
    truths, guesses = Counter(truth for truth, _ in pairs), Counter(guess for _, guess in pairs)
    both = Counter(truth for truth, guess in pairs if truth == guess)
    return {
        kind: Share(
            papers=count,
            precision=round(both[kind] / guesses[kind], 4) if guesses[kind] else 0.0,
            recall=round(both[kind] / count, 4),
            f1=round(2 * both[kind] / (count + guesses[kind]), 4),
        )
        for kind, count in sorted(truths.items())
    }


def _confused(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[int, str, str], ...]:
    wrong = Counter(pair for pair in pairs if pair[0] != pair[1])
    return tuple(
        sorted(((count, *pair) for pair, count in wrong.items()), key=lambda row: (-row[0], row[1:]))
    )
