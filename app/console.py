"""What the command line shows: progress, the verdict table, where the reports lie."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from app.differences import Change
from app.report.masking import Masker
from dossier.case import VERDICTS, WORST_FIRST, Verdict
from index.runs import Summary
from language.masks import mask

COLOURS: dict[Verdict, str] = {
    "fail": "bold red",
    "undetermined": "yellow",
    "borderline": "magenta",
    "excused": "cyan",
    "pass": "green",
    "not-applicable": "dim",
}
ROWS = 60


class Bar:
    """A progress bar with files, pages, rate and time left; plain lines where the output is no terminal."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.pages = 0
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pages]} 页 {task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self.task = self.progress.add_task("准备", total=None, pages=0, rate="")

    def __enter__(self) -> "Bar":
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def stage(self, name: str) -> None:
        self.progress.update(self.task, description=name)
        if not self.console.is_terminal:
            self.console.print(f"{name}……")

    def plan(self, files: int) -> None:
        self.progress.reset(self.task, total=files)

    def advance(self, *, files: int = 0, pages: int = 0) -> None:
        self.pages += pages
        task = self.progress.tasks[0]
        rate = f"{self.pages / task.elapsed:.1f} 页/秒" if task.elapsed and self.pages else ""
        self.progress.update(self.task, advance=files, pages=self.pages, rate=rate)


def verdict(code: Verdict) -> Text:
    """The verdict's name in its colour."""
    return Text(VERDICTS[code], style=COLOURS[code])


def verdict_table(summaries: Iterable[Summary]) -> Table:
    """One line a dossier, the worst first; at most ROWS, the rest counted below. Fits 80 columns."""
    rows = sorted(summaries, key=lambda s: (WORST_FIRST.index(s.conclusion), s.name))
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("结论", no_wrap=True)
    table.add_column("卷宗", overflow="fold", ratio=1)
    for short in SHORT.values():
        table.add_column(short, justify="right", no_wrap=True)
    for item in rows[:ROWS]:
        counts = [str(item.counts.get(code, 0) or "·") for code in SHORT]
        table.add_row(verdict(item.conclusion), mask(item.name), *counts)
    if len(rows) > ROWS:
        table.add_row("", f"…… 另有 {len(rows) - ROWS} 件，见报告")
    return table


SHORT = {"fail": "不合规", "undetermined": "待定", "borderline": "两解", "pass": "合规"}


def totals(summaries: Iterable[Summary]) -> Text:
    """Dossiers by conclusion, in one line."""
    count = Counter(item.conclusion for item in summaries)
    line = Text(f"共 {sum(count.values())} 件卷宗：")
    for code in WORST_FIRST:
        if count[code]:
            line.append(f"{VERDICTS[code]} {count[code]}　", style=COLOURS[code])
    return line


def show_changes(changes: Iterable[Change], masker: Masker, console: Console) -> int:
    """Changed verdicts by dossier, each with its reason; gives their number."""
    total, last = 0, None
    for change in changes:
        if total == 0 or change.dossier != last:
            last = change.dossier
            console.print(Text(masker.text(last or "年度"), style="bold"))
        total += 1
        line = Text("  ").append_text(_side(change.before)).append(" → ").append_text(_side(change.after))
        subject = f"（{masker.text(change.subject)}）" if change.subject else ""
        console.print(line.append(f"  {change.name}{subject}").append(f"  {change.rule}", style="dim"))
        console.print(Text("    " + masker.text("；".join(change.why)), style="dim"))
    return total


def _side(code: Verdict | None) -> Text:
    return verdict(code) if code else Text("（无）", style="dim")


def show_files(console: Console, counts: Mapping[str, int], states: Mapping[str, str]) -> None:
    """The balance sheet of files: what was found is read, failed, a duplicate or removed."""
    parts = [f"{states[state]} {n}" for state, n in counts.items() if n]
    console.print("文件：" + "，".join(parts), highlight=False)


def show_reports(console: Console, out: Path, serve: str) -> None:
    """Where the reports lie and how to go on."""
    console.print()
    console.print(f"报告已写入 {out}", highlight=False)
    console.print("  report.html  浏览器打开，逐卷看时间线与证据", highlight=False)
    console.print(
        "  report.xlsx  Excel/WPS 打开，可筛选；“更正”表填好后用 fadu correct 读回", highlight=False
    )
    console.print(f"查询平台：{serve}", highlight=False)
