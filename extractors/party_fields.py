"""Names in the fields of forms: after “标签：”, in the cell right of a label, below the head of a column, under an opinion."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from dossier.fact import Party
from extractors.labels import spaced
from extractors.names_at import Named, body_at, persons_at, signers_before
from extractors.paper import Found, Paper
from knowledge.roles import Role, load_roles
from language.names import is_person, type_of

MENDED = "按校验码更正"  # how a fact says that its number was misread and put right
_ENDS = re.compile(r"[：\t]")
_MARKED = re.compile(r"[：\t\u3000]|  ")
_SPACED = re.compile(
    r"(?:^|(?<=\u3000)|(?<=  ))[^\s：，。；、]{2,16}(?:\u3000| {2,})"
)  # columns without a colon
_TOKEN = re.compile(r"[^。；，、？！：\t\n（]*$")
_TAILS = re.compile(
    r"(?:\s|（[^（）]{0,16}）|(?:签名|签字|盖章|签章|按手印|捺印)(?:或者?|、|及|和)?|(?:或者?|及)(?=$))+$"
)
_SIGN = re.compile(r"签|盖章|捺印")
_NUMBERED = re.compile(r"^[\s\d.．（）()一二三四五六七八九十]*[、.．）)\s]|^[*●■◆<]+|^[（(]")
_LONGEST = 24
_SUBFIELD = re.compile(
    r"[ \u3000]*(?:单位|个人|企业|公民|法人)?(?:名称|姓名|全称|名称或姓名|姓名或名称)\s*[：\t][ \u3000]*"
)
_BLANK = re.compile(r"[ \u3000\t]*")
_NEXT_LINE = re.compile(r"\n(?=[^\n]{2,40}(?:\n|$))")
_CELLS = re.compile(r"\t|\u3000+| {2,}")
_WEAK = "fallback"  # found below a head that counts only where nothing else names the role's holder
_WIDEST = 30  # columns
_HEADS = re.compile(
    r"日期|时间|地点|[编文]号|序号|状态|备注|意见|结果|事项|文件|文书|节点|决定|公示|内容|名称|情况|[人员]$|单位$|机关$"
)
_HEADING = re.compile(r"[^、，。：；\d]{1,10}")
_LINES = 4


class Spot(NamedTuple):
    """A field's label with what stands behind it: view[at:], a table's cell up to `end`. `signed`: the label asks for a signature."""

    label: str
    start: int
    at: int
    mark: str
    signed: bool
    end: int | None = None


@cache
def roles_of(kind: str) -> tuple[Role, ...]:
    """The roles that papers of this kind may name."""
    return tuple(r for r in load_roles() if kind not in r.not_papers and (not r.papers or kind in r.papers))


@cache
def _lookup(kind: str, field: str) -> Callable[[str], tuple[Role, ...]]:
    """From a label to the roles it stands for; `field`: labels, or opinions."""
    known = [
        (role, re.compile("|".join(f"(?:{spaced(pattern)})" for pattern in getattr(role, field))))
        for role in roles_of(kind)
        if getattr(role, field)
    ]

    @lru_cache(maxsize=4096)
    def look(label: str) -> tuple[Role, ...]:
        return tuple(role for role, pattern in known if pattern.fullmatch(label))

    return look


def spots(paper: Paper) -> list[Spot]:
    """Everything that may be a label: the words before a colon, a tab or a line's end, in text order."""
    found: list[Spot] = []
    for start, end in paper.lines:
        line = paper.view[start:end]
        if len(line) > _LONGEST and not _MARKED.search(line):
            continue
        ends = [(m.start(), m[0]) for m in _ENDS.finditer(line)]
        ends += [(m.end() - 1, "\t") for m in _SPACED.finditer(line)]
        if len(line) <= _LONGEST and not ends:
            ends.append((len(line), "\n"))
        for at, mark in ends:
            found += (
                Spot(label, start, start + at + 1, mark, signed)
                for label, signed in _names(line[max(0, at - 48) : at])
            )
    return found + _cells(paper)


def _cells(paper: Paper) -> list[Spot]:
    """The cells of tables with the label left of them, which may be written over several lines."""
    return [
        Spot(label, paper.lines[paper.line_at(field.start)][0], field.start, "\t", signed, field.end)
        for field in paper.fields
        for label, signed in _names(field.label)
    ]


def _names(piece: str) -> Iterator[tuple[str, bool]]:
    """What the label at the end of these words may be called, and whether it asks for a signature."""
    plain = _TAILS.sub("", piece)
    if not re.search(r"[^\s：\t。；，、]$", plain):  # the signature is all the label says
        plain = piece.rstrip()
    token = _TOKEN.search(plain)
    words = _NUMBERED.sub("", token[0]) if token else ""
    signed = _SIGN.search(piece[len(plain) :]) is not None
    whole = re.sub(r"\s", "", words)
    for label in dict.fromkeys(
        (whole, re.split(r"[ \u3000]+", words.strip())[-1], whole.rpartition("号")[2])
    ):
        if 1 < len(label) <= _LONGEST:
            yield label, signed


def labelled(paper: Paper, labels: list[Spot]) -> Iterator[Found]:
    """Names after “标签：” or in the cell right of a label; weak labels (单位) where no other names the role's holder."""
    look = _lookup(paper.kind, "labels")
    weak: list[Found] = []
    held: set[str] = set()
    for spot in labels:
        for role in look(spot.label):
            at = _value(paper.view, spot) if not spot.signed or role.signed else None
            found = list(_held(paper, role, at)) if at is not None else []
            if role.fallback:
                weak += found
            elif found:
                held.add(role.name)
                yield from found
    yield from (item for item in weak if isinstance(item.value, Party) and item.value.role not in held)


