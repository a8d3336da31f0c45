"""Summary procedure (rules.md §4.2), written from the law: before and after 15 July 2021, police apart."""

import pytest
from enforcement_papers import MARKET, POLICE, by, dated, decided, e, fined
from made_papers import on, paper
from rule_rows import Row, check, params

from dossier.case import Reading

PERSON = by("当事人", "某人")
BODY = by("当事人", "某厂", type="organization")
DECIDED = decided("2022-04-28")
OLDEST = decided("1996-09-30")
EIGHT = e(
    "dec_facts",
    "dec_kind",
    "dec_basis",
    "onspot_place",
    "dec_reconsider",
    "dec_sue",
    "onspot_signed",
    "onspot_number",
)
COLLECTED = e("collected_onspot")


def fine(yuan: int, *more, day: str = "2022-04-28", **options) -> Reading:
    return decided(day, fined(yuan), *more, **options)


def paid(*lines) -> Reading:
    return paper("payment_receipt", *lines)


KIND = "penalty-onspot"
ROWS = [
    # 限额：2021年7月15日起公民200、单位3000；此前50、1000
    Row("公民200元", "onspot-cap", "pass", KIND, (fine(200, *PERSON),)),
    Row("公民201元", "onspot-cap", "fail", KIND, (fine(201, *PERSON),)),
    Row("单位3000元", "onspot-cap", "pass", KIND, (fine(3000, *BODY),)),
    Row("单位3001元", "onspot-cap", "fail", KIND, (fine(3001, *BODY),)),
    Row("旧法公民51元", "onspot-cap", "fail", KIND, (fine(51, *PERSON, day="2021-07-14"),)),
    Row("旧法单位1000元", "onspot-cap", "pass", KIND, (fine(1000, *BODY, day="2021-07-14"),)),
    Row("施行当日公民51元", "onspot-cap", "pass", KIND, (fine(51, *PERSON, day="2021-07-15"),)),
    Row("不知公民还是单位", "onspot-cap", "undetermined", KIND, (fine(500),)),
    Row("决定日期没有读到", "onspot-cap", "undetermined", KIND, (paper("penalty_decision", fined(100), *PERSON),)),
    Row("只有警告", "onspot-cap", "not-applicable", KIND, (DECIDED,)),
    # 载明事项
    Row("齐全", "onspot-elements", "pass", KIND, (decided("2022-04-28", *EIGHT),)),
    Row("没有复议途径", "onspot-elements", "fail", KIND, (decided("2022-04-28", *EIGHT[:4], *EIGHT[5:]),), "复议"),
    Row("没有读到地点", "onspot-elements", "undetermined", KIND, (decided("2022-04-28", *EIGHT[:3], *EIGHT[4:]),)),
    Row("1996年以前", "onspot-elements", "not-applicable", KIND, (OLDEST,)),
    # 当场交付
    Row("当场交付", "onspot-delivered", "pass", KIND, (decided("2022-04-28", *e("present_at_decision")),)),
    Row("拒签已注明", "onspot-delivered", "pass", KIND, (decided("2022-04-28", *e("record_refused")),)),
    Row("没有记载", "onspot-delivered", "undetermined", KIND, (DECIDED,)),
    Row("经人确认没有交付", "onspot-delivered", "fail", KIND, (DECIDED,), more={"answers": {"present_at_decision|record_refused|receipt_party": "否"}}),
    Row("1996年以前", "onspot-delivered", "not-applicable", KIND, (OLDEST,)),
    # 报备：法律没有天数
    Row("报备了", "onspot-record-filed", "pass", KIND, (DECIDED, dated("onspot_filing", "onspot_filed", "2022-06-28")), "没有规定天数"),
    Row("没有备案表", "onspot-record-filed", "undetermined", KIND, (DECIDED,)),
    Row("1996年以前", "onspot-record-filed", "not-applicable", KIND, (OLDEST, dated("onspot_filing", "onspot_filed", "1996-10-28"))),
    # 两人
    Row("两人", "onspot-two-officers", "pass", KIND, (decided("2022-04-28", *by("执法人员", "甲某", "乙某")),)),
    Row("一人", "onspot-two-officers", "fail", KIND, (decided("2022-04-28", *by("执法人员", "甲某", "甲某")),)),
    Row("只读到一处", "onspot-two-officers", "undetermined", KIND, (decided("2022-04-28", *by("执法人员", "甲某")),)),
    Row("法律规定可以一人", "onspot-two-officers", "excused", KIND, (decided("2022-04-28", *by("执法人员", "甲某", "甲某"), *e("one_officer_allowed")),)),
    Row("修订前没有要求当场处罚两人", "onspot-two-officers", "not-applicable", KIND, (decided("2021-07-14", *by("执法人员", "甲某", "甲某")),)),
    # 告知
    Row("记明告知和听取", "onspot-notice", "pass", KIND, (decided("2022-04-28", *e("onspot_told")),)),
    Row("没有读到", "onspot-notice", "undetermined", KIND, (DECIDED,)),
    Row("写明没有告知", "onspot-notice", "fail", KIND, (decided("2022-04-28", *e("!onspot_told")),)),
    Row("1996年以前", "onspot-notice", "not-applicable", KIND, (OLDEST,)),
    # 当场收缴
    Row("100元", "onspot-collect", "pass", KIND, (fine(100, *COLLECTED),)),
    Row("101元", "onspot-collect", "fail", KIND, (fine(101, *COLLECTED),)),
    Row("事后难以执行", "onspot-collect", "excused", KIND, (fine(200, *COLLECTED, *e("hard_to_collect")),)),
    Row("旧法20元", "onspot-collect", "pass", KIND, (fine(20, *COLLECTED, day="2021-07-14"),)),
    Row("旧法21元", "onspot-collect", "fail", KIND, (fine(21, *COLLECTED, day="2021-07-14"),)),
    Row("决定日期没有读到", "onspot-collect", "undetermined", KIND, (paper("penalty_decision", fined(50), *COLLECTED),)),
    Row("没有当场收缴", "onspot-collect", "not-applicable", KIND, (fine(101),)),
    Row("出具专用票据", "onspot-collect-receipt", "pass", KIND, (fine(50, *COLLECTED), paid(*e("special_receipt")))),
    Row("没有票据", "onspot-collect-receipt", "undetermined", KIND, (fine(50, *COLLECTED),)),
    Row("经人确认没有票据", "onspot-collect-receipt", "fail", KIND, (fine(50, *COLLECTED),), more={"answers": {"special_receipt": "否"}}),
    Row("没有当场收缴", "onspot-collect-receipt", "not-applicable", KIND, (fine(50),)),
    Row("第2个工作日上交", "onspot-collect-2wd", "pass", KIND, (fine(50, *COLLECTED), paid(on("fine_turned_in", "2022-05-05")))),
    Row("第3个工作日上交", "onspot-collect-2wd", "fail", KIND, (fine(50, *COLLECTED), paid(on("fine_turned_in", "2022-05-06")))),
    Row("旧法末日周六", "onspot-collect-2wd", "borderline", KIND, (fine(20, *COLLECTED, day="2021-07-08"), paid(on("fine_turned_in", "2021-07-12")))),
    Row("没有上交记录", "onspot-collect-2wd", "undetermined", KIND, (fine(50, *COLLECTED),)),
    Row("没有当场收缴", "onspot-collect-2wd", "not-applicable", KIND, (fine(50),)),
    Row("第2个工作日缴银行", "onspot-bank-2wd", "pass", KIND, (fine(50, *COLLECTED), paid(on("fine_turned_in", "2022-04-28"), on("fine_banked", "2022-05-05")))),
    Row("第3个工作日缴银行", "onspot-bank-2wd", "fail", KIND, (fine(50, *COLLECTED), paid(on("fine_turned_in", "2022-04-28"), on("fine_banked", "2022-05-06")))),
    Row("旧法末日周六", "onspot-bank-2wd", "borderline", KIND, (fine(20, *COLLECTED, day="2021-07-08"), paid(on("fine_turned_in", "2021-07-08"), on("fine_banked", "2021-07-12")))),
    Row("没有缴银行记录", "onspot-bank-2wd", "undetermined", KIND, (fine(50, *COLLECTED), paid(on("fine_turned_in", "2022-04-28")))),
    Row("没有当场收缴", "onspot-bank-2wd", "not-applicable", KIND, (fine(50),)),
    Row("普通程序的规则不适用", "onspot-no-90d", "not-applicable", KIND, (DECIDED,)),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)


