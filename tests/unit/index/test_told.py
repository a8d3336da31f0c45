"""A norm's status follows what other papers of the store say of it: they come, change and go, the index catches up."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from index_papers import ROOT, event, make_dossier, make_reading
from sqlalchemy import text

from dossier.case import Reading
from dossier.document import Place
from dossier.fact import Change, Event, Fact
from index.drain import differences, drain, rebuild
from index.embedded import EmbeddedIndex
from index.keep import Placed, write_dossiers
from index.search import EVERYTHING, STATUSES, Query
from index.store import Store

STARTS, ENDS, LATER = date(2020, 5, 1), date(2024, 3, 1), date(2026, 11, 22)
NAME, NUMBER = "甲县停车管理办法", "甲政发〔2020〕3号"


@pytest.fixture
def index(store: Store, tmp_path: Path) -> Iterator[EmbeddedIndex]:
    made = rebuild(store, tmp_path / "index")
    assert isinstance(made, EmbeddedIndex)
    yield made
    made.close()


def make_norm(
    *, number: str | None = NUMBER, events: Sequence[Event] = (event("effective", STARTS),)
) -> Reading:
    title = f"甲县人民政府关于印发《{NAME}》的通知"
    return make_reading(
        NAME, kind="normative_document", source="甲/办法.docx", title=title, number=number, events=events
    )


def make_teller(
    what: str,
    *,
    name: str = NAME,
    number: str | None = NUMBER,
    kind: str = "repeal_list",
    title: str = "甲县人民政府关于公布清理结果的决定",
    day: date | None = ENDS,
) -> Reading:
    """A paper that says what becomes of a norm on the day it takes effect itself."""
    events = (event("published", day),) if day else ()
    made = make_reading("清理结果", kind=kind, source="乙/清理.docx", title=title, events=events)
    value = Change.model_validate({"what": what, "name": name, "number": number})
    place = Place(source="乙/清理.docx", page=1, quote=name)
    fact = Fact(document=made.document.id, value=value, span=None, place=place, by="test")
    return made.model_copy(update={"facts": (*made.facts, fact)})


def save(store: Store, **dossiers: Reading) -> None:
    """One run with these dossiers, each of one paper; others leave the shelf."""
    run = store.begin_run("audit", as_of=LATER, roots=[ROOT])
    for name, reading in dossiers.items():
        store.save_dossier(run, make_dossier(name, reading), root=ROOT)
    store.finish_run(run)


def status(index: EmbeddedIndex, day: date = LATER) -> str:
    """The norm's status as the index tells it."""
    query = Query(kinds=("normative_document",), as_of=day, viewer=EVERYTHING)
    (hit,) = [hit for hit in index.search(query).hits if NAME in hit.title]
    return STATUSES[hit.status] if hit.status else ""


def test_a_repeal_shelved_later_ends_the_norm_and_taken_away_ends_it_no_more(
    store: Store, index: EmbeddedIndex
) -> None:
    save(store, 甲=make_norm())
    assert (drain(store, index), status(index)) == (1, "现行有效")
    save(store, 甲=make_norm(), 乙=make_teller("repealed"))
    assert drain(store, index) == 2
    assert [status(index, day) for day in (date(2024, 2, 29), ENDS, LATER)] == [
        "现行有效",
        "已废止",
        "已废止",
    ]
    save(store, 甲=make_norm(), 乙=make_teller("kept"))
    assert (drain(store, index), status(index)) == (2, "现行有效")
    save(store, 甲=make_norm(), 乙=make_teller("repealed"))
    assert (drain(store, index), status(index)) == (2, "已废止")
    save(store, 甲=make_norm())
    assert (drain(store, index), status(index)) == (2, "现行有效")
    assert differences(store, index) == ()


