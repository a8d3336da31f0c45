"""Commands that work on papers: audit, judge, correct, export, evaluate."""

import json as jsonlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.console import Console

from app import console as screen
from app.evaluation.samples import evaluate, load_gold
from app.output import opinions, report
from app.report.masking import Masker
from app.report.wordfile import TEMPLATE
from app.report.write import FORMATS
from app.settings import index_place, store_url
from dossier.errors import UsageError
from index.files import STATES
from index.store import Store
from language.masks import mask
from pipeline.settings import Settings

if TYPE_CHECKING:
    from checks import Context

OK, FAILED, UNREADABLE, INTERRUPTED = 0, 1, 3, 130
CLEAN = frozenset({"pass", "excused", "not-applicable"})
Work = Callable[[Store, screen.Bar], str]
"""Does a run, showing its progress; gives its id."""
Finish = Callable[[Store, str], int]
"""Says what the run found; gives the exit code."""


def run_audit(
    paths: Sequence[Path],
    out: Path,
    store: str | None,
    settings: Settings,
    *,
    unmasked: bool,
    json: bool,
    console: Console,
) -> int:
    """`fadu audit`; gives the exit code of contract.md."""
    if settings.executor and "postgresql" not in store_url(store):
        raise UsageError(
            "--executor 要求各台机器都能连到的存储：用 --store postgresql+psycopg://…，不能用 SQLite 文件"
        )
    finish = _told(out, store, json=json, console=console)
    return carry_out(
        auditing(paths, settings), finish, out, store, unmasked=unmasked, quiet=_quiet(json, console)
    )


def run_judge(
    out: Path, store: str | None, settings: Settings, *, unmasked: bool, json: bool, console: Console
) -> int:
    """`fadu judge`: findings again from what was read."""
    from pipeline.run import rejudge

    def work(opened: Store, bar: screen.Bar) -> str:
        return rejudge(store=opened, settings=settings, context=make_context(settings), progress=bar)

    finish = _told(out, store, json=json, console=console)
    return carry_out(work, finish, out, store, unmasked=unmasked, quiet=_quiet(json, console))


def auditing(paths: Sequence[Path], settings: Settings) -> Work:
    """The work of auditing these paths."""
    from pipeline.run import audit

    def work(opened: Store, bar: screen.Bar) -> str:
        return audit(paths, store=opened, settings=settings, context=make_context(settings), progress=bar)

    return work


def _quiet(json: bool, console: Console) -> Console:
    """Where progress is shown: not between a machine's lines."""
    return Console(stderr=True) if json else console


def make_context(settings: Settings) -> "Context":
    """Rules, calendar and profile to judge with."""
    import checks
    from knowledge.holidays import load_calendar
    from knowledge.profiles import load_profile
    from knowledge.rules import load_rules

    return checks.Context(
        rules=load_rules(),
        calendar=load_calendar(),
        profile=load_profile(settings.profile),
        answers={},
        as_of=settings.as_of,
    )


def carry_out(
    work: Work, finish: Finish, out: Path, store: str | None, *, unmasked: bool, quiet: Console
) -> int:
    """A run, its index and its reports; then what `finish` says of them."""
    with Store.open(store_url(store)) as opened:
        try:
            with screen.Bar(quiet) as bar:
                run = work(opened, bar)
                bar.stage("更新检索索引")
                update_index(opened)
                bar.stage("写报告")
                report(opened, run, out, unmasked=unmasked)
        except KeyboardInterrupt:
            quiet.print("已中断。已读完的不会丢失，再次运行同一命令即接着做。")
            return INTERRUPTED
        return finish(opened, run)


def _told(out: Path, store: str | None, *, json: bool, console: Console) -> Finish:
    def finish(opened: Store, run: str) -> int:
        if json:
            print((out / "run.json").read_text(encoding="utf-8"))
        else:
            _show(opened, run, out, store, console)
        return exit_code(opened, run)

    return finish


def update_index(store: Store) -> None:
    """Brings the search index up to what stands in the store."""
    from index.drain import open_index

    open_index(store, index_place(store)).close()


def exit_code(store: Store, run: str) -> int:
    """0: all passed, excused or not applicable; 1: something else; 3: a file could not be read."""
    if unread(store, run):
        return UNREADABLE
    return OK if set(store.verdict_counts(run)) <= CLEAN else FAILED


