"""The dossiers as written by hand: `dossiers/*.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maker.markup import Truth, strip, truth
from maker.numbers import fill

FIELDS = ("rule", "verdict", "start", "end", "measured", "required", "unit", "why")


@dataclass(frozen=True)
class Paper:
    """One paper: its kind, title and issuer as a person names them, and its marked text."""

    kind: str
    title: str
    issuer: str
    marked: str
    options: dict[str, Any]

    @property
    def text(self) -> str:
        return strip(self.marked)

    @property
    def truth(self) -> Truth:
        return truth(self.marked)

    @property
    def number(self) -> str | None:
        """As marked; in full words where it is printed in pieces (an order's “第12号” under the red head)."""
        return self.options.get("number", self.truth.number)


@dataclass(frozen=True)
class File:
    """One file with one paper, or a bundle with many. `form`: web, docx, pdf, scan, txt."""

    name: str
    form: str
    papers: tuple[Paper, ...]
    options: dict[str, Any]


@dataclass(frozen=True)
class Dossier:
    name: str
    kind: str
    conclusion: str
    traps: tuple[str, ...]
    files: tuple[File, ...]
    findings: tuple[dict[str, Any], ...]


def load(path: Path) -> Dossier:
    data = tomllib.loads(fill(path.read_text(encoding="utf-8")))
    return Dossier(
        name=data["name"],
        kind=data["kind"],
        conclusion=data["conclusion"],
        traps=tuple(data["traps"]),
        files=tuple(_file(item) for item in data["file"]),
        findings=tuple(
            _finding(item) for item in [*data["finding"], *_present(data.get("papers_present", []))]
        ),
    )


def _present(kinds: list[str]) -> list[dict[str, Any]]:
    """`papers_present` is short for one passed finding each."""
    return [{"rule": f"pen-paper-{kind}", "verdict": "pass", "why": "卷内有该文书。"} for kind in kinds]


def _finding(item: dict[str, Any]) -> dict[str, Any]:
    """A finding with all its fields, absent ones as None."""
    unknown = item.keys() - set(FIELDS)
    if unknown:
        raise ValueError(f"{item['rule']}：不认识的字段 {sorted(unknown)}")
    return {field: item.get(field) for field in FIELDS}


def _file(item: dict[str, Any]) -> File:
    papers = tuple(_paper(part) for part in item.pop("paper"))
    return File(item.pop("name"), item.pop("form"), papers, item)


def _paper(item: dict[str, Any]) -> Paper:
    return Paper(item.pop("kind"), item.pop("title"), item.pop("issuer", ""), item.pop("text"), item)
