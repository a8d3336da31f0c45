"""One page of a file as the search for papers sees it: title, own page number, stamped number, geometry."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from classifiers.rules import Hit, title_rule
from dossier.document import OUTSIDE_TEXT, Block, Line, Page
from language.heads import Head, heads
from language.titles import Title, title_in

_OF = re.compile(
    r"第\s*(\d{1,3})\s*页\s*[,，/]?\s*共\s*(\d{1,3})\s*页|共\s*(\d{1,3})\s*页\s*[,，/]?\s*第\s*(\d{1,3})\s*页|^\s*(\d{1,3})\s*/\s*(\d{1,3})\s*$"
)
_PRINTED = re.compile(r"^[\-—－–一·\s]*(\d{1,3})[\-—－–一·\s]*$|^第\s*(\d{1,3})\s*页$")
_CAPTION = re.compile(r"^(?:照片|图片?|影像)\s*[（(]?[\d一二三四五六七八九十]")
_DIGITS = re.compile(r"^\d{1,4}$")
ROWS, BODY = 16, 3  # rows at the top that are looked at, and how many of running text
_TOP, _SIDE = 0.11, 0.55  # a number stamped on the file stands above this, and right of that (left on backs)
_MOST = 0.6  # share of pages whose stamped numbers must run on evenly


class Shape(NamedTuple):
    """How the text lies on a page.

    `bottom`: how far down it is written, 0 to 1. `full`: its last line reaches both margins. `flush`: its first line is
    not indented as a paragraph's. `margin`: left edge of the text, `type_size`: usual height of a line, in points.
    """

    bottom: float = 0.0
    full: bool = False
    flush: bool = False
    margin: float = 0.0
    type_size: float = 0.0


class Look(NamedTuple):
    """What is seen of one page.

    `texts`: lines in reading order. `paging`: (2, 3) of 第2页 共3页. `printed`: the paper's own number of the page.
    `folio`: the number stamped on it in the file.
    """

    page: Page
    rows: tuple[Head, ...]
    title: Title | None
    hit: Hit | None
    texts: tuple[str, ...]
    lines: tuple[Line, ...]
    paging: tuple[int, int] | None
    printed: int | None
    folio: int | None
    header: str
    shape: Shape

    @property
    def empty(self) -> bool:
        """Nothing is written on it."""
        return not self.texts


def looks_of(pages: Sequence[Page]) -> list[Look]:
    """All pages of a file; a number counts as stamped only where it runs on evenly through the file."""
    corners = [_corner(page) for page in pages]
    shifts = Counter(number - i for i, number in enumerate(corners) if number is not None)
    shift, count = shifts.most_common(1)[0] if shifts else (0, 0)
    stamped = count >= 2 and count >= _MOST * sum(shifts.values())
    return [
        look(page, folio=number if stamped and number == i + shift else None)
        for i, (page, number) in enumerate(zip(pages, corners, strict=True))
    ]


def _corner(page: Page) -> int | None:
    """Bare digits in an upper corner."""
    for line in _lines(page, inside=None):
        if line.box is None or line.box.y1 > _TOP * page.height or not _DIGITS.match(line.text.strip()):
            continue
        if line.box.x0 > _SIDE * page.width or line.box.x1 < (1 - _SIDE) * page.width:
            return int(line.text)
    return None


def look(page: Page, *, folio: int | None = None) -> Look:
    """Reads title, page numbers, lines and geometry off one page."""
    rows = [row for row in heads(page, ROWS, BODY) if folio is None or not _DIGITS.match(row.text)]
    title = title_in(rows)
    if title is not None and not _stands_out(title, rows):
        title = None
    order = next((row.text for row in rows if row.form == "order"), "")
    outside = [line.text.strip() for line in _lines(page, inside=False)]
    lines = tuple(line for line in _lines(page, inside=True) if line.text.strip())
    if folio is not None:
        outside = [text for text in outside if not (text.isdigit() and int(text) == folio)]
    texts = tuple(line.text for line in lines)
    edges = [*outside, *texts[:2], *texts[-2:]]
    number = _number(edges)
    body = [line for line in lines if not _PRINTED.match(line.text.strip()) and not _OF.search(line.text)]
    return Look(
        page=page,
        rows=tuple(rows),
        title=title,
        hit=title_rule(title.text, order) if title else None,
        texts=tuple(line.text for line in body),
        lines=tuple(body),
        paging=_count(edges),
        printed=number,
        folio=folio,
        header=_header(page),
        shape=_shape(page, body),
    )


def _stands_out(title: Title, rows: Sequence[Head]) -> bool:
    """A title to begin a paper with: printed as one, centred or large, among the first rows. Without boxes: a first row."""
    at = rows.index(title.rows[0])
    if _CAPTION.match(title.text):
        return False
    if title.rows[0].line.box is None:
        return at <= 4
    return at <= 8 and any(row.printed or row.centred or (row.scale or 1.0) > 1.25 for row in title.rows)


def _lines(page: Page, *, inside: bool | None) -> Iterator[Line]:
    """Lines of the text (True), of headers, footers and figures (False), or all (None)."""
    for block in page.blocks:
        if inside is None or (block.kind in OUTSIDE_TEXT) != inside:
            yield from block.lines
            yield from (line for cell in block.cells for line in cell.lines)


def _count(texts: Sequence[str]) -> tuple[int, int] | None:
    """Page and pages of a paper that counts itself: 第2页 共3页, 2/3."""
    for text in texts:
        match = _OF.search(text)
        if match:
            one, all_, all2, one2, one3, all3 = match.groups()
            page, pages = int(one or one2 or one3), int(all_ or all2 or all3)
            if 1 <= page <= pages:
                return page, pages
    return None


def _number(texts: Sequence[str]) -> int | None:
    """The paper's own bare page number at the edge."""
    for text in texts:
        match = _PRINTED.match(text.strip())
        if match:
            return int(match.group(1) or match.group(2))
    return None


def _header(page: Page) -> str:
    """Words of the page's header without digits."""
    headers: list[Block] = [block for block in page.blocks if block.kind == "header"]
    return re.sub(r"[\d\W]", "", "".join(line.text for block in headers for line in block.lines))


def _shape(page: Page, body: Sequence[Line]) -> Shape:
    """Where the text ends, and whether its first and last lines are broken by the margin."""
    boxes = [line.box for line in body if line.box is not None]
    if not boxes or not page.height:
        return Shape()
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    size = median(box.y1 - box.y0 for box in boxes)
    in_table = any(block.kind == "table" for block in page.blocks)
    first, last = boxes[0], boxes[-1]
    return Shape(
        bottom=max(box.y1 for box in boxes) / page.height,
        full=not in_table and last.x1 > right - 1.6 * size and last.x0 < left + 0.9 * size,
        flush=not in_table and first.x0 < left + 0.9 * size and first.x1 > right - 6 * size,
        margin=left,
        type_size=size,
    )
