"""One worker process: takes tasks from its parent, within limits of memory and time that the system keeps."""

import multiprocessing
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

OUT_OF_MEMORY = 86
"""The exit code of a worker that ran out of memory."""


def serve(tasks: Connection, memory_mb: int, folder: str) -> None:
    """Runs tasks until there are no more. A worker is told by its death what a task cost too much of."""
    _prepare(memory_mb, folder)
    while True:
        try:
            task = tasks.recv()
        except EOFError:  # the parent is gone
            return
        if task is None:
            return
        try:
            tasks.send(_run(*task))
        except BrokenPipeError:
            return


def _run(work: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, Any]:
    """(result, None) or (None, error)."""
    try:
        return work(*arguments, **named), None
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:
        error.add_note(traceback.format_exc())  # where it was raised does not cross the border by itself
        return None, error


def _prepare(memory_mb: int, folder: str) -> None:
    """A process group of its own, so that what it started dies with it; one thread, for the pool is the
    parallelism; temporary files where the parent sweeps. Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setpgid(0, 0)
    for name in ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    if sys.platform == "linux":
        from resource import RLIM_INFINITY, RLIMIT_CORE, RLIMIT_DATA, setrlimit

        setrlimit(RLIMIT_DATA, (memory_mb << 20, RLIM_INFINITY))
        setrlimit(RLIMIT_CORE, (0, 0))  # a dump would hold what the file says


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Kills this worker, in whatever code it hangs, when the block takes longer. Does nothing in a parent."""
    if multiprocessing.parent_process() is None:
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)  # SIGALRM is not caught: it ends the process
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def extend(seconds: float) -> None:
    """Within a deadline: so many seconds more from now, as another page is done."""
    if multiprocessing.parent_process() is not None:
        signal.setitimer(signal.ITIMER_REAL, seconds)
