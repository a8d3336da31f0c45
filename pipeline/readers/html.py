"""Saved web pages: text, tables and the lines around them that carry dates, sources and index numbers.

Menus, breadcrumbs and page feet are kept as headers and footers, so they stay out of the text but are
not lost; scripts, styles and hidden parts are dropped.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from re import compile as regex
from typing import TYPE_CHECKING, Literal, NamedTuple

from dossier.document import Block, Cell, Line, Page
from dossier.errors import ReadError
from language.normal import lookalikes
from pipeline.readers.encoding import decode
from pipeline.readers.files import read_bytes
from pipeline.readers.options import Options

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

Kind = Literal["title", "text", "header", "footer"]

_CHARSET = regex(rb"""charset\s*=\s*["']?\s*([\w-]+)""")
_SPACE = regex(r"[ \t\r\n\f\xa0]+")
_DAY = regex(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")
_STATES_DAY = regex(r"(?:发布|公布|发稿)(?:日期|时间)[：:]?\s*\d{4}")
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden")
_FOOT = regex(r"\b(?:footer|foot|copyright|bottom-?nav)\b")
# fmt: off
_DROPPED = frozenset((
    "script", "style", "noscript", "template", "iframe", "svg", "canvas", "object", "embed", "head", "button",
    "select", "option", "input", "textarea", "audio", "video", "map", "-comment",
))
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
))
# fmt: on
_DEEPEST = 25_000  # elements within elements; about a second to parse
_TAG = regex(r"<(/?)([a-zA-Z][^\s/>]{0,20})")
_NOT_NESTED = frozenset((  # have no content, or are ended by the next of their kind
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
))  # fmt: skip
_TITLES = frozenset(("h1", "h2"))
_LISTS = frozenset(("div", "ul", "ol", "dl", "nav", "section", "header", "p", "td"))
_CRUMBS = ("当前位置", "您的位置", "您当前的位置", "您现在的位置", "你的位置")
_MENU_LINKS = 4  # links: fewer are references in a text
_MENU_WORDS = 9  # characters of a link on average: menus have short ones, lists of papers long ones
_LONG_CELL = 1200  # characters: a table that holds such a cell lays out a page
_PUBLISHED = ("pubdate", "publishdate", "publish_date", "article:published_time")


