"""What a check over many dossiers concludes, before it is put into a finding."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from checks.digest import Entry
from dossier.case import Rule, Verdict, Version
from dossier.document import Place

SHOWN = 20  # entries told by name, and pieces of evidence kept


@dataclass(frozen=True, slots=True)
class Told:
    """What a check over a year or all papers concluded."""

    verdict: Verdict
    message: str
    places: tuple[Place | None, ...] = ()
    missing: tuple[str, ...] = ()
    measured: float | None = None
    subject: str | None = None
    start: str | None = None


YearCheck = Callable[[Rule, Version | None, int | None, Sequence[Entry]], Iterable[Told]]


def places_of(entries: Iterable[Entry]) -> tuple[Place | None, ...]:
    return tuple(entry.place for entry in entries)


def named(entries: Sequence[Entry]) -> str:
    listed = list(dict.fromkeys(entry.dossier for entry in entries))
    return "、".join(f"“{name}”" for name in listed[:SHOWN]) + (
        f"等{len(listed)}件" if len(listed) > SHOWN else ""
    )
