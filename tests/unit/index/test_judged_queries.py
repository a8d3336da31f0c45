"""What is asked by number, title or phrase is found, on both indexes: 140 queries over 700 papers of our own."""

import sys
from pathlib import Path

import pytest
from index_papers import DAY, Build

from index.search import EVERYTHING, Query, SearchIndex

sys.path.insert(0, str(Path(__file__).parents[3] / "corpora" / "queries"))

from documents import entries  # type: ignore[import-not-found]
from judge import judged  # type: ignore[import-not-found]

TOP, LEAST = 10, 0.98
DRAWN = [query for query in judged() if query.sort != "words"]


@pytest.fixture(scope="module")
def index(build: Build) -> SearchIndex:
    return build(entries())


@pytest.mark.parametrize("sort", ["number", "title", "phrase"])
def test_the_first_ten_hold_the_answers(index: SearchIndex, sort: str) -> None:
    found = []
    for query in (query for query in DRAWN if query.sort == sort):
        asked = Query(text=query.text, as_of=DAY, viewer=EVERYTHING, limit=TOP, facets=False)
        hits = {hit.document for hit in index.search(asked).hits}
        found.append(len(hits & query.answers.keys()) / min(len(query.answers), TOP))
    assert len(found) >= 40 and sum(found) / len(found) >= LEAST


def test_every_query_has_an_answer() -> None:
    asked = list(judged())
    assert len(asked) == 200 and [query.text for query in asked if not query.answers] == []