def read_html(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page without geometry. Raises ReadError: unknown_format."""
    yield from pages_of_source(page_text(read_bytes(path, options.limits)), pages, options)


def read_mht(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """A web page saved in one file (MHT): its first HTML part. Raises ReadError: unknown_format, damaged."""
    from email import message_from_bytes, policy

    message = message_from_bytes(read_bytes(path, options.limits), policy=policy.default)
    part = next((p for p in message.walk() if p.get_content_type() == "text/html"), None)
    data = part.get_payload(decode=True) if part is not None else None
    if not isinstance(data, bytes):
        raise ReadError("damaged", "网页存档（MHT）里没有网页正文。请在浏览器中另存为 PDF 后重试。")
    yield from pages_of_source(page_text(data), pages, options)


def page_text(data: bytes) -> str:
    """The source text of a page, by the charset it declares, else by its bytes."""
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared=declared.group(1).decode("ascii", "ignore") if declared else None)
    if text is None:
        raise ReadError("unknown_format", "认不出网页的文字编码。请在浏览器中另存为 PDF 后重试。")
    return text


def pages_of_source(source: str, pages: range | None, options: Options) -> Iterator[Page]:
    """The one page that a source text of HTML makes."""
    from selectolax.lexbor import LexborHTMLParser

    if _is_too_deep(source):
        raise ReadError(
            "too_deep", "网页的标签层层嵌套，可能是恶意构造，已拒绝读取。请在浏览器中另存为 PDF 后重试。"
        )
    tree = LexborHTMLParser(source)
    walk = _Walk(measure(tree.body) if tree.body is not None else {})
    if tree.body is not None:
        walk.visit(tree.body)
    text = walk.text()
    published, doubt = _published(tree, text)
    blocks = (*_titled(tree, text), *published, *walk.blocks())
    if pages is None or 1 in pages:
        empty = () if text else ("网页中没有文字（可能由脚本在浏览时加载），请在浏览器中另存为 PDF",)
        yield Page(
            source=options.source,
            number=1,
            width=0,
            height=0,
            engine="html",
            reason="网页文件",
            grade="good" if text else "poor",
            notes=(*empty, *doubt),
            blocks=blocks,
        )


def _is_too_deep(source: str) -> bool:
    """Do elements nest beyond what a page needs? A parser's time grows with the square of the depth."""
    depth = 0
    for tag in _TAG.finditer(source):
        if tag[2].lower() not in _NOT_NESTED:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            if depth > _DEEPEST:
                return True
    return False


class _Walk:
    """Lines and tables gathered while walking; without recursion, since pages nest without bound."""

    def __init__(self, sizes: dict[int, "Size"]) -> None:
        self._sizes = sizes
        self._parts: list[tuple[Kind, str] | Block] = []
        self._line: list[str] = []
        self._kinds: list[Kind] = ["text"]

    def visit(self, root: "LexborNode") -> None:
        todo: list[tuple[LexborNode | None, str]] = [(root, "open")]
        while todo:
            node, what = todo.pop()
            if what != "open" or node is None:
                self._close(what)
                continue
            children = self._open(node)
            if children is None:
                continue
            if node.tag in _BLOCKS:
                todo.append((None, "pop" if children == "marked" else "end"))
            todo += [(child, "open") for child in reversed(_children(node))]
        self._flush()

    def _open(self, node: "LexborNode") -> str | None:
        """Take a node in; None where its children are done with, “marked” where they are of another kind."""
        tag = str(node.tag)
        if tag == "-text":
            self._line.append(node.text(deep=False))
            return None
        if tag in _DROPPED or _hidden(node):
            return None
        if tag == "br":
            self._flush()
            return None
        if tag in _BLOCKS:
            self._flush()
        if tag == "table" and is_data(node):
            self._parts.append(Block(kind="table", cells=tuple(cells(node))))
            return None
        kind = _kind(node, self._sizes.get(node.mem_id, _NOTHING))
        if kind is not None:
            self._kinds.append(kind)
            return "marked"
        return "plain"

    def _close(self, what: str) -> None:
        self._flush()
        if what == "pop":
            self._kinds.pop()

    def _flush(self) -> None:
        text = tidy("".join(self._line))
        self._line = []
        if text:
            self._parts.append((self._kinds[-1], text))

    def blocks(self) -> Iterator[Block]:
        """Neighbouring lines of a kind together."""
        for kind, group in groupby(self._parts, key=lambda p: None if isinstance(p, Block) else p[0]):
            if kind is None:
                yield from (part for part in group if isinstance(part, Block))
            else:
                lines = tuple(Line(text=part[1]) for part in group if not isinstance(part, Block))
                yield Block(kind=kind, lines=lines)

    def text(self) -> str:
        """All that was gathered, to see whether something stands in it."""
        lines = [p[1] for p in self._parts if not isinstance(p, Block)]
        tables = [c.text for p in self._parts if isinstance(p, Block) for c in p.cells]
        return "".join("".join((*lines, *tables)).split())


def _children(node: "LexborNode") -> list["LexborNode"]:
    made, child = [], node.child
    while child is not None:
        made.append(child)
        child = child.next
    return made


def tidy(text: str) -> str:
    """White space as a browser shows it."""
    return lookalikes(_SPACE.sub(" ", text)).strip(" \u3000\u200b\ufeff")


def _hidden(node: "LexborNode") -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


class Size(NamedTuple):
    """What stands within a node: characters, links, characters of links, and the first words."""

    text: int = 0
    links: int = 0
    linked: int = 0
    start: str = ""


_NOTHING = Size()


def measure(root: "LexborNode") -> dict[int, Size]:
    """Sizes of all nodes in one pass from the leaves up, so that no nesting makes it slow."""
    sizes: dict[int, Size] = {}
    todo: list[tuple[LexborNode, list[LexborNode] | None]] = [(root, None)]
    while todo:
        node, children = todo.pop()
        if children is None:
            children = [] if node.tag in _DROPPED else _children(node)
            todo.append((node, children))
            todo += [(child, None) for child in children]
        else:
            sizes[node.mem_id] = _size(node, [sizes[child.mem_id] for child in children])
    return sizes


def _size(node: "LexborNode", parts: list[Size]) -> Size:
    if node.tag == "-text":
        words = "".join(node.text(deep=False).split())
        return Size(len(words), 0, 0, words[:8])
    text = sum(part.text for part in parts)
    start = "".join(part.start for part in parts[:4])[:8]
    if node.tag == "a" and text:
        return Size(text, 1, text, start)
    return Size(text, sum(part.links for part in parts), sum(part.linked for part in parts), start)


def _kind(node: "LexborNode", size: Size) -> Kind | None:
    """Another kind than the surroundings': a heading, a menu, the page's foot."""
    tag = str(node.tag)
    if tag in _TITLES:
        return "title"
    named = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}".lower()
    if tag == "footer" or (tag in ("div", "section") and _FOOT.search(named)):
        return "footer" if size.text < _LONG_CELL else None
    if tag == "nav" or (tag in _LISTS and _is_menu(size)):
        return "header"
    return None


