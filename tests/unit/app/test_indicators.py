"""The board of the hundred and the self-assessment: what counts as reached, what is wanting, what is left to a person."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document as Word
from made_indicators import dossier, finding, handed_in

from app.indicators.board import STATES, cited, make_board
from app.indicators.book import write_book
from app.indicators.paper import write_paper
from app.indicators.stages import find_stages
from app.report.model import Tools
from app.report.names import load_names
from dossier.errors import KnowledgeError
from knowledge.indicators import FILE, load_indicators
from knowledge.rules import load_rules
from language.masks import mask

SEED = Path(__file__).parents[3] / "corpora" / "seed" / "晋市政发〔2022〕10号.txt"
TODAY = date(2026, 6, 30)
TOOLS = Tools(mask=mask, names=load_names())


def board(dossiers=(), yearly=(), year=None, unit=None):
    return make_board(load_indicators(), load_rules(), dossiers, yearly, year=year, unit=unit, mask=mask)


def state(made, number):
    return next(row.state for row in made.rows if row.indicator.number == number)


def test_all_hundred_stand_in_word_and_excel_with_their_text(tmp_path):
    made = board()
    write_paper(tmp_path / "a.docx", made, [], TODAY)
    write_book(tmp_path / "a.xlsx", made, [], TODAY, TOOLS)
    paper = Word(str(tmp_path / "a.docx"))
    cells = [
        [c.text for c in row.cells] for table in paper.tables for row in table.rows if len(row.cells) == 4
    ]
    listed = {row[0]: row[1] for row in cells if row[0].isdigit()}
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["指标看板"]
    rows = {row[0]: row[3] for row in sheet.iter_rows(min_row=2, values_only=True)}
    for item in load_indicators():
        assert listed[str(item.number)] == item.text
        assert rows[item.number] == item.text
    assert len(listed) == len(rows) == 100


def test_without_papers_everything_is_wanting_and_nothing_reached():
    counts = board().counts()
    assert counts["wanting"] == 100 and counts["reached"] == 0


@pytest.mark.parametrize(
    ("findings", "yearly", "wanted"),
    [
        pytest.param([("legality-review-done", "pass")], [], "sampled", id="逐件符合而全年未核"),
        pytest.param([("legality-review-done", "pass")], [("legality-review-rate", "pass")], "reached", id="全年比率达到"),
        pytest.param([("legality-review-done", "pass"), ("legality-review-max-15wd", "fail")], [("legality-review-rate", "pass")], "missed", id="比率达到而有一件超期"),
        pytest.param([("legality-review-done", "undetermined")], [("legality-review-rate", "pass")], "open", id="有一件无法判定"),
        pytest.param([("legality-review-before-meeting", "borderline")], [], "open", id="两种算法"),
        pytest.param([("legality-review-done", "not-applicable")], [], "wanting", id="不适用不算"),
        pytest.param([], [("legality-review-rate", "not-applicable")], "wanting", id="分母为零不是达标"),
    ],
)  # fmt: skip
def test_what_findings_make_of_an_indicator(findings, yearly, wanted):
    said = [finding(rule, verdict) for rule, verdict in findings]
    wide = [finding(rule, verdict, authority="云山县人民政府", year=2022) for rule, verdict in yearly]
    assert state(board([dossier(*said)], wide), 28) == wanted


def test_a_rule_of_info_decides_nothing():
    said = finding("legality-opinion-nonempty", "fail", severity="info")
    assert state(board([dossier(said)]), 28) == "wanting"


def test_material_without_any_rule_is_left_to_a_person():
    made = board([handed_in("材料/第92项/干部考察识别情况报告.pdf", "关于干部考察识别情况的报告", 2022)])
    assert state(made, 92) == "person"


def test_only_the_year_asked_for_counts():
    good, bad = (
        finding("legality-review-done", "pass", end="2022-05-01"),
        finding("legality-review-done", "fail", end="2021-05-01"),
    )
    both = [dossier(good, name="甲"), dossier(bad, name="乙")]
    assert state(board(both, year=2022), 28) == "sampled"
    assert state(board(both, year=2021), 28) == "missed"
    assert state(board(both), 28) == "missed"


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        pytest.param("报送/第12项 公平竞争/审查表.pdf", {12}, id="第12项"),
        pytest.param("报送/第71、72项指标/应诉情况.docx", {71, 72}, id="两项合并"),
        pytest.param("报送/第26-29项/意见书.pdf", {26, 27, 28, 29}, id="起止"),
        pytest.param("报送/指标97/年度报告.docx", {97}, id="指标97"),
        pytest.param("2022年12月/03 告知书.pdf", set(), id="日期和序号不是编号"),
    ],
)
def test_folders_name_the_indicator(source, numbers):
    assert cited(source) == numbers


def test_material_of_an_earlier_year_is_not_what_is_asked_for():
    old = board([handed_in("第28项/意见书.pdf", "合法性审核意见书", 2018)])
    new = board([handed_in("第28项/意见书.pdf", "合法性审核意见书", 2021)])
    found = {made.rows[27].found for made in (old, new)}
    assert found == {0, 1} and "应有10件，见到1件" in new.rows[27].lacking


def test_a_unit_sees_its_own_indicators():
    made = board(unit="市审计局")
    assert [row.indicator.number for row in made.rows if "市审计局" in row.indicator.units] == [75]
    assert 3 not in {row.indicator.number for row in made.rows}


def test_units_are_told_how_complete_their_material_is():
    made = board([handed_in("第19项/好差评.docx", "政务服务好差评情况", 2022)])
    rows = dict(made.units())["市审批服务管理局"]
    assert (len(rows), sum(1 for row in rows if row.found)) == (8, 1)


def test_the_seed_s_own_stages_and_its_contradiction_are_read():
    stages = find_stages(SEED.read_text(encoding="utf-8"))
    assert [s.name for s in stages] == [
        "动员部署",
        "实施推进",
        "市级初审",
        "资料报送",
        "总结提升",
        "迎接验收",
    ]
    due = stages[3]
    assert (due.first, due.last, due.due) == (date(2022, 8, 1), date(2022, 9, 30), True)
    assert "市级初审" in due.doubt and "请核对" in due.doubt
    assert [s.state(date(2022, 9, 1)) for s in stages[:3]] == ["已过", "进行中", "未到"]


def test_personal_data_is_masked_in_both_files(tmp_path):
    said = finding("legality-review-done", "fail", message="经办人身份证号11010519491231002X，无审核意见。")
    made = board([dossier(said)])
    write_paper(tmp_path / "a.docx", made, [], TODAY)
    write_book(tmp_path / "a.xlsx", made, [], TODAY, TOOLS)
    told = "\n".join(p.text for p in Word(str(tmp_path / "a.docx")).paragraphs)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["核对结论"]
    told += "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "身份证号" in told and "11010519491231002X" not in told


def test_a_table_that_lacks_a_number_is_refused(tmp_path):
    path = tmp_path / "indicators.csv"
    lines = FILE.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("57,")), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="第1至100项"):
        load_indicators(path)


def test_every_state_has_a_name_and_every_paper_asked_for_is_a_kind():
    kinds = load_names().documents
    assert set(STATES) == {"reached", "missed", "sampled", "open", "wanting", "person"}
    assert all(kind in kinds for item in load_indicators() for kind in item.papers)
