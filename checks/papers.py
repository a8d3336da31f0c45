"""Papers a file must hold, and whether a missing one is a fault or only not handed in (rules.md §4.5, §14.4, §14.14)."""

from collections.abc import Iterable

from checks.case import ISSUER, Case, title_place, unread_note
from checks.complete import LIST, Completeness, completeness, entries
from checks.conclude import out_of_scope, settle
from checks.context import Context
from checks.finding import Said, finding
from checks.premises import Truth, premise, truth
from checks.resolve import resolve
from checks.versions import in_force, nearest
from checks.words import day
from dossier.base import Record
from dossier.case import Finding, Reading, Rule
from dossier.fact import DocNumber, Event, Mention, Party, Personal
from knowledge.kinds import load_kinds

SURE = 0.9  # from here on a kind was hardly ever wrong on unseen papers (classifiers/models/kinds.md)


def names(rule: Rule, option: str) -> tuple[str, ...]:
    """An option that is a list of codes."""
    value = rule.options.get(option, ())
    return value if isinstance(value, tuple) else (str(value),)


def proper(rule: Rule, case: Case, kinds: tuple[str, ...]) -> tuple[Reading, ...]:
    """Papers of these kinds that are not spoilt by what they say (an “opinion” that is a reply to a consultation)."""
    spoilt = {
        item.reading.document.id for code in names(rule, "spoiled_by") for item in case.elements.get(code, ())
    }
    return tuple(reading for reading in case.of_kinds(kinds) if reading.document.id not in spoilt)


def papers_wanted(rule: Rule, case: Case) -> tuple[str, ...]:
    """Names of papers without which dates alone decide nothing (option `needs`, §14.4)."""
    kinds = load_kinds().documents
    return tuple(kinds.get(kind, kind) for kind in names(rule, "needs") if not proper(rule, case, (kind,)))


def paper(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """One of `papers` must be there; what of `fail_if` the papers admit decides against it where none is."""
    wanted = names(rule, "papers")
    dated = resolve(case, context.days(), rule.start).main if rule.start else None
    day_of = dated.first if dated else context.as_of
    if dated is not None and rule.versions and in_force(rule, case.dossier.kind, day_of) is None:
        yield out_of_scope(rule, case, Truth(False, said=f"{day(day_of)}时尚无此项要求，或者已不适用"))
        return
    version = nearest(rule, case.dossier.kind, day_of)
    title = "、".join(load_kinds().documents.get(kind, kind) for kind in wanted)
    held_papers = proper(rule, case, wanted)
    if held_papers:
        yield finding(rule, case, _present(rule, held_papers, title), version=version)
        return
    held = premise(rule.applies, case, context, {})
    if held.holds is False:
        yield out_of_scope(rule, case, held)
        return
    other = next((kind for kind in names(rule, "or") if case.papers.get(kind)), None)
    if other is not None:
        why = f"卷内已有{load_kinds().documents[other]}，不另要求{title}"
        yield out_of_scope(rule, case, Truth(False, said=why))
        return
    said = _admitted(rule, case, context, title) or _absent(rule, case, title)
    yield finding(rule, case, settle(rule, case, context, said, held, {}), version=version)


def _present(rule: Rule, papers: tuple[Reading, ...], title: str) -> Said:
    """There, if one of them says something of its own: a likeness of titles alone is no proof of a paper."""
    vouched = tuple(
        reading for reading in papers if vouches(reading, copies=bool(rule.options.get("copies")))
    )
    places = tuple(title_place(reading) for reading in (vouched or papers)[:3])
    if vouched:
        return Said("pass", f"卷内有{title}（{len(vouched)}份）。", places=places)
    return Said(
        "undetermined",
        f"卷内有疑似{title}（{papers[0].document.sources[0]}），但没有读出文号、日期、当事人或者所列材料，无法判定，请核对原件。",
        places=places,
        missing=(f"{title}的文号、日期或者当事人",),
    )


def vouches(reading: Reading, *, copies: bool = False) -> bool:
    """The paper states a date in its role, its own number, someone in a role, or (a list) what the file holds.

    Of a paper whose kind is not sure two of these are asked: a likeness and one fact may be another paper's.
    `copies`: of copies and photographs any date or number of a certificate is enough.
    """
    if reading.label.kind == LIST and entries(reading.document):
        return True
    sorts = {sort for fact in reading.facts if (sort := _own(fact.value, copies=copies))}
    return len(sorts) >= (1 if reading.label.probability >= SURE else 2)


def _own(value: Record, *, copies: bool) -> str:
    """What sort of own fact it is; empty where it is none."""
    match value:
        case Event():
            return "date"
        case DocNumber():
            return "number" if value.role == "own" else ""
        case Party():
            return "party" if value.role != ISSUER else ""
        case Mention() | Personal():
            return "date" if copies else ""
        case _:
            return ""


def _admitted(rule: Rule, case: Case, context: Context, title: str) -> Said | None:
    """The papers themselves say that it was not done, or was replaced by something else (§14.4)."""
    for written in names(rule, "fail_if"):
        admitted = truth(context.condition(written), case, context, {})
        if admitted.holds and admitted.facts:
            return Said("fail", f"卷内没有{title}，{admitted.said}。", admitted.facts)
    return None


def absent_for_good(rule: Rule, case: Case) -> Said | None:
    """A fault where the act's paper (`papers`) is missing from a file that is closed and whole (§14.14)."""
    kinds = names(rule, "papers")
    if not rule.options.get("whole_file") or any(case.of_kinds(kinds)):
        return None
    said = _absent(rule, case, "、".join(load_kinds().documents[kind] for kind in kinds))
    return said if said.verdict == "fail" else None


def _absent(rule: Rule, case: Case, title: str) -> Said:
    """Missing: a fault only in a closed file whose own list shows that all of it was handed in (§14.14)."""
    state = completeness(case) if rule.options.get("whole_file") else Completeness("")
    if state.complete:
        return Said("fail", f"卷宗已结案，{state.said}，其中没有{title}。", places=state.places)
    reason = f"（{state.said}）" if state.said else ""
    return Said(
        "undetermined",
        f"卷内未见{title}{reason}，无法判定，列为待补材料。{unread_note(case)}",
        missing=(title,),
    )
