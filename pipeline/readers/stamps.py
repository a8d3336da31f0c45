"""Seals, name stamps and finger prints on a scan: where they lie, and the print beneath them.

Print under a seal is parted by colour: in the channel where the seal is lightest it hardly shows and black
ink does. A pressed seal (ink upon ink) leaves print black there; a covering one (a picture laid on the page)
leaves it a little darker than the seal.
"""

from itertools import pairwise
from math import cos, pi, sin
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dossier.geometry import Box
from pipeline.readers.treat import Grey, stretch

if TYPE_CHECKING:
    from PIL.Image import Image

Ink = Literal["red", "blue"]
Pixels = NDArray[np.int16]

_TINT = 25  # how far the seal's colour must stand above the others
_WHITE = 235.0  # of the seal's lightest channel: what becomes white, at most
_SHARE = 0.02  # of a square: less is a speck
_PAGE = 0.5  # of the page: more is a coloured cover or a photograph
_MANY = 8  # marks on one page: more are decoration
_STEP = 4  # pixels: by how much a page is made smaller before colour is looked for
_BLOCK = 8  # of those: side of the squares in which colour is counted
_STAMP_MM = 8.0  # smaller marks are pen strokes and dust
_SEAL_MM = 26.0  # official and company seals measure 30 to 50 mm
_USUAL_MM = 43.0
_LONG = 2.6  # times as wide as high: a headline or rule, no stamp
_BINS, _RING = 36, 0.6  # directions in which a ring is looked for, and the share that must show it


class Stamp(NamedTuple):
    """A coloured mark that is no line of text: a seal, a name stamp, a finger print. Pixels."""

    box: Box
    seal: bool
    ink: Ink = "red"


def stamps(image: "Image", dpi: float) -> tuple[Stamp, ...]:
    """Red marks too square to be lines of text, and rings of blue or violet; none for pictures without colour.

    Blue is the colour of pens too, so a blue mark must be round.
    """
    if image.mode == "L":
        return ()
    small = np.asarray(image.reduce(_STEP)).astype(np.int16)
    made = (*_marks(_red(small), dpi, image.size, "red"), *_rings(_blue(small), dpi, image.size))
    return made if len(made) <= _MANY else ()


def _red(pixels: Pixels) -> NDArray[np.bool_]:
    """Pixels redder than the paper. They are means of many, so that a scanner's colour noise is gone."""
    redness = pixels[..., 0] - np.maximum(pixels[..., 1], pixels[..., 2])
    mask: NDArray[np.bool_] = redness - np.median(redness) > _TINT
    return mask


def _blue(pixels: Pixels) -> NDArray[np.bool_]:
    """Pixels bluer than the paper: blue and violet."""
    blueness = pixels[..., 2] - pixels[..., 1]
    mask: NDArray[np.bool_] = (blueness - np.median(blueness) > _TINT) & (pixels[..., 2] > pixels[..., 0])
    return mask


def _marks(mask: NDArray[np.bool_], dpi: float, size: tuple[int, int], ink: Ink) -> tuple[Stamp, ...]:
    squares = _squares(mask) > _SHARE
    if not squares.any() or squares.mean() > _PAGE:
        return ()
    mm = dpi / 25.4 / (_STEP * _BLOCK)
    apart = (part for patch in _patches(squares) for part in _seals_apart(patch, mm))
    found = (_as_stamp(b, _STEP * _BLOCK, dpi, size, ink) for b in apart)
    return tuple(stamp for stamp in found if stamp is not None)


def _rings(mask: NDArray[np.bool_], dpi: float, size: tuple[int, int]) -> tuple[Stamp, ...]:
    """Round ones, and those that touch a round one: where seals overlap, no ring is whole."""
    seals = [stamp for stamp in _marks(mask, dpi, size, "blue") if stamp.seal]
    rings = [stamp.box for stamp in seals if _round(mask, stamp.box)]
    return tuple(stamp for stamp in seals if any(_touch(stamp.box, ring) for ring in rings))


def _touch(a: Box, b: Box) -> bool:
    return a.x0 <= b.x1 and b.x0 <= a.x1 and a.y0 <= b.y1 and b.y0 <= a.y1


