"""Papers without pages (Word, RTF, ODT) as they print: text from the file itself, places from LibreOffice."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dossier.document import Page
from dossier.errors import ReadError
from pipeline.readers import soffice
from pipeline.readers.align import align
from pipeline.readers.options import Options
from pipeline.readers.pdf import count_pdf, read_pdf, render_pdf

if TYPE_CHECKING:
    from PIL.Image import Image

_ALL = 0.98  # share of characters found on the printed pages below which it is said
_MISSING = "没有版面位置（LibreOffice 未安装，或未能排出此文件），页码和位置缺失"
_LAID = "版面由 LibreOffice 排出，分页可能与原件打印稿略有出入"


class Read(Protocol):
    def __call__(self, path: Path, pages: range | None, options: Options) -> Iterator[Page]: ...


class LaidOut:
    """Reader, counter and renderer of one such format."""

    def __init__(self, reader: Read, suffix: str) -> None:
        self._reader, self._suffix = reader, suffix

    def read(self, path: Path, pages: range | None, options: Options) -> Iterator[Page]:
        """Pages with boxes where `options.layout` asks for them and they can be had, else one without."""
        if options.layout == "never":
            yield from self._reader(path, pages, options)
            return
        (flow,) = self._reader(path, None, options)
        for page in self._pages(path, flow, options):
            if pages is None or page.number in pages:
                yield page

    def count(self, path: Path, options: Options) -> int:
        pdf = soffice.to_pdf(path, self._suffix) if options.layout != "never" else None
        return count_pdf(pdf, _plain(options)) if pdf is not None else 1

    def render(self, path: Path, page: int, dpi: float, options: Options) -> "Image":
        pdf = soffice.to_pdf(path, self._suffix)
        if pdf is None:
            raise ReadError("no_image", "这种格式要装有 LibreOffice 才有版面图像。请安装后重试，或只看文字。")
        return render_pdf(pdf, page, dpi, _plain(options))

    def _pages(self, path: Path, flow: Page, options: Options) -> list[Page]:
        pdf = soffice.to_pdf(path, self._suffix)
        if pdf is None:
            return [flow.model_copy(update={"notes": (*flow.notes, _MISSING)})]
        printed = tuple(read_pdf(pdf, None, _plain(options)))
        made, share = align(flow, printed)
        notes = [*made[0].notes, _LAID]
        if share < _ALL:
            notes.append(f"{1 - share:.0%} 的文字未能对上版面位置")
        return [made[0].model_copy(update={"notes": tuple(notes)}), *made[1:]]


def _plain(options: Options) -> Options:
    """The PDF is our own: it has a text layer and no password."""
    return options.model_copy(update={"ocr": "never", "password": None})
