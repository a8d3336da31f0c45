"""What is done to a scan before and after an engine reads it: background, slant (seals: stamps.py).

The network reads printed characters as they are; nothing is binarised and nothing turned by less than
three degrees.
"""

from math import cos, radians, sin, tan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dossier.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

Grey = NDArray[np.uint8]

_BLACK = 90.0  # what becomes black on paper with hardly any ink
_GRAIN, _LEAST_INK = 3.5, 12.0  # ink is darker than the paper by so many times its grain, and by so much
_STEEP = 3.0  # degrees: beyond, boxes no longer part lines and the picture is turned


def grey(image: "Image") -> Grey:
    """Luminance."""
    return np.asarray(image.convert("L"))


def stretch(values: NDArray[np.float32], black: float, white: float) -> Grey:
    """Grey values with `black` made 0 and `white` made 255."""
    scaled = (values - black) * (255.0 / max(white - black, 1.0))
    result: Grey = np.clip(scaled, 0, 255).astype(np.uint8)
    return result


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

    The angle at which ink gathers most in rows. Ink is what stands out of the paper's own grain, however pale:
    a fixed grey value finds salt and pepper alone on a faint copy.
    """
    from PIL import Image as pil

    small = np.asarray(pil.fromarray(page).reduce(max(page.shape[1] // 550, 1))).astype(np.float32)
    ink = np.median(small) - small
    grain = 1.4826 * float(np.median(np.abs(ink)))
    ys, xs = np.nonzero(ink > max(_GRAIN * grain, _LEAST_INK))
    if len(ys) <= 200:
        return 0.0
    keep = slice(None, None, max(len(ys) // 20000, 1))
    y, x = ys[keep].astype(np.float32), xs[keep].astype(np.float32)
    weight = np.minimum(ink[ys[keep], xs[keep]], 100.0)
    coarse = max(np.arange(-8, 8.1, 0.5), key=lambda a: _gathered(y, x, weight, a))
    fine = max(coarse + np.arange(-0.5, 0.51, 0.1), key=lambda a: _gathered(y, x, weight, a))
    gain = _gathered(y, x, weight, fine) / max(_gathered(y, x, weight, 0.0), 1.0)
    sure = gain > (1.08 if steep(fine) else 1.03)
    return float(round(fine, 2)) if sure else 0.0


def _gathered(
    y: NDArray[np.float32], x: NDArray[np.float32], weight: NDArray[np.float32], degrees: float
) -> float:
    rows = (y - x * np.float32(tan(radians(degrees)))).astype(np.int32)
    counts = np.bincount(rows - rows.min(), weights=weight)
    return float((counts**2).sum())


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
