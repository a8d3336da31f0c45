"""What runs in a worker: a file becomes pages and readings in the store. Errors are results, not exceptions."""

import hashlib
import logging
import os
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from classifiers.bundle import split
from classifiers.secrecy import is_marked, is_named_secret
from dossier.base import Record
from dossier.case import Correction, Reading
from dossier.document import Page
from dossier.errors import Error, ReadError
from index.store import Store
from pipeline import kit
from pipeline.link import Keys, keys_of
from pipeline.originals import at_hand
from pipeline.readers import opened, sniff
from pipeline.settings import PAGES_A_TASK, Settings
from pipeline.stages import count, read_pages, understand
from pipeline.worker import deadline, extend

logger = logging.getLogger(__name__)
SECRET = Error(
    code="classified_mark",
    message="疑似涉密文件，本系统不得处理。请立即停止传阅并交保密工作机构",
)
INTERNAL = "程序处理此文件时出错，其余文件不受影响。请把日志和此文件的名称交给维护人员。"


class File(Record):
    """One file to read; `source` is its name for people, `prefix` what stands before names below `root`.

    `pages`, `media_type`: known from an earlier run, so the file need not be opened again. `original`, `inner`: where
    it is among the originals (originals.py).
    """

    root: str
    prefix: str = ""
    path: str
    source: str
    sha256: str
    size: int = 0
    pages: int | None = None
    media_type: str | None = None
    original: str = ""
    inner: str = ""


class Unit(Record):
    """What is split into papers together: one file, or page photos that follow one another.

    `edits`: corrections of boundary and kind for these files.
    """

    files: tuple[File, ...]
    edits: tuple[Correction, ...] = ()

    def key(self, settings: Settings) -> str:
        """Readings are kept under this: the files' bytes and names, and all that reading and understanding use."""
        parts = [kit.understanding_version(), pages_key(settings)]
        parts += [f"{file.sha256} {file.source}" for file in self.files]
        parts += [edit.model_dump_json() for edit in self.edits]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Piece(Record):
    """Pages `first` to `last` of a unit that is one long file."""

    unit: Unit
    first: int
    last: int


class Outcome(Record):
    """What became of a unit: its papers' keys, or an error, or (`long`) neither yet.

    `read`: pages read now, 0 where the store had them. `secret`: source names of files that may not be
    processed; what was written of them is to be removed.
    """

    unit: Unit
    media_type: str = ""
    pages: int = 0
    read: int = 0
    long: bool = False
    papers: tuple[Keys, ...] = ()
    error: Error | None = None
    secret: tuple[str, ...] = ()


def pages_read(outcomes: Sequence[Outcome]) -> int:
    """How much a worker did."""
    return sum(outcome.read for outcome in outcomes if isinstance(outcome, Outcome))


def pages_key(settings: Settings) -> str:
    """Pages are kept under this: engine, options and their versions."""
    return f"{kit.reading_version()}-{settings.ocr}-{settings.engine}"


@cache
def _store(url: str) -> Store:
    """One connection pool a worker."""
    return Store(url)


def ensure(units: Sequence[Unit], *, settings: Settings, url: str) -> list[Outcome]:
    """Sees to it that the readings of each unit are in the store; of a long file only once its pieces are."""
    return [_guarded(unit, settings, partial(_ensure, unit, settings, _store(url))) for unit in units]


def read_pieces(pieces: Sequence[Piece], *, settings: Settings, url: str) -> list[Outcome]:
    """Reads pieces of long files into the store."""
    return [_guarded(p.unit, settings, partial(_read_piece, p, settings, _store(url))) for p in pieces]


def missing_pieces(outcome: Outcome, store: Store, settings: Settings) -> list[Piece]:
    """What is yet to be read of a long file; pieces read before a run was killed are not read again."""
    (file,) = outcome.unit.files
    held = {first for first, _ in store.kept(pages_key(settings), [file.sha256]).get(file.sha256, ())}
    starts = range(1, outcome.pages + 1, PAGES_A_TASK)
    last = outcome.pages
    return [
        Piece(unit=outcome.unit, first=n, last=min(n + PAGES_A_TASK - 1, last))
        for n in starts
        if n not in held
    ]


def _read_piece(piece: Piece, settings: Settings, store: Store) -> Outcome:
    (file,) = piece.unit.files
    with _opened(file, settings) as place:
        pages = read_pages(place, file.source, range(piece.first, piece.last + 1), settings)
    if any(map(is_marked, pages)):
        return secret(piece.unit, [file.source])
    store.save_pages(file.sha256, pages_key(settings), pages, first=piece.first, last=piece.last)
    return Outcome(unit=piece.unit, pages=len(pages), read=len(pages), long=True)


@contextmanager
def _opened(file: File, settings: Settings) -> Iterator[Path]:
    """The file, wherever it can be had."""
    with (
        at_hand(file.path, file.original, file.inner, settings.originals) as here,
        opened(here, settings.limits, settings.passwords) as place,
    ):
        yield place


