"""A dossier as the page shows it: every string masked, every number worded, nothing left to decide in the template."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from app.report import jsonl
from app.report.gallery import Gallery, Shown
from app.report.link import href, path_to
from app.report.masking import Masker
from app.report.model import Tools
from app.report.strip import Strip, strip
from app.report.timeline import Timeline, timeline
from app.report.words import MARKS, REPORT_ORDER, SEVERITIES, UNITS, amount, arithmetic, said_date
from checks.explain import Explained, explain
from dossier.case import VERDICTS, Dossier, Finding, Rule, Verdict, Version


class Basis(NamedTuple):
    """The law a finding rests on; `text` its words, `note` how far the basis was verified, `version` why this version."""

    names: tuple[str, ...]
    text: str
    note: str
    version: str


class FindingView(NamedTuple):
    """One finding in words."""

    rule: str
    name: str
    verdict: Verdict
    severity: str
    subject: str
    measured: str
    required: str
    start: str
    end: str
    message: str
    alternative: str
    advice: str
    turns: str
    missing: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    strip: Strip | None
    basis: Basis
    evidence: tuple[Shown, ...]
    open: bool


class Paper(NamedTuple):
    """One paper of the dossier."""

    kind: str
    title: str
    pages: str
    href: str | None
    note: str


class Group(NamedTuple):
    """Findings of one verdict."""

    verdict: Verdict
    name: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True)
class DossierView:
    """One dossier. `anchor`: its place on the page."""

    anchor: str
    name: str
    kind: str
    conclusion: Verdict
    reason: str
    counts: tuple[tuple[str, int], ...]
    papers: tuple[Paper, ...]
    timeline: Timeline | None
    groups: tuple[Group, ...]
    missing: tuple[str, ...]
    left_out: int


def dossier_view(
    dossier: Dossier, masker: Masker, tools: Tools, *, anchor: str, out: Path, pictures: int
) -> DossierView:
    """Everything the page says of a dossier; cuts at most `pictures` cut-outs."""
    gallery = Gallery(dossier, masker, tools, out=out, limit=pictures)
    groups = tuple(_groups(dossier, masker, tools, gallery))
    return DossierView(
        anchor=anchor,
        name=masker.text(dossier.id),
        kind=tools.names.dossier(dossier.kind),
        conclusion=dossier.conclusion,
        reason=masker.text(dossier.reason),
        counts=tuple((group.name, len(group.findings)) for group in groups),
        papers=tuple(_papers(dossier, masker, tools, out)),
        timeline=timeline(dossier, tools.names),
        groups=groups,
        missing=tuple(masker.text(item) for item in jsonl.missing(dossier)),
        left_out=len(gallery.left_out),
    )


def _groups(dossier: Dossier, masker: Masker, tools: Tools, gallery: Gallery) -> Iterator[Group]:
    """Findings by verdict, the worst first, duties before recommendations."""
    order = list(SEVERITIES)
    for verdict in REPORT_ORDER:
        found = [finding for finding in dossier.findings if finding.verdict == verdict]
        found.sort(key=lambda finding: order.index(finding.severity))
        if found:
            views = tuple(finding_view(f, masker, tools.rules.get(f.rule), gallery) for f in found)
            yield Group(verdict, VERDICTS[verdict], views)


def finding_view(finding: Finding, masker: Masker, rule: Rule | None, gallery: Gallery) -> FindingView:
    """One finding in words, with its count, law and evidence."""
    count = finding.count
    shape = rule.shape if rule else None
    explained = explain(finding, rule)
    return FindingView(
        rule=finding.rule,
        name=finding.name,
        verdict=finding.verdict,
        severity=SEVERITIES[finding.severity],
        subject=masker.text(finding.subject or ""),
        measured=amount(finding.measured),
        required=(amount(finding.required) + (UNITS[finding.unit] if finding.unit else "")),
        start=said_date(finding.start),
        end=said_date(finding.end),
        message=masker.text(finding.message),
        alternative=masker.text(finding.alternative or ""),
        advice=masker.text(finding.advice),
        turns=masker.text(explained.turns),
        missing=tuple(masker.text(item) for item in finding.missing),
        steps=tuple(arithmetic(count, shape)) if count else (),
        strip=strip(count, shape=shape) if count else None,
        basis=_basis(finding, rule, explained),
        evidence=gallery.show(finding),
        open=finding.verdict in ("fail", "borderline"),
    )


def _basis(finding: Finding, rule: Rule | None, explained: Explained) -> Basis:
    version = _version(finding, rule)
    note = MARKS[version.mark] if version else ""
    return Basis(finding.basis, explained.text, note, explained.version)


def _version(finding: Finding, rule: Rule | None) -> Version | None:
    """The version of the rule that was applied: the one with this basis."""
    versions = rule.versions if rule else ()
    return next((version for version in versions if version.basis == finding.basis), None)


def _papers(dossier: Dossier, masker: Masker, tools: Tools, out: Path) -> Iterator[Paper]:
    for reading in dossier.readings:
        document = reading.document
        pages = jsonl.page_range(document)
        path = path_to(document.sources[0], out, tools.locate, masker)
        kind = tools.names.document(reading.label.kind)
        yield Paper(
            kind="读不了" if document.error else "" if kind == reading.title else kind,
            title=masker.text(reading.title or document.sources[0]),
            pages=""
            if pages is None
            else f"第{pages[0]}页"
            if pages[0] == pages[1]
            else f"第{pages[0]}–{pages[1]}页",
            href=href(path, pages[0] if pages and len(document.sources) == 1 else None) if path else None,
            note=masker.text(document.error.message) if document.error else "",
        )
