"""The machine-readable output: documents, dossiers, findings and leads, one object a line (contract.md)."""

import json
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from app.report.masking import Masker
from dossier.case import VERDICTS, Dossier, Finding, Reading
from dossier.document import Document, Place
from dossier.fact import DocNumber, Event, Fact, Party
from dossier.geometry import Box, union

Row = dict[str, Any]
OCR = ("paddle", "tesseract", "rapidocr", "ocr")


@contextmanager
def lines(path: Path) -> Iterator[Callable[[Row], None]]:
    """A function that appends one object. The file appears under its name only when it is whole."""
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda row: print(json.dumps(row, ensure_ascii=False), file=file)
    part.replace(path)


def document_rows(dossier: Dossier, masker: Masker, parts: Counter[str]) -> Iterator[Row]:
    """Lines of documents.jsonl. `parts` counts the papers of each file over the whole run."""
    for reading in dossier.readings:
        source = reading.document.sources[0]
        yield document_row(reading, masker, dossier=dossier.id, part=parts[source])
        parts[source] += 1


def document_row(reading: Reading, masker: Masker, *, dossier: str | None, part: int) -> Row:
    """One paper; `kind` is null where the file could not be read."""
    document = reading.document
    error = document.error

    def elsewhere(fact: Fact) -> Row:
        """The file of a fact that does not stand in the first one, without which its page says nothing."""
        source = fact.place.source
        return {} if source == document.sources[0] else {"source": masker.text(source)}

    row: Row = {"id": document.id, "source": masker.text(document.sources[0])}
    if len(document.sources) > 1:
        row["sources"] = [masker.text(source) for source in document.sources]
    return row | {
        "part": part,
        "pages": page_range(document),
        "dossier": masker.text(dossier) if dossier is not None else None,
        "kind": None if error else reading.label.kind,
        "kind_confidence": None if error else round(reading.label.probability, 4),
        "title": masker.text(reading.title) or None,
        "doc_number": own_number(reading),
        "issuer": _masked(issuer(reading), masker),
        "events": [
            _event_row(f, f.value, masker) | elsewhere(f) for f in reading.facts if isinstance(f.value, Event)
        ],
        "parties": [
            _party_row(f, f.value, masker) | elsewhere(f) for f in reading.facts if isinstance(f.value, Party)
        ],
        "ocr": read_by_ocr(document),
        "error": {"code": error.code, "message": masker.text(error.message)} if error else None,
    }


def read_by_ocr(document: Document) -> bool:
    """Whether a page was read from its image."""
    return any(name in page.engine for page in document.pages for name in OCR)


def page_range(document: Document) -> list[int] | None:
    """First and last page; of a paper spread over several files 1 to their number; None without pages."""
    pages = [page for page in document.pages if page.width]
    if not pages:
        return None
    one_file = all(page.source == pages[0].source for page in pages)
    return [pages[0].number, pages[-1].number] if one_file else [1, len(pages)]


def own_number(reading: Reading) -> str | None:
    """The paper's own document number in its normal form."""
    values = (fact.value for fact in reading.facts)
    return next((v.normal for v in values if isinstance(v, DocNumber) and v.role == "own"), None)


def issuer(reading: Reading) -> str | None:
    """The issuing body (发文机关)."""
    values = (fact.value for fact in reading.facts)
    return next((v.name for v in values if isinstance(v, Party) and v.role == "发文机关"), None)


def short_date(first: date, last: date) -> str:
    """ISO date, shortened where the paper is: `2022-04-28`, `2022-04`, `2022`; else `first/last`."""
    if first == last:
        return first.isoformat()
    ends_month = last.day == monthrange(last.year, last.month)[1]
    if first.year == last.year and first.day == 1 and ends_month:
        if first.month == last.month:
            return first.isoformat()[:7]
        if (first.month, last.month) == (1, 12):
            return first.isoformat()[:4]
    return f"{first.isoformat()}/{last.isoformat()}"


