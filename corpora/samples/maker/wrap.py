"""Breaking Chinese text into lines."""

from dataclasses import dataclass

from maker.fonts import width

NOT_FIRST = set("，。、；：？！）》〉”’」』〕】％%")
NOT_LAST = set("（《〈“‘「『〔【")


@dataclass(frozen=True)
class Glyph:
    """One character; `hand` where a person filled it in."""

    char: str
    hand: bool
    advance: float


def glyphs(text: str, font: str, size: float) -> list[Glyph]:
    """Characters with their width; «…» are handwritten (a little larger)."""
    hand = False
    found: list[Glyph] = []
    for char in text:
        if char in "«»":
            hand = char == "«"
            continue
        ems = width(char, "hand" if hand else font)
        found.append(Glyph(char, hand, ems * size * (1.04 if hand else 1.0)))
    return found


def wrap(items: list[Glyph], measure: float, indent: float = 0.0) -> list[list[Glyph]]:
    """Lines no wider than `measure`; the first one is shorter by `indent`."""
    lines: list[list[Glyph]] = []
    line: list[Glyph] = []
    room = measure - indent
    for item in items:
        if line and item.advance > room and item.char not in NOT_FIRST:
            carried = [line.pop()] if line[-1].char in NOT_LAST else []
            lines.append(line)
            line, room = carried, measure - sum(g.advance for g in carried)
        line.append(item)
        room -= item.advance
    return [*lines, line] if line else lines


def total(line: list[Glyph]) -> float:
    return sum(g.advance for g in line)
