"""Parts of ZIP based formats, with guards: bombs, entities and paths are refused by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from dossier.errors import ReadError
from pipeline.readers.files import check_file, disk_errors
from pipeline.readers.options import MB, Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

# What a damaged archive makes zipfile and zlib raise; OSError when told to seek before the beginning.
BROKEN = (BadZipFile, ZlibError, EOFError, KeyError, ValueError, NotImplementedError, OSError)
_DAMAGED = "文件内部结构损坏，读不出。请用 Word 或 WPS 打开并另存后重试。"


class Parts:
    """The files within a ZIP, found whatever the case, slashes or leading “/” of their names."""

    def __init__(self, archive: ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._infos = {key(info.filename): info for info in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return key(name) in self._infos

    def names(self) -> list[str]:
        """Normal forms of all names, in the order of the archive."""
        return list(self._infos)

    def bytes(self, name: str) -> bytes:
        """Content of a part; raises ReadError damaged."""
        try:
            return self._archive.read(self._infos[key(name)])
        except RuntimeError as error:
            if isinstance(error, NotImplementedError):
                raise ReadError("damaged", _DAMAGED) from error
            raise ReadError("encrypted", "文件设有密码。请去掉密码另存后重试。") from error
        except BROKEN as error:
            raise ReadError("damaged", _DAMAGED) from error

    def xml(self, name: str) -> "_Element":
        """Root of a part; entities are never expanded, a DOCTYPE is refused."""
        return parse_xml(self.bytes(name), self._limits)


def key(name: str) -> str:
    """`/Doc_0\\Page.XML` and `doc_0/page.xml` are the same part."""
    return name.replace("\\", "/").lstrip("/").removeprefix("./").lower()


def parse_xml(data: bytes, limits: Limits) -> "_Element":
    """Root element. Raises ReadError: damaged, unsafe."""
    from lxml import etree

    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
        raise ReadError("unsafe", "文件内含实体声明（可能是恶意构造），已拒绝读取。请核实来源。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("damaged", _DAMAGED) from error


@contextmanager
def unzipped(path: Path, limits: Limits) -> Iterator[Parts]:
    """The archive's parts, after its directory passed the limits. Raises ReadError: damaged, bomb."""
    check_file(path, limits)
    try:
        with disk_errors():
            archive = ZipFile(path)
    except BROKEN as error:
        raise ReadError("damaged", _DAMAGED) from error
    with archive:
        _check(archive.infolist(), path.stat().st_size, limits)
        yield Parts(archive, limits)


def _check(infos: list[ZipInfo], size: int, limits: Limits) -> None:
    """Sizes are those the directory states; zipfile stops reading at them, and asks for as much memory."""
    if any(info.compress_size > size for info in infos):
        raise ReadError("damaged", _DAMAGED)
    total = sum(info.file_size for info in infos)
    if len(infos) > limits.max_entries:
        raise _bomb(f"内含 {len(infos)} 个文件，超过设置 max_entries（{limits.max_entries}）")
    if total > limits.max_unpacked_mb * MB:
        raise _bomb(f"解压后有 {total // MB} MB，超过设置 max_unpacked_mb（{limits.max_unpacked_mb}）")
    for info in infos:
        if info.file_size > MB and info.file_size > limits.max_ratio * max(info.compress_size, 1):
            raise _bomb(f"压缩比异常，超过设置 max_ratio（{limits.max_ratio}）")


def _bomb(what: str) -> ReadError:
    return ReadError("bomb", f"{what}，可能是压缩炸弹，已拒绝读取。确属正常文件的，请调高该设置后重试。")
