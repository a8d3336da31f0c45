"""OFD: text placed in millimetres, templates, composite graphics, tables, seals, odd paths."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_papers import letter, pages, text

from dossier.errors import ReadError
from pipeline.readers import Limits, Options, count_pages, sniff
from pipeline.readers.ofdpage import Matrix, resolve, steps

NS = "http://www.ofdspec.org/2016"
MM = 72 / 25.4


def words(text: str, x: float, y: float, *, size: float = 5.6, more: str = "", step: str = "") -> str:
    """A text object: corner of its boundary, base line one size below."""
    delta = step or f"g {max(len(text) - 1, 0)} {size}"
    return (
        f'<o:TextObject Boundary="{x} {y} 100 8" Font="1" Size="{size}" {more}>'
        f'<o:TextCode X="0" Y="{size}" DeltaX="{delta}">{text}</o:TextCode></o:TextObject>'
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<o:PathObject Boundary="0 0 210 297" LineWidth="0.3"><o:AbbreviatedData>M {x0} {y0} L {x1} {y1}'
        "</o:AbbreviatedData></o:PathObject>"
    )


def ofd(
    path: Path,
    *contents: str,
    common: str = "",
    parts: dict[str, str | bytes] | None = None,
    body: str = "",
    use: str = "",
    base: str = "Pages/{}.xml",
    ns: str = NS,
) -> Path:
    """A file of these pages' objects."""
    refs = "".join(f'<o:Page ID="{i}" BaseLoc="{base.format(i)}"/>' for i in range(1, len(contents) + 1))
    with ZipFile(path, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f'<o:OFD xmlns:o="{ns}"><o:DocBody><o:DocRoot>Doc_0/Document.xml</o:DocRoot>{body}</o:DocBody></o:OFD>',
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f'<o:Document xmlns:o="{ns}"><o:CommonData><o:PageArea><o:PhysicalBox>0 0 210 297</o:PhysicalBox>'
            f"</o:PageArea>{common}</o:CommonData><o:Pages>{refs}</o:Pages></o:Document>",
        )
        for i, content in enumerate(contents, 1):
            archive.writestr(
                f"Doc_0/Pages/{i}.xml",
                f'<o:Page xmlns:o="{ns}">{use}<o:Content><o:Layer>{content}</o:Layer></o:Content></o:Page>',
            )
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return path


def test_text_in_order_with_boxes_in_points(tmp_path: Path) -> None:
    path = ofd(tmp_path / "a.ofd", words("当事人：谷满仓公司", 30, 60) + words("送达回证", 85, 30))
    assert sniff(path) == "application/ofd"
    assert text(path) == "送达回证\n当事人：谷满仓公司\n"
    (page,) = pages(path)
    assert (page.width, page.height) == (pytest.approx(210 * MM), pytest.approx(297 * MM))
    box = page.blocks[0].lines[0].box
    assert box is not None
    assert (box.x0, box.x1) == (pytest.approx(85 * MM), pytest.approx((85 + 4 * 5.6) * MM))
    assert 30 * MM < box.y0 < box.y1 < (30 + 8) * MM


def test_matrix_of_an_object_counts(tmp_path: Path) -> None:
    shrunk = words("送达日期", 100, 50, size=1.0, more='CTM="5.6 0 0 5.6 0 0"', step="g 3 1")
    (page,) = pages(ofd(tmp_path / "a.ofd", shrunk))
    box = page.blocks[0].lines[0].box
    assert box is not None
    assert box.x1 - box.x0 == pytest.approx(4 * 5.6 * MM)


def test_wide_steps_part_columns_of_a_form(tmp_path: Path) -> None:
    path = ofd(tmp_path / "a.ofd", words("时间地点", 30, 60, step="5.6 56 5.6"))
    assert text(path) == "时间" + " " * 18 + "地点\n"


def test_bold_drawn_twice_is_read_once(tmp_path: Path) -> None:
    assert (
        text(ofd(tmp_path / "a.ofd", words("立案审批表", 80, 30) + words("立案审批表", 80.3, 30)))
        == "立案审批表\n"
    )


def test_table(tmp_path: Path) -> None:
    rules = "".join(line(30, y, 150, y) for y in (50, 62, 74)) + "".join(
        line(x, 50, x, 74) for x in (30, 70, 150)
    )
    cells = (
        words("案由", 32, 52)
        + words("超期使用原料", 72, 52)
        + words("立案日期2022年", 32, 64, step="5.6 5.6 5.6 23.2 3 3 3 3")
    )
    assert text(ofd(tmp_path / "a.ofd", rules + cells)) == "案由\t超期使用原料\n立案日期\t2022年\n"


