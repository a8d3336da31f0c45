"""Speed of the readers beside the libraries they stand on, as ratios of CPU seconds in one run.

    python bench/reading.py                 # papers made here, with a Chinese font of this system
    python bench/reading.py FOLDER          # PDFs below a folder as well
    python bench/reading.py --dates         # only: sealed dates read by the bare engine and by us

text    lines with boxes, tables and kinds against pdfplumber.extract_text, and against pdfium's bare calls
ocr     a page's whole way from picture to blocks against the engine alone on the same picture

Both sides take turns, page by page or file by file; the best of three rounds counts. A busy machine
stretches seconds, less the ratios.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFont

from pipeline.readers import Options, read, sniff
from pipeline.readers.ocr import Ocr, make_ocr, second_engine
from pipeline.readers.scan import read_picture

ROUNDS = 3
FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
A4 = (1654, 2339)  # 200 dpi
BODY = (
    "经查，你单位于二〇二二年三月一日至四月三十日期间未按规定建立进货查验记录制度，上述事实有现场笔录、询问笔录、"
    "营业执照复印件等证据证明。上述行为违反了《中华人民共和国食品安全法》第五十三条第一款的规定，依照同法第一百二十六条"
    "第一款的规定，决定给予警告，责令自收到本决定书之日起十五日内改正。如不服本决定，可以自收到之日起六十日内申请行政复议。"
)
DIGITS = "〇一二三四五六七八九"


class Ratio(NamedTuple):
    """CPU seconds of both sides over the same work."""

    ours: float
    theirs: float
    items: int

    def line(self, name: str, unit: str) -> str:
        per = 1000 / max(self.items, 1)
        return (
            f"{name:<34}{self.items:>5} {unit}  我们 {self.ours * per:8.1f} ms  对照 {self.theirs * per:8.1f} ms"
            f"  我们/对照 {self.ours / self.theirs:6.3f}  对照/我们 {self.theirs / self.ours:6.1f}"
        )


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process, threads included."""
    start = time.process_time()
    work()
    return time.process_time() - start


def turns(pairs: Sequence[tuple[Callable[[], object], Callable[[], object]]]) -> Ratio:
    """Each pair in turns, best of the rounds a side, added up."""
    best = [[float("inf"), float("inf")] for _ in pairs]
    for _ in range(ROUNDS):
        for held, sides in zip(best, pairs, strict=True):
            for i, side in enumerate(sides):
                held[i] = min(held[i], cpu(side))
    return Ratio(sum(a for a, _ in best), sum(b for _, b in best), len(pairs))


# ── text PDF ──────────────────────────────────────────────────────────────────────────────────────


def plumber(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
        return len(document.pages)


def pdfium(path: Path) -> int:
    """pdfium making the calls we make: text, lean, map errors of every fourth character, objects, a box each end
    of a line; nothing is kept.
    """
    from pypdfium2 import PdfDocument, raw

    document = PdfDocument(path)
    rect = raw.FS_RECTF()
    for page in document:
        textpage = page.get_textpage()
        handle, count = textpage.raw, textpage.count_chars()
        text = textpage.get_text_range()
        for i in range(count // 12, count, max(count // 6, 1)):
            raw.FPDFText_GetCharAngle(handle, i)
        for i in range(0, count, 4):
            raw.FPDFText_HasUnicodeMapError(handle, i)
        at = 0
        for line in text.split("\r\n"):
            for word in line.split(" "):
                for i in (at, max(at + len(word) - 1, at)):
                    raw.FPDFText_GetLooseCharBox(handle, i, rect)
                at += len(word) + 1
            at += 1
        for i in range(raw.FPDFPage_CountObjects(page.raw)):
            raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, i))
        textpage.close()
        page.close()
    return len(document)


def lines(path: Path) -> int:
    return sum(1 for _ in read(path, None, Options(source=path.name)))


