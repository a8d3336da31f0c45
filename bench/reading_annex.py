"""A five-column annex with merged cells and rows that run on over pages: cells read, beside pdfplumber.

    python bench/reading_annex.py SEED.txt [--keep annex.pdf]

SEED.txt: the text of 晋市政发〔2022〕10号, whose annex 1 has its columns parted by tabs. It is laid out as PDF in
two manners of drawing rules (thin boxes, strokes). A cell is right when its whole text stands at its row and
column of its page; empty ones do not count. CPU seconds: both sides in turns, best of three.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from reading import turns

from app.evaluation.reading_report import Cells
from app.evaluation.reading_scores import matched
from pipeline.readers import Options, read

FONT = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
TYPE, PITCH, PAD = 9.0, 13.0, 4.0
WIDTHS = (52.0, 74.0, 190.0, 80.0, 120.0)
LEFT, TOP, LOW = 39.0, 60.0, 790.0  # points from the page's top left
MERGED = 2  # columns whose empty cells belong to the one above

Rows = list[list[str]]
Truth = dict[tuple[int, int, int], str]  # page, row, column → text
Spot = tuple[float, float, float, float]


class Piece(NamedTuple):
    """What stands of one row on one page: lines `start` to `end` of its cells."""

    row: int
    start: int
    end: int


class Part(NamedTuple):
    """A cell as it is printed: its place in the page's grid, its edges, its lines."""

    row: int
    column: int
    box: Spot
    lines: list[str]


# ── the annex ─────────────────────────────────────────────────────────────────────────────────────


def annex(seed: Path) -> Rows:
    """Rows of five columns, the header first and once."""
    lines = seed.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("附件 1"))
    end = next(i for i, line in enumerate(lines) if line.startswith("附件 2"))
    rows = [line.split("\t") for line in lines[start:end] if "\t" in line]
    five = [[*(cell for cell in row if cell or len(row) <= 5), *[""] * 5][:5] for row in rows]
    header = five[0]
    return [header, *(row for row in five[1:] if row[:2] != header[:2])]


def wrapped(text: str, width: float) -> list[str]:
    """Lines of a cell, by the advance of each character."""
    lines, line, used = [], "", 0.0
    for c in "".join(text.split()):
        advance = TYPE if ord(c) > 0x2000 else TYPE * 0.62
        if line and used + advance > width - 2 * PAD:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + c, used + advance
    return [*lines, line] if line else lines


def heads(rows: Rows, column: int) -> list[int]:
    """For each row, the row whose cell of this column it belongs to."""
    made: list[int] = []
    for i, row in enumerate(rows):
        joins = column < MERGED and i > 1 and not row[column].strip()
        made.append(made[-1] if joins else i)
    return made


def heights(rows: Rows, cells: Sequence[Sequence[list[str]]]) -> list[int]:
    """Lines each row takes; the last row of a merged cell makes up for what its text needs more."""
    made = [max(1, *(len(cell) for cell in row[MERGED:])) for row in cells]
    for column in range(MERGED):
        for head, held in groupby(range(len(rows)), key=heads(rows, column).__getitem__):
            span = list(held)
            made[span[-1]] += max(0, len(cells[head][column]) - sum(made[i] for i in span))
    return made


def pages_of(tall: Sequence[int]) -> Iterator[list[Piece]]:
    """Rows laid on pages one after the other, cut where the page ends; the header on each."""
    room = LOW - TOP - (tall[0] * PITCH + PAD)
    page, left = [Piece(0, 0, tall[0])], room
    for row in range(1, len(tall)):
        at = 0
        while at < tall[row]:
            fits = int((left - PAD) / PITCH)
            if fits < 1:
                yield page
                page, left = [Piece(0, 0, tall[0])], room
                continue
            take = min(fits, tall[row] - at)
            page.append(Piece(row, at, at + take))
            at, left = at + take, left - take * PITCH - PAD
    yield page


