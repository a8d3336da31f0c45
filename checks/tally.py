"""Counts and shares a paper shows (rules.md §0.4 `count`, `ratio`): persons who signed, yuan fined, parts of a whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol

from checks.case import Case, title_place
from checks.conclude import out_of_scope, settle
from checks.context import Context
from checks.finding import Said, finding
from checks.papers import names, papers_wanted
from checks.periods import Outcome
from checks.premises import Truth, party_limits, premise
from checks.resolve import resolve
from checks.versions import candidates, in_force, nearest
from checks.words import day, quantity
from dossier.base import Record
from dossier.case import Finding, Reading, Rule, Version
from dossier.document import Place
from dossier.fact import Amount, Fact, Party, Quantity
from knowledge.kinds import load_kinds


class Tally(Protocol):
    """What the papers count to, and the number for the finding. `dated`: the day that decides the version is known."""

    def __call__(
        self, rule: Rule, case: Case, version: Version | None, *, dated: bool
    ) -> tuple[Said, int | None]: ...


EMPTY = "分母为零，没有可以计算的事项"


def share(part: int, whole: int, percent: int) -> Outcome:
    """At least so many per cent, compared as fractions: 99.6 % is not 100 %; of nothing there is no share (§10.16)."""
    if whole <= 0:
        return Outcome("not-applicable", why=EMPTY)
    if part > whole:
        return Outcome("undetermined", why=f"分子{part}大于分母{whole}，请核对")
    reached = Fraction(part, whole) * 100 >= percent
    return Outcome("pass" if reached else "fail", why=f"{part}/{whole}")


def tally(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """Shape `count`: `role`, persons in each of `papers`; `amount`, yuan of a kind, at most so many, or no more
    than in the papers `against`; `apart`, a role of nobody among those of `role`."""
    yield from _judged(rule, case, context, next(t for o, t in TALLIES.items() if o in rule.options))


def ratio(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """Shape `ratio`: counts said to be about `part` over those about `whole` in `papers`."""
    yield from _judged(rule, case, context, _share)


def _judged(rule: Rule, case: Case, context: Context, judge: Tally) -> Iterator[Finding]:
    start = resolve(case, context.days(), rule.start).main if rule.start else None
    reference = start.first if start else context.as_of
    version = in_force(rule, case.dossier.kind, reference)
    held = premise(rule.applies, case, context, {"start": start})
    if held.holds is False:
        yield out_of_scope(rule, case, held, version)
        return
    if start is not None and version is None and candidates(rule, case.dossier.kind):
        yield out_of_scope(rule, case, Truth(False, said=f"{day(reference)}时尚无此项要求，或者已不适用"))
        return
    version = version or nearest(rule, case.dossier.kind, reference)
    said, measured = judge(rule, case, version, dated=start is not None or not rule.start)
    if said.verdict == "not-applicable":
        yield out_of_scope(rule, case, Truth(False, said.facts, said.message), version)
        return
    if rule.start and start is None and said.verdict in ("pass", "fail"):
        missing = resolve(case, context.days(), rule.start).missing
        told = f"{said.message}但没有读到{missing}，不知适用哪一版法律，无法判定。"
        said = replace(said, verdict="undetermined", message=told, missing=(missing,))
    said = settle(rule, case, context, said, held, {"start": start})
    yield finding(rule, case, said, version=version, start=start, measured=measured)


def _wanting(rule: Rule, case: Case) -> tuple[str, tuple[Reading, ...], Said | None]:
    """The papers' name, the papers, and what is to be said where there are none."""
    kinds = names(rule, "papers")
    title = "、".join(load_kinds().documents.get(kind, kind) for kind in kinds)
    readings = tuple(case.of_kinds(kinds))
    missing = papers_wanted(rule, case) or (() if readings else (title,))
    if missing:
        return (
            title,
            readings,
            Said("undetermined", f"卷内未见{'、'.join(missing)}，无法判定。", missing=missing),
        )
    return title, readings, None


