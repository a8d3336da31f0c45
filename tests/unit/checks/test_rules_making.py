"""Order, effect and filing of rules and normative documents."""

import pytest
from made_papers import element, issued_by, judged, lasting, on, paper
from rule_rows import Row, check, params

IMPORTANT = element("premise_important", words="本文件为重要的行政规范性文件")
STATUTORY = element("immediate_effect_reason", "statutory", words="不立即施行将有碍规章施行")
OTHER = element("immediate_effect_reason", "other", words="为尽快发挥效益")


def made(**days):
    """A normative document's papers, by the day of each act."""
    acts = {
        "consult_close": "2022-04-30", "lr_sent": "2022-05-05", "lr_opinion": "2022-05-16",
        "meeting": "2022-05-18", "signed": "2022-05-20", "published": "2022-05-25",
    } | days  # fmt: skip
    kinds = {
        "consult_close": "consultation_notice", "lr_sent": "review_request", "lr_opinion": "legality_review_opinion",
        "meeting": "meeting_minutes", "signed": "normative_document", "published": "publication_proof",
    }  # fmt: skip
    return tuple(paper(kinds[code], on(code, day)) for code, day in acts.items() if day)


ISSUED = paper("normative_document", IMPORTANT)


def rule_of(published, effective=None, *more, issuer="云山省人民政府"):
    lines = [on("published", published), issued_by(issuer), *more]
    return paper("government_rule", *lines, *([on("effective", effective)] if effective else []))


def filing(day, to):
    return paper("filing_report", on("filed", day, about=to))


