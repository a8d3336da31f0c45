"""Pages of one file → papers."""

from collections.abc import Sequence
from itertools import pairwise

from classifiers.boundary import Sign, all_signs
from classifiers.boundary_model import Weights, load_weights, marginals, odds
from classifiers.pages import looks_of
from dossier.base import Record
from dossier.case import Cut
from dossier.document import Page

SURE = 0.85
"""A boundary, or the lack of one, that is less probable than this is put before a person."""


class Part(Record):
    """Neighbouring pages that make one paper.

    `reason` says in Chinese why it begins where it does, `probability` how sure its beginning is. `unsure`: pages at
    which it is unsure whether a paper begins, its own first page among them.
    """

    pages: tuple[Page, ...]
    reason: str
    probability: float = 1.0
    unsure: tuple[Cut, ...] = ()


def split(pages: Sequence[Page]) -> list[Part]:
    """The papers among the pages of one file, in order; every page is in exactly one.

    Formats without pages (text, web page, workbook) hold one paper.
    """
    if not pages:
        return []
    if len(pages) == 1 or not all(page.width for page in pages):
        return [Part(pages=tuple(pages), reason="文件首页")]
    weights = load_weights()
    signs = all_signs(looks_of(pages))
    chances = marginals(
        [odds({s.name: s.value for s in found}, weights) for found in signs], weights.after_start
    )
    starts = [0, *(i for i in range(1, len(pages)) if chances[i] > 0.5), len(pages)]
    return [
        Part(
            pages=tuple(pages[start:end]),
            reason=_told(signs[start], weights) if start else "文件首页",
            probability=round(chances[start], 4),
            unsure=tuple(
                _cut(pages[i], chances[i], _told(signs[i], weights))
                for i in range(start, end)
                if 1 - SURE < chances[i] < SURE
            ),
        )
        for start, end in pairwise(starts)
    ]


def _cut(page: Page, chance: float, reason: str) -> Cut:
    return Cut(source=page.source, page=page.number, probability=round(chance, 4), reason=reason)


def _told(found: Sequence[Sign], weights: Weights) -> str:
    """The signs in favour, strongest first."""
    weighed = sorted(
        ((weights.signs.get(sign.name, 0.0) * sign.value, sign.reason) for sign in found), key=lambda s: -s[0]
    )
    return "；".join(dict.fromkeys(reason for weight, reason in weighed if weight > 0.3))
