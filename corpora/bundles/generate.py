"""Makes scanned case files with their truth: `OUT/papers/*.pdf` and `OUT/expected/*.json`; the same bytes each time.

    python corpora/bundles/generate.py dev|test OUT [text] [bundle number ...]

With `text` the same files as merged PDFs with a text layer instead of scans.

Needs the packages and fonts of corpora/samples/generate.py. What comes out is large and is not committed.
"""

import json
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from zlib import crc32

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "samples")]

from fronts import CATALOGUES, CAUSES, COVERS, NOTES, OFFICES, SHORT, Row  # noqa: E402
from maker.layout import pages  # noqa: E402
from maker.ops import WIDTH, Op, Words  # noqa: E402
from maker.pdf import write_pdf  # noqa: E402
from maker.scan import scan, write_scan  # noqa: E402
from plan import Entry, Plan, draw, plan  # noqa: E402
from sheets import FORM, album, lay_out, ledger  # noqa: E402
from sources import Paper, load_papers  # noqa: E402

BLANK, TURNED = 0.05, 0.012  # share of papers with a blank back; of pages scanned upside down
Sheets = Sequence[tuple[list[Op], int | None]]  # drawing steps and stamped number of each page
Writer = Callable[[Path, Sheets, Sequence[bool]], None]


class Stock(NamedTuple):
    """What bundles are made of: papers, orders of kinds (a frequent one several times), and the set of fronts."""

    papers: list[Paper]
    orders: list[list[str]]
    front: str


