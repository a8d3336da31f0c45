"""Kinds told at first sight: papers somebody else wrote, each measured once before anything was mended after it.

`corpora/training/first_sight.csv` keeps what was told then (batch, hash of the model, paper's form, kind, told, best
guess, stated probability); it is a record, not measured again.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from app.evaluation.intervals import wilson
from app.evaluation.scores import percent
from classifiers.compose import CORPUS
from classifiers.model import SURE

FILE = CORPUS / "first_sight.csv"
FORMS = {"text": "原格式", "scan": "扫描识别"}


class Sight(NamedTuple):
    """One paper as it was told: `told` is `other` where rejected, `guess` the best kind then; `stated` None: not kept."""

    batch: str
    form: str
    kind: str
    told: str
    guess: str
    stated: float | None


class Figures(NamedTuple):
    """`right`: told as what they are; `guessed`: best guesses that are right; `macro_f1`: of best guesses, over the
    kinds that occur; `sure`: stated with 0.9 or more as far as that was kept, `sure_wrong` of these wrong."""

    papers: int
    right: int
    guessed: int
    macro_f1: float
    kinds: int
    sure: int
    sure_wrong: int


def load_sights(file: Path = FILE) -> tuple[Sight, ...]:
    """The record; empty where the corpus is not at hand."""
    if not file.is_file():
        return ()
    with file.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Sight(
                r["batch"],
                r["form"],
                r["kind"],
                r["told"],
                r["guess"],
                float(r["stated"]) if r["stated"] else None,
            )
            for r in csv.DictReader(rows)
        )


def figures(sights: Sequence[Sight]) -> Figures:
    """Of papers of one form."""
    truths = Counter(s.kind for s in sights)
    guesses, both = Counter(s.guess for s in sights), Counter(s.kind for s in sights if s.guess == s.kind)
    f1 = [2 * both[kind] / (count + guesses[kind]) for kind, count in truths.items()]
    sure = [s for s in sights if s.stated is not None and s.stated >= SURE]
    return Figures(
        papers=len(sights),
        right=sum(s.told == s.kind for s in sights),
        guessed=sum(both.values()),
        macro_f1=round(sum(f1) / len(f1), 4) if f1 else 0.0,
        kinds=len(truths),
        sure=len(sure),
        sure_wrong=sum(s.guess != s.kind for s in sure),
    )


def first_sight_json(sights: Iterable[Sight]) -> dict[str, Any]:
    """By form, for machines."""
    held = list(sights)
    return {form: figures([s for s in held if s.form == form])._asdict() for form in FORMS}


def show_first_sight(console: Console) -> None:
    """A table of the record, each form a row."""
    held = load_sights()
    table = Table(title="别人写的文书，初次见到（记录）", box=None, title_justify="left", header_style="dim")
    for name in ("", "件", "种类", "认对", "95%区间", "宏平均F1", "≥0.9", "其中错"):
        table.add_column(name, justify="right" if name else "left")
    for form, label in FORMS.items():
        told = figures([s for s in held if s.form == form])
        ends = wilson(told.right, told.papers)
        if ends is None:
            continue
        counts = (str(told.papers), str(told.kinds), percent(told.right / told.papers))
        between = f"{100 * ends[0]:.1f}–{100 * ends[1]:.1f}"
        table.add_row(label, *counts, between, percent(told.macro_f1), str(told.sure), str(told.sure_wrong))
    console.print(table)
