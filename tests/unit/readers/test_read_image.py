"""Pictures as files: frames, turning by the camera, transparency, and what is refused."""

from pathlib import Path

import pytest
from PIL import Image
from reader_papers import pages, scan

from dossier.errors import ReadError
from pipeline.readers import Limits, Options, count_pages, render
from pipeline.readers.image import opened, upright

OPTIONS = Options(source="a", ocr="never")


def corner() -> Image.Image:
    """White, 200 × 100, black in the top left."""
    image = Image.new("RGB", (200, 100), "white")
    image.paste("black", (0, 0, 40, 20))
    return image


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "bmp", "webp", "gif"])
def test_every_format_is_a_page(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    corner().save(path)
    (page,) = pages(path, ocr="never")
    assert (page.width, page.height) == (72, 36)  # 200 dpi where none is stated


def test_stated_resolution_counts(tmp_path: Path) -> None:
    corner().save(tmp_path / "a.png", dpi=(100, 100))
    (page,) = pages(tmp_path / "a.png", ocr="never")
    assert page.width == pytest.approx(144, abs=0.1)


def test_tiff_has_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    corner().save(path, save_all=True, append_images=[corner(), corner()])
    assert count_pages(path, OPTIONS) == 3
    assert [page.number for page in pages(path, range(2, 9), ocr="never")] == [2, 3]


def test_too_many_frames_name_the_setting(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    corner().save(path, save_all=True, append_images=[corner(), corner()])
    with pytest.raises(ReadError, match="max_pages") as caught:
        pages(path, limits=Limits(max_pages=2))
    assert caught.value.code == "too_many_pages"


def test_photo_is_turned_as_the_camera_says(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn clockwise to see it
    corner().save(path, exif=exif)
    image = render(path, 1, dpi=200)
    assert image.size == (100, 200)
    assert image.convert("L").getpixel((90, 10)) < 60
    assert image.convert("L").getpixel((10, 10)) > 200


def test_transparent_ground_is_white(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(path)
    with opened(path, OPTIONS) as image:
        frame, _ = upright(image, 1, OPTIONS)
    assert frame.convert("L").getextrema() == (255, 255)


def test_bomb_is_refused_before_a_pixel_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("1", (6000, 6000)).save(path)
    with pytest.raises(ReadError, match="max_pixels") as caught:
        pages(path, limits=Limits(max_pixels=30_000_000))
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif"])
def test_cut_short(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    scan([(20, 20, 30, "公告")], size=(400, 400)).save(path)
    path.write_bytes(path.read_bytes()[:-200][: path.stat().st_size // 2])
    with pytest.raises(ReadError) as caught:
        pages(path)
    assert caught.value.code == "damaged"


def test_unread_picture_is_poor_and_says_so(tmp_path: Path) -> None:
    corner().save(tmp_path / "a.png")
    (page,) = pages(tmp_path / "a.png", ocr="never")
    assert (page.grade, page.engine) == ("poor", "none")