def _is_menu(size: Size) -> bool:
    """Mostly links, several, of a few characters each: menus and breadcrumbs."""
    if size.links < 2 or size.linked > _MENU_WORDS * size.links:
        return False
    if size.start.startswith(_CRUMBS) and size.linked * 3 > size.text:
        return True
    return size.links >= _MENU_LINKS and size.linked > 0.6 * size.text


# ── tables ────────────────────────────────────────────────────────────────────────────────────────


def is_data(table: "LexborNode") -> bool:
    """A table of data: two rows or columns at least, no table within, no cell as long as a page."""
    if any(t.mem_id != table.mem_id for t in table.css("table")) or table.css_first("h1, h2, h3") is not None:
        return False
    rows = [_row_cells(row) for row in table.css("tr")]
    held = [cell for row in rows for cell in row]
    if len(held) < 2 or max(map(len, rows)) < 2:
        return False
    return all(len(cell.text(deep=True)) < _LONG_CELL for cell in held)


def _row_cells(row: "LexborNode") -> list["LexborNode"]:
    return [child for child in _children(row) if child.tag in ("td", "th")]


def cells(table: "LexborNode") -> Iterator[Cell]:
    """Cells at their row and column; `rowspan` and `colspan` push those after them aside."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(table.css("tr")):
        column = 0
        for node in _row_cells(row):
            while (r, column) in taken:
                column += 1
            down, across = _span(node, "rowspan"), _span(node, "colspan")
            taken |= {(r + i, column + j) for i in range(down) for j in range(across)}
            yield Cell(row=r, column=column, rows=down, columns=across, lines=_cell_lines(node))
            column += across


def _span(node: "LexborNode", name: str) -> int:
    given = (node.attributes.get(name) or "1").strip()
    return min(max(int(given), 1), 500) if given.isascii() and given.isdigit() else 1


def _cell_lines(node: "LexborNode") -> tuple[Line, ...]:
    walk = _Walk({})
    for child in _children(node):
        walk.visit(child)
    lines = tuple(line for block in walk.blocks() for line in block.lines)
    return lines or (Line(text=""),)


# ── what the head of the page says ────────────────────────────────────────────────────────────────


def _titled(tree: "LexborHTMLParser", text: str) -> list[Block]:
    """The page's title, where the text does not hold it."""
    title = _title(tree)
    held = not title or "".join(title.split()) in text
    return [] if held else [Block(kind="title", lines=(Line(text=title),))]


def _published(tree: "LexborHTMLParser", text: str) -> tuple[list[Block], list[str]]:
    """The day of publication, where the text states none; a remark where it states another."""
    stated = _meta(tree, _PUBLISHED)
    day = _DAY.search(stated)
    if day is None or _has_day(text, *map(int, day.groups())):
        return [], []
    if _STATES_DAY.search(text):
        return [], [f"网页头部信息写的发布日期是 {stated}，正文里没有这一天"]
    return [Block(kind="text", lines=(Line(text=f"发布日期：{stated}"),))], []


def _title(tree: "LexborHTMLParser") -> str:
    """The paper's own title: sites put their name behind a dash or bar."""
    named = _meta(tree, ("articletitle",))
    node = tree.css_first("title")
    whole = named or (tidy(node.text(deep=True)) if node is not None else "")
    first = next((part.strip() for part in regex(r"[_|]|\s[-–—]\s?|-{2}").split(whole) if part.strip()), "")
    return first or whole


def _meta(tree: "LexborHTMLParser", names: tuple[str, ...]) -> str:
    for node in tree.css("meta"):
        named = node.attributes.get("name") or node.attributes.get("property") or ""
        if named.lower() in names:
            return tidy(node.attributes.get("content") or "")
    return ""


def _has_day(text: str, year: int, month: int, day: int) -> bool:
    forms = (f"{year}年{month}月{day}日", f"{year}年{month:02}月{day:02}日", f"{year}-{month:02}-{day:02}")
    return any(form in text for form in (*forms, forms[2].replace("-", "/"), forms[2].replace("-", ".")))
