"""What a reader asks of a finding: which version and why, the article's words, what would change it, how to mend it."""

import pytest
from enforcement_papers import MARKET, decided, opened, receipt
from made_papers import judged

from checks.explain import explain
from knowledge.rules import load_rules

RULES = {rule.id: rule for rule in load_rules()}
ENFORCEMENT = [rule for rule in RULES.values() if rule.id.startswith(("pen-", "onspot-", "coercion-", "freeze-", "exec-", "lic-")) and rule.advice]  # fmt: skip


def explained(rule: str, *papers):
    found = judged("penalty", *papers)[rule]
    return explain(found, RULES[rule])


@pytest.mark.parametrize(
    ("day", "says"),
    [
        pytest.param(
            "2021-07-14",
            "2021年7月14日）有效的文本，适用自1996年10月1日起施行、至2021年7月14日止",
            id="修订前",
        ),
        pytest.param("2021-07-15", "2021年7月15日）有效的文本，适用自2021年7月15日起施行", id="修订后"),
    ],
)
def test_the_version_is_the_one_of_the_day_and_the_reason_is_said(day, says):
    assert says in explained("pen-service-7wd", decided(day), receipt("served", day)).version


def test_the_article_s_words_are_given_also_where_a_branch_sets_the_days():
    words = explained("pen-decision-90d", opened("2025-07-18"), decided("2025-08-15", issuer=MARKET)).text
    assert words.startswith("第六十条 行政机关应当自行政处罚案件立案之日起九十日内")


@pytest.mark.parametrize(
    ("served", "says"),
    [
        pytest.param("2022-10-11", "晚于2022年10月12日（现余1天）", id="合规说余量"),
        pytest.param("2022-10-12", "已是最后一天", id="最后一天"),
        pytest.param("2022-10-13", "不晚于2022年10月12日的证据", id="不合规说差什么"),
    ],
)
def test_what_would_change_the_verdict(served, says):
    assert says in explained("pen-service-7wd", decided("2022-09-28"), receipt("served", served)).turns


def test_an_open_finding_says_what_to_bring():
    assert "处罚决定送达的日期" in explained("pen-service-7wd", decided("2022-09-28")).turns


@pytest.mark.parametrize("rule", ENFORCEMENT, ids=lambda rule: rule.id)
def test_mending_takes_two_sentences(rule):
    assert rule.advice.endswith("。") and rule.advice.count("。") == 2
    assert not any(c.isascii() and c.isalpha() for c in rule.advice)
