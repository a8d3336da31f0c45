"""A run goes on where it stopped; what has not changed is not read again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from audits import DAY, make_context, run_audit

import pipeline.work
from dossier.document import Page

NOTICE = "关于公开征求《{0}办法（征求意见稿）》意见的公告\n发布日期：2025-03-03\n现公开征求意见，时间为2025年3月3日至2025年4月3日。\n"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were really read."""
    seen: list[str] = []
    really = pipeline.work.read_pages

    def spy(path: Path, source: str, *rest: Any) -> tuple[Page, ...]:
        seen.append(source)
        return really(path, source, *rest)

    monkeypatch.setattr(pipeline.work, "read_pages", spy)
    return seen


def write(folder: Path, names: Sequence[str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.txt").write_text(NOTICE.format(name), encoding="utf-8")
    return folder


def test_a_second_audit_reads_only_what_is_new_or_changed(tmp_path: Path, reads: list[str]) -> None:
    papers = write(tmp_path / "papers", ["甲县养犬", "乙县养犬"])
    run_audit([papers], tmp_path)
    reads.clear()
    (papers / "乙县养犬.txt").write_text(NOTICE.format("乙县养犬") + "附件：草案", encoding="utf-8")
    write(papers, ["丙县养犬"])
    run_audit([papers], tmp_path)
    assert sorted(reads) == ["丙县养犬.txt", "乙县养犬.txt"]


def test_fresh_reads_all_again(tmp_path: Path, reads: list[str]) -> None:
    papers = write(tmp_path / "papers", ["甲县养犬"])
    run_audit([papers], tmp_path)
    run_audit([papers], tmp_path, fresh=True)
    assert reads == ["甲县养犬.txt"] * 2


def test_a_file_that_is_gone_is_marked_not_forgotten(tmp_path: Path) -> None:
    papers = write(tmp_path / "papers", ["甲县养犬", "乙县养犬"])
    run_audit([papers], tmp_path)
    (papers / "乙县养犬.txt").unlink()
    audited = run_audit([papers], tmp_path)
    assert audited.store.file_counts(str(papers)) == {"done": 1, "removed": 1}
    assert {row["source"] for row in audited.rows("documents")} == {"甲县养犬.txt"}


def test_equal_bytes_are_read_once_and_named_twice(tmp_path: Path, reads: list[str]) -> None:
    papers = write(tmp_path / "papers", ["甲县养犬"])
    (papers / "副本.txt").write_bytes((papers / "甲县养犬.txt").read_bytes())
    audited = run_audit([papers], tmp_path)
    assert len(reads) == 1
    (row,) = audited.rows("documents")
    assert sorted(row["sources"]) == ["副本.txt", "甲县养犬.txt"]


def test_a_run_that_dies_in_the_middle_goes_on(
    tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = write(tmp_path / "papers", [f"第{n}县养犬" for n in range(40)])
    really = pipeline.work.understand
    done = 0

    def dies(*args: Any, **more: Any) -> Any:
        nonlocal done
        done += 1
        if done == 25:
            raise KeyboardInterrupt
        return really(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.work, "understand", dies)
        with pytest.raises(KeyboardInterrupt):
            run_audit([papers], tmp_path)
    before = len(reads)
    audited = run_audit([papers], tmp_path)
    assert len(reads) - before <= 40 - 24  # the 24 that were understood are not read again
    assert len(audited.rows("documents")) == 40


def test_judging_again_opens_no_file(tmp_path: Path, reads: list[str]) -> None:
    from pipeline.executor import SerialExecutor
    from pipeline.run import rejudge
    from pipeline.settings import Settings

    papers = write(tmp_path / "papers", ["甲县养犬", "乙县养犬"])
    audited = run_audit([papers], tmp_path)
    for path in papers.iterdir():
        path.unlink()
    reads.clear()
    again = rejudge(
        store=audited.store, settings=Settings(as_of=DAY), context=make_context(), make=SerialExecutor
    )
    assert reads == []
    assert list(audited.store.findings(again)) == list(audited.store.findings(audited.run))
