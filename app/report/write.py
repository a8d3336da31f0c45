"""All reports in one pass: dossiers come once, every writer takes what it needs, memory stays flat."""

from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import Protocol

from app.report import jsonl
from app.report.html import Limits, Page
from app.report.masking import Masker
from app.report.model import Run, Tally, Tools
from app.report.xlsx import Workbook
from dossier.case import Dossier, Finding, Rule
from index.files import FileRow

FORMATS = frozenset({"jsonl", "xlsx", "html"})


def settings_of(rules: Iterable[Rule]) -> frozenset[str]:
    """Settings that rules leave to a region or office (option `setting`)."""
    return frozenset(str(rule.options["setting"]) for rule in rules if "setting" in rule.options)


class Writer(Protocol):
    """One report while a run's files and dossiers pass by."""

    def add_file(self, file: FileRow, masker: Masker) -> None: ...
    def add(self, dossier: Dossier, masker: Masker) -> None: ...
    def add_yearly(self, finding: Finding, masker: Masker) -> None: ...
    def close(self, tally: Tally) -> None: ...


class Rows:
    """documents, dossiers, findings and leads (.jsonl)."""

    def __init__(self, out: Path, stack: ExitStack) -> None:
        names = ("documents", "dossiers", "findings", "leads")
        self.put = {name: stack.enter_context(jsonl.lines(out / f"{name}.jsonl")) for name in names}
        self.parts = Counter[str]()

    def add_file(self, file: FileRow, masker: Masker) -> None:
        """Files stand in documents.jsonl as papers."""

    def add(self, dossier: Dossier, masker: Masker) -> None:
        for name, rows in _rows(dossier, masker, self.parts).items():
            for row in rows:
                self.put[name](row)

    def add_yearly(self, finding: Finding, masker: Masker) -> None:
        self.put["findings"](jsonl.finding_row(finding, masker))

    def close(self, tally: Tally) -> None:
        """The files get their names when the stack they were opened in closes."""


def write_reports(
    out: Path,
    dossiers: Iterable[Dossier],
    files: Iterable[FileRow],
    run: Run,
    tools: Tools,
    *,
    yearly: Iterable[Finding] = (),
    limits: Limits | None = None,
    formats: Collection[str] = FORMATS,
) -> Tally:
    """Writes the .jsonl files, report.xlsx and report.html (those named in `formats`) into `out`.

    Every file appears under its name only when it is whole. Returns the counts for run.json.
    """
    tally, plain = Tally(settings_of(tools.rules.values())), Masker(None, tools.mask)
    with ExitStack() as stack:
        writers: list[Writer] = []
        if "jsonl" in formats:
            writers.append(Rows(out, stack))
        if "xlsx" in formats:
            writers.append(Workbook(out / "report.xlsx", run, tools))
        if "html" in formats:
            scratch = stack.enter_context(TemporaryFile(dir=out))
            writers.append(Page(out / "report.html", scratch, run, tools, limits=limits))
        for file in files:
            tally.add_file(file)
            for writer in writers:
                writer.add_file(file, plain)
        for dossier in dossiers:
            masker = Masker(dossier, tools.mask)
            tally.add(dossier)
            for writer in writers:
                writer.add(dossier, masker)
        for finding in yearly:
            tally.add_finding(finding)
            for writer in writers:
                writer.add_yearly(finding, plain)
        for writer in writers:
            writer.close(tally)
    return tally


def _rows(dossier: Dossier, masker: Masker, parts: Counter[str]) -> dict[str, Iterable[jsonl.Row]]:
    return {
        "dossiers": (jsonl.dossier_row(dossier, masker),),
        "documents": jsonl.document_rows(dossier, masker, parts),
        "findings": (jsonl.finding_row(finding, masker) for finding in dossier.findings),
        "leads": jsonl.lead_rows(dossier, masker),
    }
