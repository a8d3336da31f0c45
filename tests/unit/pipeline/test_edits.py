"""Unsure boundaries go with their paper until a person has decided them."""

from datetime import UTC, datetime

import pytest

from dossier.case import Correction, Cut
from pipeline.edits import unsettled

CUT = Cut(source="甲.pdf", page=3, probability=0.6, reason="页首标题“附表”")


def said(page: int, stage: str = "boundary", file: str = "sha") -> Correction:
    return Correction(
        id="1",
        file=file,
        source="甲.pdf",
        page=page,
        stage=stage,
        before="true",
        after="false",
        who="某甲",
        when=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("edits", "left"),
    [
        pytest.param([], [CUT], id="没有更正"),
        pytest.param([said(3)], [], id="此页已由人确认"),
        pytest.param([said(4)], [CUT], id="确认的是另一页"),
        pytest.param([said(3, stage="kind")], [CUT], id="更正的是种类"),
        pytest.param([said(3, file="other")], [CUT], id="更正的是另一个文件"),
    ],
)
def test_unsettled(edits: list[Correction], left: list[Cut]) -> None:
    assert unsettled([CUT], {"甲.pdf": "sha"}, edits) == left
