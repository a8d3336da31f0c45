"""An Excel workbook of long tables, written row by row so that memory stays flat."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any, Literal, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.url import Url, UrlTypes
from xlsxwriter.worksheet import Worksheet

from app.report.words import COLOURS
from dossier.case import VERDICTS, Verdict
from dossier.geometry import width

FONT = "微软雅黑"
INK, FAINT, RULE, GROUND = "#23221F", "#7B7A75", "#DAD8D1", "#F4F2EC"
A3, A4 = 8, 9
ROWS = 1_048_000
"""Rows a sheet may hold (Excel: 1,048,576)."""
LINKS = 30_000
"""Links a sheet may hold: Excel allows 65,530, and each stays in memory until the file is closed."""
LONGEST = 32_000
"""Characters a cell may hold (Excel: 32,767)."""
LINE, TALLEST, WIDER = 15.0, 260.0, 0.97
"""Points of a line of text and of the tallest row; width of our letters against Excel's measure."""
CUT = "……（过长，全文见 findings.jsonl、documents.jsonl）"
ESCAPES = str.maketrans({c: f"%{ord(c):02X}" for c in '%# "<>[]^`{}?'})

Style = Literal["text", "code", "number", "count", "date", "verdict"]


class Column(NamedTuple):
    """`width` in characters of Excel's own measure; hidden columns are for reading back."""

    title: str
    width: float
    style: Style = "text"
    hidden: bool = False


class FileLink(Url):
    """A link to a file as OOXML has it: forward slashes, which Excel, WPS and LibreOffice follow on every system."""

    def _parse_url(self) -> None:
        self._link_type = UrlTypes.EXTERNAL
        self._link = self._relationship_link = self._original_url.translate(ESCAPES)

    def _escape_strings(self) -> None:
        """Done above."""


class Linked(NamedTuple):
    """A cell's text and where it leads; None leads nowhere."""

    text: str
    target: str | None


Value = str | int | float | date | Linked | None


class Book:
    """A workbook with our formats."""

    def __init__(self, path: Path, *, title: str, rows: int = ROWS, links: int = LINKS) -> None:
        options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
        self.book = xlsxwriter.Workbook(
            str(path), options | {"default_format_properties": {"font_name": FONT}}
        )
        self.book.set_properties({"title": title, "subject": "法定程序审查"})
        self.rows, self.links = rows, links
        self.format, self.body = cache(self._format), cache(self._body)

    def _format(self, **properties: Any) -> Format:
        base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}
        return self.book.add_format(base | properties)

    def verdict(self, verdict: Verdict, **more: Any) -> Format:
        """The coloured cell of a verdict."""
        ink, ground = COLOURS[verdict]
        return self.format(
            font_color=ink, bg_color=ground, bold=True, align="center", bottom=4, bottom_color=RULE, **more
        )

    def _body(self, style: Style) -> Format:
        """A cell of a table."""
        kinds: dict[Style, dict[str, Any]] = {
            "text": {"text_wrap": True},
            "code": {"font_color": FAINT, "font_size": 9},
            "number": {"align": "right", "num_format": "#,##0.##"},
            "count": {"align": "center"},
            "date": {"align": "center", "num_format": "yyyy-mm-dd"},
            "verdict": {"align": "center"},
        }
        return self.format(bottom=4, bottom_color=RULE, **kinds[style])

    def header(self, style: Style = "text") -> Format:
        """A table's head, over its numbers where they stand."""
        align = {"number": "right", "count": "center", "date": "center", "verdict": "center"}.get(
            style, "left"
        )
        fill = {"bg_color": "#3C4A57", "font_color": "#FFFFFF", "bold": True}
        return self.format(valign="vcenter", align=align, text_wrap=True, **fill)

    def sheet(self, name: str, *, tab: str = "#9FA8AF", wide: float = 0) -> Worksheet:
        """A new sheet, set to print one page wide: A4 landscape, A3 where its columns are `wide`."""
        sheet = self.book.add_worksheet(name)
        sheet.set_tab_color(tab)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A3 if wide > 200 else A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&8&A&R&8第 &P 页，共 &N 页")
        return sheet

    def close(self) -> None:
        """Writes the file."""
        self.book.close()


