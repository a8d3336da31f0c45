"""What the query platform shows: taken from the store, masked, found by ids only."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from app.report.gallery import SKEW
from app.report.masking import Masker
from app.report.model import Mask
from app.report.names import Names, load_names
from app.web.picture import cover, png
from app.web.viewing import VIEWER
from dossier.case import Dossier, Finding, Reading, Rule
from dossier.document import Page, Place, Span
from dossier.errors import FaduError, ReadError
from index.entry import is_published
from index.files import FileRow
from index.runs import Summary
from index.search import SearchIndex, Viewer
from index.shelf import Standing
from index.store import Store
from pipeline.readers import opened

if TYPE_CHECKING:
    from PIL.Image import Image

Render = Callable[[Path, int, int, int], "Image"]
"""(file, page from 1, dpi, turn found in reading) → page image; raises ReadError where the format has none."""
DPI = 110


class NotThere(FaduError):
    """Nothing of that id stands in the store now."""


@dataclass(frozen=True)
class Sheet:
    """A paper with the dossier it is shown in."""

    reading: Reading
    standing: Standing
    dossier: Dossier
    masker: Masker

    def page(self, number: int) -> Page:
        """The paper's page by its place in the paper, from 1. Raises NotThere."""
        pages = self.reading.document.pages
        if not 1 <= number <= len(pages):
            raise NotThere(f"这份文书没有第 {number} 页。")
        return pages[number - 1]

    def page_of(self, span: Span | None) -> int:
        """The place in the paper of the page on which those characters stand, from 1."""
        document = self.reading.document
        if span is None or not document.segments:
            return 1
        page = document.page_at(span.start)
        return next((i for i, other in enumerate(document.pages, 1) if other is page), 1)

    def findings(self, page: Page) -> Iterator[Finding]:
        """The dossier's findings that rest on that page."""
        for finding in self.dossier.findings:
            if any(stands_on(place, page) for place in finding.evidence):
                yield finding


