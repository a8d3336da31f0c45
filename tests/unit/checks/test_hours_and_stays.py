"""Hours run on through holidays; days are deducted and added only with their paper, in time (rules.md §1.2, §1.3)."""

from decimal import Decimal

import pytest
from made_papers import Line_, context, element, on, paper

from checks import run_checks
from checks.tally import share
from dossier.case import Dossier, Finding, Reading, Rule
from dossier.errors import KnowledgeError
from dossier.fact import Amount, Party, Quantity
from knowledge.conditions import parse_stay


def rule(shape: str, quantity: int | None, unit: str | None, **more: object) -> Rule:
    version = {"quantity": quantity, "unit": unit, "basis": ("某法第一条",)} | more.pop("version", {})  # type: ignore[operator]
    fields = {"id": "r", "name": "某规则", "kinds": ("coercion",), "severity": "must", "advice": "改正。"}
    return Rule.model_validate(fields | {"shape": shape, "versions": (version,)} | more)


def judge(asked: Rule, *papers: Reading) -> Finding:
    given = context()
    found = run_checks(Dossier(id="卷", kind="coercion", readings=papers), given.__class__(
        rules=(asked,), calendar=given.calendar, profile=given.profile, answers={}, as_of=given.as_of
    ))  # fmt: skip
    assert len(found) == 1
    return found[0]


def seized(day: str, **more: object) -> Reading:
    return paper("coercion_decision", on("seize", day, **more))


def released(day: str, **more: object) -> Reading:
    return paper("coercion_release", on("seize_end", day, **more))


# ── 小时

APPROVED_IN_24H = rule("max", 24, "h", start="seize", end="coercion_approved")


@pytest.mark.parametrize(
    ("start", "end", "verdict", "measured"),
    [
        pytest.param({"day": "2022-04-30", "at": "10:00"}, {"day": "2022-05-01", "at": "10:00"}, "pass", 24, id="第24小时-节假日照计"),
        pytest.param({"day": "2022-04-30", "at": "10:00"}, {"day": "2022-05-01", "at": "10:01"}, "fail", 25, id="超1分钟"),
        pytest.param({"day": "2022-04-30"}, {"day": "2022-04-30"}, "pass", None, id="同日而无时刻"),
        pytest.param({"day": "2022-04-30"}, {"day": "2022-05-01"}, "undetermined", None, id="次日而无时刻"),
        pytest.param({"day": "2022-04-30"}, {"day": "2022-05-02"}, "fail", None, id="跨2日而无时刻"),
        pytest.param({"day": "2022-04-30", "at": "23:00"}, {"day": "2022-05-01"}, "undetermined", None, id="只有起时"),
        pytest.param({"day": "2022-04-30", "at": "09:00"}, {"day": "2022-04-30"}, "pass", None, id="起时在先同日"),
        pytest.param({"day": "2022-05-01", "at": "10:00"}, {"day": "2022-05-01", "at": "09:00"}, "undetermined", None, id="止早于起"),
    ],
)  # fmt: skip
def test_a_period_of_24_hours(start, end, verdict, measured):
    days = start.pop("day"), end.pop("day")
    papers = seized(days[0], **start), paper("approval_form", on("coercion_approved", days[1], **end))
    found = judge(APPROVED_IN_24H, *papers)
    assert (found.verdict, found.measured) == (verdict, measured), found.message


def test_hours_are_shown_with_their_time_and_start_and_end_too():
    papers = (
        seized("2022-04-30", at="10:00"),
        paper("approval_form", on("coercion_approved", "2022-04-30", at="18:30")),
    )
    found = judge(APPROVED_IN_24H, *papers)
    assert (found.start, found.end) == ("2022-04-30T10:00", "2022-04-30T18:30")
    assert "10时" in found.message and "共9小时" in found.message


# ── 扣除

THIRTY = rule(
    "max", 30, "d", start="seize", end="seize_end", rollover="no",
    options={"deducts": ("test_start..test_end if event:test_told",), "extension": ("30",), "each": "pair"},
)  # fmt: skip
TEST = paper("testing_notice", on("test_start", "2022-03-05"), on("test_end", "2022-03-15"))
TOLD = paper("service_receipt", on("test_told", "2022-03-05"))


def approved(day: str) -> Reading:
    return paper("approval_form", on("extension_approved", day))


