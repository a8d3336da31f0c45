"""report.xlsx: overview, dossiers, findings, what is missing, papers, leads, reading, corrections, rulings, scores."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from app.report import jsonl
from app.report.book import Book, Column, Linked, Table, Value
from app.report.columns import DOCUMENTS, DOSSIERS, FINDINGS, LEADS, MISSING, READING, VERDICT_COLUMN
from app.report.corrections_sheet import CorrectionsSheet
from app.report.link import path_to
from app.report.masking import Masker
from app.report.model import Run, Tally, Tools
from app.report.overview import write_overview
from app.report.rulings_sheet import RulingsSheet
from app.report.scores_sheet import ScoreSheets
from app.report.words import GRADES, REPORT_ORDER, SEVERITIES, UNITS, between, where, wide_name
from dossier.case import VERDICTS, Dossier, Finding, Reading
from dossier.document import Page
from dossier.fact import Event, Party
from index.files import STATES, FileRow


class Workbook:
    """report.xlsx while dossiers pass by; `close` writes the overview and the file."""

    def __init__(self, path: Path, run: Run, tools: Tools) -> None:
        self.path, self.run, self.tools = path, run, tools
        self.part = path.with_name(path.name + ".part")
        self.book = Book(self.part, title="法定程序审查报告")
        self.overview = self.book.sheet("总览", tab="#3C4A57")
        self.dossiers = self._table("卷宗", DOSSIERS)
        self.findings = self._table("检查结论", FINDINGS)
        self.missing = self._table("缺什么", MISSING)
        self.documents = self._table("文书", DOCUMENTS)
        self.leads = self._table("线索", LEADS)
        self.reading = self._table("读取情况", READING)
        self.corrections = CorrectionsSheet(self.book, tools)
        self.rulings = RulingsSheet(self.book)
        self.scores = ScoreSheets(self.book)

    def _table(self, name: str, columns: tuple[Column, ...]) -> Table:
        table = Table(self.book, name, columns)
        table.head()
        return table

    def add(self, dossier: Dossier, masker: Masker) -> None:
        """Rows of one dossier."""
        self._dossier(dossier, masker)
        for finding in dossier.findings:
            self.add_finding(finding, masker)
        for reading in dossier.readings:
            self._document(dossier, reading, masker)
            for page in reading.document.pages:
                self._page(reading, page, masker)
        self._leads(dossier, masker)
        self.corrections.add(dossier, masker)
        self.rulings.add(dossier, masker)
        self.scores.add(dossier, masker)

    def _link(self, source: str, masker: Masker) -> Linked:
        return Linked(masker.text(source), path_to(source, self.path.parent, self.tools.locate, masker))

    def _dossier(self, dossier: Dossier, masker: Masker) -> None:
        row = jsonl.dossier_row(dossier, masker)
        name = self.tools.names.dossier(dossier.kind)
        counts = [row["counts"][verdict] for verdict in REPORT_ORDER]
        tail = (len(dossier.readings), "\n".join(row["missing"]), masker.text(dossier.reason))
        self.dossiers.put((row["dossier"], name, dossier.conclusion, *counts, *tail))

    def add_yearly(self, finding: Finding, masker: Masker) -> None:
        """A finding of scope year, which has no dossier."""
        self.add_finding(finding, masker)

    def add_finding(self, finding: Finding, masker: Masker) -> None:
        """One finding, and one row for each thing it lacks."""
        row = jsonl.finding_row(finding, masker)
        first = finding.evidence[0] if finding.evidence else None
        self.findings.put(
            (
                row["dossier"] or wide_name(finding),
                finding.name,
                finding.verdict,
                SEVERITIES[finding.severity],
                row["subject"],
                as_date(finding.start),
                as_date(finding.end),
                row["measured"],
                row["required"],
                UNITS[finding.unit] if finding.unit else None,
                row["message"],
                "\n".join(finding.basis),
                evidence_text(finding, masker),
                self._link(first.source, masker) if first else None,
                first.page if first else None,
                row["alternative"],
                row["advice"],
                self.tools.names.dossier(finding.dossier_kind),
                finding.rule,
            ),
            folded=finding.verdict == "not-applicable",
        )
        if finding.verdict == "undetermined":
            for item in finding.missing or ("见说明",):
                said = (
                    finding.name,
                    SEVERITIES[finding.severity],
                    row["message"],
                    row["advice"],
                    finding.rule,
                )
                self.missing.put((row["dossier"], masker.text(item), *said))

    def _document(self, dossier: Dossier, reading: Reading, masker: Masker) -> None:
        row = jsonl.document_row(reading, masker, dossier=dossier.id, part=0)
        pages: list[Value] = list(row["pages"] or (None, None))
        error = reading.document.error
        self.documents.put(
            (
                row["dossier"],
                self._link(reading.document.sources[0], masker),
                *pages,
                "（读不了）" if error else self.tools.names.document(reading.label.kind),
                None if error else round(reading.label.probability, 2),
                row["title"],
                row["doc_number"],
                row["issuer"],
                "、".join(party_names(reading, masker)),
                "\n".join(event_words(reading, self.tools)),
                "是" if row["ocr"] else "",
                document_note(reading, masker, self.tools),
            )
        )

    def _page(self, reading: Reading, page: Page, masker: Masker) -> None:
        note = "\n".join(masker.text(note) for note in page.notes)
        paper = reading.title or self.tools.names.document(reading.label.kind)
        # thousands of good pages need no link each: the sheet 文书 has one a paper
        link = self._link(page.source, masker) if page.grade != "good" else masker.text(page.source)
        number = page.number if page.width else None
        row = (
            link,
            number,
            "已读",
            GRADES[page.grade],
            page.engine,
            masker.text(page.reason),
            note,
            masker.text(paper),
        )
        self.reading.put(row)

    def add_file(self, file: FileRow, masker: Masker) -> None:
        """A row for every file that was not read (those that were have one a page); before the dossiers."""
        self.corrections.add_file(file, masker)
        if file.state != "done":
            why = " ".join(part for part in (file.message, f"（{file.code}）" if file.code else None) if part)
            name = self._link(file.source, masker)
            self.reading.put((name, None, STATES[file.state], None, None, None, masker.text(why), None))

    def _leads(self, dossier: Dossier, masker: Masker) -> None:
        leads = [lead for reading in dossier.readings for lead in reading.leads]
        for lead, row in zip(leads, jsonl.lead_rows(dossier, masker), strict=True):
            head = (row["dossier"], lead.type, row["clause"], row["quote"])
            where = (self._link(lead.place.source, masker), lead.place.page)
            self.leads.put((*head, *where, row["question"], row["cited_basis"], row["suppressed_by"]))

    def close(self, tally: Tally) -> None:
        """Writes the overview, the filters and the file under its name."""
        shown = [VERDICTS[verdict] for verdict in REPORT_ORDER if verdict != "not-applicable"]
        self.findings.close(shown=(VERDICT_COLUMN, shown))
        for table in (self.dossiers, self.missing, self.documents, self.leads, self.reading):
            table.close()
        self.corrections.close()
        self.rulings.close()
        self.scores.close()
        tables = (self.findings, self.documents, self.leads, self.reading)
        write_overview(self.overview, self.book, self.run, tally, self.tools, sum(t.unlinked for t in tables))
        self.book.close()
        self.part.replace(self.path)


def as_date(text: str | None) -> date | datetime | str | None:
    """A finding's day as Excel's own date, so that it sorts and filters; a shortened date stays text."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:  # 2022-04, 2022-04-01/2022-04-10
        return text


