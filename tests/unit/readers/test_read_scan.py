"""From an engine's lines to a page: two readings under a seal, grades, turning; the engine is a fake."""

from collections.abc import Sequence

import pytest
from PIL import Image
from reader_papers import SIZE, letter

from dossier.document import Line
from dossier.geometry import Box
from pipeline.readers.ocr import fake_ocr
from pipeline.readers.scan import judge, read_picture, scaled
from pipeline.readers.sealed import choose, merge_readings

STAMP = Box(x0=700, y0=800, x1=1000, y1=1100)


def line(text: str, *, x: float = 750, y: float = 970, score: float = 0.97, tall: bool = False) -> Line:
    wide = 34.0 * len(text)
    box = Box(x0=x, y0=y, x1=x + 40, y1=y + wide) if tall else Box(x0=x, y0=y, x1=x + wide, y1=y + 40)
    return Line(text=text, box=box, score=score)


@pytest.mark.parametrize(
    ("first", "second", "text", "other", "disputed"),
    [
        pytest.param(
            "二〇二二年五月六日", "二〇二二年五月六日", "二〇二二年五月六日", None, False, id="一致"
        ),
        pytest.param(
            "二0二二年五月六日",
            "二〇二二年五月六日",
            "二0二二年五月六日",
            None,
            False,
            id="零的写法不同不算分歧",
        ),
        pytest.param(
            "0二二年五月六日",
            "二〇二二年五月六日",
            "二〇二二年五月六日",
            "0二二年五月六日",
            False,
            id="首读缺字",
        ),
        pytest.param(
            "二〇二二年五月六日", "〇二二年五月", "二〇二二年五月六日", "〇二二年五月", False, id="次读缺字"
        ),
        pytest.param(
            "二〇二二年五月六日",
            "二〇二二年五月八日",
            "二〇二二年五月六日",
            "二〇二二年五月八日",
            True,
            id="日期不同",
        ),
        pytest.param(
            "2022年5月6日", "202年5月6日", "2022年5月6日", "202年5月6日", False, id="数字年份缺一位"
        ),
        pytest.param(
            "税务机关（印草）",
            "税务机关（印章）",
            "税务机关（印草）",
            "税务机关（印章）",
            False,
            id="非日期留首读",
        ),
    ],
)
def test_the_reading_with_a_complete_date_stands(
    first: str, second: str, text: str, other: str | None, disputed: bool
) -> None:
    (chosen,), dispute = choose([[line(first, score=0.98)], [line(second, score=0.95)]])
    assert (chosen.text, chosen.other, dispute) == (text, other, disputed)


def test_a_disputed_date_has_a_low_score_whatever_the_engine_says() -> None:
    (chosen,), _ = choose([[line("2022年5月6日", score=0.99)], [line("2022年5月8日", score=0.99)]])
    assert chosen.score <= 0.5
    grade, notes = judge([line("正文" * 50), chosen])
    assert grade == "poor"
    assert any("日期" in note for note in notes)


def test_lines_away_from_the_stamp_are_left_alone() -> None:
    body = line("经查，你单位违反了规定", x=100, y=200)
    merged, disputed = merge_readings([body], [[line("别的", x=100, y=200)]], STAMP)
    assert (merged, disputed) == ((body,), False)


def test_a_date_only_the_second_reading_saw_is_kept_and_seal_text_is_not() -> None:
    date, ring = line("二〇二二年五月六日"), line("政执法", y=850)
    merged, _ = merge_readings([], [[date, ring]], STAMP)
    assert merged == (date,)


def test_a_date_seen_in_parts_is_compared_as_a_whole() -> None:
    parts = [line("二〇二", x=750), line("二年五月六日", x=860)]
    merged, disputed = merge_readings(parts, [[line("二〇二二年五月")]], STAMP)
    assert (tuple(one.text for one in merged), disputed) == (("二〇二", "二年五月六日"), False)
    whole, _ = merge_readings([line("二年五月六日", x=860)], [[line("二〇二二年五月六日")]], STAMP)
    assert [one.text for one in whole] == ["二〇二二年五月六日"]


def test_parts_of_a_phrase_are_one_line_and_the_zero_of_a_year_is_restored() -> None:
    page = read_picture(letter(), fake_ocr([line("二C", x=750), line("二二年五月六日", x=818)]), dpi=150)
    (read,) = page.blocks[0].lines
    assert (read.text, read.other) == ("二〇二二年五月六日", "二C二二年五月六日")


