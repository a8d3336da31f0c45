"""Measuring reading: distances, rates, and the recipe's truth. Pages are drawn here; no engine runs but one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.reading import load_truth, read_all
from app.evaluation.reading_report import faults, limited, summary
from app.evaluation.reading_scores import (
    Dated,
    Errors,
    Rate,
    Result,
    confident,
    distance,
    matched,
    plain,
    wrong_characters,
    wrong_dates,
)
from dossier.errors import UsageError

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("truth", "read", "wrong"),
    [
        pytest.param("立案审批表", "立案审批表", 0, id="一致"),
        pytest.param("约定的交付日为", "约定的交付目为", 1, id="错一字"),
        pytest.param("二〇二二年", "二 O二二年", 0, id="零的写法与空格不算错"),
        pytest.param("（青罚）", "(青罚)", 0, id="全角括号不算错"),
        pytest.param("〔2022〕", "(2022)", 2, id="六角括号读成圆括号算错"),
        pytest.param("甲乙丙", "", 3, id="没有读出"),
    ],
)
def test_wrong_characters(truth: str, read: str, wrong: int) -> None:
    assert wrong_characters(truth, read) == (wrong, len(plain(truth)))


@given(st.text("甲乙丙丁", max_size=80), st.text("甲乙丙丁", max_size=80))
def test_distance_is_levenshteins(a: str, b: str) -> None:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row, above = [i], row
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y)))
    assert distance(a, b) == row[-1]


def test_rates_have_wilsons_interval() -> None:
    low, high = Rate(95, 100).interval
    assert (low, high) == (pytest.approx(0.8882, abs=1e-3), pytest.approx(0.9785, abs=1e-3))
    assert Rate(0, 0).value is None
    assert Errors(((1, 100), (3, 100))).value == 0.02


def test_dates_read_that_no_page_states_are_wrong_and_confident_ones_counted_apart() -> None:
    given = [Dated("2022-05-06", 0.99), Dated("2022-05-08", 0.95), Dated("2022-05-09", 0.5)]
    wrong = wrong_dates(["2022-05-06", "2022-05-07"], given)
    assert [d.day for d in wrong] == ["2022-05-08", "2022-05-09"]
    assert [d.day for d in confident(wrong)] == ["2022-05-08"]
    assert matched("aab", "abb") == (2, 1, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    recipe = ROOT / "corpora" / "reading" / "make.py"
    only = ["--only", "clean", "seal-multiply", "seal-over", "forms", "--limit", "1"]
    subprocess.run([sys.executable, str(recipe), str(folder), *only], check=True)
    return folder


def test_recipe_makes_the_same_pages_each_time(made: Path, tmp_path: Path) -> None:
    recipe = ROOT / "corpora" / "reading" / "make.py"
    subprocess.run(
        [sys.executable, str(recipe), str(tmp_path), "--only", "clean", "--limit", "1"], check=True
    )
    assert (tmp_path / "clean-000.jpg").read_bytes() == (made / "clean-000.jpg").read_bytes()


def test_truth_places_every_date_on_the_page(made: Path) -> None:
    for row in load_truth(made):
        text = "".join(row["lines"])
        assert row["dates"]
        for date in row["dates"]:
            assert date["text"] in text
            assert all(0 < x0 < x1 < 596 and 0 < y0 < y1 < 843 for x0, y0, x1, y1 in date["boxes"])


def test_made_pages_are_read_and_scored(made: Path, tmp_path: Path) -> None:
    """Dates of the clean page, of the form and under seals that the print shows through."""
    rows = limited(load_truth(made), 1)
    kept = tmp_path / "kept.jsonl"
    results = list(read_all(rows, made, kept=kept, jobs=1))
    figures = {group.name: group for group in summary(rows, results).groups}
    assert figures["清晰"].dates.value == 1
    assert (figures["清晰"].errors.value or 0) < 0.02
    assert figures["盖章（油墨叠加）"].dates.value == 1
    assert summary(rows, results).treatment[1:] == ((), ())
    assert list(read_all(rows, made, kept=kept, jobs=1)) == results
    assert all("漏" in line or "误" in line for line in faults(rows, results))


def test_nothing_read_is_nothing_right(made: Path) -> None:
    rows = load_truth(made)
    nothing = [Result(row["file"], "", (), ()) for row in rows]
    figures = summary(rows, nothing)
    assert {group.dates.right for group in figures.groups} == {0}
    assert {group.errors.value for group in figures.groups} == {1.0}
    assert figures.cells.f1 == 0
    assert len(figures.treatment.missed) == 2


def test_folder_without_truth_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="make\\.py"):
        load_truth(tmp_path)


def test_truth_is_lines_of_json(made: Path) -> None:
    lines = (made / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["condition"] for line in lines} == {
        "clean",
        "seal-multiply",
        "seal-over",
        "forms",
    }


def test_text_layers_are_believed_where_they_are_sound(tmp_path: Path) -> None:
    """One page of each of the ten kinds; a list of names makes no words and is sound all the same."""
    recipe = ROOT / "corpora" / "reading" / "make.py"
    subprocess.run(
        [sys.executable, str(recipe), str(tmp_path), "--only", "layers", "--limit", "1"], check=True
    )
    rows = load_truth(tmp_path)
    results = list(read_all(rows, tmp_path, kept=None, jobs=1))
    figures = summary(rows, results)
    assert figures.treatment == (10, (), ())
    assert (figures.groups[0].errors.value or 0) < 0.005
