"""report.html: one self-contained page; dossiers stream through, the worst stand first, limits are said."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import IO, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.report.gallery import Gallery, keep_pages
from app.report.masking import Masker
from app.report.model import Lost, Run, Tally, Tools
from app.report.overview import headline
from app.report.view import FindingView, dossier_view, finding_view
from app.report.words import COLOURS, REPORT_ORDER, day, moment
from dossier.case import VERDICTS, WORST_FIRST, Dossier, Finding, Verdict
from index.files import STATES, FileRow

TEMPLATES = Path(__file__).with_name("templates")
MEANINGS: dict[Verdict, str] = {
    "fail": "日期或要素都已读到，按各种合理算法都不符合",
    "undetermined": "缺日期、缺文书、看不清或适用前提不明；不等于不合规",
    "borderline": "首日是否计入、末日是否顺延等算法之争决定结论，两种结果都写出",
    "excused": "不符合一般数值，但文书写明了法定例外且证据在卷",
    "pass": "日期和要素都已读到，按各种合理算法都符合",
    "not-applicable": "前提不成立，或当时的法律没有这项要求",
}


@dataclass(frozen=True)
class Limits:
    """What one page holds. `dossiers` and `files` (listed failures): the rest is in report.xlsx, and said so.

    `pictures`: cut-outs a dossier. `opened`: up to so many dossiers, all stand open.
    """

    dossiers: int = 100
    pictures: int = 16
    files: int = 60
    opened: int = 3


class Entry(NamedTuple):
    """A dossier written to the scratch file: where its part lies, and its line in the list."""

    rank: int
    order: int
    start: int
    length: int
    anchor: str
    name: str
    kind: str
    conclusion: Verdict
    counts: tuple[tuple[str, int], ...]


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(TEMPLATES, encoding="utf-8")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    environment.globals.update(verdicts=VERDICTS, colours=COLOURS, order=REPORT_ORDER, meanings=MEANINGS)
    return environment


class Page:
    """report.html while dossiers pass by, kept in `scratch`; `close` writes the page."""

    def __init__(
        self, path: Path, scratch: IO[bytes], run: Run, tools: Tools, *, limits: Limits | None = None
    ) -> None:
        self.path, self.scratch, self.run = path, scratch, run
        self.limits = limits or Limits()
        self.tools = replace(tools, render=keep_pages(tools.render)) if tools.render else tools
        self.entries: list[Entry] = []
        self.unread: list[tuple[str, str, str]] = []
        self.unread_total = 0
        self.yearly: list[FindingView] = []

    def add_file(self, file: FileRow, masker: Masker) -> None:
        """Remembers the first files that were not read."""
        if file.state not in ("done", "removed"):
            self.unread_total += 1
            if len(self.unread) < self.limits.files:
                why = masker.text(file.message or "")
                self.unread.append((masker.text(file.source), STATES[file.state], why))

    def add(self, dossier: Dossier, masker: Masker) -> None:
        """Writes the dossier aside if it may still be among the worst `limits.dossiers`."""
        rank = WORST_FIRST.index(dossier.conclusion)
        if sum(entry.rank <= rank for entry in self.entries) >= self.limits.dossiers:
            return
        anchor = f"d{len(self.entries) + 1}"
        view = dossier_view(
            dossier, masker, self.tools, anchor=anchor, out=self.path.parent, pictures=self.limits.pictures
        )
        part = _environment().get_template("dossier.html").render(dossier=view).encode()
        self.scratch.seek(0, 2)
        start = self.scratch.tell()
        self.scratch.write(part)
        line = (anchor, view.name, view.kind, view.conclusion, view.counts)
        self.entries.append(Entry(rank, len(self.entries), start, len(part), *line))

    def add_yearly(self, finding: Finding, masker: Masker) -> None:
        """A finding of scope year, which belongs to no dossier."""
        gallery = Gallery(Dossier(id="", kind="any"), masker, self.tools, out=self.path.parent, limit=0)
        self.yearly.append(finding_view(finding, masker, self.tools.rules.get(finding.rule), gallery))

    def close(self, tally: Tally) -> None:
        """Writes the page: figures, the list, the dossiers, the notes."""
        shown = sorted(self.entries)[: self.limits.dossiers]
        part = self.path.with_name(self.path.name + ".part")
        values = self._values(tally, shown)
        with part.open("wb") as file:
            file.write(_environment().get_template("head.html").render(values).encode())
            for entry in shown:
                self.scratch.seek(entry.start)
                text = self.scratch.read(entry.length)
                file.write(text.replace(b"<details ", b"<details open ", 1) if values["opened"] else text)
            file.write(_environment().get_template("tail.html").render(values).encode())
        part.replace(self.path)

    def _lost(self, item: Lost) -> tuple[str, str, str]:
        """A correction without a place: file, page, why."""
        masker = Masker(None, self.tools.mask)
        where = "" if item.page is None else f"第{item.page}页"
        return masker.text(item.source), where, masker.text(item.reason)

    def _values(self, tally: Tally, shown: list[Entry]) -> dict[str, Any]:
        total = sum(tally.conclusions().values())
        return {
            "run": self.run,
            "as_of": day(self.run.as_of),
            "started": moment(self.run.started),
            "finished": moment(self.run.finished),
            "headline": headline(tally),
            "conclusions": tally.conclusions(),
            "findings": tally.verdicts(),
            "total": total,
            "kinds": _kinds(tally, self.tools),
            "rules": _rules(tally),
            "states": [(STATES[state], tally.states[state]) for state in STATES if tally.states[state]],
            "gap": self.run.planned - sum(tally.states.values()),
            "unread": self.unread,
            "unread_more": self.unread_total - len(self.unread),
            "papers": sum(tally.papers.values()),
            "pages": tally.pages,
            "leads": tally.leads,
            "shown": shown,
            "more": total - len(shown),
            "more_by": _left_out(tally, shown),
            "opened": len(shown) <= self.limits.opened,
            "yearly": self.yearly,
            "lost": [self._lost(item) for item in self.run.conflicts],
            "limits": self.limits,
        }


def _left_out(tally: Tally, shown: list[Entry]) -> list[tuple[str, int]]:
    """Dossiers that stand in the workbook only, by conclusion."""
    left = tally.conclusions() - Counter(entry.conclusion for entry in shown)
    return [(VERDICTS[verdict], left[verdict]) for verdict in REPORT_ORDER if left[verdict]]


def _kinds(tally: Tally, tools: Tools) -> list[tuple[str, int, list[tuple[Verdict, int]]]]:
    """Dossier kinds with their conclusions, the largest first."""
    rows: dict[str, Counter[Verdict]] = {}
    for (kind, verdict), number in tally.dossiers.items():
        rows.setdefault(tools.names.dossier(kind), Counter())[verdict] += number
    table = [
        (name, sum(found.values()), [(v, found[v]) for v in REPORT_ORDER if found[v]])
        for name, found in rows.items()
    ]
    return sorted(table, key=lambda row: (-row[1], row[0]))


def _rules(tally: Tally) -> list[tuple[str, str, dict[Verdict, int]]]:
    """The rules most often not kept or not decided."""
    rows: dict[str, dict[Verdict, int]] = {}
    for (rule, verdict), number in tally.findings.items():
        rows.setdefault(rule, {})[verdict] = number
    open_ones = [
        r for r, found in rows.items() if any(found.get(v) for v in ("fail", "borderline", "undetermined"))
    ]
    open_ones.sort(key=lambda r: (*(-rows[r].get(v, 0) for v in REPORT_ORDER), r))
    return [(tally.names[rule], rule, rows[rule]) for rule in open_ones[:12]]
