"""From the store to the index: the outbox loop, the rebuild, and opening with what it takes."""

import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dossier.errors import IndexError_
from index.database import batches
from index.entry import entry_of
from index.outbox import Task
from index.search import Refused, SearchIndex, Unusable
from index.store import Store

INDEXER = "indexer"
BATCH = 500
PORTION = 32  # papers in memory
SECONDS = 30.0


class Lease:
    """The right to write the index, renewed with every batch."""

    def __init__(self, store: Store, holder: str) -> None:
        self._store, self._holder = store, holder

    def renew(self) -> None:
        """Raises IndexError_ when another took it meanwhile (this process slept too long)."""
        if self._store.lease(INDEXER, seconds=SECONDS, holder=self._holder) is None:
            raise IndexError_("写检索索引的权利已被另一个程序取得，本程序停止写索引；请稍后再试")


@contextmanager
def leased(store: Store, *, wait: float) -> Iterator[Lease | None]:
    """The indexer's lease, or None when another holds it for longer than `wait` seconds."""
    end = time.monotonic() + wait
    while (holder := store.lease(INDEXER, seconds=SECONDS)) is None:
        if time.monotonic() >= end:
            yield None
            return
        time.sleep(0.2)
    try:
        yield Lease(store, holder)
    finally:
        store.release(INDEXER, holder)


def drain(store: Store, index: SearchIndex, *, wait: float = 2 * SECONDS) -> int:
    """Brings the index up to date from the outbox; gives how many papers it took.

    While another process holds the lease for longer than `wait` seconds, nothing: that process drains. A kill at any
    point loses nothing: what is not committed is still queued. Papers the index refuses stay queued and are told of
    (Refused) when the others are done.
    """
    done = 0
    refusal: Refused | None = None
    refused: frozenset[str] = frozenset()
    with leased(store, wait=wait) as lease:
        try:
            while lease is not None and (tasks := _next(store, refused)):
                try:
                    _index(store, index, tasks, lease)
                except Refused as error:
                    refusal, refused = error, refused | error.documents
                    tasks = [task for task in tasks if task.document not in refused]
                store.indexed(tasks)
                done += len(tasks)
        finally:
            index.close()
    if refusal is not None:
        raise refusal
    return done


def _next(store: Store, refused: Collection[str]) -> list[Task]:
    return [task for task in store.take(BATCH + len(refused)) if task.document not in refused]


def _index(store: Store, index: SearchIndex, tasks: Sequence[Task], lease: Lease) -> None:
    for some in batches(tasks, PORTION):
        lease.renew()
        _apply(store, index, some)
    index.commit()


def _apply(store: Store, index: SearchIndex, tasks: Sequence[Task]) -> None:
    papers = store.papers([task.document for task in tasks])
    index.remove(task.document for task in tasks if task.document not in papers)
    index.put(map(entry_of, papers.values()))


def rebuild(store: Store, place: Path | str, *, wait: float = 2 * SECONDS) -> SearchIndex:
    """A new index from the store, built beside the old one, which answers until the new one takes its place.

    `place`: the embedded index's folder, or a server's address. Raises IndexError_ when another process is writing
    the index.
    """
    with leased(store, wait=wait) as lease:
        if lease is None:
            raise IndexError_("另一个程序正在写检索索引，请等它结束后再重建")
        index = _engine(place).create(place, store.id)
        try:
            for ids in batches(store.document_ids(), PORTION):
                lease.renew()
                index.put(map(entry_of, store.papers(ids).values()))
            index.commit()
            index.publish()
            store.rebuilt()
        finally:
            index.close()
    opened: SearchIndex = _engine(place)(place, store.id)
    drain(store, opened)
    return opened


def _engine(place: Path | str) -> Any:
    """The kind of index that place is for."""
    if isinstance(place, Path):
        from index.embedded import EmbeddedIndex

        return EmbeddedIndex
    from index.elastic import ElasticIndex

    return ElasticIndex


def differences(store: Store, index: SearchIndex) -> tuple[str, ...]:
    """Ids of papers that are missing in the index, too much, doubled or of another revision than in the store.

    Empty when the queue is and all is well; otherwise the index is to be rebuilt.
    """
    stands, indexed = Counter(store.revisions()), Counter(index.revisions())
    return tuple(sorted({document for document, _ in (stands - indexed) + (indexed - stands)}))


def index_folder(store: Store) -> Path | None:
    """Where the index of a SQLite store lies: beside it. None for a server's."""
    name = store.engine.url.database
    return Path(f"{name}.index").absolute() if store.folder and name else None


def find_index(store: Store, place: Path | str) -> SearchIndex:
    """The index as it is. Raises IndexError_ when it is missing, of another version or cannot be reached."""
    found: SearchIndex = _engine(place)(place, store.id)
    return found


def open_index(store: Store, place: Path | str) -> SearchIndex:
    """The index, rebuilt first when it is missing or of another version, and brought up to date."""
    try:
        index = find_index(store, place)
    except Unusable:
        return rebuild(store, place)
    if store.must_rebuild():
        index.close()
        return rebuild(store, place)
    drain(store, index, wait=0)
    return index
