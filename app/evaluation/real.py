"""Labels of real papers, which are not part of the project: found by their hash, never by their text.

A label file (corpora/gold/real/*.toml) names a file by sha256 and gives for each fact the page, the words quoted
(a date, a name, a number: nothing more) and which occurrence of these words on that page is meant.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from app.evaluation.gold import Labels, pages_of
from dossier.base import Record
from dossier.errors import UsageError

LONGEST_QUOTE = 40


class Quote(Record):
    """Words on a page of the file (pages count from 1; 1 where the format has none), and which occurrence of them."""

    page: int = 1
    quote: str = Field(max_length=LONGEST_QUOTE)
    nth: int = 1


class RealEvent(Quote):
    event: str
    date: str


class RealParty(Quote):
    role: str
    name: str = Field(max_length=LONGEST_QUOTE)


class RealPaper(Record):
    """One real paper. `judged`: event codes and roles the labels are complete for; empty: all.

    `kind` empty, `number` "unlabelled": not labelled, so not compared.
    """

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    name: str
    kind: str = ""
    pages: tuple[int, int] | None = None
    judged: tuple[str, ...] = ()
    number: Quote | Literal["unlabelled"] | None = None
    event: tuple[RealEvent, ...] = ()
    party: tuple[RealParty, ...] = ()


class _File(Record):
    paper: tuple[RealPaper, ...]


def load_real(folder: Path) -> tuple[RealPaper, ...]:
    """Every labelled real paper. Raises UsageError for a label file that does not hold together."""
    found: list[RealPaper] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found += _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).paper
        except (ValidationError, tomllib.TOMLDecodeError) as error:
            raise UsageError(
                f"{path.name}：标注格式不对，请按 corpora/gold/README.md 改正：{error}"
            ) from error
    return tuple(found)


def find_files(folder: Path, papers: Sequence[RealPaper]) -> tuple[dict[str, Path], list[RealPaper]]:
    """Where in `folder` the labelled files lie, by hash; and the papers whose file is not there."""
    wanted = {paper.sha256 for paper in papers}
    at: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            if digest in wanted:
                at.setdefault(digest, path)
    return at, [paper for paper in papers if paper.sha256 not in at]


def real_labels(papers: Sequence[RealPaper], at: Mapping[str, Path]) -> list[Labels]:
    """The labels of papers whose file was found, ready to be compared."""
    return [
        Labels(
            id=f"{paper.name}{'' if paper.pages is None else f'#{paper.pages[0]}'}",
            path=at[paper.sha256],
            kind=paper.kind,
            number=paper.number.quote if isinstance(paper.number, Quote) else None,
            events=frozenset((e.event, e.date) for e in paper.event),
            parties=frozenset((p.role, plain(p.name)) for p in paper.party),
            pages=paper.pages,
            judged=frozenset(paper.judged) or None,
            number_judged=paper.number != "unlabelled",
        )
        for paper in papers
        if paper.sha256 in at
    ]


def wrong_quotes(papers: Sequence[RealPaper], at: Mapping[str, Path], keep: Path | None) -> Iterator[str]:
    """Quotes that do not stand on their page as often as the label says, one message each; reads the files."""
    for paper in papers:
        if paper.sha256 not in at:
            continue
        pages = {page.number: page for page in pages_of(at[paper.sha256], keep)}
        for quote in _quotes(paper):
            page = pages.get(quote.page)
            words = "".join(
                line.text
                for block in (page.blocks if page else ())
                for line in (*block.lines, *(line for cell in block.cells for line in cell.lines))
            )
            if plain(words).count(plain(quote.quote)) < quote.nth:
                yield f"{paper.name}：第{quote.page}页没有第{quote.nth}处“{quote.quote}”"


def _quotes(paper: RealPaper) -> Iterator[Quote]:
    yield from paper.event
    yield from paper.party
    if isinstance(paper.number, Quote):
        yield paper.number


def plain(text: str) -> str:
    """Words as they are compared: look-alikes mended, without spaces."""
    from language.normal import lookalikes

    return re.sub(r"\s", "", lookalikes(text)).translate(str.maketrans("()", "（）"))
