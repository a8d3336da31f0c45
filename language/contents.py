"""The lines of a list of contents (卷内目录): what each names, and on which pages the list says it stands."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from dossier.document import Cell, Document, Segment

_HEADS = {
    "number": re.compile(r"^(?:顺?序号?|编号|件号|号)$"),
    "title": re.compile(r"题名|(?:文书|材料|文件)名称|名称|标题|文件材料"),
    "doc_number": re.compile(r"文号|文书编号|文书号|文件编号"),
    "day": re.compile(r"日期|时间"),
    "first": re.compile(r"起始?页|首页|^自页"),
    "last": re.compile(r"[止末]页|终止?页|^至页"),
    "count": re.compile(r"^(?:页数|张数)$"),
    "pages": re.compile(r"页[号次码]|起止页|所在页|^页$"),
}
_HEADING = re.compile(r"^\s*(?:[一-鿿]{0,12}?)目\s*录\s*$")
FEWEST, MOST = 3, 0.6  # entries with pages, and their share of the text, that make a list of contents
_DASH = r"[-—–―ー~～〜至到一]"
_RANGE = re.compile(rf"(\d{{1,4}})\s*(?:{_DASH}+\s*(\d{{1,4}}))?")
_MARK = re.compile(
    r"^\s*[（(\[]?\s*(?:第\s*)?(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:[）)\]、.．:：,，\s]\s*[、.．]?|(?<=\d)(?=[一-鿿《]))"
)
_TAIL = re.compile(rf"[\s.．…·。•:：_\-—]*?(?:第\s*)?(\d{{1,6}})?(?:\s*{_DASH}+\s*(\d{{1,4}}))?\s*页?\s*$")
_MISREAD = str.maketrans("０１２３４５６７８９OoＯIl|｜", "01234567890001111")
_HAN = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}


class Entry(NamedTuple):
    """One line of the list. `first`, `last`: pages as the list counts them, None where it states none that can be read.

    `start`, `end`: its place in the list's text. `day`: as written.
    """

    number: int | None
    title: str
    doc_number: str
    day: str
    first: int | None
    last: int | None
    start: int
    end: int


def entries_of(document: Document) -> tuple[Entry, ...]:
    """The list's lines in their order; empty where none can be made out."""
    found = list(_from_tables(document)) or list(_from_lines(document))
    return tuple(_closed(_numbered(found)))


def is_list(document: Document) -> bool:
    """A page or two headed 目录 that hold hardly more than numbered titles with rising pages.

    The contents of one long paper stand before its text, so they are not most of it.
    """
    lines = [text for text in document.text.split("\n") if text.strip()]
    if not any(_HEADING.match(text) for text in lines[:3]):
        return False
    entries = entries_of(document)
    pages = [entry.first for entry in entries if entry.first is not None]
    covered = sum(entry.end - entry.start for entry in entries)
    rising = sum(one <= other for one, other in pairwise(pages))
    if len(pages) < FEWEST or rising < MOST * (len(pages) - 1):
        return False
    return covered >= MOST * sum(map(len, lines))


def _from_tables(document: Document) -> Iterator[Entry]:
    """Rows below a head that names a column of titles; a table going on overleaf keeps the head's columns."""
    columns: dict[str, int] = {}
    at = 0
    for _, group in groupby(
        document.segments, key=lambda s: (s.page.number, id(s.block), s.cell and s.cell.row)
    ):
        segments = list(group)
        if segments[0].cell is None:
            continue
        cells = _cells(segments)
        heads = _heads(cells)
        if "title" in heads and (len(heads) > 1 or len(cells) == 1):
            columns, at = heads, 0
        elif "title" in columns:
            entry = _row(cells, columns, segments, at)
            if entry is not None:
                at = entry.last or at
                yield entry


def _cells(segments: Sequence[Segment]) -> dict[int, str]:
    """Column → text of one table row."""
    cells: dict[int, Cell] = {s.cell.column: s.cell for s in segments if s.cell is not None}
    return {column: re.sub(r"\s+", "", cell.text) for column, cell in cells.items()}


def _heads(cells: dict[int, str]) -> dict[str, int]:
    """Which column holds what, by the words of the table's head."""
    found: dict[str, int] = {}
    for column, text in cells.items():
        name = next((name for name, words in _HEADS.items() if len(text) <= 9 and words.search(text)), None)
        if name is not None:
            found.setdefault(name, column)
    return found