@pytest.mark.parametrize(
    ("teller", "expected"),
    [
        pytest.param(make_teller("repealed"), "已废止", id="按文号废止"),
        pytest.param(make_teller("repealed", number=None), "已废止", id="按名称废止"),
        pytest.param(make_teller("repealed", name="停车办法"), "已废止", id="名称写错，文号相同"),
        pytest.param(make_teller("amended"), "已修改", id="修改"),
        pytest.param(make_teller("expired"), "失效", id="宣布失效"),
        pytest.param(make_teller("repealed", day=None), "时效不明", id="说已废止而没有日期"),
        pytest.param(make_teller("repealed", number="甲政发〔2011〕9号"), "现行有效", id="同名的另一文号"),
        pytest.param(
            make_teller("repealed", name="乙县停车管理办法", number=None), "现行有效", id="别的文件"
        ),
        pytest.param(make_teller("repealed", kind="draft"), "现行有效", id="草案不废止任何文件"),
        pytest.param(
            make_teller("repealed", title="甲县人民政府关于废止《甲县停车管理办法》的决定（征求意见稿）"),
            "现行有效",
            id="征求意见稿不废止任何文件",
        ),
    ],
)
def test_what_another_paper_says_counts(
    store: Store, index: EmbeddedIndex, teller: Reading, expected: str
) -> None:
    """Whichever of the two is shelved first."""
    save(store, 乙=teller, 甲=make_norm())
    drain(store, index)
    assert status(index) == expected


def test_an_order_is_meant_without_its_bodys_place(store: Store, index: EmbeddedIndex) -> None:
    save(store, 甲=make_norm(number="甲县人民政府令第8号"))
    drain(store, index)
    save(
        store,
        甲=make_norm(number="甲县人民政府令第8号"),
        乙=make_teller("repealed", name="停车办法", number="县人民政府令第8号"),
    )
    drain(store, index)
    assert status(index) == "已废止"


def test_only_the_norms_spoken_of_are_taken_again(store: Store, index: EmbeddedIndex) -> None:
    other = make_reading(
        "另",
        kind="normative_document",
        source="丙/办法.docx",
        title="甲县养犬管理办法",
        number="甲政发〔2020〕4号",
    )
    save(store, 甲=make_norm(), 丙=other)
    drain(store, index)
    save(store, 甲=make_norm(), 丙=other, 乙=make_teller("repealed"))
    assert {task.document for task in store.take()} == {
        make_norm().document.id,
        make_teller("repealed").document.id,
    }


def test_a_norms_own_last_month_and_printed_repeal_count(store: Store, index: EmbeddedIndex) -> None:
    """And a day of repeal is not its own where it ends another with it."""
    own = (event("effective", STARTS), event("repealed", ENDS))
    save(store, 甲=make_norm(events=own))
    drain(store, index)
    assert status(index) == "已废止"
    value = Change(what="repealed", name="甲县停车暂行办法", number="甲政发〔2011〕9号")
    norm = make_norm(events=own)
    fact = norm.facts[0].model_copy(update={"value": value})
    save(store, 甲=norm.model_copy(update={"facts": (*norm.facts, fact)}))
    drain(store, index)
    assert status(index) == "现行有效"
    month = Event(code="expires", first=date(2025, 4, 1), last=date(2025, 4, 30))
    save(store, 甲=make_norm(events=(event("effective", STARTS), month)))
    drain(store, index)
    assert [status(index, day) for day in (date(2025, 4, 30), date(2025, 5, 1))] == ["现行有效", "失效"]


def test_two_writers_do_not_miss_each_other(store: Store, index: EmbeddedIndex) -> None:
    """A norm shelved while the paper that ends it is not yet committed waits for it."""
    run = store.begin_run("audit", as_of=LATER, roots=["/乙"])
    other = Thread(target=save, args=(store,), kwargs={"甲": make_norm()})
    with store.write() as connection:
        write_dossiers(connection, run, [Placed("/乙", make_dossier("乙", make_teller("repealed")))])
        other.start()
        other.join(0.3)
        assert other.is_alive()
    other.join()
    drain(store, index)
    assert status(index) == "已废止"


def test_what_is_purged_says_nothing_any_more(store: Store, index: EmbeddedIndex) -> None:
    teller = make_teller("repealed")
    save(store, 甲=make_norm(), 乙=teller)
    drain(store, index)
    store.purge([teller.document.id.partition(":")[0]])
    drain(store, index)
    assert status(index) == "现行有效"
    with store.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM told")) == 0


def test_an_older_store_is_gone_through_once(store: Store, index: EmbeddedIndex) -> None:
    save(store, 甲=make_norm(), 乙=make_teller("repealed"))
    with store.write() as connection:
        for statement in ("DROP TABLE told", "DROP TABLE norm_names", "DELETE FROM index_queue"):
            connection.execute(text(statement))
        connection.execute(text("UPDATE alembic_version SET version_num = 'r0002'"))
    with Store.open(store.url, grow=True) as grown:
        drain(grown, index)
        assert status(index) == "已废止"
