"""What is seen of a date on its paper, as tokens for the model of roles.

A token says where it was seen: `r` to the right within the date's clause, `R` in the clauses after it, `l` and `L` to
the left likewise, `f` the field's name, `h` the column's, `u` the line above. Characters by twos and threes, and the
classes of acts.toml, so that a word never met counts as its class.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.paper import Field, Paper
from knowledge.acts import load_acts
from language.dates import Written

_NEAR, _FAR = 18, 44  # characters of a clause, and of the sentence, that are looked at
_REACH = 110  # characters from which they are taken, names of papers shortened and asides left out
_TITLE = re.compile(r"《[^《》]*?([^《》]{0,2})》")
_ASIDE = re.compile(r"（[^（）#]{0,60}）")
_STOP = re.compile(r"[。；！？\n\t]")
_COMMA = re.compile(r"[，、]")
_DIGITS = re.compile(r"[0-9]+")
_BLANK = re.compile(r"[ \u3000]+")
_NAME = re.compile(r"^([^：\n\t。；，]{1,16})：")
_FIELD = re.compile(r"([^：\n\t。；，\u3000 （）]{1,16})：[^：\n\t]{0,24}$")
_STRONG = (
    "f=",
    "h=",
    "c:",
    "p:",
    "q:",
    "rc:",
    "lc:",
    "fc:",
    "rl:",
    "rf:",
    "r0:",
    "l0:",
    "s:",
)  # told apart by kind
_LABEL = 16
_SHORT = 6  # a field's name that says little else than its act
_ALLOWS = re.compile(r"同意|批准|准予|准许|照办|准[，。\u3000 ]|立案?[。\u3000 ]|可[。\u3000 ]|议定")
_PAPERS = ("object:",)
_SIGNER = re.compile(r"[局委厅府会院队所站部办社中心司店厂]$")


class Sentence(NamedTuple):
    """The date's surroundings: the clause to its left and right, and what lies beyond on either side."""

    left: str
    right: str
    before: str
    after: str


def signs(
    paper: Paper, dates: Sequence[Written], i: int, cues: Sequence[str], own: Written | None
) -> list[str]:
    """Tokens of dates[i]. `cues`: codes that cues give it, with their sign; `own`: the date under the signature."""
    date = dates[i]
    field = paper.field_at(date.start)
    sentence = sentence_of(paper, dates, i, field)
    found = [f"c:{cue}" for cue in cues] or ["c:"]
    found += _words(sentence)
    found += _field(paper, date, field, dates[i - 1].end if i else 0)
    found += _place(paper, dates, i, field, own)
    kind = paper.kind
    strong = [t for t in found if t.startswith(_STRONG)]
    return list(dict.fromkeys([*found, f"k:{kind}", *(f"{kind}/{t}" for t in strong)]))


def sentence_of(paper: Paper, dates: Sequence[Written], i: int, field: Field | None) -> Sentence:
    """The sentence around dates[i] with the other dates written #."""
    date = dates[i]
    low, high = max(0, date.start - _REACH), min(len(paper.view), date.end + _REACH)
    if field is not None:
        low, high = max(low, field.start), min(high, field.end)
    left = _STOP.split(_masked(paper.view, dates, i, low, date.start))[-1]
    right = _STOP.split(_masked(paper.view, dates, i, date.end, high))[0]
    parts = (
        _COMMA.split(right, maxsplit=2)
        if right[:1] in ("，", "、")
        else ["", *_COMMA.split(right, maxsplit=1)]
    )
    near = parts[1] if len(parts) > 1 else ""
    beyond = parts[2] if len(parts) > 2 else ""
    if right[:1] in ("，", "、"):
        near = right[0] + near
    cut = near.find("#")
    if cut >= 0:
        near, beyond = near[: cut + 1], near[cut + 1 :] + beyond
    pieces = re.split(r"[，、]", left)
    return Sentence(pieces[-1][-_NEAR:], near[:_NEAR], "，".join(pieces[:-1])[-_FAR:], beyond[:_FAR])


def _masked(view: str, dates: Sequence[Written], i: int, low: int, high: int) -> str:
    """view[low:high] without blanks, the dates before or after dates[i] written #, other numbers 0."""
    step = -1 if high <= dates[i].start else 1
    k, spans = i + step, []
    while 0 <= k < len(dates) and dates[k].start < high and dates[k].end > low:
        spans.append((max(low, dates[k].start), min(high, dates[k].end)))
        k += step
    text, at = "", low
    for start, end in sorted(spans):
        text += view[at:start] + "#"
        at = max(at, end)
    text = _DIGITS.sub("0", _BLANK.sub("", text + view[at:high]))
    return _ASIDE.sub("", _TITLE.sub(r"《\1》", text))


def _words(s: Sentence) -> Iterator[str]:
    yield from (f"r0:{s.right[:n]}" for n in (1, 2, 3) if len(s.right) >= n)
    yield from (f"l0:{s.left[-n:]}" for n in (1, 2, 3) if len(s.left) >= n)
    if not s.right:
        yield "r0:"
    if not s.left:
        yield "l0:"
    for name, text in (("r", s.right), ("l", s.left)):
        yield from _grams(name, text)
    yield from (f"R:{text}" for text in _pairs(s.after[:24]))
    yield from (f"L:{text}" for text in _pairs(s.before[-24:]))
    classes = {
        name: [c for _, c in load_acts().find(text)]
        for name, text in zip("rlRL", (s.right, s.left, s.after, s.before), strict=True)
    }
    for name, found in classes.items():
        yield from (f"{name}c:{c}" for c in found)
    right = [c for c in classes["r"] if not c.startswith("sense:")]
    if right:
        yield f"rf:{right[0]}"
        yield f"rx:{right[-1]}"
    papers = [
        c
        for c in (*classes["r"], *classes["l"][::-1], *classes["R"], *classes["L"][::-1])
        if c.startswith(_PAPERS)
    ]
    acts = [c for c in (*classes["r"], *classes["l"]) if c.startswith("act:")] or [
        c for c in classes["R"] if c.startswith("act:")
    ]
    nearest = papers[0] if papers else ""
    if nearest:
        yield f"no:{nearest}"
    yield from (f"ao:{act}+{nearest}" for act in acts)
    who = [c for c in (*classes["l"], *classes["r"]) if c.startswith("who:")]
    yield from (f"aw:{act}+{w}" for act in acts[:3] for w in who[:2])


