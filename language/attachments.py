"""Attachments a paper names below its text (附件：1. …) and those that follow it (附件1 ⏎ …)."""

import re
from typing import NamedTuple

_FIRST = re.compile(r"^[ \t\u3000]*附[ \u3000]?件[ \u3000]?[：:][ \t\u3000]*(?P<rest>\S[^\n]*)$", re.M)
_ITEM = re.compile(r"^[ \t\u3000]*(?P<n>\d{1,2})[.．、][ \t\u3000]*(?P<name>\S[^\n]*)$")
_INNER = re.compile(r"(?<=[ \u3000])(?P<n>\d{1,2}[.．、])")  # several on one line
_NUMBER = re.compile(r"^(?P<n>\d{1,2})[.．、][ \t\u3000]*")
_HEADING = re.compile(
    r"^[ \t\u3000]*附[ \u3000]?件[ \u3000]?(?P<n>\d{1,2}|[一二三四五六七八九十])?[ \t\u3000]*[：:]?[ \t\u3000]*$",
    re.M,
)
_TAIL = re.compile(
    r"[。；;，,]+$|[（(](?:略|另附|另发|见附件|此件公开发布)[）)]$|\.(?:docx?|pdf|wps|xlsx?|ofd|zip|rar)$",
    re.I,
)
_MOST = 40
_LINES = 6


class Attachment(NamedTuple):
    """A named attachment, or one that follows, with where its name stands: text[start:end]."""

    start: int
    end: int
    name: str


def named(text: str) -> list[Attachment]:
    """What the list below the text names; an only attachment has no number.

    >>> [a.name for a in named("附件：1. 甲县养犬办法\\n　　2. 申请表\\n\\n甲县人民政府")]
    ['甲县养犬办法', '申请表']
    >>> [a.name for a in named("附件：1.甲县养犬办法　2.说明")]
    ['甲县养犬办法', '说明']
    """
    first = _FIRST.search(text)
    if first is None:
        return []
    cuts = [
        first.start("rest"),
        *(first.start("rest") + m.start("n") for m in _INNER.finditer(first["rest"])),
    ]
    ends = [*cuts[1:], first.end()]
    found = [_attachment(text, start, end) for start, end in zip(cuts, ends, strict=True)]
    at = first.end() + 1
    while _NUMBER.match(first["rest"]) and len(found) < _MOST and at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        item = _ITEM.match(text[at:end])
        if item is None:
            break
        found.append(_attachment(text, at + item.start("name"), end))
        at = end + 1
    return [item for item in found if len(item.name) > 1]


def _attachment(text: str, start: int, end: int) -> Attachment:
    number = _NUMBER.match(text[start:end])
    start += number.end() if number else 0
    name = text[start:end].strip()
    while _TAIL.search(name):
        name = _TAIL.sub("", name).strip()
    return Attachment(start, start + len(text[start:end].rstrip()), name)


def following(text: str) -> list[Attachment]:
    """Attachments that follow in the same text, by the line below their heading.

    >>> [a.name for a in following("正文\\n附件1\\n\\n甲县养犬办法\\n第一条")]
    ['甲县养犬办法']
    """
    found: list[Attachment] = []
    for heading in list(_HEADING.finditer(text))[:_MOST]:
        at = heading.end()
        for _ in range(_LINES):
            end = text.find("\n", at + 1)
            end = len(text) if end < 0 else end
            if text[at:end].strip():
                start = at + len(text[at:end]) - len(text[at:end].lstrip())
                found.append(Attachment(start, end, text[start:end].strip()))
                break
            at = end
    return found
