"""Signs on the pages of one file that a paper begins there, or that the one before goes on.

Each sign has a name, a strength (mostly 1) and words for people; how much it counts is learnt (boundary_model.py).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from classifiers.hints import Hint, hints, list_page
from classifiers.pages import Look
from dossier.document import OUTSIDE_TEXT, Page

# Kinds whose title marks a paper of its own wherever it stands. The titles of the others (办法, 方案, 说明, 目录)
# also head annexes of the paper before.
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
LISTS = frozenset({"file_catalogue", "cover", "service_receipt"})
SINGLE = frozenset({"cover", "file_notes"})
REACH = 6  # pages back that an annex may lie from the paper it belongs to

_ANNEX = re.compile(
    r"^附\s*(?:件|表|图|录)?\s*[\d一二三四五六七八九十]*\s*[：:.]?$|^附\s*(?:件|表|图|录)\s*[\d一二三四五六七八九十]+"
)
_GOES_ON = re.compile(r"续\s*页|[（(]续[）)表]?|^续")
_INSIDE = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[条章节]|[二三四五六七八九十]+、|[（(][二三四五六七八九十]+[）)]|[2-9][.．、]|答\s*[：:]|问\s*[：:]"
    r"|照片\s*[2-9\d]|图\s*[2-9])"
)
_DATE_END = re.compile(
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*[年.\-]\s*[\d一二三四五六七八九十]{1,3}\s*[月.\-]\s*[\d一二三四五六七八九十]{0,3}\s*日?\s*[）)]?$"
)
_SIGNED = re.compile(
    r"签名|签字|盖章|签章|印章|备注|（章）|归档|一式[二两三]份|存档|审批意见|负责人意见|以下空白|立卷人|检查人|抄送|印发$"
)
_STOPPED = re.compile(r"[。！？；：:）)”》.…]$")
_FIELD = re.compile(r"^[一-鿿（）/、 ]{2,12}[：:]")
_ADDRESSEE = re.compile(r"^[^，。；]{2,30}[：:]$")


class Sign(NamedTuple):
    """One sign at a page: its name among the model's features, how strong it is, and what it is, in Chinese."""

    name: str
    value: float
    reason: str


def all_signs(looks: Sequence[Look]) -> list[list[Sign]]:
    """Signs at each page; the first page of a file needs none."""
    hinted, at = hints(looks), list_page(looks)
    found = [list(_signs(looks, i, hinted[i])) if i else [] for i in range(len(looks))]
    if at:
        found[at].append(Sign("list", 1.0, "卷内目录由本页起"))
    return found


def _signs(looks: Sequence[Look], i: int, hint: Hint | None) -> Iterator[Sign]:
    before, here = looks[i - 1], looks[i]
    if here.empty:
        yield Sign("blank", 1.0, "空白页")
        return
    shown = i - 1
    while shown > 0 and looks[shown].empty:
        shown -= 1
    if shown < i - 1:
        yield Sign("after_blank", 1.0, "前有空白页")
    yield from _top_signs(here)
    yield from _title_signs(looks, i)
    yield from _count_signs(looks[shown], here)
    yield from _end_signs(looks[shown], here)
    yield from _joint_signs(looks, shown, i)
    if hint is not None:
        yield hint_sign(hint, here)
    if abs(before.page.width - here.page.width) > 0.05 * max(before.page.width, 1.0):
        yield Sign("size", 1.0, "纸张大小或方向改变")


def hint_sign(hint: Hint, here: Look) -> Sign:
    """What the list of contents says of this page."""
    if not hint.starts:
        return Sign("listed_inside", 1.0, f"卷内目录载本页属“{hint.title[:20]}”")
    told = f"卷内目录载本页起为“{hint.title[:20]}”"
    if hint.named:
        return Sign("listed_named", 1.0, told + "，与页首标题相合")
    return Sign("listed_titled" if here.title else "listed_bare", 1.0, told)


