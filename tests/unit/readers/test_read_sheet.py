"""XLSX ledgers."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from reader_papers import document, pages, text

from dossier.errors import ReadError
from pipeline.readers import Limits, Options, count_pages, sniff
from pipeline.readers.sheet import shown

ROWS = [
    ["序号", "文件名称", "印发日期", "有效期"],
    [1, "某某办法", date(2026, 3, 2), 5],
    [2, "某某规定", None, 2.5],
]


def book(path: Path, **sheets: list[list[object]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_ledger_is_a_table_with_addresses(tmp_path: Path) -> None:
    path = book(tmp_path / "台账.xlsx", 台账=ROWS)
    assert sniff(path).endswith("spreadsheetml.sheet")
    assert text(path) == "序号\t文件名称\t印发日期\t有效期\n1\t某某办法\t2026-03-02\t5\n2\t某某规定\t\t2.5\n"


def test_place_is_a_cell_not_a_page(tmp_path: Path) -> None:
    paper = document(book(tmp_path / "a.xlsx", 台账=ROWS))
    at = paper.text.index("2026-03-02")
    place = paper.place(at, at + 10)
    assert (place.page, place.cell, place.quote) == (None, "台账!C2", "2026-03-02")


def test_one_page_a_sheet_hidden_and_empty_ones_said_aloud(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    made = Workbook()
    made.active.append(["甲"])
    made.create_sheet("草稿").append(["乙"])
    made["草稿"].sheet_state = "hidden"
    made.create_sheet("空")
    made.save(path)
    assert count_pages(path, Options(source="a")) == 3
    first, second, third = pages(path)
    assert (first.notes, second.notes) == ((), ("工作表“草稿”是隐藏的",))
    assert (third.blocks, third.notes) == ((), ("工作表“空”是空的",))
    assert [page.number for page in pages(path, range(2, 3))] == [2]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 9, 30), "2026-03-02 09:30"),
        (time(9, 30), "09:30:00"),
        (3.0, "3"),
        (0.5, "0.5"),
        (True, "是"),
        (None, ""),
    ],
)
def test_values_as_a_ledger_shows_them(value: object, expected: str) -> None:
    assert shown(value) == expected


def test_too_many_cells_name_the_setting(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 台账=[[1, 2, 3]] * 50)
    with pytest.raises(ReadError, match="max_cells") as caught:
        pages(path, limits=Limits(max_cells=100))
    assert caught.value.code == "too_large"


def test_broken_workbook_is_damaged(tmp_path: Path) -> None:
    from zipfile import ZipFile

    path = tmp_path / "a.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ReadError) as caught:
        pages(path)
    assert caught.value.code == "damaged"
