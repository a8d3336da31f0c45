"""Whether a case file is closed and handed in whole, by its own list of contents (rules.md §14.14)."""

import re
from dataclasses import dataclass

from checks.case import Case, title_place
from checks.contents import BESIDE, compare, name_of
from checks.contents import LIST as LIST
from dossier.case import Reading
from dossier.document import Document, Place
from language.contents import entries_of

COVER = "cover"
PAGES = re.compile(r"共\s*(\d{1,4})\s*页")


@dataclass(frozen=True, slots=True)
class Completeness:
    """`said`: why it is, or is not, taken for whole. `places`: the list that shows it."""

    said: str
    complete: bool = False
    places: tuple[Place, ...] = ()


def completeness(case: Case) -> Completeness:
    """Closed or archived, and the list of contents names exactly what is there (or the cover its pages)."""
    if "completeness" not in case.resolved:
        case.resolved["completeness"] = _completeness(case)
    found: Completeness = case.resolved["completeness"]
    return found


def _completeness(case: Case) -> Completeness:
    if not (case.events.get("closed") or case.events.get("archived") or case.papers.get("case_closing")):
        return Completeness("未见结案或归档记录")
    if case.unreadable:
        return Completeness("有文件读不出，不能确认材料已交全")
    lists = case.papers.get(LIST, ())
    if lists:
        return _by_list(case, lists[0])
    return _by_pages(case)


def _by_list(case: Case, catalogue: Reading) -> Completeness:
    contents = compare(catalogue, case.dossier.readings)
    if not contents.lines:
        return Completeness("卷内目录读不出条目")
    faults = [line.said for line in contents.lines if line.state != "found"]
    faults += [f"“{name_of(reading)}”未列入卷内目录" for reading in contents.unlisted]
    if contents.unread:
        faults.append(f"目录第{'、'.join(map(str, contents.unread))}项读不出")
    if faults:
        more = f"等{len(faults)}处" if len(faults) > 3 else ""
        return Completeness(f"{'；'.join(faults[:3])}{more}，目录与实物对不上")
    return Completeness(f"卷内目录{len(contents.lines)}项与所交材料一致", True, (title_place(catalogue),))


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
    return [entry.title for entry in entries_of(document)]
