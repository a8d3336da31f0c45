"""Red flags measured on labelled clauses (corpora/redflags), by type."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from app.evaluation.samples import Fault, Score
from app.evaluation.scores import percent
from classifiers.redflags import find
from dossier.errors import KnowledgeError

FOLDER = Path("corpora/redflags")


class Labelled(NamedTuple):
    """A clause and the type it belongs to; `types` is empty for what only looks like `section`."""

    section: str
    types: frozenset[str]
    text: str


def load_clauses(file: Path) -> Iterator[Labelled]:
    """Lines `# type`, `+ clause`, `+rf-other clause` (also of that type) and `- look-alike`.

    Raises KnowledgeError where a line is none of these.
    """
    section = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        mark, _, text = line.partition(" ")
        if mark == "#":
            section = text
        elif section and text and mark.startswith("+"):
            yield Labelled(section, frozenset({section, *filter(None, mark[1:].split("+"))}), text)
        elif section and text and mark == "-":
            yield Labelled(section, frozenset(), text)
        else:
            raise KnowledgeError(f"{file} 第 {number} 行写法有误，应以 # 、+ 、- 开头")


def evaluate_redflags(clauses: list[Labelled]) -> tuple[dict[str, Score], list[Fault]]:
    """Score by type: any unsuppressed lead of a type the clause isn't labelled with is false."""
    scores = {clause.section: Score() for clause in clauses}
    faults = []
    for clause in clauses:
        told = {hit.flag.code for hit in find(clause.text) if hit.reason is None}
        for code in told | clause.types:
            score = scores.setdefault(code, Score())
            score.right += code in told and code in clause.types
            score.false += code not in clause.types
            score.missed += code not in told
        if told != clause.types:
            expected, got = ("、".join(sorted(types)) or "无" for types in (clause.types, told))
            faults.append(Fault("线索", clause.text, expected, got))
    return scores, faults


def total(scores: dict[str, Score]) -> Score:
    """All types together."""
    whole = Score()
    for score in scores.values():
        whole.add(score)
    return whole


def redflags_json() -> dict[str, Any]:
    """Precision and recall of both splits by type, for machines."""
    told = {}
    for split in ("test", "dev"):
        clauses = list(load_clauses(FOLDER / f"{split}.txt"))
        scores, _ = evaluate_redflags(clauses)
        rows = {**scores, "all": total(scores)}
        told[split] = {code: {"precision": s.precision, "recall": s.recall} for code, s in rows.items()}
    return told


def show_redflags(console: Console, *, faults: bool) -> None:
    """The test split as a table, the clauses told wrongly under it on request."""
    scores, wrong = evaluate_redflags(list(load_clauses(FOLDER / "test.txt")))
    table = Table(
        title="内容审查线索（自编条款，非独立测试）", box=None, title_justify="left", header_style="dim"
    )
    for name in ("", "对", "误报", "漏报", "查准率", "查全率"):
        table.add_column(name, justify="right" if name else "left")
    for code, score in [*scores.items(), ("合计", total(scores))]:
        counts = map(str, (score.right, score.false, score.missed))
        table.add_row(code, *counts, percent(score.precision), percent(score.recall))
    console.print(table)
    for fault in wrong if faults else ():
        console.print(f"应为 {fault.expected}，得 {fault.got}：{fault.where}")
