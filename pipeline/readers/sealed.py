"""What stands under a seal or finger print: read until two readings agree, another kept beside the better."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from re import compile as regex
from statistics import median
from typing import TYPE_CHECKING

from dossier.document import Line
from dossier.geometry import Box, union, width
from language.dates import find_dates
from pipeline.readers.mend import mend
from pipeline.readers.ocr import Ocr
from pipeline.readers.stamps import Stamp, View, beneath, covers, solid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

_DIGIT = "[0-9０-９〇○零Oo一二三四五六七八九]"
COMPLETE_DATE = regex(
    rf"{_DIGIT}{{4}}\s*年\s*(?:{_DIGIT}|十){{1,3}}\s*月\s*(?:{_DIGIT}|十|廿){{1,3}}\s*日|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
)
_ZEROS = str.maketrans("0０○OoＯ", "〇〇〇〇〇〇")
_SEAL_INK = 0.30  # below this the second reading of a seal's place is the seal's own characters
DISPUTED = 0.5  # score given to a date two readings disagree on
_ALONE = 0.75  # most that a date gets which one reading of several saw
_OUTVOTED = 0.85  # and one that most saw, but not all
_GAP = 0.6  # ems that a date's box may be wider than its characters; measured up to 0.4
_HALF, _THIRD = 0.5, 0.35  # of a line's height: what closed colour takes of a character to hide it
_PART_OF_DATE = regex(rf"(?:{_DIGIT}|十)\s*[年月日]")


def mean_score(lines: Sequence[Line]) -> float:
    """Mean score by character."""
    characters = sum(len(line.text) for line in lines)
    return sum(line.score * len(line.text) for line in lines) / characters if characters else 0.0


def under_stamps(
    image: "Image", ocr: Ocr, better: Ocr | None, lines: tuple[Line, ...], stamps: Sequence[Stamp]
) -> tuple[tuple[Line, ...], list[str]]:
    """Lines that stamps touch, read again from other pictures of the same place until two readings agree.

    The second reading is the same engine's; where it leaves a date open, the better engine's follow. A seal that
    covers print loses the same strokes in either picture that the first two readings are of: there the better
    engine comes first, and a date with a character under closed colour stays doubtful.
    """
    notes: list[str] = []
    for stamp in stamps:
        area = _around(stamp.box, lines, image.size)
        readings: list[tuple[Line, ...]] = []
        covering = stamp.seal and covers(_pixels(image, stamp.box), stamp.ink)
        for engine, view in _ways(ocr, better, covering=covering):
            readings.append(_once_more(image, engine, area, stamps, view))
            if _settled(lines, readings, area, seal=stamp.seal):
                break
        lines, disputed = merge_readings(lines, readings, area)
        if disputed:
            notes.append("印章压住日期，几次识别不一致，请人工核对")
        if covering:
            lines, hidden = _with_hidden(image, lines, stamp)
            if hidden:
                notes.append("印章盖住日期中的字，请人工核对")
    gaps, (em, ratio) = 0, _usual_advance(lines)
    boxes = [stamp.box for stamp in stamps]
    for n, line in enumerate(lines):
        if em and line.box and any(meets(line.box, box) for box in boxes) and _has_gap(line, em, ratio):
            gaps += 1
            lines = (*lines[:n], _beside(line, line.other, _ALONE), *lines[n + 1 :])
    if gaps:
        notes.append("印章下的日期像是缺了字，请人工核对")
    return lines, notes


def _usual_advance(lines: Iterable[Line]) -> tuple[float, float]:
    """Width of an ideograph in most lines of the page, and by the height of its line; 0 where none tells."""
    told = [
        (advance := (line.box.x1 - line.box.x0) / width(line.text), advance / (line.box.y1 - line.box.y0))
        for line in lines
        if line.box and sum("\u4e00" <= c <= "\u9fff" for c in line.text) >= 6
    ]
    return (median(a for a, _ in told), median(r for _, r in told)) if told else (0.0, 0.0)


def _has_gap(line: Line, em: float, ratio: float) -> bool:
    """A line that is a date and wider than its characters: one that the seal hid was left out (十二月 → 二月)."""
    text = "".join(line.text.split())
    if line.box is None or not dates_in(text) or len(text) > 14:
        return False
    ideograph = max(em, ratio * (line.box.y1 - line.box.y0))  # forms are filled in larger than printed
    return line.box.x1 - line.box.x0 - width(text) * ideograph > _GAP * ideograph


def _pixels(image: "Image", box: Box) -> "NDArray[np.uint8]":
    import numpy as np

    crop = image.crop((int(box.x0), int(box.y0), int(box.x1), int(box.y1)))
    return np.asarray(crop.convert("RGB"))


def _with_hidden(image: "Image", lines: tuple[Line, ...], stamp: Stamp) -> tuple[tuple[Line, ...], int]:
    """Dates of which the seal's closed colour covers most of a character, made doubtful; how many."""
    closed = solid(_pixels(image, stamp.box), stamp.ink)
    made, count = list(lines), 0
    for n, line in enumerate(lines):
        if (
            line.box
            and meets(line.box, stamp.box)
            and dates_in(line.text)
            and _hides(closed, stamp.box, line.box)
        ):
            count += 1
            made[n] = _beside(line, line.other, _ALONE)
    return tuple(made), count


