"""Two workers on a scheduler, PostgreSQL, Elasticsearch, originals apart: the findings of one machine, byte for byte."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
import servers
from audits import DAY, SAMPLES, make_context, run_audit

from app.output import report
from dossier.errors import ReadError, UsageError
from index.drain import differences, open_index
from index.search import EVERYTHING, Query
from index.store import Store
from pipeline.cluster import Cluster
from pipeline.originals import Originals, at_hand
from pipeline.run import audit
from pipeline.settings import Settings

CHOSEN = (
    "青禾县农村集体聚餐食品安全管理办法",
    "鹭溪县建筑垃圾清运管理办法",
    "青禾县食品安全示范创建工作方案",
)
PAPERS = [SAMPLES / "papers" / name for name in CHOSEN]


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program of Dask, ended with all it started."""
    command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def cluster() -> Iterator[tuple[str, Sequence[subprocess.Popen[bytes]]]]:
    """A scheduler with two workers, each under a nanny of its own."""
    address = f"tcp://127.0.0.1:{servers.free_port()}"
    with running("scheduler", "--host", address, "--no-dashboard", "--no-show"):
        worker = ("worker", address, "--nthreads", "1", "--nworkers", "1", "--no-dashboard")
        with running(*worker) as first, running(*worker) as second:
            yield address, (first, second)


def wait_for_workers(address: str, count: int) -> None:
    executor = Cluster(address)
    executor.client.wait_for_workers(count, timeout=60)
    executor.shutdown()


def kill_when_busy(address: str, worker: subprocess.Popen[bytes], done: list[str]) -> None:
    """Kills a worker with its nanny while it works."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        end = monotonic() + 60
        while monotonic() < end:
            if any(client.processing().values()):
                os.killpg(worker.pid, signal.SIGKILL)
                done.append("killed")
                return
            sleep(0.02)


def test_a_cluster_finds_what_one_machine_finds_though_a_worker_is_killed(
    cluster: tuple[str, Sequence[subprocess.Popen[bytes]]],
    postgresql: str,
    elasticsearch: str,
    tmp_path: Path,
) -> None:
    address, workers = cluster
    wait_for_workers(address, 2)
    alone = run_audit(PAPERS, tmp_path / "alone")
    settings = Settings(as_of=DAY, executor=address, originals=str(tmp_path / "originals"))
    done: list[str] = []
    with Store.open(servers.new_database(postgresql)) as store:
        killer = Thread(target=kill_when_busy, args=(address, workers[0], done))
        killer.start()
        run = audit(PAPERS, store=store, settings=settings, context=make_context())
        killer.join()
        assert done == ["killed"]
        report(store, run, tmp_path / "cluster", unmasked=False)
        for name in ("findings.jsonl", "dossiers.jsonl", "documents.jsonl", "leads.jsonl"):
            assert (tmp_path / "cluster" / name).read_bytes() == (alone.out / name).read_bytes()
        index = open_index(store, elasticsearch)
        assert differences(store, index) == ()
        assert index.search(Query(as_of=DAY, viewer=EVERYTHING)).total == store.document_count() > 0
        index.close()


def test_originals_are_read_where_the_files_are_not(tmp_path: Path) -> None:
    """What a worker on another machine has: the hash and the originals, not the path."""
    source = tmp_path / "原件.txt"
    source.write_text("正文", encoding="utf-8")
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    place = Originals(f"file://{tmp_path}/originals")
    place.keep(source, sha256)
    source.unlink()
    with at_hand(str(source), sha256, "", f"file://{tmp_path}/originals") as here:
        assert (here.name, here.read_text(encoding="utf-8")) == ("原件.txt", "正文")
    place.forget(sha256)
    with pytest.raises(ReadError, match="原件库里也没有"), place.fetched(sha256, "原件.txt"):
        pass


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cluster.SECONDS", 1)
    with pytest.raises(UsageError, match="连不上调度器"):
        Cluster(f"tcp://127.0.0.1:{servers.free_port()}")
