"""The title of a paper, and of a page where it opens with one."""

import re
from typing import NamedTuple

from dossier.document import Document, Page
from language.forms import ends_as_title, plain
from language.heads import Head, heads, named_title

_GOES_ON = re.compile(r"^(?:关于|印发|转发|公布|发布|公开征求|对)")
_TAIL = re.compile(r"^(?:》?的|》|及|和|与|之)")
_PIECE = re.compile(r"^[（(][^（）()]{1,24}[）)]$")
_ORDER_TEXT = re.compile(r"《([^《》]{4,80})》")
_OFFICIAL = re.compile(
    r"(?:决议|决定|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|公示)(?:[（(][^（）()]{1,30}[）)])?$"
)
_ISSUES = re.compile("关于(?:印发|转发|批转|公布|发布|修改|废止)")
_UNCLOSED = re.compile(r"《[^》]*$|〈[^〉]*$|[（(][^）)]*$")


class Title(NamedTuple):
    """A title with the rows it was read from; `score` orders candidates of one page."""

    text: str
    rows: tuple[Head, ...]
    score: float


class Opening(NamedTuple):
    """How a paper opens: its title (empty without one) and the rows at its top."""

    title: str
    rows: tuple[Head, ...]


def title_of(document: Document) -> str:
    """The paper's own title; empty where it shows none.

    Looked for above the addressee or first field, below letterhead and document number (GB/T 9704—2012); an order
    (政府令) is named by what it publishes; an information table's 标题 is believed where the page repeats it or shows none.
    """
    return opening_of(document).title


def opening_of(document: Document) -> Opening:
    """Title and first rows in one reading of the first page that is not blank."""
    rows = next((tops for page in document.pages[:3] if (tops := heads(page))), [])
    named, found = named_title(rows), title_in(rows)
    if found is None:
        return Opening(named.text if named else "", tuple(rows))
    stated = named.text if named and rows.index(named.row) < rows.index(found.rows[0]) else ""
    if found.rows[-1].form == "order" and found.text.endswith("令"):
        return Opening(_published(found, rows, document.text) or found.text, tuple(rows))
    known = stated and (_bare(found.text) in _bare(stated) or _bare(stated) not in _bare(found.text))
    return Opening(stated if known else found.text, tuple(rows))


def title_lines(page: Page) -> Title | None:
    """The best title among the rows above the page's body, None where it opens without one."""
    return title_in(heads(page))


def title_in(rows: list[Head]) -> Title | None:
    """The best title among rows read off a page's top."""
    zone = _zone(rows)
    runs = [run for run in _runs(zone) if run]
    titles = [title for run in runs if (title := _title(run)) is not None]
    if titles:
        return max(titles, key=lambda title: title.score)
    orders = [row for row in zone if row.form == "order"]
    return Title(orders[0].text, (orders[0],), 1.0) if orders else None


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)


def _zone(rows: list[Head]) -> list[Head]:
    """Rows above the body. The value below an empty label of an information table is not body."""
    zone: list[Head] = []
    value = False
    for row in rows:
        if row.form == "body" and not value:
            break
        empty_label = row.form == "meta" and not row.cells and row.text.rstrip()[-1] in "：:"
        zone.append(row._replace(form="meta") if value and row.form != "meta" and not _opens(row) else row)
        value = empty_label
    return zone


def _opens(row: Head) -> bool:
    """A row that stands out as a title although it follows an empty label (主题词：)."""
    return row.printed or (row.centred and (row.scale or 1.0) > 1.2) or "关于" in row.text


def _runs(zone: list[Head]) -> list[list[Head]]:
    """Neighbouring rows that may make one title."""
    runs: list[list[Head]] = [[]]
    for row in zone:
        if row.form in {"title", "agency"} or (row.form in {"note", "letterhead"} and _PIECE.match(row.text)):
            runs[-1].append(row)
        else:
            runs.append([])
    return runs


