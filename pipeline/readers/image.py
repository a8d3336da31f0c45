"""Pictures: PNG, JPEG, TIFF of several pages, BMP, WebP, GIF."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import error as StructError
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from dossier.document import Page
from dossier.errors import ReadError
from pipeline.readers.files import check_file, disk_errors
from pipeline.readers.options import Options
from pipeline.readers.picture import page_of_picture

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
DPI = 200  # of pictures that state no resolution
_LONGEST = 3400  # pixels: larger pictures are made smaller before they are read
_BROKEN = (OSError, EOFError, SyntaxError, ValueError, KeyError, TypeError, IndexError, StructError)
_DAMAGED = "图片不完整或已损坏，打不开。请重新扫描或重新拍照后再试。"


@contextmanager
def opened(path: Path, options: Options) -> "Iterator[ImageFile]":
    """The picture, its size checked before a pixel is decoded. Raises ReadError: damaged, too_large."""
    from PIL import Image as pil

    check_file(path, options.limits)
    pil.MAX_IMAGE_PIXELS = None  # our own limit speaks Chinese and names its setting
    with _told(), disk_errors():
        image = pil.open(path, formats=FORMATS)
    with image:
        _check(image, options)
        yield image


@contextmanager
def _told() -> Iterator[None]:
    """What Pillow raises and warns of damaged pictures, as one error."""
    try:
        with catch_warnings():
            simplefilter("ignore")
            yield
    except _BROKEN as error:
        raise ReadError("damaged", _DAMAGED) from error


def _check(image: "Image", options: Options) -> None:
    pixels = image.width * image.height
    if pixels > options.limits.max_pixels:
        raise ReadError(
            "too_large",
            f"图片有 {pixels // 1_000_000} 百万像素，超过设置 max_pixels（{options.limits.max_pixels}）。"
            "请缩小图片，或调高该设置后重试。",
        )


def count_image(path: Path, options: Options) -> int:
    """Frames of a TIFF; 1 for every other format."""
    with opened(path, options) as image:
        count = _frames(image)
    if count > options.limits.max_pages:
        raise ReadError(
            "too_many_pages",
            f"共 {count} 页，超过设置 max_pages（{options.limits.max_pages}）。请拆分文件，或调高该设置后重试。",
        )
    return count


def _frames(image: "ImageFile") -> int:
    """A photo's second frame is its thumbnail, an animation's its motion; only TIFF has pages."""
    with _told():
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def read_image(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page a frame."""
    count = count_image(path, options)
    with opened(path, options) as image:
        for number in pages or range(1, count + 1):
            if 1 <= number <= count:
                yield _read_frame(image, number, options)


def _read_frame(image: "ImageFile", number: int, options: Options) -> Page:
    frame, width = upright(image, number, options)
    if options.ocr == "never":
        height = width * frame.height / frame.width
        return Page(
            source=options.source,
            number=number,
            width=width,
            height=height,
            engine="none",
            reason="按设置未做识别",
            grade="poor",
            notes=("按设置未做识别，图片里的文字缺失",),
        )
    return page_of_picture(frame, options, number, "图片", width)


def upright(image: "ImageFile", number: int, options: Options) -> "tuple[Image, float]":
    """A frame turned as its camera says, in grey or RGB, on white; and its width in points."""
    from PIL import Image as pil
    from PIL import ImageOps

    with _told():
        image.seek(number - 1)
        _check(image, options)
        image.load()
        dpi = _dpi(image)
        frame = ImageOps.exif_transpose(image)
    width = frame.width * 72 / dpi
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        frame = pil.alpha_composite(pil.new("RGBA", frame.size, "white"), frame.convert("RGBA"))
    plain = frame.convert("L" if frame.mode in ("1", "L", "LA", "I", "I;16", "F") else "RGB")
    plain.thumbnail((_LONGEST, _LONGEST))
    return plain, width


def _dpi(image: "Image") -> float:
    """Stated resolution; 200 where none is stated or it is a camera's or screen's filler."""
    stated = image.info.get("dpi", (0, 0))[0]
    return float(stated) if stated and stated > 97 else float(DPI)


def render_image(path: Path, page: int, dpi: float, options: Options) -> "Image":
    """A frame at that resolution, by its width in points."""
    if not 1 <= page <= count_image(path, options):
        raise ReadError("no_page", f"没有第 {page} 页。")
    with opened(path, options) as image:
        frame, width = upright(image, page, options)
    scale = min(width * dpi / 72 / frame.width, _LONGEST / max(frame.size))
    return frame.resize((max(round(frame.width * scale), 1), max(round(frame.height * scale), 1)))
