"""A person's word is found again on the page, or what rests on it is in doubt."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from index_papers import event, hash_of, make_document, make_fact

from dossier.case import Correction, Label
from dossier.document import Document
from dossier.fact import Event, Fact, Mention, Party
from dossier.geometry import Box
from index.corrections import (
    answers,
    apply_facts,
    apply_kind,
    confirmed,
    kind_conflicts,
    offers,
    with_id,
)

WHEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
READ, TRUE = date(2022, 4, 10), date(2022, 4, 19)
PAGE = "行政处罚决定书\n当事人应当在十五日内缴纳罚款。\n某某市市场监督管理局\n{}"


def paper(written: str, *, boxes: bool = True, name: str = "a") -> Document:
    return make_document(PAGE.format(written), boxes=boxes, name=name)


def correction(**fields: Any) -> Correction:
    base = {"id": "", "file": hash_of("a"), "source": "甲/决定书.pdf", "page": 1, "stage": "fact"}
    base |= {"who": "王", "when": WHEN, "before": "null", "after": "null"}
    return with_id(Correction.model_validate(base | fields))


def of_fact(fact: Fact, after: Event | None, **fields: Any) -> Correction:
    """What the report's sheet hands in for this fact."""
    text = "null" if after is None else after.model_dump_json()
    place = {"quote": fact.place.quote, "boxes": fact.place.boxes, "page": fact.place.page}
    return correction(**(place | {"before": fact.value.model_dump_json(), "after": text} | fields))


def dates(facts: tuple[Fact, ...]) -> list[tuple[str, date, str]]:
    return [(f.value.code, f.value.first, f.grade) for f in facts if isinstance(f.value, Event)]


def first_reading(boxes: bool = True) -> tuple[Document, Fact]:
    document = paper("2022年4月10日", boxes=boxes)
    return document, make_fact(document, "2022年4月10日", event("decided", READ))


def test_the_same_reading_carries_the_correction() -> None:
    document, fact = first_reading()
    facts, conflicts = apply_facts([fact], [of_fact(fact, event("decided", TRUE))], document)
    assert conflicts == ()
    assert [(f.value, f.by, f.place, f.span) for f in facts] == [
        (event("decided", TRUE), "person:王", fact.place, fact.span)
    ]


@pytest.mark.parametrize("boxes", [pytest.param(True, id="有坐标"), pytest.param(False, id="无坐标")])
def test_applying_twice_changes_nothing(boxes: bool) -> None:
    document, fact = first_reading(boxes)
    edits = [
        of_fact(fact, event("decided", TRUE)),
        correction(quote="十五日", after=event("paid", TRUE).model_dump_json()),
    ]
    once, _ = apply_facts([fact], edits, document)
    assert apply_facts(once, edits, document) == (once, ())


@pytest.mark.parametrize(
    ("written", "found"),
    [
        pytest.param("2022年4月19日", True, id="另一引擎读对了"),
        pytest.param("2O22年4月l0曰", True, id="另一引擎读错但认作日期"),
        pytest.param("二〇二二年四月", True, id="另一引擎只读到年月"),
        pytest.param("■■年■", False, id="另一引擎认不出日期"),
    ],
)
def test_a_sealed_date_read_by_another_engine_stays_corrected(written: str, found: bool) -> None:
    _, fact = first_reading()
    again = paper(written)
    facts = [make_fact(again, written, event("decided", date(2022, 4, 1)))] if found else []
    result, conflicts = apply_facts(facts, [of_fact(fact, event("decided", TRUE))], again)
    assert conflicts == ()
    assert dates(result) == [("decided", TRUE, "good")]


def test_the_equal_quote_elsewhere_on_the_page_is_another_date() -> None:
    _, fact = first_reading()
    again = make_document("2022年4月10日立案。\n另行通知。\n某某局\n■■■■■■■■■■")
    other = make_fact(again, "2022年4月10日", event("decided", READ))
    result, conflicts = apply_facts([other], [of_fact(fact, event("decided", TRUE))], again)
    assert conflicts == ()
    assert dates(result) == [("decided", READ, "good"), ("decided", TRUE, "good")]


def test_a_date_of_another_meaning_in_its_place_is_doubted() -> None:
    _, fact = first_reading()
    again = paper("2022年4月11日")
    served = make_fact(again, "2022年4月11日", event("served", date(2022, 4, 11)))
    result, _ = apply_facts([served], [of_fact(fact, event("decided", TRUE))], again)
    assert dates(result) == [("served", date(2022, 4, 11), "poor"), ("decided", TRUE, "good")]


