"""DOCX as an office clerk types it: paragraphs, tables, signature at the right."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as new_document
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from maker.blocks import Block, Order, Row, Text, parse

SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "title": WD_ALIGN_PARAGRAPH.CENTER,
    "subtitle": WD_ALIGN_PARAGRAPH.CENTER,
}
FACES = {"title": ("方正小标宋简体", 22), "subtitle": ("楷体_GB2312", 16), "heading": ("黑体", 16)}
LONG_AGO = datetime(2020, 1, 1)


def write_docx(path: Path, text: str, *, title: str) -> None:
    """Writes the same bytes each time: properties and archive times are fixed."""
    document = new_document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = LONG_AGO
    rows: list[Row] = []
    for block in [*parse(text), Order("space", ("0",))]:
        if isinstance(block, Row) and not (block.first and rows):
            rows.append(block)
            continue
        if rows:
            _table(document, rows)
            rows = []
        if isinstance(block, Row):
            rows.append(block)
        else:
            _block(document, block)
    data = BytesIO()
    document.save(data)
    path.write_bytes(_timeless(data.getvalue()))


def _timeless(data: bytes) -> bytes:
    """The archive again with one fixed time for each member."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            member = ZipInfo(item.filename, (2020, 1, 1, 0, 0, 0))
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            target.writestr(member, source.read(item.filename))
    return out.getvalue()


def _block(document: Document, block: Block) -> None:
    match block:
        case Text(role=role, text=text):
            paragraph = document.add_paragraph()
            _write(paragraph, text, *FACES.get(role, ("仿宋_GB2312", 16)))
            if role in SIDES:
                paragraph.alignment = SIDES[role]
            else:
                paragraph.paragraph_format.first_line_indent = Pt(32)
        case Order(name="sign", values=values):
            for words in values[:2]:
                paragraph = document.add_paragraph()
                _write(paragraph, words, "仿宋_GB2312", 16)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        case Order(name="head", values=values):
            paragraph = document.add_paragraph()
            _write(paragraph, values[0], "方正小标宋简体", 36, colour=RGBColor(0xD0, 0, 0))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        case Order(name="number", values=values):
            paragraph = document.add_paragraph()
            _write(paragraph, "　　签发人：".join(values), "仿宋_GB2312", 16)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        case Order(name="imprint", values=values):
            _write(document.add_paragraph(), "　　　　".join(values), "仿宋_GB2312", 14)
        case Order(name="page"):
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case Order():
            pass


def _write(paragraph: Paragraph, text: str, face: str, size: int, colour: RGBColor | None = None) -> None:
    run = paragraph.add_run(text.replace("«", "").replace("»", ""))
    run.font.name = "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def _table(document: Document, rows: list[Row]) -> None:
    table = document.add_table(len(rows), len(rows[0].cells), style="Table Grid")
    for i, row in enumerate(rows):
        start = 0
        for j, words in enumerate(row.cells):
            if words == "<":
                table.cell(i, start).merge(table.cell(i, j))
                continue
            start = j
            _cell(table.cell(i, j), words)


def _cell(cell: _Cell, words: str) -> None:
    for i, part in enumerate(words.split("//")):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        part = part.strip()
        if part[:1] == ">":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _write(paragraph, part.lstrip("!>").strip(), "宋体", 12)
