"""ODT: order, lists, merged cells, headers, and what is refused."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from reader_papers import pages, text

from dossier.errors import ReadError
from pipeline.readers import Limits, formats, sniff

NS = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip


def odt(path: Path, body: str, styles: str = "", manifest: str = "", automatic: str = "") -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", formats.ODT, compress_type=0)
        archive.writestr(
            "content.xml",
            f"<office:document-content {NS}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr("styles.xml", f"<office:document-styles {NS}>{styles}</office:document-styles>")
        archive.writestr("META-INF/manifest.xml", f"<m>{manifest}</m>")
    return path


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("公告") + "<text:h>第一章</text:h>", "公告\n第一章\n", id="段落与标题"),
        pytest.param(
            p('甲<text:s text:c="3"/>乙<text:tab/>丙<text:line-break/>丁'), "甲   乙    丙\n丁\n", id="空白"
        ),
        pytest.param(
            "<text:tracked-changes><text:changed-region><text:deletion>"
            + p("旧") + "</text:deletion></text:changed-region></text:tracked-changes>" + p("新"),
            "新\n", id="删除的字",
        ),
        pytest.param(p("正<office:annotation><text:p>批</text:p></office:annotation>文"), "正文\n", id="批注"),
        pytest.param(
            p("正文<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>见附件</text:p>"
              "</text:note-body></text:note>。"),
            "正文。\n见附件\n", id="脚注",
        ),
        pytest.param(
            p("正文<draw:frame><draw:text-box><text:p>文本框</text:p></draw:text-box></draw:frame>"),
            "正文\n文本框\n", id="文本框",
        ),
        pytest.param("<text:section>" + p("节内") + "</text:section>", "节内\n", id="节"),
    ],
)  # fmt: skip
def test_what_the_paper_shows_is_read(tmp_path: Path, body: str, expected: str) -> None:
    path = odt(tmp_path / "a.odt", body)
    assert sniff(path) == formats.ODT
    assert text(path) == expected


LISTS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-prefix="第" '
    'style:num-suffix="条" style:num-format="一, 二, 三, ..."/><text:list-level-style-number text:level="2" '
    'style:num-prefix="（" style:num-suffix="）" style:num-format="1"/></text:list-style>'
)


def items(*inner: str) -> str:
    return "".join(f"<text:list-item>{one}</text:list-item>" for one in inner)


def test_numbers_the_program_writes_itself(tmp_path: Path) -> None:
    inner = f"<text:list>{items(p('本市'), p('外市'))}</text:list>"
    body = f'<text:list text:style-name="L">{items(p("为了规范"), p("适用范围") + inner)}</text:list>' + (
        f'<text:list text:style-name="L" text:continue-numbering="true">{items(p("原则"))}</text:list>'
        f'<text:list text:style-name="L">{items(p("另一张表"))}</text:list>'
    )
    assert text(odt(tmp_path / "a.odt", body, automatic=LISTS)).splitlines() == [
        "第一条 为了规范",
        "第二条 适用范围",
        "（1）本市",
        "（2）外市",
        "第三条 原则",
        "第一条 另一张表",
    ]


def cell(words: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(words)}</table:table-cell>"


def test_merged_cells(tmp_path: Path) -> None:
    covered = "<table:covered-table-cell/>"
    rows = (
        cell("当事人", 'table:number-rows-spanned="2"') + cell("姓名"),
        covered + cell("住址"),
        cell("案由", 'table:number-columns-spanned="2"') + covered,
    )
    body = (
        "<table:table>" + "".join(f"<table:table-row>{r}</table:table-row>" for r in rows) + "</table:table>"
    )
    (page,) = pages(odt(tmp_path / "a.odt", body))
    assert [(c.row, c.column, c.rows, c.columns, c.text) for c in page.blocks[0].cells] == [
        (0, 0, 2, 1, "当事人"),
        (0, 1, 1, 1, "姓名"),
        (1, 1, 1, 1, "住址"),
        (2, 0, 1, 2, "案由"),
    ]


def test_title_and_header(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
        '<style:text-properties fo:font-size="22pt"/></style:style><style:style style:name="B" '
        'style:family="paragraph"><style:text-properties fo:font-size="16pt"/></style:style>'
        f"<style:master-page><style:header>{p('内部资料')}</style:header></style:master-page>"
    )
    path = odt(tmp_path / "a.odt", p("关于印发办法的通知", "T") + p("各区人民政府：" * 9, "B"), styles)
    assert [b.kind for b in pages(path)[0].blocks] == ["header", "title", "text"]


@pytest.mark.parametrize(
    ("body", "manifest", "code"),
    [
        pytest.param("<text:p>", "", "damaged", id="不完整的XML"),
        pytest.param(p("x"), "<manifest:encryption-data/>", "encrypted", id="加密"),
        pytest.param("<text:section>" * 200 + "</text:section>" * 200, "", "damaged", id="嵌套过深"),
        pytest.param(
            '<table:table><table:table-row><table:table-cell table:number-columns-repeated="900"/>'
            "</table:table-row></table:table>", "", "too_large", id="过多单元格",
        ),
    ],
)  # fmt: skip
def test_refused_by_name(tmp_path: Path, body: str, manifest: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        pages(odt(tmp_path / "a.odt", body, manifest=manifest), limits=Limits(max_cells=500))
    assert caught.value.code == code
    assert "请" in caught.value.message


@pytest.mark.parametrize("share", [i / 10 for i in range(10)])
def test_cut_short_has_a_name(tmp_path: Path, share: float) -> None:
    path = odt(tmp_path / "a.odt", p("公告") * 50)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ReadError) as caught:
        pages(path)
    assert caught.value.code in ("damaged", "empty")


def test_entities_and_bombs_are_refused(tmp_path: Path) -> None:
    for name, content, code in (
        ("content.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "unsafe"),
        ("content.xml", b"<a>" + b" " * 30_000_000 + b"</a>", "bomb"),
    ):
        path = tmp_path / f"{code}.odt"
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        with pytest.raises(ReadError) as caught:
            pages(path)
        assert caught.value.code == code
