"""Names in running text: whom a paper is written to, who is accused of what, who did what (主持人雷鸣, 由甲、乙承办)."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.issuer import office_end
from extractors.names_at import TITLE, Named, certificate, identifier, persons_at, signers_before
from extractors.paper import Found, Paper
from extractors.party_fields import party, roles_of
from knowledge.roles import Role
from language.names import is_body, is_person, may_be_person, person_at, type_of

ACCUSED = "当事人"
_HEAD = 1500
_NAMED_BY = 8000  # characters within which a paper of a case has named who is accused
_HEAD_LINES = 14
# Papers written to the party: notices and decisions.
_TO_PARTIES = frozenset(
    ("prior_notice", "hearing_notice", "penalty_decision", "no_penalty_decision", "coercion_decision", "coercion_release",
     "registration_notice", "demand_notice", "rectification_order", "tax_handling_decision", "market_ban", "extra_fine_decision",
     "testing_notice", "licence_decision", "licence_acceptance", "service_announcement", "disclosure_reply", "instalment_approval", "reconsideration_decision")
)  # fmt: skip
# Papers of a case: who is accused may stand in their title, their cause or their sentences only.
_OF_CASES = frozenset(
    ("case_source", "case_opening_approval", "investigation_report", "legal_audit", "collective_discussion", "decision_approval",
     "approval_form", "case_closing", "cover", "evidence", "hearing_record", "inquiry_record", "inspection_record", "statement_record",
     "court_application", "transfer_letter", "disclosure_record", "instalment_approval", "registration_notice", "test_report", "file_catalogue", "onspot_filing", "hearing_notice", "rectification_order",
     "hearing_request", "waiver", "penalty_decision", "reconsideration_decision", "coercion_release", "coercion_decision")
)  # fmt: skip
# A letter between two offices: whom it is written to, by the kind of letter.
_TO_OFFICES = {
    "legality_review_opinion": "送审单位",
    "review_request": "审核机构",
    "filing_report": "备案机关",
}
_ADDRESSEE = re.compile(
    r"[ \u3000]*(?P<name>[一-鿿A-Za-z0-9·（）“”某×*＊]{2,50}?)[ \u3000]*(?:（(?P<aside>[^（）\n]{2,60})）)?[ \u3000]*：[ \u3000]*(?P<rest>.*)$"
)
_ADDRESSEE_WRAPPED = re.compile(
    r"[ \u3000]*(?P<name>[一-鿿A-Za-z0-9·“”某×*＊]{2,50}?)[ \u3000]*(?P<aside>（)[^（）：]{2,20}：(?P<rest>)[ \u3000]*$"
)
_SPOKEN_TO = re.compile(r"$|你|您|本|我|经|因|贵|现|原|男|女|身份证|住")
_FIELD = re.compile(
    r"经营(?!部)|场所|住所|如下|告知|事项|证据|决定|依据|意见$|地点|地址|单位$|人$|人员$|机关$|部门$|内容|来源|情况|事实|方式|电话|时间|日期"
)
_STRONG = (
    "(?:(?:股份|有限|责任)*公司(?:[一-鿿]{2,8}分公司)?|合作社|联合社|经营部|商行|商店|超市|便利店|门市部|服务部|营业部|饭店|餐厅|酒店|宾馆|旅馆|诊所|"
    "药房|药店|大药房|加工厂|工厂|制品厂|砂石厂|[一-鿿]厂|工程队|施工队|收购站|加油站|养殖场|农场|矿|医院|学校|驾校|幼儿园|事务所|工作室|客栈|网吧|浴室|"
    "[一-鿿]{2}店|[一-鿿]{2}摊|[一-鿿]{2}坊|[一-鿿]{2}馆|[一-鿿]{2}铺)"
)
_WEAK = "(?:[一-鿿]{2}(?:部|站|社|吧|咖|会所|中心|城|场|园|行|室|屋|院|所)(?![门长分件品者机]))"  # ends of names, and of much else
_BODY = rf"(?:(?!汇报|送审|审理|讨论|研究|[到在对由]|一份|实为|根据|未(?!来)|擅自|违反|依法|取得|从事|无证|关于|查处|涉嫌|立案|调查)[一-鿿A-Za-z·“”某×*＊（）]){{2,36}}?(?:{_STRONG})(?![一-鿿]{{0,2}}(?:店|馆|部|公司|厂|社|合作社)(?![一-鿿]?案))"
_ANY_BODY = _BODY.replace(_STRONG, f"{_STRONG}|{_WEAK}")
_ACT = (
    "(?:涉嫌|未|擅自|违法|违反|非法|无证|无照|超|拖欠|不按|不服|作出|进行|立案|依法|送达|经营|生产|销售|开展|使用|堆放|锁闭|占用|排放|拒不|"
    "虚假|伪造|出租|出借|倾倒|超范围|逾期|开采|采砂|盗采|安排|聘用|雇用|罚款|处罚|处以|给予|违规|发布|侵占|损毁|妨碍|干扰)"
)
_BEGINS = (
    r"(?:(?<=^)|(?<=[\n，。；：、\t \u3000“《（])|(?<=的)|(?<=汇报)|(?<=讨论)|(?<=研究)|(?<=审理)|(?<=办理)|(?<=查办)|(?<=根据)|(?<=就)|(?<=涉)(?!嫌)|(?<=送达)|(?<=关于)|(?<=对)|(?<=由)|(?<=向)|(?<=当事人)|(?<=查处)|(?<=责令)|"
    r"(?<=要求)|(?<=嫌疑人)|(?<=行为人)|(?<=以及)|(?<=与))"
)
_NO_NAME = r"(?!你|我|本|该|其|被|经|据|对|由|向|关于|当事人|[一-鿿]{0,8}局就)"
_CASE = re.compile(
    rf"{_BEGINS}{_NO_NAME}(?P<name>{_ANY_BODY})(?P<aside>（[^（）\n]{{1,20}}）)?(?:{_ACT}|(?=[^，。；：\n\t]{{0,24}}案(?:件|材料|$|[，。：；、（）\s\t收提报移立结现一的]))|(?=的(?:申请|处罚|行政处罚|违法|行为|[^，。]{0, 6}案))|(?=监督检查|检查|（被处罚))",
    re.M,
)
_GIVEN = re.compile(rf"(?:由|[。；，（])[ \u3000]*{_NO_NAME}(?P<name>{_ANY_BODY})(?:提供|盖章|（盖章）|确认)")
_NAMED_CASE = re.compile(r"[一-鿿]{2,16}案(?![一-鿿])")
_COURT = re.compile(rf"法院：\s*(?P<name>{_ANY_BODY})")
_SEIZED = re.compile(
    r"^[ \u3000]*(?=[一-鿿]{2,4}，[男女])|查处|查获|抓获|办理|查办|违法行为人|违法嫌疑人|嫌疑人|局[：]|院：|兹送达|送达",
    re.M,
)
_PERSON_DID = re.compile(rf"{_ACT}|，(?:男|女|\d{{4}}年)|于?\d{{4}}年|（被处罚|制售|捕捞")
_LISTED = re.compile(rf"^[ \u3000]*\d{{1,4}}[、.．\t \u3000]+(?P<name>{_ANY_BODY})(?=[\t \u3000，])", re.M)
_PLACE = re.compile(
    rf"(?:到|赴|前往|系)(?:位于[^，。；\n]{{2,24}}?的)?(?P<name>{_ANY_BODY})(?:进行)?(?:检查|调查|勘|核查|现场|所)"
)
_VISITS = frozenset(("inspection_record", "case_source", "inquiry_record"))
_SET_OFF = re.compile(r"[一-鿿]{2,3}(?=[，、）])")
_STRONG_BODY = re.compile(_BODY)
_CAUSE = re.compile(
    r"(?:案由|案件名称|案名|案件|事由|案\s*由|案卷题名|题名|卷名|事项|案件标题)[：\t \u3000]+"
)
_HELD = re.compile(_ANY_BODY)
_CAUSE_PERSON = re.compile(rf"(?:涉嫌|{_ACT}|（[^（）\n]{{1,16}}）(?:涉嫌|{_ACT}))")
_FURTHER = re.compile(
    r"[；;\n][ \u3000]*(?P<name>[一-鿿·某]{2,4}|[一-鿿]{4,30}?(?:公司|厂|店|社|部))，(?=(?:男|女|(?:19|20)\d\d年|时任|系|住所|统一社会|住址|注册地))"
)
_CHARGED = re.compile(
    r"(?:由|指定|指派|安排|委派|委托)[ \u3000]?(?P<names>[一-鿿、，和 \u3000]{2,24}?)(?:等?(?:二|两|三)?(?:人|名)?(?:同志|执法人员)?)(?:具体)?(?:共同)?"
    r"(?:承办|主办|办理|负责(?:本案|该案)?(?:调查|办理|承办)|为(?:本案)?(?:的)?(?:办案|承办|调查|执法|主办|协办)|作为|担任|调查(?:处理|取证)?|负责|装车|扣押|"
    r"查封|登记保存|(?:进行)?(?:检查|调查|询问))"
)
_ASSIGNED = re.compile(r"(?:指派|指定|安排|委派)[ \u3000]?(?=[一-鿿]{2,4}（)")
# Names in front of what they did count only as two: a sentence about one person is often about somebody else.
_WENT = re.compile(
    r"(?:(?<=[，。；（：\n])|(?<=检查组)|(?<=调查组)|(?<=我局)|(?<=本局)|(?<=人员))[ \u3000]*(?P<names>[一-鿿]{2,4}(?:[、和][ \u3000]?[一-鿿]{2,4}){1,3}?)(?:等?(?:二|两|三)人)?"
    r"(?:到场|(?:到|对|在|赴|前往)[^，。；\n]{2,40}(?:检查|调查|勘[验测查]|核查|询问|现场|走访|处罚|罚款)|于[^，。；\n]{6,40}(?:检查|调查|勘[验测查]|核查))"
)
_SECOND = re.compile(r"(?:主办|承办|主办人)[、，和 \u3000]*(?P<name>[一-鿿]{2,4})协办")
_OFFICERS = re.compile(
    r"(?:执法人员|办案人员|调查人员|检查人员|承办人员?)(?:是|为|：)?[ \u3000]*(?=[^：\n\t]{4,40}?(?:证|出示|，|在|对|于))"
)
_CERTIFICATES = re.compile(
    r"证(?:件)?(?:编?号)(?:码)?(?:分别)?(?:为|是)?\s*：?\s*(?P<list>[\dA-Za-z\-]{4,}(?:\s*[、，,和]\s*[\dA-Za-z\-]{4,})+)"
)
_PRESIDES = re.compile(
    r"(?:长|主任|书记|主席|负责人|组长)[ \u3000]?(?P<name>[一-鿿]{2,4}?)(?:同志)?(?:在[^，。；\n]{2,24}?|受[^，。；\n]{2,16}?委托，?)?(?:主持|召集|召开)(?:召开|了|会议)?"
    r"|(?<=[，。\n])(?![一-鿿]{0,8}(?:长|主任|书记|主席|负责人|组长|受))(?P<alone>[一-鿿]{2,4}?)(?:同志)?(?:担?任)?主持(?:人|召开|会议)?(?=[，。；]|[^，。；\n]{2,20}会)"
)
_ATTENDED = re.compile(
    r"(?<=[，。；：\n])[ \u3000]*(?P<names>[一-鿿]{2,4}(?:、[一-鿿]{2,4}){1,12})(?:等?同志)?(?:参加|出席|到会|参会)"
)
_SAT_IN = re.compile(r"(?<=[，。；])(?P<names>[一-鿿]{2,4}(?:、[一-鿿]{2,4})*)(?:等?同志)?列席(?=[，。；])")
_WROTE = re.compile(r"(?:^|(?<=[，。；\n]))[ \u3000]*(?P<name>[一-鿿]{2,4})(?:整理|记录)[。]?$", re.M)
_AUDITOR = re.compile(
    r"(?:法制|法规|审核|审理|政策法规)(?:审核)?(?:股|科|处|室|机构|部门)[ \u3000\n]+(?=[一-鿿]{2,4}[ \u3000]*\n?[ \u3000]*(?:\d{4}|二))"
)
_AGENTS = re.compile(
    r"(?:委托(?:了)?|公司派)(?P<names>[^。；：\n]{2,60}?)(?:参加|出席|到庭|到会|代理|全权|作为|为(?:其)?(?:委托)?代理人)"
)
_PROXY = re.compile(
    r"(?:^|\n)[ \u3000]*(?P<name>[一-鿿（）]{4,40}?)委托(?P<agent>[一-鿿]{2,4})(?=（|，|办理|代为|全权)"
)
_SENT = re.compile(
    r"（(?P<name>[一-鿿、]{4,30}?)(?:起草|报送|送审|提请|承办)）|受(?P<for>[一-鿿]{4,30}?(?:局|委|厅|办|政府|委员会|办公室))委托"
)
_REVIEWERS = re.compile(r"司法|法制|法规|审[核查]|法律")
_MEETINGS = frozenset(("meeting_minutes", "collective_discussion", "expert_opinion"))
_APPROVALS = frozenset(("case_opening_approval", "approval_form", "decision_approval", "case_closing"))
_NOT_OFFICERS = re.compile(
    r"审核|法制|法规|领导|局长|负责人|当事人|见证|参加|出席|集体|讨论|签收|受送达|送达|委员"
)


def addressed(paper: Paper) -> Iterator[Found]:
    """To whom a notice or decision is written: the line above the text, or the beginning of its first line, with a colon."""
    if paper.kind not in _TO_PARTIES:
        return
    for start, end in _head(paper):
        line = paper.view[start:end]
        forms = (pattern.match(line) for pattern in (_ADDRESSEE, _ADDRESSEE_WRAPPED))
        match = next((m for m in forms if m and _addressable(m["name"])), None)
        if match is None:
            continue
        spoken_to = _SPOKEN_TO.match(match["rest"]) or (
            len(match["name"]) > 2 and match["rest"][:1].isdigit()
        )
        if type_of(match["name"]) == "person" and not (match["aside"] or spoken_to):
            continue  # 查明：… is no address
        at, upto = start + match.start("name"), start + match.end("name")
        aside = "（" in line[match.end("name") :]
        number, mended = identifier(paper.view, upto, upto + 90) if aside else (None, False)
        yield party(Named(at, upto, match["name"], number, upto, mended), ACCUSED, 0.9)
        return


def _head(paper: Paper) -> Iterator[tuple[int, int]]:
    filled = [(s, e) for s, e in paper.lines[: _HEAD_LINES * 3] if paper.text[s:e].strip()]
    yield from (span for span in filled[:_HEAD_LINES] if span[0] < _HEAD)


def _addressable(name: str) -> bool:
    """A body's or a person's name and no field's."""
    kind = type_of(name)
    if kind == "unknown" or _FIELD.search(name) or (kind == "organization" and len(name) < 4):
        return False
    return kind != "person" or len(name) <= 4