class Table:
    """A long table on a sheet of its own; goes on on a further sheet where Excel's rows end."""

    def __init__(
        self, book: Book, name: str, columns: Sequence[Column], *, top: int = 0, frozen: int = 1
    ) -> None:
        self.book, self.name, self.columns = book, name, columns
        self.top, self.frozen, self.parts, self.total, self.unlinked = top, frozen, 0, 0, 0
        self._open()

    def _open(self) -> None:
        self.parts += 1
        wide = sum(column.width for column in self.columns if not column.hidden)
        self.sheet = self.book.sheet(
            f"{self.name}（{self.parts}）" if self.parts > 1 else self.name, wide=wide
        )
        self.row, self.linked = self.top, 0
        for i, column in enumerate(self.columns):
            self.sheet.set_column(i, i, column.width, None, {"hidden": column.hidden})

    def head(self) -> None:
        """Writes the heading row; what stands above it was written before."""
        self.sheet.set_row(self.row, 26)
        for i, column in enumerate(self.columns):
            self.sheet.write_string(self.row, i, column.title, self.book.header(column.style))
        self.sheet.freeze_panes(self.row + 1, self.frozen)
        self.sheet.repeat_rows(self.row)
        self.row += 1

    def put(self, values: Sequence[Value], *, folded: bool = False) -> None:
        """Appends a row; `folded` rows are hidden until the filter is taken off."""
        if self.row >= self.book.rows:
            self.close()
            self.top = 0
            self._open()
            self.head()
        self.sheet.set_row(self.row, self._height(values), None, {"hidden": True} if folded else {})
        for i, (value, column) in enumerate(zip(values, self.columns, strict=True)):
            self._cell(i, value, column.style)
        self.row += 1
        self.total += 1

    def _height(self, values: Sequence[Value]) -> float:
        """Room for the longest wrapped text, in points: not every program fits rows when it opens a file."""
        wrapped = (
            (v.text if isinstance(v, Linked) else v, c) for v, c in zip(values, self.columns, strict=True)
        )
        shown = (
            (v, c.width) for v, c in wrapped if isinstance(v, str) and c.style == "text" and not c.hidden
        )
        return min(max((text_lines(text, room) for text, room in shown), default=1) * LINE + 3, TALLEST)

    def _cell(self, i: int, value: Value, style: Style) -> None:
        form = self.book.body(style)
        if value is None or value == "":
            self.sheet.write_blank(self.row, i, None, form)
        elif style == "verdict":
            verdict: Verdict = value  # type: ignore[assignment]
            self.sheet.write_string(self.row, i, VERDICTS[verdict], self.book.verdict(verdict))
        elif isinstance(value, Linked):
            self._link(i, value)
        elif isinstance(value, str):
            self.sheet.write_string(self.row, i, clip(value), form)
        elif isinstance(value, datetime):
            self.sheet.write_datetime(
                self.row, i, value, self.book.format(num_format="yyyy-mm-dd hh:mm", align="center")
            )
        elif isinstance(value, date):
            self.sheet.write_datetime(self.row, i, datetime.combine(value, time()), form)
        else:
            self.sheet.write_number(self.row, i, value, form)

    def _link(self, i: int, cell: Linked) -> None:
        plain = self.book.body("text")
        if cell.target is None:
            self.sheet.write_string(self.row, i, clip(cell.text), plain)
        elif self.linked >= self.book.links:
            self.unlinked += 1
            self.sheet.write_string(self.row, i, clip(cell.text), plain)
        else:
            self.linked += 1
            blue = self.book.format(
                font_color="#2E5F8A", underline=1, text_wrap=True, bottom=4, bottom_color=RULE
            )
            link = FileLink(cell.target)
            link.text = clip(cell.text)
            self.sheet.write_url(self.row, i, link, blue)  # type: ignore[call-overload]  # takes a Url as well

    def close(self, *, shown: tuple[int, Sequence[str]] | None = None) -> None:
        """Puts the filter on every column; `shown`: a column and the values its filter lets through."""
        last = max(self.row - 1, self.top)
        self.sheet.autofilter(self.top, 0, last, len(self.columns) - 1)
        if shown is not None:
            self.sheet.filter_column_list(shown[0], list(shown[1]))


def text_lines(text: str, room: float) -> int:
    """Lines the text takes in a column `room` wide (Excel's measure: one digit; a Chinese character takes two)."""
    fits = max(room / 2 - 0.7, 1.0)
    lines = text.split("\n")
    return sum(1 if len(line) <= fits else max(ceil(width(line) * WIDER / fits), 1) for line in lines)


def clip(text: str) -> str:
    """What fits a cell, saying so where something is cut."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
