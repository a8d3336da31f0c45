"""A picture as a page: read by OCR, its boxes in points."""

from typing import TYPE_CHECKING

from dossier.document import Page
from pipeline.readers.ocr import NAMES, make_ocr, second_engine
from pipeline.readers.options import Options
from pipeline.readers.scan import read_picture, scaled

if TYPE_CHECKING:
    from PIL.Image import Image

_A4_INCHES = 11.69
_PLAUSIBLE = (90, 500)  # dpi of scans; outside, the picture is taken for one A4 page high


def page_of_picture(image: "Image", options: Options, number: int, reason: str, width: float) -> Page:
    """Read a picture that stands for a page `width` points wide before any turning."""
    stated = image.width / width * 72
    dpi = stated if _PLAUSIBLE[0] <= stated <= _PLAUSIBLE[1] else max(image.size) / _A4_INCHES
    ocr, better = make_ocr(options.engine), second_engine(options.engine)
    scan = read_picture(image, ocr, dpi=dpi, better=better)
    factor = width / image.width
    return Page(
        source=options.source,
        number=number,
        width=scan.size[0] * factor,
        height=scan.size[1] * factor,
        rotation=scan.rotation,
        engine=NAMES[options.engine],
        reason=reason,
        grade=scan.grade,
        notes=scan.notes,
        blocks=scaled(scan.blocks, factor),
    )
