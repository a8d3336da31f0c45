"""Word files: order, numbers Word writes itself, merged cells, and what is refused."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from reader_papers import cell, docx, pages, para, text

from dossier.errors import ReadError
from pipeline.readers import Limits
from pipeline.readers.numbering import _chinese, _roman

ROW = "<w:tr>{}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(ROW.format(row) for row in rows)}</w:tbl>"


def test_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    body = para("送审函") + table(cell("送审稿") + cell("《办法》")) + para("2026年3月2日")
    assert text(docx(tmp_path / "a.docx", body)) == "送审函\n送审稿\t《办法》\n2026年3月2日\n"


def test_one_page_without_geometry(tmp_path: Path) -> None:
    (page,) = pages(docx(tmp_path / "a.docx", para("公告")))
    assert (page.number, page.width, page.height, page.engine) == (1, 0, 0, "docx")
    assert pages(docx(tmp_path / "b.docx", para("公告")), range(2, 9)) == ()


def test_merged_cells(tmp_path: Path) -> None:
    body = table(
        cell("当事人", '<w:vMerge w:val="restart"/>') + cell("姓名") + cell("粟大有"),
        cell("", "<w:vMerge/>") + cell("住址") + cell("石桥镇"),
        cell("案由", '<w:gridSpan w:val="2"/>') + cell("超期使用原料"),
    )
    (page,) = pages(docx(tmp_path / "a.docx", body))
    assert [(c.row, c.column, c.rows, c.columns, c.text) for c in page.blocks[0].cells] == [
        (0, 0, 2, 1, "当事人"),
        (0, 1, 1, 1, "姓名"),
        (0, 2, 1, 1, "粟大有"),
        (1, 1, 1, 1, "住址"),
        (1, 2, 1, 1, "石桥镇"),
        (2, 0, 1, 2, "案由"),
        (2, 2, 1, 1, "超期使用原料"),
    ]


def test_empty_cell_keeps_its_place_in_the_row(tmp_path: Path) -> None:
    body = table(cell("送达日期") + cell("") + cell("送达人") + cell("郁怀川"))
    assert text(docx(tmp_path / "a.docx", body)) == "送达日期\t\t送达人\t郁怀川\n"


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/><w:suff w:val="nothing"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def numbered(words: str, list_: int, level: int = 0) -> str:
    return para(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>')


def test_numbers_word_writes_itself(tmp_path: Path) -> None:
    body = (
        numbered("为了规范", 1)
        + numbered("适用范围", 1)
        + numbered("本市", 1, 1)
        + numbered("外市", 1, 1)
        + numbered("原则", 1)
        + numbered("重新计数", 1, 1)
        + numbered("项目符号", 2)
        + numbered("另一张表", 3)
    )
    assert text(docx(tmp_path / "a.docx", body, numbering=NUMBERING)).splitlines() == [
        "第一条 为了规范",
        "第二条 适用范围",
        "（1）本市",
        "（2）外市",
        "第三条 原则",
        "（1）重新计数",
        "项目符号",
        "第一条 另一张表",
    ]


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1003, "一千零三"),
    ],
)
def test_chinese_numbers(count: int, written: str) -> None:
    assert _chinese(count) == written


def test_roman_numbers() -> None:
    assert [_roman(n) for n in (1, 4, 9, 14, 40, 1994)] == ["I", "IV", "IX", "XIV", "XL", "MCMXCIV"]


@pytest.mark.parametrize(
    ("run", "read"),
    [
        pytest.param(
            "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>新</w:t></w:r>", "新", id="删除的字"
        ),
        pytest.param("<w:ins><w:r><w:t>增补</w:t></w:r></w:ins>", "增补", id="插入的字"),
        pytest.param(
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>公开</w:t></w:r>",
            "公开",
            id="隐藏的字",
        ),
        pytest.param("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>文</w:t></w:r>", "文", id="域代码"),
        pytest.param(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>合法</w:t></w:r>', "☑合法", id="勾选框"
        ),
        pytest.param("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙", id="段内换行"),
        pytest.param(
            "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:t>后</w:t></w:r>",
            "链接后",
            id="超链接",
        ),
        pytest.param(
            "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent>"
            "</mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent>"
            "</mc:Fallback></mc:AlternateContent><w:r><w:t>正文</w:t></w:r>",
            "正文\n文本框",
            id="文本框只读一次",
        ),
    ],
)
def test_what_the_paper_shows_is_read(tmp_path: Path, run: str, read: str) -> None:
    assert text(docx(tmp_path / "a.docx", f"<w:p>{run}</w:p>")) == read + "\n"


def test_tracked_changes_are_said_aloud(tmp_path: Path) -> None:
    (page,) = pages(docx(tmp_path / "a.docx", "<w:p><w:ins><w:r><w:t>三十日</w:t></w:r></w:ins></w:p>"))
    assert any("修订" in note for note in page.notes)


def test_title_is_centred_and_larger(tmp_path: Path) -> None:
    centre = '<w:jc w:val="center"/>'
    body = (
        para("某某市政府关于印发办法的通知", centre, size=44)
        + para("各区人民政府：" * 20)
        + para("第一章 总则", centre)
    )
    (page,) = pages(docx(tmp_path / "a.docx", body))
    assert [(b.kind, b.lines[0].text[:4]) for b in page.blocks] == [
        ("title", "某某市政"),
        ("text", "各区人民"),
    ]


def test_headers_stay_out_of_the_text_and_footnotes_follow_it(tmp_path: Path) -> None:
    path = docx(
        tmp_path / "a.docx",
        para("正文"),
        header1="<w:p><w:r><w:t>内部资料</w:t></w:r></w:p>",
        footnotes='<w:footnote w:id="1"><w:p><w:r><w:t>见附件</w:t></w:r></w:p></w:footnote>',
    )
    assert text(path) == "正文\n见附件\n"
    assert pages(path)[0].blocks[0].kind == "header"


# ── refused ───────────────────────────────────────────────────────────────────────────────────────


def zipped(path: Path, *, size: int = 0, count: int = 1, xml: str = "<a/>") -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
        for i in range(count):
            archive.writestr(f"word/media/{i}.bin", bytes(size))
    return path


@pytest.mark.parametrize(
    ("bomb", "limits", "setting"),
    [
        pytest.param({"size": 30_000_000}, Limits(), "max_ratio", id="压缩比"),
        pytest.param({"size": 3_000_000}, Limits(max_unpacked_mb=2), "max_unpacked_mb", id="解压后大小"),
        pytest.param({"count": 50}, Limits(max_entries=20), "max_entries", id="文件数"),
    ],
)
def test_bombs_name_the_setting(tmp_path: Path, bomb: dict[str, int], limits: Limits, setting: str) -> None:
    with pytest.raises(ReadError, match=setting) as caught:
        pages(zipped(tmp_path / "a.docx", **bomb), limits=limits)
    assert caught.value.code == "bomb"


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        pytest.param(
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "unsafe", id="外部实体"
        ),
        pytest.param("<a><b></a>", "damaged", id="不完整的XML"),
    ],
)
def test_hostile_and_broken_xml(tmp_path: Path, xml: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        pages(zipped(tmp_path / "a.docx", xml=xml))
    assert caught.value.code == code


def test_part_cut_short_is_damaged(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", para("公告" * 500))
    data = bytearray(path.read_bytes())
    data[100:140] = bytes(40)
    path.write_bytes(bytes(data))
    with pytest.raises(ReadError) as caught:
        pages(path)
    assert caught.value.code == "damaged"
