"""Born-digital PDF: text layer with embedded subset fonts, seals as transparent pictures."""

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from maker.fonts import FILES, runs
from maker.ops import HEIGHT, WIDTH, Op, Photo, Rule, Stamp, Words
from maker.photos import photo
from maker.seals import DIAMETER, seal


@cache
def _fonts() -> None:
    for name, path in FILES.items():
        pdfmetrics.registerFont(TTFont(name, path, subfontIndex=0))


def write_pdf(path: Path, pages: list[list[Op]], *, title: str, password: str = "") -> None:
    """Writes the same bytes each time (invariant mode); with a password, only it opens the file."""
    _fonts()
    canvas = Canvas(
        str(path), pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, encrypt=password or None
    )
    canvas.setTitle(title)
    for page in pages:
        for step in page:
            _draw(canvas, step)
        canvas.showPage()
    canvas.save()


def _draw(canvas: Canvas, step: Op) -> None:
    match step:
        case Words():
            _words(canvas, step)
        case Rule():
            canvas.setStrokeColorRGB(*(c / 255 for c in step.color))
            canvas.setLineWidth(step.width)
            canvas.line(step.x0, HEIGHT - step.y0, step.x1, HEIGHT - step.y1)
        case Stamp():
            picture = seal(step.name, step.label, 300)
            x, y = step.x - DIAMETER / 2, HEIGHT - step.y - DIAMETER / 2
            canvas.drawImage(ImageReader(picture), x, y, DIAMETER, DIAMETER, mask="auto")
        case Photo():
            data = BytesIO()
            photo(step.caption, int(step.width * 1.5), int(step.height * 1.5)).save(data, "JPEG", quality=50)
            data.seek(0)
            canvas.drawImage(
                ImageReader(Image.open(data)), step.x, HEIGHT - step.y - step.height, step.width, step.height
            )


def _words(canvas: Canvas, step: Words) -> None:
    pen = canvas.beginText(step.x, HEIGHT - step.y)
    pen.setFillColorRGB(*(c / 255 for c in step.color))
    pen.setCharSpace(step.spacing)
    if step.bold:
        pen.setStrokeColorRGB(*(c / 255 for c in step.color))
        pen.setTextRenderMode(2)
        canvas.setLineWidth(step.size / 34)
    for font, text in runs(step.text, step.font):
        pen.setFont(font, step.size)
        pen.textOut(text)
    pen.setTextRenderMode(0)
    canvas.drawText(pen)
