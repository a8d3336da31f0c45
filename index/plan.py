"""A query → tantivy's query; nothing a searcher wrote reaches an engine's parser."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from index.fields import as_number, word_tokens
from index.parse import Term, Wanted
from index.search import STATUSES, Facet, Query, Status
from language.bigrams import pairs
from language.numbers import normal_number

if TYPE_CHECKING:
    import tantivy

LAST_DAY = 99991231
TITLE, NUMBER = 3.0, 20.0
MOST_WORDS = 32


class Plan:
    """Builds one query's clauses."""

    def __init__(self, schema: "tantivy.Schema", query: Query, wanted: Wanted) -> None:
        import tantivy

        self.schema, self.query, self.wanted = schema, query, wanted
        self.make = tantivy.Query
        self.types = tantivy.FieldType
        self.must, self.should, self.never = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot

    def whole(self, *, without: Facet | None = None) -> "tantivy.Query":
        """The query with all filters, but for that of one facet."""
        if self.wanted.nothing:
            return self.make.empty_query()
        clauses = [
            (self.must, self.any_of([self.term(term) for term in group])) for group in self.wanted.groups
        ]
        clauses += [(self.must, self.quiet(item)) for item in self.filters(without)]
        clauses += [(self.never, self.term(term)) for term in self.wanted.without]
        clauses += [(self.should, self.make.term_query(self.schema, "w", word)) for word in self._words()]
        return self.all_of(clauses)

    def term(self, term: Term) -> "tantivy.Query":
        """A phrase of bigrams in the text or, counting more, in the title; a paper's own number most."""
        if len(term.units) == 1:
            return self.make.term_query(self.schema, "u", term.units[0])
        in_title = self.make.boost_query(self._phrase("t", term.units), TITLE)
        choices = [self._phrase("b", term.units), in_title]
        if "号" in term.units:
            own = self.make.term_query(self.schema, "number", normal_number(term.text))
            choices.append(self.make.boost_query(own, NUMBER))
        return self.any_of(choices)

    def _phrase(self, field: str, row: Sequence[str]) -> "tantivy.Query":
        tokens = pairs(list(row))
        if len(tokens) == 1:
            return self.make.term_query(self.schema, field, tokens[0])
        return self.make.phrase_query(self.schema, field, list(tokens))

    def _words(self) -> list[str]:
        found = (word for term in self.wanted.terms for word in word_tokens(term.text) if word)
        return list(dict.fromkeys(found))[:MOST_WORDS]

    def filters(self, without: Facet | None) -> Iterable["tantivy.Query"]:
        """What every hit must be, whatever its words."""
        query = self.query
        named: dict[str, Sequence[str]] = {
            "kind": query.kinds,
            "issuer": query.issuers,
            "verdict": query.verdicts,
            "dossier_kind": query.dossier_kinds,
            "dossier": query.dossiers,
            "number": (normal_number(query.number),) if query.number else (),
        }
        for field, values in named.items():
            if values and field != without:
                yield self.make.term_set_query(self.schema, field, list(values))
        if (query.since or query.until) and without != "year":
            yield self.between("day", query.since, query.until)
        statuses = ("in-force",) if query.in_force else query.statuses
        if statuses and without != "status":
            yield self.any_of([self.status(item) for item in statuses])

    def between(self, field: str, first: date | None, last: date | None) -> "tantivy.Query":
        """The field's day lies in that stretch; a paper without such a day does not."""
        low = as_number(first) if first else 0
        high = as_number(last) if last else LAST_DAY
        return self.make.range_query(self.schema, field, self.types.Unsigned, low, high)

    def status(self, status: Status) -> "tantivy.Query":
        """Norms of that status on the day asked for, as Entry.status tells it."""
        assert status in STATUSES
        day = self.query.as_of
        norm = self.make.term_query(self.schema, "norm", 1)
        repealed = self.between("repealed", None, day)
        expired = self.make.range_query(
            self.schema, "expires", self.types.Unsigned, 0, as_number(day), include_upper=False
        )
        if status == "repealed":
            return self.all_of([(self.must, norm), (self.must, repealed)])
        if status == "expired":
            return self.all_of([(self.must, norm), (self.must, expired), (self.never, repealed)])
        standing = [(self.must, norm), (self.never, repealed), (self.never, expired)]
        if status == "unknown":
            return self.all_of([*standing, (self.never, self.between("effective", None, None))])
        begun = self.between("effective", None, day)
        known = self.between("effective", None, None)
        if status == "in-force":
            return self.all_of([*standing, (self.must, begun)])
        return self.all_of([*standing, (self.must, known), (self.never, begun)])

    def quiet(self, query: "tantivy.Query") -> "tantivy.Query":
        """A filter that adds nothing to the rank."""
        return self.make.const_score_query(query, 0.0)

    def any_of(self, queries: Sequence["tantivy.Query"]) -> "tantivy.Query":
        """At least one of them."""
        return (
            queries[0] if len(queries) == 1 else self.make.boolean_query([(self.should, q) for q in queries])
        )

    def all_of(self, clauses: Sequence[tuple["tantivy.Occur", "tantivy.Query"]]) -> "tantivy.Query":
        """All clauses; every paper where nothing is demanded."""
        if not any(occur == self.must for occur, _ in clauses):
            clauses = [*clauses, (self.must, self.make.all_query())]
        return self.make.boolean_query(list(clauses))
