"""What a paper says becomes of other documents: repeal clauses, deciding papers, lists of a clean-up (清理目录)."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby
from typing import NamedTuple

from dossier.fact import Change
from extractors.paper import Field, Found, Paper
from knowledge.changes import Changes, What, load_changes
from language.numbers import find_numbers

_NAME = re.compile(r"《((?:[^《》]|《[^《》]*》){2,120})》")
_SENTENCE = re.compile(r"[^。；;\n]+")
_ASIDE = re.compile(r"\s*[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]")
_LINK = re.compile(r"(?:[\s，、和及与]|以及|(?:等)?[^《》。；，]{0,8}(?:文件|规定|办法|通知)?)*")
_ITEM = re.compile(
    r"(?m)^[ \t　]*(?:\d{1,3}|[（(]?[一二三四五六七八九十]{1,3}[）)]?)[.．、)）]?[ \t　]*(?P<name>[^\n]{5,140})$"
)
_LISTS = re.compile("废止|失效|清理|有效|修改|修订")
_HEADING, _LEAD = 60, 160
_YEAR = re.compile(r"[\d〇○零一二三四五六七八九]{4}")
_FAR = 40
_SCORE, _LISTED = 0.93, 0.9


class _Named(NamedTuple):
    """A document named in a sentence: offsets of its 《》, where its number in brackets ends, name and number."""

    start: int
    end: int
    name: str
    number: str | None


class _Verb(NamedTuple):
    start: int
    end: int
    what: What
    before: bool  # “废止《甲》”: stands before the names it speaks of


def find_changes(paper: Paper) -> Iterator[Found]:
    """Changes of one paper, in text order.

    >>> from extractors.paper import paper
    >>> text = "本办法自2024年3月1日起施行。《甲县停车管理办法》（甲政发〔2015〕3号）同时废止。"
    >>> [(f.value.what, f.value.name, f.value.number) for f in find_changes(paper(text, kind="normative_document"))]
    [('repealed', '甲县停车管理办法', '甲政发〔2015〕3号')]
    """
    words = load_changes()
    if paper.kind not in words.papers:
        return
    found = [*_told(paper, words)]
    if paper.kind == "repeal_list" or _LISTS.search(paper.title):
        found += [*_rows(paper, words), *_items(paper, words)]
    told: dict[tuple[int, str], Found] = {}
    for item in sorted(found, key=_dated_first):
        assert isinstance(item.value, Change)
        told.setdefault((item.start, item.value.what), item)
    yield from told.values()


def _dated_first(found: Found) -> tuple[int, bool]:
    assert isinstance(found.value, Change)
    return found.start, found.value.day is None


def _told(paper: Paper, words: Changes) -> Iterator[Found]:
    """Changes told in sentences."""
    for match in _SENTENCE.finditer(paper.view):
        text, at = match[0], match.start()
        if "《" not in text:
            continue
        named, low = list(_names(text)), 0
        for verb in _verbs(text, words):
            for name in _meant(text, [n for n in named if n.start >= low], verb, words):
                what = verb.what
                if what in ("repealed", "expired") and words.part.search(_behind(text, named, name, verb)):
                    what = "amended"
                day = _day(paper, at, verb, name)
                value = Change(what=what, name=name.name, number=name.number, day=day)
                yield Found(at + name.start, at + name.end, value, _SCORE)
            low = verb.end


def _behind(text: str, named: list[_Named], name: _Named, verb: _Verb) -> str:
    """What follows a name up to the next one or the verb: “中有关……的规定”, “第五条”."""
    edge = len(text) if verb.before else verb.start
    return text[name.end : min((n.start for n in named if n.start >= name.end), default=edge)][:_FAR]


def _names(text: str) -> Iterator[_Named]:
    for match in _NAME.finditer(text):
        aside = _ASIDE.match(text, match.end())
        numbers = find_numbers(aside[1]) if aside else []
        end = aside.end() if aside else match.end()
        yield _Named(match.start(), end, _bare(match[1]), numbers[0].normal if numbers else None)


def _bare(name: str) -> str:
    return re.sub(r"\s", "", name)


@cache
def _patterns() -> tuple[tuple[What, bool, re.Pattern[str]], ...]:
    found = [(c.what, False, p) for c in load_changes().change for p in c.after]
    return tuple(found + [(c.what, True, p) for c in load_changes().change for p in c.before])


def _verbs(text: str, words: Changes) -> list[_Verb]:
    """What is said to happen, outside of 《》, the longest words at a place; plans and denials left out."""
    closed = _NAME.sub(lambda m: "《" + "　" * (len(m[0]) - 2) + "》", text)
    found: list[_Verb] = []
    for what, before, pattern in _patterns():
        for match in pattern.finditer(closed):
            stands_before = bool(re.match(r"\s*《", closed[match.end() :]))
            if before == stands_before and not words.doubtful.search(closed[: match.start()].rstrip()):
                found.append(_Verb(match.start(), match.end(), what, before))
    found.sort(key=lambda v: (v.start, -v.end))
    kept: list[_Verb] = []
    for verb in found:
        if not kept or verb.start >= kept[-1].end:
            kept.append(verb)
    return kept


def _meant(text: str, named: list[_Named], verb: _Verb, words: Changes) -> list[_Named]:
    """The documents a verb speaks of: a run of names next to it."""
    run: list[_Named] = []
    if verb.before:
        edge = verb.end
        for name in (n for n in named if n.start >= verb.end):
            if not _LINK.fullmatch(text[edge : name.start]):
                break
            run.append(name)
            edge = name.end
        return run
    edge = verb.start
    for name in reversed([n for n in named if n.end <= verb.start]):
        gap = text[name.end : edge]
        near = len(gap) <= _FAR and "。" not in gap and not re.search(r"规定的|所称|[》]", gap)
        if not (near if edge == verb.start else _LINK.fullmatch(gap)):
            break
        if words.cited.search(text[: name.start]):
            break
        run.append(name)
        edge = name.start
    return run


def _day(paper: Paper, at: int, verb: _Verb, name: _Named) -> date | None:
    """The day stated for the change: “自…起废止”, “自…起，废止《甲》”, “延长至…”."""
    for written in paper.dates:
        start, end = written.start - at, written.end - at
        if (
            written.first != written.last
            or end < 0
            or not _YEAR.search(paper.view[written.start : written.end])
        ):
            continue  # “自同日起” is the day this paper comes into force, whatever date stands nearest
        if verb.what == "extended":
            fits = 0 <= start - verb.end <= 2
        elif verb.before:
            fits = 0 <= verb.start - end <= 6 and paper.view[at + end : at + end + 1] == "起"
        else:
            fits = start >= name.end and 0 <= verb.start - end <= 8
        if fits:
            return written.first
    return None


def _rows(paper: Paper, words: Changes) -> Iterator[Found]:
    """Rows of a list: the column of names, that of results or the heading above, a number where one stands."""
    for _, group in groupby(paper.fields, key=lambda field: field.row):
        row = list(group)
        name = next((f for f in row if words.names.search(f.head) and f.head != _text(paper, f)), None)
        if name is None:
            continue
        what = _result(paper, row, words) or _section(paper, name.row[0], words)
        text = _text(paper, name)
        if what is None or len(text) < 5:
            continue
        inner = _NAME.fullmatch(text)
        numbers = [n.normal for f in row for n in find_numbers(paper.view[f.start : f.end])]
        value = Change(what=what, name=inner[1] if inner else text, number=numbers[0] if numbers else None)
        yield Found(name.start, name.end, value, _LISTED)


def _text(paper: Paper, field: Field) -> str:
    return _bare(paper.view[field.start : field.end])


def _result(paper: Paper, row: list[Field], words: Changes) -> What | None:
    for field in row:
        if words.results.search(field.head):
            text = _text(paper, field)
            return next((c.what for c in words.change if c.result.fullmatch(text)), None)
    return None


def _section(paper: Paper, at: int, words: Changes) -> What | None:
    """What the nearest heading above says of all that stands below it; None where it says two things."""
    for low, high in reversed(paper.lines[: paper.line_at(at)]):
        line = paper.view[low:high].strip()
        heads = len(line) <= _HEADING and re.search(r"目录|清单|一览表|文件|规章", line)
        leads = len(line) <= _LEAD and line.endswith(("：", ":"))
        if paper.field_at(low) is not None or _NAME.search(line) or not (heads or leads):
            continue
        said = [c.what for c in words.change if c.heading.search(line)]
        if said:
            return said[0] if len(said) == 1 else None
    return None


def _items(paper: Paper, words: Changes) -> Iterator[Found]:
    """Numbered lines below a heading: “3. 甲县人民政府关于……的通知（甲政发〔2015〕3号）”."""
    for match in _ITEM.finditer(paper.view):
        start, text = match.start("name"), match["name"]
        if paper.field_at(start) is not None:
            continue
        numbers = find_numbers(text)
        quoted = _NAME.match(text)
        if not quoted and not (numbers and numbers[0].start > 4):
            continue
        what = _section(paper, match.start(), words)
        if what is None:
            continue
        name = quoted[1] if quoted else re.sub(r"[（(]?\s*$", "", text[: numbers[0].start])
        value = Change(what=what, name=_bare(name), number=numbers[0].normal if numbers else None)
        yield Found(start, start + len(text.rstrip()), value, _LISTED)
