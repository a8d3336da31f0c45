"""A numbered table whose numbers have slipped against its texts, put together again (rules.md §6.1).

The numbers run on, yet some stand at empty rows and some texts at no number: an unnumbered text and an empty number
belong to one run, in which each text moves up or down by one. What is still missing stands in another cell of a
neighbouring row. No row is known by its number here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

HEADING = re.compile(r"^[一二三四五六七八九十]+、")
GROUP = re.compile(r"^\d{1,2}[.．、](?=\D{2,30}$)")
BARE = re.compile(r"^\d{1,3}$")
NUMBERED = re.compile(r"^(\d{1,3})(?![\d.．、%年月日件个次])(?=[一-鿿“《].{7,})")
WITHIN = re.compile(r"(?<=[。；])(\d{1,3})(?=[一-鿿“《])")
UNIT = re.compile(
    r"[一-鿿（）()、]{2,20}(?:局|办|委|部|院|会|部门|单位|中心|集团|党校|人大|政协|监委|队|处|所|厅|政府|公司|街道|机关)"
)
ASKED = re.compile(
    r"^\d{4}年?以?来|^\d[.．]|提供|网址|名录|清单|台账|实地核查|案例|列表|材料|请合并|目录|名单"
)
CITED = re.compile(r"第((?:\d{1,3}[、，,和至—-]?)+)项")
LONG, SAME, MIXED = 12, 0.9, ("附加项", "加分项", "否决项")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the table: the number printed there, the text, whose it is, what is asked as evidence."""

    number: int | None
    text: str
    units: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One entry set right. `printed`: the number it stood at, None where it stood at none."""

    number: int
    text: str
    units: tuple[str, ...] = ()
    evidence: str = ""
    printed: int | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """`missing`: numbers no text was found for. `doubts`: what a person should look at."""

    items: tuple[Item, ...]
    missing: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Table:
    """Rows taken apart: slots in order, and the names of groups, which are no entries."""

    slots: list[Slot] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)


def restore(rows: Iterable[Sequence[str]]) -> Restored:
    """The entries of the table by their true numbers."""
    table = take_apart(rows)
    placed = _gaps(_runs(table.slots))
    items = [_own_text(slot, placed, table.groups) for slot in placed if slot.number is not None]
    found = {item.number: item for item in items if item.text}
    last = max(found, default=0)
    missing = tuple(n for n in range(1, last + 1) if n not in found)
    ordered = tuple(found[n] for n in sorted(found))
    return Restored(ordered, missing, tuple(_doubts(ordered)))


def rows_of(text: str) -> Iterator[list[str]]:
    """Rows of a table written as lines with tabs."""
    return (line.split("\t") for line in text.splitlines() if "\t" in line)


def take_apart(rows: Iterable[Sequence[str]]) -> Table:
    """Each row's cells by what they are; entries of an annex with numbers of its own are left out."""
    table = Table()
    for row in rows:
        cells = [cell for cell in map(_closed, row) if cell]
        if any(mark in cell for cell in cells[:2] for mark in MIXED):
            break
        if any("三级指标" in cell or cell == "序号" for cell in cells):
            continue
        table.groups |= {_bare(cell) for cell in cells if _is_group(cell)}
        table.slots += _slots(cells)
    return table


def _closed(cell: str) -> str:
    """Without white space, which in these tables is only where a line was broken; names of offices keep theirs."""
    kept = re.sub(r"\s+", " ", cell).strip()
    return kept if _units(kept) else kept.replace(" ", "")


def _is_group(cell: str) -> bool:
    return GROUP.match(cell.rstrip("。")) is not None


def _bare(name: str) -> str:
    return re.sub(r"^\d{1,2}[.．、]|[。，、；]", "", name)


def _units(cell: str) -> tuple[str, ...]:
    """The offices a cell names and nothing else; empty where it says something."""
    if not cell or any(mark in cell for mark in "。，；：") or len(cell) > 90:
        return ()
    parts = cell.split()
    return tuple(parts) if all(UNIT.fullmatch(part) for part in parts) else ()


def _slots(cells: list[str]) -> list[Slot]:
    """One slot a row, or one for each text that carries its own number."""
    rest = [cell for cell in cells if not HEADING.match(cell) or len(cell) > 30]
    bare = [int(cell) for cell in rest if BARE.match(cell)]
    rest = [cell for cell in rest if not BARE.match(cell)]
    at = next((i for i, cell in enumerate(rest) if _units(cell)), len(rest))
    units = _units(rest[at]) if at < len(rest) else ()
    before = [cell for i, cell in enumerate(rest[:at]) if not (_is_group(cell) and i == 0)]
    evidence = tuple(cell for cell in rest[at + 1 :] if not _units(cell))
    numbered = [part for cell in before for part in _parts(cell)]
    if numbered:
        return [
            Slot(number, text, units, evidence if i == 0 else ()) for i, (number, text) in enumerate(numbered)
        ]
    number = bare[-1] if bare else None
    if at == len(rest) and len(before) > 1:
        before, evidence = before[:1], tuple(before[1:])
    text = before[0] if before else ""
    return [Slot(number, text, units, evidence)] if text or number is not None else []


