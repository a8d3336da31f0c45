"""`fadu evaluate --kinds`: what is shown is what was measured."""

import io

from rich.console import Console

from app.evaluation.kinds import kinds_json, show_kinds
from classifiers.measure import TASKS, held_papers, measure
from classifiers.model import load


def test_tables_show_every_task_kind_and_confusion() -> None:
    given = {task: held_papers(task, count=1) for task in TASKS}
    wrong = given["clean"][0]._replace(kind="law")
    given["clean"] = [*given["clean"], wrong]
    measured = {task: measure(load(), papers) for task, papers in given.items()}
    out = io.StringIO()
    show_kinds(Console(file=out, width=80), measured, faults=True)
    shown = out.getvalue()
    assert "整件，清晰文字" in shown
    assert "只有后半（续页）" in shown
    assert "行政处罚决定书" in shown
    assert "应为 法律、法规、规章文本｜认作" in shown
    assert max(len(line) for line in shown.splitlines() if "｜" not in line) <= 80


def test_json_holds_precision_recall_and_f1_of_every_kind() -> None:
    told = kinds_json({"clean": measure(load(), held_papers("clean", count=1))})
    shares = told["clean"]["by_kind"]
    assert set(shares) == set(load().kinds)
    assert set(shares["law"]) == {"papers", "precision", "recall", "f1"}
