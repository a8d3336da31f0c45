"""7Z archives by py7zr. Solid ones cannot be read from the middle, so all is unpacked at once, under guard."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from dossier.errors import ReadError
from pipeline.readers.files import check_file
from pipeline.readers.member import BROKEN, DAMAGED, ENCRYPTED, WRONG, Ask, Budget, Member, bomb


@contextmanager
def open_7z(path: Path, ask: Ask) -> Iterator[Iterator[Member]]:
    """Members in the archive's order. Raises ReadError: damaged, encrypted, bomb."""
    check_file(path, ask.limits)
    with TemporaryDirectory(prefix="fadu-") as folder:
        places = _unlocked(path, ask, Path(folder))
        yield (Member(name, partial(_stream, place)) for name, place in places.items())


def _stream(place: Path) -> BinaryIO:
    return place.open("rb")


def _unlocked(path: Path, ask: Ask, folder: Path) -> dict[str, Path]:
    """Tries without a password, then with each."""
    for password in (None, *ask.passwords):
        try:
            return _unpacked(path, ask, folder, password)
        except ReadError as error:
            if error.code != "encrypted":
                raise
    raise ReadError("encrypted", WRONG if ask.passwords else ENCRYPTED)


def _unpacked(path: Path, ask: Ask, folder: Path, password: str | None) -> dict[str, Path]:
    from py7zr import SevenZipFile
    from py7zr.exceptions import ArchiveError, PasswordRequired

    locked = ReadError("encrypted", ENCRYPTED)
    files = _Files(folder, Budget(ask.limits, path.stat().st_size))
    try:
        with SevenZipFile(path, password=password) as archive:
            sizes = [info.uncompressed or 0 for info in archive.list() if not info.is_directory]
            _check(sizes, ask)
            if archive.needs_password() and password is None:
                raise locked
            archive.extractall(factory=files)
    except PasswordRequired as error:
        raise locked from error
    except (ArchiveError, *BROKEN, TypeError, AttributeError, AssertionError, RuntimeError) as error:
        if password is not None:  # a wrong password shows itself as damage
            raise locked from error
        raise ReadError("damaged", DAMAGED) from error
    finally:
        files.close()
    return files.places


def _check(sizes: Sequence[int], ask: Ask) -> None:
    if len(sizes) > ask.limits.max_entries:
        raise bomb(f"内含 {len(sizes)} 个文件，超过设置 max_entries（{ask.limits.max_entries}）")


class _Files:
    """Gives py7zr numbered files to write to: no name from the archive becomes a path."""

    def __init__(self, folder: Path, budget: Budget) -> None:
        self.folder, self.budget = folder, budget
        self.places: dict[str, Path] = {}
        self.open: list[Any] = []

    def create(self, filename: str) -> Any:
        self.places[filename] = self.folder / str(len(self.places))
        written = _Written(self.places[filename], self.budget)
        self.open.append(written)
        return written

    def close(self) -> None:
        for written in self.open:
            written.close()


class _Written:
    """A file py7zr writes; counts what is written."""

    def __init__(self, place: Path, budget: Budget) -> None:
        self.file: BinaryIO = place.open("w+b")
        self.budget = budget

    def write(self, data: bytes) -> int:
        self.budget.take(len(data))
        return self.file.write(data)

    def read(self, size: int | None = None) -> bytes:
        return self.file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def flush(self) -> None:
        self.file.flush()

    def size(self) -> int:
        return self.file.tell()

    def close(self) -> None:
        self.file.close()
