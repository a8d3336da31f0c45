"""A file's list of contents (卷内目录) against the papers found in it: what is missing, misplaced, misnumbered or unlisted.

The list is a paper like others and may be misread; so nothing it says makes a paper present or absent by itself.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dossier.case import Reading
from knowledge.kinds import load_kinds
from language.contents import Entry, entries_of

LIST = "file_catalogue"
BESIDE = frozenset({LIST, "cover", "file_notes"})  # a list need not name these
OTHER = "other"
SHORTEST = 4  # characters of a kind's name that tell it from others
ALIKE = 0.6  # share of pairs of characters by which two titles are one, misread
FEWEST = 2  # papers that must stand where the list says before its numbers are compared

State = Literal["found", "pages", "renamed", "missing"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list and the papers it names.

    `state`: found; found on other pages than stated; a paper of another name stands there; not found.
    `misplaced`: its papers stand elsewhere in the order than the list has them. `said`: what is wrong, in Chinese.
    """

    entry: Entry
    papers: tuple[Reading, ...]
    state: State
    misplaced: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The list laid against the file. `unlisted`: papers no line names. `shift`: page of the scan less that of the list."""

    lines: tuple[Line, ...]
    unlisted: tuple[Reading, ...]
    shift: int | None

    @property
    def unread(self) -> tuple[int, ...]:
        """Numbers left out between the lines that could be read."""
        numbers = {line.entry.number for line in self.lines if line.entry.number is not None}
        return tuple(n for n in range(1, max(numbers, default=0)) if n not in numbers)

    def faults(self) -> Iterator[str]:
        """Everything that does not agree, for people."""
        yield from (line.said for line in self.lines if line.said)
        if self.unread:
            yield f"目录第{'、'.join(map(str, self.unread))}项读不出"
        yield from (f"“{name_of(reading)}”未列入卷内目录" for reading in self.unlisted)


def compare(catalogue: Reading, held: Sequence[Reading]) -> Contents:
    """Lays the list against the other papers of the dossier, in their order."""
    papers = [reading for reading in held if reading is not catalogue and reading.document.error is None]
    entries = entries_of(catalogue.document)
    source = catalogue.document.pages[0].source if catalogue.document.pages else ""
    match = _Match(entries, papers, [_span(reading, source) for reading in papers])
    match.by_place(exactly=True)
    match.by_place(exactly=False)
    match.inside(all_=False)
    match.by_name()
    match.by_page()
    match.inside(all_=True)
    return match.result()


def name_of(reading: Reading) -> str:
    """Its title, or the name of its kind."""
    return reading.title or load_kinds().documents.get(reading.label.kind, "无题文书")


Span = tuple[int, int] | None


def _span(reading: Reading, source: str) -> Span:
    """First and last page in the list's own file, blank backs left out; None in another file."""
    pages = reading.document.pages
    if not pages or pages[0].source != source or not pages[0].width:
        return None
    written = [page.number for page in pages if any(b.lines or b.cells for b in page.blocks)]
    return pages[0].number, max(written, default=pages[0].number)