def office_addressed(paper: Paper) -> Iterator[Found]:
    """The office a letter of the review is written to: the first line that names one, with a colon.

    A letter that says who drafted, or sent, the paper speaks of that office.
    """
    role = _TO_OFFICES.get(paper.kind)
    if role is None:
        return
    if role == "备案机关":
        yield from _filed_with(paper)
        return
    sent = _SENT.search(paper.view, 0, _HEAD) if role == "送审单位" else None
    if sent and sent["name"] and is_body(sent["name"]):
        yield party(named(sent, "name"), role, 0.9)
        return
    for start, end in _head(paper):
        match = _ADDRESSEE.match(paper.view[start:end])
        if match and is_body(match["name"]) and not match["name"].endswith("单位"):
            if role == "审核机构" and not _REVIEWERS.search(match["name"]):
                return
            at = start + match.start("name")
            end = office_end(paper.view, at, at + len(match["name"]))
            yield party(Named(at, end, paper.view[at:end], None, at), role, 0.9)
            return


def _filed_with(paper: Paper) -> Iterator[Found]:
    """The authorities a report of filing is written to, which may be several."""
    for start, end in _head(paper):
        line = paper.view[start:end].rstrip()
        names = line[:-1].strip().split("、")
        if line.endswith("：") and all(is_body(name.strip()) for name in names):
            at = start
            for name in names:
                at = paper.view.index(name.strip(), at)
                yield party(Named(at, at + len(name.strip()), name.strip(), None, at), "备案机关", 0.9)
            return


