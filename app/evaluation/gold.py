"""Papers labelled by hand one by one: each read by itself and compared with its labels.

Kind and facts are judged twice: with the kind our classifier gives, and with the true kind, so that errors of
kind and errors of extraction can be told apart.
"""

import hashlib
import json
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from app.evaluation.intervals import Counts
from app.evaluation.samples import Fault, Score
from dossier.case import Label, Reading
from dossier.document import Document, Page
from dossier.errors import UsageError
from dossier.fact import Event, Party

Row = dict[str, Any]
Pair = tuple[str, str]
UNJUDGED = frozenset(("发文机关",))  # the labels name it apart (issuer)


class Labels(NamedTuple):
    """What a person found in one paper; `kind` empty where it was not labelled.

    `path`: the file; `pages`: first and last page of the paper in it, None for all. `judged`: event codes and
    roles the labels are complete for, None for all.
    """

    id: str
    path: Path
    kind: str
    number: str | None
    events: frozenset[Pair]
    parties: frozenset[Pair]
    pages: tuple[int, int] | None = None
    judged: frozenset[str] | None = None
    number_judged: bool = True


class Answer(NamedTuple):
    """What we find in it."""

    kind: str
    number: str | None
    events: frozenset[Pair]
    parties: frozenset[Pair]


class Outcome(NamedTuple):
    """One paper with both answers: by the kind we gave, and by the true one."""

    labels: Labels
    own: Answer
    told: Answer


@dataclass
class Scores:
    """Scores of one field, by event (or role) and by kind of paper; `papers`: counts of each for the interval."""

    classes: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    kinds: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    papers: list[Counts] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add(self, where: Labels, wanted: frozenset[Pair], given: frozenset[Pair]) -> None:
        """Counts one paper's pairs of class and value."""
        total = Score()
        for name, value in sorted(wanted | given):
            pair = (name, value)
            one = Score(int(pair in wanted & given), int(pair in given - wanted), int(pair in wanted - given))
            total.add(one)
            self.classes[name].add(one)
            self.kinds[where.kind].add(one)
            if not one.right:
                place = f"{where.id} {where.kind}"
                blank = "（无）"
                self.faults.append(
                    Fault(name, place, value if one.missed else blank, blank if one.missed else value)
                )
        self.papers.append((total.right, total.false, total.missed))

    @property
    def total(self) -> Score:
        """All classes together."""
        return Score(*(sum(column) for column in zip(*self.papers, strict=True))) if self.papers else Score()


@dataclass
class GoldScores:
    """Everything measured on one set of papers; `own`: with our kind, `told`: with the true kind."""

    papers: int = 0
    kinds: Scores = field(default_factory=Scores)
    numbers: Scores = field(default_factory=Scores)
    events: Scores = field(default_factory=Scores)
    events_told: Scores = field(default_factory=Scores)
    parties: Scores = field(default_factory=Scores)
    parties_told: Scores = field(default_factory=Scores)


def load_split(folder: Path, split: str, *, scanned: bool) -> list[Labels]:
    """The labels of a split made by corpora/gold/generate.py. Raises UsageError where papers or labels are missing."""
    file = folder / "expected" / f"{split}.jsonl"
    papers = folder / ("scans" if scanned else "papers") / split
    make = f"python corpora/gold/generate.py --split {split}{' --scan' if scanned else ''}"
    if not file.is_file() or not papers.is_dir():
        raise UsageError(f"没有 {papers if file.is_file() else file}，请先运行 {make}。")
    found = [
        _labels(json.loads(line), papers, scanned) for line in file.read_text(encoding="utf-8").splitlines()
    ]
    missing = [labels.path.name for labels in found if not labels.path.is_file()]
    if missing:
        raise UsageError(f"{papers} 缺 {len(missing)} 份（{missing[0]} 等），请重新运行 {make}。")
    return found


def _labels(row: Row, folder: Path, scanned: bool) -> Labels:
    return Labels(
        id=row["id"],
        path=folder / (f"{row['id']}.pdf" if scanned else row["file"]),
        kind=row["kind"],
        number=row["doc_number"],
        events=frozenset((e["event"], _span(e["date"])) for e in row["events"]),
        parties=frozenset((p["role"], _name(p["name"])) for p in row["parties"]),
    )


def _span(day: str) -> str:
    """A labelled span of days as we write it: 2021-01-01/2021-12-31 is the year 2021, 2018-01/2018-03 its first and last day."""
    from app.report.jsonl import short_date

    if "/" not in day:
        return day
    first, last = ((*(int(n) for n in part.split("-")), 0, 0)[:3] for part in day.split("/"))
    month = last[1] or 12
    return short_date(
        date(first[0], first[1] or 1, first[2] or 1),
        date(last[0], month, last[2] or monthrange(last[0], month)[1]),
    )


