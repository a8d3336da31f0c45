"""Characters that look like others: radicals, compatibility ideographs, full-width forms.

PDF files of browsers and of macOS hold ⾏ (U+2F8F, a radical) where 行 (U+884C) is printed, so that no
search finds the word. All functions keep the length of the text, so offsets and boxes hold.
"""

from functools import cache
from unicodedata import normalize

# CJK Radicals Supplement to the ideograph printed alike: Unicode's EquivalentUnifiedIdeograph.txt.
# Kangxi Radicals and compatibility ideographs have that in their NFKC form.
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬"
    "⺤爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺲罒⺶羊⺹耂⺻聿⺼肉⺽臼⺾艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车"
    "⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯"
    "⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)


@cache
def _table() -> dict[int, str]:
    """Code point to the common character, for those with exactly one."""
    blocks = (range(0x2F00, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
    table = {o: normalize("NFKC", chr(o)) for block in blocks for o in block}
    table = {o: to for o, to in table.items() if len(to) == 1 and to != chr(o)}
    table |= {ord(_RADICALS[i]): _RADICALS[i + 1] for i in range(0, len(_RADICALS), 2)}
    return table | {0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " ", 0x205F: " "}


def lookalikes(text: str) -> str:
    """Radicals and compatibility ideographs as common ideographs, odd spaces as spaces; same length.

    >>> lookalikes("⾏政处罚")
    '行政处罚'
    """
    return text if text.isascii() else text.translate(_table())
