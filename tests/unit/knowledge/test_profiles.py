"""Profiles: nationwide branch rules by the body's name, a region's own on top."""

from datetime import date

import pytest

from dossier.errors import KnowledgeError
from knowledge.profiles import load_profile
from knowledge.rules import load_rules

RULES = load_rules()


def amended(profile, rule_id, issuer):
    return next(rule for rule in profile.rules(RULES, issuer) if rule.id == rule_id)


def test_market_supervision_rolls_over_and_others_are_left_alone():
    profile = load_profile()
    assert amended(profile, "pen-service-7wd", "云山市市场监督管理局").rollover == "yes"
    assert amended(profile, "pen-service-7wd", "云山市交通运输局").rollover == "unknown"
    assert amended(profile, "consult-regulation-30d", "云山市市场监督管理局").rollover == "unknown"


def test_a_region_s_file_comes_on_top_of_the_nationwide_one(tmp_path):
    path = tmp_path / "yunshan.toml"
    path.write_text(
        'code = "yunshan"\nname = "云山省"\nchecked = 2026-01-05\n[[holiday]]\nname = "三月三"\nfirst = 2026-04-18\nlast = 2026-04-20\n'
        '[[override]]\nrule = "pen-service-7wd"\nseverity = "should"\n',
        encoding="utf-8",
    )
    profile = load_profile(str(path))
    rule = amended(profile, "pen-service-7wd", "云山市市场监督管理局")
    assert (rule.severity, rule.rollover) == ("should", "yes")
    assert profile.holiday[0].first == date(2026, 4, 18) and profile.name == "云山省"


def test_an_unknown_profile_names_those_there_are():
    with pytest.raises(KnowledgeError, match=r"没有名为 yunshan.*default"):
        load_profile("yunshan")
