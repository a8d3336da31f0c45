"""Document numbers with their role, amounts of money, percentages and counts."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from dossier.fact import Amount, DocNumber, Quantity
from extractors.paper import Found, Paper
from knowledge.numbers import papers_numbered
from language.numbers import Number, find_issue, find_loose, find_numbers
from language.numerals import decimal, yuan

Role = Literal["own", "cited", "case"]

_OWN_LABEL = re.compile(
    r"(?:发文字号|文书?\s*号|字\s*号|文件编号|文书编号|登记号|编\s*号|证\s*号|决定书编号|制发文号|公文文号)\s*(?:：|\t)?\s*[（【]?\s*$"
)
_CASE_LABEL = re.compile(
    r"(?:案件编号|案件文号|案\s*号|立案号|立案编号|立案文号|案卷号|案件号)\s*(?:：|\t)?\s*$"
)
_LATER_LABEL = re.compile(
    r"(?:决定书|告知书|通知书|意见书|案件|许可|处罚|备案|来文|原文|送审|关联|对应)[^\n\t，。；：]{0,4}(?:文号|编号|字号|号)\s*：?\s*$"
)
# Papers about the file as a whole carry the case's number, not one of their own.
_OF_CASE = frozenset(("cover", "file_catalogue", "file_notes", "disclosure_record"))
# Papers that name other papers' numbers under 文号; and the receipt whose own number is that of the register.
_LISTING = frozenset(("filing_report", "ledger", "repeal_list"))
# Papers that go out under a number of their own, which they may call 案号.
_OUTGOING = frozenset(
    ("penalty_decision", "no_penalty_decision", "prior_notice", "hearing_notice", "coercion_decision", "coercion_release", "extra_fine_decision",
     "rectification_order", "demand_notice", "tax_handling_decision", "market_ban", "registration_notice", "licence_decision",
     "reconsideration_decision", "disclosure_reply", "instalment_approval")
)  # fmt: skip
_PROOFS = frozenset(("publication_proof",))
_REGISTERED = frozenset(("filing_receipt",))
_REGISTER_LABEL = re.compile(r"备案(?:登记)?(?:编?号|文号)\s*(?:：|\t)?\s*$")
_NAMED_BESIDE = re.compile(
    r"文件(?:名称|标题)|送达(?:的)?文书|文书名称"
)  # a row that names a paper gives that paper's number
_RULES = frozenset(("government_rule",))
_ORDINAL = re.compile(
    r"(?:^|\n)[ \u3000]*(?P<n>第[ ]?\d{1,4}[ ]?号)[ \u3000]*\n[^\n]{2,40}(?:公告|令)[ \u3000]*\n"
)
_PUBLISHED = re.compile(r"[）)]?\s*(?:公布|发布)")
_CODED = frozenset(
    ("licence_document", "licence_decision", "licence_acceptance", "test_report", "disclosure_reply", "onspot_filing", "filing_receipt", "coercion_decision")
)  # fmt: skip
_CODE = re.compile(
    r"(?:(?=No[.．]?)|(?:报告|受理|许可证|证书|凭证|登记|文书|回执)?(?:编号|证号|号码))(?:：|\t|[ \u3000]*)[ \u3000]*(?P<code>(?:No[.．]?[ ]?)?(?=[A-Za-z\d\-/]*\d)[A-Za-z\d][A-Za-z\d\-/]{5,30})(?![一-鿿〔（])"
)
_OWN_LINE = re.compile(
    r"(?<=\n)[ \u3000]*[^\s，。；：《》]{0,24}[〔\[（(【〖][ ]?(?:19|20)\d\d[ ]?[〕\]）)】〗][^\s，。；：]{1,12}[ \u3000]*(?=\n|$)"
)
_IN_TITLE = re.compile(r"(?:书|决定|通知|凭证|指令)[ \u3000]*（\s*$")  # 处罚决定书（某罚〔2022〕1号）
_TITLE_LINES = 8
_HEAD_LINES = 30
_HEAD_CHARACTERS = 1500
_FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_BEFORE_YUAN = re.compile(
    rf"(?:人民币|￥|¥|RMB)?\s*(?:{_FIGURES}\s?[十百千万亿]{{0,2}}|[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億]{{1,20}})\s*\Z"
)
_AFTER_YUAN = re.compile(
    r"[元圆](?:整|正|[零壹贰叁肆伍陆柒捌玖一二三四五六七八九\d]角(?:[零壹贰叁肆伍陆柒捌玖一二三四五六七八九\d]分)?(?:整|正)?|零?[壹贰叁肆伍陆柒捌玖]分)?(?!/|／|以上|以下|至)"
)
_YUAN = re.compile("[元圆]")
_CURRENCY = re.compile("人民币|￥|¥|RMB")
_YUAN_SIGN = re.compile(r"(?:￥|¥)\s*(?P<n>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?!\d|\s*元)")
_RANGE_BEFORE = re.compile(r"(?:以上|至|到|不足|超过|低于|高于|每日|每|—|-)\s*(?:人民币)?\s*$")
# The nearest of these before an amount (or right after it) tells what it is.
_ROLES: tuple[tuple[str, str], ...] = (
    ("extra_fine", "加处罚款"),
    ("fine", "罚款"),
    ("confiscation", "没收[^，。；]{0,16}?(?:违法所得|非法所得|非法财物|违法收入)|没收"),
    ("illegal_gain", "违法所得|非法所得|获利"),
    ("goods_value", "货值(?:金额)?|涉案金额"),
    ("tax", "少缴|应补缴|追缴|补缴|税款"),
    ("late_fee", "滞纳金"),
)
_ROLE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _ROLES))
_AFTER_ROLE = re.compile(r"\s*(?:整|正)?\s*的?\s*(?P<fine>罚款|行政罚款)")
_PERCENT = re.compile(
    r"(?<![\d.])(?P<n>\d{1,9}(?:\.\d{1,9})?)\s*%|百分之(?P<han>[零〇一二三四五六七八九十百点]{1,8})"
)
_COUNT = re.compile(
    r"(?P<about>(?:共)?(?:收到|收集|征集|采纳|部分采纳|未采纳|不采纳|吸收|制定|出台|印发|修改|废止|清理|备案|报备|报送备案|审核|审查|办理|受理|评估|公开|组织|开展|举办))"
    r"(?:了)?(?P<what>[^\d，。；：、\n\t（）《》]{0,14}?)\s*(?P<n>\d{1,6}|[一二三四五六七八九十百]{1,4})\s*(?P<unit>件次|人次|件|条|人|份|家|个|项|次|起|宗|篇|部)"
)


def find_numbers_in(paper: Paper) -> Iterator[Found]:
    """Document numbers, amounts and quantities of one paper."""
    yield from find_doc_numbers(paper)
    yield from find_amounts(paper)
    yield from find_quantities(paper)


def find_doc_numbers(paper: Paper) -> Iterator[Found]:
    """Document numbers: the paper's own, the case's, and those it cites.

    The own one stands on a line of its own near the top, after its label, or opens the text; there is one, though
    an information table may repeat it.
    """
    own = ""
    view = _apart(paper)
    found: list[Found] = []
    for number in find_numbers(view):
        role = _role(paper, number, own)
        own = own or (number.normal if role == "own" else "")
        found.append(_number(paper, number.start, number.end, role, number.normal))
    if not own:
        late = _in_note(paper, view) or _without_sign(paper, view) or _code(paper) or _issue(paper)
        found = [*late, *(f for f in found if all(f.start != own.start for own in late))]
    yield from found


def _number(paper: Paper, start: int, end: int, role: Role, normal: str) -> Found:
    value = DocNumber(role=role, written=paper.text[start:end], normal=normal)
    return Found(start, end, value, 0.98)


def _apart(paper: Paper) -> str:
    """The view with a number on a line of its own parted from the long line above, which is no sentence it goes on."""
    parts: list[str] = []
    at = 0
    for match in _OWN_LINE.finditer(paper.text):
        parts += (paper.view[at : match.start() - 1], "\n")
        at = match.start()
    return "".join((*parts, paper.view[at:]))


def _in_note(paper: Paper, view: str) -> list[Found]:
    """The number of the order that published a rule, in the note under its title: （…2021年8月25日某市人民政府令第44号公布…）."""
    if paper.kind not in _RULES and paper.kind != "law":
        return []
    ordinal = _ORDINAL.search(view, 0, _HEAD_CHARACTERS)
    if ordinal:
        normal = re.sub(r"\s", "", ordinal["n"])
        return [_number(paper, ordinal.start("n"), ordinal.end("n"), "own", normal)]
    notes = (
        (n, view[n.end : n.end + 6])
        for n in find_numbers(view[:_HEAD_CHARACTERS])
        if n.form == "order" and paper.kind in _RULES
    )
    own = next((n for n, after in notes if _PUBLISHED.match(after)), None)
    return [_number(paper, own.start, own.end, "own", own.normal)] if own else []


def _without_sign(paper: Paper, view: str) -> list[Found]:
    """A number that lacks its 号, alone on its line or behind its label."""
    for number in find_loose(view[:_HEAD_CHARACTERS]):
        if _role(paper, number, "") == "own" or _REGISTER_LABEL.search(view[: number.start][-12:]):
            return [_number(paper, number.start, number.end, "own", number.normal)]
    return []


def _issue(paper: Paper) -> list[Found]:
    found = find_issue(paper.view[:_HEAD_CHARACTERS]) if paper.kind == "meeting_minutes" else None
    return [_number(paper, found[0], found[1], "own", found[2])] if found else []


def _code(paper: Paper) -> list[Found]:
    """Certificates, reports and receipts are numbered by letters and digits: 许可证编号 JY19901020033218."""
    match = _CODE.search(paper.view, 0, _HEAD_CHARACTERS) if paper.kind in _CODED else None
    if match is None:
        return []
    return [_number(paper, match.start("code"), match.end("code"), "own", match["code"])]


def _role(paper: Paper, number: Number, own: str) -> Role:
    if paper.quoted(number.start) or number.form == "court":
        return "cited"
    line = paper.line_at(number.start)
    start = paper.lines[line][0]
    end = paper.lines[paper.line_at(number.end - 1)][1]
    before, after = paper.view[start : number.start], paper.view[number.end : end]
    field = paper.field_at(number.start)
    if field is not None:
        before, after = paper.view[field.start : number.start], paper.view[number.end : field.end]
        before = f"{field.label}\t" if not before.strip() else before
    if (
        paper.kind == "onspot_filing"
        and not own
        and (_CASE_LABEL.search(before) or _OWN_LABEL.search(before))
    ):
        return "own"  # the form has the decision's number and none besides
    if _CASE_LABEL.search(before) or (paper.kind in _OF_CASE and _OWN_LABEL.search(before)):
        series = papers_numbered(number.name)
        outgoing = paper.kind in series or (paper.kind in _OUTGOING and not series)
        return "own" if outgoing and not own and _near_top(paper, line) else "case"
    if own and own != number.normal:
        return "cited"
    if _of_another(paper, number.start, before) or not _near_top(paper, line):
        return "cited"
    above = paper.view[paper.lines[line - 1][0] : paper.lines[line - 1][1]] if line else ""
    alone = not before.strip(" 　（【[*★●") and _ends(after)
    labelled = bool(_OWN_LABEL.search(before)) or (alone and bool(_OWN_LABEL.search(above)))
    opens = number.start < _HEAD_CHARACTERS and not paper.view[: number.start].strip() and field is None
    titled = (
        line <= _TITLE_LINES
        and paper.kind in _OUTGOING
        and _IN_TITLE.search(before)
        and after.strip() == "）"
    )
    return "own" if labelled or (alone and field is None) or opens or titled else "cited"


def _of_another(paper: Paper, at: int, before: str) -> bool:
    """Whether the words before a number say that it is another paper's: 处罚决定书文号, the 文号 of what is filed."""
    if paper.kind in _REGISTERED and _REGISTER_LABEL.search(before):
        return False
    field = paper.field_at(at)
    listed = field is not None and _NAMED_BESIDE.search(paper.view, *field.row) is not None
    if (
        (paper.kind in _LISTING and field is not None) or listed or paper.kind in _PROOFS
    ) and _OWN_LABEL.search(before):
        return True
    return _LATER_LABEL.search(before.rstrip("\t")) is not None


