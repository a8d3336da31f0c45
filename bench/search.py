"""Speed and size of both indexes beside SQLite FTS5 (trigram) and Elasticsearch's default analyzer, in one run.

    python bench/search.py FOLDER [--documents 20000] [--queries 200] [--elasticsearch ADDRESS]

FOLDER holds texts (.txt, .md), for example laws; they are cut into paragraphs and recombined into papers of
1 to 10 kB with number, issuer and date. Without FOLDER the words under knowledge/ serve, which repeat more.
Queries are interleaved between the engines. Ours answers with facets off unless the row says so, but always with ten
hits of snippets, page and boxes; the peers give ids and the exact total only. Times of Elasticsearch are on the
clock, its server being another process. How good the answers are is measured by bench/quality.py.
"""

import argparse
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from dossier.case import Verdict
from dossier.geometry import Box
from index.database import batches
from index.elastic import ElasticIndex
from index.embedded import EmbeddedIndex
from index.fields import token_fields
from index.search import EVERYTHING, Entry, Mark, Query, SearchIndex, Tag, Validity

DAY = date(2026, 11, 22)
LINE = 28
KINDS = ("normative_document", "penalty_decision", "prior_notice", "legality_review_opinion", "law")
VERDICTS: tuple[Verdict, ...] = ("pass", "fail", "undetermined")
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


def papers(lines: Sequence[str], count: int) -> Iterator[Entry]:
    """Made-up papers of real lines, the same every time; never all in memory."""
    chance = random.Random(1)
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
            validity=Validity(in_force_from=day) if norm else None,
            dossiers=(Tag(name=f"案{n}", kind="penalty", verdict=chance.choice(VERDICTS)),),
            text=text,
            marks=MARKS[: len(text) // LINE + 1],
        )


def _mark(line: int) -> Mark:
    top = 72.0 + 28.0 * (line % 22)
    return Mark(line * LINE, 0, line // 22 + 1, Box(x0=72, y0=top, x1=520, y1=top + 16))


MARKS = tuple(_mark(line) for line in range(400))


class Built(NamedTuple):
    """Seconds for cutting into tokens, seconds for the index itself, documents, bytes of text."""

    cutting: float
    indexing: float
    documents: int
    text: int


def build_ours(index: SearchIndex, entries: Iterable[Entry]) -> Built:
    """Cutting is measured once more by itself, since the index does it on the way."""
    cutting = indexing = 0.0
    documents = text = 0
    for batch in batches(entries, 500):
        begun = time.perf_counter()
        for entry in batch:
            token_fields(entry)
        cut = time.perf_counter()
        index.put(batch)
        index.commit()
        indexing += time.perf_counter() - cut - (cut - begun)
        cutting += cut - begun
        documents += len(batch)
        text += sum(len(entry.text.encode()) for entry in batch)
    index.publish()
    index.close()
    return Built(cutting, indexing, documents, text)


def build_fts5(path: Path, entries: Iterable[Entry]) -> Built:
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-200000; PRAGMA mmap_size=2000000000;"
        "CREATE TABLE side(id INTEGER PRIMARY KEY, kind, issuer, verdict, year, day);"
        "CREATE VIRTUAL TABLE body USING fts5(text, tokenize='trigram', content='');"
    )
    seconds, n, text = 0.0, 0, 0
    for batch in batches(entries, 500):
        begun = time.perf_counter()
        database.execute("BEGIN")
        for entry in batch:
            n += 1
            day = entry.day or DAY
            side = (n, entry.kind, entry.issuer, entry.dossiers[0].verdict, day.year, day.isoformat())
            database.execute("INSERT INTO side VALUES (?,?,?,?,?,?)", side)
            database.execute("INSERT INTO body(rowid, text) VALUES (?,?)", (n, entry.text))
        database.execute("COMMIT")
        seconds += time.perf_counter() - begun
        text += sum(len(entry.text.encode()) for entry in batch)
    database.close()
    return Built(0.0, seconds, n, text)


def build_plain(client: Any, name: str, entries: Iterable[Entry]) -> Built:
    """Elasticsearch as it comes: dynamic mapping, standard analyzer."""
    keyword = {"type": "keyword"}
    fields = {"text": {"type": "text"}, "day": {"type": "date"}, "year": {"type": "short"}}
    fields |= {"kind": keyword, "issuer": keyword, "verdict": keyword}
    client.indices.create(index=name, mappings={"properties": fields}, settings={"refresh_interval": "-1"})
    seconds, n, text = 0.0, 0, 0
    for batch in batches(entries, 500):
        lines: list[dict[str, Any]] = []
        for entry in batch:
            day = entry.day or DAY
            lines += [
                {"index": {"_id": entry.document}},
                {"text": entry.text, "day": day.isoformat(), "year": day.year},
            ]
            lines[-1] |= {"kind": entry.kind, "issuer": entry.issuer, "verdict": entry.dossiers[0].verdict}
        begun = time.perf_counter()
        client.bulk(index=name, operations=lines)
        seconds += time.perf_counter() - begun
        n += len(batch)
        text += sum(len(entry.text.encode()) for entry in batch)
    client.indices.refresh(index=name)
    return Built(0.0, seconds, n, text)


def ask_ours(index: SearchIndex, ask: Ask, *, facets: bool) -> int:
    query = Query(text=ask.ours, since=ask.since, as_of=DAY, viewer=EVERYTHING, facets=facets)
    return index.search(query).total


