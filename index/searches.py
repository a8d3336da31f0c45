"""Queries kept under a name, each for its owner."""

from typing import Any

from sqlalchemy import and_, select

from index.database import Database, now, upsert
from index.schema import searches


class Searches(Database):
    """The part of the store that keeps queries."""

    def keep_search(self, owner: str, name: str, query: dict[str, Any]) -> None:
        """Keeps a query under that name, in place of one kept before."""
        row = {"owner": owner, "name": name, "query": query, "created": now()}
        with self.write() as connection:
            upsert(connection, searches, [row])

    def searches(self, owner: str) -> dict[str, dict[str, Any]]:
        """Someone's queries by name."""
        statement = select(searches).where(searches.c.owner == owner).order_by(searches.c.name)
        with self.read() as connection:
            return {row.name: dict(row.query) for row in connection.execute(statement)}

    def drop_search(self, owner: str, name: str) -> bool:
        """Forgets a query; False if there was none."""
        mine = and_(searches.c.owner == owner, searches.c.name == name)
        with self.write() as connection:
            return bool(connection.execute(searches.delete().where(mine)).rowcount)
