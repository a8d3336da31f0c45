"""Reports due by a day of the year, numbers used twice, and what was repealed but is still cited (rules.md §6, §8.2, §3.3)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from checks.digest import Entry
from checks.papers import names
from checks.told import Told, places_of
from checks.words import day as day_words
from dossier.case import Rule, Version
from language.matter import matter_of


def report(rule: Rule, version: Version | None, year: int | None, entries: Sequence[Entry]) -> Iterator[Told]:
    """Done before a day of the following year (`before` “03-01”); on that very day two readings differ (§10.17)."""
    assert year is not None
    like = rule.options.get("issuer_like")
    if like is not None and not re.search(str(like), entries[0].authority):
        yield Told(
            "not-applicable",
            f"不适用：{entries[0].authority or '机关不明'}不是本条所说的机关。",
            places_of(entries),
        )
        return
    limit = date.fromisoformat(f"{year + 1}-{rule.options['before']}")
    dates = sorted(
        {entry.day: entry for entry in entries if entry.day}.values(), key=lambda entry: entry.day or ""
    )
    places = places_of([*dates, *entries])
    what = str(rule.options["done"])
    asked = f"{year}年度的报告应当在{day_words(limit)}前{what}"
    if not dates:
        yield Told("undetermined", f"{asked}，缺{what}的日期，无法判定。", places, (f"{what}的日期",))
        return
    last = dates[-1]
    told = f"{asked}，{what}的日期为{day_words(date.fromisoformat(last.day or ''))}"
    lacking = _bodies_lacking(rule, entries)
    if last.day and last.day > limit.isoformat():
        yield Told("fail", f"{told}，晚于规定的时间。", places, (), None, None, last.day)
    elif last.day == limit.isoformat():
        yield Told(
            "borderline",
            f"{told}，“前”是否含当日没有统一规定，两种算法结论不同。",
            places,
            (),
            None,
            None,
            last.day,
        )
    elif lacking:
        yield Told(
            "undetermined",
            f"{told}，但看不出已向{'、'.join(lacking)}报送，无法判定。",
            places,
            tuple(f"向{body}报送的材料" for body in lacking),
            None,
            None,
            last.day,
        )
    else:
        yield Told("pass", f"{told}，符合要求。", places, (), None, None, last.day)


def _bodies_lacking(rule: Rule, entries: Sequence[Entry]) -> list[str]:
    told = {entry.text for entry in entries if entry.part == "body"}
    return [name for name in (body.partition("：")[0] for body in names(rule, "bodies")) if name not in told]


def unique(rule: Rule, version: Version | None, year: int | None, entries: Sequence[Entry]) -> Iterator[Told]:
    """No two matters of one body under one number; the same paper in two places is one."""
    by_number: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        by_number[entry.authority, entry.part].setdefault(entry.text, entry)
    doubled = {key: held for key, held in by_number.items() if len(held) > 1}
    for (authority, number), held in doubled.items():
        listed = "；".join(f"“{entry.text}”（{entry.dossier}）" for entry in held.values())
        told = f"{authority}的{number}用于{len(held)}份不同的文书：{listed}。"
        yield Told("fail", told, places_of(held.values()), (), len(held), number)
    if not doubled:
        told = f"所审文书的{len(by_number)}个文号没有重号。"
        yield Told("pass", told, places_of(entries[:1]), (), len(by_number))


def cited(rule: Rule, version: Version | None, year: int | None, entries: Sequence[Entry]) -> Iterator[Told]:
    """Papers that rest on what a list or a later document at hand had already repealed."""
    gone = {key: entry for entry in entries if entry.part == "gone" and (key := _key(entry.text))}
    anew = {key: entry.day or "" for entry in entries if entry.part == "own" and (key := _key(entry.text))}
    for use in (entry for entry in entries if entry.part == "cites"):
        key = _key(use.text)
        end = gone.get(key)
        if (
            end is None
            or (use.day and end.day and use.day < end.day)
            or (use.day and use.dossier == end.dossier)
        ):
            continue
        told = f"{use.dossier}引用《{use.text}》，而{end.dossier}宣布其废止或者失效"
        subject, places = f"{use.dossier}：{use.text}", (use.place, end.place)
        unclear = [
            what for what, known in (("引用文书的日期", use.day), ("废止的日期", end.day)) if not known
        ]
        if unclear or anew.get(key, "") > (end.day or ""):
            why = unclear or ["引用的是原文件还是同名的新文件"]
            yield Told(
                "undetermined", f"{told}，缺{'、'.join(why)}，无法判定。", places, tuple(why), None, subject
            )
        else:
            yield Told(
                "fail", f"{told}（{end.day}起），引用在{use.day}。", places, (), None, subject, use.day
            )


def _key(name: str) -> str:
    return matter_of(f"《{name}》") or matter_of(name)
