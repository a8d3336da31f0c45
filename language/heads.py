"""Rows at the top of a page: what each is, how large it is printed, and whether in the middle."""

import re
from collections.abc import Iterable, Iterator
from statistics import median
from typing import NamedTuple

from dossier.document import OUTSIDE_TEXT, Block, Cell, Line, Page
from language.forms import LONGEST_TITLE, META, ORDINAL, START, Form, ends_as_title, form_of, plain

_TITLE_LABEL = re.compile(r"^(?:标\s*题|名\s*称|文件名称)$")


class Head(NamedTuple):
    """One row near the top of a page. `scale`: line height against the page's median; None without boxes.

    `cells`: texts of a table row with more than one filled cell, else empty.
    """

    text: str
    form: Form
    line: Line
    printed: bool
    scale: float | None
    centred: bool
    cells: tuple[str, ...] = ()

    @property
    def ends(self) -> bool:
        """The line could be the last of a title: it ends in a kind of paper (通知, 办法, 审批表 …)."""
        return ends_as_title(self.text)


def _rows(blocks: Iterable[Block]) -> Iterator[tuple[Block, list[Line], tuple[str, ...]]]:
    """Printed sentences and table rows outside headers and footers; a row of one filled cell is its lines."""
    for block in blocks:
        if block.kind in OUTSIDE_TEXT:
            continue
        for lines in _joined(block.lines):
            yield block, lines, ()
        rows: dict[int, list[Cell]] = {}
        for cell in block.cells:
            if cell.text.strip():
                rows.setdefault(cell.row, []).append(cell)
        for cells in rows.values():
            if len(cells) == 1:
                for lines in _joined(cells[0].lines):
                    yield block, lines, ()
            else:
                yield block, list(cells[0].lines[:1]), tuple(plain(cell.text) for cell in cells)


def _joined(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    """Lines together that the margin alone broke, at most eight."""
    together: list[Line] = []
    for line in lines:
        together.append(line)
        if not line.wraps or len(together) == 8:
            yield together
            together = []
    if together:
        yield together


def heads(page: Page, limit: int = 40, body: int = 10) -> list[Head]:
    """The first rows of the page in reading order, until so many, or so many of running text."""
    found: list[Head] = []
    boxes = [line.box for line in _printed_lines(page) if line.box]
    usual = median(box.y1 - box.y0 for box in boxes) if boxes else None
    edges = (min(box.x0 for box in boxes), max(box.x1 for box in boxes)) if boxes else (0.0, 0.0)
    for block, lines, cells in _rows(page.blocks):
        line, text = lines[0], plain(ORDINAL.sub("", "".join(part.text for part in lines)))
        if not text:
            continue
        form = _row_form(cells) if cells else form_of(text)
        if form == "body" and block.kind == "title" and len(text) <= LONGEST_TITLE and not START.match(text):
            form = "title"
        scale = (line.box.y1 - line.box.y0) / usual if usual and line.box else None
        found.append(
            Head(text, form, line, block.kind == "title", scale, _centred(line, edges, scale), cells)
        )
        body -= form == "body"
        if len(found) == limit or not body:
            break
    return found


def _printed_lines(page: Page) -> Iterator[Line]:
    for block in page.blocks:
        yield from block.lines
        for cell in block.cells:
            yield from cell.lines


def _row_form(cells: tuple[str, ...]) -> Form:
    return "meta" if META.match(cells[0]) else "body"


def _centred(line: Line, edges: tuple[float, float], scale: float | None) -> bool:
    """Free on both sides by about the same; a line of full measure counts only if larger than the text."""
    if line.box is None:
        return line.text[:2].strip() == ""  # text files centre with blanks
    measure = (edges[1] - edges[0]) or 1.0
    left, right = (line.box.x0 - edges[0]) / measure, (edges[1] - line.box.x1) / measure
    free = min(left, right) > 0.06 or (scale or 1.0) > 1.2
    return free and abs(left - right) < 0.14


class Named(NamedTuple):
    """A title an information table states, and the row it stands in."""

    text: str
    row: Head


def named_title(rows: list[Head]) -> Named | None:
    """The title the information table of a web page states (标题：…, 名称：…)."""
    for i, row in enumerate(rows):
        if row.form != "meta":
            continue
        pairs = zip(row.cells[::2], row.cells[1::2], strict=False) if row.cells else [_label_value(row.text)]
        for label, value in pairs:
            if not _TITLE_LABEL.match(label.rstrip("：: ")):
                continue
            following = rows[i + 1].text if i + 1 < len(rows) and not row.cells else ""
            title = value or following
            if ends_as_title(title):
                return Named(title, row)
    return None


def _label_value(text: str) -> tuple[str, str]:
    match = META.match(text)
    return (match.group(1), match.group(2)) if match else ("", "")
