"""The store's tables, for SQLite and PostgreSQL alike.

    meta         version of these tables, identity of this store
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
    documents    revision of every paper ever shelved
    index_queue  papers the index has yet to take (outbox)
    corrections  what persons said; only ever added to
    leases       who may drain the outbox now

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
    Text,
)

VERSION = "1"

metadata = MetaData()

meta = Table(
    "meta", metadata, Column("key", String(64), primary_key=True), Column("value", Text, nullable=False)
)

# state: running, finished. versions, hashes, counts, settings: what pipeline.run writes into run.json.
runs = Table(
    "runs",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("command", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("started", String(40), nullable=False, index=True),
    Column("finished", String(40)),
    Column("as_of", String(10), nullable=False),
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
    Column("root", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("modified", BigInteger, nullable=False),
    Column("media_type", String(128)),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("code", String(64)),
    Column("message", Text),
    Column("pages", Integer),
    Column("run", String(64), nullable=False),
)

# first, last: page numbers from 1; both 0 where the format has no pages.
pieces = Table(
    "pieces",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("version", String(128), primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

understood = Table(
    "understood",
    metadata,
    Column("key", String(128), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("reading", String(64), nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)

# counts: findings by verdict. findings: packed list of Finding, all verdicts.
dossiers = Table(
    "dossiers",
    metadata,
    Column("run", String(64), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("root", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("conclusion", String(16), nullable=False),
    Column("counts", JSON, nullable=False),
    Column("findings", LargeBinary, nullable=False),
    Index("dossiers_in_order", "run", "ordinal"),
    ForeignKeyConstraint(["run"], ["runs.id"], ondelete="CASCADE"),
)

papers = Table(
    "papers",
    metadata,
    Column("run", String(64), primary_key=True),
    Column("dossier", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("reading", String(64), nullable=False, index=True),
    ForeignKeyConstraint(["run", "dossier"], ["dossiers.run", "dossiers.name"], ondelete="CASCADE"),
    ForeignKeyConstraint(["reading"], ["readings.hash"]),
)

findings = Table(
    "findings",
    metadata,
    Column("run", String(64), primary_key=True),
    Column("dossier", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("rule", String(64), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("subject", Text),
    Index("findings_by_rule", "run", "rule", "verdict"),
    ForeignKeyConstraint(["run", "dossier"], ["dossiers.run", "dossiers.name"], ondelete="CASCADE"),
)

yearly = Table(
    "yearly",
    metadata,
    Column("run", String(64), primary_key=True),
    Column("findings", LargeBinary, nullable=False),
    ForeignKeyConstraint(["run"], ["runs.id"], ondelete="CASCADE"),
)

shelf = Table(
    "shelf",
    metadata,
    Column("root", Text, primary_key=True),
    Column("dossier", Text, primary_key=True),
    Column("document", Text, primary_key=True, index=True),
    Column("run", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("conclusion", String(16), nullable=False),
    Column("reading", String(64), nullable=False),
    ForeignKeyConstraint(["reading"], ["readings.hash"]),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("revision", BigInteger, nullable=False),
)

index_queue = Table(
    "index_queue",
    metadata,
    Column("doc_id", Text, primary_key=True),
    Column("revision", BigInteger, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("file", String(64), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("moment", String(40), nullable=False),
    Column("body", Text, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(128), nullable=False),
    Column("until", Float, nullable=False),
)
