"""The commands as a user types them: output, JSON and exit codes (contract.md)."""

import json
from pathlib import Path

import pytest
from audits import Audited
from typer.testing import CliRunner

from app.cli import app
from app.work import update_index

RUN = CliRunner()


@pytest.fixture(scope="module")
def store(samples: Audited) -> str:
    update_index(samples.store)
    return samples.store.url


def test_search_answers_with_highlighted_snippets_and_pages(store: str) -> None:
    said = RUN.invoke(
        app, ["search", "公开征求意见", "--kind", "consultation_notice", "--json", "--store", store]
    )
    found = json.loads(said.stdout)
    assert said.exit_code == 0 and found["total"] == len(found["hits"]) > 0
    for hit in found["hits"]:
        assert hit["kind"] == "consultation_notice"
        assert hit["snippets"] and hit["snippets"][0]["highlights"]


def test_search_finds_a_document_number_in_any_bracket(store: str) -> None:
    said = RUN.invoke(app, ["search", "云政规[2025]4号", "--json", "--store", store])
    numbers = [hit["doc_number"] for hit in json.loads(said.stdout)["hits"]]
    assert "云政规〔2025〕4号" in numbers


def test_show_names_events_and_findings(store: str) -> None:
    said = RUN.invoke(app, ["show", "云澜美发店无证营业案", "--json", "--store", store])
    row = json.loads(said.stdout)
    assert row["conclusion"] == "fail" and row["documents"] and row["findings"]


def test_export_writes_an_opinion_for_each_dossier(store: str, tmp_path: Path) -> None:
    said = RUN.invoke(app, ["export", "--format", "docx", "--out", str(tmp_path), "--store", store])
    assert said.exit_code == 0 and len(list(tmp_path.glob("*.docx"))) == 15


def test_the_catalogue_holds_together() -> None:
    assert RUN.invoke(app, ["rules", "--check"]).exit_code == 0


@pytest.mark.parametrize(
    "command",
    [["audit"], ["audit", "不存在的文件夹"], ["search", "词", "--from", "五月"], ["rules", "无此规则"]],
    ids=["缺路径", "路径不在", "日期写错", "没有这条规则"],
)
def test_wrong_use_exits_with_2(command: list[str], tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    environment = {**os.environ, "FADU_STORE": str(tmp_path / "store.db")}
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *command], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 2


def test_help_fits_80_columns() -> None:
    said = RUN.invoke(app, ["--help"], env={"COLUMNS": "80"})
    wide = [line for line in said.stdout.splitlines() if sum(2 if c > "⺀" else 1 for c in line) > 80]
    assert wide == []
