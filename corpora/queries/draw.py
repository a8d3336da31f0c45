"""Draws queries that look for one number, title or phrase of the papers.

    python corpora/queries/draw.py        # writes drawn.toml; the same each time for the same papers

Their answers are worked out when they are asked (judge.py), so papers may be added later.
"""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from documents import papers, printed
from judge import papers_alone, papers_with, titles_with

from language.matter import matter_of

HERE = Path(__file__).parent
SEED = 2026
NUMBERS, TITLES, PHRASES = 50, 40, 50
MOST = 10
"""Answers a query may have when it is drawn, so that ten hits can hold them all."""
FORMS: tuple[Callable[[str], str], ...] = (
    lambda n: n,
    lambda n: n.replace("〔", "[").replace("〕", "]"),
    lambda n: n.replace("〔", "(").replace("〕", ")"),
    lambda n: n.replace("〔", "【").replace("〕", "】"),
    lambda n: n.replace("〔", " 〔").replace("〕", "〕 "),
    lambda n: n.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
)


def numbers(chance: random.Random) -> Iterator[str]:
    """Numbers in six ways of writing."""
    held = sorted({p.truth.number for p in papers() if p.truth.number and "号" in p.truth.number})
    chance.shuffle(held)
    fitting = [number for number in held if 0 < len(papers_alone(number)) <= MOST][:NUMBERS]
    return (FORMS[n % len(FORMS)](number) for n, number in enumerate(fitting))


def titles(chance: random.Random) -> Iterator[str]:
    """Names of matters, as they are asked for."""
    matters = sorted({m for p in papers() if len(m := matter_of(p.title)) >= 8})
    chance.shuffle(matters)
    yield from [matter for matter in matters if 0 < len(titles_with(matter)) <= MOST][:TITLES]


def phrases(chance: random.Random) -> Iterator[str]:
    """Runs of six to twelve characters, cut anywhere, in quotation marks."""
    lines = sorted({run for paper in papers() for run in re.findall(r"[一-鿿]{12,}", printed(paper))})
    chance.shuffle(lines)
    made = 0
    for line in lines:
        length = chance.randint(6, 12)
        at = chance.randrange(len(line) - length + 1)
        if len(papers_with(line[at : at + length])) <= MOST and made < PHRASES:
            yield f'"{line[at : at + length]}"'
            made += 1


def main() -> None:
    chance = random.Random(SEED)
    lines = ["# Drawn by draw.py from the gold papers; not to be changed by hand.", "", "query = ["]
    for sort, draw in (("number", numbers), ("title", titles), ("phrase", phrases)):
        lines += [f"    {{ sort = \"{sort}\", text = '{text}' }}," for text in draw(chance)]
    (HERE / "drawn.toml").write_text("\n".join([*lines, "]", ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
