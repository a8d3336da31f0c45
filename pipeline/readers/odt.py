"""ODT (OpenDocument text, GB/T 33473): paragraphs, tables and headers by the XML, with automatic numbers.

Tracked changes are read as accepted: what was deleted is kept by the format in `tracked-changes`, which
is not walked.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dossier.document import Block, Cell, Line, Page
from dossier.errors import ReadError
from language.normal import lookalikes
from pipeline.readers.encoding import lines_of
from pipeline.readers.flow import Paragraph, blocks_of, flow_page, margin
from pipeline.readers.numbering import Level, Numbering
from pipeline.readers.options import Options
from pipeline.readers.zipped import Parts, unzipped

if TYPE_CHECKING:
    from lxml.etree import _Element

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE, DRAW = (_OASIS % n for n in ("office", "text", "table", "style", "drawing"))
_FO = _OASIS % "xsl-fo-compatible"
_SKIPPED = frozenset(
    (
        f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}note", f"{DRAW}frame", f"{DRAW}custom-shape",
        f"{TEXT}bookmark", f"{OFFICE}forms", f"{DRAW}rect", f"{TEXT}ruby-text", f"{OFFICE}event-listeners",
    )
)  # fmt: skip
_MOST = 1000  # of repeated spaces, columns or rows: more are damage or empty space
_FIGURES = {
    "一, 二, 三, ...": "chineseCounting",
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "壹, 贰, 叁, ...": "chineseLegalSimplified",
}
_DEPTH = 50


class Look(NamedTuple):
    """What a paragraph style says. `size` in tenths of a point."""

    centred: bool = False
    size: int = 0
    title: bool = False
    list: str = ""


def read_odt(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page without geometry. Raises ReadError: damaged, bomb, unsafe, encrypted, too_large."""
    with unzipped(path, options.limits) as parts:
        _refuse_encrypted(parts)
        odt = _Odt(parts, options.limits.max_cells)
        blocks, notes = odt.blocks(), odt.notes()
    if pages is None or 1 in pages:
        yield flow_page(blocks, notes, options, engine="odt", reason="ODT 正文")


def _refuse_encrypted(parts: Parts) -> None:
    if "META-INF/manifest.xml" in parts and b"encryption-data" in parts.bytes("META-INF/manifest.xml"):
        raise ReadError("encrypted", "文件设有打开密码。请用 WPS 或 LibreOffice 去掉密码后另存，再重试。")


