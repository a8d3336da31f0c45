"""XLSX ledgers and lists: one page a sheet, cells with their address (“台账!C5”)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from dossier.document import Block, Cell, Line, Page
from dossier.errors import ReadError
from language.normal import lookalikes
from pipeline.readers.encoding import lines_of
from pipeline.readers.options import Options
from pipeline.readers.zipped import BROKEN, unzipped

# openpyxl's sheets are typed as if they could be written to; here they are `Any`.
_BROKEN = (*BROKEN, TypeError, AttributeError, IndexError, SyntaxError)
_DAMAGED = "表格内部结构损坏，读不出。请用 WPS 或 Excel 打开并另存为 XLSX 后重试。"


def count_sheets(path: Path, options: Options) -> int:
    with _opened(path, options) as sheets:
        return len(sheets)


def read_xlsx(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page a sheet, without geometry. Raises ReadError: damaged, bomb, too_large."""
    with _opened(path, options) as sheets:
        for number in pages or range(1, len(sheets) + 1):
            if 1 <= number <= len(sheets):
                yield _page(sheets[number - 1], number, options)


@contextmanager
def _opened(path: Path, options: Options) -> Iterator[list[Any]]:
    """Sheets, of values as last computed; the archive is checked before openpyxl sees it."""
    from openpyxl import load_workbook

    with unzipped(path, options.limits) as parts:
        parts.xml("xl/workbook.xml")  # refuses entities
    try:
        with catch_warnings():
            simplefilter("ignore")  # of validation and styles it leaves out
            book: Any = load_workbook(path, read_only=True, data_only=True)
    except _BROKEN as error:
        raise ReadError("damaged", _DAMAGED) from error
    try:
        yield list(book.worksheets)
    finally:
        book.close()


def _page(sheet: Any, number: int, options: Options) -> Page:
    try:
        with catch_warnings():
            simplefilter("ignore")
            cells = list(_cells(sheet, options.limits.max_cells))
    except _BROKEN as error:
        raise ReadError("damaged", _DAMAGED) from error
    notes = [] if sheet.sheet_state == "visible" else [f"工作表“{sheet.title}”是隐藏的"]
    return Page(
        source=options.source,
        number=number,
        width=0,
        height=0,
        engine="xlsx",
        reason=f"工作表“{sheet.title}”",
        notes=(*notes, *(() if cells else (f"工作表“{sheet.title}”是空的",))),
        blocks=(Block(kind="table", cells=tuple(cells)),) if cells else (),
    )


def _cells(sheet: Any, most: int) -> Iterator[Cell]:
    """Cells of rows that hold something; empty ones only between full ones, to keep columns apart."""
    made = 0
    row = -1
    for values in sheet.iter_rows():
        texts = [shown(cell.value) for cell in values]
        full = [i for i, text in enumerate(texts) if text]
        if not full:
            continue
        row += 1
        made += len(full)
        if made > most:
            raise ReadError(
                "too_large", f"单元格超过设置 max_cells（{most}）。请拆分表格，或调高该设置后重试。"
            )
        for i in range(full[0], full[-1] + 1):
            lines = tuple(Line(text=line) for line in lines_of(lookalikes(texts[i]))) or (Line(text=""),)
            address = getattr(values[i], "coordinate", None)
            yield Cell(
                row=row, column=i, lines=lines, address=f"{sheet.title}!{address}" if address else None
            )


def shown(value: object) -> str:
    """A value as a ledger shows it: dates as dates, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M" if value.time() != time() else "%Y-%m-%d")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
