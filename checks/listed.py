"""Whether the list of contents agrees with the file (形态 contents): a list may be wrong or misread, so never a fault by itself."""

from collections.abc import Iterable

from checks.case import Case, title_place
from checks.conclude import out_of_scope
from checks.contents import LIST, Contents, compare
from checks.context import Context
from checks.finding import Said, finding
from checks.premises import Truth
from checks.versions import nearest
from dossier.case import Finding, Reading, Rule
from dossier.document import Place


def contents(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """Every list against the papers of its own file, or of the dossier where there is one list only."""
    lists = case.papers.get(LIST, ())
    if not lists:
        yield out_of_scope(rule, case, Truth(False, said="卷内没有卷内目录，无从核对"))
        return
    version = nearest(rule, case.dossier.kind, context.as_of)
    for catalogue in lists:
        source = catalogue.document.sources[0]
        held = [r for r in case.dossier.readings if len(lists) == 1 or source in r.document.sources]
        said = _said(catalogue, compare(catalogue, held))
        yield finding(rule, case, said, version=version, subject=source if len(lists) > 1 else None)


def _said(catalogue: Reading, found: Contents) -> Said:
    place = title_place(catalogue)
    if not found.lines:
        return Said(
            "undetermined", "卷内目录读不出条目，无法判定。", places=(place,), missing=("卷内目录的条目",)
        )
    faults = list(found.faults())
    if not faults:
        return Said("pass", f"卷内目录{len(found.lines)}项与卷内文书一一相符。", places=(place,))
    told = "；".join(faults)
    message = f"卷内目录与卷内文书对不上：{told}。可能是目录有误，也可能是漏件、错页或者识别有误，无法判定，须对照原卷。"
    return Said("undetermined", message, places=(place, *_places(catalogue, found)), missing=tuple(faults))


def _places(catalogue: Reading, found: Contents) -> tuple[Place, ...]:
    """The list's lines at fault, and the papers it does not name."""
    wrong = (line.entry for line in found.lines if line.said)
    lines = (catalogue.document.place(entry.start, entry.end) for entry in wrong)
    return (*lines, *(title_place(reading) for reading in found.unlisted))
