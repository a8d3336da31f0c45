"""Pages of one file → papers."""

import math
from collections.abc import Sequence

from classifiers.boundary import Look, Sign, look, signs
from dossier.base import Record
from dossier.document import Page

START = -1.0  # log-odds that a page begins a paper before anything is seen on it


class Part(Record):
    """Neighbouring pages that make one paper.

    `reason` says in Chinese why it begins where it does, `probability` how sure its beginning is.
    """

    pages: tuple[Page, ...]
    reason: str
    probability: float = 1.0


def split(pages: Sequence[Page]) -> list[Part]:
    """The papers among the pages of one file, in order; every page is in exactly one."""
    parts: list[list[Look]] = []
    starts: list[tuple[str, float]] = []
    for page in pages:
        here = look(page)
        reason, probability = _start(parts[-1], here, pages[0]) if parts else ("文件首页", 1.0)
        if probability > 0.5:
            parts.append([here])
            starts.append((reason, probability))
        else:
            parts[-1].append(here)
    return [
        Part(pages=tuple(seen.page for seen in part), reason=reason, probability=round(probability, 4))
        for part, (reason, probability) in zip(parts, starts, strict=True)
    ]


def _start(part: Sequence[Look], here: Look, first: Page) -> tuple[str, float]:
    """Why, and how surely, a paper begins here. Formats without pages (text, web page, workbook) hold one paper."""
    if not here.page.width or not first.width:
        return "文件不分页", 0.0
    found = list(signs(part, here))
    odds = START + sum(sign.weight for sign in found)
    return _told(found), 1.0 / (1.0 + math.exp(-odds))


def _told(found: Sequence[Sign]) -> str:
    """The signs in favour, strongest first."""
    return "；".join(sign.reason for sign in sorted(found, key=lambda s: -s.weight) if sign.weight > 0)
