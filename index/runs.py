"""Runs, their dossiers and findings, and what stands now."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import Row, and_, delete, select, update

from dossier.base import Record
from dossier.case import Dossier, Finding, Reading, Severity, Verdict
from dossier.errors import StoreError
from index.content import read_reading
from index.database import BATCH, Database, batches, dump_list, insert_new, now, unpack
from index.keep import Placed, write_dossiers
from index.outbox import queue
from index.schema import dossiers, findings, papers, readings, runs, shelf, yearly
from index.told import concerned, hold_shelf
from index.trail import record

FINDINGS = TypeAdapter(tuple[Finding, ...])
PORTION = 32


class Run(Record):
    """One run. `state`: running, finished. `roots`: audited folders, as given.

    `versions`, `hashes`, `counts`, `settings`: what run.json says.
    """

    id: str
    command: str
    state: str
    started: datetime
    finished: datetime | None
    as_of: date
    roots: tuple[str, ...]
    versions: dict[str, Any]
    hashes: dict[str, Any]
    counts: dict[str, Any]
    settings: dict[str, Any]


class Summary(Record):
    """A run's dossier without papers. `counts`: findings by verdict."""

    run: str
    name: str
    root: str
    kind: str
    reason: str
    conclusion: Verdict
    counts: dict[str, int]


class Doubtful(NamedTuple):
    """A finding worth a look, narrow; the whole one stands in its dossier's findings."""

    dossier: str
    rule: str
    verdict: Verdict
    severity: Severity
    subject: str | None


def _run(row: Row[Any]) -> Run:
    return Run.model_validate(dict(row._mapping))


def _findings(body: bytes) -> tuple[Finding, ...]:
    return FINDINGS.validate_json(unpack(body))


