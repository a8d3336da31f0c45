"""What the file's own list of contents (卷内目录) says of each page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from classifiers.pages import Look
from dossier.document import Document
from language.contents import Entry, entries_of, is_list

FRONT = 12  # the list stands among the first pages
LIST = "file_catalogue"
FEWEST = 2  # titles that must stand where the list says before its page numbers are believed


class Hint(NamedTuple):
    """The list's line that covers a page. `starts`: its first page; `named`: the page's title is what the list says."""

    title: str
    starts: bool
    named: bool


def hints(looks: Sequence[Look]) -> list[Hint | None]:
    """One a page; all None where there is no list, or its numbers fit no way of counting the pages."""
    none: list[Hint | None] = [None] * len(looks)
    at = list_page(looks)
    if at is None:
        return none
    entries, end = _entries(looks, at)
    shift = _shift(looks, entries, end)
    if shift is None:
        return none
    for entry in entries:
        if entry.first is None or entry.last is None:
            continue
        for page in range(entry.first, entry.last + 1):
            i = page + shift
            if end <= i < len(looks):
                starts = page == entry.first
                if starts or none[i] is None:
                    none[i] = Hint(entry.title, starts, starts and alike(entry.title, looks[i]))
    return none


def list_page(looks: Sequence[Look]) -> int | None:
    """The page on which the list of contents begins, from 0; None where the file has none."""
    return next((i for i, look in enumerate(looks[:FRONT]) if _is_list(look)), None)


def _is_list(look: Look) -> bool:
    """By its title; a bare 目录 by what stands below."""
    if look.hit is not None:
        return look.hit.kind == LIST
    return is_list(Document(id="", sources=(look.page.source,), media_type="", pages=(look.page,)))


def _entries(looks: Sequence[Look], at: int) -> tuple[tuple[Entry, ...], int]:
    """The list's lines over all its pages, and the page (from 0) behind it."""
    end = at + 1
    found = _read(looks[at:end])
    while end < min(len(looks), at + 5):
        longer = _read(looks[at : end + 1])
        if looks[end].title is not None or len(longer) <= len(found):
            break
        found, end = longer, end + 1
    return found, end


def _read(looks: Sequence[Look]) -> tuple[Entry, ...]:
    pages = tuple(look.page for look in looks)
    return entries_of(Document(id="", sources=(pages[0].source,), media_type="", pages=pages))


def _shift(looks: Sequence[Look], entries: Sequence[Entry], end: int) -> int | None:
    """Index of a page less the number the list gives it: by the stamped numbers, else the way that most titles agree with."""
    stamped = Counter(i - look.folio for i, look in enumerate(looks) if look.folio is not None)
    tried = [*(shift for shift, _ in stamped.most_common(1)), end - 1, -1, *range(-2, end + 3)]
    agree = {shift: sum(_agrees(looks, entry, shift) for entry in entries) for shift in dict.fromkeys(tried)}
    best = max(agree, key=lambda shift: agree[shift], default=None)
    return best if best is not None and agree[best] >= FEWEST else None


def _agrees(looks: Sequence[Look], entry: Entry, shift: int) -> bool:
    at = (entry.first or 0) + shift
    return entry.first is not None and 0 <= at < len(looks) and alike(entry.title, looks[at])


def alike(listed: str, look: Look) -> bool:
    """The page's title is the listed one, or one holds the other."""
    if look.title is None:
        return False
    one, other = _bare(listed), _bare(look.title.text)
    if min(len(one), len(other)) < 3:
        return one == other
    return one in other or other in one or _shared(one, other) >= 0.6


def _shared(one: str, other: str) -> float:
    """Share of pairs of characters in common (Dice)."""
    pairs = [Counter(_pairs(text)) for text in (one, other)]
    both = sum((pairs[0] & pairs[1]).values())
    return 2 * both / max(sum(pairs[0].values()) + sum(pairs[1].values()), 1)


def _pairs(text: str) -> Iterator[str]:
    return (text[i : i + 2] for i in range(len(text) - 1))


def _bare(text: str) -> str:
    return re.sub(r"[\W\d]|复印件|复制件|及送达回证", "", text)
