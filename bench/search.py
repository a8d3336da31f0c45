"""Speed and size of the embedded index beside SQLite FTS5 (trigram), on the same papers in the same run.

    python bench/search.py FOLDER [--documents 20000] [--queries 200]

FOLDER holds texts (.txt, .md), for example laws; they are cut into paragraphs and recombined into papers of
1 to 10 kB with number, issuer and date. Without FOLDER the words under knowledge/ serve, which repeat more.
Queries are interleaved between the engines. Times are given twice: on the clock, which other programs of the
machine lengthen, and of the processor. Ours answers with facets off unless the row says so, but always with ten
hits of snippets, page and boxes; FTS5 gives ids and the exact total only.
"""

import argparse
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dossier.geometry import Box
from index.embedded import EmbeddedIndex
from index.fields import word_tokens
from index.search import Entry, Mark, Query, Tag
from language.bigrams import bigrams, units

DAY = date(2026, 11, 22)
LINE = 28
KINDS = ("normative_document", "penalty_decision", "prior_notice", "legality_review_opinion", "law")
VERDICTS = ("pass", "fail", "undetermined")
FIELDS = ("kind", "issuer", "verdict", "year")


class Ask(NamedTuple):
    """One query for both engines: our text, FTS5's MATCH, and a first day."""

    ours: str
    theirs: str
    since: date | None = None


def paragraphs(folder: Path | None) -> list[str]:
    """Lines of at least ten characters below the folder."""
    root = folder or Path(__file__).parents[1] / "knowledge"
    suffixes = {".txt", ".md"} if folder else {".toml"}
    files = sorted(path for path in root.rglob("*") if path.suffix in suffixes)
    lines = (line.strip() for path in files for line in path.read_text("utf-8", "replace").splitlines())
    return [line for line in lines if len(line) >= 10]


def papers(lines: Sequence[str], count: int, chance: random.Random) -> Iterator[Entry]:
    """Made-up papers of real lines."""
    for n in range(count):
        year = chance.randint(2010, 2026)
        issuer = f"{chance.choice('晋豫鲁冀苏浙皖赣')}{chance.randint(1, 30)}市人民政府"
        number = f"{issuer[0]}政发〔{year}〕{chance.randint(1, 200)}号"
        size = chance.randint(350, 3300)
        body = [number]
        while sum(map(len, body)) < size:
            body.append(chance.choice(lines)[:1500])
        text = "\n".join(body)
        day = date(year, 1, 1) + timedelta(chance.randint(0, 364))
        kind = chance.choice(KINDS)
        norm = kind in ("normative_document", "law")
        yield Entry(
            document=f"{n:08}:1",
            revision=1,
            sources=(f"案{n}/文书.pdf",),
            title=body[1][:30],
            number=number,
            kind=kind,
            issuer=issuer,
            day=day,
            norm=norm,
            effective=day if norm else None,
            dossiers=(Tag(name=f"案{n}", kind="penalty", verdict=chance.choice(VERDICTS)),),  # type: ignore[arg-type]
            text=text,
            marks=tuple(_mark(at) for at in range(0, len(text), LINE)),
        )


def _mark(at: int) -> Mark:
    line = at // LINE
    top = 72.0 + 28.0 * (line % 22)
    return Mark(at, 0, line // 22 + 1, Box(x0=72, y0=top, x1=520, y1=top + 16))


def build_ours(folder: Path, entries: Sequence[Entry]) -> EmbeddedIndex:
    index = EmbeddedIndex.create(folder, "bench")
    for i in range(0, len(entries), 500):
        index.put(entries[i : i + 500])
        index.commit()
    index.publish()
    index.close()
    return index


def build_fts5(path: Path, entries: Sequence[Entry]) -> int:
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-200000; PRAGMA mmap_size=2000000000;"
        "CREATE TABLE side(id INTEGER PRIMARY KEY, kind, issuer, verdict, year, day);"
        "CREATE VIRTUAL TABLE body USING fts5(text, tokenize='trigram', content='');"
    )
    for i in range(0, len(entries), 500):
        database.execute("BEGIN")
        for n, entry in enumerate(entries[i : i + 500], i + 1):
            day = entry.day or DAY
            side = (n, entry.kind, entry.issuer, entry.dossiers[0].verdict, day.year, day.isoformat())
            database.execute("INSERT INTO side VALUES (?,?,?,?,?,?)", side)
            database.execute("INSERT INTO body(rowid, text) VALUES (?,?)", (n, entry.text))
        database.execute("COMMIT")
    database.close()
    return len(entries)


def ask_ours(index: EmbeddedIndex, ask: Ask, *, facets: bool) -> int:
    return index.search(Query(text=ask.ours, since=ask.since, as_of=DAY, facets=facets)).total


def ask_fts5(database: sqlite3.Connection, ask: Ask, *, facets: bool) -> int:
    join = "FROM body JOIN side ON side.id = body.rowid WHERE body MATCH ? AND day >= ?"
    given = (ask.theirs, ask.since.isoformat() if ask.since else "")
    database.execute(
        f"SELECT rowid {join} ORDER BY rank LIMIT 10".replace("rowid", "body.rowid", 1), given
    ).fetchall()
    if facets:
        for field in FIELDS:
            database.execute(f"SELECT {field}, count(*) {join} GROUP BY {field}", given).fetchall()
    return int(database.execute(f"SELECT count(*) {join}", given).fetchone()[0])


