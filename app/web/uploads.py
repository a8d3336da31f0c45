"""Papers sent to the platform: kept, queued as jobs, audited one job at a time, shown to the sender's unit only."""

import logging
import os
import socket
import traceback
from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from app.settings import index_place, today
from dossier.errors import FaduError, UsageError
from index.jobs import Job
from index.search import Viewer
from index.store import Store
from pipeline.discover import shown_path
from pipeline.readers import Limits, shown
from pipeline.readers.names import inside
from pipeline.settings import Settings

logger = logging.getLogger(__name__)
KIND = "audit"
LEASE, LOOK = 60.0, 2.0  # seconds a silent clerk keeps its job; between looks for a new one
BUSY = "处理时程序出错，已记入日志；请把任务编号交给维护人员"


class TooLarge(UsageError):
    """An upload over the limit."""


def uploads_folder(store: Store) -> Path:
    """FADU_UPLOADS, else beside a SQLite store, else in the user's data folder."""
    if given := os.environ.get("FADU_UPLOADS"):
        return Path(given)
    if store.folder is not None:
        return store.folder / "uploads"
    from platformdirs import user_data_path

    return user_data_path("fadu", appauthor=False) / "uploads"


async def receive(
    store: Store, name: str, body: AsyncIterator[bytes], *, viewer: Viewer, who: str, limits: Limits
) -> str:
    """Keeps a file and queues its audit; gives the job's id. Raises UsageError, TooLarge."""
    plain = inside(shown(name)).rpartition("/")[2]
    if not plain or plain.startswith("."):
        raise UsageError("请用参数 name 给出文件名，如 ?name=决定书.pdf")
    if viewer.units == ():
        raise UsageError("您还没有单位，不能上传；请让管理员用 fadu users 添加")
    folder = uploads_folder(store) / uuid4().hex / (Path(plain).stem or plain)  # names the dossier
    folder.mkdir(parents=True)
    size = 0
    with (folder / plain).open("wb") as file:
        async for chunk in body:
            size += len(chunk)
            if size > limits.max_file_mb << 20:
                break
            file.write(chunk)
    if not 0 < size <= limits.max_file_mb << 20:
        (folder / plain).unlink()
        folder.rmdir()
        raise TooLarge(f"文件须在 1 字节至 {limits.max_file_mb} MB 之间")
    root = shown_path(folder.absolute())
    if viewer.units:
        store.assign(root, viewer.units[0])  # before anything of it can be seen
    return store.put_job(KIND, {"folder": root}, by=who)


class Clerk(Thread):
    """Does the jobs while the platform runs; a job whose clerk died is taken again by the next."""

    def __init__(self, store_url: str) -> None:
        super().__init__(daemon=True, name="clerk")
        self.url, self.over = store_url, Event()
        self.holder = f"{socket.gethostname()}#{os.getpid()}"

    def run(self) -> None:
        with Store.open(self.url) as store:
            while not self.over.is_set():
                job = store.take_job([KIND], holder=self.holder, seconds=LEASE)
                if job is None:
                    self.over.wait(LOOK)
                else:
                    self.do(store, job)

    def do(self, store: Store, job: Job) -> None:
        """One job, whatever comes of it."""
        done = Event()
        beat = Thread(target=self._beat, args=(store, job, done), daemon=True)
        beat.start()
        try:
            result, failed = audit_folder(store, Path(job.payload["folder"])), False
        except FaduError as error:
            result, failed = str(error), True
        except Exception:
            logger.error("任务 %s 出错\n%s", job.id, traceback.format_exc())
            result, failed = BUSY, True
        done.set()
        beat.join()
        store.end_job(job.id, holder=self.holder, result=result, failed=failed)

    def _beat(self, store: Store, job: Job, done: Event) -> None:
        while not done.wait(LEASE / 3):
            store.beat(job.id, holder=self.holder, seconds=LEASE)


def audit_folder(store: Store, folder: Path) -> str:
    """Audits an upload and brings the index up to date; gives the run's id."""
    from app.work import make_context
    from index.drain import open_index
    from pipeline.run import audit

    settings = Settings(as_of=today(), jobs=1, originals=os.environ.get("FADU_ORIGINALS"))
    run = audit([folder], store=store, settings=settings, context=make_context(settings))
    open_index(store, index_place(store)).close()
    return run


def as_row(job: Job, viewer: Viewer, who: str) -> dict[str, Any] | None:
    """A job for its sender, or who sees everything; None for others."""
    if job.by != who and viewer.units is not None:
        return None
    return {"id": job.id, "state": job.state, "created": job.created, "result": job.result}
