"""Streams within an OLE file (old Word, WPS, Excel), by Microsoft's [MS-CFB]."""

from struct import unpack_from
from typing import NamedTuple

from dossier.errors import ReadError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # sector numbers from here up end a chain
_HEADER_FATS = 109
_DAMAGED = "文件内部结构损坏，读不出。请用 Word 或 WPS 打开，另存为 DOCX 后重试。"


class Entry(NamedTuple):
    """A stream: its first sector and its size in bytes."""

    start: int
    size: int


class Ole:
    """The streams of a file, by name. Raises ReadError damaged."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or data[:8] != MAGIC:
            raise damaged()
        self._data = data
        self._size, self._mini_size = 1 << _short(data, 30), 1 << _short(data, 32)
        if self._size not in (512, 4096):
            raise damaged()
        self._cutoff = _long(data, 56)
        self._fat = self._read_fat()
        self._entries, root = self._read_directory()
        self._mini_fat = self._longs(self._chain(_long(data, 60), self._fat, self._size))
        self._mini = self._stream(root) if root is not None else b""

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """A stream's bytes."""
        if name not in self._entries:
            raise damaged()
        entry = self._entries[name]
        if entry.size >= self._cutoff:
            return self._stream(entry)
        chain = self._numbers(entry.start, self._mini_fat)
        size = self._mini_size
        return b"".join(self._mini[n * size : (n + 1) * size] for n in chain)[: entry.size]

    def _stream(self, entry: Entry) -> bytes:
        return self._chain(entry.start, self._fat, self._size)[: entry.size]

    def _read_fat(self) -> list[int]:
        """Where each sector's follower stands: its own sectors are listed in the header, then in a chain."""
        listed = [_long(self._data, 76 + 4 * i) for i in range(_HEADER_FATS)]
        at, left = _long(self._data, 68), _long(self._data, 72)
        while at < _LAST and left > 0:
            more = self._longs(self._sector(at))
            listed += more[:-1]
            at, left = more[-1], left - 1
        return [n for sector in listed if sector < _LAST for n in self._longs(self._sector(sector))]

    def _read_directory(self) -> tuple[dict[str, Entry], Entry | None]:
        entries: dict[str, Entry] = {}
        root = None
        data = self._chain(_long(self._data, 48), self._fat, self._size)
        for at in range(0, len(data) - 127, 128):
            length, kind = min(_short(data, at + 64), 64), data[at + 66]
            name = data[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            entry = Entry(_long(data, at + 116), _long(data, at + 120))
            if kind == 5:
                root = entry
            elif kind == 2:
                entries.setdefault(name, entry)
        return entries, root

    def _chain(self, start: int, table: list[int], size: int) -> bytes:
        return b"".join(self._sector(n) for n in self._numbers(start, table))

    def _numbers(self, start: int, table: list[int]) -> list[int]:
        """Sectors of a chain; one that runs in a circle is damage."""
        numbers: list[int] = []
        while start < _LAST:
            if start >= len(table) or len(numbers) > len(table):
                raise damaged()
            numbers.append(start)
            start = table[start]
        return numbers

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        if begin >= len(self._data):
            raise damaged()
        return self._data[begin : begin + self._size]

    def _longs(self, data: bytes) -> list[int]:
        return list(unpack_from(f"<{len(data) // 4}I", data))


def damaged() -> ReadError:
    """The error of a file whose structure does not hold."""
    return ReadError("damaged", _DAMAGED)


def _short(data: bytes, at: int) -> int:
    return int(unpack_from("<H", data, at)[0])


def _long(data: bytes, at: int) -> int:
    return int(unpack_from("<I", data, at)[0])
