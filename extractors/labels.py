"""Fields of forms: the label a date stands under, in a table, after “栏目：”, or above a signature.

The nearest label decides; a label without meaning in the procedure hides one farther off.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.paper import Field, Paper
from language.dates import Written

_REACH = 160
_LINES = 4
_COMPOUND = r"(?:案件|本案|该案|行政处罚|行政|处罚|本次|此次|相关|有关)?"
_SIGNED = r"\s*(?:（[^（）\n]{0,14}）|签名|签字|盖章)*"
_OPINION = re.compile(r"意见|批示|审批|批准|签批")
_SIGNER = re.compile(r"人|员|签|章|领导|长")
_BRACKETED = re.compile(r"（[^（）]*）|[：:]|签名|签字|盖章")
_HAN = re.compile(r"[一-鿿]")


class Label(NamedTuple):
    """A field's name with the events it stands for; none for a field without meaning in the procedure."""

    pattern: re.Pattern[str]
    codes: tuple[tuple[str, float], ...]


class Labels(NamedTuple):
    """The labels of one kind of paper; `anywhere` matches each of them where a label may end."""

    single: tuple[Label, ...]
    anywhere: re.Pattern[str]


def spaced(pattern: str) -> str:
    """The pattern with white space allowed between any two Chinese characters, as forms and OCR put it."""
    return re.sub(r"(?<=[一-鿿])(?=[一-鿿])", r"\\s*", pattern)


def compile_labels(codes: Mapping[str, Sequence[tuple[str, float]]], neutral: Sequence[str]) -> Labels:
    """Labels ready to be looked for; one that stands for an event is not neutral."""
    single = [Label(re.compile(_COMPOUND + f"(?:{spaced(p)})"), tuple(events)) for p, events in codes.items()]
    single += [Label(re.compile(_COMPOUND + f"(?:{spaced(p)})"), ()) for p in neutral if p not in codes]
    union = "|".join(label.pattern.pattern for label in single)
    return Labels(tuple(single), re.compile(rf"(?:{union})(?={_SIGNED}\s*(?:[：\t\n]|$))"))


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
    for name in (field.label, field.head):
        label = _named(labels, name)
        if label is not None:
            alone = not paper.text[field.start : date.start].strip()
            return label if alone or standing(paper, date) else None
    return None


def _named(labels: Labels, name: str) -> Label | None:
    """The label a whole cell is."""
    if not name or len(name) > 30:
        return None
    plain = _BRACKETED.sub("", name)
    return next((a for a in labels.single if a.pattern.fullmatch(plain) or a.pattern.fullmatch(name)), None)


def _before(paper: Paper, labels: Labels, low: int, date: Written) -> Label | None:
    """The last label between `low` and the date, if the date is its value."""
    piece = paper.view[low : date.start]
    last = None
    for match in labels.anywhere.finditer(piece):
        last = match
    if last is None:
        return None
    tail = re.sub(rf"^{_SIGNED}", "", piece[last.end() :])
    colon = tail.lstrip()[:1] == "：" or tail[:1] == "\t"
    before = paper.view[low + last.start() - 1 : low + last.start()] if low + last.start() else ""
    if not _reaches(last[0], paper.text[date.start - len(tail) : date.start]):
        return None
    if _HAN.match(before):
        return Label(last.re, ()) if colon else None  # a longer word we do not know
    if not colon and before not in ("", "\n", "\t", " ", "\u3000"):
        return None
    if tail.lstrip().lstrip("：").strip() and not standing(paper, date):
        return None
    named = last[0]
    return next((a for a in labels.single if a.pattern.fullmatch(named)), None)


def _reaches(name: str, tail: str) -> bool:
    """Whether a label still governs a date this far below: one that is filled in on its own line does not,
    unless it is an opinion or a signature, which are dated underneath."""
    first, *below = tail.lstrip(":：").rstrip(" \u3000").split("\n")
    if not below or not first.strip(" :：\u3000\t"):
        return True
    return bool(_OPINION.search(name)) or (len(below) == 1 and bool(_SIGNER.search(name)))


def standing(paper: Paper, date: Written) -> bool:
    """Whether the date ends its line and stands by itself there: alone, or after a name, a space or a full stop."""
    start = paper.lines[paper.line_at(date.start)][0]
    end = paper.lines[paper.line_at(max(date.end - 1, date.start))][1]
    field = paper.field_at(date.start)
    if field is not None:
        start, end = max(start, field.start), min(end, field.end)
    if paper.view[date.end : end].split("\t")[0].strip(" 　。）"):
        return False
    line = paper.view[start : date.start]
    last = re.split(r"[。；：）\t 　]", line.rstrip(" 　"))[-1]
    return len(last) <= 4 or (line.endswith((" ", "　")) and len(last) <= 24)
