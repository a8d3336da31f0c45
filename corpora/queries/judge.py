"""Which papers answer a query, with grades: worked out from the papers' own words, with no index.

A number's answers are the papers that hold it, not as part of a longer one; a title's those whose title holds it; a
phrase's those whose text holds it, all after NFKC with spaces and marks left out. A query in words (words.toml) names
the matter a paper must speak of: 2 where the title names it or the text does three times, 1 where it does at all.
"""

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

from documents import papers, printed  # noqa: E402

ABOUT = 3
"""Times a paper names a matter that it is about."""


class Judged(NamedTuple):
    """A query and its answers with their grades. `sort`: number, title, phrase, words."""

    sort: str
    text: str
    answers: dict[str, int]


def plain(text: str) -> str:
    """Letters and digits only, widths made alike."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


@cache
def texts() -> dict[str, str]:
    """Each paper's text, plain."""
    return {paper.id: plain(printed(paper)) for paper in papers()}


def papers_alone(number: str) -> list[str]:
    """Papers that hold the number, not as the end of a longer one."""
    wanted = re.compile(rf"(?<![0-9A-Za-z]){re.escape(plain(number))}")
    return [name for name, text in texts().items() if wanted.search(text)]


def papers_with(phrase: str) -> list[str]:
    """Papers whose text holds the phrase."""
    return [name for name, text in texts().items() if plain(phrase) in text]


def titles_with(matter: str) -> list[str]:
    """Papers whose title holds the name of the matter."""
    return [paper.id for paper in papers() if plain(matter) in plain(paper.title)]


ANSWERS = {"number": papers_alone, "title": titles_with, "phrase": papers_with}


def judged() -> Iterator[Judged]:
    """All queries with their answers."""
    for item in tomllib.loads((HERE / "drawn.toml").read_text(encoding="utf-8"))["query"]:
        yield Judged(item["sort"], item["text"], dict.fromkeys(ANSWERS[item["sort"]](item["text"]), 1))
    for item in tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))["query"]:
        matter = re.compile(item["matter"])
        grades = {p.id: _grade(matter, p.title, re.sub(r"\s", "", printed(p))) for p in papers()}
        yield Judged("words", item["text"], {name: grade for name, grade in grades.items() if grade})


def _grade(matter: re.Pattern[str], title: str, text: str) -> int:
    times = len(matter.findall(text))
    return 2 if matter.search(title) or times >= ABOUT else min(times, 1)