def commissioned(paper: Paper) -> Iterator[Found]:
    """受某某局委托: for whom an assessment was made."""
    match = _SENT.search(paper.view, 0, _HEAD * 2) if paper.kind == "risk_assessment" else None
    if match and match["for"]:
        yield party(named(match, "for"), "起草单位", 0.85)


def named(match: re.Match[str], group: str) -> Named:
    return Named(match.start(group), match.end(group), match[group], None, match.end(group))


def accused(paper: Paper, known: bool) -> Iterator[Found]:
    """The party a paper names in its cause or sentences (案由, 对某某公司立案), where no field does; further ones behind it."""
    for match in _FURTHER.finditer(paper.view, 0, _HEAD * 2) if known and paper.kind in _TO_PARTIES else ():
        if type_of(match["name"]) != "unknown":
            yield party(named(match, "name"), ACCUSED, 0.85)
    if known or paper.kind not in _OF_CASES | _TO_PARTIES:
        return
    found = _in_cause(paper) or _in_sentence(paper) or _visited(paper) or _person_accused(paper)
    if found is not None:
        yield party(found, ACCUSED, 0.85)


def _in_cause(paper: Paper) -> Named | None:
    """案由：廖长庚涉嫌…; the body, or the person before what he is accused of."""
    for cause in _CAUSE.finditer(paper.view, 0, _HEAD * 2):
        body = _HELD.match(paper.view, cause.end())
        if body:
            return Named(body.start(), body.end(), body[0], None, body.end())
        for length in (4, 3, 2):
            end = cause.end() + length
            name = paper.view[cause.end() : end]
            if is_person(name) and (
                _CAUSE_PERSON.match(paper.view, end) or _NAMED_CASE.match(paper.view, end)
            ):
                return Named(cause.end(), end, name, None, end)
    return None


