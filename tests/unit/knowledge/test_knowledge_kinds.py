"""Kinds of papers and dossiers, and what decides a dossier's kind."""

import re

import pytest

from dossier.errors import KnowledgeError
from knowledge.files import read_toml
from knowledge.kinds import load_kinds

KINDS = load_kinds()


def test_codes_are_unique_and_main_papers_are_kinds_of_paper():
    documents = [kind.code for kind in KINDS.document]
    dossiers = [kind.code for kind in KINDS.dossier]
    assert len(documents) == len(set(documents)) and len(dossiers) == len(set(dossiers))
    used = {code for kind in KINDS.dossier for code in kind.main + kind.also}
    assert used <= set(documents)


@pytest.mark.parametrize(
    "code", ["penalty-onspot", "law-draft", "administrative-regulation", "standard", "any"]
)
def test_dossier_kinds_of_the_contract_are_there(code):
    assert KINDS.dossiers[code]


def by_title(title: str) -> str | None:
    """The first dossier kind whose title patterns match."""
    return next((k.code for k in KINDS.dossier if any(re.search(p, title) for p in k.titles)), None)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        pytest.param(
            "关于《中华人民共和国教师法（修订草案）（征求意见稿）》公开征求意见的公告", "law-draft", id="法律"
        ),
        pytest.param(
            "关于《无人机飞行条例（征求意见稿）》公开征求意见的通知",
            "administrative-regulation",
            id="行政法规",
        ),
        pytest.param("关于《云山市养犬管理条例（草案）》征求意见的公告", "local-regulation", id="地方性法规"),
        pytest.param("关于《饲料机械卫生规范》等14项行业标准公开征求意见", "standard", id="标准"),
        pytest.param("关于《云山市民宿管理办法（征求意见稿）》公开征求意见的公告", None, id="办法-看不出"),
        pytest.param("关于《云山市供热管理办法（草案）》征求意见的公告", None, id="办法草案不是法律草案"),
        pytest.param(
            "关于《中华人民共和国慈善法实施办法（征求意见稿）》的公告", None, id="实施办法不是法律草案"
        ),
        pytest.param("当场行政处罚决定书", "penalty-onspot", id="当场处罚"),
        pytest.param("行政处罚决定书", None, id="普通程序不靠标题"),
    ],
)
def test_titles_tell_drafts_that_are_not_our_own_rules(title, kind):
    assert by_title(title) == kind


def test_a_faulty_file_is_named_with_the_mend(tmp_path):
    path = tmp_path / "kinds.toml"
    path.write_text("[[document]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"kinds\.toml.*TOML"):
        load_kinds(path)
    with pytest.raises(KnowledgeError, match="读不到"):
        read_toml(tmp_path / "none.toml")
