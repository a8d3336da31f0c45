"""The query language on both indexes: fields, quantities, synonyms, sorts, pages, relations, what is alike."""

from datetime import date

import pytest
from index_papers import DAY, Build, tag, text_entry

from index.search import EVERYTHING, Hits, Link, Query, SearchIndex, Validity

LONG = "当事人未经许可从事食品经营活动，执法人员现场检查时发现其经营场所内摆放待售食品若干，未能出示许可证，违反食品安全法的规定，"
ENTRIES = (
    text_entry("日", "当事人应当在三十日内提出。", number="某政发〔2022〕9号", day=date(2022, 1, 3)),
    text_entry("天", "应在 30 天内提出申请", number="某政发〔2022〕10号", day=date(2022, 1, 3)),
    text_entry("百", "一百三十日内提出", number="某政发〔2021〕88号", day=date(2022, 1, 3)),
    text_entry("历", "五月三十日内部会议", day=date(2022, 1, 4)),
    text_entry("元", "罚款12.5万元", parties=("某某食品有限公司",), cause="未经许可经营食品"),
    text_entry("钱", "罚款十二万五千元整", parties=("李四",), issuer="某市税务局"),
    text_entry("条", "依照第三十二条处理", title="关于听证的规定", grade="poor"),
    text_entry("询", "公开征询意见的公告", title="公告"),
    text_entry("求", "征求意见的公告，提到听证", title="通知", level="法律", region="某市"),
    text_entry("甲", LONG + "决定罚款五千元。" + LONG, links=(Link(relation="cites", key="食品安全法"),)),
    text_entry("乙", LONG + "决定罚款六千元。" + LONG),
    text_entry("丙", "食品安全法执法人员", keys=("食品安全法",), validity=Validity(in_force_from=date(2015, 10, 1))),
    text_entry("旧", "食品卫生的规定", validity=Validity(repealed_on=date(2009, 6, 1)), dossiers=(tag("卷", rules=("r-1",)),)),
    text_entry("改", "食品卫生的规定改", validity=Validity(in_force_from=date(2001, 1, 1), amended_on=date(2009, 6, 1))),
)  # fmt: skip


@pytest.fixture(scope="module")
def index(build: Build) -> SearchIndex:
    return build(ENTRIES)


def ask(index: SearchIndex, **fields: object) -> Hits:
    return index.search(Query.model_validate({"as_of": DAY, "viewer": EVERYTHING, "limit": 100} | fields))


def found(index: SearchIndex, **fields: object) -> set[str]:
    return {hit.document for hit in ask(index, **fields).hits}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("30日", {"日", "天"}, id="30日＝三十日＝30 天，不是一百三十日、五月三十日"),
        pytest.param("三十日", {"日", "天", "百", "历"}, id="写法照录的总能找到"),
        pytest.param("30 天", {"日", "天"}, id="数与单位间有空格"),
        pytest.param("30日内提出", {"日", "天"}, id="短语里的数"),
        pytest.param("125000元", {"元", "钱"}, id="金额"),
        pytest.param("12.5万元", {"元", "钱"}, id="万元"),
        pytest.param("第32条", {"条"}, id="条序"),
        pytest.param('"30日"', set(), id="加引号：照写法"),
        pytest.param("征求意见", {"询", "求"}, id="同义词"),
        pytest.param('"征求意见"', {"求"}, id="加引号：不用同义词"),
        pytest.param("标题:听证", {"条"}, id="标题"),
        pytest.param("标题：“听证的规定”", {"条"}, id="标题里的短语"),
        pytest.param("标题:公", {"询"}, id="标题里的一个字"),
        pytest.param("听证 -标题:听证", {"求"}, id="标题里没有"),
        pytest.param("当事人:食品", {"元"}, id="当事人"),
        pytest.param("机关:税务局", {"钱"}, id="机关"),
        pytest.param("案由:经营食品", {"元"}, id="案由"),
        pytest.param("文号:某政发〔2022〕10号", {"天"}, id="文号"),
        pytest.param("文号:某政发〔2022〕", {"日", "天"}, id="文号的前半"),
    ],
)
def test_words(index: SearchIndex, text: str, expected: set[str]) -> None:
    hits = ask(index, text=text)
    assert {hit.document for hit in hits.hits} == expected
    assert hits.notes == (("没有文书含有“30日”",) if not expected else ())


