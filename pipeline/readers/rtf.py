"""RTF: paragraphs, tables, headers and the numbers the writer left beside them ([RTF] 1.9.1).

Read by hand, since the libraries at hand drop tables or misread Chinese code pages. Deleted (tracked)
and hidden words are left out.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from re import compile as regex

from dossier.document import Block, Page
from dossier.errors import ReadError
from language.normal import lookalikes
from pipeline.readers.encoding import lines_of
from pipeline.readers.files import read_bytes
from pipeline.readers.flow import Paragraph, blocks_of, flow_page, margin
from pipeline.readers.options import Options
from pipeline.readers.rtftable import Edge, RtfTable

_TOKEN = regex(
    rb"\\(?P<word>[A-Za-z]+)(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z'])"
    rb"|(?P<brace>[{}])|(?P<end>[\r\n]+)|(?P<text>(?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[^\\{}\r\n\x81-\xfe])+)"
    rb"|(?P<odd>[\s\S])"
)
_MAGIC = b"{\\rtf"
_DEEPEST = 1000  # groups within groups: more are damage
_LEAST = 64  # characters between which an unfinished file is looked at
# fmt: off
_SKIPPED = frozenset((
    "colortbl", "stylesheet", "info", "fldinst", "bkmkstart", "bkmkend", "nonshppict", "xe", "tc", "nonesttables",
    "atnid", "atnauthor", "atntime", "atnref", "atrfstart", "atrfend", "datafield", "themedata", "sn", "sv",
    "filetbl", "revtbl", "rsidtbl", "pgptbl", "listtable", "listoverridetable", "generator", "objdata", "objclass",
    "datastore", "latentstyles", "colorschememapping", "wgrffmtfilter", "pnseclvl", "pn", "private", "xmlnstbl",
    "fontemb", "falt", "panose", "blipuid", "picprop", "txe", "rxe", "operator", "mmathPr",
))
# Destinations behind “\*” that hold words of the paper.
_READ = frozenset(("shppict", "shpinst", "shptxt", "ud", "do", "dptxbxtext", "shprslt", "shp"))
_SIGNS = {
    "tab": "    ", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emdash": "—", "endash": "–", "emspace": "\u3000", "enspace": " ", "softline": "\n", "softpage": "\n",
    "nestcell": "    ", "nestrow": "\n",
}
_HEADERS = frozenset(("header", "headerl", "headerr", "headerf"))
_FOOTERS = frozenset(("footer", "footerl", "footerr", "footerf"))
_CHARSETS = {0: "cp1252", 2: "symbol", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5"}
_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 65001: "utf-8"}
# fmt: on


@dataclass(frozen=True)
class _State:
    """What a group sets and its end undoes. `story`: where its words go, None for nowhere."""

    story: str | None = "main"
    page: str = "cp1252"
    skip: int = 1  # bytes that stand for a Unicode character in old readers
    hidden: bool = False
    deleted: bool = False
    centred: bool = False
    in_table: bool = False
    size: int = 24
    fresh: bool = False  # nothing but “{” or “\*” of the group has been seen
    starred: bool = False


@dataclass
class _Story:
    """Paragraphs gathered, and the one that is being written."""

    found: list[Paragraph | Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=lambda: [[]])
    table: RtfTable = field(default_factory=RtfTable)


def read_rtf(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page without geometry. Raises ReadError: damaged."""
    data = read_bytes(path, options.limits)
    if not data.lstrip()[:5].lower() == _MAGIC:
        raise ReadError("damaged", "RTF 文件开头不完整。请用 WPS 或 Word 打开并另存为 DOCX 后重试。")
    walk = _Walk(options.limits.max_cells)
    walk.read(data)
    if pages is None or 1 in pages:
        page = flow_page(walk.blocks(), tuple(walk.notes()), options, engine="rtf", reason="RTF 正文")
        yield page if walk.whole else page.model_copy(update={"grade": "poor"})


