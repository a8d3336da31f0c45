"""Corrections of boundaries: a person's word on where a paper begins."""

from collections.abc import Mapping, Sequence

from dossier.case import Correction, Cut
from dossier.document import Page


def apply_boundaries(
    parts: Sequence[Sequence[Page]], files: Mapping[str, str], edits: Sequence[Correction]
) -> list[list[Page]]:
    """The parts with corrected boundaries: `true` begins a paper on that page, `false` joins it to the one before."""
    said = {(e.file, e.page): e.after == "true" for e in edits if e.stage == "boundary"}
    result: list[list[Page]] = []
    for part in parts:
        for i, page in enumerate(part):
            if said.get((files[page.source], page.number), i == 0) or not result:
                result.append([page])
            else:
                result[-1].append(page)
    return result


def unsettled(cuts: Sequence[Cut], files: Mapping[str, str], edits: Sequence[Correction]) -> list[Cut]:
    """Unsure boundaries that no person has decided yet."""
    said = {(e.file, e.page) for e in edits if e.stage == "boundary"}
    return [cut for cut in cuts if (files[cut.source], cut.page) not in said]
