"""Whether a case file is closed and handed in whole, by its own list of contents (rules.md §14.14)."""

import re
from collections import Counter
from dataclasses import dataclass

from checks.case import Case, title_place
from dossier.case import Reading
from dossier.document import Cell, Document, Place
from knowledge.kinds import load_kinds

LIST = "file_catalogue"
COVER = "cover"
OTHER = "other"
SHORTEST = 4  # characters of a kind's name that tell it from others
BESIDE = frozenset({LIST, COVER, "file_notes"})  # a list need not name these
TITLE_COLUMN = re.compile(r"题名|文书名称|材料名称|文件名称|名称|标题")
NUMBERED = re.compile(r"^\s*\d{1,3}[\s、.．\t]+(.+)$")
TAIL = re.compile(r"[\s\d\-—~～至,，]+$")
PAGES = re.compile(r"共\s*(\d{1,4})\s*页")


@dataclass(frozen=True, slots=True)
class Completeness:
    """`said`: why it is, or is not, taken for whole. `places`: the list that shows it."""

    said: str
    complete: bool = False
    places: tuple[Place, ...] = ()


def completeness(case: Case) -> Completeness:
    """Closed or archived, and the list of contents names exactly what is there (or the cover its pages)."""
    if not (case.events.get("closed") or case.events.get("archived") or case.papers.get("case_closing")):
        return Completeness("未见结案或归档记录")
    if case.unreadable:
        return Completeness("有文件读不出，不能确认材料已交全")
    lists = case.papers.get(LIST, ())
    if lists:
        return _by_list(case, lists[0])
    return _by_pages(case)


def _by_list(case: Case, catalogue: Reading) -> Completeness:
    listed = Counter(entries(catalogue.document))
    if not listed:
        return Completeness("卷内目录读不出条目")
    held = [reading for reading in case.dossier.readings if reading is not catalogue]
    papers = [reading for reading in held if reading.label.kind not in BESIDE]
    for entry, times in listed.items():
        if sum(_same(entry, reading) for reading in held) < times:
            return Completeness(f"卷内目录所列“{entry}”未见实物，目录与实物对不上")
    unlisted = [reading for reading in papers if not any(_same(entry, reading) for entry in listed)]
    if unlisted:
        return Completeness(f"“{unlisted[0].title}”未列入卷内目录，目录与实物对不上")
    return Completeness(f"卷内目录{listed.total()}项与所交材料一致", True, (title_place(catalogue),))


def _by_pages(case: Case) -> Completeness:
    """The cover's number of pages against the pages handed in."""
    for cover in case.papers.get(COVER, ()):
        match = PAGES.search(cover.document.text)
        if match is None:
            continue
        pages = sum(len(r.document.pages) for r in case.dossier.readings if r.label.kind not in BESIDE)
        if pages == int(match[1]):
            place = cover.document.place(match.start(), match.end())
            return Completeness(f"封面所载{match[1]}页与所交材料一致", True, (place,))
        return Completeness(f"封面载{match[1]}页，所交材料{pages}页，对不上")
    return Completeness("没有卷内目录，不能确认材料已交全")


def entries(document: Document) -> list[str]:
    """Titles listed: the title column of a table, else numbered lines."""
    listed = [title for page in document.pages for block in page.blocks for title in _column(block.cells)]
    if not listed:
        lines = (NUMBERED.match(line) for line in document.text.split("\n"))
        listed = [TAIL.sub("", match[1].split("\t")[0]) for match in lines if match]
    return [title for title in listed if title]


def _column(cells: tuple[Cell, ...]) -> list[str]:
    """Cells below the head that names the titles."""
    heads = [cell for cell in cells if TITLE_COLUMN.search(cell.text) and len(cell.text) < 12]
    if not heads:
        return []
    head = heads[0]
    below = [cell for cell in cells if cell.column == head.column and cell.row > head.row]
    return [re.sub(r"\s+", "", cell.text) for cell in below if cell.text.strip()]


def _same(entry: str, reading: Reading) -> bool:
    """The list's title and the paper's are the same or one holds the other; or it names the paper's kind."""
    written, title = _bare(entry), _bare(reading.title)
    if written and title and (title in written or written in title):
        return True
    parts = re.split(r"[、（）]", load_kinds().documents.get(reading.label.kind, ""))
    return reading.label.kind != OTHER and any(len(part) >= SHORTEST and part in written for part in parts)


def _bare(title: str) -> str:
    return re.sub(r"\s|[《》]", "", title)
