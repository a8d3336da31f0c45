"""Document numbers (发文字号、执法文书文号、令号、案号): found wide, told apart, written in one normal form.

Forms: GB/T 9704—2012 §7.2.5 (晋市政发〔2022〕10号), older and OCR forms with [ ] 【 】 （ ）, with 字 and 第, without an
agency's short name (〔2024〕93号), orders (国务院令第709号), announcements (2020年第8号), approvals (…用字第12号).
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from language.normal import lookalikes
from language.numerals import integer

Form = Literal["year", "order", "announcement", "court", "approval"]

_S = r"[ \t\u3000]{0,4}"
_HAN = r"㐀-鿿"
_ORDINAL = r"(?:\d{1,10}(?:[-－]\d{1,8})?|[一二三四五六七八九十百零〇]{1,6})"
_OPEN, _CLOSE = r"〔\[【（(〖［﹝", r"〕\]】）)〗］﹞"
_YEAR = re.compile(
    rf"[{_OPEN}]{_S}(?P<year>(?:19|20){_S}\d{_S}\d|[一二][〇○ＯO零一二九][〇○ＯO零一二三四五六七八九]{{2}}){_S}年?{_S}[{_CLOSE}]"
    rf"{_S}(?P<first>第)?{_S}(?P<word>[{_HAN}]{{1,4}}(?<![第年月日号于对])-?(?=\d))?(?P<n>{_ORDINAL}){_S}号(?!楼|院|线|文件柜)"
)
_ISSUE = re.compile(
    rf"^{_S}[（(]?(?P<n>(?:(?:19|20)\d\d{_S}年|〔(?:19|20)\d\d〕){_S}第{_S}{_ORDINAL}{_S}期)[）)]?{_S}$", re.M
)
# A number whose 号 was left out: told from other brackets only where it stands alone or behind its label.
_BACKWARD = re.compile(
    rf"[{_OPEN}](?P<year>(?:19|20)\d\d)[{_CLOSE}](?P<name>[{_HAN}]{{2,14}}字){_S}第?(?P<n>{_ORDINAL}){_S}号"
)
_LOOSE = re.compile(
    rf"(?P<name>[{_HAN}]{{2,16}}(?:[（(][{_HAN}]{{1,6}}[）)])?[{_HAN}]{{0,6}})[{_OPEN}](?P<year>(?:19|20)\d\d)[{_CLOSE}](?:第)?(?P<n>\d{{2,7}})(?![\d号年月.])"
)
_BEFORE = re.compile(rf"(?:[（(][{_HAN}]{{1,6}}[）)]{_S}|[{_HAN}A-Za-z]{_S}){{1,22}}\Z")
_COURT = re.compile(
    rf"[（(〔](?P<year>(?:19|20)\d\d)[）)〕](?P<court>[{_HAN}]{{1,3}}\d{{0,6}}[{_HAN}]{{0,4}}[初终再申监复执保他辖特破赔审调确])(?P<n>\d{{1,6}})号"
)
_ORDER = re.compile(rf"(?P<kind>令|[局部厅委署府会]公告){_S}\n?{_S}[（(]?{_S}第{_S}(?P<n>{_ORDINAL}){_S}号")
_NUMBERED_ORDER = re.compile(rf"第{_S}(?P<n>{_ORDINAL}){_S}号令")
_ANNOUNCEMENT = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d){_S}年{_S}第{_S}(?P<n>{_ORDINAL}){_S}号(?!台风|修改|线)"
)
_ISSUER = re.compile(rf"(?P<name>[{_HAN}]{{2,28}})(?:公告|通告|令){_S}\Z")
_APPROVAL = re.compile(rf"(?P<sign>字|(?<!许可)证){_S}(?:第{_S}|(?=\d{{6}}))(?P<n>\d{{1,12}}(?:-\d+)?){_S}号")
# What stands before a number without belonging to it; the number begins after the last of these.
_NOT_IN_NAME = re.compile(
    r".*(?:根据|依据|依照|按照|遵照|文号|字号|编号|案号|号为|文书号|以下简称|通知书|决定书|告知书|意见书|通知单|通知|决定|意见|批复|公告|通告|"
    r"报告|请示|命令|办法|规定|条例|文件|来文|收到|印发|转发|下发|发布|作出|下达|送达|制作|引用|违反|执行|参照|参见|详见|"
    r"(?:局|委|厅|府|院|部|机关|单位|日|年)(?:于|对|将|向|以)|的|了|书|号|《|》)"
)
_BULLETIN = re.compile(r"公告|通告|通报|令")  # what some number by itself: 公告〔2024〕第2号
# 和, 于, 即, 将 begin names of places too (和顺, 于都, 即墨, 将乐): they join only after something that ended.
_JOINING = re.compile(r"(?:以及|和|与|及|或|于|即|将|对|为|以|向|由|是|见|附)(?=..)")


class Number(NamedTuple):
    """A document number in a text. `written` is text[start:end]; `name` the agency's short name, may be empty."""

    start: int
    end: int
    written: str
    normal: str
    name: str
    form: Form


