"""A run's reports: the files of contract.md, from what the store holds."""

import json
import re
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.report.masking import Masker
from app.report.model import Locate, Lost, Run, Tally, Tools
from app.report.names import load_names
from app.report.opinion import write_opinion
from app.report.wordfile import TEMPLATE
from app.report.write import FORMATS, write_reports
from dossier.errors import ReadError
from index.files import STATES, FileRow
from index.runs import Run as Record
from index.store import Store
from knowledge.rules import catalogue_hash, load_rules
from language.masks import mask
from pipeline.discover import place_of
from pipeline.readers import on_disk

if TYPE_CHECKING:
    from PIL.Image import Image


def report(store: Store, run: str, out: Path, *, unmasked: bool, formats: Collection[str] = FORMATS) -> None:
    """Writes the reports of a run into `out`, run.json last."""
    out.mkdir(parents=True, exist_ok=True)
    record = store.run(run)
    tools = make_tools(record, unmasked=unmasked)
    files = [row for root in record.roots for row in store.files(root, states=tuple(STATES))]
    summary = _run(record, files, unmasked)
    tally = write_reports(
        out, store.dossiers(run), files, summary, tools, yearly=store.yearly(run), formats=formats
    )
    told = _told(record, summary, tally, list(_groups(store, run, tools)), tools)
    (out / "run.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def opinions(store: Store, run: str, out: Path, *, unmasked: bool, template: Path = TEMPLATE) -> list[Path]:
    """One review opinion in Word for each dossier (评查意见、审查意见), named by the dossier. Raises UsageError."""
    out.mkdir(parents=True, exist_ok=True)
    record = store.run(run)
    tools, summary = make_tools(record, unmasked=unmasked), _run(record, [], unmasked)
    written = []
    for dossier in store.dossiers(run):
        name = re.sub(r'[\\/:*?"<>|\s]+', "_", Masker(dossier, tools.mask).text(dossier.id))
        written.append(out / f"{name[:80]}.docx")
        write_opinion(written[-1], dossier, summary, tools, template)
    return written


def make_tools(record: Record, *, unmasked: bool) -> Tools:
    """Masks, names, page images and rules for the reports of a run."""
    locate = locate_in(record.settings["roots"])
    return Tools(
        mask=None if unmasked else mask,
        names=load_names(),
        render=partial(_render, locate),
        locate=locate,
        rules={rule.id: rule for rule in load_rules()},
    )


def locate_in(roots: dict[str, str]) -> Locate:
    """Source → where the file lies now, None where it is gone. `roots`: path → prefix of its names."""

    def locate(source: str) -> Path | None:
        return next((path for path in _candidates(roots, source) if on_disk(path)[0].is_file()), None)

    return locate


def _candidates(roots: dict[str, str], source: str) -> Iterator[Path]:
    for root, prefix in roots.items():
        if source.startswith(prefix):
            yield place_of(Path(root), source.removeprefix(prefix))


def _render(locate: Locate, source: str, page: int, dpi: int) -> "Image":
    from pipeline.readers import render

    path = locate(source)
    if path is None:
        raise ReadError("missing", "原件已不在原处，请把文件放回后再出报告。")
    return render(path, page, dpi=dpi)


def _run(record: Record, files: list[FileRow], unmasked: bool) -> Run:
    lost = record.counts.get("conflicts", [])
    return Run(
        id=record.id,
        conflicts=tuple(Lost.model_validate(item) for item in lost),
        paths=record.roots,
        started=record.started,
        finished=record.finished or datetime.now(record.started.tzinfo),
        as_of=record.as_of,
        planned=len(files),
        catalogue=catalogue_hash(),
        profile=record.settings.get("profile"),
        unmasked=unmasked,
        versions=record.versions,
    )


def _groups(store: Store, run: str, tools: Tools) -> Iterator[dict[str, str]]:
    """Every dossier with the reason why its papers are together."""
    masker = Masker(None, tools.mask)
    for item in store.summaries(run):
        yield {"dossier": masker.text(item.name), "kind": item.kind, "reason": masker.text(item.reason)}


def _told(
    record: Record, run: Run, tally: Tally, groups: list[dict[str, str]], tools: Tools
) -> dict[str, Any]:
    """run.json: versions, hashes, counts, groups with their reasons; `duration` in seconds."""
    masker = Masker(None, tools.mask)
    return {
        "run": record.id,
        "command": record.command,
        "paths": [masker.text(path) for path in record.roots],
        "as_of": record.as_of.isoformat(),
        "profile": run.profile,
        "started": record.started.isoformat(),
        "finished": run.finished.isoformat(),
        "duration": round((run.finished - record.started).total_seconds(), 3),
        "versions": record.versions,
        "catalogue": run.catalogue,
        "hashes": record.hashes,
        "counts": {
            "files": dict(tally.states),
            "documents": sum(tally.papers.values()),
            "pages": sum(tally.pages.values()),
            "dossiers": dict(tally.conclusions()),
            "findings": dict(tally.verdicts()),
            "leads": tally.leads,
        },
        "conflicts": record.counts.get("conflicts", []),
        "groups": groups,
    }
