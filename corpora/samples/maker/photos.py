"""Stand-ins for evidence photographs: soft grey shapes, no one's picture."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter


def photo(caption: str, width: int, height: int) -> Image.Image:
    """A dim interior with boxes on shelves; the caption is the seed."""
    random = np.random.default_rng(sum(map(ord, caption)))
    picture = Image.new("L", (width, height), 120)
    pen = ImageDraw.Draw(picture)
    for shelf in range(4):
        y = height * (shelf + 1) // 4
        x = 6
        while x < width - 20:
            wide, tall = int(random.integers(18, 60)), int(random.integers(height // 9, height // 5))
            pen.rectangle((x, y - tall, x + wide, y - 4), fill=int(random.integers(60, 215)), outline=40)
            x += wide + int(random.integers(2, 12))
        pen.line((0, y, width, y), fill=30, width=4)
    return picture.filter(ImageFilter.GaussianBlur(1.2))
