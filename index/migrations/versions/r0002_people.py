"""Who works here and what they did: units, holdings, users, jobs, trail, kept searches."""

from alembic import op
from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)
from sqlalchemy.types import TypeEngine

revision = "r0002"
down_revision = "r0001"


def ordered(length: int | None = None) -> TypeEngine[str]:
    """Text that PostgreSQL compares byte by byte, as SQLite does: one order everywhere."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


metadata = MetaData()

Table(
    "units",
    metadata,
    Column("name", ordered(200), primary_key=True),
    Column("parent", ordered(200)),
    ForeignKeyConstraint(["parent"], ["units.name"]),
)

Table(
    "holdings",
    metadata,
    Column("root", ordered(), primary_key=True),
    Column("unit", ordered(200), nullable=False),
    ForeignKeyConstraint(["unit"], ["units.name"]),
)

Table(
    "users",
    metadata,
    Column("name", ordered(200), primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    Column("units", JSON, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("active", Integer, nullable=False),
    Column("created", ordered(40), nullable=False),
)

Table(
    "jobs",
    metadata,
    Column("id", ordered(64), primary_key=True),
    Column("kind", ordered(32), nullable=False),
    Column("state", ordered(16), nullable=False),
    Column("by", ordered(200), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("created", ordered(40), nullable=False),
    Column("holder", ordered(128)),
    Column("until", Float),
    Column("attempts", Integer, nullable=False),
    Column("result", ordered()),
    Index("jobs_by_state", "state", "created"),
)

Table(
    "trail",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("moment", ordered(40), nullable=False, index=True),
    Column("who", ordered(200), nullable=False),
    Column("action", ordered(64), nullable=False),
    Column("subject", ordered(), nullable=False),
    Column("detail", JSON, nullable=False),
)

Table(
    "searches",
    metadata,
    Column("owner", ordered(200), primary_key=True),
    Column("name", ordered(200), primary_key=True),
    Column("query", JSON, nullable=False),
    Column("created", ordered(40), nullable=False),
)

# The trail is only ever added to: the database itself refuses the rest.
SQLITE = """CREATE TRIGGER trail_no_{verb} BEFORE {verb} ON trail
BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END"""
POSTGRESQL = (
    """CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'trail is append-only'; END$$""",
    """CREATE TRIGGER trail_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail
FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()""",
)


def upgrade() -> None:
    bind = op.get_bind()
    metadata.create_all(bind)
    for statement in POSTGRESQL if bind.dialect.name == "postgresql" else _sqlite():
        op.execute(statement)
    op.execute("DELETE FROM meta WHERE key = 'version'")  # Alembic's table says it from now on


def _sqlite() -> list[str]:
    return [SQLITE.format(verb=verb) for verb in ("UPDATE", "DELETE")]
