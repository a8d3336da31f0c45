"""A norm cut into its articles, and two versions laid side by side."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_HEAD = re.compile(
    r"^[ \t\u3000]*(第[一二三四五六七八九十百千零〇\d]{1,8}条(?:之[一二三四五六七八九十]{1,2})?)(?=[ \t\u3000：:]|[^\w]|[一-鿿])",
    re.MULTILINE,
)
ALIKE = 0.5  # from here on two articles are versions of one
SAME_NUMBER = 0.15  # speaks for it too
MOST_BLOCK = 80  # articles compared each with each
MOST_LETTERS = 4000  # of an article compared letter by letter


class Article(NamedTuple):
    """An article: `number` as written (“第三条”; empty for what stands before the first), text without it."""

    number: str
    text: str


class Piece(NamedTuple):
    """Words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


class Pair(NamedTuple):
    """An article of the older and the newer version; one of them None where it was dropped or added."""

    old: Article | None
    new: Article | None
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether the words differ; another number alone is no change."""
        return any(piece.kind != "same" for piece in self.pieces)


def articles(text: str) -> list[Article]:
    """Articles in order; a reference inside a sentence begins none."""
    heads = list(_HEAD.finditer(text))
    first = text[: heads[0].start()] if heads else text
    found = [Article("", first.strip())] if first.strip() else []
    ends = [*(head.start() for head in heads[1:]), len(text)]
    cut = zip(heads, ends, strict=False)  # no heads: no articles
    return found + [Article(head[1], text[head.end() : end].strip()) for head, end in cut]


def compare(old: str, new: str) -> list[Pair]:
    """Two versions article by article: equal ones anchor the rest, which is paired by likeness, in order."""
    before, after = articles(old), articles(new)
    matcher = SequenceMatcher(None, [_plain(a) for a in before], [_plain(a) for a in after], autojunk=False)
    pairs: list[Pair] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pairs += [_pair(one, other) for one, other in zip(before[i:j], after[k:m], strict=True)]
        else:
            pairs += _paired(before[i:j], after[k:m])
    return pairs


def _plain(article: Article) -> str:
    return re.sub(r"\s", "", article.text)


def _paired(before: Sequence[Article], after: Sequence[Article]) -> Iterator[Pair]:
    """Each article with the likest of the other side that keeps the order; where none is like, alone."""
    done = 0
    for one in before:
        best, at = ALIKE, -1
        for n in range(done, min(len(after), done + MOST_BLOCK)):
            score = _likeness(one, after[n])
            if score > best:
                best, at = score, n
        if at < 0:
            yield _pair(one, None)
            continue
        yield from (_pair(None, other) for other in after[done:at])
        yield _pair(one, after[at])
        done = at + 1
    yield from (_pair(None, other) for other in after[done:])


def _likeness(one: Article, other: Article) -> float:
    matcher = SequenceMatcher(None, _plain(one)[:MOST_LETTERS], _plain(other)[:MOST_LETTERS], autojunk=False)
    bonus = SAME_NUMBER if one.number == other.number else 0.0
    if matcher.real_quick_ratio() + bonus < ALIKE or matcher.quick_ratio() + bonus < ALIKE:
        return 0.0
    return matcher.ratio() + bonus


def _pair(one: Article | None, other: Article | None) -> Pair:
    if one is None or other is None:
        kind: Literal["gone", "new"] = "new" if one is None else "gone"
        return Pair(one, other, (Piece(kind, (one or other or Article("", "")).text),))
    return Pair(one, other, tuple(_pieces(one.text, other.text)))


def _pieces(old: str, new: str) -> Iterator[Piece]:
    if old == new:
        yield Piece("same", old)
        return
    if len(old) > MOST_LETTERS or len(new) > MOST_LETTERS:
        yield from (Piece("gone", old), Piece("new", new))
        return
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", old[i:j])
            continue
        if j > i:
            yield Piece("gone", old[i:j])
        if m > k:
            yield Piece("new", new[k:m])
