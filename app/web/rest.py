"""The same answers for programs: JSON below /api, masked, in the words of contract.md."""

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from app.report.jsonl import document_rows, dossier_row, finding_row
from app.settings import today
from app.web.library import Library, key_of
from app.web.wish import query_of, wish_of
from dossier.case import VERDICTS
from index.search import Hit

Row = dict[str, Any]
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

    def search(self, request: Request, size: Size = 10) -> Row:
        """Papers that hold the words: the parameters of the page /search, and `size`."""
        query = query_of(wish_of(request.query_params), as_of=today(), viewer=self.library.viewer, size=size)
        found = self.library.index().search(query)
        return {
            "total": found.total,
            "hits": [self._hit(hit) for hit in found.hits],
            "facets": {
                name: [count.model_dump() for count in counts] for name, counts in found.facets.items()
            },
            "notes": list(found.notes),
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
