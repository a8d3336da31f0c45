"""Which date is which event: one made-up paper a row; exactly the events named, and no other."""

import pytest

from dossier.fact import Event, Mention
from extractors.events import find_events
from extractors.paper import paper

Wanted = dict[str, str]


def events(text: str, kind: str, title: str = "") -> Wanted:
    """Code → ISO date (or first/last) of every event; two of one code joined by a comma."""
    found: dict[str, list[str]] = {}
    for item in find_events(paper(text, kind=kind, title=title)):
        if isinstance(item.value, Event):
            v = item.value
            day = str(v.first) if v.first == v.last else f"{v.first}/{v.last}"
            if day not in found.setdefault(v.code, []):
                found[v.code].append(day)
    return {code: ",".join(days) for code, days in found.items()}


CONSULTATION = [
    pytest.param(
        "关于征求《秋浦县集市管理办法（征求意见稿）》意见的公告\n发布日期：2023-02-06 来源：县商务局\n现向社会公开征求意见，时间自即日起至2023年3月10日。\n秋浦县商务局\n2023年2月3日",
        {"consult_posted": "2023-02-06", "consult_open": "2023-02-06", "consult_close": "2023-03-10", "doc_date": "2023-02-03"},
        id="自即日起以发布日为起点",
    ),
    pytest.param(
        "公告\n征求意见时间：2022年4月1日至4月30日。\n秋浦县教育局\n2022年3月30日",
        {"consult_open": "2022-04-01", "consult_close": "2022-04-30", "doc_date": "2022-03-30"},
        id="写明起讫",
    ),
    pytest.param(
        "公告\n公开征求意见期限为2022年4月1日—30日，逾期不再受理。\n秋浦县教育局\n2022年4月1日",
        {"consult_open": "2022-04-01", "consult_close": "2022-04-30", "doc_date": "2022-04-01"},
        id="同月讫日省略",
    ),
    pytest.param(
        "公告\n请于5月20日前将意见反馈至县住建局。\n附件：办法\n秋浦县住建局\n2022年4月18日",
        {"consult_open": "2022-04-18", "consult_close": "2022-05-20", "doc_date": "2022-04-18"},
        id="年份取自落款且起点用落款",
    ),
    pytest.param(
        "公告\n发布时间：2021-12-20\n有关单位和个人请在1月20日之前，将修改意见寄至我局。\n秋浦县水利局\n2021年12月20日",
        {"consult_posted": "2021-12-20", "consult_open": "2021-12-20", "consult_close": "2022-01-20", "doc_date": "2021-12-20"},
        id="跨年的截止日",
    ),
    pytest.param(
        "公告\n发布时间：2022-04-01\n反馈意见截\n止 时间为 2022 年 5 月\n6 日。",
        {"consult_posted": "2022-04-01", "consult_open": "2022-04-01", "consult_close": "2022-05-06"},
        id="OCR断行和空格",
    ),
    pytest.param(
        "公告\n根据《集市条例》（2018年10月26日修正）和县政府2021年6月1日印发的计划，现征求意见，截止日期：二〇二二年五月六日。\n秋浦县商务局\n二〇二二年四月六日",
        {"consult_open": "2022-04-06", "consult_close": "2022-05-06", "doc_date": "2022-04-06"},
        id="依据的日期不是事件",
    ),
    pytest.param(
        "秋浦县商务局关于公开征求《秋浦县集市管理办法（征求意见稿）》意见的公告发布时间：2022-04-01 10:09\n意见反馈截止时间为2022年5月6日。",
        {"consult_posted": "2022-04-01", "consult_open": "2022-04-01", "consult_close": "2022-05-06"},
        id="标题与信息栏读成一行",
    ),
    pytest.param(
        "关于《秋浦县集市管理办法（征求意见稿）》征求意见采纳情况的说明\n发布日期：2022-05-30\n2022年4月1日至5月6日，我局就该办法向社会公开征求意见，收到意见3条。",
        {"feedback_published": "2022-05-30", "consult_open": "2022-04-01", "consult_close": "2022-05-06"},
        id="采纳情况",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CONSULTATION)
def test_consultation(text: str, wanted: Wanted) -> None:
    kind = "consultation_feedback" if "采纳情况" in text else "consultation_notice"
    assert events(text, kind, text.split("\n", 1)[0]) == wanted


MAKING = [
    pytest.param(
        "review_request",
        "关于提请审核《集市管理办法（送审稿）》的函\n县司法局：\n现将送审稿及材料送上。我局已于2022年4月1日至5月6日公开征求意见。\n秋浦县商务局\n2022年5月9日",
        {"lr_sent": "2022-05-09"},
        id="送审函落款是送审日",
    ),
    pytest.param(
        "legality_review_opinion",
        "合法性审核意见书\n县商务局：\n你局2022年5月9日送审的《集市管理办法（送审稿）》，我局于2022年5月10日收到。经审核，提出如下意见。\n秋浦县司法局\n2022年5月20日",
        {"lr_sent": "2022-05-09", "lr_received": "2022-05-10", "lr_opinion": "2022-05-20"},
        id="审核意见书三个日期",
    ),
    pytest.param(
        "legality_review_opinion",
        "合法性审核意见书\n县商务局：\n贵局送审的材料我局5月10日收悉，5月12日退回补充，5月16日补齐。\n秋浦县司法局\n2022年5月25日",
        {"lr_received": "2022-05-10", "lr_returned": "2022-05-12", "lr_supplemented": "2022-05-16", "lr_opinion": "2022-05-25"},
        id="退回再送",
    ),
    pytest.param(
        "legality_review_opinion",
        "合法性审核表\n收到时间\t2022年5月10日\n审核意见\t内容合法。\n审核人\t甘棠\t审核机构负责人\t禾苗\t2022年5月20日",
        {"lr_received": "2022-05-10", "lr_opinion": "2022-05-20"},
        id="审核表签名旁的日期",
    ),
    pytest.param(
        "repeal_list",
        "关于公布废止文件目录的通知\n各单位：\n现予公布。\n秋浦县人民政府\n2022年12月30日\n序号\t文件名称\t成文日期\n1\t集市暂行办法\t2015年3月1日",
        {"doc_date": "2022-12-30"},
        id="目录里各文件的日期不算",
    ),
    pytest.param(
        "meeting_minutes",
        "秋浦县人民政府常务会议纪要\n〔2022〕7号\n2022年5月26日上午，县长桑野主持召开县政府第7次常务会议。\n一、听取3月防汛检查情况汇报，要求6月10日前整改完毕。\n二、审议《集市管理办法》。会议原则通过。\n秋浦县人民政府办公室　　2022年5月30日印发",
        {"meeting": "2022-05-26", "issued": "2022-05-30"},
        id="纪要有其他议题的日期",
    ),
    pytest.param(
        "normative_document",
        "秋浦县人民政府关于印发《集市管理办法》的通知\n秋政规〔2022〕3号\n各乡镇人民政府：\n《集市管理办法》已经2022年5月26日县政府第7次常务会议审议通过，现印发给你们。\n秋浦县人民政府\n2022年6月1日\n（此件公开发布）\n集市管理办法\n第九条　本办法自2022年7月1日起施行，有效期至2027年6月30日。2015年3月1日印发的《集市暂行办法》同时废止。\n秋浦县人民政府办公室　2022年6月2日印发",
        {"meeting": "2022-05-26", "doc_date": "2022-06-01", "effective": "2022-07-01", "expires": "2027-06-30", "issued": "2022-06-02"},
        id="规范性文件",
    ),
    pytest.param(
        "normative_document",
        "发文机关：\n秋浦县人民政府\n成文日期：\n2022年06月01日\n发文字号：\n秋政规〔2022〕3号\n发布日期：\n2022年06月08日\n秋浦县人民政府关于加强集市管理的意见\n各乡镇：\n请认真执行。\n秋浦县人民政府\n2022年6月1日",
        {"doc_date": "2022-06-01", "published": "2022-06-08"},
        id="网页信息栏分行",
    ),
    pytest.param(
        "government_rule",
        "秋浦市人民政府令\n第12号\n《供水办法》已经2022年11月22日市人民政府第16次常务会议通过，现予公布，自2023年1月1日起施行。\n市长　桑野\n2022年12月5日\n供水办法\n第一条　为了规范供水，制定本办法。",
        {"meeting": "2022-11-22", "effective": "2023-01-01", "doc_date": "2022-12-05", "published": "2022-12-05"},
        id="公布令",
    ),
    pytest.param(
        "filing_report",
        "关于《集市管理办法》的备案报告\n市人民政府：\n该办法于2022年6月8日在县政府网站公布，现报送备案。\n秋浦县人民政府\n2022年6月20日",
        {"published": "2022-06-08", "filed": "2022-06-20", "doc_date": "2022-06-20"},
        id="备案报告没有另写报送日的以落款日为报送日",
    ),
    pytest.param(
        "drafting_explanation",
        "关于《集市管理办法》的起草说明\n2021年10月启动调研。2022年3月9日组织5位专家进行论证。2022年4月1日至5月6日向社会公开征求意见。\n秋浦县商务局\n2022年5月8日",
        {"expert_opinion": "2022-03-09", "consult_open": "2022-04-01", "consult_close": "2022-05-06", "doc_date": "2022-05-08"},
        id="起草说明",
    ),
    pytest.param(
        "work_document",
        "秋浦县商务局转发市商务局关于做好节日供应工作的通知\n各单位：\n现转发给你们。\n秋浦县商务局\n2022年9月5日\n市商务局关于做好节日供应工作的通知\n各县商务局：\n请抓好落实。\n云岭市商务局\n2022年9月1日",
        {"doc_date": "2022-09-05"},
        id="转发件原文的日期不算",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "wanted"), MAKING)
def test_making(kind: str, text: str, wanted: Wanted) -> None:
    assert events(text, kind, text.split("\n", 1)[0]) == wanted


PENALTY = [
    pytest.param(
        "case_opening_approval",
        "立案审批表\n案由\t涉嫌无证经营\n承办人意见\t建议立案。\n甘棠 禾苗\n2022年7月27日\n办案机构负责人意见\t同意。\n钟毓\n2022年7月28日\n负责人审批意见\t同意立案。\n桑野\n2022年7月29日\n填表日期：2022年7月26日",
        {"case_open": "2022-07-29"},
        id="负责人批准日是立案日",
    ),
    pytest.param(
        "case_opening_approval",
        "立案审批表\n立案时间\t二〇二二年七月二十九日",
        {"case_open": "2022-07-29"},
        id="立案时间栏",
    ),
    pytest.param(
        "case_opening_approval",
        "立案审批表\n负责人审批意见\t同意立案。\n桑野\n2022年7月　日",
        {"case_open": "2022-07-01/2022-07-31"},
        id="日空白是部分日期",
    ),
    pytest.param(
        "case_opening_approval",
        "立案审批表\n承办人意见\t建议立案。\n2022年7月27日\n负责人审批意见\t同意立案。\n桑野\n　年　月　日",
        {},
        id="负责人没写日期则没有立案日",
    ),
    pytest.param(
        "case_source",
        "案件来源登记表\n登记时间\t2022年7月20日 10时15分\n被举报人\t秋浦面馆\n举报内容\t2022年7月1日起使用过期面粉。",
        {"clue": "2022-07-20"},
        id="案源登记",
    ),
    pytest.param(
        "inspection_record",
        "现场笔录\n检查时间：2022年7月21日9时30分至11时10分\n现场见面粉标注生产日期2021年12月31日。\n当事人签名：桂枝　2022年7月21日",
        {"inspected": "2022-07-21"},
        id="现场笔录",
    ),
    pytest.param(
        "inquiry_record",
        "询问笔录\n时间：2022年8月5日14时40分至16时05分\n被询问人：桂枝　出生年月：1976年4月17日\n问：何时进的货？答：2021年12月31日。",
        {"inquiry": "2022-08-05"},
        id="询问笔录里的日期不算",
    ),
    pytest.param(
        "investigation_report",
        "案件调查终结报告\n2022年7月20日接到举报，经批准于7月29日立案。\n经查，当事人自2022年5月9日至7月21日使用过期面粉。\n承办人：甘棠　禾苗\n2022年9月5日",
        {"clue": "2022-07-20", "case_open": "2022-07-29", "fact_start": "2022-05-09", "fact_end": "2022-07-21", "inv_end": "2022-09-05"},
        id="调查终结报告",
    ),
    pytest.param(
        "legal_audit",
        "法制审核意见书\n送审日期\t2022年9月6日\n审核意见\t同意。\n审核人：钟毓\n2022年9月8日",
        {"audit_received": "2022-09-06", "audit": "2022-09-08"},
        id="法制审核",
    ),
    pytest.param(
        "prior_notice",
        "行政处罚告知书\n秋市监罚告〔2022〕5号\n秋浦面馆：\n经查，你店自2022年5月9日至7月21日使用过期面粉，违反《食品安全法》（2021年4月29日修正）的规定，拟罚款5000元。\n联系人：甘棠\n秋浦县市场监督管理局\n2022年9月9日",
        {"fact_start": "2022-05-09", "fact_end": "2022-07-21", "doc_date": "2022-09-09"},
        id="告知书落款不是送达",
    ),
    pytest.param(
        "service_receipt",
        "送达回证\n送达文书名称及文号\t行政处罚告知书（秋市监罚告〔2022〕5号）\n受送达人\t秋浦面馆\n送达时间\t2022年9月13日15时\n收件人签名\t桂枝\n2022年9月13日\n送达人\t甘棠 禾苗\n2022年9月14日",
        {"notice_served": "2022-09-13"},
        id="告知书送达回证",
    ),
    pytest.param(
        "service_receipt",
        "送达回证\n填发日期\t2022年10月8日\n送达文书\t行政处罚决定书 秋市监罚〔2022〕5号\n受送达人签收日期\t2022年10月12日",
        {"served": "2022-10-12"},
        id="签收日不是填发日",
    ),
    pytest.param(
        "service_receipt",
        "文书送达回执\n送达文书名称、文号\t收件人\t送达日期\t送达方式\n行政处罚听证告知书〔2022〕5号\t桂枝\t2022年9月13日\t直接\n行政处罚决定书〔2022〕5号\t桂枝\t2022年10月12日\t直接",
        {"notice_served": "2022-09-13", "served": "2022-10-12"},
        id="一张回执多份文书",
    ),
    pytest.param(
        "service_receipt",
        "送达回证\n送达文书\t听证通知书\n签收日期\t　年　月　日\n送达人\t甘棠\n2022年9月13日",
        {},
        id="没签收日期不拿送达人的日期充数",
    ),
    pytest.param(
        "hearing_notice",
        "听证通知书\n秋浦面馆：\n你店于2022年9月16日提出听证申请。本局定于2022年10月18日上午9时30分在三楼会议室公开举行听证会。\n秋浦县市场监督管理局\n2022年9月28日",
        {"hear_req": "2022-09-16", "hearing_scheduled": "2022-10-18", "doc_date": "2022-09-28"},
        id="听证通知书",
    ),
    pytest.param(
        "hearing_record",
        "听证笔录\n听证时间：2022年10月18日9时30分至11时\n主持人：裴松\n甘棠：7月21日检查发现。",
        {"hearing": "2022-10-18"},
        id="听证笔录",
    ),
    pytest.param(
        "waiver",
        "声明\n本人于2022年9月13日收到告知书，自愿放弃陈述、申辩和听证。\n声明人：桂枝\n2022年9月14日",
        {"notice_served": "2022-09-13", "waiver": "2022-09-14"},
        id="放弃声明",
    ),
    pytest.param(
        "collective_discussion",
        "案件集体讨论记录\n讨论时间：2022年10月20日15时\n钟毓：法制审核已于9月8日完成。",
        {"collective": "2022-10-20"},
        id="集体讨论",
    ),
    pytest.param(
        "decision_approval",
        "处罚决定审批表\n承办人意见\t拟罚款5000元。\n2022年10月21日\n法制机构意见\t已审核。\n2022年10月22日\n负责人审批意见\t同意。\n桑野\n2022年10月24日",
        {"audit": "2022-10-22", "decision_approved": "2022-10-24"},
        id="决定审批",
    ),
    pytest.param(
        "penalty_decision",
        "行政处罚决定书\n秋市监罚〔2022〕5号\n当事人：秋浦面馆，成立日期2018年5月9日\n本局于2022年7月29日立案调查。经查明，2022年5月9日至7月21日，当事人使用过期面粉。\n本局于2022年9月13日向当事人送达《行政处罚听证告知书》，当事人于9月16日提出听证申请，本局于10月18日公开举行听证。\n依照《行政处罚法》（2021年1月22日修订）的规定，罚款5000元。\n秋浦县市场监督管理局\n2022年10月25日",
        {
            "case_open": "2022-07-29", "fact_start": "2022-05-09", "fact_end": "2022-07-21", "notice_served": "2022-09-13",
            "hear_req": "2022-09-16", "hearing": "2022-10-18", "decided": "2022-10-25",
        },
        id="决定书",
    ),
    pytest.param(
        "penalty_decision",
        "行政处罚决定书\n当事人称，其违法行为发生于2015年3月8日，至立案之日早过二年时效。\n秋浦县税务局稽查局\n二〇二四年五月六日",
        {"decided": "2024-05-06", "fact_start": "2015-03-08"},
        id="至立案之日不是立案日",
    ),
    pytest.param(
        "penalty_decision",
        "行政处罚决定书\n本局于2023年2月6日起至2023年8月30日对你店（地址：秋浦县东街）2020年1月1日至2021年12月31日期间的纳税申报情况依法检查。\n国家税务总局秋浦县税务局\n2023年9月18日",
        {"inspection_start": "2023-02-06", "inspection_end": "2023-08-30", "period_covered": "2020-01-01/2021-12-31", "decided": "2023-09-18"},
        id="检查期间与所属期间",
    ),
    pytest.param(
        "penalty_decision",
        "行政处罚决定书\n秋浦县市场监督管理局\n2022年  月  日",
        {},
        id="落款空白",
    ),
    pytest.param(
        "payment_receipt",
        "非税收入缴款书\n填制日期\t2022年11月8日\n付款人\t秋浦面馆\n收讫日期\t2022年11月10日\n备注\t决定书日期2022年10月25日",
        {"paid": "2022-11-10"},
        id="填制日不是缴款日",
    ),
    pytest.param(
        "disclosure_record",
        "行政处罚公示记录\n处罚决定日期\t2022年10月25日\n公示日期\t2022年11月1日\n打印日期\t2022年12月1日",
        {"decided": "2022-10-25", "disclosed": "2022-11-01"},
        id="公示记录",
    ),
    pytest.param(
        "case_closing",
        "结案审批表\n立案日期\t2022年7月29日\n执行情况\t当事人于2022年11月10日缴清罚款。\n承办人意见\t建议结案。\n2022年11月20日\n负责人审批意见\t同意结案。\n桑野\n2022年11月22日",
        {"case_open": "2022-07-29", "paid": "2022-11-10", "closed": "2022-11-22"},
        id="结案",
    ),
    pytest.param(
        "cover",
        "行政处罚案卷\n立案：2022年7月29日\n结案：2022年11月22日\n归档日期：2022年12月8日",
        {"case_open": "2022-07-29", "closed": "2022-11-22", "archived": "2022-12-08"},
        id="卷宗封面",
    ),
    pytest.param(
        "coercion_decision",
        "查封决定书\n秋市监查〔2022〕3号\n秋浦面馆：\n本局决定对面粉12袋予以查封，期限自2022年7月21日起至2022年8月19日止。\n秋浦县市场监督管理局\n2022年7月21日",
        {"seize": "2022-07-21", "seize_due": "2022-08-19", "doc_date": "2022-07-21"},
        id="查封决定书",
    ),
    pytest.param(
        "service_announcement",
        "送达公告\n秋浦面馆：\n现公告送达处罚决定书，自本公告发布之日起经过30日即视为送达。\n秋浦县市场监督管理局\n2022年11月3日",
        {"notice_posted": "2022-11-03", "doc_date": "2022-11-03"},
        id="公告送达没有刊登日的以落款日为准",
    ),
    pytest.param(
        "approval_form",
        "查封（扣押）审批表\n承办人意见\t建议查封。\n2022年7月20日\n负责人审批意见\t同意。\n桑野\n2022年7月21日",
        {"coercion_approved": "2022-07-21"},
        id="强制措施审批",
    ),
    pytest.param(
        "approval_form",
        "先行登记保存证据审批表\n审批意见：同意。\n桑野　2022年7月21日",
        {"reg_save_approved": "2022-07-21"},
        id="登记保存审批",
    ),
    pytest.param(
        "approval_form",
        "案件延期审批表\n立案时间\t2022年7月29日\n负责人意见\t同意延长三十日。\n2022年10月20日",
        {"case_open": "2022-07-29", "extension_approved": "2022-10-20"},
        id="延期审批",
    ),
    pytest.param("approval_form", "不予立案审批表\n负责人意见\t同意不予立案。\n2022年7月21日", {}, id="其他审批没有事件"),
    pytest.param(
        "coercion_release",
        "解除查封决定书\n秋市监解〔2022〕1号\n本局于2022年7月21日作出的查封决定（秋市监查〔2022〕3号），现决定自2022年8月10日起予以解除。\n秋浦县市场监督管理局\n2022年8月10日",
        {"seize": "2022-07-21", "seize_end": "2022-08-10", "doc_date": "2022-08-10"},
        id="解除查封",
    ),
    pytest.param(
        "coercion_release",
        "延长查封期限决定书\n本局2022年7月21日对你店面粉实施查封，现决定将期限延长三十日，自2022年8月20日至2022年9月18日。\n秋浦县市场监督管理局\n2022年8月18日",
        {"seize": "2022-07-21", "seize_due": "2022-09-18", "doc_date": "2022-08-18"},
        id="延长查封不是解除",
    ),
    pytest.param(
        "service_receipt",
        "邮寄送达凭证\n内件：行政处罚决定书（秋市监罚〔2022〕5号）\n收寄日期：2022年10月26日　妥投签收：2022年10月28日",
        {"served": "2022-10-28"},
        id="邮寄以签收为准",
    ),
    pytest.param("evidence", "照片\n拍摄时间：2022年7月21日10时", {}, id="证据照片没有事件"),
    pytest.param("file_catalogue", "卷内目录\n1\t立案审批表\t2022.7.29\t3", {}, id="卷内目录没有事件"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "wanted"), PENALTY)
def test_penalty(kind: str, text: str, wanted: Wanted) -> None:
    assert events(text, kind, text.split("\n", 1)[0]) == wanted


LICENCE = [
    pytest.param(
        "licence_decision",
        "准予行政许可决定书\n秋浦面馆：\n你店于2022年3月1日提出的申请，本局于2022年3月3日依法受理。\n秋浦县市场监督管理局\n2022年3月20日",
        {"lic_applied": "2022-03-01", "lic_accepted": "2022-03-03", "lic_decided": "2022-03-20"},
        id="许可决定",
    ),
    pytest.param(
        "licence_acceptance",
        "申请材料补正告知书\n秋浦面馆：\n请补正材料。\n秋浦县市场监督管理局\n2022年3月2日",
        {"lic_corrected": "2022-03-02", "doc_date": "2022-03-02"},
        id="补正不是受理",
    ),
]


@pytest.mark.parametrize(("kind", "text", "wanted"), LICENCE)
def test_licence(kind: str, text: str, wanted: Wanted) -> None:
    assert events(text, kind) == wanted


def test_what_is_said_of_another_paper_is_not_said_of_this_one() -> None:
    title = "关于贯彻集市管理办法的通知"
    text = f"{title}\n各单位：\n《价格条例》已经2021年3月2日常务会议通过，自2021年5月1日起施行。本通知自2022年7月1日起施行。"
    assert events(text, "normative_document", title) == {"effective": "2022-07-01"}


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("依据《关于2022年5月1日起施行集市办法的通知》办理。", id="书名号里"),
        pytest.param("通知要求“请于2022年5月1日前反馈意见”。", id="引号里"),
        pytest.param("《集市条例》（2021年1月22日修订）第三条。", id="法律修订日"),
        pytest.param("张三，1980年3月2日出生。", id="出生日"),
        pytest.param("营业执照有效期至2030年5月1日。", id="证照有效期"),
        pytest.param("该企业2020年6月1日注册成立。", id="成立日"),
    ],
)
@pytest.mark.parametrize(
    "kind", ["consultation_notice", "normative_document", "penalty_decision", "prior_notice"]
)
def test_distractors_are_mentions(kind: str, sentence: str) -> None:
    text = f"标题\n第一段。\n{sentence}\n第三段没有日期。"
    assert events(text, kind) == {}
    found = list(find_events(paper(text, kind=kind)))
    assert [type(f.value) for f in found] == [Mention]


def test_a_time_of_day_is_kept() -> None:
    found = list(
        find_events(paper("现场笔录\n检查时间：2022年7月21日9时30分至11时", kind="inspection_record"))
    )
    assert isinstance(found[0].value, Event)
    assert str(found[0].value.at) == "09:30:00"


def test_minutes_tell_each_item() -> None:
    text = "纪要\n2022年5月26日，县长桑野主持召开第7次常务会议。\n一、审议《甲地集市办法》。通过。\n二、听取防汛汇报。\n三、审议《乙地供水办法》。通过。"
    found = [f.value for f in find_events(paper(text, kind="meeting_minutes"))]
    assert [e.about for e in found if isinstance(e, Event)] == ["甲地集市办法", "乙地供水办法"]


def test_a_second_round_says_so() -> None:
    text = "关于再次公开征求《集市办法》意见的公告\n征求意见截止时间为2022年8月31日。"
    found = [
        f.value for f in find_events(paper(text, kind="consultation_notice", title=text.split("\n", 1)[0]))
    ]
    assert [(e.code, e.about) for e in found if isinstance(e, Event)] == [("consult_close", "第二次")]
