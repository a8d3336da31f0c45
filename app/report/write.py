"""All reports in one pass: dossiers come once, every writer takes what it needs, memory stays flat."""

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

from app.report import jsonl
from app.report.html import Limits, Page
from app.report.masking import Masker
from app.report.model import Run, Tally, Tools
from app.report.xlsx import Workbook
from dossier.case import Dossier, Finding
from index.files import FileRow


def write_reports(
    out: Path,
    dossiers: Iterable[Dossier],
    files: Iterable[FileRow],
    run: Run,
    tools: Tools,
    *,
    yearly: Iterable[Finding] = (),
    limits: Limits | None = None,
) -> Tally:
    """Writes documents, dossiers, findings and leads (.jsonl), report.xlsx and report.html into `out`.

    Every file appears under its name only when it is whole. Returns the counts for run.json.
    """
    tally, parts, plain = Tally(), Counter[str](), Masker(None, tools.mask)
    with ExitStack() as stack:
        scratch = stack.enter_context(TemporaryFile(dir=out))
        names = ("documents", "dossiers", "findings", "leads")
        put = {name: stack.enter_context(jsonl.lines(out / f"{name}.jsonl")) for name in names}
        book = Workbook(out / "report.xlsx", run, tools)
        page = Page(out / "report.html", scratch, run, tools, limits=limits)
        for file in files:
            tally.add_file(file)
            book.add_file(file, plain)
            page.add_file(file, plain)
        for dossier in dossiers:
            masker = Masker(dossier, tools.mask)
            tally.add(dossier)
            book.add(dossier, masker)
            page.add(dossier, masker)
            for name, rows in _rows(dossier, masker, parts).items():
                for row in rows:
                    put[name](row)
        for finding in yearly:
            tally.add_finding(finding)
            book.add_finding(finding, plain)
            page.add_yearly(finding, plain)
            put["findings"](jsonl.finding_row(finding, plain))
        book.close(tally)
        page.close(tally)
    return tally


def _rows(dossier: Dossier, masker: Masker, parts: Counter[str]) -> dict[str, Iterable[jsonl.Row]]:
    return {
        "dossiers": (jsonl.dossier_row(dossier, masker),),
        "documents": jsonl.document_rows(dossier, masker, parts),
        "findings": (jsonl.finding_row(finding, masker) for finding in dossier.findings),
        "leads": jsonl.lead_rows(dossier, masker),
    }
