"""Papers of one matter become one dossier (contract.md “What is audited together”)."""

import pytest

from pipeline.link import Keys, group


def paper(source: str, kind: str = "draft", **more: object) -> Keys:
    return Keys.model_validate({"document": source, "root": "/库", "source": source, "kind": kind, **more})


def groups(*papers: Keys, mode: str = "auto") -> dict[str, list[str]]:
    return {g.name: [source for source, _ in g.papers] for g in group(papers, mode=mode)}


def test_a_folder_is_a_dossier_named_by_its_path() -> None:
    papers = [
        paper("甲案/1.pdf", "prior_notice"),
        paper("甲案/2.pdf", "penalty_decision"),
        paper("乙案/1.pdf"),
    ]
    assert groups(*papers) == {"甲案": ["甲案/1.pdf", "甲案/2.pdf"], "乙案": ["乙案/1.pdf"]}


def test_sub_folders_belong_to_the_folder() -> None:
    assert groups(paper("甲案/正卷/1.pdf"), paper("甲案/副卷/2.pdf"), paper("乙/3.pdf"))["甲案"] == [
        "甲案/正卷/1.pdf",
        "甲案/副卷/2.pdf",
    ]


def test_a_folder_of_unrelated_decisions_is_a_collection() -> None:
    papers = [
        paper("决定书/1.pdf", "penalty_decision", numbers=("甲罚〔2025〕1号",)),
        paper("决定书/2.pdf", "penalty_decision", numbers=("甲罚〔2025〕2号",)),
        paper("决定书/回证.pdf", "service_receipt", cited=("甲罚〔2025〕2号",)),
        paper("别的/1.pdf"),
    ]
    found = groups(*papers)
    assert found["1.pdf"] == ["决定书/1.pdf"]
    assert ["决定书/2.pdf", "决定书/回证.pdf"] in found.values()


def test_unnumbered_decisions_against_two_parties_are_two_cases() -> None:
    papers = [paper(f"决定/{n}.txt", "penalty_decision", parties=(f"{n}公司",)) for n in "甲乙"]
    assert groups(*papers) == {"甲.txt": ["决定/甲.txt"], "乙.txt": ["决定/乙.txt"]}


def test_a_copy_of_the_decision_without_its_number_is_the_same_case() -> None:
    papers = [
        paper("案/1.pdf", "penalty_decision", numbers=("甲罚〔2025〕1号",), parties=("甲公司",)),
        paper("案/公示.png", "penalty_decision", parties=("甲公司",)),
    ]
    assert list(groups(*papers)) == ["案"]


def test_main_papers_of_one_case_number_stay_together() -> None:
    papers = [
        paper(
            "甲案/决定书.pdf", "penalty_decision", numbers=("甲罚〔2025〕1号",), cases=("甲立〔2025〕9号",)
        ),
        paper(
            "甲案/不予处罚.pdf",
            "no_penalty_decision",
            numbers=("甲不罚〔2025〕1号",),
            cases=("甲立〔2025〕9号",),
        ),
        paper("乙案/1.pdf"),
    ]
    assert len(groups(*papers)["甲案"]) == 2


def test_a_path_of_files_of_one_matter_is_one_dossier() -> None:
    papers = [paper("公告.html", "consultation_notice", matter="甲办法"), paper("办法.pdf", matter="甲办法")]
    assert groups(*papers) == {"库": ["公告.html", "办法.pdf"]}


def test_loose_files_are_linked_by_title() -> None:
    papers = [
        paper("公告.html", "consultation_notice", matter="甲办法"),
        paper("印发.pdf", "normative_document", title="关于印发甲办法的通知", matter="甲办法"),
        paper("其他.pdf", "interpretation", matter="乙办法"),
    ]
    assert groups(*papers) == {"关于印发甲办法的通知": ["公告.html", "印发.pdf"], "其他.pdf": ["其他.pdf"]}


def test_two_drafts_with_like_titles_stay_apart() -> None:
    papers = [paper("1.pdf", matter="甲市养犬管理办法"), paper("2.pdf", matter="甲市养犬管理实施办法")]
    assert len(groups(*papers)) == 2


