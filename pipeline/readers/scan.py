"""A page that is a picture → lines, tables and seals, with a verdict on how well it could be read."""

from collections.abc import Callable, Iterable, Sequence
from re import compile as regex
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from dossier.document import DOUBTFUL, Block, Cell, Grade, Line
from dossier.geometry import Box, union, width
from language.dates import find_dates
from language.normal import lookalikes
from pipeline.readers.layout import Piece, Sheet, in_rows, usual_size
from pipeline.readers.ocr import Ocr
from pipeline.readers.ruled import Grid, cut, lay_out, tables
from pipeline.readers.treat import Level, Stamp

if TYPE_CHECKING:
    from PIL.Image import Image

_DIGIT = "[0-9０-９〇○零Oo一二三四五六七八九]"
COMPLETE_DATE = regex(
    rf"{_DIGIT}{{4}}\s*年\s*(?:{_DIGIT}|十){{1,3}}\s*月\s*(?:{_DIGIT}|十|廿){{1,3}}\s*日|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
)
_PART_OF_DATE = regex(rf"{_DIGIT}\s*[年月日]")
# Engines take the 〇 of a year for a letter; between Chinese numerals before 年 it can be nothing else.
_ZERO_OF_YEAR = regex(r"(?<=[一二])[CcQD◯](?=[〇零○0一二三四五六七八九]{2}\s*年)")
_ZEROS = str.maketrans("0０○OoＯ", "〇〇〇〇〇〇")
_SPACE_IN_NUMBER = regex(r"(?<=[^\x00-\x7f]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) (?=[^\x00-\x7f])")
_TURNED = 0.75  # mean score below which a page may be upside down
_UPRIGHT = 0.8  # mean score a turned page must reach
_SEAL_INK = 0.30  # below this the second reading of a seal's place is the seal's own characters
_FAIR, _POOR = 0.90, 0.75  # mean scores below which a page is fair or poor
_DISPUTED = 0.5  # score given to a date two readings disagree on


class Scan(NamedTuple):
    """What a picture says. Boxes in its pixels after turning by `rotation` (clockwise, degrees)."""

    blocks: tuple[Block, ...]
    size: tuple[int, int]
    rotation: int
    grade: Grade
    notes: tuple[str, ...]


class Reading(NamedTuple):
    """One reading of a picture: its lines, and the way back from the level page to the picture."""

    lines: tuple[Line, ...]
    image: "Image"
    level: Level
    rotation: int = 0
    notes: tuple[str, ...] = ()
    stamps: tuple[Stamp, ...] = ()


def read_picture(image: "Image", ocr: Ocr, *, dpi: float) -> Scan:
    """Read a page: treat, turn where it lies on its side, read what seals cover twice, lay out."""
    reading = _upright(image, ocr, dpi)
    held, sheet, pieces = _lay(reading, dpi)
    whole = [piece for row in in_rows(pieces) for piece in _whole(row, held)]
    found = lay_out([part for piece in whole for part in cut(piece, held)], held, sheet)
    found += [Block(kind="seal", box=stamp.box) for stamp in reading.stamps if stamp.seal]
    grade, notes = judge(reading.lines)
    size = (reading.image.width, reading.image.height)
    slanted = tuple(b if b.kind == "seal" else _moved(b, reading.level.slanted) for b in found)
    return Scan(slanted, size, reading.rotation, grade, reading.notes + notes)


# ── reading ───────────────────────────────────────────────────────────────────────────────────────


def _upright(image: "Image", ocr: Ocr, dpi: float) -> Reading:
    """Read; where two signs agree that the page lies on its side or head, turn it and read again."""
    first = _read(image, ocr, dpi)
    for degrees in _turns(first.lines):
        again = _read(image.rotate(-degrees, expand=True), ocr, dpi)
        if not _sideways(again.lines) and _mean(again.lines) > max(_UPRIGHT, _mean(first.lines) - 0.1):
            note = f"页面方向不正，已顺时针转 {degrees} 度后识别"
            return again._replace(rotation=degrees, notes=(note, *again.notes))
    return first


def _turns(lines: Sequence[Line]) -> tuple[int, ...]:
    """Turns worth trying: boxes taller than wide, or rubbish, which is what engines read upside down."""
    if _sideways(lines):
        return (90, 270)
    return (180,) if len(lines) >= 2 and _mean(lines) < _TURNED else ()


