"""Dossiers of normative documents for the tests of filing: kinds, findings, a day of filing."""

from datetime import date
from typing import Any

from dossier.case import Dossier, Finding, Label, Reading
from dossier.document import Block, Document, Line, Page, Place
from dossier.errors import Error
from dossier.fact import DocNumber, Event, Fact


def finding(**more: Any) -> Finding:
    fields: dict[str, Any] = {"dossier": "甲办法", "dossier_kind": "normative", "severity": "must"}
    fields |= {
        "rule": "legality-review-done",
        "name": "经合法性审核",
        "verdict": "pass",
        "message": "已审核。",
    }
    return Finding.model_validate(fields | more)


def dossier(
    *kinds: str,
    findings: tuple[Finding, ...] = (),
    kind: str = "normative",
    filed: str | None = None,
    unreadable: str | None = None,
    title: str = "甲县公共停车管理办法",
    silent: str | None = None,
) -> Dossier:
    """One paper a kind; the filing report says when it was filed; the `silent` kind says nothing of its own."""
    readings = [_reading(n, name, title, filed, silent) for n, name in enumerate(kinds)]
    if unreadable:
        error = Error(code="damaged", message="文件损坏。")
        document = Document(id="x:0", sources=(unreadable,), media_type="", error=error)
        readings.append(Reading(document=document, label=Label(kind="", probability=0, guess="")))
    return Dossier(id="甲办法", kind=kind, readings=tuple(readings), findings=findings)


def _fact(document: Document, source: str, value: DocNumber | Event) -> Fact:
    return Fact(document=document.id, value=value, span=None, place=Place(source=source), by="test")


def _reading(n: int, kind: str, title: str, filed: str | None, silent: str | None) -> Reading:
    line = Block(kind="text", lines=(Line(text=title),))
    source = f"{n}.txt"
    page = Page(source=source, number=1, width=0, height=0, engine="text", reason="text", blocks=(line,))
    document = Document(id=f"{n}:1", sources=(source,), media_type="text/plain", pages=(page,))
    label = Label(kind=kind, probability=1.0, guess=kind)
    number = DocNumber(role="own", written="甲政规〔2025〕3号", normal="甲政规〔2025〕3号")
    facts: tuple[Fact, ...] = () if silent == kind else (_fact(document, source, number),)
    if filed and kind == "filing_report":
        day = date.fromisoformat(filed)
        value = Event(code="filed", first=day, last=day)
        facts += (_fact(document, source, value),)
    return Reading(document=document, label=label, title=title, facts=facts)
