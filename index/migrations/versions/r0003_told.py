"""What norms are known by, and what papers say becomes of them; filled from the shelf by index/upgrade.py."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, String, Table
from sqlalchemy.types import TypeEngine

revision = "r0003"
down_revision = "r0002"


def ordered(length: int | None = None) -> TypeEngine[str]:
    """Text that PostgreSQL compares byte by byte, as SQLite does: one order everywhere."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


metadata = MetaData()

Table("readings", metadata, Column("hash", ordered(64), primary_key=True))  # there since r0001

Table(
    "norm_names",
    metadata,
    Column("reading", ordered(64), primary_key=True),
    Column("key", ordered(200), primary_key=True, index=True),
    Column("document", ordered(), nullable=False),
    ForeignKeyConstraint(["reading"], ["readings.hash"], ondelete="CASCADE"),
)

Table(
    "told",
    metadata,
    Column("reading", ordered(64), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("key", ordered(200), primary_key=True, index=True),
    Column("document", ordered(), nullable=False),
    Column("day", ordered(10)),
    Column("fact", ordered(), nullable=False),
    ForeignKeyConstraint(["reading"], ["readings.hash"], ondelete="CASCADE"),
)


def upgrade() -> None:
    metadata.create_all(op.get_bind())