def _person_accused(paper: Paper) -> Named | None:
    """查处巫小倩非法行医, 违法行为人贾三省，男: a person before what he did or who he is."""
    for match in _SEIZED.finditer(paper.view, 0, _HEAD * 2):
        for length in (4, 3, 2):
            end = match.end() + length
            name = paper.view[match.end() : end]
            if is_person(name) and _PERSON_DID.match(paper.view, end):
                return Named(match.end(), end, name, None, end)
    return None


def listed(paper: Paper) -> Iterator[Found]:
    """Lines of a publication list that begin with a number and a name."""
    for match in _LISTED.finditer(paper.view) if paper.kind == "disclosure_record" else ():
        yield party(named(match, "name"), ACCUSED, 0.85)


def _visited(paper: Paper) -> Named | None:
    """甲、乙到某某网咖检查: where an inspection was made; 系某某合作社所建: who did it."""
    match = _PLACE.search(paper.view, 0, _HEAD * 2) if paper.kind in _VISITS else None
    return named(match, "name") if match else None


def _in_sentence(paper: Paper) -> Named | None:
    forms = {"evidence": _GIVEN, "court_application": _COURT}
    match = forms[paper.kind].search(paper.view) if paper.kind in forms else None
    if match:
        return named(match, "name")
    for case in _CASE.finditer(paper.view, 0, _NAMED_BY):
        if not paper.quoted(case.start("name")) or paper.view[case.start("name") - 1] == "“":
            return named(case, "name")
    return None


