"""The sheets “案卷评分” (files ranked) and “常见问题” (which duties were broken how often, by authority)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.report.book import Book, Column, Table
from app.report.masking import Masker
from checks.case import open_case
from checks.score import OPEN, Scored, score
from dossier.base import Record
from dossier.case import Dossier

SHEET, FAULTS = "案卷评分", "常见问题"
SCORES = (
    Column("名次", 6, "number"),
    Column("卷宗", 30),
    Column("机关", 24),
    Column("得分", 8, "number"),
    Column("可能最低", 9, "number"),
    Column("等级", 9),
    Column("说明", 40),
    Column("否决项", 34),
    Column("扣分", 50),
    Column("待补材料（不扣分）", 50),
    Column("提示（两种算法）", 34),
)
COMMON = (
    Column("机关", 30),
    Column("问题", 44),
    Column("卷数", 8, "number"),
    Column("占已评卷", 12),
    Column("卷宗", 60),
    Column("规则编号", 26, "code"),
)
UNKNOWN = "（机关未读到）"
SHOWN = 20
"""Files named behind a common fault."""


class Row(Record):
    """What the two sheets need of one file, personal data masked. `broken`: rule and name of each duty broken."""

    name: str
    authority: str
    points: int
    least: int
    grade: str
    why: str
    vetoes: tuple[str, ...]
    taken: tuple[str, ...]
    wanting: tuple[str, ...]
    hints: tuple[str, ...]
    broken: tuple[tuple[str, str], ...]

    @property
    def settled(self) -> bool:
        """Whether nothing open could change its place."""
        return self.points == self.least and self.grade != OPEN


class ScoreSheets:
    """Scores while dossiers pass by; the sheets are written at the end, when the ranks are known."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rows: list[Row] = []

    def add(self, dossier: Dossier, masker: Masker) -> None:
        """Scores a case file; others have no standard."""
        found = score(dossier)
        if found is not None:
            authority = masker.text(open_case(dossier).issuer) or UNKNOWN
            self.rows.append(_row(masker.text(dossier.id), authority, found, masker))

    def close(self) -> None:
        """Writes both sheets, where any file was scored."""
        if self.rows:
            self._scores()
            self._common()

    def _scores(self) -> None:
        table = Table(self.book, SHEET, SCORES, frozen=2)
        table.head()
        for rank, row in ranked(self.rows):
            said = (row.vetoes, row.taken, row.wanting, row.hints)
            head = (rank, row.name, row.authority, row.points, row.least, row.grade, row.why)
            table.put((*head, *map("\n".join, said)))
        table.close()

    def _common(self) -> None:
        table = Table(self.book, FAULTS, COMMON)
        table.head()
        for authority, name, rule, files, total in common_faults(self.rows):
            shown = "；".join(files[:SHOWN]) + (f"；等{len(files)}卷" if len(files) > SHOWN else "")
            table.put((authority, name, len(files), f"{len(files)}/{total}", shown, rule))
        table.close()


def _row(name: str, authority: str, found: Scored, masker: Masker) -> Row:
    broken = [taken.finding for taken in found.taken] + [finding for _, finding in found.vetoes]
    return Row(
        name=name,
        authority=authority,
        points=found.points,
        least=found.least,
        grade=found.grade,
        why=found.why,
        vetoes=tuple(f"{veto}：{masker.text(finding.message)}" for veto, finding in found.vetoes),
        taken=tuple(f"−{t.points} {t.item}：{t.finding.name}" for t in found.taken),
        wanting=tuple(dict.fromkeys(finding.name for finding in found.wanting)),
        hints=tuple(dict.fromkeys(finding.name for finding in found.hints)),
        broken=tuple(dict.fromkeys((finding.rule, finding.name) for finding in broken)),
    )


def ranked(rows: Sequence[Row]) -> Iterator[tuple[int | None, Row]]:
    """Files from the best, those with a veto last. A rank only where no open file could change it; equals share one."""
    ends = Counter((row.points, row.least, row.settled) for row in rows if not row.vetoes)

    def rank(row: Row) -> int | None:
        if row.vetoes or not row.settled:
            return None
        if any(not settled and least <= row.points <= points for points, least, settled in ends):
            return None
        return 1 + sum(number for (_, least, _), number in ends.items() if least > row.points)

    for row in sorted(rows, key=lambda r: (bool(r.vetoes), -r.points, -r.least, r.name)):
        yield rank(row), row


def common_faults(rows: Iterable[Row]) -> Iterator[tuple[str, str, str, list[str], int]]:
    """Authority, fault, rule, files with it, files scored; the commonest first within an authority."""
    totals = Counter[str]()
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        totals[row.authority] += 1
        for rule, name in row.broken:
            found.setdefault((row.authority, name, rule), []).append(row.name)
    for (authority, name, rule), files in sorted(found.items(), key=lambda i: (i[0][0], -len(i[1]), i[0][2])):
        yield authority, name, rule, files, totals[authority]
