"""The gold papers hold together, and their test split shares no wording with what extraction was built on."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.events import load_events
from knowledge.kinds import load_kinds
from knowledge.roles import load_roles

ROOT = Path(__file__).parents[3]
GOLD = ROOT / "corpora" / "gold"
sys.path.insert(0, str(GOLD))

from papers import Paper, _is_day, faults, load, runs  # noqa: E402

RUN = 12
KINDS = tuple(load_kinds().documents)
EVENTS = {code: event.papers for code, event in load_events().items()}
ROLES = tuple(role.name for role in load_roles())


def gold_paper(marked: str, **fields: str) -> Paper:
    known = {"id": "t-x001", "split": "test", "template": "t-x", "kind": "case_opening_approval", "title": ""}
    return Paper(issuer="", form="docx", marked=marked, **(known | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize("split", ["test", "dev"])
def test_labels_hold_together(split: str) -> None:
    assert faults(load(split), kinds=KINDS, events=EVENTS, roles=ROLES) == []


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        pytest.param("[[case_open 2022-02-30|2月30日]]", "日期不对", id="没有的日子"),
        pytest.param("[[case_opened 2022-02-03|2月3日]]", "不认识的事件", id="没有的事件"),
        pytest.param("[[paid 2022-02-03|2月3日]]", "不标事件", id="这种文书不标的事件"),
        pytest.param("[[@店主|某某]]", "不认识的角色", id="没有的角色"),
        pytest.param("[[case_open 2022-02-03|2月\n3日]]", "一行之内", id="跨行"),
        pytest.param("[[#|甲〔2022〕1号]][[#|甲〔2022〕2号]]", "只能标一处", id="两个文号"),
        pytest.param("«填写", "«»", id="手写记号"),
    ],
)
def test_a_wrong_label_is_told(marked: str, message: str) -> None:
    found = faults([gold_paper(marked)], kinds=KINDS, events=EVENTS, roles=ROLES)
    assert any(message in fault for fault in found), found


@pytest.mark.parametrize(
    ("text", "is_day"),
    [
        ("2022-08-02", True),
        ("2022-08", True),
        ("2022", True),
        ("2021-01-01/2022-12-31", True),
        ("2022-8-2", False),
    ],
)
def test_days_are_iso(text: str, is_day: bool) -> None:
    assert _is_day(text) is is_day


def test_splits_share_no_template() -> None:
    assert not {p.template for p in load("test")} & {p.template for p in load("dev")}


def known_texts() -> Iterator[str]:
    """All that whoever developed extraction had before their eyes."""
    for pattern in (
        "corpora/training/*.t*",
        "corpora/roles/*.t*",
        "corpora/samples/dossiers/*.toml",
        "knowledge/**/*.toml",
    ):
        for path in ROOT.glob(pattern):
            yield path.read_text(encoding="utf-8")
    yield from (paper.text for paper in load("dev"))


def test_the_test_split_is_written_apart() -> None:
    """No run of twelve characters is shared beyond statutory wording (statutory.txt) and names of laws."""
    allowed = {
        run
        for line in (GOLD / "statutory.txt").read_text(encoding="utf-8").splitlines()
        for run in runs(line, RUN)
    }
    known = {run for text in known_texts() for run in runs(text, RUN)}
    shared = {run for paper in load("test") for run in runs(paper.text, RUN)} & known - allowed
    assert not shared, sorted(shared)
