"""One table of queries, on the embedded index and on a real Elasticsearch: equal sets, equal sorts."""

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_papers import DAY, Build, contains, event, make_paper, make_reading, tag, text_entry, words

from index.entry import entry_of
from index.parse import parse
from index.search import EVERYTHING, Query, SearchIndex, Validity, Viewer

ENTRIES = (
    text_entry(
        "决定",
        "晋市监罚〔2022〕10 号\n当事人违反行政处罚裁量权基准，罚款3,600.00元。依照第10条规定公告送达。",
        title="某某市市场监督管理局行政处罚决定书",
        kind="penalty_decision",
        number="晋市监罚〔2022〕10号",
        issuer="某某市市场监督管理局",
        day=date(2022, 4, 28),
        dossiers=(tag("甲案", "fail"),),
    ),
    text_entry(
        "告知",
        "拟对当事人作出行政处罚，可以要求听证，也可以陈述申辩。晋市监罚告〔2022〕110号",
        title="行政处罚听证告知书",
        kind="prior_notice",
        day=date(2022, 4, 1),
        dossiers=(tag("甲案", "fail"), tag("乙案")),
    ),
    text_entry(
        "办法",
        "第一条 公平竞争审查。本办法自2023年5月1日起施行，有效期至2025年4月30日。依照晋市监罚〔2022〕10号处理。",
        title="公平竞争审查办法",
        kind="normative_document",
        number="某政发〔2023〕5号",
        issuer="某县人民政府",
        day=date(2023, 3, 1),
        validity=Validity(in_force_from=date(2023, 5, 1), in_force_until=date(2025, 4, 30)),
        dossiers=(tag("丙件", "undetermined", "normative"),),
    ),
    text_entry(
        "旧法",
        "听证程序的规定，已由新规定代替。",
        title="听证规定",
        kind="government_rule",
        day=date(2010, 1, 1),
        validity=Validity(in_force_from=date(2010, 2, 1), repealed_on=date(2024, 1, 1)),
        dossiers=(tag("丁件", kind="normative"),),
    ),
    text_entry("新法", "日期不明的规定。", title="某规定", kind="law", validity=Validity()),
    text_entry("坏件", "", title="打不开的扫描件.pdf", kind="", sources=("乙/打不开的扫描件.pdf",)),
)


@pytest.fixture(scope="module")
def index(build: Build) -> SearchIndex:
    return build(ENTRIES)


def found(index: SearchIndex, **fields: object) -> set[str]:
    hits = index.search(Query.model_validate({"as_of": DAY, "limit": 100, "viewer": EVERYTHING} | fields))
    assert hits.total == len(hits.hits)
    return {hit.document for hit in hits.hits}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("行政处罚", {"决定", "告知"}, id="词"),
        pytest.param("政处", {"决定", "告知"}, id="任意切断"),
        pytest.param("听证 处罚", {"告知"}, id="两个词都要"),
        pytest.param('"处罚 听证"', {"告知"}, id="短语在标题里"),
        pytest.param("听证处罚", set(), id="次序不对"),
        pytest.param("听证 -处罚", {"旧法"}, id="不含"),
        pytest.param("听证 OR 公平竞争", {"告知", "旧法", "办法"}, id="或"),
        pytest.param("听证 OR 公平竞争 办法", {"办法"}, id="或与且"),
        pytest.param("-规定", {"告知", "坏件"} | {"办法"}, id="只有不含"),
        pytest.param("晋市监罚〔2022〕10号", {"决定", "办法"}, id="文号"),
        pytest.param("晋市监罚[2022] 10 号", {"决定", "办法"}, id="文号的另一种写法"),
        pytest.param("晋市监罚（２０２２）10号", {"决定", "办法"}, id="全角的文号"),
        pytest.param("2022 10号", {"决定", "办法"}, id="文号的一部分"),
        pytest.param("10号", {"决定", "办法"}, id="不是110号"),
        pytest.param("第10条", {"决定"}, id="条后有字"),
        pytest.param("3600.00元", {"决定"}, id="千分位"),
        pytest.param("罚", {"决定", "告知", "办法"}, id="一个字"),
        pytest.param("拟", {"告知"}, id="文首一个字"),
        pytest.param("替", {"旧法"}, id="文末一个字"),
        pytest.param("2025", {"办法"}, id="一个数"),
        pytest.param("202", set(), id="数不拆开"),
        pytest.param("扫描件", {"坏件"}, id="读不了的文件按名找到"),
        pytest.param("裁量权基准 ！", {"决定"}, id="多余的标点"),
        pytest.param("", {e.document for e in ENTRIES}, id="空：全部"),
        pytest.param("！！", set(), id="只有标点：没有"),
        pytest.param("决定书晋市监罚", set(), id="标题与文号不连成短语"),
    ],
)
def test_words(index: SearchIndex, text: str, expected: set[str]) -> None:
    assert found(index, text=text) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"kinds": ["prior_notice", "law"]}, {"告知", "新法"}, id="文种"),
        pytest.param({"issuers": ["某县人民政府"]}, {"办法"}, id="机关"),
        pytest.param({"verdicts": ["fail"]}, {"决定", "告知"}, id="结论"),
        pytest.param({"dossiers": ["乙案"]}, {"告知"}, id="卷宗"),
        pytest.param({"dossier_kinds": ["normative"]}, {"办法", "旧法"}, id="卷宗种类"),
        pytest.param({"number": "晋市监罚[2022]10号"}, {"决定"}, id="本文件的文号"),
        pytest.param({"since": "2022-04-01", "until": "2022-04-28"}, {"决定", "告知"}, id="日期含首尾"),
        pytest.param({"until": "2022-04-27"}, {"告知", "旧法"}, id="截止日期"),
        pytest.param({"text": "处罚", "since": "2022-04-02"}, {"决定"}, id="词与日期"),
        pytest.param({"in_force": True, "as_of": "2023-06-01"}, {"办法", "旧法"}, id="当日现行有效"),
        pytest.param({"in_force": True, "as_of": "2025-04-30"}, {"办法"}, id="末日仍有效"),
        pytest.param({"in_force": True, "as_of": "2025-05-01"}, set(), id="次日失效"),
        pytest.param({"in_force": True, "as_of": "2023-04-30"}, {"旧法"}, id="施行前一日"),
        pytest.param({"statuses": ["pending"], "as_of": "2023-04-30"}, {"办法"}, id="尚未生效"),
        pytest.param({"statuses": ["expired", "repealed"]}, {"办法", "旧法"}, id="失效或废止"),
        pytest.param({"statuses": ["unknown"]}, {"新法"}, id="时效不明"),
    ],
)
def test_filters(index: SearchIndex, fields: dict[str, object], expected: set[str]) -> None:
    assert found(index, **fields) == expected