def _line_end(paper: Paper, at: int) -> int:
    return paper.lines[paper.line_at(at)][1]


@cache
def _inline(kind: str) -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple(
        (
            role,
            re.compile(rf"(?:{'|'.join(role.inline)})[ \u3000]?(?=[一-鿿])"),
        )
        for role in roles_of(kind)
        if role.inline
    )


def inline(paper: Paper) -> Iterator[Found]:
    """A role's word with the name right behind it: 主持人雷鸣, 出席甲、乙、丙."""
    for role, pattern in _inline(paper.kind):
        for match in pattern.finditer(paper.view):
            if role.type == "any":
                yield from _body_inline(paper, role, match.end())
                continue
            title = TITLE.match(paper.view, match.end())
            at = title.end() if title else match.end()
            end = person_at(paper.view, at) or _set_off(paper.view, at)
            if end is None:
                continue
            first = Named(at, end, paper.view[at:end], *certificate(paper.view, end))
            others = persons_at(paper.view, first.upto, _line_end(paper, first.upto)) if role.several else ()
            yield from (party(person, role.name, 0.88) for person in (first, *others))


def _set_off(view: str, at: int) -> int | None:
    """Where two or three characters between a role's word and a comma end, which there can hardly be but a name (听证员子夏、)."""
    match = _SET_OFF.match(view, at)
    return match.end() if match and may_be_person(match[0]) else None


def _body_inline(paper: Paper, role: Role, at: int) -> Iterator[Found]:
    body = _STRONG_BODY.match(paper.view, at)
    end = body.end() if body else person_at(paper.view, at)
    if end is not None and (body or role.name != ACCUSED):
        yield party(Named(at, end, paper.view[at:end], None, end), role.name, 0.85)


