"""The sheet “更正” filled in by a person comes back as corrections, or as sentences saying what to mend."""

import json
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from report_papers import case, document, page, reading
from report_run import DECISION, RECEIPT, good, late, open_question, write

from app.report.corrections_read import read_corrections
from dossier.case import Correction, Cut
from dossier.errors import UsageError
from knowledge.conditions import element_names

WHEN = datetime(2026, 1, 6, 8, 30)
Row = dict[str, Any]
PREMISE = element_names()["premise_business"]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    write(out, late(), good("乙案"), open_question("丙案"))
    return out / "report.xlsx"


@pytest.fixture
def report(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(written, tmp_path / "report.xlsx"))


@pytest.fixture(scope="module")
def sheet(written: Path) -> list[Row]:
    """Rows of the sheet as it was written, each with its number."""
    table = [list(row) for row in openpyxl.load_workbook(written)["更正"].iter_rows(values_only=True)]
    head = next(i for i, row in enumerate(table) if "更正为" in row)
    return [
        dict(zip(table[head], row, strict=True)) | {"行": head + 2 + i}
        for i, row in enumerate(table[head + 1 :])
    ]


def fill(path: Path, filled: dict[int, Row]) -> list[Correction]:
    """Writes values into rows of the sheet (number of the row → column → value) and reads it back."""
    book = openpyxl.load_workbook(path)
    sheet = book["更正"]
    titles = next(
        [c.value for c in row] for row in sheet.iter_rows() if any(c.value == "更正为" for c in row)
    )
    for number, values in filled.items():
        for title, value in values.items():
            sheet.cell(number, titles.index(title) + 1, value)
    book.save(path)
    return read_corrections(path, when=WHEN)


def of(sheet: list[Row], item: str) -> Row:
    return next(row for row in sheet if row["项目"] == item)


def test_an_unsure_boundary_shows_yes_or_no_and_comes_back(tmp_path: Path) -> None:
    pages = [page(["行政处罚决定书", "正文。"], source="甲.pdf", number=n) for n in (1, 2)]
    cuts = tuple(Cut(source="甲.pdf", page=n, probability=0.6) for n in (1, 2))
    write(tmp_path, case(reading(document(*pages), cuts=cuts)))
    table = [
        list(row)
        for row in openpyxl.load_workbook(tmp_path / "report.xlsx")["更正"].iter_rows(values_only=True)
    ]
    head = next(i for i, row in enumerate(table) if "更正为" in row)
    rows = [dict(zip(table[head], row, strict=True)) for row in table[head + 1 :]]
    asked = {row["页"]: row["原值"] for row in rows if row["阶段"] == "分界"}
    assert list(asked.values()) == ["是", "否"], "第1页现为另起，第2页现为续页"


def test_untouched_sheet_corrects_nothing(report: Path) -> None:
    assert read_corrections(report, when=WHEN) == []


def test_doubtful_and_missing_dates_are_put_before_a_person(report: Path, sheet: list[Row]) -> None:
    listed = [(row["阶段"], row["项目"], row["原值"], row["提示"]) for row in sheet if row["阶段"]]
    assert listed == [
        ("日期", "处罚决定送达", "2022-05-16", "把握 0.60，请对照原件"),
        ("日期", "处罚、许可决定公开", "（未读到）", "未读到，影响：七个工作日内公开"),
        ("问题", PREMISE, "（文书未写明）", "是否属于“与市场主体生产经营活动密切相关”？"),
    ]


def test_an_answer_names_its_question_and_dossier(report: Path, sheet: list[Row]) -> None:
    (one,) = fill(report, {of(sheet, PREMISE)["行"]: {"更正为": "是", "更正人": "李某"}})
    assert (one.stage, one.quote, one.source, one.after) == ("answer", "premise_business", "丙案", '"是"')


def test_a_corrected_date_finds_its_place_again(report: Path, sheet: list[Row]) -> None:
    at = of(sheet, "处罚决定送达")["行"]
    (one,) = fill(report, {at: {"更正为": date(2022, 5, 6), "更正人": "李某", "理由": "章下为6日"}})
    assert (one.file, one.source, one.page, one.quote) == ("ef" * 32, RECEIPT, 1, "2022年5月16日")
    assert one.boxes[0].x0 == 142.0
    assert (json.loads(one.before)["first"], json.loads(one.after)["first"]) == ("2022-05-16", "2022-05-06")
    assert json.loads(one.after)["code"] == "served"
    assert (one.stage, one.who, one.why, one.when) == ("fact", "李某", "章下为6日", WHEN)


