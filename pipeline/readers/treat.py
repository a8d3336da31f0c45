"""What is done to a scan before and after an engine reads it: seals, background, slant.

The network reads printed characters as they are; nothing is binarised and nothing turned by less than
three degrees. Ink under a red seal shows in the red channel, stretched between a fixed black and the
seal's own red: a stretch by percentiles of the page brings the seal back where the page is nearly empty,
a fixed white leaves a grey ghost of dark seals, and either loses dates (measured on real and made ones).
"""

from math import cos, radians, sin, tan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dossier.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

Grey = NDArray[np.uint8]

_RED = 25  # how far red must stand above green and blue
_BLACK, _WHITE = 90.0, 230.0  # of the red channel: what becomes black and white under a seal, at most
_DARKEST_RED = 130.0  # of the red channel: no stamp is darker
_RED_SHARE = 0.02  # of a square: less is a speck
_RED_PAGE = 0.5  # of the page: more is a red cover or a photograph
_MANY = 8  # marks on one page: more are decoration
_STEP = 4  # pixels: by how much a page is made smaller before red is looked for
_BLOCK = 8  # of those: side of the squares in which red is counted
_STAMP_MM = 8.0  # smaller red marks are pen strokes and dust
_SEAL_MM = 26.0  # official and company seals measure 30 to 50 mm
_LONG = 2.6  # times as wide as high: a red headline or rule, no stamp
_STEEP = 3.0  # degrees: beyond, boxes no longer part lines and the picture is turned


class Stamp(NamedTuple):
    """A red mark that is no line of text: a seal, a name stamp, a finger print. Pixels."""

    box: Box
    seal: bool


def grey(image: "Image") -> Grey:
    """Luminance."""
    return np.asarray(image.convert("L"))


# ── red ───────────────────────────────────────────────────────────────────────────────────────────


def stamps(image: "Image", dpi: float) -> tuple[Stamp, ...]:
    """Red marks too square to be lines of text; none for pictures without colour."""
    if image.mode == "L":
        return ()
    squares = _squares(_red(np.asarray(image.reduce(_STEP)).astype(np.int16))) > _RED_SHARE
    if not squares.any() or squares.mean() > _RED_PAGE:
        return ()
    found = (_as_stamp(b, _STEP * _BLOCK, dpi, image.size) for b in _patches(squares))
    made = tuple(stamp for stamp in found if stamp is not None)
    return made if len(made) <= _MANY else ()


