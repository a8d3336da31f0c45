"""CSV in every encoding and with every delimiter, header rows, merged cells, old Excel files."""

from pathlib import Path
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ole_papers import ole
from openpyxl import Workbook
from reader_papers import document, pages, text

from dossier.errors import ReadError
from pipeline.readers import Limits, Options, count_pages, formats, sniff
from pipeline.readers.delimited import delimiter, rows
from pipeline.readers.sheet import header_row, letters

TABLE = [["序号", "文件名称", "印发日期"], ["1", "某某办法，试行", "2026-03-02"], ["2", "某某规定", ""]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_csv_reads_the_same_however_written(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes("\r\n".join(mark.join(row) for row in TABLE).encode(encoding))
    assert sniff(path) == formats.CSV
    assert text(path) == "序号\t文件名称\t印发日期\n1\t某某办法，试行\t2026-03-02\n2\t某某规定\n"


def test_place_is_a_cell_and_the_header_is_said(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("规范性文件台账,,\n,,\n" + "\n".join(",".join(r) for r in TABLE), encoding="utf-8")
    paper = document(path)
    at = paper.text.index("2026-03-02")
    assert paper.place(at, at + 10).cell == "台账!C4"
    assert paper.pages[0].notes == ("表头在第 3 行",)
    assert [c.text for c in header_row(paper.pages[0].blocks[0].cells)] == TABLE[0]


def test_quoted_fields_keep_line_breaks_and_delimiters() -> None:
    assert list(rows('甲,"乙\n丙, ""丁"""\n')) == [["甲", '乙\n丙, "丁"']]
    assert list(rows("sep=;\n甲;乙\n")) == [["甲", "乙"]]


FIELD = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4EFF), min_size=1, max_size=6)


@given(st.lists(st.lists(FIELD, min_size=3, max_size=3), min_size=2, max_size=8), st.sampled_from(",\t;|"))
def test_what_is_written_is_read(table: list[list[str]], mark: str) -> None:
    import csv
    from io import StringIO

    out = StringIO()
    csv.writer(out, delimiter=mark).writerows(table)
    assert delimiter(out.getvalue()) == mark
    assert list(rows(out.getvalue())) == table


@given(st.integers(0, 16_383))
def test_columns_are_named_as_excel_does(column: int) -> None:
    from openpyxl.utils import get_column_letter

    assert letters(column) == get_column_letter(column + 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "empty", id="空"),
        pytest.param(bytes(range(256)) * 20, "unknown_format", id="乱码"),
        pytest.param(b'"' + b"x" * 1_100_000, "damaged", id="引号不成对"),
        pytest.param(b"a,b,c\n" * 500, "too_large", id="过多单元格"),
    ],
)
def test_bad_csv_has_a_name(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        pages(path, limits=Limits(max_cells=1000))
    assert caught.value.code == code
    assert "请" in caught.value.message


def test_merged_cells_of_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["规范性文件台账", None, None], *TABLE, [None, "续", "x"]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A4:A5")
    book.save(path)
    cells = {c.address: (c.row, c.column, c.rows, c.columns) for c in pages(path)[0].blocks[0].cells}
    assert cells["Sheet!A1"] == (0, 0, 1, 3)
    assert cells["Sheet!A4"] == (3, 0, 2, 1)
    assert "Sheet!A5" not in cells


# ── XLS: the smallest workbook [MS-XLS] allows ────────────────────────────────────────────────────


def record(kind: int, data: bytes = b"") -> bytes:
    return pack("<HH", kind, len(data)) + data


def words(text: str) -> bytes:
    return pack("<HB", len(text), 1) + text.encode("utf-16-le")


def sheet(cells: list[tuple[int, int, str | float]], merged: tuple[int, ...] = ()) -> bytes:
    body = record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0x600))
    for r, c, value in cells:
        if isinstance(value, str):
            body += record(0x204, pack("<HHH", r, c, 0) + words(value))  # LABEL
        else:
            body += record(0x203, pack("<HHHd", r, c, 1 if value > 40000 else 0, value))  # NUMBER
    if merged:
        body += record(0xE5, pack("<HHHHH", 1, *merged))
    return body + record(0x0A)


