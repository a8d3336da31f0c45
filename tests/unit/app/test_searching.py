"""`fadu search`: lists from Excel, kept searches, what is hidden and what to ask instead; `fadu users`."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner
from web_papers import make_store

from app.cli import app
from dossier.errors import UsageError

RUN = CliRunner()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    store = make_store(tmp_path_factory.mktemp("searching"))
    store.close()
    return store.url


def say(url: str, *arguments: str, given: str = "") -> str:
    result = RUN.invoke(app, [*arguments, "--store", url], input=given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def workbook(path: Path, *cells: object) -> Path:
    book = Workbook()
    assert book.active is not None
    for row, cell in enumerate(cells, 1):
        book.active.cell(row, 1, cell)  # type: ignore[arg-type]
    book.save(path)
    return path


def test_a_list_of_searches_gives_a_list_of_answers(url: str, tmp_path: Path) -> None:
    given = workbook(tmp_path / "清单.xlsx", "青市监罚[2024]9号", None, "查无此词", "罚款三千元")
    out = tmp_path / "结果.xlsx"
    assert "3 个检索式，2 个有结果" in say(url, "search", "--batch", str(given), "--to-file", str(out))
    rows = list(load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert [row[:3] for row in rows[1:]] == [
        ("青市监罚[2024]9号", 1, 1),
        ("查无此词", 0, None),
        ("罚款三千元", 1, 1),
    ]
    assert rows[1][4] == "行政处罚决定书" and "没有文书含有" in str(rows[2][10])


def test_a_list_that_is_none_is_told(url: str, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_text("不是表格")
    for bad in (tmp_path / "坏.xlsx", workbook(tmp_path / "空.xlsx")):
        with pytest.raises(UsageError):
            say(url, "search", "--batch", str(bad))


def test_a_search_is_kept_and_used_again(url: str) -> None:
    say(url, "search", "罚款三千元", "--keep", "罚款", "--json")
    again = json.loads(say(url, "search", "--kept", "罚款", "--json"))
    assert (again["total"], again["hidden"]) == (1, 0)
    with pytest.raises(UsageError, match="已有：罚款"):
        say(url, "search", "--kept", "没有")


def test_the_search_without_the_word_that_fails_is_offered(url: str) -> None:
    said = say(url, "search", "罚款三千元 查无此词")
    assert "没有文书含有“查无此词”" in said.replace("\n", "")
    assert "去掉“查无此词”有 1 份" in said.replace("\n", "")


def test_users_are_made_listed_and_dropped(url: str) -> None:
    say(url, "users", "--unit", "市司法局")
    say(url, "users", "--unit", "复议科", "--under", "市司法局")
    said = say(
        url, "users", "--add", "张三", "--unit", "复议科", "--role", "personal", given="一个很长的密码呀\n"
    )
    assert "复议科（属于市司法局）" in said and "用户  张三：复议科、查看并检索" in said
    assert "（已停用）" in say(url, "users", "--drop", "张三")
    with pytest.raises(UsageError, match="还没有审查过"):
        say(url, "users", "--give", "/没有", "--unit", "复议科")
