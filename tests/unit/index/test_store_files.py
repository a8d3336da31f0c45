"""Files and their states, on a real SQLite file."""

from pathlib import Path

import pytest
from index_papers import DAY, ROOT, hash_of, make_page

from dossier.errors import StoreError
from index.files import Change, Found, State
from index.store import Store


def begin(store: Store, *roots: str) -> str:
    return store.begin_run("audit", as_of=DAY, roots=roots or (ROOT,))


def states(store: Store, root: str = ROOT) -> dict[str, str]:
    every: tuple[State, ...] = ("waiting", "reading", "done", "failed", "duplicate", "refused", "removed")
    return {row.source: row.state for row in store.files(root, states=every)}


def found(source: str, content: str) -> Found:
    return Found(source, hash_of(content), size=len(content), modified=1)


def test_new_files_wait_and_equal_bytes_are_read_once(store: Store) -> None:
    store.plan_files(
        begin(store), ROOT, [found("甲/1.pdf", "一"), found("乙/1.pdf", "一"), found("甲/2.pdf", "二")]
    )
    assert states(store) == {"乙/1.pdf": "waiting", "甲/1.pdf": "duplicate", "甲/2.pdf": "waiting"}


def test_equal_bytes_below_two_roots_are_read_once(store: Store) -> None:
    run = begin(store, "/一", "/二")
    store.plan_files(run, "/一", [found("1.pdf", "同")])
    store.plan_files(run, "/二", [found("1.pdf", "同")])
    assert (states(store, "/一"), states(store, "/二")) == ({"1.pdf": "waiting"}, {"1.pdf": "duplicate"})


@pytest.mark.parametrize(
    ("state", "content", "expected"),
    [
        pytest.param("done", "旧", "done", id="读过且未变：不再读"),
        pytest.param("done", "新", "waiting", id="内容变了：重读"),
        pytest.param("failed", "旧", "waiting", id="上次失败：再试"),
        pytest.param("refused", "旧", "waiting", id="上次拒绝：再试（限制可能放宽）"),
        pytest.param("reading", "旧", "waiting", id="上次读到一半被杀：再读"),
    ],
)
def test_second_audit_plans_what_is_needed(store: Store, state: State, content: str, expected: str) -> None:
    store.plan_files(begin(store), ROOT, [found("1.pdf", "旧")])
    store.set_states(ROOT, [Change("1.pdf", state, code="x", message="说明")])
    store.plan_files(begin(store), ROOT, [found("1.pdf", content)])
    row = store.file(ROOT, "1.pdf")
    assert row is not None
    assert (row.state, row.code, row.message) == (expected, None, None)


def test_a_file_gone_is_marked_removed_and_kept(store: Store) -> None:
    store.plan_files(begin(store), ROOT, [found("1.pdf", "一"), found("2.pdf", "二")])
    store.plan_files(begin(store), ROOT, [found("2.pdf", "二")])
    assert states(store) == {"1.pdf": "removed", "2.pdf": "waiting"}
    assert [row.source for row in store.files(ROOT)] == ["2.pdf"]
    store.plan_files(begin(store), ROOT, [found("1.pdf", "一")])
    assert states(store) == {"1.pdf": "waiting", "2.pdf": "removed"}


def test_an_unchanged_duplicate_of_a_file_read_before_stays_unread(store: Store) -> None:
    store.plan_files(begin(store), ROOT, [found("b.pdf", "一")])
    store.set_states(ROOT, [Change("b.pdf", "done", pages=3)])
    store.plan_files(begin(store), ROOT, [found("a.pdf", "一"), found("b.pdf", "一")])
    assert states(store) == {"a.pdf": "duplicate", "b.pdf": "done"}


def test_the_copy_is_read_when_the_first_place_is_gone(store: Store) -> None:
    store.plan_files(begin(store), ROOT, [found("a.pdf", "一"), found("b.pdf", "一")])
    store.set_states(ROOT, [Change("a.pdf", "done")])
    store.plan_files(begin(store), ROOT, [found("b.pdf", "一")])
    assert states(store) == {"a.pdf": "removed", "b.pdf": "waiting"}


def test_unreadable_files_without_hash_are_no_duplicates(store: Store) -> None:
    store.plan_files(begin(store), ROOT, [Found("a.pdf", "", 0, 0), Found("b.pdf", "", 0, 0)])
    assert set(states(store).values()) == {"waiting"}


def test_attempts_are_counted_and_start_again_with_new_content(store: Store) -> None:
    store.plan_files(begin(store), ROOT, [found("1.pdf", "一")])
    store.set_states(ROOT, [Change("1.pdf", "reading"), Change("1.pdf", "reading")])
    store.plan_files(begin(store), ROOT, [found("1.pdf", "一")])
    row = store.file(ROOT, "1.pdf")
    assert row is not None
    assert row.attempts == 2
    store.plan_files(begin(store), ROOT, [found("1.pdf", "二")])
    row = store.file(ROOT, "1.pdf")
    assert row is not None
    assert row.attempts == 0


def test_file_counts_and_places_of_equal_bytes(store: Store) -> None:
    store.plan_files(
        begin(store), ROOT, [found("a.pdf", "一"), found("换行\n名.pdf", "一"), found("c.pdf", "三")]
    )
    assert store.file_counts(ROOT) == {"waiting": 2, "duplicate": 1}
    assert [row.source for row in store.files_of(hash_of("一"))] == ["a.pdf", "换行\n名.pdf"]


def test_many_files_come_back_in_order(store: Store) -> None:
    names = [f"{i:05}.txt" for i in range(1203)]
    store.plan_files(begin(store), ROOT, (found(name, name) for name in names))
    assert [row.source for row in store.files(ROOT)] == names


def test_pages_are_kept_in_pieces_and_named_for_the_place_they_are_wanted_for(store: Store) -> None:
    pages = [make_page(f"第{i}页", number=i) for i in range(1, 6)]
    store.save_pages("f", "v1", pages[3:], first=4, last=5)
    store.save_pages("f", "v1", pages[:3], first=1, last=3)
    assert store.kept("v1", ["f", "g"]) == {"f": ((1, 3), (4, 5))}
    assert store.kept("v2", ["f"]) == {}
    assert list(store.load_pages("f", "v1")) == pages
    assert {page.source for page in store.load_pages("f", "v1", source="乙/另一处.pdf")} == {"乙/另一处.pdf"}
    store.forget_pages(["f"], "v1")
    assert list(store.load_pages("f", "v1")) == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        pytest.param("mysql://x/y", "不受支持", id="不支持的数据库"),
        pytest.param("nonsense://", "不受支持", id="不存在的类型"),
        pytest.param("://fadu.db", "写法有误", id="不是地址"),
        pytest.param("sqlite+nonsense:///fadu.db", "写法有误", id="不存在的驱动"),
        pytest.param("postgresql+psycopg://127.0.0.1:1/fadu", "psycopg|再次运行", id="连不上的服务器"),
        pytest.param("sqlite:////proc/nowhere/fadu.db", "换一个", id="不能写的地方"),
    ],
)
def test_a_store_that_cannot_be_opened_says_what_to_do(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        Store.open(url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fadu.db").write_text("这不是数据库" * 200)
    with pytest.raises(StoreError, match="再次运行"):
        Store.open(tmp_path / "fadu.db")


def test_a_store_keeps_its_identity(tmp_path: Path) -> None:
    with Store.open(tmp_path / "fadu.db") as one, Store.open(f"sqlite:///{tmp_path}/fadu.db") as two:
        assert one.id == two.id
    with Store.open(tmp_path / "other.db") as three:
        assert three.id != one.id
