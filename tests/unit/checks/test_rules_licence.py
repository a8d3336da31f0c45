"""Licences (rules.md §4.4), written from 行政许可法: the office's days are working days (第八十二条), the applicant's are not."""

import pytest
from enforcement_papers import by, dated, e, receipt, whole
from made_papers import lasting, on, paper
from rule_rows import Row, check, params

from dossier.case import Reading


def accepted(day: str = "2023-09-20", *more) -> Reading:
    return dated("licence_acceptance", "lic_accepted", day, *more, title="受理通知书")


def decided(day: str = "2023-10-24", *more) -> Reading:
    return dated("licence_decision", "lic_decided", day, *more, title="准予行政许可决定书")


def refused(*more) -> Reading:
    return decided("2023-10-24", *e("lic_refused"), *more)


def longer(day: str) -> Reading:
    return dated("approval_form", "extension_approved", day, title="延长许可期限审批表")


def examined(first: str, last: str) -> Reading:
    return dated("test_report", "test_start", first, on("test_end", last), title="检测报告")


EXCLUDED = e("lic_excluded_told")
K = "licence"
BEFORE = "2004-06-30"
ROWS = [
    # 一次告知补正
    Row("第5个工作日", "lic-correction-5wd", "pass", K, (dated("licence_application", "lic_applied", "2021-09-24"), dated("licence_acceptance", "lic_corrected", "2021-09-30"))),
    Row("第6个工作日", "lic-correction-5wd", "fail", K, (dated("licence_application", "lic_applied", "2021-09-24"), dated("licence_acceptance", "lic_corrected", "2021-10-08"))),
    Row("没有收到日", "lic-correction-5wd", "undetermined", K, (dated("licence_acceptance", "lic_corrected", "2021-09-30"),)),
    Row("没有补正", "lic-correction-5wd", "not-applicable", K, (accepted(),)),
    # 受理凭证
    Row("有受理通知书", "lic-receipt", "pass", K, (accepted(),)),
    Row("没有", "lic-receipt", "undetermined", K, (decided(),)),
    Row("卷宗齐全而没有", "lic-receipt", "fail", K, whole(decided())),
    Row("许可法施行前", "lic-receipt", "not-applicable", K, (decided(BEFORE),)),
    # 二十日（工作日，跨国庆：2023-09-20 → 2023-10-24）
    Row("第20个工作日", "lic-decide-20wd", "pass", K, (accepted(), decided())),
    Row("第21个工作日", "lic-decide-20wd", "fail", K, (accepted(), decided("2023-10-25"))),
    Row("批准延长10日", "lic-decide-20wd", "excused", K, (accepted(), longer("2023-10-24"), decided("2023-11-07"))),
    Row("延长后仍超", "lic-decide-20wd", "fail", K, (accepted(), longer("2023-10-24"), decided("2023-11-08"))),
    Row("检测已书面告知的扣除", "lic-decide-20wd", "excused", K, (accepted("2023-09-20", *EXCLUDED), examined("2023-10-09", "2023-10-13"), decided("2023-10-30"))),
    Row("扣除首日有争议", "lic-decide-20wd", "borderline", K, (accepted("2023-09-20", *EXCLUDED), examined("2023-10-09", "2023-10-13"), decided("2023-10-31"))),
    Row("没有告知的检测不扣除", "lic-decide-20wd", "fail", K, (accepted(), examined("2023-10-09", "2023-10-13"), decided("2023-10-30")), "不得扣除"),
    Row("没有受理日", "lic-decide-20wd", "undetermined", K, (decided(),)),
    Row("联合办理另有期限", "lic-decide-20wd", "not-applicable", K, (accepted("2023-09-20", *e("lic_joint")), decided())),
    Row("许可法施行前", "lic-decide-20wd", "not-applicable", K, (accepted(BEFORE), decided("2004-12-01"))),
    # 延长在二十日内批准
    Row("第20个工作日批准", "lic-extend-10wd", "pass", K, (accepted(), longer("2023-10-24"))),
    Row("第21个工作日批准", "lic-extend-10wd", "fail", K, (accepted(), longer("2023-10-25"))),
    Row("没有受理日", "lic-extend-10wd", "undetermined", K, (longer("2023-10-24"),)),
    Row("没有延长", "lic-extend-10wd", "not-applicable", K, (accepted(),)),
    # 联合办理四十五日
    Row("第45个工作日", "lic-joint-45wd", "pass", K, (accepted("2023-09-20", *e("lic_joint")), decided("2023-11-28"))),
    Row("第46个工作日", "lic-joint-45wd", "fail", K, (accepted("2023-09-20", *e("lic_joint")), decided("2023-11-29"))),
    Row("批准延长15日", "lic-joint-45wd", "excused", K, (accepted("2023-09-20", *e("lic_joint")), longer("2023-11-28"), decided("2023-12-19"))),
    Row("告知了的检测扣除首日有争议", "lic-joint-45wd", "borderline", K, (accepted("2023-09-20", *e("lic_joint", "lic_excluded_told")), examined("2023-10-09", "2023-10-13"), decided("2023-12-05"))),
    Row("没有决定日", "lic-joint-45wd", "undetermined", K, (accepted("2023-09-20", *e("lic_joint")),)),
    Row("不是联合办理", "lic-joint-45wd", "not-applicable", K, (accepted(), decided())),
    # 十日内颁发
    Row("第10个工作日", "lic-issue-10wd", "pass", K, (decided(), receipt("lic_served", "2023-11-07"))),
    Row("第11个工作日", "lic-issue-10wd", "fail", K, (decided(), receipt("lic_served", "2023-11-08"))),
    Row("没有回证", "lic-issue-10wd", "undetermined", K, (decided(),)),
    Row("不予许可", "lic-issue-10wd", "not-applicable", K, (refused(),)),
    # 不计入的时间告知
    Row("告知了", "lic-excluded-notified", "pass", K, (accepted("2023-09-20", *EXCLUDED), examined("2023-10-09", "2023-10-13"))),
    Row("没读到告知", "lic-excluded-notified", "undetermined", K, (accepted(), examined("2023-10-09", "2023-10-13"))),
    Row("经人确认没有告知", "lic-excluded-notified", "fail", K, (accepted(), examined("2023-10-09", "2023-10-13")), more={"answers": {"lic_excluded_told": "否"}}),
    Row("没有听证检验", "lic-excluded-notified", "not-applicable", K, (accepted(),)),
    # 两人核查
    Row("两人", "lic-verify-two", "pass", K, (accepted(), paper("inspection_record", *by("执法人员", "甲某", "乙某")))),
    Row("一人", "lic-verify-two", "fail", K, (accepted(), paper("inspection_record", *by("执法人员", "甲某", "甲某")))),
    Row("只读到一处", "lic-verify-two", "undetermined", K, (accepted(), paper("inspection_record", *by("执法人员", "甲某")))),
    Row("没有实质核查", "lic-verify-two", "not-applicable", K, (accepted(),)),
    # 听证
    Row("20个工作日内组织", "lic-hearing-apply", "pass", K, (dated("hearing_request", "hear_req", "2023-09-20"), dated("hearing_record", "hearing", "2023-10-24"))),
    Row("超过", "lic-hearing-apply", "fail", K, (dated("hearing_request", "hear_req", "2023-09-20"), dated("hearing_record", "hearing", "2023-10-25"))),
    Row("没有举行", "lic-hearing-apply", "undetermined", K, (dated("hearing_request", "hear_req", "2023-09-20"),)),
    Row("没有申请", "lic-hearing-apply", "not-applicable", K, (accepted(),)),
    Row("提前7个工作日", "lic-hearing-notice-7wd", "pass", K, (receipt("hear_notice_served", "2022-10-08"), dated("hearing_record", "hearing", "2022-10-18"))),
    Row("连同当日才满", "lic-hearing-notice-7wd", "borderline", K, (receipt("hear_notice_served", "2022-10-09"), dated("hearing_record", "hearing", "2022-10-18"))),
    Row("不足", "lic-hearing-notice-7wd", "fail", K, (receipt("hear_notice_served", "2022-10-10"), dated("hearing_record", "hearing", "2022-10-18"))),
    Row("没有通知", "lic-hearing-notice-7wd", "undetermined", K, (dated("hearing_record", "hearing", "2022-10-18"),)),
    Row("没有听证", "lic-hearing-notice-7wd", "not-applicable", K, (accepted(),)),
    # 不予许可的理由
    Row("理由和救济都有", "lic-refuse-reason", "pass", K, (refused(*e("lic_refuse_reason", "dec_reconsider", "dec_sue")),)),
    Row("没有告知诉讼", "lic-refuse-reason", "fail", K, (refused(*e("lic_refuse_reason", "dec_reconsider")),)),
    Row("没读到理由", "lic-refuse-reason", "undetermined", K, (refused(*e("dec_reconsider", "dec_sue")),)),
    Row("准予许可", "lic-refuse-reason", "not-applicable", K, (decided(),)),
    # 公开
    Row("有公开记录", "lic-open", "pass", K, (decided(), dated("disclosure_record", "disclosed", "2023-10-26"))),
    Row("没有", "lic-open", "undetermined", K, (decided(),)),
    Row("卷宗齐全而没有", "lic-open", "fail", K, whole(decided())),
    Row("依法不予公开", "lic-open", "excused", K, whole(decided("2023-10-24", *e("undisclosed_by_law")))),
    Row("不予许可", "lic-open", "not-applicable", K, (refused(),)),
    # 延续：届满三十日前（自然日）
    Row("提前31日", "lic-renew", "pass", K, (dated("licence_application", "lic_applied", "2023-03-01", *e("lic_renewal")), dated("licence_document", "expires", "2023-04-01"))),
    Row("提前30日算法不同", "lic-renew", "borderline", K, (dated("licence_application", "lic_applied", "2023-03-02", *e("lic_renewal")), dated("licence_document", "expires", "2023-04-01"))),
    Row("提前29日", "lic-renew", "fail", K, (dated("licence_application", "lic_applied", "2023-03-03", *e("lic_renewal")), dated("licence_document", "expires", "2023-04-01"))),
    Row("没有申请日", "lic-renew", "undetermined", K, (paper("licence_application", *e("lic_renewal")), dated("licence_document", "expires", "2023-04-01"))),
    Row("不是延续", "lic-renew", "not-applicable", K, (accepted(),)),
    # 收费
    Row("收了工本费", "lic-no-fee", "fail", K, (accepted("2023-09-20", *e("lic_fee")),)),
    Row("没有许可文书", "lic-no-fee", "undetermined", K, (dated("hearing_record", "hearing", "2022-10-18"),)),
    Row("没有收费的记载", "lic-no-fee", "not-applicable", K, (accepted(),)),
    # 承诺时限
    Row("承诺10个工作日-按期", "lic-commitment", "pass", K, (accepted("2023-10-09", *e("lic_promise"), lasting("promise", 10, "wd")), decided("2023-10-23"))),
    Row("超过承诺而在法定期限内", "lic-commitment", "fail", K, (accepted("2023-10-09", *e("lic_promise"), lasting("promise", 10, "wd")), decided("2023-10-24"))),
    Row("没有读到承诺几日", "lic-commitment", "undetermined", K, (accepted("2023-10-09", *e("lic_promise")), decided("2023-10-24"))),
    Row("没有承诺", "lic-commitment", "not-applicable", K, (accepted(), decided())),
]  # fmt: skip


@pytest.mark.parametrize("row", params(ROWS))
def test_verdict(row):
    check(row)