def filed(day: str, at: str = "") -> Reading:
    return dated("onspot_filing", "onspot_filed", day, **({"at": at} if at else {}))


@pytest.mark.parametrize(
    ("rule", "papers", "verdict"),
    [
        pytest.param("onspot-cap", (fine(200, *BODY, day="2025-12-31", issuer=POLICE),), "pass", id="治安200元"),
        pytest.param("onspot-cap", (fine(201, *BODY, day="2025-12-31", issuer=POLICE),), "fail", id="治安201元"),
        pytest.param("onspot-cap", (fine(500, *PERSON, day="2026-01-01", issuer=POLICE),), "pass", id="治安2026年起500元"),
        pytest.param("onspot-cap", (fine(501, *PERSON, day="2026-01-01", issuer=POLICE),), "fail", id="治安2026年501元"),
        pytest.param("onspot-record-filed", (decided("2022-04-28", issuer=POLICE), filed("2022-04-28")), "pass", id="治安当日报备"),
        pytest.param("onspot-record-filed", (decided("2022-04-28", issuer=POLICE), filed("2022-04-29")), "undetermined", id="治安次日而无时刻"),
        pytest.param("onspot-record-filed", (decided("2022-04-28", issuer=POLICE), filed("2022-04-30")), "fail", id="治安超过24小时"),
        pytest.param("onspot-record-filed", (decided("2022-04-25", issuer=MARKET), filed("2022-05-07")), "pass", id="市监第7个工作日"),
        pytest.param("onspot-record-filed", (decided("2022-04-25", issuer=MARKET), filed("2022-05-09")), "fail", id="市监第8个工作日"),
    ],
)  # fmt: skip
def test_branches(rule, papers, verdict):
    check(Row("", rule, verdict, KIND, papers))
