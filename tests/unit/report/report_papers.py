"""Hand-made papers and findings for the report tests; every name and number is made up."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dossier.case import Dossier, Finding, Label, Reading
from dossier.document import Block, Document, Line, Page, Place, Span
from dossier.fact import Event, Fact, Personal, Value
from dossier.geometry import Box

WIDTH, HEIGHT, LEFT, SIZE = 595.0, 842.0, 72.0, 14.0
ID_CARD, HIDDEN_CARD = "11010519491231002X", "110105************"
PHONE = "13900001234"


def line(text: str, row: int) -> Line:
    width = sum(SIZE if ord(c) > 255 else SIZE / 2 for c in text)
    top = 80.0 + row * 30.0
    return Line(text=text, box=Box(x0=LEFT, y0=top, x1=LEFT + width, y1=top + SIZE))


def page(texts: Iterable[str], *, source: str, number: int = 1, engine: str = "pdfium", **more: Any) -> Page:
    block = Block(kind="text", lines=tuple(line(text, i) for i, text in enumerate(texts)))
    blocks = (block, *more.pop("blocks", ()))
    fields = {
        "source": source,
        "number": number,
        "width": WIDTH,
        "height": HEIGHT,
        "engine": engine,
        "blocks": blocks,
    }
    return Page(**fields, reason="文字层可信", **more)


def document(*pages: Page, id: str = "ab" * 32 + ":1", **more: Any) -> Document:
    sources = tuple(dict.fromkeys(p.source for p in pages))
    return Document(id=id, sources=sources, media_type="application/pdf", pages=pages, **more)


def fact(paper: Document, quote: str, value: Value, **more: Any) -> Fact:
    start = paper.text.index(quote)
    span = Span(start=start, end=start + len(quote))
    return Fact(
        document=paper.id, value=value, span=span, place=paper.place(span.start, span.end), by="test", **more
    )


def event(paper: Document, quote: str, code: str, first: date, last: date | None = None, **more: Any) -> Fact:
    return fact(paper, quote, Event(code=code, first=first, last=last or first), **more)


def personal(paper: Document, quote: str, type: str) -> Fact:
    return fact(paper, quote, Personal.model_validate({"type": type}))


def reading(paper: Document, *facts: Fact, kind: str = "penalty_decision", **more: Any) -> Reading:
    more.setdefault("title", "行政处罚决定书")
    return Reading(document=paper, label=Label(kind=kind, probability=0.98, guess=kind), facts=facts, **more)


def finding(**more: Any) -> Finding:
    fields: dict[str, Any] = {
        "dossier": "甲案",
        "dossier_kind": "penalty",
        "rule": "pen-service-7wd",
        "name": "决定书七日内送达",
        "verdict": "pass",
        "severity": "must",
        "message": "决定之日起4个工作日送达，未超过7个工作日。",
    }
    return Finding(**fields | more)


def case(
    *readings: Reading, findings: tuple[Finding, ...] = (), id: str = "甲案", kind: str = "penalty"
) -> Dossier:
    return Dossier(id=id, kind=kind, reason="同一文件夹", readings=readings, findings=findings)


def place(paper: Document, quote: str) -> Place:
    start = paper.text.index(quote)
    return paper.place(start, start + len(quote))