def cuts(entries: Sequence[Entry], length: int, count: int, chance: random.Random) -> list[str]:
    """Runs of Chinese characters as they stand in the papers."""
    found: list[str] = []
    while len(found) < count:
        text = chance.choice(entries).text
        at = chance.randrange(max(len(text) - length, 1))
        cut = text[at : at + length]
        if len(cut) == length and all("一" <= c <= "鿿" for c in cut):
            found.append(cut)
    return found


def quoted(*words: str) -> str:
    return " ".join(f'"{word}"' for word in words)


def questions(
    entries: Sequence[Entry], count: int, chance: random.Random
) -> dict[str, tuple[list[Ask], bool]]:
    """Rows of the table: queries, and whether facets are counted."""
    two, four, eight = (cuts(entries, n, count, chance) for n in (2, 4, 8))
    three = [
        tuple(cuts(entries[i : i + 1], 3, 3, chance)) for i in chance.choices(range(len(entries)), k=count)
    ]
    numbers = [chance.choice(entries).number or "" for _ in range(count)]
    since = date(2018, 1, 1)
    return {
        "一个字": ([Ask(w[0], quoted(w[0])) for w in two], False),
        "两字词": ([Ask(w, quoted(w)) for w in two], False),
        "四字词": ([Ask(w, quoted(w)) for w in four], False),
        "八字短语": ([Ask(f'"{w}"', quoted(w)) for w in eight], False),
        "三个词": ([Ask(" ".join(ws), quoted(*ws)) for ws in three], False),
        "文号": ([Ask(n.replace("〔", "[").replace("〕", "] "), quoted(n)) for n in numbers], False),
        "四字词＋日期＋聚类": ([Ask(w, quoted(w), since) for w in four], True),
    }


class Timed(NamedTuple):
    """Milliseconds on the clock and of the processor, and what came out."""

    clock: float
    processor: float
    result: int


def timed(work: Callable[[], int]) -> Timed:
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    return Timed((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000, result)


def _cut_all(cut: Callable[[str], Sequence[object]], entries: Sequence[Entry]) -> int:
    return sum(len(cut(entry.text)) for entry in entries)


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    files = [path] if path.is_file() else [item for item in path.rglob("*") if item.is_file()]
    return sum(item.stat().st_size for item in files)


def report_build(name: str, took: Timed, size: int, entries: Sequence[Entry]) -> None:
    text = sum(len(entry.text.encode()) for entry in entries)
    rates = " / ".join(f"{len(entries) / (ms / 1000):.0f}" for ms in (took.clock, took.processor))
    print(f"{name:<14}建立 {rates} 件/秒（时钟／处理器）  {size / 1e6:.1f} MB，为正文的 {size / text:.2f} 倍")


def report_queries(
    index: EmbeddedIndex, database: sqlite3.Connection, entries: Sequence[Entry], count: int
) -> None:
    print("毫秒：时钟中位 / 99%，处理器中位 / 99%（平均命中）")
    for name, (asks, facets) in questions(entries, count, random.Random(3)).items():
        pairs = [
            (
                timed(partial(ask_ours, index, ask, facets=facets)),
                timed(partial(ask_fts5, database, ask, facets=facets)),
            )
            for ask in asks
        ]
        ours, theirs = zip(*pairs, strict=True)
        print(f"{name:<12}\t法度 {_spread(ours)}\tFTS5 trigram {_spread(theirs)}")


def _spread(results: Sequence[Timed]) -> str:
    hits = statistics.mean(item.result for item in results)
    parts = (
        _percentiles([item.clock for item in results]),
        _percentiles([item.processor for item in results]),
    )
    return f"{'，'.join(parts)}（{hits:.0f}）"


def _percentiles(values: Sequence[float]) -> str:
    ordered = sorted(values)
    return (
        f"{statistics.median(ordered):.2f} / {ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]:.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    entries = list(papers(paragraphs(options.folder), options.documents, random.Random(1)))
    letters = sum(len(entry.text) for entry in entries)
    print(f"{len(entries)} 件，{letters / 1e6:.1f} 百万字")
    for name, cut in (("切双字", bigrams), ("切词", word_tokens), ("切单元", units)):
        some = entries[:1000]
        took = timed(partial(_cut_all, cut, some))
        print(
            f"{name}：{sum(len(entry.text) for entry in some) / took.processor / 1000:.2f} 百万字/秒（处理器）"
        )
    place = Path(tempfile.mkdtemp(prefix="fadu-bench-"))
    try:
        took = timed(lambda: build_ours(place / "ours", entries).count())
        report_build("法度", took, size_of(place / "ours"), entries)
        index = EmbeddedIndex(place / "ours", "bench")
        took = timed(lambda: build_fts5(place / "fts5.db", entries))
        report_build("FTS5 trigram", took, size_of(place / "fts5.db"), entries)
        database = sqlite3.connect(place / "fts5.db", isolation_level=None)
        database.execute("PRAGMA cache_size=-200000")
        database.execute("PRAGMA mmap_size=2000000000")
        report_queries(index, database, entries, options.queries)
        database.close()
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
