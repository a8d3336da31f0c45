"""documents, dossiers, findings and leads: keys exactly as the contract gives them."""

import json
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest
from report_papers import case, document, event, fact, finding, page, place, reading

from app.report import jsonl
from app.report.masking import Masker
from dossier.case import Finding, Label, Reading
from dossier.document import Document, Place
from dossier.errors import Error
from dossier.fact import DocNumber, Event, Lead, Party
from language.masks import mask

DOCUMENT = [
    "id",
    "source",
    "part",
    "pages",
    "dossier",
    "kind",
    "kind_confidence",
    "title",
    "doc_number",
    "issuer",
    "events",
    "parties",
    "ocr",
    "error",
]
FINDING = [
    "dossier",
    "dossier_kind",
    "rule",
    "verdict",
    "severity",
    "start",
    "end",
    "measured",
    "required",
    "unit",
    "alternative",
    "basis",
    "subject",
    "message",
    "advice",
    "evidence",
]
SOURCE = "甲案/05 决定书.pdf"


def decision() -> Reading:
    pages = (
        page(
            ["某市市场监督管理局", "某市监罚〔2022〕18号", "当事人：某某商贸有限公司"],
            source=SOURCE,
            number=3,
        ),
        page(["二〇二二年四月二十八日"], source=SOURCE, number=4, engine="faster-paddle"),
    )
    paper = document(*pages)
    return reading(
        paper,
        event(paper, "二〇二二年四月二十八日", "decided", date(2022, 4, 28), score=0.96666),
        fact(
            paper,
            "某市监罚〔2022〕18号",
            DocNumber(role="own", written="某市监罚〔2022〕18号", normal="某市监罚〔2022〕18号"),
        ),
        fact(
            paper,
            "某市市场监督管理局",
            Party(role="发文机关", name="某市市场监督管理局", type="organization"),
        ),
        fact(paper, "某某商贸有限公司", Party(role="当事人", name="某某商贸有限公司", type="organization")),
    )


def row_of(one: Reading) -> jsonl.Row:
    dossier = case(one)
    return next(jsonl.document_rows(dossier, Masker(dossier, mask), Counter()))


def test_document_has_the_contracts_keys() -> None:
    row = row_of(decision())
    assert list(row) == DOCUMENT
    assert (row["source"], row["pages"], row["dossier"], row["ocr"]) == (SOURCE, [3, 4], "甲案", True)
    assert (row["doc_number"], row["issuer"]) == ("某市监罚〔2022〕18号", "某市市场监督管理局")
    assert row["events"] == [
        {
            "event": "decided",
            "date": "2022-04-28",
            "page": 4,
            "quote": "二〇二二年四月二十八日",
            "box": [72.0, 80.0, 226.0, 94.0],
            "confidence": 0.9667,
        }
    ]
    assert list(row["parties"][1]) == ["role", "name", "kind", "id", "page", "quote", "box"]


def test_unreadable_file_is_a_line() -> None:
    error = Error(code="encrypted", message="文件加密，请提供密码")
    paper = Document(id="00:1", sources=("甲案/密.pdf",), media_type="application/pdf", error=error)
    row = row_of(Reading(document=paper, label=Label(kind="other", probability=0, guess="other")))
    assert list(row) == DOCUMENT
    assert (row["kind"], row["pages"], row["events"]) == (None, None, [])
    assert row["error"] == {"code": "encrypted", "message": "文件加密，请提供密码"}


def test_parts_count_within_each_file() -> None:
    one = page(["甲"], source="卷.pdf", number=1)
    two = page(["乙"], source="卷.pdf", number=2)
    dossier = case(reading(document(one)), reading(document(two, id="ab:2")))
    rows = jsonl.document_rows(dossier, Masker(dossier, None), Counter())
    assert [(row["part"], row["pages"]) for row in rows] == [(0, [1, 1]), (1, [2, 2])]


def test_page_photos_are_one_line_with_all_sources() -> None:
    paper = document(page(["甲"], source="1.jpg"), page(["乙"], source="2.jpg"))
    facts = [event(paper, quote, "served", date(2022, 5, 7)) for quote in ("甲", "乙")]
    row = row_of(reading(paper, *facts))
    assert (row["source"], row["sources"], row["pages"]) == ("1.jpg", ["1.jpg", "2.jpg"], [1, 2])
    assert [event.get("source") for event in row["events"]] == [None, "2.jpg"]


