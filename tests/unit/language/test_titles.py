"""Titles: by words alone (text files), by size and place (pages), by what a web page states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.document import Block, Cell, Document, Line, Page
from dossier.geometry import Box
from language.forms import ends_as_title, form_of, plain
from language.titles import title_lines, title_of

WIDTH = 595.0


def document(*blocks: Block, width: float = WIDTH) -> Document:
    page = Page(
        source="一.pdf",
        number=1,
        width=width,
        height=842 if width else 0,
        engine="t",
        reason="测试",
        blocks=blocks,
    )
    return Document(id="0f:1", sources=("一.pdf",), media_type="application/pdf", pages=(page,))


def typed(text: str) -> Document:
    """A text file: lines without boxes."""
    return document(Block(kind="text", lines=tuple(Line(text=line) for line in text.split("\n"))), width=0)


def printed(*rows: tuple[str, float, float]) -> Document:
    """Lines of a page: text, size, left edge; one below the other."""
    lines = tuple(
        Line(text=text, box=Box(x0=left, y0=60 + 30 * i, x1=left + size * len(text), y1=60 + 30 * i + size))
        for i, (text, size, left) in enumerate(rows)
    )
    return document(Block(kind="text", lines=lines))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            "云澜市人民政府文件\n云政发〔2023〕5号\n云澜市人民政府关于印发《云澜市养犬管理办法》的通知\n各县区人民政府：\n现印发给你们。",
            "云澜市人民政府关于印发《云澜市养犬管理办法》的通知",
            id="红头与文号之下",
        ),
        pytest.param(
            "云澜市粮食局 云澜市财政局\n关于印发《云澜市粮食收购违法违规\n行为举报奖励细则（试行）》的通知\n云粮规〔2023〕2号\n各区县：",
            "云澜市粮食局 云澜市财政局关于印发《云澜市粮食收购违法违规行为举报奖励细则（试行）》的通知",
            id="联合发文三行",
        ),
        pytest.param(
            "国家税务总局云澜市税务局稽查局\n税务处理决定书\n云税稽处〔2026〕16号\n云澜商贸有限公司：\n我局进行了检查。",
            "税务处理决定书",
            id="机关名称行不是标题",
        ),
        pytest.param(
            "24 行政处罚告知书\n安全生产行政执法文书\n行政处罚告知书\n（    ）安监罚告〔    〕 号\n当事人：",
            "行政处罚告知书",
            id="式样的编号与文书类别",
        ),
        pytest.param(
            "云澜市人民政府令\n第12号\n《云澜市城市供热管理办法》已经市政府常务会议通过，现予公布，自2024年1月1日起施行。\n市长　赵某某\n云澜市城市供热管理办法\n第一条　为了规范供热，制定本办法。",
            "云澜市城市供热管理办法",
            id="政府令以所公布的规章为题",
        ),
        pytest.param(
            "索 引 号：\n000014349/2019-00007\n发文机关：\n云澜市人民政府\n标　　题：\n云澜市人民政府关于加强校车管理的意见\n发文字号：\n云政发〔2019〕5号\n主 题 词：\n云澜市人民政府关于\n加强校车管理的意见\n云政发〔2019〕5号\n各县区人民政府：",
            "云澜市人民政府关于加强校车管理的意见",
            id="网页信息表写明标题",
        ),
        pytest.param(
            "云澜市司法局关于确定公共停车泊位收费标准\n的决定\n各县区人民政府：\n根据有关规定，决定如下：",
            "云澜市司法局关于确定公共停车泊位收费标准的决定",
            id="标准的决定换行",
        ),
        pytest.param(
            "中国某监管局行政处罚决定书（陈某某）\n〔2024〕9号\n当事人：陈某某",
            "中国某监管局行政处罚决定书（陈某某）",
            id="标题末尾括号",
        ),
        pytest.param("立 案 审 批 表\n案由\t销售超期食品", "立案审批表", id="字间空格"),
        pytest.param(
            "00012\n机密★1年\n特急\n关于做好防汛工作的通知\n各单位：",
            "关于做好防汛工作的通知",
            id="份号密级急件",
        ),
        pytest.param(
            "12\n询问笔录\n（第 1 页 共 3 页）\n询问时间：2023年5月6日9时", "询问笔录", id="卷内页码章与页次"
        ),
        pytest.param(
            "云澜市人民政府常务会议纪要\n〔2023〕5号\n5月6日，市长主持召开会议，现将议定事项纪要如下：",
            "云澜市人民政府常务会议纪要",
            id="纪要",
        ),
        pytest.param(
            "当事人：云澜商贸有限公司\n地址：人民路1号\n我局对你公司进行了调查。", "", id="没有标题的正文"
        ),
        pytest.param("答：当时没有办手续。\n问：还有补充吗？\n被询问人签名：", "", id="续页没有标题"),
        pytest.param("", "", id="空白"),
    ],
)
def test_title_of_text(text: str, title: str) -> None:
    assert title_of(typed(text)) == title


def test_larger_title_below_letterhead() -> None:
    paper = printed(
        ("云澜市司法局", 30, 208),
        ("云司审〔2023〕7号", 13, 240),
        ("合法性审核意见书", 22, 210),
        ("云澜市水务局：", 13, 80),
        ("你单位送来的材料收悉。", 13, 106),
    )
    assert title_of(paper) == "合法性审核意见书"


def test_large_title_of_unknown_ending() -> None:
    rows = [
        ("履约保函情报", 24, 225),
        *(("这一行文字没有什么特别之处，" * 2 + "一直写到了行末为止", 12, 80) for _ in range(5)),
    ]
    assert title_of(printed(*rows)) == "履约保函情报"


def test_running_text_is_no_title() -> None:
    rows = [
        ("依法作出的处罚决定", 12, 80),
        ("书已经送达当事人并由其在回证", 12, 80),
        ("上签收，接着写下去的正文内容", 12, 80),
    ]
    assert (
        title_lines(printed(*rows).pages[0]) is None
        or title_of(printed(*rows)) != "书已经送达当事人并由其在回证"
    )


def test_header_and_seal_are_not_titles() -> None:
    header = Block(kind="header", lines=(Line(text="关于别的事情的通知"),))
    title = Block(kind="title", lines=(Line(text="结案审批表"),))
    assert title_of(document(header, title)) == "结案审批表"


def test_title_in_merged_first_row_of_table() -> None:
    cells = (
        Cell(row=0, column=0, columns=3, lines=(Line(text="2023年行政规范性文件备案台账"),)),
        *(
            Cell(row=1, column=i, lines=(Line(text=text),))
            for i, text in enumerate(("序号", "文件名称", "备案日期"))
        ),
    )
    assert title_of(document(Block(kind="table", cells=cells))) == "2023年行政规范性文件备案台账"


def test_name_in_a_form_is_not_its_title() -> None:
    title = Block(kind="title", lines=(Line(text="规范性文件合法性审核表"),))
    row = [
        Cell(row=0, column=i, lines=(Line(text=t),)) for i, t in enumerate(("文件名称", "云澜市养犬管理办法"))
    ]
    assert title_of(document(title, Block(kind="table", cells=tuple(row)))) == "规范性文件合法性审核表"


def test_second_page_does_not_lend_its_title() -> None:
    first = typed("我局依法查明，你单位有违法行为。\n请于十五日内缴款。").pages[0]
    second = typed("送达回证\n受送达人：某某").pages[0].model_copy(update={"number": 2})
    paper = Document(id="0f:1", sources=("一.pdf",), media_type="text/plain", pages=(first, second))
    assert title_of(paper) == ""


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("云澜市人民政府文件", "letterhead"),
        ("安全生产行政执法文书", "letterhead"),
        ("云政发〔2023〕5号", "number"),
        ("（    ）安监立〔     〕   号", "number"),
        ("第707号", "number"),
        ("云澜市人民政府令", "order"),
        ("云澜市市场监督管理局", "agency"),
        ("（2019年1月27日市政府第12次常务会议通过）", "note"),
        ("1991年7月1日国务院批准 1991年8月29日国家体育委员会令第1号发布", "note"),
        ("发布日期：2023年5月6日", "meta"),
        ("第 3 页 共 5 页", "furniture"),
        ("— 12 —", "furniture"),
        ("当前位置：首页 > 政务公开", "furniture"),
        ("各县区人民政府，市直各单位：", "body"),
        ("案由：销售超过保质期食品", "body"),
        ("第一条 为了规范养犬行为", "body"),
        ("行政规范性文件送审表", "title"),
        ("卷内文件目录", "title"),
        ("第三方评估报告书", "title"),
    ],
)
def test_form_of_a_line(text: str, form: str) -> None:
    assert form_of(text) == form


@given(st.text(alphabet="立案审批表告知书 　市县通知（）《》号12\t", max_size=40))
def test_plain_is_stable(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(
    st.sampled_from(["通知", "审批表", "决定书", "笔录", "办法", "意见书"]),
    st.sampled_from(["", "（试行）", "（单位）", "(副本)"]),
)
def test_ending_survives_brackets(kind: str, bracket: str) -> None:
    assert ends_as_title("云澜市养犬" + kind + bracket)
