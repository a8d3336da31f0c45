"""The index on an Elasticsearch server (8 or 9): the same tokens, the same outbox as the embedded one.

    fadu-<store>            alias: the index that answers and is written
    fadu-<store>-<time>     an index; a rebuild fills a new one beside and moves the alias in one step

A paper's revision is its version there, so a batch sent twice or late changes nothing.
"""

import json
import os
import time
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self

from dossier.errors import IndexError_
from index.answer import Found, answer
from index.clauses import AllOf, Clause, Has, Tally, by_clause
from index.elastic_client import connect
from index.elastic_query import Json, make_document, mapping, settings, to_query
from index.packed import Shown, unpacked
from index.search import Entry, Hits, Query, Refused, Sort, Unusable

VERSION = "2"
CHUNK, CHUNK_BYTES, RETRIES = 500, 10_000_000, 8
FACET_SIZE = 50
KEEP = "2m"  # a reader's state of the index, from one page to the next
REBUILD = "请运行 fadu index rebuild 重建（不影响已有记录）"
ORDER: Mapping[Sort, Sequence[Json]] = {
    "relevance": ({"_score": "desc"}, {"by_date": "desc"}),
    "date": ({"by_date": "desc"},),
    "number": ({"by_number": "asc"},),
}


class ElasticIndex:
    """A SearchIndex on a server. Any number of processes read; the lease's holder writes."""

    def __init__(self, url: str, store: str) -> None:
        """Opens the index of that store (its id). Raises IndexError_ when it is missing or of another version."""
        self._begin(url, store)
        self.name = self.alias
        with _explained(url):
            found = self.client.options(ignore_status=404).indices.get_mapping(index=self.alias)
            metas = [
                item["mappings"].get("_meta")
                for name, item in dict(found).items()
                if name not in ("error", "status")
            ]
        if not metas:
            raise Unusable(f"{self.url} 上还没有此存储的检索索引，{REBUILD}")
        if metas != [self.meta]:
            raise Unusable(f"{self.url} 上的检索索引由另一版程序建立，{REBUILD}")

    def _begin(self, url: str, store: str) -> None:
        self.store = store
        self.client, self.url = connect(url)
        self.alias = f"fadu-{store}"
        self.meta = {"store": store, "version": VERSION}
        self._changes: list[Json] = []
        self._refused: dict[str, str] = {}

    @classmethod
    def create(cls, url: str, store: str) -> Self:
        """An empty index, seen by nobody until `publish`."""
        index = cls.__new__(cls)
        index._begin(url, store)
        index.name = f"{index.alias}-{time.time_ns()}"
        with _explained(url):
            index.client.indices.create(
                index=index.name,
                settings=settings(shards=_number("FADU_INDEX_SHARDS", 1)),
                mappings=mapping(index.meta),
            )
        return index

    def publish(self) -> None:
        """Moves the alias here in one step, and drops the others."""
        with _explained(self.url):
            ready = {"refresh_interval": "1s", "number_of_replicas": _number("FADU_INDEX_REPLICAS", 0)}
            self.client.indices.put_settings(index=self.name, settings=ready)
            self.client.indices.refresh(index=self.name)
            old = [name for name in self.client.indices.get(index=f"{self.alias}-*") if name != self.name]
            remove = [{"remove_index": {"index": name}} for name in old]
            self.client.indices.update_aliases(
                actions=[{"add": {"index": self.name, "alias": self.alias}}, *remove]
            )
        self.name = self.alias

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds papers; one that is there is replaced."""
        for entry in entries:
            self._change(
                {"_op_type": "index", "_id": entry.document, "_source": make_document(entry)}, entry.revision
            )

    def remove(self, documents: Iterable[str]) -> None:
        """Takes papers out; an unknown id is no error."""
        for document in documents:
            self._changes.append({"_op_type": "delete", "_index": self.name, "_id": document})
        self._send_full()

    def _change(self, action: Json, revision: int) -> None:
        versioned = {"_index": self.name, "version": revision, "version_type": "external_gte"}
        self._changes.append(action | versioned)
        self._send_full()

    def _send_full(self) -> None:
        if len(self._changes) >= CHUNK:
            self._send()

    def commit(self) -> None:
        """Sends what is left and makes all visible. Raises Refused."""
        self._send()
        with _explained(self.url):
            self.client.indices.refresh(index=self.name)
        if self._refused:
            ids, why = set(self._refused), next(iter(self._refused.values()))
            self._refused = {}
            raise Refused(f"Elasticsearch 拒收 {len(ids)} 份文书（仍在队列中）：{why}", ids)

    def _send(self) -> None:
        """Waits and sends again what the server had no room for; what it refuses stays queued in the store."""
        from elasticsearch.helpers import streaming_bulk

        changes, self._changes = self._changes, []
        with _explained(self.url):
            sent = streaming_bulk(
                self.client.options(request_timeout=120),
                changes,
                chunk_size=CHUNK,
                max_chunk_bytes=CHUNK_BYTES,
                max_retries=RETRIES,
                initial_backoff=1,
                max_backoff=30,
                raise_on_error=False,
            )
            for good, item in sent:
                if not good and not _harmless(item):
                    (result,) = item.values()
                    self._refused[result["_id"]] = str(result.get("error"))[:300]

    def close(self) -> None:
        """Drops what was not sent; searching goes on."""
        self._changes = []

    def count(self) -> int:
        """How many papers are in it."""
        with _explained(self.url):
            return int(self.client.count(index=self.name)["count"])

    def revisions(self) -> Iterator[tuple[str, int]]:
        """Id and revision of every paper in it, from one state of the index."""
        with self._state() as pit:
            after: Json = {}
            while True:
                with _explained(self.url):
                    found = self.client.search(
                        size=1000,
                        pit={"id": pit, "keep_alive": KEEP},
                        sort=[{"_shard_doc": "asc"}],
                        source_includes=["id", "revision"],
                        **after,
                    )
                hits = found["hits"]["hits"]
                yield from ((hit["_source"]["id"], hit["_source"]["revision"]) for hit in hits)
                if len(hits) < 1000:
                    return
                after = {"search_after": hits[-1]["sort"]}

    @contextmanager
    def _state(self) -> Iterator[str]:
        with _explained(self.url):
            pit: str = self.client.open_point_in_time(index=self.name, keep_alive=KEEP)["id"]
        try:
            yield pit
        finally:
            self.client.options(ignore_status=404).close_point_in_time(id=pit)

    def search(self, query: Query) -> Hits:
        """What the query finds; see answer.answer."""
        return answer(self, query)

    def page(self, clause: Clause, *, sort: Sort, offset: int, limit: int, cursor: str | None) -> Found:
        """Papers in that order. A cursor holds a state of the index (PIT) and the place reached in it."""
        pit, after = _read(cursor) if cursor else ("", [])
        asked: Json = {
            "query": to_query(clause),
            "sort": list(ORDER[sort]),
            "size": limit,
            "track_total_hits": True,
        }
        asked |= {"stored_fields": ["record"], "track_scores": True}
        if not after:
            with _explained(self.url):
                found = self.client.search(index=self.name, from_=offset, **asked)
        else:
            found, pit = self._following(pit, after, asked)
        hits = found["hits"]["hits"]
        total = int(found["hits"]["total"]["value"])
        rows = [(_shown(hit), float(hit["_score"] or 0)) for hit in hits]
        more = cursor is not None and limit and len(hits) == limit
        following = self._cursor(pit, hits[-1]["sort"]) if more else None
        return Found(total, rows, following, moved=bool(after and not pit))

    def _following(self, pit: str, after: Sequence[Any], asked: Json) -> tuple[Any, str]:
        """The next page of that state; of the present one, behind the same place, where it is kept no more."""
        if pit:
            with _explained(self.url):
                found = self.client.options(ignore_status=404).search(
                    pit={"id": pit, "keep_alive": KEEP}, search_after=list(after), **asked
                )
            if "hits" in found:
                return found, str(found.get("pit_id", pit))
        with _explained(self.url):
            return self.client.search(index=self.name, search_after=list(after), **asked), ""

    def _cursor(self, pit: str, after: Sequence[Any]) -> str:
        if not pit:
            with _explained(self.url):
                pit = self.client.open_point_in_time(index=self.name, keep_alive=KEEP)["id"]
        return urlsafe_b64encode(json.dumps([pit, after]).encode()).decode()

    def tally(self, items: Sequence[Tally]) -> list[int | dict[str, int]]:
        """A count for each, or counts by value, all in one request."""
        if not items:
            return []
        asked = by_clause(items)
        lines: list[Json] = []
        for clause, fields in asked.values():
            body: Json = {"query": to_query(clause), "size": 0, "track_total_hits": True}
            if counted := {f: {"terms": {"field": f, "size": FACET_SIZE}} for f in fields if f}:
                body["aggs"] = counted
            lines += [{"index": self.name}, body]
        with _explained(self.url):
            answers = self.client.msearch(searches=lines)["responses"]
        found = dict(zip(asked, answers, strict=True))
        return [_tallied(found[repr(item.clause)], item.field) for item in items]

    def fetch(self, document: str, visible: Clause) -> Shown | None:
        """One paper, if it is there and visible."""
        query = to_query(AllOf(filters=(Has("id", (document,)), visible)))
        with _explained(self.url):
            hits = self.client.search(index=self.name, query=query, size=1, stored_fields=["record"])
        found = hits["hits"]["hits"]
        return _shown(found[0]) if found else None


def _number(name: str, usual: int) -> int:
    """A whole number from the environment."""
    given = os.environ.get(name, str(usual))
    if not given.isdecimal():
        raise IndexError_(f"{name} 应为整数，现为“{given}”")
    return int(given)


def _harmless(item: Mapping[str, Any]) -> bool:
    """A newer revision is there already, or what was to go is gone."""
    (kind, result), *_ = item.items()
    return result.get("status") == 409 or (kind == "delete" and result.get("status") == 404)


def _tallied(found: Mapping[str, Any], field: str | None) -> int | dict[str, int]:
    if "error" in found:
        raise IndexError_(f"Elasticsearch 统计失败：{str(found['error'])[:300]}")
    if field is None:
        return int(found["hits"]["total"]["value"])
    return {str(b["key"]): int(b["doc_count"]) for b in found["aggregations"][field]["buckets"]}


def _shown(hit: Mapping[str, Any]) -> Shown:
    return unpacked(b64decode(hit["fields"]["record"][0]))


def _read(cursor: str) -> tuple[str, list[Any]]:
    """A cursor's parts; of what is none, none."""
    try:
        pit, after = json.loads(urlsafe_b64decode(cursor))
    except ValueError:
        return "", []
    if not (
        isinstance(pit, str) and isinstance(after, list) and all(isinstance(x, int | float) for x in after)
    ):
        return "", []
    return pit, after


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """The client's faults as IndexError_."""
    from elasticsearch import ApiError, TransportError

    try:
        yield
    except ApiError as error:
        raise IndexError_(f"Elasticsearch 未能完成（{error.status_code}）：{str(error)[:300]}") from error
    except TransportError as error:
        raise IndexError_(
            f"连不上 Elasticsearch 或没有按时应答：{type(error).__name__}。请检查 FADU_INDEX 的地址与服务器；"
            "存储不受影响，未入索引的文书留在队列中，恢复后自动补上"
        ) from error
