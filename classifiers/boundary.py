"""Signs on a page that a new paper begins there, or that the last one goes on."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from classifiers.kinds import classify
from classifiers.rules import Hit, title_rule
from dossier.document import OUTSIDE_TEXT, Document, Page
from knowledge.kinds import load_kinds
from language.heads import Head, heads
from language.titles import Title, title_in

# Kinds whose title marks a paper of its own wherever it stands. The titles of the others (办法, 方案, 说明, 目录)
# also head annexes of the paper before, so they need more: letterhead, number, or a page count that starts again.
ANNEXED = frozenset(
    {
        "work_document",
        "normative_document",
        "law",
        "government_rule",
        "major_decision",
        "interpretation",
        "draft",
    }
    | {
        "drafting_explanation",
        "ledger",
        "repeal_list",
        "decision_catalogue",
        "annual_report",
        "post_evaluation",
    }
)
OFFICIAL = ANNEXED | {"consultation_notice"}
SINGLE = frozenset({"cover", "file_notes"})
_OF = re.compile(
    r"第\s*(\d{1,3})\s*页\s*[,，/]?\s*共\s*(\d{1,3})\s*页|共\s*(\d{1,3})\s*页\s*[,，/]?\s*第\s*(\d{1,3})\s*页"
)
_PRINTED = re.compile(r"^[\-—－–·\s]*(\d{1,3})[\-—－–·\s]*$|^第\s*(\d{1,3})\s*页$")
_ANNEX = re.compile(
    r"^附\s*(?:件|表|图|录)?\s*[\d一二三四五六七八九十]*\s*[：:.]?$|^附\s*(?:件|表|图|录)\s*[\d一二三四五六七八九十]+"
)
_GOES_ON = re.compile(r"续\s*页|[（(]续[）)表]?|^续")
_INSIDE = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[条章节]|[二三四五六七八九十]+、|[（(][二三四五六七八九十]+[）)]|[2-9][.．、]|答\s*[：:]|问\s*[：:])"
)
_DATE_END = re.compile(
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{0,3}\s*日?\s*[）)]?$"
)
_SIGNED = re.compile(r"签名|签字|盖章|签章|印章|备注|（章）|归档|一式[二两三]份|存档|审批意见|负责人意见")
_STOPPED = re.compile(r"[。！？；：:）)”》.…]$")


class Sign(NamedTuple):
    """One sign: `weight` in log-odds for (+) or against (−) a new paper, and what it is, in Chinese."""

    weight: float
    reason: str


class Look(NamedTuple):
    """A page as the boundary sees it."""

    page: Page
    rows: tuple[Head, ...]
    title: Title | None
    hit: Hit | None
    texts: tuple[str, ...]
    paging: tuple[int, int] | None
    printed: int | None

    @property
    def empty(self) -> bool:
        return not any(text.strip() for text in self.texts)


def look(page: Page) -> Look:
    """Reads title, page count and lines off one page."""
    rows = heads(page)
    title = title_in(rows)
    if title is not None and not _stands_out(title, rows):
        title = None
    order = next((row.text for row in rows if row.form == "order"), "")
    texts = tuple(_texts(page, inside=True))
    edges = list(_texts(page, inside=False)) + list(texts[:2]) + list(texts[-2:])
    return Look(
        page,
        tuple(rows),
        title,
        title_rule(title.text, order) if title else None,
        texts,
        _count(edges),
        _number(edges),
    )


def _stands_out(title: Title, rows: Sequence[Head]) -> bool:
    """A title to begin a paper with: printed as one, centred or large, among the first rows. Without boxes: a first row."""
    at = rows.index(title.rows[0])
    if title.rows[0].line.box is None:
        return at <= 4
    return at <= 8 and any(row.printed or row.centred or (row.scale or 1.0) > 1.25 for row in title.rows)


def _texts(page: Page, *, inside: bool) -> Iterator[str]:
    for block in page.blocks:
        if (block.kind in OUTSIDE_TEXT) == inside:
            continue
        yield from (line.text for line in block.lines)
        yield from (line.text for cell in block.cells for line in cell.lines)


def _count(texts: Sequence[str]) -> tuple[int, int] | None:
    """Page and pages of a paper that counts itself: 第2页 共3页."""
    for text in texts:
        match = _OF.search(text)
        if match:
            one, all_, all2, one2 = match.groups()
            return int(one or one2), int(all_ or all2)
    return None


def _number(texts: Sequence[str]) -> int | None:
    """A bare page number at the edge."""
    for text in texts:
        match = _PRINTED.match(text.strip())
        if match:
            return int(match.group(1) or match.group(2))
    return None


def signs(part: Sequence[Look], here: Look) -> Iterator[Sign]:
    """Signs at a page that follows the pages of the part gathered so far."""
    before = part[-1]
    if here.empty:
        yield Sign(-6.0, "空白页")
        return
    yield from _title_signs(part, here)
    yield from _count_signs(before, here)
    yield from _end_signs(before, here)
    if abs(before.page.width - here.page.width) > 0.05 * max(before.page.width, 1.0):
        yield Sign(0.7, "纸张大小或方向改变")


def _title_signs(part: Sequence[Look], here: Look) -> Iterator[Sign]:
    tops = [row.text for row in here.rows[:3]]
    if any(_GOES_ON.search(text) for text in tops) or (here.title and _GOES_ON.search(here.title.text)):
        yield Sign(-6.0, "写明“续页”")
    if any(_ANNEX.match(text) for text in tops):
        yield Sign(-5.0, "页首写明“附件”")
    if here.title is None:
        yield Sign(-2.5, "页首没有标题")
        if tops and _INSIDE.match(tops[0]):
            yield Sign(-2.0, f"页首接着“{tops[0][:8]}”")
        return
    name = here.title.text
    if here.hit and here.hit.kind not in ANNEXED:
        yield Sign(4.0, f"页首标题“{name[:40]}”")
    else:
        yield Sign(0.8, f"页首标题“{name[:40]}”")
        yield from _alike(here)
    if any(row.form in {"letterhead", "order"} for row in here.rows[:4]):
        yield Sign(2.5, "页首有发文机关标志")
    if any(row.form == "number" for row in here.rows[:6]):
        yield Sign(1.5, "页首有文号")
    yield from _against_title(part, here, name)


def _alike(here: Look) -> Iterator[Sign]:
    """Under a title no rule knows, what the page's words say."""
    if here.hit:
        return
    page = here.page
    alone = Document(id="", sources=(page.source,), media_type="", pages=(page,))
    label = classify(alone)
    if label.kind not in ANNEXED and label.kind != "other":
        yield Sign(3.0 * label.probability, f"内容像是{load_kinds().documents[label.kind]}")


