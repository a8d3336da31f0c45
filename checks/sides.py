"""What papers of one file say of the same thing, laid side by side: names, amounts, numbers, titles, texts, dates."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import PurePosixPath

from checks.case import Case, Moment, title_place
from checks.choose import PAIRED, differing, event_name, moment, weakness
from checks.context import Context
from checks.papers import names
from checks.resolve import resolve
from checks.words import when
from dossier.case import Reading, Rule
from dossier.document import DOUBTFUL, Place
from dossier.fact import Amount, DocNumber, Fact, Party
from language.codes import credit_code_ok, identity_ok
from language.matter import matter_of
from language.names import likeness
from language.numerals import in_capitals

_BETWEEN = re.compile(r"[\s（(，,：:；;]*(?:人民币|大写|小写|金额|合计|计|即|为|整|￥|¥|[：:（(]|\s)*")
_RECEIPT = "payment_receipt"
_FROM_FIELD = 0.88  # what a name in a field scores at least, on a line read well
_NAMELESS = re.compile(r"合法性审|公平竞争审|征求意见|报送备案|法制审核")
_REGION = re.compile(r"^(?:[一-鿿]{2,5}?(?:省|自治区|市|自治州|州|盟|县|区|旗))+(?=[一-鿿]{4})")
_FORM = re.compile(
    r"(?:暂行|试行|实施|管理)*(?:条例|规定|办法|细则|规则|方案|意见|标准|决定|措施|制度|规范)(?:试行|暂行)?$"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a paper says of the thing compared, and where."""

    shown: str
    reading: Reading
    place: Place
    sure: bool = True


Pair = tuple[Stated, Stated]


@dataclass(frozen=True, slots=True)
class Laid:
    """What is laid side by side: how often it is `stated`, and the pairs that contradict each other.

    `doubts`: pairs that may only be misread, or short forms. `missing`: what is told and not found.
    """

    thing: str
    stated: tuple[Stated, ...] = ()
    conflicts: tuple[Pair, ...] = ()
    doubts: tuple[Pair, ...] = ()
    missing: tuple[Stated, ...] = ()


def _stated(shown: str, reading: Reading, fact: Fact) -> Stated:
    return Stated(shown, reading, fact.place, fact.grade != "poor" and fact.score >= DOUBTFUL)


def _papers(rule: Rule, case: Case) -> list[Reading]:
    """Papers to be compared, in the rule's order: the first is what the others are laid against."""
    return list(case.of_kinds(names(rule, "papers")))


def _parties(rule: Rule, case: Case, context: Context) -> Laid:
    """Each paper's names against the first paper's; a file against several parties may name some of them.

    One name with two codes, or identity numbers, is a contradiction too.
    """
    roles = names(rule, "roles")
    by_paper: list[list[tuple[Party, Stated]]] = []
    for reading in _papers(rule, case):
        told = {
            f.value.name: (f.value, _named(f, reading))
            for f in reading.of(Party)
            if isinstance(f.value, Party) and f.value.role in roles
        }
        if told:
            by_paper.append(list(told.values()))
    first, *others = by_paper or [[]]
    conflicts: list[Pair] = []
    doubts: list[Pair] = []
    for told_by in others:
        likest = [(likeness(a.name, b.name), (a, x), (b, y)) for a, x in first for b, y in told_by]
        same = [(one, other) for like, one, other in likest if like == "same"]
        if same:
            conflicts += [_with_codes(one, other) for one, other in same if _two_codes(one[0], other[0])]
            continue
        pair = next(((x, y) for like, (_, x), (_, y) in likest if like == "alike"), None)
        (doubts if pair else conflicts).append(pair or (first[0][1], told_by[0][1]))
    stated = tuple(told_by[0][1] for told_by in by_paper)
    return Laid(f"{roles[0]}", stated, tuple(conflicts), tuple(doubts))


def _named(fact: Fact, reading: Reading) -> Stated:
    """A name read in a sentence, not in a field, is not sure enough for a fault."""
    assert isinstance(fact.value, Party)
    told = _stated(f"“{fact.value.name}”", reading, fact)
    return replace(told, sure=told.sure and fact.score >= _FROM_FIELD)


def _two_codes(one: Party, other: Party) -> bool:
    """Both papers give a number of one length, unmasked, and not the same."""
    a, b = (one.id or "").upper(), (other.id or "").upper()
    return bool(a and b) and a != b and len(a) == len(b) and not re.search(r"[*×]", a + b)


def _with_codes(one: tuple[Party, Stated], other: tuple[Party, Stated]) -> Pair:
    """Codes shown beside the name; one whose check digit is wrong may be misread. Identity numbers are not shown whole."""
    (a, x), (b, y) = one, other
    return _coded(a, x), _coded(b, y)


def _coded(party: Party, told: Stated) -> Stated:
    code = (party.id or "").upper()
    shown = f"…{code[-6:]}" if len(code) == 18 and code[:17].isdigit() else code
    held = credit_code_ok(code) or identity_ok(code) or len(code) != 18
    return replace(told, shown=f"{told.shown}（{shown}）", sure=told.sure and held)


