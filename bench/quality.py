"""The judged queries of corpora/queries on both indexes and beside plain ones.

    python bench/quality.py [ELASTICSEARCH-ADDRESS]

Peers: SQLite FTS5 with the trigram tokenizer, tantivy and Elasticsearch with their default analyzers. Each gets the
text, title and number of a paper in one field, and of a query its pieces between spaces, all demanded, each as a
phrase: what a program would do that knows nothing of Chinese. Prints recall@10, precision over all hits, nDCG@10.
"""

import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from uuid import uuid4

import tantivy

from index.elastic import ElasticIndex
from index.elastic_client import connect
from index.embedded import EmbeddedIndex
from index.search import EVERYTHING, Entry, Query, SearchIndex

sys.path.insert(0, str(Path(__file__).parents[1] / "corpora" / "queries"))

from collection import entries, judged
from scores import ndcg, precision, recall

Ask = Callable[[str], list[str]]
MOST = 250
DAY = date(2026, 11, 22)


def ours(index: SearchIndex) -> Ask:
    index.put(entries())
    index.commit()
    index.publish()
    index.close()

    def ask(text: str) -> list[str]:
        hits = index.search(Query(text=text, as_of=DAY, viewer=EVERYTHING, limit=MOST, facets=False)).hits
        return [hit.document for hit in hits]

    return ask


def whole(entry: Entry) -> str:
    return f"{entry.title}\n{entry.number or ''}\n{entry.text}"


def pieces(text: str) -> list[str]:
    return [piece for piece in text.replace('"', " ").split() if piece]


def fts5(papers: Sequence[Entry]) -> Ask:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE body USING fts5(id UNINDEXED, text, tokenize='trigram')")
    database.executemany("INSERT INTO body VALUES (?, ?)", [(e.document, whole(e)) for e in papers])

    def ask(text: str) -> list[str]:
        match = " ".join(f'"{piece}"' for piece in pieces(text))
        rows = database.execute("SELECT id FROM body WHERE text MATCH ? ORDER BY rank LIMIT ?", (match, MOST))
        return [str(row[0]) for row in rows]

    return ask


def plain_tantivy(papers: Sequence[Entry]) -> Ask:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text")
    index = tantivy.Index(builder.build())
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for entry in papers:
        writer.add_document(tantivy.Document(id=entry.document, text=whole(entry)))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> list[str]:
        query = index.parse_query(" AND ".join(f'"{piece}"' for piece in pieces(text)), ["text"])
        return [str(searcher.doc(at).get_first("id")) for _, at in searcher.search(query, MOST).hits]

    return ask


def plain_elasticsearch(url: str, papers: Sequence[Entry]) -> Ask:
    client, _ = connect(url)
    name = f"bench-{uuid4().hex}"
    client.indices.create(index=name, mappings={"properties": {"text": {"type": "text"}}})
    lines = [line for e in papers for line in ({"index": {"_id": e.document}}, {"text": whole(e)})]
    client.bulk(index=name, operations=lines, refresh=True)

    def ask(text: str) -> list[str]:
        must = [{"match_phrase": {"text": piece}} for piece in pieces(text)]
        found = client.search(index=name, query={"bool": {"must": must}}, size=MOST)
        return [hit["_id"] for hit in found["hits"]["hits"]]

    return ask


def report(name: str, ask: Ask) -> None:
    print(f"\n{name}")
    for kind in ("number", "title", "phrase", "words"):
        rows = []
        for item in judged():
            if item.kind == kind:
                found = ask(item.text)
                scores = (f(found, item.grades) for f in (recall, precision, ndcg))
                rows.append(tuple(scores))
        means = [statistics.mean(column) for column in zip(*rows, strict=True)]
        print(
            f"  {kind:<7} n={len(rows):<3} recall@10 {means[0]:.3f}  precision {means[1]:.3f}  nDCG@10 {means[2]:.3f}"
        )


def main() -> None:
    papers = entries()
    print(f"{len(papers)} 份文书，{len(judged())} 个检索式")
    with tempfile.TemporaryDirectory(prefix="fadu-bench-") as folder:
        report("法度（嵌入式）", ours(EmbeddedIndex.create(Path(folder), "bench")))
    report("SQLite FTS5 trigram", fts5(papers))
    report("tantivy，缺省分词", plain_tantivy(papers))
    if len(sys.argv) > 1:
        report("法度（Elasticsearch）", ours(ElasticIndex.create(sys.argv[1], f"bench{uuid4().hex[:8]}")))
        report("Elasticsearch，缺省分词", plain_elasticsearch(sys.argv[1], papers))


if __name__ == "__main__":
    main()
