"""Rules over many dossiers: shares, counts, days of the year, numbers used twice, what was repealed (rules.md §6, §10.16–17)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pytest
from made_papers import Line_, context, element, issued_by, on, paper

from checks import run_checks
from checks.digest import digest
from checks.yearly import run_year_checks
from dossier.case import Dossier, Finding, Reading
from dossier.fact import Change, Citation, DocNumber

CITY = "云山市人民政府"


class File(NamedTuple):
    """A dossier of a row: its name, kind and papers."""

    name: str
    kind: str
    papers: tuple[Reading, ...]


@dataclass(frozen=True)
class YearRow:
    id: str
    rule: str
    verdict: str
    files: tuple[File, ...]
    says: str = ""


def found_by(*files: File, **more) -> tuple[Finding, ...]:
    held = context(**more)
    entries = []
    for file in files:
        dossier = Dossier(id=file.name, kind=file.kind, readings=file.papers)
        dossier = dossier.model_copy(update={"findings": run_checks(dossier, held)})
        entries += digest(dossier, held.rules, held)
    return run_year_checks(entries, held)


def words(text: str) -> Line_:
    """A line that holds no fact of its own."""
    return issued_by(CITY)._replace(text=f"{CITY}：{text}。")


def annual(year: int, *said: str, extra: tuple[Line_, ...] = (), title: str = "") -> File:
    lines = [words(text) for text in said] or [issued_by(CITY)]
    heading = title or f"{CITY}{year}年度法治政府建设年度报告"
    return File(f"{year}年报告", "report", (paper("annual_report", *lines, *extra, title=heading),))


# ── 比率：分子、分母、百分比在年度报告里的写法，标准，施行的年份
class Rate(NamedTuple):
    rule: str
    part: str
    whole: str
    percent: str
    asked: int
    since: int


RATES = [
    Rate("legality-review-rate", "经合法性审核规范性文件{}件", "制定行政规范性文件{}件", "合法性审核率达到{}%", 100, 2018),
    Rate("normative-filing-rate", "报送备案行政规范性文件{}件", "应报备行政规范性文件{}件", "报备率达到{}%", 100, 2020),
    Rate("normative-filing-timely-rate", "及时报送备案{}件", "报送备案行政规范性文件{}件", "报备及时率为{}%", 100, 2020),
    Rate("normative-filing-proper-rate", "规范报送备案{}件", "报送备案行政规范性文件{}件", "报备规范率为{}%", 100, 2020),
    Rate("md-collective-rate", "经常务会议讨论重大行政决策{}件", "重大行政决策事项共{}件", "集体讨论率达到{}%", 100, 2019),
    Rate("md-legality-rate", "经合法性审查重大行政决策{}件", "重大行政决策事项共{}件", "合法性审查率达到{}%", 100, 2019),
    Rate("md-archive-rate", "立卷归档重大行政决策事项{}件", "年度目录事项共{}件", "立卷归档率达到{}%", 100, 2019),
    Rate("md-counsel-posts", "设立公职律师的机关{}个", "应当设立公职律师的机关共{}个", "公职律师设立率为{}%", 100, 2021),
    Rate("ind-proposal-rate", "按时答复建议提案{}件", "承办建议提案共{}件", "按时答复率达到{}%", 100, 2020),
    Rate("ind-proposal-satisfaction", "满意和基本满意的{}件", "承办建议提案共{}件", "办理满意率为{}%", 95, 2020),
    Rate("ind-mediation-satisfaction", "对化解工作表示满意的{}人", "有效问卷{}份", "矛盾纠纷化解满意度为{}%", 85, 2020),
    Rate("ind-bad-review-rate", "实名差评回访整改{}件", "收到实名差评{}件", "差评回访整改率达到{}%", 100, 2020),
    Rate("ind-online-rate", "网上可办事项{}项", "政务服务事项共{}项", "网上可办率为{}%", 90, 2020),
    Rate("ind-window-rate", "一窗受理事项{}项", "进驻政务服务大厅事项共{}项", "一窗受理率为{}%", 80, 2020),
    Rate("ind-audit-rate", "经法制审核重大执法决定{}件", "作出重大执法决定共{}件", "法制审核率达到{}%", 100, 2019),
    Rate("ind-audit-5pct", "法制审核人员{}名", "行政执法人员总数{}名", "法制审核人员数占执法人员总数的{}%", 5, 2018),
    Rate("ind-appearance-rate", "行政机关负责人出庭应诉{}件", "应当出庭的案件{}件", "负责人出庭应诉率为{}%", 100, 2020),
    Rate("ind-suggestion-rate", "按期回复检察建议{}件", "收到检察建议共{}件", "按期办复率达到{}%", 100, 2020),
    Rate("ind-gi-reply-rate", "按时答复政府信息公开申请{}件", "收到政府信息公开申请{}件", "依申请公开答复率达到{}%", 100, 2020),
    Rate("ind-reconsider-rate", "按期审结行政复议案件{}件", "受理行政复议案件{}件", "按期审结率为{}%", 100, 2020),
    Rate("ind-mediation-committees", "建立人民调解委员会{}个", "村（社区）共{}个", "人民调解委员会覆盖率达{}%", 100, 2020),
    Rate("ind-leaders-trained", "接受专题脱产培训的负责人{}名", "执法职能部门负责人共{}名", "脱产培训率为{}%", 100, 2020),
    Rate("ind-platform-rate", "通过应诉工作平台办理行政复议案件{}件", "受理行政复议案件{}件", "平台办案率为{}%", 100, 2020),
    Rate("ind-reconsider-performed", "已履行行政复议决定{}件", "应当履行的行政复议决定{}件", "行政复议决定履行率为{}%", 100, 2020),
]  # fmt: skip


def rate_rows(rate: Rate) -> Iterator[YearRow]:
    enough = -(-250 * rate.asked // 100)
    yield YearRow(
        "达到", rate.rule, "pass", (annual(2022, rate.part.format(enough), rate.whole.format(250)),), "达到"
    )
    yield YearRow(
        "差一件",
        rate.rule,
        "fail",
        (annual(2022, rate.part.format(enough - 1), rate.whole.format(250)),),
        f"没有达到{rate.asked}%",
    )
    yield YearRow(
        "报告写达标而件数不够",
        rate.rule,
        "fail",
        (
            annual(
                2022, rate.part.format(enough - 1), rate.whole.format(250), rate.percent.format(rate.asked)
            ),
        ),
        "以件数为准",
    )
    yield YearRow("分母为零", rate.rule, "not-applicable", (annual(2022, rate.whole.format(0)),), "分母为零")
    yield YearRow(
        "只写百分比-达标",
        rate.rule,
        "undetermined",
        (annual(2022, rate.percent.format(rate.asked)),),
        "只写了百分比",
    )
    yield YearRow(
        "只写百分比-不达标", rate.rule, "fail", (annual(2022, rate.percent.format(rate.asked - 1)),)
    )
    yield YearRow("只有总数", rate.rule, "undetermined", (annual(2022, rate.whole.format(250)),), "分子")
    yield YearRow(
        "两处总数不一",
        rate.rule,
        "undetermined",
        (annual(2022, rate.part.format(1), rate.whole.format(250), rate.whole.format(251)),),
        "不一",
    )
    yield YearRow(
        "分子大于分母",
        rate.rule,
        "undetermined",
        (annual(2022, rate.part.format(251), rate.whole.format(250)),),
        "分子大于分母",
    )
    yield YearRow(
        "施行的上一年",
        rate.rule,
        "not-applicable",
        (annual(rate.since - 1, rate.part.format(1), rate.whole.format(2)),),
        "尚无此项要求",
    )
    yield YearRow(
        "施行的当年", rate.rule, "fail", (annual(rate.since, rate.part.format(0), rate.whole.format(250)),)
    )


# ── 逐件计算的比率
def penalty(name: str, posted: str | None, decided: str = "2022-04-19") -> File:
    papers = [paper("penalty_decision", on("decided", decided), issued_by("云山市应急管理局"))]
    papers += [paper("disclosure_record", on("disclosed", posted))] if posted else []
    return File(name, "penalty", tuple(papers))


def notice(name: str, told: str | None, decided: str = "2022-06-20") -> File:
    parts = ("notice_facts", "notice_reason", "notice_basis", "notice_content", "notice_rights")
    papers = [paper("penalty_decision", on("decided", decided), issued_by("云山市应急管理局"))]
    if told:
        papers += [
            paper("prior_notice", *map(element, parts)),
            paper("service_receipt", on("notice_served", told)),
        ]
    return File(name, "penalty", tuple(papers))


def shared(said: str) -> File:
    """The bureau's own report of the year."""
    lines = (
        issued_by("云山市应急管理局"),
        issued_by("云山市应急管理局")._replace(text=f"云山市应急管理局：{said}。"),
    )
    title = "云山市应急管理局2022年度法治政府建设年度报告"
    return File("年报", "report", (paper("annual_report", *lines, title=title),))


