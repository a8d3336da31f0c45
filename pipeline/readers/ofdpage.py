"""What stands on a page of an OFD file: text with boxes, drawn rules, pictures (GB/T 33190, chapters 7–11).

Lengths in the file are millimetres from the top left; here they become points.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot, isfinite
from pathlib import PurePosixPath
from re import compile as regex
from typing import TYPE_CHECKING, NamedTuple

from dossier.geometry import width
from language.normal import lookalikes
from pipeline.readers.layout import Piece
from pipeline.readers.ruled import Pen

if TYPE_CHECKING:
    from lxml.etree import _Element

POINT = 72 / 25.4
_NUMBER = r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_TOKEN = regex(rf"[MLSCBQAZz]|{_NUMBER}")
_STEP = regex(rf"g\s+(\d+)\s+({_NUMBER})|({_NUMBER})")
_MOST = 10_000  # steps of one kind: more are damage
_ARITY = {"M": 2, "S": 2, "L": 2, "B": 6, "Q": 4, "A": 7}
_GAP = 1.6  # ems from one character to the next: beyond it they are two pieces
_SMALL, _TALL = 2.0, 30.0  # millimetres: of a character
_MANY_STROKES = 9  # of its outline; a filled rectangle has four
_FAR = 1e5  # points from the corner: farther away is damage
_LEAST = 0.1  # points: what print measures at the least
_DEPTH = 8  # of composite objects within composite objects


class Matrix(NamedTuple):
    """x′ = a·x + c·y + e, y′ = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: "Matrix") -> "Matrix":
        """This one first, then the outer."""
        e, f = outer.point(self.e, self.f)
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )


class Picture(NamedTuple):
    """A picture's place in points, and the number of its resource."""

    x0: float
    y0: float
    x1: float
    y1: float
    resource: str


@dataclass
class Drawn:
    """What has been gathered from a page."""

    pieces: list[Piece] = field(default_factory=list)
    pen: Pen = field(default_factory=Pen)
    pictures: list[Picture] = field(default_factory=list)
    outlines: int = 0  # filled shapes of many strokes, as large as characters: letters turned into drawings


def draw(root: "_Element", units: Mapping[str, "_Element"], drawn: Drawn) -> None:
    """Gather a page's or template's content. `units`: composite graphics by number."""
    page = Matrix(a=POINT, d=POINT)
    for content in children(root, "Content"):
        _draw(content, page, units, drawn, 0)


def _draw(
    parent: "_Element", outer: Matrix, units: Mapping[str, "_Element"], drawn: Drawn, depth: int
) -> None:
    for node in parent:
        name = local(node)
        if name in ("Layer", "PageBlock", "Content"):
            _draw(node, outer, units, drawn, depth)
            continue
        own = placed(node, outer)
        if name == "TextObject":
            drawn.pieces += _text(node, own)
        elif name == "PathObject":
            _path(node, own, drawn.pen)
            drawn.outlines += _is_outline(node)
        elif name == "ImageObject":
            drawn.pictures.append(_picture(node, own, outer))
        elif name == "CompositeObject" and depth < _DEPTH:
            unit = units.get(node.get("ResourceID") or "")
            if unit is not None:
                _draw(unit, own, units, drawn, depth + 1)


def placed(node: "_Element", outer: Matrix) -> Matrix:
    """From an object's own space to the page: its matrix, then the corner of its boundary."""
    given = numbers(node.get("CTM"))
    own = Matrix(*given) if len(given) == 6 else Matrix()
    x, y = (*numbers(node.get("Boundary")), 0.0, 0.0)[:2]
    return own.within(Matrix(e=x, f=y)).within(outer)


def _text(node: "_Element", own: Matrix) -> Iterator[Piece]:
    """Characters of an object; a wide step between two of them parts pieces."""
    size = _number(node.get("Size"), 0.0) or 1.0
    across = _number(node.get("HScale"), 1.0)
    x = y = 0.0
    for code in children(node, "TextCode"):
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        text = code.text or ""
        yield from _run(text, x, y, (steps(code.get("DeltaX")), steps(code.get("DeltaY"))), size, across, own)


def _run(
    text: str,
    x: float,
    y: float,
    moves: tuple[list[float], list[float]],
    size: float,
    across: float,
    own: Matrix,
) -> Iterator[Piece]:
    begin, (left, top) = 0, (x, y)
    for i, c in enumerate(text):
        dx = moves[0][i] if i < len(moves[0]) else 0.0 if moves[1] else width(c) * size * across
        dy = moves[1][i] if i < len(moves[1]) else 0.0
        last = i + 1 == len(text)
        if last or abs(dx) > _GAP * size or abs(dy) > 0.5 * size:
            piece = _piece(text[begin : i + 1], (left, top, x + width(c) * size * across, y), size, own)
            if piece is not None:
                yield piece
            begin, (left, top) = i + 1, (x + dx, y + dy)
        x, y = x + dx, y + dy