@dataclass(frozen=True)
class Library:
    """The store as the request's viewer sees it (viewing.py). `hidden` None shows everyone personal data.

    `index` opens the search index when first asked, again while there is none; one that is replaced is followed.
    """

    store: Store
    index: Callable[[], SearchIndex]
    names: Names
    hidden: Mask | None
    render: Render
    rules: Mapping[str, Rule] = field(default_factory=dict)
    drawing: Lock = field(default_factory=Lock)  # pdfium draws one page at a time

    @property
    def viewer(self) -> Viewer:
        """Who is asking."""
        return VIEWER.get()

    @property
    def mask(self) -> Mask | None:
        """What covers personal data; None for who may read it."""
        return None if self.viewer.personal else self.hidden

    def standing(self) -> tuple[Standing, ...]:
        """Dossiers that stand now and that the viewer may see."""
        mine = self._mine()
        return tuple(item for item in self.store.standing() if mine is None or item.root in mine)

    def _mine(self) -> frozenset[str] | None:
        """The folders of the viewer's units; None: all."""
        units = self.viewer.units
        if units is None:
            return None
        return frozenset(root for root, unit in self.store.holdings().items() if unit in units)

    def summaries(self) -> Iterator[tuple[str, Summary]]:
        """Key and summary of every dossier that stands now."""
        standing = {(item.run, item.dossier): item for item in self.standing()}
        for run in dict.fromkeys(run for run, _ in standing):
            for summary in self.store.summaries(run):
                if (run, summary.name) in standing:
                    yield key_of(standing[run, summary.name]), summary

    def dossier(self, key: str) -> tuple[Standing, Dossier]:
        """A dossier by its key. Raises NotThere."""
        standing = next((item for item in self.standing() if key_of(item) == key), None)
        found = self.store.dossier(standing.run, standing.dossier) if standing else None
        if standing is None or found is None:
            raise NotThere("没有这个卷宗；它可能已被重新审查或移除。请回到首页查看现有卷宗。")
        return standing, found

    def sheet(self, document: str, dossier: str | None = None) -> Sheet:
        """A paper by its id, in the dossier of that key or the first it lies in. Raises NotThere.

        What is published is shown to everyone, but its dossier and what was found there only to its unit.
        """
        mine = self._mine()
        standings = self.store.dossiers_of(document)
        for standing in sorted(standings, key=lambda item: key_of(item) != dossier):
            seen = mine is None or standing.root in mine
            found = self.store.dossier(standing.run, standing.dossier)
            for reading in found.readings if found else ():
                if found is None or reading.document.id != document:
                    continue
                if seen:
                    return Sheet(reading, standing, found, Masker(found, self.mask))
                if is_published(reading):
                    return self._alone(reading, standing)
        raise NotThere("没有这份文书；它可能已被重新审查或移除。请回到检索页重新查找。")

    def _alone(self, reading: Reading, standing: Standing) -> Sheet:
        """A published paper for who may not see its dossier: neither its name nor its folder's is told."""
        names = {source: source.rpartition("/")[2] for source in reading.document.sources}
        mask = self.mask or str

        def hide(text: str) -> str:
            for source, name in names.items():
                text = text.replace(source, name)
            return mask(text)

        dossier = Dossier(id=reading.title, kind="", readings=(reading,))
        return Sheet(reading, standing._replace(dossier=""), dossier, Masker(dossier, hide))

    def masker(self, dossier: Dossier | None) -> Masker:
        """The masks of one dossier; without one, of text alone."""
        return Masker(dossier, self.mask)

    def picture(self, sheet: Sheet, page: Page) -> bytes:
        """The page as PNG with personal data covered. Raises ReadError when there is no picture of it."""
        path = self.locate(sheet.standing.root, page.source)
        if path is None:
            raise ReadError("moved", "原件已移走或内容已变，无法显示版面图像；下面是当时读出的文字。")
        with self.drawing:
            image = self.render(path, page.number, DPI, page.rotation)
        if abs(image.width * page.height / (image.height * page.width) - 1) > SKEW:
            raise ReadError("skewed", "原件现在的页面与读取时大小不同，请重新审查此文件后再看图。")
        return png(cover(image, sheet.masker.boxes(page.source, page.number), width=page.width))

    def locate(self, root: str, source: str) -> Path | None:
        """Where the file lies whose content was read; None when it is gone or has other content now."""
        row = self.store.file(root, source)
        if row is None or not row.sha256:
            return None
        rows = (row, *self.store.files_of(row.sha256))
        return next((path for r in rows for path in _paths(r) if _unchanged(path, r)), None)

    def unread(self) -> Iterator[FileRow]:
        """Files that could not be read or were refused, with the reason."""
        for root in self._roots():
            yield from self.store.files(root, states=("failed", "refused"))

    def states(self) -> Counter[str]:
        """Files by state, over all roots."""
        total: Counter[str] = Counter()
        for root in self._roots():
            total.update(self.store.file_counts(root))
        return total

    def _roots(self) -> list[str]:
        """Every folder that was ever audited."""
        mine = self._mine()
        roots = {root for run in self.store.runs() for root in run.roots}
        return sorted(root for root in roots if mine is None or root in mine)


def stands_on(place: Place, page: Page) -> bool:
    """Whether that place is on the page; a place without a page number is on every page of its file."""
    return place.source == page.source and place.page in (None, page.number)


def key_of(standing: Standing) -> str:
    """A dossier's name in addresses: says nothing of folders, cannot be made into one."""
    return hashlib.sha256(f"{standing.root}\0{standing.dossier}".encode()).hexdigest()[:24]


def _paths(row: FileRow) -> Iterator[Path]:
    """Where a file may lie: `source` may have the folder's name in front, or be the root itself."""
    root = Path(row.root)
    yield root / row.source
    yield root.parent / row.source
    yield root


def _unchanged(path: Path, row: FileRow) -> bool:
    try:
        with opened(path) as place, place.open("rb") as file:
            same = place.stat().st_size == row.size
            return same and hashlib.file_digest(file, "sha256").hexdigest() == row.sha256
    except (OSError, ReadError):
        return False


def _once(find: Callable[[], SearchIndex]) -> Callable[[], SearchIndex]:
    """Remembers the index once it is found; its cursors live as long as it."""
    kept: list[SearchIndex] = []

    def index() -> SearchIndex:
        if not kept:
            kept.append(find())
        return kept[0]

    return index


def open_library(store_url: str, *, unmasked: bool = False) -> Library:
    """Store, names and rules. Raises StoreError, KnowledgeError."""
    from app.settings import index_place
    from index.drain import find_index
    from knowledge.rules import load_rules
    from language.masks import mask
    from pipeline.readers import render

    store = Store.open(store_url)
    return Library(
        store=store,
        index=_once(lambda: find_index(store, index_place(store))),
        names=load_names(),
        hidden=None if unmasked else mask,
        render=lambda path, page, dpi, turn: render(path, page, dpi=dpi, rotation=turn),
        rules={rule.id: rule for rule in load_rules()},
    )