class Runs(Database):
    """The part of the store that keeps what each run found."""

    def begin_run(
        self,
        command: str,
        *,
        as_of: date,
        roots: Sequence[str],
        versions: Mapping[str, Any] | None = None,
        hashes: Mapping[str, Any] | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> str:
        """Registers a run; gives its id, sortable by time."""
        run = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{uuid4().hex[:4]}"
        row: dict[str, Any] = {"id": run, "command": command, "state": "running", "started": now()}
        row |= {"finished": None}
        row |= {"as_of": as_of.isoformat(), "roots": list(roots), "versions": dict(versions or {})}
        row |= {"hashes": dict(hashes or {}), "counts": {}, "settings": dict(settings or {})}
        with self.write() as connection:
            insert_new(connection, runs, [row])
            record(connection, self.actor, command, run)
        return run

    def save_dossier(self, run: str, dossier: Dossier, *, root: str) -> None:
        """Keeps a dossier with its readings and findings in this run, and makes it what stands now.

        One transaction, with the outbox rows of the papers that changed. Again for the same name:
        replaces. `root`: the audited folder it came from.
        """
        self.save_dossiers(run, [(root, dossier)])

    def save_dossiers(self, run: str, items: Iterable[tuple[str, Dossier]]) -> None:
        """Keeps (root, dossier) pairs like `save_dossier`, some in a transaction, asking for them one by one."""
        for batch in batches(items, PORTION):
            last = {dossier.id: Placed(root, dossier) for root, dossier in batch}
            with self.write() as connection:
                write_dossiers(connection, run, list(last.values()))

    def save_yearly(self, run: str, items: Sequence[Finding]) -> None:
        """Keeps a run's findings of scope year."""
        with self.write() as connection:
            connection.execute(delete(yearly).where(yearly.c.run == run))
            insert_new(connection, yearly, [{"run": run, "findings": dump_list(items)}])

    def finish_run(self, run: str, *, counts: Mapping[str, Any] | None = None) -> None:
        """Closes a run: dossiers of its roots that it no longer found leave the shelf and the index."""
        roots = self.run(run).roots
        gone = and_(shelf.c.root.in_(roots), shelf.c.run != run)
        with self.write() as connection:
            hold_shelf(connection)
            left = connection.execute(select(shelf.c.document, shelf.c.reading).where(gone)).all()
            queue(
                connection, {row.document for row in left} | concerned(connection, (r.reading for r in left))
            )
            connection.execute(delete(shelf).where(gone))
            done = {"state": "finished", "finished": now(), "counts": dict(counts or {})}
            connection.execute(update(runs).where(runs.c.id == run).values(done))

    def run(self, run: str) -> Run:
        """Raises StoreError if there is no such run."""
        with self.read() as connection:
            row = connection.execute(select(runs).where(runs.c.id == run)).one_or_none()
        if row is None:
            raise StoreError(f"没有编号为 {run} 的运行，编号见报告文件夹中的 run.json")
        return _run(row)

    def runs(self) -> tuple[Run, ...]:
        """All runs, newest first."""
        with self.read() as connection:
            return tuple(map(_run, connection.execute(select(runs).order_by(runs.c.id.desc()))))

    def latest_run(self, *, finished: bool = True) -> Run | None:
        """The newest run, by default of those that finished."""
        statement = select(runs).order_by(runs.c.id.desc()).limit(1)
        if finished:
            statement = statement.where(runs.c.state == "finished")
        with self.read() as connection:
            row = connection.execute(statement).one_or_none()
        return _run(row) if row else None

    def summaries(self, run: str) -> Iterator[Summary]:
        """A run's dossiers without papers and findings, in the order they were saved."""
        columns = [dossiers.c[name] for name in Summary.model_fields]
        last = -1
        while True:
            where = and_(dossiers.c.run == run, dossiers.c.ordinal > last)
            statement = (
                select(*columns, dossiers.c.ordinal).where(where).order_by(dossiers.c.ordinal).limit(BATCH)
            )
            with self.read() as connection:
                rows = connection.execute(statement).all()
            for row in rows:
                yield Summary.model_validate({name: row._mapping[name] for name in Summary.model_fields})
            if len(rows) < BATCH:
                return
            last = rows[-1].ordinal

    def dossier(self, run: str, name: str) -> Dossier | None:
        """One dossier of a run, with readings and findings."""
        join = papers.join(readings, papers.c.reading == readings.c.hash)
        mine = and_(papers.c.run == run, papers.c.dossier == name)
        bodies = select(readings.c.body).select_from(join).where(mine).order_by(papers.c.ordinal)
        with self.read() as connection:
            where = and_(dossiers.c.run == run, dossiers.c.name == name)
            row = connection.execute(select(dossiers).where(where)).one_or_none()
            found = connection.scalars(bodies).all() if row else []
        if row is None:
            return None
        return Dossier(
            id=row.name,
            kind=row.kind,
            reason=row.reason,
            readings=tuple(map(read_reading, found)),
            findings=_findings(row.findings),
        )

    def dossiers(self, run: str) -> Iterator[Dossier]:
        """A run's dossiers in the order they were saved; one at a time is in memory."""
        for summary in self.summaries(run):
            found = self.dossier(run, summary.name)
            if found is not None:
                yield found

    def documents(self, run: str) -> Iterator[tuple[str, Reading]]:
        """A run's papers with the name of their dossier."""
        for found in self.dossiers(run):
            for reading in found.readings:
                yield found.id, reading

    def findings(self, run: str) -> Iterator[Finding]:
        """All findings of a run, dossier by dossier, those of scope year last."""
        for summary in self.summaries(run):
            yield from self.findings_of(run, summary.name)
        yield from self.yearly(run)

    def findings_of(self, run: str, name: str) -> tuple[Finding, ...]:
        """A dossier's findings, without loading its papers."""
        where = and_(dossiers.c.run == run, dossiers.c.name == name)
        with self.read() as connection:
            body = connection.scalar(select(dossiers.c.findings).where(where))
        return _findings(body) if body else ()

    def doubtful(self, run: str, *, rule: str | None = None) -> Iterator[Doubtful]:
        """Findings of a run that neither passed nor are not applicable, by dossier, of all rules or one."""
        columns = [findings.c[name] for name in Doubtful._fields]
        statement = select(*columns).where(findings.c.run == run)
        if rule is not None:
            statement = statement.where(findings.c.rule == rule)
        with self.read() as connection:
            rows = connection.execute(statement.order_by(findings.c.dossier, findings.c.ordinal)).all()
        yield from (Doubtful(*row) for row in rows)

    def yearly(self, run: str) -> tuple[Finding, ...]:
        """A run's findings of scope year."""
        with self.read() as connection:
            body = connection.scalar(select(yearly.c.findings).where(yearly.c.run == run))
        return _findings(body) if body else ()

    def verdict_counts(self, run: str) -> dict[str, int]:
        """Findings by verdict over all dossiers of a run and the year's."""
        total: Counter[str] = Counter(item.verdict for item in self.yearly(run))
        for summary in self.summaries(run):
            total.update(summary.counts)
        return dict(total)
