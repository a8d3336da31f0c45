"""A person's word on a sealed date outlives another reading by another engine."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from audits import DAY, SAMPLES, Audited, make_context, run_audit

from app.output import report
from app.report.corrections_read import read_corrections
from dossier.errors import UsageError
from pipeline.executor import SerialExecutor
from pipeline.run import rejudge
from pipeline.settings import Settings

DOSSIER = "青禾县农村集体聚餐食品安全管理办法"
OPINION = f"{DOSSIER}/5 合法性审核意见（扫描）.pdf"
RULE = "legality-review-min-5wd"


def verdict(audited: Audited) -> tuple[str, Any]:
    (row,) = [row for row in audited.rows("findings") if row["rule"] == RULE]
    return row["verdict"], row["end"]


def fill_in(book: Path, quote: str, date: str) -> None:
    """Writes one free row on the sheet 更正, as a reviewer does in Excel."""
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["更正"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "更正为" for cell in row))
    columns = {cell.value: cell.column for cell in head}
    row = sheet.max_row
    while all(sheet.cell(row, column).value is None for column in columns.values()):
        row -= 1
    values = {
        "文件": OPINION,
        "页": "1",
        "阶段": "日期",
        "项目": "出具合法性审核（审查）意见",
        "原文": quote,
        "更正为": date,
        "更正人": "审查员",
        "理由": "原件印章下的日期，已与原件核对",
    }
    for name, value in values.items():
        sheet.cell(row + 1, columns[name], value)
    workbook.save(book)


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    folder = tmp_path_factory.mktemp("更正")
    shutil.copytree(SAMPLES / "papers" / DOSSIER, folder / "papers" / DOSSIER)
    return run_audit([folder / "papers"], folder)


def test_a_corrected_sealed_date_stays_when_another_engine_reads_the_page(audited: Audited) -> None:
    folder = audited.out.parent
    assert verdict(audited) == ("fail", "2022-05-09")
    (paper,) = [row for row in audited.rows("documents") if row["source"] == OPINION]
    (quote,) = [e["quote"] for e in paper["events"] if e["event"] == "lr_opinion"]

    fill_in(audited.out / "report.xlsx", quote, "2022-05-12")
    for correction in read_corrections(audited.out / "report.xlsx", when=datetime.now(UTC)):
        audited.store.add_correction(correction)
    run = rejudge(
        store=audited.store, settings=Settings(as_of=DAY), context=make_context(), make=SerialExecutor
    )
    report(audited.store, run, audited.out, unmasked=False)
    assert verdict(audited) == ("pass", "2022-05-12")

    again = run_audit([folder / "papers"], folder, engine="tesseract", ocr="auto")
    (paper,) = [row for row in again.rows("documents") if row["source"] == OPINION]
    assert paper["ocr"]
    assert verdict(again) == ("pass", "2022-05-12")


def test_a_sheet_that_is_no_report_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "别的.xlsx")
    with pytest.raises(UsageError):
        read_corrections(tmp_path / "别的.xlsx", when=datetime.now(UTC))
