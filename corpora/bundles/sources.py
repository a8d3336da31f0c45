"""Where the papers of a bundle come from: papers written blind (corpora/gold) and templates held out from training."""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from maker.markup import strip  # noqa: E402
from maker.numbers import fill  # noqa: E402
from maker.source import load  # noqa: E402

from classifiers.compose import Filler, load_bank, load_templates  # noqa: E402

ONLY_ON_SCREEN = re.compile(r"^@info .*\n?", re.MULTILINE)
TOLD = (
    "{fact}",
    "{evidence_list}",
    "根据{basis}的规定，应当予以处理，当事人对此没有异议。",
    "经承办人逐项核实，材料附后。",
)
ASKED = (
    "问：还有什么情况需要说明？",
    "答：当时的情况就是这样，我们也没有别的意见，愿意配合调查。",
    "答：账本在会计那里，可以提供。",
)
ASKING = frozenset({"inquiry_record", "hearing_record", "statement_record"})


@dataclass(frozen=True)
class Paper:
    """One paper to be bound: its kind, printed title and text in the makers' marks. `template`: what it was made from."""

    kind: str
    title: str
    text: str
    template: str


def load_papers(sources: list[str]) -> list[Paper]:
    """All papers of these sources, in a fixed order; a gold split nobody has written yet is empty."""
    return [paper for source in sources for paper in _of(source)]


def _of(source: str) -> Iterator[Paper]:
    if source == "training:h":
        yield from _held_out()
        return
    if source == "samples":
        yield from _samples()
        return
    split, _, stem = source.removeprefix("gold/").partition("/")
    for path in sorted((ROOT / "corpora" / "gold" / "source" / split).glob(f"{stem or '*'}.toml")):
        for item in tomllib.loads(fill(path.read_text(encoding="utf-8")))["paper"]:
            if item["title"] and item["form"] != "html":
                text = ONLY_ON_SCREEN.sub("", strip(item["text"]))
                yield Paper(item["kind"], item["title"], text, item["template"])


def _samples() -> Iterator[Paper]:
    """The papers of corpora/samples: written by hand, in no template."""
    for path in sorted((ROOT / "corpora" / "samples" / "dossiers").glob("*.toml")):
        for file in load(path).files:
            for paper in file.papers:
                if file.form not in {"web", "txt"} and "error" not in file.options and "{{" not in paper.text:
                    text = ONLY_ON_SCREEN.sub("", paper.text)
                    yield Paper(paper.kind, paper.title, text, f"{path.stem}:{paper.title}")


def _held_out() -> Iterator[Paper]:
    """Two papers of each held-out template with a title, one of them long."""
    bank = load_bank()
    for template in load_templates():
        lines = template.lines
        if template.role != "h" or not any(line.startswith("# ") for line in lines):
            continue
        if any("续页" in line for line in lines[:3]):
            continue
        for i in range(2):
            random = Random(f"bundle:{template.kind}:{template.number}:{i}")
            filler = Filler(bank, random)
            rows = [filler.fill(line) for line in lines]
            title = "".join(row[2:].replace(" ", "") for row in rows if row.startswith("# "))
            if i:
                rows = _longer(rows, template.kind, filler, random)
            yield Paper(
                template.kind, title, "\n".join(map(_marked, rows)), f"{template.kind}:{template.number}"
            )


def _longer(rows: list[str], kind: str, filler: Filler, random: Random) -> list[str]:
    """The paper with more sentences (or questions and answers) after its first running line."""
    body = [
        i
        for i, row in enumerate(rows)
        if len(row) > 12 and row[:2] not in {"! ", "# ", "@ ", "> "} and row[0] != "|"
    ]
    more = ASKED if kind in ASKING else TOLD
    added = [filler.fill(random.choice(more)) for _ in range(random.randint(8, 40))]
    return [*rows[: body[0] + 1], *added, *rows[body[0] + 1 :]] if body else rows


def _marked(row: str) -> str:
    """A row of corpora/training in the marks of corpora/samples/maker/blocks.py."""
    if row.startswith("|"):
        return row + "|"
    return (
        {"! ": "=", "@ ": "=", "> ": ">"}.get(row[:2], row[:2]) + row[2:]
        if row[:2] in {"! ", "@ ", "> "}
        else row
    )
