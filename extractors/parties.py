"""Who appears in a paper, in which role: parties, officers with their certificates, agencies."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from dossier.fact import Party
from extractors.issuer import find_issuers, signers
from extractors.labels import spaced
from extractors.paper import Found, Paper
from knowledge.roles import Role, load_roles
from language.codes import credit_code_ok, repaired_credit_code
from language.dates import find_dates
from language.names import is_body, is_person, may_be_person, type_of

_PERSON_TOKEN = re.compile(r"[一-鿿](?:[ \u3000]{1,3}[一-鿿](?![一-鿿])|[一-鿿·某×*＊]{1,8})")
_SEPARATOR = re.compile(r"[ \u3000、，,/和]+")
_ASIDE = re.compile(r"\s*（(?P<in>[^（）\n]{0,40})）")
_CERTIFICATE = re.compile(
    r"\s*[，,]?\s*(?:执法|证件)?证?(?:件)?(?:编?号|证号)(?:码)?\s*：?\s*(?P<n>[A-Za-z]?\d[\dA-Za-z\-]{3,})"
)
_DIGITS = re.compile(r"(?P<n>[A-Za-z]?\d[\dA-Za-z\-*]{3,})")
_BODY_TOKEN = re.compile(r"[一-鿿A-Za-z0-9·（）“”&\-某×*＊]{2,60}")
_CUT = re.compile(
    r"住址|住所|地址|身份证|性别|法定代表人|负责人：|统一社会|社会信用|纳税人|电话|联系|职务|年龄|主体资格|营业执照|证照|经营者|经营场所|签名|签字|（(?:盖章|印章|公章|签名|签字|统一|纳税人|身份证|以下|社会|法定|营业执照|姓名|名称|个体|男|女)"
)
_ID = re.compile(
    r"(?:统一社会信用代码|社会信用代码|纳税人识别号|注册号|营业执照号码?|身份证(?:件)?号码?|公民身份号码|证件号码?|信用代码)[^\dA-Za-z\n]{0,16}[：\t]?\s*(?P<id>[0-9A-Za-z*×]{15,20})"
)
_REACH = 260
_ADDRESSEE = re.compile(
    r"^[ \u3000]*(?P<name>[一-鿿A-Za-z0-9·（）“”]{2,50}?)\s*(?:（(?P<aside>[^（）]{2,50})）)?[ \u3000]*："
    r"\s*(?:（(?P<after>[^（）]{2,50})）)?[ \u3000]*$",
    re.M,
)
_TO_PARTIES = frozenset(
    [
        "prior_notice",
        "hearing_notice",
        "penalty_decision",
        "no_penalty_decision",
        "coercion_decision",
        "coercion_release",
        "registration_notice",
        "demand_notice",
        "rectification_order",
        "tax_handling_decision",
        "market_ban",
        "extra_fine_decision",
        "testing_notice",
        "licence_decision",
        "licence_acceptance",
        "service_announcement",
    ]
)
# A letter between two offices: whom it is written to, by the kind of letter.
_TO_OFFICES = {"legality_review_opinion": "送审单位", "review_request": "审核机构"}
_ACCUSED = re.compile(
    r"(?:当事人|违法嫌疑人|涉嫌违法行为人|对|责令|要求|查处|向)(?P<name>[一-鿿A-Za-z0-9（）·]{4,40}?(?:公司|经营部|合作社|商行|商店|超市|门市部|饭店|餐厅|酒店|诊所|药房|药店|加工厂|工厂|制品厂|[一-鿿]厂|店))"
    r"(?:涉嫌|立案|进行(?:立案|了?立案|现场|检查|调查)|依法(?:立案|进行)|未|擅自|违法|非法|作出|送达|无证|经营|生产|销售|开展)"
)
_IN_TEXT = frozenset(("investigation_report", "case_opening_approval", "case_source", "legal_audit"))
_OFFICERS = re.compile(r"执法人员(?:是|为)?(?=[^：\n]{4,40}?(?:证|出示|，))")
_CERTIFICATES = re.compile(
    r"证(?:件)?(?:编?号)(?:码)?(?:分别)?(?:为|是)?\s*：?\s*(?P<list>[\dA-Za-z\-]{4,}(?:\s*[、，,和]\s*[\dA-Za-z\-]{4,})+)"
)
_OFFICERS_OPINION = re.compile(
    r"(?:承办人|经办人|办案人员|执法人员|主办人)员?(?:（签名）)?(?:$|(?:处理|立案|审查)?(?:意见|建议))"
)
_LINE = re.compile(r"[^\n]*[^\s]")
_BY_PARTY = frozenset(("hearing_request", "waiver", "licence_application"))
_PRESIDES = re.compile(
    r"(?:长|主任|书记|主席|负责人)[ 　]?(?P<name>[一-鿿]{2,4}?)(?:同志)?(?:在[^，。；\n]{2,24}?|受[^，。；\n]{2,16}?委托，?)?(?:主持|召集)(?:召开|了|会议)?"
)


class _Labelled(NamedTuple):
    role: Role
    label: re.Pattern[str]


@cache
def _labels(kind: str) -> tuple[tuple[_Labelled, ...], re.Pattern[str]]:
    """Labels that count in papers of this kind, singly and all at once."""
    roles = [r for r in load_roles() if kind not in r.not_papers and (not r.papers or kind in r.papers)]
    single = tuple(_Labelled(role, re.compile(spaced(label))) for role in roles for label in role.labels)
    union = "|".join(f"(?:{item.label.pattern})" for item in single)
    gap = r"[ \u3000]+|" if kind == "identity_proof" else ""  # a licence has columns, no colons
    ends = rf"\s*(?:{gap}：|\t|\n(?=[^\n]{{2,40}}\n))[ \u3000\t]*"
    return single, re.compile(
        rf"(?:(?<![一-鿿])|(?<=号))(?P<label>{union})(?:（[^（）\n]{{0,12}}）)?(?P<signed>签名|签字)?(?:（[^（）\n]{{0,12}}）)?{ends}"
    )


def find_parties(paper: Paper) -> Iterator[Found]:
    """Parties of one paper, each role and name once, in text order.

    >>> from extractors.paper import paper
    >>> [(f.value.role, f.value.name) for f in find_parties(paper("当事人：青禾县谷满仓食品有限公司\\n"))]
    [('当事人', '青禾县谷满仓食品有限公司')]
    """
    found = [
        *_labelled(paper),
        *_addressed(paper),
        *_office_addressed(paper),
        *_named_in_text(paper),
        *_officers(paper),
        *_undersigned(paper),
        *_presiding(paper),
    ]
    found += [*_applicants(paper), *find_issuers(paper)]
    known: dict[tuple[str, str], Found] = {}
    for item in sorted(found, key=lambda f: (f.start, -f.score)):
        assert isinstance(item.value, Party)
        key = (item.value.role, item.value.name)
        held = known.get(key)
        if held is None or (
            isinstance(held.value, Party) and held.value.id is None and item.value.id is not None
        ):
            known[key] = item
    yield from sorted(known.values(), key=lambda f: (f.start, f.end))


def _labelled(paper: Paper) -> Iterator[Found]:
    """Names after “标签：” or in the cell right of a label."""
    single, anywhere = _labels(paper.kind)
    for match in anywhere.finditer(paper.view):
        roles = {item.role.name: item.role for item in single if item.label.fullmatch(match["label"])}
        for role in roles.values():
            if "签" in match[0] and not role.signed:
                continue
            yield from (_persons if role.type == "person" else _body)(paper, role, match.end())


def _persons(paper: Paper, role: Role, at: int) -> Iterator[Found]:
    """The person, or persons, named from `at` on; stops at the first thing that is no name."""
    while True:
        separator = _SEPARATOR.match(paper.view, at)
        at = separator.end() if separator else at
        token = _PERSON_TOKEN.match(paper.view, at)
        name = re.sub(r"\s", "", token[0]) if token else ""
        if token is None or not may_be_person(name) or paper.view[token.end() : token.end() + 1] == "：":
            return
        number, end = _certificate(paper.view, token.end())
        yield Found(
            token.start(), token.end(), Party(role=role.name, name=name, type="person", id=number), 0.93
        )
        at = end
        if not role.several:
            return


def _certificate(view: str, at: int) -> tuple[str | None, int]:
    """The number behind a name, in brackets or after 证号, with where it ends."""
    aside = _ASIDE.match(view, at)
    if aside:
        digits = _DIGITS.search(aside["in"])
        return (digits["n"] if digits else None), aside.end()
    stated = _CERTIFICATE.match(view, at)
    return (stated["n"], stated.end()) if stated else (None, at)


def _body(paper: Paper, role: Role, at: int) -> Iterator[Found]:
    """The name from `at` on, cut where another field begins."""
    token = _BODY_TOKEN.match(paper.view, at)
    if token is None:
        return
    cut = _CUT.search(token[0])
    name = token[0][: cut.start()] if cut else token[0]
    name = _unbracketed(name)
    if len(name) < 2 or (paper.view[at + len(name) : at + len(name) + 1] == "：" and not cut):
        return
    kind = type_of(name)
    if role.type == "organization" and kind != "organization":
        return
    if kind == "unknown" and not re.search(r"[某×*＊]", name):
        return
    number = _identifier(paper.view, at + len(name)) if role.name == "当事人" else None
    yield Found(at, at + len(name), Party(role=role.name, name=name, type=kind, id=number), 0.95)


def _unbracketed(name: str) -> str:
    """The name without a bracket that was not closed within it."""
    return name[: name.rindex("（")] if name.count("（") > name.count("）") else name


def _identifier(view: str, at: int) -> str | None:
    """The code or number given for the party whose name ends at `at`; a misread credit code is mended where the check agrees."""
    match = _ID.search(view, at, at + _REACH)
    if match is None:
        return None
    code = match["id"].upper()
    return code if credit_code_ok(code) else repaired_credit_code(code) or match["id"]


def _addressed(paper: Paper) -> Iterator[Found]:
    """To whom a notice or decision is written: a line of its own above the text, with a colon."""
    if paper.kind not in _TO_PARTIES:
        return
    for match in _ADDRESSEE.finditer(paper.view, 0, 1500):
        name = match["name"]
        kind: Literal["organization", "person", "unknown"] = type_of(name)
        if (
            kind == "unknown"
            or re.search(r"如下|告知|事项|证据|决定|依据|意见$", name)
            or (kind == "person" and len(name) > 4)
        ):
            continue
        inside = _ID.search(match["aside"] or match["after"] or "")
        number = inside["id"] if inside else None
        yield Found(
            match.start("name"), match.end("name"), Party(role="当事人", name=name, type=kind, id=number), 0.9
        )
        return


def _office_addressed(paper: Paper) -> Iterator[Found]:
    """The office a review's papers are written to: the first line that names one, with a colon."""
    role = _TO_OFFICES.get(paper.kind)
    for match in _ADDRESSEE.finditer(paper.view, 0, 1500) if role else ():
        if is_body(match["name"]):
            value = Party(role=role or "", name=match["name"], type="organization")
            yield Found(match.start("name"), match.end("name"), value, 0.9)
            return


