"""The pages of the query platform: addresses in, HTML out. Nothing here changes the store."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined

from app.relations import NAMES as RELATIONS
from app.relations import relations_of
from app.report.html import TEMPLATES as REPORT
from app.report.jsonl import own_number
from app.report.words import COLOURS, GRADES, REPORT_ORDER, SEVERITIES, moment, said_date, where
from app.settings import SHANGHAI, today
from app.web.case import anchor_of, case_view
from app.web.desk import OUTSIDE, sheet_view, span_of
from app.web.facts import GROUPS
from app.web.library import Library
from app.web.sheet import mark_id
from app.web.wish import FACETS, SIZE, found_url, marked, query_of, wish_of
from dossier.case import VERDICTS
from dossier.errors import IndexError_, ReadError, UsageError
from index.files import STATES
from index.search import STATUSES, Hit, Snippet
from language.articles import compare

STATIC = Path(__file__).with_name("static")
PAGE_SIZE = 50


def templates(library: Library) -> Environment:
    """Our templates and the report's; all that is put in is escaped, an unknown name is an error."""
    loader = ChoiceLoader([PackageLoader("app.web"), FileSystemLoader(REPORT, encoding="utf-8")])
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"verdicts": VERDICTS, "colours": COLOURS, "order": REPORT_ORDER, "states": STATES}
    environment.globals |= {"statuses": STATUSES, "severities": SEVERITIES, "grades": GRADES}
    environment.globals |= {"names": library.names, "groups": GROUPS, "outside": OUTSIDE, "anchor": anchor_of}
    environment.filters |= {"said": said_date, "where": where, "score": "{:.0%}".format, "mark_id": mark_id}
    environment.filters["moment"] = lambda when: moment(when.astimezone(SHANGHAI))
    return environment


class Site:
    """The routes over one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.environment = templates(library)
        self.router = APIRouter()
        add = self.router.add_api_route
        add("/", self.home, response_class=HTMLResponse)
        add("/dossiers/{key}", self.dossier, response_class=HTMLResponse)
        add("/documents/{document}", self.document, response_class=HTMLResponse)
        add("/documents/{document}/{number}.png", self.picture)
        add("/documents/{document}/relations", self.relations, response_class=HTMLResponse)
        add("/documents/{document}/compare/{other}", self.compare, response_class=HTMLResponse)
        add("/static/report.css", self.report_style)
        add("/search", self.search, response_class=HTMLResponse)
        add("/files", self.files, response_class=HTMLResponse)

    def page(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A template as an answer."""
        return HTMLResponse(self.environment.get_template(name).render(**values), status_code=status)

    def home(self, verdict: str = "", kind: str = "", start: int = 0) -> HTMLResponse:
        """All dossiers, the worst first, with their counts."""
        masker = self.library.masker(None)
        rows = sorted(self.library.summaries(), key=lambda row: _rank(row[1].conclusion))
        conclusions = Counter(summary.conclusion for _, summary in rows)
        kinds = Counter(summary.kind for _, summary in rows)
        chosen = [row for row in rows if verdict in ("", row[1].conclusion) and kind in ("", row[1].kind)]
        start = max(start, 0)
        return self.page(
            "home.html",
            rows=chosen[start : start + PAGE_SIZE],
            total=len(chosen),
            everything=len(rows),
            start=start,
            size=PAGE_SIZE,
            conclusions=conclusions,
            kinds=kinds,
            verdict=verdict,
            kind=kind,
            run=self.library.store.latest_run(),
            files=self.library.states(),
            mask=masker.text,
        )

    def files(self) -> HTMLResponse:
        """Every file that could not be read, with what to do; the balance of all."""
        masker = self.library.masker(None)
        return self.page(
            "files.html", rows=list(self.library.unread()), counts=self.library.states(), mask=masker.text
        )

    def search(self, request: Request) -> HTMLResponse:
        """The search form and what it found."""
        wish = wish_of(request.query_params)
        try:
            hits = self.library.index().search(query_of(wish, as_of=today(), viewer=self.library.viewer))
        except (UsageError, IndexError_) as error:
            return self.page("search.html", 200, wish=wish, problem=str(error), facets=FACETS)
        rows = [(hit, marked(hit.title, hit.title_ranges), self._snippets(hit)) for hit in hits.hits]
        return self.page(
            "search.html",
            wish=wish,
            problem="",
            hits=hits,
            rows=rows,
            facets=FACETS,
            size=SIZE,
            waiting=self.library.store.queue_length(),
            named=self._named,
            mask=self.library.masker(None).text,
        )

    def _snippets(self, hit: Hit) -> list[tuple[Snippet, list[tuple[str, bool]], str]]:
        """Snippets with their words cut at the matches, and the address of the first match."""
        return [(s, marked(s.text, s.ranges), found_url(hit.document, s)) for s in hit.snippets]

    def _named(self, facet: str, value: str) -> str:
        names = self.library.names
        known: dict[str, Mapping[Any, str]] = {
            "kind": names.documents,
            "dossier_kind": names.dossiers,
            "verdict": VERDICTS,
            "status": STATUSES,
            "grade": GRADES,
            "rule": {id: rule.name for id, rule in self.library.rules.items()},
        }
        return known[facet].get(value, value) if facet in known else value

    def dossier(self, key: str) -> HTMLResponse:
        """One dossier: its papers, its time line and what was found."""
        standing, found = self.library.dossier(key)
        view = case_view(self.library, key, standing, found, self.library.masker(found))
        return self.page("case.html", dossier=view)

    def document(self, document: str, page: int = 0, dossier: str = "", found: str = "") -> HTMLResponse:
        """One page of a paper: its picture with the places of facts, its text, facts and findings.

        `found`: offsets of a match (`120-126`); the page it stands on is shown, the match lit.
        """
        sheet = self.library.sheet(document, dossier)
        span = span_of(found, sheet.reading.document)
        number = page or sheet.page_of(span)
        view = sheet_view(sheet, number, span, self.library.names)
        return self.page("document.html", view=view, sheet=sheet, mask=sheet.masker.text)

    def relations(self, document: str) -> HTMLResponse:
        """What a paper cites, amends, repeals, what does so to it, and its versions."""
        sheet = self.library.sheet(document)
        found = relations_of(
            sheet.reading,
            own_number(sheet.reading),
            self.library.index(),
            viewer=self.library.viewer,
            as_of=today(),
        )
        return self.page(
            "relations.html", sheet=sheet, found=found, relations=RELATIONS, mask=sheet.masker.text
        )

    def compare(self, document: str, other: str) -> HTMLResponse:
        """Two versions side by side, article by article."""
        sheets = [self.library.sheet(id) for id in (document, other)]
        old, new = (sheet.masker.text(sheet.reading.document.text) for sheet in sheets)
        return self.page("compare.html", sheets=sheets, pairs=compare(old, new))

    def report_style(self) -> FileResponse:
        """The look of the report's fragments, from the report itself."""
        return FileResponse(REPORT / "style.css", media_type="text/css")

    def picture(self, document: str, number: int, dossier: str = "") -> Response:
        """The picture of a page, personal data covered."""
        sheet = self.library.sheet(document, dossier)
        try:
            body = self.library.picture(sheet, sheet.page(number))
        except ReadError as error:
            return Response(error.message, status_code=404, media_type="text/plain; charset=utf-8")
        return Response(body, media_type="image/png", headers={"Cache-Control": "private, max-age=300"})


def _rank(conclusion: str) -> int:
    return list(REPORT_ORDER).index(conclusion) if conclusion in REPORT_ORDER else len(REPORT_ORDER)
