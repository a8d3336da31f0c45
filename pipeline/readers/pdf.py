"""PDF: each page by its text layer, or by OCR where that is missing or unsound."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.document import Block, Page
from dossier.errors import ReadError
from pipeline.readers.cells import lay_out
from pipeline.readers.files import check_file, disk_errors
from pipeline.readers.layout import Sheet, usual_size
from pipeline.readers.options import Options
from pipeline.readers.pdfimage import page_image, rendered
from pipeline.readers.pdfmarks import Marks, marks
from pipeline.readers.pdfnotes import open_page
from pipeline.readers.pdftext import TextLayer, pieces
from pipeline.readers.picture import page_of_picture
from pipeline.readers.ruled import tables
from pipeline.readers.trust import Signs, Verdict, decide, seen_in, without_words

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

_PICTURE_NOTED = 0.15  # share of a text page under pictures from which their text is missed
_SLACK = 2.0  # points between rules that are meant to meet
_LEAST = (60.0, 14.0)  # points: width and height of a table
_DAMAGED = "PDF 不完整或已损坏，打不开。请重新导出或重新扫描后再试。"


@contextmanager
def opened(path: Path, options: Options) -> "Iterator[PdfDocument]":
    """The document, closed afterwards. Raises ReadError: encrypted, damaged, too_many_pages."""
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    check_file(path, options.limits)
    with disk_errors(), path.open("rb"):
        pass  # pdfium does not tell a forbidden file from a broken one
    try:
        document = PdfDocument(path, password=options.password)
    except PdfiumError as error:
        if error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise ReadError("encrypted", _encrypted(options.password)) from error
        raise ReadError("damaged", _DAMAGED) from error
    try:
        _check_pages(len(document), options)
        if document.get_formtype():
            document.init_forms()
        yield document
    finally:
        document.close()


def _encrypted(password: str | None) -> str:
    if password:
        return "PDF 设有打开密码，给出的密码不对。请核对密码后重试。"
    return "PDF 设有打开密码。请用 --password-file 给出密码，或去掉密码另存后重试。"


def _check_pages(count: int, options: Options) -> None:
    if count == 0:
        raise ReadError("damaged", _DAMAGED)
    if count > options.limits.max_pages:
        raise ReadError(
            "too_many_pages",
            f"共 {count} 页，超过设置 max_pages（{options.limits.max_pages}）。请拆分文件，或调高该设置后重试。",
        )


def count_pdf(path: Path, options: Options) -> int:
    with opened(path, options) as document:
        return len(document)


def read_pdf(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """Pages one by one; nothing of a page is kept once the next is asked for."""
    with opened(path, options) as document:
        for number in pages or range(1, len(document) + 1):
            if 1 <= number <= len(document):
                yield _read_page(document, number, options)


def _read_page(document: "PdfDocument", number: int, options: Options) -> Page:
    from pypdfium2 import PdfiumError

    try:
        page, seals = open_page(document, number)
    except PdfiumError:
        return _broken(number, options)
    try:
        with TextLayer(page) as layer:
            drawn = marks(page, layer.turn)
            verdict = decide(_signs(layer, drawn))
            if options.ocr == "never" or (options.ocr == "auto" and not verdict.picture):
                made = _with(_from_text(layer, drawn, number, verdict, options), seals)
                lines = without_words(layer.text) if options.ocr == "auto" else ()
                return _compared(page, layer, drawn, made, lines, options) if lines else made
        reason = verdict.reason if verdict.picture else "按设置全部重新识别"
        return page_of_picture(page_image(page, drawn), options, number, reason, page.get_width())
    finally:
        page.close()


def _compared(
    page: "PdfPage", layer: TextLayer, drawn: Marks, made: Page, lines: tuple[str, ...], options: Options
) -> Page:
    """The page by its text layer, unless its picture says something else than the lines without words."""
    fonts = "、".join(sorted(layer.fonts(lines))) or "未知"
    reason = f"文字层不可信：字体 {fonts} 的字符映射有误，与图像所印不符"
    seen = page_of_picture(page_image(page, drawn), options, made.number, reason, page.get_width())
    if seen_in(_text(seen), lines):
        return made.model_copy(update={"notes": (*made.notes, f"{len(lines)} 行用词罕见，已与图像核对一致")})
    if seen.grade == "poor":
        note = f"字体 {fonts} 的文字不成词，图像也识别不清，请核对原件"
        return made.model_copy(update={"grade": "poor", "notes": (*made.notes, note)})
    return seen


def _text(page: Page) -> str:
    """All print of a page, headers too."""
    lines = (line.text for block in page.blocks for line in block.lines)
    cells = (line.text for block in page.blocks for cell in block.cells for line in cell.lines)
    return "\n".join((*lines, *cells))


def _broken(number: int, options: Options) -> Page:
    """A page pdfium cannot open: the rest of the file is read, and this one is not passed over."""
    return Page(
        source=options.source,
        number=number,
        width=0,
        height=0,
        engine="pdfium",
        reason="页面损坏",
        grade="poor",
        notes=("本页损坏，读不出，请核对原件",),
    )


def _signs(layer: TextLayer, drawn: Marks) -> Signs:
    coverage = drawn.coverage(*layer.turn.size)
    return Signs(layer.text, layer.unmapped(), coverage, drawn.paths, drawn.text_over_picture)


def _with(page: Page, seals: list[Block]) -> Page:
    return page.model_copy(update={"blocks": (*page.blocks, *seals)}) if seals else page


def _from_text(layer: TextLayer, drawn: Marks, number: int, verdict: Verdict, options: Options) -> Page:
    notes = ["按设置未做识别，本页文字可能缺失或有误"] if verdict.picture else []
    share = drawn.coverage(*layer.turn.size)
    if not verdict.picture and share > _PICTURE_NOTED:
        notes.append(f"页中图片占 {share:.0%}，图片里的文字未识别")
    return Page(
        source=options.source,
        number=number,
        width=layer.turn.size[0],
        height=layer.turn.size[1],
        rotation=layer.lean,
        engine="pdfium",
        reason=verdict.reason,
        grade="poor" if verdict.picture else "good",
        notes=tuple(notes),
        blocks=tuple(text_blocks(layer, drawn, layer.turn.size)),
    )


def text_blocks(layer: TextLayer, drawn: Marks, size: tuple[float, float]) -> list[Block]:
    """Blocks of a page from its text layer, ruled tables as tables."""
    found = tables(drawn.across, drawn.down, slack=_SLACK, least=_LEAST)
    held = pieces(layer, found)
    return lay_out(held, found, Sheet(*size, usual_size(held)))


def render_pdf(path: Path, page: int, dpi: float, options: Options) -> "Image":
    """The page as pdfium draws it."""
    from pypdfium2 import PdfiumError

    with opened(path, options) as document:
        if not 1 <= page <= len(document):
            raise ReadError("no_page", f"没有第 {page} 页，文件共 {len(document)} 页。")
        try:
            held, _ = open_page(document, page)
        except PdfiumError as error:
            raise ReadError("damaged", f"第 {page} 页损坏，画不出。请核对原件。") from error
        try:
            return rendered(held, dpi)
        finally:
            held.close()
