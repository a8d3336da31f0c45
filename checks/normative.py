"""Is a paper a normative document? Five criteria and the listed exceptions, by its sentences (rules.md §3).

行政机关制定、公开发布、涉及权利义务、普遍约束力、反复适用；工作方案、内部管理、纪要、请示报告、表彰奖惩、人事任免、对具体
事项的处理不是（国办发〔2018〕37号、115号）。The test stands beside the classifier: where they differ, a person is asked.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from checks.case import Case, title_place
from checks.conclude import out_of_scope
from checks.context import Context
from checks.finding import Said, finding
from checks.premises import DENIED, Truth
from dossier.case import Finding, Reading, Rule
from dossier.fact import Element, Fact, Party
from knowledge.conditions import element_names

JUDGED = {"normative_document": True, "work_document": False}
STATED = "premise_normative"
CORE = (
    "norm_rights",
    "norm_general",
    "norm_repeated",
)  # what the text must show; the rest is a matter of form
MARKED = "norm_marked"  # 文号里的“规”字、信息栏的“行政规范性文件”
EXCLUDED = "norm_excluded"
EXCLUSIONS = {
    "personnel": "人事任免",
    "award": "表彰奖惩",
    "request": "请示报告",
    "specific": "对具体事项的处理",
    "internal": "内部管理",
    "plan": "工作方案",
}
_ORGAN = re.compile(r"政府|委员会|办公[厅室]|[局厅委部署院办]$|街道办事处|管委会")
_NO_ORGAN = re.compile(r"公司|协会|学会|集团|合作社|党委|法院|检察院|村民委员会|居民委员会")


@dataclass(frozen=True, slots=True)
class Test:
    """`normative` None: the criteria do not settle it. `met`: criterion → the facts that show it."""

    normative: bool | None
    met: dict[str, tuple[Fact, ...]]
    excluded: tuple[Fact, ...]


def norm_test(reading: Reading) -> Test:
    """The criteria on one paper: all three of substance and none of the exceptions; or no criterion of substance,
    or an exception and nothing of lasting effect. All else is left open."""
    held: dict[str, tuple[Fact, ...]] = {}
    for fact in reading.of(Element):
        assert isinstance(fact.value, Element)
        if fact.value.value != DENIED and fact.grade != "poor":
            held[fact.value.code] = (*held.get(fact.value.code, ()), fact)
    issuers = tuple(fact for fact in reading.of(Party) if _is_organ(fact))
    met = {"norm_issuer": issuers[:1], "norm_public": held.get("norm_public", ())[:1]}
    marked = held.get(MARKED, ())[:1]
    met |= {MARKED: marked} if marked else {}
    met |= {code: held.get(code, ())[:2] for code in CORE}
    excluded = held.get(EXCLUDED, ())
    shown = sum(bool(met[code]) for code in CORE)
    if not excluded and (shown == len(CORE) or (marked and met["norm_repeated"])):
        return Test(bool(issuers) or None, met, excluded)
    if not shown or (excluded and not met["norm_repeated"]):
        return Test(False, met, excluded)
    return Test(None, met, excluded)


def _is_organ(fact: Fact) -> bool:
    value = fact.value
    return (
        isinstance(value, Party)
        and value.role == "发文机关"
        and bool(_ORGAN.search(value.name))
        and not _NO_ORGAN.search(value.name)
    )


def normative(rule: Rule, case: Case, context: Context) -> Iterable[Finding]:
    """For each paper taken for a normative document or a mere working one: does the test say so too?"""
    papers = [reading for reading in case.dossier.readings if reading.label.kind in JUDGED]
    version = rule.versions[-1]
    if not papers:
        held = Truth(False, said="卷内没有规范性文件或者方案、通知一类的公文")
        yield out_of_scope(rule, case, held)
    for reading in papers:
        subject = reading.title or reading.document.sources[0]
        said = _said(rule, case, context, reading, JUDGED[reading.label.kind])
        said = replace(said, places=(title_place(reading),))
        yield finding(rule, case, said, version=version, subject=subject if len(papers) > 1 else None)


def _said(rule: Rule, case: Case, context: Context, reading: Reading, taken: bool) -> Said:
    test = norm_test(reading)
    told = "；".join(_told(test))
    facts = tuple(fact for shown in test.met.values() for fact in shown) + test.excluded[:2]
    answered = context.answer(case.dossier.id, STATED)
    stated = next(
        (f for f in reading.of(Element) if isinstance(f.value, Element) and f.value.code == STATED), None
    )
    word = "行政规范性文件" if taken else "不属于行政规范性文件的公文"
    if answered is not None:
        agrees, by = answered == taken, "经人确认"
    elif stated is not None and isinstance(stated.value, Element):
        agrees, by, facts = (
            (stated.value.value != DENIED) == taken,
            f"文书写明“{stated.place.quote}”",
            (stated, *facts),
        )
    elif test.normative is None:
        return _open(rule, f"归类为{word}，按要件看不能确定：{told}。", facts)
    else:
        agrees, by = test.normative == taken, "按要件核对"
    if agrees:
        return Said(
            "pass",
            f"{by}，是{word}，与归类一致：{told}。" if taken else f"{by}，{word}，与归类一致：{told}。",
            facts,
        )
    return _open(rule, f"归类为{word}，{by}结论相反：{told}。", facts)


def _open(rule: Rule, message: str, facts: tuple[Fact, ...]) -> Said:
    question = f"请确认：是否属于“{element_names()[STATED].split('（')[0]}”（{STATED}）？"
    return Said("undetermined", f"{message}{question}{rule.undetermined}", facts, missing=(question,))


def _told(test: Test) -> Iterator[str]:
    names = element_names()
    for code, facts in test.met.items():
        name = "行政机关制定" if code == "norm_issuer" else names[code]
        yield f"{name}——“{facts[0].place.quote}”" if facts else f"未见{name}"
    for fact in test.excluded[:2]:
        assert isinstance(fact.value, Element)
        yield f"有{EXCLUSIONS.get(fact.value.value or '', '除外情形')}的特征——“{fact.place.quote}”"