def measure(labels: Sequence[Labels], *, jobs: int = 1, keep: Path | None = None) -> GoldScores:
    """Reads every paper and compares. `keep`: folder in which pages read by OCR are kept for the next time."""
    return compare(list(outcomes(labels, jobs=jobs, keep=keep)))


def outcomes(labels: Sequence[Labels], *, jobs: int, keep: Path | None) -> Iterator[Outcome]:
    """Each paper with what we find in it, in order."""
    if jobs == 1 or len(labels) < 8:
        yield from (outcome(item, keep=keep) for item in labels)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(partial(outcome, keep=keep), labels, chunksize=4)


def outcome(labels: Labels, *, keep: Path | None) -> Outcome:
    """One paper read as a document by itself."""
    from classifiers.kinds import classify
    from language.titles import title_of

    pages = pages_of(labels.path, keep)
    if labels.pages:
        first, last = labels.pages
        pages = tuple(page for page in pages if first <= page.number <= last)
    document = Document(
        id=f"{labels.id}:1", sources=(labels.path.name,), media_type="application/octet-stream", pages=pages
    )
    label, title = classify(document), title_of(document)
    own = _answer(document, label, title)
    if labels.kind in ("", label.kind):
        return Outcome(labels, own, own)
    told = Label(kind=labels.kind, probability=1.0, guess=labels.kind)
    return Outcome(labels, own, _answer(document, told, title))


def pages_of(path: Path, keep: Path | None) -> tuple[Page, ...]:
    """The pages as we read them, from `keep` where they were read before with the same readers."""
    from pipeline.kit import reading_version
    from pipeline.readers import Options, read

    if keep is None:
        return tuple(read(path, None, Options(source=path.name)))
    held = keep / f"{hashlib.sha256(path.read_bytes()).hexdigest()[:24]}-{reading_version()}.json"
    if held.is_file():
        return tuple(Page.model_validate(page) for page in json.loads(held.read_text(encoding="utf-8")))
    pages = tuple(read(path, None, Options(source=path.name)))
    keep.mkdir(parents=True, exist_ok=True)
    held.write_text(json.dumps([page.model_dump(mode="json") for page in pages]), encoding="utf-8")
    return pages


def _answer(document: Document, label: Label, title: str) -> Answer:
    from app.report.jsonl import own_number, short_date
    from extractors import extract
    from pipeline.kit import nlp

    facts = extract(nlp(), document, label, title)
    reading = Reading(document=document, label=label, title=title, facts=facts)
    values = [fact.value for fact in facts]
    return Answer(
        kind=label.kind,
        number=own_number(reading),
        events=frozenset((v.code, short_date(v.first, v.last)) for v in values if isinstance(v, Event)),
        parties=frozenset(
            (v.role, _name(v.name)) for v in values if isinstance(v, Party) and v.role not in UNJUDGED
        ),
    )


def _name(text: str) -> str:
    """A name as it is compared: without spaces, brackets written one way."""
    return "".join(text.split()).translate(str.maketrans("()", "（）"))


def compare(found: Sequence[Outcome]) -> GoldScores:
    """Scores of all papers."""
    scores = GoldScores(papers=len(found))
    for labels, own, told in found:
        if labels.kind:
            scores.kinds.add(labels, frozenset([(labels.kind, "✓")]), frozenset([(own.kind, "✓")]))
        if labels.number_judged:
            scores.numbers.add(
                labels, _number(labels.number), _number(_as_labelled(own.number, labels.number))
            )
        for mine, with_own, with_told in (
            ("events", scores.events, scores.events_told),
            ("parties", scores.parties, scores.parties_told),
        ):
            wanted = getattr(labels, mine)
            for answer, field_scores in ((own, with_own), (told, with_told)):
                field_scores.add(labels, wanted, _judged(getattr(answer, mine), labels.judged))
    return scores


def _judged(pairs: frozenset[Pair], judged: frozenset[str] | None) -> frozenset[Pair]:
    return pairs if judged is None else frozenset(pair for pair in pairs if pair[0] in judged)


def _as_labelled(number: str | None, label: str | None) -> str | None:
    """An order's number less its office where the label marks the ordinal only, as it stands on a line of its own."""
    if number and label and re.fullmatch(r"第\s*\d+\s*号", label) and re.search("令|公告", number):
        return number[number.rfind("第") :]
    return number


def _number(number: str | None) -> frozenset[Pair]:
    """Compared in the normal form: the same number with other brackets is the same."""
    from language.numbers import normal_number

    return frozenset([("文号", normal_number(number))]) if number else frozenset()


def by_name(scores: Mapping[str, Score]) -> dict[str, Score]:
    """Classes with the most labels first."""
    return dict(sorted(scores.items(), key=lambda item: (-item[1].right - item[1].missed, item[0])))
