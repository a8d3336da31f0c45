"""A review opinion (评查意见、审查意见) of one dossier in Word, for a person to finish and sign."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.report.masking import Masker
from app.report.model import Run, Tools
from app.report.words import SEVERITIES, arithmetic, day, where
from dossier.case import VERDICTS, Dossier, Finding, Verdict

if TYPE_CHECKING:
    from docx.document import Document as Paper

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
TITLE_FONT, HEADING_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"
"""As official papers are set (GB/T 9704—2012): title 22 pt, body 16 pt on 28 pt."""


class Text(NamedTuple):
    """A paragraph. `style`: title, heading, body, sign."""

    style: str
    words: str


def write_opinion(path: Path, dossier: Dossier, run: Run, tools: Tools) -> None:
    """Writes the opinion of one dossier, personal data masked as in every output."""
    from docx import Document

    paper = Document()
    _set_page(paper)
    for text in opinion(dossier, run, tools):
        _put(paper, text)
    part = path.with_name(path.name + ".part")
    paper.save(str(part))
    part.replace(path)


def opinion(dossier: Dossier, run: Run, tools: Tools) -> Iterator[Text]:
    """The opinion's paragraphs."""
    masker = Masker(dossier, tools.mask)
    name = masker.text(dossier.id)
    sort = "案卷评查意见" if dossier.kind in CASE_FILES else "程序审查意见"
    yield Text("title", f"{name}{sort}")
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


def _set_page(paper: "Paper") -> None:
    """A4 with the margins of official papers."""
    from docx.shared import Mm

    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _put(paper: "Paper", text: Text) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = paper.add_paragraph()
    run = paragraph.add_run(text.words)
    font, size = {"title": (TITLE_FONT, 22), "heading": (HEADING_FONT, 16)}.get(text.style, (BODY_FONT, 16))
    run.font.name, run.font.size = font, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    shape = paragraph.paragraph_format
    shape.line_spacing, shape.space_after, shape.space_before = Pt(28 if size == 16 else 36), Pt(0), Pt(0)
    shape.keep_with_next = text.style == "heading"
    if text.style == "title":
        paragraph.alignment, shape.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(28)
    elif text.style == "sign":
        paragraph.alignment, shape.space_before = WD_ALIGN_PARAGRAPH.RIGHT, Pt(14)
    else:
        shape.first_line_indent = Pt(32)
