"""`fadu filing`: audits the papers, then answers for each document whether it may be filed."""

import json as jsonlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from app.console import COLOURS
from app.filing.answer import ANSWERS, Answered, answer
from app.filing.book import LOOKS, headline, settings_wanted, write_book, write_rows
from app.filing.ledger import read_ledger
from app.filing.match import Matched, match
from app.filing.rates import rates
from app.report.masking import Masker
from app.work import FAILED, OK, UNREADABLE, auditing, carry_out, unread
from dossier.case import Dossier
from index.store import Store
from knowledge.holidays import load_calendar
from knowledge.rules import load_rules
from language.masks import mask
from pipeline.settings import Settings

SHOWN, LINE = 40, 70


def run_filing(
    paths: Sequence[Path],
    ledger: Path | None,
    out: Path,
    store: str | None,
    settings: Settings,
    *,
    unmasked: bool,
    json: bool,
    console: Console,
) -> int:
    """Exit code 0: all are filed without fault or may be; 1: something is open; 3: a file could not be read."""
    entries = read_ledger(ledger) if ledger is not None else ()

    def finish(opened: Store, run: str) -> int:
        held = tuple(answers(opened, run, settings.as_of, unmasked=unmasked))
        matched = tuple(match(entries, held))
        write_rows(out / "ledger.jsonl", matched)
        write_book(out / "ledger.xlsx", matched, settings.as_of)
        if json:
            print(jsonlib.dumps(_summary(matched, settings.as_of), ensure_ascii=False))
        else:
            _show(matched, settings.as_of, out, console)
        return UNREADABLE if unread(opened, run) else OK if _clean(matched) else FAILED

    quiet = Console(stderr=True) if json else console
    return carry_out(auditing(paths, settings), finish, out, store, unmasked=unmasked, quiet=quiet)


def answers(store: Store, run: str, as_of: date, *, unmasked: bool) -> Iterator[Answered]:
    """The answer for every document of the run that is filed."""
    rules, calendar = {rule.id: rule for rule in load_rules()}, load_calendar()
    for dossier in store.dossiers(run):
        found = answer(dossier, rules, calendar, as_of)
        if found is not None:
            yield found if unmasked else _masked(found, dossier)


def _masked(found: Answered, dossier: Dossier) -> Answered:
    """Personal data starred in everything that is shown."""
    masker = Masker(dossier, mask)
    texts = {name: masker.text(getattr(found, name)) for name in ("dossier", "title")}
    lists = {
        name: tuple(map(masker.text, getattr(found, name)))
        for name in ("sources", "faults", "missing", "hints")
    }
    return found.model_copy(update=texts | lists)


def _clean(matched: Sequence[Matched]) -> bool:
    papers = [item.answered for item in matched]
    return all(
        paper is not None and paper.answer in ("ready", "filed") and not paper.faults and not paper.missing
        for paper in papers
    )


def _summary(matched: Sequence[Matched], as_of: date) -> dict[str, object]:
    return {
        "documents": {
            name: sum(m.answered is not None and m.answered.answer == name for m in matched)
            for name in ANSWERS
        },
        "rows_without_papers": sum(m.answered is None for m in matched),
        "papers_without_rows": sum(m.entry is None for m in matched),
        "rates": [rate.model_dump() for rate in rates(matched, as_of)],
        "settings_wanted": dict(settings_wanted(matched)),
    }


def _short(item: str) -> str:
    """What fits a line or two of the terminal; the whole stands in ledger.xlsx."""
    head = item.split("。")[0]
    return head if len(head) <= LINE else head[:LINE] + "……"


def _show(matched: Sequence[Matched], as_of: date, out: Path, console: Console) -> None:
    """The settings to make first, then each document with the first thing in its way."""
    for setting, number in settings_wanted(matched).most_common():
        console.print(Text(f"未配置：{setting}（有 {number} 项结论在等）", style="yellow"))
    papers = [item.answered for item in matched if item.answered]
    for paper in sorted(papers, key=lambda p: list(ANSWERS).index(p.answer))[:SHOWN]:
        line = Text(f"{ANSWERS[paper.answer]}  ", style=COLOURS[LOOKS[paper.answer]])
        line.append(paper.title, style="default")
        console.print(
            line.append(
                f"  报送末日 {paper.due}" if paper.due and paper.answer != "filed" else "", style="dim"
            )
        )
        for item in (*paper.faults, *paper.missing)[:2]:
            console.print(Text(f"    {_short(item)}", style="dim"))
    if len(papers) > SHOWN:
        console.print(f"…… 另有 {len(papers) - SHOWN} 件，见 ledger.xlsx")
    console.print()
    console.print(headline(matched))
    for rate in rates(matched, as_of):
        console.print(f"{rate.name} {rate.words}")
    console.print(
        f"台账已写入 {out / 'ledger.xlsx'}、{out / 'ledger.jsonl'}；逐项的计算和证据见 report.html。"
    )
