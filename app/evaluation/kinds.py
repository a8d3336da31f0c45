"""`fadu evaluate --kinds`: kinds of papers on templates held out from training, then the bundles."""

import json
from typing import Any

from rich.console import Console
from rich.table import Table

from app.evaluation.bundles import SETS, bundles_json, evaluate_bundles, load_bundles, run_bundles
from app.evaluation.first_sight import first_sight_json, load_sights, show_first_sight
from app.evaluation.redflags import redflags_json, show_redflags
from app.evaluation.scores import percent
from app.report.names import load_names
from classifiers.measure import Figures, held_out

_TASKS = {
    "clean": "整件，清晰文字",
    "ocr": "整件，带识别错字",
    "untitled": "去掉标题",
    "cut": "只有前半",
    "continued": "只有后半（续页）",
}


def run_kinds(*, faults: bool, json_: bool, console: Console) -> int:
    """Both parts. Minutes of work: trains first on the templates marked for training.

    Needs scikit-learn and corpora/training; raises KnowledgeError without the corpus.
    """
    measured = held_out()
    if json_:
        bundles = {name: bundles_json(evaluate_bundles(load_bundles(name))) for name in SETS}
        print(
            json.dumps(
                {
                    "kinds": kinds_json(measured),
                    "first_sight": first_sight_json(load_sights()),
                    **bundles,
                    "redflags": redflags_json(),
                },
                ensure_ascii=False,
                indent=1,
            )
        )
        return 0
    show_kinds(console, measured, faults=faults)
    show_first_sight(console)
    show_redflags(console, faults=faults)
    return run_bundles(faults=faults, json_=False, console=console)


def kinds_json(measured: dict[str, Figures]) -> dict[str, Any]:
    """All figures by task, for machines."""
    return {task: figures.model_dump() for task, figures in measured.items()}


def show_kinds(console: Console, measured: dict[str, Figures], *, faults: bool) -> None:
    """Tables for an 80-column terminal."""
    console.print(_tasks(measured))
    console.print(_by_kind(measured["clean"], measured["ocr"]))
    if faults:
        _confusions(console, measured)


def _tasks(measured: dict[str, Figures]) -> Table:
    table = Table(title="文书种类（留出的模板）", box=None, title_justify="left", header_style="dim")
    for name in ("", "件", "宏平均F1", "≥0.9", "其中错", "认定", "其中对"):
        table.add_column(name, justify="right" if name else "left")
    for task, told in measured.items():
        wrong = round(told.sure_wrong * told.papers)
        table.add_row(
            _TASKS[task],
            str(told.papers),
            percent(told.macro_f1),
            percent(told.sure),
            str(wrong),
            percent(told.accepted),
            percent(told.accepted_right),
        )
    return table


def _by_kind(clean: Figures, ocr: Figures) -> Table:
    names = load_names()
    table = Table(title="各种类：清晰文字；带错字的F1", box=None, title_justify="left", header_style="dim")
    table.add_column("", overflow="fold", max_width=34)
    for name in ("件", "精确率", "召回率", "F1", "带错字"):
        table.add_column(name, justify="right")
    for kind, share in clean.by_kind.items():
        table.add_row(
            names.document(kind),
            str(share.papers),
            percent(share.precision),
            percent(share.recall),
            percent(share.f1),
            percent(ocr.by_kind[kind].f1),
        )
    return table


def _confusions(console: Console, measured: dict[str, Figures]) -> None:
    names = load_names()
    for task, told in measured.items():
        for count, kind, guess in told.confused:
            console.print(
                f"  {_TASKS[task]}｜应为 {names.document(kind)}｜认作 {names.document(guess)}｜{count} 件"
            )
