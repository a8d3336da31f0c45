"""`fadu evaluate --reading`: pages with known truth, read as any other file, and what came of it.

Pages lie in one folder with `truth.jsonl` (corpora/reading/README.md); without one they are made anew.
Real papers: `NAME.pageN.gt.txt` somewhere below a folder is the typed text of that page of NAME.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from app.evaluation.reading_scores import Dated, Result, dates_of, numbers_of, wrong_characters
from dossier.document import Document, Page
from dossier.errors import UsageError

Row = dict[str, Any]
_TYPED = re.compile(r"(?P<name>.+)\.page(?P<page>\d+)\.gt\.txt")


class Typed(NamedTuple):
    """A real page whose text was typed by hand: wrong characters of all, and the days of both."""

    name: str
    wrong: int
    all: int
    wanted: tuple[str, ...]
    dates: tuple[Dated, ...]


class Seen(NamedTuple):
    """Days read on a scanned page nobody typed, for a person to compare."""

    name: str
    grade: str
    dates: tuple[Dated, ...]


def load_truth(folder: Path) -> list[Row]:
    """Rows of truth.jsonl. Raises UsageError where there is none."""
    path = folder / "truth.jsonl"
    if not path.exists():
        raise UsageError(f"{folder} 下没有 truth.jsonl。请先运行 python corpora/reading/make.py {folder}。")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def make_pages(recipe: Path, folder: Path, *, limit: int) -> None:
    """Draws the pages. Raises UsageError where the recipe or its fonts are missing."""
    if not recipe.exists():
        raise UsageError(
            "找不到 corpora/reading/make.py。请在源代码文件夹中运行，或给出含 truth.jsonl 的文件夹。"
        )
    done = subprocess.run(
        [sys.executable, str(recipe), str(folder), "--limit", str(limit)], capture_output=True, text=True
    )
    if done.returncode:
        raise UsageError(f"生成测量页失败（要求见 corpora/reading/README.md）：{done.stderr.strip()[-300:]}")


def read_all(rows: Sequence[Row], folder: Path, *, kept: Path | None, jobs: int) -> Iterator[Result]:
    """Results in the order of `rows`; those in `kept` are not read again, new ones are added to it."""
    known = {result.file: result for result in _kept(kept)}
    todo = [folder / row["file"] for row in rows if row["file"] not in known]
    fresh = _pooled(todo, jobs) if jobs > 1 and len(todo) > 1 else map(read_one, todo)
    for row in rows:
        result = known.get(row["file"]) or next(fresh)
        if kept is not None and row["file"] not in known:
            with kept.open("a", encoding="utf-8") as out:
                out.write(json.dumps(result, ensure_ascii=False) + "\n")
        yield result


def _pooled(paths: Sequence[Path], jobs: int) -> Iterator[Result]:
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read_one, paths)


def _kept(path: Path | None) -> Iterator[Result]:
    if path is None or not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        file, text, dates, numbers, cells, treated, turned, seconds = json.loads(line)
        yield Result(
            file,
            text,
            tuple(Dated(*one) for one in dates),
            tuple(numbers),
            tuple((r, c, t) for r, c, t in cells),
            tuple(treated),
            turned,
            seconds,
        )


def read_one(path: Path) -> Result:
    """One page, read as any file is; `seconds` are of this process's CPU."""
    from pipeline.readers import Options, read

    start = time.process_time()
    (page,) = read(path, None, Options(source=path.name))
    seconds = time.process_time() - start
    document = as_document(path.name, (page,))
    return Result(
        path.name,
        document.text,
        dates_of(document),
        numbers_of(document.text),
        cells_of(page),
        treatments(page),
        page.rotation,
        round(seconds, 3),
    )


def as_document(name: str, pages: tuple[Page, ...]) -> Document:
    return Document(id=f"{name}:1", sources=(name,), media_type="", pages=pages)


def cells_of(page: Page) -> tuple[tuple[int, int, str], ...]:
    """Filled cells of the page's tables."""
    return tuple(
        (cell.row, cell.column, cell.text)
        for block in page.blocks
        for cell in block.cells
        if cell.text.strip()
    )


def treatments(page: Page) -> tuple[str, ...]:
    """What was done to the page: picture (read from it), seal, even, level."""
    from pipeline.readers.ocr import NAMES

    notes = "；".join(page.notes)
    signs = {"even": "底色" in notes, "level": "页面倾斜" in notes, "picture": page.engine in NAMES.values()}
    signs["seal"] = any(block.kind == "seal" for block in page.blocks)
    return tuple(sorted(name for name, there in signs.items() if there))


# ── real papers ───────────────────────────────────────────────────────────────────────────────────


def typed_pages(folder: Path) -> Iterator[Typed]:
    """Every page below `folder` that has its text typed beside it."""
    from pipeline.readers import Options, read

    for truth in sorted(folder.rglob("*.gt.txt")):
        match = _TYPED.fullmatch(truth.name)
        paper = next((p for p in folder.rglob("*") if match and p.stem == match["name"]), None)
        if match is None or paper is None:
            continue
        number = int(match["page"])
        pages = tuple(read(paper, range(number, number + 1), Options(source=paper.name)))
        document = as_document(paper.name, pages)
        text = truth.read_text(encoding="utf-8")
        wrong, all_ = wrong_characters(text, document.text)
        yield Typed(f"{paper.name} 第{number}页", wrong, all_, days_in(text), dates_of(document))


def days_in(text: str) -> tuple[str, ...]:
    """Whole days in a typed text, its line breaks taken out."""
    from language.dates import find_dates

    joined = "".join(text.split())
    return tuple(w.first.isoformat() for w in find_dates(joined) if w.precision == "day" and not w.inferred)


def scans_seen(folder: Path) -> Iterator[Seen]:
    """Days read on every page below `folder` that had to be read from its picture."""
    from pipeline.readers import Options, read, sniff
    from pipeline.readers.ocr import NAMES

    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".pdf", ".png", ".jpg", ".tif")):
        if sniff(path) != "application/pdf" and path.suffix.lower() == ".pdf":
            continue
        for page in read(path, None, Options(source=path.name)):
            if page.engine in NAMES.values():
                document = as_document(path.name, (page,))
                yield Seen(f"{path.name} 第{page.number}页", page.grade, dates_of(document))