def _named_in_text(paper: Paper) -> Iterator[Found]:
    """The party a report names in its sentences (对某某公司立案调查), where no field does."""
    if paper.kind not in _IN_TEXT or re.search(r"当事人(?:名称|姓名)?\s*[：\t]", paper.view):
        return
    match = _ACCUSED.search(paper.view)
    if match and not paper.quoted(match.start()):
        value = Party(role="当事人", name=match["name"], type="organization")
        yield Found(match.start("name"), match.end("name"), value, 0.85)


def _officers(paper: Paper) -> Iterator[Found]:
    """执法人员甲、乙，执法证号A、B: officers named in running text."""
    role = next(role for role in load_roles() if role.name == "执法人员")
    for match in _OFFICERS.finditer(paper.view):
        people = list(_persons(paper, role, match.end()))
        if len(people) < 2:
            continue
        numbers = _CERTIFICATES.search(paper.view, people[-1].end, people[-1].end + 60)
        codes = re.split(r"\s*[、，,和]\s*", numbers["list"]) if numbers else []
        for i, person in enumerate(people):
            assert isinstance(person.value, Party)
            number = codes[i] if len(codes) == len(people) else person.value.id
            yield person._replace(value=person.value.model_copy(update={"id": number}))


def _undersigned(paper: Paper) -> Iterator[Found]:
    """Officers who sign their opinion (承办人意见) in a form: names alone on a line of that cell."""
    role = next(role for role in load_roles() if role.name == "执法人员")
    for field in paper.fields:
        if not _OFFICERS_OPINION.match(field.label):
            continue
        for match in _LINE.finditer(paper.view, field.start, field.end):
            people = list(_persons(paper, role, match.start()))
            rest = paper.view[people[-1].end : match.end()].strip() if people else "-"
            if not rest or any(date.start == 0 for date in find_dates(rest)):
                yield from people


def _applicants(paper: Paper) -> Iterator[Found]:
    """The party who signs what it hands in: the name right above the date."""
    if paper.kind not in _BY_PARTY:
        return
    for start, end in signers(paper):
        name = re.sub(r"\s", "", paper.view[start:end])
        if type_of(name) != "unknown":
            yield Found(start, end, Party(role="当事人", name=name, type=type_of(name)), 0.9)


def _presiding(paper: Paper) -> Iterator[Found]:
    """市长某某主持召开: who presided over a meeting."""
    if paper.kind not in ("meeting_minutes", "collective_discussion"):
        return
    for match in _PRESIDES.finditer(paper.view):
        if is_person(match["name"]) and not is_body(match["name"]):
            value = Party(role="主持人", name=match["name"], type="person")
            yield Found(match.start("name"), match.end("name"), value, 0.9)
