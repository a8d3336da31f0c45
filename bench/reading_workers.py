"""What a second worker gains: ours beside two bare engine processes, by the clock, in the same run.

    python bench/reading_workers.py [--pages 16]

Bare: a process a worker, engine on JPEG files as its manual says. Ours: `read` of the same files by the workers that
`fadu audit` uses. Gain: pages a second of two over pages a second of one; turns of all four, best of three.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from reading import ROUNDS, sheets

from pipeline.executor import Workers
from pipeline.readers import Options, read


@cache
def _engine() -> Callable[[bytes], Any]:
    from faster_paddle import OcrEngine

    engine: Callable[[bytes], Any] = OcrEngine(model_size="tiny", threads=1, det_max_side=960).ocr
    return engine


def bare(paths: Sequence[Path]) -> int:
    for path in paths:
        _engine()(path.read_bytes())
    return len(paths)


def ours(paths: Sequence[Path]) -> int:
    return sum(1 for path in paths for _ in read(path, None, Options(source=path.name)))


def seconds(pool: Executor, work: Callable[[Sequence[Path]], int], paths: Sequence[Path], jobs: int) -> float:
    """By the clock: every worker reads all the pages."""
    start = time.monotonic()
    for held in [pool.submit(work, paths) for _ in range(jobs)]:
        held.result()
    return time.monotonic() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=16)
    given = parser.parse_args()
    spawn = get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for n, sheet in enumerate(sheets(given.pages)):
            paths.append(Path(folder) / f"{n}.jpg")
            sheet.image.save(paths[-1], quality=75, dpi=(200, 200))
        sides: dict[tuple[str, int], Executor] = {}
        for jobs in (1, 2):
            sides["只用引擎", jobs] = ProcessPoolExecutor(jobs, mp_context=spawn)
            sides["我们", jobs] = Workers(jobs, memory_mb=2048)
        works = {"只用引擎": bare, "我们": ours}
        best = dict.fromkeys(sides, float("inf"))
        for (name, jobs), pool in sides.items():
            seconds(pool, works[name], paths[:2], jobs)  # engines loaded
        for _ in range(ROUNDS):
            for (name, jobs), pool in sides.items():
                best[name, jobs] = min(best[name, jobs], seconds(pool, works[name], paths, jobs))
        for pool in sides.values():
            pool.shutdown()
    gains = {name: 2 * best[name, 1] / best[name, 2] for name in works}
    for name, gain in gains.items():
        one, two = (given.pages * jobs / best[name, jobs] for jobs in (1, 2))
        print(f"{name}：一个进程 {one:.2f} 页/秒，两个 {two:.2f} 页/秒，增益 {gain:.3f}")
    print(f"两个工作进程的增益为裸引擎的 {gains['我们'] / gains['只用引擎']:.3f}")


if __name__ == "__main__":
    main()
