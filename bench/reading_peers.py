"""Peers on the pages of corpora/reading, scored as `fadu evaluate --reading` scores us.

    python corpora/reading/make.py PAGES
    uv venv PEERS && uv pip install --python PEERS/bin/python \\
        kreuzberg ocrmypdf pytesseract rapidocr onnxruntime pypdfium2
    python bench/reading_peers.py PAGES --python PEERS/bin/python [--limit 10] [--only rapidocr] [--keep FOLDER]

Needs tesseract with chi_sim and ghostscript (Debian). Peers give text only; its line breaks are taken out before dates
are looked for, and a page number at the foot is no error of theirs. markitdown reads no pictures without a
network service and is left out.
"""

import argparse
import json
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from app.evaluation.reading import Row, days_in, load_truth
from app.evaluation.reading_report import limited, show, summary
from app.evaluation.reading_scores import Dated, Result, numbers_of

WORKER = Path(__file__).parent / "peer_worker.py"
PEERS = ("pytesseract", "rapidocr", "kreuzberg", "ocrmypdf")
_FOOT = re.compile(r"[-—–一_]{1,2}\s*\d\s*[-—–一_]{1,2}\s*\Z")


def answers(peer: str, python: Path, paths: Sequence[Path], kept: Path | None) -> Iterator[dict[str, Any]]:
    """One answer a page; those in `kept` are not asked for again."""
    known = (
        [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if kept and kept.exists() else []
    )
    yield from known[: len(paths)]
    todo = paths[len(known) :]
    if not todo:
        return
    environment = os.environ | {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}
    worker = subprocess.Popen(
        [str(python), str(WORKER), peer],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert worker.stdin and worker.stdout
    with worker:
        for path in todo:
            worker.stdin.write(f"{path}\n")
            worker.stdin.flush()
            line = worker.stdout.readline()
            if not line:
                raise SystemExit(f"{peer}：在 {path.name} 上中断")
            if kept:
                with kept.open("a", encoding="utf-8") as out:
                    out.write(line)
            yield json.loads(line)
        worker.stdin.close()


def as_result(row: Row, answer: dict[str, Any]) -> Result:
    text = _FOOT.sub("", answer["text"].strip())
    joined = "".join(text.split())
    dates = tuple(Dated(day, 1.0) for day in days_in(text))
    return Result(row["file"], text, dates, numbers_of(joined), seconds=answer["seconds"])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--python", type=Path, required=True, help="装有各引擎的环境的 python")
    parser.add_argument("--limit", type=int, default=10)
    parser.add_argument("--only", nargs="*", choices=PEERS, default=PEERS)
    parser.add_argument("--keep", type=Path, help="逐页结果存入此文件夹")
    given = parser.parse_args()
    rows = limited(load_truth(given.pages), given.limit)
    console = Console(width=120)
    for peer in given.only:
        kept = given.keep / f"{peer}.jsonl" if given.keep else None
        paths = [given.pages / row["file"] for row in rows]
        results = [
            as_result(row, a) for row, a in zip(rows, answers(peer, given.python, paths, kept), strict=True)
        ]
        console.print(f"\n{peer}（不做页面处理，表格与页面处理两项不适用）")
        show(console, summary(rows, results))


if __name__ == "__main__":
    main()
