"""What a report needs beside the dossiers: the run, its files, and the functions that reach outside."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from PIL.Image import Image

from app.report.names import Names
from dossier.base import Record
from dossier.case import Dossier, Finding, Rule, Verdict
from index.files import FileRow, State

Mask = Callable[[str], str]
"""Text in, text of the same length out, personal data starred."""
Render = Callable[[str, int, int], Image]
"""(source, page, dpi) → page image as the file has it (the report turns it by `Page.rotation`).

Raises ReadError where the format has none."""
Locate = Callable[[str], Path | None]
"""Source → where the file lies; None where it is no longer there."""


class Lost(Record):
    """A person's correction that could not be found again on its page; what it speaks of is 无法判定."""

    source: str
    page: int | None
    quote: str
    reason: str


class Run(Record):
    """One run. `planned`: files known below the paths (those gone since included), the balance sheet's left side.

    `catalogue`: hash of the rules. `versions`: name → version of what read and judged (fadu, OCR engine …).
    """

    id: str
    paths: tuple[str, ...] = ()
    started: datetime
    finished: datetime
    as_of: date
    planned: int
    catalogue: str = ""
    profile: str | None = None
    unmasked: bool = False
    versions: Mapping[str, str] = {}
    conflicts: tuple[Lost, ...] = ()


@dataclass(frozen=True)
class Tools:
    """What a report may call. `mask` None: personal data is shown (`--unmasked`)."""

    mask: Mask | None
    names: Names
    render: Render | None = None
    locate: Locate = field(default=lambda source: None)
    rules: Mapping[str, Rule] = field(default_factory=dict)


class Tally:
    """Numbers that grow while dossiers pass by; flat in memory (by rule, kind and verdict only)."""

    def __init__(self, settings: Collection[str] = ()) -> None:
        """`settings`: what a region or office may have to say before its verdicts can be given."""
        self.settings = Counter(dict.fromkeys(settings, 0))
        self.dossiers: Counter[tuple[str, Verdict]] = Counter()
        self.findings: Counter[tuple[str, Verdict]] = Counter()
        self.musts: Counter[Verdict] = Counter()
        self.names: dict[str, str] = {}
        self.papers: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()
        self.leads = 0
        self.states: Counter[State] = Counter()
        self.errors: Counter[tuple[State, str]] = Counter()

    def add(self, dossier: Dossier) -> None:
        """Counts one dossier with its papers, pages and findings."""
        self.dossiers[dossier.kind, dossier.conclusion] += 1
        for reading in dossier.readings:
            self.papers["unreadable" if reading.document.error else reading.label.kind] += 1
            self.pages.update(page.grade for page in reading.document.pages)
            self.leads += len(reading.leads)
        for finding in dossier.findings:
            self.add_finding(finding)

    def add_finding(self, finding: Finding) -> None:
        """Counts one finding; those of scope year come without a dossier."""
        self.findings[finding.rule, finding.verdict] += 1
        self.names[finding.rule] = finding.name
        for item in finding.missing:
            if item in self.settings:
                self.settings[item] += 1
        if finding.severity == "must":
            self.musts[finding.verdict] += 1

    def add_file(self, file: FileRow) -> None:
        """Counts one file by what became of it, and why."""
        self.states[file.state] += 1
        if file.state in ("failed", "refused"):
            self.errors[file.state, file.code or "unknown"] += 1

    def verdicts(self) -> Counter[Verdict]:
        """Findings by verdict."""
        total: Counter[Verdict] = Counter()
        for (_, verdict), number in self.findings.items():
            total[verdict] += number
        return total

    def conclusions(self) -> Counter[Verdict]:
        """Dossiers by conclusion."""
        total: Counter[Verdict] = Counter()
        for (_, verdict), number in self.dossiers.items():
            total[verdict] += number
        return total