def test_a_number_cited_as_basis_links_nothing() -> None:
    papers = [
        paper("上位.pdf", "normative_document", numbers=("国办发〔2018〕115号",)),
        paper("下位.pdf", "normative_document", numbers=("甲政规〔2025〕1号",)),
    ]
    assert len(groups(*papers)) == 2


@pytest.mark.parametrize(("mode", "count"), [("auto", 1), ("folder", 1), ("file", 2)])
def test_grouping_can_be_chosen(mode: str, count: int) -> None:
    assert len(groups(paper("甲案/1.pdf"), paper("甲案/2.pdf"), mode=mode)) == count


def test_equal_names_are_told_apart() -> None:
    papers = [paper("甲/1.pdf"), Keys(document="x", root="/另", source="甲/1.pdf", kind="draft")]
    assert list(groups(*papers)) == ["甲", "甲（2）"]


def test_names_with_a_prefix_are_grouped_below_it() -> None:
    papers = [paper("库/甲案/1.pdf", prefix="库/"), paper("库/乙案/1.pdf", prefix="库/")]
    assert list(groups(*papers)) == ["库/甲案", "库/乙案"]


def test_every_paper_is_in_exactly_one_dossier() -> None:
    papers = [
        paper(f"案{i % 3}/{i}.pdf", "penalty_decision", numbers=(f"甲罚〔2025〕{i}号",)) for i in range(30)
    ]
    held = [source for sources in groups(*papers).values() for source in sources]
    assert sorted(held) == sorted(p.source for p in papers)


OVERLOADED = {"parties": ("顺达物流有限公司",), "cause": "超限运输"}


def test_loose_papers_of_one_party_and_cause_are_one_case_and_say_so() -> None:
    papers = [
        paper("笔录.pdf", "inquiry_record", **OVERLOADED),
        paper("决定.pdf", "penalty_decision", numbers=("甲罚〔2025〕1号",), **OVERLOADED),
        paper("别的.pdf", "inquiry_record", parties=("顺达物流有限公司",), cause="无证经营"),
    ]
    found = group(papers)
    assert sorted(len(g.papers) for g in found) == [1, 2]
    assert "当事人和案由“顺达物流有限公司·超限运输”相同" in {g.reason for g in found}


def test_a_party_fined_twice_for_the_same_has_two_cases() -> None:
    papers = [
        paper("1.pdf", "penalty_decision", numbers=("甲罚〔2025〕1号",), **OVERLOADED),
        paper("2.pdf", "penalty_decision", numbers=("甲罚〔2025〕2号",), **OVERLOADED),
        paper("笔录.pdf", "inquiry_record", **OVERLOADED),
    ]
    assert len(groups(*papers)) == 3


def test_a_paper_in_the_wrong_folder_is_pointed_out() -> None:
    papers = [
        paper("甲案/决定.pdf", "penalty_decision", numbers=("甲罚〔2025〕1号",)),
        paper("甲案/回证.pdf", "service_receipt", cited=("甲罚〔2025〕2号",)),
        paper("乙案/决定.pdf", "penalty_decision", numbers=("甲罚〔2025〕2号",)),
    ]
    reasons = {g.name: g.reason for g in group(papers)}
    assert "“甲案/回证.pdf”的文号“甲罚〔2025〕2号”与“乙案”相同，疑放错文件夹" in reasons["甲案"]
    assert "疑放错" not in reasons["乙案"]


def test_a_paper_that_names_its_own_file_too_is_not_pointed_out() -> None:
    papers = [
        paper("甲案/决定.pdf", "penalty_decision", numbers=("甲罚〔2025〕1号",)),
        paper("甲案/回证.pdf", "service_receipt", cited=("甲罚〔2025〕1号", "甲罚〔2025〕2号")),
        paper("乙案/决定.pdf", "penalty_decision", numbers=("甲罚〔2025〕2号",)),
    ]
    assert all("疑放错" not in g.reason for g in group(papers))
