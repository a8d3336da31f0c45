"""The embedded index: tantivy over our own tokens (bigrams decide, words rank).

Field `b`, bigrams, decides what matches; `t`, bigrams of title, number and file names, too, and counts
more; `u`, single units, answers one-character terms; `w`, words, only adds to the rank. The index is a
projection of the store: it can always be rebuilt.

    FOLDER/current           JSON: which generation, of which version, of which store
    FOLDER/<generation>/     tantivy's files
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from dossier.errors import IndexError_
from index.facets import count_facets, missing_words
from index.fields import make_document, make_schema
from index.packed import unpacked
from index.parse import Wanted, parse
from index.plan import Plan
from index.search import Entry, Hit, Hits, Query
from index.snippets import find_terms, merged, snippets

if TYPE_CHECKING:
    import tantivy

VERSION = "1"
HEAP = 64_000_000
POINTER = "current"
REBUILD = "请运行 fadu index rebuild 重建（不影响已有记录）"


class EmbeddedIndex:
    """A SearchIndex in a folder. One process writes at a time; any number read."""

    def __init__(self, folder: Path, store: str) -> None:
        """Opens the index of that store (its id). Raises IndexError_ when it is missing or of another version."""
        self.folder = folder
        self.store = store
        self._generation = ""
        self._writer: tantivy.IndexWriter | None = None
        self._follow()

    @classmethod
    def create(cls, folder: Path, store: str) -> Self:
        """An empty index in a new generation, seen by nobody until `publish`."""
        index = cls.__new__(cls)
        index.folder, index.store = folder, store
        index._writer = None
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
                shutil.rmtree(
                    other, ignore_errors=True
                )  # a reader may still hold it; the next publish tries again

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
        """What the query finds; see search.Query and parse.parse."""
        wanted = parse(query.text)
        with _explained(self.folder):
            searcher = self._searcher()
            plan = Plan(self._schema, query, wanted)
            order = "day" if query.sort == "date" else None
            found: Any = searcher.search(
                plan.whole(), limit=max(query.limit, 1), offset=query.offset, order_by_field=order
            )
            hits = [_hit(searcher.doc(a), s, query, wanted) for s, a in found.hits[: query.limit]]
            facets = count_facets(searcher, plan) if query.facets else {}
            notes = wanted.notes if found.count else (*wanted.notes, *missing_words(searcher, plan))
        return Hits(total=found.count or 0, hits=tuple(hits), facets=facets, notes=notes)

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
            raise IndexError_(f"还没有检索索引（{self.folder}），{REBUILD}") from error
        generation = str(marker.get("generation"))
        if marker != _marker(generation, self.store):
            raise IndexError_(f"检索索引 {self.folder} 由另一版程序或另一个存储建立，{REBUILD}")
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
        raise IndexError_(
            f"检索索引 {folder} 读写失败：{error}。请检查磁盘空间与权限；仍不行时，{REBUILD}"
        ) from error


def _hit(stored: Any, score: Any, query: Query, wanted: Wanted) -> Hit:
    entry, text, marks = unpacked(bytes(stored.get_first("record")))
    return Hit(
        document=entry.document,
        sources=entry.sources,
        title=entry.title,
        title_ranges=merged([(a, b) for a, b, _ in find_terms(entry.title, wanted.terms)]),
        number=entry.number,
        kind=entry.kind,
        issuer=entry.issuer,
        day=entry.day,
        status=entry.status(query.as_of),
        dossiers=entry.dossiers,
        snippets=snippets(text, wanted.terms, marks, entry.sources),
        score=float(score or 0.0) if query.sort == "relevance" else 0.0,
    )
