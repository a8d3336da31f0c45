"""What the index takes of a paper: its own date, number, issuer; personal data starred out."""

from collections.abc import Sequence
from datetime import date

import pytest
from index_papers import event, make_document, make_fact, make_paper, make_reading

from dossier.case import Label, Reading
from dossier.document import Document, Place
from dossier.errors import Error
from dossier.fact import Event, Fact, Personal
from index.entry import entry_of
from index.search import Validity

FIRST, SECOND = date(2022, 4, 28), date(2022, 5, 7)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param([event("decided", FIRST), event("served", SECOND)], FIRST, id="决定日"),
        pytest.param([event("doc_date", FIRST), event("published", SECOND)], SECOND, id="公布日先于成文日"),
        pytest.param([event("served", FIRST)], None, id="送达日不是文书的日期"),
        pytest.param(
            [Event(code="doc_date", first=date(2022, 4, 1), last=date(2022, 4, 30))],
            date(2022, 4, 1),
            id="只有年月",
        ),
        pytest.param([], None, id="没有日期"),
    ],
)
def test_the_papers_own_date(events: Sequence[Event], expected: date | None) -> None:
    assert entry_of(make_paper(make_reading("文", events=events))).day == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param("normative_document", True, id="规范性文件有时效"),
        pytest.param("draft", False, id="草案没有时效"),
        pytest.param("penalty_decision", False, id="处罚决定没有时效"),
    ],
)
def test_only_norms_have_a_status(kind: str, expected: bool) -> None:
    entry = entry_of(make_paper(make_reading("文", kind=kind, events=[event("effective", FIRST)])))
    assert (entry.validity is not None, entry.status(SECOND) == "in-force") == (expected, expected)


def test_dates_less_than_a_day_make_no_day_of_effect() -> None:
    month = {"first": date(2022, 4, 1), "last": date(2022, 4, 30)}
    events = [Event(code=code, **month) for code in ("effective", "expires", "repealed")]
    entry = entry_of(make_paper(make_reading("文", kind="law", events=events)))
    assert entry.validity == Validity(in_force_until=date(2022, 4, 30))


def test_a_persons_date_outranks_a_surer_one() -> None:
    reading = make_reading("文", events=[event("decided", FIRST), event("decided", SECOND)])
    said = (reading.facts[0], reading.facts[1].model_copy(update={"by": "person:王", "score": 0.1}))
    assert entry_of(make_paper(reading.model_copy(update={"facts": said}))).day == SECOND


def test_an_unreadable_file_is_found_by_its_name() -> None:
    document = Document(
        id="x:0", sources=("乙/扫描件.pdf",), media_type="", error=Error(code="encrypted", message="加密")
    )
    entry = entry_of(make_paper(Reading(document=document, label=Label(kind="", probability=0, guess=""))))
    assert (entry.title, entry.text, entry.marks) == ("扫描件.pdf", "", ())


def test_what_was_marked_as_personal_is_starred_too() -> None:
    document = make_document("住所：某小区五号楼，罚款。")
    fact = make_fact(document, "某小区五号楼", Personal(type="address"))
    reading = make_reading("").model_copy(update={"document": document, "facts": (fact,)})
    entry = entry_of(make_paper(reading))
    assert entry.text == "住所：******，罚款。\n"


def test_a_mark_on_the_image_hides_no_text() -> None:
    place = Place(source="甲/决定书.pdf", page=1)
    fact = Fact(document="x", value=Personal(type="phone"), span=None, place=place, by="person:王")
    reading = make_reading("罚款").model_copy(update={"facts": (fact,)})
    assert entry_of(make_paper(reading)).text == "罚款\n"


def test_marks_name_source_page_and_box() -> None:
    document = make_document("甲\n乙", "丙")
    entry = entry_of(make_paper(make_reading("").model_copy(update={"document": document})))
    assert [(m.start, m.source, m.page, m.box is not None) for m in entry.marks] == [
        (0, 0, 1, True),
        (2, 0, 1, True),
        (4, 0, 2, True),
    ]
    plain = make_document("甲", boxes=False)
    (mark,) = entry_of(make_paper(make_reading("").model_copy(update={"document": plain}))).marks
    assert (mark.page, mark.box) == (None, None)
