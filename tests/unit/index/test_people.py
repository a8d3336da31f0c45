"""Units, users, jobs, kept searches, and the trail that only grows; on both stores."""

import pytest
from index_papers import DAY, ROOT, make_dossier, make_reading
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dossier.errors import UsageError
from index.people import User, below
from index.store import Store


def test_a_unit_has_all_units_below_it(store: Store) -> None:
    store.add_unit("市政府")
    store.add_unit("市司法局", parent="市政府")
    store.add_unit("复议科", parent="市司法局")
    store.add_unit("市税务局")
    assert below(store.units(), ["市政府"]) == ("市政府", "市司法局", "复议科")
    with pytest.raises(UsageError, match="没有单位“县政府”"):
        store.add_unit("乡政府", parent="县政府")


def test_a_folder_given_to_a_unit_sends_its_papers_to_the_index_again(store: Store) -> None:
    run = store.begin_run("audit", as_of=DAY, roots=[ROOT])
    store.save_dossier(run, make_dossier("甲案", make_reading("听证")), root=ROOT)
    store.finish_run(run)
    store.indexed(store.take())
    store.add_unit("市司法局")
    store.assign(ROOT, "市司法局")
    assert (store.queue_length(), store.holdings()) == (1, {ROOT: "市司法局"})
    with pytest.raises(UsageError, match="没有单位"):
        store.assign(ROOT, "别的局")


def test_users_sign_in_until_they_are_dropped(store: Store) -> None:
    store.add_unit("市司法局")
    user = User(name="张三", units=("市司法局",), roles=("personal",))
    store.save_user(user, "一个很长的密码呀")
    assert store.sign_in("张三", "一个很长的密码呀") == user
    assert store.sign_in("张三", "另一个很长的密码") is None
    assert store.sign_in("李四", "一个很长的密码呀") is None
    store.save_user(user, "换了一个很长的密码")
    assert store.sign_in("张三", "换了一个很长的密码") == user
    store.drop_user("张三")
    assert store.sign_in("张三", "换了一个很长的密码") is None
    assert [u.active for u in store.users()] == [False]


@pytest.mark.parametrize(
    ("user", "password", "message"),
    [
        pytest.param(User(name="甲", roles=("root",)), "12345678", "没有角色“root”", id="角色"),
        pytest.param(User(name="甲", units=("无此局",)), "12345678", "没有单位“无此局”", id="单位"),
        pytest.param(User(name="甲"), "1234567", "至少8个", id="密码短"),
    ],
)
def test_a_user_that_cannot_be_is_refused(store: Store, user: User, password: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        store.save_user(user, password)


def test_a_job_is_taken_once_and_done_once(store: Store) -> None:
    first, second = (store.put_job("upload", {"n": n}, by="张三") for n in (1, 2))
    one = store.take_job(["upload"], holder="甲", seconds=60)
    two = store.take_job(["upload"], holder="乙", seconds=60)
    assert one is not None and two is not None
    assert [(one.id, one.payload), (two.id, two.payload)] == [(first, {"n": 1}), (second, {"n": 2})]
    assert store.take_job(["upload"], holder="丙", seconds=60) is None
    assert not store.end_job(first, holder="乙", result="不是它的")
    assert store.end_job(first, holder="甲", result="好了")
    done = store.job(first)
    assert done is not None and (done.state, done.result) == ("done", "好了")


def test_a_job_of_a_dead_worker_is_taken_again_three_times_and_no_more(store: Store) -> None:
    job = store.put_job("upload", {}, by="张三")
    for holder in ("甲", "乙", "丙"):
        taken = store.take_job(["upload"], holder=holder, seconds=-1)
        assert taken is not None and taken.id == job
    assert not store.beat(job, holder="甲", seconds=60)
    assert store.take_job(["upload"], holder="丁", seconds=60) is None
    failed = store.job(job)
    assert failed is not None and failed.state == "failed"


def test_the_trail_tells_who_did_what(store: Store) -> None:
    store.actor = "李四"
    store.add_unit("市司法局")
    run = store.begin_run("audit", as_of=DAY, roots=[ROOT])
    store.purge(["0" * 64])
    steps = list(store.trail())
    assert [(s.who, s.action, s.subject) for s in steps] == [
        ("李四", "unit", "市司法局"),
        ("李四", "audit", run),
        ("李四", "purge", ""),
    ]
    assert [s.action for s in store.trail(after=steps[0].number)] == ["audit", "purge"]


@pytest.mark.parametrize("statement", ["UPDATE trail SET who = '别人'", "DELETE FROM trail"])
def test_the_trail_cannot_be_changed(store: Store, statement: str) -> None:
    store.add_unit("市司法局")
    with pytest.raises(DBAPIError, match="append-only"), store.write() as connection:
        connection.execute(text(statement))
    assert [step.action for step in store.trail()] == ["unit"]


def test_searches_are_kept_by_owner(store: Store) -> None:
    store.keep_search("张三", "听证", {"text": "听证"})
    store.keep_search("张三", "听证", {"text": "听证 -规定"})
    assert store.searches("张三") == {"听证": {"text": "听证 -规定"}}
    assert store.searches("李四") == {}
    assert store.drop_search("张三", "听证") and not store.drop_search("张三", "听证")