def _round(mask: NDArray[np.bool_], box: Box) -> bool:
    """Is there a ring along the box's edge? Seen from its middle in most directions, near the rim."""
    x0, y0, x1, y1 = (int(v / _STEP) for v in _sides(box))
    ys, xs = np.nonzero(mask[y0:y1, x0:x1])
    if len(xs) < _BINS:
        return False
    left, right, top, low = xs.min(), xs.max(), ys.min(), ys.max()
    wide, high = (right - left) / 2, (low - top) / 2
    if min(wide, high) < 0.6 * max(wide, high):
        return False
    middle = (left + right) / 2, (top + low) / 2
    area = mask[y0:y1, x0:x1]
    seen = 0
    for i in range(_BINS):
        c, s = cos(2 * pi * i / _BINS), sin(2 * pi * i / _BINS)
        rim = [
            (round(middle[1] + high * r * s), round(middle[0] + wide * r * c))
            for r in (0.88, 0.92, 0.96, 1.0)
        ]
        seen += any(area[min(y, area.shape[0] - 1), min(x, area.shape[1] - 1)] for y, x in rim)
    return seen > _RING * _BINS


def _squares(mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Share of coloured pixels in each square of the sampled page."""
    h, w = (n - n % _BLOCK for n in mask.shape)
    shares: NDArray[np.float64] = (
        mask[:h, :w].reshape(h // _BLOCK, _BLOCK, w // _BLOCK, _BLOCK).mean(axis=(1, 3))
    )
    return shares


def _patches(squares: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Bounding boxes (x0, y0, x1, y1) of squares that hang together; what lies in another joins it."""
    left = {(int(y), int(x)) for y, x in np.argwhere(squares)}
    boxes: list[tuple[int, int, int, int]] = []
    while left:
        todo = [left.pop()]
        patch = list(todo)
        while todo:
            y, x = todo.pop()
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            todo += near
            patch += near
        ys, xs = [y for y, _ in patch], [x for _, x in patch]
        boxes.append((min(xs), min(ys), max(xs) + 1, max(ys) + 1))
    return _joined(boxes)


def _seals_apart(patch: tuple[int, int, int, int], mm: float) -> list[tuple[int, int, int, int]]:
    """Seals that touch, as those of a joint paper: a patch longer than any seal, in parts of a seal's size.

    `mm`: units of the patch in a millimetre.
    """
    x0, y0, x1, y1 = patch
    wide, high = x1 - x0, y1 - y0
    parts = round(max(wide, high) / (_USUAL_MM * mm))
    if not _SEAL_MM * mm <= min(wide, high) <= 1.6 * _USUAL_MM * mm or parts < 2:
        return [patch]
    if wide > high:
        edges = [x0 + wide * i // parts for i in range(parts + 1)]
        return [(a, y0, b, y1) for a, b in pairwise(edges)]
    edges = [y0 + high * i // parts for i in range(parts + 1)]
    return [(x0, a, x1, b) for a, b in pairwise(edges)]


def _joined(boxes: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Boxes that overlap made one: the star within the ring."""
    made: list[tuple[int, int, int, int]] = []
    for box in sorted(boxes, key=lambda b: (b[0] - b[2]) * (b[3] - b[1])):
        for i, held in enumerate(made):
            if box[0] < held[2] and held[0] < box[2] and box[1] < held[3] and held[1] < box[3]:
                made[i] = (
                    min(box[0], held[0]), min(box[1], held[1]), max(box[2], held[2]), max(box[3], held[3])
                )  # fmt: skip
                break
        else:
            made.append(box)
    return made


def _as_stamp(
    patch: tuple[int, int, int, int], unit: int, dpi: float, size: tuple[int, int], ink: Ink
) -> Stamp | None:
    x0, y0, x1, y1 = (v * unit for v in patch)
    wide, high = ((x1 - x0) / dpi * 25.4, (y1 - y0) / dpi * 25.4)
    cut = x0 <= unit or y0 <= unit or x1 >= size[0] - unit or y1 >= size[1] - unit
    longer, shorter = max(wide, high), min(wide, high)
    if longer < _STAMP_MM or (longer > _LONG * shorter and not (cut and longer < 60)):
        return None
    box = Box(x0=x0, y0=y0, x1=min(x1, size[0]), y1=min(y1, size[1]))
    return Stamp(box, _SEAL_MM <= longer <= 80 and (shorter >= _SEAL_MM * 0.6 or cut), ink)


# ── print beneath ─────────────────────────────────────────────────────────────────────────────────

View = Literal["light", "dark", "parted", "clear"]
_CONTRAST = 90.0  # of the lightest channel: from ink to the seal's own value
_FLOOR = 0.12  # of the paper that shows through a covering seal, at least; less is guessed
_GHOST, _INKED = 90.0, 200.0  # of the darkness the seal does not explain: rims of its strokes, and print
_CORE, _SOLID = 4, 0.75  # pixels around, and the share of them in the seal's colour, that make a solid part
_PRESSED = 0.009  # share of the solid parts that is black where print runs under pressed ink


def without_stamps(image: "Image", stamps: tuple[Stamp, ...]) -> "Image":
    """The page in grey; where a stamp lies, the print beneath it.

    Red headlines keep their luminance: only stamps are taken away.
    """
    from PIL import Image as pil

    page = np.array(image.convert("L"))
    for stamp in stamps:
        x0, y0, x1, y1 = (int(v) for v in _sides(stamp.box))
        page[y0:y1, x0:x1] = beneath(np.asarray(image.crop((x0, y0, x1, y1))), stamp.ink, "light")
    return pil.fromarray(page)


def beneath(area: NDArray[np.uint8], ink: Ink, view: View) -> Grey:
    """The print under a seal, in one of three pictures; no single one serves every seal.

    light, dark: the seal's lightest channel, white from a little or well below the seal's own value. A fixed white
    leaves a ghost of dark seals, a percentile of the page brings the seal back where the page is nearly
    empty; either loses dates. parted: what the seal's colour does not explain, for seals that cover; clear:
    the same without the thin rims of the seal's strokes.
    """
    own = area[_tinted(area, ink)]
    if own.size < 300:
        return np.ascontiguousarray(area[..., _channel(ink)])
    if view == "parted":
        return _parted(area, own, ink)
    if view == "clear":
        return _without_rims(_parted(area, own, ink))
    deep = _deep(own)
    middle, low = np.percentile(deep[:, _channel(ink)], (50, 20))
    white = min(middle - (1.0 if view == "light" else 2.0) * max(middle - low, 4.0), _WHITE)
    return stretch(area[..., _channel(ink)].astype(np.float32), white - _CONTRAST, white)


def _without_rims(page: Grey) -> Grey:
    from PIL import Image as pil
    from PIL import ImageFilter

    return np.asarray(pil.fromarray(page).filter(ImageFilter.MedianFilter(3)))


def solid(area: NDArray[np.uint8], ink: Ink) -> NDArray[np.bool_]:
    """Where the seal's colour is closed, as in its star and ring: a stroke of print across does not break it."""
    from PIL import Image as pil
    from PIL import ImageFilter

    tinted = pil.fromarray((_tinted(area, ink) * 255).astype(np.uint8))
    share = np.asarray(tinted.filter(ImageFilter.BoxBlur(_CORE)))
    closed: NDArray[np.bool_] = share > _SOLID * 255
    return closed


def covers(area: NDArray[np.uint8], ink: Ink) -> bool:
    """Does the seal hide print, as a picture laid on it? Under pressed ink print stays black."""
    own = area[_tinted(area, ink)]
    closed = area[solid(area, ink)][:, _channel(ink)]
    if own.size < 300 or not closed.size:
        return False
    usual = np.median(_deep(own)[:, _channel(ink)])
    return bool((closed < 0.5 * usual).mean() < _PRESSED)


def _deep(own: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The seal's full colour: the most saturated of its pixels."""
    saturation = own.max(axis=1).astype(np.int16) - own.min(axis=1)
    deep: NDArray[np.uint8] = own[saturation > 0.7 * np.percentile(saturation, 99)]
    return deep


def _parted(area: NDArray[np.uint8], own: NDArray[np.uint8], ink: Ink) -> Grey:
    """Each pixel as seal over print: the seal's share by its colour, the print by what is darker than that.

    JPEG blurs colour more than light, so the share is taken as the most of its neighbours: rims of
    strokes else turn black.
    """
    from PIL import Image as pil
    from PIL import ImageFilter

    pixels = area.astype(np.float32)
    seal = np.median(_deep(own), axis=0).astype(np.float32)
    paper = np.percentile(pixels[::3, ::3].reshape(-1, 3), 80, axis=0).astype(np.float32)
    hue = (seal - seal.mean()) - (paper - paper.mean())
    tint = pixels - pixels.mean(axis=2, keepdims=True) - (paper - paper.mean())
    share = np.clip(tint @ hue / (hue @ hue), 0, 1)
    share[share < 0.06] = 0
    wide = pil.fromarray((share * 255).astype(np.uint8)).filter(ImageFilter.MaxFilter(5))
    most = np.asarray(wide).astype(np.float32) / 255
    k = _channel(ink)
    dark = (most * seal[k] + (1 - most) * paper[k] - pixels[..., k]) / np.maximum(1 - share, _FLOOR)
    return stretch(255 - dark.astype(np.float32), 255 - _INKED, 255 - _GHOST)


def _channel(ink: Ink) -> int:
    return 0 if ink == "red" else 2


def _tinted(area: NDArray[np.uint8], ink: Ink) -> NDArray[np.bool_]:
    pixels = area.astype(np.int16)
    return _red(pixels) if ink == "red" else _blue(pixels)


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1