IN_TIME, LATE, UNSEEN = penalty("甲案", "2022-04-27"), penalty("乙案", "2022-04-28"), penalty("丙案", None)
TOTAL = "作出处罚、许可决定共{}件"


# ── 件数
class Counted(NamedTuple):
    rule: str
    asked: int
    since: int
    enough: File | None
    said: str


def evaluated(day: str) -> File:
    return File(
        "后评估",
        "report",
        (paper("post_evaluation", on("evaluated", day), issued_by(CITY), title="集市管理办法后评估报告"),),
    )


def titled(kind: str, title: str, day: str) -> File:
    return File(title, "report", (paper(kind, on("doc_date", day), issued_by(CITY), title=title),))


COUNTS = [
    Counted("post-evaluation-yearly", 1, 2019, evaluated("2022-05-20"), "完成规范性文件后评估，后评估规范性文件{}件"),
    Counted("md-catalogue", 1, 2019, titled("decision_catalogue", "云山市人民政府2022年度重大行政决策事项目录", "2022-03-10"), ""),
    Counted("legality-review-ledger", 1, 2018, titled("ledger", "合法性审核收文登记簿", "2022-03-10"), ""),
    Counted("ind-case-review", 1, 2019, titled("work_document", "关于2022年行政执法案卷评查情况的通报", "2022-12-01"), "组织案卷评查{}次"),
    Counted("ind-lectures", 2, 2020, None, "政府领导班子举办法治专题讲座{}期"),
    Counted("ind-court-visits", 1, 2020, None, "组织旁听庭审{}次"),
    Counted("ind-deploy-meeting", 1, 2020, titled("meeting_minutes", "市委全面依法治市委员会会议纪要", "2022-03-01"), "召开部署法治政府建设重点工作会议{}次"),
    Counted("ind-duty-report", 1, 2020, titled("work_document", "关于2022年度法治督察情况的通报", "2022-12-01"), "开展法治督察{}次"),
]  # fmt: skip


