"""Takes out of the store, for good, what was written of files that may not be processed (涉密)."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from sqlalchemy import Connection, and_, delete, func, insert, select, text, tuple_

from index.content import read_reading
from index.database import Database, batches
from index.outbox import queue
from index.schema import (
    corrections,
    dossiers,
    files,
    meta,
    norm_names,
    papers,
    pieces,
    readings,
    shelf,
    told,
    understood,
)
from index.told import concerned, hold_shelf
from index.trail import record

MUST_REBUILD = "must_rebuild_index"


class Purge(Database):
    """The part of the store that forgets."""

    def purge(self, hashes: Sequence[str]) -> None:
        """Removes pages, readings, corrections, and every dossier of any run that holds a paper of these files.

        A dossier's findings quote its papers, so it goes as a whole, in older runs too; the run under way
        judges it anew without them. The files stay listed with name, hash and state. The index is to be
        built anew (its segments keep what was deleted), which `must_rebuild` says until it was done.
        """
        for batch in batches(hashes):
            with self.write() as connection:
                hold_shelf(connection)
                gone = self._readings_of(connection, batch)
                connection.execute(delete(pieces).where(pieces.c.sha256.in_(batch)))
                connection.execute(delete(corrections).where(corrections.c.file.in_(batch)))
                for some in batches(gone):
                    _remove(connection, some)
                record(connection, self.actor, "purge", files=batch)
        if hashes:
            self._scrub()

    def must_rebuild(self) -> bool:
        """Whether the search index may still hold what was purged."""
        with self.read() as connection:
            return connection.scalar(select(meta.c.value).where(meta.c.key == MUST_REBUILD)) is not None

    def rebuilt(self) -> None:
        """The search index was built anew."""
        with self.write() as connection:
            connection.execute(delete(meta).where(meta.c.key == MUST_REBUILD))

    def _readings_of(self, connection: Connection, hashes: Collection[str]) -> list[str]:
        """Readings of papers that begin in these files or have a page in them (page photos)."""
        first = func.substr(readings.c.document, 1, 64).in_(hashes)
        found = set(connection.scalars(select(readings.c.hash).where(first)))
        names = set(connection.scalars(select(files.c.source).where(files.c.sha256.in_(hashes))))
        rows = connection.execute(
            select(readings.c.hash, readings.c.body), execution_options={"yield_per": 100}
        )
        spread = (row.hash for row in rows if names & set(read_reading(row.body).document.sources))
        return sorted(set(chain(found, spread)))

    def _scrub(self) -> None:
        """Overwrites what was deleted: SQLite zeroes freed pages (secure_delete) once the log is written back."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if self.engine.dialect.name == "sqlite":
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            else:
                for table in (pieces, readings, dossiers, corrections, told, norm_names):
                    connection.execute(text(f"VACUUM FULL {table.name}"))


def _remove(connection: Connection, hashes: Sequence[str]) -> None:
    """Readings, the dossiers they lie in, and what the index is to forget."""
    held = select(papers.c.run, papers.c.dossier).where(papers.c.reading.in_(hashes)).distinct()
    names = [tuple(row) for row in connection.execute(held)]
    standing = select(shelf.c.root, shelf.c.dossier).where(shelf.c.reading.in_(hashes)).distinct()
    places = [tuple(row) for row in connection.execute(standing)]
    here = tuple_(shelf.c.root, shelf.c.dossier).in_(places)
    left = connection.execute(select(shelf.c.document, shelf.c.reading).where(here)).all()
    queue(connection, {row.document for row in left} | concerned(connection, (r.reading for r in left)))
    connection.execute(delete(shelf).where(here))
    connection.execute(delete(dossiers).where(tuple_(dossiers.c.run, dossiers.c.name).in_(names)))
    connection.execute(delete(understood).where(understood.c.reading.in_(hashes)))
    connection.execute(delete(readings).where(readings.c.hash.in_(hashes)))
    _say(connection)


def _say(connection: Connection) -> None:
    known: Iterable[object] = connection.execute(select(meta).where(and_(meta.c.key == MUST_REBUILD))).all()
    if not list(known):
        connection.execute(insert(meta).values(key=MUST_REBUILD, value="1"))
