"""Formatting of Word paragraphs, as far as it tells titles and automatic numbers."""

from typing import TYPE_CHECKING, NamedTuple

from pipeline.readers.numbering import W, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES = ("title", "标题", "subtitle")
_DEPTH = 20  # styles based on styles


class Format(NamedTuple):
    """`size`: half points of the type, 0 unknown. `number`: list and level it counts in."""

    centred: bool = False
    size: int = 0
    title: bool = False
    number: tuple[str, int] | None = None


class Styles:
    """What each named style says, with what it is based on."""

    def __init__(self, root: "_Element | None") -> None:
        self._styles: dict[str, _Element] = {}
        self._known: dict[str, Format] = {}
        self._base = Format(size=21)  # Word's own default: 10.5 points
        if root is not None:
            self._load(root)

    def _load(self, root: "_Element") -> None:
        for style in root.iterchildren(f"{W}style"):
            if style.get(f"{W}type") == "paragraph":
                self._styles[str(style.get(f"{W}styleId"))] = style
                if style.get(f"{W}default") in ("1", "true"):
                    self._styles.setdefault("", style)
        given = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        size = value(given, "sz") if given is not None else None
        self._base = Format(size=int(size) if size else 20)

    def of(self, paragraph: "_Element") -> Format:
        """The paragraph's own settings over its style's; the size of most of its characters."""
        own = paragraph.find(f"{W}pPr")
        name = value(own, "pStyle") if own is not None else None
        base = self._named(name or "", 0)
        format = _over(base, own) if own is not None else base
        return format._replace(size=_size(paragraph) or format.size)

    def _named(self, name: str, depth: int) -> Format:
        if name in self._known or depth > _DEPTH:
            return self._known.get(name, self._base)
        style = self._styles.get(name)
        if style is None:
            return self._base
        above = value(style, "basedOn")
        base = self._named(above, depth + 1) if above else self._base
        settings = style.find(f"{W}pPr")
        made = _over(base, settings) if settings is not None else base
        run = style.find(f"{W}rPr")
        size = value(run, "sz") if run is not None else None
        if size:
            made = made._replace(size=_half_points(size))
        title = (value(style, "name") or "").lower() in _TITLES
        self._known[name] = made._replace(title=made.title or title)
        return self._known[name]


def _over(base: Format, settings: "_Element") -> Format:
    """Settings laid over a base."""
    align = value(settings, "jc")
    made = base if align is None else base._replace(centred=align == "center")
    number = settings.find(f"{W}numPr")
    if number is None:
        return made
    list_, level = value(number, "numId"), value(number, "ilvl")
    old = base.number or ("0", 0)
    return made._replace(number=(list_ or old[0], int(level) if level else old[1]))


def _size(paragraph: "_Element") -> int:
    """The size most of its characters are given in their runs; 0 where they are given none."""
    sizes: dict[int, int] = {}
    for run in paragraph.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        size = value(properties, "sz") if properties is not None else None
        length = sum(len(t.text or "") for t in run.iterchildren(f"{W}t"))
        if size and length:
            sizes[_half_points(size)] = sizes.get(_half_points(size), 0) + length
    return max(sizes, key=lambda s: sizes[s]) if sizes else 0


def _half_points(size: str) -> int:
    """A size as Word states it, 0 where it is no number (`NaN` and `1e999` are floats to Python)."""
    whole = size.partition(".")[0]
    return int(whole) if whole.isdecimal() and len(whole) < 5 else 0
