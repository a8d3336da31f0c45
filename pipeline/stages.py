"""The three stages: read_pages (bytes → pages), understand (pages → readings), judge (dossier → findings)."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from checks import Context, run_checks
from classifiers.bundle import split
from classifiers.kinds import classify
from classifiers.redflags import leads_of
from classifiers.secrecy import warnings_of
from dossier.case import Correction, Cut, Dossier, Label, Reading
from dossier.document import Document, Page
from dossier.errors import Error, ReadError
from index.corrections import apply_kind
from language.titles import title_of
from pipeline import kit
from pipeline.edits import apply_boundaries, unsettled
from pipeline.readers import Options, count_pages, read
from pipeline.settings import Settings
from pipeline.worker import extend

T = TypeVar("T")


def read_pages(path: Path, source: str, pages: range | None, settings: Settings) -> tuple[Page, ...]:
    """Pages of one file, or of a piece of it; notes say which are marked as internal. Raises ReadError."""

    def work(options: Options) -> tuple[Page, ...]:
        found = []
        for page in read(path, pages, options):
            extend(settings.max_seconds)
            found.append(page.model_copy(update={"notes": (*page.notes, *warnings_of(page))}))
        return tuple(found)

    return _unlocked(source, settings, work)


def count(path: Path, source: str, settings: Settings) -> int:
    """How many pages `read_pages` will give. Raises ReadError."""
    return _unlocked(source, settings, lambda options: count_pages(path, options))


def _unlocked(source: str, settings: Settings, work: Callable[[Options], T]) -> T:
    """The work done without a password, or with the first of this run's that opens the file."""
    refused: ReadError | None = None
    for password in (None, *settings.passwords):
        options = Options(
            source=source,
            ocr=settings.ocr,
            engine=settings.engine,
            password=password,
            limits=settings.limits,
        )
        try:
            return work(options)
        except ReadError as error:
            if error.code != "encrypted":
                raise
            refused = error
    assert refused is not None
    raise refused


def understand(
    pages: Sequence[Page], *, files: Mapping[str, str], media_type: str, edits: Sequence[Correction]
) -> tuple[Reading, ...]:
    """Papers in a sequence of pages, each with kind and facts; opens no file.

    `files`: sha256 of each source name. `edits`: corrections of boundary, kind and fact for these files.
    """
    found = split(pages)
    parts = apply_boundaries([part.pages for part in found], files, edits)
    cuts = unsettled([cut for part in found for cut in part.unsure], files, edits)
    return tuple(_reading(part, files, media_type, edits, cuts) for part in parts)


def _reading(
    pages: Sequence[Page],
    files: Mapping[str, str],
    media_type: str,
    edits: Sequence[Correction],
    cuts: Sequence[Cut],
) -> Reading:
    from extractors import extract

    first = pages[0]
    document = Document(
        id=f"{files[first.source]}:{first.number}",
        sources=tuple(dict.fromkeys(page.source for page in pages)),
        media_type=media_type,
        pages=tuple(pages),
    )
    label = apply_kind(classify(document), edits, document)
    title = title_of(document)
    facts = extract(kit.nlp(), document, label, title)
    own = {(page.source, page.number) for page in pages}
    held = tuple(cut for cut in cuts if (cut.source, cut.page) in own)
    leads = leads_of(document, label)
    return Reading(document=document, label=label, title=title, facts=facts, leads=leads, cuts=held)


def unreadable(source: str, sha256: str, media_type: str, error: Error) -> Reading:
    """The paper that stands for a file no reader could open, so that it stays listed."""
    document = Document(id=f"{sha256 or source}:0", sources=(source,), media_type=media_type, error=error)
    return Reading(document=document, label=Label(kind="", probability=0.0, guess=""))


def judge(dossier: Dossier, context: Context) -> Dossier:
    """The dossier with the findings of every rule of its kind; reads nothing."""
    return dossier.model_copy(update={"findings": run_checks(dossier, context)})