@pytest.mark.parametrize(
    ("papers", "verdict", "says"),
    [
        pytest.param((seized("2022-03-01"), released("2022-03-31")), "pass", "", id="第30日"),
        pytest.param((seized("2022-03-01"), released("2022-04-01")), "fail", "晚了1天", id="第31日"),
        pytest.param((seized("2022-03-01"), released("2022-04-10"), TEST, TOLD), "excused", "扣除10日", id="扣除鉴定10日-第30日"),
        pytest.param((seized("2022-03-01"), released("2022-04-11"), TEST, TOLD), "borderline", "另一种", id="鉴定首日是否扣除决定结论"),
        pytest.param((seized("2022-03-01"), released("2022-04-12"), TEST, TOLD), "fail", "晚了", id="扣除后仍超"),
        pytest.param((seized("2022-03-01"), released("2022-04-10"), TEST), "fail", "未见书面告知", id="没有告知的鉴定期照算"),
        pytest.param((seized("2022-03-01"), released("2022-04-30"), approved("2022-03-31")), "excused", "延长30日", id="末日当日批准延长"),
        pytest.param((seized("2022-03-01"), released("2022-04-30"), approved("2022-04-01")), "fail", "届满之后", id="届满后批准"),
        pytest.param((seized("2022-03-01"), released("2022-05-10"), TEST, TOLD, approved("2022-04-10")), "excused", "共40日", id="扣除之后末日顺推-在新末日批准延长"),
        pytest.param((seized("2022-03-01"), released("2022-05-01"), approved("2022-03-31"), approved("2022-04-20")), "fail", "晚了1天", id="只能延长一次"),
        pytest.param((seized("2022-03-01"), released("2022-05-31"), paper("testing_notice", on("test_start", "2022-04-05"), on("test_end", "2022-05-25")), TOLD), "fail", "届满之后", id="届满以后才开始的鉴定不能扣除"),
    ],
)  # fmt: skip
def test_sealing_of_30_days_with_tests_and_extension(papers, verdict, says):
    found = judge(THIRTY, *papers)
    assert found.verdict == verdict, found.message
    assert says in found.message, found.message


def test_deducted_days_are_shown_and_not_counted():
    found = judge(THIRTY, seized("2022-03-01"), released("2022-04-10"), TEST, TOLD)
    assert found.measured == 30 and found.required == 30
    assert found.count is not None and len(found.count.skipped) == 10
    assert {why for _, why in found.count.skipped} == {"依法不计入"}


def test_two_sealings_are_paired_with_their_releases():
    papers = (
        seized("2022-03-01", about="甲车"),
        seized("2022-03-02", about="乙车"),
        released("2022-03-30", about="甲车"),
        released("2022-04-10", about="乙车"),
    )
    found = {f.subject: f.verdict for f in _all(THIRTY, *papers)}
    assert found == {"甲车": "pass", "乙车": "fail"}


def test_a_release_that_does_not_say_of_which_sealing_decides_neither():
    found = _all(
        THIRTY, seized("2022-03-01", about="甲车"), seized("2022-03-02", about="乙车"), released("2022-03-30")
    )
    assert {f.verdict for f in found} == {"undetermined"}


def _all(asked: Rule, *papers: Reading) -> tuple[Finding, ...]:
    given = context()
    return run_checks(Dossier(id="卷", kind="coercion", readings=papers), given.__class__(
        rules=(asked,), calendar=given.calendar, profile=given.profile, answers={}, as_of=given.as_of
    ))  # fmt: skip


@pytest.mark.parametrize(
    "written", ["", "test_start", "test_start..", "..test_end", "test_start..test_end when x"]
)
def test_a_stay_that_is_none_is_refused(written):
    with pytest.raises(KnowledgeError, match="应写作"):
        parse_stay(written)


# ── 人数、金额、比率


def officers(*people: str, times: int = 1) -> Reading:
    lines = [
        Line_(name, Party(role="执法人员", name=name), 0, len(name)) for name in people for _ in range(times)
    ]
    return paper("inspection_record", *lines)


TWO = rule("count", 2, "n", options={"papers": ("inspection_record",), "role": "执法人员"})


@pytest.mark.parametrize(
    ("papers", "verdict"),
    [
        pytest.param((officers("甲某", "乙某"),), "pass", id="两人"),
        pytest.param(
            (officers("甲某", "乙某"), officers("甲某", times=2)), "fail", id="其中一份抬头和签名都只有一人"
        ),
        pytest.param((officers("甲某"),), "undetermined", id="只读到一处一人"),
        pytest.param((officers(),), "undetermined", id="没有读到签名"),
        pytest.param((officers("郁怀川", "郁怀州"),), "undetermined", id="只差一字的三字姓名可能是误读"),
        pytest.param((), "undetermined", id="没有笔录"),
    ],
)
def test_two_officers_in_each_record(papers, verdict):
    found = judge(TWO, *papers)
    assert found.verdict == verdict, found.message
    assert verdict != "undetermined" or found.missing


