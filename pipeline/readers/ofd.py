"""OFD, the national page format (GB/T 33190): text with boxes, tables, templates, seals, scanned pages."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dossier.document import Block, Page
from dossier.errors import ReadError
from pipeline.readers.cells import cut, lay_out
from pipeline.readers.layout import Sheet, usual_size
from pipeline.readers.ofdmarks import read_marks
from pipeline.readers.ofdpage import (
    POINT,
    Drawn,
    Picture,
    children,
    distinct,
    draw,
    find,
    local,
    numbers,
    resolve,
)
from pipeline.readers.options import Options
from pipeline.readers.picture import page_of_picture
from pipeline.readers.ruled import tables
from pipeline.readers.zipped import Parts, unzipped

if TYPE_CHECKING:
    from lxml.etree import _Element

_SLACK = 2.0  # points between rules that are meant to meet
_LEAST = (60.0, 14.0)  # points: width and height of a table
_FEW = 10  # characters: a page of fewer is its picture
_SOME_OUTLINES = 3  # shapes like characters: fewer are marks or a logo
_A4 = (210.0, 297.0)
_DAMAGED = "OFD 内部结构损坏，读不出。请用 OFD 阅读器打开，导出为 PDF 后重试。"


class Ref(NamedTuple):
    """A page: its part, its number in the file's own count, the document it belongs to."""

    part: str
    id: str
    document: "_Document"


def count_ofd(path: Path, options: Options) -> int:
    """Pages of all documents in the file."""
    with unzipped(path, options.limits) as parts:
        return len(_refs(parts, options))