def _amounts(rule: Rule, case: Case, context: Context) -> Laid:
    """The amount in figures against that in capitals behind it, and the decision's against later papers'."""
    written = [pair for reading in case.dossier.readings for pair in _figures_and_capitals(reading)]
    apart = tuple((_amount(a, r), _amount(b, r)) for a, b, r in written if _yuan(a) != _yuan(b))
    stated = tuple(_amount(fact, r) for a, b, r in written for fact in (a, b))
    later = _across(rule, case)
    return Laid("金额", stated + later.stated, apart + later.conflicts)


def _figures_and_capitals(reading: Reading) -> Iterator[tuple[Fact, Fact, Reading]]:
    """Two amounts next to each other of which just one is written in capitals."""
    facts = [f for f in reading.of(Amount) if f.span is not None]
    for one, other in pairwise(facts):
        assert one.span is not None and other.span is not None
        between = reading.document.text[one.span.end : other.span.start]
        if in_capitals(one.place.quote) != in_capitals(other.place.quote) and _BETWEEN.fullmatch(between):
            yield one, other, reading


def _across(rule: Rule, case: Case) -> Laid:
    """The amounts of a role in the first paper against those in each later one, of which one must agree.

    A receipt may be for all that was imposed together, or for what no word tells: that is asked, never a fault.
    """
    role = str(rule.options["role"])
    papers = [(r, facts) for r in _papers(rule, case) if (facts := _of_role(r, role))]
    if len(papers) < 2 or papers[0][0].label.kind != names(rule, "papers")[0]:
        return Laid("金额")
    base, facts = papers[0]
    known = _sums(base, role)
    conflicts: list[Pair] = []
    for reading, theirs in papers[1:]:
        receipt = reading.label.kind == _RECEIPT
        if known & {_yuan(fact) for fact in theirs} or (receipt and _paid_in_parts(case)):
            continue
        other = _amount(theirs[0], reading)
        conflicts.append((_amount(facts[0], base), replace(other, sure=other.sure and not receipt)))
    return Laid("金额", tuple(_amount(f[0], r) for r, f in papers), tuple(conflicts))


def _sums(reading: Reading, role: str) -> set[Decimal]:
    """Each amount of the role, their sum, and that with what else the paper imposes (没收)."""
    told: dict[str, set[Decimal]] = defaultdict(set)
    for fact in reading.of(Amount):
        assert isinstance(fact.value, Amount)
        told[fact.value.role].add(fact.value.yuan)
    total = sum(told[role], Decimal(0))
    taken = [sum(told[name], Decimal(0)) for name in ("confiscation", "illegal_gain") if told[name]]
    return {*told[role], total, *(total + other for other in taken)}


def _of_role(reading: Reading, role: str) -> list[Fact]:
    """Amounts of that role; a receipt's amounts are the fine though no word says so."""
    wanted = {role, ""} if reading.label.kind == _RECEIPT else {role}
    return [f for f in reading.of(Amount) if isinstance(f.value, Amount) and f.value.role in wanted]


def _paid_in_parts(case: Case) -> bool:
    """Several receipts, or an approval of instalments: each may be for a part."""
    return bool(case.papers.get("instalment_approval")) or len(case.papers.get(_RECEIPT, ())) > 1


def _yuan(fact: Fact) -> Decimal:
    assert isinstance(fact.value, Amount)
    return fact.value.yuan


def _amount(fact: Fact, reading: Reading) -> Stated:
    return _stated(f"“{fact.place.quote}”", reading, fact)


def _doc_numbers(rule: Rule, case: Case, context: Context) -> Laid:
    """Numbers that later papers cite, against the cited papers' own: of one office, kind and year, another ordinal."""
    own: dict[str, dict[str, Stated]] = defaultdict(dict)
    for reading in case.dossier.readings:
        for value, fact in _numbers(reading, "own"):
            own[_series(value)].setdefault(value, _stated(f"“{value}”", reading, fact))
    stated, conflicts = {}, []
    for reading in _papers(rule, case):
        cited: dict[str, dict[str, Stated]] = defaultdict(dict)
        for value, fact in _numbers(reading, "cited"):
            cited[_series(value)].setdefault(value, _stated(f"“{value}”", reading, fact))
        for series in cited.keys() & own.keys():
            ours, theirs = own[series], cited[series]
            stated.update({(id(s.reading), s.shown): s for s in (*ours.values(), *theirs.values())})
            if not ours.keys() & theirs.keys():
                conflicts.append((next(iter(ours.values())), next(iter(theirs.values()))))
    return Laid("文号", tuple(stated.values()), tuple(conflicts))


def _numbers(reading: Reading, role: str) -> Iterator[tuple[str, Fact]]:
    for fact in reading.of(DocNumber):
        if isinstance(fact.value, DocNumber) and fact.value.role == role:
            yield fact.value.normal, fact


def _series(number: str) -> str:
    """晋城市监处罚〔2026〕7号 → 晋城市监处罚〔2026〕: what numbers of one office, kind and year share."""
    return number[: number.rfind("〕") + 1] or number


