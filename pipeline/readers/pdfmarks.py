"""What is drawn on a PDF page besides text: rules of tables, pictures, how much of the page they cover."""

from collections.abc import Callable, Iterator
from ctypes import c_float, c_int
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.readers.pdftext import Turn
from pipeline.readers.ruled import SHORT, Pen, Rule

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MANY = 4000  # path objects: beyond this a page is a drawing
_DEPTH = 4  # of form objects within form objects


class Picture(NamedTuple):
    """A picture's place, in points from the top left of the upright page."""

    x0: float
    y0: float
    x1: float
    y1: float


class Marks(NamedTuple):
    """Rules across and down, pictures, and counts that tell what kind of page this is."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    pictures: tuple[Picture, ...]
    paths: int
    texts: int
    text_over_picture: bool

    def coverage(self, width: float, height: float) -> float:
        """Share of the page under pictures, by the union of their boxes on a raster of 50 × 50."""
        hit = {
            (i, j)
            for p in self.pictures
            for i in range(max(int(p.x0 / width * 50 + 0.5), 0), min(int(p.x1 / width * 50 + 0.5), 50))
            for j in range(max(int(p.y0 / height * 50 + 0.5), 0), min(int(p.y1 / height * 50 + 0.5), 50))
        }
        return len(hit) / 2500


def marks(page: "PdfPage", turn: Turn) -> Marks:
    """One walk over the page's objects."""
    walk = _Walk(page, turn)
    walk.objects()
    return Marks(
        tuple(walk.pen.across),
        tuple(walk.pen.down),
        tuple(walk.pictures),
        walk.paths,
        walk.texts,
        walk.text_over_picture,
    )


class _Walk:
    """State of the walk: pdfium's calls fill preallocated numbers."""

    def __init__(self, page: "PdfPage", turn: Turn) -> None:
        from pypdfium2 import raw

        self._raw: Any = raw
        self._page = page
        self._turn = turn
        self._bounds = (c_float(), c_float(), c_float(), c_float())
        self.pen = Pen()
        self.pictures: list[Picture] = []
        self.paths = self.texts = 0
        self.text_over_picture = False

    def objects(self) -> None:
        """Every object of the page. A tight loop: a page of text has hundreds, each two calls."""
        raw, handle = self._raw, self._page.raw
        get, kind_of = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
        text, handlers = raw.FPDF_PAGEOBJ_TEXT, self._handlers()
        for i in range(raw.FPDFPage_CountObjects(handle)):
            found = get(handle, i)
            kind = kind_of(found)
            if kind == text:
                self.texts += 1
                if self.pictures and not self.text_over_picture:
                    self.text_over_picture = self._visible(found)
            elif kind in handlers:
                handlers[kind](found)

    def _handlers(self) -> dict[int, Callable[[Any], None]]:
        return {
            self._raw.FPDF_PAGEOBJ_PATH: self._counted_path,
            self._raw.FPDF_PAGEOBJ_IMAGE: self._picture,
            self._raw.FPDF_PAGEOBJ_FORM: self._form,
        }

    def _counted_path(self, path: Any) -> None:
        self.paths += 1
        if self.paths <= _MANY:
            self._path(path)

    def _picture(self, picture: Any) -> None:
        self.pictures.append(Picture(*self._box(picture)))

    def _form(self, form: Any) -> None:
        """A form's picture counts by the form's own bounds, since its parts' bounds lack its matrix."""
        if self._raw.FPDF_PAGEOBJ_IMAGE in set(self._kinds(form, 0)):
            self._picture(form)

    def _kinds(self, form: Any, depth: int) -> Iterator[int]:
        raw = self._raw
        for i in range(raw.FPDFFormObj_CountObjects(form)):
            part = raw.FPDFFormObj_GetObject(form, i)
            kind = raw.FPDFPageObj_GetType(part)
            yield kind
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
                yield from self._kinds(part, depth + 1)

    def _visible(self, text: Any) -> bool:
        return bool(self._raw.FPDFTextObj_GetTextRenderMode(text) != self._raw.FPDF_TEXTRENDERMODE_INVISIBLE)

    def _box(self, found: Any) -> tuple[float, float, float, float]:
        left, bottom, right, top = self._bounds
        self._raw.FPDFPageObj_GetBounds(found, left, bottom, right, top)
        return self._turn.box(left.value, bottom.value, right.value, top.value)

    def _path(self, path: Any) -> None:
        x0, y0, x1, y1 = self._box(path)
        if self.pen.sliver(x0, y0, x1, y1) or max(x1 - x0, y1 - y0) < SHORT:
            return
        count = self._raw.FPDFPath_CountSegments(path)
        stroked = self._stroked(path)
        if count > 5:
            for points in self._subpaths(path, count):
                self.pen.run(points, stroked=stroked)
        elif stroked:  # a mere fill is the ground of a page or cell and has no edges of its own
            self.pen.frame(x0, y0, x1, y1)

    def _stroked(self, path: Any) -> bool:
        mode, stroke = c_int(), c_int()
        self._raw.FPDFPath_GetDrawMode(path, mode, stroke)
        return bool(stroke.value)

    def _subpaths(self, path: Any, count: int) -> Iterator[list[tuple[float, float]]]:
        """Runs of points between moves of the pen, closed where the file closes them."""
        raw, matrix = self._raw, self._raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(path, matrix)
        x, y = c_float(), c_float()
        run: list[tuple[float, float]] = []
        for i in range(min(count, _MANY)):
            segment = raw.FPDFPath_GetPathSegment(path, i)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and run:
                yield run
                run = []
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            at_x = matrix.a * x.value + matrix.c * y.value + matrix.e
            at_y = matrix.b * x.value + matrix.d * y.value + matrix.f
            run.append(self._turn.box(at_x, at_y, at_x, at_y)[:2])
            if raw.FPDFPathSegment_GetClose(segment):
                run.append(run[0])
        if run:
            yield run