def _ensure(unit: Unit, settings: Settings, store: Store) -> Outcome:
    named = [file.source for file in unit.files if is_named_secret(file.source)]
    if named:
        return secret(unit, named)
    key = unit.key(settings)
    known = store.load_readings(key)
    if known is not None:
        return _outcome(unit, known, read=0)
    taken = []
    for file in unit.files:
        taken.append(_take(file, settings, store))
        if taken[-1].pages is None:
            return Outcome(unit=unit, media_type=taken[-1].media_type, pages=taken[-1].total, long=True)
    pages = [page for one in taken for page in one.pages or ()]
    if marked := {page.source for page in pages if is_marked(page)}:
        return secret(unit, _tainted(pages, marked))
    extend(settings.max_seconds * (1 + len(pages) // PAGES_A_TASK))
    hashes = {file.source: file.sha256 for file in unit.files}
    readings = understand(pages, files=hashes, media_type=taken[0].media_type, edits=unit.edits)
    store.save_readings(key, readings)
    return _outcome(unit, readings, read=sum(one.total for one in taken if one.fresh))


class _Taken(NamedTuple):
    """A file's pages, from the store or `fresh`; None of a file too long to be read at once."""

    media_type: str
    total: int
    pages: Sequence[Page] | None
    fresh: bool = False


def _take(file: File, settings: Settings, store: Store) -> _Taken:
    """The pages of one file; read now they are kept, unless it carries the mark of a secret."""
    if file.pages and file.media_type and _complete(store, file, file.pages, settings):
        return _Taken(file.media_type, file.pages, _kept(file, settings, store))
    with _opened(file, settings) as place:
        media_type = sniff(place, settings.limits)
        total = count(place, file.source, settings)
        if _complete(store, file, total, settings):
            return _Taken(media_type, total, _kept(file, settings, store))
        if total > PAGES_A_TASK:
            return _Taken(media_type, total, None)
        pages = read_pages(place, file.source, None, settings)
    if not any(map(is_marked, pages)):
        store.save_pages(file.sha256, pages_key(settings), pages, first=1, last=total)
    return _Taken(media_type, total, pages, fresh=True)


def _kept(file: File, settings: Settings, store: Store) -> Sequence[Page]:
    return list(store.load_pages(file.sha256, pages_key(settings), source=file.source))


def _tainted(pages: Sequence[Page], marked: Collection[str]) -> list[str]:
    """Files that hold part of a paper with a marked page: the mark stands on the first photo of many."""
    parts = ({page.source for page in part.pages} for part in split(pages))
    return sorted({source for part in parts if part & set(marked) for source in part})


def secret(unit: Unit, sources: Sequence[str]) -> Outcome:
    """The answer for a unit of which some files may not be processed."""
    return Outcome(unit=unit, error=SECRET, secret=tuple(sources))


def _complete(store: Store, file: File, total: int, settings: Settings) -> bool:
    """Whether all pages of the file are in the store."""
    held = store.kept(pages_key(settings), [file.sha256]).get(file.sha256, ())
    return sum(last - first + 1 for first, last in held) >= total


def _outcome(unit: Unit, readings: Sequence[Reading], *, read: int) -> Outcome:
    file = unit.files[0]
    papers = tuple(
        keys_of(r, root=file.root, prefix=file.prefix, text_hash=text_hash(r.document.text)) for r in readings
    )
    pages = sum(len(r.document.pages) for r in readings)
    media_type = readings[0].document.media_type if readings else ""
    return Outcome(unit=unit, media_type=media_type, pages=pages, read=read, papers=papers)


def text_hash(text: str) -> str:
    """Equal for the same words in two formats; empty for a paper of few words, which says nothing."""
    words = "".join(c for c in text if c.isalnum())
    return hashlib.sha256(words.encode()).hexdigest()[:32] if len(words) > 60 else ""


def guarded(file: File, settings: Settings, work: Callable[[], Error | None]) -> Error | None:
    """What keeps one file from being worked on; a fault of the program is the file's error `internal`."""
    unit = Unit(files=(file,))
    return _guarded(unit, settings, lambda: Outcome(unit=unit, error=work())).error


def _guarded(unit: Unit, settings: Settings, work: Callable[[], Outcome]) -> Outcome:
    """The one file boundary: whatever happens to one file is that file's error, and the rest goes on."""
    try:
        with deadline(settings.max_seconds):
            return work()
    except ReadError as error:
        return Outcome(unit=unit, error=Error(code=error.code, message=error.message))
    except MemoryError:
        raise  # the worker's end: a fresh one tries again
    except Exception:
        if os.environ.get("FADU_STRICT") == "1":
            raise
        logger.error("读取 %s 时程序出错\n%s", unit.files[0].sha256, traceback.format_exc())
        return Outcome(unit=unit, error=Error(code="internal", message=INTERNAL))
