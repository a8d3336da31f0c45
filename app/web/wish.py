"""What a searcher typed into the form → a Query, and the addresses of the form's other states."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from dossier.case import VERDICTS
from dossier.errors import UsageError
from index.search import STATUSES, Facet, Grade, Link, Query, Relation, Snippet, Sort, Viewer

SIZE = 10
LONGEST = 200
LONGEST_CURSOR = 4000
FURTHEST = 10_000
SORTS: tuple[Sort, ...] = get_args(Sort)
GRADES: tuple[Grade, ...] = get_args(Grade)
RELATIONS: tuple[Relation, ...] = get_args(Relation)
MOST = 20
FACETS: dict[Facet, str] = {
    "kind": "文书种类",
    "level": "效力级别",
    "verdict": "卷宗结论",
    "status": "时效",
    "issuer": "发文机关",
    "region": "地区",
    "year": "年份",
    "dossier_kind": "卷宗种类",
    "rule": "未过的检查",
    "grade": "读取质量",
}


@dataclass(frozen=True)
class Wish:
    """The form as it was sent; `to_url` gives the address of this state.

    `all`: norms no longer in force too; `literal`: without synonyms; `like`, `same`: ids of papers; `relation`
    with `key`: papers that relate so to what goes by that number or name.
    """

    q: str = ""
    kind: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    dossier_kind: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    effective_since: str = ""
    effective_until: str = ""
    as_of: str = ""
    in_force: bool = False
    all: bool = False
    literal: bool = False
    like: str = ""
    same: str = ""
    relation: str = ""
    key: str = ""
    sort: str = "relevance"
    start: int = 0
    cursor: str = ""

    def to_url(self, **changes: Any) -> str:
        """This state, changed; what is empty is left out."""
        other = replace(self, **changes)
        default = Wish()
        pairs = [(k, v) for k, v in vars(other).items() if v != getattr(default, k)]
        return "/search?" + urlencode([(k, 1 if v is True else v) for k, v in pairs], doseq=True)

    def without(self, facet: str, value: str) -> str:
        """This state without that choice."""
        return self.to_url(**{facet: tuple(v for v in getattr(self, facet) if v != value)}, start=0)

    def toggled(self, facet: str, value: str) -> str:
        """This state with that choice put in, or taken out if it is in."""
        if facet == "year":
            chosen = self.year == value
            first, last = ("", "") if chosen else (f"{value}-01-01", f"{value}-12-31")
            return self.to_url(since=first, until=last, start=0)
        if value in getattr(self, facet):
            return self.without(facet, value)
        return self.to_url(**{facet: (*getattr(self, facet), value)}, start=0)

    @property
    def year(self) -> str | None:
        """The year, if the dates hold exactly one."""
        year = self.since[:4]
        return year if (self.since, self.until) == (f"{year}-01-01", f"{year}-12-31") else None

    def has(self, facet: str, value: str) -> bool:
        """Whether that choice is in."""
        return self.year == value if facet == "year" else value in getattr(self, facet)


def wish_of(params: QueryParams) -> Wish:
    """The form as it was sent; what no field has is left out, too long is cut."""
    start = params.get("start", "0")
    given: dict[str, Any] = {}
    for field in fields(Wish):
        if isinstance(field.default, tuple):
            given[field.name] = _several(params, field.name)
        elif isinstance(field.default, bool):
            given[field.name] = params.get(field.name, "") == "1"
        elif isinstance(field.default, str) and field.name in params:
            given[field.name] = params[field.name][:LONGEST]
    given["cursor"] = params.get("cursor", "")[:LONGEST_CURSOR]
    given["sort"] = given.get("sort") if given.get("sort") in SORTS else "relevance"
    given["start"] = min(int(start), FURTHEST) if re.fullmatch("[0-9]{1,8}", start) else 0
    return Wish(**given)


def _several(params: QueryParams, name: str) -> tuple[str, ...]:
    return tuple(value[:LONGEST] for value in params.getlist(name)[:MOST] if value.strip())


def found_url(document: str, snippet: Snippet) -> str:
    """The paper, open at the snippet's first match."""
    if not snippet.ranges:
        return f"/documents/{document}"
    start, end = snippet.ranges[0]
    return f"/documents/{document}?found={snippet.start + start}-{snippet.start + end}#found"


def query_of(
    wish: Wish, *, as_of: date, viewer: Viewer, size: int = SIZE, cursor: str | None = None
) -> Query:
    """The query. Raises UsageError, in Chinese, for a date that is none. Norms not in force are hidden unless asked for."""
    return Query(
        text=wish.q.strip()[:LONGEST],
        synonyms=not wish.literal,
        viewer=viewer,
        kinds=wish.kind,
        levels=wish.level,
        issuers=tuple(name.strip() for name in wish.issuer if name.strip()),
        regions=wish.region,
        verdicts=tuple(v for v in wish.verdict if v in VERDICTS),
        rules=wish.rule,
        statuses=tuple(s for s in wish.status if s in STATUSES),
        dossier_kinds=wish.dossier_kind,
        grades=tuple(g for g in GRADES if g in wish.grade),
        since=_day(wish.since),
        until=_day(wish.until),
        effective_since=_day(wish.effective_since),
        effective_until=_day(wish.effective_until),
        in_force=wish.in_force,
        current=not (wish.all or wish.in_force or wish.status or wish.like or wish.same or wish.relation),
        as_of=_day(wish.as_of) or as_of,
        like=wish.like or None,
        same=wish.same or None,
        links=tuple(Link(relation=r, key=wish.key) for r in RELATIONS if r == wish.relation and wish.key),
        sort=next(sort for sort in SORTS if sort == wish.sort),
        limit=size,
        offset=min(max(wish.start, 0), FURTHEST),
        cursor=cursor,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise UsageError(f"日期“{text[:20]}”写法不对，请写成 2026-11-22 这样。") from error


def marked(text: str, ranges: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text cut at the matches: (words, whether they match)."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in ranges:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]
