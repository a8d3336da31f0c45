"""Read, understand and judge text PDFs beside pdfplumber.extract_text; memory over many small files.

    python bench/audit.py FOLDER            # PDFs with a text layer; ratio of CPU seconds, one core each
    python bench/audit.py --files 10000     # so many one-page text files; peak memory of the parent

Both sides run in this process, file by file in turn, best of three rounds. Store, index and reports are
timed apart.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from checks import Context
from dossier.case import Dossier
from index.store import Store
from knowledge.holidays import load_calendar
from knowledge.profiles import load_profile
from knowledge.rules import load_rules
from pipeline.link import dossier_kind
from pipeline.run import audit
from pipeline.settings import Settings
from pipeline.stages import judge, read_pages, understand

DAY = date(2026, 11, 22)
ROUNDS = 3


def context() -> Context:
    """The shipped rules, nobody's answers."""
    return Context(
        rules=load_rules(), calendar=load_calendar(), profile=load_profile(None), answers={}, as_of=DAY
    )


def ours(path: Path, settings: Settings, given: Context) -> int:
    """bytes → findings of one file; gives its pages."""
    pages = read_pages(path, path.name, None, settings)
    files = {path.name: "0" * 64}
    readings = understand(pages, files=files, media_type="application/pdf", edits=())
    judge(Dossier(id=path.name, kind=dossier_kind(readings), readings=readings), given)
    return len(pages)


def peer(path: Path) -> int:
    """pdfplumber.extract_text of every page."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
        return len(pdf.pages)


def cpu(work: Callable[[], int]) -> tuple[float, int]:
    """CPU seconds of this process, and what the work gave."""
    start = time.process_time()
    given = work()
    return time.process_time() - start, given


def compare(folder: Path) -> None:
    """Best CPU time of three rounds for each side, file by file in turn."""
    settings, given = Settings(as_of=DAY, ocr="never"), context()
    total = {"ours": 0.0, "pdfplumber": 0.0}
    for path in sorted(folder.rglob("*.pdf")):
        best: dict[str, float] = {}
        for round_ in range(ROUNDS + 1):
            for name, work in (
                ("ours", partial(ours, path, settings, given)),
                ("pdfplumber", partial(peer, path)),
            ):
                seconds, pages = cpu(work)
                if round_:  # the first warms up
                    best[name] = min(best.get(name, seconds), seconds)
        for name, seconds in best.items():
            total[name] += seconds
        each = "  ".join(f"{name} {seconds / pages * 1000:7.2f} ms/page" for name, seconds in best.items())
        print(f"{pages:5} pages  {each}  ratio {best['pdfplumber'] / best['ours']:.1f}  {path.name}")
    print(f"pdfplumber takes {total['pdfplumber'] / total['ours']:.2f} times our CPU")


def many(count: int) -> None:
    """One-page text files through a whole audit; peak memory of the parent process."""
    with tempfile.TemporaryDirectory() as folder:
        papers = Path(folder) / "papers"
        papers.mkdir()
        for n in range(count):
            text = f"关于公开征求《{n}号管理办法（征求意见稿）》意见的公告\n发布日期：2025-03-03\n征求意见时间为2025年3月3日至2025年4月3日。\n"
            (papers / f"{n:06}.txt").write_text(text, encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        start = time.perf_counter()
        store = Store.open(Path(folder) / "store.db")
        audit([papers], store=store, settings=Settings(as_of=DAY), context=context())
        took = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count} files: {took:.0f} s, {count / took:.0f} files/s, parent {before:.0f} → {peak:.0f} MB at its peak"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--files", type=int)
    chosen = parser.parse_args()
    if chosen.folder:
        compare(chosen.folder)
    if chosen.files:
        many(chosen.files)


if __name__ == "__main__":
    main()