def unread(store: Store, run: str) -> bool:
    """Whether a file of the run could not be read."""
    states: Counter[str] = Counter()
    for root in store.run(run).roots:
        states.update(store.file_counts(root))
    return any(states[state] for state in ("failed", "refused", "waiting", "reading"))


def _show(store: Store, run: str, out: Path, url: str | None, console: Console) -> None:
    summaries = list(store.summaries(run))
    console.print(screen.verdict_table(summaries))
    console.print()
    console.print(screen.totals(summaries))
    counts: Counter[str] = Counter()
    for root in store.run(run).roots:
        counts.update(store.file_counts(root))
    screen.show_files(console, counts, {str(k): v for k, v in STATES.items()})
    screen.show_reports(console, out, "fadu serve" + (f" --store {url}" if url else ""))


def take_corrections(file: Path, store: str | None, *, console: Console) -> int:
    """`fadu correct`: rows filled in on the sheet 更正 become corrections in the store."""
    from app.report.corrections_read import read_corrections

    found = read_corrections(file, when=datetime.now(UTC))
    with Store.open(store_url(store)) as opened:
        new = sum(opened.add_correction(item) for item in found)
    console.print(f"读到 {len(found)} 条更正，新增 {new} 条。运行 fadu judge 重新核对。")
    return OK


def run_diff(old: str, new: str, store: str | None, *, unmasked: bool, json: bool, console: Console) -> int:
    """`fadu diff`: verdicts that changed between two runs, and why."""
    from app.differences import differences

    masker = Masker(None, None if unmasked else mask)
    with Store.open(store_url(store)) as opened:
        changes = differences(opened, _named_run(opened, old), _named_run(opened, new))
        if json:
            for change in changes:
                print(masker.text(change.model_dump_json()))
            return OK
        total = screen.show_changes(changes, masker, console)
    console.print(f"共 {total} 项结论有变。" if total else "两次运行的结论相同。")
    return OK


LAST = re.compile(r"last(?:-(\d+))?")


def _named_run(store: Store, name: str) -> str:
    """The id of a run; `last` is the newest finished one, `last-1` the one before. Raises UsageError, StoreError."""
    asked = LAST.fullmatch(name)
    if asked is None:
        return store.run(name).id
    finished = [run.id for run in store.runs() if run.state == "finished"]
    back = int(asked[1] or 0)
    if back >= len(finished):
        raise UsageError(f"存储里只有 {len(finished)} 次完成的运行，没有“{name}”。")
    return finished[back]


def run_export(
    format: str, out: Path, store: str | None, template: Path | None, *, unmasked: bool, console: Console
) -> int:
    """`fadu export`: reports of the latest run again."""
    with Store.open(store_url(store)) as opened:
        latest = opened.latest_run()
        if latest is None:
            raise UsageError("存储里还没有完成的运行，请先运行 fadu audit。")
        if format == "docx":
            written = opinions(opened, latest.id, out, unmasked=unmasked, template=template or TEMPLATE)
            console.print(f"已写入 {len(written)} 份意见书，在 {out}")
        else:
            wanted = FORMATS if format == "all" else {format}
            report(opened, latest.id, out, unmasked=unmasked, formats=wanted)
            console.print(f"报告已写入 {out}")
    return OK


def run_evaluate(gold: Path, settings: Settings, *, faults: bool, json: bool, console: Console) -> int:
    """`fadu evaluate`: audits the gold papers in a store of its own and compares."""
    from pipeline.run import audit

    expected = load_gold(gold)
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "store.db") as opened:
        with screen.Bar(Console(stderr=True)) as bar:
            run = audit(
                [gold / "papers"],
                store=opened,
                settings=settings,
                context=make_context(settings),
                progress=bar,
            )
        report(opened, run, Path(folder), unmasked=True, formats={"jsonl"})
        rows = (_rows(Path(folder) / name) for name in ("documents.jsonl", "findings.jsonl"))
        result = evaluate(expected, *rows)
    from app.evaluation.scores import as_json, show

    if json:
        print(jsonlib.dumps(as_json(result), ensure_ascii=False, indent=1))
    else:
        show(console, result, papers=sum(len(item["papers"]) for item in expected), faults=faults)
    return OK


def _rows(path: Path) -> list[dict[str, object]]:
    return [jsonlib.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
