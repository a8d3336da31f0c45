"""What a person should look at first: uncertain kinds and values, and dates a rule lacks."""

from collections.abc import Iterator, Mapping

from app.report.names import Names
from dossier.base import Record
from dossier.case import Dossier, Finding, Reading, Rule
from dossier.document import Place
from dossier.fact import DocNumber, Element, Event, Fact, Party
from knowledge.elements import hint_of

SURE = 0.85
"""Below this a kind or value is put before a person."""


class Doubt(Record):
    """One question for the sheet “更正”. `stage` as on the sheet; `item`: code or role; `before`: JSON of what stands."""

    stage: str
    item: str = ""
    place: Place | None = None
    before: str = "null"
    hint: str


def doubts(dossier: Dossier, rules: Mapping[str, Rule], names: Names) -> Iterator[Doubt]:
    """Questions of one dossier: kinds, boundaries, values read with doubt, dates not found, premises left open."""
    for reading in dossier.readings:
        if reading.document.error is None:
            yield from _boundaries(reading)
            yield from _kind(reading, names)
    resting = set(_resting(dossier, rules, names))
    for reading in dossier.readings:
        for fact in reading.facts:
            yield from _fact(fact, resting)
    yield from _absent(dossier, rules, names)
    yield from _questions(dossier, names)


def _resting(dossier: Dossier, rules: Mapping[str, Rule], names: Names) -> Iterator[Place]:
    """Evidence of rules left open though their dates were read: in conflict, or on a page hard to read."""
    for finding in dossier.findings:
        ends = list(_ends(finding, rules))
        read = all(any(dossier.events(code) for code in end.split("|")) for end in ends)
        if (
            ends
            and read
            and not any(_asked(item, code) for item in finding.missing for code in names.elements)
        ):
            yield from finding.evidence


def _asked(item: str, code: str) -> bool:
    """Whether what is missing is this element's question; checks name the code in brackets."""
    return f"（{code}）" in item


def _kind(reading: Reading, names: Names) -> Iterator[Doubt]:
    label = reading.label
    if label.kind == "other" or label.probability < SURE:
        known = f"最像“{names.document(label.guess)}”" if label.guess != "other" else "没有认出种类"
        guess = known if label.kind == "other" else "把握不大"
        first = reading.document.pages[0]
        place = Place(source=first.source, page=first.number if first.width else None, quote=reading.title)
        yield Doubt(stage="种类", place=place, before=f'"{label.kind}"', hint=f"{guess}，请核对文书种类")


def _boundaries(reading: Reading) -> Iterator[Doubt]:
    """Pages at which it is unsure whether a paper begins."""
    first = reading.document.pages[0]
    for cut in reading.cuts:
        begins = (cut.source, cut.page) == (first.source, first.number)
        place = Place(source=cut.source, page=cut.page, quote=reading.title if begins else "")
        why = f"（{cut.reason}）" if cut.reason else ""
        hint = f"此页另起一份文书的把握为 {cut.probability:.2f}{why}，请核对"
        yield Doubt(stage="分界", place=place, before="true" if begins else "false", hint=hint)


def _fact(fact: Fact, resting: set[Place]) -> Iterator[Doubt]:
    value = fact.value
    stage = _stage(value)
    why = _why(fact, fact.place in resting)
    if stage and why:
        item = value.code if isinstance(value, Event) else value.role if isinstance(value, Party) else ""
        yield Doubt(stage=stage, item=item, place=fact.place, before=value.model_dump_json(), hint=why)


def _stage(value: Record) -> str:
    if isinstance(value, DocNumber):
        return "文号" if value.role == "own" else ""
    return "日期" if isinstance(value, Event) else "名称" if isinstance(value, Party) else ""


def _why(fact: Fact, resting: bool) -> str:
    """Why a person should look; empty where nobody need."""
    if fact.grade == "poor":
        return "页面不清，请对照原件"
    if fact.score < SURE:
        return f"把握 {fact.score:.2f}，请对照原件"
    return "日期有冲突或疑问，有检查因此无法判定" if resting and isinstance(fact.value, Event) else ""


def _absent(dossier: Dossier, rules: Mapping[str, Rule], names: Names) -> Iterator[Doubt]:
    """Dates an undetermined rule runs from or to that no paper told, with the paper they usually stand in."""
    seen: set[str] = set()
    for finding in dossier.findings:
        for alternatives in _ends(finding, rules):
            codes = alternatives.split("|")
            if alternatives not in seen and not any(dossier.events(code) for code in codes):
                seen.add(alternatives)
                yield Doubt(
                    stage="日期",
                    item=codes[0],
                    place=_usual(dossier, codes, names),
                    hint=f"未读到，影响：{finding.name}",
                )


def _questions(dossier: Dossier, names: Names) -> Iterator[Doubt]:
    """Premises the papers leave open; what is missing names the element's code in brackets."""
    said = dict.fromkeys(item for f in dossier.findings if f.verdict == "undetermined" for item in f.missing)
    for code, name in names.elements.items():
        if any(_asked(item, code) for item in said):
            hint = f"是否属于“{name.split('（')[0]}”？{_likelihood(dossier, code)}"
            yield Doubt(stage="问题", item=code, place=_front(dossier), hint=hint)


def _likelihood(dossier: Dossier, code: str) -> str:
    """How probable the premise is by the papers' content, with the sentence that says most; empty where none tells."""
    found = [
        fact
        for reading in dossier.readings
        for fact in reading.of(Element)
        if isinstance(fact.value, Element) and fact.value.code == hint_of(code)
    ]
    best = max(found, key=lambda fact: fact.score, default=None)
    return f"从内容看可能性约为{best.score:.2f}：“{best.place.quote}”" if best else ""


def _front(dossier: Dossier) -> Place | None:
    """The dossier's first readable page; an answer is kept with its file."""
    pages = (page for reading in dossier.readings for page in reading.document.pages)
    return next((Place(source=page.source, page=page.number if page.width else None) for page in pages), None)


def _ends(finding: Finding, rules: Mapping[str, Rule]) -> Iterator[str]:
    rule = rules.get(finding.rule)
    if rule is not None and finding.verdict == "undetermined":
        yield from (code for code in (rule.start, rule.end) if code)


def _usual(dossier: Dossier, codes: list[str], names: Names) -> Place | None:
    """The first page of the paper in hand from which the event is best read."""
    for code in codes:
        for kind in names.papers.get(code, ()):
            for reading in dossier.readings:
                if reading.label.kind == kind and reading.document.pages:
                    first = reading.document.pages[0]
                    return Place(source=first.source, page=first.number if first.width else None)
    return None
