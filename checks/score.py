"""A case file's score (案卷评查分): vetoes, points taken off, and the grade only where nothing open could change it."""

from collections.abc import Sequence

from dossier.base import Record
from dossier.case import Dossier, Finding
from knowledge.scoring import Item, Sheet, load_scoring, named

OPEN = "待定"


class Taken(Record):
    """One deduction. `points` 0 where the item had none left (扣完为止)."""

    item: str
    finding: Finding
    points: int


class Scored(Record):
    """`points`: with everything open taken for kept; `least`: with everything open taken for broken.

    `grade`: 待定 while a veto is open or the two ends differ in grade. `vetoes`, `open_vetoes`: veto and finding.
    `wanting`: undetermined findings that could cost points; `hints`: borderline ones, which cost none.
    """

    standard: str
    points: int
    least: int
    grade: str
    why: str
    vetoes: tuple[tuple[str, Finding], ...] = ()
    open_vetoes: tuple[tuple[str, Finding], ...] = ()
    taken: tuple[Taken, ...] = ()
    wanting: tuple[Finding, ...] = ()
    hints: tuple[Finding, ...] = ()


def score(dossier: Dossier) -> Scored | None:
    """The file's score by the standard for its kind; None where there is none, or nothing was checked."""
    sheet = next((sheet for sheet in load_scoring() if dossier.kind in sheet.kinds), None)
    if sheet is None or not dossier.findings:
        return None
    counted = [finding for finding in dossier.findings if finding.severity != "info"]
    broken = [finding for finding in counted if finding.verdict == "fail"]
    open_ = [finding for finding in counted if finding.verdict == "undetermined"]
    taken = tuple(deduction for item in sheet.item for deduction in _taken(item, broken))
    lost = sum(deduction.points for deduction in taken)
    at_worst = sum(deduction.points for item in sheet.item for deduction in _taken(item, [*broken, *open_]))
    points, least = 100 - lost, 100 - at_worst
    vetoes, open_vetoes = _vetoes(sheet, broken), _vetoes(sheet, open_)
    grade, why = _grade(sheet, points, least, vetoes, open_vetoes)
    return Scored(
        standard=sheet.name,
        points=points,
        least=least,
        grade=grade,
        why=why,
        vetoes=vetoes,
        open_vetoes=open_vetoes,
        taken=taken,
        wanting=tuple(finding for finding in open_ if _costs(sheet, finding)),
        hints=tuple(finding for finding in counted if finding.verdict == "borderline"),
    )


def _taken(item: Item, broken: Sequence[Finding]) -> list[Taken]:
    """Deductions of one item in order, until its points are used up."""
    left, found = item.points, []
    for finding in broken:
        wanted = item.taken(finding.rule)
        if wanted:
            points = min(wanted, left)
            left -= points
            found.append(Taken(item=item.name, finding=finding, points=points))
    return found


def _costs(sheet: Sheet, finding: Finding) -> bool:
    return any(item.taken(finding.rule) for item in sheet.item) or bool(_vetoes(sheet, [finding]))


def _vetoes(sheet: Sheet, findings: Sequence[Finding]) -> tuple[tuple[str, Finding], ...]:
    return tuple(
        (veto.name, finding)
        for veto in sheet.veto
        for finding in findings
        if finding.severity == "must" and named(finding.rule, veto.rules)
    )


Vetoes = tuple[tuple[str, Finding], ...]


def _grade(sheet: Sheet, points: int, least: int, vetoes: Vetoes, open_vetoes: Vetoes) -> tuple[str, str]:
    """The grade, and why it is that or cannot be given."""
    if vetoes:
        return sheet.unqualified, f"一票否决：{'；'.join(dict.fromkeys(name for name, _ in vetoes))}"
    if open_vetoes:
        names = "；".join(dict.fromkeys(name for name, _ in open_vetoes))
        return OPEN, f"否决项无法判定：{names}；补齐材料后定级"
    best, worst = sheet.graded(points), sheet.graded(least)
    if best != worst:
        return OPEN, f"可能为{worst}至{best}（{least}至{points}分），补齐材料后定级"
    return best, f"{points}分" if points == least else f"{least}至{points}分，均为{best}"
