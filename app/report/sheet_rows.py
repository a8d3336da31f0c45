"""Rows a person filled in on a sheet of report.xlsx, read back."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.report.book import Column
from dossier.errors import UsageError

Row = dict[str, Any]


class RowError(Exception):
    """What is wrong with one row, said to the person who filled it in."""


def open_report(path: Path, sheets: Sequence[str]) -> Any:
    """The workbook, checked to be one of our reports. Raises UsageError."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError as error:
        raise UsageError(f"找不到文件 {path}，请检查路径") from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError) as error:
        raise UsageError(
            f"{path} 不是 Excel 工作簿（.xlsx），请用 fadu audit 生成的 report.xlsx，另存时选 .xlsx 格式"
        ) from error
    absent = [name for name in sheets if name not in book.sheetnames]
    if absent:
        raise UsageError(
            f"{path} 里没有“{'”“'.join(absent)}”页，请用 fadu audit 生成的 report.xlsx 填写，不要删除工作表"
        )
    return book


def filled(
    rows: Iterator[tuple[Any, ...]], columns: Sequence[Column], mark: str, *, sheet: str
) -> Iterator[tuple[int, Row]]:
    """Rows below the heading whose column `mark` is filled in, with their number in the sheet."""
    titles: list[str] = []
    for number, values in enumerate(rows, 1):
        cells = [value.strip() if isinstance(value, str) else value for value in values]
        if not titles:
            titles = [str(cell or "") for cell in cells] if mark in cells and len(set(cells)) > 3 else []
        elif (row := dict(zip(titles, cells, strict=False))).get(mark) not in (None, ""):
            yield number, row
    absent = [column.title for column in columns if column.title not in titles]
    if absent:
        raise UsageError(f"“{sheet}”页缺少栏目：{'、'.join(absent)}。请恢复标题行，或重新生成报告后再填")