def _sideways(lines: Sequence[Line]) -> bool:
    """Most characters stand in boxes taller than wide."""
    tall = total = 0
    for line in lines:
        if line.box is not None and len(line.text) > 1:
            total += len(line.text)
            tall += len(line.text) * (line.box.y1 - line.box.y0 > 1.5 * (line.box.x1 - line.box.x0))
    return tall > 0.6 * total


def _mean(lines: Sequence[Line]) -> float:
    """Mean score by character."""
    characters = sum(len(line.text) for line in lines)
    return sum(line.score * len(line.text) for line in lines) / characters if characters else 0.0


def _read(image: "Image", ocr: Ocr, dpi: float) -> Reading:
    from PIL import Image as pil

    from pipeline.readers import treat

    notes: list[str] = []
    uneven = treat.uneven(treat.grey(image))
    if uneven:
        image = treat.even(image)
        notes.append("底色不匀，已校正后识别")
    stamps = treat.stamps(image, dpi)
    page = treat.without_stamps(image, stamps) if stamps else image.convert("L")
    if uneven:
        page = pil.fromarray(treat.flatten(treat.grey(page)))
    degrees = treat.slant(treat.grey(page))
    level = treat.Level(degrees, page.width / 2, page.height / 2)
    if not treat.steep(degrees):
        lines = ocr(page)
        lines, disputed = _under_stamps(image, ocr, lines, stamps)
        notes += disputed
        return Reading(lines, page, level, 0, tuple(notes), stamps)
    notes.append(f"页面倾斜 {degrees:.1f} 度，已转正后识别")
    turned = page.rotate(degrees, pil.Resampling.BICUBIC, fillcolor=255)
    lines = tuple(
        line.model_copy(update={"box": level.slanted(line.box)}) for line in ocr(turned) if line.box
    )
    return Reading(lines, page, level, 0, tuple(notes), stamps)


# ── under seals ───────────────────────────────────────────────────────────────────────────────────


def _under_stamps(
    image: "Image", ocr: Ocr, lines: tuple[Line, ...], stamps: Sequence[Stamp]
) -> tuple[tuple[Line, ...], list[str]]:
    """Lines that stamps touch, read a second time from another picture of the same place."""
    notes: list[str] = []
    for stamp in stamps:
        area = _around(stamp.box, lines, image.size)
        again = _second(image, ocr, area)
        lines, disputed = merge_readings(lines, again, area)
        if disputed:
            notes.append("印章压住日期，两次识别不一致，请人工核对")
    return lines, notes


def _around(box: Box, lines: Iterable[Line], size: tuple[int, int]) -> Box:
    """The stamp with the whole of the lines it touches."""
    boxes = [box, *(line.box for line in lines if line.box and _meets(line.box, box))]
    pad = 12
    return Box(
        x0=max(min(b.x0 for b in boxes) - pad, 0),
        y0=max(min(b.y0 for b in boxes) - pad, 0),
        x1=min(max(b.x1 for b in boxes) + pad, size[0]),
        y1=min(max(b.y1 for b in boxes) + pad, size[1]),
    )


def _second(image: "Image", ocr: Ocr, area: Box) -> tuple[Line, ...]:
    """The place flattened by itself, where the ink gives the black point; boxes on the page."""
    import numpy as np
    from PIL import Image as pil

    from pipeline.readers import treat

    crop = image.crop((int(area.x0), int(area.y0), int(area.x1), int(area.y1))).convert("RGB")
    red = np.array(crop.getchannel("R"))
    lines = ocr(pil.fromarray(treat.flatten(red)))
    return tuple(_moved_line(line, lambda b: _shift(b, int(area.x0), int(area.y0))) for line in lines)


def _shift(box: Box, x: float, y: float) -> Box:
    return Box(x0=box.x0 + x, y0=box.y0 + y, x1=box.x1 + x, y1=box.y1 + y)


