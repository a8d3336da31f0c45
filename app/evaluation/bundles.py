"""Scanned case files with known truth: where papers begin, what they are, and what their lists of contents say.

`corpora/bundles/` holds the recipe, the truth and the pages as they were read, so that nothing is scanned or read again here.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from app.evaluation.samples import Fault, Score
from checks.contents import Contents, Line, compare
from classifiers.bundle import Part, split
from classifiers.kinds import classify
from dossier.case import Reading
from dossier.document import Document, Page
from dossier.errors import UsageError
from language.titles import title_of

if TYPE_CHECKING:
    from rich.console import Console

FOLDER = Path("corpora/bundles")
SURE = 0.9
LIST = "file_catalogue"
SETS = {"test": "成卷扫描件", "test-text": "合并的PDF（有文字层）"}
Row = dict[str, Any]
Answer = tuple[tuple[int, ...], str]


class Bundle(NamedTuple):
    """One case file: its truth, the pages as read, and the version of the readers that read them."""

    truth: Row
    pages: tuple[Page, ...]
    reading: str


@dataclass
class BundleScores:
    """What was found in all files of one split.

    `boundaries`: pages after a file's first on which a paper begins. `exact`, `exact_kind`: papers with the very pages,
    and of the right kind too. `rows`: lines of lists matched with the right papers and judged as they are.
    `sure_wrong`: wrong boundaries given with a probability of 0.9 or more; `doubted`: wrong ones put before a person.
    """

    files: int = 0
    pages: int = 0
    papers: int = 0
    boundaries: Score = field(default_factory=Score)
    exact: int = 0
    exact_kind: int = 0
    rows: int = 0
    rows_right: int = 0
    sure_wrong: int = 0
    doubted: int = 0
    asked: int = 0
    readings: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def load_bundles(name: str = "test", folder: Path = FOLDER) -> Iterator[Bundle]:
    """All files of a split. Raises UsageError where they are not at hand."""
    files = sorted((folder / "truth" / name).glob("*.json"))
    if not files:
        raise UsageError(f"{folder / 'truth' / name} 下没有成卷扫描件的标注，请在源码目录下运行。")
    for path in files:
        held = folder / "read" / name / f"{path.stem}.json.gz"
        if not held.is_file():
            raise UsageError(
                f"没有 {held}，请先运行 python corpora/bundles/read.py，见 corpora/bundles/README.md。"
            )
        content = json.loads(gzip.decompress(held.read_bytes()))
        pages = tuple(Page.model_validate(page) for page in content["pages"])
        yield Bundle(json.loads(path.read_text(encoding="utf-8")), pages, content["reading"])


def evaluate_bundles(bundles: Iterator[Bundle]) -> BundleScores:
    """Splits, classifies and compares each file."""
    scores = BundleScores()
    for bundle in bundles:
        parts = split(bundle.pages)
        readings = [_reading(part, bundle.truth["source"]) for part in parts]
        scores.files += 1
        scores.pages += len(bundle.pages)
        scores.readings.add(bundle.reading)
        _boundaries(scores, bundle.truth, parts)
        _papers(scores, bundle.truth, readings)
        if bundle.truth["catalogue"]:
            _contents(scores, bundle.truth, readings)
    return scores


def _reading(part: Part, source: str) -> Reading:
    first = part.pages[0].number
    document = Document(
        id=f"{source}:{first}", sources=(source,), media_type="application/pdf", pages=part.pages
    )
    return Reading(document=document, label=classify(document), title=title_of(document))


def _boundaries(scores: BundleScores, truth: Row, parts: Sequence[Part]) -> None:
    wanted = {paper["pages"][0] for paper in truth["papers"]} - {1}
    given = {part.pages[0].number: part for part in parts if part.pages[0].number > 1}
    unsure = {place.page: place.probability for part in parts for place in part.unsure}
    scores.boundaries.add(
        Score(len(wanted & given.keys()), len(given.keys() - wanted), len(wanted - given.keys()))
    )
    scores.asked += len(unsure)
    for page in sorted(wanted ^ given.keys()):
        chance = given[page].probability if page in given else unsure.get(page, 0.0)
        scores.sure_wrong += chance >= SURE if page in given else chance <= 1 - SURE
        scores.doubted += page in unsure
        words = (
            ("不是起页", f"起页（{chance:.2f}）") if page in given else ("起页", f"不是起页（{chance:.2f}）")
        )
        scores.faults.append(Fault("分界", f"{truth['source']} 第{page}页", *words))


def _papers(scores: BundleScores, truth: Row, readings: Sequence[Reading]) -> None:
    found = {(r.document.pages[0].number, r.document.pages[-1].number): r for r in readings}
    for paper in truth["papers"]:
        scores.papers += 1
        reading = found.get((paper["pages"][0], paper["pages"][1]))
        scores.exact += reading is not None
        right = reading is not None and reading.label.kind == paper["kind"]
        scores.exact_kind += right
        if reading is not None and not right:
            got = f"{reading.label.kind}（最像 {reading.label.guess}，{reading.label.probability:.2f}）"
            where = f"{truth['source']} 第{paper['pages'][0]}页 {reading.title}"
            scores.faults.append(Fault("文书种类", where, paper["kind"], got))


def _contents(scores: BundleScores, truth: Row, readings: Sequence[Reading]) -> None:
    """A line is right if it has the right papers, and a missing one or wrong pages are told as such.

    Lines of one title are interchangeable: which of two 送达回证 is the missing one nobody can tell.
    """
    lists = [compare(reading, readings) for reading in readings if reading.label.kind == LIST]
    contents = max(lists, key=lambda found: len(found.lines), default=Contents((), (), None))
    lines = {line.entry.number or n: line for n, line in enumerate(contents.lines, 1)}
    given = {n: _answer(lines[n]) for n in lines}
    wanted: dict[str, list[tuple[int, Answer]]] = {}
    for n, row in enumerate(truth["catalogue"], 1):
        firsts = tuple(truth["papers"][place]["pages"][0] for place in row["papers"])
        state = row["fault"] if row["fault"] in {"missing", "pages"} else "found"
        wanted.setdefault(row["title"], []).append((n, (firsts, state)))
    for title, rows in wanted.items():
        left = Counter(given[n] for n, _ in rows if n in given)
        for n, answer in rows:
            scores.rows += 1
            if left[answer]:
                left[answer] -= 1
                scores.rows_right += 1
                continue
            where = f"{truth['source']} 第{n}项 {title}"
            got = f"{given[n]} {lines[n].said}" if n in given else "（读不出）"
            scores.faults.append(Fault("卷内目录", where, str(answer), got))


def _answer(line: Line) -> Answer:
    """First pages of a line's papers, and what is said of it; a paper called otherwise is found."""
    firsts = tuple(reading.document.pages[0].number for reading in line.papers)
    return firsts, "found" if line.state == "renamed" else line.state


