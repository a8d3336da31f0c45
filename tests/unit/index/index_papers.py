"""Made-up papers and dossiers for the tests of store and index."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import sha256

from dossier.case import Dossier, Finding, Label, Reading
from dossier.document import Block, Document, Line, Page, Place, Span
from dossier.fact import DocNumber, Event, Fact, Party, Value
from dossier.geometry import Box
from index.search import Entry, SearchIndex, Tag
from index.shelf import Paper, Standing
from language.bigrams import units

DAY = date(2026, 11, 22)
ROOT = "/卷宗"
Build = Callable[[Iterable[Entry]], SearchIndex]  # makes an index of these papers


def hash_of(name: str) -> str:
    """A file's hash, made up from a name."""
    return sha256(name.encode()).hexdigest()


def words(text: str) -> list[str]:
    """A text's units."""
    return [unit.text for unit in units(text)]


def contains(row: list[str], wanted: list[str]) -> bool:
    """Whether these units follow one another in the row: the truth an index must tell."""
    return any(row[i : i + len(wanted)] == wanted for i in range(len(row) - len(wanted) + 1))


def make_page(text: str, *, source: str = "甲/决定书.pdf", number: int = 1, boxes: bool = True) -> Page:
    """One page, a line of text each, 20 points apart; a character is 16 points wide."""
    lines = tuple(
        Line(
            text=line,
            box=Box(x0=72, y0=72 + 20 * i, x1=72 + 16 * len(line), y1=88 + 20 * i) if boxes else None,
        )
        for i, line in enumerate(text.split("\n"))
    )
    size = (595.0, 842.0) if boxes else (0.0, 0.0)
    block = Block(kind="text", lines=lines)
    return Page(
        source=source,
        number=number,
        width=size[0],
        height=size[1],
        engine="test",
        reason="测试",
        blocks=(block,),
    )


def make_document(
    *texts: str, source: str = "甲/决定书.pdf", name: str = "a", boxes: bool = True
) -> Document:
    """A paper of one page a text; `name` stands for the file's content."""
    pages = tuple(make_page(text, source=source, number=i, boxes=boxes) for i, text in enumerate(texts, 1))
    return Document(id=f"{hash_of(name)}:1", sources=(source,), media_type="application/pdf", pages=pages)


def make_fact(document: Document, quote: str, value: Value, *, nth: int = 0, by: str = "events") -> Fact:
    """A fact with its place, found by its words in the document's text."""
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(quote, start + 1)
    span = Span(start=start, end=start + len(quote))
    return Fact(
        document=document.id, value=value, span=span, place=document.place(span.start, span.end), by=by
    )


def event(code: str, day: date) -> Event:
    return Event(code=code, first=day, last=day)


def make_reading(
    text: str,
    *,
    kind: str = "penalty_decision",
    source: str = "甲/决定书.pdf",
    name: str | None = None,
    title: str = "行政处罚决定书",
    number: str | None = None,
    issuer: str | None = None,
    events: Sequence[Event] = (),
) -> Reading:
    """A paper of one page with some facts that need no place."""
    document = make_document(text, source=source, name=name or source)
    values: list[Value] = list(events)
    values += [DocNumber(role="own", written=number, normal=number)] if number else []
    values += [Party(role="发文机关", name=issuer)] if issuer else []
    place = Place(source=source, page=1)
    facts = tuple(
        Fact(document=document.id, value=value, span=None, place=place, by="test") for value in values
    )
    label = Label(kind=kind, probability=0.9, guess=kind)
    return Reading(document=document, label=label, title=title, facts=facts)


def make_finding(dossier: str, verdict: str = "pass", *, rule: str = "pen-service-7wd") -> Finding:
    return Finding.model_validate(
        {
            "dossier": dossier,
            "dossier_kind": "penalty",
            "rule": rule,
            "name": "七个工作日内送达",
            "verdict": verdict,
            "severity": "must",
            "message": f"{dossier}：{verdict}",
        }
    )


def make_dossier(name: str, *readings: Reading, verdicts: Sequence[str] = ("pass",)) -> Dossier:
    findings = tuple(make_finding(name, verdict) for verdict in verdicts)
    return Dossier(id=name, kind="penalty", reason="同一文件夹", readings=readings, findings=findings)


def make_paper(reading: Reading, *, dossier: str = "甲案", revision: int = 1) -> Paper:
    standing = Standing(root=ROOT, dossier=dossier, run="r1", kind="penalty", conclusion="pass")
    return Paper(revision, reading, (standing,))


def text_entry(name: str, text: str, **fields: object) -> Entry:
    base = {"document": name, "revision": 1, "sources": (f"{name}.txt",), "title": "", "kind": "other"}
    return Entry.model_validate(base | {"text": text} | fields)


def tag(name: str, verdict: str = "pass", kind: str = "penalty", **fields: object) -> Tag:
    return Tag.model_validate({"name": name, "kind": kind, "verdict": verdict} | fields)