@pytest.mark.parametrize(
    "day", [date(2009, 1, 1), date(2023, 4, 30), date(2023, 5, 1), date(2024, 1, 1), DAY]
)
def test_the_index_tells_the_status_the_entry_tells(index: SearchIndex, day: date) -> None:
    for status in {entry.status(day) for entry in ENTRIES} - {None}:
        expected = {entry.document for entry in ENTRIES if entry.status(day) == status}
        assert found(index, statuses=[status], as_of=day) == expected
    assert all(
        hit.status == entry.status(day)
        for hit in index.search(Query(as_of=day, viewer=EVERYTHING)).hits
        for entry in ENTRIES
        if entry.document == hit.document
    )


def test_the_papers_own_number_comes_first(index: SearchIndex) -> None:
    hits = index.search(Query(text="晋市监罚 [2022] 10号", as_of=DAY, viewer=EVERYTHING)).hits
    assert [hit.document for hit in hits] == ["决定", "办法"]


def test_a_match_in_the_title_comes_first(index: SearchIndex) -> None:
    assert index.search(Query(text="听证", as_of=DAY, viewer=EVERYTHING)).hits[0].title_ranges == ((0, 2),)


def test_newest_first_and_undated_last(index: SearchIndex) -> None:
    hits = index.search(Query(as_of=DAY, sort="date", viewer=EVERYTHING)).hits
    assert [hit.day for hit in hits[:4]] == [
        date(2023, 3, 1),
        date(2022, 4, 28),
        date(2022, 4, 1),
        date(2010, 1, 1),
    ]
    assert [hit.day for hit in hits[4:]] == [None, None]


def test_pages_of_hits_join_without_gap_or_overlap(index: SearchIndex) -> None:
    pages = [
        index.search(Query(as_of=DAY, sort="date", limit=2, offset=i, viewer=EVERYTHING))
        for i in (0, 2, 4, 6)
    ]
    assert [hits.total for hits in pages] == [6, 6, 6, 6]
    joined = [hit.document for hits in pages for hit in hits.hits]
    assert sorted(joined) == sorted(entry.document for entry in ENTRIES)
    assert index.search(Query(as_of=DAY, limit=0, viewer=EVERYTHING)).hits == ()


def test_a_hit_says_what_a_result_line_shows(index: SearchIndex) -> None:
    (hit,) = index.search(Query(text="裁量权基准", as_of=DAY, viewer=EVERYTHING)).hits
    assert (hit.number, hit.issuer, hit.day) == (
        "晋市监罚〔2022〕10号",
        "某某市市场监督管理局",
        date(2022, 4, 28),
    )
    assert [(item.name, item.verdict) for item in hit.dossiers] == [("甲案", "fail")]
    assert [hit.snippets[0].text[a:b] for a, b in hit.snippets[0].ranges] == ["裁量权基准"]


def counts(index: SearchIndex, facet: str, **fields: object) -> dict[str, int]:
    facets = index.search(Query.model_validate({"as_of": DAY, "viewer": EVERYTHING} | fields)).facets
    return {count.value: count.count for count in facets[facet]}  # type: ignore[index]