def _hides(closed: "NDArray[np.bool_]", seal: Box, line: Box) -> bool:
    """Is half of the line's height covered for a third of a character's width and more?"""
    high = line.y1 - line.y0
    covered = closed[_slices(_shift(line, -int(seal.x0), -int(seal.y0)))].sum(axis=0) > _HALF * high
    return bool(covered.sum() > _THIRD * high)


def _ways(ocr: Ocr, better: Ocr | None, *, covering: bool = False) -> Iterator[tuple[Ocr, View]]:
    """Engines and pictures, cheapest first. The page itself was read from the light one."""
    if covering and better is not None:
        for view in ("clear", "parted", "light", "dark"):
            yield better, view
        return
    yield ocr, "dark"
    yield (better or ocr), "parted" if better is None else "light"
    if better is not None:
        yield better, "parted"
        yield better, "dark"
        yield better, "clear"


def _settled(lines: Sequence[Line], readings: Sequence[Sequence[Line]], area: Box, *, seal: bool) -> bool:
    """Every row that may hold a date holds one that two readings agree on; a seal with no date is doubted once."""
    groups = _groups(lines, readings, area)
    dates = [Counter(_date(_text(row)) for row in rows if _date(_text(row))) for rows in groups]
    dated = [found for rows, found in zip(groups, dates, strict=True) if found or any(map(_dateish, rows))]
    if not dated:
        return not seal or len(readings) > 1
    return all(found and found.most_common(1)[0][1] >= 2 for found in dated)


def _dateish(row: Sequence[Line]) -> bool:
    return bool(_PART_OF_DATE.search(_text(row)))


def _around(box: Box, lines: Iterable[Line], size: tuple[int, int]) -> Box:
    """The stamp with the whole of the lines it touches."""
    boxes = [box, *(line.box for line in lines if line.box and meets(line.box, box))]
    pad = 12
    return Box(
        x0=max(min(b.x0 for b in boxes) - pad, 0),
        y0=max(min(b.y0 for b in boxes) - pad, 0),
        x1=min(max(b.x1 for b in boxes) + pad, size[0]),
        y1=min(max(b.y1 for b in boxes) + pad, size[1]),
    )