def test_a_paper_in_two_formats_keeps_its_pages() -> None:
    paper = document(page(["甲"], source="卷.pdf", number=3), page(["乙"], source="卷.pdf", number=4))
    row = row_of(reading(paper.model_copy(update={"sources": ("卷.pdf", "同文.docx")})))
    assert (row["sources"], row["pages"]) == (["卷.pdf", "同文.docx"], [3, 4])


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(date(2022, 4, 28), date(2022, 4, 28), "2022-04-28", id="整日"),
        pytest.param(date(2022, 4, 1), date(2022, 4, 30), "2022-04", id="只有年月"),
        pytest.param(date(2020, 2, 1), date(2020, 2, 29), "2020-02", id="闰年二月"),
        pytest.param(date(2022, 1, 1), date(2022, 12, 31), "2022", id="只有年"),
        pytest.param(date(2022, 4, 1), date(2022, 4, 10), "2022-04-01/2022-04-10", id="上旬"),
        pytest.param(date(2022, 1, 1), date(2023, 12, 31), "2022-01-01/2023-12-31", id="两年"),
    ],
)
def test_dates_are_as_short_as_the_paper_gives_them(first: date, last: date, expected: str) -> None:
    assert jsonl.short_date(first, last) == expected


def test_time_of_day_several_boxes_and_cells() -> None:
    paper = document(page(["甲", "五月七日", "九时"], source=SOURCE))
    at = Event(code="seize", first=date(2022, 5, 7), last=date(2022, 5, 7), at=time(9, 0))
    row = row_of(reading(paper, fact(paper, "五月七日\n九时", at)))["events"][0]
    assert row["time"] == "09:00"
    assert row["box"] == [72.0, 110.0, 128.0, 154.0]
    assert row["boxes"] == [[72.0, 110.0, 128.0, 124.0], [72.0, 140.0, 100.0, 154.0]]
    cell = jsonl.place_row(Place(source="台账.xlsx", cell="台账!C5", quote="2022-05-07"), Masker(None, None))
    assert cell == {
        "source": "台账.xlsx",
        "page": None,
        "quote": "2022-05-07",
        "box": None,
        "cell": "台账!C5",
    }


def test_finding_has_the_contracts_keys_and_whole_numbers() -> None:
    paper = document(page(["送达日期：2022年5月7日"], source=SOURCE, number=2))
    one = finding(
        start="2022-04-28",
        end="2022-05-07",
        measured=4.0,
        required=7.0,
        unit="wd",
        basis=("行政处罚法（2021修订）第六十一条",),
        evidence=(place(paper, "2022年5月7日"),),
        missing=("不写入",),
    )
    row = jsonl.finding_row(one, Masker(None, None))
    assert list(row) == FINDING
    assert json.dumps(row["measured"]) == "4"
    assert row["evidence"] == [
        {"source": SOURCE, "page": 2, "quote": "2022年5月7日", "box": [142.0, 80.0, 226.0, 94.0]}
    ]


def test_yearly_finding_names_authority_and_year() -> None:
    row = jsonl.finding_row(
        finding(dossier=None, authority="某市政府", year=2022, measured=0.5), Masker(None, None)
    )
    assert list(row) == [*FINDING, "authority", "year"]
    assert (row["dossier"], row["authority"], row["year"], row["measured"]) == (None, "某市政府", 2022, 0.5)


def test_dossier_counts_every_verdict_and_lists_what_is_missing_once() -> None:
    lacking = finding(verdict="undetermined", missing=("送达回证",))
    dossier = case(findings=(finding(), lacking, lacking))
    row = jsonl.dossier_row(dossier, Masker(dossier, None))
    assert row == {
        "dossier": "甲案",
        "kind": "penalty",
        "conclusion": "undetermined",
        "counts": {
            "pass": 1,
            "fail": 0,
            "borderline": 0,
            "excused": 0,
            "undetermined": 2,
            "not-applicable": 0,
        },
        "missing": ["送达回证"],
    }


def test_lead_carries_its_clause_and_question() -> None:
    paper = document(page(["凡进入本市须缴纳保证金"], source=SOURCE))
    lead = Lead(
        document=paper.id,
        type="rf-fee",
        clause="第五条",
        place=place(paper, "缴纳保证金"),
        question="有无依据？",
    )
    dossier = case(reading(paper, leads=(lead,)))
    (row,) = jsonl.lead_rows(dossier, Masker(dossier, None))
    assert list(row) == [
        "dossier",
        "clause",
        "type",
        "source",
        "page",
        "quote",
        "box",
        "question",
        "cited_basis",
        "suppressed_by",
    ]


def test_lines_appear_only_when_whole(tmp_path: Path) -> None:
    path = tmp_path / "findings.jsonl"
    with jsonl.lines(path) as put:
        put({"甲": "一\n二"})
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == '{"甲": "一\\n二"}\n'
    with pytest.raises(ZeroDivisionError), jsonl.lines(tmp_path / "x.jsonl") as put:
        put({"n": 1 / 0})
    assert not (tmp_path / "x.jsonl").exists()


def test_finding_record_and_row_agree_on_names() -> None:
    assert set(FINDING) <= set(Finding.model_fields)
