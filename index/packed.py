"""What the index stores of a paper to show a hit without opening the paper: packed, read only where needed."""

import json
import math
import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, overload

from dossier.geometry import Box
from index.search import Entry, Mark

HIDDEN = {"text", "marks", "personal", "keys", "links"}
TEXT = "gb18030"  # all of Unicode, and a sixth smaller than UTF-8 when compressed
_LINE = struct.Struct("<IHIffff")  # start, source, page (0: none), box (NaN: none)
_HEAD = _START = struct.Struct("<I")


class Shown(NamedTuple):
    """A paper as stored: its entry without what is HIDDEN (no personal data is stored), the text, the lines."""

    entry: Entry
    text: str
    marks: "Marks"


class Marks(Sequence[Mark]):
    """Lines unpacked one by one: of a book of 3,000 pages a hit needs three."""

    def __init__(self, data: memoryview) -> None:
        self._data = data

    def __len__(self) -> int:
        return len(self._data) // _LINE.size

    @overload
    def __getitem__(self, index: int) -> Mark: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mark]: ...
    def __getitem__(self, index: int | slice) -> Mark | Sequence[Mark]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        start, source, page, x0, y0, x1, y1 = _LINE.unpack_from(self._data, index * _LINE.size)
        box = None if math.isnan(x0) else Box(x0=x0, y0=y0, x1=x1, y1=y1)
        return Mark(start, source, page or None, box)

    def at(self, offset: int) -> int:
        """Which line the character at `offset` stands in; -1 without lines."""
        starts = range(len(self))
        return max(bisect_right(starts, offset, key=self._start) - 1, min(0, len(self) - 1))

    def _start(self, index: int) -> int:
        start: int = _START.unpack_from(self._data, index * _LINE.size)[0]
        return start


def packed(entry: Entry) -> bytes:
    """The record stored in the index."""
    head = entry.model_dump(mode="json", exclude=HIDDEN, exclude_defaults=True)
    parts = (
        json.dumps(head, ensure_ascii=False).encode(),
        entry.text.encode(TEXT),
        b"".join(map(_line, entry.marks)),
    )
    sizes = b"".join(_HEAD.pack(len(part)) for part in parts[:2])
    return zlib.compress(sizes + b"".join(parts), 3)


def unpacked(body: bytes) -> Shown:
    """What `packed` packed."""
    data = memoryview(zlib.decompress(body))
    first, second = (_HEAD.unpack_from(data, i * _HEAD.size)[0] for i in range(2))
    at = 2 * _HEAD.size
    head: dict[str, Any] = json.loads(bytes(data[at : at + first]))
    text = str(data[at + first : at + first + second], TEXT)
    return Shown(Entry.model_validate(head), text, Marks(data[at + first + second :]))


def _line(mark: Mark) -> bytes:
    box = mark.box
    corners: Iterable[float] = (math.nan,) * 4 if box is None else (box.x0, box.y0, box.x1, box.y1)
    return _LINE.pack(mark.start, mark.source, mark.page or 0, *corners)
