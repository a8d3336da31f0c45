"""The same answers for programs: JSON below /api, masked, in the words of contract.md."""

from collections import Counter
from pathlib import Path as FilePath
from shutil import make_archive
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Query, Request
from fastapi.responses import Response

from app.output import report
from app.relations import relations_of
from app.report.jsonl import document_rows, dossier_row, finding_row, own_number
from app.settings import today
from app.web.library import Library, NotThere, key_of
from app.web.uploads import as_row, receive
from app.web.viewing import WHO
from app.web.wish import query_of, wish_of
from dossier.case import VERDICTS
from dossier.errors import ReadError, UsageError
from index.search import Hit
from language.articles import compare
from pipeline.readers import Limits

Row = dict[str, Any]
LONGEST_KEPT = 4000
Name = Annotated[str, Path(min_length=1, max_length=100)]
Size = Annotated[int, Query(ge=1, le=100)]


class Rest:
    """The routes over one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.router = APIRouter()
        self.router.add_api_route("/search", self.search)
        self.router.add_api_route("/dossiers", self.dossiers)
        self.router.add_api_route("/dossiers/{key}", self.dossier)
        self.router.add_api_route("/documents/{document}", self.document)
        self.router.add_api_route("/documents/{document}/relations", self.relations)
        self.router.add_api_route("/documents/{document}/compare/{other}", self.compare)
        self.router.add_api_route("/documents/{document}/pages/{number}", self.picture)
        self.router.add_api_route("/audits", self.upload, methods=["POST"], status_code=202)
        self.router.add_api_route("/audits/{job}", self.job)
        self.router.add_api_route("/export/{format}", self.export)
        self.router.add_api_route("/searches", self.searches)
        self.router.add_api_route("/searches/{name}", self.keep_search, methods=["PUT"], status_code=204)
        self.router.add_api_route("/searches/{name}", self.drop_search, methods=["DELETE"], status_code=204)

    def search(self, request: Request, size: Size = 10) -> Row:
        """Papers that hold the words: the parameters of the page /search, and `size`.

        With `cursor` (empty on the first page) `next` leads to the page after, `null` after the last: while others
        write, no paper comes twice and none is missed.
        """
        wish = wish_of(request.query_params)
        cursor = wish.cursor if "cursor" in request.query_params else None
        query = query_of(wish, as_of=today(), viewer=self.library.viewer, size=size, cursor=cursor)
        found = self.library.index().search(query)
        return {
            "total": found.total,
            "hits": [self._hit(hit) for hit in found.hits],
            "facets": {
                name: [count.model_dump() for count in counts] for name, counts in found.facets.items()
            },
            "notes": list(found.notes),
            "hidden": found.hidden,
            "instead": [other.model_dump() for other in found.instead],
            "next": found.next,
        }

    def _hit(self, hit: Hit) -> Row:
        """Names of files and dossiers may hold personal data; the rest was masked before it was indexed."""
        mask = self.library.masker(None).text
        row = hit.model_dump(mode="json")
        row["sources"] = [mask(source) for source in hit.sources]
        row["dossiers"] = [tag.model_dump() | {"name": mask(tag.name)} for tag in hit.dossiers]
        for snippet, shown in zip(hit.snippets, row["snippets"], strict=True):
            shown["source"] = mask(snippet.source)
        return row

    def dossiers(self, start: Annotated[int, Query(ge=0)] = 0, size: Size = 50) -> Row:
        """Dossiers that stand now, with their key and conclusion."""
        mask = self.library.masker(None).text
        rows = [
            {
                "key": key,
                "dossier": mask(summary.name),
                "kind": summary.kind,
                "conclusion": summary.conclusion,
                "counts": {verdict: summary.counts.get(verdict, 0) for verdict in VERDICTS},
            }
            for key, summary in self.library.summaries()
        ]
        return {"total": len(rows), "dossiers": rows[start : start + size]}

    def dossier(self, key: str) -> Row:
        """A dossier with its papers and findings, as in dossiers.jsonl and findings.jsonl."""
        _, found = self.library.dossier(key)
        masker = self.library.masker(found)
        papers = list(document_rows(found, masker, Counter()))
        findings = [finding_row(finding, masker) for finding in found.findings]
        return {"key": key, **dossier_row(found, masker), "documents": papers, "findings": findings}

    def document(self, document: str) -> Row:
        """A paper as in documents.jsonl, with its text."""
        sheet = self.library.sheet(document)
        rows = document_rows(sheet.dossier, sheet.masker, Counter())
        row = next(row for row in rows if row["id"] == document)
        return row | {"text": sheet.masker.text(sheet.reading.document.text), "key": key_of(sheet.standing)}

    def relations(self, document: str) -> Row:
        """What a paper cites, amends, repeals and implements, what does so to it, and its versions."""
        sheet = self.library.sheet(document)
        found = relations_of(
            sheet.reading,
            own_number(sheet.reading),
            self.library.index(),
            viewer=self.library.viewer,
            as_of=today(),
        )
        return {
            "outgoing": {
                relation: [
                    {"key": one.key, "papers": [self._short(hit) for hit in one.papers]} for one in named
                ]
                for relation, named in found.outgoing.items()
            },
            "incoming": {
                relation: {"total": found.count[relation], "papers": [self._short(hit) for hit in hits]}
                for relation, hits in found.incoming.items()
            },
            "versions": [self._short(hit) for hit in found.versions],
        }

    def _short(self, hit: Hit) -> Row:
        row = hit.model_dump(
            mode="json", include={"document", "title", "number", "kind", "issuer", "day", "status"}
        )
        return row | {"title": self.library.masker(None).text(hit.title)}

    def compare(self, document: str, other: str) -> list[Row]:
        """Two versions, article by article: words that stayed (same), went (gone) and came (new)."""
        sheets = [self.library.sheet(id) for id in (document, other)]
        old, new = (sheet.masker.text(sheet.reading.document.text) for sheet in sheets)
        return [
            {
                "old": pair.old.number if pair.old else None,
                "new": pair.new.number if pair.new else None,
                "changed": pair.changed,
                "pieces": [piece._asdict() for piece in pair.pieces],
            }
            for pair in compare(old, new)
        ]

    def picture(self, document: str, number: int) -> Response:
        """The picture of a page (PNG), counted in the paper from 1, personal data covered."""
        sheet = self.library.sheet(document)
        try:
            body = self.library.picture(sheet, sheet.page(number))
        except ReadError as error:
            raise NotThere(error.message) from error
        return Response(body, media_type="image/png")

    def searches(self) -> Row:
        """The searches the viewer kept, by name; each is the query part of /search."""
        return self.library.store.searches(WHO.get())

    def keep_search(self, name: Name, query: Annotated[dict[str, str | list[str]], Body()]) -> None:
        """Keeps a search under a name: the parameters of /search."""
        if len(str(query)) > LONGEST_KEPT:
            raise UsageError("检索式太长，存不下")
        self.library.store.keep_search(WHO.get(), name, dict(query))

    def drop_search(self, name: Name) -> None:
        """Forgets a kept search."""
        if not self.library.store.drop_search(WHO.get(), name):
            raise NotThere("没有这个名称的检索")

    async def upload(self, request: Request, name: Annotated[str, Query(max_length=200)]) -> Row:
        """Takes a file (the request's body) to be audited; the job's id tells how far it is."""
        store, viewer = self.library.store, self.library.viewer
        job = await receive(store, name, request.stream(), viewer=viewer, who=WHO.get(), limits=Limits())
        return {"id": job, "state": "waiting"}

    def job(self, job: str) -> Row:
        """How far an audit is: waiting, running, done (`result`: the run), failed (`result`: why)."""
        found = self.library.store.job(job)
        row = as_row(found, self.library.viewer, WHO.get()) if found else None
        if row is None:
            raise NotThere("没有这个任务")
        return row

    def export(self, format: Literal["xlsx", "html", "jsonl"]) -> Response:
        """The reports of the newest run, as one ZIP; for who sees everything. Personal data is covered."""
        store, viewer = self.library.store, self.library.viewer
        latest = store.latest_run()
        if viewer.units is not None or latest is None:
            raise NotThere("没有可以导出的运行；导出全部结果须有 admin 角色")
        store.note(WHO.get(), "export", latest.id)
        with TemporaryDirectory(prefix="fadu-export-") as folder:
            report(store, latest.id, FilePath(folder) / "report", unmasked=False, formats={format})
            packed = make_archive(f"{folder}/report", "zip", f"{folder}/report")
            body = FilePath(packed).read_bytes()
        return Response(body, media_type="application/zip")
