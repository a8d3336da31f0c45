"""A query → clauses; nothing a searcher wrote reaches an engine's parser."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from index.clauses import AllOf, AnyOf, Between, Boost, Clause, Everything, Has, Nothing, Phrase
from index.fields import HELD, as_number, held, word_tokens
from index.parse import Term, Wanted
from index.search import PAST, Facet, Query, Status, Viewer
from language.bigrams import pairs
from language.numbers import normal_number

TITLE, NUMBER, OTHER = 3.0, 20.0, 0.7
MOST_WORDS = 32


class Plan:
    """Builds one query's clauses."""

    def __init__(self, query: Query, wanted: Wanted) -> None:
        self.query, self.wanted = query, wanted

    def whole(self, *, without: Facet | None = None, hidden: bool = False) -> Clause:
        """The query with all filters, but for that of one facet; `hidden`: what `current` leaves out."""
        if self.wanted.nothing:
            return Nothing()
        past = AnyOf(tuple(map(self.status, PAST)))
        current = self.query.current and without != "status"
        return AllOf(
            must=tuple(self.group(group) for group in self.wanted.groups),
            never=(*map(self.term, self.wanted.without), *((past,) if current and not hidden else ())),
            filters=(*self.filters(without), *((past,) if hidden else ())),
            rank=tuple(Has("w", (word,)) for word in self._words()),
        )

    def group(self, terms: Sequence[Term]) -> Clause:
        """One of these terms."""
        return _any([self.term(term) for term in terms])

    def term(self, term: Term) -> Clause:
        """A row of units, in the text or, counting more, in the title; a paper's own number most."""
        if term.field:
            return _any([self._in(term.field, row) for row in (term.units, *term.others)])
        choices = [*self._everywhere(term.units)]
        choices += [Boost(c, OTHER) for row in term.others for c in self._everywhere(row)]
        if term.normal:
            choices += [Boost(_phrase(field, term.normal), OTHER) for field in ("b", "n")]
        if "号" in term.units:
            choices.append(Boost(Has("number", (normal_number(term.text),)), NUMBER))
        if self.query.viewer.personal:
            choices.append(self._in("p", term.units))
        return _any(choices)

    def _everywhere(self, row: Sequence[str]) -> Iterator[Clause]:
        if len(row) == 1:
            yield Has("u", (row[0],))
        else:
            yield _phrase("b", row)
            yield Boost(_phrase("t", row), TITLE)

    def _in(self, field: str, row: Sequence[str]) -> Clause:
        """Short fields hold their units beside their bigrams."""
        return Has(field, (row[0],)) if len(row) == 1 else _phrase(field, row)

    def _words(self) -> list[str]:
        found = (
            word for term in self.wanted.terms if not term.field for word in word_tokens(term.text) if word
        )
        return list(dict.fromkeys(found))[:MOST_WORDS]

    def visible(self) -> Clause:
        """What the viewer may see."""
        return visible_to(self.query.viewer)

    def filters(self, without: Facet | None) -> Iterator[Clause]:
        """What every hit must be, whatever its words."""
        query = self.query
        yield self.visible()
        named: Mapping[str, Sequence[str]] = {
            "kind": query.kinds,
            "level": query.levels,
            "issuer": query.issuers,
            "region": query.regions,
            "grade": query.grades,
            "number": (normal_number(query.number),) if query.number else (),
            "key": query.keys,
            "link": tuple(f"{link.relation} {link.key}" for link in query.links),
        }
        for field, values in named.items():
            if values and field != without:
                yield Has(field, tuple(values))
        for facet, values in self.of_dossiers().items():
            if values and facet != without:
                yield Has(HELD, tuple(held(query.viewer, facet, values)))
        if (query.since or query.until) and without != "year":
            yield _days("day", query.since, query.until)
        if query.effective_since or query.effective_until:
            yield _days("in_force_from", query.effective_since, query.effective_until)
        statuses: tuple[Status, ...] = ("in-force",) if query.in_force else query.statuses
        if statuses and without != "status":
            yield AnyOf(tuple(map(self.status, statuses)))

    def of_dossiers(self) -> dict[str, Sequence[str]]:
        """Filters that speak of the dossiers a paper lies in: only of those the viewer may see."""
        query = self.query
        return {
            "verdict": query.verdicts,
            "rule": query.rules,
            "dossier_kind": query.dossier_kinds,
            "dossier": query.dossiers,
        }

    def status(self, status: Status) -> Clause:
        """Norms of that status on the day asked for, as Validity.status tells it."""
        day = as_number(self.query.as_of)
        norm = Has("norm", (1,))
        repealed, amended = Between("repealed_on", None, day), Between("amended_on", None, day)
        expired = Between("in_force_until", None, day - 1)
        known, begun = Between("in_force_from"), Between("in_force_from", None, day)
        match status:
            case "repealed":
                return AllOf(filters=(norm, repealed))
            case "expired":
                return AllOf(filters=(norm, expired), never=(repealed,))
            case "amended":
                return AllOf(filters=(norm, amended), never=(repealed, expired))
            case "unknown":
                return AllOf(filters=(norm,), never=(repealed, expired, amended, known))
            case "in-force":
                return AllOf(filters=(norm, begun), never=(repealed, expired, amended))
            case "pending":
                return AllOf(filters=(norm, known), never=(repealed, expired, amended, begun))


def visible_to(viewer: Viewer) -> Clause:
    """Published papers and those of the viewer's units."""
    if viewer.units is None:
        return Everything()
    return AnyOf((Has("open", (1,)), *((Has("unit", viewer.units),) if viewer.units else ())))


def _phrase(field: str, row: Sequence[str]) -> Clause:
    return Phrase(field, tuple(pairs(list(row)))) if len(row) > 1 else Has(field, (row[0],))


def _any(choices: Sequence[Clause]) -> Clause:
    return choices[0] if len(choices) == 1 else AnyOf(tuple(choices))


def _days(field: str, first: date | None, last: date | None) -> Clause:
    return Between(field, as_number(first) if first else None, as_number(last) if last else None)
