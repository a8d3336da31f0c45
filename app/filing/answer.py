"""From one dossier's findings to the answer: filed already, may be filed, must be completed, or must not be filed yet."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from app.report.jsonl import issuer, own_number
from checks.calendar import due
from checks.papers import vouches
from dossier.base import Record
from dossier.case import Dossier, Finding, Reading, Rule, Verdict
from knowledge.filing import Sort, load_filing
from knowledge.holidays import Calendar

Answer = Literal["blocked", "wanting", "ready", "filed"]
ANSWERS: dict[Answer, str] = {
    "blocked": "暂不能报送",
    "wanting": "须先补齐",
    "ready": "可以报送",
    "filed": "已报送",
}
OPEN: tuple[Verdict, ...] = ("undetermined", "borderline")
KEPT: tuple[Verdict, ...] = ("pass", "excused")


class Answered(Record):
    """The answer for one document.

    `due`: the last day to file, None where no period is set or its start is not known. `period`: verdict on
    the period. `faults`: what stands against filing, or was wrong with what is filed. `missing`: what is to be
    added or confirmed. `settings`: settings nobody has made, without which a verdict stays open.
    """

    dossier: str
    kind: str
    title: str
    number: str | None
    issuer: str | None
    sources: tuple[str, ...]
    published: str | None
    filed: str | None
    due: date | None
    period: Verdict
    answer: Answer
    faults: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


def answer(dossier: Dossier, rules: Mapping[str, Rule], calendar: Calendar, as_of: date) -> Answered | None:
    """The answer for a dossier; None where papers of its kind are not filed."""
    sort = load_filing().sort(dossier.kind)
    if sort is None:
        return None
    period = next((f for f in dossier.findings if f.rule == sort.period), None)
    faults, missing = tuple(_faults(dossier, sort)), tuple(_missing(dossier, sort))
    filed = bool(dossier.events("filed"))
    last = _due(period, calendar)
    paper = next((r for r in dossier.readings if r.label.kind in sort.document), None)
    return Answered(
        dossier=dossier.id,
        kind=dossier.kind,
        title=_title(paper, dossier),
        number=own_number(paper) if paper else None,
        issuer=issuer(paper) if paper else None,
        sources=tuple(dict.fromkeys(s for r in dossier.readings for s in r.document.sources)),
        published=period.start if period else None,
        filed=period.end if period else None,
        due=last,
        period=period.verdict if period else "undetermined",
        answer="filed" if filed else "blocked" if faults else "wanting" if missing else "ready",
        faults=faults,
        missing=missing,
        hints=tuple(_hints(dossier, sort, last, filed=filed, as_of=as_of)),
        settings=tuple(_settings(dossier, rules)),
    )


def _title(paper: Reading | None, dossier: Dossier) -> str:
    return paper.title if paper and paper.title else dossier.id


def _due(period: Finding | None, calendar: Calendar) -> date | None:
    """The last day to file, where the day of publication and the period are known."""
    if period is None:
        return None
    if period.count is not None:
        return period.count.due
    if not period.start or len(period.start) != 10 or not period.required or not period.unit:
        return None
    return due(calendar, date.fromisoformat(period.start), int(period.required), period.unit)


def _gates(dossier: Dossier, sort: Sort) -> Iterator[Finding]:
    return (f for f in dossier.findings if sort.gated(f.rule))


def _faults(dossier: Dossier, sort: Sort) -> Iterator[str]:
    """Duties that were broken."""
    return (
        f"{f.name}：{f.message}"
        for f in _gates(dossier, sort)
        if f.verdict == "fail" and f.severity == "must"
    )


def _missing(dossier: Dossier, sort: Sort) -> Iterator[str]:
    """Materials not there, papers not read, and duties that cannot be told kept."""
    kinds = {r.label.kind for r in dossier.readings if r.document.error is None and vouches(r)}
    for material in sort.materials:
        if not kinds & set(material.papers):
            local = "" if sort.mark != "M" else "；所需材料请核对本地规定"
            yield f"未见{material.name}，或者看不出是否属于本件（{sort.basis}{local}）"
    for reading in dossier.readings:
        if reading.document.error is not None:
            yield f"{reading.document.sources[0]}读不出：{reading.document.error.message}"
    if not any(f.verdict in KEPT and f.severity == "must" for f in _gates(dossier, sort)):
        yield "没有一项应当履行的程序能确认已经履行"
    for finding in _gates(dossier, sort):
        if finding.verdict in OPEN and finding.severity == "must":
            yield f"{finding.name}：{'；'.join(finding.missing) or finding.message}"


def _hints(dossier: Dossier, sort: Sort, last: date | None, *, filed: bool, as_of: date) -> Iterator[str]:
    """What does not stand in the way: 一般 duties, and a period that is over or nearly so."""
    if last is not None and not filed:
        left = (last - as_of).days
        yield f"报送末日已过{-left}日，请尽快补报并说明原因" if left < 0 else f"离报送末日还有{left}日"
    for finding in _gates(dossier, sort):
        if finding.severity != "must" and finding.verdict in ("fail", *OPEN):
            yield f"{finding.name}：{finding.message}"


def _settings(dossier: Dossier, rules: Mapping[str, Rule]) -> Iterator[str]:
    """Settings that findings of this dossier wait for, once a finding."""
    for finding in dossier.findings:
        rule = rules.get(finding.rule)
        setting = str(rule.options.get("setting", "")) if rule else ""
        if setting and finding.verdict == "undetermined" and setting in finding.missing:
            yield setting
