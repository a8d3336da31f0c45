"""The embedded index: tantivy over our own tokens. A projection of the store: it can always be rebuilt.

FOLDER/current           JSON: which generation, of which version, of which store
FOLDER/<generation>/     tantivy's files
"""

import json
import shutil
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from dossier.errors import IndexError_
from index.answer import Found, answer
from index.clauses import AllOf, Clause, Has, Tally, by_clause
from index.embedded_query import FACET_SIZE, Translator, make_document, make_schema
from index.packed import Shown, unpacked
from index.search import Entry, Hits, Query, Sort, Unusable

if TYPE_CHECKING:
    import tantivy

VERSION = "2"
HEAP = 64_000_000
POINTER = "current"
SNAPSHOTS = 16  # states of the index kept for readers who turn pages
REBUILD = "请运行 fadu index rebuild 重建（不影响已有记录）"


class EmbeddedIndex:
    """A SearchIndex in a folder. One process writes at a time; any number read."""

    def __init__(self, folder: Path, store: str) -> None:
        """Opens the index of that store (its id). Raises IndexError_ when it is missing or of another version."""
        self._begin(folder, store)
        self._follow()

    def _begin(self, folder: Path, store: str) -> None:
        self.folder, self.store, self._generation = folder, store, ""
        self._writer: tantivy.IndexWriter | None = None
        self._snapshots: OrderedDict[str, tantivy.Searcher] = OrderedDict()

    @classmethod
    def create(cls, folder: Path, store: str) -> Self:
        """An empty index in a new generation, seen by nobody until `publish`."""
        index = cls.__new__(cls)
        index._begin(folder, store)
        generation = uuid4().hex
        with _explained(folder):
            (folder / generation).mkdir(parents=True)
            index._open(generation, new=True)
        return index

    def publish(self) -> None:
        """Makes this generation the index, in one step, and drops the others."""
        with _explained(self.folder):
            marker = self.folder / f"{POINTER}.{uuid4().hex}"
            marker.write_text(json.dumps(_marker(self._generation, self.store)))
            marker.replace(self.folder / POINTER)
        for other in self.folder.iterdir():
            if other.is_dir() and other.name != self._generation:
                # a reader may still hold it; the next publish tries again
                shutil.rmtree(other, ignore_errors=True)

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds papers; one that is there is replaced."""
        writer = self._writing()
        for entry in entries:
            with _explained(self.folder):
                writer.delete_documents_by_term("id", entry.document)
                writer.add_document(make_document(entry))

    def remove(self, documents: Iterable[str]) -> None:
        """Takes papers out; an unknown id is no error."""
        writer = self._writing()
        for document in documents:
            writer.delete_documents_by_term("id", document)

    def commit(self) -> None:
        """Makes what was put and removed lasting and visible."""
        with _explained(self.folder):
            self._writing().commit()
            self._index.reload()

    def close(self) -> None:
        """Gives the writer's lock back, dropping what was not committed; searching goes on."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(ValueError):  # a merge that fails, its folder gone, loses nothing
                writer.wait_merging_threads()

    def count(self) -> int:
        """How many papers are in it."""
        return self._searcher().num_docs

    def revisions(self) -> Iterator[tuple[str, int]]:
        """Id and revision of every paper in it, for comparing with the store."""
        import tantivy

        searcher = self._searcher()
        found = searcher.search(tantivy.Query.all_query(), limit=max(searcher.num_docs, 1), count=False)
        for _, address in found.hits:
            stored = searcher.doc(address)
            yield str(stored.get_first("id")), int(stored.get_first("revision") or 0)

    def search(self, query: Query) -> Hits:
        """What the query finds; see answer.answer."""
        with _explained(self.folder):
            return answer(self, query)

    def page(self, clause: Clause, *, sort: Sort, offset: int, limit: int, cursor: str | None) -> Found:
        """Papers in that order. The cursor names the state of the index the first page was taken from."""
        import tantivy

        name, at = _place(cursor) if cursor else ("", offset)
        searcher, moved = self._snapshot(name)
        order: dict[str, Any] = {}
        if sort != "relevance":
            order = {"order_by_field": f"by_{sort}"}
            order |= {"order": tantivy.Order.Asc if sort == "number" else tantivy.Order.Desc}
        found: Any = searcher.search(
            Translator(self._schema).query(clause), limit=max(limit, 1), offset=at, **order
        )
        rows = [(_shown(searcher, address), float(score or 0)) for score, address in found.hits[:limit]]
        total = int(found.count or 0)
        end = at + len(rows)
        more = cursor is not None and rows and end < total
        following = f"{self._keep(searcher, '' if moved else name)}.{end}" if more else None
        return Found(total, rows, following, moved)

    def tally(self, items: Sequence[Tally]) -> list[int | dict[str, int]]:
        """A count for each, or counts by value."""
        searcher = self._searcher()
        translator = Translator(self._schema)
        found = {
            key: _tallied(searcher, translator.query(clause), fields)
            for key, (clause, fields) in by_clause(items).items()
        }
        return [found[repr(item.clause)][item.field] for item in items]

    def fetch(self, document: str, visible: Clause) -> Shown | None:
        """One paper, if it is there and visible."""
        searcher = self._searcher()
        clause = Translator(self._schema).query(AllOf(filters=(Has("id", (document,)), visible)))
        hits = searcher.search(clause, limit=1).hits
        return _shown(searcher, hits[0][1]) if hits else None

    def _snapshot(self, name: str) -> tuple["tantivy.Searcher", bool]:
        """The state kept under that name; the present one, and True, where it is kept no more."""
        kept = self._snapshots.get(name)
        return (kept, False) if kept is not None else (self._searcher(), bool(name))

    def _keep(self, searcher: "tantivy.Searcher", name: str) -> str:
        """Keeps a state for the next page; gives its name."""
        name = name or uuid4().hex
        self._snapshots[name] = searcher
        self._snapshots.move_to_end(name)
        while len(self._snapshots) > SNAPSHOTS:
            self._snapshots.popitem(last=False)
        return name

    def _follow(self) -> None:
        """Opens the generation the pointer names, if that is another than before."""
        named = self._named()
        if named == self._generation:
            return
        self.close()
        try:
            with _explained(self.folder):
                self._open(named)
        except IndexError_:
            if self._named() == named:
                raise
            self._follow()  # rebuilt once more just now

    def _named(self) -> str:
        """The generation that is the index now."""
        try:
            marker = json.loads((self.folder / POINTER).read_bytes())
        except (OSError, ValueError) as error:
            raise Unusable(f"还没有检索索引（{self.folder}），{REBUILD}") from error
        generation = str(marker.get("generation"))
        if marker != _marker(generation, self.store):
            raise Unusable(f"检索索引 {self.folder} 由另一版程序或另一个存储建立，{REBUILD}")
        return generation

    def _open(self, generation: str, *, new: bool = False) -> None:
        import tantivy

        path = str(self.folder / generation)
        self._index = tantivy.Index(make_schema(), path) if new else tantivy.Index.open(path)
        self._schema, self._generation = self._index.schema, generation

    def _searcher(self) -> "tantivy.Searcher":
        self._follow()
        self._index.reload()  # another process may have written
        return self._index.searcher()

    def _writing(self) -> "tantivy.IndexWriter":
        if self._writer is None:
            with _explained(self.folder):
                self._writer = self._index.writer(heap_size=HEAP, num_threads=1)
                # A writer killed in its commit leaves a file of deletions under the name the next one wants.
                self._writer.garbage_collect_files()
        return self._writer


