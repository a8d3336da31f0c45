"""Who may see what, on both indexes: hits, counts, suggestions, duplicates, and relations tell nothing of the rest."""

import pytest
from index_papers import DAY, Build, tag, text_entry

from index.search import EVERYTHING, Query, SearchIndex, Validity, Viewer

LONG = (
    "当事人未经许可从事食品经营活动，执法人员现场检查时发现其经营场所内摆放待售食品若干，未能出示许可证，违反食品安全法的规定，"
    * 2
)
A, B, NOBODY = Viewer(units=("甲局",)), Viewer(units=("乙局",)), Viewer()
ENTRIES = (
    text_entry("甲案决定", LONG + "秘甲", kind="penalty_decision", dossiers=(tag("甲案", "fail", unit="甲局", rules=("r-甲",)),)),
    text_entry("乙案决定", LONG + "秘乙", kind="penalty_decision", dossiers=(tag("乙案", "pass", unit="乙局"),)),
    text_entry("无主", LONG + "秘丙", dossiers=(tag("丙案", "pass"),)),
    text_entry(
        "办法",
        "公开的办法",
        kind="normative_document",
        sources=("甲案·某人/办法.pdf",),
        published=True,
        validity=Validity(),
        dossiers=(tag("甲案", "fail", unit="甲局", rules=("r-甲",)), tag("乙案", "pass", unit="乙局")),
    ),
    text_entry("草案", "未公开的草案", kind="draft", dossiers=(tag("乙件", "undetermined", "normative", unit="乙局"),)),
)  # fmt: skip


@pytest.fixture(scope="module")
def index(build: Build) -> SearchIndex:
    return build(ENTRIES)


def found(index: SearchIndex, viewer: Viewer, **fields: object) -> set[str]:
    query = Query.model_validate({"as_of": DAY, "viewer": viewer, "limit": 100} | fields)
    return {hit.document for hit in index.search(query).hits}


@pytest.mark.parametrize(
    ("viewer", "fields", "expected"),
    [
        pytest.param(NOBODY, {}, {"办法"}, id="外人：只有公布的"),
        pytest.param(A, {}, {"甲案决定", "办法"}, id="甲局"),
        pytest.param(B, {}, {"乙案决定", "办法", "草案"}, id="乙局"),
        pytest.param(Viewer(units=("甲局", "乙局")), {}, {"甲案决定", "乙案决定", "办法", "草案"}, id="两局"),
        pytest.param(EVERYTHING, {}, {e.document for e in ENTRIES}, id="全部"),
        pytest.param(B, {"text": "秘甲"}, set(), id="别局的字"),
        pytest.param(B, {"verdicts": ["fail"]}, set(), id="公布的文件在别局卷里的结论"),
        pytest.param(A, {"verdicts": ["fail"]}, {"甲案决定", "办法"}, id="本局卷的结论"),
        pytest.param(B, {"rules": ["r-甲"]}, set(), id="别局未过的检查"),
        pytest.param(B, {"dossiers": ["甲案"]}, set(), id="别局的卷名"),
        pytest.param(NOBODY, {"dossiers": ["甲案"]}, set(), id="外人用卷名"),
        pytest.param(A, {"same": "甲案决定"}, set(), id="别局的近乎重复件"),
        pytest.param(EVERYTHING, {"same": "甲案决定"}, {"乙案决定", "无主"}, id="全部的近乎重复件"),
        pytest.param(B, {"same": "甲案决定"}, set(), id="由看不到的件找重复"),
        pytest.param(B, {"like": "甲案决定"}, set(), id="由看不到的件找相似"),
        pytest.param(A, {"like": "甲案决定"}, set(), id="别局的相似件"),
    ],
)
def test_sees(index: SearchIndex, viewer: Viewer, fields: dict[str, object], expected: set[str]) -> None:
    assert found(index, viewer, **fields) == expected


def test_facets_count_only_what_is_seen(index: SearchIndex) -> None:
    def counts(viewer: Viewer, facet: str) -> dict[str, int]:
        facets = index.search(Query(as_of=DAY, viewer=viewer)).facets
        return {count.value: count.count for count in facets[facet]}  # type: ignore[index]

    assert counts(A, "verdict") == {"fail": 2}
    assert counts(B, "verdict") == {"pass": 2, "undetermined": 1}
    assert counts(NOBODY, "verdict") == {}
    assert (counts(A, "rule"), counts(B, "rule")) == ({"r-甲": 2}, {})
    assert counts(B, "kind") == {"penalty_decision": 1, "normative_document": 1, "draft": 1}
    assert counts(EVERYTHING, "verdict") == {"fail": 2, "pass": 3, "undetermined": 1}


def test_a_hit_names_no_foreign_dossier_or_folder_and_no_score(index: SearchIndex) -> None:
    hits = index.search(Query(text="公开的办法", as_of=DAY, viewer=NOBODY)).hits
    assert [(hit.dossiers, hit.sources, hit.score) for hit in hits] == [((), ("办法.pdf",), 0.0)]
    assert {s.source for s in hits[0].snippets} == {"办法.pdf"}
    (seen,) = index.search(Query(text="公开的办法", as_of=DAY, viewer=B)).hits
    assert [item.name for item in seen.dossiers] == ["乙案"]


def test_suggestions_tell_nothing_of_the_rest(index: SearchIndex) -> None:
    hidden = index.search(Query(text="秘甲 办法", as_of=DAY, viewer=B))
    absent = index.search(Query(text="查无此词 办法", as_of=DAY, viewer=B))
    assert hidden.notes == ("没有文书含有“秘甲”",)
    assert [(o.total, o.text) for o in hidden.instead] == [(o.total, o.text) for o in absent.instead]
