"""How probable a premise is by what a text regulates: the labelled texts of corpora/subjects, and what is told."""

from pathlib import Path

import pytest

from extractors.hints import find_hints, probability
from extractors.paper import paper
from knowledge.elements import hint_of, load_elements

FOLDER = Path(__file__).parents[3] / "corpora" / "subjects"
HINTS = {element.code: element for element in load_elements() if element.sign}


def labelled(split):
    """(hint, label, text) of every line."""
    code, found = "", []
    for line in (FOLDER / f"{split}.txt").read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "#":
            code = hint_of(text) if not text.startswith("hint_") else text
        else:
            found.append((code, mark == "+", text))
    return found


@pytest.mark.parametrize(("split", "precision", "recall"), [("dev", 1.0, 1.0), ("test", 0.95, 0.8)])
def test_likely_premises_are_told_at_one_half(split, precision, recall):
    told = [(probability(HINTS[code], text) >= 0.5, label) for code, label, text in labelled(split)]
    right = sum(t and label for t, label in told)
    assert right / sum(t for t, _ in told) >= precision
    assert right / sum(label for _, label in told) >= recall


def test_every_hint_belongs_to_a_premise_and_has_labelled_texts():
    codes = {element.code for element in load_elements()}
    named = {
        code: {c for c in (code.replace("hint_", "premise_"), code.removeprefix("hint_")) if c in codes}
        for code in HINTS
    }
    assert [code for code, premises in named.items() if not premises] == []
    assert {code for code, _, _ in labelled("test")} == set(HINTS)


def test_the_deciding_sentences_are_quoted_and_share_one_probability():
    text = "第一条　为加强管理，制定本办法。\n第二条　经营者应当取得经营许可证。\n第三条　企业应当明码标价。\n第四条　本办法自发布之日起施行。"
    found = [f for f in find_hints(paper(text, kind="draft")) if f.value.code == "hint_business"]
    assert [text[f.start : f.end] for f in found] == [
        "第二条　经营者应当取得经营许可证",
        "第三条　企业应当明码标价",
    ]
    assert len({f.score for f in found}) == 1 and found[0].score > 0.9


def test_names_of_laws_and_unlikely_premises_tell_nothing():
    assert not list(find_hints(paper("依据《企业所得税法》，为居民家庭发放慰问品。", kind="draft")))
