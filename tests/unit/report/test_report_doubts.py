"""What is put before a person: pages at which it is unsure whether a paper begins."""

import json

import pytest
from report_papers import case, document, page, reading

from app.report.doubts import doubts
from app.report.names import load_names
from dossier.case import Cut


@pytest.mark.parametrize(
    ("at", "stands"),
    [pytest.param(1, True, id="本件的起页没有把握"), pytest.param(2, False, id="第二页可能另起一份")],
)
def test_unsure_boundaries_are_asked(at: int, stands: bool) -> None:
    pages = [page(["行政处罚决定书", "正文。"], source="甲.pdf", number=n) for n in (1, 2)]
    cut = Cut(source="甲.pdf", page=at, probability=0.62, reason="页首标题“附表”")
    asked = [
        d for d in doubts(case(reading(document(*pages), cuts=(cut,))), {}, load_names()) if d.stage == "分界"
    ]
    assert len(asked) == 1
    assert json.loads(asked[0].before) is stands
    assert asked[0].place is not None and (asked[0].place.source, asked[0].place.page) == ("甲.pdf", at)
    assert "0.62" in asked[0].hint and "页首标题“附表”" in asked[0].hint
