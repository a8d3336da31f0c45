"""ZIP archives: names as old Chinese systems wrote them, passwords, members one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from struct import unpack_from
from typing import BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from dossier.errors import ReadError
from pipeline.readers.files import disk_errors
from pipeline.readers.member import BROKEN, DAMAGED, ENCRYPTED, WRONG, Ask, Member, bomb
from pipeline.readers.names import decoded

_UTF8 = 0x800
_LOCKED = 0x1
_UNICODE_PATH = 0x7075
_AES = 99
_OTHER_LOCK = "压缩包用 AES 加密，本系统解不开。请解压后再审。"
_METHOD = "压缩包用了本系统不认识的压缩方法。请解压后再审。"


@contextmanager
def open_zip(path: Path, ask: Ask) -> Iterator[Iterator[Member]]:
    """Members in the archive's order. Raises ReadError: damaged, bomb."""
    try:
        with disk_errors():
            archive = ZipFile(path)
    except (*BROKEN, NotImplementedError) as error:
        raise ReadError("damaged", DAMAGED) from error
    with archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
        if len(infos) > ask.limits.max_entries:
            raise bomb(f"内含 {len(infos)} 个文件，超过设置 max_entries（{ask.limits.max_entries}）")
        yield (Member(name_of(info), partial(_open, archive, info, ask)) for info in infos)


def name_of(info: ZipInfo) -> str:
    """The member's name: as marked UTF-8, as WinRAR adds it in Unicode, else by its bytes.

    zipfile takes bytes without the mark for code page 437; UTF-8 without the mark comes from macOS.
    """
    if info.flag_bits & _UTF8:
        return info.orig_filename
    try:
        return _unicode_path(info.extra) or decoded(info.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.orig_filename


def _unicode_path(extra: bytes) -> str | None:
    """Info-ZIP's Unicode Path: version, checksum of the plain name, the name in UTF-8."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", errors="replace")
        at += 4 + size
    return None


@contextmanager
def _open(archive: ZipFile, info: ZipInfo, ask: Ask) -> Iterator[BinaryIO]:
    if info.compress_type == _AES:
        raise ReadError("encrypted", _OTHER_LOCK)
    key = _key(archive, info, ask.passwords) if info.flag_bits & _LOCKED else None
    try:
        stream = archive.open(info, pwd=key)
    except NotImplementedError as error:
        raise ReadError("damaged", _METHOD) from error
    except RuntimeError as error:
        raise ReadError("encrypted", ENCRYPTED) from error
    except BROKEN as error:
        raise ReadError("damaged", DAMAGED) from error
    with stream:
        yield cast(BinaryIO, stream)


def _key(archive: ZipFile, info: ZipInfo, passwords: tuple[str, ...]) -> bytes:
    """The password that opens the member; read to its end, for one wrong password in 256 opens it at first."""
    for password in passwords:
        for encoding in ("utf-8", "gb18030"):
            key = password.encode(encoding)
            try:
                with archive.open(info, pwd=key) as stream:
                    while stream.read(1 << 20):
                        pass
            except (*BROKEN, RuntimeError):
                continue
            return key
    raise ReadError("encrypted", WRONG if passwords else ENCRYPTED)
