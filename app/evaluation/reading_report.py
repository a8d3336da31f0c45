"""Readings against truth, condition by condition, as tables and as JSON."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from app.evaluation.reading import Row, Seen, Typed
from app.evaluation.reading_scores import (
    Dated,
    Errors,
    Rate,
    Result,
    confident,
    matched,
    numbers_of,
    plain,
    wrong_characters,
    wrong_dates,
)

NAMES = {
    "clean": "清晰",
    "skew": "歪斜 1–3 度",
    "noise": "噪点",
    "jpeg40": "JPEG 40",
    "dpi150": "150 dpi",
    "faint": "复印淡",
    "shaded": "光照不匀",
    "mixed": "以上几种叠加",
    "seal-multiply": "盖章（油墨叠加）",
    "seal-over": "盖章（不透明）",
    "forms": "有框线的表",
    "turned": "侧放、倒放",
    "layers": "PDF 文字层取舍",
}
COLOURS = {"red": "红", "dark": "暗红", "purple": "紫"}
DEGRADED = ("skew", "noise", "jpeg40", "dpi150", "faint", "shaded", "mixed")
Pair = tuple[Row, Result]


class Group(NamedTuple):
    """What one condition came to. `wrong`: days read that no page states; `sure`: those scored 0.80 and more."""

    name: str
    pages: int
    errors: Errors
    dates: Rate
    numbers: Rate
    wrong: int
    sure: int


class Cells(NamedTuple):
    """Cells of ruled forms: right, false, missed."""

    right: int
    false: int
    missed: int

    @property
    def f1(self) -> float | None:
        total = 2 * self.right + self.false + self.missed
        return 2 * self.right / total if total else None


class Treatment(NamedTuple):
    """Pages whose picture was treated wrongly: `missed` needed it, `needless` did not."""

    pages: int
    missed: tuple[str, ...]
    needless: tuple[str, ...]


class Summary(NamedTuple):
    """All figures of one run."""

    groups: tuple[Group, ...]
    seals: tuple[tuple[str, Rate], ...]
    cells: Cells
    treatment: Treatment
    milliseconds: float


def limited(rows: Sequence[Row], limit: int) -> list[Row]:
    """Up to `limit` pages of every condition, evenly spread; all for 0."""
    conditions: dict[str, list[Row]] = {}
    for row in rows:
        conditions.setdefault(row["condition"], []).append(row)
    made = []
    for held in conditions.values():
        count = min(limit or len(held), len(held))
        made += [held[i * len(held) // count] for i in range(count)]
    return made


def summary(rows: Sequence[Row], results: Sequence[Result]) -> Summary:
    """The figures of every condition, of clean and degraded pages together, and of seals by colour."""
    pairs = list(zip(rows, results, strict=True))
    conditions = list(dict.fromkeys(row["condition"] for row in rows))
    made = [_group(NAMES.get(c, c), [p for p in pairs if p[0]["condition"] == c]) for c in conditions]
    degraded = [p for p in pairs if p[0]["condition"] in DEGRADED]
    if degraded:
        made.append(_group("质量差的页合计", degraded))
    seconds = sum(result.seconds for result in results)
    return Summary(
        tuple(made), tuple(_seals(pairs)), _cells(pairs), _treatment(pairs), 1000 * seconds / len(pairs)
    )


def _group(name: str, pairs: Sequence[Pair]) -> Group:
    errors = Errors(tuple(wrong_characters("".join(row["lines"]), result.text) for row, result in pairs))
    wrong = [dated for row, result in pairs for dated in wrong_dates(_days(row), result.dates)]
    numbers = [matched(map(_normal, row["numbers"]), result.numbers) for row, result in pairs]
    return Group(
        name,
        len(pairs),
        errors,
        _dates(pairs, lambda date: True),
        Rate(sum(r for r, _, _ in numbers), sum(r + m for r, _, m in numbers)),
        len(wrong),
        len(confident(wrong)),
    )


def _normal(number: str) -> str:
    return (*numbers_of(number), number)[0]


def _days(row: Row) -> list[str]:
    return [date["day"] for date in row["dates"]]


def _dates(pairs: Iterable[Pair], wanted: Callable[[Row], bool]) -> Rate:
    """Dates of a kind that were read; those of the page's other dates are taken off first."""
    right = all_ = 0
    for row, result in pairs:
        these = [date["day"] for date in row["dates"] if wanted(date)]
        others = [date["day"] for date in row["dates"] if not wanted(date)]
        left = [dated.day for dated in result.dates]
        for day in others:
            if day in left:
                left.remove(day)
        right += matched(these, left)[0]
        all_ += len(these)
    return Rate(right, all_)


def _seals(pairs: Sequence[Pair]) -> Iterable[tuple[str, Rate]]:
    kinds = sorted({date["seal"] for row, _ in pairs for date in row["dates"] if date["seal"]})
    for manner, name in (("multiply", "油墨叠加"), ("over", "不透明")):
        held = [kind for kind in kinds if kind.endswith(manner)]
        for kind in held:
            colour = COLOURS.get(kind.partition("/")[0], kind)
            yield f"{name}，{colour}", _dates(pairs, lambda date, kind=kind: date["seal"] == kind)  # type: ignore[misc]
        if held:
            yield f"{name}，合计", _dates(pairs, lambda date, held=held: date["seal"] in held)  # type: ignore[misc]
    if kinds:
        yield "印章下的日期合计", _dates(pairs, lambda date: bool(date["seal"]))


