"""TAR archives, packed by gzip, bzip2 or xz or not at all; and single files packed by one of these."""

import bz2
import gzip
import lzma
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from dossier.errors import ReadError
from pipeline.readers.files import disk_errors, head
from pipeline.readers.member import BROKEN, DAMAGED, Ask, Member
from pipeline.readers.names import shown

_STREAMS: dict[bytes, Callable[[Path], object]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}
_NOT_A_FILE = "压缩包内此项是链接或设备，不是文件。请放入原件后再审。"


@contextmanager
def open_tar(path: Path, ask: Ask) -> Iterator[Iterator[Member]]:
    """Members in the archive's order. Raises ReadError: damaged."""
    try:
        with disk_errors():
            archive = tarfile.open(path, "r:*", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115  # closed below
    except tarfile.ReadError as error:
        pack = next((p for magic, p in _STREAMS.items() if head(path, 6).startswith(magic)), None)
        if pack is None:
            raise ReadError("damaged", DAMAGED) from error
        yield iter([Member(path.stem, partial(_single, path, pack))])
        return
    except (*BROKEN, RuntimeError) as error:
        raise ReadError("damaged", DAMAGED) from error
    with archive:
        yield _members(archive, ask)


def _members(archive: tarfile.TarFile, ask: Ask) -> Iterator[Member]:
    """A damaged head ends the list with an error: what follows it is lost, and that is said."""
    while True:
        try:
            info = archive.next()
        except (*BROKEN, RuntimeError) as error:
            raise ReadError("damaged", DAMAGED) from error
        if info is None:
            _check_end(archive)
            return
        ask.budget.member()
        archive.members = []  # type: ignore[attr-defined]  # tarfile remembers every head it saw
        if not info.isdir():
            yield Member(shown(info.name), partial(_open, archive, info))


def _check_end(archive: tarfile.TarFile) -> None:
    """An archive ends in a block of zeros, and its packing has a checksum: tarfile asks for neither."""
    file = cast(BinaryIO, archive.fileobj)
    try:
        file.seek(archive.offset)
        whole = file.read(tarfile.BLOCKSIZE) == bytes(tarfile.BLOCKSIZE)
        while file.read(1 << 20):
            pass
    except (*BROKEN, RuntimeError) as error:
        raise ReadError("damaged", DAMAGED) from error
    if not whole:
        raise ReadError("damaged", DAMAGED)


@contextmanager
def _open(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[BinaryIO]:
    if not info.isfile():
        raise ReadError("not_a_file", _NOT_A_FILE)
    stream = archive.extractfile(info)
    assert stream is not None
    with stream:
        yield cast(BinaryIO, stream)


@contextmanager
def _single(path: Path, pack: Callable[[Path], object]) -> Iterator[BinaryIO]:
    with cast(BinaryIO, pack(path)) as stream:
        yield stream
