"""Laws and papers cited in 《》, with article, paragraph and item where stated."""

import re
from collections.abc import Iterator

from dossier.fact import Citation
from extractors.paper import Found, Paper

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
_CLOSE = {"《": "》", "〈": "〉"}


def find_citations(paper: Paper) -> Iterator[Found]:
    """Citations of one paper, in text order: one for each article, one for a name without.

    A short name (以下简称《证券法》) is resolved to the name it stands for.
    """
    short: dict[str, str] = {}
    view = paper.view
    told = 0
    for start, end in _names(view):
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


def _names(view: str) -> Iterator[tuple[int, int]]:
    """Offsets of outermost 《…》, at most 120 characters of one paragraph."""
    at = view.find("《")
    while at >= 0:
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
