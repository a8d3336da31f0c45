"""The sample corpus holds together: marks, files, arithmetic of the expected findings, check digits."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from maker.markup import Truth, strip, truth
from maker.numbers import credit_code, fill, identity_number
from maker.source import Dossier, load

SAMPLES = Path(__file__).parents[3] / "corpora" / "samples"
SOURCES = sorted((SAMPLES / "dossiers").glob("*.toml"))
EXPECTED = sorted((SAMPLES / "expected").glob("*.json"))
VERDICTS = {"pass", "fail", "borderline", "excused", "undetermined", "not-applicable"}


def read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def expected_of(dossier: Dossier) -> dict[str, Any]:
    return read(SAMPLES / "expected" / f"{dossier.name}.json")


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("11370322004222241N", id="公开的机关代码一"),
        pytest.param("11441300007187648G", id="公开的机关代码二"),
    ],
)
def test_credit_code_gets_its_check_character(code: str) -> None:
    assert credit_code(code[:17]) == code


def test_identity_number_gets_its_check_digit() -> None:
    assert identity_number("11010519491231002") == "11010519491231002X"  # the standard's own example


def test_fill_writes_numbers_out() -> None:
    assert fill("代码{{uscc:11370322004222241}}，") == "代码11370322004222241N，"


@pytest.mark.parametrize(
    ("text", "printed", "found"),
    [
        pytest.param(
            "于[[case_open 2022-08-02|2022年8月2日]]立案",
            "于2022年8月2日立案",
            Truth((("case_open", "2022-08-02"),), (), None),
            id="事件",
        ),
        pytest.param(
            "[[published+doc_date 2022-12-05|2022年12月5日]]",
            "2022年12月5日",
            Truth((("published", "2022-12-05"), ("doc_date", "2022-12-05")), (), None),
            id="一日两事",
        ),
        pytest.param(
            "[[@当事人|«某店»]]收到[[#|青罚〔2022〕1号]]，[[@当事人|«某店»]]",
            "«某店»收到青罚〔2022〕1号，«某店»",
            Truth((), (("当事人", "某店"),), "青罚〔2022〕1号"),
            id="当事人只记一次、文号",
        ),
        pytest.param("2022年8月2日", "2022年8月2日", Truth((), (), None), id="没有标记"),
    ],
)
def test_marks_are_truth_and_leave_no_trace(text: str, printed: str, found: Truth) -> None:
    assert (strip(text), truth(text)) == (printed, found)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_expected_papers_say_what_is_marked(path: Path) -> None:
    dossier = load(path)
    lines = iter(expected_of(dossier)["papers"])
    for file in dossier.files:
        for paper in file.papers:
            line = next(lines)
            assert line["source"] == f"{dossier.name}/{file.name}"
            if "error" in file.options:
                assert (line["kind"], line["error"]) == (None, file.options["error"])
                continue
            assert line["kind"] == paper.kind
            assert [(e["event"], e["date"]) for e in line["events"]] == list(paper.truth.events)
            assert [(p["role"], p["name"]) for p in line["parties"]] == list(paper.truth.parties)
            assert line["doc_number"] == paper.number
    assert next(lines, None) is None


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_file_is_expected_and_there(path: Path) -> None:
    dossier = load(path)
    papers = expected_of(dossier)["papers"]
    named = {source for line in papers for source in line.get("sources", [line["source"]])}
    there = {f"{dossier.name}/{file.name}" for file in (SAMPLES / "papers" / dossier.name).iterdir()}
    assert named == there


def test_every_dossier_has_its_source() -> None:
    assert {path.stem for path in EXPECTED} == {load(path).name for path in SOURCES}
    assert {path.name for path in (SAMPLES / "papers").iterdir()} == {path.stem for path in EXPECTED}


def counted(start: date, end: date, unit: str) -> int:
    """Days after `start` up to `end`, by a calendar that is not ours."""
    days = [start + timedelta(n + 1) for n in range((end - start).days)]
    return len(days) if unit == "d" else sum(chinese_calendar.is_workday(day) for day in days)


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_findings_worked_out_by_hand_count_right(path: Path) -> None:
    for finding in read(path)["findings"]:
        assert finding["verdict"] in VERDICTS
        assert finding["why"]
        if None not in (finding["measured"], finding["start"], finding["end"]):
            start, end = (date.fromisoformat(finding[key]) for key in ("start", "end"))
            assert counted(start, end, finding["unit"] or "d") == finding["measured"], finding["rule"]


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_numbers_belong_to_nobody(path: Path) -> None:
    """Whole credit codes and identity numbers stand in region codes that are not assigned (99)."""
    text = fill(
        next(source for source in SOURCES if load(source).name == path.stem).read_text(encoding="utf-8")
    )
    for code in re.findall(r"(?<![0-9A-Z])9[1-3]\d{6}[0-9A-Z]{10}(?![0-9A-Z])", text):
        assert code[2:4] == "99"
        assert credit_code(code[:17]) == code
    for number in re.findall(r"(?<!\d)\d{17}[\dX](?!\d)", text):
        assert number.startswith("99")
        assert identity_number(number[:17]) == number


def test_corpus_stays_small() -> None:
    sizes = [file.stat().st_size for file in (SAMPLES / "papers").rglob("*") if file.is_file()]
    assert max(sizes) < 2_000_000
    assert sum(sizes) < 15_000_000
