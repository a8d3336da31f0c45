"""Lists of contents: a list in, its lines with titles and pages out."""

import pytest

from classifiers.sheet import set_page
from dossier.document import Document
from language.contents import Entry, entries_of, is_list


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
            ("# 卷内目录\n（1） 立案审批表．．．．． 1-2\n（2） 送达回证。      3\n（3） 电子数据取证记录",),
            [(1, "立案审批表", 1, 2), (2, "送达回证", 3, 3), (3, "电子数据取证记录", None, None)],
            id="带括号的编号与点线，有一项页号没读出",
        ),
        pytest.param(
            (
                "# 目录\n1关于将云澜市网络预约出租汽车经营服务管理暂行办法报请备案的报告及说明  7-8\n2证人谈话笔录9一11",
            ),
            [
                (1, "关于将云澜市网络预约出租汽车经营服务管理暂行办法报请备案的报告及说明", 7, 8),
                (2, "证人谈话笔录", 9, 11),
            ],
            id="长题名占两行，编号紧接题名",
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
        pytest.param(
            ("# 目录\n|序号|题名|起页|止页\n|1|立案审批表|7|2\n|2|询问笔录|3|4\n|3|送达回证|5|5",),
            [(1, "立案审批表", 1, 2), (2, "询问笔录", 3, 4), (3, "送达回证", 5, 5)],
            id="手写的1读成7",
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


def document(text: str) -> Document:
    page = set_page(text.split("\n"), medium="scan")
    return Document(id="0f:1", sources=("a",), media_type="x", pages=(page,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# 目　录\n1．立案审批表……1\n2．询问笔录……2-4\n3．送达回证……5", True, id="只写“目录”的卷内目录"
        ),
        pytest.param(
            "# 目　录\n1．立案审批表……1\n2．询问笔录……9-10\n3．送达回证……5\n4．结案报告……6",
            True,
            id="有一项页号写错",
        ),
        pytest.param(
            "# 目　录\n一、总体要求 1\n二、主要任务 3\n三、保障措施 5\n"
            + "为进一步规范河道采砂管理，保障防洪安全，结合本地实际，制定本方案，请各单位认真执行。\n" * 6,
            False,
            id="一份文件自己的目次，后面是正文",
        ),
        pytest.param("# 立案审批表\n1．立案 1\n2．调查 2\n3．处罚 3", False, id="题目不是目录"),
        pytest.param("# 目录\n1．立案审批表\n2．询问笔录", False, id="没有页号"),
    ],
)
def test_a_list_by_its_looks(text: str, expected: bool) -> None:
    assert is_list(document(text)) is expected
