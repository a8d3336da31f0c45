"""Answers a query over any engine: hits, facets, what was hidden, what to ask instead."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from index.alike import like_clause, near_duplicates
from index.clauses import AllOf, Clause, Has, Tally
from index.fields import HELD, held
from index.packed import Shown
from index.parse import Wanted, parse, written
from index.plan import Plan
from index.search import STATUSES, Count, Entry, Facet, Hit, Hits, Instead, Query, Sort, Viewer
from index.snippets import find_terms, merged, snippets

OWN: tuple[Facet, ...] = ("kind", "level", "issuer", "region", "year", "grade")  # of the paper itself
OF_DOSSIERS: tuple[Facet, ...] = ("verdict", "rule", "dossier_kind")
MOST_INSTEAD = 8
GONE = "检索期间索引有过变化，续页从现在的结果接着列"


class Found(NamedTuple):
    """A page of papers with their scores. `next`: the cursor behind it."""

    total: int
    rows: Sequence[tuple[Shown, float]]
    next: str | None = None
    moved: bool = False


class Engine(Protocol):
    """What an index must do; the rest is the same everywhere."""

    def page(self, clause: Clause, *, sort: Sort, offset: int, limit: int, cursor: str | None) -> Found:
        """Papers in that order."""

    def tally(self, items: Sequence[Tally]) -> list[int | dict[str, int]]:
        """A count for each, or counts by value, the most frequent 50."""

    def fetch(self, document: str, visible: Clause) -> Shown | None:
        """One paper, if it is there and visible."""


def answer(engine: Engine, query: Query) -> Hits:
    """What the query finds; see search.Query and parse.parse."""
    wanted = parse(query.text, synonyms=query.synonyms)
    plan = Plan(query, wanted)
    if query.same is not None:
        return _duplicates(engine, query, plan, wanted)
    clause = plan.whole()
    if query.like is not None:
        like = like_clause(engine, query.like, plan.visible())
        if like is None:
            return Hits(total=0, notes=("没有这份文书，或无权查看",))
        clause = AllOf(must=(like,), filters=(clause,), never=(Has("id", (query.like,)),))
    found = engine.page(clause, sort=query.sort, offset=query.offset, limit=query.limit, cursor=query.cursor)
    hidden = _count(engine, plan.whole(hidden=True)) if query.current else 0
    notes = (*wanted.notes, *((GONE,) if found.moved else ()))
    nothing = not found.total and not hidden
    return Hits(
        total=found.total,
        hits=tuple(_hit(shown, score, query, wanted) for shown, score in found.rows),
        facets=_facets(engine, plan) if query.facets else {},
        notes=(*notes, *(_missing(engine, plan) if nothing else ())),
        hidden=hidden,
        instead=tuple(_instead(engine, query, wanted)) if nothing else (),
        next=found.next,
    )


def _count(engine: Engine, clause: Clause) -> int:
    (count,) = engine.tally([Tally(clause)])
    assert isinstance(count, int)
    return count


def _duplicates(engine: Engine, query: Query, plan: Plan, wanted: Wanted) -> Hits:
    assert query.same is not None
    found = near_duplicates(engine, query.same, plan.whole(), plan.visible())
    if found is None:
        return Hits(total=0, notes=("没有这份文书，或无权查看",))
    page = found[query.offset : query.offset + query.limit]
    return Hits(total=len(found), hits=tuple(_hit(shown, score, query, wanted) for shown, score in page))


def _facets(engine: Engine, plan: Plan) -> dict[Facet, tuple[Count, ...]]:
    """Counts of every facet under all filters but its own, the most frequent first."""
    clauses = {facet: plan.whole(without=facet) for facet in (*OWN, *OF_DOSSIERS)}
    raw = engine.tally([Tally(clause, facet) for facet, clause in clauses.items()])
    counts: dict[Facet, Mapping[str, int]] = {}
    for facet, found in zip(clauses, raw, strict=True):
        assert isinstance(found, dict)
        counts[facet] = found
    if plan.query.viewer.units is not None:
        counts |= _visible(engine, plan.query.viewer, {f: (clauses[f], counts[f]) for f in OF_DOSSIERS})
    statuses = plan.whole(without="status")
    by_status = engine.tally([Tally(AllOf(filters=(statuses, plan.status(s)))) for s in STATUSES])
    counts["status"] = {s: n for s, n in zip(STATUSES, by_status, strict=True) if isinstance(n, int)}
    return {facet: _counts(values) for facet, values in counts.items()}


def _visible(
    engine: Engine, viewer: Viewer, facets: Mapping[Facet, tuple[Clause, Mapping[str, int]]]
) -> dict[Facet, Mapping[str, int]]:
    """Properties of dossiers, counted where a dossier of the viewer's units has them."""
    asked = [(facet, value, clause) for facet, (clause, values) in facets.items() for value in values]
    tallies = [
        Tally(AllOf(filters=(clause, Has(HELD, tuple(held(viewer, facet, [value]))))))
        for facet, value, clause in asked
        if viewer.units
    ]
    found: dict[Facet, dict[str, int]] = {facet: {} for facet in facets}
    for (facet, value, _), count in zip(asked, engine.tally(tallies), strict=False):
        assert isinstance(count, int)
        found[facet][value] = count
    return dict(found)


def _counts(values: Mapping[str, int]) -> tuple[Count, ...]:
    ordered = sorted(values.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Count(value=value, count=count) for value, count in ordered if count)


def _missing(engine: Engine, plan: Plan) -> Iterator[str]:
    """Which of the words stands in no paper the viewer may see."""
    groups = plan.wanted.groups
    seen = [AllOf(must=(plan.group(group),), filters=(plan.visible(),)) for group in groups]
    for group, count in zip(groups, engine.tally([Tally(clause) for clause in seen]), strict=True):
        if not count:
            yield f"没有文书含有“{'”或“'.join(term.text for term in group)}”"


def _instead(engine: Engine, query: Query, wanted: Wanted) -> Iterator[Instead]:
    """The same search without one of the words, where that finds something."""
    if not 1 < len(wanted.groups) <= MOST_INSTEAD:
        return
    shorter = [wanted.omitting(i) for i in range(len(wanted.groups))]
    counts = engine.tally([Tally(Plan(query, less).whole()) for less in shorter])
    for group, less, count in zip(wanted.groups, shorter, counts, strict=True):
        if isinstance(count, int) and count:
            yield Instead(text=written(less), left_out=" OR ".join(t.text for t in group), total=count)


def _hit(shown: Shown, score: float, query: Query, wanted: Wanted) -> Hit:
    """What the viewer may see of a paper; a score would tell of papers they may not see."""
    entry, text, marks = shown
    tags = entry.visible(query.viewer)
    sources = _sources(entry, query.viewer, seen=bool(tags))
    ranked = (query.sort == "relevance" and query.viewer.units is None) or query.same is not None
    return Hit(
        document=entry.document,
        sources=sources,
        title=entry.title,
        title_ranges=merged([(a, b) for a, b, _ in find_terms(entry.title, wanted.terms)]),
        number=entry.number,
        kind=entry.kind,
        issuer=entry.issuer,
        day=entry.day,
        status=entry.status(query.as_of),
        dossiers=tags,
        snippets=snippets(text, wanted.terms, marks, sources),
        score=score if ranked else 0.0,
    )


def _sources(entry: Entry, viewer: Viewer, *, seen: bool) -> tuple[str, ...]:
    """Names of files; of another unit's published paper without the folder, which is its dossier's name."""
    if seen or viewer.units is None:
        return entry.sources
    return tuple(source.rpartition("/")[2] for source in entry.sources)
