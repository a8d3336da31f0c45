"""A paper that stands now → what the index takes of it. Personal data is starred out before it gets there."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from dossier.case import Reading
from dossier.document import Document, Segment
from dossier.fact import Change, DocNumber, Event, Fact, Party, Personal
from index.links import keys_of, links_of
from index.search import Entry, Grade, Mark, Tag, Validity
from index.shelf import Paper, Standing
from index.told import NORMS
from knowledge.levels import level_of
from language.masks import find_personal, mask
from language.validity import norm_of, validity

# A paper's own date is the first of these that it states (rules.md §2).
OWN_DATE = ("published", "issued", "doc_date", "signed", "decided", "lr_opinion", "effective")
PARTIES = frozenset({"当事人", "受送达人", "法定代表人", "经营者", "申请人"})
PERSON = "person:"
_CAUSE = re.compile(r"案由[:：\t ]+([^\n\t]{2,60})")
_REGION = re.compile(
    r"(?:[一-鿿]{2,8}?(?:省|自治区|特别行政区))?(?:[一-鿿]{2,8}?(?:市|自治州|地区|盟))?(?:[一-鿿]{1,8}?(?:自治县|县|区|旗))?"
)


def entry_of(paper: Paper) -> Entry:
    """The paper's entry; of an unreadable file its name, so that it can still be found."""
    reading = paper.reading
    document, facts = reading.document, reading.facts
    own = (_event(facts, code) for code in OWN_DATE)
    number, issuer, title = _number(facts), _issuer(facts), reading.title or _file_name(document)
    norm = reading.label.kind in NORMS
    text, personal = _masked(reading)
    cause = _CAUSE.search(text)
    return Entry(
        document=document.id,
        revision=paper.revision,
        sources=document.sources,
        title=mask(title),
        number=number,
        kind=reading.label.kind,
        level=level_of(reading.label.kind, title, issuer) if norm else None,
        issuer=issuer,
        region=_region(issuer),
        day=next((event.first for event in own if event), None),
        grade=_grade(document),
        validity=_validity(paper) if norm else None,
        published=is_published(reading),
        parties=tuple(dict.fromkeys(_parties(facts))),
        cause=mask(cause[1].strip()) if cause else None,
        dossiers=tuple(_tag(standing) for standing in paper.standings),
        keys=keys_of(title, number) if norm else (),
        links=links_of(reading),
        personal=personal,
        text=text,
        marks=tuple(_mark(segment, document.sources) for segment in document.segments),
    )


def _tag(standing: Standing) -> Tag:
    return Tag(
        name=standing.dossier,
        kind=standing.kind,
        verdict=standing.conclusion,
        unit=standing.unit,
        rules=standing.rules,
    )


def is_published(reading: Reading) -> bool:
    """Whether everyone may read it: laws and rules; a normative document that shows that it was issued.

    Drafts are a kind of their own.
    """
    kind, facts = reading.label.kind, reading.facts
    if kind != "normative_document":
        return kind in NORMS
    return _number(facts) is not None or any(_event(facts, code) for code in ("published", "issued"))


def _validity(paper: Paper) -> Validity:
    """The days the norm and other papers state. What is in doubt has no first day in force: 时效不明 unless it ended."""
    reading, facts = paper.reading, paper.reading.facts
    found = validity(norm_of(reading.document.id, reading.title, facts), paper.said)
    sure, ends = not found.doubts, _event(facts, "expires")
    return Validity(
        in_force_from=found.in_force_from if sure else None,
        in_force_until=found.in_force_until or (ends.last if ends else None),
        amended_on=found.amended_on if sure else None,
        repealed_on=found.repealed_on or _own_repeal(facts),
    )


def _own_repeal(facts: Iterable[Fact]) -> date | None:
    """A day of repeal on the norm's own page, as official sites print it; not where it is the day another ends."""
    ended = (fact.value for fact in facts if isinstance(fact.value, Change))
    if any(change.what in ("repealed", "expired") for change in ended):
        return None
    return _exact(_event(facts, "repealed"))


def _parties(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        if isinstance(fact.value, Party) and fact.value.role in PARTIES:
            yield fact.value.name


def _grade(document: Document) -> Grade:
    """The worst page's."""
    grades: tuple[Grade, ...] = ("poor", "fair", "good")
    return next((grade for grade in grades if any(page.grade == grade for page in document.pages)), "good")


def _region(issuer: str | None) -> str | None:
    """The place an issuing body's name begins with: 某省某市某县."""
    found = _REGION.match(issuer or "")
    return found[0] if found and found[0] else None


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


def _masked(reading: Reading) -> tuple[str, tuple[str, ...]]:
    """The text with personal data starred, offsets unchanged, and that data; what an extractor or person marked too."""
    text = reading.document.text
    hidden = list(mask(text))
    pieces = [text[item.start : item.end] for item in find_personal(text)]
    for fact in reading.of(Personal):
        if fact.span is not None and hidden[fact.span.start : fact.span.end] == list(fact.place.quote):
            hidden[fact.span.start : fact.span.end] = "*" * len(fact.place.quote)
            pieces.append(fact.place.quote)
    pieces += [re.sub(r"[\s-]", "", piece) for piece in pieces]  # 138-0013-8000 is asked for without marks
    return "".join(hidden), tuple(dict.fromkeys(pieces))


def _mark(segment: Segment, sources: tuple[str, ...]) -> Mark:
    page = segment.page
    return Mark(
        start=segment.start,
        source=sources.index(page.source) if page.source in sources else 0,
        page=page.number if page.width else None,
        box=segment.line.box,
    )
