"""What matter a title speaks of, with the words of each step (draft, notice, opinion) taken off."""

import re
import unicodedata

DRAFT = re.compile(
    r"[（(](?:公开|第[一二三四五六七八九十]+次|再次|二次)?(?:征求意见|送审|审议|报批|讨论|修改|修订|审核|草案)(?:修改)?稿?[）)]"
    r"|[（(](?:草案|草稿|代拟稿|印发稿)[^）)]{0,8}[）)]|(?:征求意见稿|送审稿|草案|代拟稿)$"
)
INNER = re.compile(r"《([^《》]{4,80}(?:〈[^〈〉]*〉[^《》]*)?)》")
WRAPPING = re.compile(
    r"^.{0,40}?关于(?:公开征求|征求|印发|公布|发布|修订|修改|废止|报送|提请|提交|审议|对|送审|报请)*(.+?)"
    r"(?:公开征求意见|征求意见|意见|合法性审[核查]|公平竞争审查|备案)?的?"
    r"(?:通知|公告|通告|请示|报告|函|复函|决定|意见书?|说明|纪要|结果|情况|反馈|公示)*$"
)
STEPS = re.compile(
    r"的?(?:起草说明|编制说明|制定说明|合法性审[核查]意见书?|审[核查]意见书?|政策解读|解读|备案报告|送审函"
    r"|公平竞争审查表?|专家论证意见|风险评估报告|征求意见采纳情况(?:说明)?|后评估报告|会议纪要|纪要|会议记录)$"
)
NAMED = re.compile(
    r"(?:条例|规定|办法|细则|规则|规程|制度|方案|规划|计划|意见|措施|标准|指引|指南|目录|规范|准则|要求|章程|事项|项目|工程)(?:（[^（）]{1,12}）)?$"
)
"""How a document that is made is named; a form or a decision in a case (…决定书, …告知书) names no matter."""


def matter_of(title: str) -> str:
    """The matter's own name: 县政府关于印发《甲办法（试行）》的通知 → 甲办法试行. Empty where a title names none.

    Punctuation and white space are dropped, so equal matters compare equal.
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", title)).replace("(", "（").replace(")", "）")
    inner, wrapped = INNER.search(text), WRAPPING.match(text)
    if inner:
        text = inner.group(1)
    elif wrapped:
        text = STEPS.sub("", wrapped.group(1))
    else:
        text = DRAFT.sub("", STEPS.sub("", text))
        text = text if NAMED.search(text) else ""
    text = re.sub(r"[^\w]", "", DRAFT.sub("", text)).removesuffix("的")
    return text if len(text) >= 5 else ""
