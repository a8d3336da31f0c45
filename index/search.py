"""What is asked of an index and what it answers; the same for every engine, with no engine's syntax."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple, Protocol

from pydantic import Field, field_validator

from dossier.base import Record
from dossier.case import Verdict
from dossier.geometry import Box

Status = Literal["pending", "in-force", "expired", "repealed", "unknown"]
STATUSES: dict[Status, str] = {
    "pending": "尚未生效",
    "in-force": "现行有效",
    "expired": "失效",
    "repealed": "已废止",
    "unknown": "时效不明",
}
Facet = Literal["kind", "issuer", "year", "verdict", "dossier_kind", "status"]


class Query(Record):
    """What to search for.

    `text`: words (all must occur), "exact phrase", -not, OR; empty: everything (parse.py). Filters: any
    of the values named. `since`, `until`: the paper's own date, both inclusive; a paper without one is
    left out. `in_force`, `statuses`: of norms only, on the day `as_of`. `sort` date: newest first.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    dossiers: tuple[str, ...] = ()
    dossier_kinds: tuple[str, ...] = ()
    number: str | None = None
    since: date | None = None
    until: date | None = None
    in_force: bool = False
    statuses: tuple[Status, ...] = ()
    as_of: date
    sort: Literal["relevance", "date"] = "relevance"
    limit: int = Field(default=10, ge=0, le=1000)
    offset: int = Field(default=0, ge=0, le=100_000)
    facets: bool = True

    @field_validator("text", mode="before")
    @classmethod
    def _encodable(cls, text: object) -> object:
        """Halves of characters, as a terminal with another encoding sends them, become question marks."""
        return text.encode("utf-8", "replace").decode() if isinstance(text, str) else text


class Tag(Record):
    """A dossier a paper lies in; `verdict` is that dossier's conclusion."""

    name: str
    kind: str
    verdict: Verdict


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


class Hits(Record):
    """The answer. `notes`: what the searcher should know (words left out, a word nothing holds)."""

    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[Facet, tuple[Count, ...]] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Mark(NamedTuple):
    """Where a line of the paper's text begins, and where it is printed."""

    start: int
    source: int
    page: int | None
    box: Box | None


class Entry(Record):
    """A paper as the index takes it. Personal data in `text` and `title` is starred out.

    `day`: the paper's own date. `norm`: laws, rules, normative documents; only they have a status, from
    `effective` (first day in force), `expires` (last day in force) and `repealed` (first day not).
    """

    document: str
    revision: int
    sources: tuple[str, ...]
    title: str
    number: str | None = None
    kind: str
    issuer: str | None = None
    day: date | None = None
    norm: bool = False
    effective: date | None = None
    expires: date | None = None
    repealed: date | None = None
    dossiers: tuple[Tag, ...] = ()
    text: str = ""
    marks: tuple[Mark, ...] = ()

    def status(self, day: date) -> Status | None:
        """Whether the norm is in force on that day; None for what is no norm."""
        if not self.norm:
            return None
        if self.repealed is not None and self.repealed <= day:
            return "repealed"
        if self.expires is not None and self.expires < day:
            return "expired"
        if self.effective is None:
            return "unknown"
        return "in-force" if self.effective <= day else "pending"


class SearchIndex(Protocol):
    """An index of papers. What is put or removed is found or gone after `commit`.

    All methods raise IndexError_ when the index cannot be reached or written.
    """

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds papers; one that is there is replaced."""

    def remove(self, documents: Iterable[str]) -> None:
        """Takes papers out; an unknown id is no error."""

    def commit(self) -> None:
        """Makes everything since the last commit lasting and visible, or none of it."""

    def close(self) -> None:
        """Drops what was not committed and lets other processes write; searching goes on."""

    def search(self, query: Query) -> Hits:
        """Never raises for what the searcher wrote."""

    def count(self) -> int:
        """How many papers are in it."""