def _red(pixels: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Pixels redder than the paper. They are means of many, so that a scanner's colour noise is gone."""
    redness = pixels[..., 0] - np.maximum(pixels[..., 1], pixels[..., 2])
    mask: NDArray[np.bool_] = redness - np.median(redness) > _RED
    return mask


def _squares(mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Share of red in each square of the sampled page."""
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


def _as_stamp(patch: tuple[int, int, int, int], unit: int, dpi: float, size: tuple[int, int]) -> Stamp | None:
    x0, y0, x1, y1 = (v * unit for v in patch)
    wide, high = ((x1 - x0) / dpi * 25.4, (y1 - y0) / dpi * 25.4)
    cut = x0 <= unit or y0 <= unit or x1 >= size[0] - unit or y1 >= size[1] - unit
    longer, shorter = max(wide, high), min(wide, high)
    if longer < _STAMP_MM or (longer > _LONG * shorter and not (cut and longer < 60)):
        return None
    box = Box(x0=x0, y0=y0, x1=min(x1, size[0]), y1=min(y1, size[1]))
    return Stamp(box, seal=_SEAL_MM <= longer <= 80 and (shorter >= _SEAL_MM * 0.6 or cut))


def without_stamps(image: "Image", stamps: tuple[Stamp, ...]) -> "Image":
    """The page in grey; where a stamp lies, its red channel with the stamp's own red made white.

    Red headlines keep their luminance: only stamps are taken away.
    """
    from PIL import Image as pil

    page = np.array(image.convert("L"))
    for stamp in stamps:
        x0, y0, x1, y1 = _whole(stamp.box)
        area = np.asarray(image.crop((x0, y0, x1, y1)))
        page[y0:y1, x0:x1] = _inkless(area)
    return pil.fromarray(page)


def _inkless(area: NDArray[np.uint8]) -> Grey:
    """The red channel, stretched from the fixed black to just below the stamp's own red."""
    red = area[..., 0]
    ink = red[_red(area.astype(np.int16))]
    lightest = float(np.percentile(ink, 10)) - 3 if ink.size else _WHITE
    white = min(max(lightest, _DARKEST_RED), _WHITE)
    return stretch(red.astype(np.float32), min(_BLACK, white - 70), white)


def stretch(values: NDArray[np.float32], black: float, white: float) -> Grey:
    """Grey values with `black` made 0 and `white` made 255."""
    scaled = (values - black) * (255.0 / max(white - black, 1.0))
    result: Grey = np.clip(scaled, 0, 255).astype(np.uint8)
    return result


def _whole(box: Box) -> tuple[int, int, int, int]:
    return int(box.x0), int(box.y0), int(box.x1), int(box.y1)


# ── background ────────────────────────────────────────────────────────────────────────────────────

_TILE = 24  # pixels: side of the squares whose paper colour is measured


def uneven(page: Grey) -> bool:
    """Is the paper grey or darker on one side? White paper with dark pictures is not."""
    paper = _paper(page)
    dark, light = np.percentile(paper, (10, 90))
    return bool(light < 215 or (light - dark > 35 and np.median(paper) < 235))


def flatten(page: Grey) -> Grey:
    """Divide by the paper's colour; then black is the ink's, white where the paper's grain ends."""
    flat = _divided(page)
    sample = flat[::3, ::3]
    light = sample[sample > 200]
    if not light.size:
        return stretch(flat, _BLACK, 235)
    middle = float(np.median(light))
    grain = 1.5 * float(np.median(np.abs(light - middle)))
    white = min(max(middle - 2.5 * grain, 205), 240)
    return stretch(flat, min(_ink(sample), white - 60), white)


def even(image: "Image") -> "Image":
    """The picture with its paper made white in each colour, so that fixed points hold for it."""
    from PIL import Image as pil

    bands = [np.clip(_divided(np.asarray(band)), 0, 255).astype(np.uint8) for band in image.split()]
    return pil.merge(image.mode, [pil.fromarray(band) for band in bands])


def _divided(page: Grey) -> NDArray[np.float32]:
    """The page over its paper: 255 where there is nothing printed."""
    from PIL import Image as pil

    height, width = page.shape
    paper = pil.fromarray(_paper(page)).resize((width, height), pil.Resampling.BILINEAR)
    ground = np.maximum(np.asarray(paper), 40).astype(np.float32)
    divided: NDArray[np.float32] = (page / ground * 255).astype(np.float32, copy=False)
    return divided


def _ink(sample: NDArray[np.float32]) -> float:
    """The black point: what the darker ink shows, a fixed value where there is hardly any ink."""
    ink = sample[sample < 190]
    return float(np.percentile(ink, 20)) if ink.size > max(sample.size // 2000, 200) else float(_BLACK)


def _paper(page: Grey) -> Grey:
    """Colour of the paper in each tile: its light pixels, smoothed over print and dark pictures."""
    from PIL import Image as pil
    from PIL import ImageFilter

    height, width = (max(n - n % _TILE, _TILE) for n in page.shape)
    sample = np.resize(page, (height, width)) if page.shape < (height, width) else page[:height, :width]
    tiles = sample[::3, ::3]
    side = _TILE // 3
    tiles = tiles.reshape(height // _TILE, side, width // _TILE, side).swapaxes(1, 2)
    light = np.percentile(tiles.reshape(*tiles.shape[:2], -1), 80, axis=2).astype(np.uint8)
    smooth = pil.fromarray(light).filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.MedianFilter(7))
    return np.asarray(smooth)


# ── slant ─────────────────────────────────────────────────────────────────────────────────────────


def slant(page: Grey) -> float:
    """Degrees by which lines of print fall to the right (positive) or rise, within ±8; 0 where unclear.

    The angle at which dark pixels gather most in rows.
    """
    step = max(page.shape[1] // 500, 1)
    sample = page[::step, ::step]
    ys, xs = np.nonzero(sample < min(int(np.median(sample)) - 60, 150))
    if len(ys) <= 300:
        return 0.0
    keep = slice(None, None, max(len(ys) // 20000, 1))
    y, x = ys[keep].astype(np.float32), xs[keep].astype(np.float32)
    coarse = max(np.arange(-8, 8.1, 0.5), key=lambda a: _gathered(y, x, a))
    fine = max(coarse + np.arange(-0.5, 0.51, 0.1), key=lambda a: _gathered(y, x, a))
    gain = _gathered(y, x, fine) / max(_gathered(y, x, 0.0), 1.0)
    sure = gain > (1.08 if steep(fine) else 1.03)
    return float(round(fine, 2)) if sure else 0.0


def _gathered(y: NDArray[np.float32], x: NDArray[np.float32], degrees: float) -> float:
    rows = (y - x * np.float32(tan(radians(degrees)))).astype(np.int32)
    counts = np.bincount(rows - rows.min())
    return float((counts.astype(np.float64) ** 2).sum())


def steep(degrees: float) -> bool:
    """Must the picture be turned before it is read?"""
    return abs(degrees) > _STEEP


class Level(NamedTuple):
    """Between a slanted page and the same page made level, turning about its middle."""

    degrees: float
    x: float
    y: float

    def level(self, box: Box) -> Box:
        """A line's box as it would be on the level page: its middle moved, its height less the fall."""
        if not self.degrees:
            return box
        x, y = self._turn((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, -self.degrees)
        wide, high = box.x1 - box.x0, box.y1 - box.y0
        high = max(high - wide * abs(tan(radians(self.degrees))), high * 0.4)
        return Box(x0=x - wide / 2, y0=y - high / 2, x1=x + wide / 2, y1=y + high / 2)

    def slanted(self, box: Box) -> Box:
        """The upright box on the page as it is around a box on the level page."""
        if not self.degrees:
            return box
        corners = [self._turn(x, y, self.degrees) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(x0=min(xs), y0=min(ys), x1=max(xs), y1=max(ys))

    def _turn(self, x: float, y: float, degrees: float) -> tuple[float, float]:
        c, s = cos(radians(degrees)), sin(radians(degrees))
        dx, dy = x - self.x, y - self.y
        return self.x + dx * c - dy * s, self.y + dx * s + dy * c
