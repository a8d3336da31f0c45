"""What a reader is told: the name a file goes by, which engine, and how much it may take."""

from typing import Literal

from dossier.base import Record

MB = 1024 * 1024


class Limits(Record):
    """How big a file may be. Error messages name the field that refused it.

    `max_file_mb`: on disk. `max_pages`: of one file. `max_pixels`: of one image. `max_unpacked_mb`,
    `max_entries`, `max_ratio`: of a ZIP based file (DOCX, XLSX, OFD), against ZIP bombs; `max_ratio` is
    unpacked to packed size of one entry. `max_cells`: filled cells of one sheet. `max_container_mb`: all that
    an archive or a mail unpacks to; `max_depth`: of archives within archives.
    """

    max_file_mb: int = 500
    max_pages: int = 5000
    max_pixels: int = 120_000_000
    max_unpacked_mb: int = 500
    max_entries: int = 20_000
    max_ratio: int = 400
    max_cells: int = 200_000
    max_container_mb: int = 4000
    max_depth: int = 4


class Options(Record):
    """How to read one file.

    `source` is the name pages carry. `ocr`: `auto` decides page by page, `always` ignores text layers,
    `never` leaves pages without text empty and says so. `engine`: a name of ocr.ENGINES.
    `layout`: `auto` has Word, RTF and ODT papers laid out by LibreOffice where it is installed, which gives
    pages and boxes for seconds a file instead of milliseconds; `never` reads them as one page without boxes.
    """

    source: str
    ocr: Literal["auto", "always", "never"] = "auto"
    engine: str = "paddle"
    password: str | None = None
    layout: Literal["auto", "never"] = "never"
    limits: Limits = Limits()
