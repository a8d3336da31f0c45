"""The door to all readers: one function by media type."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.document import Page
from dossier.errors import ReadError
from pipeline.readers import sniff as kinds
from pipeline.readers.html import read_html, read_mht
from pipeline.readers.image import count_image, read_image
from pipeline.readers.office import read_docx
from pipeline.readers.options import Options
from pipeline.readers.pdf import count_pdf, read_pdf
from pipeline.readers.sniff import sniff
from pipeline.readers.text import read_text

if TYPE_CHECKING:
    from PIL.Image import Image

Reader = Callable[[Path, range | None, Options], Iterator[Page]]

READERS: dict[str, Reader] = {
    kinds.PDF: read_pdf,
    kinds.DOCX: read_docx,
    kinds.HTML: read_html,
    kinds.MHT: read_mht,
    kinds.TEXT: read_text,
    **dict.fromkeys(kinds.IMAGES, read_image),
}
_COUNT: dict[str, Callable[[Path, Options], int]] = {
    kinds.PDF: count_pdf,
    **dict.fromkeys(kinds.IMAGES, count_image),
}


def read(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """Pages of a file, one by one. `pages`: numbers from 1; None for all. Raises ReadError."""
    return reader_of(sniff(path, options.limits))(path, pages, options)


def count_pages(path: Path, options: Options) -> int:
    """How many pages, without reading them. Raises ReadError."""
    media = sniff(path, options.limits)
    reader_of(media)
    return _COUNT[media](path, options) if media in _COUNT else 1


def reader_of(media: str) -> Reader:
    """The reader of a media type; raises ReadError: unsupported, with what to do instead."""
    if media not in READERS:
        raise ReadError("unsupported", "暂不支持这种格式。请另存为 PDF 或 DOCX 后重试。")
    return READERS[media]


def render(path: Path, page: int, *, dpi: int = 150, password: str | None = None) -> "Image":
    """The page as a picture, upright. Raises ReadError: no_image, where the format has no pages."""
    raise ReadError("no_image", "这种格式没有版面图像。")
