"""The picture of a PDF page: the scan itself where one covers the page, else the page rendered."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from pipeline.readers.pdfmarks import Marks

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfImage, PdfPage

DPI = 200  # more brings nothing to the engines (measured), less costs tesseract its dates
_LONGEST = 3400  # pixels: A3 at 200 dpi; pages of absurd size are scaled down to it
_SHARP = 280  # dpi above which a JPEG is decoded at half its size
_EDGE = 3.0  # points a scan may fall short of the page's edge


def page_image(page: "PdfPage", drawn: Marks) -> "Image":
    """The upright page in grey or RGB, near 200 dpi."""
    return embedded(page, drawn) or rendered(page, DPI)


def rendered(page: "PdfPage", dpi: float) -> "Image":
    """The page as pdfium draws it, stamps and filled fields included."""
    scale = min(dpi / 72, _LONGEST / max(page.get_size()))
    bitmap = page.render(scale=scale, may_draw_forms=True, rev_byteorder=True)
    try:
        image: Image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    return image


def embedded(page: "PdfPage", drawn: Marks) -> "Image | None":
    """The one JPEG that is the page; None where there is more to see than that."""
    if len(drawn.pictures) != 1 or drawn.paths or drawn.texts or not _covers(page, drawn):
        return None
    picture = _only_picture(page)
    if picture is None or picture.get_filters(skip_simple=True) != ["DCTDecode"]:
        return None
    matrix = picture.get_matrix()
    if matrix.a <= 0 or matrix.d <= 0 or abs(matrix.b) > 0.01 or abs(matrix.c) > 0.01:
        return None
    return _decode(picture, page)


def _covers(page: "PdfPage", drawn: Marks) -> bool:
    width, height = page.get_size()
    x0, y0, x1, y1 = drawn.pictures[0]
    gap: float = max(abs(x0), abs(y0), abs(x1 - width), abs(y1 - height))
    return gap < _EDGE


def _only_picture(page: "PdfPage") -> "PdfImage | None":
    from pypdfium2 import raw

    found: Any = [o for o in page.get_objects(max_depth=1) if o.type == raw.FPDF_PAGEOBJ_IMAGE]
    return found[0] if len(found) == 1 else None


def _decode(picture: "PdfImage", page: "PdfPage") -> "Image | None":
    from PIL import Image as pil

    image = pil.open(BytesIO(bytes(picture.get_data(decode_simple=True))))
    if image.mode not in ("L", "RGB") or ("adobe_transform" in image.info and image.mode != "RGB"):
        return None
    if max(image.size) * 72 / max(page.get_size()) > _SHARP:
        image.draft(image.mode, (image.width // 2, image.height // 2))
    upright = image.rotate(-page.get_rotation(), expand=True) if page.get_rotation() else image.copy()
    return upright if max(upright.size) <= _LONGEST else _shrunk(upright)


def _shrunk(image: "Image") -> "Image":
    image.thumbnail((_LONGEST, _LONGEST))
    return image
