"""One audited store and the platform over it, for all tests of the platform."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from web_papers import make_store

from app.api import create_app
from index.store import Store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The audited folder."""
    with make_store(tmp_path_factory.mktemp("platform")) as made:
        yield made


@pytest.fixture(scope="session")
def client(store: Store) -> Iterator[TestClient]:
    """A browser without scripts, on the platform."""
    app = create_app(store.url)
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=True) as made:
        yield made
