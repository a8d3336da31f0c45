"""Matches in the original text, and the words around them; the same for every engine."""

import re
from collections.abc import Iterator, Sequence

from dossier.geometry import Box, cut
from index.packed import Marks
from index.parse import Term
from index.search import Mark, Snippet
from language.bigrams import folded, is_run

Range = tuple[int, int]
GAP = r"[\W_]*"  # what is no unit
_DECIMALS = "|".join(rf"(?<=[0-9a-z]\.[0-9]{{{n}}})" for n in range(1, 7))
_BEFORE_LETTERS = rf"(?:(?<![0-9a-z])|{_DECIMALS})"
BEFORE, WIDTH, MOST = 24, 96, 200
_STOPS = "。；！？\n\t"


def find_terms(text: str, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """(start, end, index of the term) of matches, in text order; at most 200 a term."""
    plain, origin = folded(text)
    found = []
    for i, term in enumerate(terms):
        for k, match in enumerate(_pattern(term).finditer(plain)):
            if k == MOST:
                break
            found.append((*_original(match, origin), i))
    return sorted(found)


def _original(match: re.Match[str], origin: Sequence[int] | None) -> Range:
    if origin is None:
        return match.start(), match.end()
    return origin[match.start()], origin[match.end() - 1] + 1


def _pattern(term: Term) -> re.Pattern[str]:
    """The term, or any of the rows that serve as well, the longest first."""
    rows = sorted((term.units, *term.others, *term.forms), key=len, reverse=True)
    return re.compile("|".join(GAP.join(map(_unit, row)) for row in rows))


def _unit(unit: str) -> str:
    """One unit as the text may write it: a whole run, with or without thousands marks.

    A run of digits with a decimal point ends before a letter (3.5kg is 3.5 and kg).
    """
    if not is_run(unit):
        return re.escape(unit)
    body = re.sub(r"(?<=\d)(?=\d\d\d)", ",?", unit.replace(".", r"\."))
    inside = r"(?<![0-9a-z]\.)" if unit[0].isdigit() else ""
    before = r"(?<![0-9a-z])" if unit[0].isdigit() else _BEFORE_LETTERS
    after = r"(?![0-9]|\.[0-9])" if "." in unit else r"(?![0-9a-z]|\.[0-9])"
    return rf"{before}{inside}{body}{after}"


def merged(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """The ranges in order, overlapping ones as one."""
    result: list[Range] = []
    for start, end in sorted(ranges):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def snippets(
    text: str, terms: Sequence[Term], marks: Marks, sources: Sequence[str], *, most: int = 3
) -> tuple[Snippet, ...]:
    """The windows of text that hold most of the terms, in text order; the beginning where none matches."""
    windows = list(_windows(text, find_terms(text, terms)))
    best = sorted(windows, key=lambda w: (-len({m[2] for m in w[2]}), -min(len(w[2]), 5), w[0]))[:most]
    chosen = sorted(best) or [(0, _end(text, 0), [])]
    return tuple(
        _snippet(text, start, end, found, marks, sources)
        for start, end, found in chosen
        if text[start:end].strip()
    )


def _windows(
    text: str, found: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[int, int, list[tuple[int, int, int]]]]:
    """Stretches that do not overlap, each around as many matches as fit."""
    i = 0
    done = 0
    while i < len(found):
        start = _begin(text, found[i][0], done)
        end = max(_end(text, start), found[i][1])
        inside = [match for match in found[i : i + MOST] if match[1] <= end]
        yield start, end, inside
        done = end
        while i < len(found) and found[i][0] < end:
            i += 1


def _begin(text: str, at: int, least: int) -> int:
    """A little before the match, at the beginning of its sentence if that is near."""
    low = max(at - BEFORE, least, 0)
    stop = max(text.rfind(c, low, at) for c in _STOPS)
    return stop + 1 if stop >= low else low


def _end(text: str, start: int) -> int:
    return min(start + WIDTH, len(text))


def _snippet(
    text: str,
    start: int,
    end: int,
    found: Sequence[tuple[int, int, int]],
    marks: Marks,
    sources: Sequence[str],
) -> Snippet:
    ranges = merged([(a, b) for a, b, _ in found])
    line = marks.at(ranges[0][0] if ranges else start)
    first = marks[line] if line >= 0 else None
    return Snippet(
        text=text[start:end],
        start=start,
        ranges=tuple((a - start, b - start) for a, b in ranges),
        source=sources[first.source] if first else (sources[0] if sources else ""),
        page=first.page if first else None,
        boxes=tuple(box for r in ranges for box in _boxes(text, r, marks, first)) if first else (),
    )


def _boxes(text: str, found: Range, marks: Marks, first: Mark) -> Iterator[Box]:
    """Where the match stands, one box a line, on the snippet's page."""
    for i in range(marks.at(found[0]), len(marks)):
        mark = marks[i]
        if mark.start >= found[1] or (mark.page, mark.source) != (first.page, first.source):
            return
        after = marks[i + 1].start if i + 1 < len(marks) else len(text)
        line = text[mark.start : after].rstrip("\n\t")
        if mark.box is not None:
            yield cut(line, mark.box, found[0] - mark.start, found[1] - mark.start)
