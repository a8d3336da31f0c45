"""What is asked of an index and what it answers; the same for every engine, with no engine's syntax."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple, Protocol

from pydantic import Field, field_validator

from dossier.base import Record
from dossier.case import Verdict
from dossier.errors import IndexError_
from dossier.geometry import Box

Status = Literal["pending", "in-force", "amended", "expired", "repealed", "unknown"]
STATUSES: dict[Status, str] = {
    "pending": "尚未生效",
    "in-force": "现行有效",
    "amended": "已修改",
    "expired": "失效",
    "repealed": "已废止",
    "unknown": "时效不明",
}
PAST: tuple[Status, ...] = ("pending", "amended", "expired", "repealed")  # known not to be in force
Facet = Literal[
    "kind", "level", "issuer", "region", "year", "verdict", "rule", "dossier_kind", "status", "grade"
]
Relation = Literal["cites", "amends", "repeals", "implements"]
Grade = Literal["good", "fair", "poor"]
Sort = Literal["relevance", "date", "number"]


class Viewer(Record):
    """Who asks: sees what is open to all (published norms and laws) and the dossiers of their units.

    `units` None: of every unit. `personal`: may read, and so find, personal data that is masked for others.
    """

    units: tuple[str, ...] | None = ()
    personal: bool = False


EVERYTHING = Viewer(units=None)


class Link(Record):
    """Papers that stand in that relation to the one with this key (a document number or a title)."""

    relation: Relation
    key: str


class Query(Record):
    """What to search for.

    `text`: words (all must occur), "exact phrase", -not, OR, field:word; empty: everything (parse.py); with
    `synonyms` those of the lexicon serve as well. Filters: any of the values named. `since`, `until`: the paper's
    own date, `effective_since`, `effective_until`: the first day in force, all inclusive; a paper without one is left
    out. `in_force`, `statuses`: of norms only, on the day `as_of`; `current` hides norms known not to be in force
    that day, and nothing else. `like`: papers like that one; `same`: its near-duplicates; `links`: its relations,
    any of them; `keys`: what goes by these names or numbers. `sort` date: newest first; number: by year and serial
    number. `cursor`: where the last answer ended, for pages that neither repeat nor miss a paper while others write;
    empty to begin, None where only one page is wanted.
    """

    text: str = ""
    synonyms: bool = True
    viewer: Viewer = Viewer()
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    rules: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()
    dossiers: tuple[str, ...] = ()
    dossier_kinds: tuple[str, ...] = ()
    number: str | None = None
    since: date | None = None
    until: date | None = None
    effective_since: date | None = None
    effective_until: date | None = None
    in_force: bool = False
    statuses: tuple[Status, ...] = ()
    current: bool = False
    as_of: date
    like: str | None = None
    same: str | None = None
    links: tuple[Link, ...] = ()
    keys: tuple[str, ...] = ()
    sort: Sort = "relevance"
    limit: int = Field(default=10, ge=0, le=1000)
    offset: int = Field(default=0, ge=0, le=10_000)
    cursor: str | None = None
    facets: bool = True

    @field_validator("text", mode="before")
    @classmethod
    def _encodable(cls, text: object) -> object:
        """Halves of characters, as a terminal with another encoding sends them, become question marks."""
        return text.encode("utf-8", "replace").decode() if isinstance(text, str) else text


class Tag(Record):
    """A dossier a paper lies in; `verdict` is its conclusion, `unit` whose it is, `rules` what it did not keep."""

    name: str
    kind: str
    verdict: Verdict
    unit: str | None = None
    rules: tuple[str, ...] = ()


class Snippet(Record):
    """Words of the paper around matches. `start`: offset in the paper's text; `ranges` count in `text`.

    `page` is None where the format has none; `boxes`: where the matches stand on that page.
    """

    text: str
    start: int
    ranges: tuple[tuple[int, int], ...] = ()
    source: str = ""
    page: int | None = None
    boxes: tuple[Box, ...] = ()


class Hit(Record):
    """One paper found. `title_ranges`: matches in `title`; `status` is None for what is no norm."""

    document: str
    sources: tuple[str, ...]
    title: str
    title_ranges: tuple[tuple[int, int], ...] = ()
    number: str | None = None
    kind: str
    issuer: str | None = None
    day: date | None = None
    status: Status | None = None
    dossiers: tuple[Tag, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    score: float = 0.0

    @property
    def page(self) -> int | None:
        """The page to open."""
        return self.snippets[0].page if self.snippets else None


class Count(Record):
    """A value of a facet and how many papers have it under all other filters."""

    value: str
    count: int


class Instead(Record):
    """A search that finds something where this one did not: without `left_out`."""

    text: str
    left_out: str
    total: int


class Hits(Record):
    """The answer. `notes`: what the searcher should know (words left out, a word nothing holds).

    `hidden`: norms left out because they are not in force (Query.current). `instead`: what to ask instead where
    nothing was found. `next`: the cursor of the following page, None after the last.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[Facet, tuple[Count, ...]] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
    hidden: int = 0
    instead: tuple[Instead, ...] = ()
    next: str | None = None


