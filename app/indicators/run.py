"""`fadu indicators`: the board and the self-assessment from the latest run."""

import re
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from app.indicators.board import STATES, Board, make_board
from app.indicators.book import scope, write_book
from app.indicators.paper import write_paper
from app.indicators.stages import Stage, stages_of
from app.output import make_tools
from app.settings import store_url
from dossier.errors import UsageError
from index.store import Store
from knowledge.indicators import load_indicators
from knowledge.rules import load_rules

BOOK, PAPER = "indicators.xlsx", "self-assessment.docx"
PLANS = ("work_document", "other", "normative_document")
PROGRAMME = re.compile("法治(?:政府)?|依法(?:行政|治)")  # the title of the plan whose dates the board shows


def run_indicators(
    out: Path, store: str | None, *, year: int | None, unit: str | None, unmasked: bool, console: Console
) -> int:
    """Writes both files; gives 0. Raises UsageError where nothing was audited, or no indicator is the unit's."""
    with Store.open(store_url(store)) as opened:
        latest = opened.latest_run()
        if latest is None:
            raise UsageError("存储里还没有完成的运行，请先运行 fadu audit。")
        tools = make_tools(latest, unmasked=unmasked)
        board = make_board(
            load_indicators(),
            load_rules(),
            opened.dossiers(latest.id),
            opened.yearly(latest.id),
            year=year,
            unit=unit,
            mask=tools.mask,
        )
        papers = (reading for _, reading in opened.documents(latest.id))
        plans = (r.document.text for r in papers if r.label.kind in PLANS and PROGRAMME.search(r.title))
        stages = stages_of(plans)
    if not board.rows:
        raise UsageError(f"没有由“{unit}”负责的指标。单位名称见 knowledge/indicators.csv 的 units 列。")
    write(out, board, stages, latest.as_of, tools)
    _show(board, out, console)
    return 0


def write(out: Path, board: Board, stages: list[Stage], today: date, tools) -> None:  # type: ignore[no-untyped-def]
    """Both files, each whole or not at all."""
    out.mkdir(parents=True, exist_ok=True)
    write_book(out / BOOK, board, stages, today, tools)
    write_paper(out / PAPER, board, stages, today)


def _show(board: Board, out: Path, console: Console) -> None:
    console.print(Text(scope(board), style="bold").append(f"　{len(board.rows)} 项指标", style=""))
    counts = board.counts()
    for state, name in STATES.items():
        if counts[state]:
            console.print(f"  {name} {counts[state]}")
    console.print(f"{out / BOOK}  指标看板：材料、核对结论、责任单位、日程")
    console.print(f"{out / PAPER}  总体自评报告，可在 Word 或 WPS 中修改后签署")
