"""What the rules over many dossiers (scope year, corpus) need of one judged dossier: a few words, not its papers."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from checks.case import ISSUER, Case, open_case, title_place
from checks.choose import choose, self_reported
from checks.context import Context
from checks.papers import names
from dossier.case import Dossier, Reading, Rule, Verdict
from dossier.document import Place
from dossier.fact import Change, Citation, DocNumber, Event, Party
from language.matter import matter_of
from language.numerals import decimal

OWN = ("normative_document", "government_rule")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?:度)?")
NUMBER = r"(?P<n>\d[\d,，]*(?:\.\d+)?|[〇零一二三四五六七八九十百千万两]+)"


class Entry(NamedTuple):
    """What one dossier or paper brings to one rule.

    `part`: which of the rule's numbers it is. `number`: a count or share it states. `verdict`: what its own
    rule said. `day`: ISO date of the act. `weak`: only a list made for reporting says it (rules.md §14.25).
    """

    rule: str
    authority: str
    year: int | None
    dossier: str
    part: str = ""
    number: Decimal | None = None
    verdict: Verdict | None = None
    day: str | None = None
    text: str = ""
    place: Place | None = None
    weak: bool = False


def digest(dossier: Dossier, rules: Sequence[Rule], context: Context) -> tuple[Entry, ...]:
    """Everything the rules of scope year and corpus will want to know of this dossier."""
    wide = [rule for rule in rules if rule.scope != "dossier"]
    if not wide:
        return ()
    case = open_case(dossier)
    return tuple(entry for rule in wide for entry in COLLECT[rule.shape](rule, case, context))


def _entry(rule: Rule, reading: Reading, case: Case, part: str, place: Place) -> Entry:
    """What a paper brings, before its number or date is added."""
    own = (f.value.name for f in reading.of(Party) if isinstance(f.value, Party) and f.value.role == ISSUER)
    authority = next(own, case.issuer)
    return Entry(
        rule=rule.id,
        authority=authority,
        year=year_of_paper(reading),
        dossier=case.dossier.id,
        part=part,
        place=place,
        weak=self_reported(reading),
    )


def _from_findings(rule: Rule, case: Case) -> Iterator[Entry]:
    """The verdict of the rule that a share is counted from (option `of`)."""
    of = rule.options.get("of")
    for found in case.dossier.findings if of and case.dossier.kind in rule.kinds else ():
        if found.rule == of and found.verdict != "not-applicable":
            place = found.evidence[0] if found.evidence else None
            year = _year_of(rule, case)
            yield Entry(
                rule=rule.id,
                authority=case.issuer,
                year=year,
                dossier=case.dossier.id,
                part="of",
                verdict=found.verdict,
                place=place,
            )


def _year_of(rule: Rule, case: Case) -> int | None:
    """The year of the act a rule counts by (its `start`)."""
    main = choose(case, rule.start).main if rule.start else None
    return main.first.year if main is not None and main.first.year == main.last.year else None


def ratio_entries(rule: Rule, case: Case, context: Context) -> Iterator[Entry]:
    """Verdicts of the rule it is counted `of`, and the numbers reports state (`rates`, `whole`, `percent`)."""
    yield from _from_findings(rule, case)
    yield from _stated(rule, case, "part", "whole", "percent")


def count_entries(rule: Rule, case: Case, context: Context) -> Iterator[Entry]:
    """Papers of a kind (`papers`, `title`), and the numbers reports state (`stated`)."""
    yield from _stated(rule, case, "stated")
    kinds = names(rule, "counted")
    for reading in case.of_kinds(kinds) if kinds else ():
        if _titled(rule, reading, "counted_title"):
            here = _entry(rule, reading, case, "paper", title_place(reading))
            yield here._replace(number=Decimal(1), text=reading.title)


def report_entries(rule: Rule, case: Case, context: Context) -> Iterator[Entry]:
    """The yearly report: the year it is of, and when it was sent or published (`event`)."""
    for reading in case.of_kinds(names(rule, "papers")):
        if not _titled(rule, reading, "title"):
            continue
        here = _entry(rule, reading, case, "report", title_place(reading))
        here = here._replace(year=year_of_title(reading), text=reading.title)
        days = [
            f for r in case.dossier.readings if r is reading or _speaks_of(r, reading) for f in r.of(Event)
        ]
        dated = [
            f for f in days if isinstance(f.value, Event) and f.value.code == rule.end and f.grade != "poor"
        ]
        yield here
        for fact in dated:
            assert isinstance(fact.value, Event)
            if fact.value.first == fact.value.last:
                yield here._replace(part="day", day=fact.value.first.isoformat(), place=fact.place)
        told = "\n".join(
            r.document.text for r in case.dossier.readings if r is reading or _speaks_of(r, reading)
        )
        for body in names(rule, "bodies"):
            name, _, pattern = body.partition("：")
            if re.search(pattern, told):
                yield here._replace(part="body", text=name)


def each_entries(rule: Rule, case: Case, context: Context) -> Iterator[Entry]:
    """Rows of a ledger, each with its own number (`column`) and name (`names`)."""
    for reading in case.of_kinds(names(rule, "papers")):
        if not _titled(rule, reading, "title"):
            continue
        for name, number, place in _rows(reading, str(rule.options["names"]), str(rule.options["column"])):
            yield _entry(rule, reading, case, "row", place)._replace(number=number, text=name)


def unique_entries(rule: Rule, case: Case, context: Context) -> Iterator[Entry]:
    """Every paper's own number with its matter."""
    for reading in case.dossier.readings:
        for fact in reading.of(DocNumber):
            if isinstance(fact.value, DocNumber) and fact.value.role == "own" and fact.grade != "poor":
                matter = f"{reading.label.kind}：{matter_of(reading.title) or reading.title}"
                here = _entry(rule, reading, case, fact.value.normal, fact.place)
                yield here._replace(day=reading.document.id, text=matter)
                break


