"""Old Word and WPS files."""

from pathlib import Path
from struct import pack

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ole_papers import CENTRED, DELETED, HIDDEN, IN_TABLE, NUMBERED, ROW_END, Para, doc, ole
from reader_papers import pages, text

from dossier.errors import ReadError
from pipeline.readers import sniff
from pipeline.readers.ole import Ole


def test_paragraphs(tmp_path: Path) -> None:
    path = doc(tmp_path / "a.doc", [Para("行政处罚决定书\r"), Para("当事人：谷满仓公司\x0b住址：石桥镇\r")])
    assert sniff(path) == "application/msword"
    assert text(path) == "行政处罚决定书\n当事人：谷满仓公司\n住址：石桥镇\n"


def test_table_keeps_its_cells(tmp_path: Path) -> None:
    row = [Para("立案日期\x07", IN_TABLE), Para("2022年8月2日\x07", IN_TABLE), Para("\x07", ROW_END)]
    second = [
        Para("承办人意见\x07", IN_TABLE),
        Para("同意。\r", IN_TABLE),
        Para("郁怀川\x07", IN_TABLE),
        Para("\x07", ROW_END),
    ]
    third = [Para("备注\x07", IN_TABLE), Para("\x07", IN_TABLE), Para("\x07", ROW_END)]
    path = doc(tmp_path / "a.doc", [Para("立案审批表\r"), *row, *second, *third, Para("以上\r")])
    assert text(path) == "立案审批表\n立案日期\t2022年8月2日\n承办人意见\t同意。\n郁怀川\n备注\t\n以上\n"


def test_title_is_centred_and_larger(tmp_path: Path) -> None:
    body = [
        Para("行政处罚决定书\r", CENTRED, 44),
        Para("经查，" * 20 + "\r", b"", 32),
        Para("第一章 总则\r", CENTRED, 32),
    ]
    (page,) = pages(doc(tmp_path / "a.doc", body))
    assert [block.kind for block in page.blocks] == ["title", "text"]


def test_field_codes_are_not_printed(tmp_path: Path) -> None:
    path = doc(
        tmp_path / "a.doc", [Para("第\x13 PAGE \x14" + "3\x15页，\x13 REF \x13 X \x14y\x15 \x14附件\x15\r")]
    )
    assert text(path) == "第3页，附件\n"


def test_automatic_numbers_are_said_to_be_missing(tmp_path: Path) -> None:
    (page,) = pages(doc(tmp_path / "a.doc", [Para("违法事实\r", NUMBERED)]))
    assert any("自动编号" in note for note in page.notes)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        pytest.param({"flags": 0x0300}, "encrypted", id="加密"),
        pytest.param({"magic": 0xA5DC}, "unsupported", id="Word95"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, options: dict[str, int], code: str) -> None:
    with pytest.raises(ReadError) as caught:
        pages(doc(tmp_path / "a.doc", [Para("公告\r")], **options))
    assert caught.value.code == code
    assert "请" in caught.value.message


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(600, 5000), st.binary(min_size=1, max_size=40))
def test_damage_is_an_error_with_a_name_or_harmless(tmp_path: Path, at: int, junk: bytes) -> None:
    """Whatever bytes are overwritten, the file reads or is refused by name; nothing else is raised."""
    path = doc(tmp_path / "a.doc", [Para("行政处罚决定书\r"), Para("正文" * 40 + "\r")])
    data = bytearray(path.read_bytes())
    data[at : at + len(junk)] = junk
    path.write_bytes(bytes(data))
    try:
        pages(path)
    except ReadError as error:
        assert error.code in {"damaged", "encrypted", "unsupported"}


@pytest.mark.parametrize("size", [10, 63, 64, 4095, 4096, 9000], ids=str)
def test_streams_small_and_large_come_back(size: int) -> None:
    data = bytes(i % 251 for i in range(size))
    assert Ole(ole({"WordDocument": data, "甲": b"x" * 70})).read("WordDocument") == data


def test_chain_that_runs_in_a_circle_is_damage() -> None:
    data = bytearray(ole({"WordDocument": bytes(9000)}))
    data[512 + 4 * 2 : 512 + 4 * 3] = (2).to_bytes(4, "little")
    with pytest.raises(ReadError) as caught:
        Ole(bytes(data)).read("WordDocument")
    assert caught.value.code == "damaged"


@pytest.mark.parametrize(
    ("marks", "note"), [pytest.param(DELETED, True, id="修订删除"), pytest.param(HIDDEN, False, id="隐藏")]
)
def test_deleted_and_hidden_words_are_no_words_of_the_paper(tmp_path: Path, marks: bytes, note: bool) -> None:
    found = [Para("征求意见期限为"), Para("十", marks=marks), Para("三十日。\r")]
    path = doc(tmp_path / "a.doc", found)
    assert text(path) == "征求意见期限为三十日。\n"
    assert any("修订" in one for one in pages(path)[0].notes) is note


def test_a_document_without_pieces_is_damage(tmp_path: Path) -> None:
    """Found by spoiling a real decision: the table of its pieces states a length of four."""
    path = doc(tmp_path / "a.doc", [Para("行政处罚决定书\r")])
    whole = path.read_bytes()
    clx = b"\x02" + pack("<I", 16)
    assert whole.count(clx) == 1
    path.write_bytes(whole.replace(clx, b"\x02" + pack("<I", 4)))
    with pytest.raises(ReadError) as caught:
        pages(path)
    assert caught.value.code == "damaged"