def count_rows(item: Counted) -> Iterator[YearRow]:
    if item.enough is not None:
        yield YearRow("有材料", item.rule, "pass", (item.enough,), "2022年有1件")
    if item.said:
        yield YearRow("报告写明够数", item.rule, "pass", (annual(2022, item.said.format(item.asked)),))
        yield YearRow(
            "报告写明不够", item.rule, "fail", (annual(2022, item.said.format(item.asked - 1)),), "不符合要求"
        )
        yield YearRow(
            "两处次数不一",
            item.rule,
            "undetermined",
            (annual(2022, item.said.format(0), item.said.format(item.asked + 3)),),
            "不一",
        )
        yield YearRow(
            "施行的上一年", item.rule, "not-applicable", (annual(item.since - 1, item.said.format(9)),)
        )
        yield YearRow("施行的当年", item.rule, "pass", (annual(item.since, item.said.format(9)),))


# ── 不应当发生的：自报没有的仍须核对，自报有的即不符合
ZERO = {
    "ind-docs-struck": "规范性文件被撤销{}件",
    "ind-overdue-cases": "逾期未结案件{}件",
    "ind-blanket-closure": "普遍停产停业{}次",
    "ind-untransferred": "应移送未移送{}件",
    "ind-disclosure-lost": "因政府信息公开诉讼被撤销{}件",
    "ind-leaders-prosecuted": "领导班子成员受到追究{}人",
}


def zero_rows(rule: str, said: str) -> Iterator[YearRow]:
    yield YearRow("自报没有", rule, "undetermined", (annual(2022, said.format(0)),), "只是自报")
    yield YearRow("自报有一件", rule, "fail", (annual(2022, said.format(1)),), "不符合要求")
    yield YearRow("施行的上一年", rule, "not-applicable", (annual(2019, said.format(1)),))
    yield YearRow("施行的当年", rule, "fail", (annual(2020, said.format(1)),))


