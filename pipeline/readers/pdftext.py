"""The text layer of a PDF page: its runs of characters with boxes, by pdfium."""

from collections.abc import Iterator
from ctypes import c_double
from typing import TYPE_CHECKING

from language.normal import lookalikes
from pipeline.readers.layout import Piece

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


def pieces(page: "PdfPage") -> list[Piece]:
    """Lines as pdfium joins them, with boxes from the page's top left."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        text = textpage.get_text_range() if count else ""
        return list(_lines(textpage, text, page.get_size()[1]))
    finally:
        textpage.close()


def _lines(textpage: object, text: str, height: float) -> Iterator[Piece]:
    from pypdfium2.raw import FPDFText_CountRects, FPDFText_GetRect

    at = 0
    left, top, right, bottom = c_double(), c_double(), c_double(), c_double()
    for line in text.split("\r\n"):
        count = FPDFText_CountRects(textpage, at, len(line)) if line.strip() else 0
        at += len(line) + 2
        boxes = []
        for i in range(count):
            FPDFText_GetRect(textpage, i, left, top, right, bottom)
            boxes.append((left.value, height - top.value, right.value, height - bottom.value))
        if boxes:
            yield Piece(
                lookalikes(line.strip()),
                min(b[0] for b in boxes),
                min(b[1] for b in boxes),
                max(b[2] for b in boxes),
                max(b[3] for b in boxes),
            )
