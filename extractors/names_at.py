"""Names read off an offset: persons in a list with their certificates, bodies with their codes, signers before a date."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from language.codes import credit_code_ok, identity_ok, repaired_credit_code, repaired_identity
from language.names import is_person, may_be_person, person_at, type_of

_PERSON_TOKEN = re.compile(r"[一-鿿](?:[ \u3000]{1,3}[一-鿿](?![一-鿿])|[一-鿿·某×*＊]{1,11})")
_SEPARATOR = re.compile(r"[ \u3000、，,/和及]+")
TITLE = re.compile(
    r"(?:(?:副?组长|组员|成员|委员|律师|书记员|(?:常务)?副?总?经理|(?:常务)?副?(?:安全)?(?:[局处科队所股站院厂矿校省市县区镇乡]长|护林员|民警|主任|书记)|教授|工程师))(?=[一-鿿]{2})"
)
_POLITE = re.compile(r"[一-鿿]{1,2}(?:先生|女士|小姐|老师)(?![一-鿿])")
_ASIDE = re.compile(r"\s*（(?P<in>[^（）\n]{0,40})）")
_CERTIFICATE = re.compile(
    r"\s*[，,]?\s*(?:执法|证件)?证?(?:件)?(?:编?号|证号)(?:码)?\s*：?\s*(?P<n>[A-Za-z]?\d[\dA-Za-z\-]{3,})"
)
_DIGITS = re.compile(r"(?P<n>[A-Za-z]?\d[\dA-Za-z\-*]{3,})")
_BODY_TOKEN = re.compile(r"[一-鿿A-Za-z0-9·（）“”&\-某×*＊]{2,60}")
_CUT = re.compile(
    r"涉嫌|住址|住所|地址|身份证|性别|法定代表人|负责人：|统一社会|社会信用|纳税人|电话|联系|职务|年龄|主体资格|营业执照|证照|经营者|经营场所|签名|签字|"
    r"（(?:盖章|印章|公章|签名|签字|统一|纳税人|身份证|以下|社会|法定|营业执照|姓名|名称|个体|男|女|经营者|负责人|另案|字号|投诉|举报|受托|委托|代理)"
)
_ASIDE_BEHIND = re.compile(
    r"（(?!普通合伙|有限合伙|特殊普通合伙|集团|中国|[一-鿿]{2,4}）[一-鿿])[^（）]{1,20}）$"
)
_OTHERS = ("（投诉", "（举报", "（受托", "（委托", "（代理")  # who handed it in is not who is accused
_ID = re.compile(
    r"(?:统一社会信用代码|社会信用代码|纳税人识别号|注册号|营业执照号码?|身份证(?:件)?号码?|公民身份号码|证件号码?|信用代码)[^\dA-Za-z\n]{0,16}[：\t]?\s*(?P<id>[0-9A-Za-z*×]{15,20})"
)
_REACH = 260
_OPINION = re.compile(r"(?:拟|建议|同意|申请|请求)(?:予以)?(?:立案|结案|处罚|查处|审批|批准)?(?=[一-鿿]{2})")
_SIGNERS = re.compile(r"[一-鿿·某]{2,9}(?:[ \u3000、，,/和]+[一-鿿·某]{2,5}){0,4}\s*$")


class Named(NamedTuple):
    """A name at text[start:end], spaces taken out, with the number behind it; `upto`: where reading may go on.

    `mended`: the number was misread and is given as its check digit shows it must have been printed.
    """

    start: int
    end: int
    name: str
    id: str | None
    upto: int
    mended: bool = False


def persons_at(view: str, at: int, stop: int, *, several: bool = True) -> Iterator[Named]:
    """The person, or persons, named from `at` on, not beyond `stop`; stops at the first thing that is no name."""
    first = True
    while True:
        separator = _SEPARATOR.match(view, at)
        if separator is None and not first:
            return
        first, at = False, separator.end() if separator else at
        title = TITLE.match(view, at)
        found = _person(view, title.end() if title else at, stop) if at < stop else None
        if found is None:
            return
        number, upto = certificate(view, found[1])
        yield Named(*found, re.sub(r"\s", "", view[found[0] : found[1]]), number, upto)
        at = upto
        if not several:
            return


def _person(view: str, at: int, stop: int) -> tuple[int, int] | None:
    polite = _POLITE.match(view, at, stop)
    if polite:
        return at, polite.end()
    token = _PERSON_TOKEN.match(view, at, stop)
    if token is None:
        return None
    end = token.end() if may_be_person(re.sub(r"\s", "", token[0])) else person_at(view, at)
    if end is None or view[end : end + 1] == "：":  # who speaks next, no longer who is named
        return None
    return at, end


def certificate(view: str, at: int) -> tuple[str | None, int]:
    """The number behind a name, in brackets or after 证号, with where it ends."""
    aside = _ASIDE.match(view, at)
    if aside:
        digits = _DIGITS.search(aside["in"])
        return (digits["n"] if digits else None), aside.end()
    stated = _CERTIFICATE.match(view, at)
    return (stated["n"], stated.end()) if stated else (None, at)


def body_at(view: str, at: int) -> Named | None:
    """The name of a body or person that fills a field from `at` on, cut where another field begins."""
    token = _BODY_TOKEN.match(view, at)
    if token is None:
        return None
    cut = _CUT.search(token[0])
    if cut and cut[0] in _OTHERS:
        return None
    name = _ASIDE_BEHIND.sub("", _unbracketed(token[0][: cut.start()] if cut else token[0]))
    end = at + len(name)
    if len(name) < 2 or (view[end : end + 1] == "：" and not cut):
        return None
    if type_of(name) == "unknown" and not re.search(r"[某×*＊]", name):
        whole = _PERSON_TOKEN.fullmatch(token[0]) and len(token[0]) <= 4 and may_be_person(token[0])
        short = at + len(token[0]) if whole else person_at(view, at)
        if short is None:
            return None
        name, end = view[at:short], short
    number, mended = identifier(view, end)
    return Named(at, end, name, number, end, mended)


def _unbracketed(name: str) -> str:
    """The name without a bracket that was not closed within it."""
    return name[: name.rindex("（")] if name.count("（") > name.count("）") else name


def identifier(view: str, at: int, upto: int | None = None) -> tuple[str | None, bool]:
    """The code or number given for the party whose name ends at `at`, and whether it was mended."""
    match = _ID.search(view, at, min(at + _REACH, upto or len(view)))
    return checked(match["id"]) if match else (None, False)


def checked(number: str) -> tuple[str, bool]:
    """A credit code or identity number as it must have been printed where only so its check agrees; else as written."""
    code = number.upper()
    if credit_code_ok(code) or identity_ok(code):
        return code, False
    mended = repaired_credit_code(code) or repaired_identity(code)
    return (mended, True) if mended else (number, False)


def signers_before(view: str, low: int, end: int, *, strict: bool = True) -> list[Named]:
    """Persons whose names stand right before `end` (a date): 建议立案。甘棠、禾苗　2022年7月27日.

    `strict`: one of them has a surname of the list, as where no field says that persons sign there.
    """
    offset = max(low, end - 40)
    match = _SIGNERS.search(view[offset:end])
    if match is None:
        return []
    tokens = list(re.finditer(r"[一-鿿·某]+", match[0]))
    found: list[Named] = []
    for token in reversed(tokens):
        start, stop = offset + match.start() + token.start(), offset + match.start() + token.end()
        opinion = _OPINION.match(token[0])
        start += opinion.end() if opinion else 0
        if not may_be_person(view[start:stop]) or view[start - 1 : start].isdigit():
            break
        found.insert(0, Named(start, stop, view[start:stop], None, stop))
    return found if not strict or any(is_person(item.name) for item in found) else []
