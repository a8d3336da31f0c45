"""The tables of the first release: files, pages, readings, runs, findings, shelf, outbox, corrections, leases.

A frozen copy: later changes of index/schema.py have revisions of their own. A store made before there were
revisions holds exactly these tables and is taken to be here.
"""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
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

revision = "r0001"
down_revision = None


def ordered(length: int | None = None) -> TypeEngine[str]:
    """Text that PostgreSQL compares byte by byte, as SQLite does: one order everywhere."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


metadata = MetaData()

Table(
    "meta", metadata, Column("key", ordered(64), primary_key=True), Column("value", ordered(), nullable=False)
)

Table(
    "runs",
    metadata,
    Column("id", ordered(64), primary_key=True),
    Column("command", ordered(32), nullable=False),
    Column("state", ordered(16), nullable=False),
    Column("started", ordered(40), nullable=False, index=True),
    Column("finished", ordered(40)),
    Column("as_of", ordered(10), nullable=False),
    Column("roots", JSON, nullable=False),
    Column("versions", JSON, nullable=False),
    Column("hashes", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("settings", JSON, nullable=False),
)

Table(
    "files",
    metadata,
    Column("root", ordered(), primary_key=True),
    Column("source", ordered(), primary_key=True),
    Column("sha256", ordered(64), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("modified", BigInteger, nullable=False),
    Column("media_type", ordered(128)),
    Column("state", ordered(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("code", ordered(64)),
    Column("message", ordered()),
    Column("pages", Integer),
    Column("run", ordered(64), nullable=False),
)

Table(
    "pieces",
    metadata,
    Column("sha256", ordered(64), primary_key=True),
    Column("version", ordered(128), primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

Table(
    "understood",
    metadata,
    Column("key", ordered(128), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("reading", ordered(64), nullable=False),
)

Table(
    "readings",
    metadata,
    Column("hash", ordered(64), primary_key=True),
    Column("document", ordered(), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)

Table(
    "dossiers",
    metadata,
    Column("run", ordered(64), primary_key=True),
    Column("name", ordered(), primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("root", ordered(), nullable=False),
    Column("kind", ordered(32), nullable=False),
    Column("reason", ordered(), nullable=False),
    Column("conclusion", ordered(16), nullable=False),
    Column("counts", JSON, nullable=False),
    Column("findings", LargeBinary, nullable=False),
    Index("dossiers_in_order", "run", "ordinal"),
    ForeignKeyConstraint(["run"], ["runs.id"], ondelete="CASCADE"),
)

Table(
    "papers",
    metadata,
    Column("run", ordered(64), primary_key=True),
    Column("dossier", ordered(), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("document", ordered(), nullable=False, index=True),
    Column("reading", ordered(64), nullable=False, index=True),
    ForeignKeyConstraint(["run", "dossier"], ["dossiers.run", "dossiers.name"], ondelete="CASCADE"),
    ForeignKeyConstraint(["reading"], ["readings.hash"]),
)

Table(
    "findings",
    metadata,
    Column("run", ordered(64), primary_key=True),
    Column("dossier", ordered(), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("rule", ordered(64), nullable=False),
    Column("verdict", ordered(16), nullable=False),
    Column("severity", ordered(8), nullable=False),
    Column("subject", ordered()),
    Index("findings_by_rule", "run", "rule", "verdict"),
    ForeignKeyConstraint(["run", "dossier"], ["dossiers.run", "dossiers.name"], ondelete="CASCADE"),
)

Table(
    "yearly",
    metadata,
    Column("run", ordered(64), primary_key=True),
    Column("findings", LargeBinary, nullable=False),
    ForeignKeyConstraint(["run"], ["runs.id"], ondelete="CASCADE"),
)

Table(
    "shelf",
    metadata,
    Column("root", ordered(), primary_key=True),
    Column("dossier", ordered(), primary_key=True),
    Column("document", ordered(), primary_key=True, index=True),
    Column("run", ordered(64), nullable=False),
    Column("kind", ordered(32), nullable=False),
    Column("conclusion", ordered(16), nullable=False),
    Column("reading", ordered(64), nullable=False),
    ForeignKeyConstraint(["reading"], ["readings.hash"]),
)

Table(
    "documents",
    metadata,
    Column("id", ordered(), primary_key=True),
    Column("revision", BigInteger, nullable=False),
)

Table(
    "index_queue",
    metadata,
    Column("doc_id", ordered(), primary_key=True),
    Column("revision", BigInteger, nullable=False),
)

Table(
    "corrections",
    metadata,
    Column("id", ordered(64), primary_key=True),
    Column("file", ordered(64), nullable=False, index=True),
    Column("source", ordered(), nullable=False),
    Column("stage", ordered(16), nullable=False),
    Column("moment", ordered(40), nullable=False),
    Column("body", ordered(), nullable=False),
)

Table(
    "leases",
    metadata,
    Column("name", ordered(64), primary_key=True),
    Column("holder", ordered(128), nullable=False),
    Column("until", Float, nullable=False),
)


def upgrade() -> None:
    metadata.create_all(op.get_bind())