def read_ofd(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """Pages one by one, with boxes. Raises ReadError: damaged, bomb, unsafe, too_many_pages."""
    with unzipped(path, options.limits) as parts:
        refs = _refs(parts, options)
        for number in pages or range(1, len(refs) + 1):
            if 1 <= number <= len(refs):
                yield _page(parts, refs[number - 1], number, options)


def _refs(parts: Parts, options: Options) -> list[Ref]:
    made: list[Ref] = []
    for body in children(parts.xml("OFD.xml"), "DocBody"):
        root = find(body, "DocRoot")
        if root is not None and root.text:
            document = _Document(parts, resolve("", root.text.strip()), find(body, "Signatures"))
            made += document.refs()
    if not made:
        raise ReadError("damaged", _DAMAGED)
    if len(made) > options.limits.max_pages:
        raise ReadError(
            "too_many_pages",
            f"共 {len(made)} 页，超过设置 max_pages（{options.limits.max_pages}）。请拆分文件，或调高该设置后重试。",
        )
    return made


class _Document:
    """One document of a file: its pages, templates, resources and seals."""

    def __init__(self, parts: Parts, part: str, signatures: "_Element | None") -> None:
        self._parts, self._part = parts, part
        self._root = parts.xml(part)
        common = find(self._root, "CommonData")
        self.size = _size(find(common, "PageArea")) or _A4
        self._templates = {
            t.get("ID") or "": resolve(part, t.get("BaseLoc") or "")
            for t in (children(common, "TemplatePage") if common is not None else ())
        }
        self.units: dict[str, _Element] = {}
        self._media: dict[str, str] = {}
        for name in ("PublicRes", "DocumentRes"):
            for node in children(common, name) if common is not None else ():
                self._load(resolve(part, node.text or ""))
        self.carried = read_marks(parts, part, self._root, signatures)

    def refs(self) -> list[Ref]:
        held = find(self._root, "Pages")
        return [
            Ref(resolve(self._part, page.get("BaseLoc") or ""), page.get("ID") or "", self)
            for page in (children(held, "Page") if held is not None else ())
        ]

    def _load(self, part: str) -> None:
        """Pictures and composite graphics of a resource file."""
        if part not in self._parts:
            return
        root = self._parts.xml(part)
        base = resolve(part, (root.get("BaseLoc") or ".") + "/x")
        for node in root.iter():
            name = local(node)
            if name == "MultiMedia":
                file = find(node, "MediaFile")
                if file is not None and file.text:
                    self._media[node.get("ID") or ""] = resolve(base, file.text)
            elif name == "CompositeGraphicUnit":
                self.units[node.get("ID") or ""] = node

    def marks(self, page: str) -> list[Block]:
        """Seals and annotations of a page."""
        return self.carried.on.get(page, [])

    def drawn(self, root: "_Element") -> Drawn:
        """A page with the templates it lies on."""
        made = Drawn()
        for use in children(root, "Template"):
            part = self._templates.get(use.get("TemplateID") or "", "")
            if part in self._parts:
                draw(self._parts.xml(part), self.units, made)
        draw(root, self.units, made)
        return made

    def picture(self, resource: str) -> bytes | None:
        part = self._media.get(resource, "")
        return self._parts.bytes(part) if part in self._parts else None


def _size(area: "_Element | None") -> tuple[float, float] | None:
    """Width and height in millimetres."""
    node = find(area, "PhysicalBox")
    box = numbers(node.text) if node is not None else []
    return (box[2], box[3]) if len(box) == 4 and box[2] > 0 and box[3] > 0 else None


def _page(parts: Parts, ref: Ref, number: int, options: Options) -> Page:
    if ref.part not in parts:
        raise ReadError("damaged", f"OFD 缺少第 {number} 页的内容。请用 OFD 阅读器打开，导出为 PDF 后重试。")
    root = parts.xml(ref.part)
    wide, high = _size(find(root, "Area")) or ref.document.size
    size = (wide * POINT, high * POINT)
    drawn = ref.document.drawn(root)
    scanned = _scan(drawn, size)
    if scanned is not None and options.ocr != "never":
        read = _read_scan(ref, scanned, size[0], number, options)
        if read is not None:
            return read
    found = tables(drawn.pen.across, drawn.pen.down, slack=_SLACK, least=_LEAST)
    held = [part for piece in distinct(drawn.pieces) for part in cut(piece, found)]
    sheet = Sheet(*size, usual_size(held))
    made = [*lay_out(held, found, sheet), *ref.document.marks(ref.id)]
    return Page(
        source=options.source,
        number=number,
        width=size[0],
        height=size[1],
        engine="ofd",
        reason="OFD 文字",
        grade="good" if drawn.pieces else "poor",
        notes=tuple(_notes(ref, drawn, number)),
        blocks=tuple(made),
    )


def _notes(ref: Ref, drawn: Drawn, number: int) -> Iterator[str]:
    marks = ref.document.marks(ref.id)
    if not drawn.pieces:
        yield "页面上没有文字" + ("，图片里的文字未识别" if drawn.pictures else "")
    elif len(drawn.pictures) > sum(mark.kind == "seal" for mark in marks):
        yield f"页中有 {len(drawn.pictures)} 幅图片，图片里的文字未识别"
    if drawn.outlines >= _SOME_OUTLINES:
        yield f"页中有 {drawn.outlines} 处画成图形的内容，可能是文字（如红头），未识别"
    yield from _remarks(ref, number)


def _remarks(ref: Ref, number: int) -> Iterator[str]:
    """Signatures and attachments of the file on its first page, annotations on each."""
    others = sum(mark.kind == "figure" for mark in ref.document.marks(ref.id))
    if others:
        yield f"页上另有注释 {others} 处，未计入正文"
    if number == 1:
        yield from ref.document.carried.remarks()


def _scan(drawn: Drawn, size: tuple[float, float]) -> Picture | None:
    """The picture that is the page, where there is hardly any text beside it."""
    if sum(len(piece.text.strip()) for piece in drawn.pieces) >= _FEW:
        return None
    covering = [p for p in drawn.pictures if (p.x1 - p.x0) * (p.y1 - p.y0) > 0.8 * size[0] * size[1]]
    return covering[-1] if covering else None


def _read_scan(ref: Ref, picture: Picture, width: float, number: int, options: Options) -> Page | None:
    """The page read from its picture; None where the picture is of a kind that cannot be opened."""
    from PIL import Image as pil
    from PIL import UnidentifiedImageError

    data = ref.document.picture(picture.resource)
    if data is None:
        return None
    try:
        image = pil.open(BytesIO(data)).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    page = page_of_picture(image, options, number, "OFD 扫描页，没有文字层", width)
    blocks = (*page.blocks, *ref.document.marks(ref.id))
    return page.model_copy(update={"blocks": blocks, "notes": (*page.notes, *_remarks(ref, number))})