def test_facets_count_under_the_other_filters(index: SearchIndex) -> None:
    assert counts(index, "verdict") == {"fail": 2, "pass": 2, "undetermined": 1}
    assert counts(index, "kind", text="听证") == {"prior_notice": 1, "government_rule": 1}
    narrowed = {"text": "听证", "kinds": ["prior_notice"]}
    assert counts(index, "kind", **narrowed) == {"prior_notice": 1, "government_rule": 1}
    assert counts(index, "year", **narrowed) == {"2022": 1}
    assert counts(index, "status", as_of=date(2023, 6, 1)) == {"in-force": 2, "unknown": 1}
    assert index.search(Query(as_of=DAY, facets=False, viewer=EVERYTHING)).facets == {}


def test_the_word_that_no_paper_holds_is_named(index: SearchIndex) -> None:
    hits = index.search(Query(text="行政处罚 海关 OR 关税 听证", as_of=DAY, viewer=EVERYTHING))
    assert (hits.total, hits.notes) == (0, ("没有文书含有“海关”或“关税”",))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("'; DROP TABLE documents; --", id="SQL注入"),
        pytest.param('{"query":{"match_all":{}}}', id="查询语言注入"),
        pytest.param("b:* AND kind:[* TO *]", id="引擎语法"),
        pytest.param("(((((((((((((((((((", id="括号"),
        pytest.param("/(a+)+$/", id="正则炸弹"),
        pytest.param("*?~^:\\", id="通配符"),
        pytest.param('"', id="一个引号"),
        pytest.param("\x00\ud80010号", id="坏字符"),
        pytest.param("处罚 " * 1000, id="一千个词"),
        pytest.param("处" * 10_000, id="一万个字"),
        pytest.param("a" * 10_000, id="一万个字母"),
        pytest.param("OR OR OR - -- |||", id="只有运算符"),
    ],
)
def test_anything_written_gets_an_answer(index: SearchIndex, text: str) -> None:
    hits = index.search(Query(text=text, as_of=DAY, viewer=EVERYTHING))
    assert hits.total <= len(ENTRIES)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_garbage_gets_an_answer(index: SearchIndex, text: str) -> None:
    assert index.search(Query(text=text, as_of=DAY, viewer=EVERYTHING)).total <= len(ENTRIES)


PIECES = (
    "行政处罚",
    "第10条",
    "晋市监罚〔2022〕",
    "10 号",
    "110号",
    "听证",
    "，",
    "。",
    "\n",
    "3,600.00元",
    "二○二二年",
    "A1",
    "号令",
    "罚",
    "30㎡",
)


@pytest.fixture(scope="module")
def heap(
    build: Build,
) -> tuple[SearchIndex, dict[str, list[str]]]:
    """Two hundred papers of shuffled pieces, and their units."""
    chance = random.Random(7)
    texts = {f"d{i}": "".join(chance.choices(PIECES, k=chance.randint(1, 12))) for i in range(200)}
    made = build(text_entry(name, text, sources=()) for name, text in texts.items())
    return made, {name: words(text) for name, text in texts.items()}


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_phrase_finds_exactly_the_papers_that_hold_it(
    heap: tuple[SearchIndex, dict[str, list[str]]], data: st.DataObject
) -> None:
    index, papers = heap
    text = "".join(data.draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3)))
    first = data.draw(st.integers(0, len(text) - 1))
    phrase = text[first : data.draw(st.integers(first + 1, len(text)))]
    (terms,) = [parse(f'"{phrase}"').terms]
    wanted = [list(term.units) for term in terms]
    expected = {name for name, row in papers.items() if wanted and all(contains(row, w) for w in wanted)}
    hits = index.search(Query(text=f'"{phrase}"', as_of=DAY, limit=1000, facets=False, viewer=EVERYTHING))
    assert {hit.document for hit in hits.hits} == expected
    assert all(hit.snippets and hit.snippets[0].ranges for hit in hits.hits)


def test_personal_data_is_found_only_by_who_may_read_it(
    build: Build,
) -> None:
    reading = make_reading(
        "当事人身份证号：110105199001011237，电话138 0013 8000。", events=[event("decided", DAY)]
    )
    entry = entry_of(make_paper(reading))
    index = build([entry])
    assert len(entry.text) == len(reading.document.text)
    reader = Viewer(units=None, personal=True)
    for secret in ("110105199001011237", "13800138000"):
        assert secret not in entry.text
        assert index.search(Query(text=secret, as_of=DAY, viewer=EVERYTHING)).total == 0
        (hit,) = index.search(Query(text=secret, as_of=DAY, viewer=reader)).hits
        assert secret not in hit.model_dump_json()
    assert index.search(Query(text="当事人身份证号", as_of=DAY, viewer=EVERYTHING)).total == 1
