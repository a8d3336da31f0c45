"""The gold papers as written by hand: `source/<split>/*.toml`, and what can be wrong with them."""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "samples"))

from maker.markup import MARK, Truth, strip, truth  # noqa: E402
from maker.numbers import fill  # noqa: E402

FORMS = frozenset(("docx", "pdf", "html", "text"))
SPLITS = ("test", "dev")
MOST_OF_A_TEMPLATE = 2
_PARTIAL = re.compile(r"\d{4}(?:-\d\d)?")
_FIELDS = {"id", "template", "kind", "title", "issuer", "form", "text"}


@dataclass(frozen=True)
class Paper:
    """One paper with its marks. `form`: the format such a paper would have come in."""

    id: str
    split: str
    template: str
    kind: str
    title: str
    issuer: str
    form: str
    marked: str

    @property
    def text(self) -> str:
        """What is printed, in the layout marks of corpora/samples/maker/blocks.py."""
        return strip(self.marked)

    @property
    def truth(self) -> Truth:
        """What a careful person finds."""
        return truth(self.marked)


def load(split: str) -> list[Paper]:
    """Every paper of a split, by the name of its file and its order there. Raises ValueError for a wrong field."""
    found: list[Paper] = []
    for path in sorted((HERE / "source" / split).glob("*.toml")):
        for item in tomllib.loads(fill(path.read_text(encoding="utf-8"))).get("paper", []):
            if item.keys() != _FIELDS:
                raise ValueError(
                    f"{path.name}：{item.get('id')} 的字段应为 {sorted(_FIELDS)}，现为 {sorted(item)}"
                )
            marked = item.pop("text")
            found.append(Paper(split=split, marked=marked, **item))
    return found


def faults(
    papers: Iterable[Paper],
    *,
    kinds: Iterable[str],
    events: dict[str, tuple[str, ...]],
    roles: Iterable[str],
) -> list[str]:
    """What is wrong with the labels, one message each; `events`: the kinds of paper each event may stand in."""
    papers = list(papers)
    kinds, roles = set(kinds), set(roles)
    found = [f"编号 {id} 用了 {n} 次" for id, n in Counter(p.id for p in papers).items() if n > 1]
    found += [
        f"模板 {template} 做了 {n} 份，最多 {MOST_OF_A_TEMPLATE} 份"
        for template, n in Counter(p.template for p in papers).items()
        if n > MOST_OF_A_TEMPLATE
    ]
    for paper in papers:
        found += [f"{paper.id}：{fault}" for fault in _of_one(paper, kinds, events, roles)]
    return found


def _of_one(
    paper: Paper, kinds: set[str], events: dict[str, tuple[str, ...]], roles: set[str]
) -> Iterator[str]:
    if paper.kind not in kinds:
        yield f"不认识的文书种类 {paper.kind}"
    if paper.form not in FORMS:
        yield f"不认识的形式 {paper.form}"
    if "[[" in paper.text or "]]" in paper.text:
        yield "标记没有配对"
    if paper.text.count("«") != paper.text.count("»"):
        yield "手写记号 «» 没有配对"
    if paper.id[0] != paper.split[0]:
        yield f"编号应以 {paper.split[0]}- 开头"
    if sum(mark[1].strip() == "#" for mark in MARK.finditer(paper.marked)) > 1:
        yield "文书自己的文号只能标一处"
    for line in paper.marked.splitlines():
        if line.count("[[") != line.count("]]"):
            yield f"标记须在一行之内：{line[:30]}"
    for mark in MARK.finditer(paper.marked):
        yield from _of_mark(mark[1].strip(), mark[2], paper.kind, events, roles)


def _of_mark(
    sign: str, words: str, kind: str, events: dict[str, tuple[str, ...]], roles: set[str]
) -> Iterator[str]:
    if not words.strip("«» "):
        yield f"标记 {sign} 没有印出的字"
    if sign == "#":
        return
    if sign.startswith("@"):
        if sign[1:] not in roles:
            yield f"不认识的角色 {sign[1:]}"
        return
    codes, _, day = sign.partition(" ")
    if not _is_day(day):
        yield f"日期不对：{sign}"
    for code in codes.split("+"):
        if code not in events:
            yield f"不认识的事件 {code}"
        elif kind not in events[code]:
            yield f"{kind} 中不标事件 {code}"


def _is_day(text: str) -> bool:
    """An ISO day, a month, a year, or two of them with a stroke between for a span of days."""
    parts = text.split("/")
    if len(parts) == 2:
        return all(_is_day(part) for part in parts)
    if _PARTIAL.fullmatch(text):
        return len(text) == 4 or 1 <= int(text[5:]) <= 12
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def runs(text: str, length: int) -> set[str]:
    """Every run of so many characters of the printed words.

    Spaces and layout marks are taken out; numbers and Latin letters part the words, as dates and amounts are
    nobody's wording.
    """
    plain = re.sub(r"(?m)^@\w+|[\s|«»#^>=<]|//", "", text)
    pieces = re.split(r"[0-9A-Za-z@.%:/]+", plain)
    return {piece[i : i + length] for piece in pieces for i in range(len(piece) - length + 1)}
