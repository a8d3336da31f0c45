"""What a paper says becomes of other documents: the sentence in, the changes out."""

import pytest

from extractors.changes import find_changes
from extractors.paper import paper
from knowledge.changes import load_changes


def told(text, kind="normative_document", title=""):
    found = [item.value for item in find_changes(paper(text, kind=kind, title=title))]
    return [(c.what, c.name, c.number, str(c.day) if c.day else None) for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "根据《价格法》，制定本办法。\n第九条　本办法自2024年3月1日起施行。《甲县停车办法》（甲政发〔2015〕3号）、《甲县收费办法》（甲政办发〔2016〕12号）同时废止。",
            [("repealed", "甲县停车办法", "甲政发〔2015〕3号", None), ("repealed", "甲县收费办法", "甲政办发〔2016〕12号", None)],
            id="同时废止两件，所依据的法律不算",
        ),
        pytest.param(
            "《甲县人民政府关于限制燃放烟花爆竹的通告》（2018年1月8日发布）自同日起废止。",
            [("repealed", "甲县人民政府关于限制燃放烟花爆竹的通告", None, None)],
            id="发布日期不是废止日期，同日即本文施行之日",
        ),
        pytest.param("《乙办法办事规程》自2025年2月1日起废止。", [("repealed", "乙办法办事规程", None, "2025-02-01")], id="写明日期"),
        pytest.param("自2025年1月1日起，废止《甲县某办法》。", [("repealed", "甲县某办法", None, "2025-01-01")], id="日期在前、动词在前"),
        pytest.param("2015年8月20日公布的《扶持办法》（市人民政府令第8号）同时废止。", [("repealed", "扶持办法", "市人民政府令第8号", None)], id="令号"),
        pytest.param("《甲县某办法》第五条同时废止。", [("amended", "甲县某办法", None, None)], id="只废止一条是修改"),
        pytest.param("对《甲县某办法》作如下修改：", [("amended", "甲县某办法", None, None)], id="作如下修改"),
        pytest.param("《甲县某办法》（甲政规〔2019〕1号）有效期延长至2027年12月31日。", [("extended", "甲县某办法", "甲政规〔2019〕1号", "2027-12-31")], id="延长有效期"),
        pytest.param("《甲县某办法》已失效，《乙县某办法》继续有效。", [("expired", "甲县某办法", None, None), ("kept", "乙县某办法", None, None)], id="一句两说"),
        pytest.param("建议废止《甲县某办法》。《乙县某办法》尚未废止，拟于明年废止。", [], id="建议、尚未、打算的不算"),
        pytest.param("依照《甲县某办法》享受的优惠政策停止执行。", [], id="停止执行的是政策，不是文件"),
        pytest.param("根据《关于废止〈甲县某办法〉的决定》，制定本规定。", [], id="名称里的废止不算"),
    ],
)  # fmt: skip
def test_sentences(text, expected):
    assert told(text) == expected


ROWS = "序号\t标题\t发文字号\t成文日期\t清理意见\n1\t关于印发甲办法的通知\t甲政发〔2015〕3号\t2015年1月1日\t继续有效\n2\t关于丙的若干规定\t甲政发〔2014〕3号\t2014年1月1日\t废止\n3\t关于丁的若干规定\t甲政发〔2013〕3号\t2013年1月1日\t拟修改"
SECTIONS = "附件1 废止的规范性文件目录\n序号\t文件名称\t文号\n1\t关于印发甲办法的通知\t甲政发〔2015〕3号\n附件2 继续有效的规范性文件目录\n序号\t文件名称\t文号\n1\t关于印发乙办法的通知\t甲政发〔2017〕9号"
ITEMS = "一、宣布失效的文件（1件）\n1.甲县人民政府关于加强丙工作的通知（甲政发〔2010〕2号）\n二、继续有效的文件\n1.《乙县某办法》（甲政办发〔2011〕7号）"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(ROWS, [("kept", "甲政发〔2015〕3号"), ("repealed", "甲政发〔2014〕3号")], id="结果栏；打算修改的不算"),
        pytest.param(SECTIONS, [("repealed", "甲政发〔2015〕3号"), ("kept", "甲政发〔2017〕9号")], id="分段标题"),
        pytest.param(ITEMS, [("expired", "甲政发〔2010〕2号"), ("kept", "甲政办发〔2011〕7号")], id="分条列出"),
        pytest.param("废止和失效文件目录\n序号\t文件名称\t文号\n1\t关于印发甲办法的通知\t甲政发〔2015〕3号", [], id="标题说两样而没有结果栏的不猜"),
    ],
)  # fmt: skip
def test_lists_of_a_clean_up(text, expected):
    assert [(what, number) for what, _, number, _ in told(text, "repeal_list", "清理目录")] == expected


def test_drafts_letters_and_requests_end_nothing():
    clause = "《甲县停车办法》同时废止。"
    assert told(clause)
    assert [
        kind for kind in ("draft", "other", "review_request", "legality_review_opinion") if told(clause, kind)
    ] == []


def test_every_change_has_words():
    assert {c.what for c in load_changes().change} == {"repealed", "expired", "amended", "kept", "extended"}
