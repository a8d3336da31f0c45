"""What many tests need: an audit in this process, and a context to judge with."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from checks import Context
from index.store import Store
from knowledge.holidays import load_calendar
from knowledge.profiles import load_profile
from knowledge.rules import load_rules
from pipeline.executor import SerialExecutor
from pipeline.run import audit
from pipeline.settings import Settings

SAMPLES = Path(__file__).parent.parent / "corpora" / "samples"
DAY = date(2026, 11, 22)


class Audited(NamedTuple):
    """An audit's store, run and reports."""

    store: Store
    run: str
    out: Path

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Lines of one of the .jsonl files."""
        text = (self.out / f"{name}.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]


def make_context(day: date = DAY) -> Context:
    """The shipped rules and calendar, no profile, nobody's answers."""
    return Context(
        rules=load_rules(), calendar=load_calendar(), profile=load_profile(None), answers={}, as_of=day
    )


def run_audit(paths: Sequence[Path], folder: Path, **settings: Any) -> Audited:
    """Audits in this process and writes the reports."""
    from app.output import report

    chosen = Settings(as_of=DAY, **settings)
    store = Store.open(folder / "store.db")
    run = audit(paths, store=store, settings=chosen, context=make_context(), make=SerialExecutor)
    report(store, run, folder / "out", unmasked=False)
    return Audited(store, run, folder / "out")
