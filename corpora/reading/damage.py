"""What scanners and copiers do to a page, one condition at a time; the numbers are the recipe."""

from collections.abc import Callable
from io import BytesIO
from math import cos, radians, sin
from random import Random

import numpy as np
from PIL import Image, ImageFilter
from sheets import DPI, Rect, Sheet

Pixels = Image.Image


class Taken:
    """A damaged page: its picture, resolution and the turn that boxes went through."""

    def __init__(self, image: Pixels, dpi: int, degrees: float, quality: int) -> None:
        self.image, self.dpi, self.degrees, self.quality = image, dpi, degrees, quality

    def points(self, box: Rect) -> tuple[float, ...]:
        """A box of the sheet in points of the damaged page: around its corners once turned."""
        cx, cy = 1654 / 2, 2339 / 2
        c, s = cos(radians(-self.degrees)), sin(radians(-self.degrees))
        corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [cx + (x - cx) * c - (y - cy) * s for x, y in corners]
        ys = [cy + (x - cx) * s + (y - cy) * c for x, y in corners]
        return tuple(round(v * 72 / DPI, 1) for v in (min(xs), min(ys), max(xs), max(ys)))


def clean(sheet: Sheet, random: Random) -> Taken:
    """As printed and scanned well: JPEG 92, half of the pages in grey."""
    return Taken(_maybe_grey(sheet.image, random), DPI, 0.0, 92)


def skew(sheet: Sheet, random: Random) -> Taken:
    """Turned by 1 to 3 degrees either way."""
    degrees = random.uniform(1, 3) * random.choice((-1, 1))
    return Taken(_turned(_maybe_grey(sheet.image, random), degrees), DPI, degrees, 85)


def noise(sheet: Sheet, random: Random) -> Taken:
    """Gaussian noise of sigma 8 to 20, salt and pepper on 0.2 to 0.8 % of the pixels."""
    return Taken(_noisy(_maybe_grey(sheet.image, random), random, random.uniform(8, 20)), DPI, 0.0, 85)


def jpeg(sheet: Sheet, random: Random) -> Taken:
    """JPEG of quality 40."""
    return Taken(_maybe_grey(sheet.image, random), DPI, 0.0, 40)


def coarse(sheet: Sheet, random: Random) -> Taken:
    """150 dpi, JPEG 75."""
    small = sheet.image.resize((1240, 1754), Image.Resampling.BICUBIC)
    return Taken(_maybe_grey(small, random), 150, 0.0, 75)


def faint(sheet: Sheet, random: Random) -> Taken:
    """A pale photocopy: ink at 135 to 185 on paper of 225 to 245 that darkens by up to 30, some grain."""
    grey = np.asarray(sheet.image.convert("L"), dtype=np.float32) / 252
    ink, paper = random.uniform(135, 185), random.uniform(225, 245)
    ramp = np.linspace(0, random.uniform(0, 30), grey.shape[1])[None, :]
    pale = ink + (paper - ink) * grey - ramp
    grain = np.random.default_rng(random.randrange(2**31)).normal(0, 3, grey.shape)
    return Taken(_image(pale + grain), DPI, 0.0, 70)


def shaded(sheet: Sheet, random: Random) -> Taken:
    """Photographed: light falls off to one side, to 0.45 to 0.6 of full."""
    light = np.linspace(random.uniform(0.45, 0.6), 0.95, sheet.image.width)[None, :, None]
    if random.random() < 0.5:
        light = light[:, ::-1]
    return Taken(_image(np.asarray(sheet.image, dtype=np.float32) * light), DPI, 0.0, 80)


def mixed(sheet: Sheet, random: Random) -> Taken:
    """All at once: skew 1–3°, blur, noise, JPEG 40; every third at 150 dpi, every second pale."""
    image, dpi = sheet.image, DPI
    if random.random() < 0.5:
        image = faint(sheet, random).image.convert("RGB")
    degrees = random.uniform(1, 3) * random.choice((-1, 1))
    image = _turned(image, degrees).filter(ImageFilter.GaussianBlur(random.uniform(0, 0.9)))
    if random.random() < 1 / 3:
        image, dpi = image.resize((1240, 1754), Image.Resampling.BICUBIC), 150
    return Taken(_noisy(_maybe_grey(image, random), random, random.uniform(8, 14)), dpi, degrees, 40)


def scanner(sheet: Sheet, random: Random) -> Taken:
    """A common colour scanner, for sealed pages: turned up to 0.7°, a little soft, grain, JPEG 60."""
    degrees = random.uniform(-0.7, 0.7)
    soft = _turned(sheet.image, degrees).filter(ImageFilter.GaussianBlur(0.5))
    pixels = np.asarray(soft, dtype=np.float32)
    grain = np.random.default_rng(random.randrange(2**31)).normal(0, 2.5, pixels.shape[:2])
    return Taken(_image(pixels + grain[..., None]), DPI, degrees, 60)


CONDITIONS: dict[str, Callable[[Sheet, Random], Taken]] = {
    "clean": clean, "skew": skew, "noise": noise, "jpeg40": jpeg, "dpi150": coarse,
    "faint": faint, "shaded": shaded, "mixed": mixed,
}  # fmt: skip


def saved(taken: Taken) -> bytes:
    """The page as a JPEG file that states its resolution."""
    buffer = BytesIO()
    taken.image.save(buffer, "JPEG", quality=taken.quality, dpi=(taken.dpi, taken.dpi))
    return buffer.getvalue()


def _maybe_grey(image: Pixels, random: Random) -> Pixels:
    return image.convert("L") if random.random() < 0.5 else image


def _turned(image: Pixels, degrees: float) -> Pixels:
    white = 250 if image.mode == "L" else (250, 250, 248)
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=white)


def _noisy(image: Pixels, random: Random, sigma: float) -> Pixels:
    rng = np.random.default_rng(random.randrange(2**31))
    pixels = np.asarray(image, dtype=np.float32)
    pixels = pixels + rng.normal(0, sigma, pixels.shape)
    share = random.uniform(0.002, 0.008)
    dots = rng.random(pixels.shape[:2])
    pixels[dots < share / 2] = 0
    pixels[dots > 1 - share / 2] = 255
    return _image(pixels)


def _image(pixels: np.ndarray) -> Pixels:  # type: ignore[type-arg]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