def _against_title(part: Sequence[Look], here: Look, name: str) -> Iterator[Sign]:
    """A title the part so far has named already is its annex, or its heading printed on every page."""
    bare, first = _bare(name), part[0]
    if first.title and _bare(first.title.text) == bare:
        yield Sign(-1.5, "与本件标题相同")
        if _after_title(here):
            yield Sign(-4.0, "标题下接着上页的内容")
    elif (
        len(bare) >= 6 and not _listed(part) and any(bare in _bare("".join(seen.texts)) for seen in part[:6])
    ):
        yield Sign(-4.5, "标题已在本件中提到，是其附件")
    official = first.hit is not None and first.hit.kind in OFFICIAL
    numbered = any(row.form in {"letterhead", "order", "number"} for row in here.rows[:6])
    if official and not numbered and here.hit and here.hit.kind not in OFFICIAL:
        yield Sign(-4.5, "公文之后没有文号的表格、文书，作附件")


def _after_title(here: Look) -> bool:
    """The row below the title goes on with an answer or a later number."""
    at = here.rows.index(here.title.rows[-1]) + 1 if here.title else 0
    return at < len(here.rows) and _INSIDE.match(here.rows[at].text) is not None


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)


def _listed(part: Sequence[Look]) -> bool:
    """The part lists the papers of the file (卷内目录): being named there does not make a paper its annex."""
    return any(seen.hit and seen.hit.kind in {"file_catalogue", "cover", "service_receipt"} for seen in part)


def _count_signs(before: Look, here: Look) -> Iterator[Sign]:
    if here.paging:
        page, pages = here.paging
        if page > 1:
            yield Sign(-5.0, f"页码“第{page}页 共{pages}页”")
        elif pages >= 1:
            yield Sign(2.5, f"页码“第1页 共{pages}页”")
    elif before.paging and before.paging[0] < before.paging[1]:
        yield Sign(-2.0, f"上页为第{before.paging[0]}页，共{before.paging[1]}页")
    if here.printed and before.printed:
        if here.printed == 1 and before.printed >= 1:
            yield Sign(2.5, "页码重新从1起")
        elif here.printed == before.printed + 1 and here.title is None:
            yield Sign(-1.0, "页码相接")


def _end_signs(before: Look, here: Look) -> Iterator[Sign]:
    if before.empty:
        yield Sign(0.7, "前有空白页")
        return
    last = next(text.strip() for text in reversed(before.texts) if text.strip())
    if before.hit and before.hit.kind in SINGLE:
        yield Sign(2.0, "上页为封面或备考表")
    if _DATE_END.search(last) or any(block.kind == "seal" for block in before.page.blocks):
        yield Sign(1.2, "上页已落款")
    elif _SIGNED.search("".join(before.texts[-4:])):
        yield Sign(0.6, "上页已签署")
    elif not _STOPPED.search(last) and len(last) > 12:
        yield Sign(-1.5, "上页末句未完")
    if _same_table(before.page, here.page) and here.title is None:
        yield Sign(-2.0, "表格接续上页")


def _same_table(before: Page, here: Page) -> bool:
    """Both pages meet in a table of equally many columns."""
    tables = [[b for b in page.blocks if b.kind not in OUTSIDE_TEXT] for page in (before, here)]
    if not tables[0] or not tables[1] or {tables[0][-1].kind, tables[1][0].kind} != {"table"}:
        return False
    columns = [max((c.column for c in b.cells), default=0) for b in (tables[0][-1], tables[1][0])]
    return columns[0] == columns[1]
