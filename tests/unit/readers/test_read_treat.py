"""What is done to a scan: red taken away, paper evened out, slant measured."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from reader_papers import SIZE, letter, scan, sealed

from dossier.geometry import Box
from pipeline.readers.stamps import stamps, without_stamps
from pipeline.readers.treat import Level, even, flatten, grey, slant, steep, uneven

DPI = 150
INK = (slice(975, 1005), slice(800, 1100))  # where the signing date of letter() stands


def shaded(image: Image.Image, *, darkest: float = 0.5) -> Image.Image:
    """Paper grey and darker to the left, as photographed."""
    light = np.linspace(darkest, 0.9, image.width)[None, :, None]
    return Image.fromarray((np.asarray(image.convert("RGB")) * light).astype(np.uint8))


def test_a_seal_is_found_where_it_is() -> None:
    (stamp,) = stamps(sealed(letter(), at=(930, 945), radius=120), DPI)
    assert stamp.seal
    assert stamp.box.x0 == pytest.approx(810, abs=40)
    assert stamp.box.y1 == pytest.approx(1065, abs=40)


def test_clean_page_has_none() -> None:
    assert stamps(letter(), DPI) == ()
    assert stamps(letter().convert("L"), DPI) == ()


def test_red_headline_and_rule_are_no_stamps() -> None:
    """红头文件: the issuer in large red type over a red rule must not be taken away."""
    page = letter()
    draw = ImageDraw.Draw(page)
    draw.rectangle((160, 340, 1080, 346), fill=(220, 30, 30))
    from reader_papers import font

    draw.text((170, 60), "青禾县人民政府文件", font=font(96), fill=(220, 30, 30))
    assert stamps(page, DPI) == ()


def test_finger_print_is_a_stamp_but_no_seal() -> None:
    page = letter()
    ImageDraw.Draw(page).ellipse((820, 960, 890, 1050), fill=(215, 70, 60))
    (stamp,) = stamps(page, DPI)
    assert not stamp.seal


def test_coloured_grain_is_no_stamp() -> None:
    """A colour scanner's noise, and pink paper."""
    rng = np.random.default_rng(7)
    paper = np.full((SIZE[1], SIZE[0], 3), (250, 205, 210), dtype=np.float64)
    noisy = np.clip(paper + rng.normal(0, 12, paper.shape), 0, 255).astype(np.uint8)
    assert stamps(Image.fromarray(noisy), DPI) == ()


def test_seal_goes_and_ink_beneath_stays() -> None:
    page = sealed(letter())
    clean = grey(without_stamps(page, stamps(page, DPI)))
    beside = clean[870:880, 860:1000]  # ring and star, no ink
    assert beside.min() > 200
    assert clean[INK].min() < 60


def test_nearly_empty_page_stays_empty() -> None:
    """The percentile of such a page lies in the white: a stretch from there brings the seal back."""
    page = sealed(scan([(800, 970, 34, "二〇二二年五月六日")]))
    clean = grey(without_stamps(page, stamps(page, DPI)))
    assert (clean < 128).mean() < 0.004
    assert clean[INK].min() < 60


@pytest.mark.parametrize("darkest", [0.4, 0.6])
def test_grey_paper_is_told_and_made_white(darkest: float) -> None:
    page = grey(shaded(letter(), darkest=darkest))
    assert uneven(page)
    flat = flatten(page)
    assert np.median(flat) > 245
    assert np.percentile(flat[:, :200], 5) > 200  # the dark side too
    assert flat[INK].min() < 60


def test_white_paper_with_a_dark_picture_is_left_alone() -> None:
    page = letter()
    page.paste((40, 40, 40), (200, 1100, 600, 1500))
    assert not uneven(grey(page))


def test_seal_on_shaded_paper_is_still_a_seal() -> None:
    (stamp,) = stamps(even(shaded(sealed(letter()))), DPI)
    assert stamp.seal


@pytest.mark.parametrize("degrees", [-6.0, -2.5, -1.0, 0.0, 1.0, 2.5, 6.0])
def test_slant_is_measured(degrees: float) -> None:
    page = letter().rotate(-degrees, Image.Resampling.BICUBIC, fillcolor="white")
    assert slant(grey(page)) == pytest.approx(degrees, abs=0.3)


@pytest.mark.parametrize("degrees", [-2.5, 1.2])
def test_slant_of_a_pale_page_with_salt_and_pepper(degrees: float) -> None:
    """Its ink is no darker than 170; the only black on it are the dots."""
    rng = np.random.default_rng(5)
    page = np.asarray(letter().convert("L").rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255))
    pale = 170 + (page.astype(np.float32) / 255) * 65 + rng.normal(0, 10, page.shape)
    pale[rng.random(page.shape) < 0.003] = 0
    assert slant(np.clip(pale, 0, 255).astype(np.uint8)) == pytest.approx(degrees, abs=0.3)


def test_blank_and_noisy_pages_have_no_slant() -> None:
    rng = np.random.default_rng(3)
    assert slant(np.full((1754, 1240), 250, dtype=np.uint8)) == 0
    assert not steep(slant(rng.integers(0, 255, (1754, 1240), dtype=np.uint8)))


@given(st.floats(-3, 3), st.floats(0, 900), st.floats(0, 1600), st.floats(20, 300), st.floats(10, 60))
def test_level_and_back_meets_the_same_middle(
    degrees: float, x: float, y: float, wide: float, high: float
) -> None:
    level = Level(degrees, SIZE[0] / 2, SIZE[1] / 2)
    box = Box(x0=x, y0=y, x1=x + wide, y1=y + high)
    back = level.slanted(level.level(box))
    assert (back.x0 + back.x1) / 2 == pytest.approx((box.x0 + box.x1) / 2, abs=0.01)
    assert (back.y0 + back.y1) / 2 == pytest.approx((box.y0 + box.y1) / 2, abs=0.01)