@pytest.mark.parametrize(
    ("lines", "grade"),
    [
        pytest.param([line("甲" * 40, score=0.99)], "good", id="好"),
        pytest.param([line("甲" * 40, score=0.85)], "fair", id="中"),
        pytest.param([line("甲" * 40, score=0.6)], "poor", id="差"),
        pytest.param(
            [line("甲" * 400, score=0.99), line("5月6日", score=0.7)], "poor", id="含日期的行都没把握"
        ),
        pytest.param(
            [line("甲" * 400, score=0.99), line("5月6日", score=0.7), line("5月8日", score=0.99)],
            "fair",
            id="含日期的行有一半没把握",
        ),
        pytest.param([line("甲" * 400, score=0.99), line("年 月 日", score=0.7)], "good", id="空白日期不算"),
        pytest.param([], "poor", id="没有文字"),
    ],
)
def test_grade_of_a_page(lines: Sequence[Line], grade: str) -> None:
    assert judge(lines)[0] == grade


def test_a_picture_without_text_is_a_poor_page_not_an_error() -> None:
    scan = read_picture(Image.new("RGB", SIZE, "white"), fake_ocr([]), dpi=150)
    assert (scan.blocks, scan.grade, scan.notes) == ((), "poor", ("页面上没有识别出文字",))


class Turning:
    """An engine that reads rubbish unless the picture stands upright: wider than high, here."""

    def __init__(self, *, sideways: bool) -> None:
        self.calls = 0
        self._sideways = sideways

    def __call__(self, image: Image.Image) -> tuple[Line, ...]:
        self.calls += 1
        upright = (image.width > image.height) if self._sideways else self.calls > 1
        tall = self._sideways and not upright
        return tuple(
            line("行政处罚决定书", x=200, y=100.0 + 60 * i, score=0.98 if upright else 0.4, tall=tall)
            for i in range(6)
        )


@pytest.mark.parametrize(("sideways", "rotation"), [(True, 90), (False, 180)], ids=["侧放", "倒放"])
def test_page_is_turned_where_two_signs_agree(sideways: bool, rotation: int) -> None:
    scan = read_picture(letter(), Turning(sideways=sideways), dpi=150)
    assert scan.rotation == rotation
    assert scan.size == (SIZE[::-1] if sideways else SIZE)
    assert any("方向不正" in note for note in scan.notes)


def test_a_page_read_well_is_read_once() -> None:
    calls = []

    def engine(image: Image.Image) -> tuple[Line, ...]:
        calls.append(image.size)
        return (line("行政处罚决定书", x=400, y=150), line("二〇二二年五月六日"))

    read_picture(letter(), engine, dpi=150)
    assert len(calls) == 1


def test_poor_handwriting_is_not_turned_over() -> None:
    """One sign alone: scores are low, and no better the other way round."""
    scan = read_picture(
        letter(), fake_ocr([line("手写", score=0.5), line("潦草", y=300, score=0.5)]), dpi=150
    )
    assert scan.rotation == 0


def test_boxes_of_a_slanted_page_lie_on_the_page_as_it_is() -> None:
    page = letter().rotate(-2, Image.Resampling.BICUBIC, fillcolor="white")
    far = line("青罚〔2022〕9号", x=900, y=1000)
    scan = read_picture(page, fake_ocr([line("行政处罚决定书", x=100, y=200), far]), dpi=150)
    boxes = [one.box for block in scan.blocks for one in block.lines]
    assert far.box is not None and boxes[-1] is not None
    assert (boxes[-1].x0 + boxes[-1].x1) / 2 == pytest.approx((far.box.x0 + far.box.x1) / 2, abs=2)
    assert (boxes[-1].y0 + boxes[-1].y1) / 2 == pytest.approx((far.box.y0 + far.box.y1) / 2, abs=2)


def test_boxes_become_points() -> None:
    scan = read_picture(letter(), fake_ocr([line("行政处罚决定书", x=100, y=200)]), dpi=150)
    (block,) = scaled(scan.blocks, 72 / 150)
    box = block.lines[0].box
    assert box is not None
    assert box.x0 == pytest.approx(48, abs=1)
