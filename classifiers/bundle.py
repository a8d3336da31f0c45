"""Pages of one file → papers."""

from collections.abc import Sequence
from itertools import pairwise

from classifiers.boundary import Sign, all_signs
from classifiers.boundary_model import Weights, load_weights, marginals, odds
from classifiers.pages import looks_of
from dossier.base import Record
from dossier.document import Page

SURE = 0.85
"""A boundary, or the lack of one, that is less probable than this is put before a person."""


class Unsure(Record):
    """A page on which a paper may begin, though it was left with the pages before. `page` counts in its file."""

    page: int
    probability: float
    reason: str


class Part(Record):
    """Neighbouring pages that make one paper.

    `reason` says in Chinese why it begins where it does, `probability` how sure its beginning is. `unsure`: pages in it
    that may begin another paper.
    """

    pages: tuple[Page, ...]
    reason: str
    probability: float = 1.0
    unsure: tuple[Unsure, ...] = ()


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
                Unsure(
                    page=pages[i].number, probability=round(chances[i], 4), reason=_told(signs[i], weights)
                )
                for i in range(start + 1, end)
                if chances[i] > 1 - SURE
            ),
        )
        for start, end in pairwise(starts)
    ]


def _told(found: Sequence[Sign], weights: Weights) -> str:
    """The signs in favour, strongest first."""
    weighed = sorted(
        ((weights.signs.get(sign.name, 0.0) * sign.value, sign.reason) for sign in found), key=lambda s: -s[0]
    )
    return "；".join(dict.fromkeys(reason for weight, reason in weighed if weight > 0.3))
