"""What tells two events of one code apart: the item of a meeting, the round of a consultation, who was served."""

import re
from itertools import pairwise

from extractors.paper import Paper
from language.dates import Written
from language.names import type_of
from language.numbers import find_numbers

_ITEM = re.compile(
    r"^[ \u3000]*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、．](?!\d)|会议(?:审议|讨论|研究|听取|通过|原则))",
    re.M,
)
_NAME = re.compile(r"《([^《》\n]{2,60}(?:〈[^〈〉\n]{1,60}〉[^《》\n]{0,30})?)》")
_DEALT = re.compile(r"审议|讨论|研究|通过|同意|听取")
_ROUND = re.compile(r"第([二三四五])(?:次|轮)|(再次|二次)")
_RECIPIENT = re.compile(
    r"(?:受送达人|被送达人|受送达单位)(?:名称|（[^（）\n]{0,16}）)?\s*(?:：|\t|\n)\s*(?P<name>[一-鿿A-Za-z0-9（）·某*]{2,50})"
)
_SERVICE = frozenset(
    [
        "notice_served",
        "served",
        "hear_notice_served",
        "demand_served",
        "reg_save",
        "reg_dispose",
        "seize",
        "seize_end",
        "extension_told",
        "test_told",
        "lic_served",
    ]
)
_MEASURE = frozenset(("seize", "seize_due", "seize_end"))


def abouts(
    paper: Paper, code: str, date: Written, known: dict[str, tuple[str | None, ...]]
) -> tuple[str | None, ...]:
    """What the event is about; several for a meeting that dealt with several papers, (None,) where nothing tells.

    `known` keeps what the whole paper tells of a code, so that it is read once however many dates there are.
    """
    if code == "disclosed":
        return (_platform(paper, date),)
    if code not in known:
        known[code] = _of_paper(paper, code)
    return known[code]


def _of_paper(paper: Paper, code: str) -> tuple[str | None, ...]:
    if code == "meeting" and paper.kind == "meeting_minutes":
        return items(paper) or (None,)
    if code in ("consult_open", "consult_close", "consult_posted"):
        return (_round(paper),)
    if paper.kind == "service_receipt" and code in _SERVICE:
        return (_recipient(paper),)
    if code in _MEASURE:
        return (_measure(paper),)
    return (None,)


def items(paper: Paper) -> tuple[str, ...]:
    """The papers a meeting dealt with, by the 《》 of each item; in order, each once."""
    starts = [m.start() for m in _ITEM.finditer(paper.view)]
    found: list[str] = []
    for start, end in pairwise([*starts, len(paper.view)]):
        piece = paper.view[start:end]
        if not _DEALT.search(piece[:200]):
            continue
        name = _NAME.search(piece[:200])
        if name:
            found.append(re.sub(r"\s", "", name[1]))
    return tuple(dict.fromkeys(found))


def _round(paper: Paper) -> str | None:
    """第二次 and so on, by the paper's title."""
    match = _ROUND.search(paper.title)
    return None if match is None else f"第{match[1] or '二'}次"


def _recipient(paper: Paper) -> str | None:
    """Who was served, by the receipt's field."""
    match = _RECIPIENT.search(paper.view)
    return match["name"] if match and type_of(match["name"]) != "unknown" else None


def _platform(paper: Paper, date: Written) -> str | None:
    """Where a decision was published: the cell before, in a row that names a site or system."""
    field = paper.field_at(date.start)
    if field is None:
        return None
    row = [f for f in paper.fields if f.row == field.row and f.end <= field.start]
    texts = [re.sub(r"\s", "", paper.text[f.start : f.end]) for f in row]
    return next(
        (text for text in texts if re.search(r"网|系统|平台$|专栏|信用", text) and len(text) > 4), None
    )


def _measure(paper: Paper) -> str | None:
    """The number of the decision that sealed or seized: the paper's own, in a release the one it cites."""
    numbers = [n.normal for n in find_numbers(paper.view) if n.form == "year"]
    released = paper.kind == "coercion_release" and len(numbers) > 1
    return None if not numbers else numbers[1] if released else numbers[0]
