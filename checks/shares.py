"""Shares, counts and each person's sum over a year (rules.md §6), compared as fractions.

No share is taken of nothing (分母为零), a share of 99.6 % is not 100 %, an average does not stand in for each person, and a
share of the dossiers at hand is no share of all unless a paper says how many there were (§10.16).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from checks.digest import Entry
from checks.told import SHOWN, Told, named, places_of
from dossier.case import Rule, Verdict, Version
from dossier.document import Place

EMPTY = "分母为零，没有可以计算的事项"
GOOD: tuple[Verdict, ...] = ("pass", "excused")


def ratio(rule: Rule, version: Version | None, year: int | None, entries: Sequence[Entry]) -> Iterator[Told]:
    """At least so many per cent: of the dossiers judged, or as the year's report states part and whole.

    Dossiers that are all in order, with no word on how many there were, say nothing of the year.
    """
    assert version is not None and version.quantity is not None
    judged = [entry for entry in entries if entry.part == "of"]
    whole = _one_number(entries, "whole")
    if isinstance(whole, Told):
        yield whole
    elif judged:
        if len(judged) < len(entries) or any(entry.verdict == "fail" for entry in judged):
            yield _of_dossiers(version.quantity, judged, whole)
    else:
        yield _as_stated(version.quantity, entries, whole)


def _one_number(entries: Sequence[Entry], part: str) -> Entry | Told | None:
    """The one number papers give; none if there is none, undetermined where they differ."""
    found = {entry.number: entry for entry in entries if entry.part == part}
    if len(found) > 1:
        said = "、".join(f"“{entry.text}”" for entry in found.values())
        return Told(
            "undetermined",
            f"材料所载不一：{said}，无法判定，须核对。",
            places_of(found.values()),
            ("前后一致的数字",),
        )
    return next(iter(found.values()), None)


def _of_dossiers(percent: int, judged: Sequence[Entry], whole: Entry | None) -> Told:
    """Counted from verdicts; without the year's number of all, all of those at hand is not all."""
    good = [entry for entry in judged if entry.verdict in GOOD]
    bad = [entry for entry in judged if entry.verdict == "fail"]
    open_ = [entry for entry in judged if entry.verdict not in GOOD and entry.verdict != "fail"]
    total = int(whole.number) if whole is not None and whole.number is not None else len(judged)
    told = f"所审{len(judged)}件，符合{len(good)}件，不符合{len(bad)}件，无法判定或者两种算法{len(open_)}件"
    told += f"；材料载全年{total}件。" if whole is not None else "。"
    places = (*places_of(bad), *places_of(open_), whole.place if whole else None, *places_of(good))
    measured = round(100 * len(good) / total, 4) if total else None
    if total < len(judged):
        return Told(
            "undetermined", f"{told}总数少于所审件数，无法判定，须核对。", places, ("全年总数",), None
        )
    known = whole is not None or percent == 100
    if bad and known and Fraction(total - len(bad), total) * 100 < percent:
        return Told("fail", f"{told}达不到{percent}%：{named(bad)}。", places, (), measured)
    if whole is not None and Fraction(len(good), total) * 100 >= percent:
        return Told("pass", f"{told}达到{percent}%。", places, (), measured)
    missing = ([] if whole is not None else ["当年总件数（年度报告或者目录）"]) + (
        [f"{named(open_)}的结论"] if open_ else []
    )
    missing += ["其余各件的材料"] if whole is not None and total > len(judged) else []
    return Told(
        "undetermined",
        f"{told}是否达到{percent}%，无法判定：缺{'、'.join(missing)}。",
        places,
        tuple(missing),
        measured,
    )


def _as_stated(percent: int, entries: Sequence[Entry], whole: Entry | None) -> Told:
    """By the numbers a report gives; a percentage alone cannot be checked, only be too low."""
    part, stated = _one_number(entries, "part"), _one_number(entries, "percent")
    for torn in (part, stated):
        if isinstance(torn, Told):
            return torn
    assert not isinstance(part, Told) and not isinstance(stated, Told)
    used = [entry for entry in (part, whole, stated) if entry is not None]
    places, said = places_of(used), "，".join(f"“{entry.text}”" for entry in used)
    if whole is not None and whole.number == 0:
        return Told("not-applicable", f"不适用：{said}，{EMPTY}。", places)
    if any(entry.weak for entry in used):
        return Told(
            "undetermined", f"只有清单自报（{said}），待附原件，无法判定。", places, ("原件或者年度报告",)
        )
    if part is None or whole is None or part.number is None or whole.number is None:
        return _percent_only(percent, stated, said, places)
    if part.number > whole.number:
        return Told("undetermined", f"{said}，分子大于分母，无法判定，须核对。", places, ("正确的数字",))
    share = Fraction(part.number) / Fraction(whole.number) * 100
    told = f"{said}：{part.number:f}/{whole.number:f}"
    if stated is not None and stated.number is not None and Fraction(stated.number) != share:
        told += f"，与所写{stated.number:f}%不一致，以件数为准"
    reached = share >= percent
    words = f"{told}，{'达到' if reached else '没有达到'}{percent}%。"
    return Told("pass" if reached else "fail", words, places, (), round(float(share), 4))


