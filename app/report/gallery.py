"""The evidence of one dossier: each place once, numbered, with its picture where there is one."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.report.cutout import cutout
from app.report.link import href, path_to
from app.report.masking import Masker, page_lines
from app.report.model import Tools
from app.report.words import where
from dossier.case import Dossier, Finding
from dossier.document import Page, Place
from dossier.errors import ReadError

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 120
HELD = 6
"""Page images kept at hand: evidence of one dossier keeps coming back to few pages."""


SKEW = 0.03
"""How far the shape of image and page may differ; a box on another page's image would mislead."""


class Picture(NamedTuple):
    """A cut-out ready for the page; `width` in CSS pixels."""

    uri: str
    width: int
    height: int
    whole: bool


class Shown(NamedTuple):
    """A piece of evidence as a reader sees it. `again`: its picture stands with an earlier finding."""

    number: int
    quote: str
    source: str
    where: str
    href: str | None
    picture: Picture | None
    note: str
    again: bool


def keep_pages(render: Callable[[str, int, int], "Image"]) -> Callable[[str, int, int], "Image"]:
    """The same function, with the last few pages kept."""
    held: OrderedDict[tuple[str, int, int], Image] = OrderedDict()

    def kept(source: str, page: int, dpi: int) -> "Image":
        key = (source, page, dpi)
        if key not in held:
            held[key] = render(source, page, dpi)
            if len(held) > HELD:
                held.popitem(last=False)
        held.move_to_end(key)
        return held[key]

    return kept


class Gallery:
    """Numbers the evidence of a dossier and cuts at most `limit` pictures; `left_out` counts the rest."""

    def __init__(self, dossier: Dossier, masker: Masker, tools: Tools, *, out: Path, limit: int) -> None:
        self.masker, self.tools, self.out, self.limit = masker, tools, out, limit
        self.pages = {(p.source, p.number): p for r in dossier.readings for p in r.document.pages}
        self.numbers: dict[Place, int] = {}
        self.drawn: set[Place] = set()
        self.left_out: set[Place] = set()

    def show(self, finding: Finding) -> tuple[Shown, ...]:
        """The evidence of a finding."""
        pictured = finding.verdict not in ("pass", "not-applicable") or finding.severity == "must"
        return tuple(self._shown(place, pictured=pictured) for place in finding.evidence)

    def _shown(self, place: Place, *, pictured: bool) -> Shown:
        number = self.numbers.setdefault(place, len(self.numbers) + 1)
        again = place in self.drawn
        picture, note = self._picture(place) if pictured and not again else (None, "")
        path = path_to(place.source, self.out, self.tools.locate, self.masker)
        return Shown(
            number=number,
            quote=self.masker.quote(place),
            source=self.masker.text(place.source),
            where=where(place),
            href=href(path, place.page) if path else None,
            picture=picture,
            note=note,
            again=again,
        )

    def _picture(self, place: Place) -> tuple[Picture | None, str]:
        """The cut-out, or why there is none."""
        page = self.pages.get((place.source, place.page or 0))
        if self.tools.render is None or not place.boxes or page is None:
            return None, ""
        if len(self.drawn) >= self.limit:
            self.left_out.add(place)
            return None, "本卷附图已满，请点开原件查看"
        try:
            image = self.tools.render(place.source, page.number, DPI)
        except ReadError as error:
            return None, f"原件图像取不到：{self.masker.text(error.message)}"
        if page.rotation:
            image = image.rotate(-page.rotation, expand=True)
        if abs(image.width * page.height / (image.height * page.width) - 1) > SKEW:
            return None, "原件现在的页面与读取时大小不同，请重新读取此文件后再看图"
        self.drawn.add(place)
        return self._cut(image, place, page), ""

    def _cut(self, image: "Image", place: Place, page: Page) -> Picture:
        hidden = self.masker.boxes(place.source, page.number)
        lines = [line.box for line in page_lines(page) if line.box is not None]
        cut = cutout(image, place.boxes, width=page.width, lines=lines, hidden=hidden)
        shrink = 96 / DPI
        return Picture(cut.uri, round(cut.width * shrink), round(cut.height * shrink), cut.whole)
