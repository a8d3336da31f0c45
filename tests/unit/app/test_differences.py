"""Two runs held against each other: what changed, and the reason a person can check."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.differences import Change, differences
from dossier.case import Dossier, Finding
from index.store import Store


def finding(**more: object) -> Finding:
    fields: dict[str, object] = {"dossier": "甲案", "dossier_kind": "penalty", "rule": "pen-service-7wd"}
    fields |= {
        "name": "决定书七日内送达",
        "verdict": "fail",
        "severity": "must",
        "message": "超过7个工作日。",
    }
    fields |= {"start": "2022-09-28", "end": "2022-10-20", "required": 7, "unit": "wd"}
    fields |= {"basis": ("行政处罚法（2021修订）第六十一条",)}
    return Finding.model_validate(fields | more)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.db") as opened:
        yield opened


def run(store: Store, *findings: Finding, as_of: str = "2026-06-30", **more: object) -> str:
    made = store.begin_run("judge", as_of=date.fromisoformat(as_of), roots=["/卷"], **more)  # type: ignore[arg-type]
    for name in dict.fromkeys(f.dossier for f in findings):
        own = tuple(f for f in findings if f.dossier == name)
        store.save_dossier(made, Dossier(id=str(name), kind="penalty", findings=own), root="/卷")
    store.finish_run(made)
    return made


def changes(store: Store, old: str, new: str) -> list[Change]:
    return list(differences(store, old, new))


@pytest.mark.parametrize(
    ("now", "why"),
    [
        pytest.param({"end": "2022-10-10"}, "止日由 2022-10-20 变为 2022-10-10", id="日期更正"),
        pytest.param({"required": 15, "unit": "d"}, "要求由 7个工作日 变为 15日", id="规则的数量变了"),
        pytest.param({"basis": ("行政处罚法（2017修正）第四十条",)}, "依据由", id="适用的版本变了"),
        pytest.param({"original": "fail"}, "人工改判", id="人工改判"),
    ],
)
def test_a_changed_verdict_says_what_changed(store: Store, now: dict[str, object], why: str) -> None:
    old, new = run(store, finding()), run(store, finding(verdict="pass", **now))
    (change,) = changes(store, old, new)
    assert (change.dossier, change.before, change.after) == ("甲案", "fail", "pass")
    assert why in "；".join(change.why)


def test_missing_things_found_since_are_named(store: Store) -> None:
    old = run(store, finding(verdict="undetermined", missing=("送达日期",)))
    (change,) = changes(store, old, run(store, finding(verdict="fail")))
    assert change.why == ("不再缺：送达日期",)


def test_where_the_finding_tells_nothing_the_runs_do(store: Store) -> None:
    open_, hashes = finding(verdict="undetermined"), {"knowledge": "a"}
    old = run(store, open_, hashes=hashes)
    (change,) = changes(store, old, run(store, finding(), as_of="2026-07-30", hashes={"knowledge": "b"}))
    assert change.why == ("判断日由 2026-06-30 变为 2026-07-30", "规则、日历等知识文件有改动")


def test_same_verdicts_are_no_change(store: Store) -> None:
    assert changes(store, run(store, finding()), run(store, finding(message="换一种说法。"))) == []


def test_dossiers_and_rules_come_and_go(store: Store) -> None:
    old = run(store, finding(), finding(dossier="乙案"))
    new = run(store, finding(), finding(rule="pen-decision-90d"), finding(dossier="丙案"))
    told = [(c.dossier, c.before, c.after, c.why[0]) for c in changes(store, old, new)]
    assert told == [
        ("甲案", None, "fail", "新增的检查或对象"),
        ("丙案", None, "fail", "卷宗为新出现"),
        ("乙案", "fail", None, "卷宗已不在"),
    ]
