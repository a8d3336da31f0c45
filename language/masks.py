"""Personal data in a text, and the text with it covered, character for character.

Masked are identity numbers, telephone numbers, bank cards and home addresses (contract.md). A unified social
credit code is public; so is the address of an office or a company.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from language.codes import bank_card_ok, credit_code_ok, identity_ok

Kind = Literal["id_card", "phone", "bank_card", "address"]

_LONG = re.compile(r"(?<![\dA-Za-z])\d(?:[ \t\u3000-]?\d){13,18}(?:[ \t]?[Xx])?(?![\dA-Za-z])")
_ID_LABEL = re.compile(r"(?:身份证|身份号码|公民身份|证件号码|身份证件)[^\d\n]{0,14}$")
_CARD_LABEL = re.compile(r"(?:银行卡|卡号|账号|帐号|账户|帐户|户号)[^\d\n]{0,12}$")
_MOBILE = re.compile(r"(?<![\dA-Za-z.])(?:\+?86[- ]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?![\dA-Za-z])")
_LANDLINE = re.compile(
    r"(?<![\dA-Za-z.〔-])(?:[（(]0\d{2,3}[）)]|0\d{2,3}[-－— ])[ ]?[2-9]\d{6,7}(?:-\d{1,5})?(?!\d)"
)
_PHONE_LABEL = re.compile(r"(?:电\s*话|手\s*机(?:号码?)?|联系方式|传真)[：:\s]{0,4}(?P<n>[2-9]\d{6,7})(?!\d)")
_ADDRESS = re.compile(
    r"(?:(?:家庭|户籍|现居住|居住|现|经常居住)?住址|户籍(?:所在)?地(?:址)?|户籍|居住地(?:址)?|家庭地址|现住(?:址|地)?)[：:\s]{0,4}(?P<a>[^\s，,。；;：:、（(\t]{4,60})"
)
_TOWN = re.compile(r"^.{0,18}?(?:自治州|地区|[市盟]|县|区|旗)(?=.)|^.{2,8}?省(?=.)")


class Personal(NamedTuple):
    """A piece of personal data: text[start:end]."""

    start: int
    end: int
    kind: Kind


def find_personal(text: str) -> list[Personal]:
    """Every piece of personal data in `text`, in order, none overlapping another."""
    found: list[Personal] = []
    items = [*_numbers(text), *_phones(text), *_addresses(text)]
    for item in sorted(items, key=lambda p: (p.start, -p.end)):
        if not found or item.start >= found[-1].end:
            found.append(item)
    return found


def mask(text: str) -> str:
    """`text` with personal data starred out; every other character keeps its place.

    Of an identity number the region stays, of a mobile number the first three and last four digits, of a card
    the last four, of an address the town.

    >>> mask("身份证号：11010519491231002X，电话13800138000")
    '身份证号：110105************，电话138****8000'
    """
    parts: list[str] = []
    at = 0
    for item in find_personal(text):
        parts += (text[at : item.start], _covered(text[item.start : item.end], item.kind))
        at = item.end
    return "".join((*parts, text[at:]))


def _covered(piece: str, kind: Kind) -> str:
    if kind == "address":
        town = _TOWN.match(piece)
        keep = town.end() if town else 0
        return piece[:keep] + "*" * (len(piece) - keep)
    first, last = {"id_card": (6, 0), "phone": (3, 4), "bank_card": (0, 4)}[kind]
    places = [i for i, c in enumerate(piece) if c.isalnum()]
    hidden = set(places[first : len(places) - last])
    return "".join("*" if i in hidden else c for i, c in enumerate(piece))


def _numbers(text: str) -> Iterator[Personal]:
    """Identity numbers and bank cards: the check digit decides, or the words before."""
    for match in _LONG.finditer(text):
        digits = re.sub(r"[^\dXx]", "", match[0]).upper()
        before = text[max(0, match.start() - 24) : match.start()]
        if identity_ok(digits) or (len(digits) in (15, 18) and _ID_LABEL.search(before)):
            yield Personal(match.start(), match.end(), "id_card")
        elif credit_code_ok(digits):
            continue
        elif digits.isdigit() and len(digits) >= 16 and bank_card_ok(digits) and _CARD_LABEL.search(before):
            yield Personal(match.start(), match.end(), "bank_card")


def _phones(text: str) -> Iterator[Personal]:
    for pattern in (_MOBILE, _LANDLINE):
        for match in pattern.finditer(text):
            yield Personal(match.start(), match.end(), "phone")
    for match in _PHONE_LABEL.finditer(text):
        yield Personal(match.start("n"), match.end("n"), "phone")


def _addresses(text: str) -> Iterator[Personal]:
    for match in _ADDRESS.finditer(text):
        yield Personal(match.start("a"), match.end("a"), "address")
