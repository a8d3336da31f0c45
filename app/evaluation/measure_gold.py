"""The command `fadu evaluate --split …` and `--real …`, step by step."""

import json as jsonlib
import os
from pathlib import Path

from rich.console import Console

from app.evaluation import gold_report as report
from app.evaluation.gold import GoldScores, load_split, measure
from app.evaluation.real import find_files, load_real, real_labels, wrong_quotes
from dossier.errors import UsageError

GOLD = Path("corpora/gold")
SPLIT_NAMES = {"test": "独立测试", "dev": "开发用"}


def run_gold(
    gold: Path | None,
    *,
    split: str | None,
    scanned: bool,
    real: Path | None,
    keep: Path | None,
    jobs: int,
    faults: bool,
    json: bool,
    console: Console,
) -> int:
    """Real papers first, then the split asked for; the sample dossiers are measured by the plain command."""
    folder, jobs = gold or GOLD, jobs or os.cpu_count() or 1
    sets: list[tuple[str, GoldScores]] = []
    notes: list[str] = []
    if real is not None:
        scores, notes = _real(folder, real, jobs, keep)
        sets.append(("真实文书", scores))
    if split is not None:
        labels = load_split(folder, split, scanned=scanned)
        name = f"{SPLIT_NAMES.get(split, split)}{'（扫描件）' if scanned else ''}"
        sets.append((name, measure(labels, jobs=jobs, keep=keep)))
    if json:
        print(jsonlib.dumps(report.as_json(sets) | {"notes": notes}, ensure_ascii=False, indent=1))
        return 0
    console.print(report.NEVER_SEEN)
    console.print(report.HOW, style="dim")
    for note in notes:
        console.print(note, style="yellow")
    for name, scores in sets:
        report.show(console, name, scores, scanned=scanned and name != "真实文书", faults=faults)
    if split is not None:
        console.print("\n自带样例（开发时用过，不是准确率）：运行 fadu evaluate。", style="dim")
    return 0


def _real(gold: Path, folder: Path, jobs: int, keep: Path | None) -> tuple[GoldScores, list[str]]:
    """Scores on real papers, and which labelled ones were not found or are quoted wrongly."""
    if not folder.is_dir():
        raise UsageError(f"找不到文件夹 {folder}。")
    papers = load_real(gold / "real")
    at, missing = find_files(folder, papers)
    if not at:
        raise UsageError(f"{folder} 中没有一份已标注的真实文书（按 sha256 查找）。")
    notes = [f"未找到 {len(missing)} 份已标注的真实文书：{missing[0].name} 等。"] if missing else []
    notes += [f"标注有误：{fault}" for fault in wrong_quotes(papers, at, keep)]
    return measure(real_labels(papers, at), jobs=jobs, keep=keep), notes
