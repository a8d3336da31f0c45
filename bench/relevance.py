"""What searching finds of 200 judged queries (corpora/queries), beside plain engines over the same papers.

    python bench/relevance.py [--elasticsearch URL]

For numbers, titles and phrases: recall of the first ten hits, and their precision. For words: nDCG of the first ten
(gain 2^grade − 1) and recall. Peers with the settings they come with: SQLite FTS5 with its trigram tokenizer, tantivy
with its default tokenizer, and, where a server is given, Elasticsearch's standard analyzer.
"""

import argparse
import math
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parent.parent
QUERIES = ROOT / "corpora" / "queries"
sys.path[:0] = [str(ROOT), str(QUERIES)]

from documents import entries  # noqa: E402
from judge import Judged, judged  # noqa: E402

from index.embedded import EmbeddedIndex  # noqa: E402
from index.search import EVERYTHING, Entry, Query, SearchIndex  # noqa: E402

DAY = date(2026, 11, 22)
TOP = 10
Search = Callable[[str], list[str]]
"""Query as typed → the first ten papers."""


def recall(found: Sequence[str], answers: Mapping[str, int]) -> float:
    """Share of the answers (at most ten of them) among the first ten."""
    return sum(name in answers for name in found[:TOP]) / min(len(answers), TOP)


def precision(found: Sequence[str], answers: Mapping[str, int]) -> float:
    """Share of the first ten that are answers; nothing found is not precise."""
    return sum(name in answers for name in found[:TOP]) / len(found[:TOP]) if found else 0.0


def ndcg(found: Sequence[str], answers: Mapping[str, int]) -> float:
    """Discounted gain of the first ten over the best there could be (Järvelin, Kekäläinen 2002)."""
    ideal = gain(sorted(answers.values(), reverse=True))
    return gain([answers.get(name, 0) for name in found]) / ideal


def gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:TOP]))


def ours(index: SearchIndex) -> Search:
    def search(text: str) -> list[str]:
        query = Query(text=text, as_of=DAY, viewer=EVERYTHING, limit=TOP, facets=False)
        return [hit.document for hit in index.search(query).hits]

    return search


def embedded(held: Sequence[Entry], folder: Path) -> Search:
    index = EmbeddedIndex.create(folder / "ours", "relevance")
    index.put(held)
    index.commit()
    index.publish()
    return ours(index)


def elastic(held: Sequence[Entry], url: str) -> Search:
    from index.elastic import ElasticIndex

    index = ElasticIndex.create(url, uuid4().hex)
    index.put(held)
    index.commit()
    index.publish()
    return ours(index)


def pieces(text: str) -> list[str]:
    """Quoted phrases and words."""
    return [quoted or word for quoted, word in re.findall(r'"([^"]+)"|(\S+)', text)]


def fts5(held: Sequence[Entry]) -> Search:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE body USING fts5(title, text, id UNINDEXED, tokenize='trigram')")
    database.executemany("INSERT INTO body VALUES (?,?,?)", [(e.title, e.text, e.document) for e in held])

    def search(text: str) -> list[str]:
        match = " AND ".join('"' + piece.replace('"', "") + '"' for piece in pieces(text))
        sql = "SELECT id FROM body WHERE body MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in database.execute(sql, (match, TOP))]

    return search


def plain_tantivy(held: Sequence[Entry]) -> Search:
    import tantivy

    schema = tantivy.SchemaBuilder()
    for name in ("title", "text"):
        schema.add_text_field(name)
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    index = tantivy.Index(schema.build())
    writer = index.writer()
    for entry in held:
        writer.add_document(tantivy.Document(title=[entry.title], text=[entry.text], id=[entry.document]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> list[str]:
        query, _ = index.parse_query_lenient(text, ["title", "text"])
        return [searcher.doc(at)["id"][0] for _, at in searcher.search(query, TOP).hits]

    return search


def plain_elastic(held: Sequence[Entry], url: str) -> Search:
    from elasticsearch import Elasticsearch, helpers

    client, name = Elasticsearch(url), f"plain-{uuid4().hex}"
    client.indices.create(index=name)
    actions: Iterator[dict[str, Any]] = (
        {"_index": name, "_id": e.document, "title": e.title, "text": e.text} for e in held
    )
    helpers.bulk(client, actions, refresh=True)

    def search(text: str) -> list[str]:
        query = {"simple_query_string": {"query": text, "fields": ["title", "text"]}}
        found = client.search(index=name, query=query, size=TOP)
        return [hit["_id"] for hit in found["hits"]["hits"]]

    return search


def figures(search: Search, queries: Sequence[Judged]) -> dict[str, tuple[float, ...]]:
    """Sort → mean recall, precision and, of words, nDCG."""
    rows: dict[str, list[tuple[float, ...]]] = {}
    for query in queries:
        found = search(query.text)
        row = [recall(found, query.answers), precision(found, query.answers)]
        if query.sort == "words":
            row.append(ndcg(found, query.answers))
        rows.setdefault(query.sort, []).append(tuple(row))
    return {sort: tuple(sum(c) / len(c) for c in zip(*row, strict=True)) for sort, row in rows.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--elasticsearch", metavar="URL")
    url = parser.parse_args().elasticsearch
    held, queries = list(entries()), list(judged())
    print(f"{len(held)} 件文书，{len(queries)} 个查询")
    with tempfile.TemporaryDirectory() as folder:
        engines = {
            "法度（内置）": embedded(held, Path(folder)),
            "FTS5 trigram": fts5(held),
            "tantivy 缺省": plain_tantivy(held),
        }
        if url:
            engines |= {
                "法度（Elasticsearch）": elastic(held, url),
                "Elasticsearch 缺省": plain_elastic(held, url),
            }
        for name, search in engines.items():
            print(name)
            for sort, row in figures(search, queries).items():
                names = ("recall@10", "precision@10", "nDCG@10")
                print(f"  {sort:<8}" + "  ".join(f"{n} {v:.3f}" for n, v in zip(names, row, strict=False)))


if __name__ == "__main__":
    main()