def evidence_text(finding: Finding, masker: Masker) -> str:
    """Every quote with the file's name (without its folder, which the next column has) and page, one a line."""
    quotes = ((masker.quote(place).replace("\n", " "), place) for place in finding.evidence)
    return "\n".join(
        f"「{quote}」{masker.text(p.source.rpartition('/')[2])} {where(p)}" for quote, p in quotes
    )


def event_words(reading: Reading, tools: Tools) -> Iterable[str]:
    """Every dated act the paper tells of."""
    for fact in reading.facts:
        if isinstance(fact.value, Event):
            yield f"{tools.names.event(fact.value.code)} {between(fact.value.first, fact.value.last)}"


def party_names(reading: Reading, masker: Masker) -> Iterable[str]:
    """The parties (当事人) the paper names, each once."""
    values = (fact.value for fact in reading.facts)
    return dict.fromkeys(masker.text(v.name) for v in values if isinstance(v, Party) and v.role == "当事人")


def document_note(reading: Reading, masker: Masker, tools: Tools) -> str:
    """Why it could not be read, or the best guess where its kind is not sure."""
    if error := reading.document.error:
        return masker.text(f"{error.message}（{error.code}）")
    if reading.label.kind == "other" and reading.label.guess != "other":
        return f"种类不能确定，最像“{tools.names.document(reading.label.guess)}”，请在“更正”页核对"
    return ""
