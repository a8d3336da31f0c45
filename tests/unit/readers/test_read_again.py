"""Doubtful lines read again; seals of three colours, pressed and covering, parted; the engine is a fake."""

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reader_papers import SIZE, letter

from dossier.document import DOUBTFUL, Line
from dossier.geometry import Box
from pipeline.readers.again import doubtful, read_again
from pipeline.readers.ocr import fake_ocr
from pipeline.readers.sealed import choose, under_stamps
from pipeline.readers.stamps import Stamp, View, beneath, covers, stamps

DPI = 150


def line(text: str, *, score: float = 0.97, x: float = 200, y: float = 400, wide: float = 34.0) -> Line:
    box = Box(x0=x, y0=y, x1=x + wide * len(text), y1=y + 40)
    return Line(text=text, box=box, score=score)


@pytest.mark.parametrize(
    ("text", "score", "again"),
    [
        pytest.param("本机关于2022年5月6日立案", 0.99, False, id="完整"),
        pytest.param("本机关于2022年5月6日立案", 0.90, True, id="把握不大"),
        pytest.param("本机关于二〇二年一月六日立案", 0.99, True, id="年份只有三位"),
        pytest.param("本机关于022年5月6日立案", 0.99, True, id="年份缺首位"),
        pytest.param("应于2023-0413前完成", 0.99, True, id="缺一横"),
        pytest.param("应于2023-04-13前完成", 0.99, False, id="横线齐全"),
        pytest.param("本机关于2022年5月40日立案", 0.99, True, id="历上没有的日子"),
        pytest.param("于三〇一五年四月一日作出", 0.99, True, id="千年之后"),
        pytest.param("〇二五年十月二日，负责人", 0.99, False, id="上一行接下来的"),
        pytest.param("本机关于二〇二二年", 0.99, False, id="下一行接着写"),
    ],
)
def test_lines_worth_a_second_reading(text: str, score: float, again: bool) -> None:
    assert doubtful(line(text, score=score)) is again


def read_twice(first: Line, second: str, score: float = 0.98) -> Line:
    twin = Line(text=second, box=Box(x0=20, y0=20, x1=400, y1=60), score=score)
    middle = fake_ocr([twin])

    def better(image: Image.Image) -> tuple[Line, ...]:
        box = Box(x0=20, y0=image.height / 2 - 20, x1=400, y1=image.height / 2 + 20)
        return tuple(one.model_copy(update={"box": box}) for one in middle(image))

    (kept,), count = read_again(letter().convert("L"), [first], better, 0.0)
    assert count == 1
    return kept


def test_the_second_reading_stands_where_it_has_the_whole_date() -> None:
    kept = read_twice(line("于二〇二年一月六日立案", score=0.9), "于二〇二〇年一月六日立案")
    assert (kept.text, kept.other) == ("于二〇二〇年一月六日立案", "于二〇二年一月六日立案")


def test_dates_that_differ_are_doubtful() -> None:
    kept = read_twice(line("于2022年5月6日立案", score=0.9), "于2022年5月8日立案")
    assert kept.score < DOUBTFUL
    assert {kept.text, kept.other} == {"于2022年5月6日立案", "于2022年5月8日立案"}


def test_a_second_reading_that_lost_the_date_is_not_taken() -> None:
    assert (
        read_twice(line("于2022年5月6日立案", score=0.9), "于222年5月6日立案件", 0.99).text
        == "于2022年5月6日立案"
    )


def test_sure_lines_are_left_alone() -> None:
    sure = (line("当事人未申请复检"),)
    assert read_again(letter().convert("L"), sure, fake_ocr([line("别的")]), 0.0) == (sure, 0)


