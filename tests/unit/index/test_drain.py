"""The index follows the store: outbox, rebuild, missing and foreign indexes, two writers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from index_papers import DAY, ROOT, make_dossier, make_reading

from dossier.case import Dossier
from dossier.errors import IndexError_
from index.drain import differences, drain, index_folder, leased, open_index, rebuild
from index.embedded import POINTER, EmbeddedIndex
from index.outbox import queue
from index.search import EVERYTHING, Query
from index.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "fadu.db") as opened:
        yield opened


@pytest.fixture
def folder(store: Store) -> Path:
    found = index_folder(store)
    assert found is not None
    return found


def save(store: Store, *dossiers: Dossier) -> None:
    run = store.begin_run("audit", as_of=DAY, roots=[ROOT])
    for dossier in dossiers:
        store.save_dossier(run, dossier, root=ROOT)
    store.finish_run(run)


def found(index: EmbeddedIndex, text: str) -> list[str]:
    return sorted(hit.sources[0] for hit in index.search(Query(text=text, as_of=DAY, viewer=EVERYTHING)).hits)


def test_papers_come_change_and_go(store: Store, folder: Path) -> None:
    index = open_index(store, folder)
    save(
        store, make_dossier("甲案", make_reading("听证", source="甲/1"), make_reading("听证", source="甲/2"))
    )
    assert drain(store, index) == 2
    assert found(index, "听证") == ["甲/1", "甲/2"]
    save(
        store, make_dossier("甲案", make_reading("听证", source="甲/1"), make_reading("陈述", source="甲/2"))
    )
    assert drain(store, index) == 1
    assert (found(index, "听证"), found(index, "陈述")) == (["甲/1"], ["甲/2"])
    save(store, make_dossier("甲案", make_reading("陈述", source="甲/2")))
    assert drain(store, index) == 1
    assert (found(index, ""), store.queue_length()) == (["甲/2"], 0)
    assert differences(store, index) == ()
    index.close()


def test_a_changed_verdict_reaches_the_index(store: Store, folder: Path) -> None:
    reading = make_reading("听证")
    save(store, make_dossier("甲案", reading, verdicts=["pass"]))
    index = open_index(store, folder)
    save(store, make_dossier("甲案", reading, verdicts=["fail"]))
    drain(store, index)
    assert index.search(Query(verdicts=("fail",), as_of=DAY, viewer=EVERYTHING)).total == 1
    assert index.search(Query(verdicts=("pass",), as_of=DAY, viewer=EVERYTHING)).total == 0
    index.close()


def test_a_missing_index_is_rebuilt_although_nothing_is_queued(store: Store, folder: Path) -> None:
    save(store, make_dossier("甲案", make_reading("听证")))
    open_index(store, folder).close()
    assert store.queue_length() == 0
    shutil.rmtree(folder)
    index = open_index(store, folder)
    assert found(index, "听证") == ["甲/决定书.pdf"]
    index.close()


def test_a_missing_index_says_what_to_do(folder: Path) -> None:
    with pytest.raises(IndexError_, match="fadu index rebuild"):
        EmbeddedIndex(folder, "s")


@pytest.mark.parametrize("damage", ["pointer", "generation", "meta"])
def test_a_damaged_index_is_rebuilt(store: Store, folder: Path, damage: str) -> None:
    save(store, make_dossier("甲案", make_reading("听证")))
    open_index(store, folder).close()
    (generation,) = [path for path in folder.iterdir() if path.is_dir()]
    if damage == "pointer":
        (folder / POINTER).write_text("{")
    elif damage == "generation":
        shutil.rmtree(generation)
    else:
        (generation / "meta.json").write_text("{}")
    index = open_index(store, folder)
    assert found(index, "听证") == ["甲/决定书.pdf"]
    index.close()


@pytest.mark.parametrize("key", ["version", "engine", "store"])
def test_an_index_of_another_version_or_store_is_rebuilt(store: Store, folder: Path, key: str) -> None:
    save(store, make_dossier("甲案", make_reading("听证")))
    open_index(store, folder).close()
    pointer = (folder / POINTER).read_text().replace(f'"{key}": "', f'"{key}": "x')
    (folder / POINTER).write_text(pointer)
    with pytest.raises(IndexError_, match="另一"):
        EmbeddedIndex(folder, store.id)
    index = open_index(store, folder)
    assert differences(store, index) == ()
    index.close()


def test_a_rebuilt_index_takes_the_place_of_the_old_under_a_reader(store: Store, folder: Path) -> None:
    save(store, make_dossier("甲案", make_reading("听证")))
    reader = open_index(store, folder)
    rebuild(store, folder).close()
    assert found(reader, "听证") == ["甲/决定书.pdf"]
    save(store, make_dossier("甲案", make_reading("陈述")))
    writer = open_index(store, folder)
    assert (found(reader, "听证"), found(reader, "陈述")) == ([], ["甲/决定书.pdf"])
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1
    for index in (reader, writer):
        index.close()


def test_what_changes_during_a_rebuild_is_in_it(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(
        store, make_dossier("甲案", make_reading("听证", source="甲/1"), make_reading("听证", source="甲/2"))
    )
    publish = EmbeddedIndex.publish

    def change_first(index: EmbeddedIndex) -> None:
        save(store, make_dossier("甲案", make_reading("陈述", source="甲/1")))
        publish(index)

    monkeypatch.setattr(EmbeddedIndex, "publish", change_first)
    index = rebuild(store, folder)
    assert (found(index, "陈述"), found(index, "听证")) == (["甲/1"], [])
    assert differences(store, index) == ()
    index.close()


def test_who_has_no_lease_leaves_the_queue_alone(store: Store, folder: Path) -> None:
    index = open_index(store, folder)
    save(store, make_dossier("甲案", make_reading("听证")))
    with leased(store, wait=0) as lease:
        assert lease is not None
        assert drain(store, index, wait=0) == 0
        with pytest.raises(IndexError_, match="另一个程序"):
            rebuild(store, folder, wait=0)
    assert store.queue_length() == 1
    assert drain(store, index, wait=0) == 1
    index.close()


def test_a_lease_lost_midway_stops_the_writer(store: Store, folder: Path) -> None:
    with leased(store, wait=0) as lease:
        assert lease is not None
        with store.write() as connection:
            connection.exec_driver_sql("UPDATE leases SET holder = 'elsewhere/x#1:a'")
        with pytest.raises(IndexError_, match="另一个程序取得"):
            lease.renew()


def test_a_second_writer_of_the_same_folder_is_told(store: Store, folder: Path) -> None:
    index = open_index(store, folder)
    index.put([])
    second = EmbeddedIndex(folder, store.id)
    with pytest.raises(IndexError_, match="正在写"):
        second.put([])
    index.close()
    second.put([])
    second.close()


def test_what_was_not_committed_is_not_kept(store: Store, folder: Path) -> None:
    save(store, make_dossier("甲案", make_reading("听证")))
    index = open_index(store, folder)
    index.remove(list(store.document_ids()))
    index.close()
    assert found(EmbeddedIndex(folder, store.id), "听证") == ["甲/决定书.pdf"]


def test_an_index_is_searched_while_it_is_written(store: Store, folder: Path) -> None:
    save(store, make_dossier("甲案", make_reading("听证")))
    writer = open_index(store, folder)
    reader = EmbeddedIndex(folder, store.id)
    writer.remove(list(store.document_ids()))
    assert found(reader, "听证") == ["甲/决定书.pdf"]
    writer.commit()
    assert found(reader, "听证") == []
    writer.close()


def test_a_commit_killed_halfway_does_not_stop_the_next_writer(store: Store, folder: Path) -> None:
    """The files of the new state are written, meta.json still names the old one: as a kill leaves it."""
    save(store, make_dossier("甲案", *(make_reading("听证", source=f"甲/{i}") for i in range(5))))
    index = open_index(store, folder)
    (generation,) = [path for path in folder.iterdir() if path.is_dir()]
    before = (generation / "meta.json").read_bytes()
    texts = ("陈述", "陈述", "陈述", "听证", "听证")
    save(store, make_dossier("甲案", *(make_reading(text, source=f"甲/{i}") for i, text in enumerate(texts))))
    queued = store.take()
    drain(store, index)
    assert list(generation.glob("*.del"))
    (generation / "meta.json").write_bytes(before)
    with store.write() as connection:
        queue(connection, (task.document for task in queued))
    index = open_index(store, folder)
    assert (found(index, "听证"), len(found(index, "陈述"))) == (["甲/3", "甲/4"], 3)
    assert differences(store, index) == ()


def test_differences_name_what_is_missing_too_much_or_stale(store: Store, folder: Path) -> None:
    readings = [make_reading("听证", source=f"甲/{i}") for i in range(3)]
    save(store, make_dossier("甲案", *readings))
    index = open_index(store, folder)
    assert differences(store, index) == ()
    index.remove([readings[0].document.id])
    index.commit()
    index.close()
    save(store, make_dossier("甲案", readings[0], make_reading("改", source="甲/1")))
    assert differences(store, index) == tuple(sorted(reading.document.id for reading in readings))