class _Walk:
    """One pass over the file."""

    def __init__(self, most: int) -> None:
        self.state = _State()
        self.above: list[_State] = []
        self.stories: dict[str, _Story] = {}
        self.fonts: dict[int, str] = {}
        self.font = 0
        self.default = "cp1252"
        self.raw = bytearray()
        self.left = 0
        self.row: list[Edge] = []
        self.edge = Edge()
        self.row_left = 0
        self.counts = {"pict": 0, "deleted": 0, "annotation": 0, "object": 0}
        self.whole = False
        self.most = most

    def read(self, data: bytes) -> None:
        at = 0
        while at < len(data):
            token = _TOKEN.match(data, at)
            assert token is not None  # the last alternative takes any byte
            at = token.end()
            if token["word"]:
                number = int(token["number"]) if token["number"] else None
                if token["word"] == b"bin":
                    at += max(number or 0, 0)
                else:
                    self._word(token["word"].decode("ascii"), number)
            elif token["hex"]:
                self._bytes(bytes.fromhex(token["hex"].decode("ascii")))
            elif token["sign"]:
                self._sign(token["sign"])
            elif token["brace"]:
                if self._brace(token["brace"] == b"{"):
                    self.whole = True
                    break
            elif not token["end"]:
                self._bytes(token[0])
        self._end_paragraph("main")

    # ── characters ────────────────────────────────────────────────────────────────────────────────

    def _bytes(self, data: bytes) -> None:
        if self.state.story == "fonttbl":
            return
        skipped = min(self.left, len(data))
        self.left -= skipped
        self.raw += data[skipped:]

    def _flush(self) -> None:
        if self.raw:
            raw, self.raw = bytes(self.raw), bytearray()
            if self.state.page != "symbol":
                self._put(raw.decode(self.state.page, "replace").replace("\x00", ""))

    def _put(self, text: str) -> None:
        self._flush()
        state = self.state
        if state.story is None or state.story == "fonttbl" or state.hidden:
            return
        if state.deleted:
            self.counts["deleted"] += 1
            return
        self._story(state.story).words.append(text)

    def _story(self, name: str) -> _Story:
        return self.stories.setdefault(name, _Story())

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.state = replace(self.state, starred=True)
        elif sign in (b"\\", b"{", b"}"):
            self._bytes(sign)
        elif sign == b"~":
            self._put(" ")
        elif sign == b"_":
            self._put("-")
        elif sign in (b"\r", b"\n"):
            self._word("par", None)

    def _brace(self, opens: bool) -> bool:
        """Enter or leave a group; True where the file's own has ended."""
        self._flush()
        self.left = 0
        if opens:
            if len(self.above) > _DEEPEST:
                raise ReadError("damaged", "RTF 嵌套过深，文件已损坏。请用 WPS 或 Word 另存为 DOCX 后重试。")
            self.above.append(self.state)
            self.state = replace(self.state, fresh=True, starred=False)
            return False
        if not self.above:
            return True
        inner, self.state = self.state, self.above.pop()
        if inner.story != self.state.story and inner.story is not None:
            self._leave(inner.story)
        return not self.above

    def _leave(self, story: str) -> None:
        """The end of a header, footnote or number."""
        if story == "number":
            held = self._story(story)
            label = "".join(held.words).strip()
            held.words.clear()
            if label.strip("•●■◆○·\ufffd"):
                self._put(label if label.endswith(tuple("、．。）")) else label + " ")
        elif story != "fonttbl":
            self._end_paragraph(story)

    # ── control words ─────────────────────────────────────────────────────────────────────────────

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            return self._unicode(number)
        if self.state.fresh:
            self.state = replace(self.state, fresh=False)
            if self._destination(word):
                return None
        if self.state.story == "fonttbl":
            return self._font(word, number)
        if word in ("f", "plain", "ansicpg", "cchs"):
            self._flush()
        if word in _SIGNS:
            return self._put(_SIGNS[word])
        handler = getattr(self, f"_on_{word}", None)
        if handler is not None:
            handler(number)
        return None

    def _unicode(self, number: int) -> None:
        self._flush()
        code = number + 0x10000 if number < 0 else number
        if code <= 0x10FFFF:
            self._put(chr(code) if 0 <= code <= sys.maxunicode else "\ufffd")
        self.left = self.state.skip

    def _destination(self, word: str) -> bool:
        """Whether this word sends its group elsewhere; unknown ones behind “\\*” are not for us."""
        starred = self.state.starred
        if word in self.counts and word != "deleted" and self.state.story is not None:
            self.counts[word] += 1
        story = self.state.story
        if word in _HEADERS | _FOOTERS:
            story = "header" if word in _HEADERS else "footer"
        elif word == "footnote":
            story = "notes"
        elif word in ("listtext", "pntext"):
            story = "number" if story is not None else None
        elif word == "fonttbl":
            story = "fonttbl"
        elif word in ("shptxt", "dptxbxtext"):
            story = "boxes" if story is not None else None
        elif word in _SKIPPED or word in ("pict", "annotation") or (starred and word not in _READ):
            story = None
        elif not starred and word not in ("object", "shp", "upr"):
            return False
        if word == "upr":
            story = None  # its second half, \ud, says the same in Unicode
        if word == "ud":
            story = self.above[-2].story if len(self.above) > 1 else story
        self.state = replace(self.state, story=story)
        return True

    def _font(self, word: str, number: int | None) -> None:
        if word == "f" and number is not None:
            self.font = number
        elif word == "fcharset" and number in _CHARSETS:
            self.fonts[self.font] = _CHARSETS[number]

    def _on_ansicpg(self, number: int | None) -> None:
        self.default = _PAGES.get(number or 0, f"cp{number}" if number in range(1250, 1259) else "cp1252")
        self.state = replace(self.state, page=self.default)

    def _on_f(self, number: int | None) -> None:
        page = self.fonts.get(number or 0, self.default)
        # A Western font beside a Chinese code page: WPS writes Chinese bytes under it too.
        if page == "cp1252":
            page = self.default
        self.state = replace(self.state, page=page)

    def _on_uc(self, number: int | None) -> None:
        self.state = replace(self.state, skip=max(number or 0, 0) if number is not None else 1)

    def _on_plain(self, _: int | None) -> None:
        self.state = replace(self.state, hidden=False, deleted=False, size=24, page=self.default)

    def _on_v(self, number: int | None) -> None:
        self._flush()
        self.state = replace(self.state, hidden=number != 0)

    def _on_deleted(self, number: int | None) -> None:
        self._flush()
        self.state = replace(self.state, deleted=number != 0)

    def _on_fs(self, number: int | None) -> None:
        self._flush()
        self.state = replace(self.state, size=number or 24)

    def _on_pard(self, _: int | None) -> None:
        self.state = replace(self.state, centred=False, in_table=False)

    def _on_qc(self, _: int | None) -> None:
        self.state = replace(self.state, centred=True)

    def _on_ql(self, _: int | None) -> None:
        self.state = replace(self.state, centred=False)

    _on_qj = _on_qr = _on_qd = _on_ql

    def _on_intbl(self, _: int | None) -> None:
        self.state = replace(self.state, in_table=True)

    def _on_par(self, _: int | None) -> None:
        self._flush()
        if self.state.story is not None:
            self._end_paragraph(self.state.story)

    _on_sect = _on_page = _on_par

    # ── tables ────────────────────────────────────────────────────────────────────────────────────

    def _on_trowd(self, _: int | None) -> None:
        self.row, self.edge, self.row_left = [], Edge(), 0

    def _on_trleft(self, number: int | None) -> None:
        self.row_left = number or 0

    def _on_clvmgf(self, _: int | None) -> None:
        self.edge = self.edge._replace(begins=True)

    def _on_clvmrg(self, _: int | None) -> None:
        self.edge = self.edge._replace(runs_on=True)

    def _on_clmrg(self, _: int | None) -> None:
        self.edge = self.edge._replace(joined=True)

    def _on_cellx(self, number: int | None) -> None:
        self.row.append(self.edge._replace(right=number or 0))
        self.edge = Edge()

    def _on_cell(self, _: int | None) -> None:
        self._flush()
        if self.state.story is None:
            return
        story = self._story(self.state.story)
        story.cells[-1] += self._lines(story)
        story.cells.append([])

    def _on_row(self, _: int | None) -> None:
        if self.state.story is None:
            return
        story = self._story(self.state.story)
        story.table.add(story.cells[:-1], self.row, self.row_left)
        story.cells = [[]]
        if story.table.filled > self.most:
            raise ReadError(
                "too_large", f"单元格超过设置 max_cells（{self.most}）。请拆分文件，或调高该设置后重试。"
            )

    # ── paragraphs ────────────────────────────────────────────────────────────────────────────────

    def _lines(self, story: _Story) -> list[str]:
        words, story.words = "".join(story.words), []
        return [lookalikes(line) for line in lines_of(words)]

    def _end_paragraph(self, name: str) -> None:
        story = self._story(name)
        lines = self._lines(story)
        if self.state.in_table and name == "main":
            story.cells[-1] += lines
            return
        self._end_table(story)
        if lines:
            story.found.append(Paragraph(tuple(lines), self.state.centred, self.state.size))

    def _end_table(self, story: _Story) -> None:
        """The table before a paragraph; cells without the end of their row are kept as one."""
        if any(story.cells):
            story.table.add([cell for cell in story.cells if cell], [], 0)
            story.cells = [[]]
        block = story.table.block()
        if block is not None:
            story.found.append(block)
        story.table = RtfTable()

    # ── what came of it ───────────────────────────────────────────────────────────────────────────

    def blocks(self) -> list[Block]:
        for story in self.stories.values():
            self._end_table(story)
        main = self._story("main").found
        after = [p for name in ("boxes", "notes") for p in self._story(name).found]
        return [
            *margin("header", self._margin("header")),
            *blocks_of([*main, *after]),
            *margin("footer", self._margin("footer")),
        ]

    def _margin(self, name: str) -> list[tuple[str, ...]]:
        """Texts of a header or footer; its tables' cells are lines."""
        return [
            p.lines if isinstance(p, Paragraph) else tuple(c.text for c in p.cells if c.text)
            for p in self._story(name).found
        ]

    def notes(self) -> Iterator[str]:
        """What is not in the text, said aloud."""
        if not self.whole:
            yield "文件末尾不完整，后面的文字可能缺失。请用 WPS 或 Word 打开核对后另存"
        if self.counts["deleted"]:
            yield "文档含修订痕迹，按接受全部修订后的文字读取"
        if self.counts["annotation"]:
            yield "文档含批注，批注未读入"
        if self.counts["pict"]:
            yield f"文档含 {self.counts['pict']} 幅图片，图片里的文字未识别"
        if self.counts["object"]:
            yield f"文档含 {self.counts['object']} 个嵌入对象，未读入"