def test_template_lies_under_the_page(tmp_path: Path) -> None:
    path = ofd(
        tmp_path / "a.ofd",
        words("谷满仓公司", 80, 60),
        common='<o:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>',
        use='<o:Template TemplateID="7" ZOrder="Background"/>',
        parts={
            "Doc_0/Tpls/T.xml": f'<o:Page xmlns:o="{NS}"><o:Content><o:Layer>{words("受送达人：", 30, 60)}'
            "</o:Layer></o:Content></o:Page>"
        },
    )
    assert text(path).replace(" ", "") == "受送达人：谷满仓公司\n"


def test_text_within_composite_graphics(tmp_path: Path) -> None:
    unit = f'<o:CompositeGraphicUnit ID="9"><o:Content>{words("复文", 10, 10)}</o:Content></o:CompositeGraphicUnit>'
    path = ofd(
        tmp_path / "a.ofd",
        '<o:CompositeObject Boundary="50 50 100 100" CTM="2 0 0 2 0 0" ResourceID="9"/>',
        common="<o:DocumentRes>Res.xml</o:DocumentRes>",
        parts={"Doc_0/Res.xml": f'<o:Res xmlns:o="{NS}" BaseLoc="Res">{unit}</o:Res>'},
    )
    (page,) = pages(path)
    box = page.blocks[0].lines[0].box
    assert box is not None
    assert box.x0 == pytest.approx((50 + 2 * 10) * MM)
    assert text(path) == "复文\n"


def test_seal_stands_where_it_was_put(tmp_path: Path) -> None:
    path = ofd(
        tmp_path / "a.ofd",
        words("2026年3月2日", 120, 200),
        body="<o:Signatures>Doc_0/Signs/Signatures.xml</o:Signatures>",
        parts={
            "Doc_0/Signs/Signatures.xml": f'<o:S xmlns:o="{NS}"><o:Signature BaseLoc="Sign_0/Signature.xml"/></o:S>',
            "Doc_0/Signs/Sign_0/Signature.xml": f'<o:S xmlns:o="{NS}"><o:SignedInfo>'
            '<o:StampAnnot PageRef="1" Boundary="110 180 42 42"/></o:SignedInfo></o:S>',
        },
    )
    (page,) = pages(path)
    (seal,) = [block for block in page.blocks if block.kind == "seal"]
    assert seal.box is not None
    assert seal.box.x0 == pytest.approx(110 * MM)
    assert page.notes == ("文件带电子签名 1 个（电子印章 1 处），签名真伪未验证",)


def test_annotations_are_listed_and_stay_out_of_the_text(tmp_path: Path) -> None:
    annotations = (
        f'<o:PageAnnot xmlns:o="{NS}"><o:Annot Type="Stamp"><o:Appearance Boundary="110 180 42 42"/></o:Annot>'
        f'<o:Annot Type="Watermark"><o:Appearance Boundary="0 0 50 50">{words("仅供内部使用", 0, 0)}</o:Appearance>'
        "</o:Annot></o:PageAnnot>"
    )
    path = ofd(
        tmp_path / "a.ofd",
        words("2026年3月2日", 120, 200),
        common="<o:Annotations>Annots/Annotations.xml</o:Annotations>",
        parts={
            "Doc_0/Annots/Annotations.xml": f'<o:A xmlns:o="{NS}"><o:Page PageID="1"><o:FileLoc>P.xml</o:FileLoc>'
            "</o:Page></o:A>",
            "Doc_0/Annots/P.xml": annotations,
        },
    )
    (page,) = pages(path)
    assert text(path) == "2026年3月2日\n"
    assert [(b.kind, [line.text for line in b.lines]) for b in page.blocks[1:]] == [
        ("seal", []),
        ("figure", ["仅供内部使用"]),
    ]
    assert page.notes == ("页上另有注释 1 处，未计入正文",)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(words("公告", 30, 30, more='CTM="1e300 0 0 1e300 1e308 1e308"'), id="无穷大的矩阵"),
        pytest.param(words("公告", 1e12, -1e12), id="页外很远"),
        pytest.param(words("公告", 30, 30, step="g 999999999 1"), id="步数过多"),
        pytest.param(words("公告", 30, 30, size=0), id="零号字"),
        pytest.param(words("公告", 30, 30).replace('Size="5.6"', 'Size="x"'), id="字号不是数"),
        pytest.param(line(0, 0, 1, 1) * 100_000, id="十万条线"),
        pytest.param(words("公", 30, 30) * 20_000, id="两万个字块"),
    ],
)
def test_absurd_geometry_is_read_or_refused(tmp_path: Path, content: str) -> None:
    try:
        pages(ofd(tmp_path / "a.ofd", content))
    except ReadError as error:
        assert error.code == "damaged"
        assert "请" in error.message


