"""The judged queries hold together, and both indexes find what was judged."""

import statistics
import sys
from pathlib import Path

import pytest

from index.elastic import ElasticIndex
from index.embedded import EmbeddedIndex
from index.search import EVERYTHING, Query, SearchIndex

sys.path.insert(0, str(Path(__file__).parents[3] / "corpora" / "queries"))

from collection import entries, facts, judged
from scores import ndcg, recall


@pytest.fixture(scope="module", params=["embedded", "elasticsearch"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    made: SearchIndex
    if request.param == "embedded":
        made = EmbeddedIndex.create(tmp_path_factory.mktemp("index"), "s")
    else:
        made = ElasticIndex.create(request.getfixturevalue("elasticsearch"), "judged")
    made.put(entries())
    made.commit()
    made.publish()
    made.close()
    return made


def test_there_are_two_hundred_with_answers_among_the_papers() -> None:
    papers = {entry.document for entry in entries()}
    assert len(judged()) == 200
    assert all(item.grades and set(item.grades) <= papers for item in judged())


def test_what_is_a_fact_is_as_it_was_written_down() -> None:
    assert list(facts()) == [item for item in judged() if item.kind != "words"]


def found(index: SearchIndex, text: str) -> list[str]:
    hits = index.search(Query(text=text, as_of="2026-11-22", viewer=EVERYTHING, facets=False)).hits  # type: ignore[arg-type]
    return [hit.document for hit in hits]


@pytest.mark.parametrize("kind", ["number", "title", "phrase"])
def test_facts_are_found(index: SearchIndex, kind: str) -> None:
    recalls = [recall(found(index, q.text), q.grades) for q in judged() if q.kind == kind]
    assert statistics.mean(recalls) >= 0.98


def test_words_are_ranked_no_worse_than_measured(index: SearchIndex) -> None:
    """0.77 on both when written down; the figure beside the peers is bench/quality.py's."""
    scores = [ndcg(found(index, q.text), q.grades) for q in judged() if q.kind == "words"]
    assert statistics.mean(scores) >= 0.74
