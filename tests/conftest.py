"""The samples, audited once for all tests. Helpers stand in audits.py: pytest knows several modules named conftest."""

import pytest
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