def outline(x: float) -> str:
    """A character as a filled shape."""
    return (
        f'<o:PathObject Boundary="{x} 25 13 13" Stroke="false" Fill="true"><o:AbbreviatedData>'
        f"M 0 0 {'L 1 1 B 1 1 2 2 3 3 ' * 5} C</o:AbbreviatedData></o:PathObject>"
    )


def test_a_heading_drawn_as_shapes_is_said_to_be_unread(tmp_path: Path) -> None:
    heading = "".join(outline(20 + 15 * i) for i in range(4))
    (page,) = pages(ofd(tmp_path / "a.ofd", heading + words("关于涵洞建设的函", 30, 60)))
    assert "页中有 4 处画成图形的内容，可能是文字（如红头），未识别" in page.notes
    (plain,) = pages(ofd(tmp_path / "b.ofd", words("关于涵洞建设的函", 30, 60) + line(20, 50, 190, 50)))
    assert not plain.notes


def test_scanned_page_is_read_from_its_picture(tmp_path: Path) -> None:
    data = BytesIO()
    letter().save(data, "JPEG", quality=90)
    path = ofd(
        tmp_path / "a.ofd",
        '<o:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="5"/>',
        common="<o:DocumentRes>Res.xml</o:DocumentRes>",
        parts={
            "Doc_0/Res.xml": f'<o:Res xmlns:o="{NS}" BaseLoc="Res"><o:MultiMedia ID="5" Type="Image">'
            "<o:MediaFile>i.jpg</o:MediaFile></o:MultiMedia></o:Res>",
            "Doc_0/Res/i.jpg": data.getvalue(),
        },
    )
    (page,) = pages(path)
    assert (page.engine, page.reason) == ("faster-paddle", "OFD 扫描页，没有文字层")
    assert "青禾县市场监督管理局" in text(path)
    (unread,) = pages(path, ocr="never")
    assert (unread.grade, unread.blocks) == ("poor", ())


@pytest.mark.parametrize(
    ("base", "ns"),
    [
        pytest.param("/Doc_0/Pages/{}.xml", NS, id="绝对路径"),
        pytest.param("Pages\\\\{}.xml".replace("\\\\", "\\"), NS, id="反斜杠"),
        pytest.param("PAGES/{}.XML", NS, id="大小写不一"),
        pytest.param("./Tpls/../Pages/{}.xml", NS, id="带点的路径"),
        pytest.param("Pages/{}.xml", "http://www.ofdspec.org", id="旧命名空间"),
    ],
)
def test_files_in_the_wild(tmp_path: Path, base: str, ns: str) -> None:
    assert text(ofd(tmp_path / "a.ofd", words("公告", 30, 30), base=base, ns=ns)) == "公告\n"


def test_pages_by_range_and_limit(tmp_path: Path) -> None:
    path = ofd(tmp_path / "a.ofd", *(words(f"第{c}份", 30, 30) for c in "一二三四"))
    assert count_pages(path, Options(source="a")) == 4
    assert [page.number for page in pages(path, range(2, 4))] == [2, 3]
    with pytest.raises(ReadError, match="max_pages") as caught:
        pages(path, limits=Limits(max_pages=3))
    assert caught.value.code == "too_many_pages"


def test_missing_page_is_damage(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        pages(ofd(tmp_path / "a.ofd", words("公告", 30, 30), base="Pages/gone{}.xml"))
    assert caught.value.code == "damaged"


@pytest.mark.parametrize(
    ("given_", "expected"),
    [("5 5.5", [5, 5.5]), ("g 3 5.5 2", [5.5, 5.5, 5.5, 2]), ("", []), ("5 x 6", [5, 6]), ("-1.5e1", [-15])],
)
def test_steps_between_characters(given_: str, expected: list[float]) -> None:
    assert steps(given_) == expected


@pytest.mark.parametrize(
    ("base", "named", "part"),
    [
        ("Doc_0/Document.xml", "../x.xml", "x.xml"),
        ("", "/Doc_0/a.xml", "Doc_0/a.xml"),
        ("a/b.xml", "../../../c", "c"),
    ],
)
def test_paths_never_leave_the_archive(base: str, named: str, part: str) -> None:
    assert resolve(base, named) == part


NUMBER = st.floats(-50, 50)


@given(NUMBER, NUMBER, st.tuples(*[NUMBER] * 6), st.tuples(*[NUMBER] * 6))
def test_matrices_follow_one_another(
    x: float, y: float, first: tuple[float, ...], second: tuple[float, ...]
) -> None:
    a, b = Matrix(*first), Matrix(*second)
    assert a.within(b).point(x, y) == pytest.approx(b.point(*a.point(x, y)), abs=1e-3)
