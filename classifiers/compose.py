"""Training papers from the templates of corpora/training: words filled in, set on pages, read as badly as scans are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

from classifiers.sheet import Medium, set_page
from dossier.document import Document
from dossier.errors import KnowledgeError
from knowledge.files import read_toml

CORPUS = Path(__file__).parent.parent / "corpora" / "training"
Role = Literal["t", "h"]
_HEAD = re.compile(r"^(\w+) ([th])( scan)?$")
_SLOT = re.compile(r"\{(\w+)\}")
_CHOICE = re.compile(r"\[([^\[\]]*/[^\[\]]*)\]")
_DIGITS = "〇一二三四五六七八九"
_MEDIA: tuple[Medium, ...] = ("typed", "typed", "scan", "scan", "text")


class Template(NamedTuple):
    """One paper to be filled. `role`: t trains, h is held out; `number` counts in its file from 0.

    `medium`: the only one it comes in (a screenshot is never typed), None for any. `file`: its file without suffix.
    """

    kind: str
    role: Role
    number: int
    lines: tuple[str, ...]
    medium: Medium | None = None
    file: str = ""

    @property
    def group(self) -> str:
        """What no other template is called: papers of one group never both teach and test."""
        return f"{self.kind}:{self.file}:{self.number}"


@dataclass(frozen=True)
class Bank:
    """Words to fill in, and characters taken for one another."""

    words: dict[str, list[str]]
    alike: dict[str, str]


@dataclass
class Filler:
    """Fills one paper: a word drawn once stays the same throughout it."""

    bank: Bank
    random: Random
    blank: bool = False
    drawn: dict[str, str] = field(default_factory=dict)

    def fill(self, text: str) -> str:
        """The text with choices made and words put in. Raises KeyError on a word the bank does not know."""
        text = _CHOICE.sub(lambda m: self.random.choice(m.group(1).split("/")), text)
        while _SLOT.search(text):
            text = _SLOT.sub(lambda m: self._word(m.group(1)), text)
        return text

    def _word(self, name: str) -> str:
        if self.blank and name not in {"place", "city", "region"}:
            return self.random.choice(["", "    ", "______", "×××"])
        if name in _FRESH:
            return _FRESH[name](self.random)
        if name not in self.drawn:
            self.drawn[name] = self._draw(name)
        return self.drawn[name]

    def _draw(self, name: str) -> str:
        if name[0] == "d" and name[1:].isdigit():
            return self._date(int(name[1:]))
        if name in _NUMBERS:
            return self._number(_NUMBERS[name])
        return self.fill(self.random.choice(self.bank.words[_ALIASES.get(name, name)]))

    def _date(self, place: int) -> str:
        start = self.drawn.setdefault("start", str(self.random.randint(0, 4000)))
        day = date(2014, 1, 6) + timedelta(int(start) + place * self.random.randint(7, 20))
        style = self.drawn.setdefault("style", self.random.choice(["cn", "cn", "cn", "han", "dash", "dot"]))
        return _written(day, style)

    def _number(self, marks: tuple[str, ...]) -> str:
        short = self.fill(self.random.choice(self.bank.words["short"]))
        year = self.random.randint(2014, 2026)
        around = self.random.choice(["〔〕", "〔〕", "〔〕", "[]", "（）"])
        return (
            f"{short}{self.random.choice(marks)}{around[0]}{year}{around[1]}{self.random.randint(1, 300)}号"
        )


def _written(day: date, style: str) -> str:
    if style == "dash":
        return day.isoformat()
    if style == "dot":
        return f"{day.year}.{day.month}.{day.day}"
    if style == "han":
        return "".join(_DIGITS[int(c)] for c in str(day.year)) + f"年{_han(day.month)}月{_han(day.day)}日"
    return f"{day.year}年{day.month}月{day.day}日"


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


_FRESH = {
    "n1": lambda r: str(r.randint(2, 9)),
    "n2": lambda r: str(r.randint(10, 99)),
    "n3": lambda r: str(r.randint(100, 999)),
    "n4": lambda r: str(r.randint(10**7, 10**8 - 1)),
    "n6": lambda r: str(r.randint(10**5, 10**6 - 1)),
    "cn1": lambda r: _han(r.randint(2, 9)),
    "cn2": lambda r: _han(r.randint(11, 69)),
    "time": lambda r: f"{r.randint(8, 16)}时{r.randint(0, 59)}分",
    "time2": lambda r: f"{r.randint(16, 18)}时{r.randint(0, 59)}分",
    "amount": lambda r: f"{r.choice([2000, 5000, 10000, 20000, 35000, 100000])}元",
    "amount2": lambda r: f"{r.randint(300, 9999)}.{r.randint(10, 99)}元",
    "tel": lambda r: f"0000-{r.randint(1000000, 9999999)}",
    "cert": lambda r: f"{r.randint(10**10, 10**11 - 1)}",
    "uscc": lambda r: f"91000000MA{r.randint(10**7, 10**8 - 1)}",
    "year": lambda r: str(r.randint(2014, 2026)),
}
_NUMBERS = {
    "cno": ("市监处罚", "环罚", "交罚字", "应急罚", "城执罚", "监罚", "市监听告", "执催", "税稽罚", "卫医罚"),
    "pno": ("政发", "政办发", "市监规", "政规", "人社发", "财综", "府办规"),
    "lno": ("司审", "法审", "司规审", "合审"),
    "fno": ("政函", "函", "政复", "复决字", "政办函"),
    "bno": ("政备", "规备", "备字"),
    "xno": ("许准字", "行审受", "许告", "依申复", "审批"),
}
_ALIASES = {"person2": "person", "person3": "person", "unit": "dept"}


def load_bank(folder: Path = CORPUS) -> Bank:
    """The words and the characters that scans confuse. Raises KnowledgeError where the corpus is not at hand."""
    groups = read_toml(folder / "confusions.toml")["groups"]
    return Bank(read_toml(folder / "bank.toml"), {c: group.replace(c, "") for group in groups for c in group})


def load_templates(folder: Path = CORPUS) -> tuple[Template, ...]:
    """All templates, in the order of file names and places. Raises KnowledgeError when there are none."""
    found = tuple(template for path in sorted(folder.glob("*.txt")) for template in _parse(path))
    if not found:
        raise KnowledgeError(f"{folder} 里没有训练材料（安装包不含），请在源码目录里运行 fadu train")
    return found


def _parse(path: Path) -> Iterator[Template]:
    for number, part in enumerate(path.read_text(encoding="utf-8").split("\n%% ")):
        head, *lines = part.removeprefix("%% ").rstrip("\n").split("\n")
        match = _HEAD.match(head)
        if match is None:
            raise KnowledgeError(
                f"{path}：第 {number + 1} 件的首行“%% {head}”应写作“%% 种类 t”或“%% 种类 h scan”"
            )
        role: Role = "t" if match.group(2) == "t" else "h"
        medium: Medium | None = "scan" if match.group(3) else None
        yield Template(match.group(1), role, number, tuple(lines), medium, path.stem)


class Sheet(NamedTuple):
    """How one paper is set: medium, share of characters misread, and what is missing or added.

    `begin` and `part`: the share of its rows before the first one kept, and up to the last one kept.
    """

    medium: Medium
    misread: float = 0.0
    untitled: bool = False
    begin: float = 0.0
    part: float = 1.0
    spaced: bool = False
    stamp: str = ""
    blank: bool = False
    web: bool = False


def draw_sheet(random: Random, medium: Medium | None = None) -> Sheet:
    """A way to set a paper; two of five are scans, unless the medium is given."""
    drawn: Medium = random.choice(_MEDIA) if medium is None else medium
    return Sheet(
        drawn,
        misread=random.choice([0.01, 0.03, 0.06]) if drawn == "scan" else 0.0,
        untitled=random.random() < 0.12,
        begin=random.choice([0.35, 0.5]) if random.random() < 0.1 else 0.0,
        part=random.choice([0.4, 0.6]) if random.random() < 0.15 else 1.0,
        spaced=random.random() < 0.1,
        stamp=str(random.randint(1, 90)) if random.random() < 0.15 else "",
        blank=random.random() < 0.06,
        web=drawn != "scan" and random.random() < 0.3,
    )


def compose(template: Template, bank: Bank, random: Random, sheet: Sheet) -> Document:
    """One paper of the template's kind."""
    filler = Filler(bank, random, sheet.blank)
    rows = [filler.fill(line) for line in template.lines]
    rows = _kept(rows, sheet)
    if sheet.web and template.kind in bank.words["web_kinds"]:
        rows = _web_rows(rows, filler) + rows
    if sheet.spaced:
        rows = ["# " + " ".join(row[2:]) if row.startswith("# ") and len(row) < 12 else row for row in rows]
    if sheet.stamp:
        rows.insert(0, sheet.stamp)
    if sheet.misread:
        rows = [row[:2] + misread(row[2:], bank, random, sheet.misread) for row in rows]
    page = set_page(rows, medium=sheet.medium)
    return Document(id=template.group, sources=("sheet",), media_type="x", pages=(page,))


def _kept(rows: list[str], sheet: Sheet) -> list[str]:
    """The rows left where title or head are missing or the paper is cut; never fewer than two."""
    if sheet.untitled:
        rows = [row for row in rows if row[:2] not in {"# ", "! "}] or rows
    start = min(round(len(rows) * sheet.begin), max(len(rows) - 2, 0))
    return rows[start : max(start + 2, round(len(rows) * sheet.part))]


def _web_rows(rows: list[str], filler: Filler) -> list[str]:
    """The information table a saved web page has above the paper."""
    title = next((row[2:] for row in rows if row.startswith("# ")), "")
    header = filler.fill(filler.random.choice(filler.bank.words["web"]))
    return header.replace("TITLE", title).split("\n")


def misread(text: str, bank: Bank, random: Random, share: float) -> str:
    """The text with that share of characters taken for others or lost."""
    found = []
    for char in text:
        if random.random() >= share or char in "|\n":
            found.append(char)
        elif random.random() < 0.8:
            found.append(random.choice(bank.alike[char]) if bank.alike.get(char) else char)
    return "".join(found)
