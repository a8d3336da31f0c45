"""Where things lie: the store, the index beside it, and today's date as offices count it."""

import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from index import drain
from index.store import Store

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """Today in China, whatever the machine's own zone."""
    return datetime.now(SHANGHAI).date()


def store_url(given: str | None) -> str:
    """`--store`, else FADU_STORE, else a file in the user's data folder."""
    if given or os.environ.get("FADU_STORE"):
        return given or os.environ["FADU_STORE"]
    from platformdirs import user_data_path

    return f"sqlite:///{user_data_path('fadu', appauthor=False) / 'store.db'}"


def index_place(store: Store) -> Path | str:
    """FADU_INDEX (a server's address), else a folder: beside a SQLite store, or in the user's by the store's id."""
    if given := os.environ.get("FADU_INDEX"):
        return given
    beside = drain.index_folder(store)
    if beside is not None:
        return beside
    from platformdirs import user_data_path

    return user_data_path("fadu", appauthor=False) / f"{store.id}.index"