def _top_signs(here: Look) -> Iterator[Sign]:
    """What stands first on the page."""
    tops = [row.text for row in here.rows[:3]]
    if any(_GOES_ON.search(text) for text in tops) or (here.title and _GOES_ON.search(here.title.text)):
        yield Sign("goes_on", 1.0, "写明“续页”")
    if any(_ANNEX.match(text) for text in tops):
        yield Sign("annex", 1.0, "页首写明“附件”")
    if tops and _INSIDE.match(tops[0]):
        yield Sign("inside", 1.0, f"页首接着“{tops[0][:8]}”")
    if any(row.form in {"letterhead", "order"} for row in here.rows[:4]):
        yield Sign("letterhead", 1.0, "页首有发文机关标志")
    if any(row.form == "number" for row in here.rows[:6]):
        yield Sign("number", 1.0, "页首有文号")
    if any(row.form == "agency" for row in here.rows[:3]):
        yield Sign("agency", 1.0, "页首有机关名称")
    body = [row.text for row in here.rows if row.form == "body"][:2]
    if any(_ADDRESSEE.match(text) for text in body):
        yield Sign("addressee", 1.0, "页首有受文单位")
    elif any(_FIELD.match(text) and not _INSIDE.match(text) for text in body):
        yield Sign("field", 1.0, "页首为填写的栏目")
    if _unfilled(here.page):
        yield Sign("unfilled", 1.0, "本页是没有填写的表格")
    if here.lines and len(here.lines) <= 4 and not here.title:
        yield Sign("few", 1.0, "本页文字很少")


def _unfilled(page: Page) -> bool:
    """A form of which most rows have a label and nothing beside it; an empty frame (a licence's) is no form."""
    rows: dict[tuple[int, int], list[bool]] = {}
    for n, block in enumerate(page.blocks):
        for cell in block.cells:
            rows.setdefault((n, cell.row), []).append(bool(cell.text.strip(" _　×")))
    labelled = [filled for filled in rows.values() if any(filled)]
    empty = sum(sum(filled) <= len(filled) / 2 for filled in labelled)
    return empty >= 2 and empty >= 0.6 * len(rows)


def _title_signs(looks: Sequence[Look], i: int) -> Iterator[Sign]:
    here = looks[i]
    if here.title is None:
        yield Sign("untitled", 1.0, "页首没有标题")
        return
    name = here.title.text
    own = here.hit is not None and here.hit.kind not in ANNEXED
    kind = "title_own" if own else "title_known" if here.hit else "title_other"
    yield Sign(kind, 1.0, f"页首标题“{name[:40]}”")
    rows = here.title.rows
    if any(row.printed for row in rows):
        yield Sign("title_printed", 1.0, "标题居中、字大")
    if max((row.scale or 1.0) for row in rows) > 1.25:
        yield Sign("title_large", 1.0, "标题字大")
    if all(row.centred for row in rows):
        yield Sign("title_centred", 1.0, "标题居中")
    if here.rows.index(rows[0]) > 3:
        yield Sign("title_low", 1.0, "标题之上另有文字")
    yield from _against_title(looks, i, name)


def _against_title(looks: Sequence[Look], i: int, name: str) -> Iterator[Sign]:
    """A title that pages before have named already may be their annex, or a heading printed on every page."""
    here, bare = looks[i], _bare(name)
    earlier = next((look for look in reversed(looks[max(0, i - REACH) : i]) if look.title), None)
    if earlier and earlier.title and _bare(earlier.title.text) == bare:
        yield Sign("same_title", 1.0, "与前件标题相同")
        if _after_title(here):
            yield Sign("same_goes_on", 1.0, "标题下接着上页的内容")
    elif len(bare) >= 6 and _mentioned(looks, i, bare):
        yield Sign("mentioned", 1.0, "标题已在前件中提到，可能是其附件")
    if _follows_official(looks, i) and not _numbered(here):
        own = here.hit is not None and here.hit.kind not in OFFICIAL
        yield Sign("after_official" if own else "text_of_official", 1.0, "公文之后没有文号，可能是其附件")


def _numbered(look: Look) -> bool:
    return any(row.form in {"letterhead", "order", "number"} for row in look.rows[:6])


def _strong(look: Look) -> bool:
    """A page that surely begins a paper: a title no annex bears."""
    return look.hit is not None and look.hit.kind not in ANNEXED


def _since(looks: Sequence[Look], i: int) -> Sequence[Look]:
    """Pages back to the last that surely begins a paper, or that bears a letterhead or number."""
    start = next((n for n in range(i - 1, max(-1, i - REACH - 1), -1) if _opens(looks[n])), max(0, i - REACH))
    return looks[start:i]


def _opens(look: Look) -> bool:
    return _strong(look) or (look.title is not None and _numbered(look))


def _mentioned(looks: Sequence[Look], i: int, bare: str) -> bool:
    held = _since(looks, i)
    if any(look.hit and look.hit.kind in LISTS for look in held):
        return False
    return any(bare in _bare("".join(look.texts)) for look in held)