PROVINCE = "province"
ROWS = [
    Row("次序正确", "normative-order", "pass", "normative", (*made(), ISSUED)),
    Row("当日签发公布", "normative-order", "pass", "normative", (*made(signed="2022-05-18", published="2022-05-18"), ISSUED)),
    Row("先议后审", "normative-order", "fail", "normative", (*made(meeting="2022-05-10"), ISSUED), "次序颠倒"),
    Row("先公布后签发", "normative-order", "fail", "normative", (*made(published="2022-05-19"), ISSUED)),
    Row("缺送审而先审后征求", "normative-order", "fail", "normative", (*made(lr_sent="", lr_opinion="2022-04-20"), ISSUED)),
    Row("审核与审议同日", "normative-order", "borderline", "normative", (*made(meeting="2022-05-16"), ISSUED)),
    Row("缺审议", "normative-order", "undetermined", "normative", (*made(meeting=""), ISSUED), "集体审议"),
    Row("未写明重要而已集体审议", "normative-order", "fail", "normative", made(meeting="2022-05-10"), "集体审议"),
    Row("次序颠倒而是否重要不明", "normative-order", "undetermined", "normative", made(meeting="", published="2022-05-19"), "请确认"),
    Row("经人确认不重要", "normative-order", "not-applicable", "normative", made(meeting="", published="2022-05-19"), more={"answers": {"premise_important": "否"}}),
    Row("公告落款不是文件成文日", "normative-order", "pass", "normative", (*made(), ISSUED, paper("consultation_notice", on("doc_date", "2022-03-30"), on("consult_close", "2022-04-30")))),
    Row("没有签发以成文日期计", "normative-order", "pass", "normative", (*made(signed=""), ISSUED, paper("normative_document", on("doc_date", "2022-05-20")))),
    Row("缺公布记录由公布的规则处理", "normative-order", "pass", "normative", (*made(published=""), ISSUED)),
    Row("工作方案", "normative-order", "not-applicable", "work", made()),
    # 备案时限按省配置
    Row("未配置", "normative-filing-days", "undetermined", "normative", (*made(), filing("2022-06-01", None)), "地区配置"),
    Row("工作方案", "normative-filing-days", "not-applicable", "work", made()),
    # 公布30日后施行
    Row("满30日", "regulation-effective-30d", "pass", "regulation", (rule_of("2022-04-01", "2022-05-01"),)),
    Row("差一日", "regulation-effective-30d", "borderline", "regulation", (rule_of("2022-04-01", "2022-04-30"),)),
    Row("不足", "regulation-effective-30d", "fail", "regulation", (rule_of("2022-04-01", "2022-04-15"),)),
    Row("公布之日起施行-法定理由", "regulation-effective-30d", "excused", "regulation", (rule_of("2022-04-01", None, lasting("effective", 0, "d", "published"), STATUTORY),), "有碍"),
    Row("公布之日起施行-理由不属法定", "regulation-effective-30d", "fail", "regulation", (rule_of("2022-04-01", None, lasting("effective", 0, "d", "published"), OTHER),), "不属于法定例外"),
    Row("自公布之日起30日后", "regulation-effective-30d", "pass", "regulation", (rule_of("2022-04-01", None, lasting("effective", 30, "d", "published")),), "推算"),
    Row("缺公布日", "regulation-effective-30d", "undetermined", "regulation", (paper("government_rule", on("effective", "2022-05-01")),)),
    Row("条例施行前", "regulation-effective-30d", "not-applicable", "regulation", (rule_of("2001-12-31", "2002-01-01"),)),
    # 30日内备案
    Row("部门规章报国务院", "regulation-filing-30d", "pass", "regulation", (rule_of("2022-04-01", issuer="某某部"), filing("2022-05-01", "国务院")), more={}),
    Row("部门规章逾期", "regulation-filing-30d", "fail", "regulation", (rule_of("2022-04-06", issuer="某某部"), filing("2022-05-09", "国务院"))),
    Row("末日休息日顺延", "regulation-filing-30d", "borderline", "regulation", (rule_of("2022-04-01", issuer="某某部"), filing("2022-05-05", "国务院"))),
    Row("省政府规章两处都报", "regulation-filing-30d", "pass", "regulation", (rule_of("2022-04-01"), filing("2022-04-20", "国务院"), filing("2022-04-21", "云山省人大常委会"))),
    Row("省政府规章只见一份", "regulation-filing-30d", "undetermined", "regulation", (rule_of("2022-04-01"), filing("2022-04-20", "国务院")), "本级人大常委会"),
    Row("一处逾期", "regulation-filing-30d", "fail", "regulation", (rule_of("2022-04-01"), filing("2022-04-20", "国务院"), filing("2022-05-21", "云山省人民代表大会常务委员会"))),
    Row("制定机关不明只见一份", "regulation-filing-30d", "undetermined", "regulation", (paper("government_rule", on("published", "2022-04-01")), filing("2022-04-20", None)), "制定机关不明"),
    Row("没有备案材料", "regulation-filing-30d", "undetermined", "regulation", (rule_of("2022-04-01"),)),
    Row("条例施行前", "regulation-filing-30d", "not-applicable", "regulation", (rule_of("2001-12-01", issuer="某某部"), filing("2001-12-20", "国务院"))),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


CITY = "云山市人民政府"


def test_a_city_files_with_four_bodies_and_each_is_told():
    four = ("国务院", "云山市人大常委会", "某某省人大常委会", "某某省人民政府")
    papers = (rule_of("2022-04-01", issuer=CITY), *(filing("2022-04-20", to) for to in four))
    found = judged("regulation", *papers)["regulation-filing-30d"]
    assert found.verdict == "pass"
    assert all(
        f"报{name}" in found.message
        for name in ("国务院", "本级人大常委会", "省级人大常委会", "省级人民政府")
    )
    assert judged("regulation", *papers[:-1])["regulation-filing-30d"].verdict == "undetermined"


@pytest.mark.parametrize(
    ("published", "law"),
    [
        pytest.param("2015-03-14", "法规规章备案条例（2001）第三条", id="2015立法法前一日"),
        pytest.param("2015-03-15", "立法法（2015修正）第九十八条", id="2015立法法当日"),
        pytest.param("2023-03-14", "立法法（2015修正）第九十八条", id="2023立法法前一日"),
        pytest.param("2023-03-15", "立法法（2023修正）第一百零九条", id="2023立法法当日"),
        pytest.param("2024-10-31", "法规规章备案条例（2001）第三条", id="备案审查条例前一日"),
        pytest.param("2024-11-01", "法规规章备案审查条例第四条", id="备案审查条例当日"),
    ],
)
def test_the_law_cited_is_the_one_in_force_that_day(published, law):
    papers = (rule_of(published, issuer="某某部"), filing(published, "国务院"))
    assert law in judged("regulation", *papers)["regulation-filing-30d"].basis


@pytest.fixture
def province(tmp_path):
    path = tmp_path / "云山省.toml"
    path.write_text(
        'code = "yunshan"\nname = "云山省"\n[[override]]\nrule = "normative-filing-days"\nseverity = "must"\n'
        'versions = [{ since = 2020-01-01, quantity = 15, unit = "d", basis = ["云山省规范性文件办法第九条"] }]\n',
        encoding="utf-8",
    )
    return str(path)


@pytest.mark.parametrize(
    ("filed", "verdict"),
    [
        pytest.param("2022-06-09", "pass", id="第15日"),
        pytest.param("2022-06-10", "fail", id="第16日"),
        pytest.param(None, "undetermined", id="没有备案材料"),
    ],
)
def test_a_province_sets_the_days_for_filing(province, filed, verdict):
    papers = (*made(), *([filing(filed, None)] if filed else []))
    found = judged("normative", *papers, profile=province)["normative-filing-days"]
    assert (found.verdict, found.severity, found.basis) == (verdict, "must", ("云山省规范性文件办法第九条",))