@dataclass(frozen=True, slots=True)
class Signed:
    """The different persons of the role that one paper names, each with the places that name them."""

    reading: Reading
    people: tuple[tuple[Place, ...], ...]

    @property
    def told(self) -> str:
        kind = load_kinds().documents.get(self.reading.label.kind, "文书")
        return f"{kind}（{self.reading.document.sources[0]}）{len(self.people)}人"

    @property
    def certain(self) -> bool:
        """The head and the signatures name the same persons, so that nobody else was overlooked."""
        return bool(self.people) and all(
            len(places) > 1 and len({place.quote for place in places}) == 1 for places in self.people
        )


def _persons(rule: Rule, case: Case, version: Version | None, *, dated: bool) -> tuple[Said, int | None]:
    """The papers with too few decide: a fault where head and signatures agree, else a name may be unread."""
    _, readings, absent = _wanting(rule, case)
    if absent is not None or version is None or version.quantity is None:
        return absent or Said("undetermined", "适用的人数未配置，无法判定。", missing=("人数",)), None
    known = {
        fact.place.quote for r in case.dossier.readings for p in _people(r, names(rule, "role")) for fact in p
    }
    counted = [_signed(rule, reading, known) for reading in readings]
    least = min(len(signed.people) for signed in counted)
    told = f"{'、'.join(signed.told for signed in counted)}，应不少于{version.quantity}人"
    short = [signed for signed in counted if len(signed.people) < version.quantity]
    if not short:
        places = tuple(places[0] for signed in counted for places in signed.people)
        return Said("pass", f"{told}，符合要求。", places=places), least
    places = tuple(title_place(signed.reading) for signed in short)
    if any(signed.certain for signed in short):
        return Said("fail", f"{told}，不符合要求。", places=places), least
    missing = tuple(f"{signed.told}以外的签名" for signed in short)
    message = f"{told}；签名可能没有辨认出来，无法判定，须看原件核对。{rule.undetermined}"
    return Said("undetermined", message, places=places, missing=missing), least


def _signed(rule: Rule, reading: Reading, known: set[str]) -> Signed:
    """Who is named in the role, and whose name, known from the file's other papers, stands where papers are signed.

    `signers`: the words that head the signatures; a name misread elsewhere is still read here.
    """
    people = [tuple(fact.place for fact in facts) for facts in _people(reading, names(rule, "role"))]
    text = reading.document.text
    heads = list(re.finditer(str(rule.options["signers"]), text)) if "signers" in rule.options else []
    for name in sorted(known) if heads else ():
        at = text.find(name, heads[-1].end())
        if len(name) > 1 and at >= 0 and not any(_close(places[0].quote, name) for places in people):
            people.append((reading.document.place(at, at + len(name)),))
    return Signed(reading, tuple(people))


def _people(reading: Reading, roles: tuple[str, ...]) -> tuple[tuple[Fact, ...], ...]:
    """Facts by person; names that differ in one character out of three or more may be one name misread."""
    people: list[list[Fact]] = []
    for fact in reading.of(Party):
        if isinstance(fact.value, Party) and fact.value.role in roles and fact.grade != "poor":
            same = next((facts for facts in people if _alike(facts[0].value, fact.value)), None)
            if same is None:
                people.append([fact])
            else:
                same.append(fact)
    return tuple(map(tuple, people))


def _alike(one: Record, other: Record) -> bool:
    assert isinstance(one, Party) and isinstance(other, Party)
    if one.id and other.id:
        return one.id == other.id
    return _close(one.name, other.name)


def _close(one: str, other: str) -> bool:
    """The same name, or one character of three or more apart."""
    if len(one) != len(other):
        return False
    apart = sum(a != b for a, b in zip(one, other, strict=True))
    return apart == 0 or (apart == 1 and len(one) > 2)