# ── votes ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("readings", "text", "sure", "disputed"),
    [
        pytest.param(["2022年5月6日", "2022年5月6日"], "2022年5月6日", True, False, id="一致"),
        pytest.param(["2022年5月6日", "2022年5月"], "2022年5月6日", False, False, id="只有一次读全"),
        pytest.param(
            ["2022年5月8日", "2022年5月6日", "2022年5月6日"], "2022年5月6日", True, False, id="两次对一次"
        ),
        pytest.param(["2022年5月8日", "2022年5月6日"], None, False, True, id="各执一词"),
        pytest.param(["202年5月6日"], "202年5月6日", True, False, id="都没读全"),
    ],
)
def test_readings_vote(readings: Sequence[str], text: str | None, sure: bool, disputed: bool) -> None:
    (kept,), dispute = choose([[line(one)] for one in readings])
    assert dispute is disputed
    assert text is None or kept.text == text
    assert (kept.score >= DOUBTFUL) is sure


def test_a_date_wider_than_its_characters_lacks_one() -> None:
    """The star hid 十 of 十二月: every reading says 二月, and the line is a character too wide."""
    body = [line("上述事实有询问笔录证明", y=200.0 + 50 * i) for i in range(5)]
    short = "二〇二四年二月二十七日"
    narrow, wide = line(short, x=700, y=970), line(short, x=700, y=970, wide=34 * 12 / 11)
    page, stamp = letter(), Stamp(Box(x0=650, y0=850, x1=1050, y1=1100), seal=True)
    for one, sure in ((narrow, True), (wide, False)):
        lines, notes = under_stamps(page, fake_ocr([]), None, (*body, one), [stamp])
        assert all((kept.score >= DOUBTFUL) is sure for kept in lines if kept.text == short)
        assert any("缺了字" in note for note in notes) is not sure


# ── seals ─────────────────────────────────────────────────────────────────────────────────────────

COLOURS = {"红": (206, 22, 30), "暗红": (150, 24, 34), "紫": (104, 44, 150), "蓝": (30, 50, 170)}


def stamped(
    colour: tuple[int, int, int], *, cover: float, at: Sequence[tuple[int, int]] = ((930, 945),)
) -> Image.Image:
    """A ring with a star's worth of ink in its middle. `cover`: 0 multiplied, else its opacity."""
    page = np.asarray(letter().convert("RGB")).astype(np.float32)
    for x, y in at:
        mask = Image.new("L", SIZE, 0)
        pen = ImageDraw.Draw(mask)
        pen.ellipse((x - 120, y - 120, x + 120, y + 120), outline=255, width=8)
        pen.rectangle((x - 35, y + 20, x + 35, y + 70), fill=255)
        ink = np.asarray(mask)[..., None] / 255 * (cover or 0.95)
        tint = np.array(colour, dtype=np.float32)
        page = page * (1 - ink) + ink * (tint if cover else page * tint / 255)
    return Image.fromarray(page.astype(np.uint8))


@pytest.mark.parametrize("colour", COLOURS.values(), ids=COLOURS.keys())
def test_seal_of_any_colour_is_found(colour: tuple[int, int, int]) -> None:
    (stamp,) = stamps(stamped(colour, cover=0), DPI)
    assert stamp.seal
    assert stamp.box.x0 == pytest.approx(810, abs=40)


def test_seals_that_touch_are_told_apart() -> None:
    found = stamps(stamped(COLOURS["紫"], cover=0, at=((900, 945), (960, 1188))), DPI)
    assert [stamp.seal for stamp in found] == [True, True]


def test_blue_handwriting_is_no_seal() -> None:
    page = letter()
    pen = ImageDraw.Draw(page)
    for i in range(12):
        pen.line((700 + 22 * i, 900, 715 + 22 * i, 1050 - 9 * i), fill=(40, 60, 170), width=6)
        pen.line((690, 890 + 13 * i, 960, 905 + 12 * i), fill=(40, 60, 170), width=4)
    assert stamps(page, DPI) == ()


