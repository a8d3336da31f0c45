"""Word papers on pages: text stays the file's own, places come from what LibreOffice lays out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_papers import cell, document, docx, pages, para, text

from dossier.document import Block, Cell, Line, Page
from dossier.errors import ReadError
from dossier.geometry import Box
from pipeline.readers import Options, count_pages, render, soffice
from pipeline.readers.align import align


def page(number: int, *blocks: Block) -> Page:
    size = 600 if number else 0
    return Page(
        source="a", number=number or 1, width=size, height=size, engine="x", reason="x", blocks=blocks
    )


def words(*lines: str, at: float = 0) -> Block:
    made = tuple(Line(text=t, box=Box(x0=0, y0=at + i, x1=10, y1=at + i + 1)) for i, t in enumerate(lines))
    return Block(kind="text", lines=made)


def joined(made: list[Page]) -> str:
    return "|".join("".join(line.text for b in p.blocks for line in b.lines) for p in made)


def test_a_paragraph_is_parted_where_lines_and_pages_are() -> None:
    flow = page(
        0, Block(kind="text", lines=(Line(text="为了规范行政处罚的设定和实施"), Line(text="第二条 适用")))
    )
    made, share = align(
        flow, [page(1, words("为了规范行", "政处罚")), page(2, words("的设定和实施", "第二条适用"))]
    )
    assert share == 1
    assert joined(made) == "为了规范行政处罚|的设定和实施第二条 适用"
    first = made[0].blocks[0].lines
    assert [(line.text, line.wraps, line.box is not None) for line in first] == [
        ("为了规范行", True, True),
        ("政处罚", True, True),
    ]
    assert [line.wraps for line in made[1].blocks[0].lines] == [False, False]


def test_what_is_not_printed_keeps_its_place_without_a_box() -> None:
    flow = page(
        0,
        Block(
            kind="text",
            lines=(Line(text="正文第一段文字"), Line(text="印不出来"), Line(text="正文第二段文字")),
        ),
    )
    made, share = align(flow, [page(1, words("正文第一段文字")), page(2, words("正文第二段文字"))])
    assert joined(made) == "正文第一段文字印不出来|正文第二段文字"
    assert made[0].blocks[0].lines[1].box is None
    assert 0.7 < share < 0.8


def test_rows_of_a_table_go_to_the_page_they_begin_on() -> None:
    cells = tuple(Cell(row=r, column=0, lines=(Line(text=f"第{c}行的内容"),)) for r, c in enumerate("一二三"))
    flow = page(0, Block(kind="table", cells=cells))
    made, _ = align(flow, [page(1, words("第一行的内容")), page(2, words("第二行的内容", "第三行的内容"))])
    assert [[c.row for b in p.blocks for c in b.cells] for p in made] == [[0], [1, 2]]


CHARS = st.text(st.sampled_from("行政处罚决定书 的设立送达日期"), max_size=40)


@given(st.lists(CHARS, max_size=6), st.lists(CHARS, min_size=1, max_size=6))
def test_text_is_the_same_whatever_is_printed(lines: list[str], printed: list[str]) -> None:
    from dossier.document import Document

    flow = page(0, Block(kind="text", lines=tuple(Line(text=t) for t in lines)))
    made, _ = align(flow, [page(i + 1, words(t)) for i, t in enumerate(printed)])
    before, after = (
        Document(id="x", sources=("a",), media_type="x", pages=tuple(p)).text for p in ([flow], made)
    )
    assert before == after


def test_missing_libreoffice_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.soffice.which", lambda name: None)
    path = docx(tmp_path / "a.docx", para("公告"))
    (one,) = pages(path, layout="auto")
    assert one.width == 0
    assert any("LibreOffice" in note for note in one.notes)
    with pytest.raises(ReadError, match="LibreOffice") as caught:
        render(path, 1)
    assert caught.value.code == "no_image"


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60 & sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr("pipeline.readers.soffice.which", lambda name: str(slow))
    from time import monotonic

    begin = monotonic()
    assert soffice.to_pdf(docx(tmp_path / "a.docx", para("不会排版")), ".docx", seconds=0.5) is None
    assert monotonic() - begin < 10


def test_a_word_file_laid_out(tmp_path: Path) -> None:
    """The real program: without it pages would have no boxes, which this test must not hide."""
    assert soffice.program(), "本机没有 LibreOffice，请安装 libreoffice-writer 后再测"
    body = "".join(para(f"第{i}条 " + "行政机关应当依法履行职责。" * 9) for i in range(1, 30))
    body += f"<w:tbl><w:tr>{cell('送达日期')}{cell('2026年3月2日')}</w:tr></w:tbl>" + para("完")
    path = docx(tmp_path / "a.docx", body)
    # written by hand, so it lacks what Word asks for; LibreOffice needs the parts to be named
    from zipfile import ZipFile

    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    space = "http://schemas.openxmlformats.org/package/2006"
    with ZipFile(path) as old:
        inner = old.read("word/document.xml")
    with ZipFile(path, "w") as made:
        made.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{space}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kinds}"/></Types>',
        )
        made.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{space}/relationships"><Relationship Id="r1" Target="word/document.xml" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
            "</Relationships>",
        )
        made.writestr("word/document.xml", inner)
    found = pages(path, layout="auto")
    assert len(found) == count_pages(path, Options(source="a", layout="auto")) > 1
    assert text(path, layout="auto") == text(path)
    paper = document(path, layout="auto")
    at = paper.text.index("2026年3月2日")
    place = paper.place(at, at + 9)
    assert place.page == len(found)
    assert len(place.boxes) == 1
    picture = render(path, place.page, dpi=72)
    box = place.boxes[0]
    ink = picture.convert("L").crop((int(box.x0), int(box.y0), int(box.x1) + 1, int(box.y1) + 1))
    assert ink.getextrema()[0] < 128
