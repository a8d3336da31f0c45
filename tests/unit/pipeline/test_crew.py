"""A file that kills its worker, eats memory or never ends is found and named; nothing else is lost."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from pipeline.executor import Crew, Died, SerialExecutor, WorkerDied, Workers, resident_mb
from pipeline.worker import deadline, extend

make = partial(Workers, 2, memory_mb=300)


@pytest.fixture
def crew() -> Iterator[Crew]:
    made = Crew(make, width=2)
    yield made
    made.close()


def double(items: Sequence[int]) -> list[int]:
    """Dies on 13, by the hand of the system."""
    if 13 in items:
        os.kill(os.getpid(), signal.SIGKILL)
    return [item * 2 for item in items]


def greedy(items: Sequence[int]) -> list[int]:
    """Takes as many MB as it is told."""
    return [len(bytearray(item << 20)) >> 20 for item in items]


def slowly_greedy(items: Sequence[int]) -> list[int]:
    """Takes memory bit by bit, as a leak does, and is killed while it does so."""
    held = []
    for _ in range(items[0]):
        held.append(memoryview(bytearray(os.urandom(1 << 20))))
    return [len(held)]


def spin(items: Sequence[int]) -> list[int]:
    """An expression that backtracks for years, in code that lets nothing else run."""
    import re

    with deadline(0.5):
        if 13 in items:
            re.match(r"(a+)+$", "a" * 60 + "b")
    return list(items)


def test_a_deadly_item_is_named_and_the_rest_is_done(crew: Crew) -> None:
    found = dict(crew.map(double, [[1, 2, 3], [12, 13, 14], [20], [21, 22]]))
    assert found.pop(13) is Died.CRASH
    assert found == {n: n * 2 for n in (1, 2, 3, 12, 14, 20, 21, 22)}


@pytest.mark.parametrize("work", [greedy, slowly_greedy])
def test_an_item_that_eats_memory_is_named(crew: Crew, work: object) -> None:
    found = dict(crew.map(work, [[4], [5000], [8]]))  # type: ignore[arg-type]
    assert found == {4: 4, 5000: Died.MEMORY, 8: 8}


def test_an_item_that_never_ends_is_named(crew: Crew) -> None:
    begun = time.monotonic()
    found = dict(crew.map(spin, [[1, 2], [12, 13], [3]]))
    assert found == {1: 1, 2: 2, 12: 12, 13: Died.TIME, 3: 3}
    assert time.monotonic() - begun < 30


def die_once(items: Sequence[str]) -> list[str]:
    for item in items:
        if not Path(item).exists():
            Path(item).touch()
            os.abort()
    return list(items)


def test_what_kills_only_once_is_read_at_the_second_try(crew: Crew, tmp_path: Path) -> None:
    item = str(tmp_path / "一次")
    assert list(crew.map(die_once, [[item]])) == [(item, item)]


def strange(items: Sequence[int]) -> list[int]:
    raise ValueError(f"{items}")


def test_what_a_task_raises_comes_back_with_its_place(crew: Crew) -> None:
    with pytest.raises(ValueError, match=r"\[1\]") as caught:
        list(crew.map(strange, [[1]]))
    assert "in strange" in "".join(caught.value.__notes__)


def pid(items: Sequence[int]) -> list[int]:
    return [os.getpid() for _ in items]


def test_a_worker_is_renewed_after_so_much_work() -> None:
    pool = Workers(1, memory_mb=300, renew=4, weigh=len)
    pids = [pool.submit(pid, [0, 0]).result()[0] for _ in range(6)]
    pool.shutdown()
    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4] == pids[5]


def leave(items: Sequence[int]) -> list[str]:
    """Leaves a file and a running program behind, and dies where it is told to."""
    started = subprocess.Popen(["sleep", "600"])
    place = Path(tempfile.mkdtemp()) / "决定书.pdf"
    place.write_bytes(b"x")
    if items[0]:
        (Path(tempfile.gettempdir()).parent / "pid").write_text(str(started.pid))
        os.abort()
    return [f"{place}|{started.pid}"]


def gone(process: int) -> bool:
    """No longer running; a zombie waits for its parent and does nothing."""
    for _ in range(50):
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("dies", [0, 1], ids=["平安结束", "中途死去"])
def test_files_and_programs_left_behind_are_swept(dies: int) -> None:
    pool = make()
    folder = pool.folder
    future = pool.submit(leave, [dies])
    if dies:
        with pytest.raises(WorkerDied):
            future.result()
        started = int((folder / "pid").read_text())
        assert not (folder / "0").exists()
    else:
        place, started_text = future.result()[0].split("|")
        started = int(started_text)
        assert Path(place).is_relative_to(folder)
    pool.shutdown()
    assert gone(started) and not folder.exists()


def sleep(items: Sequence[int]) -> list[int]:
    time.sleep(items[0])
    return list(items)


def test_cancelling_ends_what_runs() -> None:
    pool = make()
    futures = [pool.submit(sleep, [600]) for _ in range(4)]
    while not (pool.workers and all(worker.process for worker in pool.workers)):
        time.sleep(0.05)
    begun = time.monotonic()
    pool.shutdown(wait=False, cancel_futures=True)
    assert time.monotonic() - begun < 15
    assert not pool.folder.exists() and all(future.done() for future in futures)


KILLED = """
import os, signal, sys
from pipeline.executor import Workers
if __name__ == "__main__":
    pool = Workers(1, memory_mb=300)
    print(pool.folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_files_of_a_killed_run_are_swept_by_the_next(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    run = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    old = Path(run.stdout.strip())
    assert old.is_dir()
    mine = make()
    assert not old.exists() and mine.folder.exists()
    other = make()
    assert mine.folder.exists()  # in use, though by this very process
    mine.shutdown()
    other.shutdown()


def test_a_pool_whose_workers_break_together_is_served_too() -> None:
    crew = Crew(partial(ProcessPoolExecutor, 2, mp_context=get_context("spawn")), width=2)
    found = dict(crew.map(double, [[1, 2], [12, 13], [20]]))
    crew.close()
    assert found == {1: 2, 2: 4, 12: 24, 13: Died.CRASH, 20: 40}


def test_this_process_is_never_limited() -> None:
    with deadline(0.01):
        extend(0.01)
        time.sleep(0.1)
    assert SerialExecutor().submit(double, [2]).result() == [4]


def test_memory_of_a_process_is_known() -> None:
    assert resident_mb(os.getpid()) > 5
    assert resident_mb(2**22 + 1) == 0
