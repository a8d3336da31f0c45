"""The labelled days of gold papers read by JioNLP and by us: of the days a paper's labels name, how many are read.

    uv venv PEER && uv pip install --python PEER/bin/python jionlp
    python bench/dates_peer.py --python PEER/bin/python [--split test]

JioNLP finds times and knows no roles, so only the days are compared, not what they are. Both are given the date a paper
bears (as we read it) to complete dates without a year. Figures only; no text is shown.
"""

import argparse
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.evaluation.gold import Labels, load_split, pages_of
from app.evaluation.intervals import wilson
from dossier.document import Document
from extractors.paper import paper_of
from extractors.signature import signature_date
from language.titles import title_of

GOLD = Path(__file__).parents[1] / "corpora" / "gold"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", type=Path, required=True)
    parser.add_argument("--split", default="test")
    asked = parser.parse_args()
    labels = load_split(GOLD, asked.split, scanned=False)
    questions = [_question(item) for item in labels]
    theirs = _asked(asked.python, questions)
    for name, answers in (("Fadu", [set(q["ours"]) for q in questions]), ("JioNLP", theirs)):
        right, total = _score(labels, answers)
        low, high = wilson(right, total) or (0.0, 0.0)
        print(
            f"{name}：标注的日子读出 {right} / {total}（{100 * right / total:.1f}%，95% 区间 {100 * low:.1f}–{100 * high:.1f}）"
        )


def _question(item: Labels) -> dict[str, Any]:
    """The text of a paper, the date it bears, and the days we read."""
    document = Document(
        id=f"{item.id}:1",
        sources=(item.path.name,),
        media_type="application/octet-stream",
        pages=pages_of(item.path, None),
    )
    paper = paper_of(document, item.kind, title_of(document))
    signed = signature_date(paper, paper.dates)
    return {
        "text": paper.text,
        "base": signed[0].first.isoformat() if signed else "",
        "ours": [day for d in paper.dates for day in {d.first.isoformat(), d.last.isoformat()}],
    }


def _asked(python: Path, questions: list[dict[str, Any]]) -> list[set[str]]:
    lines = "".join(json.dumps({"text": q["text"], "base": q["base"]}) + "\n" for q in questions)
    command = [str(python), str(Path(__file__).with_name("dates_worker.py"))]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [set(json.loads(line)) for line in done.stdout.splitlines()]


def _score(labels: list[Labels], answers: list[set[str]]) -> tuple[int, int]:
    """Labelled days read, of all; of a month or a span its first and last day must both be read."""
    right = total = 0
    for item, days in zip(labels, answers, strict=True):
        for wanted in {day for _, day in item.events}:
            total += 1
            right += _ends(wanted) <= days
    return right, total


def _ends(day: str) -> set[str]:
    """First and last day of 2022-04-19, 2022-04, 2022, a/b."""
    found = set()
    for part, last in zip([day.split("/")[0], day.split("/")[-1]], (False, True), strict=True):
        numbers = [int(n) for n in part.split("-")]
        if len(numbers) == 3:
            found.add(part)
        elif len(numbers) == 2:
            year, month = numbers
            after = date(year + month // 12, month % 12 + 1, 1)
            found.add(date.fromordinal(after.toordinal() - 1).isoformat() if last else f"{part}-01")
        else:
            found.add(f"{part}-12-31" if last else f"{part}-01-01")
    return found


if __name__ == "__main__":
    main()
