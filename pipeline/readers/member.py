"""What opening any container has in common: a member, what may be unpacked, and the errors of doing so."""

import lzma
import tarfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile
from zlib import error as ZlibError

from dossier.errors import ReadError
from pipeline.readers.options import MB, Limits

# What damaged archives make the libraries raise while a member is read.
BROKEN = (
    BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    ZlibError,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    OverflowError,
    OSError,
)
_CHUNK = 1 << 20
FREE = 20 * MB  # so much may always be unpacked, however small the container is
DAMAGED = "压缩包不完整或已损坏，解不开。请重新打包或重新上传后再试。"
ENCRYPTED = "压缩包设有密码。请用 --password-file 给出密码（一行一个），或解压后再审。"
WRONG = "压缩包设有密码，给出的密码都不对。请核对密码，或解压后再审。"


class Member(NamedTuple):
    """A file within a container. `open` may be called once, before the next member is asked for."""

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]


class Budget:
    """How much may still be unpacked, over all nested containers together: the guard against bombs."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self._limits = limits
        self._most = max(FREE, packed * limits.max_ratio)
        self._bytes = self._members = 0

    def member(self) -> None:
        """One more member. Raises ReadError bomb."""
        self._members += 1
        if self._members > self._limits.max_entries:
            raise bomb(f"文件超过设置 max_entries（{self._limits.max_entries}）个")

    def take(self, size: int) -> None:
        """So many more bytes. Raises ReadError bomb."""
        self._bytes += size
        if self._bytes > self._limits.max_container_mb * MB:
            raise bomb(f"解压后超过设置 max_container_mb（{self._limits.max_container_mb}）")
        if self._bytes > self._most:
            raise bomb(f"压缩比异常，超过设置 max_ratio（{self._limits.max_ratio}）")

    def chunks(self, stream: BinaryIO) -> Iterator[bytes]:
        """A member's content. Raises ReadError: bomb, damaged, encrypted."""
        self.member()
        try:
            while chunk := stream.read(_CHUNK):
                self.take(len(chunk))
                yield chunk
        except BROKEN as error:
            raise ReadError("damaged", DAMAGED) from error
        except RuntimeError as error:  # zipfile, of passwords and methods it does not know
            raise ReadError("encrypted", ENCRYPTED) from error


class Ask(NamedTuple):
    """What unpacking may use."""

    limits: Limits
    passwords: tuple[str, ...]
    budget: Budget


def disk_copy(stream: BinaryIO, place: Path, budget: Budget) -> None:
    """A member's content as a file."""
    with place.open("wb") as file:
        for chunk in budget.chunks(stream):
            file.write(chunk)


def bomb(what: str) -> ReadError:
    """The error of a container that unpacks to too much."""
    return ReadError(
        "bomb", f"压缩包{what}，可能是压缩炸弹，已拒绝读取。确属正常文件的，请解压后再审，或调高该设置。"
    )
