"""Where the work runs: a pool of processes, or this process for tests; a file that kills its worker is found."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from enum import Enum
from multiprocessing import get_context
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

TASKS_A_WORKER = 400
"""Workers are renewed after so many tasks: OCR engines leak over hours."""
IN_FLIGHT = 3
"""Tasks handed out a worker: enough to keep it busy, few enough to keep memory flat."""


class Died(Enum):
    """The answer for a task whose worker died twice."""

    DIED = "died"


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


def make_pool(jobs: int) -> Executor:
    """A pool of `jobs` processes; 0: one a core. Never this process: a file may kill its reader."""
    return ProcessPoolExecutor(
        jobs or cores(),
        mp_context=get_context("spawn"),
        initializer=_prepare_worker,
        max_tasks_per_child=TASKS_A_WORKER,
    )


def _prepare_worker() -> None:
    """Workers leave Ctrl-C to the parent and use one thread each: the pool is the parallelism."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"


class Crew:
    """Hands lists of items to workers, a bounded number at a time.

    When a worker dies, everything in flight is tried again item by item; an item that kills its worker
    a second time, alone, is answered with DIED.
    """

    def __init__(self, make: Callable[[], Executor], *, width: int) -> None:
        self.make = make
        self.width = width * IN_FLIGHT
        self.executor = make()

    def map(
        self, work: Callable[[Sequence[T]], list[R]], batches: Iterable[Sequence[T]]
    ) -> Iterator[tuple[T, R | Died]]:
        """Each item with its result, in the order they are finished."""
        flying: dict[Future[list[R]], Sequence[T]] = {}
        source = iter(batches)
        while True:
            while len(flying) < self.width and (batch := next(source, None)) is not None:
                flying[self._submit(work, batch)] = batch
            if not flying:
                return
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            lost: list[T] = []
            for future in done:
                batch = flying.pop(future)
                try:
                    results = future.result()
                except BrokenExecutor:
                    lost += batch
                else:
                    yield from zip(batch, results, strict=True)
            if lost:
                lost += [item for batch in flying.values() for item in batch]
                flying.clear()
                self._renew()
                for item in lost:
                    answer = self._alone(work, item)
                    yield item, answer

    def close(self, *, cancel: bool = False) -> None:
        """Lets the workers go; `cancel`: without waiting for what has not begun."""
        self.executor.shutdown(wait=not cancel, cancel_futures=cancel)

    def _alone(self, work: Callable[[Sequence[T]], list[R]], item: T) -> R | Died:
        for _ in range(2):
            try:
                result: R = self._submit(work, [item]).result()[0]
                return result
            except BrokenExecutor:
                self._renew()
        return Died.DIED

    def _submit(self, work: Callable[[Sequence[T]], list[R]], batch: Sequence[T]) -> Future[list[R]]:
        try:
            return self.executor.submit(work, batch)
        except BrokenExecutor:  # died while idle
            self._renew()
            return self.executor.submit(work, batch)

    def _renew(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = self.make()
