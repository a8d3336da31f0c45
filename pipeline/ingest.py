"""All files of a run read and understood, by workers, each file once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import chain
from typing import NamedTuple

from dossier.case import Correction
from dossier.errors import Error
from index.files import Change, State
from index.store import Store
from pipeline.executor import Crew, Died, cores
from pipeline.link import Keys
from pipeline.originals import Originals
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.units import batches, units_of
from pipeline.work import SECRET, File, Outcome, Piece, Unit, ensure, missing_pieces, read_pieces

REFUSED = frozenset({"too_large", "too_many_pages", "too_deep", "bomb", "unsafe", SECRET.code})
PORTION = 200
DIED = {
    Died.CRASH: Error(
        code="worker_died",
        message="读取此文件时进程两次异常退出（文件可能损坏）。请用原软件另存一份后重试。",
    ),
    Died.MEMORY: Error(
        code="out_of_memory",
        message="读取此文件时两次用完设置 max_memory_mb 允许的内存。请拆分文件或另存一份后重试，或调高该设置。",
    ),
    Died.TIME: Error(
        code="out_of_time",
        message="读取此文件时两次超过设置 max_seconds 允许的时间。请用原软件另存一份后重试，或调高该设置。",
    ),
}


class Understood(NamedTuple):
    """A unit whose readings are in the store under `unit.key(settings)`, and its papers' keys."""

    unit: Unit
    papers: tuple[Keys, ...]


def understand_all(
    files: Sequence[File],
    edits: Sequence[Correction],
    *,
    store: Store,
    settings: Settings,
    progress: Progress,
    make: Callable[[], Executor],
) -> list[Understood]:
    """Readings of all files into the store. A file that cannot be read is `failed` or `refused` there."""
    progress.stage("读取与识别")
    progress.plan(len(files))
    crew = Crew(make, width=settings.jobs or cores())
    task = _Task(store, settings, progress, crew, files)
    try:
        found = list(task.units(units_of(files, [e for e in edits if e.stage in ("boundary", "kind")])))
    except BaseException:
        crew.close(cancel=True)
        raise
    crew.close()
    return found


def failure(source: str, code: str, message: str) -> Change:
    """The state of a file that was not read: refused on purpose, or failed."""
    return Change(source, "refused" if code in REFUSED else "failed", code=code, message=message)


class _States:
    """Writes the state of files in portions; what is still unwritten at a kill is found again next time."""

    def __init__(self, store: Store, files: Sequence[File]) -> None:
        self.store = store
        roots = dict.fromkeys(file.root for file in files)
        self.known = {(root, row.source): row.state for root in roots for row in store.files(root)}
        self.changes: dict[str, list[Change]] = defaultdict(list)

    def reading(self, batch: Sequence[Unit]) -> None:
        """Counts an attempt for every file that is not read yet."""
        for file in (file for unit in batch for file in unit.files):
            if self.known[file.root, file.source] not in ("done", "duplicate"):
                self.put(file, Change(file.source, "reading"))
        self.flush()

    def done(self, file: File, *, pages: int, media_type: str) -> None:
        state: State = "duplicate" if self.known[file.root, file.source] == "duplicate" else "done"
        self.put(file, Change(file.source, state, pages=pages, media_type=media_type))

    def failed(self, file: File, error: Error) -> None:
        self.put(file, failure(file.source, error.code, error.message))

    def put(self, file: File, change: Change) -> None:
        held = self.changes[file.root]
        held.append(change)
        if len(held) >= PORTION:
            self.flush()

    def flush(self) -> None:
        for root, held in self.changes.items():
            self.store.set_states(root, held)
        self.changes.clear()


