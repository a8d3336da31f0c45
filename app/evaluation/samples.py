"""`fadu evaluate`: what was read and judged, against papers labelled by hand.

Gold lies as `papers/` (what is audited) and `expected/<dossier>.json` (what a person found in them), the
form described in corpora/samples/README.md.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from dossier.errors import UsageError

Row = dict[str, Any]


@dataclass
class Score:
    """Right, false and missed answers of one class."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Right of all given; None where none was given."""
        return self.right / (self.right + self.false) if self.right + self.false else None

    @property
    def recall(self) -> float | None:
        """Right of all expected; None where none was expected."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both."""
        total = 2 * self.right + self.false + self.missed
        return 2 * self.right / total if total else None

    def add(self, other: "Score") -> None:
        """Sums up."""
        self.right += other.right
        self.false += other.false
        self.missed += other.missed


class Fault(NamedTuple):
    """One wrong answer, for a person to look at."""

    what: str
    where: str
    expected: str
    got: str


@dataclass
class Evaluation:
    """Scores by event and by kind of paper; verdicts right of all; every fault."""

    events: dict[str, Score] = field(default_factory=dict)
    kinds: dict[str, Score] = field(default_factory=dict)
    numbers: Score = field(default_factory=Score)
    verdicts: Score = field(default_factory=Score)
    wrong_passes: int = 0
    faults: list[Fault] = field(default_factory=list)


def load_gold(folder: Path) -> list[Row]:
    """Expected results of every dossier. Raises UsageError where there are none."""
    files = sorted((folder / "expected").glob("*.json"))
    if not files:
        raise UsageError(f"{folder} 下没有 expected/*.json，请给出含 papers/ 与 expected/ 的文件夹。")
    return [json.loads(path.read_text(encoding="utf-8")) for path in files]


def evaluate(gold: Sequence[Row], documents: Iterable[Row], findings: Iterable[Row]) -> Evaluation:
    """Compares rows of documents.jsonl and findings.jsonl with the gold dossiers."""
    result = Evaluation()
    by_source: dict[str, list[Row]] = {}
    for row in documents:
        for source in row.get("sources") or [row["source"]]:
            by_source.setdefault(source, []).append(row)
    found: dict[tuple[str, str], list[Row]] = {}
    for row in findings:
        found.setdefault((row["dossier"], row["rule"]), []).append(row)
    for expected in gold:
        for source, papers in _papers_by_source(expected):
            _compare_papers(result, source, papers, by_source.get(source, []))
        for item in expected["findings"]:
            _compare_finding(
                result, expected["dossier"], item, found.get((expected["dossier"], item["rule"]), [])
            )
    return result


def _papers_by_source(expected: Row) -> Iterator[tuple[str, list[Row]]]:
    sources: dict[str, list[Row]] = {}
    for paper in expected["papers"]:
        sources.setdefault(paper["source"], []).append(paper)
    yield from sources.items()


def _compare_papers(result: Evaluation, source: str, papers: Sequence[Row], rows: Sequence[Row]) -> None:
    """Kinds by first page; events by paper where its first page agrees, else they count as missed and false."""
    wanted = {_first(paper): paper for paper in papers}
    given = {_first(row): row for row in rows}
    for page in sorted(wanted.keys() | given.keys()):
        paper, row = wanted.get(page, {}), given.get(page, {})
        where = f"{source} 第{page}页"
        _compare_kind(result, where, paper.get("kind"), row.get("kind"))
        _compare_events(result, where, paper.get("events", []), row.get("events", []))
        if paper and (paper.get("doc_number") or row.get("doc_number")):
            _count(result, result.numbers, "文号", where, paper.get("doc_number"), row.get("doc_number"))


def _first(row: Row) -> int:
    return int((row.get("pages") or [1])[0])


def _compare_kind(result: Evaluation, where: str, wanted: str | None, given: str | None) -> None:
    for kind in {wanted, given} - {None}:
        score = result.kinds.setdefault(str(kind), Score())
        score.add(Score(int(wanted == given), int(given == kind != wanted), int(wanted == kind != given)))
    if wanted != given:
        result.faults.append(Fault("文书种类", where, wanted or "（无此文书）", given or "（未识别出）"))


def _compare_events(result: Evaluation, where: str, wanted: Sequence[Row], given: Sequence[Row]) -> None:
    """Equal event and date; an event stated twice on a paper counts once."""
    expected = {(e["event"], e["date"]) for e in wanted}
    got = {(e["event"], e["date"]) for e in given}
    for event, date in sorted(expected | got):
        score = result.events.setdefault(event, Score())
        pair = (event, date)
        score.add(
            Score(int(pair in expected & got), int(pair in got - expected), int(pair in expected - got))
        )
        if pair not in expected & got:
            missing = pair in expected
            result.faults.append(
                Fault(event, where, date if missing else "（无）", "（无）" if missing else date)
            )


def _count(
    result: Evaluation, score: Score, what: str, where: str, wanted: str | None, given: str | None
) -> None:
    same = wanted == given
    score.add(Score(int(same), int(given is not None and not same), int(wanted is not None and not same)))
    if not same:
        result.faults.append(Fault(what, where, wanted or "（无）", given or "（无）"))


def _compare_finding(result: Evaluation, dossier: str, wanted: Row, rows: Sequence[Row]) -> None:
    """One expected verdict; where the rule speaks of several subjects, that of the same subject."""
    same = [row for row in rows if wanted.get("subject") in (None, row.get("subject"))]
    given = {row["verdict"] for row in same}
    right = given == {wanted["verdict"]}
    result.verdicts.add(Score(int(right), int(bool(given) and not right), int(not right)))
    if not right:
        got = "、".join(sorted(given)) or "（没有这条结论）"
        result.faults.append(Fault(wanted["rule"], dossier, wanted["verdict"], got))
        result.wrong_passes += "pass" in given


def summed(scores: Iterable[Score]) -> Score:
    """All classes together (micro)."""
    total = Score()
    for score in scores:
        total.add(score)
    return total


def macro_f1(scores: Iterable[Score]) -> float | None:
    """Mean F1 over the classes that have one."""
    values = [score.f1 for score in scores if score.f1 is not None]
    return sum(values) / len(values) if values else None
