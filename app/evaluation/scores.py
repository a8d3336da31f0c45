"""Shows the scores of an evaluation: by event, by kind of paper, and the verdicts."""

from typing import Any

from rich.console import Console
from rich.table import Table

from app.evaluation.samples import Evaluation, Score, macro_f1, summed
from app.report.names import load_names


def percent(value: float | None) -> str:
    """Rounded down: 99.96 % is not 100 %."""
    return "—" if value is None else f"{int(value * 1000) / 10:.1f}%"


def show(console: Console, result: Evaluation, *, papers: int, faults: bool) -> None:
    """Tables for an 80-column terminal."""
    names = load_names()
    console.print(f"{papers} 份文书")
    console.print(_table("日期（事件）", {names.event(code): s for code, s in sorted(result.events.items())}))
    console.print(_table("文书种类", {names.document(code): s for code, s in sorted(result.kinds.items())}))
    console.print(f"文号：正确 {result.numbers.right}，误 {result.numbers.false}，漏 {result.numbers.missed}")
    right, all_ = result.verdicts.right, result.verdicts.right + result.verdicts.missed
    console.print(
        f"结论：{right}/{all_} 一致（{percent(right / all_ if all_ else None)}）；误判合规 {result.wrong_passes} 条"
    )
    if faults:
        for fault in result.faults:
            console.print(f"  {fault.what}｜{fault.where}｜应为 {fault.expected}｜得到 {fault.got}")


def _table(title: str, scores: dict[str, Score]) -> Table:
    table = Table(title=title, box=None, title_justify="left", header_style="dim", pad_edge=False)
    table.add_column("", overflow="fold", max_width=34)
    for name in ("应有", "精确率", "召回率", "F1"):
        table.add_column(name, justify="right")
    for name, score in {**scores, "合计": summed(scores.values())}.items():
        given = str(score.right + score.missed)
        table.add_row(name, given, percent(score.precision), percent(score.recall), percent(score.f1))
    table.add_row("宏平均 F1", "", "", "", percent(macro_f1(scores.values())))
    return table


def as_json(result: Evaluation) -> dict[str, Any]:
    """All scores and faults, for machines."""

    def row(score: Score) -> dict[str, Any]:
        counts = {"right": score.right, "false": score.false, "missed": score.missed}
        return counts | {"precision": score.precision, "recall": score.recall, "f1": score.f1}

    return {
        "events": {code: row(score) for code, score in sorted(result.events.items())},
        "events_all": row(summed(result.events.values())),
        "kinds": {code: row(score) for code, score in sorted(result.kinds.items())},
        "kinds_macro_f1": macro_f1(result.kinds.values()),
        "numbers": row(result.numbers),
        "verdicts": row(result.verdicts),
        "wrong_passes": result.wrong_passes,
        "faults": [fault._asdict() for fault in result.faults],
    }