def charged(paper: Paper) -> Iterator[Found]:
    """Officers named in running text: 执法人员甲、乙，执法证号A、B; 由甲、乙承办; 甲主办、乙协办."""
    for match in _OFFICERS.finditer(paper.view):
        people = list(persons_at(paper.view, match.end(), _line_end(paper, match.end())))
        if len(people) < 2:
            continue
        numbers = _CERTIFICATES.search(paper.view, people[-1].upto, people[-1].upto + 60)
        codes = re.split(r"\s*[、，,和]\s*", numbers["list"]) if numbers else []
        for i, person in enumerate(people):
            yield party(
                person._replace(id=codes[i] if len(codes) == len(people) else person.id), "执法人员", 0.93
            )
    for match in _ASSIGNED.finditer(paper.view):
        people = list(persons_at(paper.view, match.end(), _line_end(paper, match.end())))
        if len(people) > 1 and all(person.id for person in people):
            yield from (party(person, "执法人员", 0.93) for person in people)
    for match in _acting(paper) if paper.kind in _OF_CASES | _TO_PARTIES else ():
        people = list(persons_at(paper.view, match.start("names"), match.end("names")))
        if people and people[-1].end <= match.end("names") + 1 and any(is_person(p.name) for p in people):
            yield from (party(person, "执法人员", 0.88) for person in people)
            second = _SECOND.search(paper.view, people[-1].end, match.end() + 12)
            if second and may_be_person(second["name"]):
                yield party(named(second, "name"), "执法人员", 0.88)


def _acting(paper: Paper) -> Iterator[re.Match[str]]:
    yield from _CHARGED.finditer(paper.view)
    yield from _WENT.finditer(paper.view)


def pairs(paper: Paper) -> Iterator[Found]:
    """Two who sign an opinion of an approval form together are the officers: 水政大队：呈请批准。甲　乙　2022年1月20日."""
    if paper.kind not in _APPROVALS:
        return
    for date in paper.dates:
        start = paper.lines[paper.line_at(date.start)][0]
        people = signers_before(paper.view, start, date.start)
        label = re.split(r"[：\t]", paper.view[start : people[0].start])[0] if people else ""
        if len(people) >= 2 and not _NOT_OFFICERS.search(label):
            yield from (party(person, "执法人员", 0.88) for person in people)


def presiding(paper: Paper) -> Iterator[Found]:
    """市长某某主持召开: who presided over a meeting."""
    if paper.kind not in _MEETINGS and paper.kind != "hearing_record":
        return
    role = "听证主持人" if paper.kind == "hearing_record" else "主持人"
    for match in _PRESIDES.finditer(paper.view):
        group = "name" if match["name"] else "alone"
        if is_person(match[group]) and not is_body(match[group]):
            yield party(named(match, group), role, 0.9)
    for match in _ATTENDED.finditer(paper.view) if paper.kind in _MEETINGS else ():
        people = list(persons_at(paper.view, match.start("names"), match.end("names")))
        if any(is_person(person.name) for person in people):
            yield from (party(person, "参加人员", 0.88) for person in people)
    for match in _SAT_IN.finditer(paper.view) if paper.kind in _MEETINGS else ():
        for person in persons_at(paper.view, match.start("names"), match.end("names")):
            yield party(person, "列席人员", 0.88)
    for match in _WROTE.finditer(paper.view):
        if is_person(match["name"]):
            yield party(named(match, "name"), "记录人", 0.88)


def audited(paper: Paper) -> Iterator[Found]:
    """Who signs a legal audit for its section: 法制股　温玉　2023年8月16日."""
    match = _AUDITOR.search(paper.view) if paper.kind in ("legal_audit", "legality_review_opinion") else None
    end = person_at(paper.view, match.end()) if match else None
    if match and end:
        yield party(Named(match.end(), end, paper.view[match.end() : end], None, end), "审核人", 0.88)


def agents(paper: Paper) -> Iterator[Found]:
    """当事人委托副总经理甲、律师乙参加; 某某公司委托甲（…）办理."""
    match = _PROXY.search(paper.view) if paper.kind == "identity_proof" else None
    if match and is_body(match["name"]) and is_person(match["agent"]):
        yield party(named(match, "name"), ACCUSED, 0.88)
        yield party(named(match, "agent"), "委托代理人", 0.88)
    for match in _AGENTS.finditer(paper.view) if paper.kind in ("hearing_record", "hearing_request") else ():
        for person in persons_at(paper.view, match.start("names"), match.end("names")):
            if person.end <= match.end("names"):
                yield party(person, "委托代理人", 0.88)
