"""What a row of a rule's test table is: papers in, a verdict out, written from the law."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from made_papers import Line_, element, findings, on, paper

from dossier.case import Finding, Reading


@dataclass(frozen=True)
class Row:
    """`more`: profile, answers, as_of. `says`: words the message must hold."""

    id: str
    rule: str
    verdict: str
    kind: str
    papers: tuple[Reading, ...]
    says: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def say(
    kind: str,
    code: str,
    value: str | None = None,
    words: str = "",
    *,
    day: tuple[str, str] | None = None,
    more: tuple[str, ...] = (),
    denied: str = "",
    lines: tuple[Line_, ...] = (),
) -> Reading:
    """A paper that says an element, `more` of them, one that it `denied`; `day`: an event it dates."""
    said = [element(code, value, words), *map(element, more)]
    said += [element(denied, "no")] if denied else []
    return paper(kind, *([on(*day)] if day else []), *said, *lines)


def params(rows: list[Row]) -> list[Any]:
    return [pytest.param(row, id=f"{row.rule}-{row.id}") for row in rows]


def of_rule(row: Row) -> Finding:
    """The one finding of the row's rule."""
    found = [f for f in findings(row.kind, *row.papers, **row.more) if f.rule == row.rule]
    assert len(found) == 1, found
    return found[0]


def check(row: Row) -> Finding:
    found = of_rule(row)
    assert found.verdict == row.verdict, found.message
    assert row.says in found.message
    assert row.verdict != "fail" or found.evidence
    if row.verdict == "undetermined":
        assert found.missing and ("无法判定" in found.message or "请确认" in found.message)
    return found