def test_a_mention_in_its_place_stays_beside_it() -> None:
    _, fact = first_reading()
    again = paper("2022年4月10日")
    mention = make_fact(again, "2022年4月10日", Mention(first=READ, last=READ))
    result, _ = apply_facts([mention], [of_fact(fact, event("decided", TRUE))], again)
    assert result[0] == mention
    assert dates(result) == [("decided", TRUE, "good")]


def test_without_boxes_the_equal_quote_is_found_whatever_its_spaces_and_width() -> None:
    _, fact = first_reading(boxes=False)
    again = paper("２０２２年 4 月 10 日", boxes=False)
    edits = [of_fact(fact, event("decided", TRUE))]
    here = make_fact(again, "２０２２年 4 月 10 日", event("decided", READ))
    assert dates(apply_facts([here], edits, again)[0]) == [("decided", TRUE, "good")]
    added, conflicts = apply_facts([], edits, again)
    assert conflicts == ()
    span = added[0].span
    assert span is not None
    assert again.text[span.start : span.end] == "２０２２年 4 月 10 日" == added[0].place.quote


def test_a_place_not_found_is_a_conflict_and_what_rests_on_it_is_doubted() -> None:
    _, fact = first_reading(boxes=False)
    again = paper("（此处空白）", boxes=False)
    elsewhere = make_fact(again, "十五日", event("decided", date(2022, 4, 30)))
    other = make_fact(again, "十五日", event("served", date(2022, 4, 30)))
    edit = of_fact(fact, event("decided", TRUE))
    result, conflicts = apply_facts([elsewhere, other], [edit], again)
    assert [(c.correction, "2022年4月10日" in c.reason) for c in conflicts] == [(edit, True)]
    assert dates(result) == [
        ("decided", date(2022, 4, 30), "poor"),
        ("served", date(2022, 4, 30), "good"),
        ("decided", TRUE, "poor"),
    ]
    assert not any(fact.by.startswith("person") for fact in result)
    assert apply_facts(result, [edit], again) == (result, conflicts)


def test_a_box_on_blank_paper_is_a_conflict() -> None:
    document, fact = first_reading()
    edit = of_fact(
        fact,
        event("decided", TRUE),
        quote="二〇二二年四月十九日",
        boxes=(Box(x0=400, y0=700, x1=500, y1=716),),
    )
    _, conflicts = apply_facts([fact], [edit], document)
    assert [c.correction for c in conflicts] == [edit]


def test_a_box_drawn_by_hand_around_the_line_finds_it() -> None:
    document, fact = first_reading()
    drawn = Box(x0=60, y0=125, x1=320, y1=155)
    result, conflicts = apply_facts(
        [fact], [of_fact(fact, event("decided", TRUE), boxes=(drawn,), quote="")], document
    )
    assert conflicts == ()
    assert dates(result) == [("decided", TRUE, "good")]


def test_a_fact_struck_out_is_gone_and_stays_gone() -> None:
    document, fact = first_reading()
    edit = of_fact(fact, None)
    assert apply_facts([fact], [edit], document) == ((), ())
    assert apply_facts([], [edit], document) == ((), ())


def test_a_fact_added_on_the_image_has_no_span() -> None:
    document, _ = first_reading()
    edit = correction(
        boxes=(Box(x0=72, y0=132, x1=200, y1=148),), after=event("decided", TRUE).model_dump_json()
    )
    (fact,), conflicts = apply_facts([], [edit], document)
    assert conflicts == ()
    assert (fact.span, fact.place.page, fact.place.boxes, fact.by) == (None, 1, edit.boxes, "person:王")


def test_the_last_word_counts() -> None:
    document, fact = first_reading()
    first = of_fact(fact, event("decided", TRUE))
    back = of_fact(
        fact,
        event("decided", READ),
        before=event("decided", TRUE).model_dump_json(),
        when=WHEN + timedelta(days=1),
        who="李",
    )
    (result,), _ = apply_facts([fact], [back, first], document)
    assert (result.value, result.by) == (event("decided", READ), "person:李")


def test_an_event_given_another_meaning() -> None:
    document, fact = first_reading()
    edit = of_fact(fact, event("served", READ))
    once, _ = apply_facts([fact], [edit], document)
    assert dates(once) == [("served", READ, "good")]
    assert apply_facts(once, [edit], document) == (once, ())


