"""The tables' revisions: made, upgraded, refused; the migrations give exactly what schema.py says."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from dossier.errors import StoreError
from index import schema
from index.store import Store
from index.upgrade import revision_of


def test_the_newest_revision_is_the_one_the_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", "index/migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]


def test_migrations_make_what_the_schema_says(store: Store) -> None:
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def make_first(store_url: str) -> str:
    """A store as the first release left it, without Alembic's table; gives its id."""
    with Store.open(store_url) as made:
        kept = made.id
    engine = create_engine(store_url)
    with engine.begin() as connection:
        for name in (
            "told",
            "norm_names",
            "searches",
            "trail",
            "jobs",
            "users",
            "holdings",
            "units",
            "alembic_version",
        ):
            connection.execute(text(f"DROP TABLE {name}"))
        if engine.dialect.name == "postgresql":
            connection.execute(text("DROP FUNCTION trail_refuse"))
        connection.execute(text("INSERT INTO meta VALUES ('version', '1')"))
    engine.dispose()
    return kept


def test_a_store_of_the_first_release_grows_and_keeps_its_identity(store_url: str) -> None:
    kept = make_first(store_url)
    with Store.open(store_url, grow=True) as store:
        assert store.id == kept
        with store.read() as connection:
            assert revision_of(connection) == schema.REVISION
        store.add_unit("市司法局")


def test_a_server_is_not_changed_unasked(store_url: str) -> None:
    make_first(store_url)
    if store_url.startswith("sqlite"):
        Store.open(store_url).close()
    else:
        with pytest.raises(StoreError, match="fadu store upgrade"):
            Store.open(store_url)


def test_a_store_of_a_newer_program_is_refused(store_url: str) -> None:
    with Store.open(store_url) as store, store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    with pytest.raises(StoreError, match="版本是 r9999"):
        Store.open(store_url)
