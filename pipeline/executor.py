"""Where the work runs: workers of our own, or this process for tests; a file that kills its worker is found."""

import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from enum import Enum
from multiprocessing import connection, get_context
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, NamedTuple, TypeVar

from pipeline.worker import OUT_OF_MEMORY, serve

T = TypeVar("T")
R = TypeVar("R")

IN_FLIGHT = 3
"""Tasks handed out a worker: enough to keep it busy, few enough to keep memory flat."""
_LOOK = 0.5  # seconds between looks at a worker's memory
_PATIENCE = 10.0  # seconds a worker has to end by itself
_FOLDER = "fadu-work-"


class Died(Enum):
    """Why a worker died, twice, over one item."""

    MEMORY = "memory"
    TIME = "time"
    CRASH = "crash"


class WorkerDied(Exception):
    """A worker died over this task; the others go on."""

    def __init__(self, reason: Died) -> None:
        super().__init__(reason.value)
        self.reason = reason


class SerialExecutor(Executor):
    """Runs each task at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0))


class Task(NamedTuple):
    """A call waiting for a worker."""

    future: Future[Any]
    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    named: dict[str, Any]


class Workers(Executor):
    """Processes that each take one task at a time; one that dies is replaced, and only its task is lost.

    `memory_mb`: of each. `renew`: a worker is replaced after so much work, since OCR engines leak over
    hours; `weigh` says how much a result was.
    """

    def __init__(
        self,
        jobs: int,
        *,
        memory_mb: int,
        renew: int = 1000,
        weigh: Callable[[Any], int] = lambda result: 1,
    ) -> None:
        self.jobs, self.memory_mb, self.renew, self.weigh = jobs, memory_mb, renew, weigh
        self.tasks: SimpleQueue[Task | None] = SimpleQueue()
        self.threads: list[Thread] = []
        self.workers: list[_Worker] = []
        self.idle, self.lock = 0, Lock()
        self.folder, self.held = _own_folder()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The result to come; it may be WorkerDied."""
        future: Future[Any] = Future()
        with self.lock:
            if self.idle:
                self.idle -= 1
            elif len(self.threads) < self.jobs:
                self._hire()
            self.tasks.put(Task(future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Lets the workers go. With `cancel_futures` what runs is ended too: its file is read again next time."""
        with self.lock:
            while cancel_futures and not self.tasks.empty():
                if (task := self.tasks.get()) is not None:
                    task.future.cancel()
            for worker in self.workers:
                self.tasks.put(None)
                if cancel_futures:
                    worker.kill()
        for thread in self.threads if wait or cancel_futures else ():
            thread.join()
        if wait or cancel_futures:
            shutil.rmtree(self.folder, ignore_errors=True)
            os.close(self.held)

    def _hire(self) -> None:
        worker = _Worker(self.memory_mb, self.folder / str(len(self.workers)))
        thread = Thread(target=self._work, args=(worker,), daemon=True)
        self.workers.append(worker)
        self.threads.append(thread)
        thread.start()

    def _work(self, worker: "_Worker") -> None:
        done = 0
        while (task := self.tasks.get()) is not None:
            if task.future.set_running_or_notify_cancel():
                try:
                    result = worker.run(task)
                except BaseException as error:
                    task.future.set_exception(error)
                else:
                    done += self.weigh(result)
                    task.future.set_result(result)
            if done >= self.renew:
                worker.stop()
                done = 0
            with self.lock:
                self.idle += 1 if self.tasks.empty() else 0
        worker.stop()


class _Worker:
    """A process, started when there is something to do and again after it died."""

    def __init__(self, memory_mb: int, folder: Path) -> None:
        self.memory_mb, self.folder = memory_mb, folder
        self.context = get_context("spawn")
        self.process: Any = None
        self.pipe: Any = None

    def run(self, task: Task) -> Any:
        """The task's result. Raises what it raised, or WorkerDied."""
        if self.process is None:
            self._start()
        high = 0
        try:
            self.pipe.send((task.work, task.arguments, task.named))
            while not connection.wait([self.pipe, self.process.sentinel], _LOOK):
                high = max(high, resident_mb(self.process.pid))
                if high > self.memory_mb:
                    self.process.kill()
            result, error = self.pipe.recv()
        except (EOFError, ConnectionError) as lost:
            raise WorkerDied(self._bury(high)) from lost
        if error is not None:
            raise error
        return result

    def stop(self) -> None:
        """Lets the process end by itself."""
        if self.process is not None:
            with suppress(OSError):
                self.pipe.send(None)
            self._bury(0)

    def kill(self) -> None:
        """Ends the process whatever it does."""
        with suppress(AttributeError, ValueError):  # not begun, or ended meanwhile
            self.process.kill()

    def _start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.pipe, theirs = self.context.Pipe()
        arguments = (theirs, self.memory_mb, str(self.folder))
        self.process = self.context.Process(target=serve, args=arguments, daemon=True)
        self.process.start()
        theirs.close()

    def _bury(self, high: int) -> Died:
        """Waits for the end, ends what the process had started, sweeps its files; says why it died."""
        self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        code = self.process.exitcode
        self.process.close()
        self.pipe.close()
        self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)
        if code == -signal.SIGALRM:
            return Died.TIME
        return Died.MEMORY if code == OUT_OF_MEMORY or high > 0.8 * self.memory_mb else Died.CRASH


def resident_mb(pid: int) -> int:
    """Memory the process holds, in MB; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def _own_folder() -> tuple[Path, int]:
    """A folder for temporary files and the lock that says it is in use; those of killed runs are swept."""
    base = Path(tempfile.gettempdir())
    for old in base.glob(f"{_FOLDER}*"):
        with suppress(OSError), (old / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(old, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER))
    held = os.open(folder / "lock", os.O_CREAT | os.O_RDWR)
    fcntl.flock(held, fcntl.LOCK_EX)
    return folder, held


class _Flight(NamedTuple):
    """Items handed out together. `second`: one item, tried again after a worker died over it."""

    items: Sequence[Any]
    second: bool = False


class Crew:
    """Hands lists of items to workers, a bounded number at a time.

    When a worker dies, its items are tried again one by one; an item that kills its worker a second
    time, alone, is answered with the reason.
    """

    def __init__(self, make: Callable[[], Executor], *, width: int) -> None:
        self.make = make
        self.executor = make()
        self.width = getattr(self.executor, "width", width) * IN_FLIGHT  # a cluster tells its own

    def map(
        self, work: Callable[[Sequence[T]], list[R]], batches: Iterable[Sequence[T]]
    ) -> Iterator[tuple[T, R | Died]]:
        """Each item with its result, in the order they are finished."""
        flying: dict[Future[list[R]], _Flight] = {}
        source = iter(batches)
        while True:
            while len(flying) < self.width and (batch := next(source, None)) is not None:
                flying[self._submit(work, batch)] = _Flight(batch)
            if not flying:
                return
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            lost: list[T] = []
            for future in done:
                flight = flying.pop(future)
                try:
                    results = future.result()
                except WorkerDied as death:
                    if flight.second:
                        yield flight.items[0], death.reason
                    else:
                        again = {self._submit(work, [item]): _Flight([item], True) for item in flight.items}
                        flying |= again
                except BrokenExecutor:
                    lost += flight.items
                else:
                    yield from zip(flight.items, results, strict=True)
            if lost:
                lost += [item for flight in flying.values() for item in flight.items]
                flying.clear()
                self._renew()
                for item in lost:
                    answer: R | Died = self._alone(work, item)
                    yield item, answer

    def close(self, *, cancel: bool = False) -> None:
        """Lets the workers go; `cancel`: without waiting for what has not begun."""
        self.executor.shutdown(wait=not cancel, cancel_futures=cancel)

    def _alone(self, work: Callable[[Sequence[T]], list[R]], item: T) -> R | Died:
        """For a pool of which all break together (a cluster's): nothing else runs meanwhile."""
        try:
            result: R = self._submit(work, [item]).result()[0]
            return result
        except WorkerDied as death:
            return death.reason
        except BrokenExecutor:
            self._renew()
            return Died.CRASH

    def _submit(self, work: Callable[[Sequence[T]], list[R]], batch: Sequence[T]) -> Future[list[R]]:
        try:
            return self.executor.submit(work, batch)
        except BrokenExecutor:  # died while idle
            self._renew()
            return self.executor.submit(work, batch)

    def _renew(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = self.make()
