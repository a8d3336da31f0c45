"""Which papers go into one bundle, in which order, and what its list of contents says of them, rightly or wrongly."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from sources import Paper

OFTEN = {"evidence": 3, "inquiry_record": 3, "service_receipt": 4, "identity_proof": 2, "payment_receipt": 2}


@dataclass
class Entry:
    """One line of the list of contents: the papers it names (by place in the bundle; none where the paper was left out).

    `fault`: "" or what is wrong with it on purpose: missing, pages, order.
    """

    title: str
    papers: list[int]
    fault: str = ""


@dataclass
class Plan:
    """Papers in their order, what stands before and behind them, and the list's lines."""

    papers: list[Paper]
    cover: bool
    listed: bool
    notes: bool
    stamped: bool
    from_cover: bool
    entries: list[Entry] = field(default_factory=list)


def draw(papers: Sequence[Paper], count: int, orders: Sequence[Sequence[str]], random: Random) -> list[Paper]:
    """So many papers of one kind of file, in the order such a file has; no text twice in one of usual size."""
    wanted = random.choice(orders)
    slots = [(i, kind) for i, kind in enumerate(wanted)]
    by_kind: dict[str, list[Paper]] = {}
    for paper in papers:
        by_kind.setdefault(paper.kind, []).append(paper)
    slots = [(i, kind) for i, kind in slots if by_kind.get(kind)]
    if len({kind for _, kind in slots}) < 4:
        return draw(papers, count, orders, random)
    chosen: list[tuple[int, Paper]] = []
    used: set[str] = set()
    free = list(slots)
    for _ in range(count * 6):
        if len(chosen) >= count:
            break
        if not free:
            free = [slot for slot in slots if slot[1] in OFTEN] or list(slots)
        at, kind = free.pop(random.randrange(len(free)))
        left = [paper for paper in by_kind[kind] if paper.text not in used]
        if not left and count > 60:  # a thick file: the same text in another make-up
            left = [replace(paper) for paper in by_kind[kind]]
        if left:
            paper = random.choice(left)
            used.add(paper.text)
            chosen.append((at, paper))
            free += [(at, kind)] * (random.random() < OFTEN.get(kind, 0) * 0.15)
    return [paper for _, paper in sorted(chosen, key=lambda pair: pair[0])]


def plan(papers: list[Paper], random: Random, short: dict[str, str]) -> Plan:
    """Front matter and the list of contents for these papers."""
    made = Plan(
        papers=papers,
        cover=random.random() < 0.75,
        listed=random.random() < 0.8,
        notes=random.random() < 0.6,
        stamped=random.random() < 0.55,
        from_cover=random.random() < 0.2,
    )
    if made.listed:
        made.entries = _entries(made, random, short)
    return made


def _entries(made: Plan, random: Random, short: dict[str, str]) -> list[Entry]:
    """Lines for all papers; receipts are often named with the paper they serve."""
    together, shorten = random.random() < 0.4, random.random() < 0.3
    entries: list[Entry] = []
    for i, paper in enumerate(made.papers):
        name = (short.get(paper.kind, paper.title) if shorten else paper.title).replace("|", "　")
        if together and paper.kind == "service_receipt" and entries and len(entries[-1].papers) == 1:
            before = entries[-1]
            if made.papers[before.papers[0]].kind not in {"service_receipt", "evidence", "identity_proof"}:
                entries[-1] = Entry(f"{before.title}及送达回证", [*before.papers, i])
                continue
        entries.append(Entry(name, [i]))
    return _spoil(entries, made, random)


def _spoil(entries: list[Entry], made: Plan, random: Random) -> list[Entry]:
    """What goes wrong in real lists: a paper not in the file, pages that are off, lines in another order."""
    if random.random() < 0.35 and len(entries) > 4:
        at = random.randrange(1, len(entries) - 1)
        if len(entries[at].papers) == 1:
            lost = entries[at].papers[0]
            made.papers.pop(lost)
            entries[at] = Entry(entries[at].title, [], "missing")
            for entry in entries:
                entry.papers = [p - 1 if p > lost else p for p in entry.papers]
    if random.random() < 0.3:
        at = random.randrange(len(entries))
        if entries[at].papers and not entries[at].fault:
            entries[at].fault = "pages"
    if random.random() < 0.25 and len(entries) > 5:
        at = random.randrange(1, len(entries) - 3)
        one, other = entries[at], entries[at + 2]
        if not one.fault and not other.fault and one.papers and other.papers and one.title != other.title:
            entries[at], entries[at + 2] = other, one
            one.fault = other.fault = "order"
    return entries