class Mark(NamedTuple):
    """Where a line of the paper's text begins, and where it is printed."""

    start: int
    source: int
    page: int | None
    box: Box | None


class Validity(Record):
    """From when to when a norm is in force: the first and last day, and the first day of what ended it."""

    in_force_from: date | None = None
    in_force_until: date | None = None
    amended_on: date | None = None
    repealed_on: date | None = None

    def status(self, day: date) -> Status:
        """What it is on that day."""
        if self.repealed_on is not None and self.repealed_on <= day:
            return "repealed"
        if self.in_force_until is not None and self.in_force_until < day:
            return "expired"
        if self.amended_on is not None and self.amended_on <= day:
            return "amended"
        if self.in_force_from is None:
            return "unknown"
        return "in-force" if self.in_force_from <= day else "pending"


class Entry(Record):
    """A paper as the index takes it. Personal data in `text` and `title` is starred out; it stands in `personal`.

    `day`: the paper's own date. `validity`: of laws, rules, normative documents; only they have a status.
    `published`: open to all. `parties`, `cause`: 当事人, 案由. `keys`: names others may relate to it by.
    """

    document: str
    revision: int
    sources: tuple[str, ...]
    title: str
    number: str | None = None
    kind: str
    level: str | None = None
    issuer: str | None = None
    region: str | None = None
    day: date | None = None
    grade: Grade = "good"
    validity: Validity | None = None
    published: bool = False
    parties: tuple[str, ...] = ()
    cause: str | None = None
    dossiers: tuple[Tag, ...] = ()
    keys: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    personal: tuple[str, ...] = ()
    text: str = ""
    marks: tuple[Mark, ...] = ()

    def status(self, day: date) -> Status | None:
        """Whether the norm is in force on that day; None for what is no norm."""
        return self.validity.status(day) if self.validity else None

    def visible(self, viewer: Viewer) -> tuple[Tag, ...]:
        """The dossiers of it that the viewer may see."""
        return tuple(tag for tag in self.dossiers if viewer.units is None or tag.unit in viewer.units)


class Unusable(IndexError_):
    """There is no index yet, or one of another version or damaged: it is to be rebuilt."""


class Refused(IndexError_):
    """The index will not take some papers; the others it took."""

    def __init__(self, message: str, documents: Collection[str]) -> None:
        super().__init__(message)
        self.documents = frozenset(documents)


class SearchIndex(Protocol):
    """An index of papers. What is put or removed is found or gone after `commit`.

    All methods raise IndexError_ when the index cannot be reached or written.
    """

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds papers; one that is there is replaced."""

    def remove(self, documents: Iterable[str]) -> None:
        """Takes papers out; an unknown id is no error."""

    def commit(self) -> None:
        """Makes everything since the last commit lasting and visible; a kill before leaves it to be done again.

        Raises Refused for papers it will not take; the rest is then visible.
        """

    def publish(self) -> None:
        """Makes an index that was made empty the one that answers, in one step."""

    def close(self) -> None:
        """Drops what was not committed and lets other processes write; searching goes on."""

    def search(self, query: Query) -> Hits:
        """Never raises for what the searcher wrote."""

    def count(self) -> int:
        """How many papers are in it."""

    def revisions(self) -> Iterator[tuple[str, int]]:
        """Id and revision of every paper in it, for comparing with the store."""
