"""Dossiers made of records for tests: papers whose text holds each fact's words, so that evidence is real."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, NamedTuple

from checks import Context, run_checks
from dossier.case import Dossier, Finding, Label, Reading
from dossier.document import Block, Cell, Document, Line, Page
from dossier.fact import Element, Event, Fact, Party, Period, Span
from dossier.geometry import Box
from knowledge.holidays import load_calendar
from knowledge.profiles import load_profile
from knowledge.rules import load_rules

AS_OF = date(2026, 6, 30)


class Line_(NamedTuple):
    """A line of a made paper: its words, and the value that stands in words[start:end]."""

    text: str
    value: Any
    start: int
    end: int
    grade: str = "good"
    by: str = "test"


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def on(code: str, first: str, *, last: str | None = None, tail: str = "", **more: Any) -> Line_:
    """An event; `tail` is what follows the date in the text (“前”)."""
    begin = date.fromisoformat(first)
    at = time.fromisoformat(more["at"]) if "at" in more else None
    value = Event(
        code=code,
        first=begin,
        last=date.fromisoformat(last) if last else begin,
        at=at,
        about=more.get("about"),
    )
    words = day_words(begin)
    head = f"{code}："
    return Line_(
        head + words + tail,
        value,
        len(head),
        len(head) + len(words),
        more.get("grade", "good"),
        more.get("by", "test"),
    )


def element(code: str, value: str | None = None, words: str = "", grade: str = "good") -> Line_:
    text = words or f"本文写明{code}"
    return Line_(text, Element(code=code, value=value), 0, len(text), grade)


def lasting(code: str, quantity: int, unit: str, anchor: str | None = None, grade: str = "good") -> Line_:
    text = f"期限{quantity}{'个工作日' if unit == 'wd' else '日'}"
    value = Period.model_validate({"code": code, "quantity": quantity, "unit": unit, "anchor": anchor})
    return Line_(text, value, 0, len(text), grade)


def party(role: str, name: str) -> Line_:
    return Line_(name, Party(role=role, name=name, type="organization"), 0, len(name))


def issued_by(name: str) -> Line_:
    return party("发文机关", name)


class Maker:
    """Numbers papers so that each has an id of its own."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(
        self, kind: str, *lines: Line_, title: str = "", grade: str = "good", rows: Any = ()
    ) -> Reading:
        self.made += 1
        if kind == "penalty_decision" and not any(isinstance(line.value, Party) for line in lines):
            lines = (*lines, issued_by("青禾县应急管理局"))
        source = f"{self.made:02}.txt"
        heading = title or kind
        printed = [Line(text=text) for text in (*heading.split("\n"), *(line.text for line in lines))]
        cells = tuple(
            Cell(row=r, column=c, lines=(Line(text=text),))
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
        )
        blocks = [Block(kind="text", lines=tuple(printed))]
        if cells:
            blocks.append(Block(kind="table", cells=cells))
        page = Page.model_validate(
            {
                "source": source,
                "number": 1,
                "width": 595,
                "height": 842,
                "engine": "test",
                "reason": "test",
                "grade": grade,
                "blocks": blocks,
            }
        )
        document = Document(
            id=f"{self.made:064}:1", sources=(source,), media_type="text/plain", pages=(page,)
        )
        return Reading(
            document=document,
            label=Label(kind=kind, probability=1.0, guess=kind),
            title=heading,
            facts=tuple(facts_of(document, heading, lines)),
        )


def facts_of(document: Document, heading: str, lines: tuple[Line_, ...]) -> list[Fact]:
    offset = len(heading) + 1
    facts = []
    for line in lines:
        start, end = offset + line.start, offset + line.end
        facts.append(
            Fact.model_validate(
                {
                    "document": document.id,
                    "value": line.value,
                    "span": Span(start=start, end=end),
                    "place": document.place(start, end),
                    "by": line.by,
                    "grade": line.grade,
                }
            )
        )
        offset += len(line.text) + 1
    return facts


paper = Maker()
BOX = Box(x0=0, y0=0, x1=1, y1=1)


def context(
    profile: str | None = None, answers: Mapping[str, str] | None = None, as_of: date = AS_OF
) -> Context:
    """Judging as of one day; `answers` by question, for the dossier “卷”."""
    return Context(
        rules=load_rules(),
        calendar=load_calendar(),
        profile=load_profile(profile),
        answers={("卷", code): said for code, said in (answers or {}).items()},
        as_of=as_of,
    )


def judged(kind: str, *papers: Reading, **more: Any) -> dict[str, Finding]:
    """Findings by rule; of several of one rule (told apart by subject) the last."""
    return {f.rule: f for f in findings(kind, *papers, **more)}


def findings(kind: str, *papers: Reading, **more: Any) -> tuple[Finding, ...]:
    return run_checks(Dossier(id="卷", kind=kind, readings=papers), context(**more))
