"""What lies on a PDF page besides its content: filled form fields, typed notes, stamps and signatures."""

from typing import TYPE_CHECKING, Any

from dossier.document import Block
from dossier.geometry import Box
from pipeline.readers.pdftext import Turn

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_SEAL = 40.0  # points: a signature field that large shows a seal; smaller ones are a signer's mark


def open_page(document: "PdfDocument", number: int) -> "tuple[PdfPage, list[Block]]":
    """The page with fields and notes made part of it, so that they are read; and its electronic seals."""
    page = document[number - 1]
    kinds = _kinds(page)
    if not kinds:
        return page, []
    seals = [Block(kind="seal", box=box) for box in kinds if box is not None]
    page.flatten()
    page.close()
    return document[number - 1], seals


def _kinds(page: "PdfPage") -> list[Box | None]:
    """One entry for each note that shows something: the box of a seal, else None."""
    from pypdfium2 import raw

    found: list[Box | None] = []
    for i in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, i)
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP):
            found.append(_seal(raw, note, Turn.of(page)) if kind != raw.FPDF_ANNOT_FREETEXT else None)
        raw.FPDFPage_CloseAnnot(note)
    return found


def _seal(raw: Any, note: Any, turn: Turn) -> Box | None:
    """Box of a stamp or signature field of a seal's size and shape."""
    if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET and not _signs(raw, note):
        return None
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, rect)
    x0, y0, x1, y1 = turn.box(rect.left, rect.bottom, rect.right, rect.top)
    longer, shorter = max(x1 - x0, y1 - y0), min(x1 - x0, y1 - y0)
    return Box(x0=x0, y0=y0, x1=x1, y1=y1) if shorter >= _SEAL and longer < 2.6 * shorter else None


def _signs(raw: Any, note: Any) -> bool:
    """Is this field a signature? Its type is the name `Sig`."""
    from ctypes import c_ushort

    size = raw.FPDFAnnot_GetStringValue(note, b"FT", None, 0)
    buffer = (c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(note, b"FT", buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\x00") == "Sig"
