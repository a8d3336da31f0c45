"""XLS and ET ledgers (BIFF in an OLE file): one page a sheet, cells with their address."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from io import StringIO
from pathlib import Path
from struct import error as StructError
from typing import Any

from dossier.document import Cell, Page
from dossier.errors import ReadError
from pipeline.readers.files import read_bytes
from pipeline.readers.ole import Ole
from pipeline.readers.options import Options
from pipeline.readers.sheet import rows_of, sheet_page, shown

_BROKEN = (
    StructError, ValueError, IndexError, KeyError, TypeError, AssertionError, AttributeError, OverflowError,
    UnicodeError, NotImplementedError, RecursionError, MemoryError,
)  # fmt: skip
_DAMAGED = "旧版 Excel（ET）表格内部结构损坏，读不出。请用 WPS 或 Excel 打开并另存为 XLSX 后重试。"
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5  # xlrd's cell types


def count_xls(path: Path, options: Options) -> int:
    with _opened(path, options) as book:
        return int(book.nsheets)


def read_xls(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page a sheet, without geometry. Raises ReadError: damaged, encrypted, too_large."""
    with _opened(path, options) as book:
        for number in pages or range(1, book.nsheets + 1):
            if 1 <= number <= book.nsheets:
                yield _page(book, number, options)


@contextmanager
def _opened(path: Path, options: Options) -> Iterator[Any]:
    import xlrd

    ole = Ole(read_bytes(path, options.limits))
    data = next((ole.read(name) for name in ("Workbook", "Book") if name in ole), b"")
    try:
        # what xlrd has to say of the file goes to its log, not to the terminal
        book = xlrd.open_workbook(
            file_contents=data, on_demand=True, formatting_info=True, ragged_rows=True, logfile=StringIO()
        )
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise ReadError(
                "encrypted", "表格设有打开密码。请用 WPS 或 Excel 去掉密码后另存，再重试。"
            ) from error
        raise ReadError("damaged", _DAMAGED) from error
    except _BROKEN as error:
        raise ReadError("damaged", _DAMAGED) from error
    try:
        yield book
    finally:
        book.release_resources()


def _page(book: Any, number: int, options: Options) -> Page:
    from xlrd import XLRDError

    try:
        sheet = book.sheet_by_index(number - 1)
        values = (
            [_shown(sheet.cell(r, c), book.datemode) for c in range(sheet.row_len(r))]
            for r in range(sheet.nrows)
        )
        merged = [(r0, c0, r1 - r0, c1 - c0) for r0, r1, c0, c1 in sheet.merged_cells]
        cells: list[Cell] = list(rows_of(sheet.name, values, merged, options.limits.max_cells))
    except (*_BROKEN, XLRDError) as error:
        raise ReadError("damaged", _DAMAGED) from error
    hidden = bool(sheet.visibility)
    book.unload_sheet(number - 1)
    return sheet_page(sheet.name, number, cells, options, engine="xls", hidden=hidden)


def _shown(cell: Any, mode: int) -> str:
    from xlrd import error_text_from_code
    from xlrd.xldate import XLDateError, xldate_as_datetime

    if cell.ctype == _DATE:
        try:
            moment: datetime = xldate_as_datetime(cell.value, mode)
        except (XLDateError, OverflowError):
            return shown(cell.value)
        return shown(time(moment.hour, moment.minute, moment.second) if cell.value < 1 else moment)
    if cell.ctype == _BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == _ERROR:
        return str(error_text_from_code.get(cell.value, "#错误"))
    return shown(cell.value) if cell.ctype in (_TEXT, _NUMBER) else ""
