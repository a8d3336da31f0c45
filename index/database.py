"""Opens the database behind a store: pragmas, transactions, upserts, the check of its version."""

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from getpass import getuser
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, Engine, ExceptionContext, Table, create_engine, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from dossier.errors import StoreError
from index import schema
from index.upgrade import revision_of, upgrade

T = TypeVar("T")
INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
BATCH = 500
PRAGMAS = (
    "busy_timeout=30000",
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "secure_delete=ON",  # what is purged must not stay in free pages
)


def now() -> str:
    """This moment, UTC, as the tables hold it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def pack(text: str) -> bytes:
    """JSON text compressed; level 3 takes a third of the time of 6 for a tenth more bytes."""
    return zlib.compress(text.encode(), 3)


def unpack(body: bytes) -> bytes:
    """What `pack` packed, as UTF-8."""
    return zlib.decompress(body)


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of at most `size` items, read from the iterable only as they are asked for."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def upsert(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, keep: Sequence[str] = ()
) -> None:
    """Inserts rows, or replaces all columns but `keep` of those whose primary key is there."""
    if not rows:
        return
    statement = INSERTS[connection.dialect.name](table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in {*keys, *keep}}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), list(rows))


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts the rows whose primary key is not there yet."""
    if rows:
        statement = INSERTS[connection.dialect.name](table).on_conflict_do_nothing()
        connection.execute(statement, list(rows))


def insert_one(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Inserts a row; False if its primary key is there already."""
    statement = INSERTS[connection.dialect.name](table).on_conflict_do_nothing()
    made = connection.execute(statement.returning(*table.primary_key), dict(row))
    return made.first() is not None


def _actor() -> str:
    """Who acts, for the trail: the system's user; in a container it may have no name."""
    try:
        return getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def _url(url: str | Path) -> str:
    """A plain path means SQLite."""
    return url if isinstance(url, str) and "://" in url else f"sqlite:///{Path(url).absolute()}"


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() not in INSERTS:
            raise StoreError(
                f"存储 {parsed.render_as_string()} 的类型不受支持，请用 sqlite:///路径 或 postgresql+psycopg://…"
            )
        if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
            Path(parsed.database).absolute().parent.mkdir(parents=True, exist_ok=True)
        # A server may have been restarted since a connection was last used.
        return create_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite")
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"存储地址写法有误：{url}；例：sqlite:////data/fadu.db") from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"缺少数据库驱动 {error.name}，请先安装（PostgreSQL：pip install psycopg[binary]）"
        ) from error
    except OSError as error:
        raise StoreError(
            f"无法建立存储所在的文件夹（{error.strerror}）：{url}；请换一个 --store 地址"
        ) from error


def _pragmas(connection: Any, _: object) -> None:
    connection.isolation_level = None  # BEGIN is ours, below
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """IMMEDIATE for writers: a reader that turns writer midway would not wait but fail."""
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN"
    )


def _fault(error: BaseException) -> StoreError:
    return StoreError(
        f"存储读写失败：{error}。请检查磁盘空间、权限，以及数据库是否可用（或被其他程序长时间占用），"
        "然后再次运行；已完成的部分不会丢失"
    )


def _explain(context: ExceptionContext) -> None:
    """Faults of disk, lock or network become a StoreError that says what to do; bugs stay what they are."""
    if isinstance(context.sqlalchemy_exception, OperationalError) and not context.is_pre_ping:
        raise _fault(context.original_exception) from context.original_exception


class Database:
    """A connection to one store; `write` and `read` are its transactions."""

    def __init__(self, url: str | Path, *, grow: bool | None = None) -> None:
        """Raises StoreError when it cannot be opened or holds tables of another version.

        `grow`: whether older tables may be changed; by default SQLite's are, a server's are not, since other
        machines may still run the older program.
        """
        self.url = _url(url)
        self.actor = _actor()
        self.engine = _engine(self.url)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _pragmas)
            event.listen(self.engine, "begin", _begin)
        event.listen(self.engine, "handle_error", _explain)
        try:
            self.id = self._check(self.engine.dialect.name == "sqlite" if grow is None else grow)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A short transaction that writes."""
        with self._connect().execution_options(write=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A short transaction that only reads; never held open while a caller works."""
        with self._connect() as connection:
            yield connection

    def _connect(self) -> Connection:
        try:
            return self.engine.connect()
        except DBAPIError as error:  # no database, no server, no right
            raise _fault(error.orig or error) from error

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()

    def _check(self, grow: bool) -> str:
        """Makes the tables in an empty database, brings older ones up to date; gives the store's id."""
        with self.read() as connection:
            ready = revision_of(connection) == schema.REVISION
        with self.write() if not ready else self.read() as connection:
            if not ready:
                upgrade(connection, grow=grow)
                rows = {"id": uuid4().hex, "created": now()}
                insert_new(connection, schema.meta, [{"key": k, "value": v} for k, v in rows.items()])
            return str(connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "id")))


def dump_list(items: Iterable[Any]) -> bytes:
    """Records, packed as one JSON list."""
    return pack("[" + ",".join(item.model_dump_json() for item in items) + "]")