class _Match:
    """Which papers each line has taken, worked out in passes, the surest first."""

    def __init__(self, entries: Sequence[Entry], papers: Sequence[Reading], spans: Sequence[Span]) -> None:
        self.entries, self.papers, self.spans = entries, papers, spans
        self.taken: dict[int, list[int]] = {}
        self.free = set(range(len(papers)))
        self.renamed: set[int] = set()
        self.shift = self._find_shift()

    def _find_shift(self) -> int | None:
        """How the list counts pages: the difference on which most names agree."""
        votes = Counter(
            span[0] - entry.first
            for entry in self.entries
            if entry.first is not None
            for paper, span in zip(self.papers, self.spans, strict=True)
            if span is not None and named(entry.title, paper)
        )
        best = max(votes.items(), key=lambda pair: (pair[1], -abs(pair[0])), default=None)
        return best[0] if best is not None and best[1] >= min(FEWEST, len(self.entries)) else None

    def _stated(self, n: int) -> range:
        """Pages of the scan that a line states."""
        entry = self.entries[n]
        if entry.first is None or self.shift is None:
            return range(0)
        return range(entry.first + self.shift, (entry.last or entry.first) + self.shift + 1)

    def by_place(self, *, exactly: bool) -> None:
        """A paper of the stated name that begins on the stated page; first those with the very title."""
        for n, entry in enumerate(self.entries):
            pages = self._stated(n)
            at = next((i for i in sorted(self.free) if pages and self._first(i) == pages[0]), None)
            if n in self.taken or at is None:
                continue
            if bare(entry.title) == bare(self.papers[at].title) or (
                not exactly and named(entry.title, self.papers[at])
            ):
                self._take(n, [at])

    def inside(self, *, all_: bool) -> None:
        """Further papers in a line's pages: those its words name; of the others those no open line names, or `all_`."""
        open_ = [entry.title for n, entry in enumerate(self.entries) if n not in self.taken]
        for n in sorted(self.taken):
            if n in self.renamed or not self._at_its_place(n):
                continue
            for i in sorted(self.free):
                paper = self.papers[i]
                own = any(named(piece, paper) for piece in pieces(self.entries[n].title)[1:])
                wanted = any(named(title, paper) for title in open_)
                if self._first(i) in self._stated(n) and (all_ or own or not wanted):
                    self._take(n, [i])

    def _at_its_place(self, n: int) -> bool:
        pages = self._stated(n)
        return bool(pages and self.taken[n]) and self._first(min(self.taken[n])) == pages[0]

    def by_name(self) -> None:
        """Papers of the stated name elsewhere: the nearest to where they should be."""
        for n, entry in enumerate(self.entries):
            if n in self.taken:
                continue
            for piece in pieces(entry.title):
                fitting = [i for i in self.free if named(piece, self.papers[i])]
                if fitting:
                    self._take(n, [min(fitting, key=lambda i: (self._far(n, i), i))])

    def _far(self, n: int, i: int) -> int:
        """Distance of a paper from the stated page, else from the papers of the line before."""
        pages, first = self._stated(n), self._first(i)
        if pages and first is not None:
            return abs(first - pages[0])
        before = max((p for m, held in self.taken.items() if m < n for p in held), default=-1)
        return i - before if i > before else 1000 + before - i

    def by_page(self) -> None:
        """A paper of another name on the stated page: clerks call papers otherwise, or it is another paper."""
        for n in range(len(self.entries)):
            pages = self._stated(n)
            if n in self.taken or not pages:
                continue
            at = next((i for i in sorted(self.free) if self._first(i) == pages[0]), None)
            if at is not None:
                self._take(n, [at])
                self.renamed.add(n)

    def _first(self, i: int) -> int | None:
        span = self.spans[i]
        return span[0] if span is not None else None

    def _take(self, n: int, papers: Iterable[int]) -> None:
        held = list(papers)
        self.taken.setdefault(n, []).extend(held)
        self.free -= set(held)

    def result(self) -> Contents:
        late = self._out_of_order()
        lines = tuple(self._line(n, misplaced=n in late) for n in range(len(self.entries)))
        left = (self.papers[i] for i in sorted(self.free))
        unlisted = tuple(reading for reading in left if reading.label.kind not in BESIDE)
        return Contents(lines, unlisted, self.shift)

    def _out_of_order(self) -> set[int]:
        """Lines outside the longest run that rises with the papers."""
        order = [(n, min(held)) for n, held in sorted(self.taken.items()) if held]
        kept = _rising([place for _, place in order])
        return {n for i, (n, _) in enumerate(order) if i not in kept}

    def _line(self, n: int, *, misplaced: bool) -> Line:
        entry, held = self.entries[n], sorted(self.taken.get(n, []))
        papers = tuple(self.papers[i] for i in held)
        told = f"目录第{entry.number or n + 1}项“{entry.title}”{_pages(entry.first, entry.last)}"
        if not papers:
            return Line(entry, (), "missing", said=f"{told}未见实物")
        pages, first = self._stated(n), self._first(held[0])
        last = max((span[1] for i in held if (span := self.spans[i])), default=first)
        if n in self.renamed:
            said = f"{told}处的文书是“{name_of(papers[0])}”，名称对不上"
            return Line(entry, papers, "renamed", misplaced, said)
        off = self.shift or 0
        if pages and first is not None and first != pages[0]:
            said = f"{told}的页号不符，实在{_pages(first - off, (last or first) - off)}"
            return Line(entry, papers, "pages", misplaced, said)
        return Line(entry, papers, "found", misplaced, f"{told}与实物的先后次序不符" if misplaced else "")


def _pages(first: int | None, last: int | None) -> str:
    if first is None:
        return ""
    return f"（第{first}页）" if last in (None, first) else f"（第{first}—{last}页）"


def _rising(values: Sequence[int]) -> set[int]:
    """Places of the longest strictly rising run."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for i, value in enumerate(values):
        at = bisect_left(tails, value)
        tails[at:] = [value]
        before.append(ends[at - 1] if at else -1)
        ends[at:] = [i]
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def pieces(title: str) -> list[str]:
    """Papers one line names: “告知书及送达回证”, “听证笔录、听证报告”."""
    return [
        piece
        for piece in re.split(r"[、及和与]|以及", re.sub(r"（[^（）]*）|\([^()]*\)", "", title))
        if len(piece) > 2
    ] or [title]


def named(entry: str, reading: Reading) -> bool:
    """The list's title and the paper's are the same, misread or one in the other; or it names the paper's kind."""
    written, title = bare(entry), bare(reading.title)
    if (
        written
        and title
        and (title in written or (written in title and len(written) > 2) or _shared(written, title) >= ALIKE)
    ):
        return True
    return reading.label.kind != OTHER and any(name in written for name in _kind_names(reading.label.kind))


@cache
def _kind_names(kind: str) -> tuple[str, ...]:
    """What papers of the kind are called: “询问（调查）笔录” is 询问笔录, 调查笔录 or 询问调查笔录."""
    names = []
    for name in load_kinds().documents.get(kind, "").split("、"):
        head, _, rest = name.partition("（")
        inner, _, tail = rest.partition("）")
        names += [head + tail, head + inner + tail, *([inner + tail] if tail else [])]
    return tuple(name for name in dict.fromkeys(names) if len(name) >= SHORTEST)


def bare(title: str) -> str:
    """The title without blanks, marks and page numbers."""
    return re.sub(r"[\W\d]|复印件|复制件", "", title)


def _shared(one: str, other: str) -> float:
    """Share of pairs of characters in common (Dice)."""
    left, right = (Counter(text[i : i + 2] for i in range(len(text) - 1)) for text in (one, other))
    return 2 * sum((left & right).values()) / max(left.total() + right.total(), 1)
