"""Originals by their content: a folder, or any place fsspec knows (s3://…), from which every machine may read them."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from dossier.errors import ReadError, UsageError
from pipeline.discover import Found
from pipeline.readers import on_disk

CHUNK = 1 << 20


class Originals:
    """Files under their hash; kept once, never changed."""

    def __init__(self, url: str) -> None:
        """Raises UsageError when the place cannot be reached or its driver is missing."""
        import fsspec

        try:
            self.files, self.folder = fsspec.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise UsageError(
                f"FADU_ORIGINALS 的地址用不了：{error}。例：/共享/原件、s3://桶/原件（另装 s3fs）"
            ) from error

    def keep(self, path: Path, sha256: str) -> None:
        """Copies a file there unless it is there already; a copy cut short never goes by the name."""
        place = self._place(sha256)
        if self.files.exists(place):
            return
        part = f"{place}.{uuid4().hex}"
        self.files.makedirs(place.rpartition("/")[0], exist_ok=True)
        self.files.put_file(str(path), part)
        self.files.mv(part, place)

    def forget(self, sha256: str) -> None:
        """Removes a file that may not be kept."""
        with suppress(FileNotFoundError):
            self.files.rm_file(self._place(sha256))

    @contextmanager
    def fetched(self, sha256: str, name: str) -> Iterator[Path]:
        """A temporary copy under that name. Raises ReadError where there is none, or another content."""
        with TemporaryDirectory(prefix="fadu-original-") as folder:
            copy = Path(folder) / (Path(name).name or "原件")
            try:
                self.files.get_file(self._place(sha256), str(copy))
            except FileNotFoundError as error:
                raise ReadError(
                    "moved", "原件不在原处，原件库里也没有。请把文件放回原处后重新审查。"
                ) from error
            except OSError as error:
                raise ReadError(
                    "io_error", f"从原件库读取时出错（{error}）。请检查 FADU_ORIGINALS 后重试。"
                ) from error
            if _digest(copy) != sha256:
                raise ReadError("io_error", "原件库里的内容与记录的哈希不符。请从备份恢复该文件后重试。")
            yield copy

    def _place(self, sha256: str) -> str:
        return f"{self.folder}/{sha256[:2]}/{sha256}"


@contextmanager
def at_hand(path: str, original: str, inner: str, url: str | None) -> Iterator[Path]:
    """Where a file (or a member of a container) can be opened here: in its place, else fetched from the originals.

    `original`: hash of the file on disk that is it or, where `inner` names a member, holds it.
    """
    if url is None or on_disk(Path(path))[0].is_file():
        yield Path(path)
        return
    with Originals(url).fetched(original, path.removesuffix(f"/{inner}")) as copy:
        yield copy / inner if inner else copy


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_all(found: Iterable[Found], url: str) -> None:
    """Keeps every file found that lies on this machine's disk."""
    place = Originals(url)
    for item in found:
        if item.original and not item.inner and item.error is None:
            place.keep(on_disk(Path(item.path))[0], item.original)