@pytest.mark.parametrize("cover", [0, 0.88], ids=["油墨叠加", "不透明"])
@pytest.mark.parametrize("colour", COLOURS.values(), ids=COLOURS.keys())
def test_print_beneath_is_darker_than_the_seal(colour: tuple[int, int, int], cover: float) -> None:
    """Within the seal's ink: characters black, the rest white, in the picture the page is read from."""
    page = stamped(colour, cover=cover)
    (stamp,) = stamps(page, DPI)
    area = (900, 970, 960, 1010)  # the bar across the date
    plain = np.asarray(letter().convert("L").crop(area))
    box = stamp.box
    whole = np.asarray(page.crop((int(box.x0), int(box.y0), int(box.x1), int(box.y1))))
    seen = beneath(whole, stamp.ink, "light")
    part = seen[970 - int(box.y0) : 1010 - int(box.y0), 900 - int(box.x0) : 960 - int(box.x0)]
    ink, paper = part[plain < 60], part[plain > 240]
    assert ink.size > 20
    assert np.median(ink) + 60 < np.median(paper)


def under(page: Image.Image) -> tuple[np.ndarray, Stamp]:  # type: ignore[type-arg]
    """The pixels under the page's seal."""
    (stamp,) = stamps(page, DPI)
    box = stamp.box
    return np.asarray(page.crop((int(box.x0), int(box.y0), int(box.x1), int(box.y1)))), stamp


@pytest.mark.parametrize("colour", COLOURS.values(), ids=COLOURS.keys())
def test_a_seal_that_covers_is_told_from_a_pressed_one(colour: tuple[int, int, int]) -> None:
    for cover, hidden in ((0, False), (0.88, True)):
        area, stamp = under(stamped(colour, cover=cover))
        assert covers(area, stamp.ink) is hidden


@pytest.mark.parametrize("colour", ["红", "暗红", "紫"])
@pytest.mark.parametrize("view", ["parted", "clear"])
def test_print_under_closed_colour_comes_back(colour: str, view: View) -> None:
    """The light picture is white where a covering seal's bar hides the date; these show it."""
    page = stamped(COLOURS[colour], cover=0.8)
    area, stamp = under(page)
    x, y = int(stamp.box.x0), int(stamp.box.y0)
    plain = np.asarray(letter().convert("L").crop((900, 970, 960, 1010)))
    seen = beneath(area, stamp.ink, view)[970 - y : 1010 - y, 900 - x : 960 - x]
    assert np.median(seen[plain < 60]) < 60
    assert np.median(seen[plain > 240]) > 200


def test_a_character_under_closed_colour_leaves_the_date_doubtful() -> None:
    """However sure and however often it was read: what lay there may have been another."""
    date = line("2025年4月19日", x=840, y=970, score=1.0)
    for cover, sure in ((0, True), (0.88, False)):
        page = stamped(COLOURS["红"], cover=cover)
        (stamp,) = stamps(page, DPI)

        def same(image: Image.Image, date: Line = date, stamp: Stamp = stamp) -> tuple[Line, ...]:
            assert date.box
            x, y = max(min(stamp.box.x0, date.box.x0) - 12, 0), max(min(stamp.box.y0, date.box.y0) - 12, 0)
            box = Box(x0=date.box.x0 - x, y0=date.box.y0 - y, x1=date.box.x1 - x, y1=date.box.y1 - y)
            return (date.model_copy(update={"box": box}),)

        lines, notes = under_stamps(page, same, same, (date,), [stamp])
        assert [kept.text for kept in lines] == [date.text]
        assert (lines[0].score >= DOUBTFUL) is sure
        assert any("盖住日期中的字" in note for note in notes) is not sure


def test_what_was_read_under_a_seal_is_not_read_again_from_a_worse_picture() -> None:
    date = line("2025年4月19日", score=0.75)
    assert doubtful(date)
    lines, count = read_again(
        letter().convert("L"), [date], fake_ocr([]), 0.0, [Box(x0=180, y0=300, x1=500, y1=500)]
    )
    assert (lines, count) == ((date,), 0)
