"""Lists of contents: a list in, its lines with titles and pages out."""

import pytest

from classifiers.sheet import set_page
from dossier.document import Document
from language.contents import Entry, entries_of


def listed(*pages: str) -> list[tuple[int | None, str, int | None, int | None]]:
    made = tuple(set_page(text.split("\n"), number=i, medium="scan") for i, text in enumerate(pages, 1))
    document = Document(id="0f:1", sources=("a",), media_type="x", pages=made)
    return [(e.number, e.title, e.first, e.last) for e in entries_of(document)]


HEAD = "# 卷内目录\n|序号|文号|责任者|题名|日期|页号|备注\n"


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param(
            (
                HEAD
                + "|1||某局|立案审批表|2022-01-05|1|\n|2|某罚〔2022〕5号|某局|行政处罚决定书|2022-02-08|2-5|",
            ),
            [(1, "立案审批表", 1, 1), (2, "行政处罚决定书", 2, 5)],
            id="七栏表",
        ),
        pytest.param(
            ("# 卷内文件目录\n|顺序号|文书名称|页次\n|1|询问笔录|1—3\n|2|送达回证|4",),
            [(1, "询问笔录", 1, 3), (2, "送达回证", 4, 4)],
            id="三栏表",
        ),
        pytest.param(
            ("# 目录\n|序号|材料名称|起页|止页\n|1|询问笔录|1|3\n|2|送达回证|4|4",),
            [(1, "询问笔录", 1, 3), (2, "送达回证", 4, 4)],
            id="起页止页分栏",
        ),
        pytest.param(
            ("# 目录\n|序号|所在页号|题名\n|1|1|询问笔录\n|2|4|送达回证\n|3|5|结案报告",),
            [(1, "询问笔录", 1, 3), (2, "送达回证", 4, 4), (3, "结案报告", 5, 5)],
            id="只写起页的，止于下一件之前",
        ),
        pytest.param(
            ("# 目录\n|序号|题名|页数\n|1|询问笔录|3\n|2|送达回证|1",),
            [(1, "询问笔录", 1, 3), (2, "送达回证", 4, 4)],
            id="写页数的，逐件累加",
        ),
        pytest.param(
            ("# 案卷目录\n编号 材料名称 起止页码\n1 立案报告 1—4\n2 当事人身份证复印件 5\n3．备考表……6-7",),
            [(1, "立案报告", 1, 4), (2, "当事人身份证复印件", 5, 5), (3, "备考表", 6, 7)],
            id="没有表格线",
        ),
        pytest.param(
            ("# 目录\n一、立案审批表 1\n二、询问笔录 2至4\n本目录共二项",),
            [(1, "立案审批表", 1, 1), (2, "询问笔录", 2, 4)],
            id="汉字编号",
        ),
        pytest.param(
            (HEAD + "|1|||立案审批表||1|", "|2|||询问笔录||2-3|\n|3|||送达回证||4|"),
            [(1, "立案审批表", 1, 1), (2, "询问笔录", 2, 3), (3, "送达回证", 4, 4)],
            id="目录有两页，次页没有表头",
        ),
        pytest.param(
            (HEAD + "|1|||立案审批表||1-3|\n|2|||询问笔录||46|\n|3|||送达回证||7|",),
            [(1, "立案审批表", 1, 3), (2, "询问笔录", 4, 6), (3, "送达回证", 7, 7)],
            id="横线没有读出",
        ),
        pytest.param(
            (HEAD + "|1|||立案审批表||l|\n|2|||询问笔录||２～３|",),
            [(1, "立案审批表", 1, 1), (2, "询问笔录", 2, 3)],
            id="全角数字与形近字",
        ),
        pytest.param(
            (HEAD + "|1|||立案审批表|||\n||||||||",), [(1, "立案审批表", None, None)], id="没写页号，空行不算"
        ),
        pytest.param(
            (
                "# 目录\n|序号|题名|页号\n|1|立案审批表|1\n||询问笔录|2\n|3|送达回证|3\n|1|结案报告|4\n|6|备考表|6",
            ),
            [
                (1, "立案审批表", 1, 1),
                (2, "询问笔录", 2, 2),
                (3, "送达回证", 3, 3),
                (4, "结案报告", 4, 5),
                (6, "备考表", 6, 6),
            ],
            id="序号读错的补正，真缺的留缺",
        ),
        pytest.param(("# 立案审批表\n|案由|无证经营",), [], id="不是目录"),
    ],
)
def test_lines_of_a_list(pages: tuple[str, ...], expected: list[tuple[int, str, int, int]]) -> None:
    assert listed(*pages) == expected


def test_a_line_keeps_its_place_number_and_day() -> None:
    page = set_page(
        (HEAD + "|1|某罚〔2022〕5号|某局|行政处罚决定书|2022-02-08|2-5|").split("\n"), medium="scan"
    )
    document = Document(id="0f:1", sources=("a",), media_type="x", pages=(page,))
    (entry,) = entries_of(document)
    assert isinstance(entry, Entry)
    assert (entry.doc_number, entry.day) == ("某罚〔2022〕5号", "2022-02-08")
    assert document.text[entry.start : entry.end].startswith("1\t某罚")
    assert document.text[entry.start : entry.end].endswith("2-5")