def main(split: str, out: Path, only: Sequence[int], write: Writer) -> None:
    whole = tomllib.loads((HERE / "recipe.toml").read_text(encoding="utf-8"))
    recipe, orders = whole[split], whole["orders"]
    kinds = [orders[name] for name, weight in orders["weights"].items() for _ in range(weight)]
    papers = load_papers(recipe["source"])
    for folder in ("papers", "expected"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for number, size in enumerate(recipe["sizes"], 1):
        if not only or number in only:
            make(f"{split}{number:02d}", size, Stock(papers, kinds, recipe["front"]), out, write)


def make(name: str, size: int, stock: Stock, out: Path, write: Writer) -> None:
    """One bundle: its scan and its truth."""
    random = Random(f"bundle:{name}")
    made, laid = _filled(stock, size, random)
    sheets, truth = _bind(made, laid, stock.front, random)
    turned = [random.random() < TURNED for _ in sheets]
    write(
        out / "papers" / f"{name}.pdf",
        sheets if made.stamped else [(page, None) for page, _ in sheets],
        turned,
    )
    truth = {"source": f"{name}.pdf", "pages": len(sheets), **truth}
    text = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
    (out / "expected" / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"{name}: {len(truth['papers'])} papers, {len(sheets)} pages", flush=True)


def write_pictures(path: Path, sheets: Sheets, turned: Sequence[bool]) -> None:
    """A scan without text; a page fed upside down now and then."""
    pictures = [
        scan(page, crc32(f"{path.stem}/{i}".encode()), folio) for i, (page, folio) in enumerate(sheets)
    ]
    over = [p.rotate(180) if t and s[0] else p for p, t, s in zip(pictures, turned, sheets, strict=True)]
    write_scan(path, over, quality=42)


def write_text(path: Path, sheets: Sheets, turned: Sequence[bool]) -> None:
    """A merged PDF with a text layer, the files' numbers typed in the corner."""
    stamped = [
        [*page, *([Words(WIDTH - 72, 42, f"{folio:03d}", "song", 16.0)] if folio else [])]
        for page, folio in sheets
    ]
    write_pdf(path, stamped, title=path.stem)


def _filled(stock: Stock, size: int, random: Random) -> tuple[Plan, list[list[list[Op]]]]:
    """Papers until the bundle is as thick as asked for, each laid out, some with a blank back."""
    most = list(draw(stock.papers, size, stock.orders, random))
    for _ in range(random.choice((0, 1)) + size // 45):
        most.insert(_place(most), album(random))
    for _ in range(random.choice((0, 0, 1)) + size // 40):
        name = random.choice(("销售台账（复印件）", "进货查验记录", "库存物品清单"))
        most.insert(_place(most), ledger(random, name))
    laid = {id(paper): lay_out(paper, random) for paper in most}
    while sum(len(laid[id(p)]) for p in most) > size and len(most) > 5:
        most.pop(random.randrange(len(most)))
    made = plan(most, random, SHORT)
    bound = [[*laid[id(p)], *([[]] if random.random() < BLANK else [])] for p in made.papers]
    return made, bound


def _place(papers: Sequence[Paper]) -> int:
    """Where further evidence goes."""
    return next((n for n, paper in enumerate(papers) if paper.kind == "evidence"), len(papers) // 3)


def _bind(
    made: Plan, laid: list[list[list[Op]]], front: str, random: Random
) -> tuple[list[tuple[list[Op], int | None]], dict[str, Any]]:
    """All pages in order with their numbers in the file, and the truth."""
    office, total = random.choice(OFFICES), sum(map(len, laid))
    parts: list[tuple[str, str, list[list[Op]]]] = []
    words = {
        "office": office,
        "cause": random.choice(CAUSES),
        "number": f"临罚〔2023〕{random.randint(1, 90)}号",
        "pages": total,
    }
    if made.cover:
        parts.append(("cover", "卷宗封面", pages(random.choice(COVERS[front]).format(**words), FORM)))
    catalogue = random.choice(CATALOGUES[front])
    before = len(parts[0][2]) if parts else 0
    listed: list[Row] = []
    if made.listed:
        drawn = random.getstate()
        rows = [Row(e.title, "", "2023.3.6", 10, 11) for e in made.entries]
        height = len(pages(catalogue(rows, office, random), FORM))
        random.setstate(drawn)
        start = (before + height if made.from_cover else 0) + 1
        listed = _rows(made, laid, start, random)
        parts.append(("file_catalogue", "卷内目录", pages(catalogue(listed, office, random), FORM)))
    first_paper = len(parts)
    parts += [(p.kind, p.title, sheet) for p, sheet in zip(made.papers, laid, strict=True)]
    if made.notes:
        parts.append(("file_notes", "备考表", pages(random.choice(NOTES[front]).format(**words), FORM)))
    return _truth(parts, made, listed, first_paper)


def _rows(made: Plan, laid: list[list[list[Op]]], start: int, random: Random) -> list[Row]:
    """The list's lines with the pages they state."""
    firsts, at = [], start
    for sheets in laid:
        firsts.append(at)
        at += len(sheets)
    rows, last = [], start - 1
    for entry in made.entries:
        day = f"2023.{random.randint(3, 8)}.{random.randint(1, 28)}"
        if not entry.papers:
            first, end = last + 1, last + random.randint(1, 2)
        else:
            first = firsts[entry.papers[0]]
            end = firsts[entry.papers[-1]] + len(laid[entry.papers[-1]]) - 1
            last = end
        if entry.fault == "pages":
            shift = random.choice((2, 3))
            first, end = first + shift, end + shift
        rows.append(Row(entry.title, "", day, first, end))
    return rows


def _truth(
    parts: list[tuple[str, str, list[list[Op]]]], made: Plan, listed: list[Row], first_paper: int
) -> tuple[list[tuple[list[Op], int | None]], dict[str, Any]]:
    sheets: list[tuple[list[Op], int | None]] = []
    papers = []
    numbered_from = 0 if made.from_cover else first_paper
    folio = 0
    for i, (kind, title, pages_) in enumerate(parts):
        papers.append({"pages": [len(sheets) + 1, len(sheets) + len(pages_)], "kind": kind, "title": title})
        for page in pages_:
            folio += i >= numbered_from
            sheets.append((page, folio or None))
    rows = [_row(entry, row, first_paper) for entry, row in zip(made.entries, listed, strict=True)]
    truth = {"stamped": made.stamped, "papers": papers, "catalogue": rows if made.listed else None}
    return sheets, truth


def _row(entry: Entry, row: Row, first_paper: int) -> dict[str, Any]:
    """`papers`: which of the bundle's papers (from 0) the line names."""
    return {
        "title": entry.title,
        "pages": [row.first, row.last],
        "papers": [p + first_paper for p in entry.papers],
        "fault": entry.fault,
    }


if __name__ == "__main__":
    more = sys.argv[3:]
    numbers = [int(word) for word in more if word != "text"]
    main(sys.argv[1], Path(sys.argv[2]), numbers, write_text if "text" in more else write_pictures)
