"""The store: the one record of files, pages, readings, runs, findings and corrections.

    store = Store.open("/data/fadu.db")                     # or sqlite:///…, postgresql+psycopg://…
    run = store.begin_run("audit", as_of=day, roots=[root])
    store.plan_files(run, root, found)                      # then read what is waiting, piece by piece
    store.save_pages(sha256, version, pages, first=1, last=25)
    store.save_readings(key, readings)
    store.save_dossier(run, dossier, root=root)             # with its outbox rows, one transaction
    store.finish_run(run, counts=counts)

Any process may write, in short transactions. Every method raises StoreError, in Chinese, when the
database cannot be opened, read or written. `schema.py` describes the tables.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from sqlalchemy import select

from dossier.case import Correction
from index.content import Content
from index.database import Database, batches, insert_one
from index.files import Files
from index.jobs import Jobs
from index.outbox import Outbox
from index.people import People
from index.purge import Purge
from index.schema import corrections
from index.searches import Searches
from index.shelf import Shelf
from index.trail import Trail, record


class Corrections(Database):
    """The part of the store that keeps what persons said; nothing is ever changed or taken out."""

    def add_correction(self, correction: Correction) -> bool:
        """Keeps a correction; False if one of that id is there already."""
        row = {"id": correction.id, "file": correction.file, "source": correction.source}
        row |= {"stage": correction.stage, "moment": correction.when.isoformat()}
        row["body"] = correction.model_dump_json()
        with self.write() as connection:
            new = insert_one(connection, corrections, row)
            if new:
                record(connection, self.actor, "correct", correction.id, stage=correction.stage)
            return new

    def corrections(
        self, *, files: Sequence[str] | None = None, sources: Sequence[str] | None = None
    ) -> tuple[Correction, ...]:
        """Corrections in the order they were made: all, or those of some files (sha256) or source names."""
        return tuple(sorted(self._corrections(files, sources), key=lambda item: (item.when, item.id)))

    def _corrections(
        self, files: Sequence[str] | None, sources: Sequence[str] | None
    ) -> Iterator[Correction]:
        column, values = (corrections.c.file, files) if files is not None else (corrections.c.source, sources)
        for batch in batches(values) if values is not None else [None]:
            statement = select(corrections.c.body)
            if batch is not None:
                statement = statement.where(column.in_(batch))
            with self.read() as connection:
                bodies = connection.scalars(statement).all()
            yield from map(Correction.model_validate_json, bodies)


class Store(Files, Content, Shelf, Outbox, Corrections, Purge, People, Jobs, Trail, Searches):
    """Files and their state, pages, readings, dossiers and findings a run, corrections, outbox; people, jobs, trail."""

    @classmethod
    def open(cls, url: str | Path, *, grow: bool | None = None) -> Self:
        """Opens a store or makes it; a plain path means SQLite. `grow`: see Database.

        Raises StoreError when it cannot be opened or is of another version.
        """
        return cls(url, grow=grow)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def folder(self) -> Path | None:
        """Where a SQLite store lies; None for a server."""
        name = self.engine.url.database
        return Path(name).absolute().parent if self.engine.dialect.name == "sqlite" and name else None