def _value(view: str, spot: Spot) -> int | None:
    """Where the field's value begins; None where the label was a line that has none below."""
    if spot.mark == "\n" and not _NEXT_LINE.match(view, spot.at - 1):
        return None
    blank = _BLANK.match(view, spot.at)
    at = blank.end() if blank else spot.at
    sub = _SUBFIELD.match(view, at)
    return sub.end() if sub else at


def _held(paper: Paper, role: Role, at: int) -> Iterator[Found]:
    view, stop = paper.view, paper.lines[paper.line_at(at)][1]
    if role.type == "person":
        for person in persons_at(view, at, stop, several=role.several):
            yield party(person, role.name, 0.93)
        return
    while True:
        body = body_at(view, at)
        if body is None or (role.type == "organization" and type_of(body.name) != "organization"):
            return
        yield party(body, role.name, 0.95, numbered=role.name == "当事人")
        if view[body.end : body.end + 1] != "、":
            return
        at = body.end + 1


def party(named: Named, role: str, score: float, *, numbered: bool = True) -> Found:
    """The finding of a name in a role."""
    value = Party(role=role, name=named.name, type=type_of(named.name), id=named.id if numbered else None)
    if value.type != "organization" and is_person(named.name):
        value = value.model_copy(update={"type": "person"})
    mended = numbered and named.mended
    return Found(named.start, named.end, value, score, by=MENDED if mended else "")


def columns(paper: Paper) -> tuple[list[Found], frozenset[int]]:
    """Names below the head of a column (当事人, 送达人) in rows written with tabs, and where the heads' lines start."""
    look = _lookup(paper.kind, "labels")
    heads: list[tuple[Role, ...]] = []
    found: list[Found] = []
    starts: list[int] = []
    for start, end in paper.lines:
        line = paper.view[start:end]
        cells = _CELLS.split(line) if _MARKED.search(line) else [line]
        named = [look(re.sub(r"\s", "", cell)) for cell in cells] if 2 < len(cells) <= _WIDEST else []
        if named and _heads(cells, named):
            heads = named
            starts.append(start)
        elif len(heads) == len(cells):
            found += _row(paper, heads, cells, start)
        else:
            heads = []
    return found, frozenset(starts)


def without_weak(below: list[Found], others: list[Found]) -> list[Found]:
    """What columns gave, less what stands below weak heads (收件人, 单位) where others name who holds the role."""
    held = {item.value.role for item in others if isinstance(item.value, Party)}
    strong = [item for item in below if item.by != _WEAK]
    held |= {item.value.role for item in strong if isinstance(item.value, Party)}
    weak = (i for i in below if i.by == _WEAK and isinstance(i.value, Party) and i.value.role not in held)
    return [*strong, *(item._replace(by="") for item in weak)]


def _row(paper: Paper, heads: list[tuple[Role, ...]], cells: list[str], at: int) -> Iterator[Found]:
    for roles, cell in zip(heads, cells, strict=True):
        at = paper.view.find(cell, at)
        for role in roles if cell.strip() else ():
            for item in _held(paper, role, at + len(cell) - len(cell.lstrip())):
                yield item._replace(by=_WEAK) if role.fallback else item
        at += len(cell)


def _heads(cells: list[str], named: list[tuple[Role, ...]]) -> bool:
    """Whether a row is the head of columns: short words all, labels among them, and right of those no names."""
    beside = [cells[i + 1].strip() for i, roles in enumerate(named[:-1]) if roles]
    short = all(_HEADING.fullmatch(cell.strip()) for cell in cells)
    second = len(cells) > 2 and bool(
        named[1] or _HEADS.search(cells[1])
    )  # values stand there in rows of pairs
    return (
        any(named)
        and short
        and second
        and all(type_of(cell) == "unknown" or _HEADS.search(cell) for cell in beside)
    )


def opinions(paper: Paper, labels: list[Spot]) -> Iterator[Found]:
    """Who signs an opinion with name and date, by the field it stands in: 承办人意见 … 甘棠、禾苗　2022年7月27日."""
    look = _lookup(paper.kind, "opinions")
    marks = sorted({spot.at - 1 for spot in labels if spot.mark != "\n" and spot.end is None})
    for spot in labels:
        for role in look(spot.label) if spot.mark != "\n" else ():
            after = bisect_left(marks, spot.at)
            beyond = marks[after] if after < len(marks) else len(paper.view)
            people = _signers(paper, spot, spot.end or beyond)
            for person in people if role.several else people[:1]:
                yield party(person, role.name, 0.9)


def _signers(paper: Paper, spot: Spot, beyond: int) -> list[Named]:
    """The signers before the first date of the field that has some, or at its end where it has no date."""
    line = paper.line_at(spot.start)
    high = min(beyond, spot.end or paper.lines[min(line + _LINES, len(paper.lines) - 1)][1])
    starts = [date.start for date in paper.dates]
    for start in starts[bisect_left(starts, spot.at) : bisect_right(starts, high)]:
        found = signers_before(paper.view, spot.at, start, strict=False)
        if found:
            return found
    return signers_before(paper.view, spot.at, min(beyond, spot.end or paper.lines[line][1]))
