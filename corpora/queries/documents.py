"""The papers that are searched: the gold papers of the dev split, as an index takes them. The test split stays unseen."""

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "gold"))

from papers import Paper, load  # noqa: E402

from index.links import keys_of  # noqa: E402
from index.search import Entry, Tag  # noqa: E402
from language.numbers import normal_number  # noqa: E402

NORMS = frozenset({"normative_document", "government_rule", "law"})


@cache
def papers() -> list[Paper]:
    """All papers, in the order of their files."""
    return load("dev")


def printed(paper: Paper) -> str:
    """The paper's words without the marks of its layout."""
    return re.sub(r"(?m)^@\w+ ?|^[#>^=]+ ?|[«»]", "", paper.text).replace("|", "\n").strip()


def entries() -> Iterator[Entry]:
    """Every paper with its true title, number and kind, so that searching is measured and not extraction."""
    for paper in papers():
        number = paper.truth.number
        normal = normal_number(number) if number else None
        norm = paper.kind in NORMS
        yield Entry(
            document=paper.id,
            revision=1,
            sources=(f"{paper.id}.txt",),
            title=paper.title,
            number=normal,
            kind=paper.kind,
            issuer=paper.issuer,
            published=norm,
            keys=keys_of(paper.title, normal) if norm else (),
            dossiers=(Tag(name=paper.id, kind="work", verdict="undetermined"),),
            text=printed(paper),
        )
