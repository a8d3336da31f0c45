"""Automatic numbers of Word paragraphs (“一、”, “第三条”), which stand in no text of the file."""

from collections.abc import Callable
from re import Match
from re import compile as regex
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_PLACE = regex(r"%([1-9])")


class Level(NamedTuple):
    """How one level of a list counts: from where, in which figures, in what pattern (“第%1条”)."""

    start: int
    figures: str
    pattern: str
    space: bool


class Numbering:
    """Counts the paragraphs of each list as they come, as Word does."""

    def __init__(self, root: "_Element | None") -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], Level] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            self._load(root)

    def add(self, name: str, levels: dict[int, Level]) -> None:
        """A list that comes from another format."""
        self._lists[name] = name
        self._levels |= {(name, at): level for at, level in levels.items()}

    def restart(self, number: str) -> None:
        """The next paragraph of that list is its first again."""
        self._counts.pop(self._lists.get(number, ""), None)

    def _load(self, root: "_Element") -> None:
        for abstract in root.iterchildren(f"{W}abstractNum"):
            name = f"a{abstract.get(f'{W}abstractNumId')}"
            for level in abstract.iterchildren(f"{W}lvl"):
                self._levels[name, int(level.get(f"{W}ilvl") or 0)] = _level(level)
        for number in root.iterchildren(f"{W}num"):
            own, base = str(number.get(f"{W}numId")), value(number, "abstractNumId")
            self._lists[own] = f"a{base}"
            self._override(number, own, f"a{base}")

    def _override(self, number: "_Element", own: str, base: str) -> None:
        """A list that begins afresh counts by itself."""
        for change in number.iterchildren(f"{W}lvlOverride"):
            at = int(change.get(f"{W}ilvl") or 0)
            level, start = change.find(f"{W}lvl"), value(change, "startOverride")
            old = _level(level) if level is not None else self._levels.get((base, at))
            if old is None:
                continue
            self._lists[own] = own
            for (name, i), kept in list(self._levels.items()):
                if name == base:
                    self._levels.setdefault((own, i), kept)
            self._levels[own, at] = old._replace(start=int(start)) if start else old

    def label(self, number: str, at: int) -> str:
        """The number of the next paragraph of that list and level; empty for bullets and unknown lists."""
        name = self._lists.get(number, "")
        level = self._levels.get((name, at))
        if level is None:
            return ""
        counts = self._counts.setdefault(name, [None] * 9)
        now = counts[at]
        counts[at] = level.start if now is None else now + 1
        counts[at + 1 :] = [None] * (8 - at)
        if level.figures in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda m: self._figure(m, name, counts), level.pattern) + " " * level.space

    def _figure(self, place: Match[str], name: str, counts: list[int | None]) -> str:
        at = int(place.group(1)) - 1
        level = self._levels.get((name, at))
        if level is None:
            return ""
        count = counts[at]
        return _written(level.start if count is None else count, level.figures)


def value(parent: "_Element", tag: str) -> str | None:
    """`w:val` of a child."""
    child = parent.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}val")


def _level(level: "_Element") -> Level:
    pattern = value(level, "lvlText") or ""
    spaced = (value(level, "suff") or "tab") != "nothing" and not pattern.endswith(tuple("、．。）"))
    return Level(int(value(level, "start") or 1), value(level, "numFmt") or "decimal", pattern, spaced)


def _written(count: int, figures: str) -> str:
    return _FIGURES.get(figures, str)(count)


def _chinese(count: int) -> str:
    """1 to 9999 as counted: 十, 二十一, 一百零三."""
    if not 0 < count < 10000:
        return str(count)
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = count // unit % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
        gap = not digit
    return text[1:] if text.startswith("一十") else text


def _by_digit(digits: str) -> Callable[[int], str]:
    return lambda count: "".join(digits[int(d)] for d in str(count))


def _letters(count: int) -> str:
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    text = ""
    for unit, name in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        text += name * (count // unit)
        count %= unit
    return text


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 1 <= count <= 20 else f"({count})"


_FIGURES: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _by_digit(_DIGITS),
    "japaneseDigitalTenThousand": _by_digit(_DIGITS),
    "chineseLegalSimplified": _by_digit(_FORMAL),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda count: f"{count:02d}",
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
}