def _titles(rule: Rule, case: Case, context: Context) -> Laid:
    """The matter's name in each paper's title, drafts' and notices' words taken off; titles without one do not count."""
    told = [(matter_of(r.title), r) for r in _papers(rule, case)]
    named = [(matter, r) for matter, r in told if matter and not _NAMELESS.search(matter)]
    stated = tuple(Stated(f"“{r.title}”", r, title_place(r)) for _, r in named)
    conflicts = tuple(
        (stated[0], stated[i]) for i, (matter, _) in enumerate(named) if not _one_matter(named[0][0], matter)
    )
    return Laid("文件名称", stated, conflicts)


def _one_matter(one: str, other: str) -> bool:
    """Whether two names may be one matter's: what they are about shares more than half of the shorter's pairs of characters."""
    a, b = (set(pairwise(_core(name))) for name in (one, other))
    return len(a & b) * 2 > min(len(a), len(b)) or not a or not b


def _core(name: str) -> str:
    """What a name is about: without its place in front and its form behind."""
    return _FORM.sub("", _REGION.sub("", name)) or name


def _texts(rule: Rule, case: Case, context: Context) -> Laid:
    """Two files of one name in different formats whose words are not the same."""
    by_name: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in case.dossier.readings:
        if reading.document.error is None:
            stem = str(PurePosixPath(reading.document.sources[0]).with_suffix(""))
            by_name[stem, reading.label.kind].append(reading)
    twins = [held for held in by_name.values() if len({r.document.sources[0] for r in held}) > 1]
    stated: list[Stated] = []
    conflicts: list[Pair] = []
    for one, other, *_ in twins:
        apart = _first_difference(one, other)
        pair = (_from(one, apart[0] if apart else 0), _from(other, apart[1] if apart else 0))
        stated += pair
        conflicts += [pair] if apart else []
    return Laid("同一文书两种格式的文字", tuple(stated), tuple(conflicts))


def _first_difference(one: Reading, other: Reading) -> tuple[int, int] | None:
    """Where the words of two texts part, as offsets in each; None where they do not."""
    a, b = (
        [(m.start(), m[0]) for m in re.finditer(r"\w", reading.document.text)] for reading in (one, other)
    )
    apart = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x[1] != y[1]), None)
    if apart is None:
        apart = min(len(a), len(b)) if len(a) != len(b) else None
    if apart is None or not a or not b:
        return None
    return a[min(apart, len(a) - 1)][0], b[min(apart, len(b) - 1)][0]


def _from(reading: Reading, start: int) -> Stated:
    end = min(start + 20, len(reading.document.text))
    shown = re.sub(r"\s+", "", reading.document.text[start:end])
    suffix = PurePosixPath(reading.document.sources[0]).suffix
    return Stated(f"“{shown}”（{suffix}）", reading, reading.document.place(start, end))


def _dates(rule: Rule, case: Case, context: Context) -> Laid:
    """Per act of that code, the date that counts against those that other papers give for it."""
    code = rule.end or ""
    groups = [_dated(part, context, code) for part in _acts(case, code, names(rule, "each"))]
    stated = [item for one in groups if len(one.stated) > 1 or len(groups) == 1 for item in one.stated]
    conflicts = [pair for one in groups for pair in one.conflicts]
    name = event_name(code)
    return Laid(name if "日期" in name else f"{name}的日期", tuple(stated), tuple(conflicts))


def _acts(case: Case, code: str, each: tuple[str, ...]) -> Iterator[Case]:
    """The case with the events of one act only: several services, sealings, rounds are told apart by `about`;
    with `each = "paper"` every paper has an act of its own (its date)."""
    found = case.events.get(code, ())
    by_paper = "paper" in each
    acts = {item.reading.document.id if by_paper else item.value.about for item in found} - {None}
    if len(acts) < 2:
        yield case
        return
    for act in sorted(str(a) for a in acts):
        own = tuple(i for i in found if act == (i.reading.document.id if by_paper else i.value.about))
        yield replace(case, events={**case.events, code: own}, resolved={}, truths={})


def _dated(case: Case, context: Context, code: str) -> Laid:
    chosen = resolve(case, context.days(), code)
    if chosen.main is None:
        return Laid("")
    main, *others = (_moment(case, moment) for moment in (chosen.main, *chosen.rivals))
    if others:
        return Laid("", (main, *others), tuple((main, other) for other in others))
    told = [moment(item) for item in case.events.get(code, ())]
    told += [moment(item) for item in case.events.get(PAIRED.get(code, ""), ())]
    same = [m for m in told if not differing(chosen.main, [m])]
    return Laid("", tuple(_moment(case, m) for m in same))


def _moment(case: Case, moment: Moment) -> Stated:
    return Stated(when(moment), moment.reading, moment.facts[0].place, sure=not weakness(case, moment))


Side = Callable[[Rule, Case, Context], Laid]
SIDES: dict[str, Side] = {
    "party": _parties,
    "amount": _amounts,
    "doc_number": _doc_numbers,
    "title": _titles,
    "text": _texts,
    "date": _dates,
}