# ── 期限日
def yearly_report(
    sent: str | None,
    event: str = "report_sent",
    title: str = "",
    to: str = "报送市委、市人大常委会、省政府",
    year: int = 2022,
    issuer: str = CITY,
) -> File:
    heading = title or f"{issuer}{year}年度法治政府建设年度报告"
    lines = [issued_by(issuer), issued_by(issuer)._replace(text=f"{issuer}：{to}")]
    lines += [on(event, sent)] if sent else []
    return File("年报", "report", (paper("annual_report", *lines, title=heading),))


def gi(sent: str | None, issuer: str, year: int = 2022) -> File:
    return yearly_report(
        sent, "published", f"{issuer}{year}年度政府信息公开工作年度报告", year=year, issuer=issuer
    )


BUREAU = "云山市民政局"
REPORTS = [
    YearRow("2月28日报送", "ind-report-mar1", "pass", (yearly_report("2023-02-28"),)),
    YearRow("3月1日当日-前是否含当日两解", "ind-report-mar1", "borderline", (yearly_report("2023-03-01"),), "两种算法"),
    YearRow("3月2日", "ind-report-mar1", "fail", (yearly_report("2023-03-02"),), "晚于"),
    YearRow("没有报送日期", "ind-report-mar1", "undetermined", (yearly_report(None),), "报送的日期"),
    YearRow("只看出报了市委", "ind-report-mar1", "undetermined", (yearly_report("2023-02-20", to="报送市委"),), "人大常委会"),
    YearRow("没有写年度", "ind-report-mar1", "undetermined", (yearly_report("2023-02-20", title="法治政府建设年度报告"),), "年度"),
    YearRow("规定施行前的年度", "ind-report-mar1", "not-applicable", (yearly_report("2019-03-20", year=2018),)),
    YearRow("规定施行的年度", "ind-report-mar1", "fail", (yearly_report("2020-03-20", year=2019),)),
    YearRow("3月31日公开", "ind-report-apr1", "pass", (yearly_report("2023-03-31", "published"),)),
    YearRow("4月1日公开", "ind-report-apr1", "borderline", (yearly_report("2023-04-01", "published"),)),
    YearRow("4月15日公开", "ind-report-apr1", "fail", (yearly_report("2023-04-15", "published"),)),
    YearRow("没有公开日期", "ind-report-apr1", "undetermined", (yearly_report("2023-02-20"),)),
    YearRow("规定施行前的年度", "ind-report-apr1", "not-applicable", (yearly_report("2019-04-20", "published", year=2018),)),
    YearRow("部门1月30日", "ind-gi-report-jan31", "pass", (gi("2023-01-30", BUREAU),)),
    YearRow("部门1月31日当日", "ind-gi-report-jan31", "borderline", (gi("2023-01-31", BUREAU),)),
    YearRow("部门2月1日", "ind-gi-report-jan31", "fail", (gi("2023-02-01", BUREAU),)),
    YearRow("部门没有日期", "ind-gi-report-jan31", "undetermined", (gi(None, BUREAU),)),
    YearRow("本级政府另有期限", "ind-gi-report-jan31", "not-applicable", (gi("2023-03-20", CITY),)),
    YearRow("本级政府3月30日", "ind-gi-report-mar31", "pass", (gi("2023-03-30", CITY),)),
    YearRow("本级政府3月31日当日", "ind-gi-report-mar31", "borderline", (gi("2023-03-31", CITY),)),
    YearRow("本级政府4月1日", "ind-gi-report-mar31", "fail", (gi("2023-04-01", CITY),)),
    YearRow("本级政府没有日期", "ind-gi-report-mar31", "undetermined", (gi(None, CITY),)),
    YearRow("修订施行前的年度", "ind-gi-report-mar31", "not-applicable", (gi("2019-04-10", CITY, 2018),)),
]  # fmt: skip


# ── 每人学时
def hours(*rows: tuple[str, str], title: str = "2022年执法人员培训学时登记", kind: str = "other") -> File:
    table = [("姓名", "课程", "学时"), *((name, "公共法律知识", n) for name, n in rows)]
    return File(
        "培训",
        "report",
        (paper(kind, on("doc_date", "2022-12-20"), issued_by(CITY), title=title, rows=table),),
    )


