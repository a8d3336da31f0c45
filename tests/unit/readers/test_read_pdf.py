"""PDF with a text layer: order, boxes, tables, fields, seals, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_papers import A4, canvas, document, pages, paragraph, pdf, text

from dossier.errors import ReadError
from pipeline.readers import Limits, Options, count_pages, render

BODY = "经查，你单位于二〇二二年三月一日至四月三十日期间未按规定建立进货查验记录制度，违反了《食品安全法》第五十三条第一款的规定，现责令改正。"


def test_running_text_has_no_line_breaks_in_sentences(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", paragraph(BODY))
    assert text(path) == BODY + "\n"


def test_lines_drawn_out_of_order_read_in_order(tmp_path: Path) -> None:
    lines = [(300, 700, "2022年5月6日"), (80, 200, "当事人：谷满仓公司"), (200, 100, "处罚决定书")]
    assert text(pdf(tmp_path / "a.pdf", lines)) == "处罚决定书\n当事人：谷满仓公司\n2022年5月6日\n"


def test_title_and_page_number_have_their_kinds(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    made.setFont("STSong-Light", 24)
    made.drawCentredString(A4[0] / 2, 740, "行政处罚决定书")
    made.setFont("STSong-Light", 16)
    for x, y, line in paragraph(BODY, top=180):
        made.drawString(x, A4[1] - y, line)
    made.drawCentredString(A4[0] / 2, 40, "- 1 -")
    made.save()
    (page,) = pages(path)
    assert [block.kind for block in page.blocks] == ["title", "text", "footer"]
    assert "- 1 -" not in document(path).text


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(80, 400), st.integers(60, 560), st.sampled_from([0, 90, 180, 270]))
def test_boxes_meet_the_print_however_the_page_is_turned(tmp_path: Path, x: int, y: int, turn: int) -> None:
    """The evidence picture: ink lies within the box of the words, and next to none around them."""
    path = tmp_path / "a.pdf"
    made = canvas(path)
    made.setPageRotation(turn)
    made.drawString(x, y, "送达日期")
    made.save()
    paper = document(path)
    (box,) = paper.place(0, 4).boxes
    image = render(path, 1, dpi=144).convert("L").point(lambda v: 255 if v < 160 else 0)
    found = image.getbbox()
    assert found is not None
    ink = [v / 2 for v in found]
    assert (paper.pages[0].width * 2, paper.pages[0].height * 2) == pytest.approx(image.size, abs=1)
    assert box.x0 - 2 <= ink[0] and ink[2] <= box.x1 + 2
    assert box.y0 - 2 <= ink[1] and ink[3] <= box.y1 + 2


@pytest.mark.parametrize("turn", [0, 90, 270], ids=["未转", "转90度", "转270度"])
@pytest.mark.parametrize("angle", [90, 180, 270], ids=["向上", "倒置", "向下"])
def test_print_that_runs_up_or_down_the_page_is_turned(tmp_path: Path, angle: int, turn: int) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    made.setPageRotation(turn)
    made.translate(300, 420)
    made.rotate(angle)
    for i, line in enumerate(
        ("附件：行政处罚案件登记表", "第一行登记的是立案日期和承办人姓名", "第二行登记的是送达日期和送达方式")
    ):
        made.drawString(-200, 60 - 30 * i, line)
    made.save()
    (page,) = pages(path)
    assert text(path).splitlines()[0] == "附件：行政处罚案件登记表"
    image = render(path, 1, dpi=72, rotation=page.rotation)
    assert (page.width, page.height) == pytest.approx(image.size, abs=1)
    ink = image.convert("L").point(lambda v: 255 if v < 160 else 0).getbbox()
    box = page.blocks[0].box
    assert ink is not None and box is not None
    assert box.x0 - 2 <= ink[0] and ink[2] <= box.x1 + 2 and box.y0 - 2 <= ink[1] and ink[3] <= box.y1 + 2


def test_cropped_page_counts_from_its_corner(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    made.setCropBox((100, 100, 500, 700))
    made.drawString(150, 600, "送达")
    made.save()
    (page,) = pages(path)
    box = page.blocks[0].lines[0].box
    assert box is not None
    assert (page.width, page.height) == (400, 600)
    assert box.x0 == pytest.approx(50, abs=1)
    assert box.y1 == pytest.approx(100, abs=6)


def test_table_with_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    made.grid([80, 180, 300, 500], [600, 640, 680])
    made.drawString(90, 650, "当事人")
    made.drawString(190, 650, "姓名")
    made.drawString(310, 650, "粟大有")
    made.drawString(90, 610, "案由")
    made.drawString(310, 610, "超期使用原料")
    made.save()
    assert text(path) == "当事人\t姓名\t粟大有\n案由\t\t超期使用原料\n"


def test_words_drawn_in_one_go_over_a_rule_are_cut_at_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    made.grid([80, 160, 400], [600, 640, 680])
    made.drawString(90, 650, "立案日期二〇二二年八月二日")
    made.save()
    assert text(path).startswith("立案日期\t二〇二二年八月二日\n")


def test_set_spaces_go_and_typed_gaps_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    made.drawString(80, 700, "于")
    made.drawString(100, 700, "2024")  # four points after 于, as word processors set them
    made.drawString(136, 700, "年送达。")
    made.drawString(80, 660, "财政部")
    made.drawString(136, 660, "税务总局")  # half an em, as typed
    made.drawString(80, 620, "案件来源")
    made.drawString(312, 620, "时间")
    made.save()
    assert text(path).splitlines() == ["于2024年送达。", "财政部 税务总局", "案件来源" + " " * 21 + "时间"]


def test_filled_form_field_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    made.drawString(80, 700, "受送达人签收日期（本栏由收件人填写）：")
    made.acroForm.textfield(name="day", x=80, y=640, width=200, height=24, value="2026-03-02")
    made.save()
    assert "2026-03-02" in text(path)


def test_pages_come_one_by_one_and_by_range(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    for n in range(1, 8):
        made.setFont("STSong-Light", 16)
        made.drawString(80, 700, f"第{n}份材料")
        made.showPage()
    made.save()
    assert count_pages(path, Options(source="a")) == 7
    assert [page.number for page in pages(path, range(3, 6))] == [3, 4, 5]
    assert [page.number for page in pages(path, range(6, 31))] == [6, 7]


def test_blank_page_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    made.showPage()
    made.save()
    (page,) = pages(path)
    assert (page.blocks, page.reason) == ((), "空白页")


# ── refused ───────────────────────────────────────────────────────────────────────────────────────


def test_encrypted_pdf_opens_with_its_password_only(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", paragraph(BODY), password="2026")
    for password, advice in ((None, "--password-file"), ("错的", "不对")):
        with pytest.raises(ReadError, match=advice) as caught:
            pages(path, password=password)
        assert caught.value.code == "encrypted"
    assert text(path, password="2026") == BODY + "\n"


def test_truncated_pdf_is_damaged(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", paragraph(BODY))
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(ReadError) as caught:
        count_pages(path, Options(source="a"))
    assert caught.value.code == "damaged"


def test_too_many_pages_names_the_setting(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    for _ in range(4):
        made.showPage()
    made.save()
    options = Options(source="a", limits=Limits(max_pages=3))
    with pytest.raises(ReadError, match=r"共 4 页，超过设置 max_pages（3）") as caught:
        count_pages(path, options)
    assert caught.value.code == "too_many_pages"


def test_page_that_is_not_there_cannot_be_drawn(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", paragraph(BODY))
    with pytest.raises(ReadError) as caught:
        render(path, 2)
    assert caught.value.code == "no_page"
