"""Runs, dossiers, findings, what stands now, and the outbox that follows it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from index_papers import DAY, ROOT, hash_of, make_dossier, make_finding, make_page, make_reading

from dossier.case import Correction, Dossier
from dossier.errors import StoreError
from index.outbox import Task
from index.store import Store


def run_with(store: Store, *dossiers: Dossier, root: str = ROOT, finish: bool = True) -> str:
    run = store.begin_run("audit", as_of=DAY, roots=[root], versions={"fadu": "0.1"}, settings={"jobs": 2})
    for dossier in dossiers:
        store.save_dossier(run, dossier, root=root)
    if finish:
        store.finish_run(run, counts={"files": len(dossiers)})
    return run


def drained(store: Store) -> set[str]:
    """Ids of the queued papers, taken out of the queue."""
    tasks = store.take(1000)
    store.indexed(tasks)
    return {task.document for task in tasks}


def test_readings_come_back_as_they_were_kept(store: Store) -> None:
    readings = (make_reading("甲\n乙", name="x"), make_reading("丙", name="y"))
    store.save_readings("键", readings)
    assert store.load_readings("键") == readings
    assert store.load_readings("别的键") is None
    store.save_readings("键", readings[:1])
    assert store.load_readings("键") == readings[:1]


def test_dossiers_documents_and_findings_come_back_in_order(store: Store) -> None:
    dossiers = [
        make_dossier("乙案", make_reading("一", source="乙/1"), verdicts=["pass", "fail", "not-applicable"]),
        make_dossier("甲案", make_reading("二", source="甲/2"), make_reading("三", source="甲/3")),
    ]
    run = run_with(store, *dossiers)
    store.save_yearly(run, [make_finding("", "fail").model_copy(update={"dossier": None, "year": 2025})])
    assert list(store.dossiers(run)) == dossiers
    assert store.dossier(run, "甲案") == dossiers[1]
    assert store.dossier(run, "丙案") is None
    assert [(name, r.document.sources[0]) for name, r in store.documents(run)] == [
        ("乙案", "乙/1"),
        ("甲案", "甲/2"),
        ("甲案", "甲/3"),
    ]
    assert [f.verdict for f in store.findings(run)] == ["pass", "fail", "not-applicable", "pass", "fail"]
    assert store.verdict_counts(run) == {"pass": 2, "fail": 2, "not-applicable": 1}
    assert [(s.name, s.conclusion, s.counts) for s in store.summaries(run)] == [
        ("乙案", "fail", {"pass": 1, "fail": 1, "not-applicable": 1}),
        ("甲案", "pass", {"pass": 1}),
    ]


def test_what_is_worth_a_look_is_listed_narrow(store: Store) -> None:
    run = run_with(
        store, make_dossier("甲案", verdicts=["pass", "fail"]), make_dossier("乙案", verdicts=["excused"])
    )
    assert [(d.dossier, d.verdict) for d in store.doubtful(run)] == [("乙案", "excused"), ("甲案", "fail")]
    assert [d.dossier for d in store.doubtful(run, rule="pen-service-7wd")] == ["乙案", "甲案"]
    assert list(store.doubtful(run, rule="别的")) == []


def test_dossiers_saved_in_portions_are_as_those_saved_singly(store: Store) -> None:
    dossiers = [
        make_dossier(f"案{i}", make_reading("一", source=f"{i}/1"), verdicts=["fail"]) for i in range(70)
    ]
    run = store.begin_run("audit", as_of=DAY, roots=[ROOT])
    store.save_dossiers(run, ((ROOT, dossier) for dossier in [*dossiers, dossiers[3]]))
    assert list(store.dossiers(run)) == dossiers
    assert store.document_count() == store.queue_length() == 70


def test_a_dossier_saved_twice_in_a_run_is_replaced_in_its_place(store: Store) -> None:
    first, second = (
        make_dossier("甲案", make_reading("一")),
        make_dossier("乙案", make_reading("二", source="乙/1")),
    )
    run = run_with(store, first, second, finish=False)
    again = make_dossier("甲案", make_reading("改"), verdicts=["fail"])
    store.save_dossier(run, again, root=ROOT)
    assert list(store.dossiers(run)) == [again, second]


def test_two_runs_can_be_compared(store: Store) -> None:
    reading = make_reading("一")
    old = run_with(store, make_dossier("甲案", reading, verdicts=["pass"]))
    new = run_with(store, make_dossier("甲案", reading, verdicts=["fail"]))
    assert [f.verdict for f in store.findings(old)] == ["pass"]
    assert [f.verdict for f in store.findings(new)] == ["fail"]
    assert [run.id for run in store.runs()] == [new, old]


def test_a_run_says_what_it_was(store: Store) -> None:
    run = store.run(run_with(store))
    assert (run.state, run.as_of, run.roots, run.versions) == ("finished", DAY, (ROOT,), {"fadu": "0.1"})
    assert run.settings == {"jobs": 2}
    assert run.finished is not None
    assert run.finished >= run.started
    with pytest.raises(StoreError, match="没有编号为"):
        store.run("无")


def test_the_latest_run_is_the_latest_finished_one(store: Store) -> None:
    assert store.latest_run() is None
    done = run_with(store)
    broken = run_with(store, finish=False)
    latest, latest_begun = store.latest_run(), store.latest_run(finished=False)
    assert latest is not None and latest_begun is not None
    assert (latest.id, latest_begun.id) == (done, broken)


def test_auditing_again_replaces_what_came_from_the_path_and_nothing_else(store: Store) -> None:
    run_with(
        store,
        make_dossier("甲案", make_reading("一")),
        make_dossier("乙案", make_reading("二", source="乙/1")),
    )
    other = run_with(store, make_dossier("丙案", make_reading("三", source="丙/1")), root="/别处")
    again = run_with(store, make_dossier("甲案", make_reading("一改")))
    assert {(s.root, s.dossier, s.run) for s in store.standing()} == {
        (ROOT, "甲案", again),
        ("/别处", "丙案", other),
    }
    assert [dossier.id for _, dossier in store.current(ROOT)] == ["甲案"]
    assert store.document_count() == 2


def test_an_unfinished_run_takes_nothing_away(store: Store) -> None:
    run_with(
        store,
        make_dossier("甲案", make_reading("一")),
        make_dossier("乙案", make_reading("二", source="乙/1")),
    )
    run_with(store, make_dossier("甲案", make_reading("一")), finish=False)
    assert [s.dossier for s in store.standing()] == ["乙案", "甲案"]


def test_only_papers_that_changed_are_queued(store: Store) -> None:
    first, second = make_reading("一", source="甲/1"), make_reading("二", source="甲/2")
    run_with(store, make_dossier("甲案", first, second))
    assert drained(store) == {first.document.id, second.document.id}
    run_with(store, make_dossier("甲案", first, second))
    assert drained(store) == set()
    run_with(store, make_dossier("甲案", first, make_reading("二改", source="甲/2")))
    assert drained(store) == {second.document.id}
    run_with(store, make_dossier("甲案", first, second.model_copy(update={"title": "改"}), verdicts=["fail"]))
    assert drained(store) == {first.document.id, second.document.id}
    run_with(store, make_dossier("甲案", first, verdicts=["fail"]))
    assert drained(store) == {second.document.id}
    run_with(store)
    assert drained(store) == {first.document.id}
    assert store.document_count() == 0


def test_a_paper_changed_while_it_was_indexed_stays_queued(store: Store) -> None:
    reading = make_reading("一")
    run_with(store, make_dossier("甲案", reading))
    tasks = store.take()
    run_with(store, make_dossier("甲案", make_reading("改")))
    store.indexed(tasks)
    assert store.take() == (Task(reading.document.id, 2),)
    assert store.queue_length() == 1


def test_the_same_paper_in_two_dossiers_stands_in_both(store: Store) -> None:
    reading = make_reading("一", name="同")
    run_with(store, make_dossier("甲案", reading), make_dossier("乙案", reading, verdicts=["fail"]))
    paper = store.paper(reading.document.id)
    assert paper is not None
    assert [(s.dossier, s.conclusion) for s in paper.standings] == [("乙案", "fail"), ("甲案", "pass")]
    assert list(store.document_ids()) == [reading.document.id]


def test_many_dossiers_come_back_without_gaps(store: Store) -> None:
    run = store.begin_run("audit", as_of=DAY, roots=[ROOT])
    names = [f"案{i}" for i in range(520)]
    store.save_dossiers(run, ((ROOT, make_dossier(name)) for name in names))
    assert [summary.name for summary in store.summaries(run)] == names


def test_a_lease_is_held_by_one_at_a_time(store: Store) -> None:
    holder = store.lease("indexer")
    assert holder is not None
    assert store.lease("indexer") is None
    assert store.lease("别的") is not None
    assert store.lease("indexer", holder=holder) == holder
    store.release("indexer", "不是我")
    assert store.lease("indexer") is None
    store.release("indexer", holder)
    assert store.lease("indexer") is not None


def test_a_lease_not_renewed_is_lost(store: Store) -> None:
    assert store.lease("indexer", seconds=-1) is not None
    assert store.lease("indexer") is not None


def test_a_lease_of_a_process_that_died_on_this_machine_is_free(store: Store) -> None:
    mine = store.lease("indexer")
    assert mine is not None
    store.release("indexer", mine)
    here = mine.rpartition("#")[0]
    assert (
        store.lease("indexer", holder=f"{here}#4194305:dead") is not None
    )  # above the highest process number
    assert store.lease("indexer") is not None


def test_a_lease_of_another_machine_is_waited_for(store: Store) -> None:
    assert store.lease("indexer", holder="elsewhere/pid:[1]#4194305:alive") is not None
    assert store.lease("indexer") is None


def test_corrections_are_kept_once_and_in_order(store: Store) -> None:
    first = Correction(
        id="1",
        file="f",
        source="甲/1.pdf",
        page=1,
        stage="kind",
        before='"other"',
        after='"draft"',
        who="王",
        when=datetime(2026, 1, 1, tzinfo=UTC),
    )
    later = first.model_copy(update={"id": "2", "file": "g", "when": first.when + timedelta(days=1)})
    assert store.add_correction(later)
    assert store.add_correction(first)
    assert not store.add_correction(first.model_copy(update={"after": '"law"'}))
    assert store.corrections() == (first, later)
    assert store.corrections(files=["g"]) == (later,)
    assert store.corrections(files=[]) == ()
    assert store.corrections(sources=["甲/1.pdf"]) == (first, later)


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "fadu.db") as one, Store.open(tmp_path / "fadu.db") as two:
        runs = [s.begin_run("audit", as_of=DAY, roots=[f"/{i}"]) for i, s in enumerate((one, two))]
        for i in range(20):
            one.save_dossier(runs[0], make_dossier(f"甲{i}", make_reading("一")), root="/0")
            two.save_dossier(runs[1], make_dossier(f"乙{i}", make_reading("一")), root="/1")
        assert len(one.standing()) == 40


def test_reading_goes_on_while_a_writer_holds_its_transaction(tmp_path: Path) -> None:
    with Store.open(tmp_path / "fadu.db") as one, Store.open(tmp_path / "fadu.db") as two:
        run = run_with(one, make_dossier("甲案", make_reading("一")))
        with one.write() as connection:
            connection.exec_driver_sql("DELETE FROM findings")
            assert [s.name for s in two.summaries(run)] == ["甲案"]


def test_forgetting_pages_forgets_what_was_understood_of_those_files_only(store: Store) -> None:
    for name in ("甲", "乙"):
        store.save_pages(hash_of(name), "v", [make_page(name)], first=1, last=1)
        store.save_readings(f"键{name}", [make_reading(name, name=name)])
    store.forget_pages([hash_of("甲")], "v")
    assert store.load_readings("键甲") is None
    assert store.load_readings("键乙") is not None
    assert list(store.kept("v", [hash_of("甲"), hash_of("乙")])) == [hash_of("乙")]


def test_a_full_disk_is_said_and_nothing_half_is_kept(tmp_path: Path) -> None:
    with Store.open(tmp_path / "fadu.db") as store:
        run = run_with(store, make_dossier("甲案", make_reading("一")))
        with store.write() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
        big = [
            make_reading("".join(chr(0x4E00 + i * 7919 % 20000) for i in range(n, n + 9000)))
            for n in range(20)
        ]
        with pytest.raises(StoreError, match="磁盘空间"):
            store.save_dossier(run, make_dossier("乙案", *big), root=ROOT)
        assert [dossier.id for dossier in store.dossiers(run)] == ["甲案"]
        assert [standing.dossier for standing in store.standing()] == ["甲案"]
