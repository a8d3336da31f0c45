"""Fields of forms: the label a date stands under, in a table, after “栏目：”, or above a signature.

The nearest label decides; a label without meaning in the procedure hides one farther off.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from string import ascii_letters
from typing import NamedTuple

from extractors.paper import Field, Paper
from language.dates import Written
from language.names import may_be_person

_REACH = 160
_LINES = 4
_LONGEST = 30
_GLUED = 16
_SIGNATURE = 12  # characters a signer's line has besides its date
_HAN = re.compile(r"[一-鿿]")
_COMPOUND = r"(?:案件|本案|该案|行政处罚|行政|处罚|本次|此次|相关|有关)?"
_SIGNED = re.compile(r"(?:\s*(?:（[^（）\n]{0,14}）|签名|签字|盖章))+$")
_BRACKETED = re.compile(r"（[^（）]*）|[：:]|签名|签字|盖章")
_OPINION = re.compile(r"意见|批示|审批|批准|签批")
_SIGNER = re.compile(r"人|员|签|章|领导|长")
_ENDS = re.compile(r"[：\t\n]")
_TOKEN = re.compile(r"[^。；，！？：\t\n]*$")
_APART = re.compile(r"[ \u3000]+")
_STRAY = re.compile(r"[^初原前拟复被新总副未非不已再会主]审[核批查]人")  # a character made of a seal's edge
_UNKNOWN = re.compile(r"[一-鿿]{2,12}$")


class Label(NamedTuple):
    """A field's name with the events it stands for; none for a field without meaning in the procedure."""

    name: str
    codes: tuple[tuple[str, float], ...]


class Labels(NamedTuple):
    """The labels of one kind of paper: the label a name is, and whether a longer name ends in one."""

    named: Callable[[str], Label | None]
    ends_in_one: Callable[[str], bool]


def spaced(pattern: str) -> str:
    """The pattern with white space allowed between any two Chinese characters, as forms and OCR put it."""
    return re.sub(r"(?<=[一-鿿])(?=[一-鿿])", r"\\s*", pattern)


def compile_labels(codes: Mapping[str, Sequence[tuple[str, float]]], neutral: Sequence[str]) -> Labels:
    """Labels ready to be looked for; one that stands for an event is not neutral."""
    single = [(re.compile(_COMPOUND + f"(?:{p})"), tuple(events)) for p, events in codes.items()]
    single += [(re.compile(_COMPOUND + f"(?:{p})"), ()) for p in neutral if p not in codes]
    ending = re.compile(rf"(?:{'|'.join(pattern.pattern for pattern, _ in single)})$")

    @lru_cache(maxsize=4096)
    def named(name: str) -> Label | None:
        return next((Label(name, events) for pattern, events in single if pattern.fullmatch(name)), None)

    @lru_cache(maxsize=4096)
    def ends_in_one(name: str) -> bool:
        return ending.search(name) is not None

    return Labels(named, ends_in_one)


def label_of(paper: Paper, labels: Labels, dates: list[Written], i: int) -> Label | None:
    """The field dates[i] stands in: its cell's, or the nearest label before it; None without one."""
    date = dates[i]
    field = paper.field_at(date.start)
    before = dates[i - 1].end if i else 0
    if field is not None:
        return _of_cell(paper, labels, date, field, before)
    line = paper.line_at(date.start)
    low = max(date.start - _REACH, paper.lines[max(0, line - _LINES)][0], before)
    return _before(paper, labels, low, date)


def _of_cell(paper: Paper, labels: Labels, date: Written, field: Field, before: int) -> Label | None:
    """The label in the cell before the date, else the cell to its left, else the one on top of its column."""
    inside = _before(paper, labels, max(field.start, before), date)
    if inside is not None:
        return inside
    names = [field.label, field.head]
    if may_be_person(field.label):
        names.insert(1, field.beyond)  # 审核人 | 甘棠 | 2022年5月9日
    for name in names:
        label = _whole(labels, name)
        if label is not None:
            alone = not paper.text[field.start : date.start].strip()
            return label if alone or standing(paper, date) else None
    return None


