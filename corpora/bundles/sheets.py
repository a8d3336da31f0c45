"""Pages of one paper as drawing steps: type, page numbers of several habits, photographs, ledgers, blank backs."""

from dataclasses import replace
from random import Random

from maker.layout import Style, pages
from maker.ops import HEIGHT, WIDTH, Op, Words
from sources import Paper

FORM = Style(size=12.5, left=74, right=66, top=72, bottom=70, numbered=False)
WORDY = frozenset(
    {"inquiry_record", "hearing_record", "statement_record", "collective_discussion", "inspection_record"}
)
GOODS = (
    "白砂糖",
    "食用植物油",
    "小麦粉",
    "速冻水饺",
    "机用滤芯",
    "防护手套",
    "电缆线",
    "涂料稀释剂",
    "灭火器",
    "轮胎",
)


def lay_out(paper: Paper, random: Random) -> list[list[Op]]:
    """The paper's pages, as its office types and numbers them."""
    style = replace(
        FORM,
        size=random.choice((12.5, 14.0, 14.0, 16.0, 17.5)),
        font=random.choice(("song", "song", "kai")),
        left=random.choice((74.0, 80.0, 86.0)),
        top=random.choice((72.0, 90.0)),
        bottom=random.choice((70.0, 90.0, 130.0, 200.0)),
    )
    text = paper.text + (_photos(random) if paper.kind == "evidence" and random.random() < 0.5 else "")
    laid = pages(text, style)
    habit = random.choice(("none", "none", "dash", "dash", "of", "head")) if len(laid) > 1 else "one"
    if paper.kind in WORDY and random.random() < 0.5:
        habit = "of"
    for number, page in enumerate(laid, 1):
        page += _number(habit, number, len(laid))
    return laid


def _number(habit: str, number: int, count: int) -> list[Op]:
    """A page's own number, if its office prints any."""
    middle, foot = WIDTH / 2 - 34, HEIGHT - 48
    match habit:
        case "dash":
            return [Words(middle + 14, foot, f"— {number} —", "song", 12.0)]
        case "of":
            return [Words(middle, foot, f"第{number}页　共{count}页", "song", 11.0)]
        case "head" if number > 1:
            return [Words(WIDTH - 160, 56, f"第 {number} 页", "song", 10.5)]
        case _:
            return []


def _photos(random: Random) -> str:
    """Further photographs, one or two a page, with no title of their own."""
    sheets = []
    for sheet in range(random.randint(1, 4)):
        shots = "".join(
            f"@photo 照片{sheet * 2 + shot + 1}　{random.choice(GOODS)}堆放情况|{random.choice((210, 250))}\n"
            for shot in range(random.choice((1, 2, 2)))
        )
        sheets.append(f"@page\n{shots}^拍摄人：«某甲»　拍摄时间：«2023年3月2日»")
    return "\n" + "\n".join(sheets)


def ledger(random: Random, name: str) -> Paper:
    """A copied ledger: one table over several pages, its head on the first only."""
    rows = [
        f"|!{i}|2023-{random.randint(1, 9):02d}-{random.randint(1, 28):02d}|{random.choice(GOODS)}|{random.randint(1, 60)}|{random.randint(20, 900)}.00||"
        for i in range(1, random.randint(30, 75))
    ]
    text = f"# {name}\n@cols 1 2.4 3 1.4 2 2\n|!序号|!日期|!品名|!数量|!金额（元）|!备注|\n" + "\n".join(rows)
    return Paper("evidence", name, text, f"ledger:{name}")


def album(random: Random) -> Paper:
    """Photographs of the scene: a title on the first sheet only."""
    name = random.choice(("现场照片", "证据照片", "现场检查照片（证据）"))
    text = f"# {name}\n@photo 照片1　现场全貌|230\n^拍摄人：«某甲»　拍摄地点：«经营场所内»{_photos(random)}"
    return Paper("evidence", name, text, f"album:{name}")
