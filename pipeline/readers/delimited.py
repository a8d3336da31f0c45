"""Ledgers as CSV or TSV, in whatever encoding and with whatever delimiter a system wrote them."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from dossier.document import Page
from dossier.errors import ReadError
from pipeline.readers.encoding import decode
from pipeline.readers.files import read_bytes
from pipeline.readers.options import Options
from pipeline.readers.sheet import rows_of, sheet_page

DELIMITERS = ",\t;|，"
_SAMPLE = 200  # rows by which the delimiter is chosen
_LONGEST = 1_000_000  # characters of one field


def read_csv(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page, a table without geometry. Raises ReadError: unknown_format, too_large, damaged."""
    text = decode(read_bytes(path, options.limits))
    if text is None:
        raise ReadError(
            "unknown_format",
            "认不出表格的文字编码（不是 UTF-8、GB18030 或 UTF-16）。请用 WPS 或 Excel 另存为 XLSX 后重试。",
        )
    if pages is None or 1 in pages:
        name = path.stem
        cells = list(rows_of(name, rows(text), (), options.limits.max_cells))
        yield sheet_page(name, 1, cells, options, engine="csv", hidden=False)


def rows(text: str) -> Iterator[list[str]]:
    """Rows of fields. Raises ReadError damaged, where a field never ends."""
    csv.field_size_limit(_LONGEST)
    clean = text.replace("\x00", "").lstrip("\ufeff")
    first, _, rest = clean.partition("\n")
    told = first.strip().lower()
    if told.startswith("sep=") and len(told) == 5:  # Excel's own hint
        return _parse(rest, told[4])
    return _parse(clean, delimiter(clean))


def _parse(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            yield [field.strip() for field in row]
    except csv.Error as error:
        raise ReadError(
            "damaged", "CSV 表格的引号不成对，读不出。请用 WPS 或 Excel 另存为 XLSX 后重试。"
        ) from error


def delimiter(text: str) -> str:
    """The one that parts most rows into equally many fields, two at least; a comma where none does."""
    sample = text[:100_000]

    def fit(mark: str) -> tuple[int, int]:
        counts: Counter[int] = Counter()
        try:
            for i, row in enumerate(csv.reader(StringIO(sample, newline=""), delimiter=mark)):
                if i >= _SAMPLE:
                    break
                counts[len(row)] += len(row) > 1
        except csv.Error:
            return (0, 0)
        wide, rows = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        return (rows, wide)

    return max(DELIMITERS, key=fit)
