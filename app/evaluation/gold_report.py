"""Shows what was measured on gold papers: each figure with n and its 95 % interval, goals beside it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from app.evaluation.gold import GoldScores, Scores, by_name
from app.evaluation.intervals import f1_interval, wilson
from app.evaluation.samples import Score
from app.evaluation.scores import percent
from app.report.names import load_names

NEVER_SEEN = (
    "从未见过真实的：完整的处罚案卷（笔录、审批表、回证等填好的文书）、合法性审核意见书；"
    "下列独立测试与自带样例都是编写的。"
)
HOW = "区间为 95%：精确率、召回率、文号用威尔逊法，F1 用按文书重抽样的自助法，威尔逊法更宽时取威尔逊法。"


class Goal(NamedTuple):
    """A share to be reached; it counts only where the interval's lower end reaches it."""

    name: str
    least: float
    scanned: float


GOALS = {
    "events_f1": Goal("日期（事件）F1", 0.98, 0.95),
    "events_precision": Goal("日期（事件）精确率", 0.99, 0.99),
    "parties_f1": Goal("当事人等名称 F1", 0.97, 0.97),
    "numbers": Goal("文号全对", 0.995, 0.995),
}


class Figure(NamedTuple):
    """A share with what it rests on."""

    value: float | None
    interval: tuple[float, float] | None
    n: int

    def __str__(self) -> str:
        if self.value is None or self.interval is None:
            return "—（没有）"
        low, high = self.interval
        return f"{percent(self.value)}（n={self.n}，{percent(low)}–{percent(high)}）"


def f1(scores: Scores) -> Figure:
    total = scores.total
    return Figure(total.f1, f1_interval(scores.papers), total.right + total.missed)


def precision(scores: Scores) -> Figure:
    total = scores.total
    given = total.right + total.false
    return Figure(total.precision, wilson(total.right, given), given)


def recall(scores: Scores) -> Figure:
    total = scores.total
    wanted = total.right + total.missed
    return Figure(total.recall, wilson(total.right, wanted), wanted)


def exact(scores: Scores) -> Figure:
    """Papers on which nothing is false or missing, of those with something to find or something found."""
    told = [counts for counts in scores.papers if any(counts)]
    right = sum(1 for _, false, missed in told if not false and not missed)
    return Figure(right / len(told) if told else None, wilson(right, len(told)), len(told))


def figures(scores: GoldScores) -> dict[str, Figure]:
    """All figures of one set of papers, by name."""
    return {
        "events_f1": f1(scores.events),
        "events_precision": precision(scores.events),
        "events_recall": recall(scores.events),
        "events_told_f1": f1(scores.events_told),
        "events_told_precision": precision(scores.events_told),
        "parties_f1": f1(scores.parties),
        "parties_told_f1": f1(scores.parties_told),
        "numbers": exact(scores.numbers),
        "kinds": exact(scores.kinds),
    }


NAMES = {
    "events_f1": "日期（事件）F1",
    "events_precision": "日期（事件）精确率",
    "events_recall": "日期（事件）召回率",
    "events_told_f1": "　给定真实种类时 F1",
    "events_told_precision": "　给定真实种类时精确率",
    "parties_f1": "当事人等名称 F1",
    "parties_told_f1": "　给定真实种类时 F1",
    "numbers": "文号全对",
    "kinds": "文书种类正确",
}


def show(console: Console, title: str, scores: GoldScores, *, scanned: bool, faults: bool) -> None:
    """One set of papers: headline figures, goals, tables."""
    console.print(f"\n■ {title}：{scores.papers} 份文书")
    found = figures(scores)
    for name, figure in found.items():
        console.print(f"  {NAMES[name]}：{figure}{_goal(name, figure, scanned)}")
    names = load_names()
    console.print(
        table("日期（按事件）", {names.event(c): s for c, s in by_name(scores.events.classes).items()})
    )
    console.print(
        table("日期（按文书种类）", {names.document(c): s for c, s in by_name(scores.events.kinds).items()})
    )
    console.print(table("名称（按角色）", by_name(scores.parties.classes)))
    console.print(table("文书种类", {names.document(c): s for c, s in by_name(scores.kinds.classes).items()}))
    for fault in all_faults(scores) if faults else ():
        console.print(f"  {fault}", soft_wrap=True)


def _goal(name: str, figure: Figure, scanned: bool) -> str:
    goal = GOALS.get(name)
    if goal is None or figure.interval is None:
        return ""
    least = goal.scanned if scanned else goal.least
    return f"  目标 {percent(least)}：{'已证明' if figure.interval[0] >= least else '未证明'}"


def table(title: str, scores: Mapping[str, Score]) -> Table:
    made = Table(title=title, box=None, title_justify="left", header_style="dim", pad_edge=False)
    made.add_column("", overflow="fold", max_width=30)
    for name in ("应有", "误", "漏", "精确率", "召回率", "F1"):
        made.add_column(name, justify="right")
    for name, s in scores.items():
        counts = (str(s.right + s.missed), str(s.false), str(s.missed))
        made.add_row(name, *counts, percent(s.precision), percent(s.recall), percent(s.f1))
    return made


def all_faults(scores: GoldScores) -> list[str]:
    """Every error in one line."""
    parts = {
        "种类": scores.kinds,
        "日期": scores.events,
        "日期（给定种类）": scores.events_told,
        "名称": scores.parties,
        "名称（给定种类）": scores.parties_told,
        "文号": scores.numbers,
    }
    return [
        f"{part}｜{fault.what}｜{fault.where}｜应为 {fault.expected}｜得到 {fault.got}"
        for part, field in parts.items()
        for fault in field.faults
    ]


def as_json(sets: Sequence[tuple[str, GoldScores]]) -> dict[str, Any]:
    """All sets in the order of the report, for machines."""

    def rows(scores: Mapping[str, Score]) -> dict[str, Any]:
        return {
            name: {"right": s.right, "false": s.false, "missed": s.missed, "f1": s.f1}
            for name, s in by_name(scores).items()
        }

    return {
        "never_seen": NEVER_SEEN,
        "sets": [
            {
                "name": name,
                "papers": scores.papers,
                "figures": {key: figure._asdict() for key, figure in figures(scores).items()},
                "events": rows(scores.events.classes),
                "events_by_kind": rows(scores.events.kinds),
                "parties": rows(scores.parties.classes),
                "kinds": rows(scores.kinds.classes),
                "faults": all_faults(scores),
            }
            for name, scores in sets
        ],
    }
