"""The text behind bytes: UTF-8, GB18030 or UTF-16, or the finding that these bytes are no text."""

import codecs

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SPACE = frozenset("\t\n\r\x0b\x0c\x1a")
_WITHOUT_SPELLING = 0.5


def decode(data: bytes, *, partial: bool = False, declared: str | None = None) -> str | None:
    """Text of the bytes, None where they are no text in an encoding we know.

    `partial`: the bytes may end within a character. `declared`: what the file says of itself (a charset
    of HTML); tried first, since a short GB18030 text can be valid UTF-16.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], name, partial)
    for guess in (_known(declared), _utf16(data), "utf-8", "gb18030"):
        text = _strict(data, guess, partial) if guess else None
        if (
            text is not None
            and is_text(text)
            and not (guess == "utf-8" and _rather_chinese(text, data, partial))
        ):
            return text
    return None


def _rather_chinese(text: str, data: bytes, partial: bool) -> bool:
    """Is this UTF-8 by accident? “一联通” in GB18030 is valid UTF-8, of Cyrillic and accented letters."""
    foreign = sum(c > "\x7f" for c in text)
    if foreign < len(text) * 0.3 or any(c > "\u07ff" for c in text):
        return False
    other = _strict(data, "gb18030", partial)
    return other is not None and is_text(other) and not _rare_runs(other)


def _strict(data: bytes, name: str, partial: bool) -> str | None:
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        return decoder.decode(data, final=not partial)
    except UnicodeDecodeError:
        return None


def _known(declared: str | None) -> str | None:
    """Python's name of a charset; GB2312 and GBK pages use characters of their superset GB18030."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    return "gb18030" if name in ("gb2312", "gbk", "hz") else name


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows itself by line ends: every second byte of “\\n” is zero."""
    little, big = data.count(b"\n\x00"), data.count(b"\x00\n")
    if len(data) % 2 or not (little or big) or data.count(b"\x00") < 2:
        return None
    return "utf-16-le" if little >= big else "utf-16-be"


def is_text(text: str) -> bool:
    """Few control, private or unassigned-looking characters, as noise read as GB18030 has many."""
    sample = text[:20000]
    odd = sum(_odd(c) for c in sample)
    return odd <= max(len(sample) // 100, 0) and not _rare_runs(sample)


def _odd(c: str) -> bool:
    o = ord(c)
    return (o < 32 and c not in _SPACE) or 0x7F <= o < 0xA0 or 0xE000 <= o < 0xF900 or o == 0xFFFD


def _rare_runs(sample: str) -> bool:
    """Noise read as GB18030 is mostly characters outside GB2312 (second-plane and rare ideographs)."""
    ideographs = [c for c in sample if "\u3400" <= c <= "\u9fff" or c > "\uffff"]
    if len(ideographs) < 8:
        return False
    rare = sum(not _common(c) for c in ideographs)
    return rare > len(ideographs) * _WITHOUT_SPELLING


def _common(c: str) -> bool:
    try:
        c.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def lines_of(text: str) -> list[str]:
    """Lines without the spaces around them; empty ones left out."""
    return [line for line in (raw.strip(" \t\u3000\xa0\x1a\ufeff") for raw in text.splitlines()) if line]
