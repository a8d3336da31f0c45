"""What must hold of a paper, said once for every index: each engine turns these into its own queries."""

from collections.abc import Sequence
from typing import NamedTuple


class Everything(NamedTuple):
    """Every paper."""


class Nothing(NamedTuple):
    """No paper."""


class Has(NamedTuple):
    """One of the values stands in the field, which is not cut into words."""

    field: str
    values: tuple[str | int, ...]


class Phrase(NamedTuple):
    """These tokens follow one another in the field."""

    field: str
    tokens: tuple[str, ...]


class Between(NamedTuple):
    """The field's number lies there, both inclusive; None: open. Without the number: no."""

    field: str
    low: int | None = None
    high: int | None = None


class AnyOf(NamedTuple):
    """At least `least` of these."""

    choices: tuple["Clause", ...]
    least: int = 1


class AllOf(NamedTuple):
    """All of `must`, none of `never`; `rank` only adds to the score, and of the rest only `must` does."""

    must: tuple["Clause", ...] = ()
    never: tuple["Clause", ...] = ()
    filters: tuple["Clause", ...] = ()
    rank: tuple["Clause", ...] = ()


class Boost(NamedTuple):
    """Counts so much more."""

    clause: "Clause"
    factor: float


Clause = Everything | Nothing | Has | Phrase | Between | AnyOf | AllOf | Boost


class Tally(NamedTuple):
    """How many papers there are (`field` None), or how many of each value of the field."""

    clause: Clause
    field: str | None = None


def by_clause(items: Sequence[Tally]) -> dict[str, tuple[Clause, list[str | None]]]:
    """Clauses with the fields to be counted under each, so that one pass counts them all.

    Keyed by how a clause is written: as tuples, clauses of two classes may be equal.
    """
    found: dict[str, tuple[Clause, list[str | None]]] = {}
    for item in items:
        found.setdefault(repr(item.clause), (item.clause, []))[1].append(item.field)
    return found
