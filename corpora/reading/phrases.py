"""What the pages say: sentences with places for dates and document numbers. Names and matters are invented."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

AGENCIES = (
    ("青禾县市场监督管理局", "青市监"),
    ("云岭市城市管理综合行政执法局", "云城执"),
    ("鹭溪县应急管理局", "鹭应急"),
    ("临澜区农业农村局", "临农"),
    ("鹭溪县生态环境局", "鹭环"),
    ("云岭市交通运输局", "云交"),
    ("青禾县水务局", "青水"),
    ("临澜区卫生健康局", "临卫"),
)
TITLES = (
    "行政处罚决定书",
    "行政处罚告知书",
    "听证通知书",
    "立案审批表",
    "责令改正通知书",
    "案件调查终结报告",
)
SENTENCES = (
    "{d}，执法人员对当事人的经营场所进行检查，发现货架上陈列的食品超过保质期。",
    "本机关于{d}立案，同日指派两名执法人员调查取证。",
    "当事人于{d}购进上述原料二百公斤，{d}起用于加工。",
    "{d}，本机关向当事人送达《询问通知书》（{n}），当事人签收。",
    "{d}至{d}，本机关委托检验机构对抽取的样品进行检验。",
    "检验报告于{d}作出，{d}告知当事人，当事人未申请复检。",
    "因案情复杂，经负责人批准，办案期限延长至{d}。",
    "本机关于{d}作出先行登记保存决定，{d}作出处理决定。",
    "{d}，法制审核机构出具审核意见；{d}，负责人集体讨论决定。",
    "{d}，本机关送达《行政处罚告知书》（{n}），告知陈述、申辩和听证的权利。",
    "当事人于{d}提交书面陈述申辩意见，本机关于{d}复核。",
    "听证会于{d}举行，听证报告于{d}形成。",
    "该场所的许可证有效期自{d}起，至{d}止。",
    "租赁合同签订于{d}，约定的交付日为{d}。",
    "当事人应于{d}前缴纳罚款，逾期每日按罚款数额的百分之三加处罚款。",
    "依照{n}文件的要求，整改应于{d}前完成。",
    "{d}复查时，当事人已停止违法行为，并于{d}补办手续。",
    "现场照片拍摄于{d}，当事人于{d}在照片上签名确认。",
    "上述事实有{d}的询问笔录、{d}的现场笔录和进货票据证明。",
    "查封期限自{d}起至{d}止，当事人不得擅自转移查封的物品。",
)
WITHOUT = (
    "上述行为违反了有关法律的规定，应当予以处罚。",
    "当事人积极配合调查，主动减轻危害后果，可以从轻处罚。",
    "如不服本决定，可以依法申请行政复议或者提起行政诉讼。",
    "本机关认为，事实清楚，证据确凿，程序合法。",
)
LABELS = (
    ("案由", "使用超过保质期的原料", "案件来源", "群众举报"),
    ("当事人", "谷满仓食品加工厂", "负责人", "郁怀山"),
    ("地址", "青禾县东川路十八号", "电话", "另附"),
    ("承办人", "郁怀山、岑雨竹", "执法证号", "{c}"),
    ("受理日期", "{d}", "立案日期", "{d}"),
    ("告知日期", "{d}", "告知文号", "{n}"),
    ("审核日期", "{d}", "决定日期", "{d}"),
    ("决定文号", "{n}", "送达日期", "{d}"),
    ("缴款期限", "{d}", "缴款日期", "{d}"),
    ("检验日期", "{d}", "报告编号", "{c}"),
)
OPINIONS = (
    ("承办机构意见", "经调查，事实清楚，建议给予行政处罚。{d}"),
    ("审核机构意见", "程序合法，同意提交集体讨论。{d}"),
    ("负责人意见", "同意。{d}"),
)
HAN = "〇一二三四五六七八九"


class Dated(NamedTuple):
    """A date as written and the day it means."""

    text: str
    day: date


class Numbered(NamedTuple):
    """A text with the dates and document numbers that stand in it, in order."""

    text: str
    dates: tuple[Dated, ...]
    numbers: tuple[str, ...]


def some_date(random: Random, *, full: bool = False) -> Dated:
    """A day of 2012–2026 in one of five ways of writing; `full`: as signatures are dated."""
    day = date(2012, 1, 1) + timedelta(days=random.randrange(5400))
    styles = ("digits", "han") if full else ("digits",) * 11 + ("han",) * 5 + ("spaced", "dots", "dashes")
    return Dated(written(day, random.choice(styles)), day)


def written(day: date, style: str) -> str:
    """One day in that style.

    >>> written(date(2022, 4, 19), "han")
    '二〇二二年四月十九日'
    """
    match style:
        case "han":
            year = "".join(HAN[int(c)] for c in str(day.year))
            return f"{year}年{_han(day.month)}月{_han(day.day)}日"
        case "spaced":
            return f"{day.year} 年 {day.month} 月 {day.day} 日"
        case "dots":
            return f"{day.year}.{day.month}.{day.day}"
        case "dashes":
            return f"{day.year}-{day.month:02}-{day.day:02}"
        case _:
            return f"{day.year}年{day.month}月{day.day}日"


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else HAN[tens] + "十"
    return head + (HAN[ones] if ones else "")


def some_number(random: Random) -> str:
    """A document number of one of the agencies."""
    short = random.choice(AGENCIES)[1]
    kind = random.choice(("罚", "罚告", "听通", "发", "函", "责改"))
    return f"{short}{kind}〔{random.randint(2012, 2026)}〕{random.randint(1, 399)}号"


def filled(random: Random, sentence: str) -> Numbered:
    """The sentence with dates and numbers in its places."""
    dates: list[Dated] = []
    numbers: list[str] = []
    text = ""
    while sentence:
        head, _, rest = sentence.partition("{")
        text += head
        if not rest:
            break
        mark, sentence = rest[0], rest[2:]
        if mark == "d":
            dates.append(some_date(random))
            text += dates[-1].text
        elif mark == "n":
            numbers.append(some_number(random))
            text += numbers[-1]
        else:
            text += str(random.randint(10_000_000, 99_999_999))
    return Numbered(text, tuple(dates), tuple(numbers))