def _marker(generation: str, store: str) -> dict[str, str]:
    return {"generation": generation, "version": VERSION, "engine": _engine(), "store": store}


@cache
def _engine() -> str:
    return version("tantivy")


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """tantivy's faults as IndexError_."""
    try:
        yield
    except (ValueError, OSError) as error:
        if "LockBusy" in str(error):
            raise IndexError_(f"另一个程序正在写检索索引 {folder}，请稍后再试") from error
        raise Unusable(
            f"检索索引 {folder} 读写失败：{error}。请检查磁盘空间与权限；仍不行时，{REBUILD}"
        ) from error


def _place(cursor: str) -> tuple[str, int]:
    """A cursor's snapshot and offset; of what is none, the beginning of the present state."""
    name, _, at = cursor.partition(".")
    return name, int(at) if at.isdecimal() and len(at) < 10 else 0


def _tallied(
    searcher: "tantivy.Searcher", query: "tantivy.Query", fields: Sequence[str | None]
) -> dict[str | None, int | dict[str, int]]:
    """Counts by value of each field, in one pass; under None how many there are."""
    wanted = {field: {"terms": {"field": field, "size": FACET_SIZE}} for field in fields if field}
    counted = searcher.aggregate(query, wanted) if wanted else {}
    found: dict[str | None, int | dict[str, int]] = {
        field: {_value(bucket["key"]): int(bucket["doc_count"]) for bucket in counted[field]["buckets"]}
        for field in wanted
    }
    if None in fields:
        found[None] = int(searcher.search(query, limit=1).count or 0)  # type: ignore[attr-defined]
    return found


def _value(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def _shown(searcher: "tantivy.Searcher", address: Any) -> Shown:
    return unpacked(bytes(searcher.doc(address).get_first("record") or b""))
