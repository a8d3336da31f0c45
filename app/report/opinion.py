"""A review opinion (评查意见、审查意见) of one dossier in Word, for a person to finish and sign."""

from collections.abc import Iterator
from pathlib import Path

from app.report.masking import Masker
from app.report.model import Run, Tools
from app.report.wordfile import TEMPLATE, Text, fill
from app.report.words import SEVERITIES, arithmetic, day, where
from checks.score import Scored, score
from dossier.case import VERDICTS, Dossier, Finding, Verdict

CASE_FILES = frozenset({"penalty", "penalty-onspot", "coercion", "licence"})
"""Dossier kinds whose opinion is called 案卷评查意见; all others 程序审查意见."""
PARTS: tuple[tuple[Verdict, str], ...] = (
    ("fail", "不符合规定的事项"),
    ("borderline", "算法不同、结论不同的事项"),
    ("undetermined", "无法判定、需要补充材料的事项"),
    ("excused", "有法定例外的事项"),
    ("pass", "符合规定的事项"),
)
NUMERALS = "一二三四五六七八九十"
NOTE = "本意见由程序依卷内文书核对拟出，未经人工复核前不作为正式结论。"


def write_opinion(path: Path, dossier: Dossier, run: Run, tools: Tools, template: Path = TEMPLATE) -> None:
    """Writes the opinion of one dossier, personal data masked as in every output. Raises UsageError (template)."""
    fill(template, opinion(dossier, run, tools), path)


def opinion(dossier: Dossier, run: Run, tools: Tools) -> Iterator[Text]:
    """The opinion's paragraphs."""
    masker = Masker(dossier, tools.mask)
    name = masker.text(dossier.id)
    sort = "案卷评查意见" if dossier.kind in CASE_FILES else "程序审查意见"
    yield Text("title", f"{name.removesuffix('案卷')}{sort}")
    yield Text("heading", "一、基本情况")
    papers = "、".join(f"《{masker.text(r.title)}》" for r in dossier.readings if r.title) or "（无可读文书）"
    kind = tools.names.dossier(dossier.kind)
    yield Text("body", f"本卷为{kind}，共{len(dossier.readings)}件文书：{papers}。判断截至{day(run.as_of)}。")
    for reading in dossier.readings:
        if reading.document.error:
            yield Text(
                "body",
                f"{masker.text(reading.document.sources[0])}读不了：{masker.text(reading.document.error.message)}",
            )
    yield Text("heading", "二、总体结论")
    yield Text("body", _conclusion(dossier))
    number = 2
    scored = score(dossier)
    if scored is not None:
        yield Text("heading", f"{NUMERALS[number]}、评查得分")
        number += 1
        yield from _scored(scored, masker)
    for verdict, title in PARTS:
        found = [finding for finding in dossier.findings if finding.verdict == verdict]
        if found:
            yield Text("heading", f"{NUMERALS[number]}、{title}（{len(found)}项）")
            number += 1
            for i, finding in enumerate(found, 1):
                yield from _item(i, finding, masker, tools)
    yield Text("body", NOTE + ("" if tools.mask else "本件个人信息未遮盖，请勿外传。"))
    yield Text("sign", "评查人（签名）：　　　　　　　　")
    yield Text("sign", "年　　月　　日")


def _conclusion(dossier: Dossier) -> str:
    if not dossier.findings:
        return "本卷没有可以检查的事项，无法判定。"
    counted = [f for f in dossier.findings if f.severity == "must"]
    parts = [(VERDICTS[v], sum(f.verdict == v for f in counted)) for v, _ in PARTS]
    said = "，".join(f"{name}{number}项" for name, number in parts if number) or "没有适用的检查"
    return f"{VERDICTS[dossier.conclusion]}。“应当”类检查中：{said}。"


def _scored(scored: Scored, masker: Masker) -> Iterator[Text]:
    """The points, what was taken off, and what keeps the grade open."""
    points = f"{scored.points}分" + ("" if scored.points == scored.least else f"（可能最低{scored.least}分）")
    yield Text("body", f"得分：{points}。等级：{scored.grade}。{masker.text(scored.why)}。")
    for i, taken in enumerate(scored.taken, 1):
        left = "（该项已扣完）" if taken.points == 0 else ""
        yield Text("body", f"扣分{i}．{taken.item}，扣{taken.points}分{left}：{taken.finding.name}。")
    if scored.wanting:
        names = "；".join(dict.fromkeys(finding.name for finding in scored.wanting))
        yield Text("body", f"待补材料（不扣分）：{names}。")
    yield Text("body", f"评分标准：{scored.standard}。")


def _item(number: int, finding: Finding, masker: Masker, tools: Tools) -> Iterator[Text]:
    """A pass in one line; everything else with its count, law, evidence and advice."""
    head = f"{number}．{finding.name}" + (f"（{masker.text(finding.subject)}）" if finding.subject else "")
    yield Text("body", f"{head}（{SEVERITIES[finding.severity]}）。{masker.text(finding.message)}")
    if finding.verdict == "pass":
        return
    if finding.alternative:
        yield Text("body", f"另一种算法：{masker.text(finding.alternative).rstrip('。')}。")
    if finding.count is not None:
        rule = tools.rules.get(finding.rule)
        steps = "；".join(
            f"{step}：{words}" for step, words in arithmetic(finding.count, rule.shape if rule else None)
        )
        yield Text("body", f"计算：{steps}。")
    if finding.basis:
        yield Text("body", f"依据：{'；'.join(finding.basis)}。")
    if finding.evidence:
        quotes = (f"“{masker.quote(p)}”（{masker.text(p.source)}{where(p)}）" for p in finding.evidence)
        yield Text("body", "证据：" + "；".join(quote.replace("\n", " ") for quote in quotes) + "。")
    if finding.missing:
        yield Text("body", "缺少：" + "；".join(masker.text(item) for item in finding.missing) + "。")
    if finding.advice:
        yield Text("body", f"建议：{masker.text(finding.advice)}")
