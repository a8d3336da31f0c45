"""Two runs held against each other: which verdicts changed, and why."""

from collections.abc import Iterable, Iterator

from app.report.words import UNITS
from dossier.base import Record
from dossier.case import Finding, Verdict
from index.runs import Run
from index.store import Store

DAYS = (("start", "起"), ("end", "止"))


class Change(Record):
    """A verdict that changed; None on the side where the dossier or the rule was not there."""

    dossier: str | None
    rule: str
    name: str
    subject: str | None
    before: Verdict | None
    after: Verdict | None
    why: tuple[str, ...]


def differences(store: Store, old: str, new: str) -> Iterator[Change]:
    """Changed verdicts, dossier by dossier in the order of the new run; those of scope year last.

    Raises StoreError if there is no such run.
    """
    runs = store.run(old), store.run(new)
    had = {summary.name for summary in store.summaries(old)}
    now = {summary.name for summary in store.summaries(new)}
    for name in (*dict.fromkeys(s.name for s in store.summaries(new)), *sorted(had - now)):
        absent = "卷宗为新出现" if name not in had else "卷宗已不在" if name not in now else ""
        yield from _changes(store.findings_of(old, name), store.findings_of(new, name), absent, runs)
    yield from _changes(store.yearly(old), store.yearly(new), "", runs)


Key = tuple[str, str | None, str | None, int | None]


def _key(finding: Finding) -> Key:
    return finding.rule, finding.subject, finding.authority, finding.year


def _changes(
    old: Iterable[Finding], new: Iterable[Finding], absent: str, runs: tuple[Run, Run]
) -> Iterator[Change]:
    before, after = ({_key(f): f for f in findings} for findings in (old, new))
    for key in dict.fromkeys((*after, *before)):
        was, is_ = before.get(key), after.get(key)
        shown = is_ or was
        if shown is None or (was and is_ and was.verdict == is_.verdict):
            continue
        yield Change(
            dossier=shown.dossier,
            rule=shown.rule,
            name=shown.name,
            subject=shown.subject,
            before=was.verdict if was else None,
            after=is_.verdict if is_ else None,
            why=tuple(_one_sided(was, absent) if was is None or is_ is None else _why(was, is_, runs)),
        )


def _one_sided(was: Finding | None, absent: str) -> Iterator[str]:
    yield absent or ("新增的检查或对象" if was is None else "已没有这项检查或对象")


def _why(was: Finding, is_: Finding, runs: tuple[Run, Run]) -> Iterator[str]:
    """What differs between the two findings; failing that, between the two runs."""
    found = list(_of_findings(was, is_))
    yield from found or _of_runs(*runs) or ["所据的文书或事实有变"]


def _of_findings(was: Finding, is_: Finding) -> Iterator[str]:
    if was.original != is_.original:
        yield "人工改判" if is_.original else "人工改判不再计入"
    for name, shown in DAYS:
        one, other = getattr(was, name), getattr(is_, name)
        if one != other:
            yield f"{shown}日由 {one or '（未读到）'} 变为 {other or '（未读到）'}"
    if (was.required, was.unit) != (is_.required, is_.unit):
        yield f"要求由 {_quantity(was)} 变为 {_quantity(is_)}"
    if was.basis != is_.basis:
        yield f"依据由 {_joined(was.basis)} 变为 {_joined(is_.basis)}"
    gone = [item for item in was.missing if item not in is_.missing]
    lacks = [item for item in is_.missing if item not in was.missing]
    if gone:
        yield f"不再缺：{_joined(gone)}"
    if lacks:
        yield f"缺：{_joined(lacks)}"


def _of_runs(old: Run, new: Run) -> list[str]:
    said = []
    if old.as_of != new.as_of:
        said.append(f"判断日由 {old.as_of} 变为 {new.as_of}")
    if old.settings.get("profile") != new.settings.get("profile"):
        said.append(f"地区与部门设置由 {_profile(old)} 变为 {_profile(new)}")
    for name, told in (
        ("knowledge", "规则、日历等知识文件有改动"),
        ("understanding", "词典或模型有改动"),
        ("reading", "读取程序有改动"),
    ):
        if old.hashes.get(name) != new.hashes.get(name):
            said.append(told)
    return said


def _profile(run: Run) -> str:
    return str(run.settings.get("profile") or "（未指定）")


def _quantity(finding: Finding) -> str:
    if finding.required is None or finding.unit is None:
        return "（无）"
    return f"{finding.required:g}{UNITS[finding.unit]}"


def _joined(items: Iterable[str]) -> str:
    return "；".join(items) or "（无）"
