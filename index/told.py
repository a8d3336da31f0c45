"""What papers say becomes of norms (修改、废止……), found by a norm's names and number, so that its status follows.

Kept for every reading ever shelved; only what stands on the shelf counts. Whoever may see a norm sees its status,
also where it rests on a paper they may not open: that a norm ended is no secret.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, exists, select, text

from dossier.case import Reading
from dossier.fact import Change, Fact
from index.content import read_reading
from index.database import batches, insert_new
from index.outbox import queue
from index.schema import norm_names, readings, shelf, told
from knowledge.changes import load_changes
from language.matter import DRAFT
from language.validity import Said, names_of, norm_of, said_in

# Kinds that are in force from one day to another; a draft of them is not (contract.md).
NORMS = frozenset({"normative_document", "government_rule", "law"})
KEY = 200  # characters; longer names meet by their beginning, and are compared whole afterwards
PORTION = 32  # readings in memory
_LOCK = 0x66616476
_ORDER = "令第"


def hold_shelf(connection: Connection) -> None:
    """One transaction at a time changes the shelf: a norm and what ends it must not come unseen by each other.

    First in the transaction, before any row is locked. SQLite has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def keep_told(connection: Connection, items: Iterable[tuple[str, Reading]]) -> None:
    """Keeps of these readings (with their hashes) what they are known by as norms, and what they say of norms."""
    for batch in batches(items, PORTION):
        insert_new(connection, norm_names, [row for item in batch for row in _name_rows(*item)])
        insert_new(connection, told, [row for item in batch for row in _told_rows(*item)])


def concerned(connection: Connection, hashes: Iterable[str]) -> set[str]:
    """Standing norms of which these readings say something, by name or number: the index is to look at them again."""
    found: set[str] = set()
    for batch in batches(sorted(set(hashes))):
        join = norm_names.join(told, norm_names.c.key == told.c.key)
        mine = and_(told.c.reading.in_(batch), _stands(norm_names))
        found |= set(
            connection.scalars(select(norm_names.c.document).distinct().select_from(join).where(mine))
        )
    return found


def said_of(connection: Connection, items: Iterable[Reading]) -> dict[str, tuple[Said, ...]]:
    """What standing papers say under the names or numbers of each of these; validity() picks what is meant."""
    keys = {item.document.id: _known_by(item) for item in items}
    under: dict[str, dict[tuple[str, int], Said]] = defaultdict(dict)
    for batch in batches(sorted({key for some in keys.values() for key in some})):
        rows = select(told).where(told.c.key.in_(batch), _stands(told))
        for row in connection.execute(rows.order_by(told.c.reading, told.c.ordinal)):
            under[row.key][row.reading, row.ordinal] = _said(row)
    return {
        document: tuple({at: said for key in some for at, said in under[key].items()}.values())
        for document, some in keys.items()
    }


def fill(connection: Connection) -> None:
    """Keeps what the papers of an older store say, and has the index take its norms again."""
    hashes = connection.scalars(select(shelf.c.reading).distinct()).all()
    for batch in batches(hashes, PORTION):
        rows = connection.execute(
            select(readings.c.hash, readings.c.body).where(readings.c.hash.in_(batch))
        ).all()
        keep_told(connection, ((row.hash, read_reading(row.body)) for row in rows))
    queue(connection, connection.scalars(select(norm_names.c.document).distinct()).all())


def _stands(table: Table) -> ColumnElement[bool]:
    """Whether the reading of this row is on the shelf."""
    return exists().where(shelf.c.document == table.c.document, shelf.c.reading == table.c.reading)


def _known_by(reading: Reading) -> tuple[str, ...]:
    """Keys of a norm; none of other papers."""
    if reading.label.kind not in NORMS:
        return ()
    norm = norm_of(reading.document.id, reading.title, reading.facts)
    return _keys(norm.title, norm.number)


def _keys(name: str, number: str | None) -> tuple[str, ...]:
    """Of an order only what follows its body's name, which is often cited without the place (市人民政府令第8号)."""
    forms = list(names_of(name))
    if number:
        forms.append(number[max(number.find(_ORDER), 0) :])
    return tuple(dict.fromkeys(form[:KEY] for form in forms))


def _name_rows(key: str, reading: Reading) -> Iterator[dict[str, Any]]:
    for name in _known_by(reading):
        yield {"reading": key, "key": name, "document": reading.document.id}


def _told_rows(key: str, reading: Reading) -> Iterator[dict[str, Any]]:
    """None of a draft or of a kind that changes nothing (knowledge/lexicon/changes.toml)."""
    if reading.label.kind not in load_changes().papers or DRAFT.search(reading.title):
        return
    for i, said in enumerate(said_in(reading.facts)):
        day = said.day.isoformat() if said.day else None
        row = {"reading": key, "ordinal": i, "document": reading.document.id, "day": day}
        for name in _keys(said.change.name, said.change.number):
            yield row | {"key": name, "fact": said.fact.model_dump_json()}


def _said(row: Row[Any]) -> Said:
    fact = Fact.model_validate_json(row.fact)
    assert isinstance(fact.value, Change)
    return Said(fact, fact.value, date.fromisoformat(row.day) if row.day else None)
