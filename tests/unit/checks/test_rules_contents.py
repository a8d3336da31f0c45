"""The list of contents against the file: agrees, does not, cannot be read, is not there."""

import pytest
from made_papers import on, paper
from rule_rows import Row, check, of_rule, params

RULE = "pen-contents-agree"
OPENED = paper("case_opening_approval", on("case_open", "2022-01-05"), title="立案审批表")
DECIDED = paper("penalty_decision", on("decided", "2022-03-01"), title="行政处罚决定书")


def listed(*titles: str):
    rows = [("序号", "文书名称"), *((str(n), title) for n, title in enumerate(titles, 1))]
    return paper("file_catalogue", title="卷内目录", rows=rows)


ROWS = [
    Row(
        "一一相符", RULE, "pass", "penalty", (OPENED, DECIDED, listed("立案审批表", "行政处罚决定书")), "2项"
    ),
    Row(
        "所列文书未见",
        RULE,
        "undetermined",
        "penalty",
        (OPENED, DECIDED, listed("立案审批表", "听证通知书", "行政处罚决定书")),
        "目录第2项“听证通知书”未见实物",
    ),
    Row(
        "有文书未列入",
        RULE,
        "undetermined",
        "penalty",
        (OPENED, DECIDED, listed("立案审批表")),
        "“行政处罚决定书”未列入卷内目录",
    ),
    Row(
        "次序不符",
        RULE,
        "undetermined",
        "penalty",
        (OPENED, DECIDED, listed("行政处罚决定书", "立案审批表")),
        "先后次序不符",
    ),
    Row(
        "目录读不出",
        RULE,
        "undetermined",
        "penalty",
        (OPENED, paper("file_catalogue", title="卷内目录")),
        "读不出条目",
    ),
    Row("没有目录", RULE, "not-applicable", "penalty", (OPENED,), "没有卷内目录"),
]


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


def test_every_disagreement_is_told_with_its_line():
    row = ROWS[1]
    found = of_rule(row)
    assert found.missing == ("目录第2项“听证通知书”未见实物",)
    assert any("听证通知书" in place.quote for place in found.evidence)