def text_ratio(paths: Iterable[Path], other: Callable[[Path], int] = plumber) -> Ratio:
    """Files in turns; counted by page."""
    known = list(paths)
    count = sum(map(lines, known))
    made = turns([(lambda p=p: lines(p), lambda p=p: other(p)) for p in known])
    return made._replace(items=count)


def text_pdf(path: Path, *, pages: int, tables: bool) -> Path:
    """Pages of running text in the measures of GB/T 9704, or of a ruled table."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("cjk", _font_file(".ttc", embed=True)))
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=True)
    for _ in range(pages):
        _table(canvas) if tables else _running(canvas)
        canvas.showPage()
    canvas.save()
    return path


def _running(canvas: "object") -> None:
    text = BODY * 4
    canvas.setFont("cjk", 16)  # type: ignore[attr-defined]
    for i in range(22):
        canvas.drawString(79, 740 - 29 * i, text[i * 27 : i * 27 + 27])  # type: ignore[attr-defined]


def _table(canvas: "object") -> None:
    canvas.setFont("cjk", 10)  # type: ignore[attr-defined]
    xs, ys = [79, 120, 220, 320, 420, 520], [60 + 28 * i for i in range(25)]
    canvas.grid(xs, ys)  # type: ignore[attr-defined]
    for y in ys[:-1]:
        for i, x in enumerate(xs[:-1]):
            canvas.drawString(x + 4, y + 8, BODY[i * 9 : i * 9 + (3 if i == 0 else 8)])  # type: ignore[attr-defined]


# ── OCR ───────────────────────────────────────────────────────────────────────────────────────────


class Sheet(NamedTuple):
    """A page to read: its picture and the date that must come out."""

    image: Image.Image
    date: str


def sheets(count: int, *, full: bool = True) -> list[Sheet]:
    """Clean scanned pages, each with another signing date."""
    made = []
    for n in range(count):
        date = f"二〇{DIGITS[n % 3]}{DIGITS[n % 10]}年{DIGITS[n % 9 + 1]}月{DIGITS[n % 8 + 2]}日"
        image = Image.new("RGB", A4, (250, 250, 248))
        draw = ImageDraw.Draw(image)
        draw.text((600, 200), "行政处罚决定书", font=_font(72), fill=(30, 30, 30))
        for i in range(20 if full else 2):
            draw.text(
                (225, 400 + 72 * i), (BODY * 4)[i * 27 : i * 27 + 27], font=_font(44), fill=(30, 30, 30)
            )
        draw.text((950, 1950), "青禾县市场监督管理局", font=_font(44), fill=(30, 30, 30))
        draw.text((1010, 2030), date, font=_font(44), fill=(30, 30, 30))
        made.append(Sheet(image, date))
    return made


def sealed(sheet: Sheet) -> Sheet:
    """A red seal over issuer and date."""
    seal = Image.new("RGB", A4, "white")
    draw = ImageDraw.Draw(seal)
    draw.ellipse((1020, 1840, 1340, 2160), outline=(222, 60, 66), width=12)
    draw.text((1130, 1930), "★", font=_font(96), fill=(222, 60, 66))
    draw.text((1080, 2060), "行政执法", font=_font(50), fill=(222, 60, 66))
    return Sheet(ImageChops.multiply(sheet.image, seal), sheet.date)


def shaded(sheet: Sheet) -> Sheet:
    """Grey paper, darker to the left."""
    import numpy as np

    light = np.linspace(0.4, 0.9, A4[0])[None, :, None]
    return Sheet(Image.fromarray((np.asarray(sheet.image) * light).astype(np.uint8)), sheet.date)


def bare(image: Image.Image, engine: Callable[[bytes], object]) -> object:
    """The engine as its manual says: an encoded picture in, text out."""
    buffer = BytesIO()
    image.save(buffer, "BMP")
    return engine(buffer.getvalue())


def ocr_ratio(pages: Sequence[Sheet], ocr: Ocr, engine: Callable[[bytes], object]) -> Ratio:
    """Our way, with the second engine for doubtful lines, against the first engine alone."""
    better = second_engine("paddle")
    return turns(
        [
            (
                lambda p=p: read_picture(p.image, ocr, dpi=200, better=better),
                lambda p=p: bare(p.image, engine),
            )
            for p in pages
        ]
    )


def dates_read(pages: Sequence[Sheet], ocr: Ocr) -> tuple[int, int]:
    """Dates whole in the text of the bare engine, and in ours."""
    plain = sum(sheet.date in _zero("".join(line.text for line in ocr(sheet.image))) for sheet in pages)
    treated = 0
    for sheet in pages:
        blocks = read_picture(sheet.image, ocr, dpi=200).blocks
        treated += sheet.date in _zero("".join(line.text for block in blocks for line in block.lines))
    return plain, treated


def _zero(text: str) -> str:
    return "".join(text.split()).replace("0", "〇").replace("○", "〇").replace("O", "〇")


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_font_file(".ttc", embed=False), size)


def _font_file(suffix: str, *, embed: bool) -> str:
    """A Chinese font; only TrueType outlines can be embedded."""
    names = FONTS[:1] if embed else FONTS[1:] + FONTS[:1]
    found = next((name for name in names if name.endswith(suffix) and Path(name).exists()), None)
    if found is None:
        raise SystemExit("请先安装中文字体：apt-get install fonts-wqy-zenhei fonts-noto-cjk")
    return found


# ── report ────────────────────────────────────────────────────────────────────────────────────────


def report_text(folder: Path | None) -> None:
    with tempfile.TemporaryDirectory() as held:
        text = text_pdf(Path(held) / "text.pdf", pages=60, tables=False)
        table = text_pdf(Path(held) / "table.pdf", pages=20, tables=True)
        print(text_ratio([text]).line("文字 PDF（正文）", "页"))
        print(text_ratio([table]).line("文字 PDF（有框线表格）", "页"))
        print(text_ratio([text], pdfium).line("正文，对照为 pdfium 作同样的调用", "页"))
        print(text_ratio([table], pdfium).line("表格，对照为 pdfium 作同样的调用", "页"))
    known = sorted(folder.rglob("*.pdf")) if folder else []
    plain = [p for p in known if sniff(p) == "application/pdf" and _has_text(p)]
    if plain:
        print(text_ratio(plain).line(f"文字 PDF（{folder}）", "页"))


def _has_text(path: Path) -> bool:
    pages = list(read(path, range(1, 3), Options(source=path.name, ocr="never")))
    return all(page.grade == "good" for page in pages)


def report_ocr(count: int) -> None:
    from faster_paddle import OcrEngine

    engine = OcrEngine(model_size="tiny", threads=1, det_max_side=960).ocr
    ocr = make_ocr("paddle")
    clean = sheets(count)
    for name, pages in (
        ("扫描页（不需处理）", clean),
        ("扫描页（盖章，两次识别）", [sealed(sheet) for sheet in clean]),
        ("扫描页（底色不匀）", [shaded(sheet) for sheet in clean]),
    ):
        print(ocr_ratio(pages, ocr, engine).line(name, "页"))


def report_dates(count: int) -> None:
    ocr = make_ocr("paddle")
    for name, pages in (
        ("盖章，满页", [sealed(s) for s in sheets(count)]),
        ("盖章，近空白页", [sealed(s) for s in sheets(count, full=False)]),
        ("底色不匀", [shaded(s) for s in sheets(count)]),
    ):
        plain, treated = dates_read(pages, ocr)
        print(f"落款日期，{name}：只用引擎 {plain}/{len(pages)}，我们 {treated}/{len(pages)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=8, help="扫描页数")
    parser.add_argument("--dates", action="store_true", help="只看落款日期")
    given = parser.parse_args()
    if not given.dates:
        report_text(given.folder)
        report_ocr(given.pages)
    report_dates(given.pages)


if __name__ == "__main__":
    main()
