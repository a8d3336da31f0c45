"""Covers, lists of contents (卷内目录) and closing notes, in layouts of two sets: one to develop on, one to test with."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

OFFICES = (
    "临溪县市场监督管理局",
    "白沙市生态环境局",
    "古渡区应急管理局",
    "南岭县交通运输局",
    "双桥市城市管理局",
    "望海区卫生健康局",
)


@dataclass(frozen=True)
class Row:
    """One line of the list: what it names, and the pages it states (0: none)."""

    title: str
    number: str
    day: str
    first: int
    last: int


Front = Callable[[list[Row], str, Random], str]


def _span(row: Row, join: str = "-") -> str:
    if not row.first:
        return ""
    return str(row.first) if row.first == row.last else f"{row.first}{join}{row.last}"


def _table(title: str, columns: str, heads: list[str], lines: list[list[str]]) -> str:
    rows = [f"|{'|'.join(line)}|" for line in [[f"!{head}" for head in heads], *lines]]
    return "\n".join([f"# {title}", f"@cols {columns}", *rows])


def _dev_full(rows: list[Row], office: str, random: Random) -> str:
    lines = [[f"!{i}", r.number, office, r.title, r.day, f"!{_span(r)}", ""] for i, r in enumerate(rows, 1)]
    return _table(
        "卷内目录", "1 3 3 5 2.4 1.6 1", ["序号", "文号", "责任者", "题名", "日期", "页号", "备注"], lines
    )


def _dev_short(rows: list[Row], office: str, random: Random) -> str:
    lines = [[f"!{i}", f"«{r.title}»", f"!«{_span(r, '—')}»", ""] for i, r in enumerate(rows, 1)]
    return _table("卷 内 文 件 目 录", "1 6 2 1.4", ["顺序号", "文书名称", "页次", "备注"], lines)


def _dev_lines(rows: list[Row], office: str, random: Random) -> str:
    lines = [f"^{i}　{r.title}　　{_span(r, '—')}" for i, r in enumerate(rows, 1)]
    return "\n".join(
        ["# 案卷目录", "^编号　材料名称　　起止页码", *lines, "@space 20", "^立卷人：«某甲»　检查人：«某乙»"]
    )


def _dev_dotted(rows: list[Row], office: str, random: Random) -> str:
    lines = [f"^（{i}）{r.title}{'．' * max(3, 30 - len(r.title))}{_span(r)}" for i, r in enumerate(rows, 1)]
    return "\n".join(["# 卷 内 目 录", *lines])


def _dev_bounds(rows: list[Row], office: str, random: Random) -> str:
    lines = [[f"!{i}", f"!{r.first or ''}", f"!{r.last or ''}", r.title] for i, r in enumerate(rows, 1)]
    return _table("案卷材料目录", "1 1 1 6", ["件号", "首页", "末页", "文件题名"], lines)


def _dev_begins(rows: list[Row], office: str, random: Random) -> str:
    lines = [[f"!{i}", f"«{r.title}»", f"«{r.day}»", f"!«{r.first or ''}»"] for i, r in enumerate(rows, 1)]
    return _table("卷内文书材料目录", "1 6 2.4 1.2", ["序号", "文书材料名称", "日期", "页码"], lines)


def _test_handed(rows: list[Row], office: str, random: Random) -> str:
    lines = [
        [f"!«{i}»", f"«{r.title}»", f"«{r.day}»", f"!«{r.first or ''}»", f"!«{r.last or ''}»"]
        for i, r in enumerate(rows, 1)
    ]
    return f"={office}\n" + _table(
        "行政处罚案卷卷内目录", "1 5.5 2.6 1.3 1.3", ["序号", "材料名称", "形成时间", "起页", "止页"], lines
    )


def _test_number(rows: list[Row], office: str, random: Random) -> str:
    lines = [
        [f"!{i:02d}", r.title, r.number or "—", r.day, f"!{_span(r, '～')}", ""]
        for i, r in enumerate(rows, 1)
    ]
    return _table(
        "卷内文书目录",
        "1 5 3.2 2.4 1.6 1.2",
        ["号", "文书名称", "文书编号", "制作日期", "页码", "说明"],
        lines,
    )


def _test_dots(rows: list[Row], office: str, random: Random) -> str:
    lines = [
        f"^{i}．{r.title}{'…' * (14 - len(r.title) // 2 if len(r.title) < 24 else 2)}{_span(r)}"
        for i, r in enumerate(rows, 1)
    ]
    return "\n".join(["# 目　录", *lines])


def _test_start(rows: list[Row], office: str, random: Random) -> str:
    lines = [[f"!{i}", f"!{r.first or ''}", f"«{r.title}»", ""] for i, r in enumerate(rows, 1)]
    return _table("卷宗材料目录", "1 1.2 6 1.4", ["序号", "所在页号", "文件材料题名", "备注"], lines)


CATALOGUES: dict[str, tuple[Front, ...]] = {
    "dev": (_dev_full, _dev_short, _dev_lines, _dev_dotted, _dev_bounds, _dev_begins),
    "test": (_test_handed, _test_number, _test_dots, _test_start),
}

COVERS = {
    "dev": (
        "@space 60\n={office}\n# 行 政 处 罚 案 卷\n@cols 2 6\n|案　由|«{cause}»|\n|立案日期|«2023年3月6日»|\n|结案日期|«2023年8月15日»|\n|承办人|«某甲　某乙»|\n|保管期限|«长期»　共 «{pages}» 页|",
        "@space 90\n# 卷　宗\n^文书编号：«{number}»\n^类别：行政处罚\n^办案单位：{office}\n^归档日期：«2023年9月1日»　本册共«{pages}»页",
    ),
    "test": (
        "@space 80\n={office}\n@space 30\n# 行政执法案卷\n@space 60\n^案件名称：«{cause}»\n^案件编号：«{number}»\n^立卷时间：«2024年5月20日»\n^卷内文件：共«{pages}»页　　保管期限：10年",
        "@space 50\n# 档　案　卷　皮\n@cols 2 5\n|全宗名称|{office}|\n|案卷题名|«{cause}»|\n|起止年月|«2023年11月至2024年5月»|\n|页　　数|«{pages}»|\n|密　　级|无|",
    ),
}
NOTES = {
    "dev": (
        "# 卷内备考表\n^本卷情况说明：\n«本卷文件材料齐全，共{pages}页，无缺损。»\n@space 200\n>立卷人：«某甲»\n>检查人：«某乙»\n>«2023年9月1日»",
    ),
    "test": (
        "# 备　考　表\n|卷内文件情况|«共{pages}页，无污损、缺页。»|\n|立卷人|«某甲»|\n|检查人|«某乙»|\n|立卷日期|«2024年5月20日»|",
    ),
}
CAUSES = (
    "经营标签不符合规定的食品案",
    "未按规定处置危险废物案",
    "未如实记录安全生产教育培训情况案",
    "擅自从事道路货物运输经营案",
    "占用城市道路堆放物料案",
)
SHORT = {  # how clerks call a paper in the list, whatever its head says
    "case_opening_approval": "立案审批表",
    "inquiry_record": "询问笔录",
    "inspection_record": "现场检查笔录",
    "prior_notice": "行政处罚告知书",
    "penalty_decision": "行政处罚决定书",
    "service_receipt": "送达回证",
    "investigation_report": "调查终结报告",
    "case_closing": "结案审批表",
    "collective_discussion": "集体讨论记录",
    "legal_audit": "法制审核意见",
    "payment_receipt": "缴款票据",
}
