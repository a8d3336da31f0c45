"""Papers without pages (Word, RTF, ODT): paragraphs and tables in order → one page without geometry."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from dossier.document import Block, Line, Page
from pipeline.readers.options import Options

_NO_TITLE = tuple("。；，、：;,:")
_LARGER = 1.15


class Paragraph(NamedTuple):
    """A paragraph's lines, and whether it looks like a title apart from its size.

    `title`: named so by its style. `size`: of the type, in any unit; 0 unknown.
    """

    lines: tuple[str, ...]
    centred: bool = False
    size: int = 0
    title: bool = False


def blocks_of(found: Sequence[Paragraph | Block], usual: int | None = None) -> Iterator[Block]:
    """Neighbouring paragraphs of a kind together. `usual`: the size of running text, else the commonest."""
    size = _usual(found) if usual is None else usual
    for kind, group in groupby(found, key=lambda part: _kind(part, size)):
        if kind == "made":
            yield from (part for part in group if isinstance(part, Block))
        else:
            texts = [t for part in group if isinstance(part, Paragraph) for t in part.lines]
            yield Block(kind=kind, lines=tuple(Line(text=t) for t in texts))


def _usual(found: Sequence[Paragraph | Block]) -> int:
    sizes: Counter[int] = Counter()
    for part in found:
        if isinstance(part, Paragraph) and part.size:
            sizes[part.size] += sum(map(len, part.lines))
    return max(sizes, key=lambda size: sizes[size], default=0)


def _kind(part: Paragraph | Block, usual: int) -> Literal["title", "text", "made"]:
    """A title is set in the middle, larger than the text, and no sentence; or named so by its style."""
    if isinstance(part, Block):
        return "made"
    text = "".join(part.lines)
    large = part.centred and bool(usual) and part.size >= usual * _LARGER
    return (
        "title" if (large or part.title) and 1 < len(text) < 100 and not text.endswith(_NO_TITLE) else "text"
    )


def margin(kind: Literal["header", "footer"], texts: Sequence[Sequence[str]]) -> list[Block]:
    """Headers or footers, each text once."""
    once = dict.fromkeys(tuple(text) for text in texts if text)
    return [Block(kind=kind, lines=tuple(Line(text=t) for t in text)) for text in once]


def flow_page(
    blocks: Sequence[Block], notes: Sequence[str], options: Options, *, engine: str, reason: str
) -> Page:
    """The one page of a paper whose format has none."""
    text = any(block.kind in ("title", "text", "table") for block in blocks)
    return Page(
        source=options.source,
        number=1,
        width=0,
        height=0,
        engine=engine,
        reason=reason,
        grade="good" if text else "poor",
        notes=tuple(notes) if text else ("文件中没有文字", *notes),
        blocks=tuple(blocks),
    )
