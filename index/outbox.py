"""The outbox: which papers the index has yet to take, and who may drain it."""

import os
import socket
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, and_, func, select, update

from index.database import INSERTS, Database, batches, insert_one
from index.schema import documents, index_queue, leases

LEASE = 30.0


class Task(NamedTuple):
    """A paper to index (or to take out of it), as of one revision."""

    document: str
    revision: int


def queue(connection: Connection, ids: Iterable[str]) -> None:
    """Gives papers a new revision and puts them into the outbox, in the transaction of their change."""
    insert = INSERTS[connection.dialect.name]
    for batch in batches(sorted(set(ids))):
        statement = insert(documents).on_conflict_do_update(
            index_elements=["id"], set_={"revision": documents.c.revision + 1}
        )
        connection.execute(statement, [{"id": item, "revision": 1} for item in batch])
        chosen = select(documents.c.id, documents.c.revision).where(documents.c.id.in_(batch))
        rows = insert(index_queue).from_select(["doc_id", "revision"], chosen)
        connection.execute(
            rows.on_conflict_do_update(index_elements=["doc_id"], set_={"revision": rows.excluded.revision})
        )


def _here() -> str:
    """This machine, and within it the world in which process numbers mean something (a container's)."""
    world = Path("/proc/self/ns/pid")
    return f"{socket.gethostname()}/{world.readlink().name if world.is_symlink() else ''}"


def _dead(holder: str) -> bool:
    """Whether the holder was a process of this machine that is no more; a kill need not be waited out."""
    where, _, rest = holder.rpartition("#")
    if os.name != "posix" or where != _here():
        return False
    try:
        os.kill(int(rest.partition(":")[0]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


class Outbox(Database):
    """The part of the store that feeds the index."""

    def take(self, limit: int = 500) -> tuple[Task, ...]:
        """Papers waiting for the index; they stay in the queue until `indexed`."""
        with self.read() as connection:
            rows = connection.execute(select(index_queue).order_by(index_queue.c.doc_id).limit(limit))
            return tuple(Task(row.doc_id, row.revision) for row in rows)

    def indexed(self, tasks: Sequence[Task]) -> None:
        """Takes papers out of the queue; one changed since has a newer revision and stays."""
        with self.write() as connection:
            for task in tasks:
                key = and_(index_queue.c.doc_id == task.document, index_queue.c.revision == task.revision)
                connection.execute(index_queue.delete().where(key))

    def queue_length(self) -> int:
        """How many papers wait for the index."""
        with self.read() as connection:
            return connection.scalar(select(func.count()).select_from(index_queue)) or 0

    def lease(self, name: str, *, seconds: float = LEASE, holder: str | None = None) -> str | None:
        """Takes or renews a lease; gives its holder's token, None while another holds it.

        A holder that dies loses it at once on this machine, elsewhere when `seconds` have passed.
        """
        holder = holder or f"{_here()}#{os.getpid()}:{uuid4().hex[:8]}"
        moment = time.time()
        values = {"holder": holder, "until": moment + seconds}
        with self.write() as connection:
            row = connection.execute(select(leases).where(leases.c.name == name)).one_or_none()
            if row is not None and row.holder != holder and row.until >= moment and not _dead(row.holder):
                return None
            if row is None:
                taken = insert_one(connection, leases, {"name": name, **values})
            else:  # only if nobody was faster
                seen = and_(leases.c.name == name, leases.c.holder == row.holder, leases.c.until == row.until)
                taken = bool(connection.execute(update(leases).where(seen).values(values)).rowcount)
        return holder if taken else None

    def release(self, name: str, holder: str) -> None:
        """Gives a lease back."""
        with self.write() as connection:
            connection.execute(leases.delete().where(and_(leases.c.name == name, leases.c.holder == holder)))