def _follows_official(looks: Sequence[Look], i: int) -> bool:
    first = _since(looks, i)[0]
    return first.hit is not None and first.hit.kind in OFFICIAL and _numbered(first)


def _after_title(here: Look) -> bool:
    """The row below the title goes on with an answer or a later number."""
    at = here.rows.index(here.title.rows[-1]) + 1 if here.title else 0
    return at < len(here.rows) and _INSIDE.match(here.rows[at].text) is not None


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)


def _count_signs(before: Look, here: Look) -> Iterator[Sign]:
    """Page numbers printed by the paper itself; those stamped on the whole file say nothing here."""
    if here.paging:
        page, pages = here.paging
        name = "paged_on" if page > 1 else "paged_first"
        yield Sign(name, 1.0, f"页码“第{page}页 共{pages}页”")
        if page > 1 and before.paging and before.paging != (page - 1, pages):
            yield Sign("paged_odd", 1.0, "与上页页码不相接")
    elif before.paging:
        name = "paging_open" if before.paging[0] < before.paging[1] else "paging_done"
        yield Sign(name, 1.0, f"上页为第{before.paging[0]}页，共{before.paging[1]}页")
    if here.printed == 1:
        yield Sign("count_first", 1.0, "页码从1起")
    elif here.printed and before.printed and here.printed == before.printed + 1:
        yield Sign("count_on", 1.0, "页码相接")
    elif here.printed:
        name = "count_jump" if before.printed else "count_later"
        yield Sign(name, 1.0, f"页码为{here.printed}")
    elif before.printed:
        yield Sign("count_gone", 1.0, "上页有页码而本页没有")


def _end_signs(before: Look, here: Look) -> Iterator[Sign]:
    """How the page before ends."""
    if before.empty:
        return
    last = before.texts[-1].strip()
    if before.hit and before.hit.kind in SINGLE:
        yield Sign("single", 1.0, "上页为封面或备考表")
    dated = any(_DATE_END.search(text.strip()) for text in before.texts[-2:])
    if dated:
        yield Sign("dated", 1.0, "上页以日期落款")
    if any(block.kind == "seal" for block in before.page.blocks):
        yield Sign("sealed", 1.0, "上页盖有印章")
    if _SIGNED.search("".join(before.texts[-4:])):
        yield Sign("signed", 1.0, "上页已签署")
    if before.shape.full and not dated and not _STOPPED.search(last):
        yield Sign("unfinished", 1.0, "上页末句未完")
    if before.shape.bottom < 0.55:
        yield Sign("short", 1.0, "上页只写到半页")
    elif before.shape.bottom < 0.75:
        yield Sign("shortish", 1.0, "上页下部空白")
    elif before.shape.bottom > 0.86:
        yield Sign("filled", 1.0, "上页写满")


def _joint_signs(looks: Sequence[Look], before: int, here: int) -> Iterator[Sign]:
    """Whether both pages belong to one text or table by their layout."""
    one, two = looks[before], looks[here]
    if _same_table(one.page, two.page) and two.title is None:
        yield Sign("table_on", 1.0, "表格接续上页")
    if two.shape.flush and two.title is None:
        yield Sign("flush", 1.0, "首行顶格，像是接着上页的句子")
    if one.header and one.header == two.header:
        yield Sign("header", 1.0, "页眉与上页相同")
    apart = abs(one.shape.margin - two.shape.margin) > 12
    if one.shape.margin and two.shape.margin and apart:
        yield Sign("margin", 1.0, "左边距与上页不同")
    sizes = one.shape.type_size, two.shape.type_size
    if all(sizes) and not 0.87 < sizes[0] / sizes[1] < 1.15:
        yield Sign("type", 1.0, "字号与上页不同")
    if here + 1 < len(looks) and looks[here + 1].paging and two.title is None:
        page, _ = looks[here + 1].paging or (0, 0)
        if page > 2:
            yield Sign("paged_next", 1.0, "下页页码大于2")


def _same_table(before: Page, here: Page) -> bool:
    """Both pages meet in a table of equally many columns."""
    tables = [[b for b in page.blocks if b.kind not in OUTSIDE_TEXT] for page in (before, here)]
    if not tables[0] or not tables[1] or tables[1][0].kind != "table":
        return False
    last = next((block for block in reversed(tables[0]) if block.kind == "table"), None)
    if last is None or tables[0].index(last) < len(tables[0]) - 2:
        return False
    columns = [max((c.column for c in block.cells), default=0) for block in (last, tables[1][0])]
    return columns[0] == columns[1]