def fine(yuan: int, party: str | None = None) -> Reading:
    words = f"罚款{yuan}元"
    lines = [Line_(words, Amount(yuan=Decimal(yuan), role="fine"), 0, len(words))]
    if party:
        lines.append(Line_("某某", Party(role="当事人", name="某某", type=party), 0, 2))  # type: ignore[arg-type]
    return paper("coercion_decision", *lines)


CAP = rule(
    "count",
    3000,
    "yuan",
    version={"person": 200},
    options={"papers": ("coercion_decision",), "amount": "fine"},
)


@pytest.mark.parametrize(
    ("papers", "verdict"),
    [
        pytest.param((fine(200, "person"),), "pass", id="公民200元"),
        pytest.param((fine(201, "person"),), "fail", id="公民201元"),
        pytest.param((fine(3000, "organization"),), "pass", id="单位3000元"),
        pytest.param((fine(3001, "organization"),), "fail", id="单位3001元"),
        pytest.param((fine(500),), "undetermined", id="不知是公民还是单位"),
        pytest.param((fine(100),), "pass", id="按更严的也不超"),
        pytest.param((fine(3001),), "fail", id="按更宽的也超"),
        pytest.param((paper("coercion_decision"),), "not-applicable", id="没有罚款"),
    ],
)
def test_a_limit_of_money_differs_for_persons_and_bodies(papers, verdict):
    assert judge(CAP, *papers).verdict == verdict


@pytest.mark.parametrize(
    ("part", "whole", "verdict"),
    [
        pytest.param(250, 250, "pass", id="全部"),
        pytest.param(249, 250, "fail", id="99.6%不得作100%"),
        pytest.param(0, 0, "not-applicable", id="分母为零"),
        pytest.param(3, 2, "undetermined", id="分子大于分母"),
    ],
)
def test_a_share_is_compared_as_a_fraction(part, whole, verdict):
    assert share(part, whole, 100).verdict == verdict
    lines = [
        Line_(f"{n}件", Quantity(number=Decimal(n), unit="件", about=about), 0, 2)
        for n, about in ((part, "审核"), (whole, "制定"))
    ]
    asked = rule("ratio", 100, "pct", options={"papers": ("annual_report",), "part": "审核", "whole": "制定"})
    assert judge(asked, paper("annual_report", *lines)).verdict == verdict
    assert judge(asked, paper("annual_report", lines[0])).verdict == "undetermined"


# ── 要素的写法


@pytest.mark.parametrize(
    ("options", "papers", "verdict"),
    [
        pytest.param({"elements": ("notice_facts|notice_basis",)}, (paper("prior_notice", element("notice_basis")),), "pass", id="有其一"),
        pytest.param({"elements": ("notice_facts|notice_basis",)}, (paper("prior_notice"),), "fail", id="都没有"),
        pytest.param({"elements": ("notice_facts",), "elsewhere": ("notice_facts",)}, (paper("prior_notice"),), "undetermined", id="另有写法的可能"),
        pytest.param({"elements": ("notice_facts",), "each_paper": True}, (paper("prior_notice", element("notice_facts")), paper("prior_notice")), "fail", id="每一份都要"),
        pytest.param({"elements": ("notice_facts",)}, (paper("prior_notice", element("notice_facts")), paper("prior_notice")), "pass", id="合起来有即可"),
        pytest.param({"forbidden": ("review_substituted",)}, (paper("prior_notice", element("review_substituted")),), "fail", id="写有不得写的"),
        pytest.param({"forbidden": ("review_substituted",)}, (paper("prior_notice"),), "not-applicable", id="没有写不得写的"),
        pytest.param({"elements": ("notice_facts",), "hint": ("notice_basis",)}, (paper("prior_notice", element("notice_facts")),), "pass", id="提示的不影响结论"),
        pytest.param({"elements": ("notice_facts",)}, (paper("prior_notice", element("notice_facts", "no")),), "fail", id="写明没有的不合规"),
    ],
)  # fmt: skip
def test_elements_of_a_paper(options, papers, verdict):
    asked = rule("element", None, None, options={"papers": ("prior_notice",), **options})
    found = judge(asked, *papers)
    assert found.verdict == verdict, found.message


def test_what_no_file_can_show_weighs_nothing():
    asked = rule(
        "element",
        None,
        None,
        options={"papers": ("prior_notice",), "elements": ("notice_facts",), "beyond": "向人事部门核对"},
    )
    found = judge(asked)
    assert (found.verdict, found.severity) == ("undetermined", "info") and "人事部门" in found.message