def numbered(name: str, number: str, title: str, kind: str = "normative_document") -> File:
    own = Line_(number, DocNumber(role="own", written=number, normal=number), 0, len(number))
    return File(name, "normative", (paper(kind, own, issued_by(CITY), title=title),))


def gone(
    name: str,
    day: str | None,
    title: str = "关于公布规范性文件清理结果的通知",
    dated: str | None = "2022-03-01",
) -> File:
    line = Line_(
        f"废止{name}", Change.model_validate({"what": "repealed", "name": name, "day": day}), 0, 2 + len(name)
    )
    lines = [line, *([on("doc_date", dated)] if dated else [])]
    return File("清理", "report", (paper("repeal_list", *lines, issued_by(CITY), title=title),))


def cites(name: str, day: str | None) -> File:
    line = Line_(f"依据{name}", Citation(law=name), 0, 2 + len(name))
    lines = [line, *([on("decided", day)] if day else [])]
    return File("某案", "penalty", (paper("penalty_decision", *lines, issued_by("云山市应急管理局")),))


FAIR = "云山市集市管理办法"
ROWS = [
    *(row for rate in RATES for row in rate_rows(rate)),
    *(row for item in COUNTS for row in count_rows(item)),
    *(row for rule, said in ZERO.items() for row in zero_rows(rule, said)),
    *REPORTS,
    # 逐件计算：只有所审的几件，不知全年多少件，不能说达到100%
    YearRow("有一件超期", "ind-disclose-rate", "fail", (IN_TIME, LATE), "“乙案”"),
    YearRow("所审都合规而报告只写百分比", "ind-disclose-rate", "undetermined", (IN_TIME, shared("双公示及时率为100%")), "当年总件数"),
    YearRow("有一件没有公开日期", "ind-disclose-rate", "undetermined", (IN_TIME, UNSEEN, shared("双公示及时率为100%")), "“丙案”"),
    YearRow("118号文的上一年", "ind-disclose-rate", "not-applicable", (annual(2017, "双公示及时率为100%"),)),
    YearRow("所审都已告知而不知全年件数", "ind-notice-rate", "undetermined", (notice("甲案", "2022-05-01"), shared("告知率为100%")), "当年总件数"),
    YearRow("有一件先决定后告知", "ind-notice-rate", "fail", (notice("乙案", "2022-07-01"),)),
    YearRow("新法施行前一年", "ind-notice-rate", "not-applicable", (annual(2020, "告知率为100%"),)),
    # 签名可能没有辨认出来，逐件结论从不是不合规（pen-two-officers），故按件数只能是无法判定
    YearRow("没有看到两人签名", "ind-two-officers-rate", "undetermined", (IN_TIME, shared("两人以上执法率100%")), "当年总件数"),
    YearRow("报告自认不到100%", "ind-two-officers-rate", "fail", (shared("两人以上执法率95%"),)),
    YearRow("新法施行前一年", "ind-two-officers-rate", "not-applicable", (annual(2020, "两人以上执法率95%"),)),
    YearRow("有目录而不够二期讲座", "ind-lectures", "undetermined", (annual(2022, "政府领导班子举办法治专题讲座1期", "举办法治专题讲座2期"),)),
    YearRow("外部数据没有配置", "ind-loss-rate", "undetermined", (annual(2022, "败诉3件", "审结行政诉讼案件40件"),), "全国行政诉讼败诉率"),
    # 每人40学时，平均数不算
    YearRow("各人都满40", "ind-training-40h", "pass", (hours(("甲", "40"), ("乙", "30"), ("乙", "12")),), "各人均达到"),
    YearRow("平均够而一人不够", "ind-training-40h", "fail", (hours(("甲", "60"), ("乙", "38")),), "乙38"),
    YearRow("只有清单自报", "ind-training-40h", "undetermined", (hours(("甲", "60"), ("乙", "60"), kind="ledger", title="2022年培训学时汇总表"),), "清单自报"),
    YearRow("2020年", "ind-training-40h", "not-applicable", (hours(("甲", "10"), title="2020年执法人员培训学时登记"),)),
    YearRow("2021年", "ind-training-40h", "fail", (hours(("甲", "10"), title="2021年执法人员培训学时登记"),)),
    # 重号
    YearRow("一号两文", "doc-number-unique", "fail", (numbered("甲卷", "云政发〔2022〕3号", "云山市集市管理办法"), numbered("乙卷", "云政发〔2022〕3号", "云山市犬只管理办法")), "云政发〔2022〕3号"),
    YearRow("同一文的两份", "doc-number-unique", "pass", (numbered("甲卷", "云政发〔2022〕3号", "云山市集市管理办法"), numbered("乙卷", "云政发〔2022〕3号", "云山市集市管理办法")), "没有重号"),
    # 引用已废止的
    YearRow("废止后引用", "normative-expired-cited", "fail", (gone(FAIR, "2022-03-01"), cites(FAIR, "2022-05-01")), "宣布其废止"),
    YearRow("没有写废止日-按清理决定的日期", "normative-expired-cited", "fail", (gone(FAIR, None), cites(FAIR, "2022-05-01"))),
    YearRow("不知引用文书的日期", "normative-expired-cited", "undetermined", (gone(FAIR, "2022-03-01"), cites(FAIR, None)), "日期"),
    YearRow("废止后又有同名新文件", "normative-expired-cited", "undetermined", (gone(FAIR, "2022-03-01"), cites(FAIR, "2022-05-01"), File("新卷", "normative", (paper("normative_document", on("doc_date", "2022-04-01"), issued_by(CITY), title=FAIR),))), "同名的新文件"),
]  # fmt: skip


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.rule}-{row.id}") for row in ROWS])
def test_verdict(row):
    found = [f for f in found_by(*row.files) if f.rule == row.rule]
    assert [f.verdict for f in found] == [row.verdict], [f.message for f in found]
    assert row.says in found[0].message
    assert found[0].dossier is None
    assert row.verdict != "fail" or (found[0].evidence and found[0].basis)
    if row.verdict == "undetermined":
        assert found[0].missing


