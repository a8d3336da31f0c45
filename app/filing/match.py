"""Rows of a ledger and the papers they speak of: by document number, else by the name of the matter."""

from collections.abc import Iterator, Sequence

from app.filing.answer import Answered
from app.filing.ledger import Entry
from dossier.base import Record
from language.dates import find_dates
from language.matter import matter_of
from language.numbers import normal_number

DATES = (("published", "公布日期"), ("filed", "报送备案日期"))


class Matched(Record):
    """A row with its paper, or one of them alone. `why`: by what they were matched, or why not.

    `differences`: where the ledger says other than the papers.
    """

    entry: Entry | None = None
    answered: Answered | None = None
    why: str
    differences: tuple[str, ...] = ()


def match(entries: Sequence[Entry], answers: Sequence[Answered]) -> Iterator[Matched]:
    """Rows in their order, then papers that no row names."""
    numbers, matters = _index(answers, _number), _index(answers, _matter)
    taken: set[str] = set()
    for entry in entries:
        found, why = _find(entry, numbers, matters, taken)
        if found is None:
            yield Matched(entry=entry, why=why)
            continue
        taken.add(found.dossier)
        yield Matched(entry=entry, answered=found, why=why, differences=tuple(_differences(entry, found)))
    for answered in answers:
        if answered.dossier not in taken:
            yield Matched(answered=answered, why="台账中没有这一件" if entries else "未附台账")


Index = dict[str, list[Answered]]


def _index(answers: Sequence[Answered], key) -> Index:  # type: ignore[no-untyped-def]
    found: Index = {}
    for answered in answers:
        if name := key(answered):
            found.setdefault(name, []).append(answered)
    return found


def _number(answered: Answered) -> str:
    return normal_number(answered.number) if answered.number else ""


def _matter(answered: Answered) -> str:
    return matter_of(answered.title)


def _find(entry: Entry, numbers: Index, matters: Index, taken: set[str]) -> tuple[Answered | None, str]:
    number = normal_number(entry.get("number")) if entry.get("number") else ""
    matter = matter_of(entry.get("title"))
    for index, key, by in ((numbers, number, "文号"), (matters, matter, "名称")):
        held = index.get(key, []) if key else []
        free = [item for item in held if item.dossier not in taken]
        if len(free) == 1:
            return free[0], f"按{by}对上"
        if len(free) > 1:
            return None, f"{by}相同的有{len(free)}件，请人工对应"
        if held:
            return None, f"与台账另一行{by}相同，请核对是否重复登记"
    return None, "未见文书"


def _differences(entry: Entry, answered: Answered) -> Iterator[str]:
    """Where row and paper disagree; a blank on either side is none."""
    number = entry.get("number")
    if number and answered.number and normal_number(number) != _number(answered):
        yield f"文号：台账为{number}，文书为{answered.number}"
    for field, name in DATES:
        said, read = entry.get(field), getattr(answered, field)
        days = find_dates(said) if said else []
        if days and read and days[0].first.isoformat() != read:
            yield f"{name}：台账为{said}，文书为{read}"
