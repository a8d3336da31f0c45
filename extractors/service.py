"""Receipts of service (送达回证): which paper was served, and the day it was received."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from extractors.cues import Cues, Sign
from extractors.labels import label_of, spaced
from extractors.paper import Paper
from language.dates import Written

_NAMES = re.compile(spaced("送达(?:的)?(?:法律|执法)?(?:文书|文件)|文书名称"))
_REACH = 160
_BRACKETED = 40
_OPENED = re.compile(
    r"[书号件](?:（|\s*〔[^〔〕]*〕第?\d+号，)[^（）\n\t收达签领]{0,24}\Z|（[^（）\n\t收达签领]{0,24}号，?\s*\Z"
)


def find_service(paper: Paper, dates: list[Written], cues: Cues) -> Iterator[tuple[Written, str, float, str]]:
    """Date, event code, score and sign of every paper served.

    A receipt for several papers has a row each, with its own date; one for a single paper names it in a field.
    """
    usable = [
        i
        for i, d in enumerate(dates)
        if d.precision == "day" and d.side != "to" and not _of_the_paper(paper, d)
    ]
    rows = list(_rows(paper, dates, usable, cues.service))
    for signs, inside in rows:
        received = _received(paper, dates, inside, cues)
        if received is not None:
            yield from ((received[0], s.code, min(s.score, received[1]), "service") for s in signs)
    if rows:
        return
    names = _NAMES.search(paper.view)
    signs = _served(paper.view[names.end() : names.end() + _REACH], cues.service) if names else []
    signs = signs or _served(paper.title, cues.service) or _served(paper.view, cues.service)
    received = _received(paper, dates, usable, cues)
    if received is not None and len({s.code for s in signs}) <= 3:
        yield from ((received[0], s.code, min(s.score, received[1]), "service") for s in signs)


def _of_the_paper(paper: Paper, date: Written) -> bool:
    """Whether the date stands in brackets behind the name or number of a paper: the day it was made."""
    before = paper.view[max(0, date.start - _BRACKETED) : date.start]
    return _OPENED.search(before) is not None


def _rows(
    paper: Paper, dates: list[Written], usable: list[int], service: tuple[Sign, ...]
) -> Iterator[tuple[list[Sign], list[int]]]:
    """Table rows that name a paper and hold a date."""
    for low, high in dict.fromkeys(field.row for field in paper.fields):
        first, last = (bisect_left(usable, at, key=lambda i: dates[i].start) for at in (low, high))
        inside = usable[first:last]
        signs = _served(paper.view[low:high], service) if inside else []
        if signs:
            yield signs, inside


def _served(text: str, service: tuple[Sign, ...]) -> list[Sign]:
    """The cues whose paper is named in `text`; of names that overlap, the longest."""
    spans = [(m.end() - m.start(), m.start(), sign) for sign in service for m in sign.pattern.finditer(text)]
    kept: list[tuple[int, int, Sign]] = []
    for length, start, sign in sorted(spans, key=lambda s: (-s[0], s[1])):
        if all(start + length <= low or start >= high for low, high, _ in kept):
            kept.append((start, start + length, sign))
    return list({sign.code: sign for _, _, sign in sorted(kept, key=lambda k: k[0])}.values())


def _received(
    paper: Paper, dates: list[Written], usable: list[int], cues: Cues
) -> tuple[Written, float] | None:
    """The day of receipt among these dates: by the best label; without one, the only day under no other."""
    ranked: list[tuple[float, Written]] = []
    free: list[Written] = []
    for i in usable:
        label = label_of(paper, cues.receipt, dates, i)
        if label is None:
            free.append(dates[i])
        elif label.codes:
            ranked.append((label.codes[0][1], dates[i]))
    if ranked:
        best = max(score for score, _ in ranked)
        days = [date for score, date in ranked if score == best]
        return (days[0], best) if len({d.first for d in days}) == 1 else None
    return (free[0], 0.75) if len({d.first for d in free}) == 1 else None
