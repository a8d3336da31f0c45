"""Pieces of print → lines in reading order, sentences joined, titles and furniture told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.document import Document, Page
from dossier.geometry import cut
from pipeline.readers.cells import lay_out
from pipeline.readers.layout import (
    Column,
    Piece,
    Row,
    Sheet,
    column,
    furniture,
    is_title,
    rows,
    wraps,
)

EM = 16.0
SHEET = Sheet(595, 842, EM)


def piece(text: str, x: float, y: float, *, size: float = EM) -> Piece:
    wide = sum(1.0 if c > "\x7f" else 0.5 for c in text) * size
    return Piece(text, x, y, x + wide, y + size, size)


def row(text: str, x: float, y: float, *, size: float = EM) -> Row:
    return rows([piece(text, x, y, size=size)])[0]


FULL = "一" * 27  # from 80 to 512


def test_pieces_drawn_in_any_order_read_from_the_top_and_left() -> None:
    drawn = [piece("三月二日", 300, 200), piece("标题", 250, 80), piece("二〇二六年", 200, 201)]
    assert [r.text for r in rows(drawn)] == ["标题", "二〇二六年  三月二日"]


def test_flat_marks_stand_on_their_line() -> None:
    dash = Piece("—", 180, 207, 196, 209, EM)
    assert [r.text for r in rows([piece("自五月", 130, 200), dash, piece("六月", 198, 200)])] == [
        "自五月—六月"
    ]


@given(st.integers(1, 400), st.integers(1, 6))
def test_a_gap_is_filled_so_that_cut_boxes_meet_their_words(gap: int, words: int) -> None:
    """The inverse of join: the box of the second piece cut from the row's box is where it was printed."""
    first, second = piece("送达时间", 80, 100), piece("年" * words, 80 + 64 + gap, 100)
    made = rows([first, second])[0]
    at = made.text.index("年")
    box = cut(made.text, made.box, at, at + words)
    assert abs(box.x0 - second.x0) < EM * 0.75
    assert abs(box.x1 - second.x1) < EM * 0.75


@pytest.mark.parametrize(
    ("first", "second", "goes_on"),
    [
        pytest.param((FULL, 80), ("年五月六日送达。", 80), True, id="满行接下行"),
        pytest.param((FULL, 80), ("第二款另起一段", 112), False, id="下行缩进是新段"),
        pytest.param(("送达地点：本局", 80), ("送达时间", 80), False, id="短行不接"),
        pytest.param(("一" * 24 + "〔", 80), ("2022〕12号的规定", 80), True, id="数字括号整体移到下行"),
        pytest.param(("青禾县市场监督管理局", 352), ("2022年5月6日", 380), False, id="落款与日期不接"),
        pytest.param(("姓名：" + " " * 20 + "职务：", 80), ("住址", 80), False, id="表单行不接"),
        pytest.param((FULL, 80), ("标题", 80), False, id="远处的行不接"),
        pytest.param(("询问人：" + "一" * 23, 80), ("被询问人：粟大有", 80), False, id="两个栏目不接"),
        pytest.param(("当事人：" + "一" * 23, 80), ("有限公司", 80), True, id="栏目内容接下行"),
    ],
)
def test_sentences_go_on_only_over_the_margin(
    first: tuple[str, float], second: tuple[str, float], goes_on: bool
) -> None:
    far = 100 if second[0] == "标题" else 28
    above, below = row(first[0], first[1], 100), row(second[0], second[1], 100 + far)
    assert wraps(above, below, Column(80, 512, EM)) is goes_on


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [("一" * 27, True), ("一" * 26 + "。", False), ("一" * 10, False)],
    ids=["句未完", "句已完", "短行"],
)
def test_last_line_of_a_page_goes_on_when_full_and_unfinished(text: str, goes_on: bool) -> None:
    assert wraps(row(text, 80, 700), None, Column(80, 512, EM)) is goes_on


def test_a_date_broken_over_two_pages_is_whole_in_the_text() -> None:
    def page(number: int, *drawn: Piece) -> Page:
        made = lay_out(drawn, (), SHEET)
        return Page(
            source="a.pdf", number=number, width=595, height=842, engine="x", reason="x", blocks=tuple(made)
        )

    first = page(
        1, piece(FULL, 80, 100), piece("一" * 20 + "于二〇二六年五", 80, 128), piece("- 1 -", 280, 800)
    )
    second = page(2, piece("月六日送达。", 80, 100), piece("- 2 -", 280, 800))
    paper = Document(id="x", sources=("a.pdf",), media_type="x", pages=(first, second))
    assert "二〇二六年五月六日送达。" in paper.text
    place = paper.place(paper.text.index("二〇二六"), paper.text.index("送达"))
    assert (place.page, len(place.boxes)) == (1, 1)  # the boxes are those of the page it begins on