class _Odt:
    """One document being walked; lists count as paragraphs pass."""

    def __init__(self, parts: Parts, most: int) -> None:
        self._root = parts.xml("content.xml")
        self._parts = parts
        roots = [self._root, *([parts.xml("styles.xml")] if "styles.xml" in parts else [])]
        self._styles = {
            str(s.get(f"{STYLE}name")): s
            for root in reversed(roots)
            for s in root.iter(f"{STYLE}style")
            if s.get(f"{STYLE}family") == "paragraph"
        }
        self._looks: dict[str, Look] = {}
        self._numbers = _numbering(roots)
        self._roots = roots
        self._most, self._made = most, 0
        self._after: list[str] = []
        self._depth = 0

    def blocks(self) -> list[Block]:
        body = self._root.find(f"{OFFICE}body/{OFFICE}text")
        found = list(self._walk(body, "", 0)) if body is not None else []
        notes = [Paragraph((line,)) for line in self._after]
        return [*self._margin("header"), *blocks_of([*found, *notes]), *self._margin("footer")]

    def _walk(self, parent: "_Element", list_: str, level: int) -> Iterator[Paragraph | Block]:
        if self._depth > _DEPTH:
            raise ReadError("damaged", "文件嵌套过深，已损坏。请用 WPS 或 LibreOffice 另存为 DOCX 后重试。")
        self._depth += 1
        for node in parent.iterchildren():
            tag = node.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraphs(node, "")
            elif tag == f"{TEXT}list":
                yield from self._list(node, str(node.get(f"{TEXT}style-name") or list_), level)
            elif tag == f"{TABLE}table":
                yield Block(kind="table", cells=tuple(self._cells(node)))
            elif tag in (
                f"{TEXT}section",
                f"{TEXT}index-body",
                f"{TEXT}table-of-content",
                f"{TEXT}index-title",
            ):
                yield from self._walk(node, list_, level)
        self._depth -= 1

    def _list(self, node: "_Element", style: str, level: int) -> Iterator[Paragraph | Block]:
        """Items of a list, the first paragraph of each with its number."""
        continues = node.get(f"{TEXT}continue-numbering") == "true" or node.get(f"{TEXT}continue-list")
        if level == 0 and not continues:
            self._numbers.restart(style)
        for item in node.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
            label = style if item.tag == f"{TEXT}list-item" else ""
            for child in item.iterchildren():
                if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    written = self._numbers.label(label, min(level, 8)) if label else ""
                    label = ""
                    yield from self._paragraphs(child, written)
                elif child.tag == f"{TEXT}list":
                    inner = str(child.get(f"{TEXT}style-name") or style)
                    yield from self._list(child, inner, level + 1)

    def _paragraphs(self, node: "_Element", label: str) -> Iterator[Paragraph | Block]:
        """The paragraph, then the text boxes that hang on it."""
        look = self._look(str(node.get(f"{TEXT}style-name") or ""), 0)
        lines = [lookalikes(line) for line in lines_of(self._text(node))]
        if lines:
            lines[0] = label + lines[0]
            yield Paragraph(tuple(lines), look.centred, look.size, look.title)
        for note in node.iter(f"{TEXT}note-body"):
            self._after += [lookalikes(t) for p in note.iter(f"{TEXT}p") for t in lines_of(self._text(p))]
        for box in node.iter(f"{DRAW}text-box", f"{DRAW}custom-shape", f"{DRAW}rect"):
            yield from self._walk(box, "", 0)

    def _text(self, node: "_Element") -> str:
        parts = [node.text or ""] if node.tag not in (f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break") else []
        if node.tag == f"{TEXT}s":
            parts.append(" " * min(_int(node.get(f"{TEXT}c")), _MOST))
        elif node.tag == f"{TEXT}tab":
            parts.append("    ")
        elif node.tag == f"{TEXT}line-break":
            parts.append("\n")
        for child in node.iterchildren():
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                parts.append(self._text(child))
            parts.append(child.tail or "")
        return "".join(parts)

    def _cells(self, table: "_Element") -> Iterator[Cell]:
        rows = [row for row in table.iter(f"{TABLE}table-row") if _table_of(row) is table]
        at = 0
        for row in rows:
            column = 0
            for node in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                times = min(_int(node.get(f"{TABLE}number-columns-repeated")), _MOST)
                if node.tag == f"{TABLE}table-cell":
                    for i in range(times):
                        yield self._cell(node, at, column + i)
                column += times
            at += min(_int(row.get(f"{TABLE}number-rows-repeated")), 1)

    def _cell(self, node: "_Element", row: int, column: int) -> Cell:
        self._made += 1
        if self._made > self._most:
            raise ReadError(
                "too_large", f"单元格超过设置 max_cells（{self._most}）。请拆分文件，或调高该设置后重试。"
            )
        texts: list[str] = []
        for part in self._walk(node, "", 1):
            if isinstance(part, Paragraph):
                texts += part.lines
            else:
                texts += [cell.text for cell in part.cells if cell.text]
        return Cell(
            row=row,
            column=column,
            rows=min(_int(node.get(f"{TABLE}number-rows-spanned")), _MOST),
            columns=min(_int(node.get(f"{TABLE}number-columns-spanned")), _MOST),
            lines=tuple(Line(text=t) for t in texts) or (Line(text=""),),
        )

    def _margin(self, kind: str) -> list[Block]:
        texts = [
            [lookalikes(t) for p in node.iter(f"{TEXT}p", f"{TEXT}h") for t in lines_of(self._text(p))]
            for root in self._roots
            for name in (kind, f"{kind}-left", f"{kind}-first")
            for node in root.iter(f"{STYLE}{name}")
        ]
        return margin("header" if kind == "header" else "footer", texts)

    def _look(self, name: str, depth: int) -> Look:
        if name in self._looks or depth > _DEPTH or name not in self._styles:
            return self._looks.get(name, Look())
        style = self._styles[name]
        base = self._look(str(style.get(f"{STYLE}parent-style-name") or ""), depth + 1)
        paragraph, run = style.find(f"{STYLE}paragraph-properties"), style.find(f"{STYLE}text-properties")
        align = paragraph.get(f"{_FO}text-align") if paragraph is not None else None
        size = run.get(f"{STYLE}font-size-asian") or run.get(f"{_FO}font-size") if run is not None else None
        made = base._replace(
            centred=base.centred if align is None else align == "center",
            size=_tenths(size) or base.size,
            title=base.title or str(name).lower() in ("title", "标题", "subtitle"),
        )
        self._looks[name] = made
        return made

    def notes(self) -> list[str]:
        """What is not in the text, said aloud."""
        made = []
        if next(self._root.iter(f"{TEXT}changed-region"), None) is not None:
            made.append("文档含修订痕迹，按接受全部修订后的文字读取")
        if next(self._root.iter(f"{OFFICE}annotation"), None) is not None:
            made.append("文档含批注，批注未读入")
        pictures = sum(1 for _ in self._root.iter(f"{DRAW}image"))
        if pictures:
            made.append(f"文档含 {pictures} 幅图片，图片里的文字未识别")
        if next(self._root.iter(f"{DRAW}object", f"{DRAW}object-ole"), None) is not None:
            made.append("文档含嵌入对象，未读入")
        return made


def _numbering(roots: list["_Element"]) -> Numbering:
    """List styles as Word's lists are known."""
    numbers = Numbering(None)
    for root in roots:
        for style in root.iter(f"{TEXT}list-style"):
            name = str(style.get(f"{STYLE}name"))
            levels = {}
            for level in style:
                at = _int(level.get(f"{TEXT}level")) - 1
                if level.tag == f"{TEXT}list-level-style-number" and 0 <= at < 9:
                    levels[at] = _level(level, at)
            numbers.add(name, levels)
    return numbers


def _level(level: "_Element", at: int) -> Level:
    before, after = level.get(f"{STYLE}num-prefix") or "", level.get(f"{STYLE}num-suffix") or ""
    figures = level.get(f"{STYLE}num-format")
    shown = min(_int(level.get(f"{TEXT}display-levels")), at + 1) if figures else 0
    pattern = before + ".".join(f"%{i + 1}" for i in range(at + 1 - shown, at + 1)) + after
    # LibreOffice keeps the pattern whole in an attribute of its own name space
    own = next((v for k, v in level.attrib.items() if str(k).endswith("}num-list-format")), None)
    if own and figures:
        for i in range(10):
            own = str(own).replace(f"%{i}%", f"%{i}")
        pattern = str(own)
    spaced = not pattern.endswith(tuple("、．。）")) and bool(pattern)
    start = _int(level.get(f"{TEXT}start-value"))
    return Level(start, _FIGURES.get(figures or "", "decimal"), pattern, spaced)


def _table_of(row: "_Element") -> "_Element | None":
    return next(row.iterancestors(f"{TABLE}table"), None)


def _int(text: str | None) -> int:
    """A count of the file; 1 where it is none."""
    return max(int(text), 1) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1


def _tenths(size: str | None) -> int:
    if not size or not size.endswith("pt"):
        return 0
    try:
        return round(float(size[:-2]) * 10)
    except (ValueError, OverflowError):
        return 0
