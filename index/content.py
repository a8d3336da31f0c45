"""What was read and understood, kept under the hash of what it depends on."""

import hashlib
from collections.abc import Iterator, Sequence

from pydantic import TypeAdapter
from sqlalchemy import Connection, and_, func, select

from dossier.case import Reading
from dossier.document import Page
from index.database import Database, batches, dump_list, insert_new, pack, unpack, upsert
from index.schema import pieces, readings, understood

PAGES = TypeAdapter(tuple[Page, ...])


def keep_readings(connection: Connection, items: Sequence[Reading]) -> list[str]:
    """Stores the readings not there yet; gives the hash of each."""
    texts = [item.model_dump_json() for item in items]
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    known = set(connection.scalars(select(readings.c.hash).where(readings.c.hash.in_(hashes))))
    rows = {
        key: {"hash": key, "document": item.document.id, "body": pack(text)}
        for key, text, item in zip(hashes, texts, items, strict=True)
        if key not in known
    }
    insert_new(connection, readings, list(rows.values()))
    return hashes


def read_reading(body: bytes) -> Reading:
    """A reading as it was stored."""
    return Reading.model_validate_json(unpack(body))


class Content(Database):
    """The part of the store that keeps pages and readings."""

    def save_pages(self, sha256: str, version: str, pages: Sequence[Page], *, first: int, last: int) -> None:
        """Keeps one piece of a file: pages `first` to `last` (both 0 where the format has no pages).

        `version`: hash of engine, options and their versions.
        """
        row = {"sha256": sha256, "version": version, "first": first, "last": last, "body": dump_list(pages)}
        with self.write() as connection:
            upsert(connection, pieces, [row])

    def kept(self, version: str, hashes: Sequence[str]) -> dict[str, tuple[tuple[int, int], ...]]:
        """Pieces at hand for each of these files, as (first, last), in order; files without any are left out."""
        found: dict[str, tuple[tuple[int, int], ...]] = {}
        for batch in batches(hashes):
            where = and_(pieces.c.version == version, pieces.c.sha256.in_(batch))
            columns = (
                select(pieces.c.sha256, pieces.c.first, pieces.c.last).where(where).order_by(pieces.c.first)
            )
            with self.read() as connection:
                for sha256, first, last in connection.execute(columns):
                    found[sha256] = (*found.get(sha256, ()), (first, last))
        return found

    def load_pages(self, sha256: str, version: str, *, source: str | None = None) -> Iterator[Page]:
        """All pages kept of a file, in order; `source` names the place they are wanted for.

        Only one piece is in memory at a time.
        """
        last = -1
        while True:
            where = and_(pieces.c.sha256 == sha256, pieces.c.version == version, pieces.c.first > last)
            with self.read() as connection:
                row = connection.execute(
                    select(pieces).where(where).order_by(pieces.c.first).limit(1)
                ).one_or_none()
            if row is None:
                return
            for page in PAGES.validate_json(unpack(row.body)):
                yield page if source in (None, page.source) else page.model_copy(update={"source": source})
            last = row.first

    def save_readings(self, key: str, items: Sequence[Reading]) -> None:
        """Keeps what a stage made under the hash of its inputs (pages, models, lexicon, corrections)."""
        with self.write() as connection:
            hashes = keep_readings(connection, items)
            rows = [{"key": key, "ordinal": i, "reading": value} for i, value in enumerate(hashes)]
            connection.execute(understood.delete().where(understood.c.key == key))
            upsert(connection, understood, rows)

    def load_readings(self, key: str) -> tuple[Reading, ...] | None:
        """What was kept under that key; None if nothing was."""
        join = understood.join(readings, understood.c.reading == readings.c.hash)
        statement = select(readings.c.body).select_from(join).where(understood.c.key == key)
        with self.read() as connection:
            bodies = connection.scalars(statement.order_by(understood.c.ordinal)).all()
        return tuple(map(read_reading, bodies)) or None

    def forget_pages(self, hashes: Sequence[str], version: str) -> None:
        """Drops the pages kept of these files under that version, and what was understood from these files."""
        for batch in batches(hashes):
            with self.write() as connection:
                mine = and_(pieces.c.version == version, pieces.c.sha256.in_(batch))
                connection.execute(pieces.delete().where(mine))
        self.forget_readings(hashes)

    def forget_readings(self, hashes: Sequence[str]) -> None:
        """Drops what was understood from these files; their pages stay."""
        for batch in batches(hashes):
            of_files = select(understood.c.key).join(readings, understood.c.reading == readings.c.hash)
            of_files = of_files.where(func.substr(readings.c.document, 1, 64).in_(batch))
            with self.write() as connection:
                connection.execute(understood.delete().where(understood.c.key.in_(of_files)))
