"""A page that is a picture → lines, tables and seals, with a verdict on how well it could be read."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from re import compile as regex
from typing import TYPE_CHECKING, NamedTuple

from dossier.document import DOUBTFUL, Block, Cell, Grade, Line
from dossier.geometry import Box
from pipeline.readers.again import read_again
from pipeline.readers.cells import cut, lay_out
from pipeline.readers.layout import Piece, Sheet, in_rows, usual_size
from pipeline.readers.mend import mend_break
from pipeline.readers.ocr import Ocr
from pipeline.readers.phrases import as_pieces, whole
from pipeline.readers.ruled import Grid, tables
from pipeline.readers.sealed import mean_score, under_stamps
from pipeline.readers.stamps import Stamp
from pipeline.readers.treat import Level

if TYPE_CHECKING:
    from PIL.Image import Image

_DIGIT = "[0-9０-９〇○零Oo一二三四五六七八九]"
_PART_OF_DATE = regex(rf"{_DIGIT}\s*[年月日]")
_TURNED = 0.75  # mean score below which a page may be upside down
_UPRIGHT = 0.8  # mean score a turned page must reach
_FAIR, _POOR = 0.90, 0.75  # mean scores below which a page is fair or poor


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


def read_picture(image: "Image", ocr: Ocr, *, dpi: float, better: Ocr | None = None) -> Scan:
    """Read a page: treat, turn where it lies on its side, read what seals cover again, lay out.

    `better`: a more accurate engine for doubtful lines and for what lies under seals.
    """
    reading = _certain(_upright(image, ocr, better, dpi), better)
    held, sheet, pieces = _lay(reading, dpi)
    phrases = [piece for row in in_rows(pieces) for piece in whole(row, held)]
    laid = lay_out([part for piece in phrases for part in cut(piece, held)], held, sheet)
    found = [block.model_copy(update={"lines": _over_breaks(block.lines)}) for block in laid]
    found += [Block(kind="seal", box=stamp.box) for stamp in reading.stamps if stamp.seal]
    grade, notes = judge(reading.lines)
    size = (reading.image.width, reading.image.height)
    slanted = tuple(b if b.kind == "seal" else _moved(b, reading.level.slanted) for b in found)
    return Scan(slanted, size, reading.rotation, grade, reading.notes + notes)


# ── reading ───────────────────────────────────────────────────────────────────────────────────────


def _upright(image: "Image", ocr: Ocr, better: Ocr | None, dpi: float) -> Reading:
    """Read; where two signs agree that the page lies on its side or head, turn it and read again."""
    first = _read(image, ocr, better, dpi)
    for degrees in _turns(first.lines):
        again = _read(image.rotate(-degrees, expand=True), ocr, better, dpi)
        if not _sideways(again.lines) and mean_score(again.lines) > max(
            _UPRIGHT, mean_score(first.lines) - 0.1
        ):
            note = f"页面方向不正，已顺时针转 {degrees} 度后识别"
            return again._replace(rotation=degrees, notes=(note, *again.notes))
    return first


def _turns(lines: Sequence[Line]) -> tuple[int, ...]:
    """Turns worth trying: boxes taller than wide, or rubbish, which is what engines read upside down."""
    if _sideways(lines):
        return (90, 270)
    return (180,) if len(lines) >= 2 and mean_score(lines) < _TURNED else ()


def _sideways(lines: Sequence[Line]) -> bool:
    """Most characters stand in boxes taller than wide."""
    tall = total = 0
    for line in lines:
        if line.box is not None and len(line.text) > 1:
            total += len(line.text)
            tall += len(line.text) * (line.box.y1 - line.box.y0 > 1.5 * (line.box.x1 - line.box.x0))
    return tall > 0.6 * total


def _read(image: "Image", ocr: Ocr, better: Ocr | None, dpi: float) -> Reading:
    from PIL import Image as pil

    from pipeline.readers import treat
    from pipeline.readers.stamps import stamps as find_stamps
    from pipeline.readers.stamps import without_stamps

    notes: list[str] = []
    uneven = treat.uneven(treat.grey(image))
    if uneven:
        image = treat.even(image)
        notes.append("底色不匀，已校正后识别")
    stamps = find_stamps(image, dpi)
    page = without_stamps(image, stamps) if stamps else image.convert("L")
    if uneven:
        page = pil.fromarray(treat.flatten(treat.grey(page)))
    degrees = treat.slant(treat.grey(page))
    level = treat.Level(degrees, page.width / 2, page.height / 2)
    if not treat.steep(degrees):
        lines = ocr(page)
        lines, disputed = under_stamps(image, ocr, better, lines, stamps)
        notes += disputed
        return Reading(lines, page, level, 0, tuple(notes), stamps)
    notes.append(f"页面倾斜 {degrees:.1f} 度，已转正后识别")
    turned = page.rotate(degrees, pil.Resampling.BICUBIC, fillcolor=255)
    lines = tuple(
        line.model_copy(update={"box": level.slanted(line.box)}) for line in ocr(turned) if line.box
    )
    return Reading(lines, page, level, 0, tuple(notes), stamps)


def _certain(reading: Reading, better: Ocr | None) -> Reading:
    """Doubtful lines read again."""
    if better is None:
        return reading
    sealed = [stamp.box for stamp in reading.stamps]
    lines, count = read_again(reading.image, reading.lines, better, reading.level.degrees, sealed)
    notes = (f"{count} 行把握不大，已用精确引擎复读",) if count else ()
    return reading._replace(lines=lines, notes=reading.notes + notes)


# ── layout ────────────────────────────────────────────────────────────────────────────────────────


def _lay(reading: Reading, dpi: float) -> tuple[list[Grid], Sheet, list[Piece]]:
    """Tables, measures and pieces of the page made level."""
    from pipeline.readers.rulelines import rules, slack
    from pipeline.readers.treat import grey

    pieces = as_pieces([(line, reading.level.level(line.box)) for line in reading.lines if line.box])
    across, down = rules(grey(reading.image), dpi, reading.level.degrees)
    mm = dpi / 25.4
    found = tables(across, down, slack=slack(dpi), least=(40 * mm, 8 * mm))
    return found, Sheet(reading.image.width, reading.image.height, usual_size(pieces)), pieces


def _over_breaks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines with dates that break between two of them mended, what was read beside it."""
    made = list(lines)
    for n, (line, after) in enumerate(pairwise(lines)):
        if line.wraps:
            for at, text in zip((n, n + 1), mend_break(made[n].text, after.text), strict=True):
                if text != made[at].text:
                    made[at] = made[at].model_copy(
                        update={"text": text, "other": made[at].other or made[at].text}
                    )
    return tuple(made)


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
    mean = mean_score(lines)
    if mean < _FAIR:
        notes.append(f"平均识别把握 {mean:.0%}")
    if mean < _POOR or len(doubtful) * 2 > len(dated):
        return "poor", tuple(notes)
    return ("fair" if mean < _FAIR or doubtful else "good"), tuple(notes)