@pytest.mark.parametrize(
    ("said", "first", "last", "at"),
    [
        pytest.param("2022-05-06", "2022-05-06", "2022-05-06", None, id="ISO"),
        pytest.param("2022年5月6日", "2022-05-06", "2022-05-06", None, id="年月日"),
        pytest.param("二〇二二年五月六日", "2022-05-06", "2022-05-06", None, id="汉字"),
        pytest.param("2022年5月", "2022-05-01", "2022-05-31", None, id="只有年月"),
        pytest.param("2022-05-06 09:30", "2022-05-06", "2022-05-06", "09:30:00", id="有时刻"),
        pytest.param(datetime(2022, 5, 6, 9, 30), "2022-05-06", "2022-05-06", "09:30:00", id="Excel日期时间"),
    ],
)
def test_dates_may_be_written_as_people_write_them(
    report: Path, sheet: list[Row], said: object, first: str, last: str, at: str | None
) -> None:
    row = of(sheet, "处罚决定送达")["行"]
    (one,) = fill(report, {row: {"更正为": said, "更正人": "李某"}})
    after = json.loads(one.after)
    assert (after["first"], after["last"], after["at"]) == (first, last, at)


@pytest.mark.parametrize(
    ("values", "stage", "before", "after"),
    [
        pytest.param({"阶段": "种类", "更正为": "送达回证"}, "kind", "null", '"service_receipt"', id="种类"),
        pytest.param({"阶段": "分界", "更正为": "是"}, "boundary", "null", "true", id="另起一件"),
        pytest.param({"阶段": "分界", "更正为": "否"}, "boundary", "null", "false", id="并入上一页"),
        pytest.param(
            {"阶段": "日期", "项目": "处罚决定送达", "更正为": "删除"}, "fact", "null", "null", id="删除"
        ),
        pytest.param(
            {"阶段": "文号", "更正为": "某罚[2022] 18号"},
            "fact",
            "null",
            '{"kind":"doc_number","role":"own","written":"某罚[2022] 18号","normal":"某罚〔2022〕18号"}',
            id="文号",
        ),
        pytest.param(
            {"阶段": "名称", "项目": "当事人", "更正为": "某某公司"},
            "fact",
            "null",
            '{"kind":"party","role":"当事人","name":"某某公司","type":"unknown","id":null}',
            id="当事人",
        ),
    ],
)
def test_free_rows(report: Path, sheet: list[Row], values: Row, stage: str, before: str, after: str) -> None:
    empty = next(row["行"] for row in sheet if not row["阶段"])
    (one,) = fill(report, {empty: {"文件": DECISION, "页": 2, "更正人": "李某"} | values})
    assert (one.stage, one.before, one.after) == (stage, before, after)
    assert (one.file, one.page) == ("cd" * 32, 2)


def test_confirming_keeps_the_value(report: Path, sheet: list[Row]) -> None:
    row = of(sheet, "处罚决定送达")["行"]
    (one,) = fill(report, {row: {"更正为": "无误", "更正人": "李某"}})
    assert one.after == one.before != "null"


def test_the_same_sheet_twice_gives_the_same_ids(report: Path, sheet: list[Row]) -> None:
    row = of(sheet, "处罚决定送达")["行"]
    first = fill(report, {row: {"更正为": "2022-05-06", "更正人": "李某"}})
    assert [c.id for c in read_corrections(report, when=datetime(2027, 1, 1))] == [c.id for c in first]


