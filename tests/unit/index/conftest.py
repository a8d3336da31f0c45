"""Indexes of both kinds, for tests that say of both the same."""

from collections.abc import Iterable, Iterator
from uuid import uuid4

import pytest
from index_papers import Build

from index.elastic import ElasticIndex
from index.embedded import EmbeddedIndex
from index.search import Entry, SearchIndex


@pytest.fixture(scope="module", params=["embedded", "elasticsearch"])
def build(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """Makes an index of these papers, of both kinds in turn."""
    made: list[SearchIndex] = []

    def make(entries: Iterable[Entry]) -> SearchIndex:
        if request.param == "embedded":
            index: SearchIndex = EmbeddedIndex.create(tmp_path_factory.mktemp("index"), "s")
        else:
            index = ElasticIndex.create(request.getfixturevalue("elasticsearch"), uuid4().hex)
        index.put(entries)
        index.commit()
        index.publish()
        made.append(index)
        return index

    yield make
    for index in made:
        index.close()