def _once_more(image: "Image", ocr: Ocr, area: Box, stamps: Sequence[Stamp], view: View) -> tuple[Line, ...]:
    """The place with its stamps taken away in another manner; boxes on the page."""
    import numpy as np
    from PIL import Image as pil

    x, y = int(area.x0), int(area.y0)
    crop = image.crop((x, y, int(area.x1), int(area.y1))).convert("RGB")
    pixels, grey = np.asarray(crop), np.array(crop.convert("L"))
    for stamp in stamps:
        if meets(stamp.box, area):
            place = _slices(_shift(stamp.box, -x, -y))
            grey[place] = beneath(pixels[place], stamp.ink, view)
    return tuple(
        line.model_copy(update={"box": _shift(line.box, x, y)})
        for line in ocr(pil.fromarray(grey))
        if line.box
    )


def _slices(box: Box) -> tuple[slice, slice]:
    """Rows and columns of a box, without what lies before the first."""
    return (
        slice(max(int(box.y0), 0), max(int(box.y1), 0)),
        slice(max(int(box.x0), 0), max(int(box.x1), 0)),
    )


def _shift(box: Box, x: float, y: float) -> Box:
    return Box(x0=box.x0 + x, y0=box.y0 + y, x1=box.x1 + x, y1=box.y1 + y)


def meets(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def merge_readings(
    lines: Sequence[Line], readings: Sequence[Sequence[Line]], area: Box
) -> tuple[tuple[Line, ...], bool]:
    """Readings of one area made one, row by row; true when they leave a date in dispute.

    Engines may see a row in parts, so whole rows are compared. Of what only a later reading saw, dates
    are kept: the rest is characters of the seal itself.
    """
    made = [line for line in lines if not (line.box and meets(line.box, area))]
    disputed = False
    for rows in _groups(lines, readings, area):
        row, dispute = choose(rows)
        disputed = disputed or dispute
        made += row
    return tuple(made), disputed


def _groups(lines: Sequence[Line], readings: Sequence[Sequence[Line]], area: Box) -> list[list[list[Line]]]:
    """Rows of the area, each as the readings saw it, the first reading first."""
    first = _in_rows(line for line in lines if line.box and meets(line.box, area))
    groups = [[row] for row in first]
    for reading in readings:
        for row in _in_rows(_writing(reading)):
            group = next((group for group in groups if _level_with(group[0], row)), None)
            if group is not None:
                group.append(row)
            elif _date(_text(row)):
                groups.append([row])
    return groups


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


def choose(rows: Sequence[list[Line]]) -> tuple[list[Line], bool]:
    """The best of several readings of a row, another beside it; true when their dates stay in dispute.

    A complete date that most readings agree on stands; one that a single reading saw is doubtful; two that
    equally many saw are in dispute. A year without its four characters is no year, whatever the score.
    """
    votes = Counter(date for row in rows if (date := _date(_text(row))))
    if not votes:
        best = max(rows, key=_weight)
        return _with_other(best, rows, 1.0), False
    (date, count), *rest = votes.most_common()
    best = max((row for row in rows if _date(_text(row)) == date), key=mean_score)
    if rest and rest[0][1] == count:
        return _with_other(best, rows, DISPUTED), True
    sure = count > 1 or len(rows) == 1
    return _with_other(best, rows, (_OUTVOTED if rest else 1.0) if sure else _ALONE), False


def _with_other(best: list[Line], rows: Sequence[list[Line]], most: float) -> list[Line]:
    """The row with what another reading made of it, where that differs."""
    other = next((_text(row) for row in rows if _bare(_text(row)) != _bare(_text(best))), None)
    if other is None and most == 1.0:
        return best
    return [_beside(line, other, most) for line in best]


def _beside(line: Line, other: str | None, most: float) -> Line:
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
    """The complete dates in a text; empty for none."""
    return " ".join(dates_in(text))


def dates_in(text: str) -> tuple[str, ...]:
    """Complete dates as bare characters, without those no calendar has (40月)."""
    bare = mend("".join(text.split()))
    found = (match.group() for match in COMPLETE_DATE.finditer(bare))
    return tuple(_bare(date) for date in found if any(find_dates(date)))
