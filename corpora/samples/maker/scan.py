"""Scanned pages: the same drawing steps as pictures, with ink, seals, skew, shadow and noise."""

from pathlib import Path
from random import Random
from time import gmtime, struct_time

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from maker.fonts import font_for, sized, width
from maker.ops import HEIGHT, WIDTH, Op, Photo, Rule, Stamp, Words
from maker.photos import photo
from maker.seals import DIAMETER, seal

DPI = 150
SCALE = DPI / 72
STAMPED_AT: struct_time = gmtime(1_700_000_000)


def draw(page: list[Op], random: Random) -> Image.Image:
    """One page in ink on white paper, before any scanner."""
    paper = Image.new("RGB", (round(WIDTH * SCALE), round(HEIGHT * SCALE)), (252, 252, 250))
    pen = ImageDraw.Draw(paper)
    for step in page:
        _draw(paper, pen, step, random)
    for step in page:
        if isinstance(step, Stamp):
            _press(paper, step, random)
    return paper


def scan(page: list[Op], seed: int, folio: int | None = None) -> Image.Image:
    """One page as the scanner saw it. `folio`: the file's page number stamped in the corner."""
    random = Random(seed)
    paper = draw(page, random)
    if folio is not None:
        pen = ImageDraw.Draw(paper)
        pen.text((WIDTH * SCALE - 150, 62), f"{folio:03d}", font=sized("song", 34), fill=(40, 40, 120))
    colour = any(isinstance(step, Stamp) for step in page)
    return _scanner(paper, random, colour=colour)


def _draw(paper: Image.Image, pen: ImageDraw.ImageDraw, step: Op, random: Random) -> None:
    match step:
        case Words(hand=True):
            _handwrite(paper, step, random)
        case Words():
            _print(pen, step)
        case Rule():
            box = tuple(round(v * SCALE) for v in (step.x0, step.y0, step.x1, step.y1))
            pen.line(box, fill=step.color, width=max(1, round(step.width * SCALE)))
        case Photo():
            picture = photo(step.caption, round(step.width * SCALE), round(step.height * SCALE))
            paper.paste(picture.convert("RGB"), (round(step.x * SCALE), round(step.y * SCALE)))
        case _:
            pass


def _print(pen: ImageDraw.ImageDraw, step: Words) -> None:
    x = step.x
    pixels = round(step.size * SCALE)
    for char in step.text:
        font = sized(font_for(char, step.font), pixels)
        pen.text(
            (x * SCALE, step.y * SCALE),
            char,
            font=font,
            fill=step.color,
            anchor="ls",
            stroke_width=1 if step.bold else 0,
        )
        x += width(char, step.font) * step.size + step.spacing


def _handwrite(paper: Image.Image, step: Words, random: Random) -> None:
    """Each character a little turned, raised and resized; ink neither even nor black."""
    x, drift = step.x, random.uniform(-0.6, 0.6)
    for char in step.text:
        size = max(8, round(step.size * SCALE * random.uniform(0.94, 1.07)))
        tile = Image.new("L", (size * 2, size * 2), 0)
        ImageDraw.Draw(tile).text(
            (size // 2, size // 2), char, font=sized(font_for(char, "hand"), size), fill=255, stroke_width=0
        )
        tile = tile.rotate(random.uniform(-5, 5), Image.Resampling.BICUBIC, center=(size, size))
        tile = tile.transform(
            tile.size, Image.Transform.AFFINE, (1, 0.08, -0.08 * size, 0, 1, 0), Image.Resampling.BICUBIC
        )
        depth = random.uniform(0.82, 1.0)
        tile = tile.point(lambda v, depth=depth: min(255, int(v * depth * 1.12)))
        drift = max(-1.6, min(1.6, drift + random.uniform(-0.5, 0.5)))
        place = (round(x * SCALE - size // 2), round((step.y + drift) * SCALE - size * 1.42))
        paper.paste(step.color, place, tile)
        x += width(char, "hand") * step.size + step.spacing


def _press(paper: Image.Image, step: Stamp, random: Random) -> None:
    """Multiply the seal onto the page, slightly turned: ink under it stays darker than the red."""
    side = round(DIAMETER * SCALE)
    stamp = seal(step.name, step.label, side).rotate(random.uniform(-9, 9), Image.Resampling.BICUBIC)
    flat = Image.new("RGB", stamp.size, (255, 255, 255))
    flat.paste(stamp, (0, 0), stamp)
    x = round((step.x + random.uniform(-5, 5)) * SCALE - side / 2)
    y = round((step.y + random.uniform(-4, 4)) * SCALE - side / 2)
    window = paper.crop((x, y, x + side, y + side))
    paper.paste(ImageChops.multiply(window, flat), (x, y))


def _scanner(paper: Image.Image, random: Random, *, colour: bool) -> Image.Image:
    turned = paper.rotate(random.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=(247, 247, 245))
    soft = turned.filter(ImageFilter.GaussianBlur(0.45))
    pixels = np.asarray(soft, dtype=np.float32)
    rows, columns = pixels.shape[:2]
    shade = 1.0 - 0.035 * np.linspace(0, 1, columns) * random.uniform(0.2, 1.0)
    shade[: random.randint(4, 12)] *= 0.82
    noise = np.random.default_rng(random.randint(0, 2**31)).normal(0, 1.2, (rows // 2 + 1, columns // 2 + 1))
    grain = np.repeat(np.repeat(noise, 2, 0), 2, 1)[:rows, :columns]
    made = np.clip(pixels * shade[None, :, None] + grain[..., None], 0, 255).astype("uint8")
    picture = Image.fromarray(made)
    return picture if colour else picture.convert("L")


def write_scan(path: Path, pictures: list[Image.Image], *, quality: int = 42) -> None:
    """A PDF of JPEG pictures without a text layer; the same bytes each time."""
    head, *rest = pictures
    head.save(
        path,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=DPI,
        quality=quality,
        optimize=True,
        creationDate=STAMPED_AT,
        modDate=STAMPED_AT,
    )


def write_picture(path: Path, picture: Image.Image, *, quality: int = 55) -> None:
    """A single scanned page."""
    picture.save(path, dpi=(DPI, DPI), quality=quality)


def write_shot(path: Path, page: list[Op]) -> None:
    """A screenshot: clean, upper part of the page only, few colours."""
    picture = draw(page, Random(0))
    bottom = max(step.y for step in page if isinstance(step, Words)) + 40
    picture = picture.crop((0, 0, picture.width, round(bottom * SCALE)))
    picture.quantize(24).save(path, dpi=(DPI, DPI), optimize=True)
