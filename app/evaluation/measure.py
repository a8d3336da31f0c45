"""The command `fadu evaluate --reading`, step by step."""

import json as jsonlib
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from app.evaluation import reading_report as report
from app.evaluation.reading import load_truth, make_pages, read_all, scans_seen, typed_pages
from dossier.errors import UsageError

RECIPE = Path("corpora/reading/make.py")


def run_reading(
    folder: Path | None,
    *,
    limit: int,
    data: Path | None,
    keep: Path | None,
    jobs: int,
    faults: bool,
    json: bool,
    console: Console,
) -> int:
    """Measures reading on made pages, those of `folder` where given, and on the real ones of `data`."""
    if data is not None and not data.is_dir():
        raise UsageError(f"找不到文件夹 {data}。")
    with TemporaryDirectory() as made:
        if folder is None:
            folder = Path(made)
            make_pages(RECIPE, folder, limit=limit)
        rows = report.limited(load_truth(folder), limit)
        results = list(read_all(rows, folder, kept=keep, jobs=jobs or os.cpu_count() or 1))
    typed = list(typed_pages(data)) if data else []
    seen = list(scans_seen(data)) if data else []
    figures = report.summary(rows, results)
    if json:
        print(jsonlib.dumps(report.as_json(figures, typed, seen), ensure_ascii=False, indent=1))
        return 0
    report.show(console, figures)
    report.show_real(console, typed, seen)
    if faults:
        for line in report.faults(rows, results):
            console.print(f"  {line}")
    return 0
