"""tantivy's schema, a paper as it stands in it, and clauses as tantivy's queries."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.clauses import AllOf, AnyOf, Between, Boost, Clause, Everything, Has, Nothing, Phrase
from index.fields import COUNTED, KEYWORDS, NUMBERS, PLACED, keyword_fields, number_fields, token_fields
from index.packed import packed
from index.search import Entry

if TYPE_CHECKING:
    import tantivy

FACET_SIZE = 50
HIGHEST = 2**63 - 1
_FAST = frozenset(KEYWORDS) - {"held", "near", "link", "key", "unit"}  # counted or sorted by


def make_schema() -> "tantivy.Schema":
    """The fields of fields.py."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("revision", stored=True)
    for name in PLACED:
        builder.add_text_field(name, tokenizer_name="whitespace")
    builder.add_text_field(COUNTED, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("u", tokenizer_name="whitespace", index_option="basic")
    for name in KEYWORDS:
        builder.add_text_field(name, fast=name in _FAST, tokenizer_name="raw", index_option="basic")
    for name in NUMBERS:
        builder.add_unsigned_field(name, indexed=not name.startswith("by_"), fast=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def make_document(entry: Entry) -> "tantivy.Document":
    """The paper with all its fields."""
    import tantivy

    document = tantivy.Document()
    document.add_text("id", entry.document)
    document.add_unsigned("revision", entry.revision)
    for field, tokens in token_fields(entry).items():
        if field in KEYWORDS:
            for token in tokens:
                document.add_text(field, token)
        elif tokens:
            document.add_text(field, " ".join(tokens))
    for field, values in keyword_fields(entry).items():
        for value in values:
            document.add_text(field, value)
    for field, number in number_fields(entry).items():
        document.add_unsigned(field, number)
    document.add_bytes("record", packed(entry))
    return document


class Translator:
    """Clauses → tantivy's queries."""

    def __init__(self, schema: "tantivy.Schema") -> None:
        import tantivy

        self.schema, self.make, self.types = schema, tantivy.Query, tantivy.FieldType
        self.must, self.should, self.never = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot

    def query(self, clause: Clause) -> "tantivy.Query":
        """The clause as a query."""
        match clause:
            case Everything():
                return self.make.all_query()
            case Nothing():
                return self.make.empty_query()
            case Has(field, values):
                return self._has(field, values)
            case Phrase(field, tokens):
                if len(tokens) == 1:
                    return self.make.term_query(self.schema, field, tokens[0])
                return self.make.phrase_query(self.schema, field, list(tokens))
            case Between(field, low, high):
                return self.make.range_query(
                    self.schema, field, self.types.Unsigned, low or 0, HIGHEST if high is None else high
                )
            case Boost(inner, factor):
                return self.make.boost_query(self.query(inner), factor)
            case AnyOf(choices, least):
                return self._any(choices, least)
            case AllOf():
                return self._all(clause)

    def _has(self, field: str, values: Sequence[str | int]) -> "tantivy.Query":
        if not values:
            return self.make.empty_query()
        if len(values) == 1:
            return self.make.term_query(self.schema, field, values[0])
        return self.make.term_set_query(self.schema, field, list(values))

    def _any(self, choices: Sequence[Clause], least: int) -> "tantivy.Query":
        queries = [(self.should, self.query(choice)) for choice in choices]
        return self.make.boolean_query(queries, minimum_number_should_match=least)

    def _all(self, clause: AllOf) -> "tantivy.Query":
        quiet = [self.make.const_score_query(self.query(item), 0.0) for item in clause.filters]
        clauses = [(self.must, query) for query in (*map(self.query, clause.must), *quiet)]
        if not clauses:
            clauses = [(self.must, self.make.all_query())]
        clauses += [(self.never, self.query(item)) for item in clause.never]
        clauses += [(self.should, self.query(item)) for item in clause.rank]
        return self.make.boolean_query(clauses)
