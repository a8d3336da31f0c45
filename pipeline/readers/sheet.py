"""XLSX ledgers and lists: one page a sheet, cells with their address (“台账!C5”)."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from itertools import groupby, islice, pairwise
from pathlib import Path
from re import compile as regex
from string import ascii_uppercase
from typing import Any, NamedTuple
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
_MERGE = regex(rb"""<mergeCell\b[^>]*?\bref=["']([A-Z0-9:$]{1,40})["']""")
_AREA = 2000  # rows or columns of a merged area
_COVERED = 500_000  # cells behind merged ones: more are a trick
_HEAD = 12  # rows among which the header is looked for
_NAME = 24  # characters of a column's name


class Merge(NamedTuple):
    """A merged area, counted from 0."""

    row: int
    column: int
    rows: int
    columns: int


def count_sheets(path: Path, options: Options) -> int:
    with _opened(path, options) as sheets:
        return len(sheets)


def read_xlsx(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page a sheet, without geometry. Raises ReadError: damaged, bomb, too_large."""
    with _opened(path, options) as sheets:
        for number in pages or range(1, len(sheets) + 1):
            if 1 <= number <= len(sheets):
                yield _page(path, sheets[number - 1], number, options)


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


def _page(path: Path, sheet: Any, number: int, options: Options) -> Page:
    try:
        with catch_warnings():
            simplefilter("ignore")
            with closing(_values(sheet)) as values:
                merged = _merged(path, sheet, options)
                cells = list(rows_of(sheet.title, values, merged, options.limits.max_cells))
    except _BROKEN as error:
        raise ReadError("damaged", _DAMAGED) from error
    hidden = sheet.sheet_state != "visible"
    return sheet_page(sheet.title, number, cells, options, engine="xlsx", hidden=hidden)


def _values(sheet: Any) -> Generator[list[str], None, None]:
    """Rows from the first; the size a file states of itself may be wrong, so it is not believed."""
    sheet.reset_dimensions()
    with closing(sheet.iter_rows(min_row=1, min_col=1)) as rows:
        for row in rows:
            yield [shown(cell.value) for cell in row]


def _merged(path: Path, sheet: Any, options: Options) -> list[Merge]:
    """Merged areas, which openpyxl leaves out when it reads row by row."""
    from openpyxl.utils.cell import range_boundaries

    with unzipped(path, options.limits) as parts:
        found = _MERGE.findall(parts.bytes(sheet._worksheet_path))
    made = []
    for ref in found:
        c0, r0, c1, r1 = (edge or 1 for edge in range_boundaries(ref.decode("ascii", "ignore")))
        made.append(Merge(r0 - 1, c0 - 1, max(r1 - r0, 0) + 1, max(c1 - c0, 0) + 1))
    return made


# ── what all ledgers share ────────────────────────────────────────────────────────────────────────


def rows_of(
    title: str, values: Iterable[Sequence[str]], merged: Iterable[tuple[int, int, int, int]], most: int
) -> Iterator[Cell]:
    """Cells of rows that hold something, with their address (“台账!C5”).

    Empty cells only between full ones, to keep columns apart; those covered by a merged one are left out.
    `values`: rows from the sheet's first, each from its first column. Raises ReadError too_large.
    """
    areas = {(r, c): (rows, columns) for r, c, rows, columns in merged}
    covered = _covered(areas)
    made = 0
    row = -1
    for at, texts in enumerate(values):
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
            if not texts[i] and (at, i) in covered:
                continue
            lines = tuple(Line(text=line) for line in lines_of(lookalikes(texts[i]))) or (Line(text=""),)
            down, across = areas.get((at, i), (1, 1))
            address = f"{title}!{letters(i)}{at + 1}"
            yield Cell(row=row, column=i, rows=down, columns=across, lines=lines, address=address)


def _covered(areas: Mapping[tuple[int, int], tuple[int, int]]) -> set[tuple[int, int]]:
    """Cells behind merged ones; areas as large as a column are cut short, since nobody fills them."""
    found = (
        (r + i, c + j)
        for (r, c), (rows, columns) in areas.items()
        for i in range(min(rows, _AREA))
        for j in range(min(columns, _AREA))
        if i or j
    )
    return set(islice(found, _COVERED))


def letters(column: int) -> str:
    """A column's name, counted from 0: 0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def sheet_page(
    title: str, number: int, cells: Sequence[Cell], options: Options, *, engine: str, hidden: bool
) -> Page:
    """A sheet as a page; where its header row stands is said, so that a ledger can be matched by names."""
    notes = [f"工作表“{title}”是隐藏的"] if hidden else []
    head = header_row(cells)
    if head:
        notes.append(f"表头在第 {(head[0].address or '').rpartition('!')[2].lstrip(ascii_uppercase)} 行")
    if not cells:
        notes.append(f"工作表“{title}”是空的")
    return Page(
        source=options.source,
        number=number,
        width=0,
        height=0,
        engine=engine,
        reason=f"工作表“{title}”",
        notes=tuple(notes),
        blocks=(Block(kind="table", cells=tuple(cells)),) if cells else (),
    )


def header_row(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells that name the columns: the first row of several short names that rows of values follow.

    Empty where no row is one: titles fill one cell, values are numbers, dates or long.
    """
    rows = [tuple(group) for _, group in groupby(cells, key=lambda cell: cell.row)]
    widest = max((sum(1 for c in row if c.text) for row in rows), default=0)
    for row, after in pairwise(rows[:_HEAD]):
        names = [c.text for c in row if c.text]
        if len(names) >= max(2, widest * 0.6) and all(map(_is_name, names)) and len(after) > 1:
            return row
    return ()


def _is_name(text: str) -> bool:
    return len(text) <= _NAME and not text[0].isdigit() and not text.endswith(tuple("。；"))


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
