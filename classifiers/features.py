"""What the classifiers look at in a paper: words, pairs of characters, title and layout."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from classifiers.rules import Hit, parts_of, title_rule
from dossier.document import Document
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml
from language.heads import Head
from language.titles import opening_of
from language.words import words

# characters: of the text's beginning and end for words, of its beginning for pairs, of its end for closing pairs
HEAD, TAIL, NEAR, CLOSE = 1600, 500, 420, 140
_LABEL = re.compile(r"(?m)^\s*([一-鿿（）()、 　]{2,14}?)\s*[：:]")
_HAN = re.compile(r"[一-鿿]+")
_NUMBER_WORD = re.compile(r"([一-鿿])字?\s*[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*第?\s*\d+\s*号")
_WEB = re.compile(
    r"当前位置|您的位置|发布日期|发布时间|浏览次数|【打印】|【关闭】|门户网站|首页|字体|点击|来源："
)
_ISSUERS = re.compile(r"人民代表大会|国务院|人民政府令|[部局会署行]令|人民政府|修订|修正|批准|通过|公布")


class Signs(NamedTuple):
    """What is counted in a text, which phrases it may hold, and the few words that weigh much by themselves
    (knowledge/lexicon/signs.toml)."""

    counted: dict[str, re.Pattern[str]]
    phrases: tuple[str, ...]
    marked: dict[str, re.Pattern[str]]


@cache
def load_signs(path: Path = FOLDER / "lexicon" / "signs.toml") -> Signs:
    """Raises KnowledgeError when the file is missing or does not hold together."""
    content = read_toml(path)
    try:
        counted, marked = (
            {name: re.compile(pattern) for name, pattern in content[part].items()}
            for part in ("counted", "marked")
        )
        return Signs(counted, tuple(content["phrases"]), marked)
    except (KeyError, re.error) as error:
        raise KnowledgeError(
            f"{path}：缺少 counted、phrases 或 marked，或者正则写错（{error}），请改正"
        ) from error


class View(NamedTuple):
    """One paper as the classifiers see it."""

    title: str
    hit: Hit | None
    words: list[str]
    pairs: list[str]
    labels: list[str]
    closing: list[str]
    layout: list[str]
    marks: list[str]
    grams: list[str]


def view_of(document: Document) -> View:
    """What to judge the paper by; only beginning and end of a long text are looked at."""
    title, rows = opening_of(document)
    order = next((row.text for row in rows if row.form == "order"), "")
    text = document.text
    near = text if len(text) <= HEAD + TAIL else text[:HEAD] + "\n" + text[-TAIL:]
    return View(
        title,
        title_rule(title, order),
        [word for word in words(near) if len(word) > 1 and _HAN.fullmatch(word)],
        list(_pairs(text[:NEAR])),
        list(_labels(document, near)),
        list(_pairs(text[-CLOSE:])),
        list(_layout(document, near)),
        list(_marks(document, rows, near)),
        list(_grams(title)),
    )


def _labels(document: Document, text: str) -> Iterator[str]:
    """Names of a form's fields: what stands before a colon, and short cells of Chinese; without white space."""
    cells = (cell.text for page in document.pages[:2] for block in page.blocks for cell in block.cells)
    for label in (*_LABEL.findall(text), *cells):
        bare = "".join(_HAN.findall(label))
        if 2 <= len(bare) <= 10 and len(label) <= 16:
            yield bare


def _pairs(text: str) -> Iterator[str]:
    for run in _HAN.findall(text):
        yield from (run[i : i + 2] for i in range(len(run) - 1))


def _grams(title: str) -> Iterator[str]:
    """One to three characters of the title without what it quotes, its ends marked."""
    parts = parts_of(title)
    if not title:
        return
    marked = "^" + parts.core + "$" + parts.bracket
    for size in (1, 2, 3):
        yield from (marked[i : i + size] for i in range(len(marked) - size + 1))
    yield from (f"内{parts.inner[-size:]}" for size in (2, 3) if parts.inner)


def _rough(count: int) -> str:
    return next(
        (name for limit, name in ((0, "无"), (1, "一"), (3, "几"), (9, "多")) if count <= limit), "很多"
    )


def _layout(document: Document, text: str) -> Iterator[str]:
    """How much of what there is: articles, headings, fields, cells; and the set phrases."""
    signs = load_signs()
    for name, pattern in signs.counted.items():
        yield f"{name}={_rough(len(pattern.findall(text)))}"
    yield from (f"有{phrase}" for phrase in signs.phrases if phrase in text)
    cells = [cell for page in document.pages[:2] for block in page.blocks for cell in block.cells]
    yield f"格={_rough(len(cells) // 4)}"
    yield f"列={max((cell.column for cell in cells), default=-1) + 1 if cells else 0}"
    yield f"长={min(len(document.text) // 200, 8)}"
    yield f"页={min(len(document.pages), 4)}"


def _marks(document: Document, rows: Sequence[Head], text: str) -> Iterator[str]:
    """The few marks that weigh much: letterhead, order, kind of number, note below the title, screenshot."""
    yield from (f"首{row.form}" for row in rows[:6] if row.form in {"letterhead", "number", "order", "meta"})
    notes = [row.text for row in rows[:12] if row.form == "note"]
    yield from (f"题注{word}" for note in notes for word in _ISSUERS.findall(note))
    yield from sorted({f"号{mark}" for mark in _NUMBER_WORD.findall(text[:600])})
    yield from (name for name, pattern in load_signs().marked.items() if pattern.search(text))
    scanned = any(segment.line.score < 1.0 for segment in document.segments[:30])
    if len(_WEB.findall(text)) > 1:
        yield "网页截图" if scanned else "网页"
    if "□" in text or "☑" in text or "√" in text:
        yield "勾选"
