"""Names of files for people: decoded where they come in an old encoding, and made harmless."""

import os
import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_NOT_PAPERS = (".", "~$", "__MACOSX")
_NOT_PAPER_NAMES = frozenset({"Thumbs.db", "desktop.ini"})


def is_paper(name: str) -> bool:
    """Not a hidden file, an editor's lock file or a folder view's cache."""
    return not name.startswith(_NOT_PAPERS) and name not in _NOT_PAPER_NAMES


def printable(name: str) -> bool:
    """Whether the name is text; one in an old encoding comes from the system with stray surrogates."""
    return not _SURROGATE.search(name)


def shown(name: str) -> str:
    """A name for people: GB18030 where the bytes read so, else with what cannot be read replaced."""
    return name if printable(name) else decoded(os.fsencode(name))


def decoded(name: bytes) -> str:
    """The text of a name's bytes: UTF-8, else GB18030, as old Chinese systems wrote them.

    “目录” in GB18030 is valid UTF-8 too, of Latin letters nobody would write.
    """
    text, chinese = _tried(name, "utf-8"), _tried(name, "gb18030")
    foreign = [c for c in text or "" if c > "\x7f"]
    by_accident = chinese is not None and foreign and max(foreign) <= "\u07ff" and _common(chinese)
    if text is not None and not by_accident:
        return text
    return chinese if chinese is not None else name.decode("utf-8", errors="replace")


def _tried(name: bytes, encoding: str) -> str | None:
    try:
        return name.decode(encoding)
    except UnicodeDecodeError:
        return None


def _common(text: str) -> bool:
    """Only ideographs people write, those of GB2312."""
    return all(c < "\x80" or c.encode("gb2312", "ignore") for c in text)


def inside(name: str) -> str:
    """A member's path as it is listed: forward slashes, nothing that leads out of its container."""
    parts = [part.strip() for part in _CONTROL.sub("_", name).replace("\\", "/").split("/")]
    return "/".join(
        part for part in parts if part not in ("", ".", "..") and not re.fullmatch("[A-Za-z]:", part)
    )