def test_parties_are_told_apart_by_role() -> None:
    document = make_document("当事人：某某商行\n负责人：张某")
    names = [make_fact(document, "某某商行", Party(role="当事人", name="某某商行"), by="parties")]
    names.append(make_fact(document, "张某", Party(role="负责人", name="张某"), by="parties"))
    after = Party(role="负责人", name="章某")
    edit = correction(quote="张某", before=names[1].value.model_dump_json(), after=after.model_dump_json())
    result, _ = apply_facts(names, [edit], document)
    assert [f.value for f in result] == [names[0].value, after]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"file": hash_of("b")}, id="另一个文件"),
        pytest.param({"page": 2}, id="另一页"),
        pytest.param({"stage": "kind", "after": '"draft"'}, id="另一种更正"),
    ],
)
def test_corrections_of_something_else_are_left_alone(fields: dict[str, Any]) -> None:
    document, fact = first_reading()
    edit = of_fact(fact, event("decided", TRUE)).model_copy(update=fields)
    assert apply_facts([fact], [edit], document) == ((fact,), ())


def test_pages_of_several_files_are_found_by_their_own_hash() -> None:
    front = make_document("封面", source="1.jpg", name="一")
    back = make_document("2022年4月10日", source="2.jpg", name="二")
    both = front.model_copy(update={"pages": front.pages + back.pages, "sources": ("1.jpg", "2.jpg")})
    both = Document.model_validate(both.model_dump())
    fact = make_fact(both, "2022年4月10日", event("decided", READ))
    edit = of_fact(fact, event("decided", TRUE), file=hash_of("二"))
    files = {"1.jpg": hash_of("一"), "2.jpg": hash_of("二")}
    assert dates(apply_facts([fact], [edit], both, files=files)[0]) == [("decided", TRUE, "good")]


def test_kind_given_by_a_person_outranks_the_model() -> None:
    label = Label(kind="other", probability=0.4, guess="draft")
    edit = correction(stage="kind", before='"other"', after='"law"')
    corrected = apply_kind(label, [edit], paper("x"))
    assert (corrected.kind, corrected.probability) == ("law", 1.0)
    assert "王" in corrected.reason
    assert apply_kind(label, [edit.model_copy(update={"page": 2})], paper("x")) == label
    later = edit.model_copy(update={"after": '"draft"', "when": WHEN + timedelta(days=1)})
    assert apply_kind(label, [later, edit], paper("x")).kind == "draft"


def test_a_kind_for_a_page_with_which_no_paper_begins_is_a_conflict() -> None:
    document = make_document("一", "二")
    edits = [correction(stage="kind", page=page, after='"law"') for page in (1, 2)]
    lost = kind_conflicts(edits, [document], files={"甲/决定书.pdf": hash_of("a")})
    assert [c.correction for c in lost] == [edits[1]]
    assert kind_conflicts(edits, [document], files={"甲/决定书.pdf": hash_of("b")}) == ()


def test_a_better_scan_offers_the_old_corrections() -> None:
    edit, answer = correction(after='"x"', stage="kind"), correction(stage="answer", after='"yes"')
    (offer,) = offers([edit, answer], {"甲/决定书.pdf": hash_of("新"), "乙.pdf": hash_of("乙")})
    assert (offer.source, offer.old, offer.new) == ("甲/决定书.pdf", hash_of("a"), hash_of("新"))
    assert offer.corrections == (edit,)
    agreed = confirmed(edit, file=offer.new, who="李", when=WHEN)
    assert (agreed.file, agreed.who, agreed.after) == (offer.new, "李", edit.after)
    assert agreed.id != edit.id


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"甲/决定书.pdf": hash_of("a")}, id="内容未变"),
        pytest.param({"别名.pdf": hash_of("a")}, id="只是改名"),
        pytest.param({"甲/决定书.pdf": hash_of("新"), "旧/决定书.pdf": hash_of("a")}, id="旧件还在别处"),
        pytest.param({}, id="文件不在了"),
    ],
)
def test_nothing_is_offered_where_the_old_content_is_known(files: dict[str, str]) -> None:
    assert offers([correction(stage="kind", after='"law"')], files) == ()


def test_answers_are_kept_by_dossier_and_question() -> None:
    said = [
        correction(
            stage="answer",
            source="甲案",
            quote="premise_complex",
            after=json.dumps(text),
            when=WHEN + timedelta(i),
        )
        for i, text in enumerate(["yes", "no"])
    ]
    assert answers(reversed(said)) == {("甲案", "premise_complex"): "no"}
