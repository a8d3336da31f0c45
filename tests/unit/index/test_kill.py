"""kill -9 while papers are kept and indexed: nothing lost, nothing doubled, the index equal to the store.

Twenty random moments: ten on SQLite with the embedded index, ten on PostgreSQL with Elasticsearch; `prove`: two hundred.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from index_papers import DAY
from kill_worker import place_of

from index.drain import differences, open_index
from index.search import EVERYTHING, Query
from index.store import Store

WORKER = Path(__file__).with_name("kill_worker.py")
PROJECT = WORKER.parents[3]


def run_until_killed(url: str, server: str, seed: int, lines: int, seconds: float) -> list[list[str]]:
    """What the worker said before it was killed, `seconds` after a number of lines."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    command = [sys.executable, str(WORKER), url, server, str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=PROJECT) as worker:
        assert worker.stdout is not None
        said = b"".join(worker.stdout.readline() for _ in range(lines))
        time.sleep(seconds)
        assert worker.poll() is None
        worker.kill()
        said += worker.stdout.read()
    return [line.split(" ") for line in said.decode().split("\n")[:-1]]


class Expected:
    """What must stand after a kill; a step begun but not acknowledged may have happened or not."""

    def __init__(self) -> None:
        self.sure: dict[str, str] = {}
        self.maybe: dict[str, str | None] = {}

    def hear(self, said: list[list[str]]) -> None:
        self.maybe = {}
        for word, *rest in said:
            if word == "saving":
                self.maybe = {rest[0]: rest[1]}
            elif word == "saved":
                self.sure[rest[0]] = rest[1]
                self.maybe = {}
            elif word == "finishing":
                self.maybe = {name: None for name in self.sure if name not in rest}
            elif word == "finished":
                self.sure = {name: text for name, text in self.sure.items() if name in rest}
                self.maybe = {}

    def settle(self, stands: dict[str, str]) -> None:
        """Checks what stands, and takes it for what must stand from now on."""
        whole = {k: v for k, v in {**self.sure, **self.maybe}.items() if v is not None}
        assert stands in (self.sure, whole)
        self.sure = stands


def words_on_shelf(store: Store) -> dict[str, str]:
    """Dossier → its word; all papers of a dossier must say the same."""
    found = {}
    for standing, dossier in store.current():
        (found[standing.dossier],) = {reading.document.text.split("，")[0] for reading in dossier.readings}
        assert len(dossier.readings) == 3
    return found


def check(url: str, server: str, expected: Expected) -> None:
    with Store.open(url) as store:
        index = open_index(store, place_of(store, server))
        stands = words_on_shelf(store)
        expected.settle(stands)
        assert store.queue_length() == 0
        assert differences(store, index) == ()
        assert index.count() == 3 * len(stands)
        for word in set(stands.values()):
            hits = index.search(Query(text=word, as_of=DAY, viewer=EVERYTHING, limit=1000, facets=False)).hits
            assert len(hits) == 3 * sum(text == word for text in stands.values())
            assert {hit.dossiers[0].name for hit in hits} == {
                name for name, text in stands.items() if text == word
            }


def kill_again_and_again(url: str, server: str, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    expected = Expected()
    for n in range(kills):
        moment = chance.randint(1, 40), chance.uniform(0, 0.2)
        expected.hear(run_until_killed(url, server, seed * 1000 + n, *moment))
        check(url, server, expected)


def servers_of(store_url: str, request: pytest.FixtureRequest) -> str:
    """Elasticsearch beside PostgreSQL, the embedded index beside SQLite."""
    found: str = "" if store_url.startswith("sqlite") else request.getfixturevalue("elasticsearch")
    return found


def test_ten_kills(store_url: str, request: pytest.FixtureRequest) -> None:
    kill_again_and_again(store_url, servers_of(store_url, request), kills=10, seed=1)


@pytest.mark.prove
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(2, 7))
def test_two_hundred_kills(store_url: str, request: pytest.FixtureRequest, seed: int) -> None:
    kill_again_and_again(store_url, servers_of(store_url, request), kills=20, seed=seed)
