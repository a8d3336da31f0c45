"""Counts beside the hits of the embedded index."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from index.plan import Plan
from index.search import STATUSES, Count, Facet

if TYPE_CHECKING:
    import tantivy

SIZE = 50


def count_facets(searcher: "tantivy.Searcher", plan: Plan) -> dict[Facet, tuple[Count, ...]]:
    """Counts of every facet under all filters but its own, the most frequent first."""
    query = plan.query
    narrowed: dict[Facet, object] = {
        "kind": query.kinds,
        "issuer": query.issuers,
        "year": query.since or query.until,
        "verdict": query.verdicts,
        "dossier_kind": query.dossier_kinds,
    }
    found = _terms(searcher, plan.whole(), [facet for facet in narrowed if not narrowed[facet]])
    for facet in narrowed:
        if narrowed[facet]:
            found |= _terms(searcher, plan.whole(without=facet), [facet])
    return found | {"status": _statuses(searcher, plan)}


def _terms(
    searcher: "tantivy.Searcher", query: "tantivy.Query", fields: Sequence[Facet]
) -> dict[Facet, tuple[Count, ...]]:
    wanted = {field: {"terms": {"field": field, "size": SIZE}} for field in fields}
    found = searcher.aggregate(query, wanted) if fields else {}
    return {
        field: tuple(Count(value=str(b["key"]), count=b["doc_count"]) for b in found[field]["buckets"])
        for field in fields
    }


def _statuses(searcher: "tantivy.Searcher", plan: Plan) -> tuple[Count, ...]:
    """Norms by status on the day asked for."""
    whole = plan.whole(without="status")
    counts = {
        s: _count(searcher, plan.all_of([(plan.must, whole), (plan.must, plan.status(s))])) for s in STATUSES
    }
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return tuple(Count(value=status, count=count) for status, count in ordered if count)


def _count(searcher: "tantivy.Searcher", query: "tantivy.Query") -> int:
    found: Any = searcher.search(query, limit=1)
    return int(found.count)


def missing_words(searcher: "tantivy.Searcher", plan: Plan) -> Iterator[str]:
    """Which of several words stands in no paper at all."""
    for group in plan.wanted.groups:
        if not _count(searcher, plan.any_of([plan.term(term) for term in group])):
            yield f"没有文书含有“{'”或“'.join(term.text for term in group)}”"
