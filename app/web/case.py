"""A dossier's page: the report's own view of it, with links to the platform's pages instead of to files."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from app.report.gallery import Shown, keep_pages
from app.report.masking import Masker
from app.report.model import Tools
from app.report.view import DossierView, FindingView, Group, dossier_view
from app.report.words import where
from app.web.library import Library
from dossier.case import Dossier
from dossier.document import Place
from dossier.errors import ReadError
from index.shelf import Standing

PICTURES = 12
"""Cut-outs on one page; each page image takes about a tenth of a second."""


def case_view(
    library: Library, key: str, standing: Standing, dossier: Dossier, masker: Masker
) -> DossierView:
    """What the page shows of a dossier."""
    tools = Tools(
        mask=library.mask,
        names=library.names,
        render=keep_pages(lambda source, page, dpi: _render(library, standing.root, source, page, dpi)),
        rules=library.rules,
    )
    view = dossier_view(dossier, masker, tools, anchor="dossier", out=Path(), pictures=PICTURES)
    link = _links(dossier, key, masker)
    papers = zip(view.papers, dossier.readings, strict=True)
    return DossierView(
        **{
            **vars(view),
            "papers": tuple(p._replace(href=paper_url(r.document.id, key)) for p, r in papers),
            "groups": tuple(_linked(group, link) for group in view.groups),
        }
    )


def paper_url(document: str, key: str) -> str:
    """Where a paper is shown, in that dossier."""
    return f"/documents/{document}?dossier={key}"


def anchor_of(rule: str, subject: str) -> str:
    """A finding's place on the dossier's page."""
    return f"{rule}-{hashlib.sha256(subject.encode()).hexdigest()[:6]}" if subject else rule


def place_url(dossier: Dossier, place: Place, key: str) -> str | None:
    """The page of the paper on which that piece of evidence stands, its fact lit where there is one."""
    for reading in dossier.readings:
        for at, page in enumerate(reading.document.pages, 1):
            if page.source == place.source and place.page in (None, page.number):
                fact = next((n for n, f in enumerate(reading.facts) if f.place == place), None)
                lit = "" if fact is None else f"#f{fact}"
                return f"{paper_url(reading.document.id, key)}&page={at}{lit}"
    return None


def _render(library: Library, root: str, source: str, page: int, dpi: int):  # type: ignore[no-untyped-def]
    path = library.locate(root, source)
    if path is None:
        raise ReadError("moved", "原件已移走或内容已变。")
    with library.drawing:
        return library.render(path, page, dpi, 0)  # the report turns it itself


def _links(dossier: Dossier, key: str, masker: Masker) -> Callable[[Shown], str | None]:
    """Evidence as shown → its address. Shown evidence names its place only in words."""
    places = dict.fromkeys(place for finding in dossier.findings for place in finding.evidence)
    known = {(masker.text(p.source), where(p), masker.quote(p)): place_url(dossier, p, key) for p in places}
    return lambda shown: known.get((shown.source, shown.where, shown.quote))


def _linked(group: Group, link: Callable[[Shown], str | None]) -> Group:
    def finding(view: FindingView) -> FindingView:
        return view._replace(evidence=tuple(shown._replace(href=link(shown)) for shown in view.evidence))

    return group._replace(findings=tuple(finding(view) for view in group.findings))
