"""The embedded index's fields, and a paper as it stands in them."""

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from index.packed import packed
from index.search import Entry
from language.bigrams import folded, pairs, words_of
from language.words import words

if TYPE_CHECKING:
    import tantivy

KEYWORDS = ("kind", "issuer", "verdict", "dossier", "dossier_kind", "number")
DAYS = ("day", "year", "norm", "effective", "expires", "repealed")


def make_schema() -> "tantivy.Schema":
    """The fields; `plan` searches them."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("revision", stored=True)
    builder.add_text_field("b", tokenizer_name="whitespace")
    builder.add_text_field("t", tokenizer_name="whitespace")
    builder.add_text_field("w", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("u", tokenizer_name="whitespace", index_option="basic")
    for name in KEYWORDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in DAYS:
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def as_number(day: date) -> int:
    """A day as the index holds it: 20221122."""
    return day.year * 10000 + day.month * 100 + day.day


def word_tokens(text: str) -> list[str]:
    """Words for ranking, as the index holds them: what the bigrams see, cut into words."""
    plain, _ = folded(text)
    return [word for word in words(plain) if word[0].isalnum()]


def make_document(entry: Entry) -> "tantivy.Document":
    import tantivy

    document = tantivy.Document()
    document.add_text("id", entry.document)
    document.add_unsigned("revision", entry.revision)
    row = words_of(entry.text)
    names = [words_of(name) for name in (entry.title, entry.number or "", *map(_stem, entry.sources))]
    document.add_text("b", " ".join(pairs(row, closed=True)))
    document.add_text("t", " ".join(token for name in names for token in pairs(name, closed=True)))
    document.add_text("u", " ".join(dict.fromkeys(chain(row, *names))))
    document.add_text("w", " ".join(word_tokens(entry.text)))
    for field, values in _keywords(entry).items():
        for value in dict.fromkeys(values):
            document.add_text(field, value)
    for field, number in _numbers(entry).items():
        document.add_unsigned(field, number)
    document.add_bytes("record", packed(entry))
    return document


def _stem(source: str) -> str:
    return source.rpartition("/")[2].rpartition(".")[0]


def _keywords(entry: Entry) -> dict[str, list[str]]:
    return {
        "kind": [entry.kind],
        "issuer": [entry.issuer] if entry.issuer else [],
        "number": [entry.number] if entry.number else [],
        "verdict": [tag.verdict for tag in entry.dossiers],
        "dossier": [tag.name for tag in entry.dossiers],
        "dossier_kind": [tag.kind for tag in entry.dossiers],
    }


def _numbers(entry: Entry) -> dict[str, int]:
    days = {name: getattr(entry, name) for name in ("day", "effective", "expires", "repealed")}
    found = {name: as_number(day) for name, day in days.items() if day is not None}
    if entry.day is not None:
        found["year"] = entry.day.year
    return found | {"norm": int(entry.norm)}
