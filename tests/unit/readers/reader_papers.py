"""Small files for the readers' tests, made on the spot: all names and numbers are invented."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from zipfile import ZipFile

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from dossier.document import Document, Page
from pipeline.readers import Options, read

FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
SIZE = (1240, 1754)  # A4 at 150 dpi
A4 = (595.0, 842.0)


def pages(path: Path, numbers: range | None = None, **options: object) -> tuple[Page, ...]:
    """All pages read."""
    return tuple(read(path, numbers, Options.model_validate({"source": path.name, **options})))


def text(path: Path, **options: object) -> str:
    """The paper's text, as everyone else sees it."""
    return document(path, **options).text


def document(path: Path, **options: object) -> Document:
    """The file as one paper."""
    return Document(id="x", sources=(path.name,), media_type="x", pages=pages(path, **options))


# ── PDF ───────────────────────────────────────────────────────────────────────────────────────────


def canvas(path: Path, *, size: tuple[float, float] = A4, password: str | None = None) -> Canvas:
    """A PDF to draw on, with a Chinese font every reader has a map for."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    lock = StandardEncryption(password) if password else None
    made = Canvas(str(path), pagesize=size, encrypt=lock, invariant=True)
    made.setFont("STSong-Light", 16)
    return made


def pdf(path: Path, lines: Iterable[tuple[float, float, str]], **options: object) -> Path:
    """One page; lines are (x, y from the top, text)."""
    made = canvas(path, **options)  # type: ignore[arg-type]
    for x, y, line in lines:
        made.drawString(x, A4[1] - y, line)
    made.save()
    return path


def paragraph(
    text: str, *, top: float = 120, left: float = 80, columns: int = 27
) -> list[tuple[float, float, str]]:
    """Text set like an official paper: 16 point, first line indented, broken at the margin only."""
    first, rest = text[: columns - 2], text[columns - 2 :]
    lines = [(left + 32, top, first)]
    for i in range(0, len(rest), columns):
        top += 28
        lines.append((left, top, rest[i : i + columns]))
    return lines


# ── DOCX ──────────────────────────────────────────────────────────────────────────────────────────

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def docx(path: Path, body: str, **parts: str) -> Path:
    """A Word file of this body; `parts` are numbering, styles, footnotes, header1 …"""
    with ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:root {_W}>{content}</w:root>")
    return path


def para(text: str, settings: str = "", *, size: int = 32) -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{settings}</w:pPr><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'


def cell(text: str, settings: str = "") -> str:
    """A cell of one paragraph."""
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{para(text)}</w:tc>"


# ── pictures ──────────────────────────────────────────────────────────────────────────────────────


def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)


def scan(lines: Sequence[tuple[int, int, int, str]], *, size: tuple[int, int] = SIZE) -> Image.Image:
    """A clean white page; lines are (x, y, size, text) in pixels."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for x, y, height, line in lines:
        draw.text((x, y), line, font=font(height), fill=(25, 25, 25))
    return image


def letter() -> Image.Image:
    """A short decision with its signing date, no seal."""
    body = "经查，你单位于二〇二二年三月一日至四月三十日期间未按规定"
    more = "建立进货查验记录制度，违反了有关规定，现依法作出处罚决定。"
    return scan(
        [
            (400, 150, 56, "行政处罚决定书"),
            (430, 260, 34, "青市监罚〔2022〕9号"),
            (230, 380, 34, body[:24]),
            (160, 440, 34, body[24:] + more[:23]),
            (160, 500, 34, more[23:]),
            (760, 900, 34, "青禾县市场监督管理局"),
            (800, 970, 34, "二〇二二年五月六日"),
        ]
    )


def sealed(image: Image.Image, *, at: tuple[int, int] = (930, 945), radius: int = 120) -> Image.Image:
    """A red seal pressed over the page: paper turns red, ink beneath shows through, lighter than before."""
    seal = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(seal)
    x, y = at
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(225, 60, 70), width=9)
    draw.text((x - 34, y - 40), "★", font=font(68), fill=(225, 60, 70))
    draw.text((x - 75, y + 40), "行政执法", font=font(38), fill=(225, 60, 70))
    from PIL import ImageChops

    return ImageChops.multiply(image, seal)


def form(rows: Sequence[Sequence[str]], *, xs: Sequence[int], top: int = 300, high: int = 90) -> Image.Image:
    """A ruled form of equal rows under a title."""
    image = scan([(430, 150, 56, "立案审批表")])
    draw = ImageDraw.Draw(image)
    for i, row in enumerate(rows):
        for j, words in enumerate(row):
            y = top + i * high
            draw.rectangle((xs[j], y, xs[j + 1], y + high), outline=(40, 40, 40), width=2)
            draw.text((xs[j] + 12, y + 24), words, font=font(34), fill=(25, 25, 25))
    return image
