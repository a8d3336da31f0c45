"""audit(): files below some paths → readings → dossiers → findings in the store; a killed run goes on."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from pathlib import Path

from checks import Context
from classifiers.boundary_model import boundary_version
from classifiers.model import model_versions
from extractors.role_model import role_version
from index.corrections import answers, rulings
from index.files import Change, FileRow
from index.files import Found as Planned
from index.store import Store
from knowledge.rules import catalogue_hash
from pipeline import kit
from pipeline.again import read_again
from pipeline.cluster import Cluster
from pipeline.discover import Found, discover, place_of, shown_path
from pipeline.executor import Workers, cores
from pipeline.ingest import failure, understand_all
from pipeline.originals import keep_all
from pipeline.progress import Progress, Silent
from pipeline.readers import CONTAINERS
from pipeline.settings import Settings
from pipeline.unpack import PAPERS, unpack_all
from pipeline.verdicts import judge_all
from pipeline.work import File, pages_key, pages_read

MakeExecutor = Callable[[], Executor]


def audit(
    paths: Sequence[Path],
    *,
    store: Store,
    settings: Settings,
    context: Context,
    progress: Progress | None = None,
    make: MakeExecutor | None = None,
) -> str:
    """Reads what lies below the paths, judges it, keeps all in the store; gives the run's id.

    Work done before, by an earlier or a killed run, is not done again. Raises UsageError, StoreError.
    """
    progress = progress or Silent()
    progress.stage("查找文件")
    found = list(discover(paths))
    roots = {shown_path(path.absolute()): "" for path in paths} | {item.root: item.prefix for item in found}
    run = _begin(store, "audit", roots, settings, context)
    if settings.originals:
        keep_all(found, settings.originals)
    found = unpack_all(found, settings=settings, make=make or _workers(settings))
    for root in roots:
        store.plan_files(run, root, (_planned(item) for item in found if item.root == root))
    _settle_unread(store, found)
    files = [_file(item) for item in found if item.error is None and item.container in (None, *PAPERS)]
    pool = make or _workers(settings)
    if settings.again:
        files = read_again(files, store=store, settings=settings, progress=progress or Silent(), make=pool)
    if settings.fresh:
        store.forget_pages([file.sha256 for file in files], pages_key(settings))
    _finish(store, run, roots, files, settings, context, progress, make)
    return run


def rejudge(
    *,
    store: Store,
    settings: Settings,
    context: Context,
    progress: Progress | None = None,
    make: MakeExecutor | None = None,
) -> str:
    """Findings again from what was read, in a new run; opens no file whose pages are kept."""
    roots = {root: prefix for run in reversed(store.runs()) for root, prefix in run.settings["roots"].items()}
    run = _begin(store, "judge", roots, settings, context)
    known = [
        _known(row, prefix)
        for root, prefix in roots.items()
        for row in store.files(root, states=("done", "duplicate"))
        if row.media_type not in CONTAINERS or row.media_type in PAPERS
    ]
    _finish(store, run, roots, known, settings, context, progress or Silent(), make)
    return run


def _finish(
    store: Store,
    run: str,
    roots: dict[str, str],
    files: Sequence[File],
    settings: Settings,
    context: Context,
    progress: Progress,
    make: MakeExecutor | None,
) -> None:
    """The part every run shares: understand what is not understood yet, then judge all."""
    edits = store.corrections()
    pool = make or _workers(settings)
    understood = understand_all(files, edits, store=store, settings=settings, progress=progress, make=pool)
    context = replace(context, answers=answers(edits), rulings=rulings(edits))
    counts = judge_all(
        run, roots, understood, edits, store=store, settings=settings, context=context, progress=progress
    )
    store.finish_run(run, counts=counts)


def _workers(settings: Settings) -> MakeExecutor:
    if settings.executor:
        return partial(Cluster, settings.executor)
    return partial(
        Workers,
        settings.jobs or cores(),
        memory_mb=settings.max_memory_mb,
        renew=settings.pages_a_worker,
        weigh=pages_read,
    )


def _begin(store: Store, command: str, roots: dict[str, str], settings: Settings, context: Context) -> str:
    return store.begin_run(
        command,
        as_of=settings.as_of,
        roots=list(roots),
        versions=kit.versions(),
        hashes={
            "reading": kit.reading_version(),
            "understanding": kit.understanding_version(),
            "knowledge": catalogue_hash(),
            "models": model_versions() | {"boundary": boundary_version(), "roles": role_version()},
        },
        settings=settings.model_dump(mode="json", exclude={"passwords", "originals", "executor"})
        | {"roots": roots},
    )


def _planned(item: Found) -> Planned:
    return Planned(item.source, item.sha256, item.size, item.modified)


def _settle_unread(store: Store, items: Sequence[Found]) -> None:
    """What cannot be opened has failed; a container is done when its members are listed."""
    for item in items:
        if item.error is not None:
            store.set_states(item.root, [failure(item.source, *item.error)])
        elif item.container not in (None, *PAPERS):
            store.set_states(item.root, [Change(item.source, "done", media_type=item.container)])


def _file(item: Found) -> File:
    return File.model_validate(item.model_dump(include=set(File.model_fields)))


def _known(row: FileRow, prefix: str) -> File:
    """A file as an earlier run saw it; its path is its root and its name below it."""
    path = place_of(Path(row.root), row.source.removeprefix(prefix))
    return File(
        root=row.root,
        prefix=prefix,
        path=str(path),
        source=row.source,
        sha256=row.sha256,
        size=row.size,
        pages=row.pages,
        media_type=row.media_type,
    )