def _grams(name: str, text: str) -> Iterator[str]:
    yield from (f"{name}:{text[k : k + 2]}" for k in range(len(text) - 1))
    yield from (f"{name}:{text[k : k + 3]}" for k in range(len(text) - 2))


def _pairs(text: str) -> Iterator[str]:
    return (text[k : k + 2] for k in range(len(text) - 1))


def _field(paper: Paper, date: Written, field: Field | None, low: int) -> Iterator[str]:
    """The names of the field the date stands in."""
    start = paper.lines[paper.line_at(date.start)][0]
    line = paper.view[max(start, date.start - 60) : date.start]
    if not line.strip():
        line = _label_above(paper, date)
    if field is not None:
        inside = _squeezed(paper.view[max(field.start, date.start - 60) : date.start])
        names = [("f", _squeezed(field.label)), ("h", _squeezed(field.head)), ("b", _squeezed(field.beyond))]
        yield f"in:{'alone' if not inside else 'after'}"
    else:
        inside, names = "", []
    named = _FIELD.search(line.split("\t")[-1].rstrip())
    if named:
        names.append(("f" if field is None else "i", _squeezed(named[1])))
        yield f"v:{min(4, len(_squeezed(line[named.end(1) + 1 - 0 :])))}"
        head = _NAME.match(paper.view[start : date.start].lstrip())
        if head and _squeezed(head[1]) != _squeezed(named[1]):
            names.append(("g", _squeezed(head[1])))
    for name, text in names:
        short = re.sub(r"（.*?）|[（(].*$", "", text)[-10:]
        if not short:
            continue
        yield f"{name}={short}"
        if len(short) <= _SHORT:
            yield from (f"{name}w:{c}" for _, c in load_acts().find(short) if not c.startswith("sense:"))
        yield from _grams(name, f"^{short}$")
        yield from (f"{name}c:{c}" for _, c in load_acts().find(short))


def _label_above(paper: Paper, date: Written) -> str:
    """The line above where it is a field's name only (发布日期：), else nothing."""
    line = paper.line_at(date.start)
    start, end = paper.lines[line - 1] if line else (0, 0)
    above = paper.view[start:end].rstrip()
    return above if above.endswith("：") and len(above) <= _LABEL else ""


def _place(
    paper: Paper, dates: Sequence[Written], i: int, field: Field | None, own: Written | None
) -> Iterator[str]:
    """Where the date stands, how it is written, and how it compares with the date the paper bears."""
    date = dates[i]
    line = paper.line_at(date.start)
    start, end = paper.lines[line]
    alone = not paper.view[start : date.start].strip() and not paper.view[date.end : end].strip()
    last = not paper.view[date.end : end].strip(" 　。）")
    yield f"s:{date.precision}{date.side}{'T' if date.at else ''}{'?' if date.inferred else ''}"
    yield f"p:{'cell' if field else 'alone' if alone else 'last' if last else 'in'}"
    if paper.quoted(date.start):
        yield "p:quoted"
    bracket = paper.view[max(start, date.start - 12) : date.start]
    if bracket.rfind("（") > bracket.rfind("）"):
        yield "p:bracketed"
    first, final = paper.filled
    if line <= first:
        yield "p:head"
    if line >= final - 1:
        yield "p:foot"
    if alone or last:
        above = next(
            (
                paper.view[a:b].strip()
                for a, b in reversed(paper.lines[max(0, line - 3) : line])
                if paper.view[a:b].strip()
            ),
            "",
        )
        yield f"u:{_squeezed(above)[-1:]}"
        yield from (f"u:{g}" for g in _pairs(_squeezed(above)[-4:]))
        yield from (f"uc:{c}" for _, c in load_acts().find(_squeezed(above)[-14:]))
        if _SIGNER.search(_squeezed(above)):
            yield "q:signed"
    if own is None:
        yield "rl:none"
    elif own.start == date.start:
        yield "rl:own"
    else:
        yield f"rl:{'<' if date.last < own.first else '>' if date.first > own.last else '='}{'below' if date.start > own.start else ''}"
    if _allows(paper, date, field):
        later = any(_allows(paper, d, paper.field_at(d.start)) for d in dates[i + 1 : i + 6])
        yield f"p:{'allowed' if later else 'allowed-last'}"
    yield f"o:{'only' if len(dates) == 1 else 'first' if i == 0 else 'last' if i == len(dates) - 1 else 'mid'}"


def _allows(paper: Paper, date: Written, field: Field | None) -> bool:
    """Whether the date stands behind a word of consent."""
    low = (
        field.start if field else max(paper.lines[max(0, paper.line_at(date.start) - 1)][0], date.start - 40)
    )
    text = paper.view[max(low, date.start - 40) : date.start]
    return _ALLOWS.search(f"{text} ") is not None


def _squeezed(text: str) -> str:
    return _DIGITS.sub("0", re.sub(r"\s", "", text))