def _ends(after: str) -> bool:
    """Nothing follows the number on its line but closing brackets, 签发人 or a date."""
    return re.fullmatch(r"[\s）】\]]*(?:签发人.{0,20}|[\d年月日.\s-]{0,20})?", after) is not None


def _near_top(paper: Paper, line: int) -> bool:
    return paper.lines[line][0] <= _HEAD_CHARACTERS or line <= _HEAD_LINES


def find_amounts(paper: Paper) -> Iterator[Found]:
    """Amounts in yuan with their role where the words before tell it; bounds in quoted law (二万元以上) are left out."""
    view = paper.view
    for anchor in _YUAN.finditer(view):
        after = _AFTER_YUAN.match(view, anchor.start())
        before = _BEFORE_YUAN.search(view, max(0, anchor.start() - 30), anchor.start()) if after else None
        if after is None or before is None:
            continue
        start = before.start() + len(before[0]) - len(before[0].lstrip())
        value = yuan(_CURRENCY.sub("", view[start : after.end()]))
        if value is not None and not _RANGE_BEFORE.search(view, max(0, start - 8), start):
            yield _amount(paper, start, after.end(), value)
    for match in _YUAN_SIGN.finditer(view):
        value = decimal(match["n"])
        if value is not None:
            yield _amount(paper, match.start(), match.end(), value)


def _amount(paper: Paper, start: int, end: int, value: Decimal) -> Found:
    role = "" if paper.quoted(start) else _amount_role(paper, start, end)
    return Found(start, end, Amount(yuan=value, role=role), 0.95)


def _amount_role(paper: Paper, start: int, end: int) -> str:
    if _AFTER_ROLE.match(paper.view, end, end + 8):
        return "fine"
    before = re.split(r"[。；，、\n]|\d\s*元", paper.view[max(0, start - 24) : start])[-1]
    found = list(_ROLE.finditer(before))
    return found[-1].lastgroup or "" if found else ""


def find_quantities(paper: Paper) -> Iterator[Found]:
    """Percentages, and counts of things received, adopted, reviewed …"""
    for match in _PERCENT.finditer(paper.view):
        number = decimal(match["n"] or match["han"])
        if number is not None:
            yield Found(match.start(), match.end(), Quantity(number=number, unit="%"), 0.9)
    for match in _COUNT.finditer(paper.view):
        number = decimal(match["n"])
        if number is not None:
            about = re.sub(r"\s", "", match["about"] + match["what"])
            yield Found(
                match.start(), match.end(), Quantity(number=number, unit=match["unit"], about=about), 0.85
            )
