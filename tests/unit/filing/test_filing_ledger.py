"""台账 as offices keep them: headings under other names, titles above, totals below; matched by number, then by name."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.filing.answer import Answered
from app.filing.book import write_book, write_rows
from app.filing.ledger import Entry, read_ledger
from app.filing.match import Matched, match
from app.filing.rates import rates
from dossier.errors import UsageError

ROWS = [
    ["甲县行政规范性文件备案台账（2025年）"],
    ["序号", "文件名称", "文　号", "公布\n日期", "报备时间", "备注"],
    [1, "甲县公共停车管理办法", "甲政规[2025]3号", "2025年6月30日", "2025-07-08", ""],
    [2, "甲县户外招牌管理规定", "", "2025-07-01", "", "待报"],
    [None, None, None, None, None, None],
    ["合计", "2件"],
]


def ledger(folder: Path, rows: Sequence[Sequence[Any]] = ROWS, name: str = "台账.xlsx") -> Path:
    path = folder / name
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def answered(**more: Any) -> Answered:
    fields: dict[str, Any] = {"dossier": "甲", "kind": "normative", "title": "甲县公共停车管理办法"}
    fields |= {"number": "甲政规〔2025〕3号", "issuer": None, "sources": (), "published": "2025-06-30"}
    fields |= {"filed": "2025-07-08", "due": date(2025, 7, 15), "period": "pass", "answer": "filed"}
    return Answered.model_validate(fields | more)


def test_rows_are_read_whatever_the_columns_are_called(tmp_path: Path) -> None:
    first, second = read_ledger(ledger(tmp_path))
    assert first.at == "台账!3" and first.get("number") == "甲政规[2025]3号"
    assert (first.get("published"), first.get("filed")) == ("2025年6月30日", "2025-07-08")
    assert second.get("title") == "甲县户外招牌管理规定" and second.get("filed") == ""


def test_a_csv_ledger_serves_too(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("文件名称,发文字号\n甲县公共停车管理办法,甲政规〔2025〕3号\n", encoding="gb18030")
    assert [entry.get("title") for entry in read_ledger(path)] == ["甲县公共停车管理办法"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param([["甲", "乙"], ["1", "2"]], "没有认出条目", id="没有表头"),
        pytest.param([], "没有认出条目", id="空表"),
    ],
)
def test_what_is_no_ledger_is_told(tmp_path: Path, rows: list[list[str]], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_ledger(ledger(tmp_path, rows))
    with pytest.raises(UsageError, match=r"无\.xlsx 读不出"):
        read_ledger(tmp_path / "无.xlsx")


def entry(**fields: str) -> Entry:
    return Entry(at="台账!3", fields=fields)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        pytest.param(entry(number="甲政规[2025] 3号"), "按文号对上", id="文号写法不同"),
        pytest.param(
            entry(title="甲县人民政府关于印发《甲县公共停车管理办法》的通知"), "按名称对上", id="名称带印发"
        ),
        pytest.param(entry(title="乙县公共停车管理办法"), "未见文书", id="另一件"),
    ],
)
def test_rows_find_their_papers(row: Entry, why: str) -> None:
    assert next(iter(match([row], [answered()]))).why == why


def test_two_papers_of_one_name_are_left_to_a_person() -> None:
    twins = [answered(dossier=name, number=None) for name in "甲乙"]
    found = list(match([entry(title="甲县公共停车管理办法")], twins))
    assert (found[0].answered, found[0].why) == (None, "名称相同的有2件，请人工对应") and len(found) == 3


def test_a_row_written_twice_is_told() -> None:
    row = entry(number="甲政规〔2025〕3号")
    assert [item.why for item in match([row, row], [answered()])][1].endswith("请核对是否重复登记")


def test_where_ledger_and_papers_disagree() -> None:
    row = entry(number="甲政规〔2025〕3号", published="2025-06-29", filed="2025年7月8日")
    (found,) = match([row], [answered()])
    assert found.differences == ("公布日期：台账为2025-06-29，文书为2025-06-30",)


def only(*papers: Answered, bare: int = 0) -> list[Matched]:
    rows = [Matched(entry=entry(title="乙"), why="未见文书")] * bare
    return [*rows, *(Matched(answered=paper, why="") for paper in papers)]


def test_rates_hide_nothing() -> None:
    late = answered(period="fail")
    open_ = answered(period="undetermined", missing=("未见起草说明",))
    not_due = answered(answer="ready", filed=None, due=date(2025, 12, 31))
    overdue = answered(answer="ready", filed=None, due=date(2025, 8, 1))
    found = rates(only(answered(), late, open_, not_due, overdue, bare=1), date(2025, 9, 1))
    assert [(r.part, r.whole, r.unknown) for r in found] == [(3, 5, 1), (1, 3, 1), (2, 3, 1)]
    assert found[0].words == "3/5（60%），另有1件无法判定"


def test_nothing_filed_gives_no_rate() -> None:
    assert [rate.words for rate in rates([], date(2025, 9, 1))] == ["不适用（没有可计的件数）"] * 3


def test_nearly_all_is_not_all() -> None:
    papers = [answered() for _ in range(2999)] + [answered(period="fail")]
    assert rates(only(*papers), date(2025, 9, 1))[1].words == "2999/3000（99.9%）"


def test_the_ledger_comes_out_with_its_four_sheets(tmp_path: Path) -> None:
    found = list(
        match(
            read_ledger(ledger(tmp_path)), [answered(), answered(dossier="丙", title="丙县办法", number=None)]
        )
    )
    write_book(tmp_path / "ledger.xlsx", found, date(2025, 9, 1))
    write_rows(tmp_path / "ledger.jsonl", found)
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx")
    assert book.sheetnames == ["总览", "逐件", "台账有而无文书", "有文书而台账没有"]
    assert [row[3].value for row in book["逐件"].iter_rows(min_row=2)] == ["已报送", "已报送"]
    assert book["台账有而无文书"]["B2"].value == "甲县户外招牌管理规定"
    states = [line.split('"')[3] for line in (tmp_path / "ledger.jsonl").read_text("utf-8").splitlines()]
    assert states == ["matched", "row_only", "paper_only"]
