"""Pages of one file → papers."""

from collections.abc import Sequence

from dossier.base import Record
from dossier.document import Page


class Part(Record):
    """Neighbouring pages that make one paper. `reason` says in Chinese why it begins where it does."""

    pages: tuple[Page, ...]
    reason: str = ""
    probability: float = 1.0


def split(pages: Sequence[Page]) -> list[Part]:
    """The papers among the pages of one file, in order."""
    return [Part(pages=tuple(pages), reason="文件首页")] if pages else []
