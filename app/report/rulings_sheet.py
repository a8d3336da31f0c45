"""The sheet “改判”: findings a person may overrule, with room for the ruling (read back by rulings_read)."""

import json

from app.report.book import Book, Column, Table
from app.report.masking import Masker
from app.report.words import REPORT_ORDER
from checks.overrule import about, grounds
from dossier.case import VERDICTS, Dossier, Finding

SHEET = "改判"
COLUMNS = (
    Column("卷宗", 24),
    Column("检查内容", 34),
    Column("结论", 15, "verdict"),
    Column("对象", 14),
    Column("说明", 60),
    Column("改判为", 18),
    Column("改判人", 12),
    Column("改判理由", 36),
    Column("规则编号", 24, "code"),
    Column("依据代码", 10, "code", hidden=True),
)
GUIDE = (
    "怎么用：认为结论不对的，在“改判为”选结论，写“改判人”“改判理由”，保存后运行 fadu correct 本文件，再运行 fadu judge。日期、种类读错的，请到“更正”页改，不要在这里改判。",
    "改判只在所据的规则版本和事实不变时有效；有变化的，说明里写【需复核】，不再计入。要收回改判，在“改判为”写“收回”。",
)
VISIBLE = 9
OPEN = ("fail", "borderline", "undetermined")
WITHDRAW = "收回"


class RulingsSheet:
    """The sheet while dossiers pass by."""

    def __init__(self, book: Book) -> None:
        self.table = Table(book, SHEET, COLUMNS, top=len(GUIDE) + 1, frozen=2)
        self.table.sheet.set_tab_color("#A4332B")
        for i, text in enumerate(GUIDE):
            self.table.sheet.set_row(i, 32)
            form = book.format(font_size=10, text_wrap=True, bg_color="#F4F2EC", valign="vcenter")
            self.table.sheet.merge_range(i, 0, i, VISIBLE - 1, text, form)
        self.table.head()

    def add(self, dossier: Dossier, masker: Masker) -> None:
        """Findings that are open, or that a person has ruled on."""
        for finding in dossier.findings:
            if finding.verdict in OPEN or finding.original:
                self._row(dossier, finding, masker)

    def _row(self, dossier: Dossier, finding: Finding, masker: Masker) -> None:
        ruled = VERDICTS[finding.verdict] if finding.original else None
        before = finding.model_copy(update={"verdict": finding.original or finding.verdict})
        made = {"about": about(finding), "verdict": before.verdict, "grounds": grounds(before)}
        self.table.put(
            (
                masker.text(dossier.id),
                finding.name,
                before.verdict,
                masker.text(finding.subject) if finding.subject else None,
                masker.text(finding.message),
                None,
                None,
                f"（现已改判为“{ruled}”）" if ruled else None,
                finding.rule,
                json.dumps(made),
            )
        )

    def close(self) -> None:
        """Adds the drop-down and the filter."""
        first, last = len(GUIDE) + 2, max(self.table.row - 1, len(GUIDE) + 2)
        at = next(i for i, column in enumerate(COLUMNS) if column.title == "改判为")
        options = [VERDICTS[verdict] for verdict in REPORT_ORDER] + [WITHDRAW]
        self.table.sheet.data_validation(first, at, last, at, {"validate": "list", "source": options})
        self.table.close()
