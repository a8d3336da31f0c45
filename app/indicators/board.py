"""What the papers at hand say of each of the hundred indicators: material, findings, and what follows from them.

Nothing counts as 达标 but a finding of the year that passed, with nothing against it; what only a person can judge is left
to a person.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.report.masking import Masker
from app.report.model import Mask
from dossier.case import Dossier, Finding, Reading, Rule, Verdict
from dossier.fact import DocNumber, Event, Party
from knowledge.indicators import Indicator

State = Literal["reached", "missed", "sampled", "open", "wanting", "person"]
STATES: dict[State, str] = {
    "reached": "达标",
    "missed": "未达标",
    "sampled": "所审符合（全年未核）",
    "open": "待核",
    "wanting": "缺材料",
    "person": "待人工评定",
}
GENERIC = re.compile(r"^(?:市政府)?各|各.*(?:单位|部门)$|承办单位$")
CITED = re.compile(
    r"第?((?:\d{1,3}[、，,\-—至~～]?)+)(?:项|号)指标|指标(\d{1,3})(?!\d)|第((?:\d{1,3}[、，,\-—至~～]?)+)项"
)
SHOWN = 40  # pieces of material and findings kept an indicator
YEAR_FACTS = (
    "doc_date",
    "decided",
    "signed",
    "published",
    "meeting",
    "consult_open",
    "evaluated",
    "lr_opinion",
)


class Piece(NamedTuple):
    """A paper handed in as material, masked."""

    title: str
    number: str
    issuer: str
    year: int | None
    source: str
    page: int | None
    kind: str


class Said(NamedTuple):
    """A finding that answers an indicator, masked. `about`: the dossier, or the authority and year."""

    rule: str
    name: str
    verdict: Verdict
    severity: str
    about: str
    message: str
    advice: str
    source: str
    wide: bool


@dataclass
class Row:
    """One indicator with what there is."""

    indicator: Indicator
    rules: tuple[Rule, ...]
    pieces: list[Piece] = field(default_factory=list)
    found: int = 0
    said: list[Said] = field(default_factory=list)
    counts: Counter[Verdict] = field(default_factory=Counter)
    wide: Counter[Verdict] = field(default_factory=Counter)

    @property
    def state(self) -> State:
        """From the findings, worst first; then from the material."""
        held = self.counts + self.wide
        if held["fail"]:
            return "missed"
        if held["undetermined"] or held["borderline"]:
            return "open"
        if self.wide["pass"] or self.wide["excused"]:
            return "reached"
        if held["pass"] or held["excused"]:
            return "sampled"
        return "person" if self.found else "wanting"

    @property
    def lacking(self) -> str:
        """What is still to be handed in, as the table asks for it."""
        short = self.indicator.pieces - self.found
        if not self.found:
            return self.indicator.evidence or self.indicator.metric
        return f"应有{self.indicator.pieces}件，见到{self.found}件，缺{short}件" if short > 0 else ""


@dataclass
class Board:
    """All rows of one year and, where asked, one unit."""

    rows: tuple[Row, ...]
    year: int | None
    unit: str | None
    papers: int = 0

    def counts(self) -> Counter[State]:
        """Indicators by state."""
        return Counter(row.state for row in self.rows)

    def units(self) -> list[tuple[str, list[Row]]]:
        """Each responsible unit with its indicators, those with most of them first."""
        held: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            for unit in row.indicator.units or ("（未写责任单位）",):
                held[unit].append(row)
        return sorted(held.items(), key=lambda item: (-len(item[1]), item[0]))


def make_board(
    indicators: Sequence[Indicator],
    rules: Iterable[Rule],
    dossiers: Iterable[Dossier],
    yearly: Iterable[Finding],
    *,
    year: int | None,
    unit: str | None,
    mask: Mask | None,
) -> Board:
    """One pass over the dossiers; findings of every rule go to the indicators the rule names."""
    answering: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        for number in rule.indicator:
            answering[number].append(rule)
    mine = [item for item in indicators if unit is None or _concerns(item, unit)]
    rows = {item.number: Row(item, tuple(answering[item.number])) for item in mine}
    by_rule = {
        rule.id: [n for n in rule.indicator if n in rows] for held in answering.values() for rule in held
    }
    board = Board(tuple(rows.values()), year, unit)
    for dossier in dossiers:
        masker = Masker(dossier, mask)
        when = year_of(dossier)
        for reading in dossier.readings:
            board.papers += 1
            _material(rows, reading, year, masker)
        if year is None or when == year:
            for finding in dossier.findings:
                _say(rows, by_rule, finding, masker, unit)
    plain = Masker(None, mask)
    for finding in yearly:
        if year is None or finding.year in (year, None):
            _say(rows, by_rule, finding, plain, unit)
    return board


def _concerns(item: Indicator, unit: str) -> bool:
    return any(unit in held or held in unit or GENERIC.search(held) for held in item.units)


def _say(
    rows: dict[int, Row], by_rule: dict[str, list[int]], finding: Finding, masker: Masker, unit: str | None
) -> None:
    """A finding that applies, put under each indicator its rule answers; info decides nothing."""
    if finding.verdict == "not-applicable" or finding.severity == "info":
        return
    wide = finding.dossier is None
    for number in by_rule.get(finding.rule, ()):
        row = rows[number]
        (row.wide if wide else row.counts)[finding.verdict] += 1
        about = (
            finding.dossier
            or f"{finding.authority or '全部材料'}{f' {finding.year}年' if finding.year else ''}"
        )
        source = finding.evidence[0].source if finding.evidence else ""
        said = Said(finding.rule, finding.name, finding.verdict, finding.severity, masker.text(about), masker.text(finding.message), masker.text(finding.advice), source, wide)  # fmt: skip
        if len(row.said) < SHOWN or finding.verdict == "fail":
            row.said.append(said)


def _material(rows: dict[int, Row], reading: Reading, year: int | None, masker: Masker) -> None:
    """A paper as material: filed under the number, of a kind asked for, or with a title that says so."""
    if reading.document.error is not None:
        return
    title, source = reading.title, reading.document.sources[0]
    named = cited(source)
    when = year_of_paper(reading)
    piece: Piece | None = None
    for row in rows.values():
        item = row.indicator
        fits = (
            item.number in named
            or reading.label.kind in item.papers
            or bool(title and item.words.search(title))
        )
        too_old = when is not None and item.since is not None and when < item.since
        if not fits or too_old or (year is not None and when is not None and when > year):
            continue
        row.found += 1
        if len(row.pieces) < SHOWN:
            piece = piece or _piece(reading, when, masker)
            row.pieces.append(piece)


def _piece(reading: Reading, when: int | None, masker: Masker) -> Piece:
    numbers = (
        f.value.normal
        for f in reading.of(DocNumber)
        if isinstance(f.value, DocNumber) and f.value.role == "own"
    )
    issuers = (
        f.value.name for f in reading.of(Party) if isinstance(f.value, Party) and f.value.role == "发文机关"
    )
    page = reading.document.pages[0].number if reading.document.pages else None
    title = masker.text(reading.title or reading.document.sources[0])
    return Piece(
        title,
        next(numbers, ""),
        next(issuers, ""),
        when,
        reading.document.sources[0],
        page,
        reading.label.kind,
    )


def cited(source: str) -> set[int]:
    """Numbers of indicators that the path names: “第26-29项”, “第71、72项”, “指标12”."""
    found: set[int] = set()
    for match in CITED.finditer(source):
        written = next(group for group in match.groups() if group)
        ends = [int(n) for n in re.findall(r"\d+", written)]
        ranged = len(ends) == 2 and re.search(r"\d[\-—至~～]\d", written)
        found |= set(range(ends[0], ends[1] + 1)) if ranged else set(ends)
    return found


def year_of_paper(reading: Reading) -> int | None:
    """The year its title is of, else that of its own date."""
    match = re.search(r"(?<!\d)((?:19|20)\d{2})年(?:度)", reading.title)
    if match:
        return int(match[1])
    dates = {f.value.code: f.value.first.year for f in reading.of(Event) if isinstance(f.value, Event)}
    return next((dates[code] for code in YEAR_FACTS if code in dates), None)


def year_of(dossier: Dossier) -> int | None:
    """The year most of a dossier's findings end in, else that of its papers."""
    ends = Counter(int(f.end[:4]) for f in dossier.findings if f.end)
    if ends:
        return ends.most_common(1)[0][0]
    years = Counter(year for reading in dossier.readings if (year := year_of_paper(reading)))
    return years.most_common(1)[0][0] if years else None
