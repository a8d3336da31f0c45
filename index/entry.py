"""A paper that stands now → what the index takes of it. Personal data is starred out before it gets there."""

from collections.abc import Iterable
from datetime import date

from dossier.case import Reading
from dossier.document import Document, Segment
from dossier.fact import DocNumber, Event, Fact, Party, Personal
from index.search import Entry, Mark, Tag
from index.shelf import Paper
from language.masks import mask

# Kinds that are in force from one day to another; a draft of them is not (contract.md).
NORMS = frozenset({"normative_document", "government_rule", "law"})
# A paper's own date is the first of these that it states (rules.md §2).
OWN_DATE = ("published", "issued", "doc_date", "signed", "decided", "lr_opinion", "effective")
PERSON = "person:"


def entry_of(paper: Paper) -> Entry:
    """The paper's entry; of an unreadable file its name, so that it can still be found."""
    reading = paper.reading
    document, facts = reading.document, reading.facts
    own = (_event(facts, code) for code in OWN_DATE)
    effective, expires, repealed = (_event(facts, code) for code in ("effective", "expires", "repealed"))
    return Entry(
        document=document.id,
        revision=paper.revision,
        sources=document.sources,
        title=mask(reading.title or _file_name(document)),
        number=_number(facts),
        kind=reading.label.kind,
        issuer=_issuer(facts),
        day=next((event.first for event in own if event), None),
        norm=reading.label.kind in NORMS,
        effective=_exact(effective),
        expires=expires.last if expires else None,
        repealed=_exact(repealed),
        dossiers=tuple(Tag(name=s.dossier, kind=s.kind, verdict=s.conclusion) for s in paper.standings),
        text=_masked(reading),
        marks=tuple(_mark(segment, document.sources) for segment in document.segments),
    )


def _event(facts: Iterable[Fact], code: str) -> Event | None:
    """The event of that code a person gave, else the surest, else the first."""
    found = [
        (fact, fact.value) for fact in facts if isinstance(fact.value, Event) and fact.value.code == code
    ]
    best = sorted(found, key=lambda pair: (not pair[0].by.startswith(PERSON), -pair[0].score))
    return best[0][1] if best else None


def _exact(event: Event | None) -> date | None:
    """The day, where the paper states one and not only its month."""
    return event.first if event is not None and event.first == event.last else None


def _number(facts: Iterable[Fact]) -> str | None:
    values = (fact.value for fact in facts)
    return next((v.normal for v in values if isinstance(v, DocNumber) and v.role == "own"), None)


def _issuer(facts: Iterable[Fact]) -> str | None:
    values = (fact.value for fact in facts)
    return next((v.name for v in values if isinstance(v, Party) and v.role == "发文机关"), None)


def _file_name(document: Document) -> str:
    return document.sources[0].rpartition("/")[2] if document.sources else ""


def _masked(reading: Reading) -> str:
    """The text with personal data starred, offsets unchanged; what an extractor or person marked too."""
    text = reading.document.text
    hidden = list(mask(text))
    for fact in reading.of(Personal):
        if fact.span is not None and hidden[fact.span.start : fact.span.end] == list(fact.place.quote):
            hidden[fact.span.start : fact.span.end] = "*" * len(fact.place.quote)
    return "".join(hidden)


def _mark(segment: Segment, sources: tuple[str, ...]) -> Mark:
    page = segment.page
    return Mark(
        start=segment.start,
        source=sources.index(page.source) if page.source in sources else 0,
        page=page.number if page.width else None,
        box=segment.line.box,
    )
