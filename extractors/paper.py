"""What the extractors read: a paper's text in a plain view of equal length, its fields, its kind.

Everything found counts in offsets of `text`; `view` differs only in how single characters are written, so the
offsets hold in both.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from dossier.base import Record
from dossier.document import Document, Segment
from dossier.fact import Value
from language.dates import Written
from language.normal import lookalikes

_PLAIN = {
    chr(o): chr(o - 0xFEE0) for o in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_PLAIN |= {
    "％": "%",
    "(": "（",
    ")": "）",
    ":": "：",
    ";": "；",
    "?": "？",
    "．": ".",
    "﹝": "〔",
    "﹞": "〕",
}
_ODD = re.compile(
    r"[⺀-⿟豈-﫿\U0002f800-\U0002fa1f\xa0\u2002\u2003\u2009\u202f\u205f" + re.escape("".join(_PLAIN)) + "]"
)
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_SOFT = re.compile(
    r"(?<=[一-鿿，、\w])(?<!日)\n(?=[一-鿿\d])(?!(?:第?[一二三四五六七八九十\d]{1,3}[、.．条章]|[（(][一二三四五六七八九十\d]{1,2}[）)]|附件|附：|(?:19|20|二)[\d〇○]{2,3}\s*年))"
)
_NOTHING = re.compile(r"[\s）]*(?:（[^（）\n]{0,12}）)?\s*")
_SHORTEST_WRAPPED = 24


class Field(NamedTuple):
    """A filled cell of a table: text[start:end], the cell to its left and the one on top of its column, spaces taken out.

    `beyond`: the cell left of the left one. `row`: from where to where its row reaches.
    """

    start: int
    end: int
    label: str
    head: str
    row: tuple[int, int]
    beyond: str = ""


class Found(NamedTuple):
    """A value in text[start:end]; `by` says which sign gave it away."""

    start: int
    end: int
    value: Value
    score: float = 1.0
    by: str = ""


class Paper(Record):
    """One paper as the extractors see it. `kind` is a code of kinds.toml; `fields` are table cells in text order.

    `others`: the second reading of a line (under a seal), by where the line starts.
    """

    text: str
    kind: str = "other"
    title: str = ""
    fields: tuple[Field, ...] = ()
    others: tuple[tuple[int, str], ...] = ()

    @cached_property
    def view(self) -> str:
        """The text with look-alikes, wide digits and ASCII brackets written one way and wrapped lines joined by a space."""
        plain = _ODD.sub(lambda m: _PLAIN.get(m[0]) or lookalikes(m[0]), self.text)
        return _unwrapped(_COMMA.sub("，", plain))

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every line of `text`, in order."""
        found: list[tuple[int, int]] = []
        at = 0
        for line in self.text.split("\n"):
            found.append((at, at + len(line)))
            at += len(line) + 1
        return tuple(found)

    @cached_property
    def dates(self) -> list[Written]:
        """Every date in the text; those without a year take it from the paper's own date."""
        from extractors.signature import dates_of  # it reads papers itself

        return dates_of(self)

    @cached_property
    def filled(self) -> tuple[int, int]:
        """Index of the second line that is not blank, and of the last; of the first where there is but one."""
        filled = [
            i
            for i, (start, end) in enumerate(self.lines)
            if not self.text[start:end].isspace() and end > start
        ]
        return (filled[min(1, len(filled) - 1)], filled[-1]) if filled else (0, 0)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [start for start, _ in self.lines]

    @cached_property
    def _field_starts(self) -> list[int]:
        return [field.start for field in self.fields]

    def line_at(self, offset: int) -> int:
        """Index in `lines` of the line the character stands in."""
        return bisect_right(self._line_starts, offset) - 1

    def field_at(self, offset: int) -> Field | None:
        """The table cell the character stands in, None outside tables."""
        at = bisect_right(self._field_starts, offset) - 1
        return self.fields[at] if at >= 0 and offset < self.fields[at].end else None

    def ends_line(self, start: int, end: int) -> bool:
        """Whether nothing follows text[start:end] on its line, by the first reading or by the second."""
        low = self.lines[self.line_at(start)][0]
        rest = self.view[end : self.lines[self.line_at(max(end - 1, start))][1]]
        if _NOTHING.fullmatch(rest):
            return True
        other = next((text for at, text in self.others if low <= at <= start), "")
        return bool(other) and re.sub(r"\s", "", other).endswith(re.sub(r"\s", "", self.text[start:end]))

    def quoted(self, offset: int) -> bool:
        """Whether the character stands within 《…》 or “…” of its own paragraph."""
        low = max(self.text.rfind("\n", 0, offset), offset - 300) + 1
        return any(
            self.text.rfind(opening, low, offset) > self.text.rfind(closing, low, offset)
            for opening, closing in ("《》", "“”")
        )


