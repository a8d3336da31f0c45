"""Papers for the classifiers' tests, written in the mark-up of corpora/training (! letterhead, # title, @ number, > right, | row)."""

from classifiers.sheet import Medium, set_page
from dossier.document import Document, Page


def pages_of(*texts: str, medium: Medium = "scan") -> list[Page]:
    """One page a text, numbered from 1."""
    return [set_page(text.split("\n"), number=i + 1, medium=medium) for i, text in enumerate(texts)]


def paper(text: str, medium: Medium = "typed") -> Document:
    """A one-page paper."""
    return Document(id="0f:1", sources=("sheet",), media_type="x", pages=tuple(pages_of(text, medium=medium)))