def _title(run: list[Head]) -> Title | None:
    """The rows of the run that make a title: from 关于 or the agency before it to the kind of paper."""
    best: Title | None = None
    for start in range(len(run)):
        if start and not _may_start(run, start):
            continue
        end = _end(run, start)
        if end is None:
            continue
        rows = run[start : end + 1]
        rows += [row for row in run[end + 1 : end + 2] if _PIECE.match(row.text) and row.form == "title"]
        title = Title(_join(rows), tuple(rows), _score(rows, start))
        if best is None or title.score > best.score:
            best = title
    return best or _by_size(run)


def _end(run: list[Head], start: int) -> int | None:
    """Last row of the title that starts there; None if no row ends one."""
    possible: int | None = None
    for end in range(start, min(start + 6, len(run))):
        rows = run[start : end + 1]
        text = _join(rows)
        if not _complete(text, rows):
            continue
        goes_on = end + 1 < len(run) and _TAIL.match(run[end + 1].text)
        if not goes_on and (not _ISSUES.search(text) or _OFFICIAL.search(text)):
            return end
        possible = end if possible is None else possible  # 关于印发《……办法》 goes on with 的通知
    return possible


def _may_start(run: list[Head], start: int) -> bool:
    """A new title may start below: after a finished line, or where size or alignment changes."""
    before, here = run[start - 1], run[start]
    if _GOES_ON.match(here.text):
        return before.form != "agency" or _sized_apart(before, here)
    if before.form == "agency" or before.ends:
        return True
    if before.printed != here.printed:
        return True
    return _sized_apart(before, here)


def _sized_apart(one: Head, other: Head) -> bool:
    """Printed so differently that they are not one title."""
    if one.scale is None or other.scale is None:
        return other.printed and not one.printed
    return abs(one.scale - other.scale) > 0.25


def _complete(text: str, rows: list[Head]) -> bool:
    if len(text) > 140 or _UNCLOSED.search(text) or not ends_as_title(text):
        return False
    return not all(row.form == "agency" for row in rows) and rows[-1].form != "agency"


def _join(rows: list[Head]) -> str:
    """Lines of one title; a space stays after an agency's line only where another agency follows."""
    text = ""
    for before, row in zip([None, *rows], rows, strict=False):
        both = before is not None and before.form == "agency" and row.form == "agency"
        text += (" " if both else "") + row.text
    return plain(text)


def _score(rows: list[Head], start: int) -> float:
    """Printed as a title, larger, centred, says 关于; an agency's line on top only where 关于 follows."""
    first, last = rows[0], rows[-1]
    agency_alone = first.form == "agency" and len(rows) > 1 and rows[1].form != "agency"
    agency_alone = agency_alone and (not _GOES_ON.match(rows[1].text) or _sized_apart(first, rows[1]))
    scale = max((row.scale or 1.0) for row in rows)
    return (
        2.0 * any(row.printed for row in rows)
        + 1.5 * (scale > 1.15)
        + 1.0 * all(row.centred for row in rows)
        + 1.0 * ("关于" in "".join(row.text for row in rows))
        + 0.5 * last.ends
        - 2.0 * agency_alone
        - 0.1 * start
    )


def _by_size(run: list[Head]) -> Title | None:
    """Without a known ending only a line printed as a title counts: marked so, or large and centred."""
    rows = [
        row
        for row in run
        if row.form == "title" and (row.printed or (row.centred and (row.scale or 1) > 1.3))
    ]
    text = _join(rows)
    return Title(text, tuple(rows), 1.0) if rows and 2 < len(text) <= 80 else None


def _published(order: Title, rows: list[Head], text: str) -> str:
    """What an order publishes, by its 《》; empty where it names nothing."""
    start = max(text.find(order.rows[-1].line.text), 0)
    names = _ORDER_TEXT.findall(text[start : start + 400])
    titles = {_bare(row.text): row.text for row in rows}
    return next((titles.get(_bare(name), plain(name)) for name in names), "")