def test_matches_in_another_form_are_marked(index: SearchIndex) -> None:
    marked = {
        hit.document: [s.text[a:b] for s in hit.snippets for a, b in s.ranges]
        for hit in ask(index, text="30日").hits
    }
    assert marked == {"日": ["三十日"], "天": ["30 天"]}


def test_synonyms_can_be_switched_off(index: SearchIndex) -> None:
    assert found(index, text="征求意见", synonyms=False) == {"求"}


def test_an_unknown_field_is_told(index: SearchIndex) -> None:
    assert "没有“author”这个字段" in ask(index, text="author:某人").notes[0]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"levels": ["法律"]}, {"求"}, id="效力级别"),
        pytest.param({"regions": ["某市"]}, {"求"}, id="地区"),
        pytest.param({"grades": ["poor"]}, {"条"}, id="读取质量"),
        pytest.param({"rules": ["r-1"]}, {"旧"}, id="未过的检查"),
        pytest.param({"effective_since": "2015-01-01"}, {"丙"}, id="施行日期"),
        pytest.param({"statuses": ["amended"]}, {"改"}, id="已修改"),
        pytest.param({"statuses": ["amended"], "as_of": "2009-05-31"}, set(), id="修改前一日"),
        pytest.param({"links": [{"relation": "cites", "key": "食品安全法"}]}, {"甲"}, id="引用它的"),
    ],
)
def test_filters(index: SearchIndex, fields: dict[str, object], expected: set[str]) -> None:
    assert found(index, **fields) == expected


def test_norms_not_in_force_are_hidden_and_counted(index: SearchIndex) -> None:
    hits = ask(index, text="食品", current=True)
    assert {hit.document for hit in hits.hits} == {"甲", "乙", "丙"}
    assert hits.hidden == 2
    assert ask(index, text="食品").hidden == 0


def test_numbers_sort_by_year_and_serial_and_those_without_come_last(index: SearchIndex) -> None:
    numbers = [hit.number for hit in ask(index, sort="number").hits]
    assert numbers[:3] == ["某政发〔2021〕88号", "某政发〔2022〕9号", "某政发〔2022〕10号"]
    assert set(numbers[3:]) == {None}


@pytest.mark.parametrize("sort", ["relevance", "date", "number"])
def test_pages_by_cursor_miss_and_repeat_nothing(build: Build, sort: str) -> None:
    index = build(ENTRIES)
    first = ask(index, text="", sort=sort, limit=5, cursor="")
    index.put([text_entry("新", "后来的", day=date(2026, 1, 1), number="某政发〔2020〕1号")])
    index.remove([first.hits[0].document])
    index.commit()
    pages = [first]
    while pages[-1].next is not None:
        pages.append(ask(index, text="", sort=sort, limit=5, cursor=pages[-1].next))
    seen = [hit.document for page in pages for hit in page.hits]
    assert sorted(seen) == sorted(entry.document for entry in ENTRIES)
    index.close()


@pytest.mark.parametrize("cursor", ["x", "!!", "e30=", "WyIiLCBbMV1d", "a.9999999999999", "W10="])
def test_a_made_up_cursor_gets_an_answer(index: SearchIndex, cursor: str) -> None:
    assert ask(index, sort="date", cursor=cursor).total == len(ENTRIES)


def test_both_indexes_sort_alike() -> None:
    """The keys they sort by are unique, so every order but that by relevance is one and the same."""
    from index.fields import number_fields

    for key in ("by_date", "by_number"):
        assert len({number_fields(entry)[key] for entry in ENTRIES}) == len(ENTRIES)
        assert all(0 <= number_fields(entry)[key] < 2**63 for entry in ENTRIES)


def test_where_words_together_find_nothing_the_search_without_one_is_offered(index: SearchIndex) -> None:
    hits = ask(index, text="征求意见 罚款")
    assert (hits.total, hits.notes) == (0, ())
    assert {(other.left_out, other.total) for other in hits.instead} == {("征求意见", 4), ("罚款", 2)}
    for other in hits.instead:
        assert ask(index, text=other.text).total == other.total


def test_near_duplicates_are_found_and_weighed(index: SearchIndex) -> None:
    hits = ask(index, same="甲")
    assert [hit.document for hit in hits.hits] == ["乙"]
    assert 0.8 < hits.hits[0].score < 1.0
    assert ask(index, same="日").total == 0


def test_papers_like_one(index: SearchIndex) -> None:
    hits = ask(index, like="甲")
    assert hits.hits[0].document == "乙"
    assert "甲" not in {hit.document for hit in hits.hits}
    assert ask(index, like="没有").notes == ("没有这份文书，或无权查看",)
