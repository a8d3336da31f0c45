"""An old Word file put together byte by byte, as [MS-CFB] and [MS-DOC] say; small, but whole."""

from pathlib import Path
from struct import pack
from typing import NamedTuple

END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
TEXT_AT = 2048
IN_TABLE = pack("<HB", 0x2416, 1)
ROW_END = IN_TABLE + pack("<HB", 0x2417, 1)
CENTRED = pack("<HB", 0x2403, 1)
DELETED = pack("<HB", 0x0800, 1)
HIDDEN = pack("<HB", 0x083C, 1)
NUMBERED = pack("<HH", 0x460B, 1)


class Para(NamedTuple):
    """Text with its mark (`\\r`, or `\\x07` for cells and row ends), properties of the paragraph, size; `marks`: of characters."""

    text: str
    properties: bytes = b""
    size: int = 0
    marks: bytes = b""


def doc(path: Path, paragraphs: list[Para], *, flags: int = 0x0200, magic: int = 0xA5EC) -> Path:
    """A Word 97 file of these paragraphs."""
    body = "".join(p.text for p in paragraphs)
    raw = body.encode("utf-16-le")
    page_at = (TEXT_AT + len(raw) + 511) // 512
    main = bytearray((page_at + 3) * 512)
    main[TEXT_AT : TEXT_AT + len(raw)] = raw
    main[page_at * 512 : (page_at + 1) * 512] = _page(paragraphs, paragraph=True)
    main[(page_at + 1) * 512 : (page_at + 2) * 512] = _page(paragraphs, paragraph=False)
    pieces = pack("<II", 0, len(body)) + pack("<HIH", 0, TEXT_AT, 0)
    clx = b"\x02" + pack("<I", len(pieces)) + pieces
    spans = pack("<II", TEXT_AT, TEXT_AT + len(raw))
    table = clx + spans + pack("<I", page_at) + spans + pack("<I", page_at + 1)
    main[0:12] = pack("<HHHHHH", magic, 0xC1, 0, 0x0804, 0, flags)
    main[0x4C:0x50] = pack("<I", len(body))
    main[0xFA:0x102] = pack("<II", len(clx) + 12, 12)
    main[0x102:0x10A] = pack("<II", len(clx), 12)
    main[0x1A2:0x1AA] = pack("<II", 0, len(clx))
    path.write_bytes(ole({"WordDocument": bytes(main), "1Table": table}))
    return path


def _page(paragraphs: list[Para], *, paragraph: bool) -> bytes:
    """Properties of all paragraphs (or of their characters) in one page of 512 bytes."""
    page, end = bytearray(512), 510
    ends, slots = [TEXT_AT], []
    for one in paragraphs:
        ends.append(ends[-1] + 2 * len(one.text))
        sized = pack("<HH", 0x4A43, one.size) if one.size else b""
        given = one.properties if paragraph else sized + one.marks
        if not given:
            slots.append(0)
            continue
        if paragraph:
            words = pack("<H", 0) + given
            held = b"\x00" + bytes([(len(words) + 1) // 2]) + words.ljust((len(words) + 1) // 2 * 2, b"\x00")
        else:
            held = bytes([len(given)]) + given
        end = (end - len(held)) // 2 * 2
        page[end : end + len(held)] = held
        slots.append(end // 2)
    wide = 13 if paragraph else 1
    head = pack(f"<{len(ends)}I", *ends) + b"".join(bytes([s]).ljust(wide, b"\x00") for s in slots)
    page[: len(head)] = head
    page[511] = len(paragraphs)
    return bytes(page)


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE file of these streams; small ones go to the mini stream, as the format wants."""
    small = {name: data for name, data in streams.items() if len(data) < 4096}
    large = {name: data for name, data in streams.items() if len(data) >= 4096}
    mini, mini_fat, starts = b"", [], {}
    for name, data in small.items():
        starts[name] = len(mini_fat)
        count = (len(data) + 63) // 64
        mini_fat += [len(mini_fat) + i + 1 for i in range(count - 1)] + [END]
        mini += data.ljust(count * 64, b"\x00")
    sectors: list[bytes] = [b"", b""]  # the table of sectors and the directory, filled in below
    fat = [FAT, END]
    begins = {}
    for name, data in {**large, "": mini, "mini": pack(f"<{len(mini_fat)}I", *mini_fat)}.items():
        begins[name] = len(fat) if data else END
        count = (len(data) + 511) // 512
        fat += [len(fat) + i + 1 for i in range(count - 1)] + [END] * (count > 0)
        sectors += [data[i * 512 : i * 512 + 512].ljust(512, b"\x00") for i in range(count)]
    entries = [_entry("Root Entry", 5, begins[""], len(mini))]
    entries += [
        _entry(name, 2, starts.get(name, begins.get(name, END)), len(data)) for name, data in streams.items()
    ]
    sectors[1] = b"".join(entries).ljust(512, b"\x00")
    sectors[0] = pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    )
    header += pack("<IIIIIIIII", 0, 1, 1, 0, 4096, begins["mini"], 1, END, 0)
    header += pack("<I", 0) + pack("<I", FREE) * 108
    return header + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    return raw.ljust(64, b"\x00") + pack("<HB", len(raw) + 2, kind) + bytes(49) + pack("<IQ", start, size)