def _money(rule: Rule, case: Case, version: Version | None, *, dated: bool) -> tuple[Said, int | None]:
    """The sum stated in the paper against the law's limit, which may differ for a person and a body."""
    title, readings, absent = _wanting(rule, case)
    if absent is not None:
        return absent, None
    facts = _sums(rule, readings)
    sums = sorted({fact.value.yuan for fact in facts if isinstance(fact.value, Amount)})
    if not sums:
        return Said("not-applicable", f"{title}没有罚款"), None
    if version is None or version.quantity is None:
        return Said("undetermined", "适用的限额未配置，无法判定。", tuple(facts), missing=("限额",)), None
    limits = _limits(version, readings)
    told = f"{title}载明{'、'.join(f'{float(s):g}元' for s in sums)}，限额{'或者'.join(quantity(n, 'yuan') for n in limits)}"
    measured = int(sums[-1])
    verdicts = {"pass" if sums[-1] <= limit else "fail" for limit in limits}
    if not dated:
        verdicts = {"undetermined"}
    if len(sums) > 1 and "fail" in verdicts and sums[0] <= max(limits):
        verdicts = {"undetermined"}
    if verdicts == {"pass"}:
        return Said("pass", f"{told}，未超过。", tuple(facts)), measured
    if verdicts == {"fail"}:
        return Said("fail", f"{told}，超过限额。", tuple(facts)), measured
    wanted = "当事人是公民还是法人、其他组织" if dated and len(sums) == 1 else "决定日期和实际罚款数额"
    return Said(
        "undetermined", f"{told}，须查明{wanted}，无法判定。", tuple(facts), missing=(wanted,)
    ), measured


def _sums(rule: Rule, readings: Iterable[Reading]) -> list[Fact]:
    return [
        fact
        for reading in readings
        for fact in reading.of(Amount)
        if isinstance(fact.value, Amount) and fact.value.role in names(rule, "amount")
    ]


def _against(rule: Rule, case: Case, version: Version | None, *, dated: bool) -> tuple[Said, int | None]:
    """The sum decided may not be more than the sum told before (不得加重)."""
    title, readings, absent = _wanting(rule, case)
    told_kinds = names(rule, "against")
    told_title = "、".join(load_kinds().documents.get(kind, kind) for kind in told_kinds)
    if absent is not None:
        return absent, None
    if not any(case.of_kinds(told_kinds)):
        return Said("undetermined", f"卷内未见{told_title}，无法判定。", missing=(told_title,)), None
    now, before = _sums(rule, readings), _sums(rule, case.of_kinds(told_kinds))
    added = _added(rule, readings, tuple(case.of_kinds(told_kinds)))
    if added:
        words = "、".join(f"“{place.quote}”" for place in added)
        message = f"{title}写有{words}，{told_title}没有读到，是否加重或者增加处罚种类无法判定，须逐项核对。"
        return Said("undetermined", message, places=added, missing=("告知书中相应的处罚内容",)), None
    if not now:
        return Said("not-applicable", f"{title}没有读到罚款"), None
    facts = (*now, *before)
    sums = [sorted({f.value.yuan for f in found if isinstance(f.value, Amount)}) for found in (now, before)]
    if any(len(found) != 1 for found in sums) or any(f.grade == "poor" for f in facts):
        shown = "、".join(f"{float(s):g}元" for found in sums for s in found)
        message = f"{title}与{told_title}的罚款数额不止一个或者读不清（{shown}），无法判定，须逐项核对。"
        return Said("undetermined", message, facts, missing=("告知和决定的罚款数额",)), None
    (decided,), (told,) = sums
    words = f"{told_title}拟罚款{float(told):g}元，{title}罚款{float(decided):g}元"
    if decided > told:
        return Said("fail", f"{words}，重于告知。", facts), int(decided)
    return Said("pass", f"{words}，没有加重。", facts), int(decided)


def _added(rule: Rule, readings: tuple[Reading, ...], told: tuple[Reading, ...]) -> tuple[Place, ...]:
    """Kinds of penalty (`burdens`) that the decision imposes and the notice does not speak of."""
    before = "".join(reading.document.text for reading in told)
    return tuple(
        reading.document.place(match.start(), match.end())
        for pattern in names(rule, "burdens")
        if not re.search(pattern, before)
        for reading in readings
        if (match := re.search(pattern, reading.document.text)) is not None
    )


