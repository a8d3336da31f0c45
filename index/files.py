"""Files and their state: what lies below an audited folder, and how far each has come."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from sqlalchemy import Connection, and_, case, exists, func, or_, select, tuple_, update
from sqlalchemy.engine import Row

from dossier.base import Record
from index.database import BATCH, INSERTS, Database, batches
from index.schema import files

State = Literal["waiting", "reading", "done", "failed", "duplicate", "refused", "removed"]
STATES: dict[State, str] = {
    "waiting": "待读",
    "reading": "正在读",
    "done": "已读",
    "failed": "读取失败",
    "duplicate": "内容重复",
    "refused": "已拒绝",
    "removed": "已移除",
}


class Found(NamedTuple):
    """A file as it lies there now. `modified`: nanoseconds since 1970; `sha256` empty if unreadable."""

    source: str
    sha256: str
    size: int
    modified: int
    media_type: str | None = None


class Change(NamedTuple):
    """A file's next state. What is None stays as it was, but `code` and `message` are always set."""

    source: str
    state: State
    code: str | None = None
    message: str | None = None
    pages: int | None = None
    media_type: str | None = None


class FileRow(Record):
    """A file as the store knows it; (root, source) is its name."""

    root: str
    source: str
    sha256: str
    size: int
    modified: int
    media_type: str | None
    state: State
    attempts: int
    code: str | None
    message: str | None
    pages: int | None
    run: str


def _row(row: Row[tuple[object, ...]]) -> FileRow:
    return FileRow.model_validate(dict(row._mapping))


def _plan(connection: Connection, run: str, root: str, found: Sequence[Found]) -> None:
    """New and changed files wait; those already read stay done; those that failed get another chance."""
    fresh = {"state": "waiting", "attempts": 0, "code": None, "message": None, "pages": None, "run": run}
    rows = [{"root": root, **item._asdict(), **fresh} for item in found]
    insert = INSERTS[connection.dialect.name](files)
    new = insert.excluded
    same = and_(files.c.sha256 == new.sha256, files.c.sha256 != "", files.c.state != "removed")
    kept = {"pages": files.c.pages, "attempts": files.c.attempts}
    statement = insert.on_conflict_do_update(
        index_elements=["root", "source"],
        set_={
            "state": case((and_(same, files.c.state == "done"), "done"), else_="waiting"),
            **{name: case((same, column), else_=new[name]) for name, column in kept.items()},
            "media_type": func.coalesce(new.media_type, case((same, files.c.media_type), else_=None)),
            **{name: new[name] for name in ("sha256", "size", "modified", "code", "message", "run")},
        },
    )
    connection.execute(statement, rows)


def _mark_duplicates(connection: Connection, run: str) -> None:
    """Of equal bytes seen in this run, all but one are duplicates; one already read is the one kept."""
    other = files.alias()
    earlier = tuple_(other.c.root, other.c.source) < tuple_(files.c.root, files.c.source)
    kept = exists().where(
        other.c.sha256 == files.c.sha256,
        other.c.run == run,
        or_(other.c.state == "done", and_(other.c.state == "waiting", earlier)),
    )
    mine = and_(files.c.run == run, files.c.state == "waiting", files.c.sha256 != "")
    connection.execute(update(files).where(mine, kept).values(state="duplicate"))


class Files(Database):
    """The part of the store that knows files."""

    def plan_files(self, run: str, root: str, found: Iterable[Found]) -> None:
        """Registers what lies below `root` now.

        What is gone from it becomes `removed`; of equal bytes in this run one waits, the others are
        `duplicate`. Plan all roots of a run before reading any.
        """
        for batch in batches(found):
            with self.write() as connection:
                _plan(connection, run, root, batch)
        with self.write() as connection:
            gone = and_(files.c.root == root, files.c.run != run, files.c.state != "removed")
            connection.execute(update(files).where(gone).values(state="removed"))
            _mark_duplicates(connection, run)

    def set_states(self, root: str, changes: Iterable[Change]) -> None:
        """Writes the next state of some files, in one transaction a batch; `reading` counts an attempt."""
        for batch in batches(changes):
            with self.write() as connection:
                for change in batch:
                    values: dict[str, object] = {"state": change.state}
                    values |= {"code": change.code, "message": change.message}
                    values |= {
                        k: v for k, v in change._asdict().items() if k in ("pages", "media_type") and v
                    }
                    if change.state == "reading":
                        values["attempts"] = files.c.attempts + 1
                    key = and_(files.c.root == root, files.c.source == change.source)
                    connection.execute(update(files).where(key).values(values))

    def files(self, root: str, *, states: Sequence[State] = ()) -> Iterator[FileRow]:
        """Files of a root by name; all states but `removed` unless named."""
        wanted = files.c.state.in_(states) if states else files.c.state != "removed"
        last = ""
        while True:
            page = and_(files.c.root == root, wanted, files.c.source > last)
            with self.read() as connection:
                rows = connection.execute(
                    select(files).where(page).order_by(files.c.source).limit(BATCH)
                ).all()
            yield from map(_row, rows)
            if len(rows) < BATCH:
                return
            last = rows[-1].source

    def file(self, root: str, source: str) -> FileRow | None:
        """One file, whatever its state."""
        key = and_(files.c.root == root, files.c.source == source)
        with self.read() as connection:
            row = connection.execute(select(files).where(key)).one_or_none()
        return _row(row) if row else None

    def files_of(self, sha256: str) -> tuple[FileRow, ...]:
        """All places where these bytes lie, the removed last."""
        order = (files.c.state == "removed", files.c.root, files.c.source)
        with self.read() as connection:
            return tuple(
                map(_row, connection.execute(select(files).where(files.c.sha256 == sha256).order_by(*order)))
            )

    def file_counts(self, root: str) -> dict[str, int]:
        """How many files of a root are in each state."""
        statement = (
            select(files.c.state, func.count().label("n")).where(files.c.root == root).group_by(files.c.state)
        )
        with self.read() as connection:
            return {row.state: row.n for row in connection.execute(statement)}
