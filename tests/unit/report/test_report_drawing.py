"""Timelines, calendar strips and cut-outs: what is drawn is what was counted."""

import io
from datetime import date, timedelta

import pytest
from PIL import Image
from report_papers import case, document, event, finding, page, reading

from app.report.cutout import cutout
from app.report.names import load_names
from app.report.scale import GAP, Scale
from app.report.strip import SIDE, strip
from app.report.timeline import LEFT, LETTER, RIGHT, WIDTH, timeline
from dossier.case import DayCount
from dossier.geometry import Box, width

DAY = timedelta(days=1)


def count(start: date, end: date | None, due: date | None, unit: str = "d", **more: object) -> DayCount:
    fields = {"start": start, "end": end, "due": due, "unit": unit, "quantity": 7}
    return DayCount.model_validate(fields | more)


LATE = count(
    date(2022, 4, 28),
    date(2022, 5, 9),
    date(2022, 5, 7),
    "wd",
    skipped=(*((date(2022, 4, 30) + i * DAY, "劳动节") for i in range(5)), (date(2022, 5, 8), "周日")),
    shifted=(date(2022, 5, 7),),
)


def test_strip_numbers_the_counted_days_only() -> None:
    drawn = strip(LATE, shape="max")
    assert drawn is not None
    said = {(letters.kind, letters.y // SIDE): letters.text for letters in drawn.letters}
    assert said == {
        ("start", 1): "起",
        ("counted", 1): "1",
        ("rest", 1): "休",
        ("counted", 2): "234",
        ("rest", 2): "休休休休休",
        ("late", 2): "5",
    }
    assert [name for _, name in drawn.months] == ["2022年4月", "5月"]
    assert set(drawn.marks) == {"shifted", "due", "end"}


def test_strip_of_a_shortest_period_knows_no_lateness() -> None:
    drawn = strip(count(date(2022, 4, 1), date(2022, 5, 9), date(2022, 5, 1)), shape="min")
    assert drawn is not None and set(drawn.squares) == {"start", "counted"}


def test_days_left_are_spare() -> None:
    drawn = strip(count(date(2022, 4, 1), date(2022, 4, 3), date(2022, 4, 8)), shape="max")
    assert drawn is not None and [part.text for part in drawn.letters if part.kind == "spare"] == ["34567"]


@pytest.mark.parametrize(
    "none",
    [
        pytest.param(count(date(2022, 4, 1), None, None), id="无止无期限"),
        pytest.param(count(date(2022, 4, 1), date(2022, 4, 2), None, "h"), id="小时"),
        pytest.param(count(date(2020, 4, 1), date(2022, 4, 2), None), id="两年"),
        pytest.param(count(date(2022, 4, 1), date(2022, 4, 1), None), id="同日"),
    ],
)
def test_what_cannot_be_drawn_is_not(none: DayCount) -> None:
    assert strip(none, shape="max") is None


def test_scale_leaves_out_long_empty_stretches() -> None:
    first, second = date(2021, 1, 1), date(2022, 6, 1)
    scale = Scale([(first, first + 9 * DAY), (second, second + 9 * DAY)], left=0, right=100)
    assert (scale.x(first), scale.x(second + 9 * DAY)) == (0, 100)
    assert [days for _, days in scale.breaks] == [(second - first).days - 9]
    assert scale.x(first + 9 * DAY) < scale.breaks[0][0] < scale.x(second)
    close = Scale([(first, first), (first + GAP * DAY, first + GAP * DAY)], left=0, right=100)
    assert close.breaks == []


def test_timeline_keeps_labels_apart_and_inside() -> None:
    days = [date(2022, 4, 1) + i * 2 * DAY for i in range(20)]
    paper = document(page([f"{d.year}年{d.month}月{d.day}日" for d in days], source="a.pdf"))
    events = [event(paper, f"{d.year}年{d.month}月{d.day}日", "served", d) for d in days]
    drawn = timeline(case(reading(paper, *events), findings=(finding(count=LATE),)), load_names())
    assert drawn is not None
    levels: dict[float, float] = {}
    for mark in drawn.marks:
        wide = width(mark.label) * LETTER
        left = mark.label_x if mark.anchor == "start" else mark.label_x - wide
        assert LEFT - 0.01 <= mark.x <= RIGHT + 0.01
        assert left >= 0 and left + wide <= WIDTH
        assert levels.get(mark.label_y, 0.0) <= left
        levels[mark.label_y] = left + wide
    assert len(levels) > 1
    assert (drawn.spans[0].said, drawn.more) == ("— / 7个工作日", 0)


def test_no_dates_no_timeline() -> None:
    assert timeline(case(), load_names()) is None


def pixels(image: Image.Image, box: tuple[int, int, int, int]) -> set[tuple[int, ...]]:
    return {colour for _, colour in image.crop(box).getcolors(1 << 20) or []}  # type: ignore[misc]


@pytest.mark.parametrize("dpi", [72, 144])
def test_cutout_marks_and_covers_at_any_resolution(dpi: int) -> None:
    sheet = Image.new("RGB", (595 * dpi // 72, 842 * dpi // 72), "white")
    mark = Box(x0=200, y0=300, x1=280, y1=314)
    cut = cutout(sheet, (mark,), width=595, hidden=(Box(x0=300, y0=300, x1=340, y1=314),))
    image = Image.open(io.BytesIO(cut.data)).convert("RGB")
    assert image.size == (cut.width, cut.height) and cut.whole
    scale, left, top = dpi / 72, 200 - (330 - 80) / 2, 300 - 20

    def at(x: float, y: float) -> tuple[int, ...]:
        return image.getpixel((round((x - left) * scale), round((y - top) * scale)))  # type: ignore[return-value]

    assert at(240, 307) != (255, 255, 255) and at(240, 307)[2] < 200
    assert max(at(320, 307)) < 60 and max(at(296, 307)) < 60
    assert at(180, 295) == (255, 255, 255)


def test_cutout_shows_whole_lines_and_keeps_inside_the_page() -> None:
    sheet = Image.new("RGB", (595, 842), "white")
    line = Box(x0=72, y0=0, x1=520, y1=14)
    cut = cutout(sheet, (Box(x0=72, y0=0, x1=90, y1=14),), width=595, lines=(line,))
    assert (cut.width, cut.height) == (520 + 4, 14 + 20)
    tall = cutout(sheet, (Box(x0=72, y0=10, x1=90, y1=800),), width=595)
    assert not tall.whole and tall.height <= 220
