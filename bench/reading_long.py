"""A scan of thousands of pages through `fadu audit`: memory of the parent and of each worker, and going on after a kill.

    python bench/reading_long.py                      # 3,000 pages, killed in the middle, then resumed
    python bench/reading_long.py --pages 1000 --whole # 1,000 pages in one go

Each page is a JPEG of its own (A4, 200 dpi, a dozen sheets in turn). Memory is the peak of resident memory that the
kernel keeps of every process (VmHWM), looked at twice a second. Nothing read before the kill may be read again.
"""

import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from reading import A4, sheets

FULL, EMPTY = 2, 10  # kinds of sheets: memory goes by pixels, not by words


class Peaks(NamedTuple):
    """Megabytes: of the parent, of the biggest worker; seconds by the clock; pages in the store at the end."""

    parent: float
    worker: float
    seconds: float
    pages: int

    def line(self, name: str) -> str:
        return (
            f"{name}：主进程 {self.parent:.0f} MB，最大的工作进程 {self.worker:.0f} MB，{self.seconds:.0f} 秒，"
            f"库中共 {self.pages} 页"
        )


def pictures() -> list[bytes]:
    """The sheets as a scanner gives them."""
    made = []
    for sheet in (*sheets(FULL), *sheets(EMPTY, full=False)):
        buffer = BytesIO()
        sheet.image.save(buffer, "JPEG", quality=75)
        made.append(buffer.getvalue())
    return made


def scan_pdf(path: Path, pages: int) -> None:
    """A PDF of so many pictures, written as it is made; every page has a picture of its own."""
    known, places = pictures(), []
    with path.open("wb") as out:

        def put(number: int, head: str, body: bytes = b"") -> None:
            places.append((number, out.tell()))
            stream = b"stream\n" + body + b"\nendstream\n" if body else b""
            out.write(f"{number} 0 obj\n<<{head}>>\n".encode() + stream + b"endobj\n")

        out.write(b"%PDF-1.7\n")
        for n in range(pages):
            page, picture, content = 3 + 3 * n, 4 + 3 * n, 5 + 3 * n
            data, draw = known[n % len(known)], b"q 595 0 0 842 0 0 cm /I Do Q"
            size = f"/Width {A4[0]} /Height {A4[1]} /ColorSpace /DeviceRGB /BitsPerComponent 8"
            put(page, f"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
                f"/Resources <</XObject <</I {picture} 0 R>>>>")  # fmt: skip
            put(
                picture, f"/Type /XObject /Subtype /Image {size} /Filter /DCTDecode /Length {len(data)}", data
            )
            put(content, f"/Length {len(draw)}", draw)
        kids = " ".join(f"{3 + 3 * n} 0 R" for n in range(pages))
        put(2, f"/Type /Pages /Count {pages} /Kids [{kids}]")
        put(1, "/Type /Catalog /Pages 2 0 R")
        start = out.tell()
        out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode())
        for _, at in sorted(places):
            out.write(f"{at:010} 00000 n \n".encode())
        out.write(f"trailer\n<</Size {len(places) + 1} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())


def peak(pid: int) -> float:
    """Megabytes of resident memory at most so far; 0 for a process that is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def children(pid: int) -> Iterator[int]:
    """All processes below one."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = task.read_text().split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in found:
            yield int(child)
            yield from children(int(child))


def stored(store: Path) -> list[tuple[int, int]]:
    """First and last pages of the pieces in the store."""
    if not store.exists():
        return []
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=30) as connection:
        try:
            return connection.execute("select first, last from pieces order by first").fetchall()
        except sqlite3.OperationalError:  # the tables are not made yet
            return []


def total(pieces: list[tuple[int, int]]) -> int:
    return sum(last - first + 1 for first, last in pieces)


def run(folder: Path, store: Path, *, until: int | None = None) -> Peaks:
    """One audit; killed with all its workers when `until` pages are in the store."""
    out = folder.parent / "out"
    command = [
        sys.executable,
        "-m",
        "app.cli",
        "audit",
        str(folder),
        "--out",
        str(out),
        "--store",
        str(store),
    ]
    start, parent, worker = time.monotonic(), 0.0, 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        while process.poll() is None:
            parent = max(parent, peak(process.pid))
            worker = max(worker, *(peak(child) for child in children(process.pid)), 0.0)
            if until and total(stored(store)) >= until:
                os.killpg(process.pid, signal.SIGKILL)
                break
            time.sleep(0.5)
    return Peaks(parent, worker, time.monotonic() - start, total(stored(store)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--whole", action="store_true", help="一次读完，不中断")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        folder, store = Path(held) / "papers", Path(held) / "store.sqlite"
        folder.mkdir()
        scan_pdf(folder / "long.pdf", given.pages)
        print(f"{given.pages} 页，{(folder / 'long.pdf').stat().st_size / 2**20:.0f} MB", flush=True)
        if not given.whole:
            print(run(folder, store, until=given.pages // 2).line("至中断"), flush=True)
        before = set(stored(store))
        print(run(folder, store).line("读完" if given.whole else "续读"), flush=True)
        after = stored(store)
        print(
            f"中断前的 {len(before)} 段续读后仍在：{before <= set(after)}；重复的页：{total(after) - given.pages}"
        )


if __name__ == "__main__":
    main()