def ask_plain(client: Any, name: str, ask: Ask, *, facets: bool) -> int:
    pieces = [piece for piece in ask.theirs.replace('"', " ").split() if piece]
    body: dict[str, Any] = {"must": [{"match_phrase": {"text": piece}} for piece in pieces]}
    if ask.since:
        body["filter"] = [{"range": {"day": {"gte": ask.since.isoformat()}}}]
    counts = {f: {"terms": {"field": f}} for f in FIELDS} if facets else None
    found = client.search(
        index=name, query={"bool": body}, aggs=counts, size=10, track_total_hits=True, source=False
    )
    return int(found["hits"]["total"]["value"])


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


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    files = [path] if path.is_file() else [item for item in path.rglob("*") if item.is_file()]
    return sum(item.stat().st_size for item in files)


def server_size(client: Any, name: str) -> int:
    client.indices.forcemerge(index=name, max_num_segments=1)
    stats = client.indices.stats(index=name, metric="store")
    return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])


def report_build(name: str, built: Built, size: int) -> None:
    rate = built.documents / built.indexing
    cutting = f"，另切分 {built.cutting / built.documents * 1000:.2f} 毫秒/件" if built.cutting else ""
    print(
        f"{name:<22} {rate:8.0f} 件/秒{cutting}；{size / 1e6:.0f} MB，为正文的 {size / built.text:.2f} 倍",
        flush=True,
    )


def report_queries(
    engines: dict[str, Callable[[Ask, bool], int]], sample: Sequence[Entry], count: int
) -> None:
    print("\n毫秒：中位 / 99%（平均命中）", flush=True)
    for name, (asks, facets) in questions(sample, count, random.Random(3)).items():
        times: dict[str, list[float]] = {engine: [] for engine in engines}
        hits: dict[str, list[int]] = {engine: [] for engine in engines}
        for ask in asks:
            for engine, search in engines.items():
                begun = time.perf_counter()
                hits[engine].append(search(ask, facets))
                times[engine].append((time.perf_counter() - begun) * 1000)
        cells = (f"{e} {_spread(times[e])}（{statistics.mean(hits[e]):.0f}）" for e in engines)
        print(f"{name:<12}\t" + "\t".join(cells), flush=True)


def _spread(values: Sequence[float]) -> str:
    ordered = sorted(values)
    last = ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
    return f"{statistics.median(ordered):.1f} / {last:.1f}"


def report_change(index: SearchIndex, sample: Sequence[Entry], count: int = 30) -> None:
    """From a paper's change to its being found: put, commit, search."""
    seconds = []
    for n, entry in enumerate(sample[:count]):
        word = f"改动{n}甲乙丙"
        begun = time.perf_counter()
        index.put([entry.model_copy(update={"text": f"{entry.text}{word}", "revision": 2 + n})])
        index.commit()
        found = index.search(Query(text=word, as_of=DAY, viewer=EVERYTHING, facets=False)).total
        seconds.append(time.perf_counter() - begun)
        assert found == 1
    index.close()
    print(f"改一件到检索得到：{_spread([s * 1000 for s in seconds])} 毫秒", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--elasticsearch", metavar="ADDRESS")
    options = parser.parse_args()
    lines = paragraphs(options.folder)
    place = Path(tempfile.mkdtemp(prefix="fadu-bench-"))
    try:
        measure(lines, options.documents, options.queries, options.elasticsearch, place)
    finally:
        shutil.rmtree(place)


def measure(lines: Sequence[str], count: int, queries: int, server: str | None, place: Path) -> None:
    print(f"{count} 件", flush=True)
    report_build(
        "法度（嵌入式）",
        build_ours(EmbeddedIndex.create(place / "ours", "bench"), papers(lines, count)),
        size_of(place / "ours"),
    )
    embedded = EmbeddedIndex(place / "ours", "bench")
    report_build(
        "FTS5 trigram", build_fts5(place / "fts5.db", papers(lines, count)), size_of(place / "fts5.db")
    )
    database = sqlite3.connect(place / "fts5.db", isolation_level=None)
    database.execute("PRAGMA cache_size=-200000")
    database.execute("PRAGMA mmap_size=2000000000")
    engines: dict[str, Callable[[Ask, bool], int]] = {
        "法度": lambda ask, facets: ask_ours(embedded, ask, facets=facets),
        "FTS5": lambda ask, facets: ask_fts5(database, ask, facets=facets),
    }
    names: list[str] = []
    if server:
        elastic = ElasticIndex.create(server, f"bench{uuid4().hex[:8]}")
        built = build_ours(elastic, papers(lines, count))
        report_build("法度（Elasticsearch）", built, server_size(elastic.client, elastic.name))
        plain = f"plain-{uuid4().hex[:8]}"
        built = build_plain(elastic.client, plain, papers(lines, count))
        report_build("Elasticsearch 缺省", built, server_size(elastic.client, plain))
        engines["法度ES"] = lambda ask, facets: ask_ours(elastic, ask, facets=facets)
        engines["ES缺省"] = lambda ask, facets: ask_plain(elastic.client, plain, ask, facets=facets)
        names = [*elastic.client.indices.get(index=f"{elastic.alias}-*"), plain]
    sample = list(islice(papers(lines, count), 5000))
    report_queries(engines, sample, queries)
    report_change(embedded, sample)
    database.close()
    if names:
        elastic.client.indices.delete(index=names)


if __name__ == "__main__":
    main()