def cited_entries(rule: Rule, case: Case, context: Context) -> Iterator[Entry]:
    """What papers repeal, and what they cite as a basis, with the day of each."""
    for reading in case.dossier.readings:
        day = _day_of(reading)
        for fact in reading.facts:
            value = fact.value
            if isinstance(value, Change) and value.what in ("repealed", "expired"):
                since = value.day.isoformat() if value.day else day
                yield _entry(rule, reading, case, "gone", fact.place)._replace(day=since, text=value.name)
            elif isinstance(value, Citation) and reading.label.kind in names(rule, "papers"):
                yield _entry(rule, reading, case, "cites", fact.place)._replace(day=day, text=value.law)
        if reading.label.kind in OWN:
            yield _entry(rule, reading, case, "own", title_place(reading))._replace(
                day=day, text=reading.title
            )


def _stated(rule: Rule, case: Case, *options: str) -> Iterator[Entry]:
    """Numbers that texts give by the rule's patterns, in which N stands for the number; of two that overlap the longer."""
    patterns = [(o, re.compile(p.replace("N", NUMBER))) for o in options for p in names(rule, o)]
    for reading in case.of_kinds(names(rule, "papers")) if patterns else ():
        if not _titled(rule, reading, "title"):  # what a plan asks for is not what was done
            continue
        text = reading.document.text
        kept = [i for i, c in enumerate(text) if not c.isspace()]  # words run on over the ends of lines
        flat = "".join(text[i] for i in kept)
        hits = [(match, option) for option, pattern in patterns for match in pattern.finditer(flat)]
        for match, option in hits:
            number = as_number(match["n"])
            if number is not None and not any(_within(match, other) for other, _ in hits):
                place = reading.document.place(kept[match.start()], kept[match.end() - 1] + 1)
                yield _entry(rule, reading, case, option, place)._replace(number=number, text=match[0])


def _within(one: re.Match[str], other: re.Match[str]) -> bool:
    return other.start() <= one.start() and one.end() <= other.end() and len(other[0]) > len(one[0])


def as_number(written: str) -> Decimal | None:
    """“1,204”, “九十六”, “12.5”."""
    return decimal(re.sub(r"[,，]", "", written))


def _rows(reading: Reading, name: str, column: str) -> Iterator[tuple[str, Decimal, Place]]:
    """Name and number of each row of the paper's tables, by the headings of their columns."""
    for page in reading.document.pages:
        for block in page.blocks:
            heads = {c.column: "".join(line.text for line in c.lines) for c in block.cells if c.row == 0}
            at = next((c for c, text in heads.items() if re.search(column, text)), None)
            who = next((c for c, text in heads.items() if re.search(name, text)), None)
            if at is None or who is None:
                continue
            cells = {(c.row, c.column): c for c in block.cells}
            for (row, col), cell in sorted(cells.items()):
                number = (
                    as_number("".join(line.text for line in cell.lines).strip())
                    if col == at and row
                    else None
                )
                named = cells.get((row, who))
                if number is not None and named is not None:
                    label = "".join(line.text for line in named.lines).strip()
                    place = Place(
                        source=page.source, page=page.number, cell=cell.address, quote=f"{label} {number}"
                    )
                    yield label, number, place


def _titled(rule: Rule, reading: Reading, option: str) -> bool:
    pattern = rule.options.get(option)
    return pattern is None or re.search(str(pattern), reading.title) is not None


def year_of_title(reading: Reading) -> int | None:
    """“2022年度……”: the year a report is of."""
    match = YEAR.search(reading.title)
    return int(match[1]) if match else None


def year_of_paper(reading: Reading) -> int | None:
    """The year in the title, else that of the paper's own date."""
    day = _day_of(reading)
    return year_of_title(reading) or (int(day[:4]) if day else None)


def _day_of(reading: Reading) -> str | None:
    order = ("evaluated", "doc_date", "decided", "signed", "published", "effective", "meeting")
    found = {f.value.code: f.value for f in reading.of(Event) if isinstance(f.value, Event)}
    main = next((found[code] for code in order if code in found), None)
    return main.first.isoformat() if main is not None and main.first.year == main.last.year else None


def _speaks_of(other: Reading, report: Reading) -> bool:
    """A letter, receipt or page that names the report."""
    return bool(report.title) and report.title in other.document.text


COLLECT = {
    "ratio": ratio_entries,
    "count": count_entries,
    "report": report_entries,
    "each": each_entries,
    "unique": unique_entries,
    "cited": cited_entries,
}