def _apart(rule: Rule, case: Case, version: Version | None, *, dated: bool) -> tuple[Said, int | None]:
    """Nobody of the role `apart` (in `papers`) is among those of `role` anywhere in the file."""
    title, readings, absent = _wanting(rule, case)
    if absent is not None:
        return absent, None
    apart = names(rule, "apart")
    ours = [facts[0] for reading in readings for facts in _people(reading, apart)]
    everyone = [
        facts[0] for reading in case.dossier.readings for facts in _people(reading, names(rule, "role"))
    ]
    lacking = [
        " 、".join(role) for role, found in ((apart, ours), (names(rule, "role"), everyone)) if not found
    ]
    if lacking:
        missing = tuple(f"{role}的姓名" for role in lacking)
        return Said("undetermined", f"没有读到{'、'.join(missing)}，无法判定。", missing=missing), None
    same = [(a, b) for a in ours for b in everyone if _alike(a.value, b.value)]
    told = "、".join(dict.fromkeys(fact.place.quote for fact in ours))
    exact = [(a, b) for a, b in same if a.place.quote == b.place.quote]
    if exact:
        facts = tuple(fact for pair in exact for fact in pair)
        return Said("fail", f"{'、'.join(apart)}{told}同时是{'、'.join(names(rule, 'role'))}。", facts), None
    if same:
        facts = tuple(fact for pair in same for fact in pair)
        return Said(
            "undetermined",
            f"{title}的{told}与承办人姓名只差一字，可能是误读，无法判定。",
            facts,
            missing=("姓名",),
        ), None
    return Said(
        "pass", f"{'、'.join(apart)}为{told}，不是{'、'.join(names(rule, 'role'))}。", tuple(ours)
    ), None


def _limits(version: Version, readings: tuple[Reading, ...]) -> tuple[int, ...]:
    assert version.quantity is not None
    if version.person is None:
        return (version.quantity,)
    return party_limits(version.person, version.quantity, readings)


def _share(rule: Rule, case: Case, version: Version | None, *, dated: bool) -> tuple[Said, int | None]:
    title, readings, absent = _wanting(rule, case)
    if absent is not None or version is None or version.quantity is None:
        return absent or Said("undetermined", "适用的比率未配置，无法判定。", missing=("比率",)), None
    part, whole = (_counted(readings, names(rule, end)) for end in ("part", "whole"))
    missing = tuple(
        f"{title}写明的{'、'.join(names(rule, end))}数"
        for end, found in (("part", part), ("whole", whole))
        if len(found) != 1
    )
    if missing:
        return Said("undetermined", f"没有读到唯一的{'、'.join(missing)}，无法判定。", missing=missing), None
    (n, fact), (m, other) = next(iter(part.items())), next(iter(whole.items()))
    outcome = share(n, m, version.quantity)
    told = f"{title}载明{outcome.why}，应达到{version.quantity}%"
    ends = (fact, other)
    if outcome.verdict == "not-applicable":
        return Said("not-applicable", EMPTY, ends), None
    if outcome.verdict == "undetermined":
        return Said("undetermined", f"{outcome.why}，无法判定。", ends, missing=(outcome.why,)), None
    words = "符合要求" if outcome.verdict == "pass" else "不符合要求"
    return Said(outcome.verdict, f"{told}，{words}。", ends), int(Fraction(n, m) * 100)


def _counted(readings: Iterable[Reading], about: tuple[str, ...]) -> dict[int, Fact]:
    """Whole numbers the papers give for what is counted."""
    return {
        int(fact.value.number): fact
        for reading in readings
        for fact in reading.of(Quantity)
        if isinstance(fact.value, Quantity) and fact.value.about in about
    }


TALLIES: dict[str, Tally] = {"against": _against, "apart": _apart, "amount": _money, "role": _persons}
