"""A year's holiday notice (国务院办公厅关于……节假日安排的通知) read into the calendar's table."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dossier.errors import KnowledgeError
from knowledge.files import FOLDER
from knowledge.holidays import SATURDAY, WEEKDAYS, Holiday, Year, days

TITLE = re.compile(r"关于(\d{4})年\s*部分节假日安排")
NUMBER = re.compile(r"国办发明电〔\d{4}〕\d+号")
ITEM = re.compile(r"^[一二三四五六七八九十]+、([^：:\n]{2,12})[：:](.+)$", re.MULTILINE)
DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(]([^）)]*)[）)])?")
WORKED = re.compile(r"([^。；]*)上班")
WEEKDAY = re.compile(rf"(?:周|星期)([{WEEKDAYS}])")


def read_notice(text: str) -> Year:
    """The year's rest days and shifted working days. Raises KnowledgeError where the notice does not hold together.

    Every weekday and every “共N天” that the notice states is checked against what was read.
    """
    text = re.sub(r"[ \u3000\t]", "", text)
    title, number = TITLE.search(text), NUMBER.search(text)
    if title is None:
        raise KnowledgeError("没有找到“关于××××年部分节假日安排的通知”，请存入通知全文（UTF-8 文本）")
    year = int(title[1])
    holidays: list[Holiday] = []
    shifted: list[date] = []
    for item in ITEM.finditer(text):
        holidays.append(_rest(item[1], item[2], year))
        worked = (match[1] for match in WORKED.finditer(item[2].partition("。")[2]))
        shifted += [day for part in worked for day in _days(part, year)]
    if not holidays:
        raise KnowledgeError(f"{year}年的通知里没有读出“一、元旦：……放假……”这样的条目，请核对文本")
    wrong = [day for day in shifted if day.weekday() < SATURDAY]
    if wrong:
        raise KnowledgeError(f"通知中的上班日 {wrong[0]} 不是周末，请核对文本")
    notice = number[0] if number else ""
    return Year(year=year, notice=notice, mark="R", shifted=tuple(sorted(shifted)), holiday=tuple(holidays))


def _rest(name: str, said: str, year: int) -> Holiday:
    """“1月28日（农历除夕、周二）至2月4日（……）放假调休，共8天”."""
    span, off, rest = said.partition("放假")
    ends = list(_days(span, year)) if off else []
    if not ends:
        raise KnowledgeError(f"“{name}”一项没有读出放假日期：{said[:40]}")
    first, last = ends[0], ends[-1]
    stated = re.match(r"(?:调休)?，?共?(\d+)天", rest)
    count = (last - first).days + 1
    if stated is not None and int(stated[1]) != count:
        raise KnowledgeError(f"“{name}”写明共{stated[1]}天，而{first}至{last}为{count}天，请核对文本")
    return Holiday(name=name, first=first, last=last)


def _days(said: str, year: int) -> Iterator[date]:
    """The dates in a sentence; month and year carry on from the one before. Raises KnowledgeError on a wrong weekday."""
    month = 0
    for match in DAY.finditer(said):
        year = int(match[1]) if match[1] else year
        month = int(match[2]) if match[2] else month
        try:
            found = date(year, month, int(match[3]))
        except ValueError as error:
            raise KnowledgeError(f"通知中的日期“{match[0]}”不存在，请核对文本") from error
        weekday = WEEKDAY.search(match[4] or "")
        if weekday and WEEKDAYS[found.weekday()] != weekday[1]:
            raise KnowledgeError(f"通知写“{match[0]}”，而{found}是周{WEEKDAYS[found.weekday()]}，请核对文本")
        yield found


def as_toml(year: Year) -> str:
    """The year as knowledge/calendar/*.toml is written."""
    shifted = ", ".join(day.isoformat() for day in year.shifted)
    head = [
        "# 国务院办公厅放假通知；shifted：调休上班的周末",
        f"year = {year.year}",
        f'notice = "{year.notice}"',
        f'mark = "{year.mark}"',
        f"shifted = [{shifted}]",
    ]
    blocks = [
        f'\n[[holiday]]\nname = "{block.name}"\nfirst = {block.first}\nlast = {block.last}'
        for block in year.holiday
    ]
    return "\n".join(head + blocks) + "\n"


def add_year(text: str, *, folder: Path = FOLDER / "calendar", replace: bool = False) -> tuple[Path, Year]:
    """Writes the notice's year into the calendar. Raises KnowledgeError: unreadable, there already, a gap before it."""
    year = read_notice(text)
    path = folder / f"{year.year}.toml"
    known = sorted(int(p.stem) for p in folder.glob("*.toml"))
    if path.exists() and not replace:
        raise KnowledgeError(f"{path} 已有；确要改写请加 --replace")
    if known and year.year > known[-1] + 1:
        raise KnowledgeError(f"现有放假安排到 {known[-1]} 年，请先加入 {known[-1] + 1} 年的通知")
    path.write_text(as_toml(year), encoding="utf-8")
    return path, year


def rest_days(year: Year) -> int:
    """How many days the notice gives off, weekends among them."""
    return sum(len(list(days(block.first, block.last))) for block in year.holiday)
