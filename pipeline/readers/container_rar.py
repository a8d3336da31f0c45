"""RAR archives by rars, of WinRAR 1.5 to 7. Members of solid archives are unpacked in portions: each begins anew."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dossier.errors import ReadError
from pipeline.readers.files import check_file, disk_errors
from pipeline.readers.member import BROKEN, DAMAGED, ENCRYPTED, FREE, WRONG, Ask, Member, bomb
from pipeline.readers.names import decoded
from pipeline.readers.options import MB, Limits

if TYPE_CHECKING:
    from rars import RarFile, RarInfo, ReadOptions

_PORTION = 64 * MB  # unpacked at a time, and held in memory
_DICTIONARY = 512 * MB  # WinRAR's own choice goes up to 32 MB
_PARTS = "RAR 压缩包分成了几卷，本系统不能打开。请解压后再审。"
_METHOD = "RAR 压缩包用了本系统不认识的压缩方法。请解压后再审。"
_LINK = "压缩包中的这一项是指向别处的链接，没有内容。请把原文件放入压缩包。"


@contextmanager
def open_rar(path: Path, ask: Ask) -> Iterator[Iterator[Member]]:
    """Members in the archive's order. Raises ReadError: damaged, encrypted, bomb, unsupported."""
    check_file(path, ask.limits)
    archive, infos = _unlocked(path, ask)
    if len(infos) > ask.limits.max_entries:
        raise bomb(f"内含 {len(infos)} 个文件，超过设置 max_entries（{ask.limits.max_entries}）")
    if any(info.is_split_before or info.is_split_after for info in infos):
        raise ReadError("unsupported", _PARTS)
    yield _members(_Unpacker(archive, path, ask.limits), infos)


def _options(path: Path, limits: Limits) -> "ReadOptions":
    """No member may unpack to more than a file may be, nor all to more than a bomb's ratio."""
    from rars import ReadOptions

    most = max(FREE, path.stat().st_size * limits.max_ratio)
    return ReadOptions(
        max_member_output_bytes=min(limits.max_file_mb * MB, most),
        rar50_dictionary_size_limit=_DICTIONARY,
    )


def _unlocked(path: Path, ask: Ask) -> "tuple[RarFile, list[RarInfo]]":
    """The archive, with the password that opens it; names may be locked as well as contents."""
    for password in (None, *ask.passwords):
        try:
            return _opened(path, password)
        except ReadError as error:
            if error.code != "encrypted":
                raise
    raise ReadError("encrypted", WRONG if ask.passwords else ENCRYPTED)


def _opened(path: Path, password: str | None) -> "tuple[RarFile, list[RarInfo]]":
    from rars import BadRarFile, Error, PasswordRequired, RarFile, UnsupportedRarFeature

    locked = ReadError("encrypted", ENCRYPTED)
    try:
        with disk_errors():
            archive = RarFile(str(path), password=password)
        listed = archive.infolist()
        if not listed:  # WinRAR makes no empty archives: this one was cut off
            raise ReadError("damaged", DAMAGED)
        infos = [info for info in listed if not info.is_dir()]
        if archive.needs_password:
            _try(archive, infos)
    except PasswordRequired as error:
        raise locked from error
    except UnsupportedRarFeature as error:
        raise ReadError("unsupported", _METHOD) from error
    except (BadRarFile, Error, MemoryError, *BROKEN) as error:
        raise (locked if password is not None else ReadError("damaged", DAMAGED)) from error
    return archive, infos


def _try(archive: "RarFile", infos: "Sequence[RarInfo]") -> None:
    """Reads the smallest locked member: old archives tell a wrong password by its content alone."""
    locked = [info for info in infos if info.is_encrypted]
    if locked:
        archive.read(min(locked, key=lambda info: info.file_size))


class _Unpacker:
    """Contents of members, asked for in their order."""

    def __init__(self, archive: "RarFile", path: Path, limits: Limits) -> None:
        self._archive, self._limits = archive, limits
        self._options = _options(path, limits)
        self._portion: Sequence[RarInfo] = ()
        self._held: dict[int, bytes] = {}

    def content(self, info: "RarInfo", portion: "Sequence[RarInfo]") -> bytes:
        """Raises ReadError: damaged, encrypted, bomb, unsupported, unsafe."""
        from rars import Error, PasswordRequired, UnsupportedRarFeature

        try:
            if info.is_solid and portion is not self._portion:
                self._portion, self._held = portion, self._all(portion)
            held = self._held.pop(id(info), None)
            return bytes(self._archive.read(info, options=self._options)) if held is None else held
        except MemoryError as error:
            raise self._too_large(info) from error
        except PasswordRequired as error:
            raise ReadError("encrypted", ENCRYPTED) from error
        except UnsupportedRarFeature as error:
            raise ReadError("unsupported", _METHOD) from error
        except KeyError as error:
            raise ReadError("unsafe", _LINK) from error
        except (Error, *BROKEN) as error:
            raise ReadError("damaged", DAMAGED) from error

    def _too_large(self, info: "RarInfo") -> ReadError:
        if info.file_size > self._limits.max_file_mb * MB:
            return bomb(f"中有文件解压后超过设置 max_file_mb（{self._limits.max_file_mb}）")
        return bomb(f"压缩比异常，超过设置 max_ratio（{self._limits.max_ratio}）")

    def _all(self, portion: "Sequence[RarInfo]") -> dict[int, bytes]:
        """The portion's contents at one go; none where one of them cannot be had: then each is tried alone."""
        from rars import Error

        try:
            found = self._archive.read_many(list(portion), options=self._options)
        except (Error, MemoryError, *BROKEN):
            return {}
        return {id(info): bytes(data) for info, data in zip(portion, found, strict=True)}


def _members(unpacker: _Unpacker, infos: "Sequence[RarInfo]") -> Iterator[Member]:
    for portion in _portions(infos):
        for info in portion:
            yield Member(name_of(info), partial(_stream, unpacker, info, portion))


def _portions(infos: "Sequence[RarInfo]") -> "Iterator[list[RarInfo]]":
    held: list[RarInfo] = []
    size = 0
    for info in infos:
        if held and size + info.file_size > _PORTION:
            yield held
            held, size = [], 0
        held.append(info)
        size += info.file_size
    if held:
        yield held


def _stream(
    unpacker: _Unpacker, info: "RarInfo", portion: "Sequence[RarInfo]"
) -> AbstractContextManager[BinaryIO]:
    return BytesIO(unpacker.content(info, portion))


def name_of(info: "RarInfo") -> str:
    """The member's name: with a zero, old archives keep it in Unicode as well; else by its bytes."""
    raw = bytes(info.orig_filename_bytes)
    return str(info.filename) if b"\0" in raw else decoded(raw)
