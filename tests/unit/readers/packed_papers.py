"""Archives and mails made on the spot, among them what no tool of today writes: names in GBK, bombs, traps."""

import io
import tarfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile

PAPERS = {
    "01 立案审批表.txt": "立案审批表\n经审查，同意立案。".encode(),
    "02/决定书.txt": "行政处罚决定书".encode(),
}


def zipped(path: Path, members: Mapping[str, bytes] = PAPERS) -> Path:
    """A ZIP as tools of today write it."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """The same as bytes, to put into another archive."""
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def old_zip(
    path: Path, members: Mapping[bytes, bytes], *, extra: bytes = b"", password: bytes | None = None
) -> Path:
    """A ZIP with names as bytes and no mark for UTF-8, as Chinese Windows writes it; ZipCrypto if asked."""
    body, directory = b"", b""
    for name, data in members.items():
        crc, at, flags, kept = zlib.crc32(data), len(body), 0, data
        if password is not None:
            flags, kept = 1, _locked(data, password, crc >> 24)
        head = pack("<HHHHHIIIHH", 20, flags, 0, 0, 0x5A21, crc, len(kept), len(data), len(name), len(extra))
        body += b"PK\x03\x04" + head + name + extra + kept
        directory += b"PK\x01\x02" + pack("<H", 20) + head + pack("<HHHII", 0, 0, 0, 0, at) + name + extra
    end = pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    path.write_bytes(body + directory + b"PK\x05\x06" + end)
    return path


def _locked(data: bytes, password: bytes, check: int) -> bytes:
    """PKWARE's traditional encryption, with twelve bytes in front of which the last tells a wrong password."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = _crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc(keys[2], keys[1] >> 24)

    for byte in password:
        turn(byte)
    out = bytearray()
    for byte in bytes(11) + bytes([check]) + data:
        pad = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ (pad * (pad ^ 1) >> 8 & 0xFF))
        turn(byte)
    return bytes(out)


def _crc(crc: int, byte: int) -> int:
    return (zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF) & 0xFFFFFFFF


def tarred(
    path: Path, members: Mapping[str, bytes] = PAPERS, *, mode: str = "w:gz", encoding: str = "utf-8"
) -> Path:
    """A TAR, packed as `mode` says."""
    with tarfile.open(path, mode, encoding=encoding, format=tarfile.GNU_FORMAT) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def seven_zip(path: Path, members: Mapping[str, bytes] = PAPERS, *, password: str | None = None) -> Path:
    """A 7Z archive; with a password its names are locked as well."""
    from py7zr import SevenZipFile

    with SevenZipFile(path, "w", password=password, header_encryption=bool(password)) as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return path


def rar(
    path: Path,
    members: Mapping[str, bytes] = PAPERS,
    *,
    password: str | None = None,
    solid: bool = False,
    format: str = "rar50",
) -> Path:
    """A RAR archive of WinRAR 5's format, or of 3's as `rar29`."""
    from rars import RarBuilder

    archive = RarBuilder(format=format, solid=solid, password=password)
    for name, data in members.items():
        archive.add_bytes(data, name)
    archive.write(str(path))
    return path


MAIL = (
    "Received: from mail.example by mx.example; Tue, 6 May 2025 10:00:05 +0800\r\n"
    "From: =?gb2312?B?{office}?= <fzk@example.gov>\r\n"
    "To: fgk@example.gov\r\n"
    "Subject: =?utf-8?B?{subject}?=\r\n"
    "Date: Tue, 6 May 2025 10:00:00 +0800\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="XX"\r\n\r\n'
)


def mail(path: Path, attachments: Mapping[str, bytes] = PAPERS, *, html: str = "") -> Path:
    """A mail with a body in GBK and attachments whose names come in three ways of writing."""
    from base64 import b64encode, encodebytes
    from urllib.parse import quote

    office, subject = b64encode("法制科".encode("gb2312")), b64encode("关于报送审核材料的函".encode())
    out = MAIL.format(office=office.decode(), subject=subject.decode()).encode()
    body = html or "现将材料报送你科，请于5个工作日内反馈意见。"
    kind = b"html" if html else b"plain"
    out += b"--XX\r\nContent-Type: text/" + kind + b"; charset=gbk\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    out += body.encode("gbk") + b"\r\n"
    for i, (name, data) in enumerate(attachments.items()):
        names = (
            b"filename*=utf-8''" + quote(name, safe="").encode(),
            b'filename="=?gb2312?B?' + b64encode(name.encode("gb2312")) + b'?="',
            b'filename="' + name.encode("gb18030") + b'"',
        )
        out += b"--XX\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        out += b"Content-Disposition: attachment; " + names[i % 3] + b"\r\n\r\n" + encodebytes(data)
    path.write_bytes(out + b"--XX--\r\n")
    return path
