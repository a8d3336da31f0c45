"""One page of a paper on the desk: its parts, facts, findings and neighbours, ready for the template."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from app.report.jsonl import issuer, own_number, read_by_ocr
from app.report.names import Names
from app.web.facts import GROUPS, FactView, on_page, show
from app.web.library import Sheet, key_of, stands_on
from app.web.sheet import FOUND, Part, outside, parts
from dossier.case import Finding
from dossier.document import Document, Page, Span
from dossier.fact import Fact
from dossier.geometry import Box

OUTSIDE = {"header": "页眉", "footer": "页脚", "seal": "印章", "figure": "图"}


@dataclass(frozen=True)
class Leaf:
    """A page of the paper in the row of page numbers; `evidence`: a finding rests on it."""

    number: int
    evidence: bool


@dataclass(frozen=True)
class Spot:
    """Where a fact (or the match) stands on the picture."""

    fact: int
    quote: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class DeskView:
    """Everything the template shows. `page` is None for a paper without pages; `number` counts in the paper."""

    key: str
    page: Page | None
    number: int
    pictured: bool
    leaves: tuple[Leaf, ...]
    parts: tuple[Part, ...]
    outside: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, tuple[FactView, ...]], ...]
    spots: tuple[Spot, ...]
    findings: tuple[Finding, ...]
    doc_number: str | None
    issuer: str | None
    ocr: bool


def span_of(found: str, document: Document) -> Span | None:
    """`120-126` as a span of the paper's text; None for anything else."""
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", found, re.ASCII)
    if match is None:
        return None
    start, end = int(match[1]), min(int(match[2]), len(document.text))
    return Span(start=start, end=end) if start < end else None


def sheet_view(sheet: Sheet, number: int, span: Span | None, names: Names) -> DeskView:
    """Page `number` of the paper, from 1, with a match lit. Raises NotThere."""
    reading, masker = sheet.reading, sheet.masker
    document = reading.document
    page = sheet.page(number) if document.pages else None
    numbered = list(on_page(reading, page)) if page else []
    marks = [(fact.span.start, fact.span.end, n) for n, fact in numbered if fact.span is not None]
    lit = span is not None and sheet.page_of(span) == number
    if span is not None and lit:
        marks.append((span.start, span.end, FOUND))
    views = [show(n, fact, masker=masker, names=names) for n, fact in numbered]
    views.sort(key=lambda view: list(GROUPS).index(view.group))
    hidden = masker.text(document.text)
    number_of = own_number(reading)
    return DeskView(
        key=key_of(sheet.standing),
        page=page,
        number=number,
        pictured=page is not None and page.width > 0,
        leaves=tuple(_leaves(sheet)),
        parts=tuple(parts(document, page, text=hidden, marks=marks)) if page else (),
        outside=tuple((kind, masker.text(line)) for kind, line in outside(page)) if page else (),
        facts=tuple((group, tuple(items)) for group, items in groupby(views, key=lambda view: view.group)),
        spots=tuple(_spots(sheet, numbered, span if lit else None)),
        findings=tuple(sheet.findings(page)) if page else (),
        doc_number=masker.text(number_of) if number_of else None,
        issuer=issuer(reading),
        ocr=read_by_ocr(document),
    )


def _leaves(sheet: Sheet) -> Iterator[Leaf]:
    places = {place for finding in sheet.dossier.findings for place in finding.evidence}
    for number, page in enumerate(sheet.reading.document.pages, 1):
        yield Leaf(number, any(stands_on(place, page) for place in places))


def _spots(sheet: Sheet, numbered: list[tuple[int, Fact]], span: Span | None) -> Iterator[Spot]:
    for n, fact in numbered:
        if fact.place.boxes:
            yield Spot(n, sheet.masker.fact(fact), fact.place.boxes)
    if span is not None:
        place = sheet.reading.document.place(span.start, span.end)
        if place.boxes:
            yield Spot(FOUND, "", place.boxes)
