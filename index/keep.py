"""Writes dossiers: into their run, onto the shelf, and what changed by that into the outbox."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, delete, func, select, tuple_

from dossier.case import Dossier
from index.content import keep_readings
from index.database import dump_list, insert_new
from index.outbox import queue
from index.schema import dossiers, findings, papers, shelf
from index.told import concerned, hold_shelf, keep_told

QUIET = frozenset({"pass", "not-applicable"})
SAID = ("kind", "conclusion", "reading")


class Placed(NamedTuple):
    """A dossier and the audited folder it came from."""

    root: str
    dossier: Dossier


class Kept(NamedTuple):
    """A paper's row: its dossier's place, its order there, its id and the hash of its reading."""

    placed: Placed
    ordinal: int
    document: str
    reading: str


def write_dossiers(connection: Connection, run: str, items: Sequence[Placed]) -> None:
    """Replaces these dossiers in the run and on the shelf. Names within one call differ."""
    hold_shelf(connection)
    readings = [reading for item in items for reading in item.dossier.readings]
    hashes = iter(keep_readings(connection, readings))
    kept = [
        Kept(item, i, reading.document.id, next(hashes))
        for item in items
        for i, reading in enumerate(item.dossier.readings)
    ]
    _write_run(connection, run, items, kept)
    _write_shelf(connection, run, items, kept)


def _write_run(connection: Connection, run: str, items: Sequence[Placed], kept: Sequence[Kept]) -> None:
    """A dossier saved before keeps its place in the run's order."""
    mine = and_(dossiers.c.run == run, dossiers.c.name.in_([item.dossier.id for item in items]))
    old = {
        row.name: row.ordinal
        for row in connection.execute(select(dossiers.c.name, dossiers.c.ordinal).where(mine))
    }
    last = connection.scalar(select(func.max(dossiers.c.ordinal)).where(dossiers.c.run == run))
    connection.execute(delete(dossiers).where(mine))  # papers and findings go with it
    start = -1 if last is None else last
    rows = [_dossier_row(run, item) | {"ordinal": start + n} for n, item in enumerate(items, 1)]
    insert_new(
        connection, dossiers, [row | {"ordinal": old.get(row["name"], row["ordinal"])} for row in rows]
    )
    members = [
        {
            "run": run,
            "dossier": k.placed.dossier.id,
            "ordinal": k.ordinal,
            "document": k.document,
            "reading": k.reading,
        }
        for k in kept
    ]
    insert_new(connection, papers, members)
    insert_new(connection, findings, [row for item in items for row in _finding_rows(run, item.dossier)])


def _dossier_row(run: str, item: Placed) -> dict[str, Any]:
    dossier = item.dossier
    return {
        "run": run,
        "name": dossier.id,
        "root": item.root,
        "kind": dossier.kind,
        "reason": dossier.reason,
        "conclusion": dossier.conclusion,
        "counts": dict(Counter(finding.verdict for finding in dossier.findings)),
        "findings": dump_list(dossier.findings),
    }


def _finding_rows(run: str, dossier: Dossier) -> list[dict[str, Any]]:
    """Rows for lists and counts; what passed or does not apply stands in the packed record only."""
    names = ("rule", "verdict", "severity", "subject")
    return [
        {"run": run, "dossier": dossier.id, "ordinal": i} | {name: getattr(item, name) for name in names}
        for i, item in enumerate(dossier.findings)
        if item.verdict not in QUIET
    ]


def _write_shelf(connection: Connection, run: str, items: Sequence[Placed], kept: Sequence[Kept]) -> None:
    """Makes the dossiers what stands now; papers of which the index would say something else are queued.

    So are the norms of which a paper that came or went says something.
    """
    mine = tuple_(shelf.c.root, shelf.c.dossier).in_([(item.root, item.dossier.id) for item in items])
    old = {
        (row.root, row.dossier, row.document): tuple(getattr(row, name) for name in SAID)
        for row in connection.execute(select(shelf).where(mine))
    }
    new = {
        (k.placed.root, k.placed.dossier.id, k.document): (
            k.placed.dossier.kind,
            k.placed.dossier.conclusion,
            k.reading,
        )
        for k in kept
    }
    connection.execute(delete(shelf).where(mine))
    rows = [
        {"root": root, "dossier": name, "document": document, "run": run} | dict(zip(SAID, said, strict=True))
        for (root, name, document), said in new.items()
    ]
    insert_new(connection, shelf, rows)
    changed = {key for key in {*old, *new} if old.get(key) != new.get(key)}
    fresh = (k for k in kept if (k.placed.root, k.placed.dossier.id, k.document) in changed)
    keep_told(connection, ((k.reading, k.placed.dossier.readings[k.ordinal]) for k in fresh))
    came_or_went = {said[-1] for _, said in old.items() ^ new.items()}
    queue(connection, {key[2] for key in changed} | concerned(connection, came_or_went))
