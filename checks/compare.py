"""Papers of one file that contradict each other (形态 compare; rules.md §14.19, §14.29, §15.13).

A contradiction is a fault only where the rule says so (`differ = "fail"`) and both sides were read surely; else it is asked.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath

from checks.attachments import attachments
from checks.case import Case
from checks.conclude import out_of_scope
from checks.context import Context
from checks.finding import Said, finding
from checks.premises import Truth, premise
from checks.resolve import resolve
from checks.sides import SIDES, Laid, Side, Stated
from checks.versions import nearest
from dossier.case import Finding, Rule

ALL_SIDES: dict[str, Side] = {**SIDES, "attachment": attachments}


def compare(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """One finding: the papers agree, contradict each other, or only one says it."""
    decided = resolve(case, context.days(), "decided").main
    version = nearest(rule, case.dossier.kind, decided.first if decided else context.as_of)
    held = premise(rule.applies, case, context, {})
    if held.holds is False:
        yield out_of_scope(rule, case, held)
        return
    laid = ALL_SIDES[str(rule.options["of"])](rule, case, context)
    if len(laid.stated) < 2 and not laid.missing and not laid.doubts:
        only = "只有一处写有" if laid.stated else "没有读到"
        yield out_of_scope(rule, case, Truth(False, said=f"{only}{laid.thing}，无可比较"))
        return
    yield finding(rule, case, _said(rule, laid), version=version)


def _said(rule: Rule, laid: Laid) -> Said:
    if laid.missing:
        return _unseen(laid)
    pairs = laid.conflicts or laid.doubts
    if not pairs:
        places = tuple(item.place for item in laid.stated[:4])
        return Said("pass", f"{laid.thing}{len(laid.stated)}处一致：{laid.stated[0].shown}。", places=places)
    told = "；".join(f"{_where(one)}为{one.shown}，{_where(other)}为{other.shown}" for one, other in pairs)
    places = tuple(item.place for pair in pairs for item in pair)
    sure = bool(laid.conflicts) and all(item.sure for pair in pairs for item in pair)
    if sure and rule.options.get("differ") == "fail":
        return Said("fail", f"{laid.thing}前后不一致：{told}。", places=places)
    asked = f"{laid.thing}以哪一处为准"
    why = "可能是识别有误或者简称" if not laid.conflicts or not sure else "须核对原件"
    return Said(
        "undetermined",
        f"{laid.thing}不一致：{told}。{why}，无法判定{asked}。",
        places=places,
        missing=(asked,),
    )


def _unseen(laid: Laid) -> Said:
    """Told in one place and found nowhere: it may lie elsewhere, so it is asked for."""
    told = "；".join(f"{_where(item)}所列{item.shown}" for item in laid.missing)
    places = tuple(item.place for item in laid.missing)
    missing = tuple(f"{laid.thing}{item.shown}" for item in laid.missing)
    return Said(
        "undetermined",
        f"卷内未见{laid.thing}：{told}。可能未随文提交，无法判定。",
        places=places,
        missing=missing,
    )


def _where(item: Stated) -> str:
    title = item.reading.title or PurePosixPath(item.reading.document.sources[0]).name
    return f"《{title}》" if "《" not in title else title
