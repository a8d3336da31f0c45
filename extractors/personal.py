"""Personal data to be masked in every output."""

from collections.abc import Iterator

from dossier.fact import Personal
from extractors.paper import Found, Paper
from language.masks import find_personal


def find_personal_data(paper: Paper) -> Iterator[Found]:
    """Identity numbers, telephones, bank cards and home addresses of one paper, in text order."""
    for item in find_personal(paper.view):
        yield Found(item.start, item.end, Personal(type=item.kind), 0.99)
