"""The model of roles: what it adds to the cues, what it takes from them, and that it is what training wrote."""

import numpy as np
import pytest

from dossier.errors import KnowledgeError
from dossier.fact import Event
from extractors.events import find_events
from extractors.paper import paper
from extractors.role_corpus import form_papers, gold_papers, marked, opinion_papers, own_papers
from extractors.role_model import RoleModel, load, save
from extractors.role_signs import sentence_of
from extractors.role_traits import TRAITS, codes_of, traits
from knowledge.acts import load_acts, parse_acts
from knowledge.events import load_events


def events(text: str, kind: str, title: str = "") -> dict[str, str]:
    return {
        item.value.code: item.value.first.isoformat()
        for item in find_events(paper(text, kind=kind, title=title))
        if isinstance(item.value, Event)
    }


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        pytest.param(
            "case_closing",
            "结案表\n立案\t2023-03-27\n处罚决定\t2023-09-22\n送达\t2023-09-25\n缴清\t2023-10-09",
            {"case_open": "2023-03-27", "decided": "2023-09-22", "served": "2023-09-25", "paid": "2023-10-09"},
            id="栏目名只有两个字",
        ),
        pytest.param(
            "payment_receipt",
            "缴款凭证\n缴款通知日期：2023年3月10日\n银行收讫：2023年3月21日",
            {"paid": "2023-03-21"},
            id="通知日期不是缴款日",
        ),
        pytest.param(
            "hearing_record",
            "听证笔录\n2024年6月28日9时　主持人：谢某\n代理人：合同2023年12月31日才到期。",
            {"hearing": "2024-06-28"},
            id="合同到期日没有角色",
        ),
    ],
)  # fmt: skip
def test_roles_without_a_cue(kind: str, text: str, wanted: dict[str, str]) -> None:
    assert events(text, kind, text.split("\n", 1)[0]) == wanted


def test_a_sentence_is_seen_without_asides_and_with_names_shortened() -> None:
    text = "2023年3月3日至4月3日，我局就《秋浦县集市管理办法》（见附件）向社会征求意见。"
    one = paper(text)
    seen = sentence_of(one, one.dates, 1, None)
    assert (seen.left, seen.right) == ("#至", "，我局就《办法》向社会征求意见")


def test_traits_speak_for_an_event_by_its_words() -> None:
    codes = codes_of("case_closing")
    found = traits([["fw:act:pay", "fc:act:pay"]], "case_closing")[0]
    assert found[codes.index("paid"), TRAITS.index("field-whole")] == 1
    assert found[codes.index("closed"), TRAITS.index("rival")] == 1


def test_every_role_taught_is_an_event_of_that_kind_of_paper() -> None:
    known = load_events()
    taught = [*own_papers(), *form_papers(), *opinion_papers(), *gold_papers()]
    assert {code for item in taught for codes in item.roles.values() for code in codes} <= set(known)
    assert {part for role in load().roles for part in role.split("+") if part} <= set(known)


def test_marks_are_taken_off_and_kept_by_place() -> None:
    item = marked("|立案|[[case_open|2022年8月2日]]|[[@当事人|甲店]]|", "cover", "封面", "g")
    assert item.paper.text == "立案\t2022年8月2日\t甲店"
    assert item.roles == {3: ("case_open",)}


def test_a_saved_model_is_loaded_as_it_was(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    weights = np.array([[0.5, -0.5]], dtype=np.float32)
    shared = np.zeros(len(TRAITS), dtype=np.float32)
    model = RoleModel(("", "paid"), {"r0:缴": 0}, weights, np.zeros(2, dtype=np.float32), shared, 0.9, 0.5)
    save(model, folder)
    again = load(folder)
    assert (again.roles, again.vocabulary, again.take) == (model.roles, model.vocabulary, 0.9)
    assert np.array_equal(again.weights, weights)
    (folder / "roles.npy").write_bytes(b"other")
    load.cache_clear()
    with pytest.raises(KnowledgeError, match="不是一次训练所得"):
        load(folder)
    load.cache_clear()


def test_words_are_found_longest_first() -> None:
    found = [name for _, name in load_acts().find("送达行政处罚决定书")]
    assert found[:2] == ["act:serve", "object:decision"]


def test_a_lexicon_that_is_no_toml_of_words_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="格式不对"):
        parse_acts("[act]\npay = 缴纳")
