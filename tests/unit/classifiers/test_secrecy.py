"""国家秘密标志：该拦的一份不漏，讲保密的法律和商业秘密照常读。"""

import pytest

from classifiers.secrecy import is_marked, is_named_secret, warnings_of
from dossier.document import Block, Cell, Line, Page
from dossier.geometry import Box


def sheet(*lines: str | tuple[float, str], kind: str = "text", height: float = 842.0) -> Page:
    """A page of lines; a number before a line is how far down it stands, in points."""
    made = [line if isinstance(line, tuple) else (80.0 + 28 * i, line) for i, line in enumerate(lines)]
    held = tuple(
        Line(text=text, box=Box(x0=80, y0=y, x1=300, y1=y + 16) if height else None) for y, text in made
    )
    block = Block.model_validate({"kind": kind, "lines": held})
    return Page(
        source="a", number=1, width=height and 595, height=height, engine="t", reason="", blocks=(block,)
    )


def form(*rows: tuple[str, ...]) -> Page:
    cells = tuple(
        Cell(row=i, column=j, lines=(Line(text=text),) if text else ())
        for i, row in enumerate(rows)
        for j, text in enumerate(row)
    )
    return sheet().model_copy(update={"blocks": (Block(kind="table", cells=cells),)})


TITLE = "青禾县人民政府文件"


@pytest.mark.parametrize(
    "line",
    [
        "秘密★", "机密★", "绝密★", "秘密★10年", "机密★5年", "绝密★长期", "绝密★30年", "秘密★6个月", "机密★启用前",
        "秘密 ★ 10年", "秘 密 ★ 1 0 年", "机　密★５年", "机密☆5年", "机密*5年", "秘密＊十年", "机密⭐1年",
        "000123 机密★1年", "No.000123机密★1年", "机密★1年 特急", "秘密★10年　　签发人：某某", "秘密★10年青禾县人民政府文件",
        "秘密大10年", "机密10年", "绝密女长期", "密级：机密", "密级:秘密★3年", "密 级：机密", "秘密等级：秘密", "密级：□绝密☑机密□秘密",
        "机密", "绝 密", "绝密 特急",
    ],
)  # fmt: skip
@pytest.mark.parametrize("height", [842.0, 0.0], ids=["有版面", "无版面"])
def test_marks(line: str, height: float) -> None:
    assert is_marked(sheet(line, TITLE, "各乡镇人民政府：", height=height))


@pytest.mark.parametrize(
    "line",
    [
        "商业秘密", "商业秘密★", "涉及商业秘密的，经权利人同意后公开", "秘密级事项由机关负责人确定", "密级：", "密级：    份号：",
        "密级：公开", "密级：无", "密级：一般", "密级：非密", "密级：内部", "密级：□绝密 □机密 □秘密", "密级：绝密□ 机密□ 秘密□",
        "国家秘密的密级分为绝密、机密、秘密三级。", "绝密级国家秘密是最重要的国家秘密", "机密★5年”的形式标注",
        "“秘密★10年”是指", "秘密★10年：表示保密期限为十年", "机密级国家秘密不超过二十年", "保守国家秘密，人人有责",
        "《中华人民共和国保守国家秘密法》", "个人隐私、商业秘密", "机密、秘密", "绝密、机密、秘密", "秘密侦查措施", "不得泄露国家秘密",
    ],
)  # fmt: skip
@pytest.mark.parametrize("height", [842.0, 0.0], ids=["有版面", "无版面"])
def test_no_marks(line: str, height: float) -> None:
    assert not is_marked(sheet(TITLE, line, "各乡镇人民政府：", height=height))


def test_a_mark_in_the_printed_header_counts() -> None:
    assert is_marked(sheet("机密★1年", kind="header"))


def test_what_stands_low_on_a_page_is_no_mark() -> None:
    assert not is_marked(sheet((80, TITLE), (700, "秘密★10年")))


def test_the_head_of_an_attachment_counts_where_there_are_no_pages() -> None:
    lines = [f"第{n}条　本办法适用于本县行政区域内的有关活动。" for n in range(30)]
    assert is_marked(sheet(*lines, "秘密★10年", "附件", height=0))
    assert not is_marked(sheet(*lines, "秘密", height=0))


def test_a_word_broken_by_the_margin_is_no_mark() -> None:
    lines = (Line(text="不得泄露在履行职责中知悉的商业", wraps=True), Line(text="秘密"))
    page = sheet().model_copy(update={"blocks": (Block(kind="text", lines=lines),)})
    assert not is_marked(page)


def test_a_second_reading_under_a_seal_counts() -> None:
    line = Line(text="机幽女1隹", other="机密★1年", box=Box(x0=80, y0=80, x1=200, y1=96))
    page = sheet().model_copy(update={"blocks": (Block(kind="text", lines=(line,)),)})
    assert is_marked(page)


@pytest.mark.parametrize(
    ("cells", "marked"),
    [
        pytest.param(("密级", "机密★3年"), True, id="填了"),
        pytest.param(("密级", "秘密"), True, id="填了没有星"),
        pytest.param(("秘密★3年", "立案审批表"), True, id="标志自成一格"),
        pytest.param(("密级", ""), False, id="空着"),
        pytest.param(("密级", "公开"), False, id="公开"),
        pytest.param(("密级",), False, id="只有栏目名"),
        pytest.param(("绝密", "机密", "秘密"), False, id="供选的格子"),
        pytest.param(("商业秘密", "无"), False, id="商业秘密"),
    ],
)
def test_forms(cells: tuple[str, ...], marked: bool) -> None:
    assert is_marked(form(("名称", "某案"), cells)) is marked


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("机密★5年 某文.pdf", True),
        ("秘密☆某文.pdf", True),
        ("商业秘密保护规定.pdf", False),
        ("保守国家秘密法.docx", False),
    ],
)
def test_file_names(name: str, marked: bool) -> None:
    assert is_named_secret(name) is marked


@pytest.mark.parametrize(
    ("line", "warned"),
    [
        ("内部资料 注意保存", "内部资料"), ("【内部资料】", "内部资料"), ("工作秘密", "工作秘密"), ("内部文件★长期", "内部文件"),
        ("内部资料和工作秘密的管理，依照本办法第三章的规定执行，各单位应当遵守。", ""), (TITLE, ""), ("商业秘密", ""),
    ],
)  # fmt: skip
def test_internal_papers_are_read_with_a_warning(line: str, warned: str) -> None:
    page = sheet(line, TITLE)
    assert not is_marked(page)
    notes = warnings_of(page)
    assert bool(notes) is bool(warned) and all(warned in note for note in notes)
