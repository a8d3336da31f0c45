"""The Word opinion: what it says, masked, in the form of an official paper."""

import re
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from report_papers import HIDDEN_CARD, ID_CARD, case
from report_run import ADDRESS, RULE, good, late

from app.report.model import Run, Tools
from app.report.names import load_names
from app.report.opinion import opinion, write_opinion
from app.report.wordfile import TEMPLATE
from dossier.errors import UsageError
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
        "三、评查得分",
        "四、不符合规定的事项（1项）",
        "五、无法判定、需要补充材料的事项（1项）",
    ]
    said = "\n".join(text.words for text in texts)
    for words in (
        "甲案案卷评查意见",
        "不合规。“应当”类检查中：不合规1项，无法判定1项。",
        "期限：7个工作日，最迟 2022年5月11日（周三）",
        "依据：行政处罚法（2021修订）第六十一条。",
        "“2022年5月16日”（甲案/06 送达回证.pdf第1页）",
        "缺少：公示截图。",
        "得分：96分（可能最低94分）。等级：优秀。",
        "扣分1．送达与执行，扣4分：决定书七日内送达。",
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
    body = paper.paragraphs[2].style
    assert body is not None and (body.name, body.font.name) == ("意见正文", "仿宋_GB2312")
    assert not any("{{" in paragraph.text for paragraph in paper.paragraphs)
    assert [p.name for p in tmp_path.iterdir()] == ["意见.docx"]


def test_an_office_may_use_a_template_of_its_own(tmp_path: Path) -> None:
    own = docx.Document(str(TEMPLATE))
    own.paragraphs[0].insert_paragraph_before("甲县司法局")
    own.save(str(tmp_path / "本局.docx"))
    write_opinion(tmp_path / "意见.docx", good("乙案"), RUN, TOOLS, tmp_path / "本局.docx")
    paper = docx.Document(str(tmp_path / "意见.docx"))
    assert [p.text for p in paper.paragraphs[:2]] == ["甲县司法局", "乙案案卷评查意见"]


def test_a_template_that_cannot_serve_says_what_it_lacks(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "空.docx"))
    (tmp_path / "坏.docx").write_text("不是 Word")
    for name, said in (
        ("空.docx", "缺少：内容为 {{正文}} 的段落、段落样式“意见标题”"),
        ("坏.docx", "打不开"),
    ):
        with pytest.raises(UsageError, match=re.escape(said)):
            write_opinion(tmp_path / "意见.docx", good("乙案"), RUN, TOOLS, tmp_path / name)
    assert not (tmp_path / "意见.docx").exists()
