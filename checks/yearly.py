"""Rules over many dossiers: one authority's in a year (scope year), or all that was read (scope corpus) (rules.md §6)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from checks.across import cited, report, unique
from checks.context import Context
from checks.digest import Entry
from checks.finding import MENDING, basis_note
from checks.shares import count, each, ratio
from checks.told import SHOWN, Told, YearCheck, places_of
from checks.versions import candidates
from dossier.case import Finding, Rule, Version


def run_year_checks(entries: Iterable[Entry], context: Context) -> tuple[Finding, ...]:
    """Findings of scope year and corpus; `entries`: what the dossiers brought (checks/digest.py)."""
    groups: dict[tuple[str, str, int | None], list[Entry]] = defaultdict(list)
    wide = {rule.id: rule for rule in context.rules if rule.scope != "dossier"}
    for entry in entries:
        year = entry.year if wide[entry.rule].scope == "year" else None
        authority = "" if wide[entry.rule].options.get("together") else entry.authority
        groups[entry.rule, authority, year].append(entry)
    order = {rule_id: i for i, rule_id in enumerate(wide)}
    found: list[Finding] = []
    for (rule_id, authority, year), held in sorted(
        groups.items(), key=lambda g: (order[g[0][0]], g[0][1], g[0][2] or 0)
    ):
        found += _concluded(wide[rule_id], authority, year, held, context)
    return tuple(found)


def _concluded(
    rule: Rule, authority: str, year: int | None, entries: Sequence[Entry], context: Context
) -> Iterator[Finding]:
    """The rule as the profile amends it for that body, in the version in force at the year's end."""
    (rule,) = context.profile.rules((rule,), authority)
    reference = date(year, 12, 31) if year is not None else context.as_of
    held = candidates(rule, rule.kinds[0])
    version = next((v for v in held if (v.since or date.min) <= reference <= (v.until or date.max)), None)
    if rule.scope == "year" and year is None:
        what = f"{authority or '作出机关不明'}的材料没有写明年度，无法判定。"
        yield _finding(
            rule, authority, None, Told("undetermined", what, places_of(entries), ("年度",)), version
        )
        return
    if version is None and held:
        told = Told("not-applicable", f"不适用：{year}年尚无此项要求，或者已不适用。", places_of(entries))
        yield _finding(rule, authority, year, told, held[-1])
        return
    if version is None and "setting" in rule.options:
        setting = str(rule.options["setting"])
        told = Told(
            "undetermined",
            f"未配置：{setting}，无法判定。请在地区配置（--profile）中为规则 {rule.id} 填写 versions。",
            places_of(entries),
            (setting,),
        )
        yield _finding(rule, authority, year, told, None)
        return
    for told in YEAR_CHECKS[rule.shape](rule, version, year, entries):
        yield _finding(rule, authority, year, told, version)


def _finding(rule: Rule, authority: str, year: int | None, told: Told, version: Version | None) -> Finding:
    mark = version.mark if version else "R"
    return Finding(
        dossier=None,
        dossier_kind=rule.kinds[0],
        rule=rule.id,
        name=rule.name,
        verdict=told.verdict,
        severity="info" if mark == "M" else rule.severity,
        start=told.start,
        measured=told.measured,
        required=version.quantity if version else None,
        unit=version.unit if version else None,
        basis=version.basis if version else (),
        subject=told.subject,
        message=told.message + basis_note(told.verdict, mark),
        advice=rule.advice if told.verdict in MENDING else "",
        evidence=tuple(dict.fromkeys(place for place in told.places if place is not None))[:SHOWN],
        missing=told.missing,
        authority=authority or None,
        year=year,
    )


YEAR_CHECKS: dict[str, YearCheck] = {
    "ratio": ratio,
    "count": count,
    "report": report,
    "each": each,
    "unique": unique,
    "cited": cited,
}
