"""Highlights on the original text, with page and boxes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_papers import contains, make_document, make_paper, make_reading, words

from dossier.geometry import Box
from index.entry import entry_of
from index.packed import Marks, packed, unpacked
from index.parse import parse
from index.search import Entry, Mark, Snippet
from index.snippets import WIDTH, find_terms, merged, snippets
from language.bigrams import units


def marked(text: str, query: str) -> list[str]:
    return [text[a:b] for a, b, _ in find_terms(text, parse(query).terms)]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        pytest.param("依法公告送达。公告，送达", "公告送达", ["公告送达", "公告，送达"], id="标点不隔断"),
        pytest.param(
            "晋市政发 〔2022〕 10 号", "晋市政发[2022]10号", ["晋市政发 〔2022〕 10 号"], id="文号的写法"
        ),
        pytest.param("第110号、第10号", "10号", ["10号"], id="不是110号"),
        pytest.param("第13.5条和5条", "5条", ["5条"], id="不是小数的尾"),
        pytest.param("罚款3,600.00元", "3600.00元", ["3,600.00元"], id="千分位"),
        pytest.param("罚款３６００元", "3600元", ["３６００元"], id="全角数字"),
        pytest.param("面积30㎡，行政", "行政", ["行政"], id="一字变两字之后位置不错"),
        pytest.param("⾏政处罚", "行政处罚", ["⾏政处罚"], id="部首"),
        pytest.param("公告\n\n送达", "公告送达", ["公告\n\n送达"], id="跨行"),
        pytest.param(
            "公告" + "＿" * 300 + "送达", "公告送达", ["公告" + "＿" * 300 + "送达"], id="隔一条长线"
        ),
        pytest.param("听证", "陈述", [], id="没有"),
    ],
)
def test_matches_stand_in_the_original_text(text: str, query: str, expected: list[str]) -> None:
    assert marked(text, query) == expected


ALPHABET = st.text(st.sampled_from("行政处罚第条号一0123aZ .，。〔〕\n○㎡⾏"), min_size=1, max_size=30)


@given(ALPHABET, st.text(st.sampled_from("行政处罚第条号一0123a"), min_size=1, max_size=4))
def test_a_text_is_marked_exactly_where_the_index_says_it_matches(text: str, query: str) -> None:
    assert bool(marked(text, f'"{query}"')) is contains(words(text), words(query))


@given(ALPHABET, st.data())
def test_every_cut_at_units_is_marked(text: str, data: st.DataObject) -> None:
    found = units(text)
    if found:
        first = data.draw(st.integers(0, len(found) - 1))
        last = data.draw(st.integers(first, min(first + 5, len(found) - 1)))
        cut = text[found[first].start : found[last].end]
        if words(cut) == [unit.text for unit in found[first : last + 1]]:
            assert marked(text, f'"{cut}"')


def make_snippets(*pages: str, query: str) -> tuple[Snippet, ...]:
    reading = make_reading("").model_copy(update={"document": make_document(*pages)})
    entry = entry_of(make_paper(reading))
    _, text, marks = unpacked(packed(entry))
    return snippets(text, parse(query).terms, marks, entry.sources)


def test_a_snippet_names_page_and_box() -> None:
    (snippet,) = make_snippets("封面", "本机关决定\n依法公告送达当事人", query="公告送达")
    assert [snippet.text[a:b] for a, b in snippet.ranges] == ["公告送达"]
    assert (snippet.source, snippet.page) == ("甲/决定书.pdf", 2)
    assert snippet.boxes == (Box(x0=72 + 16 * 2, y0=92, x1=72 + 16 * 6, y1=108),)


def test_a_match_over_two_lines_has_two_boxes() -> None:
    (snippet,) = make_snippets("依法公告\n送达当事人", query="公告送达")
    assert [(box.x0, box.y0) for box in snippet.boxes] == [(104, 72), (72, 92)]


def test_boxes_of_the_next_page_are_left_out() -> None:
    (snippet,) = make_snippets("依法公告", "送达当事人", query="公告送达")
    assert (snippet.page, len(snippet.boxes)) == (1, 1)


def test_the_snippets_with_most_of_the_words_are_chosen() -> None:
    filler = "无关的话。" * 40
    text = f"听证。{filler}听证与公告送达。{filler}听证。{filler}听证。{filler}听证。"
    found = make_snippets(text, query="听证 公告送达")
    assert len(found) == 3
    assert sum("公告送达" in snippet.text for snippet in found) == 1
    assert [snippet.start for snippet in found] == sorted(snippet.start for snippet in found)


def test_without_a_match_in_the_text_its_beginning_is_shown() -> None:
    (snippet,) = make_snippets("第一行\n第二行", query="别的")
    assert (snippet.start, snippet.ranges, snippet.page) == (0, (), 1)
    assert make_snippets("", query="别的") == ()


def test_a_match_longer_than_a_snippet_is_whole() -> None:
    (snippet,) = make_snippets("前言。" + "长" * 200, query="长" * 200)
    assert [snippet.text[a:b] for a, b in snippet.ranges] == ["长" * 200]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=8))
def test_merged_ranges_cover_the_same_and_do_not_touch(pairs: list[tuple[int, int]]) -> None:
    ranges = [(start, start + length) for start, length in pairs]
    result = merged(ranges)
    assert {i for a, b in ranges for i in range(a, b)} == {i for a, b in result for i in range(a, b)}
    assert all(one[1] < two[0] for one, two in pairwise(result))


@given(st.text(st.sampled_from("听证处罚的话。\n"), max_size=600))
def test_snippets_never_overlap_and_their_ranges_lie_inside(text: str) -> None:
    terms = parse("听证 处罚").terms
    found = snippets(text, terms, Marks(memoryview(b"")), ("a",), most=50)
    for one, two in pairwise(found):
        assert one.start + len(one.text) <= two.start
    for snippet in found:
        assert text[snippet.start : snippet.start + len(snippet.text)] == snippet.text
        assert len(snippet.text) <= WIDTH
        assert all(0 <= a < b <= len(snippet.text) for a, b in snippet.ranges)


def test_an_entry_comes_back_as_it_was_packed() -> None:
    entry = entry_of(make_paper(make_reading("甲\n乙", number="某〔2022〕1号", issuer="某局")))
    shown = unpacked(packed(entry))
    assert shown.text == entry.text
    assert tuple(shown.marks) == entry.marks
    assert shown.entry == entry.model_copy(update={"text": "", "marks": ()})


@given(st.text(max_size=30))
def test_any_text_comes_back_from_the_index(text: str) -> None:
    entry = Entry(document="x", revision=1, sources=("a",), title=text, kind="law", text=text)
    shown = unpacked(packed(entry))
    assert (shown.text, shown.entry.title) == (text, text)


def test_the_line_of_a_character() -> None:
    marks = unpacked(packed(entry_of(make_paper(make_reading("甲乙\n丙"))))).marks
    assert [marks.at(i) for i in range(5)] == [0, 0, 0, 1, 1]
    assert Marks(memoryview(b"")).at(0) == -1


def test_lines_without_box_or_page_come_back_so() -> None:
    entry = Entry(
        document="x",
        revision=1,
        sources=("a",),
        title="",
        kind="law",
        text="甲",
        marks=(Mark(0, 0, None, None),),
    )
    assert tuple(unpacked(packed(entry)).marks) == entry.marks
