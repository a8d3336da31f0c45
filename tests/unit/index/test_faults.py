"""Servers that go away, refuse, or are not what they should be: a clear word, nothing lost, nothing doubled."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import servers
from index_papers import DAY, ROOT, make_dossier, make_reading
from sqlalchemy import text

from dossier.errors import IndexError_, StoreError
from index.drain import differences, drain, open_index, rebuild
from index.elastic import ElasticIndex
from index.outbox import queue
from index.search import EVERYTHING, Query, Refused
from index.store import Store


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    """A store with two hundred papers, all waiting for the index."""
    with Store.open(tmp_path / "fadu.db") as store:
        run = store.begin_run("audit", as_of=DAY, roots=[ROOT])
        readings = [make_reading(f"听证第{i}件" + "依法处理" * 300, source=f"甲/{i}") for i in range(200)]
        store.save_dossier(run, make_dossier("甲案", *readings), root=ROOT)
        store.finish_run(run)
        yield store


class Proxy:
    """Passes bytes on to a server until `allowed` have gone up, then cuts every connection."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target, self.allowed = target, 1 << 40
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.allowed <= 0:
                near.close()
                continue
            far = socket.create_connection(self.target)
            Thread(target=self._pump, args=(near, far, True), daemon=True).start()
            Thread(target=self._pump, args=(far, near, False), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, up: bool) -> None:
        try:
            while data := source.recv(65536):
                self.allowed -= len(data) if up else 0
                if self.allowed <= 0:
                    break
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@pytest.fixture
def proxy(elasticsearch: str) -> Iterator[Proxy]:
    host, _, port = elasticsearch.rpartition("/")[2].partition(":")
    made = Proxy((host, int(port)))
    yield made
    made.listener.close()


def test_a_server_lost_in_the_middle_of_a_bulk_is_made_up_for(kept: Store, proxy: Proxy) -> None:
    index = rebuild(kept, proxy.url)
    ids = list(kept.document_ids())
    with kept.write() as connection:
        queue(connection, ids)
    proxy.allowed = 200_000  # a part of the bulk gets through
    with pytest.raises(IndexError_, match="连不上 Elasticsearch"):
        drain(kept, index)
    assert kept.queue_length() == 200
    proxy.allowed = 1 << 40
    assert drain(kept, index) == 200
    assert differences(kept, index) == ()
    assert index.search(Query(text="听证", as_of=DAY, viewer=EVERYTHING)).total == 200


def test_a_server_that_is_down_is_told_and_the_store_goes_on(kept: Store) -> None:
    address = f"http://127.0.0.1:{servers.free_port()}"
    with pytest.raises(IndexError_, match=r"连不上 Elasticsearch .*存储不受影响"):
        open_index(kept, address)
    assert kept.queue_length() == 200


def test_a_rebuild_leaves_no_empty_moment(
    kept: Store, elasticsearch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = rebuild(kept, elasticsearch)
    seen: list[int] = []
    put = ElasticIndex.put

    def look_meanwhile(index: ElasticIndex, entries: object) -> None:
        put(index, entries)  # type: ignore[arg-type]
        seen.append(reader.search(Query(text="听证", as_of=DAY, viewer=EVERYTHING, facets=False)).total)

    monkeypatch.setattr(ElasticIndex, "put", look_meanwhile)
    rebuild(kept, elasticsearch)
    assert set(seen) == {200}
    assert reader.search(Query(text="听证", as_of=DAY, viewer=EVERYTHING)).total == 200
    assert len(ElasticIndex(elasticsearch, kept.id).client.indices.get(index=f"fadu-{kept.id}-*")) == 1


def test_a_paper_the_server_refuses_keeps_no_other_back(kept: Store, elasticsearch: str) -> None:
    index = rebuild(kept, elasticsearch)
    run = kept.begin_run("audit", as_of=DAY, roots=["/别处"])
    good, bad = make_reading("陈述", source="乙/1"), make_reading("申辩", source="乙/2", issuer="局" * 20_000)
    kept.save_dossier(run, make_dossier("乙案", bad, good), root="/别处")
    with pytest.raises(Refused, match="拒收 1 份"):
        drain(kept, index)
    assert [task.document for task in kept.take()] == [bad.document.id]
    assert index.search(Query(text="陈述", as_of=DAY, viewer=EVERYTHING)).total == 1


def test_an_old_index_is_rebuilt_by_itself(
    kept: Store, elasticsearch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.elastic.VERSION", "0")
    rebuild(kept, elasticsearch)
    monkeypatch.undo()
    with pytest.raises(IndexError_, match="另一版程序"):
        ElasticIndex(elasticsearch, kept.id)
    assert differences(kept, open_index(kept, elasticsearch)) == ()


@contextmanager
def pretender(version: str, headers: dict[str, str]) -> Iterator[str]:
    """Answers as a server of that version would: those cannot be had here."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"nodes": {"n": {"version": version}}}).encode()
            self.send_response(200)
            for name, value in ({"Content-Type": "application/json"} | headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("version", "headers", "message"),
    [
        pytest.param(
            "7.17.0", {"X-Elastic-Product": "Elasticsearch"}, "升级服务器到 8 或 9", id="服务器太旧"
        ),
        pytest.param("2.11.0", {}, "不是 Elasticsearch", id="不是它"),
    ],
)
def test_a_server_that_does_not_fit_is_told(version: str, headers: dict[str, str], message: str) -> None:
    with pretender(version, headers) as url, pytest.raises(IndexError_, match=message):
        ElasticIndex(url, "s")


def test_a_client_newer_than_the_server_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.elastic_client.client_major", lambda: 9)
    with (
        pretender("8.19.3", {"X-Elastic-Product": "Elasticsearch"}) as url,
        pytest.raises(IndexError_, match=r"pip install 'elasticsearch>=8,<9'"),
    ):
        ElasticIndex(url, "s")


def end_connections(url: str) -> None:
    """What a restart of PostgreSQL does to those connected."""
    with Store.open(url) as other, other.write() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


def test_a_restarted_postgresql_is_found_again(postgresql: str) -> None:
    url = servers.new_database(postgresql)
    with Store.open(url) as store:
        store.add_unit("甲局")
        end_connections(url)
        assert store.units() == {"甲局": None}
        with pytest.raises(StoreError, match="再次运行"), store.write() as connection:
            connection.execute(text("INSERT INTO units VALUES ('乙局', NULL)"))
            end_connections(url)
            connection.execute(text("INSERT INTO units VALUES ('丙局', NULL)"))
        assert store.units() == {"甲局": None}
