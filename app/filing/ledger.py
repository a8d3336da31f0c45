"""A ledger (台账) as an office keeps it: rows under a heading that names the document, whatever its columns are called."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from dossier.base import Record
from dossier.document import Cell, Page
from dossier.errors import UsageError
from knowledge.filing import load_filing

HEAD = 12
"""Rows among which the heading is looked for."""
TOTALS = ("合计", "总计", "小计", "共计")


class Entry(Record):
    """One row. `at`: sheet and row (“台账!5”). `fields`: field → text as written."""

    at: str
    fields: dict[str, str]

    def get(self, field: str) -> str:
        """The field's text, empty where the ledger has none."""
        return self.fields.get(field, "")


def read_ledger(path: Path) -> tuple[Entry, ...]:
    """The ledger's rows. Raises UsageError where the file cannot be read or no row names a document."""
    from dossier.errors import ReadError
    from pipeline.readers import Options, read

    try:
        pages = list(read(path, None, Options(source=path.name)))
    except ReadError as error:
        raise UsageError(f"台账 {path} 读不出：{error}") from error
    found = tuple(entry for page in pages for entry in _entries(page))
    if not found:
        names = "文件名称、发文字号、公布日期、报备日期、网址"
        raise UsageError(f"台账 {path} 里没有认出条目；表头须有文件名称或者发文字号一栏（可有：{names}）")
    return found


def _entries(page: Page) -> Iterator[Entry]:
    """Rows below the heading of each table on the sheet."""
    for block in page.blocks:
        columns: dict[int, str] = {}
        for number, (_, cells) in enumerate(groupby(block.cells, key=lambda cell: cell.row)):
            row = list(cells)
            heading = _heading(row)
            if not columns and number < HEAD and heading:
                columns = heading
            elif columns and (fields := _fields(row, columns)):
                yield Entry(at=_at(row[0]), fields=fields)


def _heading(row: list[Cell]) -> dict[int, str]:
    """Column → field, where the row names the document by title or number and one thing more."""
    found: dict[int, str] = {}
    for cell in row:
        field = load_filing().field(cell.text) if len(cell.text) <= 24 else None
        if field is not None and field not in found.values():
            found[cell.column] = field
    return found if len(found) > 1 and {"title", "number"} & set(found.values()) else {}


def _fields(row: list[Cell], columns: dict[int, str]) -> dict[str, str]:
    """What the row says, empty where it names no document (blank rows, totals)."""
    fields = {columns[cell.column]: cell.text.strip() for cell in row if cell.column in columns}
    named = fields.get("title") or fields.get("number")
    total = any(cell.text.strip().startswith(TOTALS) for cell in row[:2])
    return {name: text for name, text in fields.items() if text} if named and not total else {}


def _at(cell: Cell) -> str:
    """Where the row stands: “台账!A5” → “台账!5”."""
    sheet, _, address = (cell.address or "").rpartition("!")
    return f"{sheet}!{address.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}" if sheet else str(cell.row + 1)
