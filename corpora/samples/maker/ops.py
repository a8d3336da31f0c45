"""What lies on a page: drawing steps that both the PDF and the scan renderer understand.

Points from the top left; `y` of a text is its baseline.
"""

from dataclasses import dataclass

WIDTH, HEIGHT = 595.0, 842.0
BLACK, RED, INK = (0, 0, 0), (200, 16, 16), (28, 30, 92)


@dataclass(frozen=True)
class Words:
    x: float
    y: float
    text: str
    font: str
    size: float
    color: tuple[int, int, int] = BLACK
    spacing: float = 0.0
    bold: bool = False
    hand: bool = False


@dataclass(frozen=True)
class Rule:
    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.7
    color: tuple[int, int, int] = BLACK


@dataclass(frozen=True)
class Stamp:
    """A seal by its centre; `name` runs around the star. `label` stands below the star (专用章)."""

    x: float
    y: float
    name: str
    label: str = ""


@dataclass(frozen=True)
class Photo:
    x: float
    y: float
    width: float
    height: float
    caption: str


Op = Words | Rule | Stamp | Photo
