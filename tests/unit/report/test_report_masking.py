"""Personal data is hidden in quotes, messages, file names and pictures, and only there."""

from datetime import date

import pytest
from report_papers import (
    ID_CARD,
    PHONE,
    case,
    document,
    event,
    finding,
    line,
    page,
    personal,
    place,
    reading,
)

from app.report import jsonl
from app.report.masking import Masker
from app.report.model import Mask
from dossier.document import Block
from language.masks import mask

SOURCE = "甲案/03 询问笔录.pdf"
ADDRESS = "某市城区泽州路1号2单元301室"
TEXTS = [f"身份证号：{ID_CARD} 电话：{PHONE}", f"住址：{ADDRESS}", "2022年5月7日 1号楼前检查"]


def record():
    paper = document(page(TEXTS, source=SOURCE))
    facts = (
        personal(paper, ADDRESS, "address"),
        event(paper, "2022年5月7日", "inspection_start", date(2022, 5, 7)),
    )
    return reading(paper, *facts, kind="inquiry_record", title="询问笔录")


def masker(hide: Mask | None = mask) -> Masker:
    return Masker(case(record()), hide)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        pytest.param(f"身份证号：{ID_CARD}", "身份证号：110105************", id="整号"),
        pytest.param(f"证号：{ID_CARD[:12]}", "证号：110105******", id="引到一半的号"),
        pytest.param(ADDRESS, "某市" + "*" * (len(ADDRESS) - 2), id="住址"),
        pytest.param("住址：某市城区", "住址：某市**", id="引到一半的住址"),
        pytest.param("1号楼前", "1号楼前", id="与住址同字而不同处"),
        pytest.param("2022年5月7日", "2022年5月7日", id="日期不遮"),
    ],
)
def test_quotes_are_masked_where_they_stand(quote: str, expected: str) -> None:
    paper = record().document
    assert masker().quote(place(paper, quote)) == expected


def test_every_output_is_masked_unless_unmasked() -> None:
    one = record()
    said = finding(
        message=f"当事人（{ID_CARD}，住{ADDRESS}）未签收", evidence=(place(one.document, TEXTS[0]),)
    )
    dossier = case(one, findings=(said,), id=f"甲案 {PHONE}")
    hidden = jsonl.finding_row(said.model_copy(update={"dossier": dossier.id}), Masker(dossier, mask))
    assert ID_CARD not in str(hidden) and PHONE not in str(hidden) and ADDRESS not in str(hidden)
    assert len(hidden["message"]) == len(said.message)
    shown = jsonl.finding_row(said, Masker(dossier, None))
    assert shown["message"] == said.message and shown["evidence"][0]["quote"] == TEXTS[0]


def test_boxes_to_cover_include_lines_outside_the_text() -> None:
    footer = Block(kind="footer", lines=(line(f"联系电话：{PHONE}", 20),))
    dossier = case(reading(document(page(["正文"], source=SOURCE, blocks=(footer,)))))
    (box,) = Masker(dossier, mask).boxes(SOURCE, 1)
    assert (box.y0, box.x0) == (680.0, 72.0 + 14 * 5 + 7 * 3)
    assert Masker(dossier, mask).boxes(SOURCE, 2) == ()
    assert Masker(dossier, None).boxes(SOURCE, 1) == ()
