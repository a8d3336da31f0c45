"""The samples, audited once for all tests; real servers, started when a test first asks for one.

Helpers stand in audits.py: pytest knows several modules named conftest.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
from audits import DAY, SAMPLES, Audited, make_context

from index.store import Store
from pipeline.run import audit
from pipeline.settings import Settings


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """All sample dossiers, audited by two workers as a user would."""
    from app.output import report

    folder = tmp_path_factory.mktemp("samples")
    store = Store.open(folder / "store.db")
    run = audit(
        [SAMPLES / "papers"], store=store, settings=Settings(as_of=DAY, jobs=2), context=make_context()
    )
    report(store, run, folder / "out", unmasked=False)
    return Audited(store, run, folder / "out")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A real PostgreSQL; without one the tests that need it fail and say so."""
    with servers.postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def elasticsearch() -> Iterator[str]:
    """A real Elasticsearch; without one the tests that need it fail and say so."""
    with servers.elasticsearch() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store's address, of both kinds in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/新建/fadu.db"
    return servers.new_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, of both kinds in turn."""
    with Store.open(store_url) as opened:
        yield opened
