"""All papers of a run → dossiers → findings, one dossier in memory at a time, then those over a year or all papers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks import Context
from checks.digest import Entry, digest
from checks.yearly import run_year_checks
from dossier.case import Correction, Dossier, Reading
from dossier.errors import Error, StoreError
from index.corrections import Conflict, apply_facts, kind_conflicts, offers
from index.files import FileRow
from index.store import Store
from pipeline.ingest import Understood
from pipeline.link import Group, Keys, dossier_kind, group
from pipeline.merge import merge_sources
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.stages import judge, unreadable
from pipeline.work import Unit


def judge_all(
    run: str,
    roots: Mapping[str, str],
    understood: Sequence[Understood],
    edits: Sequence[Correction],
    *,
    store: Store,
    settings: Settings,
    context: Context,
    progress: Progress,
) -> dict[str, Any]:
    """Groups all papers, judges each dossier, saves it; gives the counts for run.json."""
    progress.stage("归卷与核对")
    failed = {_unread(row).document.id: (row, roots[row.root]) for row in _failed_files(store, roots)}
    papers = [paper for item in understood for paper in item.papers]
    papers += [_unread_keys(row, prefix) for row, prefix in failed.values()]
    units = {(p.source, p.document): item.unit for item in understood for p in item.papers}
    files = {file.source: file.sha256 for item in understood for file in item.unit.files}
    conflicts: list[Conflict] = []
    entries: list[Entry] = []

    def judged() -> Iterator[tuple[str, Dossier]]:
        for found in group(sorted(papers, key=lambda p: (p.root, p.source)), mode=settings.group):
            readings = list(_readings(found, units, failed, edits, store, settings, conflicts))
            held = {
                source: files[source] for r in readings for source in r.document.sources if source in files
            }
            conflicts.extend(kind_conflicts(edits, [r.document for r in readings], files=held))
            merged = merge_sources(readings)
            dossier = Dossier(id=found.name, kind=dossier_kind(merged), reason=found.reason, readings=merged)
            done = judge(dossier, context)
            entries.extend(digest(done, context.rules, context))
            yield found.root, done

    store.save_dossiers(run, judged())
    store.save_yearly(run, run_year_checks(entries, context))
    old = [(offer.source, item) for offer in offers(edits, files) for item in offer.corrections]
    return {"conflicts": [_conflict_row(c) for c in conflicts] + [_offer_row(s, item) for s, item in old]}


def _failed_files(store: Store, roots: Mapping[str, str]) -> Iterator[FileRow]:
    for root in roots:
        yield from store.files(root, states=("failed", "refused", "waiting"))


def _unread(row: FileRow) -> Reading:
    """The paper that keeps an unreadable file listed."""
    error = Error(code=row.code or "unread", message=row.message or "尚未读取，请再次运行。")
    return unreadable(row.source, row.sha256, row.media_type or "", error)


def _unread_keys(row: FileRow, prefix: str) -> Keys:
    return Keys(document=_unread(row).document.id, root=row.root, prefix=prefix, source=row.source, kind="")


def _readings(
    found: Group,
    units: Mapping[tuple[str, str], Unit],
    failed: Mapping[str, tuple[FileRow, str]],
    edits: Sequence[Correction],
    store: Store,
    settings: Settings,
    conflicts: list[Conflict],
) -> Iterator[Reading]:
    """The group's readings in order, with what persons said of their facts."""
    last: tuple[str, dict[str, Reading]] = ("", {})
    for source, document in found.papers:
        if document in failed:
            yield _unread(failed[document][0])
            continue
        unit = units[source, document]
        key = unit.key(settings)
        if last[0] != key:
            last = key, {r.document.id: r for r in store.load_readings(key) or ()}
        reading = last[1].get(document)
        if reading is None:
            raise StoreError(
                f"“{source}”的读取结果与本次运行的版本不一致（审查途中程序或者词典被更新）。请再运行一次，已读的页不会重读。"
            )
        files = {file.source: file.sha256 for file in unit.files}
        facts, lost = apply_facts(reading.facts, edits, reading.document, files=files)
        conflicts += lost
        yield reading.model_copy(update={"facts": facts})


def _offer_row(source: str, item: Correction) -> dict[str, Any]:
    """A correction of a file that has new content now: for a person to confirm, never taken over unasked."""
    reason = (
        "文件内容已变（如换了更清晰的扫描件），原更正不再自动适用；请对照新文件，在“更正”页重新填写后读回"
    )
    return {"source": source, "page": item.page, "quote": item.quote, "reason": reason}


def _conflict_row(conflict: Conflict) -> dict[str, Any]:
    item = conflict.correction
    return {"source": item.source, "page": item.page, "quote": item.quote, "reason": conflict.reason}