def _whole(labels: Labels, name: str) -> Label | None:
    """The label a whole cell is."""
    if not name or len(name) > _LONGEST:
        return None
    return labels.named(_BRACKETED.sub("", name)) or labels.named(name)


def _before(paper: Paper, labels: Labels, low: int, date: Written) -> Label | None:
    """The nearest label between `low` and the date, if the date is its value."""
    piece = paper.view[low : date.start]
    marks = [len(piece), *(m.start() for m in reversed(list(_ENDS.finditer(piece))))]
    for mark in marks:
        end = len(piece[:mark].rstrip(" \u3000"))
        token = _TOKEN.search(piece[:end])
        assert token is not None
        sign = piece[mark : mark + 1]
        label = _label(labels, token[0], sign == "：", not piece[mark + 1 :].strip(" \u3000"))
        if label is None:
            continue
        tail = paper.text[low + mark : date.start]
        if not _reaches(label.name or token[0], tail):
            return None
        own = not label.name or not tail.strip(" :：\t\n\u3000") or standing(paper, date)
        return label if own else None
    return None


def _label(labels: Labels, token: str, colon: bool, next_to: bool) -> Label | None:
    """What label the words before a mark are; one without a name for a field we do not know.

    A name written with spaces (审 批 意 见) is tried whole, and without what stands apart before it. Latin letters
    in front are what OCR made of a seal's edge.
    """
    token = _SIGNED.sub("", token).strip(" \u3000（(、.．0123456789").lstrip(ascii_letters)
    squeezed = _APART.sub("", token)
    if not squeezed:
        return None
    for name in dict.fromkeys((_APART.split(token)[-1], squeezed[-_LONGEST:])):
        found = labels.named(name)
        if found is not None:
            return found
    if colon and _STRAY.match(squeezed):
        found = labels.named(squeezed[1:])
        if found is not None:
            return found
    if colon and next_to and len(squeezed) > _GLUED:
        return _glued(labels, squeezed)
    known = colon and len(squeezed) <= _LONGEST and labels.ends_in_one(squeezed)
    return Label("", ()) if known or (colon and next_to and _UNKNOWN.search(squeezed)) else None


def _glued(labels: Labels, text: str) -> Label:
    """The label at the end of a line that was read as one with the line before (…意见的公告发布时间：)."""
    names = (labels.named(text[-size:]) for size in range(10, 3, -1))
    return next((name for name in names if name is not None), Label("", ()))


def _reaches(name: str, tail: str) -> bool:
    """Whether a label still governs a date this far below: one that is filled in on its own line does not,
    unless it is an opinion or a signature, which are dated underneath."""
    first, *below = tail.lstrip(":：").rstrip(" \u3000").split("\n")
    if not below or _OPINION.search(name):
        return True
    filled = bool(first.strip(" :：\u3000\t"))
    return len(below) <= (1 if filled else 2) and (not filled or bool(_SIGNER.search(name)))


def standing(paper: Paper, date: Written) -> bool:
    """Whether the date ends its line and stands by itself there: alone, or after a name, a space or a full stop."""
    start = paper.lines[paper.line_at(date.start)][0]
    end = paper.lines[paper.line_at(max(date.end - 1, date.start))][1]
    field = paper.field_at(date.start)
    if field is not None:
        start, end = max(start, field.start), min(end, field.end)
    if paper.view[date.end : end].split("\t")[0].strip(" 　。）"):
        return (
            field is not None
            and end == field.end
            and _jumbled(paper.view[start:end], paper.view[date.start : date.end])
        )
    line = paper.view[start : date.start]
    last = re.split(r"[。；：）\t 　]", line.rstrip(" 　"))[-1]
    return len(last) <= 4 or (line.endswith((" ", "　")) and len(last) <= 24)


def _jumbled(line: str, written: str) -> bool:
    """A cell's last line whose signer and date were read in the wrong order, or twice, under a seal: no sentence."""
    rest = line.replace(written, "")
    twice_or_signed = line.count(written) > 1 or re.search(r"[核批签]人|负责人|签名|签字|章）", rest)
    return (
        bool(twice_or_signed) and not re.search(r"[，。；\d]", rest) and len(_HAN.findall(rest)) <= _SIGNATURE
    )
