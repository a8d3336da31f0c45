"""What persons said, found again on the page and put in place of what rule or model said.

Applied on the way from readings to findings, in the order made; never written into readings. A
correction that cannot be found again is a conflict: what it speaks of is graded `poor`, so that a
verdict resting on it is 无法判定.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from dossier.base import Record
from dossier.case import Correction, Label
from dossier.document import Document, Page
from dossier.fact import Fact
from index.amend import amended, doubted

NOT_A_START = "这一页已不是一份文书的首页，更正的文书种类无处安放；请先核对分件，再确认文书种类"
NOT_FOUND = "在这一页上找不到原来的位置和文字“{quote}”；请对照原件重新更正，在此之前依据它的结论为无法判定"


class Conflict(Record):
    """A correction that could not be found again, with the reason, for a person to settle."""

    correction: Correction
    reason: str


class Offer(Record):
    """Corrections of a file whose content changed under its name (a better scan): to confirm or to drop."""

    source: str
    old: str
    new: str
    corrections: tuple[Correction, ...]


def apply_kind(
    label: Label,
    corrections: Sequence[Correction],
    document: Document,
    *,
    files: Mapping[str, str] | None = None,
) -> Label:
    """The kind a person gave to the paper that begins on this page, else the label as it is.

    `files`: sha256 of each source name; without it the document's id tells that of its first page.
    """
    first = document.pages[0] if document.pages else None
    for item in _in_order(corrections):
        if item.stage == "kind" and first is not None and _on(item, first, _hashes(document, files)):
            kind = str(json.loads(item.after))
            reason = f"更正：{item.who}，{item.when:%Y-%m-%d}"
            label = Label(kind=kind, probability=1.0, guess=kind, reason=reason)
    return label


def kind_conflicts(
    corrections: Iterable[Correction], documents: Iterable[Document], *, files: Mapping[str, str]
) -> tuple[Conflict, ...]:
    """Corrections of kind on a page of these files with which no paper begins any more."""
    starts = {(files.get(d.pages[0].source), d.pages[0].number) for d in documents if d.pages}
    known = set(files.values())
    return tuple(
        Conflict(correction=item, reason=NOT_A_START)
        for item in corrections
        if item.stage == "kind" and item.file in known and (item.file, item.page) not in starts
    )


def apply_facts(
    facts: Sequence[Fact],
    corrections: Sequence[Correction],
    document: Document,
    *,
    files: Mapping[str, str] | None = None,
) -> tuple[tuple[Fact, ...], tuple[Conflict, ...]]:
    """The facts, as read, with what persons said of them; and the corrections not found again.

    `files` as in apply_kind. Corrections of other files and pages are left alone.
    """
    hashes = _hashes(document, files)
    result, conflicts = tuple(facts), []
    known = set(hashes.values())
    for item in _in_order(item for item in corrections if item.stage == "fact" and item.file in known):
        page = next((page for page in document.pages if _on(item, page, hashes)), None)
        if page is None:
            continue
        changed = amended(result, item, document, page)
        if changed is None:
            conflicts.append(Conflict(correction=item, reason=NOT_FOUND.format(quote=item.quote)))
            changed = doubted(result, item, document, page)
        result = tuple(dict.fromkeys(changed))
    return result, tuple(conflicts)


def answers(corrections: Iterable[Correction]) -> dict[tuple[str, str], str]:
    """(dossier, question) → the last answer given."""
    said = _in_order(item for item in corrections if item.stage == "answer")
    return {(item.source, item.quote): str(json.loads(item.after)) for item in said}


def rulings(corrections: Iterable[Correction]) -> dict[str, Correction]:
    """What a ruling speaks of → the last one; where that took the ruling back, none."""
    said = {item.quote: item for item in _in_order(corrections) if item.stage == "overrule"}
    return {key: item for key, item in said.items() if json.loads(item.after) is not None}


def offers(corrections: Iterable[Correction], files: Mapping[str, str]) -> tuple[Offer, ...]:
    """Corrections whose file has new content under its old name; `files`: source name → sha256 now.

    A file that only moved still has its content somewhere, and its corrections hold.
    """
    present = set(files.values())
    old: dict[tuple[str, str], list[Correction]] = {}
    for item in corrections:
        if item.file and item.stage != "answer" and item.source in files and item.file not in present:
            old.setdefault((item.source, item.file), []).append(item)
    return tuple(
        Offer(source=source, old=file, new=files[source], corrections=tuple(items))
        for (source, file), items in old.items()
    )


def confirmed(correction: Correction, *, file: str, who: str, when: datetime) -> Correction:
    """An old correction, confirmed by a person for the file's new content (sha256)."""
    return with_id(correction.model_copy(update={"file": file, "who": who, "when": when}))


def with_id(correction: Correction) -> Correction:
    """The correction under the id its content makes, so that one word is kept once."""
    content = correction.model_copy(update={"id": ""}).model_dump_json()
    return correction.model_copy(update={"id": sha256(content.encode()).hexdigest()[:32]})


def _in_order(corrections: Iterable[Correction]) -> list[Correction]:
    """The last word is applied last."""
    return sorted(corrections, key=lambda item: (item.when, item.id))


def _hashes(document: Document, files: Mapping[str, str] | None) -> Mapping[str, str]:
    return (
        {source: document.id.rpartition(":")[0] for source in document.sources[:1]}
        if files is None
        else files
    )


def _on(item: Correction, page: Page, hashes: Mapping[str, str]) -> bool:
    return hashes.get(page.source) == item.file and item.page in (None, page.number)
