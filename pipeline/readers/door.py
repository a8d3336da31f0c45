"""The door to all readers: one function by media type."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.document import Page
from dossier.errors import ReadError
from pipeline.readers import formats as media
from pipeline.readers.container import opened
from pipeline.readers.delimited import read_csv
from pipeline.readers.doc import read_doc
from pipeline.readers.eml import read_eml
from pipeline.readers.html import read_html, read_mht
from pipeline.readers.image import count_image, read_image, render_image
from pipeline.readers.laidout import LaidOut
from pipeline.readers.odt import read_odt
from pipeline.readers.ofd import count_ofd, read_ofd
from pipeline.readers.office import read_docx
from pipeline.readers.options import Options
from pipeline.readers.pdf import count_pdf, read_pdf, render_pdf
from pipeline.readers.rtf import read_rtf
from pipeline.readers.sheet import count_sheets, read_xlsx
from pipeline.readers.text import read_text
from pipeline.readers.xls import count_xls, read_xls

if TYPE_CHECKING:
    from PIL.Image import Image

Reader = Callable[[Path, range | None, Options], Iterator[Page]]
Count = Callable[[Path, Options], int]
Render = Callable[[Path, int, float, Options], "Image"]

_LAID_OUT = {
    media.DOCX: LaidOut(read_docx, ".docx"),
    media.DOC: LaidOut(read_doc, ".doc"),
    media.RTF: LaidOut(read_rtf, ".rtf"),
    media.ODT: LaidOut(read_odt, ".odt"),
}
READERS: dict[str, Reader] = {
    media.PDF: read_pdf,
    media.OFD: read_ofd,
    media.XLSX: read_xlsx,
    media.XLS: read_xls,
    media.CSV: read_csv,
    media.HTML: read_html,
    media.MHT: read_mht,
    media.EML: read_eml,
    media.TEXT: read_text,
    **{found: one.read for found, one in _LAID_OUT.items()},
    **dict.fromkeys(media.IMAGES, read_image),
}
_COUNT: dict[str, Count] = {
    media.PDF: count_pdf,
    media.OFD: count_ofd,
    media.XLSX: count_sheets,
    media.XLS: count_xls,
    **{found: one.count for found, one in _LAID_OUT.items()},
    **dict.fromkeys(media.IMAGES, count_image),
}
_RENDER: dict[str, Render] = {
    media.PDF: render_pdf,
    **{found: one.render for found, one in _LAID_OUT.items()},
    **dict.fromkeys(media.IMAGES, render_image),
}
_A_CONTAINER = "这是压缩包，本身没有正文；请指定其中的文件。"
_UNSUPPORTED = {
    media.PPTX: "演示文稿暂不能直接读取。请另存为 PDF 后重试。",
    **dict.fromkeys((media.ZIP, media.GZIP, media.TAR, media.SEVENZIP, media.RAR), _A_CONTAINER),
    media.OLE: "认不出这种 Office 文件。请用 WPS 或 Word 打开，另存为 DOCX 或 PDF 后重试。",
}


def read(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """Pages of a file, one by one as they are asked for. `pages`: numbers from 1; None for all.

    Raises ReadError, before the first page or where a page is damaged.
    """
    return reader_of(media.sniff(path, options.limits))(path, pages, options)


def count_pages(path: Path, options: Options) -> int:
    """How many pages `read` gives, without reading them; formats without pages count one.

    Raises ReadError: whatever keeps the file from being opened, too_many_pages, unsupported.
    """
    found = media.sniff(path, options.limits)
    reader_of(found)
    return _COUNT[found](path, options) if found in _COUNT else 1


def reader_of(found: str) -> Reader:
    """The reader of a media type. Raises ReadError unsupported, saying what to do instead."""
    if found not in READERS:
        raise ReadError(
            "unsupported", _UNSUPPORTED.get(found, "不支持这种格式。请另存为 PDF 或 DOCX 后重试。")
        )
    return READERS[found]


def render(
    path: Path, page: int, *, dpi: float = 150, password: str | None = None, rotation: int = 0
) -> "Image":
    """A page as a picture, upright; numbers count from 1.

    A box of the page lies at box × picture width ÷ page width: very large pages are drawn smaller than
    `dpi` asks. `rotation`: `Page.rotation`, the turn found in reading. Raises ReadError: no_image, where
    the format has no pages; no_page. A member of a container is found by its path, `卷.zip/1.pdf`.
    """
    with opened(path, passwords=(password,) if password else ()) as place:
        found = media.sniff(place)
        if found not in _RENDER:
            raise ReadError("no_image", "这种格式没有版面图像，只能显示文字。")
        image = _RENDER[found](place, page, dpi, Options(source=path.name, password=password))
    return image.rotate(-rotation, expand=True) if rotation else image
