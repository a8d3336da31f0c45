"""The audit trail: who did what when. Only ever added to, in the transaction of what it tells of."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from index.database import BATCH, Database, now
from index.schema import trail


class Step(NamedTuple):
    """A line of the trail. `number` grows; a number may be missing where a transaction failed."""

    number: int
    moment: str
    who: str
    action: str
    subject: str
    detail: dict[str, Any]


def record(connection: Connection, who: str, action: str, subject: str = "", **detail: Any) -> None:
    """Adds a line. No personal data: subjects are names of units, users, runs, or hashes."""
    row = {"moment": now(), "who": who, "action": action, "subject": subject, "detail": detail}
    connection.execute(trail.insert(), [row])


class Trail(Database):
    """The part of the store that tells what was done."""

    def note(self, who: str, action: str, subject: str) -> None:
        """Adds a line for what changes nothing: who read personal data unmasked, who took an export."""
        with self.write() as connection:
            record(connection, who, action, subject)

    def trail(self, after: int = 0) -> Iterator[Step]:
        """All lines after that number, the oldest first."""
        while True:
            statement = select(trail).where(trail.c.number > after).order_by(trail.c.number).limit(BATCH)
            with self.read() as connection:
                rows = connection.execute(statement).all()
            yield from (Step(*row) for row in rows)
            if len(rows) < BATCH:
                return
            after = rows[-1].number
