"""How papers relate: cites, amends, repeals, implements; by document number or by the name of what is meant."""

import re
from collections.abc import Iterator
from unicodedata import normalize

from dossier.case import Reading
from dossier.fact import Citation, DocNumber, Fact
from index.search import Link, Relation
from language.matter import matter_of

MAKERS = frozenset({"normative_document", "government_rule", "law", "repeal_list"})
_VERSION = re.compile(
    r"（[^（）]*(?:修订|修正|修改|试行|暂行|\d{4})[^（）]*）|[（(](?:征求意见稿|草案|送审稿)[）)]"
)
_SENTENCE = "。；！？\n"
_ASIDE = r"(?:（[^（）]{0,60}）)?"
# What a sentence says of the name in it; § stands for the name.
_SAYS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (
        "repeals",
        re.compile(
            rf"废止[^，。；《]{{0,12}}§|§{_ASIDE}[^，。；]{{0,40}}(?<![未不])(?:同时|即行|予以|自行)?废止"
        ),
    ),
    (
        "amends",
        re.compile(
            rf"(?:修改|修订|修正)(?:后的)?§{_ASIDE}(?:的决定|如下|，)|[对将]§{_ASIDE}[^。；]{{0,30}}(?:修改|修订|修正)"
        ),
    ),
    (
        "implements",
        re.compile(
            r"(?:根据|依据|依照|按照|为(?:了)?(?:贯彻|实施|落实|执行))[^。；]{0,60}§[^。；]{0,160}制定"
        ),
    ),
)


def key_of(title: str) -> str:
    """The name under which others mean it: 关于印发《甲办法（试行）》的通知 → 甲办法; 中华人民共和国行政处罚法（2021修订） → 行政处罚法."""
    plain = normalize("NFKC", title).replace("(", "（").replace(")", "）")
    plain = _VERSION.sub("", plain)
    inner = matter_of(plain) if re.search(r"关于|《", plain) else ""
    return re.sub(r"[^\w]", "", inner or plain).removeprefix("中华人民共和国")


def keys_of(title: str, number: str | None) -> tuple[str, ...]:
    """Everything others may mean this paper by."""
    return tuple(dict.fromkeys(key for key in (number, key_of(title)) if key))


def links_of(reading: Reading) -> tuple[Link, ...]:
    """What the paper says of others, each once; what it amends, repeals or implements it cites as well."""
    own = {key_of(reading.title)} if reading.title else set()
    found: dict[Link, None] = {}
    for fact in reading.facts:
        key = _key(fact)
        if key and key not in own:
            found[Link(relation="cites", key=key)] = None
            if reading.label.kind in MAKERS:
                found |= {Link(relation=relation, key=key): None for relation in _said(reading, fact)}
    return tuple(found)


def _key(fact: Fact) -> str | None:
    match fact.value:
        case Citation(law=law):
            return key_of(law)
        case DocNumber(role="cited", normal=normal):
            return normal
    return None


def _said(reading: Reading, fact: Fact) -> Iterator[Relation]:
    """Relations the sentence around the fact states."""
    if fact.span is None:
        return
    text, start, end = reading.document.text, fact.span.start, fact.span.end
    first = max(text.rfind(stop, max(start - 200, 0), start) for stop in _SENTENCE) + 1
    last = min((at for stop in _SENTENCE if (at := text.find(stop, end, end + 200)) >= 0), default=end + 200)
    sentence = text[max(first, start - 200) : start] + "§" + text[end:last]
    for relation, pattern in _SAYS:
        if pattern.search(sentence):
            yield relation
