"""Work waiting for a worker (uploads, “try again”): taken by lease, kept alive by heartbeat, done once."""

import time
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import and_, or_, select, update

from dossier.base import Record
from index.database import Database, now
from index.schema import jobs
from index.trail import record

ATTEMPTS = 3


class Job(Record):
    """A job. `by`: who asked for it; `result`: what came of it, or why it failed."""

    id: str
    kind: str
    state: str
    by: str
    payload: dict[str, Any]
    created: str
    holder: str | None
    until: float | None
    attempts: int
    result: str | None


class Jobs(Database):
    """The part of the store that hands out work."""

    def put_job(self, kind: str, payload: Mapping[str, Any], *, by: str) -> str:
        """Adds a job; gives its id, sortable by time."""
        job = f"{time.time_ns():020}-{uuid4().hex[:8]}"
        row = {"id": job, "kind": kind, "state": "waiting", "by": by, "payload": dict(payload)}
        with self.write() as connection:
            connection.execute(jobs.insert(), [row | {"created": now(), "attempts": 0}])
            record(connection, by, "job", job, kind=kind)
        return job

    def take_job(self, kinds: Sequence[str], *, holder: str, seconds: float) -> Job | None:
        """The oldest job of these kinds that waits or whose holder fell silent; None if there is none.

        A job begun three times without an end has failed.
        """
        moment = time.time()
        silent = and_(jobs.c.state == "running", jobs.c.until < moment)
        free = and_(jobs.c.kind.in_(kinds), or_(jobs.c.state == "waiting", silent))
        oldest = select(jobs.c.id).where(free, jobs.c.attempts < ATTEMPTS).order_by(jobs.c.id).limit(1)
        with self.write() as connection:
            worn = {"state": "failed", "result": f"处理 {ATTEMPTS} 次均中断，不再重试"}
            connection.execute(update(jobs).where(and_(free, jobs.c.attempts >= ATTEMPTS)).values(worn))
            job = connection.scalar(oldest.with_for_update(skip_locked=True))
            if job is None:
                return None
            mine = {"state": "running", "holder": holder, "until": moment + seconds}
            mine |= {"attempts": jobs.c.attempts + 1}
            connection.execute(update(jobs).where(jobs.c.id == job).values(mine))
            return Job.model_validate(
                dict(connection.execute(select(jobs).where(jobs.c.id == job)).one()._mapping)
            )

    def beat(self, job: str, *, holder: str, seconds: float) -> bool:
        """Says that the holder still works on it; False when another has it now."""
        return self._mine(job, holder, {"until": time.time() + seconds})

    def end_job(self, job: str, *, holder: str, result: str, failed: bool = False) -> bool:
        """Closes the job; False when another has it now, whose word then counts."""
        return self._mine(job, holder, {"state": "failed" if failed else "done", "result": result})

    def job(self, job: str) -> Job | None:
        """A job by its id."""
        with self.read() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job)).one_or_none()
        return Job.model_validate(dict(row._mapping)) if row else None

    def _mine(self, job: str, holder: str, values: Mapping[str, Any]) -> bool:
        held = and_(jobs.c.id == job, jobs.c.holder == holder, jobs.c.state == "running")
        with self.write() as connection:
            return bool(connection.execute(update(jobs).where(held).values(values)).rowcount)
