"""Training papers: every template can be filled and set; misreading keeps what it should."""

from pathlib import Path
from random import Random

import pytest

from classifiers.compose import (
    Filler,
    Sheet,
    Template,
    compose,
    draw_sheet,
    load_bank,
    load_templates,
    misread,
)
from dossier.errors import KnowledgeError
from knowledge.kinds import load_kinds
from language.titles import title_of

BANK = load_bank()
TEMPLATES = load_templates()


def test_every_kind_is_taught_and_held_out() -> None:
    kinds = set(load_kinds().documents)
    taught = {t.kind for t in TEMPLATES if t.role == "t"}
    held = {t.kind for t in TEMPLATES if t.role == "h"}
    assert taught == kinds
    assert held == kinds


@pytest.mark.parametrize("kind", sorted({t.kind for t in TEMPLATES}))
def test_templates_can_be_filled(kind: str) -> None:
    for template in (t for t in TEMPLATES if t.kind == kind):
        text = "\n".join(Filler(BANK, Random(1)).fill(line) for line in template.lines)
        assert "{" not in text
        assert "}" not in text


def test_same_seed_same_paper() -> None:
    made = [compose(TEMPLATES[0], BANK, r, draw_sheet(r)) for r in (Random("a"), Random("a"))]
    assert made[0] == made[1]


def test_drawn_word_stays_the_same_in_one_paper() -> None:
    template = Template("other", "t", 0, ("{party}", "{party}"))
    document = compose(template, BANK, Random(3), Sheet("text"))
    first, second = document.text.split("\n")[:2]
    assert first == second


def test_dates_follow_one_another() -> None:
    filler = Filler(BANK, Random(5))
    filler.drawn["style"] = "dash"
    days = [filler.fill(f"{{d{i}}}") for i in range(1, 4)]
    assert days == sorted(days)


def test_misreading_spares_cell_borders() -> None:
    assert misread("立案|审批|表", BANK, Random(1), 1.0).count("|") == 2
    assert misread("立案审批表", BANK, Random(1), 0.0) == "立案审批表"


def test_title_of_a_set_page_is_found() -> None:
    lines = ("! 沁川市商务局", "# 立案审批表", "@ 沁商立〔2022〕5号", "|案由|无证经营")
    for medium in ("typed", "scan", "text"):
        document = compose(Template("other", "t", 0, lines), BANK, Random(1), Sheet(medium))
        assert title_of(document) == "立案审批表"


def test_wrong_head_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("%% law x\n第一条\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="第 1 件的首行"):
        load_templates(tmp_path)


def test_missing_corpus_says_where_to_train(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="在源码目录里运行 fadu train"):
        load_templates(tmp_path)
