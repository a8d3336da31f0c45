"""What the classifiers look at in a paper: words, pairs of characters, title and layout."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from classifiers.rules import Hit, parts_of, title_rule
from dossier.document import Document
from language.heads import Head
from language.titles import opening_of
from language.words import words

HEAD, TAIL, NEAR = (
    1600,
    500,
    420,
)  # characters: of the text's beginning and end for words, of its beginning for pairs
_HAN = re.compile(r"[一-鿿]+")
_NUMBER_WORD = re.compile(r"([一-鿿])字?\s*[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*第?\s*\d+\s*号")
_WEB = re.compile(
    r"当前位置|您的位置|发布日期|发布时间|浏览次数|【打印】|【关闭】|门户网站|首页|字体|点击|来源："
)
_ISSUERS = re.compile(r"人民代表大会|国务院|人民政府令|[部局会署行]令|人民政府|修订|修正|批准|通过|公布")
_COUNTED = {  # what is counted in the whole text; each becomes a token with a rough number
    "条": re.compile(r"(?m)^\s*第[一二三四五六七八九十百零〇\d]+条"),
    "章": re.compile(r"(?m)^\s*第[一二三四五六七八九十\d]+章"),
    "节": re.compile(r"(?m)^\s*[一二三四五六七八九十]+、"),
    "问答": re.compile(r"(?m)^.{0,6}[问答][：:]"),
    "标签": re.compile(r"(?m)^[一-鿿（）、 ]{2,12}[：:]"),
    "签名": re.compile(r"签名|签字|盖章|签章"),
    "空格": re.compile(r"_{3,}|　{4,}| {6,}|×{2,}"),
    "年月日": re.compile(r"(?:\d{4}|\s)\s*年\s*\d{0,2}\s*月\s*\d{0,2}\s*日"),
    "页": re.compile(r"第\s*\d*\s*页|共\s*\d*\s*页"),
    # rules.md §3：规范性文件看权利义务、普遍约束力、反复适用；方案、内部文件看任务、分工、考核
    "对象": re.compile(r"公民|法人|组织|单位和个人|申请人|经营者|当事人|市场主体|企业|个人|用人单位"),
    "义务": re.compile(r"应当|不得|禁止|可以|须|处以|罚款"),
    "效力": re.compile(r"起施行|起实施|有效期|同时废止|负责解释|适用本"),
    "任务": re.compile(
        r"领导小组|牵头单位|责任单位|责任分工|工作目标|工作任务|完成时限|督导|督查|考核|各单位要|各地各部门|专项行动|阶段"
    ),
    "内部": re.compile(r"机关各|各科室|全体干部|工作人员|局党组|请假|会议|培训|任命|免去|表彰|先进"),
}
_PHRASES = (  # set phrases; each found is one token
    "现予公布",
    "现印发给你们",
    "请认真贯彻执行",
    "请遵照执行",
    "公开征求意见",
    "征求意见稿",
    "反馈意见",
    "意见反馈",
    "截止",
    "采纳",
    "未采纳",
    "现报送备案",
    "予以备案",
    "合法性审核",
    "合法性审查",
    "法制审核",
    "审议通过",
    "原则同意",
    "集体讨论",
    "此致",
    "特此通知",
    "特此公告",
    "特此告知",
    "特此证明",
    "妥否",
    "此复",
    "收悉",
    "陈述",
    "申辩",
    "听证",
    "放弃",
    "拟作出",
    "拟处",
    "决定书",
    "告知书",
    "责令",
    "处以罚款",
    "决定处罚如下",
    "不予行政处罚",
    "不予处罚",
    "行政复议",
    "行政诉讼",
    "人民法院",
    "强制执行",
    "催告",
    "送达",
    "签收",
    "见证人",
    "公告送达",
    "视为送达",
    "询问",
    "被询问人",
    "现场检查",
    "勘验",
    "立案",
    "结案",
    "移送",
    "检验",
    "鉴定",
    "检测",
    "先行登记保存",
    "查封",
    "扣押",
    "解除",
    "延长",
    "分期",
    "延期",
    "加处罚款",
    "税款",
    "滞纳金",
    "市场禁入",
    "许可",
    "受理",
    "补正",
    "准予",
    "有效期限",
    "营业执照",
    "身份证",
    "统一社会信用代码",
    "受委托人",
    "政府信息公开",
    "同意立案",
    "同意结案",
    "负责人意见",
    "审批意见",
    "承办人意见",
    "归档",
    "卷内",
    "保管期限",
    "页号",
    "立卷人",
    "序号",
    "备注",
    "截图",
    "发布日期",
    "浏览次数",
    "来源",
    "解读",
    "评估",
    "风险",
    "专家",
    "公平竞争",
    "清理",
    "废止",
    "失效",
    "继续有效",
    "法治政府建设",
    "重大行政决策",
    "台账",
    "目录",
    "主持人",
    "记录人",
    "出席",
    "列席",
    "纪要",
    "调查终结",
    "处理意见",
    "复核",
    "第三款",
    "检验期间",
    "当场",
    "备案",
    "简易程序",
    "举报",
    "线索",
    "案件来源",
    "证据",
)


class View(NamedTuple):
    """One paper as the classifiers see it."""

    title: str
    hit: Hit | None
    words: list[str]
    pairs: list[str]
    layout: list[str]
    grams: list[str]


def view_of(document: Document) -> View:
    """What to judge the paper by; only beginning and end of a long text are looked at."""
    title, rows = opening_of(document)
    order = next((row.text for row in rows if row.form == "order"), "")
    text = document.text
    near = text if len(text) <= HEAD + TAIL else text[:HEAD] + "\n" + text[-TAIL:]
    return View(
        title,
        title_rule(title, order),
        [word for word in words(near) if len(word) > 1 and _HAN.fullmatch(word)],
        list(_pairs(text[:NEAR])),
        list(_layout(document, rows, near)),
        list(_grams(title)),
    )


def _pairs(text: str) -> Iterator[str]:
    for run in _HAN.findall(text):
        yield from (run[i : i + 2] for i in range(len(run) - 1))


def _grams(title: str) -> Iterator[str]:
    """One to three characters of the title without what it quotes, its ends marked."""
    parts = parts_of(title)
    if not title:
        return
    marked = "^" + parts.core + "$" + parts.bracket
    for size in (1, 2, 3):
        yield from (marked[i : i + size] for i in range(len(marked) - size + 1))
    yield from (f"内{parts.inner[-size:]}" for size in (2, 3) if parts.inner)


def _rough(count: int) -> str:
    return next(
        (name for limit, name in ((0, "无"), (1, "一"), (3, "几"), (9, "多")) if count <= limit), "很多"
    )


def _layout(document: Document, rows: Sequence[Head], text: str) -> Iterator[str]:
    for name, pattern in _COUNTED.items():
        yield f"{name}={_rough(len(pattern.findall(text)))}"
    yield from (f"有{phrase}" for phrase in _PHRASES if phrase in text)
    yield from (f"首{row.form}" for row in rows[:6] if row.form in {"letterhead", "number", "order", "meta"})
    yield from (
        f"题注{word}" for row in rows[:12] if row.form == "note" for word in _ISSUERS.findall(row.text)
    )
    yield from sorted({f"号{mark}" for mark in _NUMBER_WORD.findall(text[:600])})
    cells = [cell for page in document.pages[:2] for block in page.blocks for cell in block.cells]
    yield f"格={_rough(len(cells) // 4)}"
    yield f"列={max((cell.column for cell in cells), default=-1) + 1 if cells else 0}"
    yield f"长={min(len(document.text) // 200, 8)}"
    yield f"页={min(len(document.pages), 4)}"
    scanned = any(segment.line.score < 1.0 for segment in document.segments[:30])
    yield f"扫描={scanned}"
    if scanned and len(_WEB.findall(text)) > 1:
        yield "网页截图"
