"""Real engines on pages drawn here: seals, forms, turned and faint pages. Names are invented."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reader_papers import canvas, document, form, letter, pages, scan, sealed, text

from dossier.errors import ReadError
from pipeline.readers import render
from pipeline.readers.ocr import ENGINES, make_ocr

DATE = "二〇二二年五月六日"


def read_zero(text: str) -> str:
    """Engines write the zero of years in several ways; extractors take them all."""
    return text.replace("0", "〇").replace("○", "〇").replace("O", "〇")


def as_pdf(path: Path, image: Image.Image) -> Path:
    made = canvas(path)
    made.drawInlineImage(image, 0, 0, 595, 842)
    made.save()
    return path


@pytest.mark.parametrize("engine", ["paddle", "tesseract", pytest.param("rapidocr", marks=pytest.mark.prove)])
def test_every_engine_reads_a_letter(engine: str) -> None:
    lines = make_ocr(engine)(letter().convert("L"))
    read = "".join(line.text for line in sorted(lines, key=lambda line: line.box.y0 if line.box else 0))
    assert "行政处罚决定书" in read.replace(" ", "")
    assert "青禾县市场监督管理局" in read.replace(" ", "")
    assert all(0 <= line.score <= 1 and line.box is not None for line in lines)


def test_unknown_engine_names_those_there_are() -> None:
    with pytest.raises(ReadError, match="paddle") as caught:
        make_ocr("abbyy")
    assert caught.value.code == "no_engine"


def test_missing_engine_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.ocr.find_spec", lambda name: None)
    for engine, hint in (("paddle", "pip install faster-paddle"), ("rapidocr", "fadu\\[rapidocr\\]")):
        with pytest.raises(ReadError, match=hint) as caught:
            ENGINES[engine]()
        assert caught.value.code == "no_engine"


def test_scanned_pdf_reads_like_the_paper(tmp_path: Path) -> None:
    path = as_pdf(tmp_path / "a.pdf", letter())
    (page,) = pages(path)
    assert (page.engine, page.reason, page.grade) == ("faster-paddle", "扫描页，没有文字层", "good")
    assert [block.kind for block in page.blocks][:1] == ["title"]
    assert "二〇二二年三月一日至四月三十日期间未按规定建立进货查验" in text(path)


def test_sealed_date_is_read_and_the_seal_listed(tmp_path: Path) -> None:
    (page,) = pages(as_pdf(tmp_path / "a.pdf", sealed(letter())))
    dates = [line.text for block in page.blocks for line in block.lines if "年五月" in line.text]
    assert [read_zero(date) for date in dates] == [DATE]
    assert [block.kind for block in page.blocks].count("seal") == 1


def test_sealed_date_on_a_nearly_empty_page(tmp_path: Path) -> None:
    page = sealed(scan([(760, 900, 34, "青禾县市场监督管理局"), (800, 970, 34, DATE)]))
    assert read_zero(text(as_pdf(tmp_path / "a.pdf", page))).splitlines()[-1] == DATE


def test_evidence_box_covers_the_words(tmp_path: Path) -> None:
    path = as_pdf(tmp_path / "a.pdf", letter())
    paper = document(path)
    at = paper.text.index("年五月六日")
    (box,) = paper.place(at, at + 5).boxes
    image = render(path, 1, dpi=72).convert("L")
    ink = np.asarray(image)[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1]
    assert ink.min() < 120
    assert 4 * 15 < box.x1 - box.x0 < 6 * 18  # five characters of 16 points


@pytest.mark.parametrize("degrees", [90, 180, 270], ids=["右倒", "倒置", "左倒"])
def test_turned_page_is_read_upright_and_drawn_so(tmp_path: Path, degrees: int) -> None:
    path = tmp_path / "a.png"
    letter().rotate(degrees, expand=True).save(path)
    (page,) = pages(path)
    assert page.rotation == degrees
    assert read_zero(text(path)).splitlines()[-1] == DATE
    image = render(path, 1, dpi=72, rotation=page.rotation)
    assert (page.width, page.height) == pytest.approx(image.size, abs=1)


@pytest.mark.parametrize("degrees", [0, 1.5, -4], ids=["平", "微斜", "很斜"])
def test_ruled_form_gives_label_and_value(tmp_path: Path, degrees: float) -> None:
    rows = [
        ["案由", "使用超期原料", "案件来源", "投诉举报"],
        ["当事人", "谷满仓食品厂", "立案日期", "2022年8月2日"],
        ["承办人", "郁怀山", "执法证号", "19012200317"],
    ]
    page = form(rows, xs=[120, 300, 620, 800, 1120])
    page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white").save(tmp_path / "a.png")
    read = text(tmp_path / "a.png").splitlines()
    assert read[0] == "立案审批表"
    assert [line.split("\t") for line in read[1:]] == rows


def test_shaded_photograph_is_read(tmp_path: Path) -> None:
    light = np.linspace(0.35, 0.9, 1240)[None, :, None]
    dim = Image.fromarray((np.asarray(letter()) * light).astype(np.uint8))
    dim.save(tmp_path / "a.jpg", quality=70)
    (page,) = pages(tmp_path / "a.jpg")
    assert "底色不匀，已校正后识别" in page.notes
    assert read_zero(text(tmp_path / "a.jpg")).splitlines()[-1] == DATE


def test_noise_is_a_poor_page_not_an_error(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    Image.fromarray(rng.integers(0, 255, (800, 600, 3), dtype=np.uint8)).save(tmp_path / "a.png")
    (page,) = pages(tmp_path / "a.png")
    assert page.grade == "poor"
    assert page.notes


def test_never_leaves_a_scan_unread_and_says_so(tmp_path: Path) -> None:
    (page,) = pages(as_pdf(tmp_path / "a.pdf", letter()), ocr="never")
    assert (page.grade, page.blocks) == ("poor", ())
    assert "按设置未做识别" in page.notes[0]


def test_always_reads_a_sound_text_layer_again(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    made.drawInlineImage(letter(), 0, 0, 595, 842)
    made.drawString(80, 100, "图上另有一层文字，内容与扫描图不同")
    made.save()
    (page,) = pages(path, ocr="always")
    assert page.engine == "faster-paddle"


def test_hidden_text_of_another_engine_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    made = canvas(path)
    made.drawInlineImage(letter(), 0, 0, 595, 842)
    hidden = made.beginText(80, 700)
    hidden.setTextRenderMode(3)
    hidden.setFont("STSong-Light", 16)
    hidden.textLine("二〇一九年一月一日（别的引擎认错的日期）")
    made.drawText(hidden)
    made.save()
    (page,) = pages(path)
    assert page.reason == "扫描图像带隐藏文字层，按图像重新识别"
    assert "二〇一九年" not in text(path)
