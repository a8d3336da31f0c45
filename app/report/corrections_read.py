"""Reads the sheet “更正” of a report back into corrections; says row by row what cannot be taken over."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from app.report.corrections_sheet import COLUMNS, LISTS, SHEET, STAGES
from app.report.rulings_read import read_rulings
from app.report.rulings_sheet import SHEET as RULINGS
from app.report.sheet_rows import Row, RowError, filled, open_report
from dossier.case import Correction
from dossier.errors import UsageError
from dossier.fact import DocNumber, Event, Party
from dossier.geometry import Box
from language.dates import find_dates

CODES = {"日期": "fact", "文号": "fact", "名称": "fact", "种类": "kind", "分界": "boundary", "问题": "answer"}
KEEP, DROP = ("无误", "正确", "确认"), ("删除", "无", "不是")


class Lists(NamedTuple):
    """What the drop-downs of the sheet offered: name → code."""

    files: Mapping[str, str]
    items: Mapping[str, str]
    kinds: Mapping[str, str]


def read_corrections(path: Path, *, when: datetime) -> list[Correction]:
    """Rows of “更正” whose column 更正为 is filled in, and rulings of “改判”.

    Raises UsageError: the file is no such report, or rows are wrong (all of them are named; none is taken).
    """
    book = open_report(path, (SHEET, LISTS))
    lists = _lists([list(row) for row in book[LISTS].iter_rows(values_only=True)])
    sheets = {SHEET: _corrections(book[SHEET].iter_rows(values_only=True), lists, when)}
    if RULINGS in book.sheetnames:
        sheets[RULINGS] = read_rulings(book[RULINGS].iter_rows(values_only=True), when)
    said = [(sheet, number, item) for sheet, items in sheets.items() for number, item in items]
    book.close()
    faults = [
        f"“{sheet}”页第 {number} 行：{item}" for sheet, number, item in said if isinstance(item, RowError)
    ]
    if faults:
        raise UsageError(
            f"{path} 有 {len(faults)} 行不能采用，改好后重新运行（一行都还没有采用）：\n" + "\n".join(faults)
        )
    return [item for _, _, item in said if isinstance(item, Correction)]


def _corrections(
    rows: Iterator[tuple[Any, ...]], lists: Lists, when: datetime
) -> Iterator[tuple[int, Correction | RowError]]:
    for number, row in filled(rows, COLUMNS, "更正为", sheet=SHEET):
        try:
            yield number, _correction(row, lists, when)
        except RowError as error:
            yield number, error


def _lists(rows: list[list[Any]]) -> Lists:
    titles = [str(title) for title in rows[0]]

    def pairs(name: str, code: str) -> dict[str, str]:
        at, by = titles.index(name), titles.index(code)
        return {str(row[at]): str(row[by]) for row in rows[1:] if row[at]}

    return Lists(pairs("文件", "文件指纹"), pairs("项目", "项目代码"), pairs("文书种类", "种类代码"))


def _correction(row: Row, lists: Lists, when: datetime) -> Correction:
    stage = str(row["阶段"] or "")
    if stage not in STAGES:
        raise RowError(f"“阶段”写的是“{stage}”，请从下拉表中选：{'、'.join(STAGES)}")
    if not row["更正人"]:
        raise RowError("请在“更正人”栏写上姓名")
    before = str(row["原值代码"] or "null")
    fields = {
        "file": _file(row, lists),
        "source": str(row["卷宗"] if stage == "问题" else row["文件"]),
        "page": _page(row),
        "quote": str((row["项目代码"] if stage == "问题" else row["原文"]) or ""),
        "boxes": _boxes(row),
        "stage": CODES[stage],
        "before": before,
        "after": _after(stage, row, before, lists),
        "who": str(row["更正人"]),
        "why": str(row["理由"] or ""),
    }
    digest = hashlib.sha256(repr(sorted(fields.items())).encode()).hexdigest()
    return Correction.model_validate(fields | {"id": digest[:16], "when": when})


def _file(row: Row, lists: Lists) -> str:
    name = str(row["文件"] or "")
    known = lists.files.get(name) or row["文件指纹"]
    if not name or not known:
        near = get_close_matches(name, lists.files, n=1)
        hint = f"，是不是“{near[0]}”" if near else ""
        raise RowError(
            f"“文件”写的是“{name}”，不在本次所读的文件里{hint}；请从下拉表中选"
            if name
            else "请在“文件”栏选文件"
        )
    return str(known)


def _page(row: Row) -> int | None:
    page = row["页"]
    if page is None or "!" in str(page):
        return None
    try:
        number = int(str(page))
    except ValueError:
        number = 0
    if number < 1:
        raise RowError(f"“页”写的是“{page}”，请写文件中的第几页（从 1 数起的整数）")
    return number


def _boxes(row: Row) -> tuple[Box, ...]:
    sides = ("x0", "y0", "x1", "y1")
    return tuple(Box(**dict(zip(sides, box, strict=True))) for box in json.loads(row["位置"] or "[]"))


def _after(stage: str, row: Row, before: str, lists: Lists) -> str:
    """JSON of what stands from now on (dossier.case.Correction)."""
    said = row["更正为"]
    if said in KEEP:
        if before == "null":
            raise RowError("没有原值，不能填“无误”；请写出正确的值")
        return before
    if said in DROP and CODES[stage] == "fact":
        return "null"
    return AFTER[stage](row, before, lists)


def _kind(row: Row, before: str, lists: Lists) -> str:
    said = str(row["更正为"])
    if said not in lists.kinds and said not in lists.kinds.values():
        near = get_close_matches(said, lists.kinds, n=3, cutoff=0.3)
        raise RowError(
            f"没有“{said}”这种文书" + (f"，相近的有：{'、'.join(near)}" if near else "，请从下拉表中选")
        )
    return json.dumps(lists.kinds.get(said, said))


def _yes_no(row: Row, before: str, lists: Lists) -> str:
    said = str(row["更正为"])
    if said not in ("是", "否"):
        raise RowError(f"“更正为”写的是“{said}”，请写“是”或“否”")
    return json.dumps(said if row["阶段"] == "问题" else said == "是", ensure_ascii=False)


def _date(row: Row, before: str, lists: Lists) -> str:
    first, last, at = _moment(row["更正为"])
    old = json.loads(before) or {}
    item = str(row["项目"] or "")
    code = lists.items.get(item) or old.get("code") or row["项目代码"]
    if not code:
        raise RowError(f"“项目”写的是“{item}”，请从下拉表中选这个日期是什么（如“处罚决定送达”）")
    return Event(code=code, first=first, last=last, at=at, about=old.get("about")).model_dump_json()


def _moment(said: Any) -> tuple[date, date, Any]:
    """First and last day and time of day of a cell."""
    if isinstance(said, datetime):
        return said.date(), said.date(), said.time() if said.time() != datetime.min.time() else None
    if isinstance(said, date):
        return said, said, None
    found = find_dates(str(said))
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(str(said))):
        raise RowError(
            f"“更正为”写的是“{said}”，看不出是哪一天；请写成 2022-05-07 或 2022年5月7日，只有年月写 2022年5月"
        )
    return found[0].first, found[0].last, found[0].at


def _number(row: Row, before: str, lists: Lists) -> str:
    said = str(row["更正为"])
    normal = said.translate(str.maketrans("[]［］【】()（）", "〔〕" * 5)).replace(" ", "")
    role = (json.loads(before) or {}).get("role", "own")
    return DocNumber(role=role, written=said, normal=normal).model_dump_json()


def _name(row: Row, before: str, lists: Lists) -> str:
    old = json.loads(before) or {}
    role = old.get("role") or str(row["项目"] or "")
    if not role:
        raise RowError("请在“项目”栏写这是谁（如“当事人”“发文机关”）")
    return Party(**old | {"role": role, "name": str(row["更正为"])}).model_dump_json()


AFTER: dict[str, Callable[[Row, str, Lists], str]] = {
    "日期": _date,
    "种类": _kind,
    "文号": _number,
    "名称": _name,
    "分界": _yes_no,
    "问题": _yes_no,
}
