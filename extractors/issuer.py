"""The body that issues a paper (发文机关): by its field, its signature, its letterhead or its title."""

import re
from collections.abc import Iterator

from dossier.fact import Party
from extractors.paper import Found, Paper
from extractors.signature import AGENCY, signature_date
from language.names import is_body, is_person

_FIELD = re.compile(
    r"(?:发文机关|发布机构|发文单位|制定机关|发布机关|公开主体)\s*(?:：|\t)\s*(?P<name>[一-鿿、（） \u3000]{2,60}?)\s*(?=[\n\t]|$)",
    re.M,
)
_NAME = re.compile(
    rf"[一-鿿（）]{{1,40}}?{AGENCY}(?![一-鿿])|[一-鿿]{{1,20}}?(?:教育部|财政部|国务院)(?![一-鿿])|国务院"
)
_SEAL = re.compile(r"（[^（）\n]{0,16}(?:章|印)[^（）\n]{0,6}）|（代章）")
_LETTERHEAD = re.compile(rf"^\s*(?P<name>[一-鿿（） ]{{2,60}}?{AGENCY})\s*(?:文件|令|公告|通告)?\s*$")
_TITLE = re.compile(
    rf"^(?P<name>[一-鿿（）、 ]{{2,60}}?{AGENCY}|国务院|[一-鿿]{{2,8}}部)(?=关于|公告|通告|令|第|20\d\d)"
)
_VAGUE = frozenset(
    ("税务机关", "行政机关", "处罚机关", "本机关", "执法机关", "我局", "本局", "行政执法机关", "发文机关")
)
_BY_PARTY = frozenset(
    [
        "hearing_request",
        "waiver",
        "licence_application",
        "identity_proof",
        "evidence",
        "payment_receipt",
        "test_report",
        "file_catalogue",
        "statement_record",
        "inquiry_record",
    ]
)
# Besides issuing, who signs these papers holds a role of its own in the review.
_ALSO = {"review_request": "送审单位", "legality_review_opinion": "审核机构"}
_SECTION = re.compile(
    r"(?P<office>[一-鿿（）]{2,40}?(?:局|厅|委员会|办公室|人民政府))[ \u3000]?[一-鿿]{2,10}(?:股|科|处)"
)
_HEAD_LINES = 8


def find_issuers(paper: Paper) -> Iterator[Found]:
    """The issuing body, or bodies; none for papers that the other side writes.

    The signature is asked first, then the page's field, the letterhead, and last the title.
    """
    if paper.kind in _BY_PARTY:
        return
    for spans in (signers(paper), _imprint(paper), _field(paper), _letterhead(paper), _from_title(paper)):
        named = [(s, e) for s, e in spans if re.sub(r"\s", "", paper.view[s:e]) not in _VAGUE]
        for start, end in named:
            end = office_end(paper.view, start, end)
            name = re.sub(r"\s", "", paper.view[start:end])
            yield Found(start, end, Party(role="发文机关", name=name, type="organization"), 0.95)
            if paper.kind in _ALSO:
                yield Found(start, end, Party(role=_ALSO[paper.kind], name=name, type="organization"), 0.93)
        if named:
            return


def office_end(view: str, start: int, end: int) -> int:
    """Where the office's own name ends: its section behind it (县司法局法规审查股) does not issue papers."""
    section = _SECTION.fullmatch(view, start, end)
    return section.end("office") if section else end


def signers(paper: Paper) -> list[tuple[int, int]]:
    """Agencies, or companies, right above the date under the signature, or before it on its line."""
    signed = signature_date(paper, paper.dates)
    if signed is None:
        return []
    i = paper.line_at(signed[0].start)
    start = paper.lines[i][0]
    before = paper.view[start : signed[0].start]
    if before.strip("（ \u3000"):
        return _agencies(
            re.split(r"[。；]", before)[-1], start + max(before.rfind("。"), before.rfind("；")) + 1
        )
    found: list[tuple[int, int]] = []
    for low, high in _above(paper, i):
        found = _agencies(paper.view[low:high], low) + found
    return found


def _imprint(paper: Paper) -> list[tuple[int, int]]:
    """Who has minutes printed (×办公室 ×日印发), as minutes bear no other signature."""
    if paper.kind != "meeting_minutes":
        return []
    for date in paper.dates:
        i = paper.line_at(date.start)
        start, end = paper.lines[i]
        if paper.view[date.end : end].strip() != "印发":
            continue
        before = paper.view[start : date.start]
        if before.strip():
            return _agencies(before, start)
        return [span for low, high in _above(paper, i) for span in _agencies(paper.view[low:high], low)]
    return []


def _above(paper: Paper, i: int) -> list[tuple[int, int]]:
    """Lines directly above line i that hold nothing but agencies, nearest first."""
    found: list[tuple[int, int]] = []
    for start, end in reversed(paper.lines[:i]):
        text = _SEAL.sub("", paper.view[start:end]).strip()
        if not text and not found:
            continue
        if (
            not text
            or len(text) > 60
            or re.search(r"[，。；：、0-9]|关于", text)
            or not _bodies(text.split())
        ):
            break
        found.append((start, end))
        if len(found) == 6:
            break
    return found


def _bodies(parts: list[str]) -> bool:
    """Names of bodies, the last of which may be followed by who signs for it."""
    signer = len(parts) > 1 and is_person(parts[-1]) and not is_body(parts[-1])
    return all(is_body(part) for part in (parts[:-1] if signer else parts))


def _agencies(text: str, offset: int) -> list[tuple[int, int]]:
    """Offsets of the agencies named in a line, seals taken off."""
    plain = _SEAL.sub(lambda m: " " * len(m[0]), text)
    return [
        (offset + m.start(), offset + m.end())
        for m in re.finditer(r"[一-鿿（）]{2,50}", plain)
        if is_body(m[0])
    ]


def _field(paper: Paper) -> list[tuple[int, int]]:
    match = _FIELD.search(paper.view)
    if match is None:
        return []
    at = match.start("name")
    return [(at + m.start(), at + m.end()) for m in re.finditer(r"[^、\s]+", match["name"])]


def _letterhead(paper: Paper) -> list[tuple[int, int]]:
    """An agency alone on one of the first lines (市场监督管理局 above 行政处罚决定书)."""
    filled = [(s, e) for s, e in paper.lines if paper.text[s:e].strip()][:_HEAD_LINES]
    for start, end in filled:
        match = _LETTERHEAD.match(paper.view[start:end])
        if match and is_body(match["name"].replace(" ", "")) and "关于" not in match["name"]:
            return [(start + match.start("name"), start + match.end("name"))]
    return []


def _from_title(paper: Paper) -> list[tuple[int, int]]:
    """The agency a title opens with, found again in the text."""
    match = _TITLE.match(paper.title)
    at = paper.text.find(match["name"]) if match else -1
    return [(at, at + len(match["name"]))] if match and at >= 0 else []