def parts(rows: Rows) -> Iterator[list[Part]]:
    """Each page's cells."""
    cells = [[wrapped(text, width) for text, width in zip(row, WIDTHS, strict=True)] for row in rows]
    tops = [heads(rows, column) for column in range(len(WIDTHS))]
    used: dict[tuple[int, int], int] = {}  # lines of a merged cell that stand on earlier pages
    for page in pages_of(heights(rows, cells)):
        edges = [TOP]
        for piece in page:
            edges.append(edges[-1] + (piece.end - piece.start) * PITCH + PAD)
        made = []
        for column, width in enumerate(WIDTHS):
            x = LEFT + sum(WIDTHS[:column])
            for head, held in groupby(range(len(page)), key=lambda i, c=column: tops[c][page[i].row]):  # type: ignore[misc]
                span = list(held)
                room = sum(page[i].end - page[i].start for i in span)
                at = used.get((head, column), 0)
                if head:
                    used[head, column] = at + room
                box = (x, edges[span[0]], x + width, edges[span[-1] + 1])
                made.append(Part(span[0], column, box, cells[head][column][at : at + room]))
        yield made


def lay_out(rows: Rows, path: Path, *, strokes: bool) -> Truth:
    """The annex as a PDF, and what stands in each cell."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("cjk", FONT))
    canvas, truth = Canvas(str(path), pagesize=(595, 842), invariant=True), Truth()
    for number, page in enumerate(parts(rows), 1):
        canvas.setFont("cjk", TYPE)
        canvas.setLineWidth(0.5)
        for part in page:
            _draw(canvas, part, strokes=strokes)
            if part.lines:
                truth[number, part.row, part.column] = "".join(part.lines)
        canvas.showPage()
    canvas.save()
    return truth


def _draw(canvas: Any, part: Part, *, strokes: bool) -> None:
    x0, y0, x1, y1 = part.box
    if strokes:
        canvas.rect(x0, 842 - y1, x1 - x0, y1 - y0)
    else:
        for x, y, wide, high in (
            (x0, y0, x1 - x0, 0),
            (x0, y1, x1 - x0, 0),
            (x0, y0, 0, y1 - y0),
            (x1, y0, 0, y1 - y0),
        ):
            canvas.rect(x - 0.25, 842 - y - high - 0.25, wide + 0.5, high + 0.5, stroke=0, fill=1)
    for i, line in enumerate(part.lines):
        canvas.drawString(x0 + PAD, 842 - (y0 + PAD / 2 + PITCH * (i + 1) - 3), line)


# ── both sides ────────────────────────────────────────────────────────────────────────────────────


def ours(path: Path) -> Truth:
    """The first table of each page as we read it."""
    made = Truth()
    for page in read(path, None, Options(source=path.name)):
        table = next((block for block in page.blocks if block.cells), None)
        for cell in table.cells if table else ():
            made[page.number, cell.row, cell.column] = "".join(cell.text.split())
    return {place: text for place, text in made.items() if text}


def plumber(path: Path) -> Truth:
    """The same by pdfplumber with its own settings."""
    import pdfplumber

    made = Truth()
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for row, texts in enumerate((page.extract_tables() or [[]])[0]):
                for column, text in enumerate(texts):
                    made[page.page_number, row, column] = "".join((text or "").split())
    return {place: text for place, text in made.items() if text}


def score(truth: Truth, found: Truth) -> Cells:
    return Cells(*matched(_told(truth), _told(found)))


def _told(cells: Truth) -> Iterable[str]:
    return (f"{place} {text}" for place, text in cells.items())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("seed", type=Path)
    parser.add_argument("--keep", type=Path, help="把排好的 PDF 另存于此")
    given = parser.parse_args()
    rows = annex(given.seed)
    sides: dict[str, Callable[[Path], Truth]] = {"我们": ours, "pdfplumber": plumber}
    with tempfile.TemporaryDirectory() as held:
        for strokes in (False, True):
            path = given.keep or Path(held) / "annex.pdf"
            truth = lay_out(rows, path, strokes=strokes)
            print(
                f"附件（{'描边' if strokes else '细框'}）：{max(p for p, _, _ in truth)} 页，{len(truth)} 个有字的单元格"
            )
            for name, side in sides.items():
                found = score(truth, side(path))
                print(
                    f"  {name:<12} 对 {found.right}，错 {found.false}，漏 {found.missed}，F1 {found.f1:.4f}"
                )
            ratio = turns([(lambda p=path: ours(p), lambda p=path: plumber(p))])
            print(ratio._replace(items=max(p for p, _, _ in truth)).line("  用时", "页"))


if __name__ == "__main__":
    main()
