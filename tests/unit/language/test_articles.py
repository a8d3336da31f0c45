"""A norm's articles, and two versions side by side."""

import pytest

from language.articles import Article, articles, compare

OLD = "某办法\n第一条　为了规范甲事，制定本办法。\n第二条　依照第一条办理。\n第三条　罚款一百元以上二百元以下。\n第四条　本办法自2020年1月1日起施行。"
NEW = "某办法\n第一条　为了规范甲事，制定本办法。\n第二条　市司法局负责监督检查和考核评议工作。\n第三条　依照第一条办理。\n第四条　罚款一千元以上二千元以下。\n第五条　本办法自2024年1月1日起施行。"


def test_a_reference_begins_no_article() -> None:
    assert articles(OLD)[:3] == [
        Article("", "某办法"),
        Article("第一条", "为了规范甲事，制定本办法。"),
        Article("第二条", "依照第一条办理。"),
    ]


def test_versions_are_paired_by_what_they_say_not_by_number() -> None:
    pairs = [(p.old and p.old.number, p.new and p.new.number, p.changed) for p in compare(OLD, NEW)]
    assert pairs == [
        ("", "", False),
        ("第一条", "第一条", False),
        (None, "第二条", True),
        ("第二条", "第三条", False),
        ("第三条", "第四条", True),
        ("第四条", "第五条", True),
    ]


def test_changed_words_are_told() -> None:
    pair = next(p for p in compare(OLD, NEW) if p.old and p.old.number == "第三条")
    told = [(piece.kind, piece.text) for piece in pair.pieces]
    assert told == [
        ("same", "罚款一"), ("gone", "百"), ("new", "千"), ("same", "元以上二"), ("gone", "百"), ("new", "千"), ("same", "元以下。"),
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (NEW, OLD), (OLD, ""), ("", NEW), (OLD, OLD)])
def test_nothing_is_lost(old: str, new: str) -> None:
    pairs = compare(old, new)
    for text, kinds in ((old, ("same", "gone")), (new, ("same", "new"))):
        said = "".join(piece.text for pair in pairs for piece in pair.pieces if piece.kind in kinds)
        assert said == "".join(article.text for article in articles(text))