def _meets(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def merge_readings(lines: Sequence[Line], again: Sequence[Line], area: Box) -> tuple[tuple[Line, ...], bool]:
    """Two readings of one area made one, row by row; true when they disagree on a date.

    Engines may see a row in parts, so whole rows are compared. Of what only the second reading saw, dates
    are kept: the rest is characters of the seal itself.
    """
    inside = [line for line in lines if line.box and _meets(line.box, area)]
    made = [line for line in lines if not (line.box and _meets(line.box, area))]
    second, disputed = _in_rows(_writing(again)), False
    for row in _in_rows(inside):
        twin = next((other for other in second if _level_with(row, other)), None)
        if twin is not None:
            second.remove(twin)
            row, dispute = choose(row, twin)
            disputed = disputed or dispute
        made += row
    made += [line for row in second if _date(_text(row)) for line in row]
    return tuple(made), disputed


def _writing(lines: Sequence[Line]) -> list[Line]:
    """Without the seal's own characters: scattered pieces far taller than a line, or hardly read at all."""
    heights = sorted(_hull([line]).y1 - _hull([line]).y0 for line in lines)
    tall = 1.8 * heights[len(heights) // 2] if heights else 0.0
    return [line for line in lines if line.score >= _SEAL_INK and _hull([line]).y1 - _hull([line]).y0 <= tall]


def _in_rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines on one level together, from the left."""
    made: list[list[Line]] = []
    for line in sorted(lines, key=_top):
        row = next((row for row in made if _level_with(row, [line])), None)
        if row is None:
            made.append([line])
        else:
            row.append(line)
    return [sorted(row, key=lambda line: _hull([line]).x0) for row in made]


def _top(line: Line) -> float:
    return _hull([line]).y0


def _level_with(row: Sequence[Line], other: Sequence[Line]) -> bool:
    """The rows share most of the lower one's height."""
    a, b = _hull(row), _hull(other)
    return min(a.y1, b.y1) - max(a.y0, b.y0) > 0.5 * min(a.y1 - a.y0, b.y1 - b.y0)


def _hull(row: Sequence[Line]) -> Box:
    hull = union(tuple(line.box for line in row if line.box))
    return hull if hull is not None else Box(x0=0, y0=0, x1=0, y1=0)


def choose(row: list[Line], twin: list[Line]) -> tuple[list[Line], bool]:
    """The better of two readings of a row, the other beside it; true when their dates disagree.

    The one that holds a complete date stands: a year without its four characters is no year, whatever
    the score.
    """
    texts, dates = (_text(row), _text(twin)), (_date(_text(row)), _date(_text(twin)))
    if _bare(texts[0]) == _bare(texts[1]):
        return (row if _mean(row) >= _mean(twin) else twin), False
    if all(dates) and dates[0] != dates[1]:
        best, rest = (row, texts[1]) if _mean(row) >= _mean(twin) else (twin, texts[0])
        return [_beside(line, rest, _DISPUTED) for line in best], True
    better = bool(dates[1]) if any(dates) and not all(dates) else _weight(twin) > _weight(row)
    best, rest = (twin, texts[0]) if better else (row, texts[1])
    return [_beside(line, rest, 1.0) for line in best], False


def _beside(line: Line, other: str, most: float) -> Line:
    return line.model_copy(update={"other": other, "score": min(line.score, most)})


def _text(row: Sequence[Line]) -> str:
    return "".join(line.text for line in row)


def _weight(row: Sequence[Line]) -> float:
    """Characters times score: a reading that sees more and surely."""
    return len(_text(row)) * _mean(row)


def _bare(text: str) -> str:
    """Without spaces, with one 〇 for all zeros."""
    return _ZERO_OF_YEAR.sub("〇", "".join(text.split()).translate(_ZEROS))


def _date(text: str) -> str:
    """The complete date in a text, as bare characters; empty for none, or one no calendar has (40月)."""
    found = COMPLETE_DATE.search(_ZERO_OF_YEAR.sub("〇", "".join(text.split())))
    return _bare(found.group()) if found and any(find_dates(found.group())) else ""


# ── layout ────────────────────────────────────────────────────────────────────────────────────────


def _lay(reading: Reading, dpi: float) -> tuple[list[Grid], Sheet, list[Piece]]:
    """Tables, measures and pieces of the page made level."""
    from pipeline.readers.rulelines import rules, slack
    from pipeline.readers.treat import grey

    pieces = _pieces([(line, reading.level.level(line.box)) for line in reading.lines if line.box])
    across, down = rules(grey(reading.image), dpi, reading.level.degrees)
    mm = dpi / 25.4
    found = tables(across, down, slack=slack(dpi), least=(40 * mm, 8 * mm))
    return found, Sheet(reading.image.width, reading.image.height, usual_size(pieces)), pieces


def _pieces(lines: Sequence[tuple[Line, Box]]) -> list[Piece]:
    """Lines as pieces. An em is the advance of ideographs: engines draw boxes higher than the type.

    Lines of digits are measured by their boxes, as boxes of this page relate to ems.
    """
    advances = {id(line): _advance(line.text, box) for line, box in lines}
    known = [advances[id(line)] / (box.y1 - box.y0) for line, box in lines if advances[id(line)]]
    ratio = median(known) if known else 0.85
    return [_piece(line, box, advances[id(line)] or (box.y1 - box.y0) * ratio) for line, box in lines]


def _advance(text: str, box: Box) -> float:
    """Width of a character in a line mostly of ideographs; 0 for other lines and letters set apart."""
    ideographs = sum("\u4e00" <= c <= "\u9fff" for c in text)
    advance = (box.x1 - box.x0) / max(width(text), 0.5)
    telling = ideographs >= 3 and ideographs > 0.5 * len(text)
    return advance if telling and 0.5 < advance / (box.y1 - box.y0) < 1.5 else 0.0


def _piece(line: Line, box: Box, size: float) -> Piece:
    return Piece(line.text, box.x0, box.y0, box.x1, box.y1, size, line.score, line.other)


def _whole(row: Sequence[Piece], tables: Sequence[Grid]) -> list[Piece]:
    """Parts of one phrase that the engine saw apart, together again; a rule between them parts them."""
    made: list[Piece] = []
    for piece in row:
        before = made[-1] if made else None
        if (
            before is not None
            and piece.x0 - before.x1 < 0.6 * piece.size
            and _same_cell(before, piece, tables)
        ):
            made[-1] = _together(before, piece)
        else:
            made.append(piece)
    return [_cleaned(piece) for piece in made]


def _same_cell(a: Piece, b: Piece, tables: Sequence[Grid]) -> bool:
    return all(
        grid.find((a.x0 + a.x1) / 2, (a.y0 + a.y1) / 2) is grid.find((b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2)
        for grid in tables
    )


def _together(a: Piece, b: Piece) -> Piece:
    other = a.other if a.other == b.other else (a.other or a.text) + (b.other or b.text)
    size = a.size if len(a.text) >= len(b.text) else b.size
    return Piece(
        a.text + b.text,
        a.x0,
        min(a.y0, b.y0),
        max(a.x1, b.x1),
        max(a.y1, b.y1),
        size,
        min(a.score, b.score),
        other,
    )


def _cleaned(piece: Piece) -> Piece:
    """Without the spaces engines set around numbers; the 〇 of a year restored, what was read beside it."""
    read = _SPACE_IN_NUMBER.sub("", lookalikes(piece.text))
    text = _ZERO_OF_YEAR.sub("〇", read)
    other = piece.other or (read if text != read else None)
    return piece._replace(text=text, other=other)


def _moved(block: Block, move: Callable[[Box], Box]) -> Block:
    """The block with all its boxes moved."""
    return Block(
        kind=block.kind,
        box=move(block.box) if block.box else None,
        lines=tuple(_moved_line(line, move) for line in block.lines),
        cells=tuple(_moved_cell(cell, move) for cell in block.cells),
    )


def _moved_line(line: Line, move: Callable[[Box], Box]) -> Line:
    return line.model_copy(update={"box": move(line.box) if line.box else None})


def _moved_cell(cell: Cell, move: Callable[[Box], Box]) -> Cell:
    return cell.model_copy(update={"lines": tuple(_moved_line(line, move) for line in cell.lines)})


def scaled(blocks: Iterable[Block], factor: float) -> tuple[Block, ...]:
    """Blocks with their boxes in another unit: points are pixels × 72 / dpi."""

    def move(box: Box) -> Box:
        return Box(x0=box.x0 * factor, y0=box.y0 * factor, x1=box.x1 * factor, y1=box.y1 * factor)

    return tuple(_moved(block, move) for block in blocks)


# ── verdict ───────────────────────────────────────────────────────────────────────────────────────


def judge(lines: Sequence[Line]) -> tuple[Grade, tuple[str, ...]]:
    """How well a page was read, by the engine's own scores; what rests on a poor page is undetermined.

    A page of which most dates are doubtful is poor. A single doubtful line makes it fair: facts on that line
    itself are poor (dossier.document.DOUBTFUL), those beside it are not.
    """
    if not lines:
        return "poor", ("页面上没有识别出文字",)
    notes = []
    dated = [one for one in lines if _PART_OF_DATE.search(one.text)]
    doubtful = [one for one in dated if one.score < DOUBTFUL]
    if doubtful:
        notes.append(f"有 {len(doubtful)} 行含日期的文字识别把握不大，请人工核对")
    mean = _mean(lines)
    if mean < _FAIR:
        notes.append(f"平均识别把握 {mean:.0%}")
    if mean < _POOR or len(doubtful) * 2 > len(dated):
        return "poor", tuple(notes)
    return ("fair" if mean < _FAIR or doubtful else "good"), tuple(notes)
