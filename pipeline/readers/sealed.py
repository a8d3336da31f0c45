"""What stands under a seal or finger print: read twice, the better reading kept, the other beside it."""

from collections.abc import Iterable, Sequence
from re import compile as regex
from typing import TYPE_CHECKING

from dossier.document import Line
from dossier.geometry import Box, union
from language.dates import find_dates
from pipeline.readers.mend import mend
from pipeline.readers.ocr import Ocr
from pipeline.readers.treat import Stamp

if TYPE_CHECKING:
    from PIL.Image import Image

_DIGIT = "[0-9０-９〇○零Oo一二三四五六七八九]"
COMPLETE_DATE = regex(
    rf"{_DIGIT}{{4}}\s*年\s*(?:{_DIGIT}|十){{1,3}}\s*月\s*(?:{_DIGIT}|十|廿){{1,3}}\s*日|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
)
_ZEROS = str.maketrans("0０○OoＯ", "〇〇〇〇〇〇")
_SEAL_INK = 0.30  # below this the second reading of a seal's place is the seal's own characters
_DISPUTED = 0.5  # score given to a date two readings disagree on


def mean_score(lines: Sequence[Line]) -> float:
    """Mean score by character."""
    characters = sum(len(line.text) for line in lines)
    return sum(line.score * len(line.text) for line in lines) / characters if characters else 0.0


def under_stamps(
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
    return tuple(
        line.model_copy(update={"box": _shift(line.box, int(area.x0), int(area.y0))})
        for line in lines
        if line.box
    )


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
        return (row if mean_score(row) >= mean_score(twin) else twin), False
    if all(dates) and dates[0] != dates[1]:
        best, rest = (row, texts[1]) if mean_score(row) >= mean_score(twin) else (twin, texts[0])
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
    return len(_text(row)) * mean_score(row)


def _bare(text: str) -> str:
    """Without spaces, with one 〇 for all zeros."""
    return mend("".join(text.split())).translate(_ZEROS)


def _date(text: str) -> str:
    """The complete date in a text, as bare characters; empty for none, or one no calendar has (40月)."""
    found = COMPLETE_DATE.search(mend("".join(text.split())))
    return _bare(found.group()) if found and any(find_dates(found.group())) else ""