def paper_of(document: Document, kind: str, title: str) -> Paper:
    """The paper of a document that was read, with the cells of its tables."""
    others = tuple((s.start, s.line.other) for s in document.segments if s.line.other)
    fields = tuple(_cells(document.segments))
    return Paper(text=document.text, kind=kind, title=title, fields=fields, others=others)


def paper(text: str, *, kind: str = "other", title: str = "") -> Paper:
    """A paper of plain text; a line with tabs is a table row."""
    return Paper(text=text, kind=kind, title=title, fields=tuple(_tabbed(text)))


def _unwrapped(text: str) -> str:
    """Line breaks inside sentences as spaces: after a long line that ends in a word and before one that goes on."""

    def soften(match: re.Match[str]) -> str:
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        return " " if len("".join(line.split())) >= _SHORTEST_WRAPPED else "\n"

    return _SOFT.sub(soften, text)


def _cells(segments: tuple[Segment, ...]) -> Iterator[Field]:
    """Fields of all tables: segments of one block that stand in cells."""
    for (_, is_table), group in groupby(segments, key=lambda s: (id(s.block), s.cell is not None)):
        if is_table:
            yield from _table([(list(part)) for _, part in groupby(group, key=lambda s: id(s.cell))])


def _table(cells: list[list[Segment]]) -> Iterator[Field]:
    """Fields of one table; each item is the segments of one cell."""
    spots = []
    for parts in cells:
        cell = parts[0].cell
        assert cell is not None
        text = re.sub(r"\s", "", "".join(s.line.text for s in parts))
        spots.append((cell, parts[0].start, parts[-1].start + len(parts[-1].line.text), text))
    heads: dict[int, str] = {}
    left: dict[int, tuple[str, str]] = {}
    ends: dict[int, tuple[int, int]] = {}
    for cell, start, end, _ in spots:
        low, high = ends.get(cell.row, (start, end))
        ends[cell.row] = (min(low, start), max(high, end))
    for cell, start, end, text in spots:
        label, beyond = left.get(cell.row, ("", ""))
        head = heads.get(cell.column, "")
        for row in range(cell.row, cell.row + cell.rows):
            left[row] = (text, label) if text else (label, beyond)
        for column in range(cell.column, cell.column + cell.columns):
            heads.setdefault(column, text)
        if text:
            yield Field(start, end, label, head, ends[cell.row], beyond)


def _tabbed(text: str) -> Iterator[Field]:
    """Rows written with tabs; a run of such lines is one table with its first line on top."""
    at = 0
    heads: list[str] = []
    for line in text.split("\n"):
        cells = line.split("\t") if "\t" in line else []
        if cells and not heads:
            heads = [re.sub(r"\s", "", c) for c in cells]
        elif not cells:
            heads = []
        start, left, beyond = at, "", ""
        for column, cell in enumerate(cells):
            if cell.strip():
                head = (
                    heads[column] if column < len(heads) and heads[column] != re.sub(r"\s", "", cell) else ""
                )
                yield Field(start, start + len(cell), left, head, (at, at + len(line)), beyond)
                left, beyond = re.sub(r"\s", "", cell), left
            start += len(cell) + 1
        at += len(line) + 1
