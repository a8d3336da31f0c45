"""The text behind bytes: UTF-8, GB18030 or UTF-16, or the finding that these bytes are no text."""

import codecs
from re import compile as regex

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_COMMON = 0.5  # share of ideographs that are in GB2312; traditional texts keep more than half
_ODD = regex("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]+")
_NO_IDEOGRAPH = regex("[^\u3400-\u9fff\U00010000-\U0010ffff]+")


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
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    if not text or foreign < len(text) * 0.3 or max(text) > "\u07ff":
        return False
    other = _strict(data, "gb18030", partial)
    return other is not None and is_text(other) and not _rare(other)


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
    """Few control, private or replaced characters, and ideographs that people write."""
    sample = text[:20000]
    odd = len(sample) - len(_ODD.sub("", sample))
    return odd <= len(sample) // 100 and not _rare(sample)


def _rare(sample: str) -> bool:
    """Noise read as GB18030 or UTF-16 is mostly ideographs outside the common ones of GB2312."""
    ideographs = _NO_IDEOGRAPH.sub("", sample)
    common = len(ideographs.encode("gb2312", "ignore")) // 2
    return len(ideographs) >= 8 and common < len(ideographs) * _COMMON


def lines_of(text: str) -> list[str]:
    """Lines without the spaces around them; empty ones left out."""
    return [line for line in (raw.strip(" \t\u3000\xa0\x1a\ufeff") for raw in text.splitlines()) if line]