def find_numbers(text: str) -> list[Number]:
    """Every document number in `text`, in order, none overlapping another."""
    found: list[Number] = []
    items = [*_with_year(text), *_orders(text), *_announcements(text), *_approvals(text)]
    for number in sorted(items, key=lambda n: (n.start, n.start - n.end)):
        if not found or number.start >= found[-1].end:
            found.append(number)
    return found


def normal_number(written: str) -> str:
    """The normal form of one number: 〔〕, Arabic digits, no spaces, no 第 and no leading zeros.

    Text that is no document number comes back without its spaces.

    >>> normal_number("晋市监罚字[ 2022 ]第012 号")
    '晋市监罚字〔2022〕12号'
    """
    plain = re.sub(r"\s", "", lookalikes(written))
    found = find_numbers(plain) or find_loose(plain)
    return found[0].normal if found and found[0].end == len(plain) and found[0].start == 0 else plain


def _ordinal(text: str) -> str:
    head, dash, tail = re.sub(r"[-－]", "-", text).partition("-")
    number = integer(head)
    return f"{head if number is None else number}{dash}{tail}"


def _with_year(text: str) -> Iterator[Number]:
    for match in _COURT.finditer(text):
        normal = f"（{match['year']}）{match['court']}{_ordinal(match['n'])}号"
        yield Number(match.start(), match.end(), match[0], normal, match["court"], "court")
    for match in _BACKWARD.finditer(text):
        normal = f"〔{match['year']}〕{match['name']}{_ordinal(match['n'])}号"
        yield Number(match.start(), match.end(), match[0], normal, match["name"], "year")
    for match in _YEAR.finditer(text):
        name, start = _name_before(text, match.start())
        year = integer(re.sub(r"\s", "", match["year"]))
        if year is None or not 1949 <= year <= 2099:
            continue
        plain = re.sub(r"\s", "", name).replace("(", "（").replace(")", "）")
        normal = f"{plain}〔{year}〕{match['word'] or ''}{_ordinal(match['n'])}号"
        yield Number(start, match.end(), text[start : match.end()], normal, plain, "year")


def _name_before(text: str, at: int) -> tuple[str, int]:
    """The agency's short name that ends at `at`, with the offset it begins at."""
    before = _BEFORE.search(text, max(0, at - 40), at)
    if not before:
        return "", at
    name, start = before[0], before.start()
    if name[0] == "日" and text[start - 1 : start].isdigit():  # the date before it
        name, start = name[1:], start + 1
    if _BULLETIN.fullmatch(name):
        return name, start
    alien = _NOT_IN_NAME.match(name)
    if alien:
        start += alien.end()
        name = name[alien.end() :]
    joining = _JOINING.match(name) if alien or text[start - 1 : start] in tuple("》）)”、，；") else None
    if joining:
        start += joining.end()
        name = name[joining.end() :]
    lead = len(name) - len(name.lstrip(" \t\u3000"))
    return name[lead:], start + lead


def _orders(text: str) -> Iterator[Number]:
    for match in _ORDER.finditer(text):
        name, start = _name_before(text, match.start())
        body = re.sub(r"\s", "", name + match["kind"])
        yield Number(
            start, match.end(), text[start : match.end()], f"{body}第{_ordinal(match['n'])}号", body, "order"
        )
    for match in _NUMBERED_ORDER.finditer(text):
        yield Number(match.start(), match.end(), match[0], f"令第{_ordinal(match['n'])}号", "令", "order")


def _announcements(text: str) -> Iterator[Number]:
    for match in _ANNOUNCEMENT.finditer(text):
        issuer = _ISSUER.search(text, max(0, match.start() - 32), match.start())
        alien = _NOT_IN_NAME.match(issuer["name"]) if issuer else None
        start = issuer.start() + (alien.end() if alien else 0) if issuer else match.start()
        body = re.sub(r"\s", "", text[start : match.start()])
        normal = f"{body}{match['year']}年第{_ordinal(match['n'])}号"
        yield Number(start, match.end(), text[start : match.end()], normal, body, "announcement")


def find_issue(text: str) -> tuple[int, int, str] | None:
    """The issue of minutes or a bulletin on a line of its own: 2023年第1期."""
    match = _ISSUE.search(text)
    return (match.start("n"), match.end("n"), re.sub(r"\s", "", match["n"])) if match else None


def find_loose(text: str) -> list[Number]:
    """Numbers without 号 (雁交扣〔2022〕0061), for places where only a number can stand."""
    found = []
    for match in _LOOSE.finditer(text):
        alien = _NOT_IN_NAME.match(match["name"])
        start = match.start() + (alien.end() if alien else 0)
        name = text[start : match.end("name")]
        normal = f"{name}〔{match['year']}〕{_ordinal(match['n'])}号"
        found.append(Number(start, match.end(), text[start : match.end()], normal, name, "year"))
    return found


def _approvals(text: str) -> Iterator[Number]:
    for match in _APPROVAL.finditer(text):
        name, start = _name_before(text, match.start())
        body = re.sub(r"\s", "", name).replace("(", "（").replace(")", "）") + match["sign"]
        if name:
            normal = f"{body}第{_ordinal(match['n'])}号"
            yield Number(start, match.end(), text[start : match.end()], normal, body, "approval")