@pytest.mark.parametrize(
    ("text", "y", "kind"),
    [
        pytest.param("- 1 -", 800, "footer", id="页码"),
        pytest.param("— 12 —", 800, "footer", id="破折号页码"),
        pytest.param("第 3 页 共 8 页", 800, "footer", id="第几页共几页"),
        pytest.param("第1/2页", 810, "footer", id="浏览器页码"),
        pytest.param("https://www.example.gov.cn/a/content.html 第1/2页", 805, "footer", id="网址"),
        pytest.param("行政处罚决定书_某某市人民政府 2026/5/7 00:50", 20, "header", id="打印时间"),
        pytest.param("- 1 -", 400, None, id="文中的数字"),
        pytest.param("2026年5月6日", 800, None, id="页底的日期留在文中"),
        pytest.param("第1页", 400, None, id="文中提到页"),
    ],
)
def test_furniture_is_only_in_margins(text: str, y: float, kind: str | None) -> None:
    assert furniture(row(text, 80, y), 842) == kind


@pytest.mark.parametrize(
    ("text", "x", "size", "title"),
    [
        pytest.param("行政处罚决定书", 220.5, 22, True, id="居中大字"),
        pytest.param("行政处罚决定书", 240, 16, False, id="与正文同大"),
        pytest.param("行政处罚决定书", 80, 22, False, id="不居中"),
        pytest.param("经查，你单位违反了规定。", 160, 22, False, id="是句子"),
    ],
)
def test_titles_are_large_and_in_the_middle(text: str, x: float, size: float, title: bool) -> None:
    assert is_title(row(text, x, 80, size=size), Column(80, 512, EM), SHEET) is title


def test_column_is_where_most_long_lines_end_not_the_one_that_hangs_over() -> None:
    lines = [row(FULL, 80, 100 + 28 * i) for i in range(5)]
    hanging = row(FULL + "。", 80, 300)
    made = column([*lines, hanging], (), SHEET)
    assert (made.left, made.right) == (80, 512)


def test_short_lines_take_the_usual_margins() -> None:
    made = column([row("青禾县", 400, 100), row("2022年5月6日", 380, 128)], (), SHEET)
    assert made.right - made.left > 0.5 * SHEET.width


@given(
    st.lists(
        st.tuples(
            st.text("一二三甲乙年月日", min_size=1, max_size=9), st.integers(0, 500), st.integers(0, 800)
        )
    )
)
def test_no_character_is_lost_or_doubled(drawn: list[tuple[str, int, int]]) -> None:
    pieces = [piece(text, x, y) for text, x, y in drawn]
    made = lay_out(pieces, (), SHEET)
    read = sorted(c for b in made for line in b.lines for c in line.text if c != " ")
    assert read == sorted(c for text, _, _ in drawn for c in text)


# ── columns ───────────────────────────────────────────────────────────────────────────────────────

LEFT, RIGHT = "左" * 12, "右" * 12


def two_columns(lines: int = 8) -> list[Piece]:
    drawn = []
    for i in range(lines):
        drawn += [piece(RIGHT, 312, 200 + 24 * i), piece(LEFT, 80, 200 + 24 * i)]
    return drawn


def kinds_of_lines(pieces: list[Piece]) -> str:
    return "".join(line.text[0] for block in lay_out(pieces, (), SHEET) for line in block.lines)


def test_two_columns_are_read_one_after_the_other() -> None:
    assert kinds_of_lines(two_columns()) == "左" * 8 + "右" * 8


def test_headline_over_two_columns_comes_first_and_what_follows_last() -> None:
    across = [piece("题" * 24, 80, 150), piece("尾" * 24, 80, 420)]
    assert kinds_of_lines(two_columns() + across) == "题" + "左" * 8 + "右" * 8 + "尾"


def test_three_columns() -> None:
    drawn = [piece(c * 8, 80 + 150 * k, 200 + 24 * i) for i in range(8) for k, c in enumerate("甲乙丙")]
    assert kinds_of_lines(drawn) == "甲" * 8 + "乙" * 8 + "丙" * 8


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(
            [
                p
                for i in range(8)
                for p in (piece("当事人：", 80, 200 + 24 * i), piece("粟大有", 330, 200 + 24 * i))
            ],
            id="栏目与内容",
        ),
        pytest.param(two_columns(3), id="两列签名"),
    ],
)
def test_forms_and_signatures_are_read_row_by_row(drawn: list[Piece]) -> None:
    lines = [line.text for block in lay_out(drawn, (), SHEET) for line in block.lines]
    assert len(lines) == len(drawn) / 2


@pytest.mark.parametrize(
    ("above", "below", "goes_on"),
    [
        pytest.param("办案期限延长至2023年7月2", "3日。", True, id="日的数字断开"),
        pytest.param("法制审核机构出具审核意见；二", "〇二五年十月二日，", True, id="年份断开"),
        pytest.param("附件2", "022年工作总结", False, id="不是日期"),
        pytest.param("序号1", "2022年5月6日", False, id="上行的数字不属日期"),
    ],
)
def test_a_date_is_never_broken(above: str, below: str, goes_on: bool) -> None:
    """However short the line, and however high the box of what follows."""
    assert wraps(row(above, 80, 700), row(below, 80, 728, size=24), Column(80, 512, EM)) is goes_on