def _event_row(fact: Fact, event: Event, masker: Masker) -> Row:
    row: Row = {"event": event.code, "date": short_date(event.first, event.last)}
    if event.at is not None:
        row["time"] = event.at.isoformat("minutes")
    return row | _where(fact.place, masker.fact(fact)) | {"confidence": round(fact.score, 4)}


def _party_row(fact: Fact, party: Party, masker: Masker) -> Row:
    row: Row = {"role": party.role, "name": masker.text(party.name), "kind": party.type}
    return row | {"id": _masked(party.id, masker)} | _where(fact.place, masker.fact(fact))


def finding_row(finding: Finding, masker: Masker) -> Row:
    """A line of findings.jsonl; one of scope year has `authority` and `year` too.

    `original`: the rule's own verdict, only where a person overruled it (人工改判).
    """
    row: Row = {
        "dossier": _masked(finding.dossier, masker),
        "dossier_kind": finding.dossier_kind,
        "rule": finding.rule,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "start": finding.start,
        "end": finding.end,
        "measured": number(finding.measured),
        "required": number(finding.required),
        "unit": finding.unit,
        "alternative": _masked(finding.alternative, masker),
        "basis": list(finding.basis),
        "subject": _masked(finding.subject, masker),
        "message": masker.text(finding.message),
        "advice": masker.text(finding.advice),
        "evidence": [place_row(place, masker) for place in finding.evidence],
    }
    if finding.original is not None:
        row |= {"original": finding.original}
    if finding.dossier is None:
        row |= {"authority": finding.authority, "year": finding.year}
    return row


def dossier_row(dossier: Dossier, masker: Masker) -> Row:
    """A line of dossiers.jsonl: the conclusion, with the counts it stands on."""
    counts = Counter(finding.verdict for finding in dossier.findings)
    return {
        "dossier": masker.text(dossier.id),
        "kind": dossier.kind,
        "conclusion": dossier.conclusion,
        "counts": {verdict: counts[verdict] for verdict in VERDICTS},
        "missing": [masker.text(item) for item in missing(dossier)],
    }


def missing(dossier: Dossier) -> tuple[str, ...]:
    """What the undetermined findings lack, each once, in their order."""
    return tuple(dict.fromkeys(item for finding in dossier.findings for item in finding.missing))


def lead_rows(dossier: Dossier, masker: Masker) -> Iterator[Row]:
    """Lines of leads.jsonl: content red flags for a person, never verdicts (rules.md §14.13)."""
    for reading in dossier.readings:
        for lead in reading.leads:
            yield {
                "dossier": masker.text(dossier.id),
                "clause": masker.text(lead.clause),
                "type": lead.type,
                **place_row(lead.place, masker),
                "question": masker.text(lead.question),
                "cited_basis": _masked(lead.cited_basis, masker),
                "suppressed_by": _masked(lead.suppressed_by, masker),
            }


def place_row(place: Place, masker: Masker) -> Row:
    """A piece of evidence with its file."""
    return {"source": masker.text(place.source)} | _where(place, masker.quote(place))


def _where(place: Place, quote: str) -> Row:
    """Page, quote and box; `boxes` for a quote over several lines (`box` then spans them), `cell` for a cell."""
    around = union(place.boxes)
    row: Row = {"page": place.page, "quote": quote, "box": _corners(around) if around else None}
    if len(place.boxes) > 1:
        row["boxes"] = [_corners(box) for box in place.boxes]
    if place.cell is not None:
        row["cell"] = place.cell
    return row


def _corners(box: Box) -> list[float]:
    """x0, y0, x1, y1 in points; a hundredth of a point is finer than any printer."""
    return [round(edge, 2) for edge in (box.x0, box.y0, box.x1, box.y1)]


def _masked(text: str | None, masker: Masker) -> str | None:
    return masker.text(text) if text is not None else None


def number(value: float | None) -> int | float | None:
    """Whole numbers as int."""
    return int(value) if value is not None and value == int(value) else value
