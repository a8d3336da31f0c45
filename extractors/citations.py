"""Laws and papers cited in 《》, with article, paragraph and item where stated."""

import re
from collections.abc import Iterator
from datetime import date

from dossier.fact import Citation
from extractors.paper import Found, Paper
from extractors.signature import own_date
from knowledge.laws import edition_on, law_named

_N = r"[一二三四五六七八九十百零〇\d]{1,6}"
_ARTICLE = (
    rf"第{_N}条(?:之[一二三四五六七八九十])?(?:第{_N}款)?(?:第[（(]?{_N}[）)]?项)?(?:第[（(]?{_N}[）)]?目)?"
)
_FURTHER = rf"第{_N}款(?:第[（(]?{_N}[）)]?项)?|第[（(]?{_N}[）)]?项"
_LINK = r"\s*(?:、|和|及|以及|与|，|至)\s*"
_ARTICLES = re.compile(rf"{_ARTICLE}(?:{_LINK}(?:{_ARTICLE}|{_FURTHER}))*")
_ONE = re.compile(rf"{_ARTICLE}|{_FURTHER}")
_ASIDE = re.compile(r"\s*（(?P<in>[^（）]{1,80}(?:（[^（）]{1,30}）[^（）]{0,40})?)）")
_VERSION = re.compile(r"(?P<y>(?:19|20)\d\d)\s*年?[^，。；]{0,12}?(?P<how>修订|修正|修改)")
_SHORT = re.compile(r"以下(?:统)?简称[：:]?\s*[《“\"]?(?P<name>[^》”\"）]{2,40})")
_SAME = re.compile(r"(?:该|同|上述|前述|前引)(?:法|条例|办法|规定|细则)(?=\s*第)")
_BY_DATE = "按文书日期"


def find_citations(paper: Paper) -> Iterator[Found]:
    """Citations of one paper, in text order: one for each article, one for a name without.

    A short name (以下简称《证券法》) is resolved to the name it stands for, 该法第五条 to the law named before. Where the
    citation tells no version and we hold the law's history, it is the text in force on the paper's own date.
    """
    found = sorted([*_named(paper), *_again(paper)], key=lambda f: f.start)
    own = own_date(paper, paper.dates) if found else None
    yield from (_in_force(item, own.first if own else None) for item in found)


def _in_force(found: Found, day: date | None) -> Found:
    """The citation with its law's usual name and the text in force that day, which its `by` tells apart from a stated one."""
    value = found.value
    assert isinstance(value, Citation)
    law = law_named(value.law)
    if law is None:
        return found
    label = edition_on(law, day) if day and not value.version else None
    value = value.model_copy(update={"law": law.name, "version": value.version or label})
    return found._replace(value=value, by=_BY_DATE if label else found.by)


def _again(paper: Paper) -> Iterator[Found]:
    """该法第五条, 同法第六条: articles of the law named last in the paragraph."""
    view = paper.view
    for match in _SAME.finditer(view):
        low = view.rfind("\n", 0, match.start()) + 1
        names = [view[s + 1 : e - 1] for s, e in _names(view[low : match.start()], low, view)]
        articles = _ARTICLES.match(view, match.end())
        if not names or articles is None:
            continue
        for end, words in _separate(articles):
            yield Found(match.start(), end, Citation(law=re.sub(r"\s", "", names[-1]), article=words), 0.9)


def _named(paper: Paper) -> Iterator[Found]:
    """Citations by name.

    The short names given on the way count from there on.
    """
    short: dict[str, str] = {}
    view = paper.view
    told = 0
    for start, end in _names(view, 0, view):
        if start < told:
            continue  # the short name itself, in the brackets that give it
        name = re.sub(r"\s", "", view[start + 1 : end - 1])
        at = end
        version = None
        aside = _ASIDE.match(view, at)
        if aside:
            at = aside.end()
            years = _VERSION.search(aside["in"])
            version = f"{years['y']}{years['how']}" if years else None
            called = _SHORT.search(aside["in"])
            if called:
                short[called["name"]] = name
                told = at
        law = short.get(name, name)
        articles = _ARTICLES.match(view, at)
        if not articles:
            yield Found(start, end, Citation(law=law, version=version), 0.95)
            continue
        for match in _separate(articles):
            value = Citation(law=law, article=match[1], version=version)
            yield Found(start, match[0], value, 0.97)


def _names(part: str, offset: int, view: str) -> Iterator[tuple[int, int]]:
    """Offsets in the view of the outermost 《…》 of a part of it, at most 120 characters of one paragraph."""
    at, stop = view.find("《", offset), offset + len(part)
    while 0 <= at < stop:
        close = _closing(view, at)
        if close is None:
            at = view.find("《", at + 1)
            continue
        yield at, close
        at = view.find("《", close)


def _closing(view: str, at: int) -> int | None:
    depth = 0
    for i in range(at, min(len(view), at + 124)):
        if view[i] == "《":
            depth += 1
        elif view[i] == "》":
            depth -= 1
            if depth == 0:
                return i + 1
        elif view[i] == "\n" and view[i + 1 : i + 2] == "\n":
            return None
    return None


def _separate(articles: re.Match[str]) -> Iterator[tuple[int, str]]:
    """End and full wording of each article of a list: 第三十七条第一款、第二款第（一）项 names two."""
    article = ""
    for match in _ONE.finditer(articles.string, articles.start(), articles.end()):
        words = re.sub(r"\s", "", match[0]).replace("(", "（").replace(")", "）")
        if "条" in words:
            article = words[: words.index("条") + 1]
            paragraph = re.match(rf"第{_N}款", words[len(article) :])
            base = article + (paragraph[0] if paragraph else "")
        else:
            words = (article if "款" in words else base) + words
        yield match.end(), words
