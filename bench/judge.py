"""Judge many dossiers from the store again: dossiers a second, memory, and what one more rule costs.

    python bench/judge.py --dossiers 100000 --jobs 2     # penalty files of 10 papers with a date each, SQLite
    python bench/judge.py --rules                        # time by number of rules, to see that it is linear

The store is made first and not timed. Each worker reads its part of the dossiers from the store, judges and writes them
into a new run, a batch in a transaction; the parent only waits.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

from checks import Context, run_checks
from dossier.case import Dossier, Label, Reading
from dossier.document import Block, Document, Line, Page
from dossier.fact import Event, Fact, Party, Span
from index.store import Store
from knowledge.holidays import load_calendar
from knowledge.profiles import load_profile
from knowledge.rules import load_rules

DAY = date(2026, 11, 22)
ROOT = "/bench"
# Ten papers of a file, each with its event and the days after the case was opened.
PAPERS = (
    ("case_source", "clue", -9), ("case_opening_approval", "case_open", 0), ("inquiry_record", "inquiry", 3),
    ("investigation_report", "inv_end", 30), ("service_receipt", "notice_served", 40), ("legal_audit", "audit", 55),
    ("decision_approval", "decision_approved", 60), ("penalty_decision", "decided", 60), ("service_receipt", "served", 66),
    ("case_closing", "closed", 90),
)  # fmt: skip


def context() -> Context:
    return Context(
        rules=load_rules(), calendar=load_calendar(), profile=load_profile(None), answers={}, as_of=DAY
    )


def made(number: int) -> Dossier:
    opened = date(2022, 1, 4) + timedelta(number % 700)
    readings = tuple(
        reading(number, i, kind, code, opened + timedelta(after))
        for i, (kind, code, after) in enumerate(PAPERS)
    )
    return Dossier(id=f"案卷{number:06}", kind="penalty", readings=readings)


def reading(number: int, i: int, kind: str, code: str, day: date) -> Reading:
    source = f"{number:06}/{i:02}.txt"
    written = f"{day.year}年{day.month}月{day.day}日"
    lines = (f"{kind} {number}", f"日期：{written}", "云山市交通运输局")
    page = Page(
        source=source,
        number=1,
        width=595,
        height=842,
        engine="bench",
        reason="bench",
        blocks=(Block(kind="text", lines=tuple(Line(text=text) for text in lines)),),
    )
    document = Document(id=f"{number:060}{i:04}:1", sources=(source,), media_type="text/plain", pages=(page,))
    at = document.text.index(written)
    issuer = document.text.index(lines[2])
    facts = (
        fact(document, Event(code=code, first=day, last=day), at, at + len(written)),
        fact(
            document,
            Party(role="发文机关", name=lines[2], type="organization"),
            issuer,
            issuer + len(lines[2]),
        ),
    )
    return Reading(
        document=document, label=Label(kind=kind, probability=1.0, guess=kind), title=lines[0], facts=facts
    )


def fact(document: Document, value: Event | Party, start: int, end: int) -> Fact:
    return Fact(
        document=document.id,
        value=value,
        span=Span(start=start, end=end),
        place=document.place(start, end),
        by="bench",
    )


def judge_part(url: str, old: str, new: str, part: int, parts: int) -> tuple[int, float, float]:
    """In a worker: every `parts`-th dossier of the old run, judged into the new one; gives their number, CPU and peak MB."""
    given, began = context(), time.process_time()
    with Store.open(url) as store:
        names = [s.name for i, s in enumerate(store.summaries(old)) if i % parts == part]

        def judged() -> Iterator[tuple[str, Dossier]]:
            for name in names:
                dossier = store.dossier(old, name)
                assert dossier is not None
                yield ROOT, dossier.model_copy(update={"findings": run_checks(dossier, given)})

        store.save_dossiers(new, judged())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return len(names), time.process_time() - began, peak


def bench(dossiers: int, jobs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'store.db'}"
        with Store.open(url) as store:
            old = store.begin_run("audit", as_of=DAY, roots=[ROOT])
            store.save_dossiers(old, ((ROOT, made(n)) for n in range(dossiers)))
            store.finish_run(old)
            new = store.begin_run("judge", as_of=DAY, roots=[ROOT])
        start = time.perf_counter()
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            done = list(
                pool.map(judge_part, [url] * jobs, [old] * jobs, [new] * jobs, range(jobs), [jobs] * jobs)
            )
        took = time.perf_counter() - start
    total, cpu, peak = sum(n for n, *_ in done), sum(s for _, s, _ in done), max(mb for *_, mb in done)
    print(
        f"{total} dossiers, {jobs} jobs: {took:.1f} s, {total / took:.0f} a second, {cpu / total * 1000:.1f} ms CPU each, peak {peak:.0f} MB a worker; "
        f"100,000 would take {100_000 * took / total:.0f} s"
    )


def by_rules() -> None:
    """CPU of judging by the number of rules: the catalogue once, twice and four times over."""
    given, some = context(), [made(n) for n in range(100)]
    rules = [rule for rule in given.rules if "penalty" in rule.kinds]
    for times in (1, 2, 4):
        copies = [r.model_copy(update={"id": f"{r.id}-{n}"}) for n in range(times) for r in rules]
        more = replace(given, rules=tuple(copies), _amended={}, _parsed={})
        run_checks(some[0], more)
        start = time.process_time()
        for dossier in some:
            run_checks(dossier, more)
        each = (time.process_time() - start) / len(some)
        print(
            f"{len(copies)} rules: {each * 1000:.2f} ms CPU a dossier, {each / len(copies) * 1e6:.1f} µs a rule"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dossiers", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rules", action="store_true")
    chosen = parser.parse_args()
    if chosen.rules:
        by_rules()
    else:
        bench(chosen.dossiers, chosen.jobs)


if __name__ == "__main__":
    main()
