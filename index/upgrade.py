"""Brings a store's tables to the revision this program knows, by Alembic."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from dossier.errors import StoreError
from index.schema import REVISION

FIRST = "r0001"
TOLD = "r0003"  # from here on the store keeps what papers say of norms
_LOCK = 0x66616475  # of PostgreSQL: one process at a time makes or changes tables


def revision_of(connection: Connection) -> str | None:
    """The revision the tables are of; None of an empty database."""
    tables = inspect(connection)
    if tables.has_table("alembic_version"):
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
    return FIRST if tables.has_table("meta") else None


def upgrade(connection: Connection, *, grow: bool) -> None:
    """Makes the tables, or changes them where `grow` allows; the caller's transaction holds it all.

    Raises StoreError for tables of a newer program, or older ones that may not grow.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    found = revision_of(connection)
    if found == REVISION:
        return
    if found is not None and found > REVISION:
        raise StoreError(
            f"存储的版本是 {found}，比本程序的 {REVISION} 新；请换用较新的 fadu，或用 --store 另建一个"
        )
    if found is not None and not grow:
        raise StoreError(
            f"存储的版本是 {found}，本程序需要 {REVISION}。请先停下其他机器上的旧程序，备份后运行 fadu store upgrade"
        )
    _run(connection, found)
    if found is not None and found < TOLD:
        from index.told import fill  # it needs the database, which needs this

        fill(connection)


def _run(connection: Connection, found: str | None) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    if found == FIRST and not inspect(connection).has_table("alembic_version"):
        command.stamp(config, FIRST)
    command.upgrade(config, "head")
