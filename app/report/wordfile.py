"""Paragraphs put into a Word template that an office may replace."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from dossier.errors import UsageError

TEMPLATE = Path(__file__).parent / "templates" / "opinion.docx"
BODY = "{{正文}}"
"""The paragraph of the template in whose place the text comes."""
Style = Literal["title", "heading", "body", "sign"]
STYLES: dict[Style, str] = {
    "title": "意见标题",
    "heading": "意见标目",
    "body": "意见正文",
    "sign": "意见落款",
}
"""Our styles → the paragraph styles a template must have."""


class Text(NamedTuple):
    """A paragraph."""

    style: Style
    words: str


def fill(template: Path, texts: Iterable[Text], path: Path) -> None:
    """Writes the template with the text in its place; the file appears under its name only when it is whole.

    Raises UsageError where the template cannot be used, saying what it lacks.
    """
    paper = _open(template)
    place = next((p for p in paper.paragraphs if p.text.strip() == BODY), None)
    known = {style.name for style in paper.styles}
    absent = [name for name in STYLES.values() if name not in known]
    if place is None or absent:
        lacks = [
            *([f"内容为 {BODY} 的段落"] if place is None else []),
            *(f"段落样式“{name}”" for name in absent),
        ]
        raise UsageError(
            f"模板 {template} 缺少：{'、'.join(lacks)}。可在随附的 {TEMPLATE.name} 上修改后使用。"
        )
    for text in texts:
        place.insert_paragraph_before(text.words, style=STYLES[text.style])
    place._element.getparent().remove(place._element)
    part = path.with_name(path.name + ".part")
    paper.save(str(part))
    part.replace(path)


def _open(template: Path):  # type: ignore[no-untyped-def]
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return Document(str(template))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UsageError(f"模板 {template} 打不开，请给出一个 Word 文档（.docx）。") from error
