"""The date under a paper's signature (落款): alone on its line, below the name of who signs."""

import re

from extractors.paper import Paper
from language.dates import Written, find_dates

AGENCY = (
    "(?:人民政府|政府|委员会|办公厅|办公室|局|厅|部|委|院|署|会|行|中心|分局|支队|总队|大队|中队|所|站|处|科|股|公司|机关|法院|检察院|"
    "党组|领导小组|协会|学会|大学|队|办)"
)
_SEAL = r"(?:（[^（）\n]{0,16}章[^（）\n]{0,6}）)?"
_SIGNER = re.compile(rf"^\s*[一-鿿（）、· 　]{{1,60}}?{AGENCY}\s*{_SEAL}\s*$|章[^（）\n]{{0,4}}）\s*$")
_HEAD = re.compile(
    r"^\s*(?:总理|省长|市长|县长|区长|部长|局长|主任|署长|行长|厅长|主席|会长)[\s　：]{0,8}[一-鿿]{1,2}[\s　]{0,4}[一-鿿]{1,3}\s*$"
)
_WITH_SIGNER = re.compile(rf"(?:^|[\s。，；])[一-鿿（）、]{{2,40}}?{AGENCY}\s*{_SEAL}\s*$")
_ALONE = re.compile(r"^[\s（]*$")
_FURNITURE = re.compile(r"(?:日期|时间)\s*：?\s*$")
_OWN_LABEL = re.compile(r"(?:成文|发文|发布|公布|公开|印发)(?:日期|时间)\s*：\s*$")
_TAIL = 400


def signature_date(paper: Paper, dates: list[Written]) -> tuple[Written, float] | None:
    """The date under the signature with how sure it is (0 to 1); None where several compete or none stands so.

    The first below an agency's or a head's name wins, as the papers a letter forwards follow it; a date alone
    counts if it is the only one, or the last thing the paper says.
    """
    signed: list[Written] = []
    alone: list[Written] = []
    for date in dates:
        if date.precision == "year" or date.side or date.inferred or paper.field_at(date.start) is not None:
            continue
        stands = _stands(paper, date)
        if stands is not None:
            (signed if stands else alone).append(date)
    if signed:
        return signed[0], 1.0 if len({d.first for d in signed}) == 1 else 0.97
    if alone and len({d.first for d in alone}) == 1:
        return alone[-1], 0.95
    if alone and len(paper.text) - alone[-1].end < _TAIL:
        return alone[-1], 0.8
    return None


def _stands(paper: Paper, date: Written) -> bool | None:
    """True below or beside a signer's name, False alone on its line, None elsewhere."""
    line = paper.line_at(date.start)
    start = paper.lines[line][0]
    before = paper.view[start : date.start]
    if not paper.ends_line(date.start, date.end) or paper.quoted(date.start) or not _far_down(paper, line):
        return None
    if not _ALONE.match(before):
        return True if _WITH_SIGNER.search(before) else None
    above = _above(paper, line)
    if _FURNITURE.search(above):
        return None
    return bool(_SIGNER.search(above) or _HEAD.match(above))


def _far_down(paper: Paper, line: int) -> bool:
    """Below the head of the paper, where dates of passing, versions and web furniture stand."""
    first, last = paper.filled
    return line > first or line >= last


def _above(paper: Paper, line: int) -> str:
    """The nearest line above that is not blank."""
    for at in range(line - 1, -1, -1):
        start, end = paper.lines[at]
        if paper.view[start:end].strip():
            return paper.view[start:end]
    return ""


def dates_of(paper: Paper) -> list[Written]:
    """The paper's dates; those without a year take it from the paper's own date, where it shows one."""
    dates = find_dates(paper.view)
    if not _lacks_year(paper.view):
        return dates
    own = own_date(paper, dates)
    return find_dates(paper.view, reference=own.first) if own else dates


def _lacks_year(text: str) -> bool:
    """Whether a month and day might stand without a year before them."""
    return (
        re.search(r"(?<![年\d一二三四五六七八九十])\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月", text)
        is not None
    )


def own_date(paper: Paper, dates: list[Written]) -> Written | None:
    """The date the paper bears: published or written on its face, else under its signature."""
    for date in dates:
        if date.precision == "day" and _OWN_LABEL.search(paper.view, max(0, date.start - 20), date.start):
            return date
    signed = signature_date(paper, dates)
    return signed[0] if signed else None