def _row(
    cells: dict[int, str], columns: dict[str, int], segments: Sequence[Segment], at: int
) -> Entry | None:
    """One row read by its columns; None where it names nothing. `at`: last page of the row above."""
    title = cells.get(columns["title"], "")
    if not re.search(r"[^\W\d]", title):
        return None

    def cell(name: str) -> str:
        return cells.get(columns.get(name, -1), "")

    first, last = _pages(cell("pages"))
    if "first" in columns:
        first, last = _pages(cell("first"))[0], _pages(cell("last"))[0]
    if "count" in columns and first is None:
        count = _pages(cell("count"))[0]
        first, last = (at + 1, at + count) if count else (None, None)
    number = _pages(cell("number"))[0]
    start, end = segments[0].start, segments[-1].start + len(segments[-1].line.text)
    return Entry(number, title, cell("doc_number").strip("—-"), cell("day"), first, last, start, end)


def _pages(text: str) -> tuple[int | None, int | None]:
    """First and last page of “12—15”, “3”, “第7页”."""
    match = _RANGE.search(text.translate(_MISREAD))
    if match is None:
        return None, None
    return int(match[1]), int(match[2]) if match[2] else None


def _from_lines(document: Document) -> Iterator[Entry]:
    """Numbered lines, the page behind dots or blanks; their numbers must rise. A title may go on in lines below."""
    begun: list[tuple[int, list[Segment]]] = []
    for segment in document.segments:
        if segment.cell is not None:
            continue
        number, last = _marked(segment.line.text), begun[-1][0] if begun else 0
        if number is not None and last < number <= last + 3:
            begun.append((number, [segment]))
        elif begun and number is None and len(begun[-1][1]) < 3 and _tail(_words(begun[-1][1]))[1] is None:
            begun[-1][1].append(segment)
    for number, segments in begun:
        text = _words(segments)
        tail = _tail(text)
        title = re.sub(r"[\s.．…·•]+|[。.]+$", "", text[: tail.start()])
        if not re.search(r"[^\W\d]{2}", title):
            continue
        first, end = (int(page) if page else None for page in tail.groups())
        start, last_line = segments[0].start, segments[-1]
        yield Entry(number, title, "", "", first, end, start, last_line.start + len(last_line.line.text))


def _tail(text: str) -> re.Match[str]:
    """The dots and pages at the end, or nothing there."""
    return next(_TAIL.finditer(text))


def _marked(text: str) -> int | None:
    """The serial number a line opens with."""
    match = _MARK.match(text)
    return _number(match[1]) if match else None


def _words(segments: Sequence[Segment]) -> str:
    """The lines of one entry without its serial number."""
    head, *rest = (segment.line.text for segment in segments)
    return _MARK.sub("", head, count=1) + "".join(rest)


def _number(text: str) -> int | None:
    """“12”, “十二” → 12."""
    if text.isdigit():
        return int(text)
    tens, mark, ones = text.partition("十")
    return (_HAN.get(tens, 1) * 10 if mark else _HAN.get(tens, 0)) + _HAN.get(ones, 0) or None


def _numbered(found: Sequence[Entry]) -> list[Entry]:
    """Serial numbers that rise: one misread (“1” for “11”) is put right by its neighbours; a gap that stands is kept."""
    mended: list[Entry] = []
    for i, entry in enumerate(found):
        before = mended[-1].number if mended else 0
        following = found[i + 1].number if i + 1 < len(found) else None
        due = (before or 0) + 1
        wrong = entry.number is None or entry.number < due or (entry.number > due and following == due + 1)
        mended.append(entry._replace(number=due) if wrong else entry)
    return mended


def _closed(found: Sequence[Entry]) -> Iterator[Entry]:
    """Page numbers that hang together: where only first pages are stated, a paper ends before the next begins; a dash
    that was not read (“910” for “9-10”) is put back where the neighbours allow; a range that falls is its first page."""
    only_first = all(entry.last is None for entry in found)
    before = 0
    for i, entry in enumerate(found):
        first, last = entry.first, entry.last
        following = found[i + 1].first if i + 1 < len(found) else None
        if first is not None:
            first = _seven(first, before, following)
        if first is not None and last is None:
            first, last = _parted(first, before, following)
        if first is not None and last is not None and following is not None and last >= following:
            last = first if _seven(last, first - 1, following) == first else last
        if last is not None and first is not None and last < first:
            last = None
        if last is None and first is not None:
            last = max(first, following - 1) if only_first and following else first
        before = last or before
        yield entry._replace(first=first, last=last)


def _seven(number: int, before: int, following: int | None) -> int:
    """A 1 written with a hook and read as 7, where the neighbours show it."""
    meant = int(str(number).replace("7", "1"))
    return meant if following is not None and number >= following > meant == before + 1 else number


def _parted(number: int, before: int, following: int | None) -> tuple[int, int | None]:
    """A number too large for its place, as the two it must have been."""
    if number < 12 or (following is not None and before < number <= following) or number - before < 10:
        return number, None
    digits = str(number)
    for at in range(1, len(digits)):
        first, last = int(digits[:at]), int(digits[at:])
        if before < first <= before + 3 and first < last and (following is None or last <= following):
            return first, last
    return number, None