def _parts(cell: str) -> Iterator[tuple[int, str]]:
    """“43甲。44乙。” → (43, 甲。), (44, 乙。)."""
    match = NUMBERED.match(cell)
    if match is None:
        return
    number, rest = int(match[1]), cell[match.end() :]
    while True:
        after = next((m for m in WITHIN.finditer(rest) if int(m[1]) == number + 1), None)
        yield number, (rest[: after.start()] if after else rest)
        if after is None:
            return
        number, rest = number + 1, rest[after.end() :]


def _runs(slots: Sequence[Slot]) -> list[Slot]:
    """Unnumbered texts and empty numbers in pairs: the texts between move by one."""
    placed = list(slots)
    i = 0
    while i < len(placed):
        here = placed[i]
        if here.number is None and here.text:
            i = _shift(placed, i, _empty_after(placed, i), forward=True)
        elif here.number is not None and not here.text:
            i = _shift(placed, i, _loose_after(placed, i), forward=False)
        else:
            i += 1
    return placed


def _shift(placed: list[Slot], start: int, end: int | None, *, forward: bool) -> int:
    """Numbers of placed[start..end] moved to the texts they belong to; gives where to go on."""
    if end is None:
        return start + 1
    numbers = [slot.number for slot in placed[start : end + 1] if slot.number is not None]
    texts = [slot for slot in placed[start : end + 1] if slot.text]
    placed[start : end + 1] = [replace(slot, number=n) for slot, n in zip(texts, numbers, strict=True)]
    return start + len(texts)


def _empty_after(placed: Sequence[Slot], start: int) -> int | None:
    """Where the run behind an unnumbered text ends at an empty number; None if it does not."""
    return _run(placed, start, ends=lambda slot: not slot.text)


def _loose_after(placed: Sequence[Slot], start: int) -> int | None:
    """Where the run behind an empty number ends at an unnumbered text; None if it does not."""
    return _run(placed, start, ends=lambda slot: slot.number is None)


def _run(placed: Sequence[Slot], start: int, *, ends: Callable[[Slot], bool]) -> int | None:
    """The first slot behind `start` that `ends` the run, if the numbers up to there go on by one."""
    last = placed[start].number
    for i in range(start + 1, len(placed)):
        slot = placed[i]
        if slot.number is not None and last is not None and slot.number != last + 1:
            return None
        last = slot.number if slot.number is not None else last
        if ends(slot):
            return i
        if slot.number is None or not slot.text:
            return None
    return None


def _gaps(placed: list[Slot]) -> list[Slot]:
    """Numbers that stand nowhere: their texts are among the unnumbered ones and in evidence cells that ask for nothing."""
    done: list[Slot] = []
    i = 0
    while i < len(placed):
        j = next((k for k in range(i + 1, len(placed)) if placed[k].number is not None), len(placed))
        here, loose = placed[i], placed[i + 1 : j]
        following = placed[j].number if j < len(placed) else None
        wanted = (following - here.number - 1) if following and here.number else 0
        if wanted > 0:
            spare = _distinct(
                [*_stated(here), *(text for slot in loose for text in (slot.text, *_stated(slot)))]
            )
            units = loose[0].units if loose else here.units
            asked = tuple(text for text in here.evidence if text not in spare)
            done.append(replace(here, evidence=asked))
            done += [
                Slot(here.number + 1 + k, text, units) for k, text in enumerate(spare[:wanted]) if here.number
            ]
        else:
            done.append(here)
        i = j
    return done


def _stated(slot: Slot) -> Iterator[str]:
    """Evidence cells that state something instead of asking for papers."""
    return (text for text in slot.evidence if len(text) >= LONG and not ASKED.search(text))


def _distinct(texts: list[str]) -> list[str]:
    """Those that are not part of another."""
    texts = [text for text in texts if text]
    return [text for text in texts if not any(text != other and text in other for other in texts)]


def _own_text(slot: Slot, placed: Sequence[Slot], groups: set[str]) -> Item:
    """The slot's entry; a text that only repeats its neighbour or a group's name gives way to what its evidence states."""
    assert slot.number is not None
    earlier = next((other.text for other in placed if other.number == slot.number - 1), "")
    stated = next(_stated(slot), "")
    repeats = _bare(slot.text) in groups or (bool(earlier) and _alike(slot.text, earlier))
    text = stated if stated and repeats else _without_group(slot.text, groups)
    evidence = "".join(part for part in slot.evidence if part != text)
    return Item(slot.number, text, slot.units, evidence, slot.number)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= SAME


def _without_group(text: str, groups: set[str]) -> str:
    """A first sentence that is the end of a group's name belongs to that name, broken over rows."""
    first, stop, rest = text.partition("。")
    strays = stop and rest and any(name.endswith(_bare(first)) for name in groups if len(first) >= 4)
    return rest if strays else text


def _doubts(items: Sequence[Item]) -> Iterator[str]:
    """Self-references (“第71、72项指标，请合并提供”) that do not name the entry they stand at."""
    for item in items:
        for match in CITED.finditer(item.evidence):
            cited = [int(n) for n in re.findall(r"\d+", match[1])]
            if item.number not in cited:
                yield f"第{item.number}项的材料说明写“第{match[1]}项”，请核对"