def share(part: int, whole: int) -> float | None:
    """None of nothing."""
    return part / whole if whole else None


def bundles_json(scores: BundleScores) -> Row:
    """All figures, for machines."""
    b = scores.boundaries
    return {
        "files": scores.files,
        "pages": scores.pages,
        "papers": scores.papers,
        "boundary_precision": b.precision,
        "boundary_recall": b.recall,
        "boundary_f1": b.f1,
        "paper_pages_right": share(scores.exact, scores.papers),
        "paper_right": share(scores.exact_kind, scores.papers),
        "rows": scores.rows,
        "rows_right": share(scores.rows_right, scores.rows),
        "sure_wrong": scores.sure_wrong,
        "wrong_but_doubted": scores.doubted,
        "asked": scores.asked,
        "reading_versions": sorted(scores.readings),
        "faults": [fault._asdict() for fault in scores.faults],
    }


def told(scores: BundleScores, title: str) -> Iterator[str]:
    """The figures in words, a line each."""

    def percent(value: float | None) -> str:
        return "—" if value is None else f"{int(value * 1000) / 10:.1f}%"

    b = scores.boundaries
    yield f"{title}：{scores.files} 册，{scores.pages} 页，{scores.papers} 份文书"
    yield f"  分界 F1 {percent(b.f1)}（精确率 {percent(b.precision)}，召回率 {percent(b.recall)}）；错 {b.false + b.missed} 处，其中已提示存疑 {scores.doubted} 处，把握0.9以上而错 {scores.sure_wrong} 处"
    yield f"  页码全对 {percent(share(scores.exact, scores.papers))}；页码与种类全对 {percent(share(scores.exact_kind, scores.papers))}"
    yield f"  卷内目录 {scores.rows} 项，核对正确 {percent(share(scores.rows_right, scores.rows))}；请人核对的分界 {scores.asked} 处"


def run_bundles(folder: Path = FOLDER, *, faults: bool, json_: bool, console: "Console") -> int:
    """The bundles' part of `fadu evaluate --kinds`."""
    from pipeline.kit import reading_version

    found = {name: evaluate_bundles(load_bundles(name, folder)) for name in SETS}
    if json_:
        print(
            json.dumps(
                {name: bundles_json(scores) for name, scores in found.items()}, ensure_ascii=False, indent=1
            )
        )
        return 0
    for name, scores in found.items():
        for line in told(scores, SETS[name]):
            console.print(line, soft_wrap=True)
        if scores.readings != {reading_version()}:
            console.print(
                "  （页面由较早版本的识别程序读出；重读的方法见 corpora/bundles/README.md）", soft_wrap=True
            )
        for fault in scores.faults if faults else ():
            console.print(
                f"  {fault.what}｜{fault.where}｜应为 {fault.expected}｜得到 {fault.got}", soft_wrap=True
            )
    return 0
