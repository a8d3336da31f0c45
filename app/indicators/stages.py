"""The programme's own dates, read from the plan among the papers: stages with their months, and days things are due."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

STAGE = re.compile(
    r"^\s*[（(]([一二三四五六七八九十]+)[）)]\s*([^（(\n]{2,16})[（(](\d{4}年\d{1,2}月[^）)\n]{0,24})[）)]",
    re.MULTILINE,
)
DUE = re.compile(
    r"于?(\d{4}年\d{1,2}月\d{1,2}日)至((?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)[^，。；\n]{0,10}前[^，。；\n]{0,6}(报送|提交|上报)"
)
MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?")
HEADING = re.compile("实施步骤|工作步骤|时间安排|进度安排")


class Stage(NamedTuple):
    """A stage of the programme, or a day something is due by (`due`); `doubt`: what does not agree."""

    name: str
    first: date
    last: date
    due: bool = False
    doubt: str = ""

    def state(self, today: date) -> str:
        """未到、进行中、已过."""
        return "未到" if today < self.first else "已过" if today > self.last else "进行中"


def find_stages(text: str) -> list[Stage]:
    """Stages and days due, in the text's order; empty where the text is no plan with stages."""
    heading = HEADING.search(text)
    if heading is None:
        return []
    found: list[tuple[int, Stage]] = []
    for match in STAGE.finditer(text, heading.end()):
        span = _span(match[3])
        if span is not None:
            found.append((match.start(), Stage(match[2].strip(), *span)))
    stages = [*found]
    for match in DUE.finditer(text, heading.end()):
        first, last = (
            _span(match[1]),
            _span(f"{_year_month(match[1])}{match[2]}" if "月" not in match[2] else match[2], match[1]),
        )
        above = next((stage for at, stage in reversed(stages) if at < match.start()), None)
        if first is not None and last is not None:
            doubt = ""
            if above is not None and (last[1] < above.first or first[0] > above.last):
                doubt = f"写在“{above.name}”（{above.first}至{above.last}）之下，时间不在其中，请核对"
            found.append((match.start(), Stage(f"资料{match[3]}", first[0], last[1], due=True, doubt=doubt)))
    return [stage for _, stage in sorted(found)]


def _year_month(written: str) -> str:
    match = MONTH.search(written)
    return f"{match[1]}年{match[2]}月" if match else ""


def _span(written: str, before: str = "") -> tuple[date, date] | None:
    """“2022年10月-11月” → first and last day; the year carries on."""
    start = MONTH.search(before)
    year = int(start[1]) if start and start[1] else 0
    ends: list[tuple[date, date]] = []
    for match in MONTH.finditer(written):
        year = int(match[1]) if match[1] else year
        try:
            ends.append(_days(year, int(match[2]), match[3]))
        except ValueError:  # 13月, 31日 of a short month: no stage can be made of it
            return None
    return (ends[0][0], ends[-1][1]) if ends else None


def _days(year: int, month: int, day: str | None) -> tuple[date, date]:
    if day:
        return (one := date(year, month, int(day))), one
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(1)


def stages_of(texts: Iterator[str]) -> list[Stage]:
    """Those of the first plan that has any."""
    return next((found for text in texts if (found := find_stages(text))), [])
