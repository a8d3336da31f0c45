"""The dictionaries of events, periods, elements, roles and words: whole, and loud where they are not."""

from pathlib import Path

import pytest

from dossier.errors import KnowledgeError
from knowledge import elements, periods, roles, words
from knowledge.events import load_dictionary, load_events, parse_events
from knowledge.kinds import load_kinds

# Codes of rules.md §2 and contract.md, which may be added to but never renamed.
CODES = [
    "consult_open",
    "consult_close",
    "lr_sent",
    "lr_received",
    "lr_opinion",
    "meeting",
    "signed",
    "doc_date",
    "issued",
    "published",
    "effective",
    "filed",
    "clue",
    "case_open",
    "reg_save",
    "reg_dispose",
    "seize",
    "seize_end",
    "inv_end",
    "audit",
    "notice_served",
    "hear_req",
    "hear_notice_served",
    "hearing",
    "collective",
    "decided",
    "served",
    "paid",
    "disclosed",
    "demand_served",
    "court_apply",
    "closed",
    "archived",
    "decision_approved",
    "coercion_approved",
    "reg_save_approved",
    "extension_approved",
    "extension_told",
    "test_start",
    "test_end",
    "test_told",
    "notice_posted",
    "audit_received",
    "statement_made",
    "waiver",
    "hearing_scheduled",
    "instalment_approved",
    "lr_returned",
    "lr_supplemented",
    "lic_applied",
    "lic_corrected",
    "lic_accepted",
    "lic_decided",
    "lic_served",
    "expires",
    "repealed",
    "fact_start",
    "fact_end",
    "inspection_start",
    "inspection_end",
    "period_covered",
]


@pytest.mark.parametrize("code", CODES)
def test_every_promised_event_is_in_the_dictionary(code: str) -> None:
    event = load_events()[code]
    assert event.name
    assert event.papers


def test_every_paper_named_is_a_kind() -> None:
    known = set(load_kinds().documents)
    named = {paper for event in load_events().values() for paper in event.papers}
    named |= {paper for period in periods.load_periods() for paper in period.papers}
    named |= {paper for element in elements.load_elements() for paper in element.papers}
    named |= {paper for role in roles.load_roles() for paper in (*role.papers, *role.not_papers)}
    assert named <= known


def test_every_anchor_is_an_event() -> None:
    anchors = {period.anchor for period in periods.load_periods() if period.anchor}
    assert anchors <= set(load_events())


def test_words_stand_once() -> None:
    listed = words.load_words()
    assert len(listed) == len(set(listed))


def test_a_name_is_filled_in() -> None:
    text = '[words]\nwho = "负责人"\n[[event]]\ncode = "x"\nname = "某"\npapers = ["cover"]\n[[event.cue]]\nlabels = ["{who}意见"]'
    assert parse_events(text).event[0].cue[0].labels == ("负责人意见",)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param('name = "甲"\nname = "乙"', "格式不对", id="TOML写错"),
        pytest.param('name = "甲"\ncolour = 1', "格式不对", id="不认识的字段"),
        pytest.param('name = "甲"\n[[event.cue]]\nlabels = ["{nobody}"]', "nobody", id="没有的引用"),
        pytest.param('name = "甲"\n[[event.cue]]\npapers = ["draft"]', "papers 里没有的文书 draft", id="线索的文书不在其中"),
        pytest.param('name = "甲"\n[[event.cue]]\nphrases = ["立案"]', "没有写 @", id="没有日期的位置"),
        pytest.param('name = "甲"\n[[event.cue]]\nphrases = ["(@"]', "不是正确的正则", id="正则写错"),
        pytest.param('name = "甲"\ninstead = ["nothing"]', "没有的事件 nothing", id="代替的事件不存在"),
        pytest.param('name = "甲"\n[[event]]\ncode = "x"\nname = "乙"\npapers = ["cover"]', "写了两次", id="代码重复"),
    ],
)  # fmt: skip
def test_a_faulty_event_dictionary_says_what_to_mend(change: str, told: str) -> None:
    with pytest.raises(KnowledgeError, match=told):
        parse_events(f'[[event]]\ncode = "x"\npapers = ["cover"]\n{change}')


@pytest.mark.parametrize(
    ("module", "load", "text", "told"),
    [
        pytest.param(periods, "load_periods", '[[period]]\ncode = "pay"\nphrases = ["(@"]', "不是正确的正则", id="期间正则"),
        pytest.param(periods, "load_periods", '[[period]]\nname = "pay"', "字段不对", id="期间字段"),
        pytest.param(elements, "load_elements", '[[element]]\ncode = "a"\nname = "甲"\ncues = ["["]', "不是正确的正则", id="要素正则"),
        pytest.param(elements, "load_elements", '[[element]]\ncode = "a"\nname = "甲"\n[[element]]\ncode = "a"\nname = "乙"', "写了两次", id="要素重复"),
        pytest.param(roles, "load_roles", '[[role]]\nname = "甲"\nlabels = ["("]', "不是正确的正则", id="角色正则"),
        pytest.param(words, "load_words", 'words = "立案"', "应为", id="词典字段"),
    ],
)  # fmt: skip
def test_other_faulty_dictionaries_say_what_to_mend(
    module: object, load: str, text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "faulty.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "FILE", file)
    with pytest.raises(KnowledgeError, match=told):
        getattr(module, load).__wrapped__()


def test_neutral_labels_and_receipts_are_there() -> None:
    dictionary = load_dictionary()
    assert dictionary.neutral
    assert len(dictionary.receipt) >= 2
