"""The store's tables, for SQLite and PostgreSQL alike.

    meta         identity of this store
    runs         one row a run: when, as of which day, from which versions, with which result
    files        every file ever seen below an audited folder, with its state
    pieces       pages read, by content hash, engine version and page range
    understood   which readings a hash of pages, models and corrections gave
    readings     readings, by their own hash; shared by all runs
    dossiers     a run's dossiers with all findings in one packed record
    papers       a run's dossiers → readings
    findings     findings worth a look (neither pass nor not-applicable), narrow, for lists and counts
    yearly       a run's findings of scope year
    shelf        what stands now: the dossiers of each root's last word, fed to the index
    norm_names   names and numbers by which norms are known
    told         what papers say becomes of norms, by these
    documents    revision of every paper ever shelved
    index_queue  papers the index has yet to take (outbox)
    corrections  what persons said; only ever added to
    leases       who may drain the outbox now
    units        offices whose papers these are; holdings: which folder is whose
    users        who may see and do what
    jobs         work waiting for a worker: uploads, “try again”
    trail        who did what when; only ever added to, the database itself refuses changes
    searches     queries kept under a name

Moments are ISO text with offset, since SQLite knows no time zones. Packed records are JSON, zlib-compressed.
"""

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

REVISION = "r0003"  # the newest under migrations/versions


def ordered(length: int | None = None) -> TypeEngine[str]:
    """Text that PostgreSQL compares byte by byte, as SQLite does: one order everywhere."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


metadata = MetaData()

meta = Table(
    "meta", metadata, Column("key", ordered(64), primary_key=True), Column("value", ordered(), nullable=False)
)

# state: running, finished. versions, hashes, counts, settings: what pipeline.run writes into run.json.
runs = Table(
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

# state: waiting, reading, done, failed, duplicate, refused, removed (已移除). run: the run that last saw it.
# modified: nanoseconds since 1970. attempts: how often reading was begun.
files = Table(
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

# first, last: page numbers from 1; both 0 where the format has no pages.
pieces = Table(
    "pieces",
    metadata,
    Column("sha256", ordered(64), primary_key=True),
    Column("version", ordered(128), primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

understood = Table(
    "understood",
    metadata,
    Column("key", ordered(128), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("reading", ordered(64), nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("hash", ordered(64), primary_key=True),
    Column("document", ordered(), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)

# counts: findings by verdict. findings: packed list of Finding, all verdicts.
dossiers = Table(
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

papers = Table(
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

findings = Table(
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

yearly = Table(
    "yearly",
    metadata,
    Column("run", ordered(64), primary_key=True),
    Column("findings", LargeBinary, nullable=False),
    ForeignKeyConstraint(["run"], ["runs.id"], ondelete="CASCADE"),
)

shelf = Table(
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

# key: a form of the name or the number (told.py). Of every reading ever shelved; the shelf says which stand.
norm_names = Table(
    "norm_names",
    metadata,
    Column("reading", ordered(64), primary_key=True),
    Column("key", ordered(200), primary_key=True, index=True),
    Column("document", ordered(), nullable=False),
    ForeignKeyConstraint(["reading"], ["readings.hash"], ondelete="CASCADE"),
)

# key: of the norm spoken of. ordinal: of the change in its reading. day: from when, None where no paper says.
told = Table(
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

documents = Table(
    "documents",
    metadata,
    Column("id", ordered(), primary_key=True),
    Column("revision", BigInteger, nullable=False),
)

index_queue = Table(
    "index_queue",
    metadata,
    Column("doc_id", ordered(), primary_key=True),
    Column("revision", BigInteger, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", ordered(64), primary_key=True),
    Column("file", ordered(64), nullable=False, index=True),
    Column("source", ordered(), nullable=False),
    Column("stage", ordered(16), nullable=False),
    Column("moment", ordered(40), nullable=False),
    Column("body", ordered(), nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", ordered(64), primary_key=True),
    Column("holder", ordered(128), nullable=False),
    Column("until", Float, nullable=False),
)

units = Table(
    "units",
    metadata,
    Column("name", ordered(200), primary_key=True),
    Column("parent", ordered(200)),
    ForeignKeyConstraint(["parent"], ["units.name"]),
)

# A folder without a row belongs to no unit: only who may see everything sees its papers.
holdings = Table(
    "holdings",
    metadata,
    Column("root", ordered(), primary_key=True),
    Column("unit", ordered(200), nullable=False),
    ForeignKeyConstraint(["unit"], ["units.name"]),
)

# secret: salted scrypt of the password. active 0: may no longer sign in; the row stays, the trail names it.
users = Table(
    "users",
    metadata,
    Column("name", ordered(200), primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    Column("units", JSON, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("active", Integer, nullable=False),
    Column("created", ordered(40), nullable=False),
)

# state: waiting, running, done, failed. until: when the holder's lease ends, seconds since 1970.
jobs = Table(
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

trail = Table(
    "trail",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("moment", ordered(40), nullable=False, index=True),
    Column("who", ordered(200), nullable=False),
    Column("action", ordered(64), nullable=False),
    Column("subject", ordered(), nullable=False),
    Column("detail", JSON, nullable=False),
)

searches = Table(
    "searches",
    metadata,
    Column("owner", ordered(200), primary_key=True),
    Column("name", ordered(200), primary_key=True),
    Column("query", JSON, nullable=False),
    Column("created", ordered(40), nullable=False),
)
