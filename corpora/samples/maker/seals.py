"""Round red seals with a star, drawn as they come off a worn stamp pad."""

from functools import cache
from math import cos, pi, sin

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from maker.fonts import font_for, sized

RED = (206, 22, 30)
DIAMETER = 119.0  # points: 42 mm


@cache
def seal(name: str, label: str, pixels: int) -> Image.Image:
    """RGBA picture of the seal, `pixels` wide, with patchy ink (the same each time)."""
    side = pixels * 2
    ink = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(ink)
    rim = side * 0.03
    pen.ellipse((rim, rim, side - rim, side - rim), outline=255, width=max(3, side // 42))
    pen.polygon(_star(side / 2, side / 2, side * 0.14), fill=255)
    _around(ink, name, side)
    if label:
        font = sized("song", side // 12)
        length = font.getlength(label)
        pen.text(((side - length) / 2, side * 0.71), label, font=font, fill=255)
    return _worn(ink.resize((pixels, pixels), Image.Resampling.LANCZOS), name)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for i in range(10):
        r = radius if i % 2 == 0 else radius * 0.382
        angle = -pi / 2 + i * pi / 5
        points.append((x + r * cos(angle), y + r * sin(angle)))
    return points


def _around(ink: Image.Image, name: str, side: int) -> None:
    """Characters on the arc, tops outward."""
    size = int(side * (0.125 if len(name) <= 12 else 1.55 / len(name)))
    sweep = min(len(name) * 21.0, 250.0)
    step = sweep / max(len(name) - 1, 1)
    for i, char in enumerate(name):
        angle = -sweep / 2 + i * step
        tile = Image.new("L", (size * 2, size * 2), 0)
        ImageDraw.Draw(tile).text(
            (size, size), char, font=sized(font_for(char, "song"), size), fill=255, anchor="mm"
        )
        turned = tile.rotate(-angle, Image.Resampling.BICUBIC)
        radius = side * 0.375
        x = side / 2 + radius * sin(angle * pi / 180) - size
        y = side / 2 - radius * cos(angle * pi / 180) - size
        ink.paste(255, (int(x), int(y)), turned)


def _worn(ink: Image.Image, name: str) -> Image.Image:
    random = np.random.default_rng(sum(map(ord, name)))
    coarse = Image.fromarray((random.random((14, 14)) * 255).astype("uint8")).resize(
        ink.size, Image.Resampling.BICUBIC
    )
    patches = np.asarray(coarse.filter(ImageFilter.GaussianBlur(ink.size[0] / 40)), dtype=np.float32) / 255
    alpha = np.asarray(ink, dtype=np.float32) * np.clip(0.62 + 0.55 * patches, 0, 0.95)
    out = Image.new("RGBA", ink.size, (*RED, 0))
    out.putalpha(Image.fromarray((np.round(alpha / 16) * 16).clip(0, 255).astype("uint8")))
    return out