def xls(path: Path, sheets: dict[str, bytes], *, extra: bytes = b"") -> Path:
    fonts = b"".join(
        record(0x31, pack("<HHHHHBBBB", 200, 0, 0, 400, 0, 0, 0, 0, 0) + pack("<BB", 1, 0) + b"A")
        for _ in range(5)
    )
    xfs = b"".join(record(0xE0, pack("<HHHBBBBIIH", 0, fmt, 0, 0, 0, 0, 0, 0, 0, 0)) for fmt in (0, 14))
    head = record(0x809, pack("<HHHHII", 0x600, 5, 0, 0, 0, 0x600)) + extra + record(0x42, pack("<H", 1200))
    head += fonts + xfs
    size = len(head) + sum(12 + 2 * len(name) for name in sheets) + 4
    bounds, at = b"", size
    for name, data in sheets.items():
        hidden = name.startswith("隐")
        bounds += record(0x85, pack("<IBBBB", at, int(hidden), 0, len(name), 1) + name.encode("utf-16-le"))
        at += len(data)
    stream = head + bounds + record(0x0A) + b"".join(sheets.values())
    path.write_bytes(ole({"Workbook": stream.ljust(4096, b"\x00")}))
    return path


CELLS: list[tuple[int, int, str | float]] = [
    (0, 0, "行政处罚台账"),
    (2, 0, "案号"),
    (2, 1, "立案日期"),
    (3, 0, "青市监罚〔2022〕9号"),
    (3, 1, 44666.0),
    (4, 0, 3.0),
    (4, 1, 2.5),
]


@pytest.mark.parametrize("name", ["a.xls", "台账.et"])
def test_old_workbook(tmp_path: Path, name: str) -> None:
    path = xls(tmp_path / name, {"台账": sheet(CELLS, (0, 0, 0, 1)), "隐藏": sheet([(0, 0, "x")])})
    assert sniff(path) == formats.XLS
    assert count_pages(path, Options(source="a")) == 2
    first, second = pages(path)
    cells = {c.address: c for c in first.blocks[0].cells}
    assert cells["台账!A1"].columns == 2
    assert (cells["台账!A4"].text, cells["台账!B4"].text) == ("青市监罚〔2022〕9号", "2022-04-15")
    assert (cells["台账!A5"].text, cells["台账!B5"].text) == ("3", "2.5")
    assert first.notes == ("表头在第 3 行",)
    assert second.notes == ("工作表“隐藏”是隐藏的",)
    assert [page.number for page in pages(path, range(2, 3))] == [2]


@pytest.mark.parametrize("share", [i / 10 for i in range(1, 10)])
def test_old_workbook_cut_short_has_a_name(tmp_path: Path, share: float) -> None:
    path = xls(tmp_path / "a.xls", {"台账": sheet(CELLS)})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    try:
        pages(path)
    except ReadError as error:
        assert error.code in ("damaged", "unsupported")
        assert "请" in error.message
    else:
        assert share > 0.8  # only the padding after the last record is gone


def test_encrypted_old_workbook(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", {"台账": sheet(CELLS)}, extra=record(0x2F, pack("<HHH", 0, 1, 2)))
    with pytest.raises(ReadError) as caught:
        pages(path)
    assert caught.value.code == "encrypted"


def test_too_many_cells_of_an_old_workbook(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", {"台账": sheet(CELLS)})
    with pytest.raises(ReadError, match="max_cells") as caught:
        pages(path, limits=Limits(max_cells=3))
    assert caught.value.code == "too_large"


def test_absurd_size_of_a_sheet_does_not_hang(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", {"台账": sheet([(65535, 255, "角")])})
    (page,) = pages(path)
    assert [c.address for c in page.blocks[0].cells] == ["台账!IV65536"]
