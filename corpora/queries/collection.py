"""The papers and judged queries that search is measured with; papers are those of corpora/gold/source/test."""

import random
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from index.search import Entry

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "gold"))

from papers import Paper, load  # noqa: E402

SEED = 20261130
NUMBERS, TITLES, PHRASES = 70, 30, 40


class Judged(NamedTuple):
    """A query and its answers: grade 2 is what was sought, 1 is useful."""

    kind: str
    text: str
    grades: dict[str, int]


def entries() -> list[Entry]:
    """The papers as an index takes them; title, number and issuer as labelled by hand, nothing extracted."""
    return [
        Entry(
            document=paper.id.removeprefix("t-"),
            revision=1,
            sources=(f"{paper.id}.txt",),
            title=paper.title,
            number=paper.truth.number,
            kind=paper.kind,
            issuer=paper.issuer,
            text=printed(paper),
        )
        for paper in load("test")
    ]


def printed(paper: Paper) -> str:
    """The text without the marks of its layout (corpora/samples/maker/blocks.py)."""
    return re.sub(r"^(?:@\w+[ \t]*|[#>=^*]+[ \t]*)", "", paper.text, flags=re.MULTILINE)


def judged() -> list[Judged]:
    """All two hundred: what facts.toml and words.toml say."""
    facts = tomllib.loads((HERE / "facts.toml").read_text(encoding="utf-8"))["query"]
    words = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))["query"]
    found = [Judged(q["kind"], q["text"], dict.fromkeys(q["answers"], 2)) for q in facts]
    for q in words:
        found.append(Judged("words", q["text"], dict.fromkeys(q["good"], 1) | dict.fromkeys(q["best"], 2)))
    return found


def facts() -> Iterator[Judged]:
    """Numbers, titles, phrases: which papers hold the words is a fact, told without any of the index's code."""
    chance = random.Random(SEED)
    papers = load("test")
    numbers = sorted({p.truth.number for p in papers if p.truth.number})
    for number in chance.sample(numbers, NUMBERS):
        yield _judged("number", _retyped(number, chance), number, papers)
    titles = sorted({p.title for p in papers if len(p.title) >= 8})
    for title in chance.sample(titles, TITLES):
        yield _judged("title", title, title, [p for p in papers if _plain(p.title) == _plain(title)])
    for _ in range(PHRASES):
        piece = _piece(chance.choice(papers), chance)
        yield _judged("phrase", f'"{piece}"', piece, papers)


def _retyped(number: str, chance: random.Random) -> str:
    """As people type it: other brackets, spaces, full width."""
    ways = ("〔{}〕", "[{}]", "（{}）", "({})", "【{}】", " [{}] ", "〔{}〕 ")
    way = chance.choice(ways)
    text = re.sub(r"[〔（(\[](\d{4})[〕）)\]]", lambda m: way.format(m[1]), number)
    return text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"}) if chance.random() < 0.1 else text


def _piece(paper: Paper, chance: random.Random) -> str:
    """Six to fourteen characters as they stand between two marks."""
    clauses = [c for c in re.split(r"[^一-鿿]", printed(paper)) if len(c) >= 6]
    clause = chance.choice(clauses)
    size = min(chance.randint(6, 14), len(clause))
    start = chance.randint(0, len(clause) - size)
    return clause[start : start + size]


def _judged(kind: str, text: str, wanted: str, papers: list[Paper]) -> Judged:
    digits = _plain(wanted)
    edge = r"(?<![0-9a-z])" if digits[0].isascii() else ""
    pattern = re.compile(edge + re.escape(digits))
    held = [p.id.removeprefix("t-") for p in papers if pattern.search(_plain(f"{p.title}\n{printed(p)}"))]
    return Judged(kind, text, dict.fromkeys(held, 2))


def _plain(text: str) -> str:
    """Letters and digits only, half width; runs of digits stay apart."""
    text = re.sub(r"(?<=\d)[^\w]+(?=\d)", "_", normalize("NFKC", text).lower())
    return re.sub(r"[^\w]", "", text)


def main() -> None:
    """Writes facts.toml anew."""
    lines = [
        "# 由 collection.py 写出：文号、标题、短语；答案是字面含有它的全部文书（全半角、括号、空格不计，数字不拆开）。",
        "query = [",
    ]
    for item in facts():
        answers = ", ".join(f'"{id}"' for id in item.grades)
        text = item.text.replace('"', '\\"')
        lines.append(f'    {{ kind = "{item.kind}", text = "{text}", answers = [{answers}] }},')
    (HERE / "facts.toml").write_text("\n".join([*lines, "]"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
