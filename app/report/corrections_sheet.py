"""The sheet “更正”: what a person should look at, with room for what is right (read back by corrections_read)."""

import json
from datetime import date
from itertools import zip_longest

from app.report.book import Book, Column, Table
from app.report.doubts import Doubt, doubts
from app.report.jsonl import short_date
from app.report.masking import Masker
from app.report.model import Tools
from dossier.case import Dossier
from dossier.document import Place
from index.files import FileRow

SHEET, LISTS = "更正", "更正用表"
STAGES = ("日期", "种类", "文号", "名称", "分界", "问题")
COLUMNS = (
    Column("卷宗", 22),
    Column("文件", 32),
    Column("页", 6),
    Column("阶段", 8),
    Column("项目", 22),
    Column("原文", 34),
    Column("原值", 16),
    Column("更正为", 22),
    Column("更正人", 12),
    Column("理由", 30),
    Column("提示", 34),
    Column("文件指纹", 10, "code", hidden=True),
    Column("原值代码", 10, "code", hidden=True),
    Column("位置", 10, "code", hidden=True),
    Column("项目代码", 10, "code", hidden=True),
)
GUIDE = (
    "怎么用：对照原件，只在“更正为”“更正人”“理由”三栏填写；没有填“更正为”的行不起作用。填好后保存，运行 fadu correct 本文件。",
    "日期：写 2022-05-07 或 2022年5月7日（有时刻的写 2022-05-07 09:30，只有年月的写 2022年5月）。读错、不该有的写“删除”；原值正确的写“无误”，从此以人的判断为准。",
    "种类：从下拉表中选文书种类。　文号、名称：照原件写全。　分界：此页起是另一份文书写“是”，与上一页同属一份写“否”。　问题：写“是”或“否”。",
    "表中没有列出的，在末尾空行补写：选文件，填页、阶段；日期、名称还要选项目（如“处罚决定送达”“当事人”），并在“原文”栏照抄页面上的字。隐藏栏供核对用，请勿改动。",
)
VISIBLE = 11
ROLES = ("当事人", "法定代表人", "执法人员", "发文机关", "审核机构", "送审单位")
"""Roles a name may be corrected for."""
SPARE = 300
"""Empty rows with drop-downs below the listed ones."""


class CorrectionsSheet:
    """The sheet while dossiers pass by."""

    def __init__(self, book: Book, tools: Tools) -> None:
        self.book, self.tools = book, tools
        self.files: dict[str, str] = {}
        self.table = Table(book, SHEET, COLUMNS, top=len(GUIDE) + 1, frozen=2)
        self.table.sheet.set_tab_color("#A4332B")
        for i, text in enumerate(GUIDE):
            self.table.sheet.set_row(i, 32)
            form = book.format(font_size=10, text_wrap=True, bg_color="#F4F2EC", valign="vcenter")
            self.table.sheet.merge_range(i, 0, i, VISIBLE - 1, text, form)
        self.table.head()

    def add_file(self, file: FileRow, masker: Masker) -> None:
        """A file that may be chosen in the column 文件."""
        if file.sha256:
            self.files[masker.text(file.source)] = file.sha256

    def add(self, dossier: Dossier, masker: Masker) -> None:
        """The doubts of one dossier."""
        for doubt in doubts(dossier, self.tools.rules, self.tools.names):
            self._row(dossier, doubt, masker)

    def _row(self, dossier: Dossier, doubt: Doubt, masker: Masker) -> None:
        place = doubt.place or Place(source="")
        boxes = [list(box.model_dump().values()) for box in place.boxes]
        self.table.put(
            (
                masker.text(dossier.id),
                masker.text(place.source),
                str(place.page) if place.page is not None else place.cell,
                doubt.stage,
                self._item(doubt),
                masker.quote(place),
                masker.text(self._shown(doubt)),
                None,
                None,
                None,
                doubt.hint,
                self.files.get(masker.text(place.source)),
                masker.text(doubt.before),
                json.dumps(boxes) if boxes else None,
                doubt.item,
            )
        )

    def _item(self, doubt: Doubt) -> str:
        named = {"日期": self.tools.names.events, "问题": self.tools.names.elements}.get(doubt.stage, {})
        return named.get(doubt.item, doubt.item)

    def _shown(self, doubt: Doubt) -> str:
        """What stands, in a person's words."""
        value = json.loads(doubt.before)
        if value is None:
            return "（未读到）" if doubt.stage != "问题" else "（文书未写明）"
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, str):
            return self.tools.names.document(value)
        if "first" in value:
            at = f" {value['at'][:5]}" if value.get("at") else ""
            return short_date(date.fromisoformat(value["first"]), date.fromisoformat(value["last"])) + at
        return str(value.get("normal") or value.get("name"))

    def close(self) -> None:
        """Adds the empty rows, the drop-downs and the hidden sheet of their lists."""
        self.table.close()
        sheet, first, last = self.table.sheet, len(GUIDE) + 2, self.table.row + SPARE - 1
        empty = self.book.format(bottom=4, bottom_color="#DAD8D1", text_wrap=True)
        for row in range(self.table.row, last + 1):
            for column, _ in enumerate(COLUMNS[:VISIBLE]):
                sheet.write_blank(row, column, None, empty)
        self._write_lists()
        for title, formula in self._choices(first + 1).items():
            at = next(i for i, column in enumerate(COLUMNS) if column.title == title)
            options = {"validate": "list", "source": formula, "show_error": title == "阶段"}
            sheet.data_validation(first, at, last, at, options)

    def _choices(self, row: int) -> dict[str, str]:
        """Column → the formula of its drop-down; `row` is the first it stands in."""
        kinds, chosen = self._range("文书种类"), f"$D{row}"
        answer = f'OR({chosen}="分界",{chosen}="问题")'
        value = f'=IF({chosen}="种类",{kinds},IF({answer},{self._range("是否")},{self._range("处置")}))'
        ranges = {title: "=" + self._range(title) for title in ("文件", "阶段", "项目")}
        return ranges | {"更正为": value}

    def _lists(self) -> dict[str, list[str]]:
        names = self.tools.names
        return {
            "文件": list(self.files),
            "文件指纹": list(self.files.values()),
            "阶段": list(STAGES),
            "项目": [*names.events.values(), *ROLES],
            "项目代码": [*names.events, *ROLES],
            "文书种类": list(names.documents.values()),
            "种类代码": list(names.documents),
            "是否": ["是", "否"],
            "处置": ["无误", "删除"],
        }

    def _range(self, title: str) -> str:
        lists = self._lists()
        column = "ABCDEFGHI"[list(lists).index(title)]
        return f"{LISTS}!${column}$2:${column}${len(lists[title]) + 1}"

    def _write_lists(self) -> None:
        sheet = self.book.sheet(LISTS)
        sheet.hide()
        sheet.write_row(0, 0, list(self._lists()))
        for row, values in enumerate(zip_longest(*self._lists().values(), fillvalue=""), 1):
            sheet.write_row(row, 0, values)
