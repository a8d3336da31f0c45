"""Content red flags (内容审查线索, rules.md §7): clause by clause, for a person to look into, never a verdict."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dossier.case import Label
from dossier.document import Document
from dossier.fact import Lead
from knowledge.redflags import Flag, RedFlags, compiled, load_redflags

RULE = "government_rule"
_NUMBER = r"[〇零一二三四五六七八九十百千\d]+"
_ARTICLE = re.compile(rf"(?m)^[^\S\n]*(第{_NUMBER}条)")
_HEADING = re.compile(rf"(?m)^[^\S\n]*({_NUMBER}[、.．]|[（(]{_NUMBER}[）)])")
_SENTENCE = re.compile(r"[^。；;！\n]+[。；;！]?")
_QUOTED = re.compile(r"[“《][^”》]*$")
_CLOSED = re.compile(r"[^“《]{7,}[”》]")
"""A quotation with at least seven more characters; what is shorter is a term in quotes (“一企一策”)."""
_CITED = re.compile(rf"《[^》]+》(?:第{_NUMBER}条(?:第{_NUMBER}[款项])?)?")


@dataclass(frozen=True)
class Clause:
    """A numbered clause: its name (“第七条”, “（三）”; “首部” before the first), offsets into the text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """A sentence that meets a type; offsets count in the text. `reason`: why it may only look like it."""

    flag: Flag
    clause: str
    start: int
    end: int
    cited: str | None
    reason: str | None


def leads_of(document: Document, label: Label) -> tuple[Lead, ...]:
    """Leads of a normative document or draft; those of a work plan or minutes all carry a reason against.

    A paper whose kind is not certain is read by its likeliest kind.
    """
    known = load_redflags()
    kind = label.guess if label.kind in ("", "other") else label.kind
    if kind not in (*known.kinds, *known.informal):
        return ()
    against = known.informal_reason if kind in known.informal else None
    return tuple(
        Lead(
            document=document.id,
            type=hit.flag.code,
            clause=hit.clause,
            place=document.place(hit.start, hit.end),
            question=f"{hit.flag.name}：{hit.flag.question}（核对：{hit.flag.law}）",
            cited_basis=hit.cited,
            suppressed_by=hit.reason or against or (hit.flag.rules_may or None if kind == RULE else None),
        )
        for hit in find(document.text)
    )


def find(text: str) -> Iterator[Hit]:
    """Every sentence that meets a type, in reading order, the suppressed ones with their reason."""
    known = load_redflags()
    for clause in clauses(text):
        body = text[clause.start : clause.end]
        spans = [match.span() for match in _SENTENCE.finditer(body)]
        for at, (start, end) in enumerate(spans):
            around = body[spans[max(at - 1, 0)][0] : spans[min(at + 1, len(spans) - 1)][1]]
            found = list(_in_sentence(body, start, end, around, known))
            special = any(not flag.general and reason is None for flag, reason in found)
            for flag, reason in found:
                if not (flag.general and special):
                    where = (clause.start + start, clause.start + end)
                    yield Hit(flag, clause.name, *where, _cited(around), reason)


def clauses(text: str) -> Iterator[Clause]:
    """The text cut at 第X条; where there is none, at 一、（一）1.; the whole where it has no numbers."""
    marks = list(_ARTICLE.finditer(text)) or list(_HEADING.finditer(text))
    starts = [mark.start(1) for mark in marks]
    names = [mark[1].rstrip("、.．") for mark in marks]
    if not starts or starts[0] > 0:
        starts, names = [0, *starts], ["首部", *names]
    for name, start, end in zip(names, starts, [*starts[1:], len(text)], strict=True):
        yield Clause(name, start, end)


def _in_sentence(
    body: str, start: int, end: int, around: str, known: RedFlags
) -> Iterator[tuple[Flag, str | None]]:
    """Types met with the reason against; an unsuppressed place of a type goes before a suppressed one."""
    sentence = body[start:end]
    for flag in known.flag:
        places = [found.start() for cue in _cues(flag) if (found := cue.search(sentence))]
        if places:
            reasons = [_against(flag, body, start, end, start + at, around, known) for at in places]
            yield flag, None if None in reasons else reasons[0]


def _against(
    flag: Flag, body: str, start: int, end: int, at: int, around: str, known: RedFlags
) -> str | None:
    """Why the cue at `at` may only look like its type; None where nothing speaks against it."""
    sentence, before = body[start:end], _ARTICLE.sub("", body[start:at])
    if _rule(known.negation).search(before) or _rule(known.listed).search(body[:at]):
        return known.negation_reason
    for item in flag.unless:
        if _rule(item.words).search(sentence):
            return item.reason
    if flag.own_basis and _rule(known.basis).search(around):
        return known.basis_reason
    if _QUOTED.search(before) and _CLOSED.match(body[at:end]):
        return "在引文或书名号内"
    bare = _ARTICLE.sub("", sentence).strip()
    return known.office_reason if flag.office and _rule(known.office).search(bare) else None


def _cited(around: str) -> str | None:
    found = _CITED.search(around)
    return found[0] if found else None


@cache
def _rule(pattern: str) -> re.Pattern[str]:
    return compiled(pattern)


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    return next(flag.patterns() for flag in load_redflags().flag if flag.code == code)


def _cues(flag: Flag) -> tuple[re.Pattern[str], ...]:
    return _patterns(flag.code)
