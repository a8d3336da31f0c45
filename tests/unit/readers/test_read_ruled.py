"""Drawn lines → cells: merged cells, open sides, broken rules, text in its cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.document import Document, Page
from pipeline.readers.cells import fill
from pipeline.readers.layout import Piece
from pipeline.readers.ruled import Grid, Rule, grids, merge

SLACK = 2.0


def lattice(xs: list[float], ys: list[float]) -> tuple[list[Rule], list[Rule]]:
    """All rules of a table without merged cells."""
    return [Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs]


def shape(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(s.row, s.column, s.rows, s.columns) for s in grid.slots]


def word(text: str, x: float, y: float) -> Piece:
    return Piece(text, x, y, x + 10 * len(text), y + 10, 10)


def test_plain_table() -> None:
    (grid,) = grids(*lattice([0, 100, 200], [0, 30, 60]), slack=SLACK)
    assert shape(grid) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_a_missing_edge_merges_cells() -> None:
    across = [Rule(0, 0, 300), Rule(30, 100, 300), Rule(60, 0, 300)]
    down = [Rule(0, 0, 60), Rule(100, 0, 60), Rule(200, 30, 60), Rule(300, 0, 60)]
    (grid,) = grids(across, down, slack=SLACK)
    assert shape(grid) == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_cell_by_cell_rectangles_are_one_table() -> None:
    """Browsers and word processors draw four edges for every cell, doubled where cells meet."""
    across, down = [], []
    for x in (0.0, 100.0):
        for y in (0.0, 30.0):
            across += [Rule(y + 0.5, x, x + 100), Rule(y + 29.5, x, x + 100)]
            down += [Rule(x + 0.5, y, y + 30), Rule(x + 99.5, y, y + 30)]
    (grid,) = grids(across, down, slack=SLACK)
    assert len(grid.slots) == 4


def test_sides_left_open_are_closed() -> None:
    across = [Rule(y, 0, 300) for y in (0.0, 30.0, 60.0)]
    down = [Rule(100, 0, 60), Rule(200, 0, 60)]
    (grid,) = grids(across, down, slack=SLACK)
    assert len(grid.slots) == 6


def test_underlines_and_frames_are_no_tables() -> None:
    blanks = [Rule(100, 80, 200), Rule(130, 80, 200)]
    assert grids(blanks, [], slack=SLACK) == []
    frame = lattice([0, 500], [0, 700])
    assert grids(*frame, slack=SLACK) == []


def test_two_tables_on_a_page_from_the_top() -> None:
    upper, lower = lattice([0, 50, 100], [0, 20, 40]), lattice([0, 100, 300], [500, 520, 540])
    made = grids([*lower[0], *upper[0]], [*lower[1], *upper[1]], slack=SLACK)
    assert [grid.box.y0 for grid in made] == [0, 500]


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=20))
def test_merging_covers_what_was_drawn(drawn: list[tuple[float, float, float]]) -> None:
    rules = [Rule(at, min(a, b), max(a, b)) for at, a, b in drawn]
    made = merge(rules, SLACK)
    assert len(made) <= len(rules)
    assert min(r.start for r in made) == min(r.start for r in rules)
    assert max(r.end for r in made) == max(r.end for r in rules)
    assert merge(made, 0) == sorted(made, key=lambda r: (r.at, r.start))


def test_label_and_value_are_neighbours_in_the_text() -> None:
    (grid,) = grids(*lattice([0, 100, 300], [0, 30, 60, 90]), slack=SLACK)
    words = [
        word("当事人", 10, 10),
        word("谷满仓公司", 110, 10),
        word("立案日期", 10, 40),
        word("表外", 400, 10),
    ]
    table, outside = fill(grid, words)
    page = Page(source="a", number=1, width=500, height=500, engine="x", reason="x", blocks=(table,))
    paper = Document(id="x", sources=("a",), media_type="x", pages=(page,))
    assert paper.text == "当事人\t谷满仓公司\n立案日期\t\n\t\n"
    assert [p.text for p in outside] == ["表外"]


def test_an_empty_cell_keeps_its_place_on_paper() -> None:
    (grid,) = grids(*lattice([0, 100, 300], [0, 30, 60]), slack=SLACK)
    table, _ = fill(grid, [word("送达日期", 10, 10)])
    (line,) = table.cells[1].lines
    assert line.box is not None
    assert (line.text, line.box.x0, line.box.x1) == ("", 100, 300)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([("当", 2), ("事", 14), ("人", 26)], "当事人", id="竖排栏目名"),
        pytest.param([("送达", 2), ("地点", 14)], "送达地点", id="两字一行的栏目名"),
    ],
)
def test_labels_broken_in_narrow_cells_are_whole(lines: list[tuple[str, float]], expected: str) -> None:
    wide = 25.0 if len(lines[0][0]) == 1 else 45.0
    (grid,) = grids(*lattice([0, wide, 300], [0, 60, 90]), slack=SLACK)
    table, _ = fill(grid, [word(text, 3, y) for text, y in lines])
    assert table.cells[0].text == expected


def test_names_in_a_wide_cell_stay_apart() -> None:
    (grid,) = grids(*lattice([0, 100, 300], [0, 60, 90]), slack=SLACK)
    table, _ = fill(grid, [word("张三", 110, 5), word("李四", 110, 25)])
    assert table.cells[1].text == "张三\n李四"


def test_signature_and_date_at_the_right_of_a_cell_stay_apart() -> None:
    (grid,) = grids(*lattice([0, 60, 400], [0, 100, 130]), slack=SLACK)
    opinion = [word("同意立案。", 66, 10), word("缪春和", 365, 50), word("2022年8月2日", 305, 70)]
    table, _ = fill(grid, opinion)
    assert table.cells[1].text == "同意立案。\n缪春和\n2022年8月2日"


def test_running_text_in_a_cell_has_no_line_breaks() -> None:
    (grid,) = grids(*lattice([0, 60, 270], [0, 100, 130]), slack=SLACK)
    table, _ = fill(grid, [word("一" * 18, 86, 10), word("二" * 20, 66, 30), word("三", 66, 50)])
    assert table.cells[1].text == "一" * 18 + "二" * 20 + "三"
