"""What stands now, over all roots: the source of the index and of `fadu show`."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select, tuple_

from dossier.case import Dossier, Reading, Verdict
from index.content import read_reading
from index.database import BATCH, batches
from index.runs import Runs
from index.schema import documents, findings, holdings, readings, shelf
from index.told import said_of
from language.validity import Said


class Standing(NamedTuple):
    """A dossier that stands now, and the run that said so last.

    For the index: `unit` whose it is, `rules` those it did not plainly keep.
    """

    root: str
    dossier: str
    run: str
    kind: str
    conclusion: Verdict
    unit: str | None = None
    rules: tuple[str, ...] = ()


COLUMNS = ("root", "dossier", "run", "kind", "conclusion")


class Paper(NamedTuple):
    """A paper that stands now, with the dossiers it lies in; of a norm, what papers may say of it (told.py)."""

    revision: int
    reading: Reading
    standings: tuple[Standing, ...]
    said: tuple[Said, ...] = ()


def _broken(
    connection: Connection, keys: Collection[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Rules each of these dossiers (run, name) did not plainly keep."""
    mine = tuple_(findings.c.run, findings.c.dossier).in_(keys)
    columns = select(findings.c.run, findings.c.dossier, findings.c.rule).where(mine).distinct()
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for run, dossier, rule in connection.execute(columns.order_by(findings.c.rule)):
        found[run, dossier] = (*found.get((run, dossier), ()), rule)
    return found


class Shelf(Runs):
    """The part of the store that knows what stands now."""

    def standing(self, root: str | None = None) -> tuple[Standing, ...]:
        """Dossiers that stand now, by root and name."""
        columns = [shelf.c[name] for name in COLUMNS]
        statement = select(*columns).distinct().order_by(shelf.c.root, shelf.c.dossier)
        if root is not None:
            statement = statement.where(shelf.c.root == root)
        with self.read() as connection:
            return tuple(Standing(*row) for row in connection.execute(statement))

    def current(self, root: str | None = None) -> Iterator[tuple[Standing, Dossier]]:
        """Dossiers that stand now with their papers and findings, one at a time in memory."""
        for item in self.standing(root):
            found = self.dossier(item.run, item.dossier)
            if found is not None:
                yield item, found

    def paper(self, document: str) -> Paper | None:
        """A paper that stands now; None if none of that id does."""
        return self.papers([document]).get(document)

    def papers(self, ids: Sequence[str]) -> dict[str, Paper]:
        """Those of these papers that stand now; all are in memory at once.

        Where two dossiers hold different readings of one paper, the newest run's counts.
        """
        mine = select(shelf).where(shelf.c.document.in_(ids)).order_by(shelf.c.root, shelf.c.dossier)
        with self.read() as connection:
            rows = connection.execute(mine).all()
            newest = {row.document: row.reading for row in sorted(rows, key=lambda row: str(row.run))}
            kept = select(readings.c.hash, readings.c.body).where(readings.c.hash.in_(newest.values()))
            bodies = {row.hash: row.body for row in connection.execute(kept)}
            known = connection.execute(select(documents).where(documents.c.id.in_(newest)))
            revisions = {row.id: row.revision for row in known}
            owners = {row.root: row.unit for row in connection.execute(select(holdings))}
            broken = _broken(connection, {(row.run, row.dossier) for row in rows})
        places: dict[str, list[Standing]] = {}
        for row in rows:
            rules = broken.get((row.run, row.dossier), ())
            unit = owners.get(row.root)
            place = Standing(row.root, row.dossier, row.run, row.kind, row.conclusion, unit, rules)
            places.setdefault(row.document, []).append(place)
        found = {document: read_reading(bodies[value]) for document, value in newest.items()}
        with self.read() as connection:
            said = said_of(connection, found.values())
        return {
            document: Paper(revisions[document], reading, tuple(places[document]), said[document])
            for document, reading in found.items()
        }

    def document_ids(self) -> Iterator[str]:
        """Ids of all papers that stand now, in order."""
        last = ""
        while True:
            ids = select(shelf.c.document).where(shelf.c.document > last).distinct()
            with self.read() as connection:
                found = connection.scalars(ids.order_by(shelf.c.document).limit(BATCH)).all()
            yield from found
            if len(found) < BATCH:
                return
            last = found[-1]

    def revisions(self) -> Iterator[tuple[str, int]]:
        """Id and revision of every paper that stands now."""
        for ids in batches(self.document_ids()):
            with self.read() as connection:
                rows = connection.execute(select(documents).where(documents.c.id.in_(ids))).all()
            yield from ((row.id, row.revision) for row in rows)

    def document_count(self) -> int:
        """How many papers stand now."""
        with self.read() as connection:
            return connection.scalar(select(func.count(func.distinct(shelf.c.document)))) or 0

    def dossiers_of(self, document: str) -> tuple[Standing, ...]:
        """Dossiers that stand now and hold this paper."""
        columns = [shelf.c[name] for name in COLUMNS]
        statement = select(*columns).where(shelf.c.document == document)
        with self.read() as connection:
            return tuple(Standing(*row) for row in connection.execute(statement))