def test_a_finding_of_the_year_names_authority_and_year():
    (found,) = [f for f in found_by(annual(2022, "法治专题讲座3期")) if f.rule == "ind-lectures"]
    assert (found.authority, found.year, found.measured, found.required, found.unit) == (
        CITY,
        2022,
        3,
        2,
        "n",
    )
    assert found.evidence[0].quote == "法治专题讲座3期"


def test_all_of_the_year_counted_is_a_hundred_per_cent():
    """Three of three files, and the report says there were three."""

    def reviewed(name):
        issued = paper("normative_document", on("signed", "2022-05-20"), issued_by(CITY))
        return File(name, "normative", (issued, paper("legality_review_opinion", on("lr_opinion", "2022-05-10"), element("opinion_conclusion", "lawful"))))  # fmt: skip

    files = [reviewed(name) for name in ("甲", "乙", "丙")]
    known = annual(2022, "制定行政规范性文件3件")
    more = annual(2022, "制定行政规范性文件5件")
    verdicts = [
        next(f for f in found_by(*files, said) if f.rule == "legality-review-rate").verdict
        for said in (known, more)
    ]
    assert verdicts == ["pass", "undetermined"]


def test_cited_before_the_repeal_is_no_fault():
    assert not [f for f in found_by(gone(FAIR, "2022-03-01"), cites(FAIR, "2022-02-28")) if f.rule == "normative-expired-cited"]  # fmt: skip


def test_files_in_order_without_the_year_s_number_say_nothing_of_the_year():
    assert not [f for f in found_by(IN_TIME) if f.rule == "ind-disclose-rate"]


def test_authorities_and_years_are_told_apart():
    found = found_by(annual(2021, "法治专题讲座1期"), annual(2022, "法治专题讲座2期"))
    assert {(f.year, f.verdict) for f in found if f.rule == "ind-lectures"} == {
        (2021, "fail"),
        (2022, "pass"),
    }


def test_what_a_plan_asks_for_is_not_what_was_done():
    plan = annual(2022, "合法性审核率达到100%", title="2022年度法治政府建设示范创建实施方案")
    assert not [f for f in found_by(plan) if f.rule == "legality-review-rate"]


def test_a_share_is_exact_not_rounded():
    (found,) = [f for f in found_by(annual(2022, "经合法性审核规范性文件9999件", "制定行政规范性文件10000件")) if f.rule == "legality-review-rate"]  # fmt: skip
    assert found.verdict == "fail" and found.measured == 99.99
