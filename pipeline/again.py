"""Some pages of a file read once more, in a way a person chose (--pages), the rest left as it was."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from classifiers.secrecy import is_marked
from dossier.base import Record
from dossier.errors import Error, UsageError
from index.store import Store
from pipeline.executor import Crew, Died
from pipeline.ingest import DIED, failure, understand_all
from pipeline.progress import Progress
from pipeline.readers import opened
from pipeline.settings import Again, Settings
from pipeline.stages import read_pages
from pipeline.work import SECRET, File, guarded, pages_key

WISH = re.compile(r"(.+):(\d+)(?:-(\d+))?")


class Task(Record):
    """Pages `first` to `last` of a file, to be read by `settings` and kept where `key` looks for them."""

    file: File
    first: int
    last: int
    key: str


def parse_again(text: str) -> Again:
    """`卷.pdf:3-5` or `卷.pdf:3`. Raises UsageError."""
    found = WISH.fullmatch(text)
    first = int(found[2]) if found else 0
    last = int(found[3] or first) if found else 0
    if found is None or not 1 <= first <= last:
        raise UsageError(f"--pages “{text}”写法不对，请写成 卷.pdf:3 或 卷.pdf:3-5 这样。")
    return Again(file=found[1], first=first, last=last)


def read_again(
    files: Sequence[File],
    *,
    store: Store,
    settings: Settings,
    progress: Progress,
    make: Callable[[], Executor],
) -> list[File]:
    """Reads the wished pages once more into the store; gives the files left to understand.

    What was never read is read as usual first. Raises UsageError where a wish names no file or page.
    """
    tasks = [_task(wish, files, settings) for wish in settings.again]
    usual = list({task.file.path: task.file for task in tasks}.values())
    understand_all(usual, (), store=store, settings=settings, progress=progress, make=make)
    for task in tasks:
        _check(task, store)
    crew = Crew(make, width=len(tasks))
    secret: set[str] = set()
    chosen = settings.model_copy(update={"ocr": settings.again_ocr})
    work = partial(reread, settings=chosen, url=store.url)
    for task, answer in crew.map(work, ([task] for task in tasks)):
        error = DIED[answer] if isinstance(answer, Died) else answer
        if error is not None and error.code == SECRET.code:
            secret.add(task.file.sha256)
        elif error is not None:
            raise UsageError(f"{task.file.source} 第{task.first}页起未能重新读取：{error.message}")
    crew.close()
    store.purge(sorted(secret))
    for file in files:
        if file.sha256 in secret:
            store.set_states(file.root, [failure(file.source, SECRET.code, SECRET.message)])
    return [file for file in files if file.sha256 not in secret]


def reread(tasks: Sequence[Task], *, settings: Settings, url: str) -> list[Error | None]:
    """In a worker: reads the pages and puts them in the place of those kept; what keeps a page from it."""
    with Store.open(url) as store:
        return [guarded(task.file, settings, partial(_reread, task, settings, store)) for task in tasks]


def _reread(task: Task, settings: Settings, store: Store) -> Error | None:
    file = task.file
    with opened(Path(file.path), settings.limits, settings.passwords) as place:
        fresh = read_pages(place, file.source, range(task.first, task.last + 1), settings)
    if any(map(is_marked, fresh)):
        return SECRET
    said = f"按 --pages 单独重新读取（--ocr {settings.ocr}）"
    new = {page.number: page.model_copy(update={"notes": (*page.notes, said)}) for page in fresh}
    pages = list(store.load_pages(file.sha256, task.key))
    for first, last in store.kept(task.key, [file.sha256]).get(file.sha256, ()):
        if any(first <= number <= last for number in new):
            portion = [new.get(page.number, page) for page in pages if first <= page.number <= last]
            store.save_pages(file.sha256, task.key, portion, first=first, last=last)
    store.forget_readings([file.sha256])
    return None


def _task(wish: Again, files: Sequence[File], settings: Settings) -> Task:
    wanted = str(Path(wish.file).absolute())
    found = [file for file in files if wish.file == file.source or file.path == wanted]
    found = found or [file for file in files if Path(file.source).name == wish.file]
    if len(found) != 1:
        which = "不止一个" if found else "没有"
        raise UsageError(f"--pages：要审阅的文件中{which}“{wish.file}”，请写出它在报告里的完整名称。")
    return Task(file=found[0], first=wish.first, last=wish.last, key=pages_key(settings))


def _check(task: Task, store: Store) -> None:
    held = store.kept(task.key, [task.file.sha256]).get(task.file.sha256, ())
    total = max((last for _, last in held), default=0)
    if task.last > total:
        raise UsageError(f"{task.file.source} 读到 {total} 页，没有第 {task.last} 页；请核对 --pages。")