def _percent_only(percent: int, stated: Entry | None, said: str, places: tuple[Place | None, ...]) -> Told:
    if stated is None or stated.number is None:
        wanted = "分子和分母（件数）"
        return Told("undetermined", f"{said or '没有读到数字'}，缺{wanted}，无法判定。", places, (wanted,))
    if stated.number < percent:
        return Told("fail", f"{said}，没有达到{percent}%。", places, (), float(stated.number))
    why = "只写了百分比，没有件数，不能核对"
    return Told("undetermined", f"{said}，{why}，无法判定。", places, (why,), float(stated.number))


def count(rule: Rule, version: Version | None, year: int | None, entries: Sequence[Entry]) -> Iterator[Told]:
    """At least so many in a year: papers at hand, or as the year's report states; `most`: no more than so many."""
    assert version is not None and version.quantity is not None
    if rule.options.get("most"):
        yield from _at_most(version.quantity, entries)
        return
    papers = list(
        {
            (entry.dossier, entry.text): entry
            for entry in entries
            if entry.part == "paper" and not entry.weak
        }.values()
    )
    stated = _one_number(entries, "stated")
    if isinstance(stated, Told) and len(papers) < version.quantity:
        yield stated
        return
    asked = f"每年应不少于{version.quantity}"
    if len(papers) >= version.quantity:
        listed = "、".join(f"“{entry.text}”" for entry in papers[:SHOWN])
        yield Told(
            "pass",
            f"{year}年有{len(papers)}件：{listed}。{asked}，符合要求。",
            places_of(papers),
            (),
            len(papers),
        )
        return
    known = stated if isinstance(stated, Entry) and stated.number is not None and not stated.weak else None
    if known is None or known.number is None:
        more = f"{year}年其余的材料"
        yield Told(
            "undetermined",
            f"{year}年见到{len(papers)}件，{asked}，缺{more}，无法判定。",
            places_of(entries),
            (more,),
            len(papers),
        )
        return
    reached = known.number >= version.quantity
    verdict: Verdict = "pass" if reached else "fail"
    words = "符合要求" if reached else "不符合要求"
    yield Told(verdict, f"材料载“{known.text}”，{asked}，{words}。", (known.place,), (), float(known.number))


def _at_most(quantity: int, entries: Sequence[Entry]) -> Iterator[Told]:
    """What should not happen: an office's own zero has to be checked, its own one is a fault."""
    said = [entry for entry in entries if entry.part == "stated" and entry.number is not None]
    worst = max(said, key=lambda entry: entry.number or 0, default=None)
    if worst is None or worst.number is None:
        return
    told = f"材料载“{worst.text}”，应不超过{quantity}"
    if worst.number > quantity:
        yield Told("fail", f"{told}，不符合要求。", (worst.place,), (), float(worst.number))
        return
    wanted = "可以核对的材料（复议决定、裁判文书、查处结果）"
    yield Told(
        "undetermined",
        f"{told}；只是自报，缺{wanted}，无法判定。",
        (worst.place,),
        (wanted,),
        float(worst.number),
    )


def each(rule: Rule, version: Version | None, year: int | None, entries: Sequence[Entry]) -> Iterator[Told]:
    """Everyone reaches the number; the average does not count (§10.16)."""
    assert version is not None and version.quantity is not None
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        sums[entry.text] += entry.number or 0
    short = {name: total for name, total in sums.items() if total < version.quantity}
    told = f"{year}年登记{len(sums)}人，每人应不少于{version.quantity}"
    places = places_of([*(entry for entry in entries if entry.text in short), *entries])
    if any(entry.weak for entry in entries):
        calculated = f"按清单自报计算，{len(short)}人不足" if short else "按清单自报计算，各人均达到"
        yield Told(
            "undetermined",
            f"{told}。{calculated}；待附原始培训登记，无法判定。",
            places,
            ("原始培训登记（签到、学时记录）",),
            len(sums) - len(short),
        )
    elif short:
        listed = "、".join(f"{name}{total:f}" for name, total in list(short.items())[:SHOWN])
        yield Told("fail", f"{told}，不足的{len(short)}人：{listed}。", places, (), len(sums) - len(short))
    else:
        yield Told("pass", f"{told}，各人均达到。", places, (), len(sums))