def _cells(pairs: Iterable[Pair]) -> Cells:
    right = false = missed = 0
    for row, result in pairs:
        if row["cells"]:
            r, f, m = matched(map(_cell, row["cells"]), map(_cell, result.cells))
            right, false, missed = right + r, false + f, missed + m
    return Cells(right, false, missed)


def _cell(cell: Sequence[Any]) -> str:
    return f"{cell[0]} {cell[1]} {plain(cell[2])}"


def _treatment(pairs: Sequence[Pair]) -> Treatment:
    """A page that lies wrong must be turned, a sealed one parted, a shaded one evened, a PDF page read from
    its picture where its text layer is unsound; others left alone. Pale copies may be evened or not.
    """
    missed, needless = [], []
    for row, result in pairs:
        done = set(result.treated)
        if result.turned:
            done.add("turned" if result.turned == row["turn"] else "turned wrongly")
        needs = {
            "seal": row["seals"],
            "even": row["uneven"],
            "turned": row["turn"],
            "picture": row.get("picture"),
        }
        needed = {name for name, yes in needs.items() if yes}
        open_ = {"even"} if row["condition"] in ("faint", "mixed") else set()
        if row.get("picture") is not False:
            open_.add("picture")
        missed += [f"{row['file']}：{name}" for name in sorted(needed - done)]
        needless += [f"{row['file']}：{name}" for name in sorted(done - needed - open_)]
    return Treatment(len(pairs), tuple(missed), tuple(needless))


# ── shown ─────────────────────────────────────────────────────────────────────────────────────────


def share(value: float | None, digits: int = 2) -> str:
    """Rounded down, so that 99.996 % is not 100 %."""
    if value is None:
        return "—"
    unit = 10.0**digits
    return f"{int(value * 100 * unit + 1e-9) / unit:.{digits}f}%"


def show(console: Console, made: Summary) -> None:
    """Tables for an 80-column terminal."""
    console.print(_table(made.groups))
    for name, rate in made.seals:
        console.print(f"  {name}：{_rate(rate)}")
    if made.cells.right + made.cells.missed:
        cells = made.cells
        console.print(
            f"表格单元格 F1 {share(cells.f1)}（对 {cells.right}，错 {cells.false}，漏 {cells.missed}）"
        )
    held = made.treatment
    console.print(
        f"页面处理（{held.pages} 页）：该处理未处理 {len(held.missed)}，不该处理而处理 {len(held.needless)}"
    )
    console.print(f"每页 {made.milliseconds:.0f} 毫秒（CPU）")


def _rate(rate: Rate) -> str:
    low, high = rate.interval
    return f"{rate.right}/{rate.all} = {share(rate.value)}（95% 区间 {share(low, 1)}–{share(high, 1)}）"


def _table(groups: Sequence[Group]) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("情形", "页", "错字率", "95%", "日期", "95%", "文号", "误", "确信"):
        table.add_column(name, justify="left" if name == "情形" else "right", no_wrap=True)
    for group in groups:
        low, high = group.errors.interval
        least, most = group.dates.interval
        table.add_row(
            group.name,
            str(group.pages),
            share(group.errors.value),
            f"{low * 100:.2f}–{high * 100:.2f}",
            f"{group.dates.right}/{group.dates.all} {share(group.dates.value)}",
            f"{least * 100:.1f}–{most * 100:.1f}",
            f"{group.numbers.right}/{group.numbers.all}",
            str(group.wrong),
            str(group.sure),
        )
    return table


def show_real(console: Console, typed: Sequence[Typed], seen: Sequence[Seen]) -> None:
    """Real papers: against what was typed, and the days read on scans for a person to compare."""
    for page in typed:
        right = matched(page.wanted, [dated.day for dated in page.dates])[0]
        console.print(
            f"{page.name}：错字率 {share(page.wrong / page.all)}（{page.wrong}/{page.all}），"
            f"日期 {right}/{len(page.wanted)}"
        )
    for scan in seen:
        days = "、".join(f"{dated.day}（{dated.score:.2f}）" for dated in scan.dates) or "无"
        console.print(f"{scan.name}（{scan.grade}）日期：{days}")


def faults(rows: Sequence[Row], results: Sequence[Result]) -> Iterable[str]:
    """Every date not read and every date read wrongly, page by page."""
    for row, result in zip(rows, results, strict=True):
        left = [dated.day for dated in result.dates]
        for date in row["dates"]:
            if date["day"] in left:
                left.remove(date["day"])
            else:
                yield f"{row['file']}｜漏｜{date['text']}｜{date['seal'] or ''}"
        yield from (f"{row['file']}｜误｜{_told(dated)}" for dated in wrong_dates(_days(row), result.dates))


def _told(dated: Dated) -> str:
    return f"{dated.day}（{dated.score:.2f}）"


def as_json(made: Summary, typed: Sequence[Typed], seen: Sequence[Seen]) -> dict[str, Any]:
    """All figures, for machines."""
    return {
        "conditions": [
            {
                "name": g.name,
                "pages": g.pages,
                "cer": g.errors.value,
                "cer_interval": g.errors.interval,
                "dates": [g.dates.right, g.dates.all],
                "dates_interval": g.dates.interval,
                "numbers": [g.numbers.right, g.numbers.all],
                "wrong_dates": g.wrong,
                "wrong_dates_confident": g.sure,
            }
            for g in made.groups
        ],
        "seals": [{"name": n, "dates": [r.right, r.all], "interval": r.interval} for n, r in made.seals],
        "cells": {**made.cells._asdict(), "f1": made.cells.f1},
        "treatment": made.treatment._asdict(),
        "milliseconds": made.milliseconds,
        "typed": [page._asdict() for page in typed],
        "scans": [scan._asdict() for scan in seen],
    }
