"""Makes app/report/templates/opinion.docx, the Word template of review opinions (评查意见、审查意见).

    python tools/opinion_template.py

An office replaces it with one of its own (`fadu export --format docx --template FILE`): any .docx that has the
styles named in app/report/wordfile.py and a paragraph {{正文}}.
"""

import sys
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.report.wordfile import BODY, STYLES, TEMPLATE  # noqa: E402

# As official papers are set (GB/T 9704—2012): title 22 pt, text 16 pt on 28 pt, A4 with its margins.
FONTS = {
    "title": ("方正小标宋简体", 22),
    "heading": ("黑体", 16),
    "body": ("仿宋_GB2312", 16),
    "sign": ("仿宋_GB2312", 16),
}


def main() -> None:
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    for key, name in STYLES.items():
        style(paper, key, name)
    paper.add_paragraph(BODY)
    page_number(section.footer.paragraphs[0])
    paper.core_properties.author = paper.core_properties.comments = ""
    paper.save(str(TEMPLATE))


def style(paper, key: str, name: str) -> None:
    made = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    font, size = FONTS[key]
    made.font.name, made.font.size = font, Pt(size)
    made.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    shape = made.paragraph_format
    shape.line_spacing, shape.space_before, shape.space_after = Pt(36 if key == "title" else 28), Pt(0), Pt(0)
    shape.keep_with_next = key == "heading"
    if key == "title":
        shape.alignment, shape.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(28)
    elif key == "sign":
        shape.alignment, shape.space_before = WD_ALIGN_PARAGRAPH.RIGHT, Pt(14)
    else:
        shape.first_line_indent = Pt(32)


def page_number(paragraph) -> None:
    """“— 1 —”, centred."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)
    paragraph.add_run(" —")


if __name__ == "__main__":
    main()