class _Task:
    """The bookkeeping of one run's reading."""

    def __init__(
        self, store: Store, settings: Settings, progress: Progress, crew: Crew, files: Sequence[File]
    ) -> None:
        self.store, self.settings, self.progress, self.crew = store, settings, progress, crew
        self.states = _States(store, files)
        self.secret: set[str] = set()
        self.ensure = partial(ensure, settings=settings, url=store.url)
        self.read = partial(read_pieces, settings=settings, url=store.url)

    def units(self, units: Iterable[Unit]) -> Iterator[Understood]:
        """Short files first; long ones piece by piece over all workers; photos of which one fails, singly."""
        again: list[Unit] = []
        long: list[Outcome] = []
        for unit, outcome in self.crew.map(self.ensure, self._marked(batches(units))):
            if isinstance(outcome, Outcome) and outcome.long:
                long.append(outcome)
            elif isinstance(outcome, Outcome) and outcome.secret and len(unit.files) > 1:
                again += self._without_secret(unit, outcome)
            elif len(unit.files) > 1 and (isinstance(outcome, Died) or outcome.error):
                again += [unit.model_copy(update={"files": (file,)}) for file in unit.files]
            else:
                yield from self._settle(unit, outcome)
        waiting = chain(again, self._read_long(long))
        for unit, outcome in self.crew.map(self.ensure, ([unit] for unit in waiting)):
            yield from self._settle(unit, outcome)
        self.states.flush()
        self.store.purge(sorted(self.secret))

    def _without_secret(self, unit: Unit, outcome: Outcome) -> Iterator[Unit]:
        """Refuses the photos of a secret paper; gives the runs of photos before, between and after."""
        run: list[File] = []
        for file in unit.files:
            if file.source in outcome.secret:
                self._refuse(file)
                self.progress.advance(files=1)
                if run:
                    yield unit.model_copy(update={"files": tuple(run)})
                run = []
            else:
                run.append(file)
        if run:
            yield unit.model_copy(update={"files": tuple(run)})

    def _refuse(self, file: File) -> None:
        """Nothing of a secret stays; what other workers still write of it is removed at the end."""
        self.states.failed(file, SECRET)
        self.secret.add(file.sha256)
        self.store.purge([file.sha256])
        if self.settings.originals and file.original:
            Originals(self.settings.originals).forget(file.original)

    def _marked(self, portions: Iterable[list[Unit]]) -> Iterator[list[Unit]]:
        for portion in portions:
            self.states.reading(portion)
            yield portion

    def _read_long(self, long: Sequence[Outcome]) -> Iterator[Unit]:
        """The long units of which every piece could be read; of one that failed no more is read."""
        failed: set[str] = set()

        def pieces() -> Iterator[list[Piece]]:
            for outcome in long:
                for piece in missing_pieces(outcome, self.store, self.settings):
                    if piece.unit.files[0].path not in failed:
                        yield [piece]

        for piece, outcome in self.crew.map(self.read, pieces()):
            file = piece.unit.files[0]
            error = _error(outcome)
            if error is None:
                self.progress.advance(pages=piece.last - piece.first + 1)
            elif file.path not in failed:
                failed.add(file.path)
                self._fail(file, error)
                self.progress.advance(files=1)
        yield from (outcome.unit for outcome in long if outcome.unit.files[0].path not in failed)

    def _fail(self, file: File, error: Error) -> None:
        if error.code == SECRET.code:
            self._refuse(file)
        else:
            self.states.failed(file, error)

    def _settle(self, unit: Unit, outcome: Outcome | Died) -> Iterator[Understood]:
        error = _error(outcome)
        for file in unit.files:
            if isinstance(outcome, Died) or error is not None:
                assert error is not None
                self._fail(file, error)
            else:
                pages = outcome.pages if len(unit.files) == 1 else 1
                self.states.done(file, pages=pages, media_type=outcome.media_type)
        self.progress.advance(files=len(unit.files), pages=getattr(outcome, "read", 0))
        if isinstance(outcome, Outcome) and error is None:
            yield Understood(unit, outcome.papers)


def _error(outcome: Outcome | Died) -> Error | None:
    return DIED[outcome] if isinstance(outcome, Died) else outcome.error
