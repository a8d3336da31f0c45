"""report.xlsx as a program reads it back: sheets, filters, colours, links, masks, limits."""

from pathlib import Path

import openpyxl
import pytest
from report_papers import ID_CARD, PHONE, case, finding
from report_run import ADDRESS, DECISION, RULE, good, late, write

from app.report.book import CUT, Book, Column, Linked, Table, clip, text_lines
from app.report.words import COLOURS
from dossier.case import Verdict

SHEETS = ["总览", "卷宗", "检查结论", "缺什么", "文书", "线索", "读取情况", "更正", "改判", "更正用表"]
SCORED = ["案卷评分", "常见问题"]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    out = tmp_path_factory.mktemp("place") / "out"
    out.mkdir()
    write(out, late(), good("乙案"))
    return openpyxl.load_workbook(out / "report.xlsx")


def column(sheet: openpyxl.worksheet.worksheet.Worksheet, title: str) -> list[object]:
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(title)].value for row in sheet.iter_rows(min_row=2)]


def test_sheets_and_their_heads(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [*SHEETS, *SCORED]
    for name in SHEETS[1:7]:
        assert book[name].auto_filter.ref and book[name].freeze_panes == "B2", name
    assert book["更正用表"].sheet_state == "hidden"


@pytest.mark.parametrize(("row", "verdict"), [(2, "fail"), (3, "undetermined"), (5, "pass")])
def test_verdicts_are_named_and_coloured(book: openpyxl.Workbook, row: int, verdict: Verdict) -> None:
    cell = book["检查结论"].cell(row, 3)
    assert cell.fill.start_color.rgb == "FF" + COLOURS[verdict][1][1:]
    assert cell.font.color.rgb == "FF" + COLOURS[verdict][0][1:]


def test_finding_row_has_dates_evidence_and_a_link(book: openpyxl.Workbook) -> None:
    sheet = book["检查结论"]
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, sheet[2], strict=True))
    assert (row["起"].value.isoformat(), row["止"].value.isoformat()) == (
        "2022-04-28T00:00:00",
        "2022-05-16T00:00:00",
    )
    assert (row["实际"].value, row["要求"].value, row["单位"].value) == (10, 7, "个工作日")
    assert row["证据（原文）"].value.splitlines()[0] == "「2022年4月28日」05 决定书.pdf 第1页"
    link = row["文件（点开原件）"]
    assert (link.value, link.hyperlink.target) == (DECISION, "../卷/甲案/05%20决定书.pdf")


def test_not_applicable_rows_are_there_but_folded(book: openpyxl.Workbook) -> None:
    sheet = book["检查结论"]
    assert column(sheet, "结论")[2] == "不适用"
    assert [sheet.row_dimensions[row].hidden for row in (2, 3, 4, 5)] == [False, False, True, False]
    (shown,) = sheet.auto_filter.filterColumn
    assert (shown.colId, "不适用" in shown.filters.filter) == (2, False)


def test_missing_and_reading_sheets(book: openpyxl.Workbook) -> None:
    assert column(book["缺什么"], "缺什么") == ["公示截图"]
    sheet = book["读取情况"]
    assert column(sheet, "情况") == ["读取失败", "已读", "已读", "已读"]
    assert "文件损坏，请重新扫描" in str(column(sheet, "备注")[0])


def test_balance_sheet_adds_up(book: openpyxl.Workbook) -> None:
    rows = {str(r[1].value).strip(): r[2].value for r in book["总览"].iter_rows() if r[1].value}
    assert (rows["应读（路径下的文件）"], rows["已读"], rows["读取失败"], rows["damaged"]) == (4, 3, 1, 1)
    assert rows["收支"] == "相符"
    assert "甲案/05 决定书.pdf 第2页：找不到原来的位置" in rows


def test_no_personal_data_anywhere(book: openpyxl.Workbook) -> None:
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [text for text in cells if ID_CARD in text or PHONE in text or ADDRESS in text]
    assert [text for text in cells if "110105************" in text]


def test_long_tables_go_on_and_links_end_with_a_count(tmp_path: Path) -> None:
    book = Book(tmp_path / "long.xlsx", title="长表", rows=3, links=1)
    table = Table(book, "表", (Column("名", 9), Column("数", 9, "number")))
    table.head()
    for i in range(5):
        table.put((Linked(f"第{i}件", "../甲.pdf"), i))
    table.close()
    book.close()
    sheets = openpyxl.load_workbook(tmp_path / "long.xlsx")
    assert [[row[1].value for row in sheet] for sheet in sheets] == [["数", 0, 1], ["数", 2, 3], ["数", 4]]
    assert sheets.sheetnames == ["表", "表（2）", "表（3）"]
    assert (table.total, table.unlinked) == (5, 2)


def test_a_cell_says_that_it_was_cut() -> None:
    assert clip("短") == "短"
    assert len(clip("长" * 40_000)) == 32_000 and clip("长" * 40_000).endswith(CUT)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        pytest.param("", 10, 1, id="空"),
        pytest.param("二十个字" * 5, 20, 3, id="折行"),
        pytest.param("一\n二\n三", 20, 3, id="自带换行"),
    ],
)
def test_rows_are_as_high_as_their_text(text: str, room: float, lines: int) -> None:
    assert text_lines(text, room) == lines


def test_settings_nobody_made_are_asked_for_once(tmp_path: Path) -> None:
    setting = "本省规范性文件备案的时限"
    rule = RULE.model_copy(update={"options": {"setting": setting}})
    open_ = finding(verdict="undetermined", severity="info", missing=(setting,))
    write(tmp_path, case(findings=(open_,)), case(findings=(open_,), id="乙案"), rules=(rule,))
    cells = [
        c.value for row in openpyxl.load_workbook(tmp_path / "report.xlsx")["总览"].iter_rows() for c in row
    ]
    assert cells.count(f"　{setting}：2 项结论在等") == 1