WRONG = {
    "文件": DECISION,
    "页": 1,
    "阶段": "日期",
    "项目": "处罚决定送达",
    "更正为": "2022-05-06",
    "更正人": "李某",
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"更正人": None}, "请在“更正人”栏写上姓名", id="没有人"),
        pytest.param({"阶段": "日子"}, "请从下拉表中选：日期、种类", id="阶段不对"),
        pytest.param({"更正为": "五月初"}, "看不出是哪一天；请写成 2022-05-07", id="日期不明"),
        pytest.param({"更正为": "2022-02-30"}, "看不出是哪一天", id="没有这一天"),
        pytest.param({"更正为": "无误"}, "没有原值", id="无原值而确认"),
        pytest.param({"项目": "吃饭"}, "“项目”写的是“吃饭”", id="项目不对"),
        pytest.param({"文件": "甲案/05 决定.pdf"}, f"是不是“{DECISION}”", id="文件写错"),
        pytest.param({"文件": None}, "请在“文件”栏选文件", id="没有文件"),
        pytest.param({"页": "首页"}, "“页”写的是“首页”", id="页不是数"),
        pytest.param({"阶段": "种类", "更正为": "送达证"}, "相近的有：送达回证", id="没有这种文书"),
        pytest.param({"阶段": "分界", "更正为": "也许"}, "请写“是”或“否”", id="分界不是是否"),
        pytest.param(
            {"阶段": "名称", "项目": None, "更正为": "甲"}, "请在“项目”栏写这是谁", id="名称没有角色"
        ),
    ],
)
def test_mistakes_are_told_with_their_row(report: Path, sheet: list[Row], change: Row, message: str) -> None:
    empty = next(row["行"] for row in sheet if not row["阶段"])
    with pytest.raises(UsageError, match="一行都还没有采用") as error:
        fill(report, {empty: WRONG | change})
    assert f"第 {empty} 行" in str(error.value) and message in str(error.value)


def test_other_files_are_refused(tmp_path: Path) -> None:
    text, book = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    text.write_text("不是工作簿")
    openpyxl.Workbook().save(book)
    for path, message in (
        (text, "不是 Excel 工作簿"),
        (book, "没有“更正”“更正用表”页"),
        (tmp_path / "c.xlsx", "找不到文件"),
    ):
        with pytest.raises(UsageError, match=message):
            read_corrections(path, when=WHEN)


def rulings_of(path: Path) -> tuple[list[str], list[Row]]:
    table = [list(row) for row in openpyxl.load_workbook(path)["改判"].iter_rows(values_only=True)]
    head = next(i for i, row in enumerate(table) if "改判为" in row)
    rows = [
        dict(zip(table[head], row, strict=True)) | {"行": head + 2 + i}
        for i, row in enumerate(table[head + 1 :])
    ]
    return table[head], rows


def rule_on(path: Path, values: Row) -> list[Correction]:
    """Fills in the first row of “改判” and reads the report back."""
    titles, rows = rulings_of(path)
    book = openpyxl.load_workbook(path)
    for title, value in values.items():
        book["改判"].cell(rows[0]["行"], titles.index(title) + 1, value)
    book.save(path)
    return read_corrections(path, when=WHEN)


def test_open_findings_can_be_overruled(report: Path) -> None:
    _, rows = rulings_of(report)
    assert {row["结论"] for row in rows} <= {"不合规", "无法判定", "两种算法结论不同"} and rows
    (ruling,) = rule_on(report, {"改判为": "例外成立", "改判人": "钱复核", "改判理由": "见延期批准"})
    assert (ruling.stage, json.loads(ruling.after), ruling.who) == ("overrule", "excused", "钱复核")
    assert json.loads(ruling.before)["grounds"] == json.loads(rows[0]["依据代码"])["grounds"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        pytest.param({"改判为": "合规", "改判理由": "无"}, "请在“改判人”栏写上姓名", id="没有改判人"),
        pytest.param({"改判为": "合规", "改判人": "钱复核"}, "请在“改判理由”栏写明理由", id="没有理由"),
        pytest.param(
            {"改判为": "可以", "改判人": "钱复核", "改判理由": "无"}, "请从下拉表中选", id="没有这种结论"
        ),
    ],
)
def test_a_ruling_needs_a_name_and_a_reason(report: Path, values: Row, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        rule_on(report, values)


def test_a_report_of_an_earlier_version_has_no_rulings(report: Path) -> None:
    book = openpyxl.load_workbook(report)
    del book["改判"]
    book.save(report)
    assert read_corrections(report, when=WHEN) == []
