"""Text to facts: dates with their events, periods, parties, numbers, citations, elements, personal data.

Each extractor is a pure `find_*(paper)` and a spaCy component of that name; a component reads the Paper in
`doc.user_data` and adds to its findings, so that offsets count in the document's own text.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from dossier.case import Label
from dossier.document import DOUBTFUL, Document, Segment, Span
from dossier.fact import Event, Fact, Mention
from extractors.changes import find_changes
from extractors.citations import find_citations
from extractors.elements import find_elements
from extractors.events import find_events
from extractors.hints import find_hints
from extractors.numbers import find_numbers_in
from extractors.paper import Found, Paper, paper_of
from extractors.parties import find_parties
from extractors.periods import find_periods
from extractors.personal import find_personal_data
from language.dates import find_dates
from language.normal import lookalikes

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["FINDERS", "build_nlp", "extract"]

FINDERS: dict[str, Callable[[Paper], Iterable[Found]]] = {
    "events": find_events,
    "periods": find_periods,
    "parties": find_parties,
    "numbers": find_numbers_in,
    "citations": find_citations,
    "changes": find_changes,
    "elements": find_elements,
    "hints": find_hints,
    "personal": find_personal_data,
}
_AGREED, _DOUBT = 0.9, 0.6
_PAPER, _FOUND = "fadu_paper", "fadu_found"


def build_nlp() -> "Language":
    """The pipeline, built once a worker: words by rjieba, then one component for each extractor."""
    import spacy

    _register()
    nlp = spacy.blank("zh")
    nlp.tokenizer = _Tokenizer(nlp.vocab)
    nlp.max_length = 100_000_000  # ours is linear; spaCy's limit guards models that are not
    for name in FINDERS:
        nlp.add_pipe(f"fadu_{name}")
    return nlp


def extract(nlp: "Language", document: Document, label: Label, title: str) -> tuple[Fact, ...]:
    """The facts of one paper, in text order, each with its place on paper.

    A fact's score is its sign's times the worst line's it stands in; its grade is its page's, but poor on a
    doubtful line.
    """
    if not document.text.strip():
        return ()
    doc = nlp.make_doc(document.text)
    doc.user_data[_PAPER] = paper_of(document, label.kind, title)
    doc.user_data[_FOUND] = []
    doc = nlp(doc)
    found: list[tuple[str, Found]] = doc.user_data[_FOUND]
    facts = [_fact(document, name, item) for name, item in found]
    return tuple(sorted(facts, key=_order))


def _fact(document: Document, name: str, found: Found) -> Fact:
    segments = document.between(found.start, found.end)
    read = _read(found, segments)
    return Fact(
        document=document.id,
        value=found.value,
        span=Span(start=found.start, end=found.end),
        place=document.place(found.start, found.end),
        by=f"{name}:{found.by}" if found.by else name,
        score=round(min(max(found.score * read, 0.0), 1.0), 4),
        grade="poor" if read < DOUBTFUL else segments[0].page.grade,
    )


def _read(found: Found, segments: Sequence[Segment]) -> float:
    """How surely the words were read, 0 to 1: the worst line's score.

    A date that a second reading of its line (under a seal) gives too is sure; one that it gives otherwise is not.
    """
    read = min((s.line.score for s in segments), default=1.0)
    if not isinstance(found.value, Event | Mention):
        return read
    days = {date.first for s in segments if s.line.other for date in find_dates(lookalikes(s.line.other))}
    if not days:
        return read
    return max(read, _AGREED) if found.value.first in days else read * _DOUBT


def _order(fact: Fact) -> tuple[int, int, str]:
    assert fact.span is not None
    return fact.span.start, fact.span.end, fact.value.kind


class _Tokenizer:
    """Words by rjieba (or jieba) with our lexicon as spaCy tokens."""

    def __init__(self, vocab: Any) -> None:
        from knowledge.words import load_words
        from language.words import cutter

        self.vocab = vocab
        self.cut = cutter(load_words())

    def __call__(self, text: str) -> "Doc":
        from spacy.tokens import Doc

        tokens = self.cut(text)
        return Doc(self.vocab, words=tokens, spaces=[False] * len(tokens))

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> "_Tokenizer":
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        return None

    def from_disk(self, _path: object, **_: object) -> "_Tokenizer":
        return self


def _register() -> None:
    """Makes the extractors known to spaCy by name; spaCy keeps them for the process."""
    from spacy.language import Language

    for extractor, find in FINDERS.items():
        if not Language.has_factory(f"fadu_{extractor}"):
            Language.factory(f"fadu_{extractor}", func=_factory(extractor, find))


def _factory(
    extractor: str, find: Callable[[Paper], Iterable[Found]]
) -> Callable[["Language", str], Callable[["Doc"], "Doc"]]:
    def create(nlp: "Language", name: str) -> Callable[["Doc"], "Doc"]:
        def component(doc: "Doc") -> "Doc":
            paper: Paper = doc.user_data[_PAPER]
            doc.user_data[_FOUND] += [(extractor, found) for found in find(paper)]
            return doc

        return component

    return create
