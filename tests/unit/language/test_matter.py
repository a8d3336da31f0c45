"""Papers of one matter name it alike, whatever the step."""

import pytest

from language.matter import matter_of


@pytest.mark.parametrize(
    ("title", "matter"),
    [
        ("青禾县人民政府关于印发青禾县犬只管理办法的通知", "青禾县犬只管理办法"),
        ("青禾县犬只管理办法（征求意见稿）", "青禾县犬只管理办法"),
        ("关于《青禾县犬只管理办法（征求意见稿）》公开征求意见的公告", "青禾县犬只管理办法"),
        ("《青禾县犬只管理办法（送审稿）》起草说明", "青禾县犬只管理办法"),
        ("青禾县司法局关于对青禾县犬只管理办法（送审稿）的合法性审核意见", "青禾县犬只管理办法"),
        ("青禾县犬只管理办法(试行)", "青禾县犬只管理办法试行"),
        ("行政处罚决定书", ""),
        ("税务行政处罚决定书", ""),
        ("某某市场监督管理局行政处罚听证告知书", ""),
        ("青禾县人民政府第12次常务会议纪要", ""),
        ("送达回证", ""),
    ],
)
def test_matter(title: str, matter: str) -> None:
    assert matter_of(title) == matter
