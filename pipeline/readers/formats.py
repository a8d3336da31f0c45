"""Which format a file has: by its content first, by its name where the content leaves it open."""

from pathlib import Path
from re import compile as regex
from zipfile import BadZipFile, ZipFile

from dossier.errors import ReadError
from pipeline.readers.encoding import decode
from pipeline.readers.files import check_file, disk_errors, head
from pipeline.readers.options import Limits

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OFD = "application/ofd"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
CSV = "text/csv"
ZIP = "application/zip"
GZIP = "application/gzip"
TAR = "application/x-tar"
SEVENZIP = "application/x-7z-compressed"
RAR = "application/vnd.rar"
MHT = "multipart/related"
EML = "message/rfc822"
HTML = "text/html"
TEXT = "text/plain"
OLE = "application/x-ole-storage"

IMAGES = ("image/png", "image/jpeg", "image/tiff", "image/bmp", "image/webp", "image/gif")

_SAMPLE = 65536
_IMAGE_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"GIF8", "image/gif"),
)
_ARCHIVES = (
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVENZIP),
    (b"\x1f\x8b", GZIP),
    (b"BZh", GZIP),
    (b"\xfd7zXZ\x00", GZIP),
)
_MAIL_HEAD = regex(
    rb"(?:return-path|received|delivered-to|message-id|from|to|cc|subject|date|reply-to|sender|mime-version"
    rb"|content-[\w-]+|x-[\w-]+|dkim-signature|list-[\w-]+):"
)
_ZIP_PARTS = (("word/document", DOCX), ("xl/workbook", XLSX), ("ppt/presentation", PPTX), ("ofd.xml", OFD))
_OLE_STREAMS = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS))
# Names that promise a binary format; plain text or noise under such a name is a damaged file.
_BINARY_NAMES = {
    ".pdf": "PDF",
    ".docx": "DOCX",
    ".doc": "Word",
    ".wps": "WPS",
    ".xlsx": "XLSX",
    ".xls": "Excel",
    ".ofd": "OFD",
    ".png": "PNG 图片",
    ".jpg": "JPEG 图片",
    ".jpeg": "JPEG 图片",
    ".tif": "TIFF 图片",
    ".tiff": "TIFF 图片",
    ".bmp": "BMP 图片",
    ".webp": "WebP 图片",
    ".et": "ET 表格",
    ".odt": "ODT",
    ".rtf": "RTF",
}
_ODT_NAMES = frozenset((".odt", ".ott"))
_LEDGER_NAMES = frozenset((".csv", ".tsv"))


def sniff(path: Path, limits: Limits | None = None) -> str:
    """Media type of a file. Raises ReadError: empty, too_large, damaged, encrypted, unknown_format, …"""
    check_file(path, limits or Limits())
    sample = head(path, _SAMPLE)
    return _by_magic(path, sample) or _by_text(path, sample)


def _by_magic(path: Path, sample: bytes) -> str | None:
    if sample.startswith(b"%PDF-"):
        return PDF
    if sample.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(path)
    if sample.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _inside_ole(path)
    if sample.lstrip()[:5].lower() == b"{\\rtf":
        return RTF
    for magic, archive in _ARCHIVES:
        if sample.startswith(magic):
            return archive
    if sample[257:262] == b"ustar":
        return TAR
    if b"%PDF-" in sample[:1024]:  # after the archives: one may begin with a PDF packed as it is
        return PDF
    if is_mail(sample):
        return EML
    return _image(sample)


def is_mail(sample: bytes) -> bool:
    """A mail begins with a head of fields, among them whom it was sent to or how; web archives have none."""
    head = sample.replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower().lstrip()
    names = {found.group() for line in head.split(b"\n") if (found := _MAIL_HEAD.match(line))}
    sent = names & {b"to:", b"received:", b"delivered-to:", b"cc:"}
    return b"from:" in names and bool(sent) and _MAIL_HEAD.match(head) is not None


def _image(sample: bytes) -> str | None:
    if sample.startswith(b"BM") and len(sample) > 26 and sample[14:15] in b"\x0c\x28\x40\x6c\x7c":
        return "image/bmp"
    if sample.startswith(b"RIFF") and sample[8:12] == b"WEBP":
        return "image/webp"
    return next((media for magic, media in _IMAGE_MAGIC if sample.startswith(magic)), None)


def _inside_zip(path: Path) -> str:
    """DOCX, XLSX, PPTX and OFD are ZIP files told apart by their parts."""
    try:
        with disk_errors(), ZipFile(path) as archive:
            names = [name.replace("\\", "/").lower().lstrip("/") for name in archive.namelist()]
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _damaged(path) from error
    for part, media in _ZIP_PARTS:
        if any(name.startswith(part) for name in names):
            return media
    return ODT if ("content.xml" in names and path.suffix.lower() in _ODT_NAMES) or _is_odt(path) else ZIP


def _is_odt(path: Path) -> bool:
    """OpenDocument says what it is in its first part, kept without compression."""
    return f"mimetype{ODT}".encode("ascii") in head(path, 256)


def _inside_ole(path: Path) -> str:
    """Old Word, WPS and Excel files by the names of their streams (UTF-16 in the directory sectors)."""
    with disk_errors():
        data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadError("encrypted", "文件设有打开密码。请用 Word 或 WPS 去掉密码后另存，再重试。")
    for stream, media in _OLE_STREAMS:
        if stream.encode("utf-16-le") + b"\x00\x00" in data:
            return media
    return OLE


def _by_text(path: Path, sample: bytes) -> str:
    text = decode(sample, partial=len(sample) == _SAMPLE)
    promised = path.suffix.lower() in _BINARY_NAMES
    if text is None:
        if promised:
            raise _damaged(path)
        raise ReadError(
            "unknown_format",
            "认不出文件格式（内容不是文字，也不是支持的文书格式）。请确认原件能打开，另存为 PDF 或 DOCX 后重试。",
        )
    start = text.lstrip("\ufeff \t\r\n\u3000").lower()
    if start.startswith(("mime-version:", "from: ")) and "multipart/related" in start:
        return MHT
    if _looks_html(start, path.suffix.lower()):
        return HTML
    if promised:
        raise _damaged(path)
    if path.suffix.lower() in _LEDGER_NAMES:
        return CSV
    return EML if path.suffix.lower() == ".eml" else TEXT


def _looks_html(start: str, suffix: str) -> bool:
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<meta", "<table")):
        return True
    tags = sum(start.count(tag) for tag in ("<p", "<div", "<br", "<td", "<span", "</"))
    return (
        tags >= 1 if suffix in (".html", ".htm", ".xhtml", ".shtml") else tags >= 5 and start.startswith("<")
    )


def _damaged(path: Path) -> ReadError:
    named = _BINARY_NAMES.get(path.suffix.lower(), "ZIP")
    return ReadError(
        "damaged", f"按名称应是 {named} 文件，但内容不完整或并非此格式。请重新导出或重新上传原件。"
    )
