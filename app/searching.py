"""`fadu search`: one search, a list of them from Excel, searches kept by name."""

import json as jsonlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from app.report.names import load_names
from app.settings import index_place, store_url, today
from dossier.errors import UsageError
from index.search import EVERYTHING, Hit, Hits, Query, SearchIndex
from index.store import Store
from language.masks import mask

OK = 0
MOST = 5000
"""Searches in one list."""


@contextmanager
def _searching(store: str | None) -> Iterator[tuple[Store, SearchIndex]]:
    from index.drain import open_index

    with Store.open(store_url(store)) as opened:
        index = open_index(opened, index_place(opened))
        try:
            yield opened, index
        finally:
            index.close()


def run_search(
    query: Query, store: str | None, *, json: bool, keep: str | None = None, console: Console
) -> int:
    """`fadu search`: hits with the words marked and the page they stand on."""
    with _searching(store) as (opened, index):
        if keep is not None:
            opened.keep_search(opened.actor, keep, query.model_dump(mode="json", exclude={"viewer", "as_of"}))
        found = index.search(query)
    if json:
        print(jsonlib.dumps(_as_json(found), ensure_ascii=False))
    else:
        _show_hits(found, console)
    return OK


def _as_json(found: Hits) -> dict[str, Any]:
    """Hits for machines; `highlights` are offsets into the snippet's text."""
    return {"total": found.total, "notes": found.notes, "hits": [_hit_json(hit) for hit in found.hits]} | {
        "hidden": found.hidden,
        "instead": [other.model_dump() for other in found.instead],
    }


def _hit_json(hit: Hit) -> dict[str, Any]:
    snippets = [
        {"text": s.text, "highlights": s.ranges, "source": mask(s.source), "page": s.page}
        for s in hit.snippets
    ]
    return {
        "id": hit.document,
        "source": mask(hit.sources[0]),
        "page": hit.page,
        "title": hit.title,
        "doc_number": hit.number,
        "kind": hit.kind,
        "issuer": hit.issuer,
        "date": hit.day.isoformat() if hit.day else None,
        "status": hit.status,
        "dossiers": [tag.model_dump() for tag in hit.dossiers],
        "snippets": snippets,
        "score": hit.score,
    }


def _show_hits(found: Hits, console: Console) -> None:
    names = load_names()
    console.print(f"共 {found.total} 份文书")
    for note in found.notes:
        console.print(note, style="yellow")
    if found.hidden:
        console.print(
            f"另有 {found.hidden} 份非现行有效的规范性文件、法规没有列出（--past 一并列出）", style="yellow"
        )
    for other in found.instead:
        console.print(
            f"去掉“{other.left_out}”有 {other.total} 份：fadu search '{other.text}'", style="yellow"
        )
    for n, hit in enumerate(found.hits, 1):
        console.print()
        console.print(
            Text(f"{n}. ").append(_marked(hit.title or mask(hit.sources[0]), hit.title_ranges, "bold"))
        )
        facts = (names.document(hit.kind), hit.number, hit.issuer, hit.day.isoformat() if hit.day else None)
        console.print("   " + " · ".join(fact for fact in facts if fact), style="dim")
        for snippet in hit.snippets[:2]:
            where = f"第{snippet.page}页 " if snippet.page else ""
            console.print(
                Text(f"   {where}").append(_marked(snippet.text.replace("\n", " "), snippet.ranges, ""))
            )
        console.print(f"   {mask(hit.sources[0])}", style="dim")


def _marked(text: str, ranges: tuple[tuple[int, int], ...], style: str) -> Text:
    marked = Text(text, style=style)
    for start, end in ranges:
        marked.stylize("bold red", start, end)
    return marked


def kept_query(name: str, store: str | None) -> Query:
    """A search kept before, for today. Raises UsageError where there is none of that name."""
    with Store.open(store_url(store)) as opened:
        kept = opened.searches(opened.actor)
    if name not in kept:
        raise UsageError(f"没有存下名为“{name}”的检索。已有：{'、'.join(kept) or '无'}")
    return Query.model_validate(kept[name] | {"as_of": today(), "viewer": EVERYTHING})


def run_batch(file: Path, out: Path, base: Query, store: str | None, *, console: Console) -> int:
    """`fadu search --batch`: a search a row, and what each found."""
    texts = read_list(file)
    with _searching(store) as (_, index):
        answers = [index.search(base.model_copy(update={"text": text, "facets": False})) for text in texts]
    write_answers(out, texts, answers)
    console.print(
        f"{len(texts)} 个检索式，{sum(found.total > 0 for found in answers)} 个有结果，已写入 {out}"
    )
    return OK


def read_list(file: Path) -> list[str]:
    """The first column's cells of the first sheet. Raises UsageError for what is no workbook or too long."""
    from openpyxl import load_workbook

    try:
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
        cells = [row[0] for row in sheet.iter_rows(max_col=1, max_row=MOST + 1, values_only=True) if row]
    except Exception as error:  # openpyxl raises whatever the broken file makes it
        raise UsageError(f"读不了 {file}：{error}。请用 Excel 另存为 .xlsx 后重试。") from error
    texts = [str(cell).strip() for cell in cells if cell is not None and str(cell).strip()]
    if not texts or len(texts) > MOST:
        raise UsageError(f"{file} 第一列应有 1 至 {MOST} 个检索式，现有 {len(texts)} 个。")
    return texts


def write_answers(out: Path, texts: list[str], answers: list[Hits]) -> None:
    """A row a hit, or one that says that nothing was found."""
    from xlsxwriter import Workbook

    names = load_names()
    with Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("检索结果")
        rows: list[list[object]] = [
            ["检索式", "份数", "序", "文号", "标题", "种类", "机关", "日期", "页", "原文", "说明"]
        ]
        for text, found in zip(texts, answers, strict=True):
            notes = "；".join((*found.notes, *(f"去掉“{o.left_out}”有{o.total}份" for o in found.instead)))
            if not found.hits:
                rows.append([text, found.total, *[""] * 8, notes])
            for n, hit in enumerate(found.hits, 1):
                quote = hit.snippets[0].text if hit.snippets else ""
                about = [hit.number or "", hit.title, names.document(hit.kind), hit.issuer or ""]
                when = [hit.day.isoformat() if hit.day else "", hit.page or "", quote, notes]
                rows.append([text, found.total, n, *about, *when])
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)


def make_query(
    text: str,
    *,
    kind: str | None,
    since: date | None,
    until: date | None,
    issuer: str | None,
    in_force: bool = False,
    past: bool = False,
    as_of: date | None = None,
    sort: str = "relevance",
    literal: bool = False,
    limit: int = 10,
) -> Query:
    """The command line's options as a Query. Raises UsageError for an unknown kind."""
    names = load_names()
    if kind is not None and kind not in names.documents:
        raise UsageError(f"没有文书种类“{kind}”。可用：{'、'.join(sorted(names.documents))}")
    return Query(
        text=text,
        synonyms=not literal,
        kinds=(kind,) if kind else (),
        issuers=(issuer,) if issuer else (),
        since=since,
        until=until,
        in_force=in_force,
        current=not (past or in_force),
        as_of=as_of or today(),
        viewer=EVERYTHING,
        sort=sort,  # type: ignore[arg-type]  # an enumeration's value
        limit=limit,
    )
