"""How a paper relates to others the viewer may see, and two versions of a norm side by side."""

from collections.abc import Sequence
from datetime import date

from dossier.base import Record
from dossier.case import Reading
from index.links import keys_of, links_of
from index.search import Hit, Link, Query, Relation, SearchIndex, Viewer

NAMES: dict[Relation, tuple[str, str]] = {
    "cites": ("引用", "被引用"),
    "amends": ("修改", "被修改"),
    "repeals": ("废止", "被废止"),
    "implements": ("依据", "据以制定"),
}
MOST = 50


class Named(Record):
    """What a paper says of another: its name or number, and the papers that go by it."""

    key: str
    papers: tuple[Hit, ...] = ()


class Relations(Record):
    """`outgoing`: what the paper says of others; `incoming`: what others say of it (the first of them, `count` all).

    `versions`: norms of the same name, the oldest first, this one among them.
    """

    outgoing: dict[Relation, tuple[Named, ...]]
    incoming: dict[Relation, tuple[Hit, ...]]
    count: dict[Relation, int]
    versions: tuple[Hit, ...]


def relations_of(
    reading: Reading, number: str | None, index: SearchIndex, *, viewer: Viewer, as_of: date
) -> Relations:
    """All relations of a paper, as the index knows them."""
    base = Query(as_of=as_of, viewer=viewer, limit=MOST, facets=False, sort="date")
    keys = keys_of(reading.title, number) if reading.title or number else ()
    said: dict[Relation, list[str]] = {}
    for link in links_of(reading):
        said.setdefault(link.relation, []).append(link.key)
    incoming = {relation: _incoming(index, base, relation, keys) for relation in NAMES} if keys else {}
    return Relations(
        outgoing={
            relation: tuple(Named(key=key, papers=_by_key(index, base, key)) for key in names[:MOST])
            for relation, names in said.items()
        },
        incoming={relation: hits for relation, (hits, _) in incoming.items() if hits},
        count={relation: total for relation, (hits, total) in incoming.items() if hits},
        versions=tuple(reversed(_by_key(index, base, keys[-1]))) if keys else (),
    )


def _by_key(index: SearchIndex, base: Query, key: str) -> tuple[Hit, ...]:
    return index.search(base.model_copy(update={"keys": (key,)})).hits


def _incoming(
    index: SearchIndex, base: Query, relation: Relation, keys: Sequence[str]
) -> tuple[tuple[Hit, ...], int]:
    links = tuple(Link(relation=relation, key=key) for key in keys)
    found = index.search(base.model_copy(update={"links": links}))
    return found.hits, found.total
