"""Hides the personal data of one dossier in every string and picture of it, character for character."""

from collections.abc import Iterator

from app.report.model import Mask
from dossier.case import Dossier, Reading
from dossier.document import Block, Document, Line, Page, Place
from dossier.fact import Fact, Personal
from dossier.geometry import Box, cut

STAR = "*"


class Masker:
    """The masks of one dossier. Without a `mask` function nothing is hidden (`--unmasked`)."""

    def __init__(self, dossier: Dossier | None, mask: Mask | None) -> None:
        self._mask = mask
        self._told: dict[str, str] = {}
        readings = dossier.readings if dossier and mask else ()
        self._documents = {r.document.id: (r.document, _hide(r, mask)) for r in readings if mask}
        self._spans = {f.place: f.span.start for r in readings for f in r.facts if f.span is not None}
        self._known = dict(sorted(self._secrets(readings), key=lambda pair: (-len(pair[0]), pair)))

    def _secrets(self, readings: tuple[Reading, ...]) -> Iterator[tuple[str, str]]:
        """Personal data as written and as masked, to find it again in messages."""
        for reading in readings:
            _, hidden = self._documents[reading.document.id]
            for fact in reading.of(Personal):
                if fact.span is not None and fact.place.quote.strip():
                    yield fact.place.quote, hidden[fact.span.start : fact.span.end]

    def text(self, text: str) -> str:
        """Free text: messages, titles, names of files."""
        if self._mask is None:
            return text
        if text not in self._told:
            hidden = text
            for written, starred in self._known.items():
                hidden = hidden.replace(written, starred)
            self._told[text] = self._mask(hidden)
        return self._told[text]

    def fact(self, fact: Fact) -> str:
        """The quote of a fact."""
        if self._mask is None:
            return fact.place.quote
        held = self._documents.get(fact.document)
        if held is None or fact.span is None:
            return self.text(fact.place.quote)
        return _overlay(self.text(fact.place.quote), *held, fact.span.start)

    def quote(self, place: Place) -> str:
        """The quote of a piece of evidence, judged in the words around it."""
        quote = self.text(place.quote)
        if self._mask is None or not quote:
            return quote
        for document, hidden in self._documents.values():
            for start in self._starts(document, place):
                quote = _overlay(quote, document, hidden, start)
        return quote

    def _starts(self, document: Document, place: Place) -> list[int]:
        """Where the quote stands in the document: exactly where that can be told, else wherever it may."""
        if place.source not in document.sources:
            return []
        known = self._spans.get(place)
        if known is not None and document.text.startswith(place.quote, known):
            return [known]
        found = list(_occurrences(document.text, place.quote))
        exact = [at for at in found if document.place(at, at + len(place.quote)) == place]
        return exact or found

    def boxes(self, source: str, page: int) -> tuple[Box, ...]:
        """Boxes of that page's image to cover, headers, footers and seals included."""
        if self._mask is None:
            return ()
        found: list[Box] = []
        for document, hidden in self._documents.values():
            if any(p.source == source and p.number == page for p in document.pages):
                found += _inside(document, hidden, source, page)
                found += self._outside(document, source, page)
        return tuple(found)

    def _outside(self, document: Document, source: str, number: int) -> Iterator[Box]:
        """Lines that stay out of the document's text, and second readings."""
        for page in document.pages:
            if page.source == source and page.number == number:
                for line in page_lines(page):
                    for text in (line.text, line.other or ""):
                        yield from _changed(line, text, self.text(text))


def _hide(reading: Reading, mask: Mask) -> str:
    """The document's text with personal data starred, offsets unchanged."""
    text = reading.document.text
    hidden = list(mask(text))
    for fact in reading.of(Personal):
        if fact.span is not None and hidden[fact.span.start : fact.span.end] == list(fact.place.quote):
            for i in range(fact.span.start, fact.span.end):
                hidden[i] = STAR if not text[i].isspace() else text[i]
    return "".join(hidden)


def _overlay(quote: str, document: Document, hidden: str, start: int) -> str:
    """The quote with what is hidden in the document at that offset hidden too."""
    text = document.text
    pairs = enumerate(quote, start)
    return "".join(hidden[i] if i < len(text) and hidden[i] != text[i] else char for i, char in pairs)


def _occurrences(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _runs(text: str, hidden: str) -> Iterator[tuple[int, int]]:
    """Start and end of every run of characters that differ."""
    start: int | None = None
    for i, (a, b) in enumerate(zip(text, hidden, strict=True)):
        if a != b and start is None:
            start = i
        elif a == b and start is not None:
            yield start, i
            start = None
    if start is not None:
        yield start, len(text)


def _inside(document: Document, hidden: str, source: str, page: int) -> Iterator[Box]:
    """Boxes of what is hidden in the document's text on that page."""
    for segment in document.segments:
        if segment.page.source == source and segment.page.number == page:
            end = segment.start + len(segment.line.text)
            yield from _changed(segment.line, segment.line.text, hidden[segment.start : end])


def _changed(line: Line, text: str, hidden: str) -> Iterator[Box]:
    if line.box is not None and text != hidden:
        for start, end in _runs(text, hidden):
            yield cut(text, line.box, start, end)


def page_lines(page: Page) -> Iterator[Line]:
    """Every line of a page: text, cells, headers, footers, seals."""
    for block in page.blocks:
        yield from _of(block)


def _of(block: Block) -> Iterator[Line]:
    yield from block.lines
    for cell in block.cells:
        yield from cell.lines
