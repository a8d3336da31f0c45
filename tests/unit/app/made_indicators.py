"""Judged dossiers made of records, for the tests of the board."""

from dossier.case import Dossier, Finding, Label, Reading
from dossier.document import Block, Document, Line, Page
from dossier.fact import Event, Fact, Span


def finding(
    rule: str,
    verdict: str,
    *,
    severity: str = "must",
    end: str | None = "2022-05-01",
    message: str = "说明。",
    **more,
) -> Finding:
    dossier_name = None if "authority" in more else "甲"
    return Finding.model_validate(
        {"dossier": dossier_name, "dossier_kind": "normative", "rule": rule, "name": rule, "verdict": verdict,
         "severity": severity, "end": end, "message": message, **more}
    )  # fmt: skip


def dossier(*findings: Finding, name: str = "甲") -> Dossier:
    return Dossier(id=name, kind="normative", findings=findings)


def handed_in(source: str, title: str, year: int) -> Dossier:
    """A paper of that year, in a folder of material."""
    page = Page.model_validate(
        {"source": source, "number": 1, "width": 595, "height": 842, "engine": "test", "reason": "test",
         "blocks": [Block(kind="text", lines=(Line(text=title), Line(text=f"{year}年5月6日")))]}
    )  # fmt: skip
    document = Document(id=f"{year:064}:1", sources=(source,), media_type="application/pdf", pages=(page,))
    start = len(title) + 1
    end = len(document.text)
    fact = Fact.model_validate(
        {"document": document.id, "value": Event.model_validate({"code": "doc_date", "first": f"{year}-05-06", "last": f"{year}-05-06"}),
         "span": Span(start=start, end=end), "place": document.place(start, end), "by": "test"}
    )  # fmt: skip
    label = Label(kind="other", probability=1.0, guess="other")
    return Dossier(
        id=source,
        kind="other",
        readings=(Reading(document=document, label=label, title=title, facts=(fact,)),),
    )