def _piece(text: str, line: tuple[float, float, float, float], size: float, own: Matrix) -> Piece | None:
    """A piece from its base line; ascent and descent as fonts for Chinese have them."""
    clean = lookalikes(text.replace("\n", "").replace("\r", ""))
    if not clean.strip():
        return None
    x0, y0, x1, y1 = line
    corners = [own.point(x, y) for x in (x0, x1) for y in (y0 - 0.86 * size, y1 + 0.14 * size)]
    xs, ys = [_near(x) for x, _ in corners], [_near(y) for _, y in corners]
    em = size * min(max(hypot(own.a, own.b), 1e-6), _FAR)
    x0, y0 = min(xs), min(ys)
    return Piece(clean, x0, y0, max(*xs, x0 + _LEAST), max(*ys, y0 + _LEAST), max(em, _LEAST))


def _near(length: float) -> float:
    """A length no page has, or that is no number, would upset every sum it enters."""
    return min(max(length, -_FAR), _FAR) if isfinite(length) else 0.0


def _number(text: str | None, otherwise: float) -> float:
    """A number of an attribute; what is none counts as not given."""
    return next((n for n in numbers(text)[:1] if isfinite(n)), otherwise)


def distinct(pieces: Sequence[Piece]) -> list[Piece]:
    """Without those drawn a second time beside the first, as bold type is made."""
    made: list[Piece] = []
    seen: dict[str, list[Piece]] = {}
    for piece in pieces:
        twins = seen.setdefault(piece.text, [])
        near = 0.3 * piece.size
        if not any(abs(t.x0 - piece.x0) < near and abs(t.y0 - piece.y0) < near for t in twins):
            made.append(piece)
        twins.append(piece)
    return made


def _picture(node: "_Element", own: Matrix, outer: Matrix) -> Picture:
    """A picture fills the unit square of its own space, or its boundary where it has no matrix."""
    box = (*numbers(node.get("Boundary")), 0.0, 0.0, 0.0, 0.0)[:4]
    if node.get("CTM"):
        corners = [own.point(x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
    else:
        corners = [outer.point(box[0] + x, box[1] + y) for x in (0.0, box[2]) for y in (0.0, box[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Picture(min(xs), min(ys), max(xs), max(ys), node.get("ResourceID") or "")


def _path(node: "_Element", own: Matrix, pen: Pen) -> None:
    data = next((child.text or "" for child in children(node, "AbbreviatedData")), "")
    stroked = node.get("Stroke") != "false"
    for run in _runs(data):
        points = [own.point(x, y) for x, y in run]
        if all(abs(v) < _FAR for point in points for v in point):
            pen.run(points, stroked=stroked)


def _is_outline(node: "_Element") -> bool:
    """A filled shape of many strokes, of a character's size: headings are drawn so where their font may not be
    given on.
    """
    data = next((child.text or "" for child in children(node, "AbbreviatedData")), "")
    sides = (*numbers(node.get("Boundary")), 0.0, 0.0, 0.0, 0.0)[2:4]
    strokes = sum(map(data.count, "LBQA"))
    return (
        node.get("Fill") == "true"
        and strokes >= _MANY_STROKES
        and all(_SMALL < side < _TALL for side in sides)
    )


def _runs(data: str) -> Iterator[list[tuple[float, float]]]:
    """Runs of the pen's points; of curves only their ends."""
    run: list[tuple[float, float]] = []
    command = ""
    numbers_: list[float] = []
    for token in _TOKEN.findall(data):
        if token.isalpha():
            command, numbers_ = token, []
            if token in "CZz" and run:
                run.append(run[0])
            continue
        numbers_.append(float(token))
        if len(numbers_) == _ARITY.get(command, 0):
            if command in "MS" and run:
                yield run
                run = []
            run.append((numbers_[-2], numbers_[-1]))
            numbers_ = []
    if run:
        yield run


# ── names and XML, whatever its name space ──────────────────────────────────────────────────────────────────


def resolve(base: str, given: str) -> str:
    """A part's name from the part that names it; “/” counts from the root, some writers use “\\”."""
    clean = given.replace("\\", "/").strip()
    whole = PurePosixPath(clean.lstrip("/")) if clean.startswith("/") else PurePosixPath(base).parent / clean
    made: list[str] = []
    for step in whole.parts:
        if step == "..":
            made = made[:-1]
        elif step != ".":
            made.append(step)
    return "/".join(made)


def local(node: "_Element") -> str:
    """An element's name without its name space: files in the wild use several."""
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def children(node: "_Element", name: str) -> Iterator["_Element"]:
    return (child for child in node if local(child) == name)


def find(node: "_Element | None", *path: str) -> "_Element | None":
    """The first element below, step by step."""
    for name in path:
        node = next(children(node, name), None) if node is not None else None
    return node


def numbers(text: str | None) -> list[float]:
    """Numbers of an attribute; what is none ends the list."""
    made = []
    for token in (text or "").split():
        try:
            made.append(float(token))
        except ValueError:
            break
    return made


def steps(text: str | None) -> list[float]:
    """Steps between characters: “g 3 5.5” stands for three of 5.5."""
    made: list[float] = []
    for match in _STEP.finditer(text or ""):
        count, value, plain = match.groups()
        made += [float(value)] * min(int(count), _MOST) if count else [float(plain)]
    return made
