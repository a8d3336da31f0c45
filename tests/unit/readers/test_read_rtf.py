"""RTF: code pages, tables, numbers, what is deleted or hidden, and files cut short."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_papers import pages, text

from dossier.errors import ReadError
from pipeline.readers import Limits

HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fnil\fcharset0 Arial;}}"


def rtf(path: Path, body: str | bytes, head: str = HEAD) -> Path:
    raw = body if isinstance(body, bytes) else body.encode("ascii")
    path.write_bytes(head.encode("ascii") + raw + b"}")
    return path


def u(words: str) -> str:
    """As Word writes Chinese: the code as a signed number, a question mark for old readers."""
    return "".join(
        f"\\u{n - 65536 if n > 32767 else n}?"
        for c in words
        for n in (
            int.from_bytes(c.encode("utf-16-be")[i : i + 2], "big")
            for i in range(0, len(c.encode("utf-16-be")), 2)
        )
    )


def hexed(words: str) -> str:
    return "".join(f"\\'{b:02x}" for b in words.encode("gb18030"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(u("公告") + r"\par", "公告\n", id="统一码"),
        pytest.param(hexed("行政处罚〔2022〕9号"), "行政处罚〔2022〕9号\n", id="十六进制国标码"),
        pytest.param("行政处罚决定书".encode("gbk"), "行政处罚决定书\n", id="裸字节国标码"),
        pytest.param(r"\f1" + hexed("西文字体下的汉字"), "西文字体下的汉字\n", id="西文字体"),
        pytest.param(r"{\deleted " + u("十") + "}" + u("三十日"), "三十日\n", id="修订删除的字"),
        pytest.param(r"{\v " + u("密") + "}" + u("公开"), "公开\n", id="隐藏的字"),
        pytest.param(r"{\field{\*\fldinst PAGE}{\fldrslt 3}}" + u("页"), "3页\n", id="域"),
        pytest.param(r"{\*\unknown zzz}" + u("文"), "文\n", id="不认识的目标"),
        pytest.param(
            r"{\listtext\pard\plain " + u("第一条") + r"\tab}" + u("为了规范") + r"\par",
            "第一条 为了规范\n",
            id="自动编号",
        ),
        pytest.param(r"{\listtext \'b7\tab}" + u("项目"), "项目\n", id="项目符号"),
        pytest.param(r"\{a\}\\b\~c\line d", "{a}\\b c\nd\n", id="转义与换行"),
        pytest.param(r"{\upr{abc}{\*\ud{" + u("统一码部分") + "}}}", "统一码部分\n", id="两种写法取统一码"),
        pytest.param(r"\bin4 {{{{" + u("后文"), "后文\n", id="二进制数据"),
        pytest.param(
            u("正文") + r"{\footnote " + u("见附件") + r"\par}\par " + u("第二段"),
            "正文\n第二段\n见附件\n",
            id="脚注在后",
        ),
        pytest.param(
            r"{\shp{\*\shpinst{\shptxt " + u("文本框") + r"\par}}}" + u("正文"), "正文\n文本框\n", id="文本框"
        ),
    ],
)
def test_what_the_paper_shows_is_read(tmp_path: Path, body: str | bytes, expected: str) -> None:
    assert text(rtf(tmp_path / "a.rtf", body)) == expected


def row(*cells: str, edges: tuple[str, ...]) -> str:
    begin = r"\trowd" + "".join(edges)
    return begin + r"\pard\intbl " + "".join(cell + r"\cell " for cell in cells) + r"\row "


def test_merged_cells_of_a_table(tmp_path: Path) -> None:
    first = (r"\clvmgf\cellx1000", r"\cellx2000", r"\cellx4000")
    second = (r"\clvmrg\cellx1000", r"\cellx2000", r"\cellx4000")
    body = (
        row(u("当事人"), u("姓名"), u("粟大有"), edges=first)
        + row("", u("住址"), u("石桥镇"), edges=second)
        + row(u("案由"), u("超期使用原料"), edges=(r"\cellx2010", r"\cellx4000"))
        + r"\pard "
        + u("后文")
        + r"\par"
    )
    (page,) = pages(rtf(tmp_path / "a.rtf", body))
    assert [(c.row, c.column, c.rows, c.columns, c.text) for c in page.blocks[0].cells] == [
        (0, 0, 2, 1, "当事人"),
        (0, 1, 1, 1, "姓名"),
        (0, 2, 1, 1, "粟大有"),
        (1, 1, 1, 1, "住址"),
        (1, 2, 1, 1, "石桥镇"),
        (2, 0, 1, 2, "案由"),
        (2, 2, 1, 1, "超期使用原料"),
    ]
    assert page.blocks[1].lines[0].text == "后文"


def test_title_headers_and_what_is_not_read(tmp_path: Path) -> None:
    body = (
        r"{\header " + u("内部资料") + r"\par}\pard\qc\fs44 " + u("关于印发办法的通知") + r"\par\pard\ql\fs32 "
        + u("各区人民政府：" * 9) + r"\par{\pict\pngblip 00ff}{\*\annotation " + u("批注") + "}"
    )  # fmt: skip
    (page,) = pages(rtf(tmp_path / "a.rtf", body))
    assert [b.kind for b in page.blocks] == ["header", "title", "text"]
    assert page.notes == ("文档含批注，批注未读入", "文档含 1 幅图片，图片里的文字未识别")


WORDS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x9FFF, codec="gb2312", exclude_categories=["Z", "C"]),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=5))
def test_words_written_are_words_read(tmp_path: Path, lines: list[str]) -> None:
    from language.normal import lookalikes

    body = "".join(u(line) + r"\par " for line in lines)
    assert text(rtf(tmp_path / "a.rtf", body)) == "".join(lookalikes(line) + "\n" for line in lines)


@pytest.mark.parametrize("share", [i / 10 for i in range(1, 10)])
def test_cut_short_is_poor_and_says_so(tmp_path: Path, share: float) -> None:
    path = rtf(tmp_path / "a.rtf", (u("经查，你单位违反规定。") + r"\par ") * 20)
    data = path.read_bytes()
    path.write_bytes(data[: max(int(len(data) * share), 8)])
    (page,) = pages(path)
    assert page.grade == "poor"
    assert any("文件末尾不完整" in note for note in page.notes)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param("{" * 100_000, "damaged", id="十万层嵌套"),
        pytest.param(r"\intbl\cell\row" * 1000, "too_large", id="过多单元格"),
    ],
)
def test_absurd_files_are_refused(tmp_path: Path, body: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        pages(rtf(tmp_path / "a.rtf", body), limits=Limits(max_cells=500))
    assert caught.value.code == code
    assert "请" in caught.value.message


def test_many_controls_are_read(tmp_path: Path) -> None:
    assert text(rtf(tmp_path / "a.rtf", r"\b0" * 400_000 + u("文"))) == "文\n"


def test_huge_numbers_are_ignored(tmp_path: Path) -> None:
    body = r"\u9999999999?\fs999999999\cellx-999999999\bin-5 \ansicpg77777 " + u("文")
    assert text(rtf(tmp_path / "a.rtf", body)) == "文\n"
