"""One correction of a fact, put where it belongs on its page."""

import json
from collections.abc import Sequence

from pydantic import TypeAdapter

from dossier.case import Correction
from dossier.document import Document, Page, Place, Span
from dossier.fact import Event, Fact, Value
from index.overlap import find_quote, lines_at, squeeze, touching

VALUE: TypeAdapter[Value] = TypeAdapter(Value)
PERSON = "person:"
UNPLACED = "unplaced:"  # a person's word whose place is lost: badly read, and not a person's any more
Facts = tuple[Fact, ...]


def by_person(fact: Fact) -> bool:
    """Whether a person set this fact; such a fact outranks rule and model."""
    return fact.by.startswith(PERSON)


def amended(facts: Facts, item: Correction, document: Document, page: Page) -> Facts | None:
    """The facts with this correction; None where its place cannot be found on the page.

    Boxes come first: where the page has words under them, an equal quote elsewhere is another mention.
    Equal quotes that say the same, in a format without boxes, are corrected together. A new fact without words
    or boxes (a date nobody could read) stands somewhere on its page.
    """
    here = tuple(fact for fact in facts if _on(fact, page))
    under = [fact for fact in here if touching(fact.place.boxes, item.boxes)]
    if meant := _alike(under, item):
        return _replaced(facts, meant, item)
    if lines_at(document, page, item.boxes):
        return _placed(facts, under, _fact(document, item, _shown(item, page)))
    quoted = [fact for fact in here if item.quote and squeeze(fact.place.quote) == squeeze(item.quote)]
    if meant := _alike(quoted, item):
        return _replaced(facts, meant, item)
    if span := find_quote(document, page, item.quote):
        return _placed(facts, quoted, _fact(document, item, document.place(*span), span))
    if not item.quote and not item.boxes and item.before == "null":
        return _placed(facts, (), _fact(document, item, _shown(item, page)))
    return None


def doubted(facts: Facts, item: Correction, document: Document, page: Page) -> Facts:
    """The facts when the place is lost: what the correction may speak of counts as badly read, its own word too."""
    sorts = {_sort(_value(item.before)), _sort(_value(item.after))}
    said = _fact(document, item, _shown(item, page))
    unplaced = {"by": UNPLACED + item.who, "grade": "poor"}
    return (
        *(_poor(fact) if _sort(fact.value) in sorts else fact for fact in facts),
        *((said.model_copy(update=unplaced),) if said else ()),
    )


def _value(text: str) -> Value | None:
    return None if json.loads(text) is None else VALUE.validate_json(text)


def _sort(value: Value | None) -> tuple[str, str] | None:
    """Kind, with the code or role: what two readings of one fact have in common."""
    if value is None:
        return None
    return value.kind, str(getattr(value, "code", None) or getattr(value, "role", ""))


def _on(fact: Fact, page: Page) -> bool:
    """Read on this page, and not a person's word whose place was lost."""
    return (
        not fact.by.startswith(UNPLACED)
        and fact.place.source == page.source
        and fact.place.page in (None, page.number)
    )


def _alike(facts: Sequence[Fact], item: Correction) -> list[Fact]:
    """Those of the kind and code that stood before, else of those that stand after."""
    for text in (item.before, item.after):
        sort = _sort(_value(text))
        if found := [fact for fact in facts if sort and _sort(fact.value) == sort]:
            return found
    return []


def _replaced(facts: Facts, meant: Sequence[Fact], item: Correction) -> Facts:
    after = _value(item.after)
    said = {"value": after, "by": PERSON + item.who, "score": 1.0, "grade": "good"}
    kept = (fact for fact in facts if after is not None or fact not in meant)
    return tuple(fact.model_copy(update=said) if fact in meant else fact for fact in kept)


def _placed(facts: Facts, under: Sequence[Fact], said: Fact | None) -> Facts:
    """A person's word where none of ours stands; a date of ours that says otherwise there counts as badly read."""
    if said is None:
        return facts  # struck, and nothing of the kind is read there now
    wrong = [f for f in under if isinstance(f.value, Event) and not by_person(f) and _days(f) != _days(said)]
    return (*(_poor(fact) if fact in wrong else fact for fact in facts), said)


def _days(fact: Fact) -> tuple[object, object]:
    return getattr(fact.value, "first", None), getattr(fact.value, "last", None)


def _poor(fact: Fact) -> Fact:
    return fact.model_copy(update={"grade": "poor"})


def _shown(item: Correction, page: Page) -> Place:
    """Where the person pointed."""
    return Place(
        source=page.source, page=page.number if page.width else None, boxes=item.boxes, quote=item.quote
    )


def _fact(
    document: Document, item: Correction, place: Place, span: tuple[int, int] | None = None
) -> Fact | None:
    """What the person says stands there; None where they struck it out."""
    value = _value(item.after)
    if value is None:
        return None
    where = None if span is None else Span(start=span[0], end=span[1])
    return Fact(document=document.id, value=value, span=where, place=place, by=PERSON + item.who)
