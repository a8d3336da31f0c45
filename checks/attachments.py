"""Attachments named against attachments present (rules.md §8.1): in the paper itself, or as papers of the file."""

import re
from itertools import pairwise

from checks.case import Case
from checks.context import Context
from checks.papers import names
from checks.sides import Laid, Pair, Stated
from dossier.case import Reading, Rule
from language.attachments import Attachment, following, named

_PLAIN = re.compile(r"[^\w]|征求意见稿|送审稿|草案|修订")


def attachments(rule: Rule, case: Case, context: Context) -> Laid:
    """Each named attachment with what it is found as; what is not found is told as missing, what is named otherwise as a doubt."""
    stated: list[Stated] = []
    doubts: list[Pair] = []
    missing: list[Stated] = []
    titles = {_plain(r.title): r for r in case.dossier.readings if r.title}
    for reading in case.of_kinds(names(rule, "papers")):
        listed = named(reading.document.text)
        present = following(reading.document.text)
        for i, item in enumerate(listed):
            told = _stated(reading, item)
            like = [(_share(item.name, other.name), other) for other in present]
            share, nearest = max(like, key=lambda pair: pair[0], default=(0.0, None))
            if share >= _SAME or _plain(item.name) in titles:
                stated += (told, told)
            elif len(present) == len(listed):
                doubts.append((told, _stated(reading, present[i])))
            elif nearest is not None and share >= _LIKE:
                doubts.append((told, _stated(reading, nearest)))
            else:
                missing.append(told)
    return Laid("附件", tuple(stated), (), tuple(doubts), tuple(missing))


_SAME, _LIKE = 0.9, 0.5


def _stated(reading: Reading, item: Attachment) -> Stated:
    return Stated(f"“{item.name}”", reading, reading.document.place(item.start, item.end))


def _plain(name: str) -> str:
    return _PLAIN.sub("", name)


def _share(one: str, other: str) -> float:
    """How much of the shorter name's pairs of characters the longer one has."""
    a, b = (set(pairwise(_plain(name))) for name in (one, other))
    return len(a & b) / min(len(a), len(b)) if a and b else float(_plain(one) == _plain(other))
