"""Silence is not innocence: take any date away from a dossier that passes, and it no longer does, whatever the rule.

The counts of 10,000 random periods agree with a slow day-by-day reference (the short way in the suite, all in `prove`).
"""

import random
from datetime import date, timedelta

import chinese_calendar
import pytest
from rule_rows import Row, of_rule, params
from test_every_rule import ALL, RULES

from checks.calendar import due, passed
from checks.order import parse_chains
from checks.periods import SHAPES, Asked
from dossier.case import Reading, Rule
from knowledge.conditions import parse_events
from knowledge.holidays import load_calendar

BY_ID = {rule.id: rule for rule in RULES}
# Other events that stand in for one: the notice's posting or signature, the day papers were complete, the public notice.
STANDS_IN = {
    "consult_open": {"consult_posted", "doc_date"},
    "lr_received": {"lr_supplemented", "lr_returned"},
    "lr_sent": {"lr_supplemented", "lr_returned"},
    "served": {"notice_posted"},
    "effective": {"published", "doc_date"},
}
# Shapes that count no days: a paper is there, an opinion says this or that, two papers agree.
DATELESS = {"paper", "variant", "contents", "compare", "whole"}


def inputs(rule: Rule) -> list[set[str]]:
    """The dates a rule counts with, each with all events that may give it."""
    if rule.scope != "dossier":  # rates and counts over many dossiers rest on findings
        return []
    ends = [codes for codes in (rule.start, rule.end) if codes] if rule.shape not in DATELESS else []
    if rule.shape == "element":
        ends = ["|".join(ends)] if ends else []  # they tell the version, either is enough
    optional = rule.options.get("optional", ())
    for events, _ in parse_chains(str(rule.options["chain"])) if "chain" in rule.options else []:
        ends += [codes for codes in events if codes not in optional]
    groups = [{code for code, _ in parse_events(codes)} for codes in ends]
    return [group | {other for code in group for other in STANDS_IN.get(code, set())} for group in groups]


def without(papers: tuple[Reading, ...], codes: set[str]) -> tuple[Reading, ...]:
    """The same papers with no such date in them."""
    return tuple(
        paper.model_copy(
            update={
                "facts": tuple(f for f in paper.facts if f.value.kind != "event" or f.value.code not in codes)
            }
        )
        for paper in papers
    )


def counted(rule: Rule) -> bool:
    """Whether its exceptions excuse a count, and not only words."""
    return rule.shape in SHAPES


PASSING = [
    row
    for row in ALL
    if (row.verdict == "pass" or (row.verdict == "excused" and counted(BY_ID[row.rule])))
    and inputs(BY_ID[row.rule])
]


@pytest.mark.parametrize("row", params(PASSING))
def test_no_pass_without_each_of_its_dates(row: Row) -> None:
    for codes in inputs(BY_ID[row.rule]):
        if not any(f.value.kind == "event" and f.value.code in codes for p in row.papers for f in p.facts):
            continue  # a period or an answer gives it
        left = Row(row.id, row.rule, "", row.kind, without(row.papers, codes), more=row.more)
        assert of_rule(left).verdict not in ("pass", "excused"), (sorted(codes), of_rule(left).message)


def test_there_is_such_a_row_for_every_rule_that_counts_with_dates() -> None:
    dated = {rule.id for rule in RULES if inputs(rule) and rule.versions and not rule.options.get("outside")}
    never = {"pen-hearing-free", "lic-no-fee"}  # what must not be written: not finding it is no pass
    assert dated - {row.rule for row in PASSING} == never


CALENDAR = load_calendar()
FIRST, DAYS = date(2004, 1, 1), (date(2026, 6, 30) - date(2004, 1, 1)).days


def slow(start: date, end: date, unit: str) -> int:
    """Days in (start, end], asked of another calendar one at a time."""
    days = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    return sum(unit == "d" or chinese_calendar.is_workday(day) for day in days)


def agree(cases: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(cases):
        start = FIRST + timedelta(chance.randrange(DAYS))
        end = start + timedelta(chance.randrange(100))
        unit, quantity = chance.choice(["d", "wd"]), chance.randint(1, 40)
        counted = slow(start, end, unit)
        assert passed(CALENDAR, start, end, unit) == counted, (start, end, unit)
        last = due(CALENDAR, start, quantity, unit)
        assert last is not None and slow(start, last, unit) == quantity, (start, quantity, unit)
        late = end > last
        verdicts = {
            name: SHAPES[name](CALENDAR, Asked(quantity, unit, "no"), start, end).verdict for name in SHAPES
        }
        assert verdicts["max"] == ("fail" if late else "pass"), (start, end, quantity, unit)
        assert verdicts["not_before"] == ("pass" if late else "fail"), (start, end, quantity, unit)
        assert (verdicts["min"] == "pass") == (counted >= quantity), (start, end, quantity, unit)
        assert (verdicts["notice_before"] == "pass") == (counted > quantity), (start, end, quantity, unit)


def test_counts_of_random_periods_agree_with_a_slow_reference() -> None:
    agree(1000, seed=1)


@pytest.mark.prove
def test_counts_of_10000_random_periods_agree_with_a_slow_reference() -> None:
    agree(10_000, seed=2)
