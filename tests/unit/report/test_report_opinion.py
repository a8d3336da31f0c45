"""The Word opinion: what it says, masked, in the form of an official paper."""

from datetime import date, datetime
from pathlib import Path

import docx
from report_papers import HIDDEN_CARD, ID_CARD, case
from report_run import ADDRESS, RULE, good, late

from app.report.model import Run, Tools
from app.report.names import load_names
from app.report.opinion import opinion, write_opinion
from language.masks import mask

RUN = Run(
    id="r", started=datetime(2026, 1, 5), finished=datetime(2026, 1, 5), as_of=date(2026, 1, 5), planned=3
)
TOOLS = Tools(mask=mask, names=load_names(), rules={RULE.id: RULE})


def test_opinion_goes_from_facts_to_what_is_wrong_and_missing() -> None:
    texts = list(opinion(late(), RUN, TOOLS))
    heads = [text.words for text in texts if text.style == "heading"]
    assert heads == [
        "一、基本情况",
        "二、总体结论",
        "三、不符合规定的事项（1项）",
        "四、无法判定、需要补充材料的事项（1项）",
    ]
    said = "\n".join(text.words for text in texts)
    for words in (
        "甲案案卷评查意见",
        "不合规。“应当”类检查中：不合规1项，无法判定1项。",
        "期限：7个工作日，最迟 2022年5月11日（周三）",
        "依据：行政处罚法（2021修订）第六十一条。",
        "“2022年5月16日”（甲案/06 送达回证.pdf第1页）",
        "缺少：公示截图。",
    ):
        assert words in said
    assert ID_CARD not in said and ADDRESS not in said and HIDDEN_CARD in said


def test_a_dossier_without_findings_is_not_called_lawful() -> None:
    said = "\n".join(text.words for text in opinion(case(id="空", kind="normative"), RUN, TOOLS))
    assert "空程序审查意见" in said and "无法判定" in said and "合规。" not in said


def test_word_file_is_set_like_an_official_paper(tmp_path: Path) -> None:
    path = tmp_path / "意见.docx"
    write_opinion(path, good("乙案"), RUN, TOOLS)
    paper = docx.Document(str(path))
    assert (round(paper.sections[0].top_margin.mm), round(paper.sections[0].left_margin.mm)) == (37, 28)
    assert paper.paragraphs[0].text == "乙案案卷评查意见"
    assert paper.paragraphs[2].runs[0].font.name == "仿宋_GB2312"
    assert [p.name for p in tmp_path.iterdir()] == ["意见.docx"]
